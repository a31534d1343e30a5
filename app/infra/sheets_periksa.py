"""Is a spreadsheet safe to open? The reader lays out one full rectangle, however few cells are filled."""

import re
import zipfile
from collections.abc import Iterable, Iterator

from app.infra import zips
from app.infra.files import JenisBerkas
from app.infra.galat import GalatIsian

# The reader takes 31 bytes a cell, for ODS also the text of each repetition: some 200 MB at these limits.
MAKS_SEL = {JenisBerkas.XLSX: 6_000_000, JenisBerkas.ODS: 1_500_000}

# Attributes are matched with their quotes: a ">" inside a value does not end a tag.
_ATRIBUT = rb"""((?:[^>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+)(/?)>"""
_SEL_XLSX = re.compile(rb"<(?:\w+:)?c\s" + _ATRIBUT)
_ACUAN = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]{1,3})\$?([0-9]{1,7})""")
_TAG_ODS = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATRIBUT)
_ULANG = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']\s*([0-9]{1,9})""")
_MAKS_TAG = 1024 * 1024
_SPASI = b"\xef\xbb\xbf \t\r\n"
_KATA_SANDI = "EncryptedPackage".encode("utf-16-le")


def periksa(isi: bytes, jenis: JenisBerkas) -> None:
    """Refuse what would cost too much memory to open.

    Raises:
        GalatIsian: locked, broken, a bomb, or filled cells spread too far apart.
    """
    if jenis is JenisBerkas.XLS:
        if _KATA_SANDI in isi:
            raise GalatIsian(
                "Berkas dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi."
            )
        return
    entri = zips.periksa(isi)
    if any(e.filename.lower() == "xl/workbook.bin" for e in entri):
        raise GalatIsian("Format XLSB belum dapat diterima. Simpan ulang sebagai XLSX, lalu unggah lagi.")
    for satu in entri:
        # Every entry, whatever its name: a workbook may keep its sheets anywhere.
        luas = _luas_ods(_tag(isi, satu, _TAG_ODS)) if jenis is JenisBerkas.ODS else _luas_xlsx(isi, satu)
        if any(sel > MAKS_SEL[jenis] for sel in luas):
            raise GalatIsian(
                "Lembar kerja terlalu luas: ada isian yang sangat jauh dari tabel. Hapus isian di luar tabel "
                "(tekan Ctrl+End untuk menemukannya), simpan, lalu unggah lagi."
            )


def _tag(isi: bytes, entri: zipfile.ZipInfo, pola: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """The tags of an XML entry. The last one of each piece may be cut, so it waits for the next piece."""
    ekor, xml = b"", None
    for potong in zips.baca_bertahap(isi, entri):
        if xml is None:
            xml = potong.lstrip(_SPASI).startswith(b"<")
        if not xml:  # pictures and the like: inflated for their size only
            continue
        jendela = ekor + potong
        batas = max(jendela.rfind(b"<"), 0)
        yield from pola.finditer(jendela, 0, batas)
        ekor = jendela[batas:]
        if len(ekor) > _MAKS_TAG:
            raise zips.rusak()
    yield from pola.finditer(ekor)


def _luas_xlsx(isi: bytes, entri: zipfile.ZipInfo) -> Iterator[int]:
    """The rectangle that filled cells span, each time it grows; cells with a format only are not laid out."""
    kolom = baris = 0
    for tag in _tag(isi, entri, _SEL_XLSX):
        if tag[2] or not (acuan := _ACUAN.search(tag[1])):
            continue
        k, b = _nomor_kolom(acuan[1]), int(acuan[2])
        if k > kolom or b > baris:
            kolom, baris = max(kolom, k), max(baris, b)
            yield kolom * baris


def _nomor_kolom(huruf: bytes) -> int:
    nomor = 0
    for h in huruf.upper():
        nomor = nomor * 26 + h - 64
    return nomor


def _luas_ods(tag: Iterable[re.Match[bytes]]) -> Iterator[int]:
    """The same for ODS, where position is told by repetition: a million equal rows are a few bytes."""
    baris = ulang_baris = kolom = terlebar = 0
    for satu in tag:
        ulang = int(cocok[1]) if (cocok := _ULANG.search(satu[2])) else 1
        if satu[1] == b"table":
            baris = ulang_baris = kolom = terlebar = 0
        elif satu[1] == b"table-row":
            baris, ulang_baris, kolom = baris + ulang_baris, ulang, 0
        else:
            kolom += ulang
            if not satu[3] or b"value-type" in satu[2]:
                terlebar = max(terlebar, kolom)
                yield terlebar * (baris + ulang_baris)
