"""Which packets and papers are on an examiner's lists? Each starts from territory and months of the assignment."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.status import JenisDokumen
from app.domain.laporan.models import LANGKAH_LUAR_BIASA, salah_satu
from app.domain.laporan.temuan import Daftar
from app.domain.rapat.models import Rapat
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Dasar, Sifat, StatusPaket
from app.domain.wilayah.kode import dalam_wilayah
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.audit import Audit, AuditIsi
from app.infra.db import db
from app.infra.format import periode, tanggal

HALAMAN = 25
MAKS_HITUNG = 99


@dataclass(frozen=True, slots=True)
class Temuan:
    """One line of a list. `id` is the key of the next page; `perihal` says what is particular to the line."""

    id: int
    waktu: dt.datetime
    paket_id: int | None
    nomor: str
    desa: str
    periode: str
    oleh: str
    perihal: str


def daftar(
    mana: Daftar, *, untuk: Pelaku, sebelum: int | None = None, batas: int = HALAMAN
) -> tuple[list[Temuan], int | None]:
    """A page of a list, the latest first, and the key before which the next one starts. Raises TidakBoleh."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    tanya, kunci = _TANYA[mana](untuk)
    if sebelum is not None:
        tanya = tanya.where(kunci < sebelum)
    semua = db.session.execute(tanya.order_by(kunci.desc()).limit(batas + 1)).all()
    baris = [_temuan(mana, r) for r in semua[:batas]]
    return baris, baris[-1].id if len(semua) > batas else None


def jumlah(*, untuk: Pelaku) -> dict[Daftar, int]:
    """How many lines each list has, counted up to one more than `MAKS_HITUNG`; one statement for all."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    hitung = []
    for mana, buat in _TANYA.items():
        tanya, kunci = buat(untuk)
        isi = tanya.with_only_columns(kunci).limit(MAKS_HITUNG + 1).subquery()
        hitung.append(sa.select(sa.literal(mana.value).label("mana"), sa.func.count().label("n")).select_from(isi))
    return {Daftar(r.mana): int(r.n) for r in db.session.execute(sa.union_all(*hitung))}


def _temuan(mana: Daftar, r: Any) -> Temuan:
    desa = Wilayah(nama=r.desa, jenis=r.jenis_desa).sebutan
    return Temuan(r.id, r.waktu, r.paket_id, r.nomor, desa, r.periode, r.oleh or "Sistem", _perihal(mana, r))


def _perihal(mana: Daftar, r: Any) -> str:
    if mana is Daftar.MUNDUR:
        hari = (clock.setempat(r.waktu, r.zona).date() - r.bertanggal).days
        apa = "Musyawarah" if r.rapat else f"{r.judul} bertanggal"
        return f"{apa} {tanggal(r.bertanggal)}, {hari} hari sebelum dicatat."
    if mana is Daftar.SPTJM:
        return f"Paket sebelumnya, periode {periode(r.alasan)}, juga memakai SPTJM."
    if mana is Daftar.TERLAMBAT and not r.alasan:
        return "Masih terbuka saat periodenya berakhir."
    isi = getattr(r, "isi", None)
    return str(isi.get("alasan", "")) if isinstance(isi, dict) else str(r.alasan or "")


Tanya = tuple[sa.Select[Any], Any]
_PAKET = (
    Paket.id.label("paket_id"),
    Paket.nomor,
    Paket.periode,
    Wilayah.nama.label("desa"),
    Wilayah.jenis.label("jenis_desa"),
)


def _dari_audit(aksi: Aksi) -> Callable[[Pelaku], Tanya]:
    def buat(untuk: Pelaku) -> Tanya:
        # Only these few rows are looked at (a partial index), and each is of a packet's chain: "paket:<id>".
        nomor = sa.cast(sa.func.substr(Audit.rantai, 7), sa.BigInteger)
        tanya = (
            sa.select(Audit.id, Audit.waktu, *_PAKET, Pengguna.nama.label("oleh"), AuditIsi.isi)
            .join(Paket, Paket.id == nomor)
            .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
            .outerjoin(Pengguna, Pengguna.id == Audit.pengguna_id)
            .outerjoin(AuditIsi, AuditIsi.audit_id == Audit.id)
            .where(salah_satu(LANGKAH_LUAR_BIASA), Audit.aksi == aksi.value, _terlihat(untuk))
        )
        return tanya, Audit.id

    return buat


def _terlihat(untuk: Pelaku) -> sa.ColumnElement[bool]:
    return policy.terlihat(Aksi.AUDIT_LIHAT, Paket.wilayah_kode, untuk)


def _dari_paket(*syarat: Any, alasan: Any = None) -> Callable[[Pelaku], Tanya]:
    def buat(untuk: Pelaku) -> Tanya:
        waktu = sa.func.coalesce(Paket.diajukan_pada, Paket.dibuat, type_=Paket.dibuat.type)
        isi = sa.literal("") if alasan is None else alasan
        tanya = (
            sa.select(Paket.id, waktu.label("waktu"), *_PAKET, Pengguna.nama.label("oleh"), isi.label("alasan"))
            .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
            .outerjoin(Pengguna, Pengguna.id == Paket.dibuat_oleh)
            .where(_terlihat(untuk), *syarat)
        )
        return tanya, Paket.id

    return buat


def _sptjm_berturut(untuk: Pelaku) -> Tanya:
    """The packet before it in the same village rests on an SPTJM too; cancelled and nil ones do not count."""
    p = Paket
    urut = (p.periode, p.id)

    def lalu(kolom: Any) -> Any:
        return sa.func.lag(kolom).over(partition_by=p.wilayah_kode, order_by=urut)

    semua = (
        sa.select(
            p.id,
            p.dasar,
            lalu(p.dasar).label("dasar_lalu"),
            lalu(p.periode).label("periode_lalu"),
        )
        # The one before may lie before the first month of the assignment: territory alone counts here.
        .where(dalam_wilayah(p.wilayah_kode, untuk.wilayah), p.sifat == Sifat.BIASA)
        # One packet cut in two is no second month, and a list of the regency's own no packet of the village.
        .where(p.status.not_in((StatusPaket.DIBATALKAN, StatusPaket.NIHIL)), p.induk_id.is_(None))
        .where(p.dasar != Dasar.DAFTAR_KABUPATEN)
        .subquery()
    )
    tanya, kunci = _dari_paket(p.dasar == Dasar.SPTJM, alasan=semua.c.periode_lalu)(untuk)
    berturut = (semua.c.dasar == Dasar.SPTJM, semua.c.dasar_lalu == Dasar.SPTJM)
    return tanya.join(semua, semua.c.id == p.id).where(*berturut), kunci


def _tanggal_mundur(untuk: Pelaku) -> Tanya:
    """Papers dated before the day of their step, and meetings entered later than on the day after they were held."""
    d, w = Dokumen, Wilayah
    paket = sa.select(sa.func.min(DokumenPaket.paket_id)).where(DokumenPaket.dokumen_id == d.id).scalar_subquery()
    rapat = (
        sa.select(sa.func.min(Rapat.tanggal))
        .join(Paket, Paket.rapat_id == Rapat.id)
        .join(DokumenPaket, DokumenPaket.paket_id == Paket.id)
        .where(DokumenPaket.dokumen_id == d.id)
        .scalar_subquery()
    )
    ba = d.jenis == JenisDokumen.BA_MUSYAWARAH
    mundur = d.tanggal < _hari_setempat(d.dibuat, w.zona)
    telat = sa.and_(ba, rapat < _hari_setempat(d.dibuat, w.zona, kurang=1))
    bertanggal = sa.case((mundur, d.tanggal), else_=rapat)
    tanya = (
        sa.select(
            d.id, d.dibuat.label("waktu"), paket.label("paket_id"), d.nomor, d.periode, w.nama.label("desa"),
            w.jenis.label("jenis_desa"), w.zona, Pengguna.nama.label("oleh"), d.judul, bertanggal.label("bertanggal"),
            (~mundur).label("rapat"),
        )
        .join(w, w.kode == d.unit_kode)
        .outerjoin(Pengguna, Pengguna.id == d.dibuat_oleh)
        .where(policy.terlihat(Aksi.AUDIT_LIHAT, d.unit_kode, untuk), sa.or_(mundur, telat))
    )  # fmt: skip
    return tanya, d.id


def _hari_setempat(saat: Any, zona: Any, *, kurang: int = 0) -> Any:
    """The calendar day of an instant where it happened, or so many days before."""
    if db.engine.dialect.name == "postgresql":
        hari = sa.cast(sa.func.timezone(zona, saat), sa.Date)
        return hari - kurang if kurang else hari
    geser = sa.case((zona == clock.WITA, "+8 hours"), (zona == clock.WIT, "+9 hours"), else_="+7 hours")
    return sa.func.date(saat, geser, f"-{kurang} days")


_TANYA: dict[Daftar, Callable[[Pelaku], Tanya]] = {
    Daftar.LAMPAUI: _dari_audit(Aksi.PAKET_LAMPAUI_KECAMATAN),
    Daftar.BEBAS_PADANAN: _dari_audit(Aksi.PAKET_BEBASKAN_PADANAN),
    Daftar.SATU_TANGAN: _dari_audit(Aksi.PAKET_IZINKAN_SATU_TANGAN),
    Daftar.SEGERA: _dari_paket(sa.literal_column("paket.sifat = 'segera'", sa.Boolean), alasan=Paket.segera_uraian),
    Daftar.TERLAMBAT: _dari_paket(sa.literal_column("paket.terlambat", sa.Boolean), alasan=Paket.terlambat_alasan),
    Daftar.SPTJM: _sptjm_berturut,
    Daftar.MUNDUR: _tanggal_mundur,
}
