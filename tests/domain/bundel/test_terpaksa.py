"""When life does not wait: is the issued paper opened first, and only by a packet's own step?"""

import datetime as dt

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import J, Kabupaten

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.peran import Peran
from app.domain.bundel import operations_terpaksa as terpaksa
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.status import StatusBundel
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import StatusDokumen
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import clock, jobs
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang, TidakBisa, TidakBoleh

SENIN = dt.datetime(2026, 11, 2, 3, tzinfo=dt.UTC)


@pytest.fixture
def kab(app):
    clock.bekukan(SENIN)
    yield Kabupaten()
    clock.bekukan(None)


def pada(tanggal: int, bulan: int = 11) -> None:
    clock.bekukan(dt.datetime(2026, bulan, tanggal, 3, tzinfo=dt.UTC))


def lampaui(paket, oleh, alasan="Camat belum menelaah."):
    terpaksa.lampaui_kecamatan(paket, alasan=alasan, oleh=oleh, versi=paket.versi_baris)


@pytest.mark.parametrize(("tanggal", "boleh"), [(2, False), (9, False), (10, True), (17, True)])
def test_kecamatan_dilampaui_setelah_lebih_dari_lima_hari_kerja(kab, tanggal, boleh):
    paket = kab.diajukan()
    pada(tanggal)
    if boleh:
        lampaui(paket, kab.kadinsos)
        assert (paket.status, paket.dilampaui) == (StatusPaket.DITERUSKAN, True)
        assert paket.sejak == clock.sekarang()
    else:
        with pytest.raises(TidakBisa, match="hari kerja"):
            lampaui(paket, kab.kadinsos)


def test_libur_dan_akhir_pekan_tidak_dihitung_sebagai_menunggu(kab):
    pada(17, bulan=12)  # Thursday; 24 and 25 December are no working days
    paket = kab.diajukan()
    pada(26, bulan=12)
    with pytest.raises(TidakBisa, match="baru memegang paket ini 4 hari kerja"):
        lampaui(paket, kab.kadinsos)
    pada(29, bulan=12)
    lampaui(paket, kab.kadinsos)


@pytest.mark.parametrize(("tanggal", "boleh"), [(17, False), (18, True), (20, True), (21, False)])
def test_kecamatan_dilampaui_dua_hari_sebelum_jadwal_telaah_tutup(kab, tanggal, boleh):
    pada(16)
    paket = kab.diajukan()
    pada(tanggal)
    if boleh:
        lampaui(paket, kab.kadinsos)
        assert paket.status is StatusPaket.DITERUSKAN
    else:
        with pytest.raises(TidakBisa):
            lampaui(paket, kab.kadinsos)


@pytest.mark.parametrize("peran", [Peran.VERIFIKATOR_DINSOS, Peran.KEPALA_DAERAH, Peran.CAMAT, Peran.OPERATOR_DESA])
def test_hanya_kepala_dinsos_yang_melampaui_kecamatan(kab, peran):
    paket = kab.diajukan()
    pada(17)
    wilayah = {Peran.CAMAT: pabrik.KECAMATAN, Peran.OPERATOR_DESA: pabrik.DESA}.get(peran, pabrik.KABUPATEN)
    with pytest.raises(TidakBoleh):
        lampaui(paket, pabrik.orang(peran, wilayah))


def test_melampaui_meminta_alasan_dan_halaman_segar(kab):
    paket = kab.diajukan()
    pada(17)
    with pytest.raises(GalatIsian):
        lampaui(paket, kab.kadinsos, " ")
    with pytest.raises(HalamanUsang):
        terpaksa.lampaui_kecamatan(paket, alasan="x", oleh=kab.kadinsos, versi=paket.versi_baris - 1)


def test_berita_acara_telaah_yang_memuatnya_dibuka_dan_paket_lain_bebas(kab):
    paket, lain = kab.telaah(kab.diajukan()), kab.telaah(kab.diajukan("33.28.10.2005"))
    bundel = kab.bundel(J.TELAAH, paket, lain)
    pada(17)
    lampaui(paket, kab.kadinsos)
    assert (paket.status, paket.bundel_id) == (StatusPaket.DITERUSKAN, None)
    assert (lain.status, lain.bundel_id) == (StatusPaket.DIAJUKAN, None)
    assert bundel.status is StatusBundel.DIBUKA
    assert db.session.get_one(Dokumen, bundel.dokumen_id).status is StatusDokumen.BATAL


def test_camat_diberi_tahu_dan_berita_acara_verval_menyebutnya(kab):
    paket = kab.diajukan()
    pada(17)
    lampaui(paket, kab.kadinsos)
    muatan = [j.muatan for j in db.session.scalars(sa.select(jobs.Pekerjaan)) if j.nama == "notifikasi.kirim"]
    assert any(m["aksi"] == Aksi.PAKET_LAMPAUI_KECAMATAN and Peran.CAMAT in m["peran"] for m in muatan)
    bundel = kab.bundel(J.VERVAL, kab.nilai(paket))
    isi = db.session.get_one(Dokumen, bundel.dokumen_id).konteks["isi"]
    assert isi["paket"][0]["keterangan"] == "Tanpa telaah kecamatan"


def test_berkas_bersama_tidak_dibuka_paksa_tanpa_langkah_paketnya(kab):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    with pytest.raises(TidakBisa, match="hanya terjadi lewat paket"):
        lakukan(ALUR_BUNDEL, bundel, Aksi.BUNDEL_BUKA_TERPAKSA, oleh=kab.petugas, versi=None, alasan="x")


def minta(kab, u, jenis="gugur"):
    desa = kab.desa[u.wilayah_kode]
    pabrik.bukti(u.keluarga, ["AKTA_KEMATIAN"], desa.operator)
    opp.minta(
        u,
        jenis,
        alasan="" if jenis == "gugur" else "Salah ketik.",
        alasan_kode="meninggal",
        kiriman={"ralat.nama": ["NAMA YANG BETUL"]},
        oleh=desa.operator,
        versi=u.versi_baris,
    )
    opp.terbitkan_lembar(u.paket, oleh=desa.operator)
    desa.tanda_tangani(u.paket)


@pytest.mark.parametrize("jenis", ["gugur", "penarikan", "ralat"])
def test_perubahan_di_dalam_surat_pengesahan_membuka_lalu_menggantinya(kab, jenis):
    paket, lain = kab.terverifikasi(jumlah=3), kab.terverifikasi("33.28.10.2005")
    bundel = kab.bundel(J.PENGESAHAN, paket, lain)
    lama = db.session.get_one(Dokumen, bundel.dokumen_id)
    u = paket.usulan[0]
    minta(kab, u, jenis)
    with pytest.raises(TidakBisa, match="permintaan perubahan belum dijawab"):
        kab.putuskan(bundel)
    with pytest.raises(TidakBisa, match="berkas bersama"):
        opp.terima(u, jenis, oleh=kab.verifikator, versi=u.versi_baris)
    terpaksa.terima_perubahan(u, jenis, oleh=kab.verifikator, versi=u.versi_baris)
    akhir = {"gugur": StatusUsulan.GUGUR, "penarikan": StatusUsulan.DITARIK, "ralat": StatusUsulan.LAYAK}
    assert (u.status, bundel.status, lama.status) == (akhir[jenis], StatusBundel.DIBUKA, StatusDokumen.BATAL)
    assert {p.bundel_id for p in (paket, lain)} == {None}
    ulang = kab.bundel(J.PENGESAHAN, paket, lain)
    baru = db.session.get_one(Dokumen, ulang.dokumen_id)
    assert (lama.status, lama.pengganti_id) == (StatusDokumen.DIGANTIKAN, baru.id)
    jumlah = {p["nomor"]: sum(p["jumlah"].values()) for p in baru.konteks["isi"]["paket"]}
    assert jumlah == {paket.nomor: 3 if jenis == "ralat" else 2, lain.nomor: 2}
    kab.putuskan(ulang)
    assert paket.status is lain.status is StatusPaket.DISAHKAN


def test_menerima_perubahan_dari_halaman_usang_tidak_membuka_apa_pun(kab):
    paket = kab.terverifikasi()
    bundel = kab.bundel(J.PENGESAHAN, paket)
    u = paket.usulan[0]
    minta(kab, u)
    with pytest.raises(HalamanUsang):
        terpaksa.terima_perubahan(u, "gugur", oleh=kab.verifikator, versi=u.versi_baris - 1)
    with pytest.raises(TidakBoleh):
        terpaksa.terima_perubahan(u, "gugur", oleh=kab.petugas, versi=u.versi_baris)
    assert bundel.status is StatusBundel.TERBIT
