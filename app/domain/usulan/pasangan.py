"""Which removal and which addition stand or fall together? Questions about replacement pairs; no step of their own."""

from collections.abc import Iterable

from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import HIDUP


def pasangan(paket: Paket) -> dict[int, int]:
    """Proposal → the other one of its pair, both ways, for all pairs of a packet."""
    dua = {u.id: u.pengganti_id for u in paket.usulan if u.pengganti_id is not None}
    return dua | {b: a for a, b in dua.items()}


def lain(usulan: Usulan) -> Usulan | None:
    """The other one of its pair, if it has one."""
    kode = pasangan(usulan.paket).get(usulan.id)
    return next((u for u in usulan.paket.usulan if u.id == kode), None)


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
    per = {u.id: u for u in paket.usulan if u.status in HIDUP}
    return [
        (u, per[u.pengganti_id])
        for u in per.values()
        if u.pengganti_id in per and (u.id in dipilih) != (u.pengganti_id in dipilih)
    ]
