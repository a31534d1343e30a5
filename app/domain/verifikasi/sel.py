"""What does one cell of a result list say? A value, or the sentence why it can not be taken."""

import datetime as dt
import re

from app.domain.registri.nik import enam_belas_digit
from app.domain.verifikasi.pemadanan import (
    BELUM,
    DALAM_PERBAIKAN,
    GANDA,
    MENINGGAL,
    PADAN,
    PADAN_BEDA_NAMA,
    TIDAK_DITEMUKAN,
    Identitas,
)
from app.infra.format import samarkan
from app.infra.sheets import Sel

ID, HASIL, NIK = "ID_USULAN", "HASIL", "NIK"
HASIL_TERTULIS = (PADAN, PADAN_BEDA_NAMA, TIDAK_DITEMUKAN, MENINGGAL, GANDA, DALAM_PERBAIKAN)
_KATA_HASIL = {
    **{kode: kode for kode in HASIL_TERTULIS},
    "sesuai": PADAN,
    "beda_nama": PADAN_BEDA_NAMA,
    "data_tidak_ditemukan": TIDAK_DITEMUKAN,
    "nik_tidak_ditemukan": TIDAK_DITEMUKAN,
    "tidak_padan": DALAM_PERBAIKAN,
    "mati": MENINGGAL,
    "sudah_meninggal": MENINGGAL,
    "data_ganda": GANDA,
}
_KELAMIN = {
    "L": "L",
    "P": "P",
    "1": "L",
    "2": "P",
    "LAKI-LAKI": "L",
    "PEREMPUAN": "P",
    "LAKI": "L",
    "LK": "L",
    "PR": "P",
}
_TANGGAL = re.compile(r"([0-9]{4}|[0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{1,2})(?: 00:00:00)?")
_DERET_ANGKA = re.compile(r"(?:[0-9][ .-]?){10}")


class Ditolak(Exception):
    """This row can not be taken: column, value (never a whole number of identity), sentence."""

    def __init__(self, kolom: str, nilai: str, pesan: str) -> None:
        self.kolom, self.nilai, self.pesan = kolom, aman_tampil(nilai), pesan
        super().__init__(kolom)


class TanpaJawaban(Exception):
    """The row has not been answered yet."""


def aman_tampil(nilai: str) -> str:
    """What a report may show of a cell: short, and masked as soon as it holds a run of digits like a NIK."""
    rapi = nilai.strip()
    return samarkan(rapi) if _DERET_ANGKA.search(rapi) else rapi[:30]


def nik(sel: Sel) -> str:
    """The NIK of a text cell; a number has lost its last digits and is refused, never repaired."""
    if isinstance(sel, int | float):
        raise Ditolak(
            NIK,
            "angka",
            "NIK tertulis sebagai angka sehingga digit terakhirnya dapat berubah. Ubah kolom menjadi Teks, "
            "lalu tulis ulang NIK-nya.",
        )
    nomor = enam_belas_digit(str(sel))
    if nomor is None:
        tertulis = str(sel).strip()
        raise Ditolak(
            NIK,
            "•" * min(len(tertulis), 16),
            "NIK harus 16 digit. Periksa digit yang kurang atau lebih." if tertulis else "NIK belum diisi.",
        )
    return nomor


def hasil(sel: Sel) -> str:
    """The code that the officer stated, "" for none."""
    tulisan = "_".join(str(sel).strip().lower().replace("-", " ").replace("_", " ").split())
    if not tulisan or tulisan == BELUM:
        return ""
    if tulisan not in _KATA_HASIL:
        raise Ditolak(HASIL, str(sel), f"HASIL tidak dikenal. Isi salah satu: {', '.join(HASIL_TERTULIS)}.")
    return _KATA_HASIL[tulisan]


def identitas(nomor: str, sel: dict[str, Sel]) -> Identitas:
    """The person as the register wrote it."""
    kelamin = _teks(sel, "JENIS_KLMIN").upper()
    if kelamin and kelamin not in _KELAMIN:
        raise Ditolak("JENIS_KLMIN", kelamin, "Jenis kelamin tidak dikenal. Isi L atau P.")
    return Identitas(
        nomor,
        _teks(sel, "NAMA_LGKP"),
        _tanggal(sel.get("TGL_LHR", "")),
        _KELAMIN.get(kelamin, ""),
        _teks(sel, "NAMA_LGKP_IBU"),
        enam_belas_digit(_teks(sel, "NO_KK")) or "",
    )


def bilangan(sel: Sel) -> int | None:
    """A whole number written as number or text, else None."""
    if isinstance(sel, bool) or not isinstance(sel, int | float | str):
        return None
    if isinstance(sel, str):
        rapi = sel.strip()
        return int(rapi) if rapi.isascii() and rapi.isdigit() and len(rapi) < 16 else None
    return int(sel) if sel == int(sel) else None


def _teks(sel: dict[str, Sel], kolom: str) -> str:
    nilai = sel.get(kolom, "")
    # 1 and 2 for sex come as floats; a family card number typed as a number is not compared at all.
    return str(int(nilai)) if isinstance(nilai, float) and abs(nilai) < 100 else str(nilai).strip()


def _tanggal(sel: Sel) -> dt.date | None:
    if isinstance(sel, dt.datetime):
        return sel.date()
    if isinstance(sel, dt.date):
        return sel
    tulisan = str(sel).strip()
    if not tulisan:
        return None
    cocok = _TANGGAL.fullmatch(tulisan)
    try:
        if cocok is None:
            raise ValueError
        a, b, c = (int(x) for x in cocok.groups())
        return dt.date(a, b, c) if len(cocok[1]) == 4 else dt.date(c, b, a)
    except ValueError:
        raise Ditolak("TGL_LHR", tulisan, "Tanggal lahir tidak terbaca. Tulis seperti 17-08-1985.") from None
