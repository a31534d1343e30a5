"""Who holds a post on a day? Papers print the dated assignment, acting heads included."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.peran import Peran
from app.infra.db import db


@dataclass(frozen=True, slots=True)
class Pejabat:
    """Name, employee number and how the post is held (definitif, Plt, Plh, Pj, Pjs)."""

    nama: str
    nip: str
    sebutan: str

    @property
    def awalan(self) -> str:
        """“Plt.” before the post, nothing for the definitive holder."""
        return "" if self.sebutan == "definitif" else f"{self.sebutan}."


def pejabat(peran: Peran, wilayah_kode: str, pada: dt.date) -> Pejabat | None:
    """The holder of a post in a region on a day; the newest assignment where several overlap."""
    t = Penugasan
    ada = db.session.execute(
        sa.select(Pengguna.nama, Pengguna.nip, t.sebutan)
        .join(Pengguna, Pengguna.id == t.pengguna_id)
        .where(t.peran == peran, t.wilayah_kode == wilayah_kode, t.mulai <= pada)
        .where(sa.or_(t.selesai.is_(None), t.selesai >= pada), Pengguna.aktif)
        .order_by(t.mulai.desc(), t.id.desc())
        .limit(1)
    ).first()
    return Pejabat(ada.nama, ada.nip, ada.sebutan) if ada else None
