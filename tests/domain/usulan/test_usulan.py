"""Is a proposal complete only when everything is there, judged only by whom it may be, and proposed only once?"""

import datetime as dt
import threading

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.berlaku import nilai
from app.domain.usulan import baris as baris_daftar
from app.domain.usulan import isian, queries_usulan
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Usulan
from app.domain.usulan.status import StatusUsulan
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian, HalamanUsang, TidakAda, TidakBisa, TidakBoleh


@pytest.fixture
def desa(app):
    return pabrik.Desa()


def alasan_ditolak(aksi, *a, **kw) -> list[str]:
    with pytest.raises(TidakBisa) as tidak:
        aksi(*a, **kw)
    return tidak.value.alasan


def test_semua_kekurangan_disebut_sekaligus(desa):
    u = pabrik.usulan(desa.paket(0), desa.operator, lengkap=False)
    alasan = " ".join(alasan_ditolak(opu.lengkapi, u, oleh=desa.operator, versi=u.versi_baris))
    for kata in (
        "Keadaan keluarga",
        "pertanyaan kelayakan",
        "Hubungan dengan perangkat",
        "Kartu Keluarga",
        "Foto rumah",
    ):
        assert kata in alasan


@pytest.mark.parametrize("jenis", sorted(pabrik.ISIAN))
def test_setiap_jenis_dapat_dilengkapi(desa, jenis):
    lahir = dt.date(2015, 3, 2) if jenis == "atensi_yapi" else dt.date(1980, 1, 2)
    u = pabrik.usulan(desa.paket(0), desa.operator, jenis, pabrik.warga(lahir=lahir))
    assert u.status is StatusUsulan.SIAP


def test_bukti_ditentukan_oleh_alasan_hapus(desa):
    u = pabrik.usulan(desa.paket(0), desa.operator, "hapus", lengkap=False)
    kiriman = {"alasan_kode": ["meninggal"], "baru.cakupan": ["individu"], "hubungan": ["tidak_ada"]}
    opu.simpan_isi(u, kiriman, oleh=desa.operator, versi=u.versi_baris)
    alasan = alasan_ditolak(opu.lengkapi, u, oleh=desa.operator, versi=u.versi_baris)
    assert alasan == ["Bukti “Akta atau surat keterangan kematian” belum diunggah."]


def test_yapi_hanya_untuk_anak_di_bawah_18_tahun(desa):
    w = pabrik.warga(lahir=dt.date(2008, 11, 9))
    with pytest.raises(TidakBisa, match="Usia anak sudah 18 tahun"):
        pabrik.usulan(desa.paket(0), desa.operator, "atensi_yapi", w)


def test_perbaikan_tanpa_perubahan_tidak_lengkap(desa):
    u = pabrik.usulan(desa.paket(0), desa.operator, "perbaikan", lengkap=False)
    alasan = alasan_ditolak(opu.lengkapi, u, oleh=desa.operator, versi=u.versi_baris)
    assert any("Belum ada data yang diperbaiki" in k for k in alasan)


def test_satu_orang_satu_usulan_sejenis_yang_berjalan(desa):
    paket, w = desa.paket(0), pabrik.warga()
    pabrik.usulan(paket, desa.operator, w=w)
    with pytest.raises(TidakBisa, match="sudah mempunyai usulan sejenis"):
        opu.catat(paket, warga_id=w.id, jenis="tambah", oleh=desa.operator)
    assert opu.catat(paket, warga_id=w.id, jenis="bansos_pbi", oleh=desa.operator).id


def test_usulan_yang_ditarik_boleh_diusulkan_lagi(desa):
    paket, w = desa.paket(0), pabrik.warga()
    u = pabrik.usulan(paket, desa.operator, w=w)
    opu.tarik(u, alasan="salah orang", oleh=desa.operator, versi=u.versi_baris)
    assert opu.catat(paket, warga_id=w.id, jenis="tambah", oleh=desa.operator).id != u.id


def test_jenis_yang_tidak_aktif_ditolak(desa):
    mati = nilai("jenis_usulan", desa.wilayah, "reaktivasi_pbi") | {"aktif": False}
    admin = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")
    aturan.tetapkan("jenis_usulan", "reaktivasi_pbi", mati, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=admin)
    with pytest.raises(GalatIsian):
        opu.catat(desa.paket(0), warga_id=pabrik.warga().id, jenis="reaktivasi_pbi", oleh=desa.operator)


def test_simpan_otomatis_satu_baris_audit_per_sesi(desa, jam):
    u = pabrik.usulan(desa.paket(0), desa.operator, lengkap=False)
    for i in range(5):
        opu.simpan_isi(u, {"baru.keadaan": [f"ketikan {i}"]}, oleh=desa.operator, versi=u.versi_baris)
    jam(dt.timedelta(hours=1))
    opu.simpan_isi(u, {"baru.keadaan": ["sesudah makan siang"]}, oleh=desa.operator, versi=u.versi_baris)
    tanya = sa.select(sa.func.count()).where(audit.Audit.objek == u.sebutan_audit, audit.Audit.aksi == "usulan.isi")
    assert db.session.scalar(tanya) == 2


def test_ketikan_dari_halaman_usang_ditolak_dan_yang_tersimpan_tetap(desa):
    u = pabrik.usulan(desa.paket(0), desa.operator, lengkap=False)
    usang = u.versi_baris
    opu.simpan_isi(u, {"baru.keadaan": ["yang pertama"]}, oleh=desa.operator, versi=usang)
    with pytest.raises(HalamanUsang):
        opu.simpan_isi(u, {"baru.keadaan": ["yang kedua"]}, oleh=desa.operator, versi=usang)
    assert u.isi["baru"]["keadaan"] == "yang pertama"


def test_impor_sesudah_daftar_terkunci_tidak_mengubah_yang_dibahas(desa):
    paket = desa.paket(0)
    u = pabrik.usulan(paket, desa.operator)
    nik = u.warga.nik
    desa.siap_musyawarah(paket)
    u.warga.nik, u.warga.nama_ibu, u.warga.nama = "3328101708859991", "Ibu Lain", "NAMA LAIN"
    db.session.flush()
    baris = baris_daftar.bernama(u, [], 1)
    assert (baris.nik, baris.nama_ibu, baris.nama) == (nik, "Siti Aminah", u.nama)


def test_perubahan_registri_sebelum_terkunci_tidak_menjadi_koreksi(desa):
    paket = desa.paket(0)
    u = pabrik.usulan(paket, desa.operator, "perbaikan")
    u.keluarga.alamat = "Jalan Baru"
    db.session.flush()
    desa.siap_musyawarah(paket)
    assert set(isian.berubah(u.isi)) == {"nama"}
    assert u.isi["lama"]["alamat"] == "Jalan Baru"


def test_bidang_di_luar_skema_diabaikan(desa):
    u = pabrik.usulan(desa.paket(0), desa.operator, lengkap=False)
    opu.simpan_isi(u, {"baru.status": ["layak"], "baru.keadaan": ["x"]}, oleh=desa.operator, versi=u.versi_baris)
    assert "status" not in u.isi["baru"]


def test_penilaian_massal_memberi_hasil_per_nama(app):
    desa, kab = pabrik.Desa(), pabrik.Kabupaten()
    paket = kab.diteruskan(desa.diajukan())
    a, b = paket.usulan
    usang = (b.id, b.versi_baris + 7)
    hasil = opu.nilai_banyak([(a.id, a.versi_baris), usang], "layak", oleh=kab.verifikator)
    assert [bool(sebab) for _, sebab in hasil] == [False, True]
    assert (a.status, b.status) == (StatusUsulan.LAYAK, StatusUsulan.DISEPAKATI)


def test_penilaian_massal_atas_wilayah_lain_seolah_tidak_ada(app):
    desa, kab = pabrik.Desa(), pabrik.Kabupaten()
    paket = kab.diteruskan(desa.diajukan())
    asing = pabrik.orang(Peran.VERIFIKATOR_DINSOS, "35.25")
    with pytest.raises(TidakAda):
        opu.nilai_banyak([(paket.usulan[0].id, 0)], "layak", oleh=asing)


def test_hasil_padanan_buruk_menahan_penilaian_layak(app):
    desa, kab = pabrik.Desa(), pabrik.Kabupaten()
    paket = kab.diteruskan(desa.diajukan())
    u = paket.usulan[0]
    opu.catat_padanan(u, "tidak_ditemukan", oleh=kab.verifikator, versi=u.versi_baris)
    with pytest.raises(TidakBisa, match="pemadanan"):
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=u.versi_baris)
    op.bebaskan_padanan(paket, alasan="Dukcapil sedang gangguan", oleh=kab.verifikator, versi=paket.versi_baris)
    opu.nilai(u, "layak", oleh=kab.verifikator, versi=u.versi_baris)
    assert u.status is StatusUsulan.LAYAK


def test_kecamatan_tidak_dapat_menilai(app):
    desa, kab = pabrik.Desa(), pabrik.Kabupaten()
    u = kab.diteruskan(desa.diajukan()).usulan[0]
    with pytest.raises(TidakBoleh):
        opu.nilai(u, "layak", oleh=kab.petugas, versi=u.versi_baris)


def test_lacak_menunjukkan_inisial_tanpa_nama(desa):
    u = desa.diajukan().usulan[0]
    hasil = queries_usulan.lacak(f"{u.kode_lacak[:5].lower()}-{u.kode_lacak[5:]}")
    assert hasil is not None
    assert u.nama not in str(hasil)
    assert queries_usulan.lacak("XXXXXXXXXX") is None


def test_dua_petugas_bersamaan_satu_berhasil_yang_lain_diberi_tahu_siapa(app):
    desa = pabrik.Desa()
    paket = desa.siap_ajukan()
    kades2 = pabrik.orang(Peran.KEPALA_DESA, pabrik.DESA, "Kepala Dua")
    db.session.commit()
    paket_id, versi, hasil = paket.id, paket.versi_baris, []
    pagar = threading.Barrier(2)

    def klik(oleh):
        with app.app_context():
            pagar.wait(10)
            p = op.muat(paket_id)
            try:
                op.ajukan(p, oleh=oleh, versi=versi)
                db.session.commit()
                hasil.append("berhasil")
            except Galat as galat:
                db.session.rollback()
                hasil.append(" ".join(galat.alasan))
            finally:
                db.session.remove()

    db.session.remove()
    utas = [threading.Thread(target=klik, args=(o,)) for o in (desa.kades, kades2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(h == "berhasil" for h in hasil) == [False, True]
    kalah = next(h for h in hasil if h != "berhasil")
    assert "terakhir diubah oleh Kepala" in kalah
    assert db.session.scalar(sa.select(sa.func.count()).where(audit.Audit.aksi == "paket.ajukan")) == 1


def test_indeks_unik_menjaga_usulan_ganda_juga_tanpa_pemeriksaan(desa):
    paket, w = desa.paket(0), pabrik.warga()
    pabrik.usulan(paket, desa.operator, w=w)
    kembar = {
        k: getattr(paket.usulan[0], k)
        for k in ("paket_id", "wilayah_kode", "jenis", "warga_id", "keluarga_id", "nama", "status", "isi")
    }
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.insert(Usulan), [kembar | {"kode_lacak": "ABCDEFGHJK"}])
    db.session.rollback()
