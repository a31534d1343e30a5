"""Who was refused, and whose sign-in failed? Facts of security about people who serve in the territory."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.akses import keamanan, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.laporan.models import PENOLAKAN, salah_satu
from app.infra.audit import Audit, AuditIsi
from app.infra.db import db

HALAMAN = 25


@dataclass(frozen=True, slots=True)
class Penolakan:
    """One fact; `halaman` is the name of the view that was refused, "" for a sign-in."""

    id: int
    waktu: dt.datetime
    ditolak: bool
    siapa: str
    halaman: str


def penolakan(*, untuk: Pelaku, sebelum: int | None = None) -> tuple[list[Penolakan], int | None]:
    """Refusals and failed sign-ins of people with a duty in the territory, the latest first, within the months of the
    assignment. Raises TidakBoleh. Attempts on unknown names belong to no territory and are not here."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    a, p, t = Audit, Pengguna, Penugasan
    di_sini = sa.exists().where(
        t.pengguna_id == p.id, policy.terlihat(Aksi.AUDIT_LIHAT, t.wilayah_kode, _tanpa_bulan(untuk))
    )
    tanya = (
        sa.select(a.id, a.waktu, a.aksi, p.nama, AuditIsi.isi)
        .join(p, a.objek == sa.literal("pengguna:") + sa.cast(p.id, sa.String))
        .outerjoin(AuditIsi, AuditIsi.audit_id == a.id)
        .where(salah_satu(PENOLAKAN), di_sini)
        .order_by(a.id.desc())
        .limit(HALAMAN + 1)
    )
    if untuk.periode_awal:
        tanya = tanya.where(a.waktu >= _awal_bulan(untuk.periode_awal))
    if untuk.periode_akhir:
        tanya = tanya.where(a.waktu < _awal_bulan(untuk.periode_akhir, 1))
    if sebelum is not None:
        tanya = tanya.where(a.id < sebelum)
    semua = db.session.execute(tanya).all()
    baris = [
        Penolakan(r.id, r.waktu, r.aksi == keamanan.DITOLAK, r.nama, str((r.isi or {}).get("halaman", "")))
        for r in semua[:HALAMAN]
    ]
    return baris, baris[-1].id if len(semua) > HALAMAN else None


def _tanpa_bulan(untuk: Pelaku) -> Pelaku:
    """A duty has no month: its facts have an instant instead."""
    return Pelaku(untuk.pengguna_id, untuk.penugasan_id, untuk.nama, untuk.peran, untuk.wilayah)


def _awal_bulan(periode: str, geser: int = 0) -> dt.datetime:
    tahun, bulan = divmod(int(periode[:4]) * 12 + int(periode[5:7]) - 1 + geser, 12)
    return dt.datetime(tahun, bulan + 1, 1, tzinfo=dt.UTC)
