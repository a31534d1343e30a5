"""What waits for a person besides packets: questions, objections? One statement, asked by every inbox."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.registri import queries_mutasi
from app.domain.usulan import queries_pejabat
from app.infra import clock
from app.infra.db import db


def hitung(*, untuk: Pelaku) -> tuple[int, bool]:
    """Open questions that the actor may answer now, counted to `queries_mutasi.BATAS_HITUNG`, and whether any packet
    in sight has an objection without an answer."""
    hari = {"siapa": untuk.pengguna_id, "hari": clock.hari_ini(untuk.zona)}
    giliran, keberatan = db.session.execute(_tanya(untuk.peran), {**policy.nilai_siapa(untuk), **hari}).one()
    return giliran, keberatan


@cache
def _tanya(peran: Peran) -> Any:
    siapa = policy.siapa_pun(peran)
    return sa.select(queries_mutasi.giliran(untuk=siapa), queries_pejabat.keberatan_terbuka(untuk=siapa).exists())
