"""How is a file kept that is larger than memory should hold? In pieces, each a sealed file of the store."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.infra import files
from app.infra.files import Berkas

POTONG = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Besar:
    """A stored whole: its hash and length, and its pieces in order."""

    sidik: str
    ukuran: int
    potongan: list[Berkas]


def simpan(sumber: BinaryIO) -> Besar:
    """Store all of an open file, from its beginning. Raises GalatPenyimpanan."""
    sumber.seek(0)
    sidik, potongan = hashlib.sha256(), []
    while potong := sumber.read(POTONG):
        sidik.update(potong)
        potongan.append(files.simpan(potong))
    return Besar(sidik.hexdigest(), sum(p.ukuran for p in potongan), potongan)


def alirkan(potongan: Iterable[str]) -> Iterator[bytes]:
    """The bytes piece by piece, each checked against its hash. Raises GalatPenyimpanan."""
    for sha256 in potongan:
        yield files.baca(sha256)
