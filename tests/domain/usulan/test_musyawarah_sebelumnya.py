"""May a packet rest on a meeting held before, and only on one that agreed every name and still counts?"""

import datetime as dt

import pabrik
import pytest

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.berlaku import nilai
from app.domain.dokumen import operations as dok
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.dokumen.syarat import semua_berlaku
from app.domain.rapat.models import Rapat
from app.domain.usulan import operations as op
from app.domain.usulan import tunggu
from app.domain.usulan.status import Dasar, StatusPaket, StatusUsulan
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakBisa


@pytest.fixture
def desa(app):
    return pabrik.Desa()


def pakai(desa, paket):
    op.pakai_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)


def batal_lalu_ambil(desa):
    """A packet given up after its meeting; its agreed names are taken into the next one."""
    lama = desa.siap_ajukan()
    op.batalkan(lama, alasan="Operator berganti.", oleh=desa.operator, versi=lama.versi_baris)
    baru = op.buat_paket(oleh=desa.operator)
    tunggu.ambil(baru, [u.id for u in lama.usulan], oleh=desa.operator)
    return lama, baru


def test_nama_yang_disepakati_diajukan_dengan_berita_acara_lama_yang_dikutip(desa):
    lama, baru = batal_lalu_ambil(desa)
    pakai(desa, baru)
    assert (baru.status, baru.dasar, baru.rapat_id) == (
        StatusPaket.SIAP_DIAJUKAN, Dasar.MUSYAWARAH_SEBELUMNYA, lama.rapat_id)  # fmt: skip
    assert {u.status for u in baru.usulan} == {StatusUsulan.DISEPAKATI}
    assert {d.jenis for d in dok.milik_paket(baru.id)} == {D.LAMPIRAN, D.SURAT_PENGANTAR}
    assert {D.BA_MUSYAWARAH, D.NOTULEN, D.DAFTAR_HADIR} <= {d.jenis for d in semua_berlaku(baru.id)}
    desa.tanda_tangani(baru)
    op.ajukan(baru, oleh=desa.kades, versi=baru.versi_baris)
    assert baru.status is StatusPaket.DIAJUKAN


def test_setelah_susun_ulang_musyawarah_yang_sama_masih_dapat_dipakai(desa):
    petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    paket = desa.dikembalikan(petugas)
    rapat = paket.rapat_id
    op.susun_ulang(paket, alasan="Satu nama salah jenis.", oleh=desa.operator, versi=paket.versi_baris)
    pakai(desa, paket)
    assert paket.rapat_id == rapat
    assert len(dok.milik_paket(paket.id, [D.BA_MUSYAWARAH])) == 1


def test_nama_yang_tidak_pernah_disepakati_menghalangi(desa):
    _, baru = batal_lalu_ambil(desa)
    asing = pabrik.usulan(baru, desa.operator)
    with pytest.raises(TidakBisa, match=f"{asing.nama} belum pernah disepakati"):
        pakai(desa, baru)


def test_nama_yang_ditunda_musyawarah_itu_tidak_dapat_memakainya(desa):
    paket = desa.paket()
    ditunda = paket.usulan[0]
    desa.diajukan(paket, {ditunda.id: ("tunda", "perlu_kunjungan", "")})
    baru = op.buat_paket(oleh=desa.operator)
    tunggu.ambil(baru, [ditunda.id], oleh=desa.operator)
    with pytest.raises(TidakBisa, match="belum pernah disepakati"):
        pakai(desa, baru)


def test_musyawarah_berlaku_tiga_bulan_menurut_aturan(desa, jam):
    lama, baru = batal_lalu_ambil(desa)
    habis = clock.tambah_bulan(db.session.get_one(Rapat, lama.rapat_id).tanggal, 3)
    jam(clock.sekarang() + (habis - clock.hari_ini()) + dt.timedelta(days=1))
    with pytest.raises(TidakBisa, match="sudah lewat 3 bulan"):
        pakai(desa, baru)
    isi = nilai("batas", pabrik.DESA) | {"masa_berlaku_ba_bulan": 4}
    admin = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")
    aturan.tetapkan("batas", "", isi, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=admin)
    pakai(desa, baru)


def test_hari_terakhir_masih_berlaku(desa, jam):
    lama, baru = batal_lalu_ambil(desa)
    habis = clock.tambah_bulan(db.session.get_one(Rapat, lama.rapat_id).tanggal, 3)
    jam(clock.sekarang() + (habis - clock.hari_ini()))
    pakai(desa, baru)
    assert baru.status is StatusPaket.SIAP_DIAJUKAN


def test_nama_dari_dua_musyawarah_tidak_dicampur(desa):
    satu = desa.siap_ajukan()
    op.batalkan(satu, alasan="x", oleh=desa.operator, versi=satu.versi_baris)
    dua = desa.siap_ajukan()
    op.batalkan(dua, alasan="x", oleh=desa.operator, versi=dua.versi_baris)
    baru = op.buat_paket(oleh=desa.operator)
    tunggu.ambil(baru, [satu.usulan[0].id, dua.usulan[0].id], oleh=desa.operator)
    with pytest.raises(TidakBisa, match="musyawarah yang berbeda"):
        pakai(desa, baru)


def test_berita_acara_yang_dibatalkan_tidak_berlaku_lagi(desa):
    lama, baru = batal_lalu_ambil(desa)
    dok.batalkan(dok.milik_paket(lama.id, [D.BA_MUSYAWARAH])[0], oleh=desa.operator, alasan="keliru")
    with pytest.raises(TidakBisa, match="tidak lagi berlaku"):
        pakai(desa, baru)


def test_membuka_kembali_melepas_kutipan_dan_tidak_menyentuh_musyawarah(desa):
    lama, baru = batal_lalu_ambil(desa)
    pakai(desa, baru)
    op.buka(baru, alasan="Ada nama lagi.", oleh=desa.operator, versi=baru.versi_baris)
    assert (baru.status, baru.rapat_id, baru.dasar) == (StatusPaket.DRAF, None, Dasar.MUSYAWARAH)
    assert semua_berlaku(baru.id) == []
    rapat = db.session.get_one(Rapat, lama.rapat_id)
    assert rapat.dicatat is not None
    assert len(dok.milik_paket(lama.id, [D.BA_MUSYAWARAH])) == 1
    pakai(desa, baru)
    assert baru.status is StatusPaket.SIAP_DIAJUKAN


def test_koreksi_hasil_musyawarah_menghapus_kesepakatannya(desa):
    paket = desa.siap_diajukan()
    op.buka(paket, alasan="Salah catat.", oleh=desa.operator, versi=paket.versi_baris)
    assert {u.rapat_id for u in paket.usulan} == {None}


def test_paket_kosong_tidak_memakai_musyawarah(desa):
    paket = op.buat_paket(oleh=desa.operator)
    with pytest.raises(TidakBisa, match="belum berisi usulan"):
        pakai(desa, paket)
