"""Which packets has a kecamatan held past its term? For whom may go past it: the longest waiting first."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.kalender import hari_kerja_antara, kalender_wilayah
from app.domain.usulan.models import Paket
from app.domain.usulan.status import StatusPaket
from app.domain.usulan.syarat_lampaui import masuk_terlampaui
from app.domain.wilayah.kode import kecamatan
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db

BATAS = 100  # a list of more is worked off from its top


@dataclass(frozen=True, slots=True)
class BarisTerlampaui:
    """One packet past the term; `terbit`: on an issued BA telaah that waits for the camat."""

    id: int
    nomor: str
    desa: str
    kecamatan: str
    periode: str
    masuk: dt.date
    hari_kerja: int
    terbit: bool


def jumlah(*, untuk: Pelaku) -> int:
    """How many there are, counted to `BATAS`. One statement."""
    p = Paket
    return len(_lewat(db.session.execute(_diajukan(sa.select(p.id, p.wilayah_kode, p.sejak), untuk)).all()))


def daftar(*, untuk: Pelaku) -> list[BarisTerlampaui]:
    """The first `BATAS` of them. Raises TidakBoleh for who never goes past a kecamatan."""
    policy.wajib_mungkin(untuk, Aksi.PAKET_LAMPAUI_KECAMATAN)
    p, w, kec = Paket, Wilayah, aliased(Wilayah)
    kolom = sa.select(
        p.id, p.nomor, p.wilayah_kode, p.periode, p.sejak, p.bundel_id, w.nama, w.jenis, kec.nama.label("kecamatan")
    )
    tanya = kolom.join(w, w.kode == p.wilayah_kode).join(kec, kec.kode == w.induk)
    return [_baris(r) for r in _lewat(db.session.execute(_diajukan(tanya, untuk)).all())]


def _diajukan(tanya: Any, untuk: Pelaku) -> Any:
    terlihat = policy.terlihat(Aksi.PAKET_LAMPAUI_KECAMATAN, Paket.wilayah_kode, untuk)
    return tanya.where(terlihat, Paket.status == StatusPaket.DIAJUKAN).order_by(Paket.sejak, Paket.id)


def _lewat(semua: Any) -> list[Any]:
    """Those past the term, which is worked out once for each kecamatan."""
    batas: dict[str, dt.date] = {}
    hasil = []
    for r in semua:
        kec = kecamatan(r.wilayah_kode)
        if kec not in batas:
            batas[kec] = masuk_terlampaui(kec, clock.hari_ini(zona(kec)))
        if _masuk(r) <= batas[kec]:
            hasil.append(r)
    return hasil[:BATAS]


def _masuk(r: Any) -> dt.date:
    return clock.setempat(r.sejak, zona(r.wilayah_kode)).date()


def _baris(r: Any) -> BarisTerlampaui:
    kec = kecamatan(r.wilayah_kode)
    lama = hari_kerja_antara(_masuk(r), clock.hari_ini(zona(kec)), kalender_wilayah(kec))
    desa = Wilayah(nama=r.nama, jenis=r.jenis).sebutan
    return BarisTerlampaui(r.id, r.nomor, desa, r.kecamatan, r.periode, _masuk(r), lama, r.bundel_id is not None)
