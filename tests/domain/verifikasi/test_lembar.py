"""Does the list go out whole, and does nothing wrong come in with the answer?"""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import pytest
import xlsxwriter

from app.domain.verifikasi.lembar import baca_hasil, terapkan_hasil, tulis_daftar
from app.infra.galat import GalatIsian, TidakBisa
from app.infra.sheets import baca

pytestmark = pytest.mark.bebas_db
KEPALA = ["ID_USULAN", "NIK", "NAMA_LGKP", "TGL_LHR", "JENIS_KLMIN", "NAMA_LGKP_IBU", "HASIL"]


@dataclass
class Usulan:
    usulan_id: int
    nik: str
    no_kk: str = "3328100101100001"
    nama: str = "Budi Santoso"
    tanggal_lahir: dt.date | None = dt.date(1985, 8, 17)
    jenis_kelamin: str = "L"
    nama_ibu: str = "Siti Aminah"
    alamat: str = "=Jl. Merdeka 1"
    rt: str = "001"
    rw: str = "002"
    wilayah_kode: str = "33.28.10.2004"


def nik(urut: int) -> str:
    return f"332810170885{urut:04d}"


def xlsx(*baris: list[Any]) -> bytes:
    """A workbook as people make it: numbers as numbers, texts as texts."""
    tujuan = io.BytesIO()
    with xlsxwriter.Workbook(tujuan, {"default_date_format": "dd/mm/yyyy"}) as buku:
        lembar = buku.add_worksheet()
        for i, satu in enumerate(baris):
            for j, isi in enumerate(satu):
                lembar.write_string(i, j, isi) if isinstance(isi, str) else lembar.write(i, j, isi)
    return tujuan.getvalue()


BUDI = Usulan(7, nik(9991))


def jawab(*baris: list[Any], kepala: list[str] | None = None) -> Any:
    return baca_hasil(xlsx(kepala or KEPALA, *baris), [BUDI, Usulan(8, nik(9992), nama="Sari")])


def test_daftar_keluar_memuat_nik_sebagai_teks_dan_tidak_memuat_rumus() -> None:
    kepala, baris = list(baca(tulis_daftar([BUDI])))
    isi = dict(zip(kepala.sel, baris.sel, strict=False))
    assert isi["NIK"] == nik(9991)
    assert isi["NO_KK"] == "3328100101100001"
    assert isi["ID_USULAN"] == "7"
    assert isi["ALAMAT"] == "=Jl. Merdeka 1"
    assert (isi["NO_PROP"], isi["NO_KAB"], isi["NO_KEC"], isi["NO_KEL"]) == ("33", "28", "10", "2004")
    assert kepala.sel[-1] == "HASIL"


def test_daftar_yang_dikembalikan_tanpa_diisi_tidak_mengubah_apa_pun() -> None:
    hasil = baca_hasil(tulis_daftar([BUDI]), [BUDI])
    assert (hasil.jawaban, hasil.galat, hasil.tanpa_jawaban) == ([], [], 1)


def test_hasil_yang_dinyatakan_diterima_dalam_beberapa_ejaan() -> None:
    hasil = jawab(
        ["7", nik(9991), "BUDI SANTOSO", "17-08-1985", "L", "SITI AMINAH", "PADAN"],
        ["8", nik(9992), "", "", "", "", "Data Tidak Ditemukan"],
    )
    assert [(j.usulan_id, j.hasil) for j in hasil.jawaban] == [(7, "padan"), (8, "tidak_ditemukan")]
    assert hasil.galat == []


def test_tanpa_kolom_hasil_jawaban_dihitung_dari_bidangnya_dalam_urutan_apa_pun() -> None:
    hasil = jawab([dt.date(1986, 8, 17), "BUDI SANTOSO", nik(9991)], kepala=["TGL_LHR", "Nama Lgkp", "nik"])
    assert [(j.usulan_id, j.hasil) for j in hasil.jawaban] == [(7, "dalam_perbaikan")]
    assert [(b.bidang, b.dukcapil) for b in hasil.jawaban[0].beda] == [("tanggal_lahir", "1986-08-17")]


def test_nik_yang_tertulis_sebagai_angka_ditolak_dengan_cara_memperbaikinya() -> None:
    hasil = jawab(["7", float(nik(9991)), "", "", "", "", "padan"])
    galat = hasil.galat[0]
    assert (galat.baris, galat.kolom, galat.nilai) == (2, "NIK", "angka")
    assert "ubah kolom menjadi teks" in galat.pesan.lower()
    assert hasil.jawaban == []


def test_nik_di_luar_daftar_ditolak_dan_nilainya_disamarkan() -> None:
    hasil = jawab(["", nik(1234), "", "", "", "", "padan"])
    assert hasil.jawaban == []
    assert hasil.galat[0].nilai == "3328••••••••1234"
    assert nik(1234) not in repr(hasil.galat)


def test_nomor_usulan_wilayah_lain_ditolak_sebagai_tidak_dikenal() -> None:
    hasil = jawab(["999", nik(9991), "", "", "", "", "padan"])
    assert hasil.jawaban == []
    assert (hasil.galat[0].kolom, hasil.galat[0].nilai) == ("ID_USULAN", "999")


def test_baris_yang_bergeser_tidak_menilai_orang_lain() -> None:
    hasil = jawab(["7", nik(9992), "", "", "", "", "padan"])
    assert hasil.jawaban == []
    assert "bergeser" in hasil.galat[0].pesan


def test_nik_yang_dijawab_dua_kali_disebut_baris_pertamanya() -> None:
    hasil = jawab(["7", nik(9991), "", "", "", "", "padan"], ["7", nik(9991), "", "", "", "", "meninggal"])
    assert [j.hasil for j in hasil.jawaban] == ["padan"]
    assert "baris 2" in hasil.galat[0].pesan


def test_isi_yang_tidak_terbaca_dilaporkan_per_baris_tanpa_menggagalkan_yang_lain() -> None:
    hasil = jawab(
        ["7", nik(9991), "", "32-13-1985", "", "", "padan"],
        ["8", nik(9992), "", "", "X", "", "padan"],
        ["8", nik(9992), "", "", "", "", "entah"],
        ["8", nik(9992)[:15], "", "", "", "", "padan"],
        ["8", nik(9992), "", "", "", "", "ganda"],
    )
    assert [g.kolom for g in hasil.galat] == ["TGL_LHR", "JENIS_KLMIN", "HASIL", "NIK"]
    assert [j.hasil for j in hasil.jawaban] == ["ganda"]


def test_nik_yang_tersasar_ke_kolom_lain_tidak_ditampilkan() -> None:
    hasil = jawab(["7", nik(9991), "", nik(9991), "", "", "padan"])
    assert hasil.galat[0].kolom == "TGL_LHR"
    assert nik(9991) not in repr(hasil.galat)


def test_berkas_tanpa_kolom_nik_atau_dengan_kolom_ganda_ditolak_seluruhnya() -> None:
    with pytest.raises(GalatIsian, match="judul kolom NIK"):
        jawab(["7"], kepala=["ID_USULAN"])
    with pytest.raises(GalatIsian, match="dua kali"):
        jawab(["7", "7"], kepala=["NIK", "nik"])


def test_penolakan_saat_diterapkan_menjadi_baris_laporan() -> None:
    hasil = jawab(["7", nik(9991), "", "", "", "", "padan"], ["8", nik(9992), "", "", "", "", "padan"])

    def terapkan(usulan_id: int, _hasil: str, _beda: object) -> None:
        if usulan_id == 7:
            raise TidakBisa("Paketnya sudah berpindah.")

    assert terapkan_hasil(hasil, terapkan) == {"padan": 1}
    assert [(g.baris, g.pesan) for g in hasil.galat] == [(2, "Paketnya sudah berpindah.")]


def test_lima_ribu_baris_terbaca_seluruhnya() -> None:
    semua = [Usulan(i, nik(i)) for i in range(1, 5001)]
    isi = tulis_daftar(semua)
    kepala, *baris = [b.sel for b in baca(isi)]
    terisi = [[*b, *[""] * (len(kepala) - 1 - len(b)), "padan"] for b in baris]
    hasil = baca_hasil(xlsx(kepala, *terisi), semua)
    assert (len(hasil.jawaban), hasil.galat) == (5000, [])
    assert hasil.per_hasil() == {"padan": 5000}
