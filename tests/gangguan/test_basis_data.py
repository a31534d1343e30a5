"""What if the database goes away, is locked, or comes back? A sentence, nothing half done, the next request works."""

import os
import sqlite3
from contextlib import closing

import pabrik
import psycopg
import pytest
import sqlalchemy as sa
from klien import Klien

import config
from app import create_app
from app.domain.akses.peran import Peran
from app.domain.dokumen.models import Dokumen
from app.domain.usulan.models import Paket
from app.infra.db import db

JENIS_DB = os.environ.get("SAHIH_UJI_DB", "sqlite")
hanya_pg = pytest.mark.skipif(JENIS_DB != "postgresql", reason="a server that can end connections")
hanya_sqlite = pytest.mark.skipif(JENIS_DB != "sqlite", reason="one file, one writer")


@pytest.fixture
def operator(app):
    p = pabrik.pengguna(Peran.OPERATOR_DESA)
    db.session.commit()
    return p.nama_pengguna


def paket_ada() -> int:
    db.session.remove()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Paket))


def putuskan_semua(url: str) -> int:
    """As a restart of the server does: every other connection to this database ends at once."""
    mesin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with mesin.connect() as k:
        jumlah = len(
            k.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).all()
        )
    mesin.dispose()
    return jumlah


@hanya_pg
def test_server_dinyalakan_ulang_di_antara_dua_permintaan_tidak_terasa(app, url_db, operator):
    k = Klien(app).masuk(operator)
    assert putuskan_semua(url_db) >= 1
    assert k.get("/paket").status_code == 200
    putuskan_semua(url_db)
    assert k.post("/paket/pembuatan", {"_kunci": "a"}).status_code == 303
    assert paket_ada() == 1


@hanya_pg
def test_server_mati_di_tengah_permintaan_dijawab_503_dan_berikutnya_berhasil(app, url_db, operator):
    putus = {"ya": False}

    @app.before_request
    def di_tengah() -> None:
        if putus.pop("ya", False):
            db.session.execute(sa.text("SELECT 1"))  # the transaction of this request has begun
            putuskan_semua(url_db)

    k = Klien(app).masuk(operator)
    for _ in range(2):
        putus["ya"] = True
        gagal = k.post("/paket/pembuatan", {"_kunci": "sama"})
        assert gagal.status_code == 503
        assert "Tidak ada yang berubah" in gagal.text
        assert paket_ada() == 0
    putus["ya"] = True
    assert k.get("/paket").status_code == 503
    k.get("/akun")
    assert k.post("/paket/pembuatan", {"_kunci": "sama"}).status_code == 303
    assert paket_ada() == 1


@hanya_pg
def test_sambungan_yang_sehat_tidak_ditanyai_kecuali_lama_diam(app, monkeypatch):
    """Asking the server before every request costs a round trip; one in steady use has no need."""
    ditanya = []
    asli = psycopg.Connection.execute
    monkeypatch.setattr(psycopg.Connection, "execute", lambda k, kata: ditanya.append(kata) or asli(k, kata))

    def pinjam() -> int:
        with db.engine.connect() as k:
            k.execute(sa.text("SELECT 2"))
        return ditanya.count("SELECT 1")

    db.engine.dispose()
    assert (pinjam(), pinjam()) == (0, 0)
    monkeypatch.setattr("app.infra.db.DIAM_DETIK", -1)
    assert pinjam() == 1


def test_basis_data_tidak_ada_sama_sekali_tetap_dijawab_kalimat(tmp_path):
    url = "postgresql://x:y@127.0.0.1:1/z" if JENIS_DB == "postgresql" else f"sqlite:///{tmp_path}/tidak/ada.db"
    mati = create_app(
        config.dari_lingkungan({"SAHIH_LINGKUNGAN": "uji", "DATABASE_URL": url, "SAHIH_FOLDER_INSTANCE": str(tmp_path)})
    )
    klien = mati.test_client()
    with klien.session_transaction() as sesi:
        sesi["_user_id"] = "token-apa-saja"
    for alamat in ("/", "/paket", "/siap", "/lacak?kode=ABCDEFGHJK"):
        jawaban = klien.get(alamat)
        assert jawaban.status_code == 503, alamat
        assert "tidak tersedia" in jawaban.text, alamat
        assert "Traceback" not in jawaban.text
        assert "127.0.0.1:1" not in jawaban.text
    assert klien.get("/sehat").status_code == 200


@hanya_sqlite
def test_berkas_basis_data_yang_terkunci_dijawab_503_lalu_berhasil(app, url_db, operator):
    """Longer than the waiting time (shortened here): nobody waits for ever, nobody sees a failure of the program."""

    def sebentar(koneksi, _catatan):
        koneksi.execute("PRAGMA busy_timeout=50")

    db.session.remove()
    db.engine.dispose()
    sa.event.listen(db.engine, "connect", sebentar)
    k = Klien(app).masuk(operator)
    pengganggu = sqlite3.connect(url_db.removeprefix("sqlite:///"), isolation_level=None)
    pengganggu.execute("BEGIN IMMEDIATE")
    try:
        assert k.get("/paket").status_code == 200, "readers do not wait for writers"
        gagal = k.post("/paket/pembuatan", {"_kunci": "sama"})
        assert gagal.status_code == 503
        assert "Tidak ada yang berubah" in gagal.text
    finally:
        pengganggu.execute("ROLLBACK")
        pengganggu.close()
    assert k.post("/paket/pembuatan", {"_kunci": "sama"}).status_code == 303
    assert paket_ada() == 1


@hanya_sqlite
def test_basis_data_yang_penuh_dijawab_503_tanpa_sisa_lalu_berhasil(app, url_db, operator):
    """SQLite may not grow its file by a page: its own answer where the disk has no room."""
    desa = pabrik.Desa()
    paket = desa.paket()
    desa.rapat(paket)
    db.session.commit()
    nomor, versi = paket.id, paket.versi_baris
    k = Klien(app).masuk(operator)
    alamat, isi = f"/paket/{nomor}/persiapan", {"versi": versi, "_kunci": "sama"}
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(url_db.removeprefix("sqlite:///"))) as berkas:
        berkas.execute("VACUUM")  # no page inside is free

    def penuh(koneksi, _catatan):
        koneksi.execute("PRAGMA max_page_count=1")  # SQLite makes of it: as many as there are

    sa.event.listen(db.engine, "connect", penuh)
    gagal = k.post(alamat, isi)
    sa.event.remove(db.engine, "connect", penuh)
    assert gagal.status_code == 503
    assert "Tidak ada yang berubah" in gagal.text
    utuh = db.session.get_one(Paket, nomor)
    assert (utuh.status, utuh.versi_baris) == ("draf", versi)
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(Dokumen)), (
        "no paper of a step that was not taken"
    )
    db.session.remove()
    db.engine.dispose()
    assert k.post(alamat, isi).status_code == 303


def test_penyimpanan_akhir_yang_gagal_tidak_meninggalkan_apa_pun(app, operator):
    """A commit that fails is no commit: neither the row nor the key of the form stays."""
    k = Klien(app).masuk(operator)
    gagal = {"ya": True}

    def tolak(_sesi):
        if gagal.pop("ya", False):
            raise sa.exc.OperationalError("COMMIT", {}, Exception("server closed the connection"))

    sa.event.listen(db.session.session_factory, "before_commit", tolak)
    try:
        assert k.post("/paket/pembuatan", {"_kunci": "sama"}).status_code == 503
    finally:
        sa.event.remove(db.session.session_factory, "before_commit", tolak)
    assert paket_ada() == 0
    assert k.post("/paket/pembuatan", {"_kunci": "sama"}).status_code == 303
    assert paket_ada() == 1
