"""Is a settled list changed only by a signed sheet, and does every request get its answer?"""

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan import queries, queries_usulan
from app.domain.usulan.models import Perubahan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh


@pytest.fixture
def kab(app):
    return pabrik.Kabupaten()


@pytest.fixture
def desa(app):
    return pabrik.Desa()


def perbaikan(desa, u, teks="Keadaan yang benar"):
    return opp.minta(
        u,
        "perbaikan",
        alasan="salah ketik",
        kiriman={"baru.keadaan": [teks]},
        oleh=desa.operator,
        versi=u.versi_baris,
    )


def lembar():
    return db.session.scalars(sa.select(Dokumen).where(Dokumen.jenis == JenisDokumen.LEMBAR_PERUBAHAN)).all()


def test_isi_usulan_yang_diajukan_tidak_berubah_sebelum_diterima(desa, kab):
    paket = desa.diajukan()
    u = paket.usulan[0]
    perbaikan(desa, u)
    assert u.isi["baru"]["keadaan"] == "Bekerja serabutan, rumah bambu."


def test_permintaan_tanpa_isian_yang_berubah_ditolak(desa):
    paket = desa.diajukan()
    u = paket.usulan[0]
    with pytest.raises(TidakBisa, match="Belum ada isian"):
        perbaikan(desa, u, "Bekerja serabutan, rumah bambu.")


def test_permintaan_tanpa_alasan_ditolak(desa):
    u = desa.diajukan().usulan[0]
    with pytest.raises(GalatIsian):
        opp.minta(u, "penarikan", alasan=" ", oleh=desa.operator, versi=u.versi_baris)


def test_satu_lembar_memuat_semua_permintaan_yang_belum_berlembar(desa):
    paket = desa.diajukan()
    a, b = paket.usulan
    perbaikan(desa, a)
    opp.minta(b, "penarikan", alasan="warga menolak", oleh=desa.operator, versi=b.versi_baris)
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    assert len(lembar()) == 1
    assert {p.dokumen_id for p in db.session.scalars(sa.select(Perubahan))} == {lembar()[0].id}
    with pytest.raises(TidakBisa):
        opp.terbitkan_lembar(paket, oleh=desa.operator)


def test_petugas_tidak_dapat_menerima_sebelum_lembar_ditandatangani(desa, kab):
    paket = desa.diajukan()
    u = paket.usulan[0]
    perbaikan(desa, u)
    with pytest.raises(TidakBisa, match="belum diterbitkan"):
        opp.terima(u, "perbaikan", oleh=kab.petugas, versi=u.versi_baris)
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    with pytest.raises(TidakBisa, match="Lembar perubahan"):
        opp.terima(u, "perbaikan", oleh=kab.petugas, versi=u.versi_baris)
    desa.tanda_tangani(paket)
    opp.terima(u, "perbaikan", oleh=kab.petugas, versi=u.versi_baris)
    assert u.isi["baru"]["keadaan"] == "Keadaan yang benar"


def test_penarikan_yang_diterima_mengakhiri_usulan(desa, kab):
    paket = desa.diajukan()
    u = paket.usulan[0]
    opp.minta(u, "penarikan", alasan="warga menolak", oleh=desa.operator, versi=u.versi_baris)
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)
    opp.terima(u, "penarikan", oleh=kab.petugas, versi=u.versi_baris)
    assert u.status is StatusUsulan.DITARIK
    assert not u.hidup


def test_penolakan_menyimpan_alasan_kata_demi_kata(desa, kab):
    paket = desa.diajukan()
    u = paket.usulan[0]
    p = perbaikan(desa, u)
    opp.tolak(u, alasan="Tidak sesuai KTP.", oleh=kab.petugas, versi=u.versi_baris)
    assert (p.hasil, p.hasil_alasan) == ("ditolak", "Tidak sesuai KTP.")


def test_petugas_wilayah_lain_tidak_dapat_menjawab(desa):
    petugas = pabrik.orang(pabrik.Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN_LAIN)
    u = desa.diajukan().usulan[0]
    perbaikan(desa, u)
    with pytest.raises(TidakBoleh):
        opp.tolak(u, alasan="x", oleh=petugas, versi=u.versi_baris)


def test_desa_tidak_dapat_menerima_permintaannya_sendiri(desa):
    paket = desa.diajukan()
    u = paket.usulan[0]
    perbaikan(desa, u)
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)
    with pytest.raises(TidakBisa, match="diajukan ulang"):
        opp.terima(u, "perbaikan", oleh=desa.kades, versi=u.versi_baris)


def test_pengajuan_ulang_menerapkan_perubahan_dan_memperlihatkan_selisihnya(desa, kab):
    paket = desa.dikembalikan(kab.petugas)
    a, b = paket.usulan
    perbaikan(desa, a)
    opp.minta(b, "penarikan", alasan="pindah", oleh=desa.operator, versi=b.versi_baris)
    for t in pabrik.syarat_paket.tanda_terbuka(paket):
        op.jawab_tanda(t.id, "diperbaiki", "Sudah.", oleh=desa.operator)
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    with pytest.raises(TidakBisa, match="Lembar perubahan"):
        op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    desa.tanda_tangani(paket)
    op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN
    assert b.status is StatusUsulan.DITARIK
    db.session.flush()
    beda = {s.nama: (s.apa, s.bidang) for s in queries_usulan.selisih(paket, untuk=kab.petugas)}
    assert beda[b.nama] == ("keluar", [])
    assert beda[a.nama][0] == "berubah"
    assert beda[a.nama][1][0][1:] == ("Bekerja serabutan, rumah bambu.", "Keadaan yang benar")


def test_dikembalikan_dinsos_langsung_kembali_ke_dinsos(desa, kab):
    paket = kab.diteruskan(desa.diajukan())
    op.kembalikan(
        paket,
        [(u.id, "foto_rumah_tidak_jelas", "Ambil ulang dari depan.") for u in paket.usulan],
        oleh=kab.verifikator,
        versi=paket.versi_baris,
    )
    assert paket.status is StatusPaket.DIKEMBALIKAN
    for t in pabrik.syarat_paket.tanda_terbuka(paket):
        op.jawab_tanda(t.id, "dipertahankan", "Foto sudah jelas.", oleh=desa.operator)
    op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DITERUSKAN


def test_tanda_tidak_terhapus_oleh_pengajuan_ulang(desa, kab):
    paket = desa.dikembalikan(kab.petugas)
    for t in pabrik.syarat_paket.tanda_terbuka(paket):
        op.jawab_tanda(t.id, "diperbaiki", "Sudah.", oleh=desa.operator)
    op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    op.kembalikan(paket, [(None, "publikasi_tidak_ada", "")], oleh=kab.petugas, versi=paket.versi_baris)
    assert [t.kode for t in queries.tanda(paket.id, untuk=desa.operator)] == ["ba_tidak_lengkap", "publikasi_tidak_ada"]


def test_mempertahankan_data_perlu_penjelasan(desa, kab):
    paket = desa.dikembalikan(kab.petugas)
    t = pabrik.syarat_paket.tanda_terbuka(paket)[0]
    with pytest.raises(GalatIsian):
        op.jawab_tanda(t.id, "dipertahankan", "", oleh=desa.operator)
