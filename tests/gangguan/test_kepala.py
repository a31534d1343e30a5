"""Do the answers themselves keep a hostile page, proxy or neighbour out? Headers, cookies, tokens, redirects."""

import pytest
from klien import Klien

import config
from app import create_app
from app.infra.db import db

KEPALA = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
LUAR = (
    "https://jahat.example/",
    "//jahat.example/",
    "/\\jahat.example",
    "/\t/jahat.example",
    "\\\\jahat.example",
    "javascript:alert(1)",
    "https:jahat.example",
    "///jahat.example",
    "/%0d%0aLocation:%20https://jahat.example",
)


def test_setiap_jawaban_membawa_kepala_pengaman(kampung, sebagai):
    k = sebagai("operator_desa")
    for alamat in (
        "/",
        "/paket",
        f"/paket/{kampung.draf}",
        "/registri",
        "/tidak-ada",
        "/masuk",
        "/lacak",
        "/v",
        "/akun",
    ):
        jawaban = k.get(alamat)
        for nama, nilai in KEPALA.items():
            assert jawaban.headers.get(nama) == nilai, (alamat, nama)
        kebijakan = jawaban.headers["Content-Security-Policy"]
        for bagian in ("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"):
            assert bagian in kebijakan, alamat
        assert "unsafe" not in kebijakan, alamat
        assert "Server" not in jawaban.headers
        assert "X-Powered-By" not in jawaban.headers


def test_penolakan_pun_membawa_kepala_pengaman(kampung, sebagai):
    k = sebagai("pengamat")
    for jawaban in (
        k.post(f"/paket/{kampung.draf}/persiapan", {"versi": "0"}),
        k.http.post(f"/paket/{kampung.draf}/persiapan", data={"versi": "0"}),
        k.http.put("/paket"),
    ):
        assert jawaban.status_code in (400, 403, 405)
        assert jawaban.headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in jawaban.headers["Content-Security-Policy"]


def test_tanpa_token_setiap_kiriman_ditolak_dengan_kalimat(app, kampung, sebagai):
    k, ganjil = sebagai("operator_desa"), []
    for r in app.url_map.iter_rules():
        if "POST" not in (r.methods or ()):
            continue
        alamat = kampung.alamat(r.rule.replace("<kunci>", "batas").replace("<kode>", "AAAAAAAAAA"))
        for isi in ({"versi": "0"}, {"versi": "0", "csrf_token": "palsu"}):
            jawaban = k.http.post(alamat, data=isi)
            if jawaban.status_code != 400 or "muat ulang" not in jawaban.text.lower():
                ganjil.append((alamat, jawaban.status_code))
    assert not ganjil


def test_token_orang_lain_tidak_berlaku(kampung, sebagai):
    korban, penyerang = sebagai("operator_desa"), sebagai("operator_desa_lain")
    jawaban = korban.http.post("/paket/pembuatan", data={"csrf_token": penyerang._token, "periode": "2027-01"})
    assert jawaban.status_code == 400


@pytest.mark.parametrize("ke", LUAR)
def test_tidak_ada_parameter_yang_mengarahkan_ke_luar(kampung, sebagai, ke):
    k = sebagai("operator_desa")
    for jawaban in (
        k.get("/masuk", query_string={"lanjut": ke}),
        k.get(f"/rapat/{kampung.ids['rapat_id']}", query_string={"kembali": ke}),
        k.post(f"/rapat/{kampung.ids['rapat_id']}/salinan", {"versi": "0", "kembali": ke}),
        k.post("/akun/penugasan", {"penugasan": str(kampung.ids["penugasan_id"]), "lanjut": ke}),
        k.post(f"/registri/warga/{kampung.ids['warga_id']}/nik", {"kembali": ke}),
    ):
        tujuan = jawaban.headers.get("Location", "")
        assert not tujuan.startswith(("http", "//", "/\\", "\\")), tujuan
        assert 'href="https://jahat' not in jawaban.text
        assert 'href="//jahat' not in jawaban.text


def test_kepala_host_palsu_tidak_masuk_ke_tautan_atau_pengalihan(app, kampung):
    k = Klien(app)
    jawaban = k.http.get("/paket", headers={"Host": "jahat.example", "X-Forwarded-Host": "jahat.example"})
    assert jawaban.status_code == 303
    assert "jahat.example" not in jawaban.location
    for alamat in ("/masuk", "/lacak", "/v"):
        assert "jahat.example" not in k.http.get(alamat, headers={"Host": "jahat.example"}).text


def test_alamat_peramban_palsu_di_kepala_tidak_dipercaya_tanpa_proksi(app, kampung):
    """Throttling counts the connection's own address unless a proxy is configured."""
    assert app.config["SAHIH_PROKSI"] == 0
    jawaban = Klien(app).http.get("/masuk", headers={"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "https"})
    assert jawaban.status_code == 200


def test_kue_di_produksi_terkunci_pada_https_dan_tuan_rumahnya(tmp_path, url_db):
    app = create_app(
        config.dari_lingkungan(
            {
                "SAHIH_LINGKUNGAN": "produksi",
                "DATABASE_URL": url_db,
                "SAHIH_ALAMAT": "https://sahih.contohkab.go.id",
                "SAHIH_FOLDER_INSTANCE": str(tmp_path),
                "SAHIH_KUNCI_SESI": "k" * 40,
                "SAHIH_KUNCI_DATA": "1:" + "ab" * 32,
            }
        )
    )
    jawaban = app.test_client().get("/masuk", base_url="https://sahih.contohkab.go.id")
    with app.app_context():
        db.engine.dispose()
    kue = jawaban.headers["Set-Cookie"]
    for bagian in ("__Host-sahih=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert bagian in kue
    assert "Domain" not in kue
    assert jawaban.headers["Strict-Transport-Security"].startswith("max-age=")


def test_sesi_yang_ditanam_penyerang_tidak_menjadi_sesi_korban(app, kampung):
    """Fixation: what the browser held before signing in opens nothing afterwards."""
    penyerang = Klien(app)
    penyerang.get("/masuk")
    tanam = penyerang.http.get_cookie("sahih").value
    korban = Klien(app)
    korban.http.set_cookie("sahih", tanam)
    korban.masuk(kampung.akun["operator_desa"].nama_pengguna)
    assert korban.http.get_cookie("sahih").value != tanam
    assert penyerang.get("/paket").status_code == 303
    curian = Klien(app)
    curian.http.set_cookie("sahih", tanam)
    assert curian.get("/paket").status_code == 303


def test_kue_setelah_keluar_tidak_membuka_apa_pun(app, kampung, sebagai):
    k = sebagai("operator_desa")
    lama = k.http.get_cookie("sahih").value
    assert k.get("/paket").status_code == 200
    k.post("/keluar")
    curian = Klien(app)
    curian.http.set_cookie("sahih", lama)
    assert curian.get("/paket").status_code == 303


def test_titipan_buatan_penyerang_tidak_menggagalkan_halaman_masuk(app, kampung):
    k = Klien(app)
    for isi in (
        "[" * 100_000,
        "{",
        '{"ke": "/paket", "bidang": 7}',
        '{"ke": ["x"]}',
        '{"ke":"/p","bidang":[["\\ud800","\\ud800"]]}',
    ):
        k.get("/masuk")
        jawaban = k.post("/masuk", {"nama_pengguna": "siapa", "sandi": "salah-sekali", "_titipan": isi})
        assert jawaban.status_code in (422, 429), isi[:20]
