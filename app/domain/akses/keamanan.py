"""Which refusals and views must be remembered? Facts of security, written in a transaction of their own."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from app.domain.akses.pelaku import Pelaku
from app.infra import audit, clock
from app.infra.audit import Audit
from app.infra.db import db

RANTAI = "keamanan"
DITOLAK, DILIHAT, GAGAL = "keamanan.ditolak", "pemeriksaan.lihat", "masuk.gagal"
# Who leans on a closed door is written down, not given the power to fill the disk.
MAKS_PER_JAM = 20


def catat_penolakan(pelaku: Pelaku | None, jalur: str, cara: str) -> bool:
    """A refusal of authority; `jalur` is the name of the view, never the address (it may hold what was typed).

    At most `MAKS_PER_JAM` an hour per person, and as many for all strangers together; whether it was written.
    """
    objek = f"pengguna:{pelaku.pengguna_id}" if pelaku else "tamu"
    sejam = clock.sekarang() - dt.timedelta(hours=1)
    a = Audit
    tanya = sa.select(a.waktu).where(a.objek == objek, a.aksi == DITOLAK).order_by(a.id.desc())
    if (tertua := db.session.scalar(tanya.offset(MAKS_PER_JAM - 1).limit(1))) and tertua > sejam:
        return False
    _catat(RANTAI, {"aksi": DITOLAK, "objek": objek, "isi": {"halaman": jalur, "cara": cara}}, pelaku)
    return True


def catat_lihat(pelaku: Pelaku, objek: str, jalur: str) -> None:
    """What an auditor was shown: on a chain of the assignment, so that examiners can be examined."""
    _catat(rantai_pemeriksaan(pelaku.penugasan_id), {"aksi": DILIHAT, "objek": objek, "ke": jalur[:40]}, pelaku)


def rantai_pemeriksaan(penugasan_id: int) -> str:
    """The chain of everything that was seen and taken under one assignment of an auditor."""
    return f"pemeriksaan:{penugasan_id}"


def _catat(rantai: str, fakta: dict[str, Any], pelaku: Pelaku | None) -> None:
    audit.catat(
        rantai,
        [fakta],
        pengguna_id=pelaku.pengguna_id if pelaku else None,
        penugasan_id=pelaku.penugasan_id if pelaku else None,
    )
