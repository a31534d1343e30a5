"""Are refusals remembered, bounded, and without a word of what was typed?"""

import datetime as dt

import pabrik
import sqlalchemy as sa

from app.domain.akses import keamanan
from app.domain.akses.peran import Peran
from app.infra import audit
from app.infra.audit import Audit, AuditIsi
from app.infra.db import db


def _ditolak():
    return db.session.scalars(sa.select(Audit).where(Audit.aksi == keamanan.DITOLAK)).all()


def test_penolakan_wewenang_tercatat_walau_permintaannya_gagal(app, klien):
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    db.session.commit()
    nomor = operator.id
    klien.masuk(operator)
    assert klien.get("/admin/pengguna?cari=3328100101850001").status_code == 403
    (satu,) = _ditolak()
    assert (satu.rantai, satu.objek, satu.pengguna_id) == ("keamanan", f"pengguna:{nomor}", nomor)
    isi = db.session.get_one(AuditIsi, satu.id).isi
    assert {k: v for k, v in isi.items() if not k.startswith("_")} == {
        "halaman": "admin_pengguna.daftar",
        "cara": "GET",
    }
    assert audit.periksa() is None


def test_penolakan_beruntun_dibatasi_dan_dihitung_lagi_sejam_kemudian(app, klien, jam):
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    db.session.commit()
    klien.masuk(operator)
    for _ in range(keamanan.MAKS_PER_JAM + 3):
        assert klien.get("/admin/pengguna").status_code == 403
    assert len(_ditolak()) == keamanan.MAKS_PER_JAM
    jam(dt.timedelta(minutes=61))
    klien.get("/admin/pengguna")
    assert len(_ditolak()) == keamanan.MAKS_PER_JAM + 1


def test_halaman_yang_boleh_dan_yang_tidak_ada_tidak_dicatat_sebagai_penolakan(app, klien):
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    db.session.commit()
    klien.masuk(operator)
    assert klien.get("/paket").status_code == 200
    assert klien.get("/paket/999").status_code == 404
    assert not _ditolak()
