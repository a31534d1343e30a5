"""How does a paper carry a machine-readable mark? A QR code."""

import segno

# A phone photograph of a page; larger pictures are reduced first, which costs no legibility at page size.


def svg_data_uri(teks: str, *, judul: str = "Kode QR verifikasi dokumen", tepi: int = 4) -> str:
    """An SVG as `data:` URI for `<img src>`, error level M or better; same text, same bytes.

    `tepi` is the quiet zone in modules; scanners want 4, and it counts in the printed width (at least 20 mm).
    The SVG states no size of its own: the style sheet decides.
    """
    return segno.make(teks, error="m", micro=False).svg_data_uri(
        border=tepi, dark="#000", light="#fff", title=judul, omitsize=True
    )
