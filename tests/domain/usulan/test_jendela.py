"""Is a submission judged by the windows of the kinds it holds, on the day of the region, and late only when late?"""

import datetime as dt
from zoneinfo import ZoneInfo

import pabrik
import pytest
from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.bundel import operations as bundel
from app.domain.bundel.status import JenisBundel
from app.domain.usulan import operations as op
from app.domain.usulan import syarat_jendela
from app.domain.usulan.models import Paket
from app.domain.usulan.status import StatusPaket
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakBisa

ADMIN = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")


@pytest.fixture
def desa(app: Flask) -> pabrik.Desa:
    return pabrik.Desa()


def jadwal(kode: str, mulai: int, akhir: int, sifat: str = "peringatan") -> None:
    isi = {"label": kode.capitalize(), "mulai_hari": mulai, "akhir_hari": akhir, "sifat": sifat}
    aturan.tetapkan("jendela", kode, isi, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=ADMIN)


def wib(tahun: int, bulan: int, hari: int, jam: int = 9) -> dt.datetime:
    return dt.datetime(tahun, bulan, hari, jam, tzinfo=ZoneInfo(clock.WIB))


def ajukan(desa: pabrik.Desa, paket: Paket, alasan: str = "") -> None:
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris, terlambat_alasan=alasan)


def dua_jenis(desa: pabrik.Desa) -> Paket:
    """One addition and one PBI, signed, on 10 November."""
    paket = desa.paket(1)
    pabrik.usulan(paket, desa.operator, "bansos_pbi")
    return desa.siap_ajukan(paket)


def test_kalimat_menyebut_jenis_yang_di_luar_jadwalnya(desa: pabrik.Desa) -> None:
    jadwal("pengajuan:bansos_pbi", 1, 7)
    paket = dua_jenis(desa)
    with pytest.raises(TidakBisa, match=r"PBI Jaminan Kesehatan \(1 usulan\) dijadwalkan tanggal 1 sampai 7") as galat:
        ajukan(desa, paket)
    assert "Usul tambah data" not in str(galat.value)
    ajukan(desa, paket, "Kartu keluarga baru selesai.")
    assert paket.terlambat


def test_jendela_jenis_yang_menutup_menolak_walau_beralasan(desa: pabrik.Desa) -> None:
    jadwal("pengajuan:bansos_pbi", 1, 7, "menutup")
    paket = dua_jenis(desa)
    with pytest.raises(TidakBisa, match="Tarik usulan itu"):
        ajukan(desa, paket, "Alasan apa pun.")
    assert paket.status is StatusPaket.SIAP_DIAJUKAN
    assert not paket.terlambat


def test_jenis_yang_sedang_terbuka_tidak_ditahan_tahap_yang_tutup(desa: pabrik.Desa) -> None:
    jadwal("pengajuan", 1, 7, "menutup")
    jadwal("pengajuan:tambah", 1, 31)
    paket = desa.siap_ajukan(desa.paket(1))
    ajukan(desa, paket)
    assert not paket.terlambat


def test_sebelum_jadwal_bukan_terlambat_tetapi_jadwal_yang_menutup_menolak(desa: pabrik.Desa) -> None:
    jadwal("pengajuan", 15, 22)
    paket = desa.siap_ajukan(desa.paket(1))
    assert syarat_jendela.jendela(paket) == ("", False)
    jadwal("pengajuan", 15, 22, "menutup")
    with pytest.raises(TidakBisa, match="15 sampai 22"):
        ajukan(desa, paket, "Alasan apa pun.")


@pytest.mark.parametrize(("saat", "terbuka"), [(wib(2026, 11, 17, 23), True), (wib(2026, 11, 18, 0), False)])
def test_hari_terakhir_jendela_menurut_waktu_setempat(desa: pabrik.Desa, jam, saat: dt.datetime, terbuka: bool) -> None:
    paket = desa.paket(1)
    jam(saat)
    assert (syarat_jendela.jendela(paket)[0] == "") is terbuka


def test_di_indonesia_timur_hari_berganti_lebih_dahulu(desa: pabrik.Desa, jam) -> None:
    for kode, nama, jenis in (
        ("91", "Papua", "provinsi"), ("91.03", "Jayapura", "kabupaten"),
        ("91.03.01", "Sentani", "kecamatan"), ("91.03.01.2001", "Ifale", "desa"),
    ):  # fmt: skip
        db.session.add(Wilayah(kode=kode, nama=nama, jenis=jenis, zona=clock.WIT))
    db.session.flush()
    paket = Paket(wilayah_kode="91.03.01.2001", periode="2026-11")
    jam(wib(2026, 11, 17, 22))  # the eighteenth already in WIT
    assert "1 sampai 17" in syarat_jendela.jendela(paket)[0]


def test_jendela_lintas_bulan_tidak_terlambat_pada_awal_bulan_berikutnya(desa: pabrik.Desa, jam) -> None:
    jadwal("pengajuan", 25, 5, "menutup")
    paket = desa.paket(1)
    jam(wib(2026, 12, 5))
    assert syarat_jendela.jendela(paket) == ("", False)
    jam(wib(2026, 12, 6))
    assert syarat_jendela.jendela(paket)[1]


def test_paket_periode_lalu_memakai_jendela_bulan_berjalan(desa: pabrik.Desa, jam) -> None:
    jadwal("pengajuan", 1, 17, "menutup")
    paket = desa.paket(1)
    jam(wib(2026, 12, 5))
    kalimat, menutup = syarat_jendela.jendela(paket)
    assert (kalimat, menutup) == ("Periode November 2026 sudah berakhir.", False)
    jam(wib(2026, 12, 20))
    assert syarat_jendela.jendela(paket)[1]


def test_musyawarah_di_luar_jadwal_hanya_ditolak_bila_jadwalnya_menutup(desa: pabrik.Desa) -> None:
    jadwal("musyawarah", 1, 5)
    desa.siap_musyawarah(desa.paket(1))
    jadwal("musyawarah", 1, 5, "menutup")
    lain = pabrik.Desa(pabrik.DESA_LAIN)
    with pytest.raises(TidakBisa, match="Ubah tanggal musyawarahnya"):
        lain.siap_musyawarah(lain.paket(1))


@pytest.mark.parametrize(("sifat", "ditolak"), [("peringatan", False), ("menutup", True)])
def test_telaah_di_luar_jadwalnya_ditolak_hanya_bila_menutup(desa: pabrik.Desa, sifat: str, ditolak: bool) -> None:
    jadwal("telaah", 1, 9, sifat)
    kabupaten = pabrik.Kabupaten()
    paket = desa.diajukan(desa.paket(1))
    kabupaten.telaah(paket)
    if ditolak:
        with pytest.raises(TidakBisa, match="1 sampai 9"):
            bundel.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kabupaten.petugas)
    else:
        assert bundel.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kabupaten.petugas).status == "terbit"
