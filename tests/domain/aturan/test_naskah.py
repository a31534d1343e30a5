"""Are letterheads, numbers and copies written as the rules say?"""

import datetime as dt

import pytest
from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations, turunan
from app.domain.aturan.kop import kop_unit, unit_nomor
from app.domain.aturan.nomor import aturan_nomor, susun_nomor, tanda_asing

DESA = "33.28.10.2004"


@pytest.mark.parametrize(
    ("wilayah", "unit", "baris"),
    [
        (DESA, "", ("PEMERINTAH KABUPATEN TEGAL", "KECAMATAN SLAWI", "DESA SLAWI KULON")),
        (DESA, "bpd", ("BADAN PERMUSYAWARATAN DESA", "DESA SLAWI KULON", "KECAMATAN SLAWI KABUPATEN TEGAL")),
        ("33.28.10.1007", "", ("PEMERINTAH KABUPATEN TEGAL", "KECAMATAN SLAWI", "KELURAHAN KAGOK")),
        ("33.28.10", "", ("PEMERINTAH KABUPATEN TEGAL", "KECAMATAN SLAWI", "")),
        ("33.28", "", ("PEMERINTAH KABUPATEN TEGAL", "DINAS SOSIAL", "")),
        ("33.28", "kepala_daerah", ("BUPATI TEGAL", "", "")),
        ("33", "", ("PEMERINTAH PROVINSI JAWA TENGAH", "DINAS SOSIAL", "")),
    ],
)
def test_kop_disusun_dari_nama_wilayah(app: Flask, wilayah: str, unit: str, baris: tuple[str, str, str]) -> None:
    kop = kop_unit(wilayah, unit)
    assert (kop["baris1"], kop["baris2"], kop["baris3"]) == baris


def test_lambang_negara_hanya_untuk_kepala_daerah(app: Flask) -> None:
    assert kop_unit("33.28", "kepala_daerah")["lambang"] == "garuda"
    assert {kop_unit(w)["lambang"] for w in (DESA, "33.28.10", "33.28")} == {"daerah"}


def test_kop_sendiri_dipakai_dan_tidak_diwarisi_wilayah_di_bawahnya(app: Flask) -> None:
    isi = {
        "baris1": "DINAS SOSIAL KABUPATEN TEGAL",
        "alamat": "Jalan Contoh 1",
        "lambang": "daerah",
        "singkatan": "Dinsos",
    }
    admin = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")
    for unit in ("desa", "dinsos"):
        operations.tetapkan("kop", unit, isi, wilayah_kode="33.28", mulai=dt.date(2026, 11, 10), oleh=admin)
    assert kop_unit("33.28")["alamat"] == "Jalan Contoh 1"
    assert kop_unit(DESA)["baris3"] == "DESA SLAWI KULON"
    assert (unit_nomor("33.28"), unit_nomor(DESA)) == ("Dinsos", DESA)


def test_nomor_memakai_pola_naskahnya_atau_pola_umum(app: Flask) -> None:
    contoh = {"urut": 1, "unit": DESA, "tanggal": dt.date(2026, 11, 2)}
    assert susun_nomor(aturan_nomor("ba_musyawarah", DESA), **contoh) == "400.9/001/33.28.10.2004/XI/2026"
    assert susun_nomor(aturan_nomor("undangan", DESA), **contoh).startswith("005/001/")
    assert aturan_nomor("lampiran", DESA)["mode"] == "tanpa"


def test_tulisan_lain_dalam_pola_nomor_dibiarkan() -> None:
    isi = {"klasifikasi": "460", "format": "{urut:4}/{unit}/{klasifikasi}/{romawi}/{tahun}/{lain}"}
    assert susun_nomor(isi, urut=7, unit="SK", tanggal=dt.date(2026, 11, 2)) == "0007/SK/460/XI/2026/{lain}"


def test_nomor_urut_panjang_tidak_terpotong() -> None:
    isi = {"format": "{urut:3}/{romawi}/{tahun}"}
    assert susun_nomor(isi, urut=12345, unit="", tanggal=dt.date(2026, 1, 2)) == "12345/I/2026"


@pytest.mark.parametrize("pola", ["{nomor}", "{urut:30}", "{tahun.__class__}", "{urut", "tahun}", "{}"])
def test_tanda_yang_tidak_dapat_diisi_dikenali(pola: str) -> None:
    assert tanda_asing(pola)


def test_tembusan_menyebut_nama_di_atas_unit(app: Flask) -> None:
    assert turunan.tembusan("undangan", DESA, {"kecamatan": "Slawi"}) == ["Camat Slawi"]
    assert turunan.tembusan("undangan", DESA, {}) == []
