"""What is kept of an uploaded photograph? A small upright JPEG without hidden data; place and time apart."""

import datetime as dt
import io
import warnings
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PIL import ExifTags, Image, ImageOps

from app.infra.files import JenisBerkas, kenali
from app.infra.format import angka, ukuran_berkas
from app.infra.galat import GalatIsian

MAKS_BYTE = 10 * 1024 * 1024
# JPEG is reduced while decoding, PNG is not: the second limit is what one request may cost in memory.
MAKS_PIKSEL = {JenisBerkas.JPEG: 60_000_000, JenisBerkas.PNG: 16_000_000}
SISI_HASIL = 1600
TARGET_BYTE = 300 * 1024
_MUTU = (82, 74, 66, 58, 50)
_BENTUK = ("JPEG", "PNG")

_FORMAT_EXIF = "%Y:%m:%d %H:%M:%S"

# Pillow asks before it decodes; a warning that nobody reads would not stop it.
Image.MAX_IMAGE_PIXELS = max(MAKS_PIKSEL.values())
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Lokasi:
    """Degrees, WGS 84; south and west are negative."""

    lintang: float
    bujur: float


@dataclass(frozen=True)
class Foto:
    """A photograph ready to be stored.

    `diambil` is what the camera wrote: aware if it also wrote its offset, else its wall clock without zone.
    Like `lokasi` it is a claim of the device, not a proof.
    """

    isi: bytes
    lebar: int
    tinggi: int
    lokasi: Lokasi | None
    diambil: dt.datetime | None


def siapkan_foto(isi: bytes, *, sisi: int = SISI_HASIL, target_byte: int = TARGET_BYTE) -> Foto:
    """Check and re-encode a JPEG or PNG: upright, at most 1600 px and 300 KB, no metadata, no hidden tail.

    Raises:
        GalatIsian: too large, not a photograph, or damaged; the sentence says how to mend it.
    """
    jenis = _periksa(isi)
    try:
        with Image.open(io.BytesIO(isi), formats=_BENTUK) as gambar:
            _periksa_piksel(gambar, jenis)
            exif = gambar.getexif()
            lokasi, diambil = _lokasi(exif), _diambil(exif)
            gambar.draft("RGB", (sisi, sisi))
            tegak = _tegak(gambar, sisi)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as galat:
        raise _terlalu_rinci(MAKS_PIKSEL[jenis]) from galat
    except (OSError, SyntaxError, ValueError, EOFError) as galat:
        raise GalatIsian(
            "Foto tidak dapat dibuka karena berkasnya rusak atau tidak lengkap. Ambil ulang foto atau salin "
            "kembali dari ponsel, lalu unggah lagi."
        ) from galat
    hasil, tegak = _padatkan(tegak, target_byte)
    return Foto(hasil, tegak.width, tegak.height, lokasi, diambil)


def _periksa(isi: bytes) -> JenisBerkas:
    if len(isi) > MAKS_BYTE:
        raise GalatIsian(
            f"Ukuran foto {ukuran_berkas(len(isi))}, melebihi batas {ukuran_berkas(MAKS_BYTE)}. Perkecil "
            "foto atau ambil ulang dengan resolusi lebih rendah."
        )
    jenis = kenali(isi)
    if jenis is JenisBerkas.HEIC:
        raise GalatIsian(
            "Format foto HEIC belum dapat diterima. Atur kamera ponsel ke format JPEG (paling kompatibel), "
            "atau kirim tangkapan layar foto tersebut."
        )
    if jenis not in MAKS_PIKSEL:
        raise GalatIsian("Berkas ini bukan foto JPEG atau PNG. Pilih foto dengan salah satu format tersebut.")
    return jenis


def _periksa_piksel(gambar: Image.Image, jenis: JenisBerkas) -> None:
    if gambar.width * gambar.height > MAKS_PIKSEL[jenis]:
        raise _terlalu_rinci(MAKS_PIKSEL[jenis])


def _terlalu_rinci(batas: int) -> GalatIsian:
    return GalatIsian(f"Foto melebihi {angka(batas / 1_000_000)} megapiksel. Ambil ulang dengan resolusi lebih rendah.")


def _tegak(gambar: Image.Image, sisi: int) -> Image.Image:
    """The picture as it was seen, reduced, on white, in RGB."""
    if gambar.mode in ("1", "P"):  # these would be reduced without smoothing
        gambar = gambar.convert("RGBA" if gambar.has_transparency_data else "RGB")
    gambar.thumbnail((sisi, sisi), Image.Resampling.LANCZOS, reducing_gap=2.0)
    tegak = ImageOps.exif_transpose(gambar)
    if tegak.has_transparency_data:
        lapis = tegak.convert("RGBA")
        putih = Image.new("RGBA", lapis.size, "white")
        tegak = Image.alpha_composite(putih, lapis)
    return tegak.convert("RGB")


def _padatkan(gambar: Image.Image, target_byte: int) -> tuple[bytes, Image.Image]:
    """JPEG bytes near the target: quality gives way first, then size."""
    while True:
        for mutu in _MUTU:
            keluar = io.BytesIO()
            gambar.save(keluar, "JPEG", quality=mutu, optimize=True, exif=b"", icc_profile=None, comment=b"")
            if keluar.tell() <= target_byte:
                return keluar.getvalue(), gambar
        gambar = gambar.resize((gambar.width * 4 // 5, gambar.height * 4 // 5), Image.Resampling.LANCZOS)


def _lokasi(exif: Image.Exif) -> Lokasi | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        lintang = _derajat(gps[ExifTags.GPS.GPSLatitude])
        bujur = _derajat(gps[ExifTags.GPS.GPSLongitude])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if gps.get(ExifTags.GPS.GPSLatitudeRef) == "S":
        lintang = -lintang
    if gps.get(ExifTags.GPS.GPSLongitudeRef) == "W":
        bujur = -bujur
    masuk_akal = abs(lintang) <= 90 and abs(bujur) <= 180 and (lintang, bujur) != (0, 0)
    return Lokasi(round(lintang, 6), round(bujur, 6)) if masuk_akal else None


def _derajat(bagian: Any) -> float:
    derajat, menit, detik = (Fraction(float(b)) for b in bagian)
    return float(derajat + menit / 60 + detik / 3600)


def _diambil(exif: Image.Exif) -> dt.datetime | None:
    rinci = exif.get_ifd(ExifTags.IFD.Exif)
    teks = rinci.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    selisih = rinci.get(ExifTags.Base.OffsetTimeOriginal) or ""
    for nilai, bentuk in ((f"{teks}{selisih}", _FORMAT_EXIF + "%z"), (str(teks), _FORMAT_EXIF)):
        try:
            return dt.datetime.strptime(nilai.strip("\0 "), bentuk)  # noqa: DTZ007  # no zone was written
        except ValueError:
            continue
    return None
