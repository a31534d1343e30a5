"""What follows a resident into another family? What is the person's own; what is the family's stays with it."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.domain.registri import kabar
from app.domain.registri.models import Kepesertaan, Warga
from app.infra.db import db


def ikutkan(warga_ids: Sequence[int]) -> None:
    """Personal memberships go along with residents who already stand in their new family; whoever listens is told."""
    if not warga_ids:
        return
    k = Kepesertaan
    kini = sa.select(Warga.keluarga_id).where(Warga.id == k.warga_id).scalar_subquery()
    db.session.flush()
    db.session.execute(
        sa.update(k)
        .where(k.warga_id.in_(warga_ids), k.keluarga_id != kini)
        .values(keluarga_id=kini)
        .execution_options(synchronize_session=False)
    )
    kabar.sebarkan_keluarga(warga_ids)
