"""Does a packet move as the table says, and only so?"""

import pabrik
import pytest

from app.domain.akses.peran import Peran
from app.domain.dokumen import operations as dok
from app.domain.dokumen.status import JenisDokumen, StatusDokumen
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import audit
from app.infra.galat import GalatIsian, HalamanUsang, TidakBisa, TidakBoleh


@pytest.fixture
def desa(app):
    return pabrik.Desa()


def jenis_berlaku(paket):
    return {d.jenis for d in dok.milik_paket(paket.id) if d.berlaku}


def test_musyawarah_tidak_dapat_disiapkan_tanpa_usulan(desa):
    paket = op.buat_paket(oleh=desa.operator)
    with pytest.raises(TidakBisa) as tidak:
        op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)
    assert any("belum berisi usulan" in k for k in tidak.value.alasan)
    assert any("Musyawarah belum direncanakan" in k for k in tidak.value.alasan), "all reasons at once"


def test_musyawarah_tidak_dapat_disiapkan_bila_ada_usulan_belum_lengkap(desa):
    paket = desa.paket(1)
    belum = pabrik.usulan(paket, desa.operator, lengkap=False)
    desa.rapat(paket)
    with pytest.raises(TidakBisa, match=belum.nama):
        op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)


def test_persiapan_menerbitkan_undangan_daftar_hadir_dan_daftar_awal(desa):
    paket = desa.siap_musyawarah()
    assert paket.status is StatusPaket.SIAP_MUSYAWARAH
    assert jenis_berlaku(paket) == {
        JenisDokumen.UNDANGAN,
        JenisDokumen.DAFTAR_HADIR_KOSONG,
        JenisDokumen.DAFTAR_USULAN_AWAL,
    }


def test_setiap_usulan_harus_diputus(desa):
    paket = desa.siap_musyawarah()
    with pytest.raises(TidakBisa) as tidak:
        op.catat_musyawarah(paket, {}, oleh=desa.operator, versi=paket.versi_baris)
    assert sum("belum diputuskan" in k for k in tidak.value.alasan) == 2


def test_putusan_musyawarah_sampai_pada_setiap_usulan(desa):
    paket = desa.paket(3)
    a, b, c = paket.usulan
    desa.siap_diajukan(paket, {b.id: ("tunda", "perlu_kunjungan", ""), c.id: ("tidak", "dinilai_mampu", "")})
    assert [u.status for u in (a, b, c)] == [
        StatusUsulan.DISEPAKATI,
        StatusUsulan.DITUNDA,
        StatusUsulan.TIDAK_DISEPAKATI,
    ]
    assert b.putusan_alasan == "Perlu kunjungan rumah lebih dahulu"
    assert not b.hidup, "a postponed person may be proposed again"
    assert {JenisDokumen.BA_MUSYAWARAH, JenisDokumen.LAMPIRAN, JenisDokumen.SURAT_PENGANTAR} <= jenis_berlaku(paket)


def test_koreksi_hasil_membatalkan_naskah_dan_putusan(desa):
    paket = desa.siap_diajukan()
    op.buka(paket, alasan="salah hitung", oleh=desa.operator, versi=paket.versi_baris)
    assert paket.status is StatusPaket.SIAP_MUSYAWARAH
    assert {u.status for u in paket.usulan} == {StatusUsulan.SIAP}
    assert JenisDokumen.BA_MUSYAWARAH not in jenis_berlaku(paket)
    tanya = pabrik.sa.select(pabrik.Dokumen.status).where(pabrik.Dokumen.jenis == JenisDokumen.BA_MUSYAWARAH)
    assert pabrik.db.session.scalars(tanya).all() == [StatusDokumen.BATAL], "superseded, never deleted"


def test_langkah_yang_memerlukan_alasan_menolak_alasan_kosong(desa):
    paket = desa.siap_musyawarah()
    with pytest.raises(GalatIsian):
        op.buka(paket, alasan="  ", oleh=desa.operator, versi=paket.versi_baris)
    assert paket.status is StatusPaket.SIAP_MUSYAWARAH


def test_tidak_dapat_diajukan_sebelum_ditandatangani(desa):
    paket = desa.siap_diajukan()
    with pytest.raises(TidakBisa) as tidak:
        op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    teks = " ".join(tidak.value.alasan)
    assert "Berita acara" in teks
    assert "Foto musyawarah" in teks
    assert paket.status is StatusPaket.SIAP_DIAJUKAN


def test_kades_mengajukan_dan_paket_terkunci(desa):
    paket = desa.diajukan()
    assert paket.status is StatusPaket.DIAJUKAN
    assert paket.versi == 1
    with pytest.raises(TidakBoleh):
        opu.buka(paket.usulan[0], oleh=desa.operator, versi=paket.usulan[0].versi_baris)


def test_operator_tidak_dapat_mengajukan(desa):
    paket = desa.siap_ajukan()
    with pytest.raises(TidakBoleh):
        op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris)


def test_empat_mata_kades_yang_menyusun_sendiri_tidak_dapat_mengajukan(desa):
    paket = desa.siap_ajukan()
    paket.disusun_oleh = desa.kades.pengguna_id
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)


def test_di_luar_masa_pengajuan_perlu_alasan(desa, jam):
    paket = desa.siap_ajukan()
    jam(pabrik.dt.timedelta(days=15))
    with pytest.raises(TidakBisa, match="keterlambatan"):
        op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris, terlambat_alasan="Listrik padam")
    assert paket.terlambat


def test_paket_bulan_depan_tidak_terlambat(desa, jam):
    paket = op.buat_paket(periode="2026-12", oleh=desa.operator)
    pabrik.usulan(paket, desa.operator)
    desa.siap_ajukan(paket)
    jam(pabrik.dt.timedelta(days=15))
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert not paket.terlambat


def test_tarik_kembali_hanya_pengajuan_pertama(desa):
    paket = desa.diajukan()
    op.tarik_kembali(paket, alasan="ada yang salah", oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.SIAP_DIAJUKAN


def test_pengembalian_tanpa_tanda_ditolak(desa):
    petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    paket = desa.diajukan()
    with pytest.raises(TidakBisa):
        op.kembalikan(paket, [], oleh=petugas, versi=paket.versi_baris)


def test_ajukan_ulang_menunggu_jawaban_setiap_tanda(desa):
    petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    paket = desa.dikembalikan(petugas)
    with pytest.raises(TidakBisa, match="belum dijawab"):
        op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    for t in pabrik.syarat_paket.tanda_terbuka(paket):
        op.jawab_tanda(t.id, "diperbaiki", "Halaman sudah ditambahkan.", oleh=desa.operator)
    op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN
    assert paket.versi == 2


def test_susun_ulang_mengembalikan_daftar_ke_draf(desa):
    petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    paket = desa.dikembalikan(petugas)
    op.susun_ulang(paket, alasan="ada nama baru", oleh=desa.operator, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DRAF
    assert {u.status for u in paket.usulan} == {StatusUsulan.SIAP}
    assert JenisDokumen.LAMPIRAN not in jenis_berlaku(paket)
    assert JenisDokumen.BA_MUSYAWARAH in jenis_berlaku(paket), "the meeting's papers stay"


def test_sptjm_menggantikan_musyawarah(desa):
    paket = desa.paket()
    op.pakai_sptjm(paket, alasan="Belum sempat bermusyawarah", oleh=desa.operator, versi=paket.versi_baris)
    assert jenis_berlaku(paket) == {JenisDokumen.SPTJM, JenisDokumen.LAMPIRAN, JenisDokumen.SURAT_PENGANTAR}
    desa.tanda_tangani(paket)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN


def test_sptjm_ditolak_bila_periode_sudah_bermusyawarah(desa):
    desa.diajukan()
    kedua = op.buat_paket(oleh=desa.operator)
    pabrik.usulan(kedua, desa.operator)
    with pytest.raises(TidakBisa, match="sudah ada musyawarah"):
        op.pakai_sptjm(kedua, alasan="x", oleh=desa.operator, versi=kedua.versi_baris)


def test_satu_paket_terbuka_per_periode(desa):
    op.buat_paket(oleh=desa.operator)
    with pytest.raises(TidakBisa, match="masih disusun"):
        op.buat_paket(oleh=desa.operator)


def test_pembatalan_menunda_usulan_dan_membatalkan_naskah(desa):
    paket = desa.siap_musyawarah()
    op.batalkan(paket, alasan="dibatalkan desa", oleh=desa.operator, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIBATALKAN
    assert {u.status for u in paket.usulan} == {StatusUsulan.DITUNDA}
    assert not jenis_berlaku(paket)


def test_pembatalan_setelah_musyawarah_tidak_membatalkan_naskah_musyawarahnya(desa):
    paket = desa.siap_diajukan()
    op.batalkan(paket, alasan="dibatalkan desa", oleh=desa.operator, versi=paket.versi_baris)
    assert {u.status for u in paket.usulan} == {StatusUsulan.DITUNDA}
    assert JenisDokumen.BA_MUSYAWARAH in jenis_berlaku(paket)
    assert not jenis_berlaku(paket) & {JenisDokumen.LAMPIRAN, JenisDokumen.SURAT_PENGANTAR}


def test_kepala_dinsos_menghentikan_paket(desa):
    kadinsos = pabrik.orang(Peran.KEPALA_DINSOS, pabrik.KABUPATEN)
    paket = desa.diajukan()
    op.hentikan(paket, alasan="dobel", oleh=kadinsos, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIBATALKAN


def test_halaman_usang_ditolak_dan_tidak_mengubah_apa_pun(desa):
    paket = desa.paket()
    versi = paket.versi_baris
    desa.rapat(paket)
    pabrik.usulan(paket, desa.operator)
    with pytest.raises(HalamanUsang, match="Muat ulang"):
        op.siapkan_musyawarah(paket, oleh=desa.operator, versi=versi)
    assert paket.status is StatusPaket.DRAF


def test_setiap_perpindahan_meninggalkan_jejak_yang_utuh(desa):
    paket = desa.diajukan()
    pabrik.db.session.commit()
    baris = pabrik.db.session.scalars(
        pabrik.sa.select(audit.Audit).where(audit.Audit.objek == paket.sebutan_audit).order_by(audit.Audit.urut)
    ).all()
    assert [(b.dari, b.ke) for b in baris] == [
        ("", "draf"),
        ("draf", "siap_musyawarah"),
        ("siap_musyawarah", "siap_diajukan"),
        ("siap_diajukan", "diajukan"),
    ]
    assert audit.periksa() is None
