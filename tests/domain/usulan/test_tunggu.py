"""Does the waiting list offer every name that waits, once, and does one tick bring it back as it was?"""

import pabrik
import pytest

from app.domain.akses.peran import Peran
from app.domain.registri.models import Warga
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan import queries_tunggu, tunggu
from app.domain.usulan.status import StatusUsulan
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBoleh


@pytest.fixture
def desa(app):
    return pabrik.Desa()


def ditunda(desa, hasil="tunda", kode="perlu_kunjungan"):
    """One packet on its way, with one name agreed and one that was not."""
    paket = desa.paket()
    desa.diajukan(paket, {paket.usulan[0].id: (hasil, kode, "")})
    return paket.usulan[0]


def nama_menunggu(desa, paket):
    return [t.id for t in queries_tunggu.daftar(paket, untuk=desa.operator)]


@pytest.mark.parametrize(("hasil", "kode"), [("tunda", "perlu_kunjungan"), ("tidak", "dinilai_mampu")])
def test_yang_ditunda_dan_ditolak_menunggu_dan_yang_disepakati_tidak(desa, hasil, kode):
    u = ditunda(desa, hasil, kode)
    baru = op.buat_paket(oleh=desa.operator)
    assert nama_menunggu(desa, baru) == [u.id]


def test_satu_centang_menyalin_isi_bukti_dan_asalnya_lalu_tidak_ditawarkan_lagi(desa):
    lama = ditunda(desa)
    baru = op.buat_paket(oleh=desa.operator)
    [(u, kurang)] = tunggu.ambil(baru, [lama.id], oleh=desa.operator)
    assert (u.lanjutan_dari, u.warga_id, u.jenis, u.status, kurang) == (
        lama.id, lama.warga_id, lama.jenis, StatusUsulan.SIAP, "")  # fmt: skip
    assert u.isi["baru"]["keadaan"] == lama.isi["baru"]["keadaan"]
    assert u.isi["jawaban"] == lama.isi["jawaban"]
    assert lama.status is StatusUsulan.DITUNDA
    assert nama_menunggu(desa, baru) == []
    opu.tarik(u, alasan="Tidak jadi.", oleh=desa.operator, versi=u.versi_baris)
    assert nama_menunggu(desa, baru) == [], "never offered twice"
    with pytest.raises(GalatIsian, match="tidak lagi di daftar tunggu"):
        tunggu.ambil(baru, [lama.id], oleh=desa.operator)


def test_perbaikan_dibawa_dan_data_registri_dibaca_lagi(desa):
    paket = desa.paket(0)
    u = pabrik.usulan(paket, desa.operator, "perbaikan")
    lain = pabrik.usulan(paket, desa.operator)
    desa.diajukan(paket, {u.id: ("tunda", "perlu_padanan", "")})
    assert lain.status is StatusUsulan.DISEPAKATI
    db.session.get_one(Warga, u.warga_id).tempat_lahir = "Brebes"
    baru = op.buat_paket(oleh=desa.operator)
    [(salinan, _)] = tunggu.ambil(baru, [u.id], oleh=desa.operator)
    assert salinan.isi["baru"]["nama"] == "NAMA YANG BENAR"
    assert salinan.isi["lama"]["tempat_lahir"] == salinan.isi["baru"]["tempat_lahir"] == "Brebes"


def test_nama_yang_belum_lengkap_tetap_draf_dan_kekurangannya_disebut(desa):
    lama = ditunda(desa)
    lama.isi = {**lama.isi, "baru": {**lama.isi["baru"], "keadaan": ""}}
    baru = op.buat_paket(oleh=desa.operator)
    [(u, kurang)] = tunggu.ambil(baru, [lama.id], oleh=desa.operator)
    assert u.status is StatusUsulan.DRAF
    assert "belum diisi" in kurang


def test_tidak_ditawarkan_bila_ada_usulan_sejenis_yang_berjalan(desa):
    lama = ditunda(desa)
    baru = op.buat_paket(oleh=desa.operator)
    opu.catat(baru, warga_id=lama.warga_id, jenis=lama.jenis, oleh=desa.operator)
    assert nama_menunggu(desa, baru) == []


def test_putusan_yang_masih_dapat_dibuka_belum_menunggu(desa):
    paket = desa.paket()
    desa.siap_diajukan(paket, {paket.usulan[0].id: ("tunda", "perlu_kunjungan", "")})
    assert nama_menunggu(desa, paket) == []


def test_warga_yang_meninggal_hanya_menunggu_untuk_dihapus(desa):
    lama = ditunda(desa)
    db.session.get_one(Warga, lama.warga_id).status_dasar = 2
    baru = op.buat_paket(oleh=desa.operator)
    assert nama_menunggu(desa, baru) == []


def test_daftar_tunggu_desa_lain_tidak_terlihat_dan_tidak_dapat_diambil(desa):
    lama = ditunda(desa)
    lain = pabrik.Desa(pabrik.DESA_LAIN)
    paket = op.buat_paket(oleh=lain.operator)
    assert queries_tunggu.daftar(paket, untuk=lain.operator) == []
    with pytest.raises(GalatIsian):
        tunggu.ambil(paket, [lama.id], oleh=lain.operator)


def test_hanya_operator_desa_yang_mengambil_dari_daftar_tunggu(desa):
    lama = ditunda(desa)
    baru = op.buat_paket(oleh=desa.operator)
    with pytest.raises(TidakBoleh):
        tunggu.ambil(baru, [lama.id], oleh=pabrik.orang(Peran.KEPALA_DESA))
