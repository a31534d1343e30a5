"""Can one look after one's own account, and only that?"""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from klien import SANDI, Klien
from pabrik_akses import DESA, DESA_LAIN, buat_orang

from app.domain.akses import masuk
from app.domain.akses.models import Pengguna, Penugasan, SesiMasuk
from app.domain.akses.peran import Peran
from app.infra.audit import Audit
from app.infra.db import db

BARU = "sawah hijau pagi"


@pytest.fixture
def siti(app: Flask):
    return buat_orang("siti", (Peran.OPERATOR_DESA, DESA))


def _ganti(klien: Klien, lama: str = SANDI, baru: str = BARU, ulang: str | None = None):
    klien.get("/akun/sandi")
    isi = {"sandi_lama": lama, "sandi_baru": baru, "sandi_ulang": baru if ulang is None else ulang}
    return klien.post("/akun/sandi", isi)


def test_akun_menampilkan_penugasan_dan_perangkat_sendiri(klien: Klien, siti):
    klien.masuk(siti)
    teks = klien.get("/akun").text
    assert "Operator desa, Desa Slawi Kulon" in teks
    assert "Perangkat ini" in teks
    assert "Hubungi petugas kecamatan" in teks


def test_admin_tidak_disuruh_menghubungi_admin(app: Flask, klien: Klien):
    admin = buat_orang("admin", (Peran.ADMIN, "33.28"))
    klien.masuk(admin)
    teks = klien.get("/akun").text
    assert "Hubungi" not in teks
    alamat = f"/admin/pengguna/{admin.id}"
    assert f'href="{alamat}"' in teks
    assert klien.get(alamat).status_code == 200


def test_ganti_sandi_mengeluarkan_perangkat_lain_saja(app: Flask, klien: Klien, siti):
    lain = Klien(app).masuk(siti)
    klien.masuk(siti)
    assert _ganti(klien).status_code == 303
    assert klien.get("/akun").status_code == 200
    assert lain.get("/akun").status_code == 303
    Klien(app).masuk(siti, BARU)
    assert db.session.scalar(sa.select(Audit.aksi).where(Audit.rantai == f"pengguna:{siti.id}")) == "sandi.ganti"


@pytest.mark.parametrize(
    ("lama", "baru", "ulang", "kata"),
    [
        ("keliru sekali", BARU, None, "Kata sandi sekarang tidak cocok"),
        (SANDI, "pendek", None, "paling sedikit 10 huruf"),
        (SANDI, SANDI, None, "sama dengan yang sekarang"),
        (SANDI, BARU, "sawah hijau sore", "belum sama"),
        (SANDI, "siti sayang ibu", None, "memuat nama pengguna"),
    ],
)
def test_sandi_baru_yang_tidak_memenuhi_syarat_ditolak(klien: Klien, siti, lama, baru, ulang, kata):
    klien.masuk(siti)
    jawaban = _ganti(klien, lama, baru, ulang)
    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert baru not in jawaban.text.replace(SANDI, "") or baru == "pendek"
    Klien(klien.app).masuk(siti)


def test_sandi_sekali_pakai_harus_diganti_sebelum_bekerja(klien: Klien):
    p = buat_orang("siti", (Peran.OPERATOR_DESA, DESA), harus_ganti_sandi=True)
    klien.get("/masuk")
    jawaban = klien.post("/masuk", {"nama_pengguna": "siti", "sandi": SANDI})
    assert jawaban.location == "/akun/sandi"
    assert klien.get("/akun").location.startswith("/akun/sandi")
    halaman = klien.get("/akun/sandi").text
    assert "sandi_lama" not in halaman
    assert klien.post("/akun/sandi", {"sandi_baru": BARU, "sandi_ulang": BARU}).status_code == 303
    assert klien.get("/akun").status_code == 200
    db.session.remove()
    assert db.session.get(Pengguna, p.id).harus_ganti_sandi is False


def test_perangkat_lain_dapat_dikeluarkan(app: Flask, klien: Klien, siti):
    lain = Klien(app).masuk(siti)
    klien.masuk(siti)
    nomor = re.search(r"/akun/sesi/(\d+)/pencabutan", klien.get("/akun").text).group(1)
    assert klien.post(f"/akun/sesi/{nomor}/pencabutan").status_code == 303
    assert lain.get("/akun").status_code == 303
    assert klien.get("/akun").status_code == 200


def test_sesi_orang_lain_tidak_dapat_dicabut(app: Flask, klien: Klien, siti):
    budi = buat_orang("budi", (Peran.KEPALA_DESA, DESA))
    Klien(app).masuk(budi)
    nomor = db.session.scalar(sa.select(SesiMasuk.id).where(SesiMasuk.pengguna_id == budi.id))
    klien.masuk(siti)
    assert klien.post(f"/akun/sesi/{nomor}/pencabutan").status_code == 404
    assert db.session.scalar(sa.select(SesiMasuk.dicabut).where(SesiMasuk.id == nomor)) is None


def test_memilih_dan_mengganti_penugasan(klien: Klien):
    p = buat_orang("siti", (Peran.OPERATOR_DESA, DESA), (Peran.KEPALA_DESA, DESA_LAIN))
    klien.get("/masuk")
    assert klien.post("/masuk", {"nama_pengguna": "siti", "sandi": SANDI}).location == "/akun/penugasan"
    assert klien.get("/akun").location == "/akun/penugasan?lanjut=/akun"
    assert klien.get("/akun/penugasan").status_code == 200
    assert klien.post("/akun/penugasan").status_code == 422
    for peran, kata in ((Peran.OPERATOR_DESA, "Operator desa"), (Peran.KEPALA_DESA, "Kepala desa")):
        nomor = db.session.scalar(sa.select(Penugasan.id).where(Penugasan.peran == peran))
        klien.get("/akun/penugasan")
        assert klien.post("/akun/penugasan", {"penugasan": nomor}).status_code == 303
        assert kata in klien.get("/akun").text
    assert len(masuk.penugasan_berlaku(p.id)) == 2


def test_penugasan_asing_tidak_dapat_dipilih(klien: Klien, siti):
    buat_orang("budi", (Peran.KEPALA_DESA, DESA))
    asing = db.session.scalar(sa.select(Penugasan.id).where(Penugasan.peran == Peran.KEPALA_DESA))
    klien.masuk(siti)
    assert klien.post("/akun/penugasan", {"penugasan": asing}).status_code == 404
    assert "Operator desa" in klien.get("/akun").text
