"""Which villages left questions about moved residents unanswered? The clock reminds Dinas Sosial, which decides."""

import sqlalchemy as sa

from app.domain.akses.peran import Peran
from app.domain.registri.models import Konfirmasi
from app.domain.registri.mutasi import PERIHAL
from app.domain.wilayah.zona import zona
from app.infra import clock, jobs
from app.infra.db import db

KABAR_LEWAT = "mutasi.lewat"
SETIAP_HARI = 7  # the day after the term, then weekly while it is open


def ingatkan() -> int:
    """One notice for each village whose term is over, to the verifiers of its regency; returns how many."""
    k = Konfirmasi
    tanya = sa.select(k.kepada, k.tenggat).distinct().where(k.perihal == PERIHAL, k.dijawab.is_(None))
    lewat = {r.kepada for r in db.session.execute(tanya) if _giliran((clock.hari_ini(zona(r.kepada)) - r.tenggat).days)}
    for kepada in sorted(lewat):
        jobs.antrekan(
            "notifikasi.kirim",
            {
                "peran": [str(Peran.VERIFIKATOR_DINSOS)],
                "wilayah": kepada,
                "objek": "mutasi",
                "aksi": KABAR_LEWAT,
                "oleh": None,
            },
        )
    return len(lewat)


def _giliran(lewat_hari: int) -> bool:
    return lewat_hari > 0 and (lewat_hari - 1) % SETIAP_HARI == 0
