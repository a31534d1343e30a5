"""How is a bundel kept: one paper over several packets of a kecamatan or the regency?"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.akses.aksi import Aksi
from app.domain.akses.keputusan import TandaPejabat
from app.domain.akses.models import Pengguna
from app.domain.akses.peran import Peran
from app.domain.bundel.status import RAGAM, JenisBundel, Ragam, StatusBundel, StatusLaporan
from app.domain.dokumen import tanda_pejabat
from app.domain.usulan.models import Paket
from app.infra import clock
from app.infra.db import Dasar, KodeWilayah


class Bundel(Dasar):
    """`wilayah_kode` is a kecamatan for telaah, the regency else. `paket` freezes each packet's `versi` at issue."""

    __tablename__ = "bundel"
    __table_args__ = (sa.Index(None, "wilayah_kode", "jenis", "id"), sa.Index(None, "jenis", "status"))
    STATUS = StatusBundel

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[JenisBundel]
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah(), sa.ForeignKey("wilayah.kode"))
    periode: Mapped[str] = mapped_column(sa.String(7))
    status: Mapped[StatusBundel]
    versi_baris: Mapped[int] = mapped_column(default=0)
    dokumen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dokumen.id"))
    disusun_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    diputus: Mapped[dt.datetime | None]

    penyusun: Mapped[Pengguna] = relationship()
    paket: Mapped[list["BundelPaket"]] = relationship(back_populates="bundel", order_by="BundelPaket.paket_id")

    @property
    def rantai(self) -> str:
        """Its own audit chain."""
        return f"bundel:{self.id}"

    @property
    def sebutan_audit(self) -> str:
        """How audit rows name it."""
        return f"bundel:{self.id}"

    @property
    def ragam(self) -> Ragam:
        """What is particular to its kind."""
        return RAGAM[self.jenis]

    def tanda_pejabat(self, gerbang: str, peran: Peran) -> TandaPejabat | None:
        """The official's signature on the bundel's own paper."""
        return tanda_pejabat.pada_dokumen(self.dokumen_id, self.ragam.gerbang, peran) if self.dokumen_id else None

    def diizinkan_satu_tangan(self, aksi: Aksi, siapa: int) -> bool:
        """Whether every packet on it carries the permit for this person."""
        return bool(self.paket) and all(b.isi_paket.diizinkan_satu_tangan(aksi, siapa) for b in self.paket)

    @property
    def diketik_kecamatan(self) -> bool:
        """Asked of each of its packets by a guard, which names the one that is not."""
        return True

    def baris_terkunci(self) -> list[Any]:
        """Rows that a step locks first; the packets are locked by the operation, in order of id."""
        return [self]

    def orang_terlarang(self, aksi: Aksi) -> set[int]:
        """The decider never composed it, nor typed one of its packets."""
        return {self.disusun_oleh} | {
            o.pengguna_id for b in self.paket if b.isi_paket.diketik for o in b.isi_paket.pengetik
        }


class BundelPaket(Dasar):
    """One packet on the list, with the submission that was read."""

    __tablename__ = "bundel_paket"
    __table_args__ = (sa.Index(None, "paket_id"),)

    bundel_id: Mapped[int] = mapped_column(sa.ForeignKey("bundel.id"), primary_key=True, autoincrement=False)
    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"), primary_key=True, autoincrement=False)
    versi: Mapped[int]

    bundel: Mapped[Bundel] = relationship(back_populates="paket")
    isi_paket: Mapped[Paket] = relationship()


class LaporanGubernur(Dasar):
    """The report of one period to the governor: a letter and its annex over every packet signed off by then.

    It moves no packet. A later one of the same period replaces it; a recalled one leaves its papers as `batal`.
    """

    __tablename__ = "laporan_gubernur"
    __table_args__ = (
        sa.Index(None, "wilayah_kode", "id"),
        sa.Index(
            "uq_laporan_gubernur_terbit",
            "wilayah_kode",
            "periode",
            unique=True,
            sqlite_where=sa.text("status = 'terbit'"),
            postgresql_where=sa.text("status = 'terbit'"),
        ),
    )
    STATUS = StatusLaporan

    id: Mapped[int] = mapped_column(primary_key=True)
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah(), sa.ForeignKey("wilayah.kode"))
    periode: Mapped[str] = mapped_column(sa.String(7))
    status: Mapped[StatusLaporan]
    versi_baris: Mapped[int] = mapped_column(default=0)
    pengantar_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dokumen.id"))
    dokumen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dokumen.id"))
    disusun_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)

    penyusun: Mapped[Pengguna] = relationship()
    paket: Mapped[list["LaporanPaket"]] = relationship(order_by="LaporanPaket.paket_id")

    @property
    def rantai(self) -> str:
        """Its own audit chain."""
        return f"laporan:{self.id}"

    @property
    def sebutan_audit(self) -> str:
        """How audit rows name it."""
        return f"laporan:{self.id}"

    @property
    def kertas(self) -> list[int]:
        """Its papers: the letter, then the report."""
        return [i for i in (self.pengantar_id, self.dokumen_id) if i is not None]

    def baris_terkunci(self) -> list[Any]:
        """Rows that a step locks first."""
        return [self]


class LaporanPaket(Dasar):
    """One packet that a report counted: what comes later is told from it."""

    __tablename__ = "laporan_paket"
    __table_args__ = (sa.Index(None, "paket_id"),)

    laporan_id: Mapped[int] = mapped_column(sa.ForeignKey("laporan_gubernur.id"), primary_key=True, autoincrement=False)
    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"), primary_key=True, autoincrement=False)
