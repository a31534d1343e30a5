"""By which code is a paper found? Twelve random letters and digits that survive being read aloud."""

import re
import secrets
from typing import NamedTuple

# Crockford's base 32: no I, L, O, U. Twelve of them are 60 bits: guessing is hopeless.
HURUF = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PANJANG = 12
# What the code at the foot of a page adds to the paper's address: the page's number follows.
HALAMAN = "?h="
_ALAMAT = re.compile(r"/v/([^/?#]{12,20})(?:\?h=([0-9]{1,4}))?$")
_MIRIP = str.maketrans({"O": "0", "I": "1", "L": "1"})


def kode_baru() -> str:
    """A fresh code; the UNIQUE constraint of the table answers for the rest."""
    return "".join(secrets.choice(HURUF) for _ in range(PANJANG))


def normalkan(teks: str) -> str | None:
    """What was typed or scanned, as stored; None if it cannot be a code.

    Case, dashes, spaces, O/0 and I/L/1 forgiven.
    """
    bersih = "".join(h for h in teks.upper().translate(_MIRIP) if h.isalnum())
    return bersih if len(bersih) == PANJANG and set(bersih) <= set(HURUF) else None


def berkelompok(kode: str) -> str:
    """`7Q2K-9M4X-T0BD`, as printed and shown."""
    return "-".join(kode[i : i + 4] for i in range(0, len(kode), 4))


class KodeHalaman(NamedTuple):
    """What the code at the foot of a page says: paper and page (None on a code that names no page)."""

    kode: str
    halaman: int | None


def baca_alamat(teks: str) -> KodeHalaman | None:
    """The text of a scanned code as paper and page; None if it is not the address of a paper."""
    cocok = _ALAMAT.search(teks)
    kode = normalkan(cocok[1]) if cocok else None
    return KodeHalaman(kode, int(cocok[2]) if cocok[2] else None) if cocok and kode else None
