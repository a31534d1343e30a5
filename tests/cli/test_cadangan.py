"""Does a backup come back whole, on either database, and is an archive that was touched refused?"""

import json
import zipfile
from pathlib import Path

import pabrik
import pytest
import sqlalchemy as sa
from conftest import _setelan
from flask import Flask

from app import create_app
from app.domain.akses.models import Pengguna, SesiMasuk
from app.domain.registri.models import Warga
from app.domain.usulan.models import Paket
from app.infra import audit, cadangan, clock, files, rujukan
from app.infra.audit import Audit
from app.infra.db import Dasar, db


@pytest.fixture
def terisi(app, klien, tmp_path) -> Path:
    """The path of an archive of a packet that was submitted, with its papers' files, proofs and a sign-in."""
    desa = pabrik.Desa()
    desa.diajukan()
    db.session.commit()
    klien.masuk(db.session.get_one(Pengguna, desa.kades.pengguna_id))
    arsip = tmp_path / "cadangan.zip"
    hasil = app.test_cli_runner().invoke(args=["cadangan", "buat", str(arsip)])
    assert hasil.exit_code == 0, hasil.output
    assert "Kunci (SAHIH_KUNCI_DATA) tidak ikut tersimpan" in hasil.output
    return arsip


@pytest.fixture
def tujuan(app, request, tmp_path):
    """A second installation, empty, with the same keys: made by migrating a database of its own."""
    yield from _tujuan(app, request, tmp_path)


def _tujuan(app: Flask, request: pytest.FixtureRequest, tmp_path: Path):
    folder = tmp_path / "tujuan"
    folder.mkdir()
    if db.engine.dialect.name != "postgresql":
        yield create_app(_setelan(f"sqlite:///{folder}/kosong.db", folder))
        files.siapkan(tmp_path / "berkas")
        return
    admin = sa.create_engine(db.engine.url, isolation_level="AUTOCOMMIT")
    nama = f"pulih_{db.engine.url.database}"
    with admin.connect() as k:
        k.exec_driver_sql(f"CREATE DATABASE {nama} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    url = db.engine.url.set(database=nama).render_as_string(hide_password=False)
    yield create_app(_setelan(url, folder))
    files.siapkan(tmp_path / "berkas")
    with admin.connect() as k:
        k.exec_driver_sql(f"DROP DATABASE IF EXISTS {nama} WITH (FORCE)")
    admin.dispose()


def _isi_semua() -> dict[str, int]:
    return {t.name: db.session.scalar(sa.select(sa.func.count()).select_from(t)) for t in Dasar.metadata.sorted_tables}


def _pulihkan(tujuan: Flask, arsip: Path):
    with tujuan.app_context():
        return tujuan.test_cli_runner().invoke(args=["cadangan", "pulihkan", str(arsip)])


def _lepas(tujuan: Flask) -> None:
    with tujuan.app_context():
        db.session.remove()
        for mesin in db.engines.values():
            mesin.dispose()


def test_yang_dicadangkan_kembali_utuh(app, terisi, tujuan):
    asal, nik = _isi_semua(), db.session.scalar(sa.select(Warga.nik).order_by(Warga.id))
    db.session.remove()
    hasil = _pulihkan(tujuan, terisi)
    assert hasil.exit_code == 0, hasil.output
    assert "Rantai audit utuh dan semua berkas ada" in hasil.output
    with tujuan.app_context():
        assert _isi_semua() == asal
        assert db.session.scalar(sa.select(Warga.nik).order_by(Warga.id)) == nik
        assert audit.periksa() is None
        assert not [s for s, tabel in rujukan.selisih() if tabel]
        assert all(files.baca(s) for s in files.semua())
        db.session.remove()
    _lepas(tujuan)


def test_sesudah_pulih_audit_tetap_dijaga_nomor_berlanjut_dan_sesi_lama_berakhir(app, terisi, tujuan):
    assert _pulihkan(tujuan, terisi).exit_code == 0
    with tujuan.app_context():
        assert not db.session.scalars(sa.select(SesiMasuk.id).where(SesiMasuk.dicabut.is_(None))).all()
        terakhir = db.session.scalar(sa.select(sa.func.max(Paket.id)))
        db.session.rollback()
        with pytest.raises(sa.exc.DBAPIError, match="audit hanya dapat ditambah"):
            db.session.execute(sa.delete(Audit))
        db.session.rollback()
        clock.bekukan(clock.sekarang().replace(month=12))
        assert pabrik.Desa(pabrik.DESA_LAIN).paket(1).id == terakhir + 1
        db.session.commit()
        assert audit.periksa() is None
    _lepas(tujuan)


def _ubah(asal: Path, ganti: dict[str, bytes | None], tambah: dict[str, bytes]) -> Path:
    baru = asal.with_name("diubah.zip")
    with zipfile.ZipFile(asal) as baca, zipfile.ZipFile(baru, "w") as tulis:
        for nama in baca.namelist():
            isi = ganti.get(nama, baca.read(nama))
            if isi is not None:
                tulis.writestr(nama, isi)
        for nama, isi in tambah.items():
            tulis.writestr(nama, isi)
    return baru


def test_arsip_yang_diubah_ditolak_dan_tidak_ada_yang_tertulis(app, terisi, tujuan):
    with zipfile.ZipFile(terisi) as baca:
        manifes = json.loads(baca.read(cadangan.MANIFES))
        warga = baca.read("tabel/warga.ndjson")
        berkas = next(n for n in baca.namelist() if n.startswith("berkas/"))
    manifes["revisi"] = "0002"
    for ganti, tambah, kalimat in (
        ({"tabel/warga.ndjson": warga.replace(b"WARGA", b"ORANG", 1)}, {}, "tabel/warga.ndjson"),
        ({berkas: b"isi lain"}, {}, berkas),
        ({berkas: None}, {}, berkas),
        ({}, {"tabel/lain.ndjson": b"[]\n"}, "tidak disebut manifesnya"),
        ({cadangan.MANIFES: json.dumps(manifes).encode()}, {}, "tidak cocok dengan tandanya"),
        ({cadangan.MANIFES: None}, {}, "bukan cadangan Sahih"),
    ):
        hasil = _pulihkan(tujuan, _ubah(terisi, ganti, tambah))
        assert hasil.exit_code == 1
        assert kalimat in hasil.output
    with tujuan.app_context():
        assert set(_isi_semua().values()) == {0}
        assert not list(files.semua())
        db.session.remove()
    _lepas(tujuan)


def test_tujuan_yang_tidak_kosong_dan_berkas_cadangan_yang_sudah_ada_ditolak(app, terisi):
    hasil = _pulihkan(app, terisi)
    assert hasil.exit_code == 1
    assert "tidak kosong" in hasil.output
    ulang = app.test_cli_runner().invoke(args=["cadangan", "buat", str(terisi)])
    assert ulang.exit_code == 1
    assert "sudah ada" in ulang.output


def test_cadangan_tidak_memuat_nik_dan_hanya_terbaca_pemiliknya(app, terisi):
    nik = db.session.scalar(sa.select(Warga.nik).where(Warga.nik.is_not(None)))
    with zipfile.ZipFile(terisi) as baca:
        assert not any(nik.encode() in baca.read(n) for n in baca.namelist())
    assert terisi.stat().st_mode & 0o077 == 0


def test_berkas_yang_hilang_disebut_dan_cadangan_tetap_dibuat(app, terisi, tmp_path):
    hilang = next(files.semua())
    files.hapus(hilang)
    hasil = app.test_cli_runner().invoke(args=["cadangan", "buat", str(tmp_path / "lain.zip")])
    assert hasil.exit_code == 1
    assert hilang in hasil.output
    assert (tmp_path / "lain.zip").exists()
