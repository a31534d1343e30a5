"""For whom does a job work? The actor of an assignment, as it stands when the job runs."""

import sqlalchemy as sa

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian


def pelaku_kerja(penugasan_id: int) -> Pelaku:
    """The actor. Raises GalatIsian when the assignment has ended since."""
    t, p, w = db.session.execute(
        sa.select(Penugasan, Pengguna, Wilayah)
        .join(Pengguna, Pengguna.id == Penugasan.pengguna_id)
        .join(Wilayah, Wilayah.kode == Penugasan.wilayah_kode)
        .where(Penugasan.id == penugasan_id)
    ).one()
    if not t.berlaku(clock.hari_ini(w.zona)):
        raise GalatIsian("Penugasan Anda sudah berakhir, jadi berkas ini tidak dibuat.")
    return Pelaku(
        p.id, t.id, p.nama, t.peran, t.wilayah_kode, w.sebutan, zona=w.zona,
        periode_awal=t.periode_awal, periode_akhir=t.periode_akhir,
    )  # fmt: skip
