"""How are families, residents, memberships and proofs kept?"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.infra import clock
from app.infra.db import Dasar, JsonRahasia, KodeWilayah, Sandi


class Keluarga(Dasar):
    """A family card. `no_kk` is encrypted; equality and UNIQUE still work."""

    __tablename__ = "keluarga"
    __table_args__ = (sa.Index(None, "wilayah_kode", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    no_kk: Mapped[str | None] = mapped_column(Sandi("kk"), unique=True)
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah(), sa.ForeignKey("wilayah.kode"))
    alamat: Mapped[str] = mapped_column(sa.String(200), default="")
    dusun: Mapped[str] = mapped_column(sa.String(80), default="")
    rt: Mapped[str] = mapped_column(sa.String(3), default="")
    rw: Mapped[str] = mapped_column(sa.String(3), default="")
    desil: Mapped[int | None]  # 1-10 as the national ranking says; noted here, never computed
    desil_pada: Mapped[dt.date | None]
    versi_baris: Mapped[int] = mapped_column(default=0)
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    diubah: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)

    anggota: Mapped[list["Warga"]] = relationship(back_populates="keluarga", order_by="Warga.urut_kk, Warga.id")


class Warga(Dasar):
    """A resident, also one only proposed (`asal` ∈ impor | dicatat). Codes are OpenSID's; `rincian` keeps
    the columns of the import that no rule asks for. `nama_cari` is the normalised name for the search."""

    __tablename__ = "warga"
    __table_args__ = (
        sa.Index(None, "wilayah_kode", "nama_cari", "id"),
        sa.Index(None, "keluarga_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nik: Mapped[str | None] = mapped_column(Sandi("nik"), unique=True)
    keluarga_id: Mapped[int] = mapped_column(sa.ForeignKey("keluarga.id"))
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah())
    nama: Mapped[str] = mapped_column(sa.String(120))
    nama_cari: Mapped[str] = mapped_column(sa.String(120))
    tempat_lahir: Mapped[str] = mapped_column(sa.String(80), default="")
    tanggal_lahir: Mapped[dt.date | None]
    jenis_kelamin: Mapped[str] = mapped_column(sa.String(1), default="")  # L | P
    nama_ibu: Mapped[str] = mapped_column(sa.String(120), default="")
    nama_ayah: Mapped[str] = mapped_column(sa.String(120), default="")
    hubungan: Mapped[int | None]  # kk_level 1-11
    pekerjaan: Mapped[int | None]  # 1-89
    status_kawin: Mapped[int | None]  # 1-4
    pendidikan: Mapped[int | None]  # pendidikan_kk 1-10
    agama: Mapped[int | None]  # 1-7
    disabilitas: Mapped[int | None]  # cacat_id 1-7
    hamil: Mapped[bool] = mapped_column(default=False)
    status_dasar: Mapped[int] = mapped_column(default=1)  # 1 hidup, 2 mati, 3 pindah, 4 hilang, 6 pergi, 9 tidak valid
    status_sejak: Mapped[dt.date | None]  # the day on which another status than 1 was recorded
    belum_punya_nik: Mapped[bool] = mapped_column(default=False)
    urut_kk: Mapped[int] = mapped_column(default=0)
    asal: Mapped[str] = mapped_column(sa.String(8), default="impor")
    rincian: Mapped[Any] = mapped_column(JsonRahasia(), deferred=True)
    sidik_impor: Mapped[str] = mapped_column(sa.String(64), default="")  # keyed hash of the row last imported
    versi_baris: Mapped[int] = mapped_column(default=0)
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    diubah: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)

    keluarga: Mapped[Keluarga] = relationship(back_populates="anggota")


class Kepesertaan(Dasar):
    """Membership of a family or a person: `daftar` ∈ register pkh bpnt pbi yapi; `status` ∈ menunggu_pusat
    aktif berakhir gagal. Opened and closed by signed-off proposals."""

    __tablename__ = "kepesertaan"
    __table_args__ = (
        sa.Index(None, "keluarga_id", "daftar"),
        sa.Index(None, "warga_id"),
        sa.Index(None, "usulan_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    keluarga_id: Mapped[int] = mapped_column(sa.ForeignKey("keluarga.id"))
    warga_id: Mapped[int | None] = mapped_column(sa.ForeignKey("warga.id"))
    daftar: Mapped[str] = mapped_column(sa.String(12))
    status: Mapped[str] = mapped_column(sa.String(16))
    mulai: Mapped[dt.date | None]
    selesai: Mapped[dt.date | None]
    usulan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("usulan.id"))


class Konfirmasi(Dasar):
    """One question to a village: about a name on a regency's list, or about somebody it still holds who is said to
    have moved. `perihal` ∈ daftar_kabupaten | mutasi; `kepada` is the village asked; `jawaban` ∈ ya | tidak.
    Of a mutasi: `nik` and `no_kk` as the asking village wrote them (no `nik`: the card's number is held elsewhere),
    `cakupan` of a yes ∈ orang | keluarga.

    `paket_id` and `usulan_id` are facts of the package above, kept as plain numbers."""

    __tablename__ = "konfirmasi"
    __table_args__ = (
        sa.Index(None, "paket_id"),
        sa.Index(None, "kepada", "perihal", "dijawab", "id"),
        sa.Index(None, "asal_kode", "perihal", "id"),
        sa.Index(
            "uq_konfirmasi_mutasi",
            "warga_id",
            "asal_kode",
            unique=True,
            sqlite_where=sa.text("perihal = 'mutasi' AND jawaban IS NULL"),
            postgresql_where=sa.text("perihal = 'mutasi' AND jawaban IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    perihal: Mapped[str] = mapped_column(sa.String(20))
    kepada: Mapped[str] = mapped_column(KodeWilayah())
    asal_kode: Mapped[str] = mapped_column(KodeWilayah(), default="")  # the village that asks; "" for the regency
    tenggat: Mapped[dt.date]
    warga_id: Mapped[int] = mapped_column(sa.ForeignKey("warga.id"))
    paket_id: Mapped[int | None]
    usulan_id: Mapped[int | None]
    nik: Mapped[str | None] = mapped_column(Sandi("nik"))
    no_kk: Mapped[str | None] = mapped_column(Sandi("kk"))
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    jawaban: Mapped[str | None] = mapped_column(sa.String(8))
    cakupan: Mapped[str] = mapped_column(sa.String(8), default="")
    alasan: Mapped[str] = mapped_column(sa.String(500), default="")
    dijawab: Mapped[dt.datetime | None]
    dijawab_oleh: Mapped[int | None] = mapped_column(sa.ForeignKey("pengguna.id"))


class BerkasKeluarga(Dasar):
    """A proof or photo of a family, stored once and reused: `jenis` is a code of aturan `jenis_lampiran`."""

    __tablename__ = "berkas_keluarga"
    __table_args__ = (sa.Index(None, "keluarga_id", "jenis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    keluarga_id: Mapped[int] = mapped_column(sa.ForeignKey("keluarga.id"))
    warga_id: Mapped[int | None] = mapped_column(sa.ForeignKey("warga.id"))
    jenis: Mapped[str] = mapped_column(sa.String(40))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    mime: Mapped[str] = mapped_column(sa.String(60))
    ukuran: Mapped[int]
    nama_asal: Mapped[str] = mapped_column(sa.String(200), default="")
    lintang: Mapped[float | None]
    bujur: Mapped[float | None]
    waktu_foto: Mapped[dt.datetime | None]
    diunggah: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    diunggah_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dihapus: Mapped[dt.datetime | None]


class PerubahanRegistri(Dasar):
    """What a signed-off proposal changed: values before and after, applied exactly once per proposal."""

    __tablename__ = "perubahan_registri"

    usulan_id: Mapped[int] = mapped_column(sa.ForeignKey("usulan.id"), primary_key=True, autoincrement=False)
    diterapkan: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    isi: Mapped[Any] = mapped_column(JsonRahasia())


class ImporRegistri(Dasar):
    """One run of the importer: counts and the job that does it. Counts are committed with the rows that they
    count, so a run that was cut off continues after `baris`."""

    __tablename__ = "impor_registri"
    __table_args__ = (sa.Index(None, "wilayah_kode", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah())
    oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    nama_asal: Mapped[str] = mapped_column(sa.String(200), default="")
    sha256: Mapped[str] = mapped_column(sa.String(64))
    profil: Mapped[str] = mapped_column(sa.String(60), default="")
    pekerjaan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pekerjaan.id"))
    selesai: Mapped[dt.datetime | None]
    baris: Mapped[int] = mapped_column(default=0)
    baru: Mapped[int] = mapped_column(default=0)
    berubah: Mapped[int] = mapped_column(default=0)
    sama: Mapped[int] = mapped_column(default=0)
    ditolak: Mapped[int] = mapped_column(default=0)
    gagal: Mapped[str | None] = mapped_column(sa.String(300))

    @property
    def sebutan_audit(self) -> str:
        """How audit rows name it."""
        return f"impor:{self.id}"


class GalatImpor(Dasar):
    """One thing to mend in an imported file. Rows of their own, so that a file full of errors can be paged
    and no run has to hold or rewrite the whole list."""

    __tablename__ = "galat_impor"
    __table_args__ = (sa.Index(None, "impor_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    impor_id: Mapped[int] = mapped_column(sa.ForeignKey("impor_registri.id"))
    isi: Mapped[Any] = mapped_column(JsonRahasia())  # {baris, kolom, nilai, pesan}
