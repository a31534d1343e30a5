"""Can the admin keep people, and is the admin kept out of everything else?"""

import base64
import datetime as dt
import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from klien import Klien
from pabrik_akses import DESA, KABUPATEN, KECAMATAN, buat_orang

from app.domain.akses import impor
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.peran import Peran
from app.infra import audit, sheets
from app.infra.audit import Audit
from app.infra.db import db
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx

BARU = {
    "nama_pengguna": "siti.rahayu", "nama": "Siti Rahayu, S.Sos.", "nip": "198501012010012001",
    "surel": "", "telepon": "",
}  # fmt: skip
TUGAS = {"peran": "operator_desa", "kode_wilayah": DESA, "mulai": "2026-01-01", "selesai": "", "sebutan": "definitif"}


@pytest.fixture
def admin(app: Flask, klien: Klien) -> Pengguna:
    p = buat_orang("admin", (Peran.ADMIN, KABUPATEN))
    klien.masuk(p)
    return p


def _id(nama: str) -> int:
    return db.session.scalar(sa.select(Pengguna.id).where(Pengguna.nama_pengguna == nama))


def _xlsx(*baris: dict[str, str], kolom: tuple[str, ...] = impor.KOLOM) -> bytes:
    keluar = io.BytesIO()
    isi = [[b.get(k, "") for k in kolom] for b in baris]
    tulis_xlsx(keluar, [Lembar("Pengguna", [Kolom(k, jenis="identitas") for k in kolom], isi)])
    return keluar.getvalue()


def _unggah(klien: Klien, isi: bytes):
    klien.get("/admin/pengguna/impor")
    return klien.post("/admin/pengguna/impor", {"berkas": (io.BytesIO(isi), "daftar.xlsx")})


def test_admin_membuat_akun_dan_orangnya_masuk_dengan_sandi_sekali_pakai(app: Flask, klien: Klien, admin):
    klien.get("/admin/pengguna/baru")
    jawaban = klien.post("/admin/pengguna", BARU)
    assert jawaban.status_code == 200
    sekali = re.search(r"<strong>([a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5})</strong>", jawaban.text).group(1)
    klien.post(f"/admin/pengguna/{_id('siti.rahayu')}/penugasan", TUGAS)
    orang = Klien(app)
    orang.get("/masuk")
    assert orang.post("/masuk", {"nama_pengguna": "siti.rahayu", "sandi": sekali}).location == "/akun/sandi"
    milik = sa.select(Audit).where(Audit.rantai == f"pengguna:{_id('siti.rahayu')}").order_by(Audit.urut)
    fakta = db.session.scalars(milik).all()
    assert [a.aksi for a in fakta] == ["pengguna.buat", "penugasan.tambah"]
    assert {a.pengguna_id for a in fakta} == {admin.id}
    assert audit.periksa() is None


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"nama_pengguna": "a"}, "3 sampai 60"),
        ({"nama_pengguna": "3328100101850001"}, "tidak boleh berupa nomor 16 digit"),
        ({"nama_pengguna": "admin"}, "sudah dipakai"),
        ({"nama": ""}, "nama lengkap"),
        ({"nip": "123"}, "18 digit"),
        ({"surel": "siti"}, "belum lengkap"),
        ({"telepon": "nol delapan"}, "hanya berisi angka"),
    ],
)
def test_isian_pengguna_yang_keliru_ditolak_dan_yang_diketik_tetap(klien: Klien, admin, ubah, kata):
    jawaban = klien.post("/admin/pengguna", BARU | ubah)
    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert "Rahayu" in jawaban.text or "nama" in ubah
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Pengguna)) == 1


def test_wilayah_dicari_di_server_menurut_tingkat_peran(klien: Klien, admin):
    p = buat_orang("siti")
    halaman = klien.get(f"/admin/pengguna/{p.id}/penugasan?peran=operator_desa&q=slawi").text
    assert "33.28.10.2004" in halaman
    assert 'value="33.28.10"' not in halaman
    assert 'value="33.28.10"' in klien.get(f"/admin/pengguna/{p.id}/penugasan?peran=camat&q=slawi").text
    assert "Tidak ada wilayah" in klien.get(f"/admin/pengguna/{p.id}/penugasan?peran=operator_desa&q=cerme").text
    assert "33.28.11.2004" in klien.get(f"/admin/pengguna/{p.id}/penugasan?peran=operator_desa&q=33.28.11").text
    assert "Tidak ada wilayah" in klien.get(f"/admin/pengguna/{p.id}/penugasan?peran=operator_desa&q=%25").text


@pytest.mark.parametrize(
    ("ubah", "kode"),
    [
        ({"kode_wilayah": KECAMATAN}, 422),
        ({"kode_wilayah": "33.28.10.9999"}, 422),
        ({"kode_wilayah": "35.25.11.2021"}, 403),
        ({"selesai": "2025-01-01"}, 422),
        ({"mulai": "kapan-kapan"}, 422),
        ({"sebutan": "Raja"}, 422),
        ({"peran": "dewa"}, 422),
    ],
)
def test_penugasan_yang_keliru_ditolak(klien: Klien, admin, ubah, kode):
    nomor = buat_orang("siti").id
    assert klien.post(f"/admin/pengguna/{nomor}/penugasan", TUGAS | ubah).status_code == kode
    assert not db.session.scalar(sa.select(Penugasan.id).where(Penugasan.pengguna_id == nomor))


def test_penugasan_yang_sama_tidak_dapat_bertumpang(klien: Klien, admin):
    p = buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    jawaban = klien.post(f"/admin/pengguna/{p.id}/penugasan", {**TUGAS, "q": "slawi"})
    assert jawaban.status_code == 422
    assert "sudah bertugas" in jawaban.text


def test_admin_tidak_dapat_memberi_penugasan_kepada_diri_sendiri(klien: Klien, admin):
    for peran, kode in (("operator_desa", DESA), ("kepala_dinsos", KABUPATEN), ("admin", KABUPATEN)):
        tolak = klien.post(f"/admin/pengguna/{admin.id}/penugasan", TUGAS | {"peran": peran, "kode_wilayah": kode})
        assert tolak.status_code == 403
    hasil = _unggah(klien, _xlsx(BARU | {"nama_pengguna": "admin"} | TUGAS | {"mulai": "01/01/2026"}))
    assert "kepada diri sendiri" in hasil.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Penugasan)) == 1


def test_admin_terakhir_tidak_dapat_pergi(klien: Klien, admin):
    tugas = db.session.scalar(sa.select(Penugasan.id).where(Penugasan.pengguna_id == admin.id))
    assert klien.post(f"/admin/pengguna/{admin.id}/penonaktifan").status_code == 409
    akhiri = f"/admin/pengguna/{admin.id}/penugasan/{tugas}/pengakhiran"
    assert klien.post(akhiri, {"selesai": "2026-11-09"}).status_code == 409
    lain = buat_orang("admin2", (Peran.ADMIN, KABUPATEN))
    assert klien.post(f"/admin/pengguna/{lain.id}/penonaktifan").status_code == 303
    assert klien.post(f"/admin/pengguna/{admin.id}/penonaktifan").status_code == 409
    klien.post(f"/admin/pengguna/{lain.id}/pengaktifan")
    assert klien.post(akhiri, {"selesai": "2026-11-09"}).status_code == 303


def test_admin_kabupaten_tidak_menyentuh_akun_yang_bertugas_di_luar(klien: Klien, admin):
    tamu = buat_orang("tamu", (Peran.PENGAMAT, KABUPATEN), (Peran.ADMIN, "33"))
    jauh = buat_orang("jauh", (Peran.OPERATOR_DESA, "35.25.11.2021"))
    assert klien.get(f"/admin/pengguna/{tamu.id}").status_code == 200
    for tindakan in ("sandi", "penonaktifan", "perubahan", "penugasan"):
        assert klien.post(f"/admin/pengguna/{tamu.id}/{tindakan}", BARU | TUGAS).status_code == 403, tindakan
        assert klien.post(f"/admin/pengguna/{jauh.id}/{tindakan}", BARU | TUGAS).status_code == 404, tindakan
    assert klien.get(f"/admin/pengguna/{jauh.id}").status_code == 404
    assert "jauh" not in klien.get("/admin/pengguna").text


@pytest.mark.parametrize("peran", [Peran.OPERATOR_DESA, Peran.KEPALA_DINSOS, Peran.AUDITOR])
def test_selain_admin_tidak_dapat_mengelola_pengguna(app: Flask, klien: Klien, peran: Peran):
    kode = DESA if peran is Peran.OPERATOR_DESA else KABUPATEN
    p = buat_orang("siti", (peran, kode))
    klien.masuk(p)
    for alamat in ("", "/baru", f"/{p.id}", f"/{p.id}/perubahan", f"/{p.id}/penugasan", "/impor", "/impor/templat"):
        assert klien.get(f"/admin/pengguna{alamat}").status_code == 403, alamat
    for alamat in ("", f"/{p.id}/sandi", f"/{p.id}/penugasan", f"/{p.id}/penonaktifan", "/impor"):
        assert klien.post(f"/admin/pengguna{alamat}", BARU | TUGAS).status_code == 403, alamat


def test_daftar_dicari_disaring_dan_dihalaman(klien: Klien, admin):
    for i in range(35):
        buat_orang(f"orang{i:02}", (Peran.OPERATOR_DESA if i % 2 else Peran.KEPALA_DESA, DESA))
    halaman = klien.get("/admin/pengguna").text
    assert "orang28" in halaman
    assert "orang29" not in halaman
    lanjut = re.search(r'href="(/admin/pengguna\?sesudah=[^"]+)"', halaman).group(1)
    assert "orang34" in klien.get(lanjut).text
    assert "orang07" in klien.get("/admin/pengguna?q=ORANG07").text
    assert "orang08" not in klien.get("/admin/pengguna?peran=operator_desa").text
    assert "Tidak ada pengguna" in klien.get("/admin/pengguna?q=%25").text


def test_daftar_tidak_memakai_lebih_dari_sepuluh_pernyataan(klien: Klien, admin):
    for i in range(30):
        buat_orang(f"orang{i:02}", (Peran.OPERATOR_DESA, DESA))
    hitung = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *a: hitung.append(a[2]) if "SELECT" in a[2] else None)
    klien.get("/admin/pengguna")
    assert len(hitung) <= 10


def test_menonaktifkan_mengeluarkan_orangnya_seketika(app: Flask, klien: Klien, admin):
    siti = buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    orang = Klien(app).masuk(siti)
    assert klien.post(f"/admin/pengguna/{siti.id}/penonaktifan").status_code == 303
    assert orang.get("/akun").status_code == 303
    orang.get("/masuk")
    assert orang.post("/masuk", {"nama_pengguna": "siti", "sandi": "kata-sandi-uji"}).status_code == 422


def test_mengakhiri_penugasan_mengeluarkan_orangnya(app: Flask, klien: Klien, admin):
    siti = buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    orang = Klien(app).masuk(siti)
    tugas = db.session.scalar(sa.select(Penugasan.id).where(Penugasan.pengguna_id == siti.id))
    alamat = f"/admin/pengguna/{siti.id}/penugasan/{tugas}/pengakhiran"
    assert klien.post(alamat, {"selesai": "2020-01-01"}).status_code == 422
    klien.get(f"/admin/pengguna/{siti.id}")
    assert klien.post(alamat, {"selesai": "2026-11-10"}).status_code == 303
    assert orang.get("/akun").status_code == 200
    assert klien.post(alamat, {"selesai": "2026-11-09"}).status_code == 303
    assert orang.get("/akun").status_code == 303


def test_penugasan_orang_lain_tidak_dapat_diakhiri_lewat_alamat_ini(klien: Klien, admin):
    siti = buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    budi = buat_orang("budi", (Peran.KEPALA_DESA, DESA))
    tugas = db.session.scalar(sa.select(Penugasan.id).where(Penugasan.pengguna_id == budi.id))
    alamat = f"/admin/pengguna/{siti.id}/penugasan/{tugas}/pengakhiran"
    assert klien.post(alamat, {"selesai": "2026-11-09"}).status_code == 404


def test_templat_dapat_langsung_diisi_dan_diunggah(klien: Klien, admin):
    isi = klien.get("/admin/pengguna/impor/templat").data
    assert tuple(next(sheets.baca(isi)).sel) == impor.KOLOM


def test_impor_menyimpan_yang_baik_dan_menyebut_yang_keliru(klien: Klien, admin):
    baik = BARU | TUGAS | {"mulai": "01/01/2026", "peran": "Operator desa/kelurahan"}
    dua = BARU | TUGAS | {"peran": "kepala_desa", "kode_wilayah": "33.28.11.2004", "sebutan": "plt"}
    jawaban = _unggah(
        klien,
        _xlsx(
            baik, dua,
            baik | {"nama_pengguna": "budi", "kode_wilayah": "33.28.1"},
            baik | {"nama_pengguna": "tuti", "kode_wilayah": "33.28.10.9999"},
            baik | {"nama_pengguna": "ani", "kode_wilayah": "35.25.11.2021"},
            baik | {"nama_pengguna": "eko", "mulai": "31/02/2026"},
            {},
            baik | {"nama_pengguna": "ida", "nama": ""},
        ),
    )  # fmt: skip
    assert jawaban.status_code == 200
    for potongan in ("33.28.1<", "tidak dikenal", "di luar wilayah Anda", "31/02/2026", "nama lengkap"):
        assert potongan in jawaban.text, potongan
    assert [int(b) for b in re.findall(r'data-label="Baris"[^>]*><span>(\d+)', jawaban.text)] == [4, 5, 6, 7, 9]
    assert set(db.session.scalars(sa.select(Pengguna.nama_pengguna))) == {"admin", "siti.rahayu"}
    milik = sa.select(Penugasan).where(Penugasan.pengguna_id == _id("siti.rahayu"))
    tugas = {t.peran: t for t in db.session.scalars(milik)}
    assert tugas[Peran.KEPALA_DESA].sebutan == "Plt"
    assert tugas[Peran.OPERATOR_DESA].mulai == dt.date(2026, 1, 1)


def test_sandi_dari_impor_diunduh_sekali_dan_berlaku(app: Flask, klien: Klien, admin):
    jawaban = _unggah(klien, _xlsx(BARU | TUGAS))
    isi = base64.b64decode(re.search(r"base64,([^\"]+)\"", jawaban.text).group(1).replace("&#43;", "+"))
    baris = list(sheets.baca(isi))
    assert baris[1].sel[0] == "siti.rahayu"
    orang = Klien(app)
    orang.get("/masuk")
    assert orang.post("/masuk", {"nama_pengguna": "siti.rahayu", "sandi": baris[1].sel[2]}).location == "/akun/sandi"


def test_berkas_yang_sama_dua_kali_tidak_mengubah_apa_pun(klien: Klien, admin):
    isi = _xlsx(BARU | TUGAS, BARU | TUGAS | {"peran": "kepala_desa", "kode_wilayah": "33.28.11.2004"})
    _unggah(klien, isi)
    sebelum = db.session.scalar(sa.select(sa.func.max(Audit.id)))
    hash_lama = db.session.scalar(sa.select(Pengguna.sandi_hash).where(Pengguna.nama_pengguna == "siti.rahayu"))
    jawaban = _unggah(klien, isi)
    assert "base64" not in jawaban.text
    assert db.session.scalar(sa.select(sa.func.max(Audit.id))) == sebelum
    assert db.session.scalar(sa.select(Pengguna.sandi_hash).where(Pengguna.nama_pengguna == "siti.rahayu")) == hash_lama


def test_impor_memperbarui_yang_berubah_dan_sel_kosong_tidak_menghapus(klien: Klien, admin):
    _unggah(klien, _xlsx(BARU | TUGAS))
    _unggah(klien, _xlsx(BARU | TUGAS | {"nip": "", "telepon": "0812 3456 789", "selesai": "31/12/2026"}))
    p = db.session.get(Pengguna, _id("siti.rahayu"))
    assert (p.nip, p.telepon) == ("198501012010012001", "08123456789")
    assert db.session.scalar(sa.select(Penugasan.selesai).where(Penugasan.pengguna_id == p.id)) == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"\x89PNG\r\n\x1a\nbukan lembar kerja", ""),
        (_xlsx(BARU, kolom=("nama_pengguna", "nama")), "tidak ada pada baris pertama"),
        (_xlsx(BARU | TUGAS, kolom=(*impor.KOLOM, "nip")), "lebih dari sekali"),
    ],
)
def test_berkas_yang_tidak_dapat_dipakai_ditolak_seluruhnya(klien: Klien, admin, isi: bytes, kata: str):
    jawaban = _unggah(klien, isi)
    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Pengguna)) == 1


def test_nip_yang_tersimpan_sebagai_angka_ditolak(klien: Klien, admin):
    keluar = io.BytesIO()
    kolom = [Kolom(k, jenis="angka" if k == "nip" else "identitas") for k in impor.KOLOM]
    baris = [{**BARU, **TUGAS, "nip": 198501012010012001}.get(k, "") for k in impor.KOLOM]
    tulis_xlsx(keluar, [Lembar("Pengguna", kolom, [baris])])
    assert "tersimpan sebagai angka" in _unggah(klien, keluar.getvalue()).text


def test_admin_tidak_melihat_satu_halaman_pun_dari_alur_kerja(app: Flask, klien: Klien, admin):
    """Every page without parameters: only one's own account, notices, people and rules open for the admin."""
    milik_admin = ("/akun", "/pemberitahuan", "/admin/")
    terbuka = []
    for aturan in app.url_map.iter_rules():
        tampilan = app.view_functions[aturan.endpoint]
        if "GET" in aturan.methods and not aturan.arguments and getattr(tampilan, "_akses", "") == "masuk":
            jawaban = klien.http.get(aturan.rule)
            db.session.remove()
            if jawaban.status_code == 200 and not aturan.rule.startswith(milik_admin):
                terbuka.append(aturan.rule)
    assert not terbuka


def test_menu_admin_hanya_pengguna_dan_aturan(klien: Klien, admin):
    menu = re.findall(r'govuk-service-navigation__link" href="([^"]+)"', klien.get("/admin/pengguna").text)
    assert menu == ["/admin/pengguna", "/admin/aturan"]
