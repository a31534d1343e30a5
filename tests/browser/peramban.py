"""How does a test look through a browser? One window per person, and an eye on what the browser complains about."""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from klien import SANDI
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response
from werkzeug.serving import WSGIRequestHandler, make_server

from app.infra import jobs
from app.infra.db import db

# ms, waited out only by what never comes: two cores draw papers, serve pages and drive browsers at once, and what is
# slow there is not wrong.
BATAS = 60_000
# Browser and htmx report every answer from 400 up, and a network that is away, as errors on the console: those are
# what the tests look at themselves.
_JARINGAN = re.compile(r"Failed to load resource|Response Status Error Code [45]|^htmx:(afterRequest|sendError)")


class _Diam(WSGIRequestHandler):
    def log_request(self, *_: Any) -> None:
        """Say nothing: hundreds of lines of requests hide the one that matters."""


@contextmanager
def layani(app: Flask) -> Iterator[str]:
    """Serve the application on a free port, a thread per request; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Diam)
    utas = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    utas.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        utas.join()
        server.server_close()


class Pengawas:
    """Everything a browser complained about: scripts that failed, policy that was broken, answers that never came."""

    def __init__(self) -> None:
        self.keluhan: list[str] = []

    def awasi(self, konteks: BrowserContext) -> BrowserContext:
        """Listen to every page of the context."""
        konteks.set_default_timeout(BATAS)
        konteks.on("console", self._konsol)
        konteks.on("weberror", lambda e: self.keluhan.append(f"script: {e.error.message} at {e.page and e.page.url}"))
        konteks.on("response", self._jawaban)
        return konteks

    def _konsol(self, pesan: ConsoleMessage) -> None:
        if (pesan.type == "error" and not _JARINGAN.search(pesan.text)) or "Content Security Policy" in pesan.text:
            self.keluhan.append(f"console: {pesan.text} at {pesan.page and pesan.page.url}")

    def _jawaban(self, jawaban: Response) -> None:
        milik_halaman = jawaban.request.resource_type in ("script", "stylesheet", "image", "font")
        if jawaban.status >= 500 or (milik_halaman and jawaban.status >= 400):
            self.keluhan.append(f"{jawaban.status} for {jawaban.request.method} {jawaban.url}")

    def periksa(self) -> None:
        """Fail with all complaints."""
        assert not self.keluhan, "\n".join(dict.fromkeys(self.keluhan))


def masuk(halaman: Page, nama_pengguna: str) -> Page:
    """Sign in through the real form."""
    halaman.goto("/masuk")
    return isi_masuk(halaman, nama_pengguna)


def isi_masuk(halaman: Page, nama_pengguna: str) -> Page:
    """Fill the form of the sign-in where it stands."""
    halaman.get_by_label("Nama pengguna").fill(nama_pengguna)
    halaman.get_by_label("Kata sandi", exact=True).fill(SANDI)
    halaman.get_by_role("button", name="Masuk").click()
    halaman.locator("#nama_pengguna").wait_for(state="detached")
    return halaman


def kerjakan(app: Flask) -> int:
    """Do every job that waits, as the worker would; returns how many there were."""
    jumlah = 0
    with app.app_context():
        while jobs.kerjakan_satu(app.extensions["sahih.kerja"]):
            jumlah += 1
        db.session.remove()
    return jumlah


def simpan() -> None:
    """Commit what the test prepared and let go of the database, so that the server finds it."""
    db.session.commit()
    db.session.remove()


def nomor(halaman: Page) -> int:
    """The number in the address of the page, e.g. 7 of /paket/7."""
    ketemu = re.search(r"/(\d+)(?:[/?#]|$)", halaman.url)
    assert ketemu, halaman.url
    return int(ketemu.group(1))


def unduh(halaman: Page, alamat: str) -> bytes:
    """The bytes behind an address, asked for as this person."""
    jawaban = halaman.request.get(alamat)
    assert jawaban.ok, f"{jawaban.status} {alamat}"
    return jawaban.body()


def potret(halaman: Page, nama: str) -> None:
    """Keep a picture for a human eye, only when a folder is named."""
    if folder := os.environ.get("SAHIH_UJI_POTRET"):
        halaman.screenshot(path=f"{folder}/{nama}.png", full_page=True)
