"""Do dates, numbers and names read as Indonesian readers expect, and does masking hide?"""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.infra import clock
from app.infra import format as fmt

pytestmark = pytest.mark.bebas_db

MINGGU = dt.date(2026, 11, 22)
SATUAN = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam",
    "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
SKALA = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def _baca_terbilang(kata: str) -> int:
    """An independent reader of Indonesian number words."""
    jumlah = kelompok = satuan = 0
    for k in kata.split():
        if k in SATUAN:
            satuan = SATUAN.index(k)
        elif k == "belas":
            satuan += 10
        elif k == "puluh":
            kelompok, satuan = kelompok + satuan * 10, 0
        elif k == "ratus":
            kelompok, satuan = kelompok + satuan * 100, 0
        elif k == "seratus":
            kelompok += 100
        elif k == "seribu":
            jumlah += 1000
        else:
            jumlah, kelompok, satuan = jumlah + (kelompok + satuan) * SKALA[k], 0, 0
    return jumlah + kelompok + satuan


@pytest.mark.parametrize(
    ("nilai", "kata"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1100, "seribu seratus"),
        (2020, "dua ribu dua puluh"),
        (2024, "dua ribu dua puluh empat"),
        (21000, "dua puluh satu ribu"),
        (200000, "dua ratus ribu"),
        (1000000, "satu juta"),
        (10**9, "satu miliar"),
        (-5, "minus lima"),
    ],
)
def test_terbilang_sesuai_kaidah(nilai, kata):
    assert fmt.terbilang(nilai) == kata


@given(st.integers(min_value=0, max_value=fmt.BATAS_TERBILANG - 1))
def test_terbilang_dapat_dibaca_kembali_menjadi_angka_yang_sama(nilai):
    assert _baca_terbilang(fmt.terbilang(nilai)) == nilai


@given(st.integers(min_value=0, max_value=10**9 - 2))
def test_terbilang_angka_berurutan_tidak_pernah_sama_dan_selalu_naik(nilai):
    assert _baca_terbilang(fmt.terbilang(nilai + 1)) - _baca_terbilang(fmt.terbilang(nilai)) == 1


@pytest.mark.parametrize("nilai", ["15", 15.25, True, Decimal(3)])
def test_terbilang_menolak_yang_bukan_bilangan_bulat(nilai):
    with pytest.raises(TypeError):
        fmt.terbilang(nilai)


def test_terbilang_menolak_angka_yang_terlalu_besar():
    with pytest.raises(ValueError, match="10\\^15"):
        fmt.terbilang(10**15)


def test_tanggal_ditulis_dengan_nama_bulan_dan_hari_indonesia():
    assert fmt.tanggal(MINGGU) == "22 November 2026"
    assert fmt.tanggal_panjang(MINGGU) == "Minggu, 22 November 2026"
    assert fmt.tanggal_panjang(dt.date(2026, 5, 1)) == "Jumat, 1 Mei 2026"


def test_tanggal_terbilang_menjadi_kalimat_berita_acara():
    bagian = fmt.tanggal_terbilang(MINGGU)
    assert bagian.tanggal == "dua puluh dua"
    assert str(bagian) == ("hari Minggu tanggal dua puluh dua bulan November tahun dua ribu dua puluh enam")


def test_waktu_ditulis_dengan_titik_dan_zona_wilayah():
    assert fmt.pukul(dt.time(9, 5)) == "09.05 WIB"
    assert fmt.pukul(dt.time(13, 30), clock.WIT) == "13.30 WIT"


def test_hari_berganti_menurut_zona_wilayah():
    malam = dt.datetime(2026, 11, 22, 16, 30, tzinfo=dt.UTC)
    assert fmt.tanggal_waktu(malam, clock.WIB) == "22 November 2026 pukul 23.30 WIB"
    assert fmt.tanggal_waktu(malam, clock.WITA) == "23 November 2026 pukul 00.30 WITA"
    assert fmt.tanggal_waktu(malam, clock.WIT) == "23 November 2026 pukul 01.30 WIT"
    assert fmt.pukul(malam, clock.WITA) == "00.30 WITA"


def test_saat_tanpa_zona_ditolak():
    with pytest.raises(ValueError, match="aware"):
        fmt.tanggal_waktu(dt.datetime(2026, 11, 22, 9, 30))  # noqa: DTZ001  # the very case


def test_bulan_romawi_dan_periode():
    assert [fmt.bulan_romawi(b) for b in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]
    assert fmt.bulan_romawi(MINGGU) == "XI"
    assert fmt.periode("2026-11") == "November 2026"


@pytest.mark.parametrize("kode", ["2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "", "٢٠٢٦-11"])
def test_periode_yang_keliru_ditolak(kode):
    with pytest.raises(ValueError, match="period"):
        fmt.periode(kode)


@pytest.mark.parametrize("bulan", [0, 13])
def test_bulan_romawi_di_luar_tahun_ditolak(bulan):
    with pytest.raises(ValueError, match="month"):
        fmt.bulan_romawi(bulan)


def test_angka_memakai_titik_ribuan_dan_koma_desimal():
    assert fmt.angka(83762) == "83.762"
    assert fmt.angka(-1234567) == "-1.234.567"
    assert fmt.angka(1234.5, 1) == "1.234,5"
    assert fmt.angka(Decimal("2.5")) == "3"
    assert fmt.angka(0.125, 2) == "0,13"


def test_samarkan_hanya_memperlihatkan_kedua_ujung():
    assert fmt.samarkan("3328010101010001") == "3328••••••••0001"
    assert fmt.samarkan(None) == ""


@given(st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_samarkan_tidak_pernah_memperlihatkan_angka_tengah(nik):
    hasil = fmt.samarkan(nik)
    assert hasil[4:12] == "•" * 8
    assert len(hasil) == 16


@given(st.text().filter(lambda teks: not (len(teks) == 16 and teks.isascii() and teks.isdigit())))
def test_samarkan_tidak_memperlihatkan_apa_pun_dari_nomor_yang_tidak_utuh(teks):
    assert set(fmt.samarkan(teks)) <= {"•"}


@pytest.mark.parametrize(
    ("nama", "hasil"),
    [
        ("Siti Rahayu", "S. R."),
        ("drs. slamet riyadi, S.Sos., M.Si.", "D. S. R."),
        ("Suparman", "S."),
        ("  (alm) Karto ", "A. K."),
        ("- -", ""),
        ("", ""),
    ],
)
def test_inisial_dari_nama(nama, hasil):
    assert fmt.inisial(nama) == hasil


def test_ukuran_berkas_mudah_dibaca():
    assert fmt.ukuran_berkas(812) == "812 byte"
    assert fmt.ukuran_berkas(300 * 1024) == "300 KB"
    assert fmt.ukuran_berkas(1536 * 1024) == "1,5 MB"
    assert fmt.ukuran_berkas(10 * 1024 * 1024) == "10 MB"


def test_rt_rw_tiga_angka():
    assert fmt.rt_rw("1", 2) == "RT 001/RW 002"
    assert fmt.rt_rw("003", "") == "RT 003"
    assert fmt.rt_rw(None, None) == ""
