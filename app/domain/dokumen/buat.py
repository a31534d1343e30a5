"""How does an issued paper get its bytes? Drawn from the frozen content, stored, hashed once."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

import sqlalchemy as sa

from app.domain.dokumen.konteks import Kepala, Naskah, Penanda, cairkan
from app.domain.dokumen.models import Dokumen
from app.infra import files
from app.infra.db import db


class Cetakan(Protocol):
    """A finished PDF and how many pages it has."""

    @property
    def isi(self) -> bytes: ...
    @property
    def halaman(self) -> int: ...


Juru = Callable[[Kepala, Naskah, list[Penanda]], Cetakan]


class Hasil(NamedTuple):
    """What became of a paper: `sha256` of its bytes, and whether this run made them."""

    sha256: str
    baru: bool


def buat(dokumen_id: int, juru: Juru) -> Hasil:
    """Draw a paper and write its hash, unless that was done before: a second run changes nothing.

    Bytes first, row second: an orphan file is harmless, a row without its file is not. No lock is held while
    drawing.
    """
    d = Dokumen
    baris = db.session.execute(sa.select(d.konteks, d.sha256).where(d.id == dokumen_id)).one()
    if baris.sha256:
        return Hasil(baris.sha256, baru=False)
    beku = baris.konteks
    db.session.rollback()
    cetakan = juru(*cairkan(beku))
    berkas = files.simpan(cetakan.isi)
    db.session.execute(
        sa.update(Dokumen)
        .where(d.id == dokumen_id, d.sha256.is_(None))
        .values(sha256=berkas.sha256, ukuran=berkas.ukuran, halaman=cetakan.halaman, galat=None)
        .execution_options(synchronize_session=False)
    )
    kini = db.session.execute(sa.select(d.sha256).where(d.id == dokumen_id)).scalar_one()
    return Hasil(str(kini), baru=kini == berkas.sha256)


def catat_galat(dokumen_id: int, kalimat: str) -> None:
    """Say on the paper why its PDF could not be made; a paper that has its bytes is left alone."""
    db.session.execute(
        sa.update(Dokumen)
        .where(Dokumen.id == dokumen_id, Dokumen.sha256.is_(None))
        .values(galat=kalimat[:300])
        .execution_options(synchronize_session=False)
    )
