"""Which packets are still open although their month is over? The clock flags them; nothing else of them changes."""

import sqlalchemy as sa

from app.domain.usulan.models import Paket
from app.domain.usulan.status import TERBUKA, StatusPaket
from app.domain.wilayah.zona import zona
from app.infra import audit, clock
from app.infra.db import db

TUGAS = "usulan.lewat_periode"
AKSI = "paket.lewat_periode"
# What was signed off only waits for the centre, which has terms of its own.
BELUM_PUTUS = TERBUKA - {StatusPaket.DISAHKAN}
POTONGAN = 200


def tandai() -> int:
    """Flag open packets of earlier periods `terlambat`, each in the zone of its region; returns how many."""
    kena = sesudah = 0
    while calon := _calon(sesudah):
        sesudah = calon[-1].id
        for paket in calon:
            if paket.periode < clock.hari_ini(zona(paket.wilayah_kode)).strftime("%Y-%m"):
                _tandai(paket)
                kena += 1
    return kena


def _calon(sesudah: int) -> list[Paket]:
    """The next ones, by the zone where a month ends first."""
    bulan = clock.hari_ini(clock.WIT).strftime("%Y-%m")
    tanya = (
        sa.select(Paket)
        .where(Paket.status.in_(BELUM_PUTUS), sa.not_(Paket.terlambat), Paket.periode < bulan, Paket.id > sesudah)
        .order_by(Paket.id)
        .limit(POTONGAN)
        .with_for_update(skip_locked=True)
    )
    return list(db.session.scalars(tanya))


def _tandai(paket: Paket) -> None:
    paket.terlambat = True
    db.session.flush()
    fakta = {"aksi": AKSI, "objek": paket.sebutan_audit, "dari": paket.status, "ke": paket.status}
    audit.catat(paket.rantai, [fakta], pengguna_id=None)
