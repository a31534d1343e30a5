"""How is a template of a paper filled? Strictly: a name that the content does not have is an error, never a gap."""

import base64
import datetime as dt
import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.infra import format as bentuk
from app.infra.terbaca import LingkunganTerekam

AKAR = Path(__file__).resolve().parents[2]
# Between two parts of a very long list. Text of residents is escaped, so it cannot forge this comment.
POTONG = "<!--potong-->"
_LAMBANG = {"daerah": "lambang_daerah.svg", "garuda": "lambang_negara.svg"}


def isi(nama: str, tapisan: Mapping[str, Callable[..., Any]], **nilai: Any) -> str:
    """A template below `templates/` as text. `tapisan` are filters that only the caller knows.

    Raises:
        jinja2.UndefinedError: it asks for what `nilai` does not have.
    """
    env = _lingkungan()
    env.filters.update(tapisan)
    return env.get_template(nama).render(**nilai)


@functools.cache
def lambang(nama: str) -> str:
    """The emblem that the program brings along, `daerah` or `garuda`, as a data URI."""
    return data_uri((AKAR / "static" / "cetak" / _LAMBANG[nama]).read_bytes(), "image/svg+xml")


def data_uri(gambar: bytes, mime: str) -> str:
    """A picture inside the text of a page: papers load nothing from anywhere."""
    return f"data:{mime};base64,{base64.b64encode(gambar).decode()}"


@functools.cache
def _lingkungan() -> LingkunganTerekam:
    env = LingkunganTerekam(
        loader=FileSystemLoader(AKAR / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        angka=bentuk.angka,
        terbilang=bentuk.terbilang,
        tanggal=bentuk.tanggal,
        tanggal_panjang=bentuk.tanggal_panjang,
        tanggal_terbilang=bentuk.tanggal_terbilang,
        tanggal_angka=_tanggal_angka,
        pukul=bentuk.pukul,
        periode=bentuk.periode,
        rt_rw=bentuk.rt_rw,
    )
    env.globals.update(sambungan=_sambungan)
    return env


def _sambungan(bungkus: str) -> Markup:
    """Between two parts of a long list: the section around it is closed in one and opened again in the next."""
    if not bungkus:
        return Markup(POTONG)  # noqa: S704  (our own constant)
    return Markup('</section>{}<section class="{}">').format(Markup(POTONG), bungkus)  # noqa: S704


def _tanggal_angka(hari: dt.date) -> str:
    return f"{hari:%d-%m-%Y}"
