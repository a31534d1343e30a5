"""May one person who holds two posts decide what they composed? Only with a permit of the unit above, once."""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import DESA, KABUPATEN, Desa, Kabupaten, orang, pelaku

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan.operations_pejabat import izinkan_satu_tangan
from app.infra import audit
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh


def rangkap(desa: Desa, sk: str = "141/12/2026") -> Pelaku:
    """The operator becomes Plh kepala desa too; the post's holder is gone."""
    db.session.delete(db.session.get_one(Penugasan, desa.kades.penugasan_id))
    t = Penugasan(
        pengguna_id=desa.operator.pengguna_id,
        peran=Peran.KEPALA_DESA,
        wilayah_kode=DESA,
        mulai=dt.date(2026, 11, 1),
        sebutan="Plh",
        nomor_sk=sk,
        tanggal_sk=dt.date(2026, 10, 30) if sk else None,
    )
    db.session.add(t)
    db.session.flush()
    p = pelaku(db.session.get_one(Pengguna, desa.operator.pengguna_id))
    return Pelaku(p.pengguna_id, t.id, p.nama, Peran.KEPALA_DESA, DESA, p.wilayah_nama, "Plh")


def test_satu_orang_dua_jabatan_butuh_izin_lalu_langkahnya_bertanda(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    plh = rangkap(desa)
    paket = desa.siap_ajukan()
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.ajukan(paket, oleh=plh, versi=paket.versi_baris)
    izinkan_satu_tangan(paket, alasan="Kepala desa cuti.", oleh=kab.petugas, versi=paket.versi_baris)
    op.ajukan(paket, oleh=plh, versi=paket.versi_baris)
    assert paket.status == "diajukan"
    a = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.aksi == "paket.ajukan")).one()
    isi = db.session.get_one(audit.AuditIsi, a.id).isi
    assert isi["satu_tangan"] is True
    assert isi["diputuskan_oleh"]["jabatan"].startswith("Plh. Kepala desa")
    izin = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.aksi == "paket.izinkan_satu_tangan")).one()
    assert db.session.get_one(audit.AuditIsi, izin.id).isi["sk"][0]["nomor_sk"] == "141/12/2026"


def test_izin_gugur_setelah_versi_berganti(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    plh = rangkap(desa)
    paket = desa.siap_ajukan()
    izinkan_satu_tangan(paket, alasan="Kepala desa cuti.", oleh=kab.petugas, versi=paket.versi_baris)
    op.ajukan(paket, oleh=plh, versi=paket.versi_baris)
    op.tarik_kembali(paket, alasan="Ada yang keliru.", oleh=desa.operator, versi=paket.versi_baris)
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.ajukan(paket, oleh=plh, versi=paket.versi_baris)


@pytest.mark.parametrize("berubah", ["dibuka", "diralat"])
def test_izin_tidak_melampaui_daftar_yang_dibuka_atau_diubah_setelah_diberikan(app: Flask, berubah: str) -> None:
    desa, kab = Desa(), Kabupaten()
    plh = rangkap(desa)
    paket = desa.siap_ajukan()
    izinkan_satu_tangan(paket, alasan="Kepala desa cuti.", oleh=kab.petugas, versi=paket.versi_baris)
    if berubah == "dibuka":
        op.buka(paket, alasan="Putusan keliru.", oleh=desa.operator, versi=paket.versi_baris)
        op.catat_musyawarah(
            paket, {u.id: ("sepakat", "", "") for u in paket.usulan}, oleh=desa.operator, versi=paket.versi_baris
        )
    else:
        u = paket.usulan[0]
        isi = {"ralat.nama": ["NAMA LAIN"]}
        opp.minta(u, "ralat", alasan="Salah ketik.", kiriman=isi, oleh=desa.operator, versi=u.versi_baris)
        opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.ajukan(paket, oleh=plh, versi=paket.versi_baris)
    izinkan_satu_tangan(paket, alasan="Kepala desa masih cuti.", oleh=kab.petugas, versi=paket.versi_baris)
    with pytest.raises(TidakBisa, match="sudah diberikan"):
        izinkan_satu_tangan(paket, alasan="Sekali lagi.", oleh=kab.petugas, versi=paket.versi_baris)
    op.ajukan(paket, oleh=plh, versi=paket.versi_baris)
    assert paket.status == "diajukan"


def test_izin_juga_berlaku_bila_keputusannya_dicatat_dari_kertas(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    rangkap(desa)
    paket = desa.siap_ajukan()
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    izinkan_satu_tangan(paket, alasan="Kepala desa cuti.", oleh=kab.camat, versi=paket.versi_baris)
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    a = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.aksi == "paket.ajukan")).one()
    assert db.session.get_one(audit.AuditIsi, a.id).isi["satu_tangan"] is True


def test_izin_tanpa_sk_tanpa_alasan_atau_tanpa_rangkap_jabatan_ditolak(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.siap_ajukan()
    with pytest.raises(TidakBisa, match="tidak diperlukan"):
        izinkan_satu_tangan(paket, alasan="-", oleh=kab.petugas, versi=paket.versi_baris)
    rangkap(desa, sk="")
    with pytest.raises(TidakBisa, match="SK penugasan"):
        izinkan_satu_tangan(paket, alasan="-", oleh=kab.petugas, versi=paket.versi_baris)
    with pytest.raises(GalatIsian):
        izinkan_satu_tangan(paket, alasan="", oleh=kab.petugas, versi=paket.versi_baris)


def test_izin_diberikan_unit_di_atas_oleh_orang_lain(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    plh = rangkap(desa)
    paket = desa.siap_ajukan()
    for siapa in (desa.operator, plh, orang(Peran.OPERATOR_KECAMATAN, "33.28.11"), orang(Peran.ADMIN, KABUPATEN)):
        with pytest.raises(TidakBoleh):
            izinkan_satu_tangan(paket, alasan="-", oleh=siapa, versi=paket.versi_baris)
    diri = Pelaku(plh.pengguna_id, plh.penugasan_id, plh.nama, Peran.OPERATOR_KECAMATAN, "33.28.10")
    with pytest.raises(TidakBisa, match="orang lain"):
        izinkan_satu_tangan(paket, alasan="-", oleh=diri, versi=paket.versi_baris)
    assert kab.camat
