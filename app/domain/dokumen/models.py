"""How is a paper kept? Number, frozen content, bytes by hash, signatures, scans."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.akses.aksi import Aksi
from app.domain.dokumen.bagian import URUTAN_GERBANG
from app.domain.dokumen.status import TIDAK_BERLAKU, JenisDokumen, StatusDokumen
from app.infra import clock
from app.infra.db import Dasar, JsonRahasia, KodeWilayah


class Dokumen(Dasar):
    """One issued paper. `konteks` is all it prints, frozen at issue; the worker writes `sha256` once."""

    __tablename__ = "dokumen"
    __table_args__ = (
        sa.UniqueConstraint("kode"),
        sa.Index(None, "unit_kode", "jenis", "id"),
        # papers of units that belong to no packet: few of many
        sa.Index(
            "ix_dokumen_unit",
            "unit_kode",
            "id",
            sqlite_where=sa.text("jenis IN ('lembar_uji', 'formulir_usulan')"),
            postgresql_where=sa.text("jenis IN ('lembar_uji', 'formulir_usulan')"),
        ),
        sa.Index(
            "uq_dokumen_nomor",
            "unit_kode",
            "jenis",
            "tahun",
            "nomor_urut",
            unique=True,
            sqlite_where=sa.text("nomor_urut IS NOT NULL"),
            postgresql_where=sa.text("nomor_urut IS NOT NULL"),
        ),
    )
    STATUS = StatusDokumen

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(sa.String(16))
    jenis: Mapped[JenisDokumen]
    judul: Mapped[str] = mapped_column(sa.String(200))
    nomor: Mapped[str] = mapped_column(sa.String(80), default="")
    nomor_urut: Mapped[int | None]
    tahun: Mapped[int]
    unit_kode: Mapped[str] = mapped_column(KodeWilayah())
    unit_nama: Mapped[str] = mapped_column(sa.String(160))
    untuk_kode: Mapped[str] = mapped_column(KodeWilayah(), default="")  # whom it is addressed to, who may read it too
    periode: Mapped[str] = mapped_column(sa.String(7), default="")
    tanggal: Mapped[dt.date]
    status: Mapped[StatusDokumen]
    versi_baris: Mapped[int] = mapped_column(default=0)
    rantai: Mapped[str] = mapped_column(sa.String(40))
    konteks: Mapped[Any] = mapped_column(JsonRahasia(), deferred=True)
    sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)  # anybody may ask for it
    ukuran: Mapped[int | None]
    halaman: Mapped[int | None]
    salinan_sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)  # of the reading copy
    salinan_ukuran: Mapped[int | None]
    galat: Mapped[str | None] = mapped_column(sa.String(300))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    dibuat_oleh: Mapped[int | None] = mapped_column(sa.ForeignKey("pengguna.id"))
    pengganti_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dokumen.id"))
    # Heads of the packets' chains at issue, [chain, row, hash] each; None for kinds that do not print them.
    jejak: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True), deferred=True)

    tanda_tangan: Mapped[list["TandaTangan"]] = relationship(order_by="TandaTangan.urut", back_populates="dokumen")
    pindaian: Mapped[list["Pindaian"]] = relationship(order_by="Pindaian.id", back_populates="dokumen")

    @property
    def wilayah_kode(self) -> str:
        """The issuing unit's region."""
        return self.unit_kode

    @property
    def sebutan_audit(self) -> str:
        """How audit rows name it."""
        return f"dokumen:{self.id}"

    def baris_terkunci(self) -> list[Any]:
        """Rows that a step locks first."""
        return [self]

    def orang_terlarang(self, aksi: Aksi) -> set[int]:
        """Who issued it, or brought in the scan of its first gate, does not judge that scan."""
        pertama = self.gerbang_pertama
        dipakai = {t.pindaian_id for t in self.tanda_tangan if t.gerbang == pertama and t.pindaian_id}
        pengunggah = {p.diunggah_oleh for p in self.pindaian if p.id in dipakai}
        return pengunggah | ({self.dibuat_oleh} if self.dibuat_oleh else set())

    @property
    def berlaku(self) -> bool:
        """Whether the paper still counts."""
        return self.status not in TIDAK_BERLAKU

    @property
    def gerbang_pertama(self) -> str:
        """The first gate that asks for a signature; "" for a paper that nobody must sign."""
        asal = {t.gerbang for t in self.tanda_tangan if t.wajib}
        return next((g for g in URUTAN_GERBANG if g in asal), "")

    @property
    def lengkap_gerbang_pertama(self) -> bool:
        """Whether every required signer due at the first gate has signed (and somebody had to)."""
        pertama = self.gerbang_pertama
        return bool(pertama) and not self.belum_tanda_tangan(pertama)

    def belum_tanda_tangan(self, gerbang: str) -> list["TandaTangan"]:
        """The required signers of a gate who have not signed."""
        return [t for t in self.tanda_tangan if t.wajib and t.gerbang == gerbang and t.cara is None]


class DokumenPaket(Dasar):
    """Which packets a paper speaks of: one for a village's paper, many for a bundel's.

    A packet split off another only cites its papers (`dikutip`): it cannot supersede them.
    """

    __tablename__ = "dokumen_paket"
    __table_args__ = (sa.Index(None, "paket_id"),)

    dokumen_id: Mapped[int] = mapped_column(sa.ForeignKey("dokumen.id"), primary_key=True, autoincrement=False)
    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"), primary_key=True, autoincrement=False)
    dikutip: Mapped[bool] = mapped_column(default=False)


class TandaTangan(Dasar):
    """One signer of a paper, frozen at issue. `gerbang` is the gate that asks for it (`desa`, `telaah`,
    `verval`, `pengesahan`), `unit_kode` the unit whose operator may upload the signed scan for it."""

    __tablename__ = "tanda_tangan"
    __table_args__ = (sa.UniqueConstraint("dokumen_id", "urut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dokumen_id: Mapped[int] = mapped_column(sa.ForeignKey("dokumen.id"))
    urut: Mapped[int]
    jabatan: Mapped[str] = mapped_column(sa.String(160))
    jabatan_kode: Mapped[str] = mapped_column(sa.String(40), default="")
    nama: Mapped[str] = mapped_column(sa.String(120))
    nip: Mapped[str] = mapped_column(sa.String(30), default="")
    wajib: Mapped[bool] = mapped_column(default=True)
    gerbang: Mapped[str] = mapped_column(sa.String(12))
    unit_kode: Mapped[str] = mapped_column(KodeWilayah())
    cara: Mapped[str | None] = mapped_column(sa.String(12))
    waktu: Mapped[dt.datetime | None]
    pindaian_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pindaian.id"))

    dokumen: Mapped[Dokumen] = relationship(back_populates="tanda_tangan")


class Pindaian(Dasar):
    """A signed paper as it came back: its own file with its own hash. Refused scans stay, with the reason.

    `cara` ∈ basah (a scan) | elektronik (the issued bytes and signatures after them); `tingkat` says which kind of
    electronic signature it is (B-B, B-T, B-LTA, BSrE).
    """

    __tablename__ = "pindaian"
    __table_args__ = (sa.Index(None, "dokumen_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dokumen_id: Mapped[int] = mapped_column(sa.ForeignKey("dokumen.id"))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    ukuran: Mapped[int]
    halaman: Mapped[int] = mapped_column(default=1)
    nama_asal: Mapped[str] = mapped_column(sa.String(200), default="")
    cara: Mapped[str] = mapped_column(sa.String(12), default="basah")
    tingkat: Mapped[str] = mapped_column(sa.String(8), default="")
    segel: Mapped[bool] = mapped_column(default=False)  # of the unit, not of a signer
    diunggah_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    diunggah: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    ditolak: Mapped[dt.datetime | None]
    ditolak_alasan: Mapped[str] = mapped_column(sa.String(500), default="")

    dokumen: Mapped[Dokumen] = relationship(back_populates="pindaian")


class Sertifikat(Dasar):
    """A certificate of the regency's own authority: `ca` itself, of a `pejabat`, or a unit's `segel`.

    `kunci` is sealed under the installation's key, and an official's under a passphrase besides that nobody keeps;
    `daftar_cabut` is the authority's list of revoked certificates as last signed.
    """

    __tablename__ = "sertifikat"
    __table_args__ = (sa.Index(None, "pengguna_id"), sa.Index(None, "jenis", "unit_kode"))

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(sa.String(8))
    unit_kode: Mapped[str] = mapped_column(KodeWilayah())
    pengguna_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pengguna.id"))
    nama: Mapped[str] = mapped_column(sa.String(160))
    seri: Mapped[str] = mapped_column(sa.String(40), unique=True)
    pem: Mapped[str] = mapped_column(sa.Text)
    kunci: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    mulai: Mapped[dt.datetime]
    selesai: Mapped[dt.datetime]
    dicabut: Mapped[dt.datetime | None]
    daftar_cabut: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)


class PercobaanTandaTangan(Dasar):
    """A signature asked of a provider elsewhere, before its answer: what is left after a silence is told, and not
    asked again without a word. `keadaan` ∈ berjalan | tidak_pasti; the row goes when the outcome is known."""

    __tablename__ = "percobaan_tanda_tangan"

    tanda_tangan_id: Mapped[int] = mapped_column(
        sa.ForeignKey("tanda_tangan.id"), primary_key=True, autoincrement=False
    )
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    keadaan: Mapped[str] = mapped_column(sa.String(12))
    mulai: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)


class Penomoran(Dasar):
    """The last number given per unit, kind and year; the row is locked while a step takes the next."""

    __tablename__ = "penomoran"

    unit_kode: Mapped[str] = mapped_column(KodeWilayah(), primary_key=True)
    jenis: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    tahun: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    terakhir: Mapped[int] = mapped_column(default=0)


class NomorAgenda(Dasar):
    """The number that a unit's own book gives to its next paper of a kind: typed before the paper, used up by it."""

    __tablename__ = "nomor_agenda"

    unit_kode: Mapped[str] = mapped_column(KodeWilayah(), primary_key=True)
    jenis: Mapped[JenisDokumen] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(sa.String(80))
    diisi_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    diisi: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)


class Tumpukan(Dasar):
    """A scanned stack on its way to its papers: a draft of one person, erased after some days.

    `dokumen_ids` are the papers that it may hold; `terbaca` holds per page what was read; `tangan` maps page of the
    stack → [paper, page, degrees] set by hand.
    """

    __tablename__ = "tumpukan"

    id: Mapped[int] = mapped_column(primary_key=True)
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah())
    dokumen_ids: Mapped[list[Any]]
    kembali: Mapped[str] = mapped_column(sa.String(200), default="")
    nama_asal: Mapped[str] = mapped_column(sa.String(200), default="")
    sha256: Mapped[str] = mapped_column(sa.String(64))
    halaman: Mapped[int]
    terbaca: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    tangan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    pekerjaan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pekerjaan.id"))
    galat: Mapped[str] = mapped_column(sa.String(300), default="")
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    dipakai: Mapped[dt.datetime | None]


class Gabungan(Dasar):
    """Several papers of a packet as one PDF under a size, for another system's upload: `sha256` once it is made."""

    __tablename__ = "gabungan"
    __table_args__ = (sa.Index(None, "paket_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paket_id: Mapped[int] = mapped_column(sa.ForeignKey("paket.id"))
    unit_kode: Mapped[str] = mapped_column(KodeWilayah())
    nama: Mapped[str] = mapped_column(sa.String(120))
    batas_byte: Mapped[int]
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    pekerjaan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pekerjaan.id"))
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    ukuran: Mapped[int | None]
    halaman: Mapped[int | None]
    galat: Mapped[str] = mapped_column(sa.String(300), default="")


class Himpunan(Dasar):
    """All papers in sight of one packet, or of a region's month, for one person: an archive and one merged PDF.

    `daftar` is the frozen list of what goes in (names and hashes), written by the job's first step: whoever takes the
    job up after a crash makes the same bytes. `sidik` and `pdf_sidik` are hashes of wholes that are stored in pieces.
    """

    __tablename__ = "himpunan"
    __table_args__ = (sa.Index(None, "penugasan_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paket.id"))  # None: all of the region's month
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah())
    periode: Mapped[str] = mapped_column(sa.String(7))
    nama: Mapped[str] = mapped_column(sa.String(120))  # of the file, without its ending
    judul: Mapped[str] = mapped_column(sa.String(200))
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    penugasan_id: Mapped[int] = mapped_column(sa.ForeignKey("penugasan.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    pekerjaan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pekerjaan.id"))
    daftar: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), deferred=True)
    sidik: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    ukuran: Mapped[int | None]
    pdf_sidik: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    pdf_ukuran: Mapped[int | None]
    halaman: Mapped[int | None]
    galat: Mapped[str] = mapped_column(sa.String(300), default="")


class PotonganHimpunan(Dasar):
    """One stored piece: of the archive (`zip`), of the merged PDF (`pdf`), or of one packet's merged part (its id)."""

    __tablename__ = "potongan_himpunan"

    himpunan_id: Mapped[int] = mapped_column(sa.ForeignKey("himpunan.id"), primary_key=True, autoincrement=False)
    apa: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    urut: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    ukuran: Mapped[int]
