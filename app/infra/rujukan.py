"""Which stored files do rows name? Read from the database itself, so that no column can be forgotten."""

from collections.abc import Iterator
from string import hexdigits

import sqlalchemy as sa

from app.infra import files
from app.infra.db import db, hanya_baca

# A file is stored before its row, and a draft may name some only in passing: what is younger may still get a row.
UMUR_YATIM_DETIK = 30 * 24 * 3600.0
# A sixteenth of the store at a time: a worker has little memory.
_AWALAN = hexdigits[:16]


def kolom(sambungan: sa.Connection) -> list[tuple[str, str]]:
    """(table, column) of every column that names a stored file: `sha256`, or `…_sha256`.

    Asked of the database, not of the models: a process that has loaded a part of them must not take the rest's
    files for orphans.
    """
    semua = sa.inspect(sambungan).get_multi_columns()
    return sorted(
        (tabel, str(k["name"]))
        for (_, tabel), isi in semua.items()
        for k in isi
        if str(k["name"]) == "sha256" or str(k["name"]).endswith("_sha256")
    )


def selisih() -> Iterator[tuple[str, str]]:
    """(hash, table) of files that a row names and the store lacks; (hash, "") of files that no row names.

    On a connection of its own that only reads: the caller's transaction and its lock are not held meanwhile.
    """
    hanya_baca(True)
    try:
        with db.engine.connect() as sambungan:
            semua = kolom(sambungan)
            for awalan in _AWALAN:
                # The store first: a file that comes meanwhile with its row is then no difference.
                ada = set(files.semua(awalan))
                bernama = _bernama(sambungan, semua, awalan)
                sambungan.rollback()
                yield from sorted((s, t) for s, t in bernama.items() if s not in ada and not files.ada(s))
                yield from sorted((s, "") for s in ada - bernama.keys())
    finally:
        hanya_baca(False)


def _bernama(sambungan: sa.Connection, semua: list[tuple[str, str]], awalan: str) -> dict[str, str]:
    hasil: dict[str, str] = {}
    for tabel, nama in semua:
        k = sa.column(nama, sa.String)
        tanya = sa.select(k).select_from(sa.table(tabel)).where(k.like(f"{awalan}%")).distinct()
        hasil |= dict.fromkeys(sambungan.scalars(tanya), tabel)
    return hasil


def sapu(umur_detik: float = UMUR_YATIM_DETIK) -> int:
    """Erase files that no row names and nobody asked for lately; returns how many."""
    usang = [s for s, tabel in selisih() if not tabel and files.umur_detik(s) > umur_detik]
    for sha256 in usang:
        files.hapus(sha256)
    return len(usang)
