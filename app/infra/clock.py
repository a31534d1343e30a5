"""What time is it? The only source of time; `SAHIH_JAM` and tests may shift or freeze it."""

import calendar
import datetime as dt
from zoneinfo import ZoneInfo

UTC = dt.UTC
WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
SINGKATAN = {WIB: "WIB", WITA: "WITA", WIT: "WIT"}

_geser = dt.timedelta()
_tetap: dt.datetime | None = None


def atur(jam: str | None) -> None:
    """Shift the clock so that it now reads `jam` (ISO 8601, UTC if without zone); None restores real time."""
    global _geser, _tetap
    _tetap = None
    if not jam:
        _geser = dt.timedelta()
        return
    saat = dt.datetime.fromisoformat(jam)
    _geser = (saat if saat.tzinfo else saat.replace(tzinfo=UTC)) - dt.datetime.now(UTC)


def bekukan(saat: dt.datetime | None) -> None:
    """Freeze the clock at an aware instant (tests); None lets it run again."""
    global _tetap
    _tetap = saat


def sekarang() -> dt.datetime:
    """The present instant, aware, UTC."""
    return _tetap or dt.datetime.now(UTC) + _geser


def hari_ini(zona: str = WIB) -> dt.date:
    """The calendar day in a region's zone: dates and windows are judged there."""
    return sekarang().astimezone(ZoneInfo(zona)).date()


def setempat(saat: dt.datetime, zona: str = WIB) -> dt.datetime:
    """The instant as seen on a wall clock of the zone."""
    return saat.astimezone(ZoneInfo(zona))


def tambah_bulan(hari: dt.date, bulan: int) -> dt.date:
    """The same day `bulan` months later; the last of the month where that day does not exist."""
    tahun, sisa = divmod(hari.month - 1 + bulan, 12)
    panjang = calendar.monthrange(hari.year + tahun, sisa + 1)[1]
    return hari.replace(hari.year + tahun, sisa + 1, min(hari.day, panjang))
