"""Is the mark on a paper the same each time, and sized by its page?"""

import base64
from urllib.parse import unquote

import pytest

from app.infra import qr

pytestmark = pytest.mark.bebas_db

ALAMAT = "https://sahih.contoh.go.id/v/7Q2K9MPX"


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
