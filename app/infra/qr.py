"""How does a paper carry a machine-readable mark, and how is it read back from a scan? QR codes."""

import io

import segno
import zxingcpp
from PIL import Image, UnidentifiedImageError

# A phone photograph of a page; larger pictures are reduced first, which costs no legibility at page size.
SISI_BACA = 3000


def svg_data_uri(teks: str, *, judul: str = "Kode QR verifikasi dokumen", tepi: int = 4) -> str:
    """An SVG as `data:` URI for `<img src>`, error level M or better; same text, same bytes.

    `tepi` is the quiet zone in modules; scanners want 4, and it counts in the printed width (at least 20 mm).
    The SVG states no size of its own: the style sheet decides.
    """
    return segno.make(teks, error="m", micro=False).svg_data_uri(
        border=tepi, dark="#000", light="#fff", title=judul, omitsize=True
    )


def read_qr(image: bytes) -> list[str]:
    """Texts of all QR codes in a JPEG or PNG, in any rotation, top to bottom; none if unreadable."""
    try:
        with Image.open(io.BytesIO(image), formats=("JPEG", "PNG")) as gambar:
            gambar.draft("L", (SISI_BACA, SISI_BACA))
            abu = gambar.convert("L")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return []
    abu.thumbnail((SISI_BACA, SISI_BACA))
    temuan = zxingcpp.read_barcodes(abu, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [t.text for t in sorted(temuan, key=lambda t: (t.position.top_left.y, t.position.top_left.x))]
