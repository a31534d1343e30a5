"""What has a person not read yet, and what was said to them?"""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.akses.models import SesiMasuk
from app.domain.akses.pelaku import Pelaku
from app.domain.notifikasi.models import Notifikasi
from app.infra.db import db

BATAS_HITUNG = 100
SEHALAMAN = 30
_BELUM = sa.select(Notifikasi.id).where(Notifikasi.pengguna_id == sa.bindparam("siapa"), Notifikasi.dibaca.is_(None))
# Every page asks this, so it is built once.
_HITUNG = sa.select(sa.func.count()).select_from(_BELUM.limit(BATAS_HITUNG).subquery())
# The same as a column of the look-up of a sign-in.
_BELUM_SESI = sa.select(Notifikasi.id).where(
    Notifikasi.pengguna_id == SesiMasuk.pengguna_id, Notifikasi.dibaca.is_(None)
)
BELUM_DIBACA = (
    sa.select(sa.func.count())
    .select_from(_BELUM_SESI.correlate(SesiMasuk).limit(BATAS_HITUNG).subquery())
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Baris:
    """One notice in the list."""

    id: int
    teks: str
    tautan: str
    dibuat: dt.datetime
    dibaca: bool


def jumlah_belum_dibaca(*, untuk: Pelaku) -> int:
    """How many notices wait, counted up to 100: one small index range, however many there are."""
    return int(db.session.scalar(_HITUNG, {"siapa": untuk.pengguna_id}) or 0)


def daftar(*, untuk: Pelaku, sebelum: int | None = None) -> tuple[list[Baris], int | None]:
    """The newest notices, or those older than one; and the id after which the next page starts, if any."""
    n = Notifikasi
    tanya = (
        sa.select(n.id, n.teks, n.tautan, n.dibuat, n.dibaca)
        .where(n.pengguna_id == untuk.pengguna_id)
        .order_by(n.id.desc())
        .limit(SEHALAMAN + 1)
    )
    if sebelum:
        tanya = tanya.where(n.id < sebelum)
    baris = [Baris(b.id, b.teks, b.tautan, b.dibuat, b.dibaca is not None) for b in db.session.execute(tanya)]
    lanjut = baris[SEHALAMAN - 1].id if len(baris) > SEHALAMAN else None
    return baris[:SEHALAMAN], lanjut
