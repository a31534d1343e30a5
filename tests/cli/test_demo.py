"""Does the demo show every state, with people who can sign in, and leave a trail that holds?"""

import datetime as dt

import pytest
import sqlalchemy as sa

from app.cli.demo import akun, penduduk
from app.cli.demo.penduduk import Pencacah
from app.domain.akses.models import Pengguna
from app.domain.akses.sandi import cocok
from app.domain.laporan import queries_temuan
from app.domain.registri.models import Warga
from app.domain.usulan.models import Paket
from app.domain.usulan.status import StatusPaket
from app.infra import audit
from app.infra.db import db

NAMA = (
    "operator kades operator2 kades2 operator3 kades3 petugas camat petugas3 camat3 lapangan verifikator verifikator2 "
    "kadinsos bupati dukcapil pengamat provinsi auditor admin"
)


def isi(app):
    return app.test_cli_runner().invoke(args=["demo", "isi"])


def test_demo_menampilkan_semua_status_dan_aman_diulang(app):
    assert (pertama := isi(app)).exit_code == 0, pertama.output
    per_desa = {
        kode: set(db.session.scalars(sa.select(Paket.status).where(Paket.wilayah_kode == kode)))
        for kode in (akun.SLAWI_KULON, akun.KAGOK, akun.PAGIYANTEN)
    }
    for kode, status in per_desa.items():
        assert status == set(StatusPaket), kode
    assert {d for d, n in queries_temuan.jumlah(untuk=akun.pelaku("auditor")).items() if not n} == set()
    for nama in NAMA.split():
        p = db.session.scalars(sa.select(Pengguna).where(Pengguna.nama_pengguna == nama)).one()
        assert cocok(p.sandi_hash, "sahih-demo"), nama
        assert not p.harus_ganti_sandi
    assert audit.periksa() is None
    assert (nik := db.session.scalars(sa.select(Warga.nik)).all())
    assert all(n[-4] == "9" for n in nik), "serials that no registration office has reached"
    assert len({n[-4:] for n in nik}) > len(nik) // 3, "masked numbers can be told apart"
    jumlah = db.session.scalar(sa.select(sa.func.count(audit.Audit.id)))
    assert isi(app).output == "Data contoh sudah ada.\n"
    assert db.session.scalar(sa.select(sa.func.count(audit.Audit.id))) == jumlah


def test_demo_ditolak_di_luar_lingkungan_demo(app):
    app.config["SAHIH_LINGKUNGAN"] = "produksi"
    hasil = isi(app)
    assert hasil.exit_code == 1
    assert "tidak untuk produksi" in hasil.output
    assert db.session.scalar(sa.select(Pengguna.id)) is None


@pytest.mark.bebas_db
def test_nik_contoh_cocok_dengan_tanggal_lahir_dan_tidak_kembar():
    nomor = Pencacah("332810", 9600)
    lahir = dt.date(1979, 4, 21)
    perempuan = [nomor.nik(lahir, penduduk.P) for _ in range(2)]
    assert not nomor.penuh(lahir, penduduk.P)
    perempuan.append(nomor.nik(lahir, penduduk.P))
    assert nomor.penuh(lahir, penduduk.P)
    assert {n[:-4] for n in perempuan} == {"332810610479"}
    assert nomor.nik(lahir, penduduk.L).startswith("332810210479")
    assert len(set(perempuan)) == 3
    assert all(len(n) == 16 and 9600 <= int(n[-4:]) < 9600 + penduduk.RENTANG for n in perempuan)
