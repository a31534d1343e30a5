"""How are matching results, waivers and answers kept?"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.infra import clock
from app.infra.db import Dasar, JsonRahasia


class Padanan(Dasar):
    """The result of matching one proposal's person with Dukcapil. Never overwritten: the newest counts."""

    __tablename__ = "padanan"
    __table_args__ = (sa.Index(None, "usulan_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    usulan_id: Mapped[int] = mapped_column(sa.ForeignKey("usulan.id"))
    hasil: Mapped[str] = mapped_column(sa.String(20))
    beda: Mapped[Any] = mapped_column(JsonRahasia())  # [{bidang, usulan, dukcapil}]
    sumber: Mapped[str] = mapped_column(sa.String(20))  # tangan | lembar
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    waktu: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)


class PembebasanPadanan(Dasar):
    """One waiver of the matching per packet and version, with its reason."""

    __tablename__ = "pembebasan_padanan"

    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"), primary_key=True, autoincrement=False)
    alasan: Mapped[str] = mapped_column(sa.String(500))
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    waktu: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)


class Kunjungan(Dasar):
    """One visit of a field officer for a proposal. Never overwritten: the newest counts."""

    __tablename__ = "kunjungan"
    __table_args__ = (sa.Index(None, "usulan_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    usulan_id: Mapped[int] = mapped_column(sa.ForeignKey("usulan.id"))
    hasil: Mapped[str] = mapped_column(sa.String(20))  # bertemu | tidak_bertemu
    tanggal: Mapped[dt.date]
    isi: Mapped[Any] = mapped_column(JsonRahasia())  # {jawaban: {code of the question: ya | tidak}, catatan}
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    waktu: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
