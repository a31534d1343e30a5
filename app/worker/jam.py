"""What does the clock ask for by itself? Duties that become jobs once a day, whichever worker looks first."""

from app.infra import clock, jobs
from app.infra.db import db
from app.infra.jobs import Kemajuan

# Names of KERJA. Each runs once a day of Western Indonesia, soon after midnight.
HARIAN: tuple[str, ...] = (
    "audit.jangkar",
    "himpunan.lupakan",
    "berkas.sapu",
    "sertifikat.perbarui",
    "registri.lupakan",
    "registri.ingatkan_mutasi",
    "usulan.lewat_periode",
)


def ketuk() -> int:
    """Promise today's duties that nobody promised yet; returns how many. Commits."""
    hari = clock.hari_ini(clock.WIB).isoformat()
    baru = sum(jobs.antrekan_sekali(nama, {}, f"jam:{nama}:{hari}") for nama in HARIAN)
    db.session.commit()
    return baru


def tanpa_muatan(kerja: object) -> jobs.Tugas:
    """A duty that takes no input, as a job."""

    def jalankan(_kemajuan: Kemajuan) -> None:
        kerja()  # type: ignore[operator]

    return jalankan
