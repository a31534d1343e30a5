"""Which questions about moved residents are open, what was answered, and what did one's own village ask?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Tingkat
from app.domain.registri import kabar
from app.domain.registri.kode import HIDUP, KEPALA_KELUARGA, sebutan_kode
from app.domain.registri.models import Keluarga, Konfirmasi, Warga
from app.domain.registri.mutasi import PERIHAL, milik, tenggat_lewat
from app.domain.wilayah.models import Wilayah
from app.infra.db import db, konstan
from app.infra.format import samarkan

PER_HALAMAN = 25
BATAS_HITUNG = 100
HASIL = {
    None: ("Menunggu konfirmasi", "kuning"),
    "ya": ("Pindah", "hijau"),
    "tidak": ("Belum pindah", "merah"),
}


@dataclass(frozen=True, slots=True)
class BarisMasuk:
    """A question that waits for the village asked, or that it answered. `giliran`: the actor may answer now."""

    id: int
    nama: str
    nik: str
    peminta: str
    kepada: str
    tenggat: dt.date
    lewat: bool
    hasil: str
    rona: str
    giliran: bool


@dataclass(frozen=True, slots=True)
class BarisKeluar:
    """A question of one's own village, by the number it wrote; no name, no village."""

    id: int
    apa: str
    nomor: str
    dibuat: dt.datetime
    tenggat: dt.date
    hasil: str
    rona: str
    alasan: str


@dataclass(frozen=True, slots=True)
class Anggota:
    """A member of the family that a question is about."""

    id: int
    nama: str
    hubungan: str
    status: str
    ditanyakan: bool


@dataclass(frozen=True, slots=True)
class RincianMutasi:
    """What whoever answers must see. `calon_kepala`: (id, name) to choose from where the head would leave alone;
    `halangan`: why a yes is refused now."""

    id: int
    nama: str
    nik: str
    no_kk: str
    atas_kk: bool
    peminta: str
    dibuat: dt.datetime
    tenggat: dt.date
    lewat: bool
    hasil: str
    rona: str
    terjawab: bool
    alasan: str
    giliran: bool
    keluarga_id: int
    anggota: list[Anggota]
    calon_kepala: list[tuple[int, str]]
    halangan: list[str]


def masuk(*, untuk: Pelaku, sesudah: int | None = None, terjawab: bool = False) -> tuple[list[BarisMasuk], int | None]:
    """Questions to villages in sight: the open ones oldest first, the answered ones latest first. Keyset on id."""
    k = Konfirmasi
    tanya = _tanya(untuk).where(k.dijawab.is_not(None) if terjawab else k.dijawab.is_(None))
    tanya = tanya.order_by(k.id.desc() if terjawab else k.id)
    if sesudah is not None:
        tanya = tanya.where(k.id < sesudah if terjawab else k.id > sesudah)
    semua = db.session.execute(tanya.limit(PER_HALAMAN + 1)).all()
    baris = [_baris(r, untuk) for r in semua[:PER_HALAMAN]]
    return baris, baris[-1].id if len(semua) > PER_HALAMAN else None


def giliran(*, untuk: Pelaku) -> sa.ScalarSelect[int]:
    """How many open questions an actor may answer now, counted to `BATAS_HITUNG`: those to the own village, or at Dinas
    Sosial those past their term. A column of a statement that is asked with `siapa` (id) and `hari` (today)."""
    k = Konfirmasi
    tanya = sa.select(k.id).where(
        k.perihal == konstan(PERIHAL),
        k.dijawab.is_(None),
        k.oleh != sa.bindparam("siapa", type_=k.oleh.type),
        policy.terlihat(Aksi.REGISTRI_MUTASI, k.kepada, untuk),
    )
    if untuk.tingkat is not Tingkat.DESA:
        tanya = tanya.where(k.tenggat < sa.bindparam("hari", type_=k.tenggat.type))
    return sa.select(sa.func.count()).select_from(tanya.limit(BATAS_HITUNG).subquery()).scalar_subquery()


def _tanya(untuk: Pelaku) -> sa.Select[*tuple[Any, ...]]:
    k, asal, asli = Konfirmasi, aliased(Wilayah), aliased(Wilayah)
    return (
        sa.select(
            k.id, k.kepada, k.tenggat, k.jawaban, k.dibuat, k.alasan, k.nik.label("tertulis"), k.warga_id, k.oleh,
            Warga.nama, Warga.nik, Warga.keluarga_id,
            asal.nama.label("a_nama"), asal.jenis.label("a_jenis"), asli.nama.label("k_nama"),
            asli.jenis.label("k_jenis"),
        )
        .join(Warga, Warga.id == k.warga_id)
        .join(asal, asal.kode == k.asal_kode)
        .join(asli, asli.kode == k.kepada)
        .where(k.perihal == PERIHAL, policy.terlihat(Aksi.REGISTRI_MUTASI, k.kepada, untuk))
    )  # fmt: skip


def _sebutan(nama: str, jenis: str) -> str:
    return Wilayah(nama=nama, jenis=jenis).sebutan


def _giliran(r: Any, untuk: Pelaku, lewat: bool) -> bool:
    if r.jawaban is not None or r.oleh == untuk.pengguna_id:
        return False
    return untuk.tingkat is Tingkat.DESA or lewat


def _baris(r: Any, untuk: Pelaku) -> BarisMasuk:
    lewat = tenggat_lewat(r.kepada, r.tenggat)
    return BarisMasuk(
        r.id, r.nama, samarkan(r.nik), _sebutan(r.a_nama, r.a_jenis), _sebutan(r.k_nama, r.k_jenis), r.tenggat, lewat,
        *HASIL[r.jawaban], _giliran(r, untuk, lewat),
    )  # fmt: skip


def keluar(*, untuk: Pelaku, sesudah: int | None = None) -> tuple[list[BarisKeluar], int | None]:
    """What one's own village asked, latest first. Keyset on id. Two things stay hidden: who it is, and where."""
    k = Konfirmasi
    tanya = (
        sa.select(k.id, k.nik, k.no_kk, k.dibuat, k.tenggat, k.jawaban, k.alasan)
        .where(k.perihal == PERIHAL, policy.terlihat(Aksi.REGISTRI_UBAH, k.asal_kode, untuk))
        .order_by(k.id.desc())
        .limit(PER_HALAMAN + 1)
    )
    if sesudah is not None:
        tanya = tanya.where(k.id < sesudah)
    semua = db.session.execute(tanya).all()
    baris = [
        BarisKeluar(
            r.id, "NIK" if r.nik else "Nomor KK", samarkan(r.nik or r.no_kk), r.dibuat, r.tenggat, *HASIL[r.jawaban],
            r.alasan if r.jawaban == "tidak" else "",
        )
        for r in semua[:PER_HALAMAN]
    ]  # fmt: skip
    return baris, baris[-1].id if len(semua) > PER_HALAMAN else None


def rinci(konfirmasi_id: int, *, untuk: Pelaku) -> RincianMutasi:
    """One question as whoever answers sees it. Raises TidakAda, also for the village that asked."""
    milik(konfirmasi_id, untuk)
    r: Any = db.session.execute(_tanya(untuk).where(Konfirmasi.id == konfirmasi_id)).one()
    lewat = tenggat_lewat(r.kepada, r.tenggat)
    terjawab = r.jawaban is not None
    semua = [] if terjawab else _anggota(r.keluarga_id, r.kepada)
    tinggal = [w for w in semua if w.id != r.warga_id and w.status_dasar == HIDUP]
    berkepala = any(w.hubungan == KEPALA_KELUARGA for w in tinggal)
    no_kk = db.session.scalar(sa.select(Keluarga.no_kk).where(Keluarga.id == r.keluarga_id)) if semua else None
    return RincianMutasi(
        id=r.id,
        nama=r.nama if not terjawab or r.jawaban == "tidak" else "",
        nik=samarkan(r.nik),
        no_kk=samarkan(no_kk),
        atas_kk=r.tertulis is None,
        peminta=_sebutan(r.a_nama, r.a_jenis),
        dibuat=r.dibuat,
        tenggat=r.tenggat,
        lewat=lewat,
        hasil=HASIL[r.jawaban][0],
        rona=HASIL[r.jawaban][1],
        terjawab=terjawab,
        alasan=r.alasan,
        giliran=_giliran(r, untuk, lewat),
        keluarga_id=r.keluarga_id,
        anggota=[
            Anggota(
                w.id,
                w.nama,
                sebutan_kode("hubungan", w.hubungan),
                sebutan_kode("status_dasar", w.status_dasar),
                w.id == r.warga_id,
            )
            for w in semua
        ],
        calon_kepala=[] if berkepala else [(w.id, w.nama) for w in tinggal],
        halangan=kabar.halangan_pindah([w.id for w in semua]),
    )


def _anggota(keluarga_id: int, wilayah_kode: str) -> list[Any]:
    w = Warga
    tanya = sa.select(w.id, w.nama, w.hubungan, w.status_dasar).where(
        w.keluarga_id == keluarga_id, w.wilayah_kode == wilayah_kode
    )
    return list(db.session.execute(tanya.order_by(w.urut_kk, w.id)))
