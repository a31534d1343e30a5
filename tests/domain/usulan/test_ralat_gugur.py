"""Are slips of the pen mended and losses taken out by a signed sheet, and by nothing else?"""

import datetime as dt

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen, StatusDokumen
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh


@pytest.fixture
def kab(app):
    return pabrik.Kabupaten()


@pytest.fixture
def desa(app):
    return pabrik.Desa()


def ralat(desa, u, **isi):
    kiriman = {f"ralat.{k}": [v] for k, v in isi.items()}
    return opp.minta(u, "ralat", alasan="Salah ketik.", kiriman=kiriman, oleh=desa.operator, versi=u.versi_baris)


def gugur(desa, u, kode="meninggal", bukti="AKTA_KEMATIAN", alasan="", **lain):
    if bukti:
        pabrik.bukti(u.keluarga, [bukti], desa.operator)
    return opp.minta(u, "gugur", alasan=alasan, alasan_kode=kode, oleh=desa.operator, versi=u.versi_baris, **lain)


def bertanda(desa, paket):
    """The sheet over all open requests, printed, signed, scanned."""
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)


def lembar():
    tanya = sa.select(Dokumen).where(Dokumen.jenis == JenisDokumen.LEMBAR_PERUBAHAN).order_by(Dokumen.id)
    return list(db.session.scalars(tanya))


def test_ralat_memperbaiki_daftar_dan_registri_bersama(desa, kab):
    paket = desa.diajukan()
    u = paket.usulan[0]
    lama = u.nama
    ralat(desa, u, nama="SITI NURHALIZA", rt="7")
    assert u.nama == lama
    bertanda(desa, paket)
    opp.terima(u, "ralat", oleh=kab.petugas, versi=u.versi_baris)
    assert (u.nama, u.rt) == ("SITI NURHALIZA", "007")
    assert u.isi["orang"]["rt"] == "007"
    assert (u.warga.nama, u.warga.nama_cari, u.keluarga.rt) == ("SITI NURHALIZA", "SITI NURHALIZA", "007")
    keluarga = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.rantai == f"keluarga:{u.keluarga_id}")).all()
    assert keluarga[-1].ke == "diralat"


def test_satu_lembar_memuat_sebelum_sesudah_dan_alasan_setiap_nama(desa, kab):
    paket = desa.diajukan()
    a, b = paket.usulan
    nama_a = a.nama
    ralat(desa, a, nama="NAMA BARU")
    gugur(desa, b)
    bertanda(desa, paket)
    baris = {x["nama"]: x for x in lembar()[0].konteks["isi"]["baris"]}
    assert baris[nama_a]["lama"] == {"Nama lengkap": nama_a}
    assert baris[nama_a]["baru"] == {"Nama lengkap": "NAMA BARU"}
    assert (baris[b.nama]["perubahan"], baris[b.nama]["alasan"]) == ("Gugur", "Meninggal dunia")


def test_registri_yang_sudah_dibetulkan_tidak_ditimpa_ralat(desa, kab):
    paket = desa.diajukan()
    u = paket.usulan[0]
    u.warga.nama = "SUDAH BENAR DI REGISTRI"
    ralat(desa, u, nama="SALAH LAGI")
    bertanda(desa, paket)
    opp.terima(u, "ralat", oleh=kab.petugas, versi=u.versi_baris)
    assert (u.nama, u.warga.nama) == ("SALAH LAGI", "SUDAH BENAR DI REGISTRI")


@pytest.mark.parametrize("isi", [{}, {"nama": ""}, {"alamat": "Jalan Melati"}])
def test_ralat_tanpa_isian_yang_berbeda_ditolak(desa, isi):
    u = desa.diajukan().usulan[0]
    with pytest.raises(TidakBisa, match="Belum ada isian yang diralat"):
        ralat(desa, u, **isi)


def test_isian_ralat_yang_tidak_terbaca_disebut_per_bidang(desa):
    u = desa.diajukan().usulan[0]
    with pytest.raises(GalatIsian) as galat:
        ralat(desa, u, tanggal_lahir="kemarin", jenis_kelamin="X")
    assert set(galat.value.bidang) == {"ralat.tanggal_lahir", "ralat.jenis_kelamin"}


def nik_lain(u, akhir="9911"):
    """A NIK that says the same birth date and sex."""
    return u.warga.nik[:12] + akhir


def test_nik_diralat_hanya_bila_nama_dan_tanggal_lahir_tetap(desa, kab):
    paket = desa.diajukan()
    u, nik = paket.usulan[0], nik_lain(paket.usulan[0])
    with pytest.raises(TidakBisa, match="nama dan tanggal lahirnya tetap"):
        ralat(desa, u, nik=nik, nama="ORANG LAIN")
    with pytest.raises(TidakBisa, match="Tanggal lahir di dalam NIK"):
        ralat(desa, u, nik=u.warga.nik[:6] + "010190" + "0001")
    with pytest.raises(TidakBisa, match="sudah tercatat atas warga lain"):
        ralat(desa, u, nik=paket.usulan[1].warga.nik)
    ralat(desa, u, nik=nik)
    bertanda(desa, paket)
    opp.terima(u, "ralat", oleh=kab.petugas, versi=u.versi_baris)
    assert (u.warga.nik, u.isi["orang"]["nik"]) == (nik, nik)


def test_nik_yang_keburu_dipakai_warga_lain_tidak_jadi_diralat(desa, kab):
    paket = desa.diajukan()
    u, nik = paket.usulan[0], nik_lain(paket.usulan[0])
    ralat(desa, u, nik=nik)
    bertanda(desa, paket)
    pabrik.warga().nik = nik
    db.session.flush()
    with pytest.raises(TidakBisa, match="sudah tercatat atas warga lain"):
        opp.terima(u, "ralat", oleh=kab.petugas, versi=u.versi_baris)


def test_ralat_tidak_memberi_tahu_desa_nomor_siapa_yang_terdaftar_di_desa_lain(desa, kab):
    """A guess of the village tells nothing; who decides for the regency is told."""
    paket = desa.diajukan()
    u, nik = paket.usulan[0], nik_lain(paket.usulan[0])
    rumah = pabrik.keluarga(pabrik.DESA_LAIN)
    pabrik.warga(rumah).nik = nik
    db.session.flush()
    ralat(desa, u, nik=nik, no_kk=rumah.no_kk)
    bertanda(desa, paket)
    with pytest.raises(TidakBisa, match="sudah tercatat atas warga lain"):
        opp.terima(u, "ralat", oleh=kab.petugas, versi=u.versi_baris)
    assert u.warga.nik != nik


def test_nomor_kk_keluarga_lain_bukan_salah_ketik(desa):
    paket = desa.diajukan()
    with pytest.raises(TidakBisa, match="keluarga lain"):
        ralat(desa, paket.usulan[0], no_kk=paket.usulan[1].keluarga.no_kk)


def test_bidang_yang_dimatikan_aturan_tidak_dapat_diralat(desa):
    admin = pabrik.orang(Peran.ADMIN, pabrik.KABUPATEN)
    aturan.tetapkan(
        "ralat",
        "nama_ibu",
        {"label": "Nama ibu kandung", "aktif": False},
        wilayah_kode=pabrik.KABUPATEN,
        mulai=clock.hari_ini(),
        oleh=admin,
    )
    u = desa.diajukan().usulan[0]
    with pytest.raises(TidakBisa, match="Belum ada isian yang diralat"):
        ralat(desa, u, nama_ibu="Nama Lain")


def test_gugur_memerlukan_alasan_dari_daftar_dan_buktinya(desa):
    u = desa.diajukan().usulan[0]
    with pytest.raises(TidakBisa, match="belum diunggah"):
        gugur(desa, u, bukti="")
    with pytest.raises(TidakBisa, match="dari daftar"):
        opp.minta(u, "gugur", alasan="x", alasan_kode="bosan", oleh=desa.operator, versi=u.versi_baris)
    with pytest.raises(GalatIsian):
        gugur(desa, u, "ganda", "KK")
    assert (
        gugur(desa, u, "ganda", "KK", "Sama dengan nomor 3.").alasan == "Data atau usulan ganda: Sama dengan nomor 3."
    )


def test_gugur_yang_diterima_mengakhiri_usulan_dan_melepas_orangnya(desa, kab):
    paket = desa.diajukan()
    u = paket.usulan[0]
    gugur(desa, u)
    with pytest.raises(TidakBisa, match="belum diterbitkan"):
        opp.terima(u, "gugur", oleh=kab.petugas, versi=u.versi_baris)
    bertanda(desa, paket)
    opp.terima(u, "gugur", oleh=kab.petugas, versi=u.versi_baris)
    assert (u.status, u.hidup) == (StatusUsulan.GUGUR, False)
    assert u.kode_lacak


def test_tanpa_permintaan_tidak_ada_yang_digugurkan_atau_diralat(desa, kab):
    u = desa.diajukan().usulan[0]
    with pytest.raises(TidakBisa, match="Tidak ada permintaan gugur"):
        opp.terima(u, "gugur", oleh=kab.petugas, versi=u.versi_baris)
    with pytest.raises(TidakBisa, match="Tidak ada permintaan ralat"):
        opp.terima(u, "ralat", oleh=kab.petugas, versi=u.versi_baris)
    gugur(desa, u)
    with pytest.raises(TidakBisa, match="Tidak ada permintaan ralat"):
        opp.terima(u, "ralat", oleh=kab.petugas, versi=u.versi_baris)


@pytest.mark.parametrize("peran", [Peran.OPERATOR_KECAMATAN, Peran.VERIFIKATOR_DINSOS, Peran.ADMIN])
def test_hanya_pemegang_di_wilayahnya_yang_menggugurkan(desa, kab, peran):
    paket = desa.diajukan()
    u = paket.usulan[0]
    gugur(desa, u)
    bertanda(desa, paket)
    asing = pabrik.orang(peran, pabrik.KECAMATAN_LAIN if peran is Peran.OPERATOR_KECAMATAN else pabrik.KABUPATEN)
    with pytest.raises(TidakBoleh):
        opp.terima(u, "gugur", oleh=asing, versi=u.versi_baris)


@pytest.mark.parametrize("tahap", ["siap_diajukan", "diajukan", "dikembalikan", "diteruskan", "terverifikasi"])
def test_ralat_dan_gugur_dapat_diminta_di_setiap_keadaan_sebelum_disahkan(desa, kab, tahap):
    paket = desa.siap_ajukan() if tahap == "siap_diajukan" else desa.diajukan()
    if tahap == "dikembalikan":
        tanda = [(None, "ba_tidak_lengkap", "")]
        op.kembalikan(paket, tanda, oleh=kab.petugas, versi=paket.versi_baris)
    if tahap in ("diteruskan", "terverifikasi"):
        kab.diteruskan(paket)
    if tahap == "terverifikasi":
        kab.terverifikasi(paket)
    assert paket.status == tahap
    a, b = paket.usulan
    ralat(desa, a, nama="NAMA YANG BETUL")
    gugur(desa, b)
    bertanda(desa, paket)
    if tahap in ("siap_diajukan", "dikembalikan"):
        with pytest.raises(TidakBisa, match="diajukan ulang"):
            opp.terima(b, "gugur", oleh=desa.kades, versi=b.versi_baris)
        for t in pabrik.syarat_paket.tanda_terbuka(paket):
            op.jawab_tanda(t.id, "diperbaiki", "Sudah.", oleh=desa.operator)
        ajukan = op.ajukan if tahap == "siap_diajukan" else op.ajukan_ulang
        ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
        assert paket.status is StatusPaket.DIAJUKAN
    else:
        pemegang = kab.petugas if tahap == "diajukan" else kab.verifikator
        opp.terima(a, "ralat", oleh=pemegang, versi=a.versi_baris)
        opp.terima(b, "gugur", oleh=pemegang, versi=b.versi_baris)
    assert (a.nama, b.status) == ("NAMA YANG BETUL", StatusUsulan.GUGUR)
    assert [p.hasil for p in paket.perubahan] == ["diterima", "diterima"]


@pytest.mark.parametrize("tahap", ["draf", "disahkan"])
def test_di_luar_rentangnya_tidak_ada_lembar_perubahan(desa, kab, tahap):
    if tahap == "draf":
        u = desa.paket().usulan[0]
    else:
        paket = kab.disahkan(kab.terverifikasi(kab.diteruskan(desa.diajukan())))
        u = paket.usulan[0]
    with pytest.raises(TidakBisa):
        gugur(desa, u)


def test_daftar_yang_dibuka_kembali_membatalkan_lembar_dan_permintaannya(desa):
    paket = desa.siap_ajukan()
    u = paket.usulan[0]
    p = gugur(desa, u)
    bertanda(desa, paket)
    op.buka(paket, alasan="Salah catat.", oleh=desa.operator, versi=paket.versi_baris)
    assert (p.hasil, lembar()[0].status) == ("ditolak", StatusDokumen.BATAL)


def test_lahir_di_hari_lain_membuat_pemadanan_diulang(desa, kab):
    paket = kab.diteruskan(desa.diajukan())
    u = paket.usulan[0]
    u.padanan = "padan"
    ralat(desa, u, nama="NAMA YANG BETUL")
    bertanda(desa, paket)
    opp.terima(u, "ralat", oleh=kab.verifikator, versi=u.versi_baris)
    assert u.padanan == "belum"
    assert u.warga.tanggal_lahir == dt.date(1985, 8, 17)
