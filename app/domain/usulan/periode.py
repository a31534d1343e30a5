"""For which months may a village begin a packet now?"""

import datetime as dt

from app.domain.aturan.berlaku import nilai
from app.infra import format
from app.infra.galat import GalatIsian

MUNDUR_BAWAAN = 2


def wajib(periode: str, wilayah_kode: str, hari: dt.date) -> None:
    """Refuse what is not `YYYY-MM`, and a month that is neither open any more nor due yet. Raises GalatIsian."""
    if not format.BENTUK_PERIODE.fullmatch(periode):
        raise GalatIsian(bidang={"periode": "Periode ditulis tahun dan bulan, misalnya 2026-11."})
    awal, akhir = rentang(wilayah_kode, hari)
    if not awal <= periode <= akhir:
        raise GalatIsian(
            bidang={
                "periode": f"Paket hanya dapat dibuat untuk periode {format.periode(awal)} sampai "
                f"{format.periode(akhir)}. Pilih periode di antaranya."
            }
        )


def rentang(wilayah_kode: str, hari: dt.date) -> tuple[str, str]:
    """The first and the last month open on a day: as many back as the rule `batas` allows, and the next one."""
    mundur = int(nilai("batas", wilayah_kode, pada=hari).get("periode_mundur_bulan", MUNDUR_BAWAAN))
    return _bulan(hari, -mundur), _bulan(hari, 1)


def _bulan(hari: dt.date, geser: int) -> str:
    tahun, bulan = divmod(hari.year * 12 + hari.month - 1 + geser, 12)
    return f"{tahun}-{bulan + 1:02d}"
