"""Do two writers ever lose an update, can a reading request write, does a stolen file show a number?"""

import threading

import pabrik
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.domain.registri.models import Warga
from app.domain.usulan.models import Paket, Usulan
from app.infra import crypto
from app.infra.db import db, hanya_baca, kunci_baris


def test_permintaan_baca_ditolak_menulis_oleh_basis_data_sendiri(app):
    db.session.rollback()
    hanya_baca(True)
    try:
        with pytest.raises(sa.exc.DBAPIError, match=r"(?i)read.?only"):
            db.session.execute(sa.text("UPDATE wilayah SET nama = 'x'"))
    finally:
        db.session.rollback()
        hanya_baca(False)


def test_delapan_penulis_tidak_kehilangan_satu_pun_penambahan(app):
    desa = pabrik.Desa()
    paket = desa.paket(0)
    db.session.commit()
    awal, galat = paket.versi_baris, []

    def tambah():
        try:
            with app.app_context():
                for _ in range(10):
                    p = db.session.get_one(Paket, paket.id)
                    kunci_baris(p)
                    p.versi_baris += 1
                    db.session.commit()
                db.session.remove()
        except Exception as e:
            galat.append(e)

    utas = [threading.Thread(target=tambah) for _ in range(8)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert not galat
    db.session.refresh(paket)
    assert paket.versi_baris == awal + 80


def test_nik_dan_kk_tidak_terbaca_di_basis_data(app, url_db):
    w = pabrik.warga()
    db.session.commit()
    mentah = db.session.execute(sa.text("SELECT nik FROM warga WHERE id = :i"), {"i": w.id}).scalar_one()
    assert w.nik.encode() not in bytes(mentah)
    assert db.session.scalar(sa.select(Warga.id).where(Warga.nik == w.nik)) == w.id, "equality still works in SQL"


@pytest.mark.bebas_db
def test_sandi_terikat_pada_jenisnya_dan_kunci_baru_masih_membaca_yang_lama():
    crypto.siapkan("1:" + "5a" * 32)
    isi = crypto.sandikan("3328101708859991", "nik")
    assert crypto.sandikan("3328101708859991", "kk") != isi
    crypto.siapkan("1:" + "5a" * 32 + ",2:" + "6b" * 32)
    assert crypto.baca_sandi(isi, "nik") == "3328101708859991"
    assert crypto.sandikan("3328101708859991", "nik")[0] == 2
    crypto.siapkan("1:" + "5a" * 32)


def test_baris_yang_dimuat_bersama_baris_lain_tetap_dapat_dikunci(app):
    desa = pabrik.Desa()
    usulan = pabrik.usulan(desa.paket(0), desa.operator)
    db.session.commit()
    db.session.remove()
    tanya = sa.select(Usulan).where(Usulan.id == usulan.id).options(joinedload(Usulan.warga), joinedload(Usulan.paket))
    dimuat = db.session.scalars(tanya).one()
    kunci_baris(dimuat)
    assert dimuat.warga.nama == dimuat.nama
