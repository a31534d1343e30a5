"""How is a seed row written down?"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

AWAL = dt.date(2021, 1, 1)


class Benih(NamedTuple):
    """One row of `aturan` for the whole country."""

    kunci: str
    kode: str
    urut: int
    isi: dict[str, Any]
    mulai: dt.date = AWAL
    selesai: dt.date | None = None


def tabel(kunci: str, kolom: Sequence[str], isi: Mapping[str, Sequence[Any]]) -> list[Benih]:
    """A table with named columns, in its own order."""
    return [
        Benih(kunci, kode, urut, dict(zip(kolom, sel, strict=True))) for urut, (kode, sel) in enumerate(isi.items(), 1)
    ]
