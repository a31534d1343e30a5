"""For which signed-off proposals is the centre's answer still missing, and which packets have all of theirs?"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import LABEL_SIKS, StatusPaket, StatusSiks, StatusUsulan
from app.domain.wilayah.kode import dalam_wilayah, meliputi
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.db import db

HALAMAN = 25
JAWABAN = (StatusSiks.DITERIMA, StatusSiks.DITOLAK_PUSAT, StatusSiks.TANPA_JAWABAN)
Batas = tuple[str, int]


@dataclass(frozen=True, slots=True)
class BarisHasil:
    """One signed-off proposal that waits for the centre."""

    id: int
    versi_baris: int
    nama: str
    jenis: str
    desa: str
    paket_id: int
    nomor: str
    siks: str
    sejak: dt.datetime
    hari: int


def tanpa_jawaban_pusat(
    *, untuk: Pelaku, wilayah: str = "", sesudah: Batas | None = None
) -> tuple[list[BarisHasil], Batas | None]:
    """Longest waiting first; one statement, keyset on (since, id)."""
    tanya = _tanya(untuk, wilayah)
    if sesudah:
        saat = dt.datetime.fromisoformat(sesudah[0])
        tanya = tanya.where(sa.or_(Paket.sejak > saat, sa.and_(Paket.sejak == saat, Usulan.id > sesudah[1])))
    ada = db.session.execute(tanya.order_by(Paket.sejak, Usulan.id).limit(HALAMAN + 1)).all()
    kini = clock.sekarang()
    hasil = [
        BarisHasil(
            r.id,
            r.versi_baris,
            r.nama,
            label_jenis(r.jenis, r.wilayah_kode),
            r.desa,
            r.paket_id,
            r.nomor,
            LABEL_SIKS[r.status_siks],
            r.sejak,
            max((kini - r.sejak).days, 0),
        )
        for r in ada[:HALAMAN]
    ]
    return hasil, ((hasil[-1].sejak.isoformat(), hasil[-1].id) if len(ada) > HALAMAN else None)


def _tanya(untuk: Pelaku, wilayah: str) -> sa.Select[*tuple[Any, ...]]:
    q: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            Usulan.id,
            Usulan.versi_baris,
            Usulan.nama,
            Usulan.jenis,
            Usulan.wilayah_kode,
            Usulan.status_siks,
            Wilayah.sebutan.label("desa"),
            Paket.id.label("paket_id"),
            Paket.nomor,
            Paket.sejak,
        )
        .join(Paket, Paket.id == Usulan.paket_id)
        .join(Wilayah, Wilayah.kode == Usulan.wilayah_kode)
        .where(policy.terlihat(Aksi.PAKET_CATAT_HASIL, Paket.wilayah_kode, untuk))
        .where(Paket.status == StatusPaket.DISAHKAN, Usulan.status == StatusUsulan.LAYAK)
        .where(Usulan.status_siks.not_in(JAWABAN))
    )
    return q.where(dalam_wilayah(Paket.wilayah_kode, wilayah)) if wilayah and meliputi(untuk.wilayah, wilayah) else q


def jawaban_per_paket(paket_id: Collection[int], *, untuk: Pelaku) -> dict[int, list[tuple[str, int]]]:
    """For packets in sight: how many signed-off proposals have each answer of the centre, in words; one statement."""
    hasil: dict[int, list[tuple[str, int]]] = {}
    if not paket_id:
        return hasil
    tanya = (
        sa.select(Usulan.paket_id, Usulan.status_siks, sa.func.count())
        .where(policy.terlihat(Aksi.PAKET_LIHAT, Usulan.wilayah_kode, untuk))
        .where(Usulan.paket_id.in_(paket_id), Usulan.status == StatusUsulan.LAYAK)
        .group_by(Usulan.paket_id, Usulan.status_siks)
    )
    hitung = {(p, s): n for p, s, n in db.session.execute(tanya)}
    for p in {p for p, _ in hitung}:
        hasil[p] = ringkas_jawaban({s: hitung[p, s] for s in StatusSiks if (p, s) in hitung})
    return hasil


def ringkas_jawaban(hitung: Mapping[StatusSiks, int]) -> list[tuple[str, int]]:
    """Counts in words: the centre's answers first, what waits for one last."""
    belum = sum(n for s, n in hitung.items() if s not in JAWABAN)
    ada = [(LABEL_SIKS[s], hitung[s]) for s in JAWABAN if hitung.get(s)]
    return [*ada, ("Menunggu jawaban pusat", belum)] if belum else ada


def paket_terjawab(*, untuk: Pelaku) -> Sequence[Any]:
    """(id, nomor, periode, desa) of signed-off packets whose every answer is there: they can be closed. A page."""
    belum = sa.exists().where(
        Usulan.paket_id == Paket.id, Usulan.status == StatusUsulan.LAYAK, Usulan.status_siks.not_in(JAWABAN)
    )
    tanya = (
        sa.select(Paket.id, Paket.nomor, Paket.periode, Wilayah.sebutan.label("desa"))
        .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
        .where(policy.terlihat(Aksi.PAKET_CATAT_HASIL, Paket.wilayah_kode, untuk))
        .where(Paket.status == StatusPaket.DISAHKAN, ~belum)
        .order_by(Paket.sejak, Paket.id)
        .limit(HALAMAN)
    )
    return db.session.execute(tanya).all()
