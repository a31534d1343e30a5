"""Does the search by name stay bounded above one village, and does it use the index where there is one?"""

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.akses.peran import Peran
from app.domain.registri import queries
from app.infra import trigram
from app.infra.db import db


def test_di_atas_desa_diminta_tiga_huruf_dan_hasil_dibatasi(app, monkeypatch):
    monkeypatch.setattr(queries, "MAKS_CALON", 3)
    for i in range(5):
        pabrik.warga(pabrik.keluarga(), f"SITI {i}")
    petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    operator = pabrik.orang(Peran.OPERATOR_DESA)
    assert queries.cari("si", untuk=petugas).baris == []
    banyak = queries.cari("siti", untuk=petugas)
    assert (len(banyak.baris), banyak.terpotong) == (3, True)
    sedikit = queries.cari("siti 4", untuk=petugas)
    assert ([b.nama for b in sedikit.baris], sedikit.terpotong) == (["SITI 4"], False)
    desa = queries.cari("si", untuk=operator)
    assert (len(desa.baris), desa.terpotong) == (5, False)


def test_indeks_trigram_ada_bila_peladen_menyediakannya(app):
    if db.engine.dialect.name != "postgresql":
        pytest.skip("trigrams are PostgreSQL's")
    ada = db.session.scalar(sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'"))
    indeks = {i["name"] for i in sa.inspect(db.session.connection()).get_indexes("warga")}
    assert (trigram.INDEKS in indeks) == bool(ada)
