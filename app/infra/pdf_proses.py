"""How is one document drawn? The program of the child process that alone knows WeasyPrint, for `pdf.py`.

It is started as a script, not as a module of the package: importing the package would load the whole
application, with its database and keys, into the process that lays out documents.

Standard input is one end of a socket pair. A request is JSON `{html, jumlah, nomori: bool, kode_halaman: str,
identifier: hex, batas_detik: float, varian: str, sertaan: {nama, isi, uraian, tanggal} | null}`: one text to draw, or
(`html` empty) so many PDFs, which follow, to join. The answer is JSON `{halaman, rss_kb, isi: true}` followed by the
PDF, or JSON `{galat}` alone.
"""

import gc
import io
import json
import logging
import re
import resource
import signal
from itertools import groupby
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pikepdf
import segno
import weasyprint
from weasyprint import CSS, HTML
from weasyprint.text import line_break
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
# Every mask reads alike; trying all eight for the fairest takes as long as a row of the list, on every page.
TOPENG_QR, MAKS_PILIH_TOPENG = 4, 20
# Beside it the number of the page; its line stands in the middle of the lowest 24 mm.
HURUF_NOMOR, TINGGI_NOMOR = 8, 31.25
CONTOH_NOMOR = "Halaman dari 0123456789"

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


def _gaya_bawaan() -> CSS:
    """The engine's own style sheet without its rules for notes, which no paper has, and with markers for list items
    only: those rules make five styles for every cell of a table that nothing ever shows."""
    semua = (Path(weasyprint.__file__).parent / "css" / "html5_ua.css").read_text()
    return CSS(string=re.sub(r"^::(?:foot)?note-.*$", "", semua, flags=re.M).replace("\n::marker", "\nli::marker"))


def percepat() -> None:
    """Let the engine do twice only what it must: six per cent of a long list. The bytes are the same (a test compares).

    It measures every line with a layout that it throws away, to make the same one again for drawing; only a justified
    line is another one then. And it writes out the font of a style whenever it looks for the height of its lines.
    """
    kunci_asal = line_break._font_style_cache_key

    def simpan(_layout: Any) -> None:
        return

    def pakai(layout: Any, style: Any) -> None:
        if layout.justification_spacing:
            layout.setup(style)
            layout.set_text(layout.text, justify=True)

    def kunci(style: Any, include_size: bool = False) -> str:
        ada: dict[bool, str] = style.__dict__.setdefault("_sahih_kunci", {})
        if include_size not in ada:
            ada[include_size] = kunci_asal(style, include_size)
        return ada[include_size]

    line_break.Layout.deactivate, line_break.Layout.reactivate = simpan, pakai
    line_break._font_style_cache_key = kunci


class Naskah(HTML):  # type: ignore[misc]  # WeasyPrint is not typed
    """A text with the lean style sheet."""

    bawaan = _gaya_bawaan()

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # the engine passes it
        return [self.bawaan]


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
        dokumen = Naskah(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"])).render(
            font_config=self._huruf, stylesheets=self._gaya, pdf_variant=self.varian
        )
        isi: bytes = dokumen.write_pdf(pdf_variant=self.varian, pdf_identifier=identifier)
        if self._pencatat.pola:
            raise NaskahCacat("; ".join(sorted(set(self._pencatat.pola))))
        return isi, len(dokumen.pages)

    def sambung(
        self, bagian: list[bytes], identifier: bytes, kode_halaman: str | None, sertaan: dict[str, str] | None
    ) -> tuple[bytes, int]:
        """PDFs as one. With `kode_halaman` every page is numbered; unless empty, its code is drawn beside that."""
        with pikepdf.open(io.BytesIO(bagian[0])) as hasil:
            for satu in bagian[1:]:
                with pikepdf.open(io.BytesIO(satu)) as berikut:
                    hasil.pages.extend(berikut.pages)
            if kode_halaman is not None:
                self._nomori(hasil, identifier, kode_halaman)
            if sertaan:
                _sertakan(hasil, sertaan)
            keluar = io.BytesIO()
            hasil.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
            return keluar.getvalue(), len(hasil.pages)

    def _nomori(self, hasil: pikepdf.Pdf, identifier: bytes, kode_halaman: str) -> None:
        """Stamp `Halaman x dari y`. Not drawn by the engine page by page: that would cost as much as the list's rows.

        With `kode_halaman` the code of that text and the page's number is drawn beside it.
        """
        huruf = HurufNomor(self.cetak(_contoh_nomor(), identifier)[0], hasil)
        jumlah = len(hasil.pages)
        topeng = TOPENG_QR if jumlah > MAKS_PILIH_TOPENG else None
        for nomor, halaman in enumerate(hasil.pages, 1):
            # The pages of one part share their resources; the name is always the same, hence also the bytes.
            halaman.add_resource(huruf.benda, pikepdf.Name.Font, huruf.nama)
            halaman.contents_add(b"q\n", prepend=True)
            kode = _gambar_qr(halaman, f"{kode_halaman}{nomor}", topeng) if kode_halaman else ""
            teks = huruf.kanan(halaman, f"Halaman {nomor} dari {jumlah}")
            halaman.contents_add(f"\nQ {teks}{kode}".encode())


def _contoh_nomor() -> str:
    gaya = f"@page{{size:100mm;margin:0}}body{{margin:0;font:{HURUF_NOMOR}pt 'Liberation Sans',sans-serif}}"
    return f"<html><head><style>{gaya}</style></head><body>{CONTOH_NOMOR}</body></html>"


class HurufNomor:
    """The font of the page numbers, taken from a page on which the engine wrote every character once."""

    nama = pikepdf.Name.HurufNomor

    def __init__(self, contoh: bytes, tujuan: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(contoh)) as asal:
            halaman = asal.pages[0]
            huruf = next(iter(halaman.Resources.Font.values()))
            tertulis = re.findall(rb"<([0-9a-f]{4})>", halaman.Contents.read_bytes())
            self._kode = {aksara: kode.decode() for aksara, kode in zip(CONTOH_NOMOR, tertulis, strict=True)}
            lebar: dict[int, int] = {}
            mulai = 0
            for butir in huruf.DescendantFonts[0].W:
                if isinstance(butir, pikepdf.Array):
                    lebar |= {mulai + n: int(satu) for n, satu in enumerate(butir)}
                else:
                    mulai = int(butir)
            self._lebar = {aksara: lebar[int(kode, 16)] for aksara, kode in self._kode.items()}
            self.benda = tujuan.copy_foreign(huruf)

    def kanan(self, halaman: pikepdf.Page, teks: str) -> str:
        """Drawing commands that set a line against the right margin."""
        tepi = float(halaman.mediabox[2]) - _kanan(halaman) * MM
        x = tepi - sum(self._lebar[a] for a in teks) * HURUF_NOMOR / 1000
        kode = "".join(self._kode[a] for a in teks)
        return f"BT 0 0 0 rg {self.nama} {HURUF_NOMOR} Tf {x:.3f} {TINGGI_NOMOR} Td <{kode}> Tj ET\n"


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


def _gambar_qr(halaman: pikepdf.Page, teks: str, topeng: int | None) -> str:
    """Drawing commands: one path for all modules, so that no seam shows between them."""
    matriks = [list(baris) for baris in segno.make(teks, error="m", micro=False, mask=topeng).matrix]
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


def _kerjakan(juru: Juru, minta: dict[str, Any], bagian: list[bytes]) -> tuple[bytes, int]:
    identifier, sertaan = bytes.fromhex(minta["identifier"]), minta["sertaan"]
    juru.varian = str(minta["varian"])
    if minta["html"]:
        isi, halaman = juru.cetak(minta["html"], identifier)
        if not minta["nomori"] and not sertaan:
            return isi, halaman
        bagian = [isi]
    return juru.sambung(bagian, identifier, str(minta["kode_halaman"]) if minta["nomori"] else None, sertaan)


def layani(juru: Juru, sambungan: Connection) -> None:
    """Answer one request."""
    minta: dict[str, Any] = json.loads(sambungan.recv_bytes())
    bagian = [sambungan.recv_bytes() for _ in range(minta["jumlah"])]
    signal.alarm(int(minta["batas_detik"]) + KELONGGARAN_DETIK)
    try:
        isi, halaman = _kerjakan(juru, minta, bagian)
    except NaskahCacat as galat:
        sambungan.send_bytes(json.dumps({"galat": str(galat)}).encode())
    except Exception as galat:
        sambungan.send_bytes(json.dumps({"galat": _tempat(galat)}).encode())
    else:
        sambungan.send_bytes(json.dumps({"halaman": halaman, "rss_kb": _rss_kb(), "isi": True}).encode())
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
    percepat()
    juru = Juru(pencatat)
    gc.freeze()  # what is loaded by now stays: no need to look through it after every document
    with Connection(0) as sambungan:
        while True:
            try:
                layani(juru, sambungan)
            except EOFError:
                return
            gc.collect()  # after the answer, when nobody waits


if __name__ == "__main__":
    main()
