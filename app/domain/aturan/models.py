"""How is a rule stored? One dated row per key, code and territory."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.infra import clock
from app.infra.db import Dasar, KodeWilayah


class Aturan(Dasar):
    """`kunci` names the table (`jenis_usulan`, `penanda_tangan`, `kop` …), `kode` the row in it ("" for a scalar).

    Valid in `wilayah_kode` ("" = everywhere) from `mulai` to `selesai`; the nearest territory wins.
    """

    __tablename__ = "aturan"
    __table_args__ = (sa.UniqueConstraint("kunci", "kode", "wilayah_kode", "mulai"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kunci: Mapped[str] = mapped_column(sa.String(40))
    kode: Mapped[str] = mapped_column(sa.String(60), default="")
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah(), default="")
    mulai: Mapped[dt.date]
    selesai: Mapped[dt.date | None]
    urut: Mapped[int] = mapped_column(default=0)
    isi: Mapped[dict[str, Any]]


class AturanVersi(Dasar):
    """One row; its number rises with every change, so each process knows when its copy is old."""

    __tablename__ = "aturan_versi"

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[int] = mapped_column(default=1)


class Lambang(Dasar):
    """A picture of an emblem that was uploaded for letterheads; never erased, for issued papers name it by its hash."""

    __tablename__ = "lambang"
    __table_args__ = (sa.UniqueConstraint("wilayah_kode", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah())
    sha256: Mapped[str] = mapped_column(sa.String(64))
    ukuran: Mapped[int]
    diunggah_oleh: Mapped[int]
    diunggah: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
