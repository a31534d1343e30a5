"""Is an official's decision recorded only from the signed paper, and does the audit always say who decided?"""

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import DESA, KABUPATEN, KECAMATAN, Desa, Kabupaten, cetak, gambar, orang

from app.domain.akses.models import KeputusanTercatat, Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import PEJABAT_PENCATAT, Peran
from app.domain.akses.policy import SEL
from app.domain.aturan.operations import tetapkan
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import TidakBisa, TidakBoleh
from app.infra.jobs import Pekerjaan


def atur_masuk(peran: Peran, masuk: str, wilayah: str) -> None:
    admin = orang(Peran.ADMIN, KABUPATEN)
    tetapkan("pejabat_masuk", peran, {"masuk": masuk}, wilayah_kode=wilayah, mulai=clock.hari_ini(), oleh=admin)


def fakta(objek: str, aksi: str) -> tuple[audit.Audit, dict]:
    a = db.session.scalars(
        sa.select(audit.Audit)
        .where(audit.Audit.objek == objek, audit.Audit.aksi == aksi)
        .order_by(audit.Audit.id.desc())
    ).first()
    return a, db.session.get_one(audit.AuditIsi, a.id).isi


def terbitkan(jenis: JenisBundel, paket, penyusun: Pelaku) -> Bundel:
    b = bundel_op.terbitkan(jenis, [paket.id], oleh=penyusun)
    d = db.session.get_one(Dokumen, b.dokumen_id)
    cetak([d])
    return b


def tanda_tangani(b: Bundel, oleh: Pelaku) -> None:
    d = db.session.get_one(Dokumen, b.dokumen_id)
    pemindaian.unggah_pindaian([d], [gambar()], penanda=[t.id for t in d.tanda_tangan], oleh=oleh)


def test_operator_mencatat_pengajuan_yang_ditandatangani_kepala_desa(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    assert paket.status == "diajukan"
    a, isi = fakta(paket.sebutan_audit, "paket.ajukan")
    assert a.pengguna_id == desa.operator.pengguna_id
    assert a.pemutus_id == desa.kades.pengguna_id
    assert db.session.get_one(Dokumen, a.dokumen_id).jenis == "surat_pengantar"
    assert isi["diputuskan_oleh"]["penugasan_id"] == desa.kades.penugasan_id
    assert isi["diputuskan_oleh"]["nama"] == "Kepala Satu"
    assert isi["dicatat_oleh"]["pengguna_id"] == desa.operator.pengguna_id
    assert isi["dokumen_id"] == a.dokumen_id
    satu = db.session.scalars(sa.select(KeputusanTercatat)).one()
    assert (satu.objek, satu.pengguna_id) == (paket.sebutan_audit, desa.kades.pengguna_id)
    assert audit.periksa() is None


def test_pejabat_diberi_tahu_keputusannya_dicatat(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    muatan = [p.muatan for p in db.session.scalars(sa.select(Pekerjaan)) if p.muatan.get("aksi") == "keputusan.dicatat"]
    assert [m["peran"] for m in muatan] == [["kepala_desa"]]
    assert muatan[0]["oleh"] == desa.operator.pengguna_id


def test_operator_tidak_mengajukan_atas_namanya_sendiri(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    with pytest.raises(TidakBoleh, match="milik Kepala desa"):
        op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris)
    assert paket.status == "siap_diajukan"


def test_tanpa_pindaian_bertanda_tangan_keputusan_tidak_dapat_dicatat(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_diajukan()
    with pytest.raises(TidakBisa) as tidak:
        op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    assert any("belum diunggah pindaiannya" in k for k in tidak.value.alasan)


def test_unit_yang_pejabatnya_masuk_tidak_dicatatkan(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    atur_masuk(Peran.KEPALA_DESA, "ya", DESA)
    with pytest.raises(TidakBoleh, match="masuk sendiri"):
        op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status == "diajukan"


def test_operator_desa_lain_tidak_mencatat(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    lain = orang(Peran.OPERATOR_DESA, "33.28.10.2005")
    with pytest.raises(TidakBoleh):
        op.ajukan(paket, oleh=lain, versi=paket.versi_baris, dicatat=True)
    with pytest.raises(TidakBoleh):
        op.ajukan(paket, oleh=orang(Peran.OPERATOR_KECAMATAN, KECAMATAN), versi=paket.versi_baris, dicatat=True)


def test_pemutus_yang_menyusun_ditolak_walau_orang_lain_yang_mencatat(app: Flask) -> None:
    """One person is operator and kepala desa: the colleague who records does not make it four eyes."""
    desa = Desa()
    paket = desa.siap_ajukan()
    rekan = orang(Peran.OPERATOR_DESA, DESA)
    t = db.session.get_one(Penugasan, desa.kades.penugasan_id)
    t.pengguna_id = desa.operator.pengguna_id
    db.session.get_one(Pengguna, desa.operator.pengguna_id).nama = "Kepala Satu"
    db.session.flush()
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.ajukan(paket, oleh=rekan, versi=paket.versi_baris, dicatat=True)


def test_penanda_tangan_tanpa_akun_senama_penyusun_ditolak(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    db.session.delete(db.session.get_one(Penugasan, desa.kades.penugasan_id))
    db.session.get_one(Pengguna, desa.operator.pengguna_id).nama = "KEPALA SATU"
    db.session.flush()
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)


def test_pejabat_tanpa_akun_tercatat_seperti_di_kertas(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    db.session.delete(db.session.get_one(Penugasan, desa.kades.penugasan_id))
    db.session.flush()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    a, isi = fakta(paket.sebutan_audit, "paket.ajukan")
    assert a.pemutus_id is None
    assert a.dokumen_id
    assert isi["diputuskan_oleh"]["nama"] == "Kepala Satu"
    assert "Kepala Desa Slawi Kulon" in isi["diputuskan_oleh"]["jabatan"]


def test_kepala_desa_yang_masuk_tercatat_sebagai_pemutus(app: Flask) -> None:
    desa = Desa()
    paket = desa.diajukan()
    a, isi = fakta(paket.sebutan_audit, "paket.ajukan")
    assert a.pemutus_id == a.pengguna_id == desa.kades.pengguna_id
    assert "dicatat_oleh" not in isi
    assert not db.session.scalars(sa.select(KeputusanTercatat)).all()


def test_pengajuan_ulang_dicatat_dari_surat_pengantar_bila_daftar_tidak_berubah(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.dikembalikan(kab.petugas)
    op.jawab_tanda(paket.tanda[0].id, "diperbaiki", "", oleh=desa.operator)
    op.ajukan_ulang(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    a, isi = fakta(paket.sebutan_audit, "paket.ajukan_ulang")
    assert (paket.status, paket.versi) == ("diajukan", 2)
    assert a.pemutus_id == desa.kades.pengguna_id
    assert isi["dicatat_oleh"]["pengguna_id"] == desa.operator.pengguna_id


def test_keputusan_camat_dicatat_operator_kecamatan_yang_menyusunnya(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    kab.telaah(paket)
    b = terbitkan(JenisBundel.TELAAH, paket, kab.petugas)
    with pytest.raises(TidakBisa, match="belum"):
        bundel_op.putuskan(b, oleh=kab.petugas, versi=b.versi_baris, dicatat=True)
    tanda_tangani(b, kab.petugas)
    bundel_op.putuskan(b, oleh=kab.petugas, versi=b.versi_baris, dicatat=True)
    assert paket.status == "diteruskan"
    for objek, aksi in ((b.sebutan_audit, "bundel.putuskan_telaah"), (paket.sebutan_audit, "paket.teruskan")):
        a, isi = fakta(objek, aksi)
        assert (a.pengguna_id, a.pemutus_id) == (kab.petugas.pengguna_id, kab.camat.pengguna_id)
        assert isi["dokumen_id"] == b.dokumen_id


def test_kepala_dinsos_masuk_sendiri_kecuali_diatur_lain(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = kab.diteruskan(desa.diajukan())
    penyusun = kab.verifikator
    _nilai_semua(paket, penyusun)
    b = terbitkan(JenisBundel.VERVAL, paket, penyusun)
    tanda_tangani(b, penyusun)
    with pytest.raises(TidakBoleh, match="masuk sendiri"):
        bundel_op.putuskan(b, oleh=penyusun, versi=b.versi_baris, dicatat=True)
    atur_masuk(Peran.KEPALA_DINSOS, "tidak", KABUPATEN)
    bundel_op.putuskan(b, oleh=penyusun, versi=b.versi_baris, dicatat=True)
    a, _ = fakta(paket.sebutan_audit, "paket.setujui_verval")
    assert a.pemutus_id == kab.kadinsos.pengguna_id


def _nilai_semua(paket, oleh: Pelaku) -> None:
    for u in paket.usulan:
        opu.catat_padanan(u, "padan", oleh=oleh, versi=u.versi_baris)
        opu.nilai(u, "layak", oleh=oleh, versi=u.versi_baris)


def test_kepala_dinsos_mencatat_pengesahan_kepala_daerah(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = kab.terverifikasi(kab.diteruskan(desa.diajukan()))
    b = terbitkan(JenisBundel.PENGESAHAN, paket, kab.verifikator)
    tanda_tangani(b, kab.verifikator)
    with pytest.raises(TidakBoleh):
        bundel_op.putuskan(b, oleh=kab.verifikator, versi=b.versi_baris, dicatat=True)
    with pytest.raises(TidakBoleh, match="milik Kepala daerah"):
        bundel_op.putuskan(b, oleh=kab.kadinsos, versi=b.versi_baris)
    bundel_op.putuskan(b, oleh=kab.kadinsos, versi=b.versi_baris, dicatat=True)
    assert paket.status == "disahkan"
    a, isi = fakta(paket.sebutan_audit, "paket.sahkan")
    assert (a.pengguna_id, a.pemutus_id) == (kab.kadinsos.pengguna_id, kab.bupati.pengguna_id)
    assert isi["diputuskan_oleh"]["nama"] == "Bupati Satu"


@pytest.mark.bebas_db
def test_setiap_baris_bergerbang_punya_pejabat_dan_pencatat_dari_unit_yang_sama() -> None:
    for alur in (ALUR_PAKET, ALUR_BUNDEL):
        for b in alur.baris:
            if not b.gerbang:
                continue
            sel = SEL[b.aksi]
            pencatat = [p for p, s in sel.items() if "C" in s]
            assert pencatat, b.aksi
            for p in pencatat:
                assert sel[PEJABAT_PENCATAT[p]] != "-", b.aksi


def test_rantai_audit_membuktikan_siapa_yang_memutuskan(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    db.session.flush()
    a, _ = fakta(paket.sebutan_audit, "paket.ajukan")
    teks = a.teks
    assert str(desa.kades.pengguna_id) in teks
    assert str(a.dokumen_id) in teks


def test_pernyataan_nihil_yang_ditandatangani_dicatat_juga(app: Flask) -> None:
    desa = Desa()
    paket = op.buat_paket(oleh=desa.operator)
    op.pakai_nihil(paket, oleh=desa.operator, versi=paket.versi_baris)
    with pytest.raises(TidakBisa):
        op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    desa.tanda_tangani(paket)
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    assert paket.status == "nihil"
    a, _ = fakta(paket.sebutan_audit, "paket.ajukan")
    assert a.pemutus_id == desa.kades.pengguna_id
    assert db.session.get_one(Dokumen, a.dokumen_id).jenis == "pernyataan_nihil"
