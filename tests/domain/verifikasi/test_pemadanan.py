"""Do two records speak of one person, and is said which field differs?"""

import datetime as dt

import pytest

from app.domain.verifikasi.pemadanan import Beda, Identitas, bandingkan, gabungkan, skor_nama

pytestmark = pytest.mark.bebas_db

NIK = "3328101708859991"
LAHIR = dt.date(1985, 8, 17)


def orang(nama: str = "Budi Santoso", **isi: object) -> Identitas:
    dasar = {"tanggal_lahir": LAHIR, "jenis_kelamin": "L", "nama_ibu": "Siti Aminah", "no_kk": "3328100101100001"}
    return Identitas(NIK, nama, **{**dasar, **isi})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("usulan", "dukcapil"),
    [
        ("Moch. Yusuf", "MUHAMMAD YUSUF"),
        ("Hj. Nurhayati", "NUR HAYATI"),
        ("Soekarno", "SUKARNO"),
        ("Drs. Bambang Widodo, S.Pd.", "BAMBANG WIDODO"),
        ("Bambang Widodo S.Sos", "BAMBANG WIDODO"),
        ("Ni Luh Putri", "PUTRI NI LUH"),
        ("Slamet / Slamet Riyadi", "SLAMET RIYADI"),
        ("Ma'ruf", "MARUF"),
        ("St. Aminah", "ST AMINAH"),
    ],
)
def test_cara_menulis_yang_lazim_tetap_nama_yang_sama(usulan: str, dukcapil: str) -> None:
    assert skor_nama(usulan, dukcapil) >= 90


@pytest.mark.parametrize(
    ("usulan", "dukcapil"),
    [("Sri", "Sri Lestari"), ("Siti", "Sri"), ("Budi Santoso", "Agus Wibowo"), ("", "Budi")],
)
def test_nama_orang_lain_tidak_dianggap_mirip(usulan: str, dukcapil: str) -> None:
    assert skor_nama(usulan, dukcapil) < 75


def test_semua_sama_berarti_padan_tanpa_perbedaan() -> None:
    assert bandingkan(orang(), orang("BUDI SANTOSO")) == ("padan", [])


def test_nama_mirip_perlu_dilihat_orang() -> None:
    hasil, beda = bandingkan(orang("Suharto"), orang("SUHARTI"))
    assert hasil == "padan_beda_nama"
    assert beda == [Beda("nama", "Suharto", "SUHARTI", serupa=True)]


def test_nama_jauh_berbeda_harus_diperbaiki() -> None:
    hasil, beda = bandingkan(orang("Budi Santoso"), orang("AGUS WIBOWO"))
    assert (hasil, [b.bidang for b in beda]) == ("dalam_perbaikan", ["nama"])


def test_tanggal_lahir_berbeda_disebut_nilainya() -> None:
    hasil, beda = bandingkan(orang(), orang(tanggal_lahir=dt.date(1986, 8, 17)))
    assert hasil == "dalam_perbaikan"
    assert beda[0].simpan() == {"bidang": "tanggal_lahir", "usulan": "1985-08-17", "dukcapil": "1986-08-17"}


def test_jenis_kelamin_usulan_dibaca_dari_nik_bila_kosong() -> None:
    hasil, beda = bandingkan(orang(jenis_kelamin=""), orang(jenis_kelamin="P"))
    assert (hasil, beda[0].usulan, beda[0].dukcapil) == ("dalam_perbaikan", "L", "P")


def test_nama_ibu_berbeda_menahan_tetapi_ibu_yang_tidak_dijawab_tidak() -> None:
    assert bandingkan(orang(), orang(nama_ibu="Painem"))[0] == "dalam_perbaikan"
    assert bandingkan(orang(), orang(nama_ibu=""))[0] == "padan"


def test_nomor_kk_berbeda_dicatat_tetapi_tetap_padan() -> None:
    hasil, beda = bandingkan(orang(), orang(no_kk="3328100101109999"))
    assert (hasil, [b.bidang for b in beda]) == ("padan", ["no_kk"])


def test_tanpa_jawaban_dukcapil_berarti_tidak_ditemukan() -> None:
    assert bandingkan(orang(), None) == ("tidak_ditemukan", [])
    assert bandingkan(orang(), Identitas("3328101708859992", "BUDI SANTOSO"))[0] == "tidak_ditemukan"


def test_padan_yang_dinyatakan_tidak_menutupi_bidang_yang_berbeda() -> None:
    hitung, beda = bandingkan(orang("Budi Santoso"), orang("AGUS WIBOWO"))
    assert gabungkan("padan", hitung, beda) == "padan_beda_nama"
    assert gabungkan("meninggal", "padan", []) == "meninggal"
    assert gabungkan("", hitung, beda) == "dalam_perbaikan"


def test_identitas_tidak_pernah_mencetak_nik() -> None:
    assert NIK not in repr(orang())
    assert "Budi" not in repr(Beda("nama", "Budi", "Agus"))
