"""How do many PDFs become one with a table of contents, without all of them in memory?"""

from collections.abc import Iterable
from contextlib import ExitStack
from typing import BinaryIO

import pikepdf


class TidakTerbuka(ValueError):
    """A part is no PDF that can be joined; its place among the parts is the argument."""


def gabung(bagian: Iterable[tuple[str, BinaryIO]], keluar: BinaryIO) -> int:
    """Write one PDF of (title, open PDF) to `keluar`, a bookmark per part; returns its pages. Same input, same bytes.

    What the parts hold is read from their files while writing. Raises TidakTerbuka.
    """
    daftar: list[tuple[str, int]] = []
    with ExitStack() as terbuka, pikepdf.new() as hasil:
        for urut, (judul, sumber) in enumerate(bagian):
            try:
                asal = terbuka.enter_context(pikepdf.open(sumber))
            except pikepdf.PdfError as galat:
                raise TidakTerbuka(urut) from galat
            daftar.append((judul, len(hasil.pages)))
            hasil.pages.extend(asal.pages)
        with hasil.open_outline() as isi:
            isi.root.extend(pikepdf.OutlineItem(judul, halaman) for judul, halaman in daftar)
        hasil.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return len(hasil.pages)
