"""What is said to input that no person types? Numbers without end, bytes of no text, words that are markup."""

import re

import html5lib
import pabrik
import sqlalchemy as sa

from app.domain.rapat.models import Rapat
from app.domain.registri.models import Warga
from app.domain.registri.opensid import cari_nama
from app.domain.usulan.models import Usulan
from app.infra.db import db

# Beyond 64 bits; beyond what Python itself reads as a number; digits that are none to int().
BESAR = "99999999999999999999"
TIDAK_TERBILANG = "9" * 5000
BUKAN_ANGKA = ("²", "-1", "abc", "1e9", "0x10", "", " ", "１２")
NAMA_GANJIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "O'Brien / D'Arc",
    "{{ 7*7 }}{% raw %}",
    "\u202egnaro\u202c",
    "Siti 👩‍👧 Aminah",
    "=HYPERLINK(1)",
    "javascript:alert(1)",
)
# What other roles do: an operator_desa is refused before any number is read.
BUKAN_BAGIANNYA = re.compile("^/pemeriksaan/|^/penugasan/|/tanda-tangan$")


def test_nomor_ganjil_di_alamat_berarti_halaman_tidak_ada(app, kampung, sebagai):
    k, ganjil = sebagai("operator_desa"), []
    for nomor in (BESAR, "-1", "0", "abc", "1.5", "9" * 400):
        for r in app.url_map.iter_rules():
            if "<int:" not in r.rule or r.rule.startswith("/admin"):
                continue
            alamat = re.sub(r"<int:\w+>", nomor, r.rule)
            cara = "GET" if "GET" in (r.methods or ()) else "POST"
            jawaban = k.get(alamat) if cara == "GET" else k.post(alamat, {"versi": "0"})
            if jawaban.status_code == 303 and jawaban.location == alamat.rpartition("/")[0] + "#dokumen":
                continue
            if jawaban.status_code not in ((403, 404) if BUKAN_BAGIANNYA.search(r.rule) else (404,)):
                ganjil.append((cara, alamat[:60], jawaban.status_code))
    assert not ganjil


def test_versi_yang_bukan_angka_dianggap_halaman_usang(kampung, sebagai):
    """Every form that carries a row version, in all the packages that read one."""
    k, ids = sebagai("operator_desa"), kampung.ids
    alamat = [
        f"/paket/{kampung.draf}/persiapan",
        f"/paket/{kampung.siap}/pembukaan",
        f"/usulan/{ids['usulan_id']}/isian",
        f"/usulan/{ids['usulan_id']}/penarikan",
        f"/rapat/{ids['rapat_id']}/rencana",
        f"/rapat/{ids['rapat_id']}/hasil",
        f"/rapat/{ids['rapat_id']}/salinan",
        f"/registri/keluarga/{ids['keluarga_id']}",
        f"/registri/warga/{ids['warga_id']}",
        f"/dokumen/{ids['dokumen_id']}/pengulangan",
    ]
    for nilai in (BESAR, TIDAK_TERBILANG, *BUKAN_ANGKA):
        for satu in alamat:
            jawaban = k.post(satu, {"versi": nilai, "alasan": "Alasan."})
            assert jawaban.status_code in (403, 409, 422), (satu, nilai[:20], jawaban.status_code)


def test_nomor_ganjil_di_dalam_formulir_ditolak_dengan_kalimat(kampung, sebagai):
    k = sebagai("operator_desa")
    kiriman = [satu for nilai in (BESAR, TIDAK_TERBILANG, *BUKAN_ANGKA) for satu in _kiriman_bernomor(nilai, kampung)]
    for alamat, isi in kiriman:
        jawaban = k.post(alamat, isi)
        assert jawaban.status_code in (200, 303, 404, 409, 422), (alamat, str(isi)[:80], jawaban.status_code)


def _kiriman_bernomor(nilai, kampung):
    ids = kampung.ids
    return [
        (f"/paket/{kampung.draf}/usulan", {"warga_id": nilai, "jenis": "tambah"}),
        ("/dokumen/pindaian", {"paket": nilai, "penanda": nilai}),
        ("/dokumen/pindaian", {"paket": str(kampung.siap), "penanda": nilai}),
        (f"/rapat/{ids['rapat_id']}/peserta", {"jumlah": nilai, "versi": "0"}),
        ("/paket/pembuatan", {"periode": f"2026-1{nilai}"[:7]}),
        ("/paket/pembuatan", {"periode": nilai[:7] or "-"}),
        (f"/registri/warga/{ids['warga_id']}/nik", {"kembali": nilai}),
    ]


TANYA_RUSAK = (
    "sebelum=abc",
    f"sebelum={BESAR}",
    f"sesudah={BESAR}",
    f"sesudah={TIDAK_TERBILANG[:4500]}",
    "sesudah=-1",
    "sebelum=%00",
    "q=%FF%FE",
    "q=%00",
    "status=tidak-ada",
    "wilayah=%FF",
    "wilayah=' OR 1=1 --",
    "periode=%00",
    f"paket={BESAR}",
    f"keluarga={BESAR}",
    "kode=%ED%A0%80",
    "kode=%00",
    "semua=%FF",
    "kembali=//jahat.example",
    "lanjut=//jahat.example",
)


def test_tanya_yang_rusak_tidak_pernah_menggagalkan_halaman(app, kampung, sebagai):
    """Every page with every broken question at once, then each question on the pages that read it."""
    k, ganjil = sebagai("operator_desa"), []
    for r in app.url_map.iter_rules():
        if "GET" not in (r.methods or ()) or r.endpoint == "static" or r.rule.startswith("/admin"):
            continue
        for tanya in TANYA_RUSAK:
            nama = tanya.partition("=")[0]
            if nama in ("kembali", "lanjut", "q", "kode") and r.rule.count("<"):
                continue
            kode = k.get(f"{kampung.alamat(r.rule.replace('<kode>', 'AAAAAAAAAA'))}?{tanya}").status_code
            if kode >= 500:
                ganjil.append((r.rule, tanya[:30], kode))
    assert not ganjil


def test_admin_pun_tahan_nomor_dan_tanya_yang_rusak(app, kampung, sebagai):
    k = sebagai("admin")
    for alamat in (
        f"/admin/pengguna/{BESAR}",
        f"/admin/aturan/batas/baris/{BESAR}/pengakhiran",
        "/admin/aturan/tidak-ada",
        "/admin/aturan/%00",
        "/admin/aturan/%FF/baris",
    ):
        assert k.get(alamat).status_code in (404, 422), alamat
    for tanya in (
        f"sesudah={BESAR}",
        "q=%00",
        "q=%FF",
        f"wilayah={BESAR}",
        "peran=abc",
        "status=%00",
        "baris=" + BESAR,
    ):
        for alamat in ("/admin/pengguna", "/admin/aturan", "/admin/aturan/batas", "/admin/aturan/batas/baris"):
            assert k.get(f"{alamat}?{tanya}").status_code < 500, (alamat, tanya)


def test_karakter_nol_ditolak_dengan_kalimat_dan_tidak_ada_yang_tersimpan(app, kampung, sebagai):
    """PostgreSQL cannot keep a NUL in text, SQLite would: both refuse it alike."""
    k, ids = sebagai("operator_desa"), kampung.ids
    versi = db.session.get_one(Rapat, ids["rapat_id"]).versi_baris
    db.session.remove()
    for alamat, isi in (
        (f"/rapat/{ids['rapat_id']}/rencana", {"perihal": "Rapat\0desa", "versi": str(versi)}),
        (f"/usulan/{ids['usulan_id']}/isian", {"baru.keadaan": "Rumah\0bambu", "versi": "0"}),
        (f"/usulan/{ids['usulan_id']}/penarikan", {"alasan": "Salah\0orang", "versi": "0"}),
        ("/registri/cari", {"q": "SITI\0"}),
        ("/masuk", {"nama_pengguna": "adm\0in", "sandi": "x"}),
        ("/akun/sandi", {"sandi_lama": "a\0", "sandi_baru": "b\0"}),
        (f"/paket/{kampung.draf}/persiapan", {"versi": "0", "_kunci": "a\0b"}),
    ):
        jawaban = k.post(alamat, isi)
        assert jawaban.status_code == 422, alamat
        assert "karakter yang tidak terlihat" in jawaban.text
    assert db.session.get_one(Rapat, ids["rapat_id"]).versi_baris == versi


def test_nama_berkas_dengan_karakter_nol_ditolak(kampung, sebagai):
    k = sebagai("operator_desa")
    batas = "x" * 20
    isi = (
        f'--{batas}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{k._token}\r\n'
        f'--{batas}\r\nContent-Disposition: form-data; name="berkas"; filename="a\0.pdf"\r\n\r\n%PDF\r\n--{batas}--\r\n'
    )
    jawaban = k.http.post(
        f"/registri/keluarga/{kampung.ids['keluarga_id']}/berkas",
        data=isi.encode(),
        content_type=f"multipart/form-data; boundary={batas}",
    )
    assert jawaban.status_code in (400, 422)


def test_nama_berupa_markah_tampil_sebagai_huruf_di_setiap_halaman(app, kampung, sebagai):
    """Stored in names, reasons and minutes; then every page of the village is drawn and read as a browser would."""
    for nama in NAMA_GANJIL:
        _periksa_nama(kampung, sebagai, nama)


def _periksa_nama(kampung, sebagai, nama):
    w = db.session.get_one(Warga, kampung.ids["warga_id"])
    u = db.session.get_one(Usulan, kampung.ids["usulan_id"])
    r = db.session.get_one(Rapat, kampung.ids["rapat_id"])
    w.nama = u.nama = r.pembahasan = r.tempat = w.nama_ibu = nama
    w.keluarga.alamat = nama
    db.session.commit()
    k, ids = sebagai("operator_desa"), kampung.ids
    terlihat = 0
    for alamat in (
        "/",
        f"/paket/{kampung.draf}",
        f"/paket/{kampung.draf}/riwayat",
        f"/usulan/{u.id}",
        f"/rapat/{ids['rapat_id']}",
        f"/registri/keluarga/{ids['keluarga_id']}",
        f"/registri/warga/{ids['warga_id']}/ubah",
        "/registri",
    ):
        jawaban = k.get(alamat)
        assert jawaban.status_code == 200, alamat
        pohon = html5lib.parse(jawaban.text, namespaceHTMLElements=False)
        for unsur in pohon.iter():
            if not isinstance(unsur.tag, str):
                continue
            assert not any(a.startswith("on") for a in unsur.attrib), alamat
            assert unsur.get("src") != "x", alamat
            assert not (unsur.get("href") or "").lower().startswith("javascript:"), alamat
            if unsur.tag == "script":
                assert unsur.get("src", "").startswith("/static/"), alamat
        teks = " ".join(pohon.itertext())
        isian = " ".join(e.get("value") or "" for e in pohon.iter("input"))
        terlihat += nama in teks or nama in isian
    assert terlihat >= 4, "the name must be shown as it is"


def test_isian_sepuluh_ribu_huruf_ditolak_dengan_kalimat_bukan_gangguan(kampung, sebagai):
    k, ids, panjang = sebagai("operator_desa"), kampung.ids, "a" * 10_000
    versi = {
        "rapat": db.session.get_one(Rapat, ids["rapat_id"]).versi_baris,
        "usulan": db.session.get_one(Usulan, ids["usulan_id"]).versi_baris,
    }
    db.session.remove()
    hasil = {}
    for alamat, isi in (
        (f"/rapat/{ids['rapat_id']}/rencana", {"perihal": panjang, "tempat": panjang, "versi": versi["rapat"]}),
        (f"/usulan/{ids['usulan_id']}/isian", {"baru.keadaan": panjang, "versi": versi["usulan"]}),
        (f"/usulan/{ids['usulan_id']}/penarikan", {"alasan": panjang, "versi": versi["usulan"]}),
        (f"/paket/{kampung.siap}/pembukaan", {"alasan": panjang, "versi": "3"}),
        (f"/paket/{kampung.dikembalikan}/tanda", {f"teks.{ids['tanda_id']}": panjang}),
        (f"/registri/keluarga/{ids['keluarga_id']}", {"alamat": panjang, "rt": panjang, "versi": "0"}),
        (f"/registri/warga/{ids['warga_id']}", {"nama": panjang, "tempat_lahir": panjang, "versi": "0"}),
        ("/registri/warga", {"nama": panjang, "nik": panjang}),
        ("/registri/cari", {"q": panjang}),
        ("/akun/sandi", {"sandi_lama": panjang, "sandi_baru": panjang}),
        (f"/paket/{kampung.draf}/usulan", {"warga_id": str(ids["warga_id"]), "jenis": panjang}),
        ("/paket/pembuatan", {"periode": panjang}),
        (f"/registri/keluarga/{ids['keluarga_id']}/berkas", {"jenis": panjang}),
        (f"/rapat/{ids['rapat_id']}/foto", {"jenis": panjang}),
    ):
        hasil[alamat] = k.post(alamat, isi).status_code
    assert not {a: kode for a, kode in hasil.items() if kode >= 500 or kode == 400}, hasil
    assert db.session.scalar(sa.select(sa.func.max(sa.func.length(Warga.nama)))) <= 120


def test_nama_desa_terpanjang_dan_nama_dengan_petik_tercetak_dan_tampil(app, kampung, sebagai):
    pabrik.warga(pabrik.keluarga(), "D'ARC / O'BRIEN, S.Pd., M.M.").nama_cari = cari_nama(
        "D'ARC / O'BRIEN, S.Pd., M.M."
    )
    db.session.commit()
    hasil = sebagai("operator_desa").get("/registri?q=D%27Arc")
    assert hasil.status_code == 200
    assert "D&#39;ARC / O&#39;BRIEN, S.Pd., M.M." in hasil.text
