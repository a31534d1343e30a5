"""What holds back the statement that a village proposes nothing?"""

from collections.abc import Iterator

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Dasar, StatusPaket
from app.domain.usulan.syarat import hidup
from app.infra.db import db


def tanpa_usulan(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """A statement of nothing beside a list of names would be untrue."""
    if jumlah := len(hidup(paket)):
        yield f"Paket ini berisi {jumlah} usulan, jadi tidak dapat dinyatakan nihil. Tarik usulannya lebih dahulu."


def tanpa_pengajuan_lain(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """The letter says that the village proposes nothing in this period; names submitted for it say otherwise."""
    lain = db.session.scalar(
        sa.select(Paket.nomor)
        .where(Paket.wilayah_kode == paket.wilayah_kode, Paket.periode == paket.periode, Paket.sifat == paket.sifat)
        .where(Paket.dasar.not_in((Dasar.NIHIL, Dasar.DAFTAR_KABUPATEN)), Paket.status != StatusPaket.DIBATALKAN)
        .where(Paket.versi > 0, Paket.id != paket.id)
        .limit(1)
    )
    if lain:
        yield (
            f"Paket {lain} untuk periode yang sama sudah diajukan dengan usulan, jadi periode ini tidak dapat "
            "dinyatakan nihil."
        )
