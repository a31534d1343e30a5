"""How does HTML become a PDF? In a warm child process, which alone carries the engine's memory and hangs."""

import atexit
import hashlib
import json
import logging
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

from app.infra.galat import Galat
from app.infra.proses_anak import Anak, Penjaga, Putus

log = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("pdf_proses.py")
# A fresh child after this many documents or beyond this memory: caches of the layout engine only grow. The next part
# of a list adds some 40 MB while it is drawn.
MAKS_DOKUMEN = 200
MAKS_RSS_KB = 150 * 1024
PROSES = min(2, os.cpu_count() or 1)
# Longest for one part of a list: some 20 times what it takes.
BATAS_BAGIAN = 120.0
ARSIP, BACA = "pdf/a-3b", "pdf/ua-1"


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


class _Mesin:
    """The warm child of this process, and a second one while a long list is drawn."""

    def __init__(self) -> None:
        self._kunci = threading.Lock()
        self._juru = [Penjaga(PROGRAM, _usang) for _ in range(PROSES)]

    def cetak(self, bagian: Sequence[str], isian: dict[str, Any], batas_detik: float) -> Cetakan:
        with self._kunci:
            if len(bagian) == 1:
                return _tunggu(self._juru[0], [_permintaan(isian, html=bagian[0])], batas_detik)
            polos = isian | {"nomori": False, "sertaan": None}
            try:
                potongan = self._serentak([_permintaan(polos, html=satu) for satu in bagian], batas_detik)
            finally:
                for juru in self._juru[1:]:
                    juru.hentikan()
            return _tunggu(self._juru[0], [_permintaan(isian, jumlah=len(potongan)), *potongan], batas_detik)

    def _serentak(self, permintaan: list[bytes], batas_detik: float) -> list[bytes]:
        """Every part by whichever child is free; which one draws it shows nowhere in its bytes."""
        bebas: SimpleQueue[Penjaga] = SimpleQueue()
        for juru in self._juru:
            bebas.put(juru)

        def satu(minta: bytes) -> bytes:
            juru = bebas.get()
            try:
                return _tunggu(juru, [minta], batas_detik).isi
            finally:
                bebas.put(juru)

        with ThreadPoolExecutor(PROSES, thread_name_prefix="pdf") as utas:
            try:
                return list(utas.map(satu, permintaan))
            except PdfGagal:
                utas.shutdown(wait=False, cancel_futures=True)
                raise

    def hentikan(self) -> None:
        with self._kunci:
            for juru in self._juru:
                juru.hentikan()

    def pid(self) -> int | None:
        return self._juru[0].pid()

    def lepaskan(self) -> None:
        for juru in self._juru:
            juru.lepaskan()


def _usang(anak: Anak) -> bool:
    return anak.dokumen >= MAKS_DOKUMEN or anak.rss_kb > MAKS_RSS_KB


def _permintaan(isian: dict[str, Any], *, html: str = "", jumlah: int = 0) -> bytes:
    return json.dumps(isian | {"html": html, "jumlah": jumlah}).encode()


def _tunggu(juru: Penjaga, pesan: list[bytes], batas_detik: float) -> Cetakan:
    try:
        jawaban, isi = juru.minta(pesan, batas_detik)
    except Putus as putus:
        raise PdfGagal(putus.sebab) from putus
    if "galat" in jawaban:
        log.error("pdf refused: %s", jawaban["galat"])
        raise PdfGagal("naskah", str(jawaban["galat"]))
    return Cetakan(isi, int(jawaban["halaman"]))


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
    identifier: bytes | None = None,
    kode_halaman: str = "",
    sertaan: Sertaan | None = None,
) -> Cetakan:
    """Draw a long list as one PDF, two parts at a time, in the memory of the largest (250 to 500 rows are good).

    `Halaman x dari y` is stamped at the lower right of every page after joining, so rows may wrap freely; the
    parts themselves print no page numbers. With `kode_halaman` a QR code of 20 mm with that text and the page's
    number stands at the lower left. The parts keep 30 mm at the foot free for both. `sertaan` is put into the file.
    A part that takes longer than BATAS_BAGIAN is given up.

    Raises:
        PdfGagal: see its `sebab`.
        ValueError: no part.
    """
    if not bagian:
        raise ValueError("nothing to draw")
    return _minta(list(bagian), BATAS_BAGIAN, identifier, nomori=True, kode_halaman=kode_halaman, sertaan=sertaan)


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
    sidik = hashlib.sha256("\0".join(bagian).encode()).digest()[:16]
    isian = {
        "nomori": nomori,
        "kode_halaman": kode_halaman,
        "identifier": (identifier or sidik).hex(),
        "batas_detik": batas_detik,
        "varian": varian,
        "sertaan": sertaan._asdict() if sertaan else None,
    }
    return _mesin.cetak(bagian, isian, batas_detik)


def hentikan() -> None:
    """End the warm child (when a worker stops, or between tests); the next document starts another."""
    _mesin.hentikan()


def pid_anak() -> int | None:
    """The process id of the warm child, for metrics; None when there is none."""
    return _mesin.pid()


atexit.register(hentikan)
