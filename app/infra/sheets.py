"""How do tables come in from spreadsheets? Row by row, each cell as it was typed, nothing guessed."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import NamedTuple

import python_calamine

from app.infra import tak_terlihat
from app.infra.files import JenisBerkas, kenali
from app.infra.format import angka, ukuran_berkas
from app.infra.galat import GalatIsian
from app.infra.sheets_periksa import periksa

MAKS_BYTE = 20 * 1024 * 1024
MAKS_BARIS = 100_000
MAKS_KOLOM = 100

Sel = int | float | str | bool | dt.date | dt.time | dt.datetime | dt.timedelta


class Baris(NamedTuple):
    """One filled row: its number as the spreadsheet shows it (from 1) and its cells from column A on.

    Empty cells are `""`; a number stays a number, so an identity number typed as a number can be refused. Text is
    without what nobody sees.
    """

    nomor: int
    sel: list[Sel]


def baca(
    isi: bytes,
    *,
    lembar: str | None = None,
    maks_baris: int = MAKS_BARIS,
    maks_kolom: int = MAKS_KOLOM,
    biar_membalik: bool = False,
) -> Iterator[Baris]:
    """The filled rows of one sheet (the first visible one unless named) of an XLSX, XLS, ODS or CSV file.

    Checked before the first row is given; rows then come lazily. Formulas give their last stored result. CSV:
    UTF-8 or Windows-1252; semicolon, comma or tab; every cell is text. Who refuses row by row what turns the
    direction of text says `biar_membalik`.

    Raises:
        GalatIsian: not a table, broken, locked, too large, no such sheet, or a cell that turns the direction of text.
    """
    if len(isi) > MAKS_BYTE:
        raise GalatIsian(
            f"Ukuran berkas {ukuran_berkas(len(isi))}, melebihi batas {ukuran_berkas(MAKS_BYTE)}. Bagi "
            "menjadi beberapa berkas, lalu unggah satu per satu."
        )
    jenis = kenali(isi)
    if jenis is JenisBerkas.LAIN:
        return _terlihat(_tersaring(_baca_csv(isi, maks_baris), maks_baris, maks_kolom), biar_membalik)
    if jenis not in (JenisBerkas.XLSX, JenisBerkas.XLS, JenisBerkas.ODS):
        raise _bukan_tabel()
    periksa(isi, jenis)
    return _terlihat(_tersaring(_baca_buku(isi, lembar), maks_baris, maks_kolom), biar_membalik)


def nama_lembar(isi: bytes) -> list[str]:
    """The names of the visible sheets, in order; a CSV file has none. Raises GalatIsian as `baca`."""
    jenis = kenali(isi)
    if jenis is JenisBerkas.LAIN:
        return []
    periksa(isi, jenis)
    return _lembar_terlihat(_buka(isi))


def _buka(isi: bytes) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_object(io.BytesIO(isi))
    except python_calamine.PasswordError as galat:
        raise GalatIsian(
            "Berkas dikunci dengan kata sandi. Buka di aplikasinya, hapus kata sandinya, lalu unggah lagi."
        ) from galat
    except (python_calamine.CalamineError, ValueError, OSError) as galat:
        raise _rusak() from galat


def _lembar_terlihat(buku: python_calamine.CalamineWorkbook) -> list[str]:
    return [
        m.name
        for m in buku.sheets_metadata
        if m.typ == python_calamine.SheetTypeEnum.WorkSheet and m.visible == python_calamine.SheetVisibleEnum.Visible
    ]


def _baca_buku(isi: bytes, lembar: str | None) -> Iterator[list[Sel]]:
    buku = _buka(isi)
    terlihat = _lembar_terlihat(buku)
    if not terlihat or (lembar is not None and lembar not in terlihat):
        raise GalatIsian(
            f"Lembar kerja {lembar!r} tidak ada di dalam berkas. Periksa nama lembarnya."
            if lembar
            else "Berkas tidak memuat lembar kerja. Periksa kembali berkas yang dipilih."
        )
    try:
        halaman = buku.get_sheet_by_name(lembar or terlihat[0])
        # Empty rows above the table are given by the reader, empty columns before it are not.
        sisip: list[Sel] = [""] * (halaman.start[1] if halaman.start else 0)
        return (sisip + list(sel) for sel in halaman.iter_rows())
    except (python_calamine.CalamineError, ValueError, OSError) as galat:
        raise _rusak() from galat


def _baca_csv(isi: bytes, maks_baris: int) -> Iterator[list[Sel]]:
    teks = _teks(isi)
    pembaca = csv.reader(io.StringIO(teks, newline=""), delimiter=_pemisah(teks))
    baris: list[list[Sel]] = []
    try:
        for sel in pembaca:
            baris.append(list(sel))
            if len(baris) > maks_baris + 1:
                break
    except csv.Error as galat:
        raise _rusak() from galat
    if teks[:4].lower() == "sep=" and baris:
        baris[0] = []
    return iter(baris)


def _teks(isi: bytes) -> str:
    if b"\0" in isi or not isi.strip():
        raise _bukan_tabel()
    try:
        return isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        return isi.decode("cp1252", errors="replace")


def _pemisah(teks: str) -> str:
    """The separator that the head of the file uses most; one-column files have none and do not care."""
    kepala = "\n".join(teks.splitlines()[:5])
    return max(";,\t", key=kepala.count)


def _tersaring(baris: Iterator[list[Sel]], maks_baris: int, maks_kolom: int) -> Iterator[Baris]:
    for nomor, sel in enumerate(baris, 1):
        while sel and (sel[-1] == "" or (isinstance(sel[-1], str) and not sel[-1].strip())):
            sel.pop()
        if not sel:
            continue
        if nomor > maks_baris:
            raise GalatIsian(
                f"Tabel melebihi {angka(maks_baris)} baris. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
            )
        if len(sel) > maks_kolom:
            raise GalatIsian(
                f"Baris {angka(nomor)} memakai lebih dari {angka(maks_kolom)} kolom. Hapus kolom di luar "
                "tabel, lalu unggah lagi."
            )
        yield Baris(nomor, sel)


def _terlihat(baris: Iterator[Baris], biar_membalik: bool) -> Iterator[Baris]:
    for b in baris:
        for urut, isi in enumerate(b.sel):
            if not isinstance(isi, str) or isi.isascii() and isi.isprintable() or not tak_terlihat.ada(isi):
                continue
            if not tak_terlihat.membalik(isi):
                b.sel[urut] = tak_terlihat.bersihkan(isi)
            elif not biar_membalik:
                raise GalatIsian(
                    f"Baris {angka(b.nomor)} kolom {_huruf_kolom(urut)} memuat tanda tersembunyi yang membalik urutan "
                    "huruf. Ketik ulang isi sel itu, lalu unggah lagi."
                )
        yield b


def _huruf_kolom(urut: int) -> str:
    """`A` for 0, `AB` for 27."""
    depan, sisa = divmod(urut, 26)
    return (_huruf_kolom(depan - 1) if depan else "") + chr(ord("A") + sisa)


def _rusak() -> GalatIsian:
    return GalatIsian(
        "Berkas tidak dapat dibaca karena rusak. Buka di Excel atau LibreOffice, simpan ulang sebagai XLSX, "
        "lalu unggah lagi."
    )


def _bukan_tabel() -> GalatIsian:
    return GalatIsian("Berkas ini bukan tabel XLSX, XLS, ODS, atau CSV. Pilih berkas dengan format tersebut.")
