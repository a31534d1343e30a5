"""Can this request be read at all? Numbers that fit the database, text that its reader sees; all else stays outside."""

import datetime as dt
from collections.abc import Iterator

from flask import Flask, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import IntegerConverter

from app.infra import tak_terlihat
from app.infra.galat import GalatIsian

# Always below 2**63, so that it fits a column; int() of thousands of digits would itself be an error.
MAKS_DIGIT = 18
# Of a form; the longest list of ours has some thousands. A million empty ones fit two megabytes and take seconds.
MAKS_ISIAN = 20_000
NOL = "\0"
# What is typed there is compared, never shown: taking a character out would make it another secret.
_RAHASIA = ("sandi", "rahasia")
MEMBALIK = (
    "Isian memuat tanda tersembunyi yang membalik urutan huruf, sehingga yang tampil dan tercetak dapat berbeda dari "
    "yang tersimpan. Ketik ulang isian yang Anda tempel dari tempat lain, lalu kirim lagi."
)


class Nomor(IntegerConverter):
    """`<int:...>` in an address: plain digits that an id can have; anything else is no page."""

    regex = f"[0-9]{{1,{MAKS_DIGIT}}}"


def bilangan(teks: str | None) -> int | None:
    """A whole number as a form sends it (plain digits, at most 18); None for anything else."""
    teks = (teks or "").strip()
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= MAKS_DIGIT else None


def baca_tanggal(teks: str, bidang: str = "tanggal") -> dt.date | None:
    """A date as a form sends it; None for nothing. Raises GalatIsian on `bidang` for anything else."""
    try:
        return dt.date.fromisoformat(teks.strip()) if teks.strip() else None
    except ValueError:
        raise GalatIsian(bidang={bidang: "Tanggal belum terbaca. Tulis misalnya 2026-11-25."}) from None


def isian_teks() -> dict[str, str]:
    """What was typed into a form whose fields have each one value: name → text."""
    return dict(request.form.items())


def tolak_isian_berlebih() -> None:
    """Count the fields of a form before they are read one by one. Raises GalatIsian."""
    if request.mimetype != "application/x-www-form-urlencoded":
        return  # of parts the reader itself takes no more than MAX_FORM_PARTS
    if (request.content_length or 0) > (request.max_form_memory_size or 0):
        return  # the reader refuses it unread
    if request.get_data(cache=True, parse_form_data=False).count(b"&") >= MAKS_ISIAN:
        raise GalatIsian("Kiriman memuat terlalu banyak isian sekaligus. Kirim sebagian lebih dahulu, lalu sisanya.")


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


def _tampil() -> Iterator[str]:
    """What was typed to be read by others."""
    for nama, nilai in request.form.items(multi=True):
        if not nama.startswith(_RAHASIA):
            yield nilai


def lepas_tak_terlihat() -> None:
    """Give the views the form, the query and the names of files without what nobody sees."""
    if any(map(tak_terlihat.ada, _tampil())):
        request.form = _bersih(request.form)
    if any(map(tak_terlihat.ada, request.args.values())):
        request.args = _bersih(request.args)
    for satu_nama in request.files.listvalues():
        for berkas in satu_nama:
            berkas.filename = tak_terlihat.bersihkan(berkas.filename or "")


def _bersih(isian: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict(
        (nama, nilai if nama.startswith(_RAHASIA) else tak_terlihat.bersihkan(nilai))
        for nama, nilai in isian.items(multi=True)
    )


def pasang(app: Flask) -> None:
    """Install the converter (before any address is registered) and the door."""
    app.url_map.converters["int"] = Nomor

    @app.before_request
    def periksa_masukan() -> None:
        tolak_isian_berlebih()
        if any(NOL in teks for teks in _teks()):
            raise GalatIsian(
                "Kiriman memuat karakter yang tidak terlihat dan tidak dapat disimpan. Ketik ulang isiannya, lalu "
                "kirim lagi."
            )
        if any(tak_terlihat.membalik(nilai) for nilai in _tampil()):
            raise GalatIsian(MEMBALIK)
        lepas_tak_terlihat()
