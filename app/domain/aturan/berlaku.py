"""Which rule is in force here, on this day? The only look-up of rules.

All rows are kept in the process and reread when `AturanVersi.nomor` has moved; that number is read once per
transaction, so an administrator's change is seen by the next request of every process.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.wilayah.kode import leluhur
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db

Isi = dict[str, Any]

BATAS_INGATAN = 4096
_BARIS = "aturan_baris"
_NOMOR = "aturan_nomor"


@dataclass(frozen=True, slots=True)
class BarisAturan:
    """One row, detached from the session."""

    id: int
    kunci: str
    kode: str
    wilayah_kode: str
    mulai: dt.date
    selesai: dt.date | None
    urut: int
    isi: Isi

    def pada(self, hari: dt.date) -> bool:
        """Whether the row is in force on the day; both ends count."""
        return self.mulai <= hari and (self.selesai is None or hari <= self.selesai)


@dataclass(slots=True)
class _Salinan:
    """All rows as of one number, with the answers already worked out."""

    nomor: int
    baris: dict[str, list[BarisAturan]]
    ingatan: dict[tuple[str, str, dt.date], dict[str, Isi]] = field(default_factory=dict)


# The number as a column, for a statement that every request asks anyway.
NOMOR = sa.select(sa.func.max(AturanVersi.nomor)).scalar_subquery()

_proses: dict[str, _Salinan] = {}


def berlaku(kunci: str, wilayah_kode: str, pada: dt.date | None = None, *, semua: bool = False) -> dict[str, Isi]:
    """Rows of a table in force in a region on a day (today, in the region's zone): kode → isi, ordered by `urut`.

    The nearest territory wins per kode, and there the latest `mulai`. Rows whose isi says `"aktif": False` are
    left out unless `semua`. The dicts inside are shared: read them, copy before changing.
    """
    salinan = _kini()
    hari = pada or clock.hari_ini(zona(wilayah_kode))
    tanya = (kunci, wilayah_kode, hari)
    hasil = salinan.ingatan.get(tanya)
    if hasil is None:
        if len(salinan.ingatan) >= BATAS_INGATAN:
            salinan.ingatan.clear()
        hasil = salinan.ingatan[tanya] = _pilih(salinan.baris.get(kunci, []), wilayah_kode, hari)
    return {kode: isi for kode, isi in hasil.items() if semua or isi.get("aktif", True)}


def nilai(kunci: str, wilayah_kode: str, kode: str = "", pada: dt.date | None = None) -> Isi:
    """One row of a table, `{}` when nothing is in force. A scalar rule has the kode ""."""
    return dict(berlaku(kunci, wilayah_kode, pada).get(kode, {}))


def nilai_sendiri(kunci: str, wilayah_kode: str, kode: str = "", pada: dt.date | None = None) -> Isi:
    """As `nilai`, but only of a row set for that very region: a letterhead or a name belongs to one office."""
    hari = pada or clock.hari_ini(zona(wilayah_kode))
    milik = any(b.kode == kode and b.wilayah_kode == wilayah_kode and b.pada(hari) for b in semua_baris(kunci))
    return nilai(kunci, wilayah_kode, kode, hari) if milik else {}


def profil_kini(wilayah_kode: str, pada: dt.date | None = None) -> Isi:
    """The regulation in force: the isi of `profil` and its `kode`; what a new packet keeps."""
    ada = berlaku("profil", wilayah_kode, pada)
    kode = next(reversed(ada), "")
    return {**ada[kode], "kode": kode} if kode else {}


def sebutan(kunci: str, kode: str, wilayah_kode: str = "") -> str:
    """The label of a code for lists and timelines, also of a row that has ended; the code itself if unknown."""
    milik = [b for b in semua_baris(kunci) if b.kode == kode and "label" in b.isi]
    jauh = _jarak(wilayah_kode)
    dekat = min(
        (b for b in milik if b.wilayah_kode in jauh),
        key=lambda b: (jauh[b.wilayah_kode], -b.mulai.toordinal()),
        default=None,
    )
    return str(dekat.isi["label"]) if dekat else kode


def terakhir(kunci: str, wilayah_kode: str, kode: str) -> Isi:
    """The latest row ever set for a region or above it, in force or not; `{}` when there was none."""
    jauh = _jarak(wilayah_kode)
    milik = [b for b in semua_baris(kunci) if b.kode == kode and b.wilayah_kode in jauh]
    dekat = max(milik, key=lambda b: (b.mulai, -jauh[b.wilayah_kode]), default=None)
    return dekat.isi if dekat else {}


def semua_baris(kunci: str) -> list[BarisAturan]:
    """Every row of a table, of every territory and date: for the administrator's page."""
    return list(_kini().baris.get(kunci, []))


def ketahui(nomor: int | None) -> None:
    """Take over `NOMOR` as another statement of this transaction has read it along."""
    db.session.info[_NOMOR] = nomor


def lupakan() -> None:
    """Called after rows were written in this transaction, so that it reads its own. The number it now sees is its own
    too, and never comes again: what is rolled back is not taken for what another transaction commits."""
    _buang(db.session.info)


def _buang(info: dict[Any, Any]) -> None:
    info.pop(_BARIS, None)
    info.pop(_NOMOR, None)


def _jarak(wilayah_kode: str) -> dict[str, int]:
    """How far above the region each territory that covers it lies; "" is the whole country."""
    return {kode: i for i, kode in enumerate([*leluhur(wilayah_kode), ""])} if wilayah_kode else {"": 0}


def _pilih(baris: list[BarisAturan], wilayah_kode: str, hari: dt.date) -> dict[str, Isi]:
    jauh = _jarak(wilayah_kode)
    terbaik: dict[str, BarisAturan] = {}
    for b in baris:
        if b.wilayah_kode not in jauh or not b.pada(hari):
            continue
        lama = terbaik.get(b.kode)
        if lama is None or (jauh[b.wilayah_kode], lama.mulai) < (jauh[lama.wilayah_kode], b.mulai):
            terbaik[b.kode] = b
    return {b.kode: b.isi for b in sorted(terbaik.values(), key=lambda b: (b.urut, b.kode))}


def _kini() -> _Salinan:
    info = db.session.info
    salinan: _Salinan | None = info.get(_BARIS)
    if salinan is None:
        nomor = info[_NOMOR] if _NOMOR in info else db.session.execute(sa.select(NOMOR)).scalar()
        salinan = info[_BARIS] = _milik_proses(nomor or 0)
    return salinan


def _milik_proses(nomor: int) -> _Salinan:
    tempat = str(db.session.get_bind().engine.url)
    salinan = _proses.get(tempat)
    if salinan is None or salinan.nomor != nomor or not nomor:
        salinan = _proses[tempat] = _muat(nomor)
    return salinan


def _muat(nomor: int) -> _Salinan:
    t = Aturan
    tanya = sa.select(t.id, t.kunci, t.kode, t.wilayah_kode, t.mulai, t.selesai, t.urut, t.isi)
    baris: dict[str, list[BarisAturan]] = defaultdict(list)
    for satu in db.session.execute(tanya.order_by(t.kunci, t.urut, t.kode, t.wilayah_kode, t.mulai)):
        baris[satu.kunci].append(BarisAturan(*satu))
    return _Salinan(nomor, dict(baris))


@event.listens_for(Session, "after_transaction_end")
def _transaksi_berakhir(session: Session, transaksi: SessionTransaction) -> None:
    # A flush ends a transaction of its own inside the real one; only the real one and savepoints count.
    if transaksi.parent is None or transaksi.nested:
        _buang(session.info)
