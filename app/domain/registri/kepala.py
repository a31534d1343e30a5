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
