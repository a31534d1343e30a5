"""Are wrong rows refused with a sentence at the right field?"""

from typing import Any

import pytest
from flask import Flask

from app.domain.aturan.periksa import periksa
from app.infra.galat import GalatIsian, TidakAda

KADES = {"jabatan": "kepala_desa", "label": "Kepala Desa", "gerbang": "desa", "wajib": True}
NOMOR = {"mode": "otomatis", "format": "{urut}/{tahun}", "klasifikasi": "400.9"}
JENDELA = {"label": "Pengajuan", "mulai_hari": 1, "akhir_hari": 17, "sifat": "peringatan"}


@pytest.mark.parametrize(
    ("kunci", "kode", "isi", "bidang"),
    [
        ("kuorum", "", {"persen": "0", "sifat": "peringatan"}, "persen"),
        ("kuorum", "", {"persen": "101", "sifat": "peringatan"}, "persen"),
        ("kuorum", "", {"persen": "dua", "sifat": "peringatan"}, "persen"),
        ("kuorum", "", {"persen": "66,67", "sifat": "keras"}, "sifat"),
        ("kuorum", "desa", {"persen": "50", "sifat": "menutup"}, "kode"),
        ("penanda_tangan", "sptjm", {"penanda": [KADES | {"jabatan": "raja"}]}, "penanda"),
        ("penanda_tangan", "sptjm", {"penanda": [KADES | {"gerbang": "pintu"}]}, "penanda"),
        ("penanda_tangan", "sptjm:kelurahan", {"penanda": [KADES]}, "penanda"),
        ("penanda_tangan", "surat_cinta", {"penanda": []}, "kode"),
        ("nomor", "undangan", NOMOR | {"format": "{klasifikasi}/{tahun}"}, "format"),
        ("nomor", "undangan", NOMOR | {"format": "{urut}"}, "format"),
        ("nomor", "undangan", NOMOR | {"format": "{urut}/{tahun}/{apa}"}, "format"),
        ("jendela", "pengajuan", JENDELA | {"akhir_hari": 0}, "akhir_hari"),
        ("jendela", "pengajuan", JENDELA | {"mulai_hari": 32}, "mulai_hari"),
        ("alasan_hapus", "x", {"label": "X", "cakupan": "individu", "bukti": ["SULAP"]}, "bukti"),
        ("alasan_hapus", "x y", {"label": "X", "cakupan": "individu", "bukti": []}, "kode"),
        ("alasan_tunda", "x", {"label": " "}, "label"),
        ("lampiran_usulan", "tidak_ada", {}, "kode"),
        ("tembusan", "undangan", {"daftar": ["Camat {desa}"]}, "daftar"),
        ("libur", "02-30", {"label": "Tidak ada"}, "kode"),
        ("jenis_usulan", "baru", {"label": "B", "label_pendek": "B", "lampiran": "A", "cakupan": "individu",
         "bidang": [{"nama": "x", "label": "X", "jenis": "pilihan"}]}, "bidang"),
    ],
)  # fmt: skip
def test_baris_salah_ditolak_pada_bidangnya(
    app: Flask, kunci: str, kode: str, isi: dict[str, Any], bidang: str
) -> None:
    with pytest.raises(GalatIsian) as tolak:
        periksa(kunci, kode, isi)
    assert set(tolak.value.bidang) == {bidang}
    assert tolak.value.bidang[bidang].endswith(".")


def test_semua_kesalahan_disebut_sekaligus(app: Flask) -> None:
    with pytest.raises(GalatIsian) as tolak:
        periksa("kuorum", "", {"persen": "", "sifat": ""})
    assert set(tolak.value.bidang) == {"persen", "sifat"}


def test_isian_teks_dijadikan_jenisnya_dan_yang_tidak_dikenal_dibuang(app: Flask) -> None:
    assert periksa("kuorum", "", {"persen": "66,67", "sifat": "menutup", "gelap": 1}) == {
        "persen": 66.67,
        "sifat": "menutup",
    }
    assert periksa("program", "pkh", {"label": "P", "desil_maks": ""})["desil_maks"] is None


def test_tabel_yang_tidak_dikenal_tidak_ada(app: Flask) -> None:
    with pytest.raises(TidakAda):
        periksa("rahasia", "", {})
