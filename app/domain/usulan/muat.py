"""How does a step get what it reads of every name of a packet? In one statement, not in three a name."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from app.domain.usulan.models import Paket, Usulan
from app.infra.db import db

DALAM = frozenset({"isi", "warga", "keluarga"})
_DALAM = (
    sa.select(Usulan)
    .where(Usulan.paket_id == sa.bindparam("paket"))
    .options(undefer(Usulan.isi), joinedload(Usulan.warga), joinedload(Usulan.keluarga))
)


def dalam(paket: Paket) -> None:
    """Content, person and family of every name, where any of it is not loaded yet; nothing pending is lost."""
    if any(DALAM & sa.inspect(u).unloaded for u in paket.usulan):
        db.session.scalars(_DALAM, {"paket": paket.id}).all()
