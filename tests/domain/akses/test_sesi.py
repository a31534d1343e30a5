"""When does a sign-in hold, and under which assignment does one act?"""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik_akses import DESA, DESA_LAIN, KABUPATEN, KECAMATAN, buat_orang, sebagai

from app.domain.akses import masuk, operations
from app.domain.akses.models import Penugasan, SesiMasuk
from app.domain.akses.peran import Peran
from app.domain.wilayah.models import Wilayah
from app.infra.audit import Audit
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda

HARI_INI = dt.date(2026, 11, 10)
KEMARIN, BESOK = HARI_INI - dt.timedelta(days=1), HARI_INI + dt.timedelta(days=1)


def _masuk(nama: str) -> str:
    token = masuk.mulai_sesi(masuk.calon(nama, "10.0.0.1"), alamat="10.0.0.1", peramban="uji")
    db.session.commit()
    return token


def test_sesi_dibaca_dengan_satu_pernyataan(app: Flask):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA), (Peran.KEPALA_DESA, DESA_LAIN, BESOK))
    token = _masuk("siti")
    db.session.remove()
    hitung = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *a: hitung.append(a[2]) if "SELECT" in a[2] else None)
    sesi = masuk.sesi_dari_token(token)
    assert len(hitung) == 1
    assert sesi is not None
    assert sesi.pelaku is not None
    assert (sesi.pelaku.peran, sesi.pelaku.wilayah, sesi.pelaku.wilayah_nama) == (
        Peran.OPERATOR_DESA, DESA, "Desa Slawi Kulon",
    )  # fmt: skip
    assert sesi.pelaku.punya_penugasan_lain is False


def test_basis_data_hanya_menyimpan_sidik_token(app: Flask):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    token = _masuk("siti")
    tersimpan = db.session.scalar(sa.select(SesiMasuk.token_hash))
    assert token not in tersimpan
    assert len(tersimpan) == 64


def test_sesi_berakhir_setelah_dua_belas_jam(app: Flask, jam):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    token = _masuk("siti")
    jam(dt.timedelta(hours=11, minutes=59))
    assert masuk.sesi_dari_token(token)
    jam(dt.timedelta(minutes=2))
    assert masuk.sesi_dari_token(token) is None


def test_sesi_mati_bila_penugasan_berakhir_dan_tidak_ada_yang_lain(app: Flask, jam):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA, KEMARIN, HARI_INI))
    token = _masuk("siti")
    jam(dt.datetime(2026, 11, 10, 16, 59, tzinfo=dt.UTC))  # 23.59 WIB
    db.session.execute(sa.update(SesiMasuk).values(berakhir=dt.datetime(2026, 11, 12, tzinfo=dt.UTC)))
    db.session.commit()
    assert masuk.sesi_dari_token(token)
    jam(dt.datetime(2026, 11, 10, 17, 1, tzinfo=dt.UTC))  # 00.01 WIB on the next day
    assert masuk.sesi_dari_token(token) is None


def test_hari_dinilai_menurut_zona_wilayah_penugasan(app: Flask, jam):
    db.session.execute(sa.update(Wilayah).where(Wilayah.kode == DESA).values(zona="Asia/Jayapura"))
    db.session.commit()
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA, BESOK))
    jam(dt.datetime(2026, 11, 10, 14, 30, tzinfo=dt.UTC))  # 21.30 WIB, 23.30 WIT
    with pytest.raises(GalatIsian):
        _masuk("siti")
    db.session.rollback()
    jam(dt.datetime(2026, 11, 10, 15, 30, tzinfo=dt.UTC))  # 22.30 WIB, 00.30 WIT on the next day
    assert masuk.sesi_dari_token(_masuk("siti"))


def test_tanpa_penugasan_berlaku_tidak_dapat_masuk(app: Flask):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA, BESOK), (Peran.KEPALA_DESA, DESA, dt.date(2025, 1, 1), KEMARIN))
    with pytest.raises(GalatIsian, match="penugasan yang berlaku"):
        _masuk("siti")


def test_dua_penugasan_harus_memilih_dan_audit_menyebut_pilihannya(app: Flask):
    p = buat_orang("siti", (Peran.OPERATOR_DESA, DESA), (Peran.KEPALA_DESA, DESA_LAIN))
    token = _masuk("siti")
    sesi = masuk.sesi_dari_token(token)
    assert sesi is not None
    assert sesi.pelaku is None
    kedua = db.session.scalar(sa.select(Penugasan.id).where(Penugasan.wilayah_kode == DESA_LAIN))
    masuk.pilih_penugasan(sesi, kedua)
    db.session.commit()
    sesi = masuk.sesi_dari_token(token)
    assert sesi is not None
    assert sesi.pelaku is not None
    assert sesi.pelaku.peran is Peran.KEPALA_DESA
    assert sesi.pelaku.punya_penugasan_lain
    a = db.session.scalar(sa.select(Audit).where(Audit.aksi == "masuk.pilih_penugasan"))
    assert (a.pengguna_id, a.penugasan_id) == (p.id, kedua)


def test_penugasan_orang_lain_atau_yang_lewat_tidak_dapat_dipilih(app: Flask):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA), (Peran.KEPALA_DESA, DESA_LAIN, dt.date(2025, 1, 1), KEMARIN))
    buat_orang("budi", (Peran.CAMAT, KECAMATAN))
    sesi = masuk.sesi_dari_token(_masuk("siti"))
    assert sesi is not None
    for peran in (Peran.CAMAT, Peran.KEPALA_DESA):
        lain = db.session.scalar(sa.select(Penugasan.id).where(Penugasan.peran == peran))
        with pytest.raises(TidakAda):
            masuk.pilih_penugasan(sesi, lain)


def test_penugasan_terpilih_berakhir_lalu_memilih_yang_tersisa(app: Flask):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA), (Peran.KEPALA_DESA, DESA_LAIN))
    token = _masuk("siti")
    satu = db.session.scalar(sa.select(Penugasan).where(Penugasan.wilayah_kode == DESA))
    masuk.pilih_penugasan(masuk.sesi_dari_token(token), satu.id)
    satu.selesai = KEMARIN
    db.session.commit()
    sesi = masuk.sesi_dari_token(token)
    assert sesi is not None
    assert sesi.pelaku is None


def test_sesi_mati_bila_akun_dinonaktifkan_atau_sandinya_diatur_ulang(app: Flask):
    admin = sebagai(buat_orang("admin", (Peran.ADMIN, KABUPATEN)))
    for nama, tindakan in (("siti", operations.nonaktifkan), ("budi", operations.atur_ulang_sandi)):
        p = buat_orang(nama, (Peran.OPERATOR_DESA, DESA))
        token = _masuk(nama)
        tindakan(p.id, oleh=admin)
        db.session.commit()
        assert masuk.sesi_dari_token(token) is None


def test_akun_nonaktif_mematikan_sesi_walau_sesinya_tidak_dicabut(app: Flask):
    p = buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    token = _masuk("siti")
    p.aktif = False
    db.session.commit()
    assert masuk.sesi_dari_token(token) is None


def test_masuk_gagal_tercatat_tanpa_apa_yang_diketik(app: Flask):
    masuk.catat_gagal(masuk.calon("rahasia-saya-di-sini", "10.0.0.1"), "10.0.0.1")
    db.session.commit()
    a = db.session.scalar(sa.select(Audit).where(Audit.rantai == "keamanan"))
    assert a.aksi == "masuk.gagal"
    assert a.objek.startswith("nama:")
    assert "rahasia" not in a.teks
