"""What happens to proposals when somebody dies, when a family splits, or when it gets another head?"""

import datetime as dt

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.registri import kepala, operations, operations_kk
from app.domain.registri.isian import IsianKeluarga, IsianWarga
from app.domain.registri.models import Kepesertaan, PerubahanRegistri, Warga
from app.domain.registri.penerapan import terapkan_usulan
from app.domain.usulan import baris, isian, perhatian, queries_isian, syarat_penduduk
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBisa, TidakBoleh


@pytest.fixture
def desa(app):
    return pabrik.Desa()


@pytest.fixture
def kab(app):
    return pabrik.Kabupaten()


def anggota(k, nama, hubungan=4, **lain):
    w = pabrik.warga(k, nama, **lain)
    w.hubungan = w.urut_kk = hubungan
    db.session.flush()
    return w


def meninggal(w, status=2):
    w.status_dasar, w.status_sejak = status, dt.date(2026, 11, 3)
    db.session.flush()


def kepala_hidup(keluarga_id):
    return [w.nama for w in kepala.hidup(keluarga_id) if w.hubungan == 1]


def kalimat(u):
    return " ".join(t.kalimat for t in queries_isian.temuan(u))


# --- death while a proposal is open ---


@pytest.mark.parametrize(("status", "kata"), [(2, "meninggal"), (3, "pindah")])
def test_yang_tercatat_tiada_tidak_dapat_dilengkapi_dan_temuannya_terbaca(desa, status, kata):
    paket = desa.paket(0)
    u = pabrik.usulan(paket, desa.operator, lengkap=False)
    meninggal(u.warga, status)
    with pytest.raises(TidakBisa, match=f"tercatat {kata} sejak 3 November 2026"):
        opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
    assert f"Tercatat {kata} sejak 3 November 2026: tarik usulan ini" in kalimat(u)
    u.warga.status_dasar = 1
    assert "Tercatat" not in kalimat(u)


def test_mengubah_status_warga_mencatat_sejak_kapan(desa):
    w = pabrik.warga()
    nilai = {n: getattr(w, n) for n in IsianWarga.__slots__} | {"status_dasar": 2}
    operations.ubah_warga(w.id, IsianWarga(**nilai), oleh=desa.operator, versi=w.versi_baris, sudah_dicek=True)
    assert w.status_sejak == clock.hari_ini()


def test_paket_dengan_nama_yang_meninggal_tidak_diajukan_tanpa_permintaan_gugur(desa):
    paket = desa.siap_ajukan()
    u = paket.usulan[0]
    meninggal(u.warga)
    with pytest.raises(TidakBisa, match="ajukan gugur") as galat:
        op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert [k for k in galat.value.alasan if "meninggal" in k] == [
        (
            f"{u.nama} tercatat meninggal sejak 3 November 2026: ajukan gugur lewat lembar perubahan daftar, "
            "atau betulkan statusnya di registri."
        )
    ]
    pabrik.bukti(u.keluarga, ["AKTA_KEMATIAN"], desa.operator)
    opp.minta(u, "gugur", alasan="", alasan_kode="meninggal", oleh=desa.operator, versi=u.versi_baris)
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert (paket.status, u.status) == (StatusPaket.DIAJUKAN, StatusUsulan.GUGUR)


def test_yang_meninggal_di_dinsos_tidak_dinilai_layak_sampai_statusnya_dibetulkan(desa, kab):
    paket = kab.diteruskan(desa.diajukan())
    u = paket.usulan[0]
    meninggal(u.warga)
    assert "ajukan gugur" in " ".join(t.kalimat for t in perhatian.perhatian([u.id], untuk=kab.verifikator)[u.id])
    opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=u.versi_baris)
    with pytest.raises(TidakBisa, match="tercatat meninggal"):
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=u.versi_baris)
    u.warga.status_dasar = 1
    opu.nilai(u, "layak", oleh=kab.verifikator, versi=u.versi_baris)
    assert u.status is StatusUsulan.LAYAK


def test_yang_meninggal_sesudah_dinilai_layak_menahan_verval_sampai_dinilai_lagi(desa, kab):
    paket = kab.diteruskan(desa.diajukan())
    for u in paket.usulan:
        opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=u.versi_baris)
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=u.versi_baris)
    u = paket.usulan[0]
    meninggal(u.warga)
    with pytest.raises(TidakBisa, match="tercatat meninggal atau pindah"):
        kab.bundel(pabrik.JenisBundel.VERVAL, [paket], kab.verifikator, kab.kadinsos)
    opu.nilai(u, "tidak_layak", alasan_kode="meninggal", oleh=kab.verifikator, versi=u.versi_baris)
    kab.bundel(pabrik.JenisBundel.VERVAL, [paket], kab.verifikator, kab.kadinsos)
    assert paket.status is StatusPaket.TERVERIFIKASI


def test_usul_hapus_atas_yang_meninggal_tetap_berjalan(desa):
    paket = desa.siap_ajukan(desa.paket(1, "hapus"))
    u = paket.usulan[0]
    meninggal(u.warga)
    assert syarat_penduduk.terhalang(u) == ""
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN


# --- the head dies, or is changed ---


@pytest.fixture
def keluarga_besar(app):
    k = pabrik.keluarga()
    return pabrik.warga(k, "AYAH"), anggota(k, "IBU", 3, jk="P"), anggota(k, "ANAK")


def test_hapus_kepala_yang_meninggal_mengusulkan_individu_dan_menanyakan_pengurus_baru(desa, kab, keluarga_besar):
    ayah, ibu, anak = keluarga_besar
    db.session.add(Kepesertaan(keluarga_id=ayah.keluarga_id, daftar="pkh", status="aktif"))
    paket = desa.paket(0)
    u = opu.catat(paket, warga_id=ayah.id, jenis="hapus", oleh=desa.operator)
    opu.simpan_isi(u, {"alasan_kode": ["meninggal"], "hubungan": ["tidak_ada"]}, oleh=desa.operator, versi=None)
    assert u.isi["baru"]["cakupan"] == "individu"
    pabrik.bukti(u.keluarga, isian.bukti_wajib(u), desa.operator)
    with pytest.raises(TidakBisa, match="yang baru belum dipilih"):
        opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
    bidang = {b["nama"]: b for b in queries_isian.bidang_isian(u)}
    assert bidang["pengurus_baru"]["pilihan"] == [(str(ibu.id), "IBU"), (str(anak.id), "ANAK")]
    asing = str(pabrik.warga().id)
    with pytest.raises(GalatIsian, match="dari daftar"):
        opu.simpan_isi(u, {"baru.pengurus_baru": [asing]}, oleh=desa.operator, versi=u.versi_baris)
    opu.simpan_isi(u, {"baru.pengurus_baru": [str(ibu.id)]}, oleh=desa.operator, versi=u.versi_baris)
    opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
    kab.disahkan(kab.terverifikasi(kab.diteruskan(desa.diajukan(paket))))
    assert kepala_hidup(ayah.keluarga_id) == ["IBU"]
    assert (ayah.status_dasar, ayah.status_sejak) == (2, clock.hari_ini())
    catatan = db.session.get_one(PerubahanRegistri, u.id).isi
    assert catatan["lama"]["kepala"] == {str(ibu.id): 3}
    assert catatan["baru"]["kepala"] == {str(ibu.id): 1}
    assert db.session.scalars(sa.select(Kepesertaan)).one().status == "aktif"


def test_pengurus_baru_tercetak_pada_daftar(desa, keluarga_besar):
    ayah, ibu, _ = keluarga_besar
    paket = desa.paket(0)
    u = opu.catat(paket, warga_id=ayah.id, jenis="hapus", oleh=desa.operator)
    kiriman = {"alasan_kode": ["meninggal"], "baru.pengurus_baru": [str(ibu.id)]}
    opu.simpan_isi(u, kiriman, oleh=desa.operator, versi=None)
    assert baris.bernama(u, [], 3).alasan == "Meninggal dunia; pengurus baru IBU"


def test_pengurus_yang_sudah_tiada_saat_disahkan_tidak_diterapkan_dan_dicatat(app, desa, keluarga_besar):
    ayah, ibu, _ = keluarga_besar
    paket = desa.paket(0)
    u = opu.catat(paket, warga_id=ayah.id, jenis="hapus", oleh=desa.operator)
    meninggal(ibu)
    isi = {"lama": {}, "baru": {"cakupan": "individu", "pengurus_baru": str(ibu.id)}}
    terapkan_usulan(u.id, "hapus", ayah.id, ayah.keluarga_id, isi, "meninggal")
    catatan = db.session.get_one(PerubahanRegistri, u.id).isi
    assert catatan["tidak_diterapkan"] == {"pengurus_baru": "bukan lagi anggota keluarga yang hidup"}


def perbaiki(desa, w, **baru):
    u = opu.catat(desa.paket(0), warga_id=w.id, jenis="perbaikan", oleh=desa.operator)
    kiriman = {f"baru.{k}": [v] for k, v in baru.items()} | {"hubungan": ["tidak_ada"]}
    opu.simpan_isi(u, kiriman, oleh=desa.operator, versi=None)
    pabrik.bukti(u.keluarga, isian.bukti_wajib(u), desa.operator)
    return u


def test_ganti_pengurus_menanyakan_hubungan_kepala_lama_lalu_satu_kepala(desa, keluarga_besar):
    ayah, ibu, _ = keluarga_besar
    u = perbaiki(desa, ibu, hubungan="1")
    with pytest.raises(TidakBisa, match="kepala keluarga yang lama"):
        opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
    opu.simpan_isi(u, {"baru.pengurus_lama": ["2"]}, oleh=desa.operator, versi=u.versi_baris)
    opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
    terapkan_usulan(u.id, "perbaikan", ibu.id, ibu.keluarga_id, u.isi, "")
    assert (ayah.hubungan, ibu.hubungan) == (2, 1)
    assert kepala_hidup(ibu.keluarga_id) == ["IBU"]
    catatan = db.session.get_one(PerubahanRegistri, u.id).isi
    assert catatan["lama"]["kepala"] == {str(ayah.id): 1, str(ibu.id): 3}


def test_kepala_tidak_turun_tanpa_pengganti(desa, keluarga_besar):
    ayah, _, _ = keluarga_besar
    u = perbaiki(desa, ayah, hubungan="7")
    with pytest.raises(TidakBisa, match="satu kepala"):
        opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
    terapkan_usulan(u.id, "perbaikan", ayah.id, ayah.keluarga_id, u.isi, "")
    assert ayah.hubungan == 1
    catatan = db.session.get_one(PerubahanRegistri, u.id).isi
    assert catatan["tidak_diterapkan"] == {"hubungan": "keluarga harus mempunyai satu kepala"}


# --- a family splits ---


def kartu(no="3328100106207777"):
    return IsianKeluarga(no_kk=no, alamat="Jalan Baru", dusun="", rt="009", rw="001")


def pecah(desa, k, pindah, **lain):
    pilihan = {"kepala_baru": pindah[0].id, "oleh": desa.operator, "versi": k.versi_baris} | lain
    return operations_kk.pisahkan(k.id, [w.id for w in pindah], kartu(), **pilihan)


def test_usulan_dalam_draf_mengikuti_kk_baru(desa, keluarga_besar):
    ayah, _, anak = keluarga_besar
    db.session.add(Kepesertaan(keluarga_id=ayah.keluarga_id, warga_id=anak.id, daftar="pbi", status="aktif"))
    u = opu.catat(desa.paket(0), warga_id=anak.id, jenis="tambah", oleh=desa.operator)
    baru = pecah(desa, ayah.keluarga, [anak])
    assert anak.keluarga_id == u.keluarga_id == baru.id
    assert u.rt == "009"
    assert kepala_hidup(baru.id) == ["ANAK"]
    assert db.session.scalars(sa.select(Kepesertaan)).one().keluarga_id == baru.id
    assert "pecah KK" not in kalimat(u)


def test_sesudah_draf_daftar_tetap_dan_ralat_mengambil_nomor_kk_yang_baru(desa, kab, keluarga_besar):
    ayah, _, anak = keluarga_besar
    paket = desa.paket(0)
    pabrik.usulan(paket, desa.operator, w=anak)
    desa.diajukan(paket)
    u = paket.usulan[0]
    lama = u.isi["orang"]["no_kk"]
    pecah(desa, ayah.keluarga, [anak])
    assert (u.keluarga_id, u.isi["orang"]["no_kk"]) == (ayah.keluarga_id, lama)
    assert "ajukan ralat nomor KK" in kalimat(u)
    assert "3328100106207777" not in kalimat(u)
    lain = pabrik.keluarga()
    with pytest.raises(TidakBisa, match="keluarga lain"):
        opp.minta(u, "ralat", alasan="KK baru.", kiriman={"ralat.no_kk": [lain.no_kk]}, oleh=desa.operator,
                  versi=u.versi_baris)  # fmt: skip
    opp.minta(u, "ralat", alasan="KK baru.", kiriman={"ralat.no_kk": ["3328100106207777"]}, oleh=desa.operator,
              versi=u.versi_baris)  # fmt: skip
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)
    opp.terima(u, "ralat", oleh=kab.petugas, versi=u.versi_baris)
    assert u.isi["orang"]["no_kk"] == "3328100106207777"
    assert ayah.keluarga.no_kk == lama
    assert "ralat nomor KK" not in kalimat(u)


def test_yang_disahkan_sesudah_pecah_kk_diterapkan_pada_keluarga_barunya(desa, kab, keluarga_besar):
    ayah, _, anak = keluarga_besar
    paket = desa.paket(0)
    pabrik.usulan(paket, desa.operator, w=anak)
    kab.terverifikasi(kab.diteruskan(desa.diajukan(paket)))
    baru = pecah(desa, ayah.keluarga, [anak])
    kab.disahkan(paket)
    buka = db.session.scalars(sa.select(Kepesertaan)).all()
    assert {p.keluarga_id for p in buka} == {baru.id}
    assert db.session.get_one(PerubahanRegistri, paket.usulan[0].id).isi["keluarga_asal"] == ayah.keluarga_id


def test_pecah_kk_menjaga_satu_kepala_di_kedua_keluarga(desa, keluarga_besar):
    ayah, ibu, anak = keluarga_besar
    with pytest.raises(GalatIsian, match="tinggal"):
        pecah(desa, ayah.keluarga, [ayah])
    with pytest.raises(GalatIsian, match="tinggal"):
        pecah(desa, ayah.keluarga, [ayah, ibu, anak])
    with pytest.raises(GalatIsian, match="kartu baru"):
        pecah(desa, ayah.keluarga, [anak], kepala_baru=ibu.id)
    with pytest.raises(GalatIsian, match="Pilih"):
        operations_kk.pisahkan(ayah.keluarga_id, [], kartu(), kepala_baru=None, oleh=desa.operator, versi=0)
    pecah(desa, ayah.keluarga, [ayah, anak], kepala_tinggal=ibu.id)
    assert kepala_hidup(ibu.keluarga_id) == ["IBU"]
    assert kepala_hidup(ayah.keluarga_id) == ["AYAH"]


def test_pecah_kk_ditolak_bila_bukan_operator_desanya_atau_halamannya_usang(desa, keluarga_besar):
    ayah, _, anak = keluarga_besar
    k = ayah.keluarga
    with pytest.raises(TidakBoleh):
        pecah(desa, k, [anak], oleh=desa.kades)
    with pytest.raises(TidakAda):
        pecah(desa, k, [anak], oleh=pabrik.orang(pabrik.Peran.OPERATOR_DESA, pabrik.DESA_LAIN))
    with pytest.raises(HalamanUsang):
        pecah(desa, k, [anak], versi=k.versi_baris + 1)
    lain = pabrik.keluarga(pabrik.DESA_LAIN)
    with pytest.raises(GalatIsian, match="wilayah lain"):
        operations_kk.pisahkan(k.id, [anak.id], kartu(lain.no_kk), kepala_baru=anak.id, oleh=desa.operator, versi=0)
    sendiri = pabrik.keluarga()
    with pytest.raises(GalatIsian, match="sudah dipakai"):
        operations_kk.pisahkan(k.id, [anak.id], kartu(sendiri.no_kk), kepala_baru=anak.id, oleh=desa.operator, versi=0)
    assert db.session.get_one(Warga, anak.id).keluarga_id == k.id
