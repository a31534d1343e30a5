"""What is on the pages of a PDF that somebody uploaded? The program of the child process of `pages.py`.

Started as a script, one process per stack: PDFium reads files of strangers, so it gets a limit on memory and processor
time, no keys and no database. Standard input is one end of a socket pair. The request is JSON `{dpi, dpi_teliti,
sisi_kecil, maks_sisi}` followed by the PDF; the answers are JSON `{jumlah}`, then per page JSON `{lebar, tinggi,
qr: [[text, degrees]]}` followed by a small JPEG, or JSON `{galat}` alone. With `mutu` in the request no code is read
and the JPEG is the page itself, grey, in that quality.
"""

import gc
import io
import json
import resource
from multiprocessing.connection import Connection
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image

BATAS_MEMORI = 1024**3
BATAS_CPU_DETIK = 300
# A page beyond this is drawn with fewer dots: a box of ten metres must not become a picture of ten metres.
MAKS_PIKSEL = 14_000_000
BENTUK = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


class Ditolak(Exception):
    """The PDF can not be read: `terkunci`, `ukuran` or `rusak`."""


def _gambar(halaman: Any, dpi: float) -> Image.Image:
    lebar, tinggi = halaman.get_size()
    skala = dpi / 72
    piksel = lebar * tinggi * skala * skala
    if piksel > MAKS_PIKSEL:
        skala *= (MAKS_PIKSEL / piksel) ** 0.5
    lembar = halaman.render(scale=skala, grayscale=True, may_draw_forms=False)
    gambar: Image.Image = lembar.to_pil().convert("L")
    lembar.close()
    return gambar


def _baca(gambar: Image.Image) -> list[tuple[str, int]]:
    """Texts of all codes with the angle by which each is turned clockwise: 0, 90, 180 or 270."""
    temuan = zxingcpp.read_barcodes(gambar, formats=BENTUK)
    return [(t.text, round(t.orientation / 90) * 90 % 360) for t in temuan]


def _halaman(halaman: Any, minta: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    lebar, tinggi = halaman.get_size()
    if max(lebar, tinggi) > minta["maks_sisi"] or min(lebar, tinggi) < 1:
        raise Ditolak("ukuran")
    gambar = _gambar(halaman, minta["dpi"])
    if mutu := minta.get("mutu"):
        return {"lebar": lebar, "tinggi": tinggi, "qr": []}, _jpeg(gambar, mutu)
    qr = _baca(gambar)
    if not qr:  # a faint or crumpled code: once more, with more dots
        gambar = _gambar(halaman, minta["dpi_teliti"])
        qr = _baca(gambar)
    gambar.thumbnail((minta["sisi_kecil"], minta["sisi_kecil"]), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return {"lebar": lebar, "tinggi": tinggi, "qr": qr}, _jpeg(gambar, 60)


def _jpeg(gambar: Image.Image, mutu: int) -> bytes:
    keluar = io.BytesIO()
    gambar.save(keluar, "JPEG", quality=mutu, optimize=True)
    return keluar.getvalue()


def _layani(sambungan: Connection) -> None:
    minta: dict[str, Any] = json.loads(sambungan.recv_bytes())
    isi = sambungan.recv_bytes()
    try:
        dokumen = pypdfium2.PdfDocument(isi)
        jumlah = len(dokumen)
    except pypdfium2.PdfiumError as galat:
        raise Ditolak("terkunci" if "password" in str(galat).lower() else "rusak") from galat
    sambungan.send_bytes(json.dumps({"jumlah": jumlah}).encode())
    for nomor in range(jumlah):
        try:
            halaman = dokumen[nomor]
            rincian, kecil = _halaman(halaman, minta)
        except pypdfium2.PdfiumError as galat:
            raise Ditolak("rusak") from galat
        halaman.close()
        sambungan.send_bytes(json.dumps(rincian).encode())
        sambungan.send_bytes(kecil)
        gc.collect()


def main() -> None:
    """Answer one request, then end."""
    resource.setrlimit(resource.RLIMIT_AS, (BATAS_MEMORI, BATAS_MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (BATAS_CPU_DETIK, BATAS_CPU_DETIK))
    with Connection(0) as sambungan:
        try:
            _layani(sambungan)
        except Ditolak as galat:
            sambungan.send_bytes(json.dumps({"galat": str(galat)}).encode())
        except MemoryError:
            sambungan.send_bytes(json.dumps({"galat": "berat"}).encode())


if __name__ == "__main__":
    main()
