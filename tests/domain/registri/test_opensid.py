"""Is a row of the sheet read as it was meant, and refused with a remedy where it cannot be?"""

import datetime as dt

import pytest

from app.domain.registri import opensid
from app.domain.registri.opensid import Baris, GalatBaris, baca_baris, baca_judul
from app.infra.galat import GalatIsian

pytestmark = pytest.mark.bebas_db

HARI_INI = dt.date(2026, 11, 22)
SAH: dict[str, object] = {
    "nama": "Siti Rahayu",
    "no_kk": "3328100106209991",
    "nik": "3328106104859992",
    "sex": "2",
    "tanggallahir": "1985-04-21",
    "kk_level": "3",
    "rt": "4",
    "rw": "-",
    "suku": "Jawa",
}


def baca(**ubahan: object) -> Baris | list[GalatBaris]:
    return baca_baris(2, {**SAH, **ubahan}, hari_ini=HARI_INI)


def sah(**ubahan: object) -> Baris:
    hasil = baca(**ubahan)
    assert isinstance(hasil, Baris), hasil
    return hasil


def salah(**ubahan: object) -> GalatBaris:
    hasil = baca(**ubahan)
    assert isinstance(hasil, list)
    assert len(hasil) == 1, hasil
    return hasil[0]


def test_baris_lengkap_terbaca_dan_kolom_lain_ikut_tersimpan() -> None:
    b = sah()
    assert (b.nama, b.jenis_kelamin, b.tanggal_lahir, b.hubungan) == ("Siti Rahayu", "P", dt.date(1985, 4, 21), 3)
    assert (b.rt, b.rw, b.rincian) == ("004", "", {"suku": "Jawa"})


@pytest.mark.parametrize(
    "tertulis", ["1985-04-21", "21-04-1985", "21/4/1985", dt.date(1985, 4, 21), dt.datetime(1985, 4, 21, tzinfo=dt.UTC)]
)
def test_tanggal_diterima_dalam_bentuk_yang_lazim(tertulis: object) -> None:
    assert sah(tanggallahir=tertulis).tanggal_lahir == dt.date(1985, 4, 21)


@pytest.mark.parametrize("tertulis", ["32-13-1990", "besok", 31158.0, "2027-01-01", "1899-01-01", "", "-"])
def test_tanggal_yang_tidak_mungkin_ditolak_dengan_saran(tertulis: object) -> None:
    assert salah(tanggallahir=tertulis).pesan.endswith(".")


@pytest.mark.parametrize("tertulis", ["3", 3, 3.0, "Istri", "ISTERI", "istri "])
def test_kode_boleh_berupa_angka_atau_sebutan(tertulis: object) -> None:
    assert sah(kk_level=tertulis).hubungan == 3


def test_kode_tak_dikenal_menyebut_contoh() -> None:
    assert "1 Kepala keluarga" in salah(kk_level="entah").pesan


@pytest.mark.parametrize("kolom", ["nik", "no_kk"])
@pytest.mark.parametrize("sel", [3328106104859992.0, 3328106104859992, "3,32811E+15", "3.32811E+15"])
def test_nomor_dalam_sel_bilangan_ditolak_dan_tidak_diperbaiki(kolom: str, sel: object) -> None:
    galat = salah(**{kolom: sel})
    assert "menjadi Teks" in galat.pesan
    assert "85999" not in galat.nilai


@pytest.mark.parametrize("sel", ["0", 0, 0.0])
def test_nik_nol_berarti_belum_punya_nik(sel: object) -> None:
    assert sah(nik=sel).nik is None


def test_nik_kosong_bukan_berarti_belum_punya() -> None:
    assert "Isi 0" in salah(nik="").pesan


def test_nik_sama_dengan_nomor_kk_ditolak() -> None:
    assert salah(no_kk=SAH["nik"]).kolom == "no_kk"


def test_semua_kesalahan_satu_baris_disebut_sekaligus() -> None:
    hasil = baca(nama="B4D", sex="X", nik="123")
    assert isinstance(hasil, list)
    assert [g.kolom for g in hasil] == ["nama", "nik", "sex"]


def test_judul_kolom_boleh_tertukar_dan_berejaan_lain() -> None:
    letak = baca_judul(["No. KK", "NIK", "Nama Lengkap", "JK", "Tgl Lahir", "SHDK", "Catatan"])
    assert letak == {0: "no_kk", 1: "nik", 2: "nama", 3: "sex", 4: "tanggallahir", 5: "kk_level"}


def test_judul_ganda_atau_kurang_ditolak_dengan_namanya() -> None:
    with pytest.raises(GalatIsian) as galat:
        baca_judul(["nik", "NIK", "nama", "sex"])
    assert len(galat.value.alasan) == 2
    assert "Nomor KK (no_kk)" in galat.value.alasan[1]


def test_nama_untuk_pencarian_tanpa_tanda_baca() -> None:
    assert opensid.cari_nama("Hj. Siti  Nur'aini, S.Pd.") == "HJ SITI NURAINI S PD"
