"""How does an issued paper get its bytes? Drawn from the frozen content, stored, hashed once."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple, Protocol

import sqlalchemy as sa

from app.domain.dokumen.konteks import Kepala, Naskah, Penanda, cairkan
from app.domain.dokumen.models import Dokumen
from app.infra import files, jobs
from app.infra.db import db


class Cetakan(Protocol):
    """A finished PDF and how many pages it has."""

    @property
    def isi(self) -> bytes: ...
    @property
    def halaman(self) -> int: ...


Juru = Callable[[Kepala, Naskah, list[Penanda]], Cetakan]
# Draws the reading copy of the issued paper whose hash is the last.
JuruSalinan = Callable[[Kepala, Naskah, list[Penanda], str], Cetakan]


# Longer papers are lists, which who cannot see them reads on screen.
HALAMAN_SALINAN = 5
# A month's papers are drawn before the first copy: people wait for those.
JEDA_SALINAN = dt.timedelta(seconds=30)


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
    baru = kini == berkas.sha256
    if baru and cetakan.halaman <= HALAMAN_SALINAN:
        jobs.antrekan("dokumen.salinan", {"dokumen_id": dokumen_id}, prioritas=-1, setelah=JEDA_SALINAN)
    return Hasil(str(kini), baru=baru)


def salin(dokumen_id: int, juru: JuruSalinan) -> str:
    """Draw the reading copy of a short paper once; its hash, "" for a paper that has none.

    The copy names the issued paper by its hash, so that comes first. Bytes first, row second, as there.
    """
    d = Dokumen
    baris = db.session.execute(
        sa.select(d.konteks, d.sha256, d.halaman, d.salinan_sha256).where(d.id == dokumen_id)
    ).one()
    if baris.salinan_sha256 or not baris.sha256 or baris.halaman > HALAMAN_SALINAN:
        return str(baris.salinan_sha256 or "")
    db.session.rollback()
    berkas = files.simpan(juru(*cairkan(baris.konteks), baris.sha256).isi)
    db.session.execute(
        sa.update(Dokumen)
        .where(d.id == dokumen_id, d.salinan_sha256.is_(None))
        .values(salinan_sha256=berkas.sha256, salinan_ukuran=berkas.ukuran)
        .execution_options(synchronize_session=False)
    )
    return berkas.sha256


def catat_galat(dokumen_id: int, kalimat: str) -> None:
    """Say on the paper why its PDF could not be made; a paper that has its bytes is left alone."""
    db.session.execute(
        sa.update(Dokumen)
        .where(Dokumen.id == dokumen_id, Dokumen.sha256.is_(None))
        .values(galat=kalimat[:300])
        .execution_options(synchronize_session=False)
    )
