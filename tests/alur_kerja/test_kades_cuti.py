"""Prosedur: kepala desa cuti.

Diketahui kepala desa cuti dan sekretaris desa ditunjuk menjadi Plh dengan SK. Bila paket bulan itu selesai disusun,
maka surat-suratnya memuat Plh sebagai penanda tangan dan Plh yang mengajukan; paket berjalan tanpa kata sandi siapa pun
berpindah tangan.
"""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import DESA, KECAMATAN, Desa, Kabupaten, orang, pelaku, pengguna

from app.domain.akses import penugasan_desa
from app.domain.akses.isian import IsianPenugasan
from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.dokumen.models import Dokumen, TandaTangan
from app.domain.usulan import operations as op
from app.domain.usulan.operations_pejabat import izinkan_satu_tangan
from app.infra import audit
from app.infra.db import db
from app.infra.galat import TidakBoleh


def _tunjuk_plh(siapa: int, petugas: Pelaku) -> Pelaku:
    isian = IsianPenugasan(
        Peran.KEPALA_DESA, DESA, dt.date(2026, 11, 9), dt.date(2026, 11, 23), "Plh", "141/9/2026", dt.date(2026, 11, 6)
    )
    t = penugasan_desa.tambah(siapa, isian, oleh=petugas)
    p = pelaku(db.session.get_one(Pengguna, siapa))
    return Pelaku(p.pengguna_id, t.id, p.nama, Peran.KEPALA_DESA, DESA, p.wilayah_nama, "Plh")


def _penanda(paket_id: int, jenis: str) -> TandaTangan:
    tanya = sa.select(TandaTangan).join(Dokumen).where(Dokumen.jenis == jenis, TandaTangan.wajib)
    return db.session.scalars(tanya.order_by(TandaTangan.id.desc())).first()


def _isi(aksi: str) -> dict:
    a = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.aksi == aksi)).one()
    return db.session.get_one(audit.AuditIsi, a.id).isi


def test_plh_mengajukan_dan_suratnya_memuat_plh(app: Flask) -> None:
    # Diketahui: kepala desa cuti; kecamatan mencatat kepala seksi sebagai Plh dengan SK.
    desa = Desa()
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    kasi = pengguna(Peran.OPERATOR_DESA, DESA, "Kasi Pelayanan")
    plh = _tunjuk_plh(kasi.id, petugas)
    # Bila: operator menyelesaikan paket.
    paket = desa.siap_ajukan()
    # Maka: surat pengantar ditandatangani Plh, dan Plh mengajukan dengan akunnya sendiri.
    t = _penanda(paket.id, "surat_pengantar")
    assert (t.jabatan, t.nama) == ("Plh. Kepala Desa Slawi Kulon", "Kasi Pelayanan")
    op.ajukan(paket, oleh=plh, versi=paket.versi_baris)
    assert paket.status == "diajukan"
    assert _isi("paket.ajukan")["diputuskan_oleh"]["jabatan"] == "Plh. Kepala desa Desa Slawi Kulon"


def test_plh_tidak_masuk_keputusannya_dicatat_atas_namanya_walau_masa_tugasnya_sudah_lewat(app: Flask, jam) -> None:
    desa = Desa()
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    kasi = pengguna(Peran.OPERATOR_DESA, DESA, "Kasi Pelayanan")
    plh = _tunjuk_plh(kasi.id, petugas)
    paket = desa.siap_ajukan()
    # Bila: surat ditandatangani Plh pada masa tugasnya, tetapi baru dicatat setelah kepala desa kembali.
    jam(dt.timedelta(days=14))
    terlambat = "Baru dicatat setelah jaringan pulih."
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, terlambat_alasan=terlambat, dicatat=True)
    # Maka: yang memutuskan tetap Plh, dengan penugasannya, bukan kepala desa yang kini bertugas.
    putusan = _isi("paket.ajukan")["diputuskan_oleh"]
    assert (putusan["pengguna_id"], putusan["penugasan_id"]) == (plh.pengguna_id, plh.penugasan_id)
    assert putusan["jabatan"] == "Plh. Kepala Desa Slawi Kulon"


def test_sekretaris_yang_juga_operator_menjadi_plh_dengan_izin_satu_tangan(app: Flask) -> None:
    # Diketahui: desa kecil; sekretaris desa adalah operator dan kini Plh.
    desa, kab = Desa(), Kabupaten()
    plh = _tunjuk_plh(desa.operator.pengguna_id, kab.petugas)
    paket = desa.siap_ajukan()
    # Bila: ia mengajukan yang disusunnya sendiri, ditolak.
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.ajukan(paket, oleh=plh, versi=paket.versi_baris)
    # Maka: kecamatan mengizinkan satu tangan untuk pengajuan ini, dan langkahnya bertanda.
    izinkan_satu_tangan(paket, alasan="Perangkat desa hanya dua orang.", oleh=kab.petugas, versi=paket.versi_baris)
    op.ajukan(paket, oleh=plh, versi=paket.versi_baris)
    assert _isi("paket.ajukan")["satu_tangan"] is True
