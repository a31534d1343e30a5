"""What does a move, a death or a new family card mean for proposals under way? Sentences and small follow-ups."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from app.domain.registri import kabar
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket
from app.infra.db import db

# Signed off or closed: the registry has what was decided, and what the centre answers follows the membership.
RAMPUNG = (StatusPaket.DISAHKAN, StatusPaket.SELESAI, StatusPaket.NIHIL, StatusPaket.DIBATALKAN)


@kabar.jaga
def tertahan_usulan(warga_ids: Sequence[int]) -> Iterator[str]:
    """Nobody leaves the village while a proposal about him is under way there."""
    tanya = (
        sa.select(Usulan.nama, Paket.nomor)
        .join(Paket, Paket.id == Usulan.paket_id)
        .where(Usulan.warga_id.in_(warga_ids), Usulan.hidup, Paket.status.not_in(RAMPUNG))
        .order_by(Usulan.id)
    )
    for nama, nomor in db.session.execute(tanya):
        yield (
            f"Usulan atas {nama} masih berjalan pada paket {nomor}. Tarik usulan itu, atau ajukan gugur dengan alasan "
            "pindah lewat lembar perubahan daftar; setelah itu jawab lagi."
        )
