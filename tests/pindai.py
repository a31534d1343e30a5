"""What does an office scanner make of printed papers? Black and white pictures, crooked, turned, blurred."""

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageFilter


def lembar(isi: bytes, nomor: int, *, putar: int = 0, miring: float = 1.5, dpi: int = 150) -> Image.Image:
    """One page of a PDF as the scanner sees it: `putar` degrees clockwise, `miring` degrees crooked."""
    dokumen = pypdfium2.PdfDocument(isi)
    gambar = dokumen[nomor - 1].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    gambar = gambar.rotate(miring, fillcolor=250, resample=Image.Resampling.BICUBIC).filter(
        ImageFilter.GaussianBlur(0.6)
    )
    return gambar.rotate(-putar, expand=True, fillcolor=250)


def coret(gambar: Image.Image) -> Image.Image:
    """The same page with its foot torn off: no code can be read."""
    hasil = gambar.copy()
    hasil.paste(245, (0, int(gambar.height * 0.86), gambar.width, gambar.height))
    return hasil


def tumpuk(lembaran: Sequence[Image.Image], *, dpi: int = 150) -> bytes:
    """All pages as the scanner's one PDF, small enough that the test client keeps it in memory."""
    keluar = io.BytesIO()
    hitam_putih = [g.convert("1", dither=Image.Dither.NONE) for g in lembaran]
    hitam_putih[0].save(keluar, "PDF", save_all=True, append_images=hitam_putih[1:], resolution=dpi)
    return keluar.getvalue()
