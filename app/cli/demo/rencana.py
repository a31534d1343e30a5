"""What are the demo's stories made of? Dates counted from today, packets by village and month, the village's steps."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from app.cli.demo.atas import Atas
from app.cli.demo.kisah import Alur, Desa, hari_kerja, pada
from app.cli.demo.usulan import pilih
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan.models import Paket
from app.infra.db import db

LANGKAH = ("buat", "catat", "lanjut", "rencana", "siapkan", "musyawarah")


def awal_bulan(kini: dt.date, geser: int) -> dt.date:
    """The first day of the month `geser` months from now."""
    bulan = kini.year * 12 + kini.month - 1 + geser
    return dt.date(bulan // 12, bulan % 12 + 1, 1)


@dataclass
class Rencana:
    """The villages by code, the people by account, today; the packets that the stories have begun, by (village, month,
    number within the month)."""

    desa: dict[str, Desa]
    orang: dict[str, Pelaku]
    kini: dt.date
    alur: dict[tuple[str, int, int], Alur] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.atas = Atas(self.orang)

    def mulai(self, kode: str, geser: int, urut: int, jenis: Sequence[str]) -> Alur | None:
        """A packet of the month `geser` months from now, its meeting on the tenth; None where an earlier run, perhaps
        cut off, made it: then it is left as it is."""
        bulan = awal_bulan(self.kini, geser)
        periode, desa = bulan.strftime("%Y-%m"), self.desa[kode]
        tanya = sa.select(Paket.id).where(Paket.wilayah_kode == kode, Paket.periode == periode, Paket.urut >= urut)
        if db.session.scalar(tanya.limit(1)):
            return None
        satu = Alur(desa, periode, pilih(desa.kerabat, jenis), hari_kerja(bulan + dt.timedelta(days=9)))
        if desa.kelurahan:
            satu.telat = "Lurah mengikuti pelatihan di provinsi; suratnya baru dapat ditandatangani."
        self.alur[kode, geser, urut] = satu
        return satu

    def milik(self, *kunci: tuple[str, int, int]) -> list[Alur]:
        """Those of the named packets that this run has made."""
        return [self.alur[k] for k in kunci if k in self.alur and self.alur[k].paket_id]

    def lalu(self, hari: int) -> dt.date:
        """A working day so many days ago."""
        return hari_kerja(self.kini - dt.timedelta(days=hari))

    def bulan_ini(self, hari: int) -> dt.date:
        """The same, but not before this month: next month's packet cannot be begun earlier."""
        return max(self.lalu(hari), awal_bulan(self.kini, 0))

    def tanggal(self, geser: int, hari: int) -> dt.date:
        """A day of a month, on a working day."""
        return hari_kerja(awal_bulan(self.kini, geser) + dt.timedelta(days=hari - 1))


def susun(alur: Alur, mulai: dt.date, langkah: int = 6, telat: int = 0) -> Iterator[dt.datetime]:
    """From nothing to the meeting and its papers, as many steps as are asked for; the meeting is typed in `telat` days
    after it was held."""
    hari = [hari_kerja(mulai + dt.timedelta(days=n)) for n in (0, 1, 3, 4, 5)]
    rapat = alur.hari + dt.timedelta(days=telat)
    for nama, h in list(zip(LANGKAH, [*hari, rapat], strict=True))[:langkah]:
        yield from pada(h, 14 if nama == "musyawarah" else 8, getattr(alur, nama))


def kirim(alur: Alur, hari: dt.date, *, dicatat: bool = False) -> Iterator[dt.datetime]:
    """Announced, printed, signed, submitted: by the head of the village, or recorded from the signed letter."""
    tanda = max(hari_kerja(hari - dt.timedelta(days=1)), alur.hari)
    yield from pada(alur.hari, 16, alur.umumkan)
    yield from pada(tanda, 17 if tanda == alur.hari else 10, alur.tanda_tangan)
    jam = 18 if hari == alur.hari else 11
    yield from pada(hari, jam, alur.catat_pengajuan if dicatat else alur.ajukan)
