"""How far are the imports, and what is to be mended in them?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.registri.models import GalatImpor, ImporRegistri
from app.domain.wilayah.models import Wilayah
from app.infra.db import db
from app.infra.galat import TidakAda, TidakBisa
from app.infra.jobs import GAGAL, Pekerjaan

PER_HALAMAN = 25
GALAT_PER_HALAMAN = 50
TERHENTI = (
    "Impor terhenti karena gangguan pada sistem. Baris yang sudah tersimpan tetap aman; unggah lagi berkas yang sama "
    "untuk melanjutkan."
)


@dataclass(frozen=True, slots=True)
class RincianImpor:
    """One run: counts in residents' rows, and how far its job is."""

    id: int
    dibuat: dt.datetime
    selesai: dt.datetime | None
    nama_asal: str
    desa: str
    baris: int
    baru: int
    berubah: int
    sama: int
    ditolak: int
    gagal: str
    langkah: int
    jumlah: int

    @property
    def keadaan(self) -> tuple[str, str]:
        """Label and colour."""
        if self.gagal:
            return "Gagal", "merah"
        if self.selesai is None:
            return ("Sedang berjalan", "biru") if self.jumlah else ("Menunggu giliran", "biru")
        return ("Selesai, ada yang ditolak", "kuning") if self.ditolak else ("Selesai", "hijau")

    @property
    def persen(self) -> int | None:
        """Progress, None while unknown."""
        return round(100 * self.langkah / self.jumlah) if self.jumlah else None

    @property
    def tuntas(self) -> bool:
        """Whether polling may stop."""
        return bool(self.gagal) or self.selesai is not None


def daftar_impor(*, untuk: Pelaku, sesudah: int | None = None) -> tuple[list[RincianImpor], int | None]:
    """Runs, the latest first; keyset before run `sesudah`."""
    tanya = _tanya(untuk).order_by(ImporRegistri.id.desc()).limit(PER_HALAMAN + 1)
    if sesudah is not None:
        tanya = tanya.where(ImporRegistri.id < sesudah)
    semua = [_rincian(b) for b in db.session.execute(tanya)]
    return semua[:PER_HALAMAN], semua[PER_HALAMAN - 1].id if len(semua) > PER_HALAMAN else None


def impor(impor_id: int, *, untuk: Pelaku) -> RincianImpor:
    """One run. Raises TidakAda."""
    ada = db.session.execute(_tanya(untuk).where(ImporRegistri.id == impor_id)).first()
    if ada is None:
        raise TidakAda("Impor tidak ditemukan di wilayah Anda.")
    return _rincian(ada)


def galat_impor(
    impor_id: int, *, untuk: Pelaku, sesudah: int = 0, batas: int = GALAT_PER_HALAMAN
) -> tuple[list[dict[str, Any]], int | None]:
    """What to mend, in the order of the file; keyset after error `sesudah`. Raises TidakAda."""
    impor(impor_id, untuk=untuk)
    tanya = (
        sa.select(GalatImpor.id, GalatImpor.isi)
        .where(GalatImpor.impor_id == impor_id, GalatImpor.id > sesudah)
        .order_by(GalatImpor.id)
        .limit(batas + 1)
    )
    semua = db.session.execute(tanya).all()
    return [b.isi for b in semua[:batas]], semua[batas - 1].id if len(semua) > batas else None


def desa_pilihan(*, untuk: Pelaku) -> list[tuple[str, str]]:
    """Villages that the actor may import for: code and name."""
    tanya = (
        sa.select(Wilayah.kode, Wilayah.nama, Wilayah.jenis)
        .where(policy.terlihat(Aksi.REGISTRI_IMPOR, Wilayah.kode, untuk), Wilayah.jenis.in_(("desa", "kelurahan")))
        .order_by(Wilayah.kode)
    )
    return [(b.kode, f"{b.jenis.capitalize()} {b.nama} ({b.kode})") for b in db.session.execute(tanya)]


def pengguna_sistem() -> int:
    """The account under which the command line acts: the first one. Raises TidakBisa without any."""
    ada = db.session.scalar(sa.select(sa.func.min(Pengguna.id)))
    if ada is None:
        raise TidakBisa("Belum ada pengguna. Buat admin lebih dahulu dengan: flask --app wsgi pengguna buat --admin")
    return int(ada)


def _tanya(untuk: Pelaku) -> sa.Select[Any]:
    i = ImporRegistri
    return cast(
        "sa.Select[Any]",

        sa.select(
            i.id, i.dibuat, i.selesai, i.nama_asal, i.baris, i.baru, i.berubah, i.sama, i.ditolak, i.gagal,
            Wilayah.nama.label("desa"), Pekerjaan.status, Pekerjaan.langkah, Pekerjaan.jumlah,
        )
        .join(Wilayah, Wilayah.kode == i.wilayah_kode)
        .outerjoin(Pekerjaan, Pekerjaan.id == i.pekerjaan_id)
        .where(policy.terlihat(Aksi.REGISTRI_IMPOR, i.wilayah_kode, untuk))
    )  # fmt: skip


def _rincian(b: sa.Row[Any]) -> RincianImpor:
    terhenti = TERHENTI if b.status == GAGAL and b.selesai is None else ""
    return RincianImpor(
        id=b.id,
        dibuat=b.dibuat,
        selesai=b.selesai,
        nama_asal=b.nama_asal,
        desa=b.desa,
        baris=b.baris,
        baru=b.baru,
        berubah=b.berubah,
        sama=b.sama,
        ditolak=b.ditolak,
        gagal=b.gagal or terhenti,
        langkah=b.langkah or 0,
        jumlah=b.jumlah or 0,
    )
