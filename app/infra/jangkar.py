"""Can a whole chain be rewritten unseen? Not beyond the last anchor: each day one hash over the heads of all chains."""

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.infra import clock, files
from app.infra.audit import AWAL, AuditKepala
from app.infra.audit_sampai import Titik, hilang
from app.infra.db import Dasar, db, tabel
from app.infra.galat import GalatPenyimpanan


class Jangkar(Dasar):
    """One day's anchor. `sha256` is the hash of a stored text: the anchor before it, then a line per chain."""

    __tablename__ = "jangkar"

    hari: Mapped[dt.date] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    sebelumnya: Mapped[str] = mapped_column(sa.String(64))
    jumlah: Mapped[int]
    dibuat: Mapped[dt.datetime] = mapped_column(default=clock.sekarang)


def tambat() -> None:
    """Today's anchor, unless there is one. Published anywhere, its hash proves every chain as it stood."""
    hari = clock.hari_ini(clock.WIB)
    if db.session.get(Jangkar, hari):
        return
    akhir = db.session.scalar(sa.select(Jangkar.sha256).order_by(Jangkar.hari.desc()).limit(1)) or AWAL
    t = tabel(AuditKepala)
    semua = db.session.execute(sa.select(t.c.rantai, t.c.urut, t.c.hash).order_by(t.c.rantai)).all()
    baris = sorted(f"{r.rantai} {r.urut} {r.hash}" for r in semua)
    berkas = files.simpan("\n".join([f"{hari.isoformat()} {akhir}", *baris, ""]).encode())
    db.session.add(Jangkar(hari=hari, sha256=berkas.sha256, sebelumnya=akhir, jumlah=len(baris)))
    db.session.flush()


def terbaru(batas: int = 60) -> list[Jangkar]:
    """The latest anchors, newest first."""
    return list(db.session.scalars(sa.select(Jangkar).order_by(Jangkar.hari.desc()).limit(batas)))


def periksa() -> str | None:
    """Whether every anchor follows the one before it and every head in it is still in its chain; else a sentence."""
    sebelum, sudah = AWAL, set[Titik]()
    for j in db.session.scalars(sa.select(Jangkar).order_by(Jangkar.hari)):
        sebut = f"Jangkar {j.hari.isoformat()}"
        try:
            kepala, *baris = files.baca(j.sha256).decode().splitlines()
        except GalatPenyimpanan as galat:
            return f"{sebut}: {galat}"
        if kepala != f"{j.hari.isoformat()} {sebelum}" or j.sebelumnya != sebelum:
            return f"{sebut}: tidak menyambung dengan jangkar sebelumnya."
        if len(baris) != j.jumlah:
            return f"{sebut}: jumlah rantai tidak cocok."
        kini = set(_titik(baris))
        if salah := next(hilang(sorted(kini - sudah)), None):
            return f"{sebut}: rantai {salah[0]} urut {salah[1]} tidak lagi seperti saat dijangkarkan."
        sebelum, sudah = j.sha256, kini
    return None


def _titik(baris: list[str]) -> Iterator[Titik]:
    for satu in baris:
        rantai, urut, hash_ = satu.rsplit(" ", 2)
        yield rantai, int(urut), hash_
