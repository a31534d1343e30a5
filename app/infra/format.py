"""How are values written for Indonesian readers? One place for pages, papers and messages; pure."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from app.infra import clock

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

BENTUK_PERIODE = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")

# There is no usual Indonesian word from here on.
BATAS_TERBILANG = 10**15
_SATUAN = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_RIBUAN = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"))

_TUKAR_TANDA = str.maketrans(",.", ".,")
_NOMOR_16 = re.compile(r"[0-9]{16}")
_NOMOR_DI_NAMA = re.compile(r"(?<![0-9])[0-9](?:[ ._-]?[0-9]){15}(?![0-9])")
# As people write a NIK in a sentence. Two dates side by side have as many digits: only the usual groups count.
_NIK_DI_KALIMAT = re.compile(
    r"(?<![0-9])(?:[0-9]{16}|[0-9]{4}(?:([ .-])[0-9]{4})(?:\1[0-9]{4}){2}|[0-9]{6}([ .-])[0-9]{6}\2[0-9]{4})(?![0-9])"
)


def tanggal(hari: dt.date) -> str:
    """`22 November 2026`. Of an instant, use `tanggal_waktu`: its day depends on the zone."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def tanggal_panjang(hari: dt.date) -> str:
    """`Minggu, 22 November 2026`."""
    return f"{HARI[hari.weekday()]}, {tanggal(hari)}"


class TanggalTerbilang(NamedTuple):
    """A date in words, in the parts in which minutes and letters use it."""

    hari: str
    tanggal: str
    bulan: str
    tahun: str

    def __str__(self) -> str:
        return f"hari {self.hari} tanggal {self.tanggal} bulan {self.bulan} tahun {self.tahun}"


def tanggal_terbilang(hari: dt.date) -> TanggalTerbilang:
    """Its `str()` is `hari Minggu tanggal dua puluh dua bulan November tahun dua ribu dua puluh enam`."""
    return TanggalTerbilang(HARI[hari.weekday()], terbilang(hari.day), BULAN[hari.month - 1], terbilang(hari.year))


def pukul(jam: dt.time | dt.datetime, zona: str = clock.WIB) -> str:
    """`09.30 WIB` for a wall-clock time of the zone; an aware instant is first carried there."""
    if isinstance(jam, dt.datetime) and jam.tzinfo is not None:
        jam = clock.setempat(jam, zona)
    return f"{jam.hour:02d}.{jam.minute:02d} {clock.SINGKATAN[zona]}"


def tanggal_waktu(saat: dt.datetime, zona: str = clock.WIB) -> str:
    """`22 November 2026 pukul 09.30 WIB` for an aware instant, as seen in the zone of a region.

    Raises:
        ValueError: the instant has no zone, so its day cannot be known.
    """
    if saat.tzinfo is None:
        raise ValueError("tanggal_waktu needs an aware instant")
    setempat = clock.setempat(saat, zona)
    return f"{tanggal(setempat)} pukul {pukul(setempat, zona)}"


def bulan_romawi(bulan: int | dt.date) -> str:
    """`XI` for 11 or for a date in November, as letter numbers use it."""
    nomor = bulan if isinstance(bulan, int) else bulan.month
    if not 1 <= nomor <= 12:
        raise ValueError(f"no month {nomor}")
    return ROMAWI[nomor - 1]


def periode(kode: str) -> str:
    """`November 2026` for `2026-11`; raises ValueError for anything else."""
    cocok = BENTUK_PERIODE.fullmatch(kode)
    if cocok is None:
        raise ValueError(f"not a period: {kode!r}")
    return f"{BULAN[int(cocok[2]) - 1]} {cocok[1]}"


@lru_cache(maxsize=4096)
def terbilang(nilai: int) -> str:
    """`seribu seratus` for 1100; whole numbers only, -10^15 < nilai < 10^15.

    Raises:
        TypeError: not a whole number (a string or a fraction would be misread, so it is refused).
        ValueError: too large.
    """
    if not isinstance(nilai, int) or isinstance(nilai, bool):
        raise TypeError(f"terbilang needs an int, not {type(nilai).__name__}")
    if abs(nilai) >= BATAS_TERBILANG:
        raise ValueError("terbilang goes up to 10^15")
    kata = _kata(abs(nilai)) or "nol"
    return f"minus {kata}" if nilai < 0 else kata


def _kata(n: int) -> str:
    for besar, nama in _RIBUAN:
        if n >= besar:
            kali, sisa = divmod(n, besar)
            # "seribu", "seratus", but "satu juta".
            depan = f"se{nama}" if kali == 1 and besar <= 1000 else f"{_kata(kali)} {nama}"
            return f"{depan} {_kata(sisa)}".rstrip()
    if n < len(_SATUAN):
        return _SATUAN[n]
    puluh, satuan = divmod(n, 10)
    return f"{_SATUAN[satuan]} belas" if puluh == 1 else f"{_SATUAN[puluh]} puluh {_SATUAN[satuan]}".rstrip()


def angka(nilai: int | float | Decimal, desimal: int = 0) -> str:
    """`83.762`, `1.234,5`: dot for thousands, comma for decimals, halves rounded away from zero."""
    if isinstance(nilai, int):
        bulat: int | Decimal = nilai
    else:
        bulat = Decimal(str(nilai)).quantize(Decimal(1).scaleb(-desimal), ROUND_HALF_UP)
    return f"{bulat:,.{desimal}f}".translate(_TUKAR_TANDA)


def samarkan(nomor: str | None) -> str:
    """`3328••••••••0001`: a proper 16-digit number shows its ends, anything else only its length."""
    if not nomor:
        return ""
    if _NOMOR_16.fullmatch(nomor):
        return f"{nomor[:4]}••••••••{nomor[-4:]}"
    return "•" * min(len(nomor), 16)


def tanpa_nomor(nama: str) -> str:
    """The name of a file as it may be kept and shown: people write a NIK into it, which is masked."""
    return _NOMOR_DI_NAMA.sub(lambda m: samarkan("".join(filter(str.isdigit, m.group()))), nama)


def tanpa_nik(kalimat: str) -> str:
    """A sentence that somebody wrote, every NIK or KK number in it masked; dates and numbers of letters stay."""
    return _NIK_DI_KALIMAT.sub(lambda m: samarkan("".join(filter(str.isdigit, m.group()))), kalimat)


def inisial(nama: str) -> str:
    """`S. R.` for `Siti Rahayu, S.Sos.`: titles after the comma do not count."""
    awal = (huruf for kata in nama.partition(",")[0].split() if (huruf := _huruf_pertama(kata)))
    return " ".join(f"{huruf}." for huruf in awal)


def _huruf_pertama(kata: str) -> str:
    return next((huruf.upper() for huruf in kata if huruf.isalnum()), "")


def ukuran_berkas(byte: int) -> str:
    """`812 byte`, `300 KB`, `1,5 MB`; 1 KB is 1024 byte, as file managers count."""
    if byte < 1024:
        return f"{byte} byte"
    if byte < 1024 * 1024:
        return f"{angka(byte / 1024)} KB"
    return f"{angka(byte / 1024 / 1024, 1).removesuffix(',0')} MB"


@lru_cache(maxsize=4096)
def rt_rw(rt: str | int | None, rw: str | int | None) -> str:
    """`RT 001/RW 002`; a missing part is left out, both missing give an empty string."""
    bagian = ((label, str(nilai).strip()) for label, nilai in (("RT", rt), ("RW", rw)) if nilai is not None)
    return "/".join(f"{label} {nilai.zfill(3)}" for label, nilai in bagian if nilai)
