"""What can be seen of reports to the governor, and by whom? Periods that can be reported, and every report so far."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.bundel import naskah_laporan
from app.domain.bundel.models import LaporanGubernur, LaporanPaket
from app.domain.bundel.status import LABEL_LAPORAN, RONA_LAPORAN, StatusLaporan
from app.domain.dokumen.models import Dokumen
from app.domain.usulan.models import Paket
from app.domain.wilayah.models import Wilayah
from app.infra.db import db
from app.infra.galat import TidakAda

HALAMAN = 25


@dataclass(frozen=True, slots=True)
class PeriodeLapor:
    """A period with packets signed off: how many, how many of them the report in force counts, and that report."""

    periode: str
    paket: int
    terhitung: int
    laporan_id: int | None

    @property
    def baru(self) -> int:
        """Packets that the report in force does not know."""
        return self.paket - self.terhitung

    @property
    def dapat_terbit(self) -> bool:
        """Whether a report of this period can be issued now: none in force, or something came since."""
        return self.laporan_id is None or self.baru > 0


@dataclass(frozen=True, slots=True)
class BarisLaporan:
    """One line of the list of reports."""

    id: int
    periode: str
    wilayah: str
    status: StatusLaporan
    nomor: str
    jumlah: int
    dibuat: dt.datetime

    @property
    def status_label(self) -> str:
        """Where it stands."""
        return LABEL_LAPORAN[self.status]

    @property
    def rona(self) -> str:
        """The colour that goes with it."""
        return RONA_LAPORAN[self.status]


def periode_lapor(*, untuk: Pelaku, batas: int = 24) -> list[PeriodeLapor]:
    """The latest periods with signed-off packets in sight, newest first; one statement."""
    t, lp = LaporanGubernur, LaporanPaket
    terhitung = (
        sa.select(lp.paket_id, t.id.label("laporan_id"))
        .join(t, t.id == lp.laporan_id)
        .where(t.status == StatusLaporan.TERBIT, policy.terlihat(Aksi.LAPORAN_LIHAT, t.wilayah_kode, untuk))
        .subquery()
    )
    tanya = (
        sa.select(
            Paket.periode,
            sa.func.count(),
            sa.func.count(terhitung.c.paket_id),
            sa.func.max(terhitung.c.laporan_id),
        )
        .outerjoin(terhitung, terhitung.c.paket_id == Paket.id)
        .where(policy.terlihat(Aksi.LAPORAN_LIHAT, Paket.wilayah_kode, untuk), *naskah_laporan.terhitung())
        .group_by(Paket.periode)
        .order_by(Paket.periode.desc())
        .limit(batas)
    )
    return [PeriodeLapor(*r) for r in db.session.execute(tanya)]


def daftar(*, untuk: Pelaku, sebelum_id: int | None = None) -> tuple[list[BarisLaporan], int | None]:
    """Reports in sight, newest first; the second value is where the next page starts (keyset)."""
    t = LaporanGubernur
    jumlah = sa.select(sa.func.count()).select_from(LaporanPaket).where(LaporanPaket.laporan_id == t.id)
    tanya = (
        sa.select(
            t.id, t.periode, Wilayah.nama, t.status, sa.func.coalesce(Dokumen.nomor, ""),
            jumlah.correlate(t).scalar_subquery(), t.dibuat,
        )
        .join(Wilayah, Wilayah.kode == t.wilayah_kode)
        .outerjoin(Dokumen, Dokumen.id == t.pengantar_id)
        .where(policy.terlihat(Aksi.LAPORAN_LIHAT, t.wilayah_kode, untuk))
    )  # fmt: skip
    if sebelum_id:
        tanya = tanya.where(t.id < sebelum_id)
    ada = db.session.execute(tanya.order_by(t.id.desc()).limit(HALAMAN + 1)).all()
    hasil = [BarisLaporan(*r) for r in ada[:HALAMAN]]
    return hasil, (hasil[-1].id if len(ada) > HALAMAN else None)


def satu(laporan_id: int, *, untuk: Pelaku) -> LaporanGubernur:
    """A report in sight with its composer. Raises TidakAda."""
    t = LaporanGubernur
    laporan = db.session.scalar(
        sa.select(t)
        .where(policy.terlihat(Aksi.LAPORAN_LIHAT, t.wilayah_kode, untuk), t.id == laporan_id)
        .options(joinedload(t.penyusun))
    )
    if laporan is None:
        raise TidakAda("Laporan ini tidak ada atau berada di luar wilayah tugas Anda.")
    return laporan


def kertas(laporan_id: int, *, untuk: Pelaku) -> list[Dokumen]:
    """The letter and the report with their signers. Raises TidakAda."""
    ids = satu(laporan_id, untuk=untuk).kertas
    tanya = sa.select(Dokumen).where(Dokumen.id.in_(ids)).options(selectinload(Dokumen.tanda_tangan))
    return sorted(db.session.scalars(tanya), key=lambda d: d.id)


def paket_baru(laporan: LaporanGubernur, *, untuk: Pelaku) -> int:
    """How many packets of its period were signed off after a report in force counted them."""
    if laporan.status is not StatusLaporan.TERBIT:
        return 0
    ada = periode_lapor(untuk=untuk)
    return next((p.baru for p in ada if p.periode == laporan.periode), 0)
