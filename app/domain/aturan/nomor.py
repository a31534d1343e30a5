"""How is the number of a paper written? A pattern per unit and kind of paper; only known marks are filled."""

import datetime as dt
import re

from app.domain.aturan.berlaku import Isi, nilai
from app.infra.format import bulan_romawi

TANDA = re.compile(r"\{(klasifikasi|urut|unit|romawi|tahun)(?::(\d))?\}")
_SEMUA_KURUNG = re.compile(r"\{[^{}]*\}?|\}")


def aturan_nomor(jenis_dokumen: str, wilayah_kode: str, pada: dt.date | None = None) -> Isi:
    """`{mode, format, klasifikasi}` of a kind of paper: its own row, else the row for all."""
    return nilai("nomor", wilayah_kode, jenis_dokumen, pada) or nilai("nomor", wilayah_kode, "", pada)


def susun_nomor(isi: Isi, *, urut: int, unit: str, tanggal: dt.date) -> str:
    """`400.9/001/33.28.10.2004/XI/2026` by `isi` of `aturan_nomor`; `{urut:3}` pads to three digits."""
    arti = {
        "klasifikasi": str(isi.get("klasifikasi", "")),
        "urut": str(urut),
        "unit": unit,
        "romawi": bulan_romawi(tanggal),
        "tahun": str(tanggal.year),
    }
    return TANDA.sub(lambda m: arti[m[1]].zfill(int(m[2] or 0)), isi["format"])


def tanda_asing(pola: str) -> list[str]:
    """Marks in braces that no paper could fill, stray braces included."""
    return [m for m in _SEMUA_KURUNG.findall(pola) if not TANDA.fullmatch(m)]
