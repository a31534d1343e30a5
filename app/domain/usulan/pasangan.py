"""Which removal and which addition stand or fall together? Questions about replacement pairs; no step of their own."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import HIDUP
from app.infra.db import db


def pasangan(paket: Paket) -> dict[int, int]:
    """Proposal → the other one of its pair, both ways, for all pairs of a packet."""
    dua = {u.id: u.pengganti_id for u in paket.usulan if u.pengganti_id is not None}
    return dua | {b: a for a, b in dua.items()}


# Within the packet: a pair never crosses it, and the whole table is not searched.
_LAIN = sa.select(Usulan).where(
    Usulan.paket_id == sa.bindparam("paket"),
    sa.or_(Usulan.id == sa.bindparam("pengganti"), Usulan.pengganti_id == sa.bindparam("usulan")),
)


def lain(usulan: Usulan) -> Usulan | None:
    """The other one of its pair, if it has one."""
    nilai = {"paket": usulan.paket_id, "pengganti": usulan.pengganti_id or 0, "usulan": usulan.id}
    return db.session.scalars(_LAIN, nilai).first()


def lain_hidup(usulan: Usulan) -> Usulan | None:
    """As `lain`, while that one is still under way."""
    dua = lain(usulan)
    return dua if dua is not None and dua.status in HIDUP else None


def lengkapi(paket: Paket, dipilih: Iterable[int]) -> set[int]:
    """The chosen proposals and, for each half of a live pair, its other half."""
    pilih, dua = set(dipilih), pasangan(paket)
    jalan = {u.id for u in paket.usulan if u.status in HIDUP}
    return pilih | {dua[i] for i in pilih if i in dua and dua[i] in jalan}


def terpisah(paket: Paket, dipilih: set[int]) -> list[tuple[Usulan, Usulan]]:
    """Live pairs (removal, addition) of which only one half is chosen."""
    return [(a, b) for a, b in hidup_berpasangan(paket) if (a.id in dipilih) != (b.id in dipilih)]


def hidup_berpasangan(paket: Paket) -> list[tuple[Usulan, Usulan]]:
    """Pairs (removal, addition) of which both halves are under way."""
    per = {u.id: u for u in paket.usulan if u.status in HIDUP}
    return [(u, per[u.pengganti_id]) for u in per.values() if u.pengganti_id in per]


def sebutan(usulan: Iterable[Usulan]) -> dict[int, str]:
    """“diganti SITI” of each removal, “menggantikan BUDI” of each addition, for those of a list that have a pair."""
    per = {u.id: u for u in usulan}
    hasil: dict[int, str] = {}
    for u in per.values():
        if u.pengganti_id in per:
            lain = per[u.pengganti_id]
            hasil |= {u.id: f"diganti {lain.nama}", lain.id: f"menggantikan {u.nama}"}
    return hasil


def nama_lain(usulan_ids: Iterable[int]) -> dict[int, str]:
    """The same for the lines of one page, which hold only ids; one statement."""
    a, b, ids = aliased(Usulan), aliased(Usulan), list(usulan_ids)
    paket = sa.select(Usulan.paket_id).where(Usulan.id.in_(ids))
    tanya = sa.select(a.id, a.nama, b.id, b.nama).join(b, b.id == a.pengganti_id).where(a.paket_id.in_(paket))
    hasil: dict[int, str] = {}
    for i, nama, j, nama_pengganti in db.session.execute(tanya.where(sa.or_(a.id.in_(ids), b.id.in_(ids)))):
        hasil |= {i: f"diganti {nama_pengganti}", j: f"menggantikan {nama}"}
    return hasil
