"""How are packets and proposals kept, and what can be asked of one row?"""

import datetime as dt
import hashlib
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import app.domain.rapat.models  # noqa: F401  (rows name their meeting: a worker that flags one must know the table)
from app.domain.akses.aksi import Aksi
from app.domain.akses.keputusan import TandaPejabat
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran, Tingkat
from app.domain.dokumen import tanda_pejabat
from app.domain.dokumen.status import JenisDokumen
from app.domain.registri.models import Keluarga, Warga
from app.domain.usulan.status import (
    HIDUP,
    PEMEGANG,
    PEMEGANG_DAFTAR,
    Dasar,
    Sifat,
    StatusPaket,
    StatusSiks,
    StatusUsulan,
)
from app.infra import clock
from app.infra.db import Dasar as DasarTabel
from app.infra.db import JsonRahasia, KodeWilayah

# What a permit for one person in two posts opens.
DIIZINKAN = frozenset({Aksi.PAKET_AJUKAN, Aksi.PAKET_AJUKAN_ULANG, Aksi.BUNDEL_PUTUSKAN_TELAAH})
_TERBUKA_DESA = "status IN ('draf', 'siap_musyawarah', 'siap_diajukan') AND dasar <> 'daftar_kabupaten'"


class Paket(DasarTabel):
    """One village, one period. `versi` counts submissions, `versi_baris` every step (stale pages are refused by it).
    `sejak` is when it came to its present holder; `bundel_id` the issued bundel it is locked in."""

    __tablename__ = "paket"
    __table_args__ = (
        sa.UniqueConstraint("nomor"),
        sa.Index(
            "uq_paket_terbuka",
            "wilayah_kode",
            "periode",
            "sifat",
            unique=True,
            sqlite_where=sa.text(_TERBUKA_DESA),
            postgresql_where=sa.text(_TERBUKA_DESA),
        ),
        sa.Index(None, "status", "wilayah_kode", "sejak"),
        sa.Index(None, "wilayah_kode", "id"),
    )
    STATUS = StatusPaket

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(sa.String(60))
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah(), sa.ForeignKey("wilayah.kode"))
    periode: Mapped[str] = mapped_column(sa.String(7))
    urut: Mapped[int]
    status: Mapped[StatusPaket]
    dasar: Mapped[Dasar] = mapped_column(default=Dasar.MUSYAWARAH)
    sifat: Mapped[Sifat] = mapped_column(default=Sifat.BIASA)
    versi: Mapped[int] = mapped_column(default=0)
    versi_baris: Mapped[int] = mapped_column(default=0)
    profil: Mapped[str] = mapped_column(sa.String(20), default="")
    rapat_id: Mapped[int | None] = mapped_column(sa.ForeignKey("rapat.id"))
    bundel_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bundel.id"), index=True)
    induk_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paket.id"), index=True)
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    dibuat_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    disusun_oleh: Mapped[int | None] = mapped_column(sa.ForeignKey("pengguna.id"))
    sejak: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    diajukan_pada: Mapped[dt.datetime | None]
    dikembalikan_dari: Mapped[str] = mapped_column(sa.String(40), default="")
    jalur: Mapped[str] = mapped_column(sa.String(12), default="desa")
    daftar_id: Mapped[int | None] = mapped_column(sa.ForeignKey("daftar_masuk.id"), index=True)
    sumber_nomor: Mapped[str] = mapped_column(sa.String(120), default="")  # the document a regency's list rests on
    sumber_tanggal: Mapped[dt.date | None]
    sumber_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    tenggat: Mapped[dt.date | None]  # until when the village answers about a regency's list
    terlambat: Mapped[bool] = mapped_column(default=False)
    terlambat_alasan: Mapped[str] = mapped_column(sa.String(500), default="")
    segera_alasan: Mapped[str] = mapped_column(sa.String(40), default="")  # why a packet is `segera`, by aturan
    segera_uraian: Mapped[str] = mapped_column(sa.String(500), default="")
    diketik: Mapped[str] = mapped_column(sa.String(24), default="")  # role of who typed it for the village

    dilampaui: Mapped[bool] = mapped_column(default=False)  # went past the kecamatan's review

    induk: Mapped["Paket | None"] = relationship(remote_side="Paket.id")
    usulan: Mapped[list["Usulan"]] = relationship(back_populates="paket", order_by="Usulan.id")
    tanda: Mapped[list["Tanda"]] = relationship(order_by="Tanda.id", viewonly=True)
    perubahan: Mapped[list["Perubahan"]] = relationship(order_by="Perubahan.id", viewonly=True)
    pengetik: Mapped[list["Pengetik"]] = relationship(order_by="Pengetik.dibuat")
    izin: Mapped[list["IzinSatuTangan"]] = relationship(order_by="IzinSatuTangan.id")

    @property
    def pemegang(self) -> Tingkat:
        """The level that holds the packet now; what is being made is held by whom it comes from."""
        if self.dasar is Dasar.DAFTAR_KABUPATEN and (self.status or StatusPaket.DRAF) in PEMEGANG_DAFTAR:
            return PEMEGANG_DAFTAR[StatusPaket.DRAF]
        if self.status:
            return PEMEGANG[self.status]
        return self.induk.pemegang if self.induk else Tingkat.DESA

    @property
    def rantai(self) -> str:
        """The audit chain of the packet, its proposals and its papers."""
        return f"paket:{self.id}"

    @property
    def rantai_asal(self) -> str:
        """The chain that a split packet's own one starts from."""
        return self.induk.rantai if self.induk else ""

    @property
    def sebutan_audit(self) -> str:
        """How audit rows name it."""
        return f"paket:{self.id}"

    def tanda_pejabat(self, gerbang: str, peran: Peran) -> TandaPejabat | None:
        """The official's signature on the paper of a step: of a resubmission without changes on the covering letter."""
        jenis = JenisDokumen(gerbang)
        sejak = self.sejak if jenis is JenisDokumen.LEMBAR_PERUBAHAN else None
        ada = tanda_pejabat.pada_paket(self.id, jenis, "desa", peran, sejak)
        if ada is None and jenis is JenisDokumen.LEMBAR_PERUBAHAN:
            return tanda_pejabat.pada_paket(self.id, JenisDokumen.SURAT_PENGANTAR, "desa", peran)
        return ada

    @property
    def diketik_kecamatan(self) -> bool:
        """Whether somebody of the kecamatan typed it, who then may not review it."""
        return self.diketik == Peran.OPERATOR_KECAMATAN

    def catat_pengetik(self, oleh: Pelaku) -> None:
        """Remember who typed for the village: flagged on the page, and not a reviewer of this packet."""
        if all(p.pengguna_id != oleh.pengguna_id for p in self.pengetik):
            self.pengetik.append(Pengetik(pengguna_id=oleh.pengguna_id, peran=Peran(oleh.mengetik)))
        self.diketik = oleh.mengetik

    def diizinkan_satu_tangan(self, aksi: Aksi, siapa: int) -> bool:
        """Whether the unit above let this person decide what the same person composed: only the decision itself, never
        the review before it, and only of this submission."""
        return aksi in DIIZINKAN and self.berizin(siapa)

    def berizin(self, siapa: int) -> bool:
        """Whether this person has the permit for this submission, given for the list as it is."""
        return any(
            i.pengguna_id == siapa and i.versi == self.versi and i.dicabut is None and i.daftar == self.sidik_daftar()
            for i in self.izin
        )

    def sidik_daftar(self) -> str:
        """What a permit was given for: the live names, and the changes asked for since (no personal value in it)."""
        nama = sorted(u.id for u in self.usulan if u.status in HIDUP)
        ubah = sorted(p.id for p in self.perubahan if p.hasil != "ditolak")
        return hashlib.sha256(f"{nama}{ubah}".encode()).hexdigest()

    def baris_terkunci(self) -> list[Any]:
        """Rows that a step locks first."""
        return [self]

    def orang_terlarang(self, aksi: Aksi) -> set[int]:
        """Persons who composed what this verb decides (four eyes)."""
        return self.orang_terlarang_langkah

    @property
    def orang_terlarang_langkah(self) -> set[int]:
        """Who composed it: its last composer, and everybody who typed it for the village."""
        penyusun = {self.disusun_oleh} if self.disusun_oleh else set()
        return penyusun | {p.pengguna_id for p in self.pengetik} if self.diketik else penyusun


class Usulan(DasarTabel):
    """One proposal about one person or family. What was decided about it is here; where it stands is on the packet.
    `isi` = {"lama": {...}, "baru": {...}} by the schema of its kind; `lama` is frozen when the packet leaves draf.
    `nama`, `rt`, `rw` are a snapshot for lists and papers. `pengganti_id` on a removal names the addition in its
    place, in the same packet. `hidup` mirrors the status for the partial unique index."""

    __tablename__ = "usulan"
    __table_args__ = (
        sa.UniqueConstraint("kode_lacak"),
        sa.Index(
            "uq_usulan_hidup",
            "warga_id",
            "jenis",
            unique=True,
            sqlite_where=sa.text("hidup"),
            postgresql_where=sa.text("hidup"),
        ),
        sa.Index(None, "paket_id", "id"),
        sa.Index(None, "wilayah_kode", "id"),
        sa.Index(None, "keluarga_id"),
        sa.Index(None, "wilayah_kode", "status", "id"),
        sa.Index(None, "warga_id", "jenis"),  # whether a name was proposed anew
        # the village's waiting list, and what SIKS-NG and the agreement say differently: few rows of many
        *(
            sa.Index(nama, "wilayah_kode", "id", sqlite_where=sa.text(syarat), postgresql_where=sa.text(syarat))
            for nama, syarat in (
                ("ix_usulan_menunggu", "status IN ('ditunda', 'tidak_disepakati')"),
                ("ix_usulan_siks_selisih", "NOT hidup AND status_siks <> 'belum'"),
                ("ix_usulan_siks_belum", "hidup AND status_siks = 'belum' AND status IN ('disepakati', 'layak')"),
            )
        ),
    )
    STATUS = StatusUsulan

    id: Mapped[int] = mapped_column(primary_key=True)
    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"))
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah())
    jenis: Mapped[str] = mapped_column(sa.String(40))
    warga_id: Mapped[int] = mapped_column(sa.ForeignKey("warga.id"))
    keluarga_id: Mapped[int] = mapped_column(sa.ForeignKey("keluarga.id"))
    nama: Mapped[str] = mapped_column(sa.String(120))
    rt: Mapped[str] = mapped_column(sa.String(3), default="")
    rw: Mapped[str] = mapped_column(sa.String(3), default="")
    status: Mapped[StatusUsulan]
    hidup: Mapped[bool] = mapped_column(default=True)
    versi_baris: Mapped[int] = mapped_column(default=0)
    isi: Mapped[Any] = mapped_column(JsonRahasia(), deferred=True)
    alasan_kode: Mapped[str] = mapped_column(sa.String(40), default="")
    putusan_alasan: Mapped[str] = mapped_column(sa.String(500), default="")
    nilai_kode: Mapped[str] = mapped_column(sa.String(40), default="")
    nilai_alasan: Mapped[str] = mapped_column(sa.String(500), default="")
    dinilai_oleh: Mapped[int | None] = mapped_column(sa.ForeignKey("pengguna.id"))
    asal: Mapped[str] = mapped_column(sa.String(8), default="desa")  # desa | forum
    jalur: Mapped[str] = mapped_column(sa.String(12), default="desa")
    jalur_rujukan: Mapped[str] = mapped_column(sa.String(120), default="")
    padanan: Mapped[str] = mapped_column(sa.String(20), default="belum")
    status_siks: Mapped[StatusSiks] = mapped_column(default=StatusSiks.BELUM)
    siks_id: Mapped[str] = mapped_column(sa.String(40), default="")
    siks_tanggal: Mapped[dt.date | None]
    siks_alasan: Mapped[str] = mapped_column(sa.String(300), default="")
    desil_lama: Mapped[int | None]  # of kinds whose answer is a rank: before, and as the centre now says
    desil_baru: Mapped[int | None]
    diinformasikan: Mapped[dt.datetime | None]
    kode_lacak: Mapped[str] = mapped_column(sa.String(12))
    lanjutan_dari: Mapped[int | None] = mapped_column(sa.ForeignKey("usulan.id"), index=True)
    pengganti_id: Mapped[int | None] = mapped_column(sa.ForeignKey("usulan.id"), unique=True)
    rapat_id: Mapped[int | None] = mapped_column(sa.ForeignKey("rapat.id"), index=True)  # the meeting that agreed it
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    diubah: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)

    paket: Mapped[Paket] = relationship(back_populates="usulan")
    pengganti: Mapped["Usulan | None"] = relationship(
        foreign_keys="Usulan.pengganti_id", remote_side="Usulan.id", viewonly=True
    )
    menggantikan: Mapped["Usulan | None"] = relationship(
        foreign_keys="Usulan.pengganti_id", remote_side="Usulan.pengganti_id", viewonly=True, uselist=False
    )
    warga: Mapped[Warga] = relationship()
    keluarga: Mapped[Keluarga] = relationship()

    @property
    def pemegang(self) -> Tingkat:
        """The level that holds its packet."""
        return self.paket.pemegang

    @property
    def bundel_id(self) -> int | None:
        """The issued bundel that locks its packet."""
        return self.paket.bundel_id

    @property
    def rantai(self) -> str:
        """The chain of its packet."""
        return f"paket:{self.paket_id}"

    @property
    def sebutan_audit(self) -> str:
        """How audit rows name it."""
        return f"usulan:{self.id}"

    def baris_terkunci(self) -> list[Any]:
        """The packet first, then the row itself."""
        return [self.paket, self]

    def orang_terlarang(self, aksi: Aksi) -> set[int]:
        """Who drafted a regency's list, or typed for the village, may not verify it."""
        pengetik = {p.pengguna_id for p in self.paket.pengetik} if self.paket.diketik else set()
        return {self.paket.dibuat_oleh} | pengetik

    @property
    def diketik_kecamatan(self) -> bool:
        """As of its packet."""
        return self.paket.diketik_kecamatan

    def catat_pengetik(self, oleh: Pelaku) -> None:
        """As of its packet."""
        self.paket.catat_pengetik(oleh)


class Pengetik(DasarTabel):
    """Somebody of the kecamatan or of Dinas Sosial who typed this packet for a village without a network."""

    __tablename__ = "pengetik"

    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"), primary_key=True, autoincrement=False)
    pengguna_id: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"), primary_key=True, autoincrement=False)
    peran: Mapped[Peran]
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)


class FormulirPaket(DasarTabel):
    """The signed form from which a packet is typed for its village, as it was scanned."""

    __tablename__ = "formulir_paket"
    __table_args__ = (sa.Index(None, "paket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    ukuran: Mapped[int]
    halaman: Mapped[int] = mapped_column(default=1)
    nama_asal: Mapped[str] = mapped_column(sa.String(200), default="")
    diunggah_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    diunggah: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)


class IzinSatuTangan(DasarTabel):
    """The unit above lets one person who holds two posts decide what the same person composed: one submission only, of
    the list as it was (`daftar`, see `Paket.sidik_daftar`); a list that is opened again ends it (`dicabut`)."""

    __tablename__ = "izin_satu_tangan"
    __table_args__ = (sa.Index(None, "paket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"))
    versi: Mapped[int]
    pengguna_id: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    nomor_sk: Mapped[str] = mapped_column(sa.String(80))
    tanggal_sk: Mapped[dt.date]
    daftar: Mapped[str] = mapped_column(sa.String(64), default="")
    alasan: Mapped[str] = mapped_column(sa.String(1000))
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    dicabut: Mapped[dt.datetime | None]


class DaftarMasuk(DasarTabel):
    """A list of names that came to the regency: its source, its sheet, and what became of each row. `laporan` holds
    the rows that were not taken, {baris, nilai (masked), pesan}."""

    __tablename__ = "daftar_masuk"
    __table_args__ = (sa.Index(None, "wilayah_kode", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah(), sa.ForeignKey("wilayah.kode"))
    jalur: Mapped[str] = mapped_column(sa.String(12))
    sumber_nomor: Mapped[str] = mapped_column(sa.String(120))
    sumber_tanggal: Mapped[dt.date | None]
    jenis: Mapped[str] = mapped_column(sa.String(40))
    alasan_kode: Mapped[str] = mapped_column(sa.String(40), default="")
    sha256: Mapped[str] = mapped_column(sa.String(64))
    nama_asal: Mapped[str] = mapped_column(sa.String(200), default="")
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    penugasan_id: Mapped[int] = mapped_column(sa.ForeignKey("penugasan.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    pekerjaan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pekerjaan.id"))
    selesai: Mapped[dt.datetime | None]
    masuk: Mapped[int] = mapped_column(default=0)
    ditolak: Mapped[int] = mapped_column(default=0)
    gagal: Mapped[str] = mapped_column(sa.String(300), default="")
    laporan: Mapped[Any] = mapped_column(JsonRahasia(), deferred=True)


class Tanda(DasarTabel):
    """A mark set by a reviewer who returned a packet, on the packet or on one proposal, and the village's answer."""

    __tablename__ = "tanda"
    __table_args__ = (sa.Index(None, "paket_id", "versi"), sa.Index(None, "usulan_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"))
    usulan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("usulan.id"))
    versi: Mapped[int]
    kode: Mapped[str] = mapped_column(sa.String(40))
    teks: Mapped[str] = mapped_column(sa.String(1000), default="")
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    jawaban: Mapped[str | None] = mapped_column(sa.String(16))  # diperbaiki | ditarik | dipertahankan
    jawaban_teks: Mapped[str] = mapped_column(sa.String(1000), default="")
    dijawab: Mapped[dt.datetime | None]


class Perubahan(DasarTabel):
    """One requested change after the list was settled; printed on the lembar perubahan daftar that names it.
    `jenis` ∈ ralat | perbaikan | penarikan | gugur (`alasan_kode` of `alasan_gugur`); `lepas_pasangan`: the other one
    of a replacement pair goes on alone; `hasil` ∈ None | diterima | ditolak."""

    __tablename__ = "perubahan"
    __table_args__ = (sa.Index(None, "paket_id", "id"), sa.Index(None, "usulan_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"))
    usulan_id: Mapped[int] = mapped_column(sa.ForeignKey("usulan.id"))
    tanda_id: Mapped[int | None] = mapped_column(sa.ForeignKey("tanda.id"))
    dokumen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dokumen.id"))
    jenis: Mapped[str] = mapped_column(sa.String(12))
    isi: Mapped[Any] = mapped_column(JsonRahasia())  # {"lama": {...}, "baru": {...}}
    alasan_kode: Mapped[str] = mapped_column(sa.String(40), default="")
    lepas_pasangan: Mapped[bool] = mapped_column(default=False)
    alasan: Mapped[str] = mapped_column(sa.String(1000))
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    hasil: Mapped[str | None] = mapped_column(sa.String(10))
    hasil_alasan: Mapped[str] = mapped_column(sa.String(1000), default="")


class Telaah(DasarTabel):
    """One answered line of the kecamatan's check list, per packet and submission."""

    __tablename__ = "telaah"

    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"), primary_key=True, autoincrement=False)
    versi: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    butir: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    hasil: Mapped[str] = mapped_column(sa.String(8))  # ya | tidak | nihil
    catatan: Mapped[str] = mapped_column(sa.String(500), default="")
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    waktu: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)


class IsiVersi(DasarTabel):
    """The list as it was submitted, one row per packet version: what the reviewer's differences are drawn from."""

    __tablename__ = "isi_versi"

    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"), primary_key=True, autoincrement=False)
    versi: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    isi: Mapped[Any] = mapped_column(JsonRahasia())
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
