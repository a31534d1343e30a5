"""How is one document drawn? The program of the child process that alone knows WeasyPrint, for `pdf.py`.

It is started as a script, not as a module of the package: importing the package would load the whole
application, with its database and keys, into the process that lays out documents.

Standard input is one end of a socket pair. A request is JSON `{bagian: [html], nomori: bool, kode_halaman: str,
identifier: hex, batas_detik: float, varian: str, sertaan: {nama, isi, uraian, tanggal} | null}` (an empty identifier:
derived from the text); the answer is JSON `{halaman, rss_kb}` followed by the PDF, or JSON `{galat}` alone.
"""

import gc
import hashlib
import io
import json
import logging
import resource
import signal
from itertools import groupby
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pikepdf
import segno
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

# A document beyond this is refused with MemoryError instead of taking the machine down.
BATAS_MEMORI = 2 * 1024**3
# The parent kills at the limit; this alarm only matters when the parent itself is gone.
KELONGGARAN_DETIK = 5

# The code at the foot of each page: 20 mm with its quiet zone, whose ink stays 10 mm from the edge of the paper.
MM = 72 / 25.4
SISI_QR, BAWAH_QR, TEPI_QR = 20 * MM, 8.5 * MM, 4
KIRI_QR, KIRI_QR_MENDATAR = 28 * MM, 16 * MM

# Bicubic smoothing would set /Interpolate, which PDF/A forbids; it also blurs QR modules.
GAYA = "img{image-rendering:crisp-edges}"


class Pencatat(logging.Handler):
    """Collects what could not be loaded: only the message patterns, for arguments may be personal data."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.pola: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.pola.append(str(record.msg))


class NaskahCacat(Exception):
    """Something in the document could not be loaded: better no paper than one with a hole."""


class Juru:
    """The printer: fonts and style sheet are prepared once and reused."""

    varian = "pdf/a-3b"  # of the document in hand

    def __init__(self, pencatat: Pencatat) -> None:
        self._huruf = FontConfiguration()
        self._gaya = [CSS(string=GAYA, font_config=self._huruf)]
        self._pencatat = pencatat

    def cetak(self, html: str, identifier: bytes) -> tuple[bytes, int]:
        """One HTML text as PDF bytes and its number of pages."""
        self._pencatat.pola.clear()
        dokumen = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"])).render(
            font_config=self._huruf, stylesheets=self._gaya, pdf_variant=self.varian
        )
        isi: bytes = dokumen.write_pdf(pdf_variant=self.varian, pdf_identifier=identifier)
        if self._pencatat.pola:
            raise NaskahCacat("; ".join(sorted(set(self._pencatat.pola))))
        return isi, len(dokumen.pages)

    def gabung(
        self, bagian: list[str], identifier: bytes, nomori: bool, kode_halaman: str, sertaan: dict[str, str] | None
    ) -> tuple[bytes, int]:
        """Several HTML texts as one PDF; memory is that of the largest part, not of the whole."""
        if len(bagian) == 1 and not nomori and not sertaan:
            return self.cetak(bagian[0], identifier)
        with pikepdf.open(io.BytesIO(self.cetak(bagian[0], identifier)[0])) as hasil:
            for html in bagian[1:]:
                with pikepdf.open(io.BytesIO(self.cetak(html, identifier)[0])) as berikut:
                    hasil.pages.extend(berikut.pages)
            if nomori:
                self._nomori(hasil, identifier, kode_halaman)
            if sertaan:
                _sertakan(hasil, sertaan)
            keluar = io.BytesIO()
            hasil.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
            return keluar.getvalue(), len(hasil.pages)

    def _nomori(self, hasil: pikepdf.Pdf, identifier: bytes, kode_halaman: str) -> None:
        """Stamp `Halaman x dari y`: a document of otherwise empty pages is laid over the finished ones.

        With `kode_halaman` the code of that text and the page's number is drawn beside it.
        """
        jumlah = len(hasil.pages)
        gaya, badan = [], []
        for nomor, halaman in enumerate(hasil.pages, 1):
            kiri, bawah, kanan, atas = (float(titik) for titik in halaman.mediabox)
            ukuran = f"size:{kanan - kiri}pt {atas - bawah}pt;margin:0 {_kanan(halaman)}mm 24mm"
            kotak = f"content:'Halaman {nomor} dari {jumlah}';font:8pt 'Liberation Sans',sans-serif"
            gaya.append(f"@page h{nomor}{{{ukuran};@bottom-right{{{kotak}}}}}")
            badan.append(f"<div style='page:h{nomor}'></div>")
        html = f"<html><head><style>{''.join(gaya)}</style></head><body>{''.join(badan)}</body></html>"
        with pikepdf.open(io.BytesIO(self.cetak(html, identifier)[0])) as kaki:
            for nomor, (halaman, cap) in enumerate(zip(hasil.pages, kaki.pages, strict=True), 1):
                # Not pikepdf's add_overlay: it picks a random name, and the same list must be the same bytes.
                # The pages of one part share their resources, hence one name per page.
                nama = pikepdf.Name(f"/Kaki{nomor}")
                halaman.add_resource(hasil.copy_foreign(cap.as_form_xobject()), pikepdf.Name.XObject, nama)
                halaman.contents_add(b"q\n", prepend=True)
                kode = _gambar_qr(halaman, f"{kode_halaman}{nomor}") if kode_halaman else ""
                halaman.contents_add(f"\nQ q {nama} Do Q\n{kode}".encode())


def _sertakan(hasil: pikepdf.Pdf, sertaan: dict[str, str]) -> None:
    """Put a JSON file into the PDF as PDF/A-3 (ISO 19005-3, 6.8) wants it: the data that it was drawn from."""
    isi = sertaan["isi"].encode()
    ukuran = pikepdf.Dictionary(Size=len(isi), ModDate=f"D:{sertaan['tanggal'].replace('-', '')}000000Z")
    jenis = pikepdf.Name("/application/json")
    aliran = pikepdf.Stream(hasil, isi, Type=pikepdf.Name.EmbeddedFile, Subtype=jenis, Params=ukuran)
    berkas = hasil.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=sertaan["nama"],
            UF=sertaan["nama"],
            Desc=sertaan["uraian"],
            AFRelationship=pikepdf.Name.Data,
            EF=pikepdf.Dictionary(F=aliran, UF=aliran),
        )
    )
    hasil.Root.AF = pikepdf.Array([berkas])
    daftar = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String(sertaan["nama"]), berkas]))
    hasil.Root.Names = pikepdf.Dictionary(EmbeddedFiles=hasil.make_indirect(daftar))


def _mendatar(halaman: pikepdf.Page) -> bool:
    kiri, bawah, kanan, atas = (float(titik) for titik in halaman.mediabox)
    return kanan - kiri > atas - bawah


def _kanan(halaman: pikepdf.Page) -> int:
    """The right margin in mm, as the layout of papers has it."""
    return 12 if _mendatar(halaman) else 20


def _gambar_qr(halaman: pikepdf.Page, teks: str) -> str:
    """Drawing commands: one path for all modules, so that no seam shows between them."""
    matriks = [list(baris) for baris in segno.make(teks, error="m", micro=False).matrix]
    modul = SISI_QR / (len(matriks) + 2 * TEPI_QR)
    kiri = KIRI_QR_MENDATAR if _mendatar(halaman) else KIRI_QR  # ink on the margin; the quiet zone lies outside it
    atas = BAWAH_QR + SISI_QR - TEPI_QR * modul
    kotak = []
    for y, baris in enumerate(matriks):
        for gelap, jalan in groupby(enumerate(baris), key=lambda sel: sel[1]):
            kolom = [x for x, _ in jalan]
            if gelap:
                letak = (kiri + kolom[0] * modul, atas - (y + 1) * modul, len(kolom) * modul, modul)
                kotak.append(" ".join(f"{n:.3f}" for n in letak) + " re")
    return f"q 0 0 0 rg {' '.join(kotak)} f Q\n"


def _rss_kb() -> int:
    baris = Path("/proc/self/status")
    if not baris.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(b.split()[1]) for b in baris.read_text().splitlines() if b.startswith("VmRSS"))


def _tempat(galat: BaseException) -> str:
    """Type and place of an error, without its message: that may quote the document."""
    jejak = galat.__traceback__
    while jejak is not None and jejak.tb_next is not None:
        jejak = jejak.tb_next
    tempat = f" ({Path(jejak.tb_frame.f_code.co_filename).name}:{jejak.tb_lineno})" if jejak else ""
    return f"{type(galat).__name__}{tempat}"


def layani(juru: Juru, sambungan: Connection) -> None:
    """Answer one request."""
    minta: dict[str, Any] = json.loads(sambungan.recv_bytes())
    signal.alarm(int(minta["batas_detik"]) + KELONGGARAN_DETIK)
    bagian: list[str] = minta["bagian"]
    identifier = bytes.fromhex(minta["identifier"]) or hashlib.sha256("\0".join(bagian).encode()).digest()[:16]
    juru.varian = str(minta["varian"])
    try:
        isi, halaman = juru.gabung(
            bagian, identifier, bool(minta["nomori"]), str(minta["kode_halaman"]), minta["sertaan"]
        )
    except NaskahCacat as galat:
        sambungan.send_bytes(json.dumps({"galat": str(galat)}).encode())
    except Exception as galat:
        sambungan.send_bytes(json.dumps({"galat": _tempat(galat)}).encode())
    else:
        sambungan.send_bytes(json.dumps({"halaman": halaman, "rss_kb": _rss_kb()}).encode())
        sambungan.send_bytes(isi)
    signal.alarm(0)


def main() -> None:
    """Serve until the other end closes."""
    resource.setrlimit(resource.RLIMIT_AS, (BATAS_MEMORI, BATAS_MEMORI))
    pencatat = Pencatat()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(pencatat)
    logger.propagate = False
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    # Layout makes millions of short-lived objects: collecting rarely saves a quarter of the time.
    gc.set_threshold(200_000, 50, 100)
    juru = Juru(pencatat)
    with Connection(0) as sambungan:
        while True:
            try:
                layani(juru, sambungan)
            except EOFError:
                return
            gc.collect()  # after the answer, when nobody waits


if __name__ == "__main__":
    main()
