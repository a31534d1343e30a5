"""What do the tests of papers share? A village's papers, issued and drawn as the program does it."""

from collections.abc import Callable

import pytest
from contoh_bagian import HARI
from contoh_naskah import contoh
from flask import Flask
from pabrik import orang
from tercetak import simpan_di

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.operations import terbitkan
from app.domain.dokumen.status import JenisDokumen
from app.domain.usulan.models import Paket
from app.infra import clock, jobs
from app.infra.db import db

DESA = "33.28.10.2004"
Terbit = Callable[..., Dokumen]


@pytest.fixture(scope="session", autouse=True)
def _tercetak_sekali(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Sample papers are drawn once a run."""
    simpan_di(tmp_path_factory.getbasetemp())


@pytest.fixture
def operator(app: Flask) -> Pelaku:
    """The operator of Desa Slawi Kulon."""
    return orang(Peran.OPERATOR_DESA, DESA)


@pytest.fixture
def paket(app: Flask, operator: Pelaku) -> Paket:
    """A packet's bare row: papers only need its id."""
    p = Paket(
        nomor="USL/33.28.10.2004/2026-11/1",
        wilayah_kode=DESA,
        periode="2026-11",
        urut=1,
        status="draf",
        dibuat_oleh=operator.pengguna_id,
        dibuat=clock.sekarang(),
    )
    db.session.add(p)
    db.session.flush()
    return p


@pytest.fixture
def terbit(paket: Paket, operator: Pelaku) -> Terbit:
    """Issue one of the sample papers: `terbit(JenisDokumen.SPTJM)`."""

    def buat(jenis: JenisDokumen = JenisDokumen.SURAT_PENGANTAR, **lain: object) -> Dokumen:
        isi, penanda = contoh(jenis, penuh=True)
        isian = {
            "unit_kode": DESA,
            "unit_nama": "Desa Slawi Kulon",
            "konteks": isi,
            "paket_ids": [paket.id],
            "rantai": paket.rantai,
            "oleh": operator,
            "periode": "2026-11",
            "tanggal": HARI,
            "penanda": penanda,
        }
        return terbitkan(jenis, **(isian | lain))

    return buat


@pytest.fixture
def kerjakan(app: Flask) -> Callable[[], None]:
    """Commit, then do every waiting job in a session of its own, as the worker does; what the test holds is reread."""

    def jalan() -> None:
        db.session.commit()
        with app.app_context():
            while jobs.kerjakan_satu(app.extensions["sahih.kerja"]):
                pass
        for objek in list(db.session):
            db.session.refresh(objek)
            if isinstance(objek, Dokumen):
                assert objek.tanda_tangan is not None
                assert objek.pindaian is not None
        db.session.commit()

    return jalan
