"""What must still be done, and how far is it? Jobs are rows of the same database: leased, fenced, retried."""

import datetime as dt
import os
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.infra import clock
from app.infra.catatan import tanpa_nomor
from app.infra.db import Dasar, db, tabel
from app.infra.galat import Galat

SEWA = dt.timedelta(seconds=60)
MENUNGGU, BERJALAN, SELESAI, GAGAL = "menunggu", "berjalan", "selesai", "gagal"


class Pekerjaan(Dasar):
    """One job. `muatan` holds ids only, never personal data. Enqueued in the transaction of the decision."""

    __tablename__ = "pekerjaan"
    __table_args__ = (sa.Index(None, "status", "prioritas", "mulai_pada", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(sa.String(80))
    muatan: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(sa.String(12), default=MENUNGGU)
    prioritas: Mapped[int] = mapped_column(default=0)
    mulai_pada: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    sewa_sampai: Mapped[dt.datetime | None]
    pekerja: Mapped[str | None] = mapped_column(sa.String(80))
    percobaan: Mapped[int] = mapped_column(default=0)
    maks_percobaan: Mapped[int] = mapped_column(default=3)
    kunci_tunggal: Mapped[str | None] = mapped_column(sa.String(120), unique=True)
    pemilik_id: Mapped[int | None]
    langkah: Mapped[int] = mapped_column(default=0)
    jumlah: Mapped[int] = mapped_column(default=0)
    pesan: Mapped[str] = mapped_column(sa.String(200), default="")
    galat: Mapped[str | None] = mapped_column(sa.Text)
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)
    selesai_pada: Mapped[dt.datetime | None]

    @property
    def tuntas(self) -> bool:
        """Whether polling may stop."""
        return self.status in (SELESAI, GAGAL)


def antrekan(
    nama: str,
    muatan: dict[str, Any],
    *,
    pemilik_id: int | None = None,
    prioritas: int = 0,
    kunci_tunggal: str | None = None,
    setelah: dt.timedelta = dt.timedelta(),
) -> Pekerjaan:
    """Promise a job in the caller's transaction; it exists only if the decision does."""
    p = Pekerjaan(
        nama=nama,
        muatan=muatan,
        pemilik_id=pemilik_id,
        prioritas=prioritas,
        kunci_tunggal=kunci_tunggal,
        mulai_pada=clock.sekarang() + setelah,
    )
    db.session.add(p)
    db.session.flush()
    return p


def antrekan_sekali(nama: str, muatan: dict[str, Any], kunci_tunggal: str) -> bool:
    """Promise a job unless one of this key was promised before; whether it is new."""
    sisip = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    nilai = {"nama": nama, "muatan": muatan, "kunci_tunggal": kunci_tunggal}
    perintah = sisip(Pekerjaan).values(**nilai).on_conflict_do_nothing().returning(Pekerjaan.id)
    return db.session.scalar(perintah) is not None


class SewaHilang(RuntimeError):
    """Another worker holds the job now: stop at once, store nothing."""


@dataclass
class Kemajuan:
    """What a running job may say of itself. `lapor` renews the lease and is fenced by worker and attempt."""

    id: int
    pekerja: str
    percobaan: int
    terakhir: float = 0.0

    def lapor(self, langkah: int, jumlah: int, pesan: str = "", *, jeda: float = 0.25) -> None:
        """Commit progress (at most every `jeda` seconds); raises SewaHilang when the lease went to another worker.

        The caller's own uncommitted work is committed with it: progress never runs ahead of the data.
        """
        kini = time.monotonic()
        if kini - self.terakhir < jeda and langkah < jumlah:
            return
        self.terakhir = kini
        self._tulis(
            {"langkah": langkah, "jumlah": jumlah, "pesan": pesan[:200], "sewa_sampai": clock.sekarang() + SEWA}
        )
        db.session.commit()

    def _tulis(self, nilai: dict[str, Any]) -> None:
        t = tabel(Pekerjaan)
        hasil = db.session.execute(
            sa.update(t)
            .where(t.c.id == self.id, t.c.pekerja == self.pekerja, t.c.percobaan == self.percobaan)
            .where(t.c.status == BERJALAN)
            .values(**nilai)
        )
        if hasil.rowcount != 1:  # type: ignore[attr-defined]  # CursorResult at run time
            db.session.rollback()
            raise SewaHilang

    def tuntaskan(self) -> None:
        """Mark done in the same transaction as the job's last writes."""
        self._tulis({"status": SELESAI, "selesai_pada": clock.sekarang(), "sewa_sampai": None, "galat": None})

    def gagalkan(self, sebab: str, *, lagi: bool) -> None:
        """Give back for another try with a growing pause, or fail for good; the reason is kept for the page."""
        self._tulis(
            {
                "status": MENUNGGU if lagi else GAGAL,
                "galat": sebab,
                "mulai_pada": clock.sekarang() + dt.timedelta(seconds=2**self.percobaan),
                "sewa_sampai": None,
                "selesai_pada": None if lagi else clock.sekarang(),
            }
        )


Tugas = Callable[..., None]


def ambil(pekerja: str) -> tuple[Pekerjaan, Kemajuan] | None:
    """Claim the next job: waiting and due, or running with an expired lease. Commits the claim."""
    kini = clock.sekarang()
    p = db.session.scalar(
        sa.select(Pekerjaan)
        .where(
            sa.or_(
                sa.and_(Pekerjaan.status == MENUNGGU, Pekerjaan.mulai_pada <= kini),
                sa.and_(Pekerjaan.status == BERJALAN, Pekerjaan.sewa_sampai < kini),
            )
        )
        .order_by(Pekerjaan.prioritas.desc(), Pekerjaan.mulai_pada, Pekerjaan.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if p is None:
        db.session.rollback()
        return None
    if p.percobaan >= p.maks_percobaan:
        p.status, p.selesai_pada = GAGAL, kini
        p.galat = p.galat or "Pekerja berhenti mendadak berulang kali saat mengerjakan tugas ini."
        db.session.commit()
        return ambil(pekerja)
    p.status, p.pekerja, p.percobaan, p.sewa_sampai = BERJALAN, pekerja, p.percobaan + 1, kini + SEWA
    db.session.commit()
    return p, Kemajuan(p.id, pekerja, p.percobaan)


@contextmanager
def _detak(kemajuan: Kemajuan) -> Iterator[None]:
    """Renew the lease while a long job works without reporting (a paper being drawn, a file being read)."""
    mesin, berhenti = db.engine, threading.Event()
    t = tabel(Pekerjaan)
    milik = (t.c.id == kemajuan.id) & (t.c.pekerja == kemajuan.pekerja) & (t.c.percobaan == kemajuan.percobaan)

    def berdetak() -> None:
        while not berhenti.wait(SEWA.total_seconds() / 3):
            with suppress(sa.exc.DBAPIError), mesin.begin() as sambungan:
                sambungan.execute(sa.update(t).where(milik).values(sewa_sampai=clock.sekarang() + SEWA))

    utas = threading.Thread(target=berdetak, name="detak", daemon=True)
    utas.start()
    try:
        yield
    finally:
        berhenti.set()
        utas.join()


def kerjakan_satu(tugas: Mapping[str, Tugas], pekerja: str | None = None) -> bool:
    """Claim and run one job; False when there is none. A refusal (Galat) fails at once, any other error is retried."""
    pekerja = pekerja or f"{socket.gethostname()}:{os.getpid()}"
    dapat = ambil(pekerja)
    if dapat is None:
        return False
    p, kemajuan = dapat
    maks = p.maks_percobaan
    try:
        with _detak(kemajuan):
            tugas[p.nama](kemajuan, **p.muatan)
        kemajuan.tuntaskan()
        db.session.commit()
    except SewaHilang:
        db.session.rollback()
    except Exception as galat:  # a worker outlives its jobs
        db.session.rollback()
        tetap = isinstance(galat, Galat)
        sebab = str(galat) if tetap else tanpa_nomor(traceback.format_exc(limit=4))
        try:
            kemajuan.gagalkan(sebab, lagi=not tetap and kemajuan.percobaan < maks)
            db.session.commit()
        except SewaHilang:
            db.session.rollback()
    finally:
        db.session.remove()
    return True
