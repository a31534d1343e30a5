"""How long is a package kept? The clock lets go of it; apart from the making, so that its duty loads nothing else."""

import datetime as dt

import sqlalchemy as sa

from app.domain.dokumen.models import Himpunan, PotonganHimpunan
from app.infra import clock
from app.infra.db import db

UMUR = dt.timedelta(days=30)


def lupakan() -> None:
    """Let go of what was made a month ago; the rows stay, so that a copy somebody kept is still recognised."""
    usang = sa.select(Himpunan.id).where(Himpunan.dibuat < clock.sekarang() - UMUR)
    db.session.execute(sa.delete(PotonganHimpunan).where(PotonganHimpunan.himpunan_id.in_(usang)))
