"""What do the tests of papers share? A village's papers, issued and drawn as the program does it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from contoh_bagian import HARI
from contoh_naskah import contoh
from flask import Flask
from pabrik import orang, pengguna
from tercetak import simpan_di

from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.dokumen import sertifikat
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.operations import terbitkan
from app.domain.dokumen.status import JenisDokumen
from app.domain.usulan.models import Paket
from app.infra import clock, jobs
from app.infra.db import db

DESA = "33.28.10.2004"
SANDI, ALAMAT = "kuda putih lari pagi", "http://127.0.0.1:8000"
Terbit, Kerjakan = Callable[..., Dokumen], Callable[[], None]


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


def terbit_surat(terbit: Terbit) -> Dokumen:
    """A covering letter that the head of the village signs."""
    _, penanda = contoh(JenisDokumen.SURAT_PENGANTAR, penuh=True)
    return terbit(JenisDokumen.SURAT_PENGANTAR, penanda=[replace(penanda[0], kode="kepala_desa")])


@pytest.fixture
def surat(terbit: Terbit, kerjakan: Kerjakan) -> Dokumen:
    """A drawn covering letter, whose only signer is the head of the village."""
    d = terbit_surat(terbit)
    kerjakan()
    return db.session.get_one(Dokumen, d.id)


@pytest.fixture
def kades(surat: Dokumen) -> Pengguna:
    """Who is printed on it, in a unit whose rule says: by certificate."""
    p = pengguna(Peran.KEPALA_DESA, DESA, nama=surat.tanda_tangan[0].nama)
    aturan_cara("sertifikat")
    db.session.commit()
    return p


@pytest.fixture
def bersertifikat(kades: Pengguna) -> Pengguna:
    """The same, with a certificate of the regency's authority."""
    sertifikat.buat_ca("33.28")
    sertifikat.terbitkan(kades.nama_pengguna, SANDI, alamat=ALAMAT)
    db.session.commit()
    return kades


def aturan_cara(cara: str) -> None:
    """How officials sign, by the rule of the regency."""
    baris = db.session.query(Aturan).filter_by(kunci="cara_tanda_tangan", kode="").one()
    baris.isi = {"cara": cara}
    db.session.query(AturanVersi).update({"nomor": AturanVersi.nomor + 1})
    db.session.flush()
