"""Which people, assignments and sign-ins does the system know?"""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.akses.peran import Peran
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.db import Dasar, KodeWilayah


class Pengguna(Dasar):
    """A person with an account. Never shared; disabled, never deleted."""

    __tablename__ = "pengguna"

    id: Mapped[int] = mapped_column(primary_key=True)
    nama_pengguna: Mapped[str] = mapped_column(sa.String(60), unique=True)
    nama: Mapped[str] = mapped_column(sa.String(120))
    nip: Mapped[str] = mapped_column(sa.String(30), default="")
    surel: Mapped[str] = mapped_column(sa.String(120), default="")
    telepon: Mapped[str] = mapped_column(sa.String(20), default="")
    sandi_hash: Mapped[str] = mapped_column(sa.String(200))
    harus_ganti_sandi: Mapped[bool] = mapped_column(default=False)
    aktif: Mapped[bool] = mapped_column(default=True)
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)

    penugasan: Mapped[list["Penugasan"]] = relationship(back_populates="pengguna", order_by="Penugasan.id")


class Penugasan(Dasar):
    """A role held by a person in a territory between two dates; papers print it. An auditor's also has the months that
    may be examined (`periode_awal` to `periode_akhir`); `nomor_sk` is then the letter of assignment."""

    __tablename__ = "penugasan"
    __table_args__ = (sa.Index(None, "wilayah_kode", "peran"), sa.Index(None, "pengguna_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    pengguna_id: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    peran: Mapped[Peran]
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah(), sa.ForeignKey("wilayah.kode"))
    instansi: Mapped[str] = mapped_column(sa.String(120), default="")
    mulai: Mapped[dt.date]
    selesai: Mapped[dt.date | None]
    sebutan: Mapped[str] = mapped_column(sa.String(12), default="definitif")
    nomor_sk: Mapped[str] = mapped_column(sa.String(80), default="")
    tanggal_sk: Mapped[dt.date | None]
    periode_awal: Mapped[str] = mapped_column(sa.String(7), default="")
    periode_akhir: Mapped[str] = mapped_column(sa.String(7), default="")

    pengguna: Mapped[Pengguna] = relationship(back_populates="penugasan")
    wilayah: Mapped[Wilayah] = relationship()

    def berlaku(self, pada: dt.date) -> bool:
        """Whether the assignment is in force on a day."""
        return self.mulai <= pada and (self.selesai is None or pada <= self.selesai)


class KeputusanTercatat(Dasar):
    """An official's decision that somebody recorded from the signed paper; the official may object to it for a while.

    `pengguna_id` is None where the signer has no account: then name and post stand as on the paper. The objection is a
    mark that the next gate must answer; neither it nor the answer undoes the decision.
    """

    __tablename__ = "keputusan_tercatat"
    __table_args__ = (sa.Index(None, "objek", "id"), sa.Index(None, "wilayah_kode", "keberatan_pada"))

    id: Mapped[int] = mapped_column(primary_key=True)
    objek: Mapped[str] = mapped_column(sa.String(40))
    wilayah_kode: Mapped[str] = mapped_column(KodeWilayah())
    aksi: Mapped[str] = mapped_column(sa.String(60))
    peran: Mapped[Peran]
    nama: Mapped[str] = mapped_column(sa.String(120))
    jabatan: Mapped[str] = mapped_column(sa.String(200))
    pengguna_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pengguna.id"))
    penugasan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("penugasan.id"))
    dokumen_id: Mapped[int]
    dicatat_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dicatat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    keberatan_pada: Mapped[dt.datetime | None]
    keberatan_oleh: Mapped[int | None] = mapped_column(sa.ForeignKey("pengguna.id"))
    keberatan_alasan: Mapped[str] = mapped_column(sa.String(1000), default="")
    dijawab: Mapped[dt.datetime | None]
    dijawab_oleh: Mapped[int | None] = mapped_column(sa.ForeignKey("pengguna.id"))
    jawaban: Mapped[str] = mapped_column(sa.String(1000), default="")


class SesiMasuk(Dasar):
    """One sign-in on one device: revocable; the cookie holds only a random token, the row its hash."""

    __tablename__ = "sesi_masuk"
    __table_args__ = (sa.Index(None, "pengguna_id", "dicabut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    pengguna_id: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    penugasan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("penugasan.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    berakhir: Mapped[dt.datetime]
    dicabut: Mapped[dt.datetime | None]
    alamat: Mapped[str] = mapped_column(sa.String(45), default="")
    peramban: Mapped[str] = mapped_column(sa.String(200), default="")
    mengetik_untuk: Mapped[str | None] = mapped_column(KodeWilayah(), sa.ForeignKey("wilayah.kode"))


class PercobaanMasuk(Dasar):
    """Failed sign-ins per account and per address: they delay the next try, they never lock anyone out."""

    __tablename__ = "percobaan_masuk"

    kunci: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    gagal: Mapped[int] = mapped_column(default=0)
    terakhir: Mapped[dt.datetime]


class KunciPermintaan(Dasar):
    """Idempotency: the first answer to a key of an actor, replayed when the same form arrives again."""

    __tablename__ = "kunci_permintaan"

    pengguna_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kunci: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    tujuan: Mapped[str] = mapped_column(sa.String(300), default="")
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
