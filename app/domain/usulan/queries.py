"""What can be seen of packets, and by whom? Every function starts from the territory of the one who asks."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran, Tingkat
from app.domain.usulan import segera as mendesak
from app.domain.usulan.models import Paket, Tanda, Usulan
from app.domain.usulan.status import (
    AUDIENS_TINGKAT,
    MATI,
    PEMEGANG,
    RONA_PAKET,
    TERBUKA,
    Audiens,
    Dasar,
    Sifat,
    StatusPaket,
    StatusUsulan,
    label_paket,
)
from app.domain.wilayah.kode import dalam_wilayah, meliputi
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db, konstan
from app.infra.galat import TidakAda

HALAMAN = 25
BATAS_HITUNG = 100


def audiens(untuk: Pelaku) -> Audiens:
    """In whose words the actor reads a status."""
    return AUDIENS_TINGKAT.get(untuk.tingkat, Audiens.DINSOS)


def satu(paket_id: int, *, untuk: Pelaku) -> Paket:
    """A packet in sight with its proposals. Raises TidakAda."""
    paket = db.session.scalar(
        sa.select(Paket)
        .where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.id == paket_id)
        .options(selectinload(Paket.usulan))
    )
    if paket is None:
        raise TidakAda
    return paket


def paket_rapat(rapat_id: int, wilayah_kode: str, *, untuk: Pelaku) -> list[tuple[int, str]]:
    """Packets in sight, id and number, that a meeting of this village was held for or that rest on it; newest first."""
    p = Paket
    tanya = sa.select(p.id, p.nomor).where(policy.terlihat(Aksi.PAKET_LIHAT, p.wilayah_kode, untuk))
    tanya = tanya.where(p.wilayah_kode == wilayah_kode, p.rapat_id == rapat_id).order_by(p.id.desc()).limit(HALAMAN)
    return [(i, n) for i, n in db.session.execute(tanya)]


@dataclass(frozen=True, slots=True)
class BarisPaket:
    """One line of a list of packets."""

    id: int
    nomor: str
    desa: str
    wilayah_kode: str
    periode: str
    status: StatusPaket
    label: str
    rona: str
    sejak: dt.datetime
    hari: int
    jumlah: int
    terlambat: bool
    versi: int
    segera: bool


# A proposal that was refused by the meeting, postponed, withdrawn or dropped is no longer part of its packet's work.
TERHITUNG = tuple(s for s in StatusUsulan if s not in MATI or s is StatusUsulan.TIDAK_LAYAK)


def jumlah_usulan(*status: StatusUsulan) -> sa.ScalarSelect[int]:
    """How many proposals a packet brings: the one count that every list of packets shows (or only these statuses)."""
    dihitung = Usulan.status.in_([konstan(s) for s in status or TERHITUNG])
    return sa.select(sa.func.count()).where(Usulan.paket_id == Paket.id, dihitung).correlate(Paket).scalar_subquery()


def _kolom() -> Any:
    jumlah = jumlah_usulan()
    kolom: Any = sa.select(
        Paket.id,
        Paket.nomor,
        Wilayah.sebutan.label("desa"),
        Paket.wilayah_kode,
        Paket.periode,
        Paket.status,
        Paket.sejak,
        Paket.terlambat,
        Paket.versi,
        Paket.sifat,
        jumlah.label("jumlah"),
    ).join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
    return kolom


def _baris(r: Any, siapa: Audiens, kini: dt.datetime) -> BarisPaket:
    return BarisPaket(
        r.id,
        r.nomor,
        r.desa,
        r.wilayah_kode,
        r.periode,
        r.status,
        label_paket(r.status, siapa),
        RONA_PAKET[r.status],
        r.sejak,
        max((kini - r.sejak).days, 0),
        r.jumlah,
        r.terlambat,
        r.versi,
        r.sifat is Sifat.SEGERA,
    )


def daftar(
    *,
    untuk: Pelaku,
    status: StatusPaket | None = None,
    wilayah: str = "",
    periode: str = "",
    segera: bool = False,
    sebelum_id: int | None = None,
) -> tuple[list[BarisPaket], int | None]:
    """Packets in sight, newest first; the second value is where the next page starts (keyset)."""
    q = sa.select(Paket.id).where(policy.terlihat_terbaru(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk))
    if status:
        q = q.where(Paket.status == status)
    if wilayah and meliputi(untuk.wilayah, wilayah):
        q = q.where(dalam_wilayah(Paket.wilayah_kode, wilayah))
    if periode:
        q = q.where(Paket.periode == periode)
    if segera:
        q = q.where(Paket.sifat == Sifat.SEGERA)
    if sebelum_id:
        q = q.where(Paket.id < sebelum_id)
    ids = q.order_by(Paket.id.desc()).limit(HALAMAN + 1)
    ada = db.session.execute(_kolom().where(Paket.id.in_(ids)).order_by(Paket.id.desc())).all()
    kini = clock.sekarang()
    hasil = [_baris(r, audiens(untuk), kini) for r in ada[:HALAMAN]]
    return hasil, (hasil[-1].id if len(ada) > HALAMAN else None)


STATUS_PEMEGANG: dict[Tingkat, list[StatusPaket]] = {
    t: [s for s, p in PEMEGANG.items() if p is t] for t in Tingkat if t
}


def menunggu(
    *, untuk: Pelaku, sesudah: tuple[str, int] | None = None
) -> tuple[list[BarisPaket], tuple[str, int] | None]:
    """What waits for the actor's level, longest first; keyset on (since when, id)."""
    status = STATUS_PEMEGANG.get(untuk.tingkat, [])
    if not status:
        return [], None
    nilai = policy.nilai_siapa(untuk)
    if sesudah:
        nilai |= {"saat": dt.datetime.fromisoformat(sesudah[0]), "batas": sesudah[1]}
    ada = db.session.execute(_tanya_menunggu(untuk.peran, untuk.tingkat, bool(sesudah)), nilai).all()
    kini = clock.sekarang()
    hasil = [_baris(r, audiens(untuk), kini) for r in ada[:HALAMAN]]
    lagi = (hasil[-1].sejak.isoformat(), hasil[-1].id) if len(ada) > HALAMAN else None
    return hasil, lagi


@cache
def _tanya_menunggu(peran: Peran, tingkat: Tingkat, lanjutan: bool) -> Any:
    """The page's packets are found first: names are counted for those alone, not for all that wait."""
    terlihat = policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, policy.siapa_pun(peran))
    q = sa.select(Paket.id).where(terlihat, Paket.status.in_([konstan(s) for s in STATUS_PEMEGANG[tingkat]]))
    # A list of the regency's own waits on its own page there, and not in the village.
    q = q.where(sa.or_(Paket.dasar != konstan(Dasar.DAFTAR_KABUPATEN), Paket.status != konstan(StatusPaket.DRAF)))
    if lanjutan:
        saat: Any = sa.bindparam("saat", type_=Paket.sejak.type)
        batas: Any = sa.bindparam("batas")
        q = q.where(sa.or_(Paket.sejak > saat, sa.and_(Paket.sejak == saat, Paket.id > batas)))
    sehalaman = q.order_by(Paket.sejak, Paket.id).limit(HALAMAN + 1).subquery()
    return _kolom().where(Paket.id.in_(sa.select(sehalaman.c.id))).order_by(Paket.sejak, Paket.id)


@cache
def _tanya_jumlah(peran: Peran) -> sa.CompoundSelect[Any]:
    siapa = policy.siapa_pun(peran)
    return sa.union_all(
        *(
            sa.select(konstan(s).label("status"), sa.func.count().label("n")).select_from(
                sa.select(Paket.id)
                .where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, siapa), Paket.status == konstan(s))
                .limit(BATAS_HITUNG)
                .subquery()
            )
            for s in StatusPaket
            if s in TERBUKA
        )
    )


def jumlah_per_status(*, untuk: Pelaku) -> list[tuple[StatusPaket, str, str, int]]:
    """(status, label, colour, how many) of open packets in sight, each counted to at most 100: shown as 99+."""
    hitung = {r.status: r.n for r in db.session.execute(_tanya_jumlah(untuk.peran), policy.nilai_siapa(untuk))}
    siapa = audiens(untuk)
    return [(s, label_paket(s, siapa), RONA_PAKET[s], hitung[s]) for s in StatusPaket if s in TERBUKA and hitung.get(s)]


def tanda(paket_id: int, *, untuk: Pelaku) -> list[Tanda]:
    """Every mark ever set on a packet in sight, oldest first: a resubmission erases nothing."""
    return list(
        db.session.scalars(
            sa.select(Tanda)
            .join(Paket, Paket.id == Tanda.paket_id)
            .where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.id == paket_id)
            .order_by(Tanda.id)
        )
    )


def jatah_segera(*, untuk: Pelaku) -> tuple[int, int]:
    """How many urgent packets the actor's village has begun this month, and how many it may."""
    periode = clock.hari_ini(zona(untuk.wilayah)).strftime("%Y-%m")
    return mendesak.terpakai(untuk.wilayah, periode), mendesak.batas(untuk.wilayah)


def paket_berjalan(*, untuk: Pelaku) -> list[BarisPaket]:
    """The open packets of a village's actor, newest first: at most a handful."""
    q = _kolom().where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.status.in_(TERBUKA))
    kini = clock.sekarang()
    ada = db.session.execute(q.order_by(Paket.id.desc()).limit(HALAMAN)).all()
    return [_baris(r, audiens(untuk), kini) for r in ada]


def berjalan_bulan_ini(berjalan: list[BarisPaket], *, untuk: Pelaku) -> bool:
    """Whether the village already has an ordinary packet of this month under way: then no other is offered."""
    bulan = clock.hari_ini(untuk.zona).strftime("%Y-%m")
    return any(b.periode == bulan and b.status in TERBUKA and not b.segera for b in berjalan)
