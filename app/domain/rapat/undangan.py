"""Who is on the table of people, and whom did the village invite last time?"""

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from app.domain.rapat.isian import BarisPeserta
from app.domain.rapat.models import Peserta, Rapat
from app.infra.db import db


def undangan_sebelumnya(rapat: Rapat) -> list[BarisPeserta]:
    """Whom the village invited to its latest other meeting that invited anybody; nobody is present yet."""
    terakhir = (
        sa.select(Rapat.id)
        .where(Rapat.wilayah_kode == rapat.wilayah_kode, Rapat.id < rapat.id)
        .where(sa.exists().where(Peserta.rapat_id == Rapat.id, Peserta.diundang))
        .order_by(Rapat.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    tanya = sa.select(Peserta).where(Peserta.rapat_id == terakhir, Peserta.diundang)
    peserta = db.session.scalars(tanya.order_by(Peserta.urut, Peserta.id))
    return [replace(baris_peserta(p), hadir=False, saksi=False) for p in peserta]


def tim_sebelumnya(rapat: Rapat) -> Rapat | None:
    """The village's latest other meeting whose result was recorded."""
    return db.session.scalar(
        sa.select(Rapat)
        .where(Rapat.wilayah_kode == rapat.wilayah_kode, Rapat.id < rapat.id, Rapat.dicatat.is_not(None))
        .order_by(Rapat.id.desc())
        .limit(1)
    )


def belum_ada(baru: Iterable[BarisPeserta], ada: Iterable[BarisPeserta]) -> list[BarisPeserta]:
    """Those of `baru` whose name and post are not in `ada`."""
    kenal = {(b.nama.casefold(), b.jabatan.casefold()) for b in ada}
    return [b for b in baru if (b.nama.casefold(), b.jabatan.casefold()) not in kenal]


def baris_peserta(p: Peserta) -> BarisPeserta:
    """A stored line as the table editor shows it."""
    return BarisPeserta(p.nama, p.jabatan, p.unsur, p.jk, p.diundang, p.hadir, p.saksi)
