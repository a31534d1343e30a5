"""How do tables go out to spreadsheets? Identity numbers stay whole, and no text ever becomes a formula."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

import xlsxwriter

Nilai = int | float | str | bool | dt.date | dt.time | dt.datetime | dt.timedelta | None

_BARIS_ISIAN = 5_000


@dataclass(frozen=True)
class Kolom:
    """A column to write. `identitas` is text in format `@`, so that nothing turns 16 digits into a number.

    `pilihan` offers a list and `panjang` asks for that many characters, both on the rows a person would fill.
    """

    judul: str
    lebar: float = 16
    jenis: Literal["teks", "identitas", "angka", "tanggal"] = "teks"
    pilihan: tuple[str, ...] = ()
    panjang: int | None = None


@dataclass(frozen=True)
class Lembar:
    """A sheet to write: rows as wide as its columns; None and "" are empty cells."""

    nama: str
    kolom: Sequence[Kolom]
    baris: Iterable[Sequence[Nilai]] = ()


def tulis_xlsx(tujuan: BinaryIO, lembar: Sequence[Lembar], *, dibuat: dt.datetime | None = None) -> None:
    """Write sheets row by row in little memory: frozen bold header, widths, text always as text.

    `dibuat` is the creation time noted in the file; without it a fixed one: same input, same bytes.

    Raises:
        ValueError: a row of another width, or a text longer than a cell holds (32,767).
    """
    setelan = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(tujuan, setelan) as buku:
        buku.set_properties({"created": dibuat or dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
        # 49 and 3 are the built-in "@" (text) and "#,##0": by number, so that every program knows them.
        bentuk = {
            "kepala": buku.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "teks": None,
            "identitas": buku.add_format({"num_format": 49}),
            "angka": buku.add_format({"num_format": 3}),
            "tanggal": buku.add_format({"num_format": "dd/mm/yyyy"}),
        }
        for satu in lembar:
            _tulis_lembar(buku.add_worksheet(satu.nama), satu, bentuk)


def _tulis_lembar(ws: xlsxwriter.worksheet.Worksheet, satu: Lembar, bentuk: dict[str, object]) -> None:
    for nomor, kolom in enumerate(satu.kolom):
        ws.set_column(nomor, nomor, kolom.lebar, bentuk[kolom.jenis])
        for aturan in _aturan_isian(kolom):
            ws.data_validation(1, nomor, _BARIS_ISIAN, nomor, aturan)
    ws.freeze_panes(1, 0)
    for nomor, kolom in enumerate(satu.kolom):
        ws.write_string(0, nomor, kolom.judul, bentuk["kepala"])
    for baris, nilai in enumerate(satu.baris, 1):
        for nomor, (isi, kolom) in enumerate(zip(nilai, satu.kolom, strict=True)):
            _tulis_sel(ws, baris, nomor, isi, bentuk[kolom.jenis])


def _aturan_isian(kolom: Kolom) -> Iterator[dict[str, object]]:
    if kolom.pilihan:
        yield {
            "validate": "list",
            "source": list(kolom.pilihan),
            "error_title": "Pilihan tidak dikenal",
            "error_message": "Pilih salah satu isian dari daftar.",
        }
    elif kolom.panjang:
        yield {
            "validate": "length",
            "criteria": "==",
            "value": kolom.panjang,
            "error_title": "Periksa jumlah angka",
            "error_message": f"Isian harus {kolom.panjang} karakter dan ditulis sebagai teks.",
        }


def _tulis_sel(ws: xlsxwriter.worksheet.Worksheet, baris: int, nomor: int, isi: Nilai, bentuk: object) -> None:
    if isi is None or isi == "":
        return
    if isinstance(isi, bool):
        hasil = ws.write_boolean(baris, nomor, isi, bentuk)
    elif isinstance(isi, int | float):
        hasil = ws.write_number(baris, nomor, isi, bentuk)
    elif isinstance(isi, dt.date | dt.time | dt.timedelta):
        polos = isi.replace(tzinfo=None) if isinstance(isi, dt.datetime) else isi
        hasil = ws.write_datetime(baris, nomor, polos, bentuk)
    else:
        hasil = ws.write_string(baris, nomor, isi, bentuk)
    if hasil:
        raise ValueError(f"cell {baris}:{nomor} does not fit into a sheet")
