"""How is a meeting kept: plan, agenda, people, minutes, photos?"""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.infra import clock
from app.infra.db import Dasar, KodeWilayah

_PESERTA = sa.table("peserta", sa.column("rapat_id", sa.Integer), sa.column("diundang", sa.Boolean))


class Rapat(Dasar):
    """A meeting. `jenis` ∈ musdes | muskel now; `penyelenggara` ∈ bpd | pemdes | lurah decides letterhead,
    inviter and leader. Times are local to the region."""

    __tablename__ = "rapat"
    __table_args__ = (sa.Index(None, "wilayah_kode", "tanggal", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(sa.String(12))
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah(), sa.ForeignKey("wilayah.kode"))
    penyelenggara: Mapped[str] = mapped_column(sa.String(8))
    perihal: Mapped[str] = mapped_column(sa.String(200))
    tanggal: Mapped[dt.date | None]
    pukul_mulai: Mapped[dt.time | None]
    pukul_selesai: Mapped[dt.time | None]
    tempat: Mapped[str] = mapped_column(sa.String(160), default="")
    pengundang_nama: Mapped[str] = mapped_column(sa.String(120), default="")
    pengundang_jabatan: Mapped[str] = mapped_column(sa.String(120), default="")
    pimpinan_nama: Mapped[str] = mapped_column(sa.String(120), default="")
    pimpinan_jabatan: Mapped[str] = mapped_column(sa.String(120), default="")
    notulis_nama: Mapped[str] = mapped_column(sa.String(120), default="")
    notulis_jabatan: Mapped[str] = mapped_column(sa.String(120), default="")
    pembahasan: Mapped[str] = mapped_column(sa.Text, default="")
    keberatan: Mapped[str] = mapped_column(sa.Text, default="")
    cara_keputusan: Mapped[str] = mapped_column(sa.String(20), default="mufakat")  # mufakat | suara_terbanyak
    kuorum_alasan: Mapped[str] = mapped_column(sa.String(500), default="")
    # An invitation made elsewhere: its number and date; its scan is a file of the meeting.
    undangan_nomor: Mapped[str] = mapped_column(sa.String(80), default="")
    undangan_tanggal: Mapped[dt.date | None]
    hadir_cara: Mapped[str] = mapped_column(sa.String(8), default="nama")  # nama | jumlah (counts, scan of the list)
    sumber_ba: Mapped[str] = mapped_column(sa.String(8), default="sistem")  # sistem | tangan (signed at the meeting)
    ba_dokumen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dokumen.id"))  # the minutes that it led to
    dicatat: Mapped[dt.datetime | None]  # set when the result was recorded
    versi_baris: Mapped[int] = mapped_column(default=0)
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    dibuat_oleh: Mapped[int | None] = mapped_column(sa.ForeignKey("pengguna.id"))

    # How many are invited: a page that only counts them need not read them.
    jumlah_diundang: Mapped[int] = column_property(
        sa.select(sa.func.count())
        .select_from(_PESERTA)
        .where(_PESERTA.c.rapat_id == id, _PESERTA.c.diundang)  # noqa: A003  (the column above)
        .correlate_except(_PESERTA)
        .scalar_subquery(),
        deferred=True,
    )

    agenda: Mapped[list["AgendaRapat"]] = relationship(order_by="AgendaRapat.urut", back_populates="rapat")
    peserta: Mapped[list["Peserta"]] = relationship(order_by="Peserta.urut, Peserta.id", back_populates="rapat")
    foto: Mapped[list["FotoRapat"]] = relationship(order_by="FotoRapat.id", back_populates="rapat")
    jumlah: Mapped[list["JumlahHadir"]] = relationship(order_by="JumlahHadir.urut", back_populates="rapat")
    daftar_keberatan: Mapped[list["Keberatan"]] = relationship(order_by="Keberatan.urut", back_populates="rapat")
    berkas: Mapped[list["BerkasRapat"]] = relationship(order_by="BerkasRapat.id", back_populates="rapat")

    @property
    def rantai(self) -> str:
        """Its own audit chain."""
        return f"rapat:{self.id}"

    def berkas_terbaru(self, jenis: str) -> "BerkasRapat | None":
        """The scan of a kind that counts."""
        return next((b for b in reversed(self.berkas) if b.jenis == jenis), None)

    @property
    def jenis_wilayah(self) -> str:
        """“kelurahan” or “desa”: the rules of a meeting differ between the two."""
        return "kelurahan" if self.jenis == "muskel" else "desa"


class AgendaRapat(Dasar):
    """One line of the agenda."""

    __tablename__ = "agenda_rapat"
    __table_args__ = (sa.Index(None, "rapat_id", "urut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rapat_id: Mapped[int] = mapped_column(sa.ForeignKey("rapat.id"))
    urut: Mapped[int] = mapped_column(default=0)
    judul: Mapped[str] = mapped_column(sa.String(200))

    rapat: Mapped[Rapat] = relationship(back_populates="agenda")


class Peserta(Dasar):
    """A person invited or present. `unsur` is a code of aturan `unsur_musyawarah`; `jk` ∈ L | P | ''."""

    __tablename__ = "peserta"
    __table_args__ = (sa.Index(None, "rapat_id", "urut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rapat_id: Mapped[int] = mapped_column(sa.ForeignKey("rapat.id"))
    urut: Mapped[int] = mapped_column(default=0)
    nama: Mapped[str] = mapped_column(sa.String(120))
    jabatan: Mapped[str] = mapped_column(sa.String(120), default="")
    unsur: Mapped[str] = mapped_column(sa.String(40))
    jk: Mapped[str] = mapped_column(sa.String(1), default="")
    diundang: Mapped[bool] = mapped_column(default=True)
    hadir: Mapped[bool] = mapped_column(default=False)
    saksi: Mapped[bool] = mapped_column(default=False)  # signs the berita acara as a witness

    rapat: Mapped[Rapat] = relationship(back_populates="peserta")


class FotoRapat(Dasar):
    """A photo of the meeting (kind FOTO_MUSDES) or of the posted announcement (PUBLIKASI)."""

    __tablename__ = "foto_rapat"
    __table_args__ = (sa.Index(None, "rapat_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rapat_id: Mapped[int] = mapped_column(sa.ForeignKey("rapat.id"))
    jenis: Mapped[str] = mapped_column(sa.String(20))  # FOTO_MUSDES | PUBLIKASI
    sha256: Mapped[str] = mapped_column(sa.String(64))
    mime: Mapped[str] = mapped_column(sa.String(60))
    ukuran: Mapped[int]
    lintang: Mapped[float | None]
    bujur: Mapped[float | None]
    waktu_foto: Mapped[dt.datetime | None]
    diunggah: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    diunggah_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))

    rapat: Mapped[Rapat] = relationship(back_populates="foto")


class JumlahHadir(Dasar):
    """How many of one element were invited and came, where the names are only on the signed list."""

    __tablename__ = "jumlah_hadir"

    rapat_id: Mapped[int] = mapped_column(sa.ForeignKey("rapat.id"), primary_key=True, autoincrement=False)
    unsur: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    urut: Mapped[int] = mapped_column(default=0)
    diundang: Mapped[int] = mapped_column(default=0)
    laki: Mapped[int] = mapped_column(default=0)
    perempuan: Mapped[int] = mapped_column(default=0)

    rapat: Mapped[Rapat] = relationship(back_populates="jumlah")

    @property
    def hadir(self) -> int:
        """All of this element who came."""
        return self.laki + self.perempuan


class Keberatan(Dasar):
    """An objection raised in the hall: by whom, about which name ("" for the whole), what, and how it ended."""

    __tablename__ = "keberatan"
    __table_args__ = (sa.Index(None, "rapat_id", "urut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rapat_id: Mapped[int] = mapped_column(sa.ForeignKey("rapat.id"))
    urut: Mapped[int] = mapped_column(default=0)
    siapa: Mapped[str] = mapped_column(sa.String(120))
    tentang: Mapped[str] = mapped_column(sa.String(120), default="")
    isi: Mapped[str] = mapped_column(sa.String(1000))
    hasil: Mapped[str] = mapped_column(sa.String(500), default="")

    rapat: Mapped[Rapat] = relationship(back_populates="daftar_keberatan")


class BerkasRapat(Dasar):
    """A scan that belongs to the meeting: an invitation made elsewhere, the signed attendance list, the minutes that
    were filled in and signed by hand. `jenis` ∈ UNDANGAN | DAFTAR_HADIR | BA_ASLI; the newest of a kind counts."""

    __tablename__ = "berkas_rapat"
    __table_args__ = (sa.Index(None, "rapat_id", "jenis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rapat_id: Mapped[int] = mapped_column(sa.ForeignKey("rapat.id"))
    jenis: Mapped[str] = mapped_column(sa.String(16))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    mime: Mapped[str] = mapped_column(sa.String(60))
    ukuran: Mapped[int]
    halaman: Mapped[int] = mapped_column(default=1)
    diunggah: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    diunggah_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))

    rapat: Mapped[Rapat] = relationship(back_populates="berkas")
