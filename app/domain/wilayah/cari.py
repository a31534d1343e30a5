"""Which region is this, what lies in it, what lies above it?

Regions are public facts, the same for everybody and printed on every page of the state: these look-ups take no
`untuk`. What happens inside a region is asked elsewhere, and there always with the actor.
"""

from collections.abc import Collection

import sqlalchemy as sa

from app.domain.wilayah.kode import dalam_wilayah, leluhur
from app.domain.wilayah.models import SumberWilayah, Wilayah
from app.infra.db import db
from app.infra.galat import TidakAda

BATAS_CARI = 20


def satu(kode: str) -> Wilayah:
    """The region of a code; TidakAda if there is none."""
    wilayah = db.session.get(Wilayah, kode)
    if wilayah is None:
        raise TidakAda("Wilayah dengan kode ini tidak ada.")
    return wilayah


def induk(kode: str) -> list[Wilayah]:
    """The region itself and all above it, nearest first; codes that are not imported are left out."""
    tanya = sa.select(Wilayah).where(Wilayah.kode.in_(leluhur(kode)))
    return sorted(db.session.scalars(tanya), key=lambda w: -len(w.kode))


def anak(kode: str) -> list[Wilayah]:
    """The regions directly below, by code; "" gives the provinces."""
    syarat = Wilayah.induk == kode if kode else Wilayah.induk.is_(None)
    return list(db.session.scalars(sa.select(Wilayah).where(syarat).order_by(Wilayah.kode)))


def pilihan_kecamatan(kode: str) -> list[tuple[str, str]]:
    """(code, name) of every kecamatan of a regency, for filters; nothing for a region of another level."""
    return [(w.kode, w.nama) for w in anak(kode)] if kode.count(".") == 1 else []


def sumber() -> list[SumberWilayah]:
    """Where the region data come from, which release, and since when: for the attribution the licence asks."""
    return list(db.session.scalars(sa.select(SumberWilayah).order_by(SumberWilayah.nama)))


def cari(q: str, di: str = "", jenis: Collection[str] = (), batas: int = BATAS_CARI) -> list[Wilayah]:
    """Regions whose name contains `q`, or whose code starts with it; never more than `batas`, whole beginnings first.

    `di` keeps to a territory, `jenis` to kinds (`desa`, `kelurahan`, `kecamatan` …). Less than two letters: nothing.
    """
    q = q.strip()
    if len(q) < 2:
        return []
    nama = sa.func.lower(Wilayah.nama)
    aman = q.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    syarat: list[sa.ColumnElement[bool]] = (
        [Wilayah.kode.startswith(q, autoescape=True)] if q[0].isdigit() else [nama.like(f"%{aman}%", escape="\\")]
    )
    if di:
        syarat.append(dalam_wilayah(Wilayah.kode, di))
    if jenis:
        syarat.append(Wilayah.jenis.in_(jenis))
    awal = sa.case((nama.like(f"{aman}%", escape="\\"), 0), else_=1)
    tanya = sa.select(Wilayah).where(*syarat).order_by(awal, sa.func.length(Wilayah.kode), Wilayah.kode).limit(batas)
    return list(db.session.scalars(tanya))
