"""What do the demo's photographs and scans show? Plain drawings that nobody takes for real ones."""

import functools
import io
import random

from PIL import ExifTags, Image, ImageDraw

TEGAL = (-6.985, 109.135)
LATAR = {"FOTO_RUMAH_DEPAN": "#bcd7ea", "FOTO_RUMAH_DALAM": "#e6dcc8", "FOTO_LOKASI": "#c9ddb9"}


@functools.cache
def foto(jenis: str, ragam: int, judul: str = "") -> bytes:
    """A JPEG of 800 × 600 with a place near Slawi: a house, a document, a meeting; `ragam` varies it."""
    acak = random.Random(f"{jenis}{ragam}")  # noqa: S311  # drawings, not secrets
    gambar = Image.new("RGB", (800, 600), LATAR.get(jenis, "#f4f1ea"))
    pena = ImageDraw.Draw(gambar)
    {"FOTO_RUMAH_DEPAN": _rumah, "FOTO_RUMAH_DALAM": _ruang, "FOTO_MUSDES": _rapat}.get(jenis, _kertas)(pena, acak)
    pena.text((20, 560), f"CONTOH - {judul or jenis.replace('_', ' ')} {ragam}", fill="#333333", font_size=24)
    return _jpeg(gambar, acak)


@functools.cache
def pindaian(judul: str, ragam: int) -> bytes:
    """A scanned page in grey with two signatures and a stamp."""
    acak = random.Random(f"{judul}{ragam}")  # noqa: S311
    gambar = Image.new("L", (827, 1270), 250)
    pena = ImageDraw.Draw(gambar)
    pena.text((90, 70), f"CONTOH PINDAIAN - {judul}", fill=40, font_size=26)
    for baris in range(22):
        pena.line((90, 150 + baris * 32, 560 + acak.randint(0, 170), 150 + baris * 32), fill=150, width=3)
    for kiri in (120, 520):
        titik = [(kiri + 12 * i, 1010 + acak.randint(-45, 45)) for i in range(14)]
        pena.line(titik, fill=60, width=4, joint="curve")
        pena.line((kiri, 1090, kiri + 180, 1090), fill=60, width=2)
    pena.ellipse((440, 930, 590, 1080), outline=110, width=5)
    isi = io.BytesIO()
    gambar.save(isi, "JPEG", quality=55)
    return isi.getvalue()


def _rumah(pena: ImageDraw.ImageDraw, acak: random.Random) -> None:
    pena.rectangle((0, 430, 800, 600), fill="#a3b18a")
    tinggi = acak.randint(230, 290)
    pena.rectangle((180, tinggi, 620, 450), fill=acak.choice(("#c8a97e", "#b08968", "#d9cbb0")), outline="#5e503f")
    pena.polygon(
        [(140, tinggi), (400, tinggi - 140), (660, tinggi)], fill=acak.choice(("#9c3d25", "#7f5539", "#8d99ae"))
    )
    pena.rectangle((360, 340, 440, 450), fill="#6b4f3a")
    pena.rectangle((230, 320, 310, 390), fill="#e8f1f5", outline="#5e503f")
    pena.rectangle((490, 320, 570, 390), fill="#e8f1f5", outline="#5e503f")


def _ruang(pena: ImageDraw.ImageDraw, acak: random.Random) -> None:
    pena.polygon([(0, 600), (800, 600), (640, 400), (160, 400)], fill=acak.choice(("#8c7a5b", "#a89f91", "#76583b")))
    pena.rectangle((160, 90, 640, 400), fill=acak.choice(("#d7c9aa", "#cdb79e")), outline="#6c584c")
    pena.rectangle((230, 330, 430, 440), fill="#7f5539")
    pena.rectangle((500, 150, 590, 250), fill="#e8f1f5", outline="#6c584c")


def _rapat(pena: ImageDraw.ImageDraw, acak: random.Random) -> None:
    pena.rectangle((60, 40, 740, 170), fill="#dde5b6", outline="#656d4a")
    pena.text((120, 85), "MUSYAWARAH PEMUTAKHIRAN DATA", fill="#333333", font_size=32)
    for baris in range(3):
        for kolom in range(8):
            x, y = 90 + kolom * 85 + acak.randint(-8, 8), 270 + baris * 95
            pena.ellipse((x, y - 52, x + 40, y - 12), fill=acak.choice(("#8d5524", "#c68642", "#e0ac69")))
            pena.rectangle(
                (x - 8, y - 12, x + 48, y + 34), fill=acak.choice(("#31572c", "#4f772d", "#22577a", "#9d0208"))
            )


def _kertas(pena: ImageDraw.ImageDraw, acak: random.Random) -> None:
    pena.rectangle((70, 60, 730, 530), fill="white", outline="#888888", width=3)
    for baris in range(12):
        pena.line((110, 120 + baris * 32, 380 + acak.randint(0, 300), 120 + baris * 32), fill="#999999", width=4)


def _jpeg(gambar: Image.Image, acak: random.Random) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.IFD.GPSInfo] = {
        1: "S", 2: _derajat(abs(TEGAL[0]) + acak.uniform(-0.02, 0.02)),
        3: "E", 4: _derajat(TEGAL[1] + acak.uniform(-0.02, 0.02)),
    }  # fmt: skip
    isi = io.BytesIO()
    gambar.save(isi, "JPEG", quality=70, exif=exif)
    return isi.getvalue()


def _derajat(nilai: float) -> tuple[float, float, float]:
    derajat = int(nilai)
    menit = int((nilai - derajat) * 60)
    return float(derajat), float(menit), round((nilai - derajat - menit / 60) * 3600, 2)
