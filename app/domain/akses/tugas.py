"""As whom does a job act? As the person and assignment that asked for it, if that is still in force."""

from typing import Any

import sqlalchemy as sa

from app.domain.akses.masuk import berlaku_sql
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.wilayah.models import Wilayah
from app.infra.db import db


def pelaku_penugasan(penugasan_id: int) -> Pelaku | None:
    """The actor of an assignment now; None when it has ended or its person may not sign in any more."""
    b: Any = db.session.execute(
        sa.select(Penugasan, Pengguna.nama, Wilayah.nama.label("wilayah"), Wilayah.jenis, Wilayah.zona)
        .join(Pengguna, Pengguna.id == Penugasan.pengguna_id)
        .join(Wilayah, Wilayah.kode == Penugasan.wilayah_kode)
        .where(Penugasan.id == penugasan_id, Pengguna.aktif, berlaku_sql(Penugasan, Wilayah))
    ).first()
    if b is None:
        return None
    t: Penugasan = b.Penugasan
    return Pelaku(
        pengguna_id=t.pengguna_id,
        penugasan_id=t.id,
        nama=b.nama,
        peran=t.peran,
        wilayah=t.wilayah_kode,
        wilayah_nama=Wilayah(nama=b.wilayah, jenis=b.jenis).sebutan,
        sebutan=t.sebutan,
        instansi=t.instansi,
        zona=b.zona,
    )
