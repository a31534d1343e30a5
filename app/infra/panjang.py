"""Is any text longer than its column? Refused alike on both databases: SQLite would take it, PostgreSQL would not."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.infra.format import angka
from app.infra.galat import GalatIsian

MAKS_ALASAN = 500


def pasang(sesi: type[Session] | Any) -> None:
    """Look at every object before it is written. Doing it again changes nothing."""
    if not event.contains(sesi, "before_flush", _periksa):
        event.listen(sesi, "before_flush", _periksa)


def kalimat(panjang: int, maks: int) -> str:
    """What to tell who wrote too much."""
    return f"Isian ini {angka(panjang)} huruf, paling banyak {angka(maks)} huruf. Persingkat, lalu kirim lagi."


def wajib_muat(teks: str, maks: int, bidang: str) -> None:
    """Refuse a longer text, naming its field. Raises GalatIsian."""
    if len(teks) > maks:
        raise GalatIsian(bidang={bidang: kalimat(len(teks), maks)})


@cache
def _batas(model: Any) -> list[tuple[str, int]]:
    """(attribute, characters) of the text columns of a model that have a limit."""
    return [
        (a.key, k.type.length)
        for a in sa.inspect(model).column_attrs
        for k in a.columns
        if isinstance(k.type, sa.String) and not isinstance(k.type, sa.Enum) and k.type.length
    ]


def _periksa(sesi: Session, _konteks: Any, _objek: Any) -> None:
    galat: dict[str, str] = {}
    for objek in (*sesi.new, *sesi.dirty):
        isi = objek.__dict__  # only what is loaded: asking for more would read it
        kelas: Any = type(objek)
        for nama, maks in _batas(kelas):
            teks = isi.get(nama)
            if isinstance(teks, str) and len(teks) > maks:
                galat[nama] = kalimat(len(teks), maks)
    if galat:
        raise GalatIsian(bidang=galat)
