"""Does a statement that was built once still ask for today?"""

import datetime as dt

import pabrik
import sqlalchemy as sa

from app.domain.akses import masuk
from app.domain.akses.models import Penugasan
from app.domain.akses.peran import Peran
from app.domain.wilayah.models import Wilayah
from app.infra.db import db


def test_pertanyaan_yang_sama_memakai_hari_saat_dijalankan(app, jam):
    p = pabrik.pengguna(Peran.OPERATOR_DESA)
    tanya = (
        sa.select(sa.func.count())
        .select_from(Penugasan)
        .join(Wilayah)
        .where(Penugasan.pengguna_id == p.id, masuk.berlaku_sql(Penugasan, Wilayah))
    )
    assert db.session.scalar(tanya) == 1
    jam(dt.datetime(2023, 12, 31, 10, tzinfo=dt.UTC))
    assert db.session.scalar(tanya) == 0, "the assignment begins on 1 January 2024"
    jam(dt.datetime(2023, 12, 31, 17, tzinfo=dt.UTC))
    assert db.session.scalar(tanya) == 1, "midnight in western Indonesia"
