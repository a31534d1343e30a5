"""What does examining need of its own? The packages that were made, and indexes for lists of few rows among many."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.akses import keamanan
from app.domain.akses.aksi import Aksi
from app.domain.usulan.models import Paket
from app.infra import clock, jangkar  # noqa: F401  (its table is known wherever ours are)
from app.infra.audit import Audit
from app.infra.db import Dasar, tabel

# Steps that step around the ordinary way, by the list of the examination that they belong to.
LANGKAH_LUAR_BIASA: tuple[str, ...] = (
    Aksi.PAKET_LAMPAUI_KECAMATAN,
    Aksi.PAKET_BEBASKAN_PADANAN,
    Aksi.PAKET_IZINKAN_SATU_TANGAN,
)
PENOLAKAN: tuple[str, ...] = (keamanan.DITOLAK, keamanan.GAGAL)


def _sebagian(nama: str, syarat: str, *kolom: sa.Column[object]) -> sa.Index:
    return sa.Index(nama, *kolom, sqlite_where=sa.text(syarat), postgresql_where=sa.text(syarat))


_a, _p = tabel(Audit).c, tabel(Paket).c
_SALAH_SATU = {
    semua: f"aksi IN ({', '.join(repr(str(a)) for a in semua)})" for semua in (LANGKAH_LUAR_BIASA, PENOLAKAN)
}


def salah_satu(semua: tuple[str, ...]) -> sa.TextClause:
    """That a fact's verb is one of these, in the very words of the index: SQLite uses a partial index only then."""
    return sa.text(f"audit.{_SALAH_SATU[semua]}")


INDEKS = (
    _sebagian("ix_audit_luar_biasa", _SALAH_SATU[LANGKAH_LUAR_BIASA], _a.aksi, _a.id),
    _sebagian("ix_audit_penolakan", _SALAH_SATU[PENOLAKAN], _a.id),
    _sebagian("ix_paket_segera", "sifat = 'segera'", _p.id),
    _sebagian("ix_paket_terlambat", "terlambat", _p.id),
    _sebagian("ix_paket_sptjm", "dasar = 'sptjm'", _p.id),
)


class BerkasPemeriksaan(Dasar):
    """A file that an auditor asked for: a package of one packet or of a village's month, or a long list.

    It belongs to the assignment under which it was asked for; nobody else, and no other assignment, sees it.
    """

    __tablename__ = "berkas_pemeriksaan"
    __table_args__ = (sa.Index(None, "penugasan_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    penugasan_id: Mapped[int] = mapped_column(sa.ForeignKey("penugasan.id"))
    dibuat_oleh: Mapped[int] = mapped_column(sa.ForeignKey("pengguna.id"))
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    jenis: Mapped[str] = mapped_column(sa.String(12))  # paket | desa | daftar
    sasaran: Mapped[str] = mapped_column(sa.String(60))  # packet id, "<village>/<month>" or code of the list
    judul: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    ukuran: Mapped[int | None]
    galat: Mapped[str | None] = mapped_column(sa.String(300))
