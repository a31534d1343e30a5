"""What was answered so far? For proposals and packets whose territory the caller has already asked."""

from collections.abc import Collection

import sqlalchemy as sa

from app.domain.akses.models import Pengguna
from app.domain.verifikasi.models import Padanan, PembebasanPadanan
from app.infra.db import db


def riwayat(usulan_id: int) -> list[tuple[Padanan, str]]:
    """Every result of a proposal with the name of who recorded it, newest first."""
    tanya = (
        sa.select(Padanan, Pengguna.nama)
        .join(Pengguna, Pengguna.id == Padanan.oleh)
        .where(Padanan.usulan_id == usulan_id)
        .order_by(Padanan.id.desc())
    )
    return [(p, nama) for p, nama in db.session.execute(tanya)]


def terakhir(usulan_id: Collection[int]) -> dict[int, Padanan]:
    """The newest result of each of these proposals; those without any are left out."""
    if not usulan_id:
        return {}
    baru = sa.select(sa.func.max(Padanan.id)).where(Padanan.usulan_id.in_(usulan_id)).group_by(Padanan.usulan_id)
    semua = db.session.scalars(sa.select(Padanan).where(Padanan.id.in_(baru)))
    return {p.usulan_id: p for p in semua}


def pembebasan(paket_id: int) -> PembebasanPadanan | None:
    """The waiver of a packet, if there is one."""
    return db.session.get(PembebasanPadanan, paket_id)
