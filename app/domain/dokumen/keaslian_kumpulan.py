"""Is this file one that the system put together of many papers? An archive, its merged PDF, a file for SIKS-NG."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.dokumen.models import Gabungan, Himpunan
from app.infra.db import db


@dataclass(frozen=True, slots=True)
class Kumpulan:
    """What the holder of the file may know: no paper's content, no name."""

    apa: str
    judul: str
    dibuat: dt.datetime


def periksa_berkas(sidik: str) -> Kumpulan | None:
    """The collection that has this hash; None if none has. Of equal ones the first."""
    h, g = Himpunan, Gabungan
    cocok = sa.or_(h.sidik == sidik, h.pdf_sidik == sidik)
    ada = db.session.execute(sa.select(h.sidik, h.judul, h.dibuat).where(cocok).order_by(h.id).limit(1)).first()
    if ada:
        return Kumpulan("arsip semua dokumen" if ada.sidik == sidik else "PDF gabungan", ada.judul, ada.dibuat)
    siks = db.session.execute(sa.select(g.nama, g.dibuat).where(g.sha256 == sidik).order_by(g.id).limit(1)).first()
    return Kumpulan("PDF gabungan untuk SIKS-NG", siks.nama, siks.dibuat) if siks else None
