"""What does a month look like in which one resident moves away, another dies, and a family gets a new card?"""

import io

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.akses.peran import Peran
from app.domain.registri import kepala, mutasi
from app.domain.registri.isian import IsianKeluarga
from app.domain.registri.models import Konfirmasi, Warga
from app.domain.registri.operations_kk import pisahkan
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import jobs
from app.infra.db import db
from app.infra.galat import TidakBisa
from app.worker.kerja import KERJA


def impor(klien, operator, nik):
    """The operator uploads a sheet with one row through the browser, and the worker reads it."""
    isi = f"nama;no_kk;nik;sex;tanggallahir;kk_level\nBUDI;3328110106209991;{nik};1;1985-08-17;1\n"
    masuk = klien.masuk(operator)
    masuk.get("/registri/impor")
    jawab = masuk.post("/registri/impor", {"berkas": (io.BytesIO(isi.encode()), "data.csv")})
    while jobs.kerjakan_satu(KERJA, "uji"):
        pass
    return masuk.get(jawab.location).text


def test_warga_pindah_sementara_usulannya_berjalan(app, klien):
    """Diketahui BUDI diusulkan di Desa Slawi Kulon, dan Desa Pagiyanten mengimpornya sebagai pendatang.

    Ketika Slawi Kulon menjawab “ya”, sistem menolak dengan menyebut paketnya. Setelah usulannya gugur karena pindah
    lewat lembar perubahan yang ditandatangani, jawabannya diterima. Maka impor Pagiyanten berikutnya memuat BUDI, dan
    paket Slawi Kulon berjalan terus tanpa BUDI.
    """
    asal, kab = pabrik.Desa(), pabrik.Kabupaten()
    tujuan = pabrik.orang(Peran.OPERATOR_DESA, pabrik.DESA_LAIN)
    paket = asal.diajukan()
    u = paket.usulan[0]
    budi, nik, paket_id, usulan_id, nomor = u.warga_id, u.warga.nik, paket.id, u.id, paket.nomor
    db.session.commit()
    # the new village reads no more than that the number is held elsewhere
    assert "tercatat di wilayah lain" in impor(klien, tujuan, nik)
    k = db.session.scalars(sa.select(Konfirmasi)).one()
    with pytest.raises(TidakBisa, match=nomor):
        mutasi.jawab(k.id, "ya", cakupan="orang", oleh=asal.operator)
    paket, u = db.session.get_one(Paket, paket_id), db.session.get_one(Usulan, usulan_id)
    # the proposal ends by a signed sheet
    pabrik.bukti(u.keluarga, ["SURAT_PINDAH"], asal.operator)
    opp.minta(u, "gugur", alasan="", alasan_kode="pindah", oleh=asal.operator, versi=u.versi_baris)
    opp.terbitkan_lembar(paket, oleh=asal.operator)
    asal.tanda_tangani(paket)
    opp.terima(u, "gugur", oleh=kab.petugas, versi=u.versi_baris)
    assert u.status is StatusUsulan.GUGUR
    mutasi.jawab(k.id, "ya", cakupan="orang", oleh=asal.operator)
    db.session.commit()
    impor(klien, tujuan, nik)
    pindah = db.session.get_one(Warga, budi)
    assert (pindah.wilayah_kode, pindah.nama, pindah.keluarga.no_kk) == (pabrik.DESA_LAIN, "BUDI", "3328110106209991")
    paket = db.session.get_one(Paket, paket_id)
    assert kab.diteruskan(paket).status is StatusPaket.DITERUSKAN


def test_kepala_keluarga_meninggal_dan_anaknya_pecah_kk(app):
    """Diketahui AYAH, kepala keluarga, meninggal, sedangkan ANAK diusulkan tambah dalam paket yang sama.

    Ketika operator mengusulkan hapus AYAH dengan pengurus baru IBU, dan ANAK pecah KK selagi paket masih draf, maka
    usulan ANAK mengikuti kartu barunya. Setelah disahkan, IBU menjadi satu-satunya kepala keluarga lama, ANAK kepala
    keluarga baru, dan kepesertaan ANAK terbuka pada kartu barunya.
    """
    desa, kab = pabrik.Desa(), pabrik.Kabupaten()
    lama = pabrik.keluarga()
    ayah, ibu, anak = pabrik.warga(lama, "AYAH"), pabrik.warga(lama, "IBU", jk="P"), pabrik.warga(lama, "ANAK")
    for w, hubungan in ((ibu, 3), (anak, 4)):
        kepala.setel(w, hubungan)
    paket = desa.paket(0)
    tambah = pabrik.usulan(paket, desa.operator, w=anak)
    hapus = opu.catat(paket, warga_id=ayah.id, jenis="hapus", oleh=desa.operator)
    isi = {"alasan_kode": ["meninggal"], "baru.pengurus_baru": [str(ibu.id)], "hubungan": ["tidak_ada"]}
    opu.simpan_isi(hapus, isi, oleh=desa.operator, versi=None)
    pabrik.bukti(lama, pabrik.bukti_wajib(hapus), desa.operator)
    opu.lengkapi(hapus, oleh=desa.operator, versi=hapus.versi_baris)
    kartu = IsianKeluarga("3328100106207777", "Jalan Baru", "", "003", "001")
    baru = pisahkan(lama.id, [anak.id], kartu, kepala_baru=anak.id, oleh=desa.operator, versi=lama.versi_baris)
    assert tambah.keluarga_id == baru.id
    pabrik.bukti(baru, pabrik.bukti_wajib(tambah), desa.operator)
    kab.disahkan(kab.terverifikasi(kab.diteruskan(desa.diajukan(paket))))
    assert [(w.nama, w.hubungan) for w in kepala.hidup(lama.id)] == [("IBU", 1)]
    assert [(w.nama, w.hubungan) for w in kepala.hidup(baru.id)] == [("ANAK", 1)]
    assert ayah.status_dasar == 2
    assert paket.status is StatusPaket.DISAHKAN
