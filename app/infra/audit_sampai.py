"""Is a chain whole up to a row that was written down elsewhere? Every link from its start, nothing decrypted."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from app.infra.audit import AWAL, Audit, AuditKepala, asal, periksa_baris
from app.infra.db import db, tabel

Titik = tuple[str, int, str]  # chain, row, hash
_SEKALIGUS = 300


def kepala(rantai: Iterable[str]) -> list[Titik]:
    """The heads of chains as they are now, in order; a chain without a row gives (chain, 0, zeros)."""
    semua = sorted(set(rantai))
    t = tabel(AuditKepala)
    ada = {r.rantai: r for r in db.session.execute(sa.select(t).where(t.c.rantai.in_(semua))).all()}
    return [(r, int(ada[r].urut), str(ada[r].hash)) if r in ada else (r, 0, AWAL) for r in semua]


def utuh(titik: Titik) -> bool:
    """Whether the chain's rows, recomputed from the first, end in this hash at this row."""
    rantai, urut, akhir = titik
    cabang = asal(rantai)
    hash_ = AWAL
    if cabang:
        hash_ = _hash_baris(*cabang)
        if cabang[1] and not utuh((*cabang, hash_)):
            return False
    tanya = sa.select(Audit).where(Audit.rantai == rantai, Audit.urut <= urut).order_by(Audit.urut)
    sudah = 0
    for a in db.session.scalars(tanya):
        if periksa_baris(a, None, sudah, hash_):
            return False
        sudah, hash_ = a.urut, a.hash
    return sudah == urut and hash_ == akhir


def silsilah(rantai: str) -> list[Titik]:
    """The chain's head, then the row of the chain that it started from, and so on: all that its proof needs."""
    titik = kepala([rantai])
    while cabang := asal(titik[-1][0]):
        titik.append((*cabang, _hash_baris(*cabang)))
    return titik


def sebelum(rantai: str) -> str:
    """The hash that stands before the first row of a chain."""
    cabang = asal(rantai)
    return _hash_baris(*cabang) if cabang else AWAL


def tertulis(rantai: str, urut: int) -> str:
    """Every row up to that one, a line each: its hash, a tab, the text that was hashed. Nothing personal is in it."""
    a = tabel(Audit)
    tanya = sa.select(a.c.hash, a.c.teks).where(a.c.rantai == rantai, a.c.urut <= urut).order_by(a.c.urut)
    return "".join(f"{r.hash}\t{r.teks}\n" for r in db.session.execute(tanya))


def _hash_baris(rantai: str, urut: int) -> str:
    a = tabel(Audit)
    if urut == 0:
        return AWAL
    return db.session.scalar(sa.select(a.c.hash).where(a.c.rantai == rantai, a.c.urut == urut)) or ""


def hilang(titik: Iterable[Titik]) -> Iterator[Titik]:
    """Those of the points that no stored row confirms."""
    semua = [t for t in titik if t[1]]
    a = tabel(Audit)
    for awal in range(0, len(semua), _SEKALIGUS):
        bagian = semua[awal : awal + _SEKALIGUS]
        tanya = sa.select(a.c.rantai, a.c.urut, a.c.hash).where(
            a.c.rantai.in_({t[0] for t in bagian}), a.c.urut.in_({t[1] for t in bagian})
        )
        ada = {tuple(r) for r in db.session.execute(tanya)}
        yield from (t for t in bagian if t not in ada)
