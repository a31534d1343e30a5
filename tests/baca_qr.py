"""What does a phone read from a picture of a paper? The texts of its QR codes."""

import io

import zxingcpp
from PIL import Image


def baca_qr(gambar: bytes) -> list[str]:
    """Texts of all QR codes in a picture, top to bottom."""
    with Image.open(io.BytesIO(gambar)) as isi:
        abu = isi.convert("L")
    temuan = zxingcpp.read_barcodes(abu, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [t.text for t in sorted(temuan, key=lambda t: (t.position.top_left.y, t.position.top_left.x))]
