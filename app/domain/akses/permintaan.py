"""Was this form sent before? The first answer to a key of an actor is kept and replayed."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.akses.models import KunciPermintaan
from app.infra import clock
from app.infra.db import db, tabel


def ambil(pengguna_id: int, kunci: str) -> str | None:
    """Claim the key in the caller's transaction; None when it is new, else where the first answer led ("" unknown).

    A second request with the same key waits here until the first has committed.
    """
    t = tabel(KunciPermintaan)
    sisip = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    baru = db.session.execute(
        sisip(t)
        .values(pengguna_id=pengguna_id, kunci=kunci, tujuan="", dibuat=clock.sekarang())
        .on_conflict_do_nothing()
        .returning(t.c.kunci)
    ).scalar()
    if baru is not None:
        return None
    tanya = sa.select(t.c.tujuan).where(t.c.pengguna_id == pengguna_id, t.c.kunci == kunci)
    return str(db.session.scalar(tanya) or "")


def simpan(pengguna_id: int, kunci: str, tujuan: str) -> None:
    """Remember where the first answer led."""
    t = tabel(KunciPermintaan)
    db.session.execute(
        sa.update(t).where(t.c.pengguna_id == pengguna_id, t.c.kunci == kunci).values(tujuan=tujuan[:300])
    )
