"""Do the Python rule and the WHERE clause of a territory always say the same?"""

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.wilayah.kode import dalam_wilayah, leluhur, meliputi
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra.clock import WIB, WIT, WITA
from app.infra.db import db

# Few digits, so that codes often share their beginnings, which is where a careless rule goes wrong.
_DUA = st.text("123", min_size=2, max_size=2)
KODE = st.builds(
    lambda bagian, akhir: ".".join([*bagian[:3], *([akhir] if len(bagian) == 4 else [])]),
    st.lists(_DUA, min_size=1, max_size=4),
    st.text("12", min_size=4, max_size=4),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(semua=st.sets(KODE, min_size=1, max_size=25), luar=KODE)
def test_aturan_wilayah_di_python_dan_di_sql_selalu_sama(app: Flask, semua: set[str], luar: str) -> None:
    db.session.execute(sa.delete(Wilayah))
    db.session.execute(
        sa.insert(Wilayah), [{"kode": k, "nama": k, "jenis": "desa", "induk": None, "zona": WIB} for k in semua]
    )
    kena = set(db.session.scalars(sa.select(Wilayah.kode).where(dalam_wilayah(Wilayah.kode, luar))))
    db.session.rollback()
    assert kena == {k for k in semua if meliputi(luar, k)}


@given(kode=KODE)
def test_yang_meliputi_suatu_kode_persis_leluhurnya(kode: str) -> None:
    assert all(meliputi(k, kode) for k in leluhur(kode))
    assert leluhur(kode)[0] == kode
    assert len(leluhur(kode)) == kode.count(".") + 1


@pytest.mark.parametrize(("kode", "diharap"), [("33.28.10", WIB), ("51", WITA), ("96.71", WIT), ("", WIB), ("99", WIB)])
def test_zona_mengikuti_provinsi(kode: str, diharap: str) -> None:
    assert zona(kode) == diharap
