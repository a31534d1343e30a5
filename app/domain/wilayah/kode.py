"""Does one region lie in another? One function in Python, one WHERE clause in SQL, both on the code alone."""

from typing import Any

import sqlalchemy as sa


def meliputi(luar: str, dalam: str) -> bool:
    """Whether `dalam` is `luar` or lies below it. `33.2` does not cover `33.28`: the dot decides."""
    return dalam == luar or dalam.startswith(luar + ".")


def dalam_wilayah(kolom: Any, kode: str) -> sa.ColumnElement[bool]:
    """The same as SQL. Codes are digits and dots, and `/` follows `.` in ASCII: nothing else lies in the range."""
    return sa.and_(kolom >= kode, kolom < kode + "/")


def tanpa_indeks(kolom: Any) -> Any:
    """The column for a condition that must not be looked up by it."""
    return kolom.concat(sa.literal_column("''"))


def kecamatan(kode: str) -> str:
    """The kecamatan of a village code: `33.28.10.2004` → `33.28.10`."""
    return ".".join(kode.split(".")[:3])


def kabupaten(kode: str) -> str:
    """The regency of any code below it: `33.28.10.2004` → `33.28`."""
    return ".".join(kode.split(".")[:2])


def leluhur(kode: str) -> list[str]:
    """The code itself and all above it, nearest first."""
    bagian = kode.split(".")
    return [".".join(bagian[:i]) for i in range(len(bagian), 0, -1)]
