"""Does the registry forget whom nobody ever proposed, and nobody else?"""

import datetime as dt

import pabrik
import sqlalchemy as sa

from app.domain.akses.peran import Peran
from app.domain.registri.models import BerkasKeluarga, Keluarga, Kepesertaan, Warga
from app.domain.registri.pembersihan import AKSI, lupakan
from app.domain.usulan import operations as op
from app.infra import audit, clock, jobs
from app.infra.audit import Audit, AuditIsi
from app.infra.db import db
from app.worker import jam as jam_pekerja
from app.worker.kerja import KERJA

LAMA = dt.timedelta(days=91)


def _dicatat(**lain):
    return pabrik.warga(pabrik.keluarga(), asal="dicatat", dibuat=clock.sekarang() - LAMA, **lain)


def _ada(w):
    return db.session.scalar(sa.select(Warga.id).where(Warga.id == w.id)) is not None


def test_warga_dicatat_tanpa_usulan_dihapus_bersama_keluarga_dan_isi_jejaknya(app):
    operator = pabrik.orang(Peran.OPERATOR_DESA)
    w = _dicatat()
    pabrik.bukti(w.keluarga, ["KK"], operator)
    fakta = {"aksi": "registri.ubah", "objek": f"warga:{w.id}", "isi": {"baru": {"nama": w.nama}}}
    audit.catat(f"keluarga:{w.keluarga_id}", [fakta], pengguna_id=operator.pengguna_id)
    nomor, keluarga = w.id, w.keluarga_id
    assert lupakan() == 1
    db.session.commit()
    assert not _ada(w)
    assert db.session.get(Keluarga, keluarga) is None
    assert not db.session.scalars(sa.select(BerkasKeluarga)).all()
    jejak = db.session.execute(
        sa.select(Audit.aksi, AuditIsi.isi)
        .outerjoin(AuditIsi)
        .where(Audit.objek == f"warga:{nomor}")
        .order_by(Audit.id)
    )
    assert [tuple(r) for r in jejak] == [("registri.ubah", None), (AKSI, None)]
    assert audit.periksa() is None


def test_yang_diusulkan_berkepesertaan_diimpor_atau_masih_baru_tetap_ada(app):
    desa = pabrik.Desa()
    diusulkan, berpeserta, baru, impor = _dicatat(), _dicatat(), _dicatat(), _dicatat()
    pabrik.usulan(op.buat_paket(oleh=desa.operator), desa.operator, w=diusulkan)
    db.session.add(
        Kepesertaan(keluarga_id=berpeserta.keluarga_id, warga_id=berpeserta.id, daftar="pkh", status="aktif")
    )
    baru.dibuat = clock.sekarang() - dt.timedelta(days=89)
    impor.asal = "impor"
    db.session.flush()
    assert lupakan() == 0
    assert all(_ada(w) for w in (diusulkan, berpeserta, baru, impor))


def test_keluarga_yang_masih_beranggota_tidak_ikut_dihapus(app):
    w = _dicatat()
    pabrik.warga(w.keluarga)
    keluarga = w.keluarga_id
    assert lupakan() == 1
    assert db.session.get(Keluarga, keluarga) is not None


def test_jam_menugaskan_pembersihan_sekali_sehari(app):
    w = _dicatat()
    db.session.commit()
    assert jam_pekerja.ketuk() == len(jam_pekerja.HARIAN)
    assert jam_pekerja.ketuk() == 0
    while jobs.kerjakan_satu(KERJA):
        pass
    assert not _ada(w)
