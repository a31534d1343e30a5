"""What becomes of requests for change when their packet moves? Taken along with a submission, or void."""

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah, lakukan_banyak
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import Paket, Perubahan
from app.domain.usulan.operations_perubahan import AKSI_TERIMA
from app.infra.db import db


def terapkan(paket: Paket, langkah: Langkah) -> None:
    """On submission the signed changes take effect: corrections are applied, withdrawals and losses end a proposal."""
    milik = {u.id: u for u in paket.usulan}
    butir = [(milik[p.usulan_id], AKSI_TERIMA[p.jenis], "", "") for p in terbuka(paket)]
    lakukan_banyak(ALUR_USULAN, butir, oleh=langkah.oleh, lewat="paket", keputusan=langkah.keputusan)


def batalkan(paket: Paket, alasan: str) -> None:
    """The list that they were to change is no more."""
    for p in terbuka(paket):
        p.hasil, p.hasil_alasan = "ditolak", alasan


def terbuka(paket: Paket) -> list[Perubahan]:
    """Requests that nobody has answered, oldest first."""
    tanya = sa.select(Perubahan).where(Perubahan.paket_id == paket.id, Perubahan.hasil.is_(None))
    return list(db.session.scalars(tanya.order_by(Perubahan.id)))
