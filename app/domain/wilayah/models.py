"""What is a region? A code that is its own path, a name, a level."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from app.infra import clock
from app.infra.db import Dasar, KodeWilayah

# Regencies carry their prefix in the name.
_AWALAN = {"desa": "Desa ", "kelurahan": "Kelurahan ", "kecamatan": "Kecamatan ", "provinsi": "Provinsi "}


def sebutan(jenis: str, nama: str) -> str:
    """“Desa Slawi Kulon”, “Kelurahan Kagok”, “Kecamatan Slawi”: how a region is spoken of."""
    return _AWALAN.get(jenis, "") + nama


class Wilayah(Dasar):
    """One of 91,599 regions. `kode` is Kemendagri's, with dots; `jenis` ∈ provinsi kabupaten kota kecamatan desa
    kelurahan (desa adat counts as desa). `kode_bps` comes by table, never by string surgery."""

    __tablename__ = "wilayah"

    kode: Mapped[str] = mapped_column(KodeWilayah(), primary_key=True)
    nama: Mapped[str] = mapped_column(sa.String(100))
    jenis: Mapped[str] = mapped_column(sa.String(12))
    induk: Mapped[str | None] = mapped_column(KodeWilayah(), index=True)
    kode_bps: Mapped[str | None] = mapped_column(sa.String(13))
    zona: Mapped[str] = mapped_column(sa.String(20))

    @hybrid_property
    def sebutan(self) -> str:
        """Its name as it is spoken of, of one region and as a column of lists."""
        return sebutan(self.jenis, self.nama)

    @sebutan.inplace.expression
    @classmethod
    def _sebutan(cls) -> sa.ColumnElement[str]:
        return sa.case(_AWALAN, value=cls.jenis, else_="") + cls.nama


class SumberWilayah(Dasar):
    """Which release of the region data stands in the table: one row per source, so that a repeated import is quick."""

    __tablename__ = "sumber_wilayah"

    nama: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    versi: Mapped[str] = mapped_column(sa.String(20))
    jumlah: Mapped[int]
    diimpor: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
