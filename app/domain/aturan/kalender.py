"""Which days count as working days? Weekends and the holidays of the region (table `libur`) do not."""

import calendar
import datetime as dt
from collections.abc import Callable, Collection

from app.domain.aturan.berlaku import berlaku

SENIN_JUMAT = range(5)
Kerja = Callable[[dt.date], bool]


def kalender(libur: Callable[[dt.date], Collection[str]]) -> Kerja:
    """A calendar from the holiday codes of a day: `YYYY-MM-DD` for one day, `MM-DD` for every year. Pure."""

    def kerja(hari: dt.date) -> bool:
        if hari.weekday() not in SENIN_JUMAT:
            return False
        kode = libur(hari)
        return hari.isoformat() not in kode and hari.strftime("%m-%d") not in kode

    return kerja


def kalender_wilayah(wilayah_kode: str) -> Kerja:
    """The calendar of a region: national holidays and those that its regency, kecamatan or village has set."""
    return kalender(lambda hari: berlaku("libur", wilayah_kode, hari))


def hari_kerja_antara(mulai: dt.date, akhir: dt.date, kerja: Kerja) -> int:
    """How many working days have passed from `mulai` (not counted) to `akhir` (counted); 0 when it lies before."""
    return sum(kerja(mulai + dt.timedelta(days=n)) for n in range(1, (akhir - mulai).days + 1))


def tambah_hari_kerja(hari: dt.date, jumlah: int, kerja: Kerja) -> dt.date:
    """The day on which `jumlah` working days have passed since `hari`; `hari` itself for 0. Backwards when negative."""
    langkah = dt.timedelta(days=1 if jumlah >= 0 else -1)
    for _ in range(abs(jumlah)):
        hari += langkah
        while not kerja(hari):
            hari += langkah
    return hari


def tanggal_bulan(tahun: int, bulan: int, hari: int) -> dt.date:
    """That day of the month, its last day where the month is shorter: the 31st of February is the 28th or 29th."""
    return dt.date(tahun, bulan, min(hari, calendar.monthrange(tahun, bulan)[1]))
