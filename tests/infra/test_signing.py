"""Do electronic signatures hold? Several on one paper, judged by two programs; none survives a changed byte."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from app.infra import clock, pdf, sertifikat, signing

pytestmark = pytest.mark.bebas_db
HTML = """<html lang="id"><head><title>Surat</title></head><style>@page{size:A4;margin:20mm}
body{font-family:Liberation Sans}div{width:80mm;text-align:center}p.ruang{height:19mm}</style><body><p>Isi surat.</p>
<div><p>Camat Slawi,</p><p class="ruang"></p><p>Dra. Sri Lestari</p></div>
<div><p>Kepala Desa Slawi Kulon,</p><p class="ruang"></p><p>Budi Santoso, S.Sos.</p></div></body></html>"""
BIDANG = [
    signing.Bidang("penanda-1", "Dra. Sri Lestari", "Camat Slawi"),
    signing.Bidang("penanda-2", "Budi Santoso, S.Sos.", "Kepala Desa Slawi Kulon"),
]
SANDI, CABUT = "frasa-uji-panjang", "http://127.0.0.1:9/cabut.crl"


@pytest.fixture(scope="module")
def ca() -> sertifikat.Terbitan:
    return sertifikat.buat_ca("CA Kabupaten Uji", "Kabupaten Uji", clock.sekarang())


@pytest.fixture(scope="module")
def naskah() -> bytes:
    return pdf.render(HTML)


def _tanda(isi: bytes, siapa: int, ca: sertifikat.Terbitan, setelan: signing.Setelan | None = None) -> signing.Hasil:
    b, saat = BIDANG[siapa], clock.sekarang()
    punya = sertifikat.buat_pejabat(ca, b.nama, "Kabupaten Uji", SANDI, saat, CABUT)
    minta = signing.Permintaan(BIDANG, b, "Menyetujui", "Slawi", "http://127.0.0.1:8000/v/7Q2K9M4XT0BD", clock.WIB)
    cabut = sertifikat.daftar_cabut(ca, [], saat)
    with signing.sertifikat_lokal(punya.kunci, SANDI, ca.pem, cabut, setelan or signing.Setelan()) as juru:
        return juru.tandatangani(isi, minta)


@pytest.fixture(scope="module")
def dua(naskah: bytes, ca: sertifikat.Terbitan) -> bytes:
    satu = _tanda(naskah, 0, ca)
    assert satu.tingkat == "B-B"  # no time-stamping service: no more is claimed
    return _tanda(satu.isi, 1, ca).isi


def _periksa(isi: bytes, ca: sertifikat.Terbitan, cabut: bytes | None = None) -> list[signing.Tertanda]:
    saat = clock.sekarang()
    return signing.periksa(isi, [ca.pem], [cabut or sertifikat.daftar_cabut(ca, [], saat)], saat)


def test_dua_penanda_tangan_pada_satu_naskah_sama_sama_sah(naskah: bytes, dua: bytes, ca: sertifikat.Terbitan) -> None:
    hasil = _periksa(dua, ca)
    assert [(t.bidang, t.nama, t.sah) for t in hasil] == [
        ("penanda-1", "Dra. Sri Lestari", True),
        ("penanda-2", "Budi Santoso, S.Sos.", True),
    ]
    assert dua.startswith(naskah)  # the issued bytes stand unchanged at the head of the signed file
    assert not any(t.bercap_waktu for t in hasil)


def test_pdfsig_menyatakan_kedua_tanda_tangan_sah(dua: bytes, tmp_path: Path) -> None:
    if not shutil.which("pdfsig"):
        pytest.skip("pdfsig tidak terpasang")
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(dua)
    kata = subprocess.run(["pdfsig", str(berkas)], capture_output=True, text=True, check=False).stdout
    assert kata.count("Signature is Valid.") == 2
    assert "Total document signed" in kata


def test_satu_bita_berubah_membatalkan_semua_tanda_tangan(dua: bytes, ca: sertifikat.Terbitan) -> None:
    rusak = bytearray(dua)
    rusak[2000] ^= 1
    assert not any(t.sah for t in _periksa(bytes(rusak), ca))


def test_penerbit_lain_tidak_dipercaya(dua: bytes) -> None:
    lain = sertifikat.buat_ca("CA Kabupaten Uji", "Kabupaten Uji", clock.sekarang())
    hasil = _periksa(dua, lain)
    assert [(t.utuh, t.tepercaya, t.sah) for t in hasil] == [(True, False, False)] * 2


def test_sertifikat_yang_dicabut_disebut_dicabut(dua: bytes, ca: sertifikat.Terbitan) -> None:
    seri = _periksa(dua, ca)[0].seri
    saat = clock.sekarang()
    cabut = sertifikat.daftar_cabut(ca, [(seri, saat - dt.timedelta(hours=1))], saat)
    assert [t.sah for t in _periksa(dua, ca, cabut)] == [False, True]


def test_cap_waktu_yang_tidak_menjawab_berarti_tidak_ditandatangani(naskah: bytes, ca: sertifikat.Terbitan) -> None:
    with pytest.raises(signing.TandaTanganGagal) as gagal:
        _tanda(naskah, 0, ca, signing.Setelan(tsa="http://127.0.0.1:9/tsa"))
    assert gagal.value.sebab == "cap_waktu"


def test_bukan_pdf_ditolak_dengan_kalimat(ca: sertifikat.Terbitan) -> None:
    with pytest.raises(signing.TandaTanganGagal, match="tidak dapat ditandatangani"):
        _tanda(b"bukan pdf", 0, ca)


def test_blok_tampak_berdiri_di_ruang_penanda_tangannya(dua: bytes, tmp_path: Path) -> None:
    """The block hides no word: the text of the paper is all there, above and below it."""
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(dua)
    kata = subprocess.run(["pdftotext", "-layout", str(berkas), "-"], capture_output=True, text=True, check=True).stdout
    baris = [b.strip() for b in kata.splitlines() if b.strip()]
    tempat = [i for i, b in enumerate(baris) if "Ditandatangani secara elektronik" in b]
    jabatan = [baris.index("Camat Slawi,"), baris.index("Kepala Desa Slawi Kulon,")]
    assert len(tempat) == 2
    assert jabatan[0] < tempat[0] < jabatan[1] < tempat[1]


def test_frasa_sandi_hanya_membuka_kuncinya_sendiri(ca: sertifikat.Terbitan) -> None:
    punya = sertifikat.buat_pejabat(ca, "Budi", "Kabupaten Uji", SANDI, clock.sekarang(), CABUT)
    assert sertifikat.sandi_cocok(punya.kunci, SANDI)
    assert not sertifikat.sandi_cocok(punya.kunci, SANDI + "x")
    assert SANDI.encode() not in punya.kunci
