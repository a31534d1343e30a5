"""How does the demo's history happen? Stories take turns on a moving clock; papers and notices follow each step."""

import datetime as dt
import heapq
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import current_app

from app.cli.demo.pracetak import Pracetak
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.operations import milik_paket
from app.domain.dokumen.status import JenisDokumen
from app.domain.notifikasi.models import Notifikasi
from app.infra import clock, jobs
from app.infra.db import db

# A story yields the instant at which it wants to go on.
Kisah = Generator[dt.datetime, None, None]
WIB = ZoneInfo(clock.WIB)
BARU = dt.timedelta(days=7)
_pracetak: list[Pracetak] = []


def pukul(hari: dt.date, jam: int, menit: int = 0) -> dt.datetime:
    """An instant of a working day."""
    return dt.datetime.combine(hari, dt.time(jam, menit), WIB)


def jalankan(kisah: Iterable[Kisah], akhir: dt.datetime) -> None:
    """Let all stories happen in the order of time, none later than `akhir`; each turn is one transaction."""
    antrean: list[tuple[dt.datetime, int, Kisah]] = []
    with _juru_cetak() as pracetak:
        for n, satu in enumerate(kisah):
            _maju(antrean, satu, n, akhir)
        while antrean:
            saat, n, satu = heapq.heappop(antrean)
            clock.bekukan(saat)
            _maju(antrean, satu, n, akhir)
            _kirim_kabar()
            db.session.commit()
            pracetak.lihat()
            db.session.remove()


@contextmanager
def _juru_cetak() -> Iterator[Pracetak]:
    """For `cetak_ini` to find it: stories know nothing of how papers are drawn."""
    pracetak = Pracetak(current_app._get_current_object())  # type: ignore[attr-defined]  # the proxy's own
    _pracetak.append(pracetak)
    try:
        yield pracetak
    finally:
        _pracetak.remove(pracetak)
        pracetak.tutup()


def _maju(antrean: list[tuple[dt.datetime, int, Kisah]], satu: Kisah, n: int, akhir: dt.datetime) -> None:
    saat = next(satu, None)
    if saat is not None:
        heapq.heappush(antrean, (min(saat.astimezone(dt.UTC), akhir), n, satu))


def _kirim_kabar() -> None:
    """Notices of this turn, dated by the moving clock and not by the worker's."""
    kerja = current_app.extensions["sahih.kerja"]["notifikasi.kirim"]
    p = jobs.Pekerjaan
    for satu in db.session.scalars(sa.select(p).where(p.nama == "notifikasi.kirim", p.status == jobs.MENUNGGU)):
        kerja(jobs.Kemajuan(satu.id, "demo", 0), **satu.muatan)
        satu.status, satu.selesai_pada = jobs.SELESAI, clock.sekarang()


def cetak(paket_id: int, jenis: Iterable[JenisDokumen]) -> list[Dokumen]:
    """Have papers of a packet drawn now, because somebody is about to sign them; the others wait for the worker."""
    return cetak_ini([d.id for d in milik_paket(paket_id, set(jenis))])


def cetak_ini(dokumen_id: list[int]) -> list[Dokumen]:
    """The same for papers by id. Commits, because drawing holds no lock."""
    kerja = current_app.extensions["sahih.kerja"]["dokumen.buat"]
    p = jobs.Pekerjaan
    db.session.commit()  # who draws beside needs the lock to write
    for pracetak in _pracetak:
        pracetak.tunggu(dokumen_id)
    for satu in dokumen_id:
        db.session.commit()
        kerja(jobs.Kemajuan(0, "demo", 0), dokumen_id=satu)
    menunggu = sa.select(p).where(p.nama == "dokumen.buat", p.status == jobs.MENUNGGU)
    for pekerjaan in db.session.scalars(menunggu):
        if pekerjaan.muatan["dokumen_id"] in dokumen_id:
            pekerjaan.status, pekerjaan.selesai_pada = jobs.SELESAI, clock.sekarang()
    db.session.commit()
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Dokumen).where(Dokumen.id.in_(dokumen_id)).order_by(Dokumen.id)))


def rapikan() -> None:
    """What people do first goes before the papers of the past; old notices have been read."""
    p, n = jobs.Pekerjaan, Notifikasi
    db.session.execute(sa.update(p).where(p.status == jobs.MENUNGGU).values(prioritas=-1))
    lama = clock.sekarang() - BARU
    dibaca: Any = {"dibaca": n.dibuat}
    db.session.execute(sa.update(n).where(n.dibuat < lama, n.dibaca.is_(None)).values(**dibaca))
    db.session.commit()
