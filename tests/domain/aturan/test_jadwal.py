"""Does a window open and close on the right day: by kind, over the end of a month, past a holiday, in its zone?"""

import datetime as dt

import pytest
from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import jadwal, kalender, operations
from app.domain.aturan.berlaku import berlaku
from app.domain.aturan.periksa import periksa
from app.infra.galat import GalatIsian

DESA, KAB = "33.28.10.2004", "33.28"
ADMIN = Pelaku(1, 1, "Admin", Peran.ADMIN, KAB)
AWAL = dt.date(2026, 11, 10)
H = dt.date


def tetapkan(kode: str, mulai: int, akhir: int, sifat: str = "peringatan", geser: bool = False) -> None:
    isi = {"label": "Pengajuan", "mulai_hari": mulai, "akhir_hari": akhir, "sifat": sifat, "geser_libur": geser}
    operations.tetapkan("jendela", kode, isi, wilayah_kode=KAB, mulai=AWAL, oleh=ADMIN)


def rentang(periode: str, jenis: str = "") -> tuple[dt.date, dt.date]:
    j = jadwal.bulan("pengajuan", DESA, periode, H(2026, 11, 10), jenis)
    assert j is not None
    return j.buka, j.tutup


def test_jenis_tanpa_baris_sendiri_mengikuti_tahapnya(app: Flask) -> None:
    tetapkan("pengajuan", 15, 22)
    tetapkan("pengajuan:bansos_pbi", 1, 7)
    assert rentang("2026-11") == rentang("2026-11", "hapus") == (H(2026, 11, 15), H(2026, 11, 22))
    assert rentang("2026-11", "bansos_pbi") == (H(2026, 11, 1), H(2026, 11, 7))


@pytest.mark.parametrize(
    ("periode", "tutup"), [("2026-02", H(2026, 2, 28)), ("2028-02", H(2028, 2, 29)), ("2026-11", H(2026, 11, 30))]
)
def test_tanggal_31_berarti_hari_terakhir_bulan(app: Flask, periode: str, tutup: dt.date) -> None:
    tetapkan("pengajuan", 1, 31)
    assert rentang(periode)[1] == tutup


def test_jendela_melewati_akhir_bulan_dan_akhir_tahun(app: Flask) -> None:
    tetapkan("pengajuan", 25, 5)
    assert rentang("2026-12") == (H(2026, 12, 25), H(2027, 1, 5))
    tetapkan("pengajuan:tambah", 29, 3)
    assert rentang("2027-02", "tambah") == (H(2027, 2, 28), H(2027, 3, 3))
    for hari, di_dalam in ((H(2026, 12, 5), True), (H(2026, 12, 6), False), (H(2026, 12, 25), True)):
        j = jadwal.kini("pengajuan", DESA, hari)
        assert j is not None
        assert j.memuat(hari) is di_dalam
    assert "sampai 5 bulan berikutnya" in j.kalimat


def test_akhir_jendela_pada_hari_libur_bergeser_hanya_bila_aturannya_begitu(app: Flask) -> None:
    # 17 August 2026 is a Monday and a holiday; 31 May 2026 a Sunday before a holiday.
    tetapkan("pengajuan", 1, 17)
    assert rentang("2026-08")[1] == H(2026, 8, 17)
    tetapkan("pengajuan:tambah", 1, 17, geser=True)
    tetapkan("pengajuan:hapus", 1, 31, geser=True)
    assert rentang("2026-08", "tambah")[1] == H(2026, 8, 18)
    assert rentang("2026-05", "hapus")[1] == H(2026, 6, 2)
    j = jadwal.bulan("pengajuan", DESA, "2026-08", AWAL, "tambah")
    assert j is not None
    assert "18 Agustus 2026" in j.kalimat


def test_libur_satu_kabupaten_tidak_berlaku_di_kabupaten_lain(app: Flask) -> None:
    tetapkan("pengajuan", 1, 18, geser=True)
    operations.tetapkan("libur", "05-18", {"label": "Hari jadi daerah"}, wilayah_kode=KAB, mulai=AWAL, oleh=ADMIN)
    assert rentang("2027-05")[1] == H(2027, 5, 19)
    assert not kalender.kalender_wilayah(DESA)(H(2027, 5, 18))
    assert kalender.kalender_wilayah("35.25.11.2021")(H(2027, 5, 18))


@pytest.mark.parametrize(
    ("hari", "kerja"),
    [
        (H(2025, 3, 31), False),  # Idulfitri 1446 H
        (H(2025, 12, 25), False),
        (H(2026, 3, 20), False),  # joint leave before Idulfitri 1447 H
        (H(2026, 6, 1), False),  # every year
        (H(2026, 6, 2), True),
    ],
)
def test_libur_nasional_2025_dan_2026_terisi(app: Flask, hari: dt.date, kerja: bool) -> None:
    assert kalender.kalender_wilayah(DESA)(hari) is kerja


@pytest.mark.parametrize(("tahun", "libur", "cuti"), [(2025, 17, 11), (2026, 17, 8)])
def test_jumlah_libur_dan_cuti_bersama_sama_dengan_keputusan_bersama_tiga_menteri(
    app: Flask, tahun: int, libur: int, cuti: int
) -> None:
    setahun = [str(b["label"]) for k, b in berlaku("libur", DESA).items() if len(k) == 5 or k.startswith(f"{tahun}-")]
    bersama = [label for label in setahun if label.startswith("Cuti bersama")]
    assert (len(setahun) - len(bersama), len(bersama)) == (libur, cuti)


@pytest.mark.parametrize("kode", ["pengajuan:sulap", "telaah:tambah", "siks:tambah", "panen"])
def test_jadwal_untuk_jenis_atau_tahap_yang_tidak_dikenal_ditolak(app: Flask, kode: str) -> None:
    isi = {"label": "Pengajuan", "mulai_hari": 1, "akhir_hari": 7, "sifat": "menutup"}
    with pytest.raises(GalatIsian) as tolak:
        periksa("jendela", kode, isi)
    assert set(tolak.value.bidang) == {"kode"}
