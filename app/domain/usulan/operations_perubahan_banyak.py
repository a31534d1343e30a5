"""How are changes of many names of a settled list asked for at once? All of one kind and one reason, or none at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.operations_perubahan import minta
from app.infra.db import kunci_baris
from app.infra.galat import GalatIsian, HalamanUsang, TidakBisa

JENIS = ("ralat", "penarikan", "gugur")  # a perbaikan answers the mark on one name, in its own words
MAKS_BERSAMA = 50
# What is typed once for all of them.
BERSAMA = frozenset({"alasan", "alasan_gugur"})


@dataclass(frozen=True, slots=True)
class Butir:
    """One chosen name: the version its row was drawn from, what was typed for it (`ralat.<field>`), and whether the
    other half of its replacement pair goes on alone."""

    usulan_id: int
    versi: int
    kiriman: dict[str, list[str]] = field(default_factory=dict)
    lepas_pasangan: bool = False


def dapat_diminta(paket: Paket, oleh: Pelaku) -> list[Usulan]:
    """Names of which this actor may ask a change now: settled, and none is asked for yet."""
    if not policy.boleh(oleh, Aksi.USULAN_MINTA_PERUBAHAN, paket):
        return []
    tetap = [u for u in paket.usulan if ALUR_USULAN.cari(u, Aksi.USULAN_MINTA_PERUBAHAN)]
    diminta = {p.usulan_id for p in paket.perubahan if p.hasil is None} if tetap else set()
    return [u for u in tetap if u.id not in diminta]


def minta_banyak(
    paket: Paket, jenis: str, butir: Sequence[Butir], *, alasan: str, oleh: Pelaku, alasan_kode: str = ""
) -> int:
    """Ask the same kind of change of every chosen name; returns how many. One sheet then carries them all.

    Raises GalatIsian (fields as `u<id>.ralat.<name>`), TidakBisa (each sentence with its name), HalamanUsang,
    TidakBoleh; the caller undoes the whole.
    """
    _wajib_sah(jenis, butir)
    kunci_baris(paket)
    milik = {u.id: u for u in paket.usulan}
    if any(b.usulan_id not in milik for b in butir):
        raise HalamanUsang("Ada nama yang tidak lagi di paket ini. Muat ulang, lalu pilih lagi.")
    bidang: dict[str, str] = {}
    sebab: list[str] = []
    for b in butir:
        u, tanda = milik[b.usulan_id], _tanda(paket, b.usulan_id)
        lain: dict[str, Any] = {"kiriman": b.kiriman, "tanda_id": tanda, "alasan_kode": alasan_kode}
        lain["lepas_pasangan"] = b.lepas_pasangan
        try:
            minta(u, jenis, alasan=alasan, oleh=oleh, versi=b.versi, **lain)
        except GalatIsian as galat:
            bidang |= {k if k in BERSAMA else f"u{u.id}.{k}": kalimat for k, kalimat in galat.bidang.items()}
        except HalamanUsang:
            raise
        except TidakBisa as galat:
            sebab += [f"{u.nama}: {kalimat.removeprefix(f'{u.nama}: ')}" for kalimat in galat.alasan]
    if bidang:
        raise GalatIsian([*bidang.values(), *sebab], bidang)
    if sebab:
        raise TidakBisa(sebab)
    return len(butir)


def _wajib_sah(jenis: str, butir: Sequence[Butir]) -> None:
    if jenis not in JENIS:
        raise GalatIsian(bidang={"jenis": "Pilih yang diminta: ralat, penarikan, atau gugur."})
    if not butir:
        raise GalatIsian(bidang={"usulan": "Pilih paling sedikit satu nama."})
    if len(butir) > MAKS_BERSAMA:
        raise GalatIsian(bidang={"usulan": f"Pilih paling banyak {MAKS_BERSAMA} nama sekaligus."})


def _tanda(paket: Paket, usulan_id: int) -> int | None:
    """The open mark that the request answers."""
    return next((t.id for t in paket.tanda if t.usulan_id == usulan_id and t.jawaban is None), None)
