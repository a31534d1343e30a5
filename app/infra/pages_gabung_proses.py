"""How are PDFs joined? The program of the child process of `pages_gabung.py`: no keys, no database, bounded memory.

Standard input is one end of a socket pair. A request is a JSON list of titles, followed by so many open files and one
more to write to, each sent with one byte; the answer is JSON `{halaman, rss_kb}`, `{tidak_terbuka}` or `{galat}`.
"""

import json
import os
import resource
import socket
from collections.abc import Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf

BATAS_MEMORI = 1024**3


def gabung(judul: list[str], sumber: Sequence[BinaryIO], keluar: BinaryIO) -> dict[str, Any]:
    """Join; what the parts hold is read from their files while writing."""
    daftar: list[tuple[str, int]] = []
    with ExitStack() as terbuka, pikepdf.new() as hasil:
        for urut, (satu, berkas) in enumerate(zip(judul, sumber, strict=True)):
            try:
                asal = terbuka.enter_context(pikepdf.open(berkas))
            except pikepdf.PdfError:
                return {"tidak_terbuka": urut}
            daftar.append((satu, len(hasil.pages)))
            hasil.pages.extend(asal.pages)
        with hasil.open_outline() as isi:
            isi.root.extend(pikepdf.OutlineItem(satu, halaman) for satu, halaman in daftar)
        keluar.seek(0)
        keluar.truncate()
        hasil.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return {"halaman": len(hasil.pages), "rss_kb": _rss_kb()}


def _rss_kb() -> int:
    baris = Path("/proc/self/statm")
    if not baris.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(baris.read_text().split()[1]) * resource.getpagesize() // 1024


def layani(sambungan: Connection, soket: socket.socket) -> None:
    """Answer one request."""
    judul: list[str] = json.loads(sambungan.recv_bytes())
    with ExitStack() as terbuka:
        sumber = [terbuka.enter_context(os.fdopen(_terima_berkas(soket), "rb")) for _ in judul]
        keluar = terbuka.enter_context(os.fdopen(_terima_berkas(soket), "r+b"))
        try:
            jawaban = gabung(judul, sumber, keluar)
            keluar.flush()
        except Exception as galat:  # its message may quote a file: only what kind it was
            jawaban = {"galat": type(galat).__name__}
    sambungan.send_bytes(json.dumps(jawaban).encode())


def _terima_berkas(soket: socket.socket) -> int:
    _, berkas, _, _ = socket.recv_fds(soket, 1, 1)
    if not berkas:
        raise EOFError
    return berkas[0]


def main() -> None:
    """Serve until the other end closes."""
    resource.setrlimit(resource.RLIMIT_AS, (BATAS_MEMORI, BATAS_MEMORI))
    with socket.socket(fileno=os.dup(0)) as soket, Connection(0) as sambungan:
        while True:
            try:
                layani(sambungan, soket)
            except EOFError:
                return


if __name__ == "__main__":
    main()
