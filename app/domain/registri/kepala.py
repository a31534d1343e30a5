"""Who is the head of a family, and how does a family keep exactly one?"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from app.domain.registri.kode import HIDUP, KEPALA_KELUARGA
from app.domain.registri.models import Warga
from app.infra import clock
from app.infra.db import db

LAINNYA = 11
# Whoever is dead or gone stays on the card's record, but below those who live there.
URUT_TIADA = 99


def hidup(keluarga_id: int, kecuali: Iterable[int] = ()) -> list[Warga]:
    """Living members in the order of the card, without those named."""
    tanya = (
        sa.select(Warga)
        .where(Warga.keluarga_id == keluarga_id, Warga.status_dasar == HIDUP, Warga.id.not_in(list(kecuali)))
        .order_by(Warga.urut_kk, Warga.id)
    )
    return list(db.session.scalars(tanya))


def kosong(anggota: Iterable[Warga]) -> bool:
    """Whether there are people and none of them is the head."""
    semua = list(anggota)
    return bool(semua) and all(w.hubungan != KEPALA_KELUARGA for w in semua)


def angkat(baru: Warga, lama_menjadi: int = LAINNYA) -> dict[str, dict[str, Any]]:
    """Make a living member the head; another living head becomes `lama_menjadi`.

    Returns {"lama", "baru"}: id of each whose relation changed (text, as JSON keeps it) → relation.
    """
    ubah = {w: lama_menjadi for w in hidup(baru.keluarga_id, [baru.id]) if w.hubungan == KEPALA_KELUARGA}
    if baru.hubungan != KEPALA_KELUARGA:
        ubah[baru] = KEPALA_KELUARGA
    catatan: dict[str, dict[str, Any]] = {"lama": {}, "baru": {}}
    for w, hubungan in ubah.items():
        catatan["lama"][str(w.id)], catatan["baru"][str(w.id)] = w.hubungan, hubungan
        setel(w, hubungan)
    db.session.flush()
    return catatan


def setel(warga: Warga, hubungan: int) -> None:
    """The relation and the place on the card that goes with it."""
    warga.hubungan = warga.urut_kk = hubungan
    warga.versi_baris += 1
    warga.diubah = clock.sekarang()


def wariskan(warga: Warga, terpilih: str, catatan: dict[str, Any]) -> None:
    """Who was chosen follows the dead as the head, if still alive in the family; the former head stays on record below.

    `catatan` = {"lama", "baru", "tidak_diterapkan"} takes what changed, or why nothing did.
    """
    if not terpilih or warga.status_dasar == HIDUP:
        return
    baru = next((w for w in hidup(warga.keluarga_id, [warga.id]) if str(w.id) == terpilih), None)
    if baru is None:
        catatan["tidak_diterapkan"]["pengurus_baru"] = "bukan lagi anggota keluarga yang hidup"
        return
    for kapan, isi in angkat(baru).items():
        catatan[kapan]["kepala"] = isi
    warga.urut_kk = URUT_TIADA


def perbaiki(warga: Warga, teks: str, lama_menjadi: str, catatan: dict[str, Any]) -> None:
    """A family that has a head keeps exactly one: a new one takes the place of the old, none leaves it empty."""
    if not teks.isdigit() or int(teks) == warga.hubungan:
        return
    hubungan = int(teks)
    if hubungan == KEPALA_KELUARGA and warga.status_dasar == HIDUP:
        menjadi = int(lama_menjadi) if lama_menjadi.isdigit() else LAINNYA
        for kapan, isi in angkat(warga, menjadi if menjadi != KEPALA_KELUARGA else LAINNYA).items():
            catatan[kapan]["kepala"] = isi
    elif hubungan == KEPALA_KELUARGA:
        catatan["tidak_diterapkan"]["hubungan"] = "bukan lagi anggota keluarga yang hidup"
    elif warga.hubungan == KEPALA_KELUARGA and kosong(hidup(warga.keluarga_id, [warga.id])):
        catatan["tidak_diterapkan"]["hubungan"] = "keluarga harus mempunyai satu kepala"
    else:
        catatan["lama"]["hubungan"], catatan["baru"]["hubungan"] = warga.hubungan, hubungan
        setel(warga, hubungan)
