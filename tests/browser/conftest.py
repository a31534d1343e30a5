"""What does a browser test stand on? The real server, a real Chromium, and nothing the browser may complain about."""

import datetime as dt
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pabrik
import pytest
import sqlalchemy as sa
from browser.peramban import BATAS, Pengawas, layani, masuk, simpan
from browser.terisi import Isi, isi_penuh
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

import config
from app import create_app
from app.domain.akses.models import Pengguna
from app.infra import clock, files
from app.infra.db import db

expect.set_options(timeout=BATAS)

JAM = dt.datetime(2026, 11, 10, 3, 0, tzinfo=dt.UTC)  # as in every other test: inside the window of submission
CHROMIUM = "/usr/bin/chromium"
BukaHalaman = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives a browser."""
    for butir in items:
        if Path(__file__).parent in butir.path.parents:
            butir.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium where there is one; root has no sandbox."""
    if not Path(CHROMIUM).exists():
        return browser_type_launch_args
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A visitor from Java."""
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture
def situs(app: Flask) -> Iterator[str]:
    """The address of the running server."""
    with layani(app) as alamat:
        yield alamat


@pytest.fixture
def halaman(situs: str, new_context: Callable[..., BrowserContext]) -> Iterator[BukaHalaman]:
    """`halaman(pengguna, lebar=1280, js=True)` opens a window of that person's own, signed in; None stays outside."""
    pengawas = Pengawas()

    def buka(pengguna: Pengguna | str | None = None, lebar: int = 1280, *, js: bool = True) -> Page:
        nama = pengguna if isinstance(pengguna, str | None) else pengguna.nama_pengguna
        simpan()
        ukuran = {"width": lebar, "height": 800}
        page = pengawas.awasi(new_context(base_url=situs, viewport=ukuran, java_script_enabled=js)).new_page()
        return masuk(page, nama) if nama else page

    yield buka
    pengawas.periksa()


@contextmanager
def _salinan(cetakan: Any, folder: Path) -> Iterator[str]:
    """The migrated template once more, for a whole run instead of one test."""
    if isinstance(cetakan, Path):
        shutil.copyfile(cetakan, folder / "terisi.db")
        yield f"sqlite:///{folder / 'terisi.db'}"
        return
    admin, pangkal, nama = cetakan
    baru = f"terisi_{uuid.uuid4().hex[:12]}"
    with admin.connect() as k:
        k.exec_driver_sql(f"CREATE DATABASE {baru} TEMPLATE {nama} STRATEGY FILE_COPY")
    alamat = sa.make_url(pangkal).set(drivername="postgresql+psycopg", database=baru)
    yield alamat.render_as_string(hide_password=False)
    with admin.connect() as k:
        k.exec_driver_sql(f"DROP DATABASE IF EXISTS {baru} WITH (FORCE)")


class Pameran:
    """The filled application, served; one window for each role, signed in once."""

    def __init__(self, app: Flask, isi: Isi, alamat: str, browser: Browser, setelan: dict[str, Any]) -> None:
        self.isi = isi
        self.folder_berkas = Path(app.config["SAHIH_FOLDER_BERKAS"])
        self._alamat, self._browser, self._setelan = alamat, browser, setelan
        self._jendela: dict[str, tuple[Page, Pengawas]] = {}

    def jendela(self, siapa: str) -> tuple[Page, Pengawas]:
        """The window of a role ("" stays outside)."""
        if siapa not in self._jendela:
            pengawas = Pengawas()
            ukuran = {"width": 1280, "height": 800}
            konteks = self._browser.new_context(base_url=self._alamat, viewport=ukuran, **self._setelan)
            page = pengawas.awasi(konteks).new_page()
            if siapa:
                masuk(page, self.isi.siapa[siapa])
            self._jendela[siapa] = page, pengawas
        page, pengawas = self._jendela[siapa]
        page.set_viewport_size({"width": 1280, "height": 800})
        pengawas.keluhan.clear()
        return page, pengawas


@pytest.fixture(scope="session")
def _pameran(
    cetakan: Any, tmp_path_factory: pytest.TempPathFactory, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Pameran]:
    folder = tmp_path_factory.mktemp("terisi")
    with _salinan(cetakan, folder) as url:
        lingkungan = {
            "SAHIH_LINGKUNGAN": "uji",
            "DATABASE_URL": url,
            "SAHIH_FOLDER_INSTANCE": str(folder),
            "SAHIH_ALAMAT": "http://127.0.0.1:8000",
        }
        app = create_app(config.dari_lingkungan(lingkungan))
        clock.bekukan(JAM)
        pabrik.urutan.lanjut(pabrik.urutan.PERTAMA)
        with app.app_context():
            isi = isi_penuh(app.extensions["sahih.kerja"])
        with layani(app) as alamat:
            yield Pameran(app, isi, alamat, browser, browser_context_args)
        with app.app_context():
            for mesin in db.engines.values():
                mesin.dispose()


@pytest.fixture
def pameran(_pameran: Pameran) -> Pameran:
    """The filled application; the folder of files is one per process, so each test points it back here."""
    clock.bekukan(JAM)
    files.siapkan(_pameran.folder_berkas)
    return _pameran
