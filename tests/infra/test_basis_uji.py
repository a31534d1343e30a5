"""Does each test find the database as the template left it, whatever the one before it did?"""

import os
from typing import Any

import pabrik
import pytest
import sqlalchemy as sa
from basis_uji import BasisUji

from app.domain.aturan.models import Aturan
from app.domain.wilayah.models import Wilayah
from app.infra.db import db

pytestmark = pytest.mark.skipif(
    os.environ.get("SAHIH_UJI_DB") != "postgresql", reason="on SQLite each test has a file of its own"
)


def _isi(mesin: sa.Engine) -> dict[str, Any]:
    """Every row of every table and the next value of every sequence."""
    with mesin.connect() as k:
        nama = k.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").scalars()
        isi: dict[str, Any] = {n: sorted(map(repr, k.exec_driver_sql(f'SELECT * FROM "{n}"'))) for n in nama}
        isi["urutan"] = k.exec_driver_sql("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1").all()
    return isi


@pytest.fixture
def basis(cetakan: Any) -> Any:
    b = BasisUji(*cetakan)
    yield b
    b.buang()


@pytest.fixture
def mesin(cetakan: Any, basis: BasisUji) -> Any:
    alamat = sa.make_url(cetakan[1]).set(drivername="postgresql+psycopg", database=basis.siapkan())
    m = sa.create_engine(alamat, poolclass=sa.NullPool)
    yield m
    m.dispose()


def _lakukan(mesin: sa.Engine, *perintah: str) -> None:
    with mesin.begin() as k:
        for satu in perintah:
            k.exec_driver_sql(satu)


def test_basis_data_setelah_uji_yang_mengotorinya_sama_dengan_cetakan(app: Any, basis_uji: BasisUji) -> None:
    pabrik.Desa().diajukan()
    db.session.execute(sa.delete(Aturan).where(Aturan.id == sa.select(sa.func.min(Aturan.id)).scalar_subquery()))
    db.session.execute(sa.update(Wilayah).where(Wilayah.kode == pabrik.DESA).values(nama="Lain"))
    db.session.commit()
    kotor = _isi(db.engine)
    db.session.remove()
    nama = basis_uji.nama
    for _ in range(2):  # the second time nothing is left to do
        basis_uji.pulihkan()
        assert basis_uji.nama == nama
        bersih = _isi(db.engine)
        assert {n for n in kotor if kotor[n] != bersih[n]} >= {"aturan", "wilayah", "paket", "audit", "urutan"}
        baru = BasisUji(basis_uji._admin, basis_uji._pangkal, basis_uji._cetakan)
        baru.siapkan()
        try:
            assert bersih == _isi(sa.create_engine(db.engine.url.set(database=baru.nama), poolclass=sa.NullPool))
        finally:
            baru.buang()


def test_transaksi_yang_tertinggal_terbuka_diakhiri(mesin: sa.Engine, basis: BasisUji) -> None:
    nama, k = basis.nama, mesin.connect()
    k.exec_driver_sql("UPDATE wilayah SET nama = 'Tertahan'")
    basis.pulihkan()
    assert basis.nama == nama
    with pytest.raises(sa.exc.OperationalError):
        k.exec_driver_sql("SELECT 1")
    k.invalidate()
    k.close()


@pytest.mark.parametrize(
    "perintah",
    [
        "CREATE TABLE tambahan (id int)",
        "ALTER TABLE paket ADD COLUMN tambahan int",
        "ALTER TABLE audit DISABLE TRIGGER audit_tolak_ubah",
        "CREATE INDEX tambahan ON paket (urut)",
        "CREATE SCHEMA tambahan",
    ],
)
def test_bentuk_yang_berubah_berarti_basis_data_baru(mesin: sa.Engine, basis: BasisUji, perintah: str) -> None:
    lama = basis.nama
    _lakukan(mesin, perintah)
    basis.pulihkan()
    assert basis.nama == ""
    assert basis.siapkan() != lama
