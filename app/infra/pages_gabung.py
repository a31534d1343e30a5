"""How do many PDFs become one with a table of contents? In a child process: some of them are files of strangers."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from app.infra.galat import Galat
from app.infra.proses_anak import Anak, Penjaga, Putus

PROGRAM = Path(__file__).with_name("pages_gabung_proses.py")
BATAS_DETIK = 180.0
MAKS_RSS_KB = 120 * 1024


class TidakTerbuka(ValueError):
    """A part is no PDF that can be joined; its place among the parts is the argument."""


class GabungGagal(Galat):
    """503: joining took too long, or too much memory."""

    kode = 503
    judul = "PDF gabungan belum dapat disusun"

    def __init__(self) -> None:
        super().__init__(
            "PDF gabungan tidak selesai disusun: salah satu pindaian terlalu berat. Unduh per paket, atau unggah ulang "
            "pindaian itu dengan 150-200 dpi."
        )


def _usang(anak: Anak) -> bool:
    return anak.rss_kb > MAKS_RSS_KB


_penjaga = Penjaga(PROGRAM, _usang)


def gabung(bagian: Iterable[tuple[str, BinaryIO]], keluar: BinaryIO) -> int:
    """Write one PDF of (title, open PDF) to `keluar`, a bookmark per part; returns its pages. Same input, same bytes.

    All are real files, open: the child reads and writes them itself, so nothing of them enters this process. Joining
    that hangs or dies is tried once more with a fresh child. Raises TidakTerbuka, GabungGagal.
    """
    semua = list(bagian)
    berkas = [sumber for _, sumber in semua] + [keluar]
    for satu in berkas:
        satu.flush()
    minta = json.dumps([judul for judul, _ in semua]).encode()
    try:
        jawaban, _ = _penjaga.minta([minta], BATAS_DETIK, [satu.fileno() for satu in berkas])
    except Putus as putus:
        raise GabungGagal from putus
    if "tidak_terbuka" in jawaban:
        raise TidakTerbuka(jawaban["tidak_terbuka"])
    if "galat" in jawaban:
        raise GabungGagal
    return int(jawaban["halaman"])


def hentikan() -> None:
    """End the child; the next joining starts another."""
    _penjaga.hentikan()
