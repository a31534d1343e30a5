"""Can this request be read at all? Numbers that fit the database, text without NUL; all else is refused at the door."""

from collections.abc import Iterator

from flask import Flask, request
from werkzeug.routing import IntegerConverter

from app.infra.galat import GalatIsian

# Always below 2**63, so that it fits a column; int() of thousands of digits would itself be an error.
MAKS_DIGIT = 18
NOL = "\0"


class Nomor(IntegerConverter):
    """`<int:...>` in an address: plain digits that an id can have; anything else is no page."""

    regex = f"[0-9]{{1,{MAKS_DIGIT}}}"


def bilangan(teks: str | None) -> int | None:
    """A whole number as a form sends it (plain digits, at most 18); None for anything else."""
    teks = (teks or "").strip()
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= MAKS_DIGIT else None


def _teks() -> Iterator[str]:
    """Every text of the request. PostgreSQL cannot keep a NUL, SQLite would; no person types one."""
    yield request.path
    for isian in (request.args, request.form):
        for nama, nilai in isian.items(multi=True):
            yield nama
            yield nilai
    for nama, berkas in request.files.items(multi=True):
        yield nama
        yield berkas.filename or ""


def pasang(app: Flask) -> None:
    """Install the converter (before any address is registered) and the door."""
    app.url_map.converters["int"] = Nomor

    @app.before_request
    def periksa_masukan() -> None:
        if any(NOL in teks for teks in _teks()):
            raise GalatIsian(
                "Kiriman memuat karakter yang tidak terlihat dan tidak dapat disimpan. Ketik ulang isiannya, lalu "
                "kirim lagi."
            )
