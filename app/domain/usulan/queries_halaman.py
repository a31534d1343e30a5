"""What does a packet's own page need? All of it in few statements, so that thirty names cost as much as one."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer
from sqlalchemy.orm.attributes import set_committed_value

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.rapat.models import Rapat
from app.domain.usulan.models import Paket, Perubahan, Usulan
from app.domain.usulan.status import StatusPaket
from app.domain.wilayah.models import Wilayah
from app.infra.db import db
from app.infra.galat import TidakAda

# In these states the page asks the guards that look into every name.
MENDALAM = frozenset({StatusPaket.DRAF, StatusPaket.SIAP_DIAJUKAN, StatusPaket.DIKEMBALIKAN})


@dataclass(frozen=True, slots=True)
class Halaman:
    """A packet in sight with its village, its meeting and its proposals, loaded."""

    paket: Paket
    desa: Wilayah
    rapat: Rapat | None
    usulan: list[Usulan]


def kepala(paket_id: int, *, untuk: Pelaku) -> Paket:
    """The packet's own row alone. Raises TidakAda."""
    paket = db.session.scalar(
        sa.select(Paket).where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.id == paket_id)
    )
    if paket is None:
        raise TidakAda
    return paket


def halaman(paket_id: int, *, untuk: Pelaku) -> Halaman:
    """Two statements for the packet, its village, its meeting, all marks and all names. Raises TidakAda."""
    diminta = sa.exists().where(Perubahan.paket_id == Paket.id).correlate(Paket)
    r = (
        db.session.execute(
            sa.select(Paket, Wilayah, Rapat, diminta.label("diminta"))
            .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
            .outerjoin(Rapat, Rapat.id == Paket.rapat_id)
            .where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.id == paket_id)
            .options(joinedload(Paket.tanda))
        )
        .unique()
        .first()
    )
    if r is None:
        raise TidakAda
    paket: Paket = r.Paket
    _muat_usulan(paket)
    if not r.diminta:
        set_committed_value(paket, "perubahan", [])
    return Halaman(paket, r.Wilayah, r.Rapat, paket.usulan)


def _muat_usulan(paket: Paket) -> None:
    q = sa.select(Usulan).where(Usulan.paket_id == paket.id).order_by(Usulan.id)
    if paket.status in MENDALAM:
        q = q.options(joinedload(Usulan.warga), joinedload(Usulan.keluarga), undefer(Usulan.isi))
    set_committed_value(paket, "usulan", list(db.session.scalars(q)))
