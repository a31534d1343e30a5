"""Do the village's papers follow the rules of the unit: signers without account, letterhead, terms, decree?"""

import datetime as dt

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.akses.models import Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.berlaku import nilai
from app.domain.dokumen import operations as dok
from app.domain.dokumen.konteks import cairkan
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.dokumen.susunan import penanda, unit
from app.domain.rapat.models import Rapat
from app.domain.usulan import operations as op
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakBisa

ADMIN = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")


@pytest.fixture
def desa(app):
    return pabrik.Desa()


def tetapkan(kunci, kode, isi, wilayah):
    aturan.tetapkan(kunci, kode, isi, wilayah_kode=wilayah, mulai=clock.hari_ini(), oleh=ADMIN)


def isi(paket, jenis):
    return cairkan(dok.milik_paket(paket.id, [jenis])[0].konteks)


def tanpa_nama_pengundang(desa):
    paket = desa.paket(1)
    desa.rapat(paket)
    db.session.get_one(Rapat, paket.rapat_id).pengundang_nama = ""
    op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)
    return paket


def test_undangan_ditandatangani_ketua_bpd_yang_tercatat_dalam_aturan_desa_itu(desa):
    tetapkan("pejabat", "ketua_bpd", {"nama": "Bukan Desa Ini", "nip": ""}, "33.28")
    tetapkan("pejabat", "ketua_bpd", {"nama": "Hj. Sri Wahyuni", "nip": ""}, pabrik.DESA)
    _, naskah, ttd = isi(tanpa_nama_pengundang(desa), D.UNDANGAN)
    assert [(p.jabatan, p.nama) for p in ttd] == [("Ketua BPD", "Hj. Sri Wahyuni")]
    assert naskah.kop.baris[0] == "BADAN PERMUSYAWARATAN DESA"


def test_undangan_tanpa_nama_pengundang_tidak_dicetak(desa):
    tetapkan("pejabat", "ketua_bpd", {"nama": "Bukan Desa Ini", "nip": ""}, "33.28")
    with pytest.raises(TidakBisa, match=r"Nama pengundang \(Ketua BPD\) belum diisi\. Isi pada rencana musyawarah"):
        tanpa_nama_pengundang(desa)


def test_tanpa_kepala_desa_hasil_musyawarah_tidak_menerbitkan_surat_pengantar(desa):
    paket = desa.siap_musyawarah()
    db.session.execute(
        sa.update(Penugasan).where(Penugasan.peran == Peran.KEPALA_DESA).values(mulai=dt.date(2199, 1, 1))
    )
    putusan = {u.id: ("sepakat", "", "") for u in paket.usulan}
    with pytest.raises(TidakBisa, match="belum mempunyai Kepala Desa yang tercatat"):
        op.catat_musyawarah(paket, putusan, oleh=desa.operator, versi=paket.versi_baris)


def test_pemilik_akun_mendahului_nama_yang_tercatat_dalam_aturan(desa):
    tetapkan("pejabat", "kepala_desa", {"nama": "Kades Lama", "nip": ""}, pabrik.DESA)
    assert penanda(D.SURAT_PENGANTAR, unit(pabrik.DESA), clock.hari_ini())[0].nama == desa.kades.nama


def test_ketua_tim_verifikasi_diambil_dari_aturan_dinas(app):
    tetapkan("pejabat", "ketua_tim", {"nama": "Ir. Bambang", "nip": "197001012000031001"}, "33.28")
    ketua = penanda(D.BA_VERVAL, unit("33.28"), clock.hari_ini())[0]
    assert (ketua.nama, ketua.nip, ketua.unit_kode) == ("Ir. Bambang", "197001012000031001", "33.28")


def test_masa_pengumuman_mengikuti_batas_yang_berlaku(desa):
    baku = nilai("batas", pabrik.DESA)
    tetapkan("batas", "", baku | {"pengumuman_hari": 3}, "33.28")
    _, naskah, _ = isi(desa.siap_diajukan(), D.PENGUMUMAN_HASIL)
    assert naskah.sampai == clock.hari_ini() + dt.timedelta(days=3)


def test_nama_data_dan_dasar_hukum_mengikuti_profil_paket(desa):
    paket = desa.paket(1)
    paket.profil = "dtks-2024"
    _, naskah, _ = isi(desa.siap_diajukan(paket), D.BA_MUSYAWARAH)
    assert naskah.nama_data == "DTKS"
    assert any("73/HUK/2024" in d for d in naskah.dasar_hukum)
    assert not any("245/HUK/2025" in d for d in naskah.dasar_hukum)


def test_sptjm_menunggu_genap_sekian_bulan_kalender(desa, jam):
    tetapkan("sptjm", "", {"aturan": "lewat_bulan", "bulan": 3}, "33.28")
    terakhir = db.session.get_one(Rapat, desa.siap_diajukan().rapat_id).tanggal
    batas = clock.tambah_bulan(terakhir, 3)
    jam(clock.sekarang() + (batas - clock.hari_ini()))
    baru = desa.paket(1)
    with pytest.raises(TidakBisa, match="lebih dari 3 bulan"):
        op.pakai_sptjm(baru, alasan="Banjir", oleh=desa.operator, versi=baru.versi_baris)
    jam(clock.sekarang() + dt.timedelta(days=1))
    op.pakai_sptjm(baru, alasan="Banjir", oleh=desa.operator, versi=baru.versi_baris)
    assert baru.status == "siap_diajukan"


@pytest.mark.parametrize(("hari", "bulan", "hasil"), [("2026-01-31", 1, "2026-02-28"), ("2026-11-15", 3, "2027-02-15")])
def test_bulan_ditambah_menurut_kalender(hari, bulan, hasil):
    assert clock.tambah_bulan(dt.date.fromisoformat(hari), bulan) == dt.date.fromisoformat(hasil)


def test_baris_kosong_dan_rangkap_menurut_aturan_daerah(desa):
    aturan_daerah = {"sebutan_telaah": "Berita Acara Verifikasi", "hadir_kosong": 4, "rangkap": 5}
    tetapkan("susunan_naskah", "", aturan_daerah, "33.28")
    paket = desa.siap_diajukan(desa.paket(1))
    assert isi(paket, D.DAFTAR_HADIR_KOSONG)[1].baris_kosong == 4
    assert isi(paket, D.BA_MUSYAWARAH)[1].rangkap == 5
