"""Can a printed mark be read back from what a phone or a scanner makes of it?"""

import base64
import io
import random
from urllib.parse import unquote

import pytest
import segno
from PIL import Image, ImageFilter

from app.infra import qr

ALAMAT = "https://sahih.contoh.go.id/v/7Q2K9MPX"


def _gambar_qr(teks: str, skala: int = 6) -> Image.Image:
    isi = io.BytesIO()
    segno.make(teks, error="m", micro=False).save(isi, kind="png", scale=skala, border=4)
    return Image.open(isi).convert("L")


def _jpeg(gambar: Image.Image, mutu: int = 60) -> bytes:
    isi = io.BytesIO()
    gambar.save(isi, "JPEG", quality=mutu)
    return isi.getvalue()


def _halaman(*kode: str) -> Image.Image:
    lembar = Image.new("L", (1240, 1754), 255)
    for nomor, teks in enumerate(kode):
        lembar.paste(_gambar_qr(teks), (100 + 400 * nomor, 200 + 500 * nomor))
    return lembar


def test_qr_berupa_svg_yang_ukurannya_ditentukan_halaman():
    uri = qr.svg_data_uri(ALAMAT)
    assert uri.startswith("data:image/svg+xml")
    isi = uri.partition(",")[2]
    svg = base64.b64decode(isi).decode() if ";base64" in uri.partition(",")[0] else unquote(isi)
    assert "viewBox" in svg
    assert 'width="' not in svg
    assert "Kode QR verifikasi dokumen" in svg


def test_qr_dari_teks_yang_sama_selalu_sama():
    assert qr.svg_data_uri(ALAMAT) == qr.svg_data_uri(ALAMAT) != qr.svg_data_uri(ALAMAT + "Z")


@pytest.mark.parametrize("putaran", [0, 7, 90, 180])
def test_qr_terbaca_dari_foto_miring_dan_buram(putaran):
    foto = _halaman(ALAMAT).rotate(putaran, expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(1.2))
    assert qr.read_qr(_jpeg(foto, 40)) == [ALAMAT]


def test_beberapa_qr_terbaca_dari_atas_ke_bawah():
    assert qr.read_qr(_jpeg(_halaman("pertama", "kedua"))) == ["pertama", "kedua"]


def test_foto_besar_tetap_terbaca():
    besar = _halaman(ALAMAT).resize((4960, 7016))
    assert qr.read_qr(_jpeg(besar, 50)) == [ALAMAT]


@pytest.mark.parametrize("isi", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0rusak", random.Random(1).randbytes(500)])
def test_yang_bukan_gambar_tidak_berisi_qr(isi):
    assert qr.read_qr(isi) == []


def test_halaman_kosong_tidak_berisi_qr():
    assert qr.read_qr(_jpeg(Image.new("L", (800, 800), 255))) == []
