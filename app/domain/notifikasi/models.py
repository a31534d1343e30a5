"""What was said to whom?"""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.infra import clock
from app.infra.db import Dasar


class Notifikasi(Dasar):
    """One sentence for one person; never holds a NIK."""

    __tablename__ = "notifikasi"
    __table_args__ = (sa.Index(None, "pengguna_id", "dibaca", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pengguna_id: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    teks: Mapped[str] = mapped_column(sa.String(300))
    tautan: Mapped[str] = mapped_column(sa.String(200), default="")
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    dibaca: Mapped[dt.datetime | None]
