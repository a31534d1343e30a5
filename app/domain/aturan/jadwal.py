"""On which days is a stage open? Windows of the month, by stage or by stage and kind, moved past holidays by rule."""

import datetime as dt
from dataclasses import dataclass

from app.domain.aturan.berlaku import Isi, berlaku
from app.domain.aturan.kalender import kalender_wilayah, tambah_hari_kerja, tanggal_bulan
from app.infra import clock, format


@dataclass(frozen=True, slots=True)
class Jendela:
    """One window of one month, both days included. `khusus`: set for a kind, not for the whole stage; `geser`: its
    last day moved because it was not a working day."""

    label: str
    buka: dt.date
    tutup: dt.date
    menutup: bool
    hari: tuple[int, int]
    khusus: bool
    geser: bool

    def memuat(self, hari: dt.date) -> bool:
        """Whether the day lies in it."""
        return self.buka <= hari <= self.tutup

    @property
    def jadwal(self) -> str:
        """When it is, in words that follow “dijadwalkan”."""
        mulai, akhir = self.hari
        lanjut = " bulan berikutnya" if akhir < mulai else ""
        geser = f" (kali ini sampai {format.tanggal(self.tutup)}, karena hari terakhirnya libur)" if self.geser else ""
        return f"dijadwalkan tanggal {mulai} sampai {akhir}{lanjut} setiap bulan{geser}"

    @property
    def kalimat(self) -> str:
        """The sentence about the whole stage."""
        return f"{self.label} {self.jadwal}."


def bulan(tahap: str, wilayah_kode: str, periode: str, hari: dt.date, jenis: str = "") -> Jendela | None:
    """The window that opens in the month `YYYY-MM`, by the rules in force on `hari`; None where there is none.

    A kind without a row of its own follows its stage. A window whose last day is smaller than its first ends in the
    month after.
    """
    isi, khusus = _aturan(tahap, wilayah_kode, hari, jenis)
    if not isi:
        return None
    tahun, bl = int(periode[:4]), int(periode[5:])
    mulai, akhir = int(isi["mulai_hari"]), int(isi["akhir_hari"])
    buka = tanggal_bulan(tahun, bl, mulai)
    ujung = clock.tambah_bulan(dt.date(tahun, bl, 1), 1 if akhir < mulai else 0)
    tutup = tetap = tanggal_bulan(ujung.year, ujung.month, akhir)
    if isi.get("geser_libur"):
        kerja = kalender_wilayah(wilayah_kode)
        tutup = tutup if kerja(tutup) else tambah_hari_kerja(tutup, 1, kerja)
    return Jendela(isi["label"], buka, tutup, isi["sifat"] == "menutup", (mulai, akhir), khusus, tutup != tetap)


def kini(tahap: str, wilayah_kode: str, hari: dt.date, jenis: str = "") -> Jendela | None:
    """The window that holds the day, else that of its month: it has closed, or opens next."""
    awal = hari.replace(day=1)
    ini, lalu = (
        bulan(tahap, wilayah_kode, b.strftime("%Y-%m"), hari, jenis) for b in (awal, awal - dt.timedelta(days=1))
    )
    # The month before only counts while it reaches into this one.
    return lalu if lalu and lalu.memuat(hari) and not (ini and ini.memuat(hari)) else ini


def khusus(tahap: str, wilayah_kode: str, hari: dt.date) -> set[str]:
    """The kinds that have a window of their own at this stage; every other one follows the stage's."""
    awalan = f"{tahap}:"
    return {kode.removeprefix(awalan) for kode in berlaku("jendela", wilayah_kode, hari) if kode.startswith(awalan)}


def _aturan(tahap: str, wilayah_kode: str, hari: dt.date, jenis: str) -> tuple[Isi, bool]:
    ada = berlaku("jendela", wilayah_kode, hari)
    milik = ada.get(f"{tahap}:{jenis}") if jenis else None
    return (milik, True) if milik else (ada.get(tahap, {}), False)
