"""Is this number a NIK or a nomor KK, and does it agree with the person? Pure; each finding is a sentence."""

import datetime as dt
import enum
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Self

from app.infra.format import samarkan, tanggal
from app.infra.galat import GalatIsian

_PEMISAH = re.compile(r"[\s.\-]")
# [0-9], because \d also takes the digits of other scripts.
_ENAM_BELAS = re.compile(r"[0-9]{16}")
_GESER_PEREMPUAN = 40
_UMUR_TERTINGGI = 120


class Keparahan(enum.StrEnum):
    """`galat` stops, `peringatan` asks for a look at the card, `info` only tells."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding: how grave, a stable code, and the sentence for who typed it. Never holds the number."""

    tingkat: Keparahan
    kode: str
    kalimat: str


def _galat(kode: str, kalimat: str) -> Temuan:
    return Temuan(Keparahan.GALAT, kode, kalimat)


def _peringatan(kode: str, kalimat: str) -> Temuan:
    return Temuan(Keparahan.PERINGATAN, kode, kalimat)


def rapikan(teks: str | None) -> str:
    """The number without dots, dashes and spaces, and without Excel's leading apostrophe."""
    return _PEMISAH.sub("", (teks or "").strip().removeprefix("'"))


def enam_belas_digit(teks: str | None) -> str | None:
    """The tidied number when it has exactly 16 digits, else None."""
    rapi = rapikan(teks)
    return rapi if _ENAM_BELAS.fullmatch(rapi) else None


@dataclass(frozen=True, slots=True, repr=False)
class Nik:
    """A NIK: region of first registration, birth date (day + 40 for women), serial. Printed masked."""

    nomor: str

    @classmethod
    def baca(cls, teks: str | None) -> Self:
        """Raises GalatIsian with every reason at once."""
        if galat := [t.kalimat for t in _bentuk_nik(rapikan(teks))]:
            raise GalatIsian(galat)
        return cls(rapikan(teks))

    def __repr__(self) -> str:
        return f"Nik({samarkan(self.nomor)})"

    @property
    def kecamatan(self) -> str:
        """Where it was issued, with dots: `33.28.10`. Not where the person lives now."""
        return f"{self.nomor[:2]}.{self.nomor[2:4]}.{self.nomor[4:6]}"

    @property
    def perempuan(self) -> bool:
        """Whether the day part says that she is a woman."""
        return int(self.nomor[6:8]) > _GESER_PEREMPUAN

    @property
    def hari_bulan_tahun(self) -> tuple[int, int, int]:
        """Day (without the 40), month and the last two digits of the year."""
        hari = int(self.nomor[6:8])
        return hari - _GESER_PEREMPUAN * self.perempuan, int(self.nomor[8:10]), int(self.nomor[10:12])

    def lahir(self, hari_ini: dt.date, diketahui: dt.date | None = None) -> dt.date | None:
        """The birth date in the later century that is not in the future; a known date that fits decides."""
        calon = list(_calon_lahir(self.hari_bulan_tahun, hari_ini))
        return diketahui if diketahui in calon else next(iter(calon), None)

    def cocok_lahir(self, lahir: dt.date) -> bool:
        """Whether day, month and the two digits of the year agree with a known birth date."""
        return self.hari_bulan_tahun == (lahir.day, lahir.month, lahir.year % 100)


@dataclass(frozen=True, slots=True, repr=False)
class NomorKK:
    """The number of a family card: region and date of recording, serial. Printed masked."""

    nomor: str

    @classmethod
    def baca(cls, teks: str | None) -> Self:
        """Raises GalatIsian with every reason at once."""
        if galat := [t.kalimat for t in _bentuk_kk(rapikan(teks))]:
            raise GalatIsian(galat)
        return cls(rapikan(teks))

    def __repr__(self) -> str:
        return f"NomorKK({samarkan(self.nomor)})"


def _calon_lahir(bagian: tuple[int, int, int], hari_ini: dt.date) -> Iterator[dt.date]:
    hari, bulan, tahun = bagian
    abad = hari_ini.year // 100 * 100
    for awal in (abad, abad - 100):
        try:
            lahir = dt.date(awal + tahun, bulan, hari)
        except ValueError:
            continue
        if lahir <= hari_ini and hari_ini.year - lahir.year <= _UMUR_TERTINGGI:
            yield lahir


def _bentuk_nomor(nomor: str, sebutan: str, kode: str) -> Iterator[Temuan]:
    if not nomor:
        yield _galat(f"{kode}_kosong", f"{sebutan} belum diisi. Salin 16 digitnya dari kartu.")
    elif not _ENAM_BELAS.fullmatch(nomor):
        if re.fullmatch(r"[0-9]+", nomor):
            yield _galat(
                f"{kode}_panjang",
                f"{sebutan} harus 16 digit, yang tertulis {len(nomor)} digit. Periksa digit yang kurang atau lebih.",
            )
        else:
            yield _galat(f"{kode}_huruf", f"{sebutan} hanya boleh berisi angka 0–9. Hapus huruf atau tanda lain.")
    elif len(set(nomor)) == 1:
        yield _galat(f"{kode}_seragam", f"{sebutan} berisi 16 angka yang sama. Tulis nomor yang sebenarnya.")


def _bentuk_nik(nomor: str) -> Iterator[Temuan]:
    dasar = list(_bentuk_nomor(nomor, "NIK", "nik"))
    yield from dasar
    if dasar:
        return
    if nomor.endswith("0000"):
        yield _galat("nik_urut", "Empat digit terakhir NIK tidak boleh 0000. Periksa kembali pada KTP atau KK.")
    hari, bulan = int(nomor[6:8]), int(nomor[8:10])
    if not (1 <= hari <= 31 or _GESER_PEREMPUAN < hari <= _GESER_PEREMPUAN + 31):
        yield _galat(
            "nik_hari",
            "Digit ke-7 dan ke-8 NIK (tanggal lahir) harus 01–31 untuk laki-laki atau 41–71 untuk perempuan.",
        )
    if not 1 <= bulan <= 12:
        yield _galat("nik_bulan", "Digit ke-9 dan ke-10 NIK (bulan lahir) harus 01–12.")


def _bentuk_kk(nomor: str) -> Iterator[Temuan]:
    yield from _bentuk_nomor(nomor, "Nomor KK", "kk")


def periksa_nik(
    teks: str | None,
    *,
    jenis_kelamin: str,
    tanggal_lahir: dt.date | None,
    wilayah: Collection[str],
    hari_ini: dt.date,
    kecamatan: str = "",
) -> list[Temuan]:
    """Everything that can be said of a NIK without asking Dukcapil; empty when all agrees.

    `jenis_kelamin` is `L`, `P` or empty; `wilayah` holds the known province and regency codes with dots
    (empty: not asked); `kecamatan` is where the person lives now (empty: not asked).
    """
    nomor = rapikan(teks)
    if galat := list(_bentuk_nik(nomor)):
        return galat
    nik = Nik(nomor)
    if nik.lahir(hari_ini) is None:
        return [
            _galat(
                "nik_kalender",
                "Tanggal lahir di dalam NIK tidak ada di kalender. Periksa digit ke-7 sampai ke-12.",
            )
        ]
    return [
        *_cocok_orang(nik, jenis_kelamin, tanggal_lahir),
        *_cocok_wilayah(nik, wilayah, kecamatan),
    ]


def _cocok_orang(nik: Nik, jenis_kelamin: str, lahir: dt.date | None) -> Iterator[Temuan]:
    if jenis_kelamin and nik.perempuan != (jenis_kelamin == "P"):
        menurut = "perempuan" if nik.perempuan else "laki-laki"
        yield _peringatan(
            "nik_kelamin",
            f"Menurut NIK, pemiliknya {menurut}; jenis kelamin yang diisi berbeda. Cocokkan dengan KTP.",
        )
    if lahir and not nik.cocok_lahir(lahir):
        yield _peringatan(
            "nik_lahir",
            f"Tanggal lahir di dalam NIK tidak sama dengan {tanggal(lahir)}. Cocokkan dengan KTP atau akta.",
        )


def _cocok_wilayah(nik: Nik, wilayah: Collection[str], kecamatan: str) -> Iterator[Temuan]:
    if wilayah and nik.kecamatan[:2] not in wilayah:
        yield _peringatan("nik_provinsi", "Dua digit awal NIK bukan kode provinsi yang dikenal. Periksa pada KTP.")
    elif wilayah and nik.kecamatan[:5] not in wilayah:
        yield _peringatan(
            "nik_kabupaten",
            "Empat digit awal NIK bukan kode kabupaten/kota yang dikenal. Periksa pada KTP; "
            "wilayah lama yang sudah dimekarkan memang mungkin.",
        )
    if kecamatan and nik.kecamatan != kecamatan:
        yield Temuan(
            Keparahan.INFO,
            "nik_kecamatan",
            "NIK diterbitkan di kecamatan lain. Ini wajar bila yang bersangkutan pernah pindah.",
        )


def periksa_nomor_kk(teks: str | None, *, nik: str | None = None, hari_ini: dt.date) -> list[Temuan]:
    """What can be said of a family card number; `nik`: a member's, to catch a number pasted twice."""
    nomor = rapikan(teks)
    if galat := list(_bentuk_kk(nomor)):
        return galat
    temuan: list[Temuan] = []
    if nik and nomor == rapikan(nik):
        temuan.append(
            _galat("kk_sama_nik", "Nomor KK sama dengan NIK. Salin nomor KK dari bagian atas kartu keluarga.")
        )
    bagian = int(nomor[6:8]), int(nomor[8:10]), int(nomor[10:12])
    if next(_calon_lahir(bagian, hari_ini), None) is None:
        temuan.append(
            _peringatan(
                "kk_tanggal",
                "Tanggal pencatatan di dalam nomor KK (digit ke-7 sampai ke-12) tidak wajar. Cocokkan dengan kartu.",
            )
        )
    return temuan


def galat_saja(temuan: list[Temuan]) -> list[Temuan]:
    """Those that stop."""
    return [t for t in temuan if t.tingkat is Keparahan.GALAT]
