"""Where does a page of a long list start and end? Keyset marks in the address, never a page number."""

import datetime as dt
from urllib.parse import urlencode

from flask import request

from app.web.masukan import bilangan

Batas = tuple[str, int]


def batas() -> Batas | None:
    """(since when, id) after which this page starts; None for the first page and for a mark that cannot be read."""
    sejak, nomor = request.args.get("sejak", ""), bilangan(request.args.get("id"))
    if nomor is None:
        return None
    try:
        saat = dt.datetime.fromisoformat(sejak)
    except ValueError:
        return None
    return (sejak, nomor) if saat.tzinfo else None


def alamat(jalur: str, saring: dict[str, str]) -> str:
    """The list with its filters in the address; empty ones are left out."""
    isi = urlencode({k: v for k, v in saring.items() if v})
    return jalur + (f"?{isi}" if isi else "")


def lanjut(jalur: str, lagi: Batas | None, saring: dict[str, str]) -> str | None:
    """The address of the next page, None on the last."""
    return alamat(jalur, saring | {"sejak": lagi[0], "id": str(lagi[1])}) if lagi else None
