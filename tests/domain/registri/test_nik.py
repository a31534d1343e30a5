"""Is a NIK judged by its own rules?"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.registri.nik import (
    Keparahan,
    Nik,
    NomorKK,
    galat_saja,
    periksa_nik,
    periksa_nomor_kk,
    rapikan,
)
from app.infra.galat import GalatIsian

pytestmark = pytest.mark.bebas_db

HARI_INI = dt.date(2026, 11, 22)
DIKENAL = {"33", "33.28", "35", "35.25"}
PRIA = "3328101708859991"
WANITA = "3525116104799992"


def kode(teks: str | None, **isian: object) -> set[str]:
    bawaan: dict[str, object] = {
        "jenis_kelamin": "",
        "tanggal_lahir": None,
        "wilayah": DIKENAL,
        "hari_ini": HARI_INI,
    }
    return {t.kode for t in periksa_nik(teks, **{**bawaan, **isian})}  # type: ignore[arg-type]


def test_nik_yang_cocok_dengan_orangnya_tidak_punya_temuan() -> None:
    assert not kode(PRIA, jenis_kelamin="L", tanggal_lahir=dt.date(1985, 8, 17), kecamatan="33.28.10")
    assert not kode(WANITA, jenis_kelamin="P", tanggal_lahir=dt.date(1979, 4, 21), kecamatan="35.25.11")


@pytest.mark.parametrize(
    ("teks", "diharapkan"),
    [
        ("", "nik_kosong"),
        (None, "nik_kosong"),
        ("332810170885999", "nik_panjang"),
        ("33281017088599911", "nik_panjang"),
        ("33281017O8859991", "nik_huruf"),
        ("３３２８１０１７０８８５９９９１", "nik_huruf"),
        ("0000000000000000", "nik_seragam"),
        ("3328101708850000", "nik_urut"),
        ("3328103208859991", "nik_hari"),
        ("3328107208859991", "nik_hari"),
        ("3328104008859991", "nik_hari"),
        ("3328108108859991", "nik_hari"),
        ("3328100008859991", "nik_hari"),
        ("3328101713859991", "nik_bulan"),
        ("3328103102859991", "nik_kalender"),
    ],
)
def test_nik_yang_bentuknya_salah_adalah_galat(teks: str | None, diharapkan: str) -> None:
    temuan = periksa_nik(teks, jenis_kelamin="", tanggal_lahir=None, wilayah=DIKENAL, hari_ini=HARI_INI)
    assert [t.kode for t in temuan] == [diharapkan]
    assert temuan[0].tingkat is Keparahan.GALAT


def test_beda_kelamin_dan_tanggal_lahir_hanya_peringatan() -> None:
    temuan = periksa_nik(
        PRIA, jenis_kelamin="P", tanggal_lahir=dt.date(1985, 8, 18), wilayah=DIKENAL, hari_ini=HARI_INI
    )
    assert [t.kode for t in temuan] == ["nik_kelamin", "nik_lahir"]
    assert not galat_saja(temuan)


def test_wilayah_tak_dikenal_peringatan_dan_kecamatan_lain_hanya_info() -> None:
    assert kode("9928101708859991") == {"nik_provinsi"}
    assert kode("3399101708859991") == {"nik_kabupaten"}
    temuan = periksa_nik(
        PRIA, jenis_kelamin="L", tanggal_lahir=None, wilayah=DIKENAL, hari_ini=HARI_INI, kecamatan="33.28.11"
    )
    assert [(t.kode, t.tingkat) for t in temuan] == [("nik_kecamatan", Keparahan.INFO)]


def test_abad_dipilih_yang_terdekat_tanpa_melewati_hari_ini() -> None:
    assert Nik("3302010508100001").lahir(HARI_INI) == dt.date(2010, 8, 5)
    assert Nik("3302010508100001").lahir(HARI_INI, dt.date(1910, 8, 5)) == dt.date(1910, 8, 5)
    assert Nik("3302012312260001").lahir(HARI_INI) == dt.date(1926, 12, 23)
    assert Nik("3302016902000001").lahir(HARI_INI) == dt.date(2000, 2, 29)


def test_nomor_kk_sama_dengan_nik_adalah_galat_dan_tanggal_aneh_peringatan() -> None:
    assert [t.kode for t in periksa_nomor_kk(PRIA, nik=PRIA, hari_ini=HARI_INI)] == ["kk_sama_nik"]
    aneh = periksa_nomor_kk("3328109913859991", hari_ini=HARI_INI)
    assert [(t.kode, t.tingkat) for t in aneh] == [("kk_tanggal", Keparahan.PERINGATAN)]
    assert [t.kode for t in periksa_nomor_kk("33281", hari_ini=HARI_INI)] == ["kk_panjang"]


def test_nik_tidak_pernah_tercetak_utuh() -> None:
    assert PRIA not in repr(Nik(PRIA))
    assert PRIA not in repr(NomorKK(PRIA))
    with pytest.raises(GalatIsian) as salah:
        Nik.baca("3328103208859991")
    assert "3328103208859991" not in str(salah.value)


@st.composite
def nik_sah(ambil: st.DrawFn) -> tuple[str, dt.date, str]:
    lahir = ambil(st.dates(dt.date(1927, 1, 1), HARI_INI))
    kelamin = ambil(st.sampled_from("LP"))
    urut = ambil(st.integers(1, 9999))
    hari = lahir.day + (40 if kelamin == "P" else 0)
    return f"332810{hari:02d}{lahir.month:02d}{lahir.year % 100:02d}{urut:04d}", lahir, kelamin


@given(nik_sah(), st.lists(st.tuples(st.integers(0, 16), st.sampled_from(" .-")), max_size=5))
def test_nik_yang_disusun_menurut_aturan_selalu_lolos_walau_diberi_pemisah(
    contoh: tuple[str, dt.date, str], sisipan: list[tuple[int, str]]
) -> None:
    nomor, lahir, kelamin = contoh
    tertulis = nomor
    for tempat, tanda in sisipan:
        tertulis = tertulis[:tempat] + tanda + tertulis[tempat:]
    assert not kode(tertulis, jenis_kelamin=kelamin, tanggal_lahir=lahir)
    assert Nik.baca(tertulis).lahir(HARI_INI) == lahir


@given(st.text(max_size=20))
def test_teks_apa_pun_dijawab_temuan_tanpa_mengulang_isinya(teks: str) -> None:
    temuan = periksa_nik(teks, jenis_kelamin="L", tanggal_lahir=None, wilayah=DIKENAL, hari_ini=HARI_INI)
    rapi = rapikan(teks)
    if len(rapi) > 2:
        assert not any(rapi in t.kalimat for t in temuan)
    if not temuan:
        assert len(rapi) == 16


@given(nik_sah(), st.integers(0, 15), st.sampled_from("0123456789"))
def test_satu_digit_salah_tidak_pernah_menggagalkan_pemeriksaan(
    contoh: tuple[str, dt.date, str], tempat: int, digit: str
) -> None:
    nomor, lahir, kelamin = contoh
    kode(nomor[:tempat] + digit + nomor[tempat + 1 :], jenis_kelamin=kelamin, tanggal_lahir=lahir)
