"""How does HTML become a PDF? In a warm child process, which alone carries the engine's memory and hangs."""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from app.infra.galat import Galat

log = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("pdf_proses.py")
# A fresh child after this many documents or beyond this memory: caches of the layout engine only grow.
MAKS_DOKUMEN = 200
MAKS_RSS_KB = 300 * 1024
PERCOBAAN = 2
ARSIP, BACA = "pdf/a-3b", "pdf/ua-1"

# The child needs the system's fonts and locale, not the application's keys and database.
_LINGKUNGAN = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "XDG_CACHE_HOME",
    "FONTCONFIG_FILE",
)


class PdfGagal(Galat):
    """503: the paper could not be drawn. `sebab`: `waktu`, `mati` or `naskah`; `rincian` is for the log."""

    kode = 503
    judul = "Naskah belum dapat dibuat"

    def __init__(self, sebab: str, rincian: str = "") -> None:
        self.sebab = sebab
        self.rincian = rincian
        super().__init__(_KALIMAT[sebab])


_KALIMAT = {
    "waktu": "Pembuatan naskah PDF melewati batas waktu. Silakan coba buat ulang beberapa saat lagi.",
    "mati": "Proses pembuat naskah PDF berhenti sebelum selesai. Silakan coba buat ulang beberapa saat lagi.",
    "naskah": "Naskah PDF tidak dapat dibuat karena ada bagiannya yang tidak dapat dimuat. "
    "Periksa gambar kop surat, lalu coba buat ulang; jika tetap gagal, hubungi admin.",
}


class Cetakan(NamedTuple):
    """A finished PDF and how many pages it has."""

    isi: bytes
    halaman: int


class Sertaan(NamedTuple):
    """A JSON file inside a PDF: its name, its text, what it is, and its date (ISO 8601)."""

    nama: str
    isi: str
    uraian: str
    tanggal: str


class _Putus(Exception):
    """The child did not answer: `sebab` as in PdfGagal."""

    def __init__(self, sebab: str) -> None:
        self.sebab = sebab
        super().__init__(sebab)


class _Anak:
    """One running child and the socket to it."""

    def __init__(self) -> None:
        self._sambungan, ujung = Pipe()
        lingkungan = {nama: os.environ[nama] for nama in _LINGKUNGAN if nama in os.environ}
        # -P keeps the script's own folder, with its files.py and format.py, off the import path.
        self.proses = subprocess.Popen(  # noqa: S603  # our own program, no shell, no input in the arguments
            [sys.executable, "-P", str(PROGRAM)],
            stdin=ujung.fileno(),
            stdout=subprocess.DEVNULL,
            env=lingkungan,
            start_new_session=True,  # Ctrl-C in the terminal is for the parent to handle
        )
        ujung.close()
        self.dokumen = 0
        self.rss_kb = 0

    def minta(self, permintaan: bytes, batas_detik: float) -> tuple[dict[str, Any], bytes]:
        """Send one request and wait for its answer, no longer than the limit."""
        tenggat = time.monotonic() + batas_detik
        try:
            self._sambungan.send_bytes(permintaan)
            jawaban: dict[str, Any] = json.loads(_terima(self._sambungan, tenggat))
            if "galat" in jawaban:
                return jawaban, b""
            self.dokumen += 1
            self.rss_kb = int(jawaban["rss_kb"])
            return jawaban, _terima(self._sambungan, tenggat)
        except (EOFError, OSError) as galat:
            raise _Putus("mati") from galat

    @property
    def usang(self) -> bool:
        return self.dokumen >= MAKS_DOKUMEN or self.rss_kb > MAKS_RSS_KB

    def lepaskan(self) -> None:
        self._sambungan.close()

    def tutup(self, *, paksa: bool) -> None:
        """End the child: by closing its input, or at once."""
        if paksa:
            self.proses.kill()
        self._sambungan.close()
        try:
            self.proses.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.proses.kill()
            self.proses.wait()


def _terima(sambungan: Connection, tenggat: float) -> bytes:
    if not sambungan.poll(max(0.0, tenggat - time.monotonic())):
        raise _Putus("waktu")
    return sambungan.recv_bytes()


class _Mesin:
    """The one child of this process, made when first needed, used by one thread at a time."""

    def __init__(self) -> None:
        self._kunci = threading.Lock()
        self._anak: _Anak | None = None

    def cetak(self, permintaan: bytes, batas_detik: float) -> Cetakan:
        with self._kunci:
            sebab = ""
            for _ in range(PERCOBAAN):
                try:
                    return self._sekali(permintaan, batas_detik)
                except _Putus as putus:
                    sebab = putus.sebab
                    log.warning("pdf child lost: %s", sebab)
                    self._tutup(paksa=True)
            raise PdfGagal(sebab)

    def _sekali(self, permintaan: bytes, batas_detik: float) -> Cetakan:
        if self._anak is None:
            self._anak = _Anak()
        jawaban, isi = self._anak.minta(permintaan, batas_detik)
        if self._anak.usang:
            self._tutup(paksa=False)
        if "galat" in jawaban:
            log.error("pdf refused: %s", jawaban["galat"])
            raise PdfGagal("naskah", str(jawaban["galat"]))
        return Cetakan(isi, int(jawaban["halaman"]))

    def _tutup(self, *, paksa: bool) -> None:
        if self._anak is not None:
            anak, self._anak = self._anak, None
            anak.tutup(paksa=paksa)

    def hentikan(self) -> None:
        with self._kunci:
            self._tutup(paksa=False)

    def pid(self) -> int | None:
        return self._anak.proses.pid if self._anak else None

    def lepaskan(self) -> None:
        """After a fork: drop this copy of the socket, or the child would outlive its parent."""
        if self._anak is not None:
            self._anak.lepaskan()


_mesin = _Mesin()
_milik_induk: list[_Mesin] = []


def _setelah_fork() -> None:
    """A forked server process gets a child of its own; the parent's stays the parent's."""
    global _mesin
    _mesin.lepaskan()
    _milik_induk.append(_mesin)  # kept, so that nothing here reaps a process that belongs to the parent
    _mesin = _Mesin()


os.register_at_fork(after_in_child=_setelah_fork)


def cetak(html: str, *, batas_detik: float = 60, identifier: bytes | None = None) -> Cetakan:
    """Draw one document as PDF/A-3b.

    The same HTML gives the same bytes: the file identifier is `identifier` (16 bytes), else derived from the
    text, and no creation time is written unless the HTML states one. Only `data:` URLs are loaded; anything
    that cannot be loaded refuses the whole document. A hang or a crash of the child is retried once.

    Raises:
        PdfGagal: see its `sebab`.
    """
    return _minta([html], batas_detik, identifier)


def cetak_baca(html: str, *, batas_detik: float = 60) -> Cetakan:
    """Draw one document as PDF/UA-1, for who has it read aloud; as repeatable and as strict as `cetak`."""
    return _minta([html], batas_detik, None, varian=BACA)


def render(html: str, *, batas_detik: float = 60, identifier: bytes | None = None) -> bytes:
    """The bytes of `cetak`."""
    return cetak(html, batas_detik=batas_detik, identifier=identifier).isi


def cetak_bagian(
    bagian: Sequence[str],
    *,
    batas_detik: float = 300,
    identifier: bytes | None = None,
    kode_halaman: str = "",
    sertaan: Sertaan | None = None,
) -> Cetakan:
    """Draw a long list as one PDF, part by part, in the memory of the largest (250 to 500 rows are good).

    `Halaman x dari y` is stamped at the lower right of every page after joining, so rows may wrap freely; the
    parts themselves print no page numbers. With `kode_halaman` a QR code of 20 mm with that text and the page's
    number stands at the lower left. The parts keep 30 mm at the foot free for both. `sertaan` is put into the file.

    Raises:
        PdfGagal: see its `sebab`.
        ValueError: no part.
    """
    if not bagian:
        raise ValueError("nothing to draw")
    return _minta(list(bagian), batas_detik, identifier, nomori=True, kode_halaman=kode_halaman, sertaan=sertaan)


def _minta(
    bagian: list[str],
    batas_detik: float,
    identifier: bytes | None,
    *,
    nomori: bool = False,
    kode_halaman: str = "",
    varian: str = ARSIP,
    sertaan: Sertaan | None = None,
) -> Cetakan:
    permintaan = {
        "bagian": bagian,
        "nomori": nomori,
        "kode_halaman": kode_halaman,
        "identifier": (identifier or b"").hex(),
        "batas_detik": batas_detik,
        "varian": varian,
        "sertaan": sertaan._asdict() if sertaan else None,
    }
    return _mesin.cetak(json.dumps(permintaan).encode(), batas_detik)


def hentikan() -> None:
    """End the warm child (when a worker stops, or between tests); the next document starts another."""
    _mesin.hentikan()


def pid_anak() -> int | None:
    """The process id of the warm child, for metrics; None when there is none."""
    return _mesin.pid()


atexit.register(hentikan)
