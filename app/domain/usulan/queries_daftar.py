"""What can be seen of a list of the regency's own? Lists with their packets, the questions and answers of a village."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import sebutan
from app.domain.registri.models import Konfirmasi
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.models import DaftarMasuk, Paket, Usulan
from app.domain.usulan.status import RONA_PAKET, Audiens, StatusPaket, label_paket
from app.domain.usulan.syarat_daftar import PERIHAL
from app.domain.wilayah.models import Wilayah
from app.infra import jobs
from app.infra.db import db
from app.infra.galat import TidakAda

HALAMAN = 25
BATAS_PAKET = 500


@dataclass(frozen=True, slots=True)
class BarisKonfirmasi:
    """One name that a village is asked about."""

    id: int
    usulan_id: int
    nama: str
    rt: str
    rw: str
    jenis: str
    keterangan: str
    jawaban: str
    alasan: str


@dataclass(frozen=True, slots=True)
class BarisPaketDaftar:
    """One village's packet of a list."""

    id: int
    nomor: str
    desa: str
    status: str
    rona: str
    versi_baris: int
    draf: bool
    menunggu: bool
    jumlah: int
    ya: int
    tidak: int
    tenggat: dt.date | None


def konfirmasi(paket_id: int, *, untuk: Pelaku) -> list[BarisKonfirmasi]:
    """The questions of a packet in sight, in the order of its names. One statement."""
    k, u = Konfirmasi, Usulan
    tanya = (
        sa.select(
            k.id, k.usulan_id, u.nama, u.rt, u.rw, u.jenis, u.alasan_kode, u.wilayah_kode, k.jawaban, k.alasan,
        )
        .join(u, u.id == k.usulan_id)
        .where(policy.terlihat(Aksi.USULAN_LIHAT, u.wilayah_kode, untuk), k.paket_id == paket_id, k.perihal == PERIHAL)
        .order_by(k.id)
    )  # fmt: skip
    return [
        BarisKonfirmasi(
            r.id, r.usulan_id or 0, r.nama, r.rt, r.rw, label_jenis(r.jenis, r.wilayah_kode),
            sebutan("alasan_hapus", r.alasan_kode, r.wilayah_kode) if r.alasan_kode else "", r.jawaban or "", r.alasan,
        )
        for r in db.session.execute(tanya)
    ]  # fmt: skip


def jawaban_usulan(usulan_id: int, *, untuk: Pelaku) -> tuple[str, str] | None:
    """(answer, reason) of the village about one name: stands beside the verdict. None where nobody was asked."""
    k, u = Konfirmasi, Usulan
    ada = db.session.execute(
        sa.select(k.jawaban, k.alasan)
        .join(u, u.id == k.usulan_id)
        .where(policy.terlihat(Aksi.USULAN_LIHAT, u.wilayah_kode, untuk), k.usulan_id == usulan_id)
        .where(k.perihal == PERIHAL)
        .order_by(k.id.desc())
        .limit(1)
    ).first()
    return (ada.jawaban or "", ada.alasan) if ada else None


def daftar(*, untuk: Pelaku, sebelum: int | None = None) -> tuple[list[DaftarMasuk], int | None]:
    """Lists that came in, newest first. Keyset on id."""
    q = sa.select(DaftarMasuk).where(policy.terlihat(Aksi.PAKET_BUAT_DAFTAR, DaftarMasuk.wilayah_kode, untuk))
    if sebelum:
        q = q.where(DaftarMasuk.id < sebelum)
    ada = list(db.session.scalars(q.order_by(DaftarMasuk.id.desc()).limit(HALAMAN + 1)))
    return ada[:HALAMAN], (ada[HALAMAN - 1].id if len(ada) > HALAMAN else None)


def satu(daftar_id: int, *, untuk: Pelaku) -> DaftarMasuk:
    """One list in sight with its report. Raises TidakAda."""
    ada = db.session.scalar(
        sa.select(DaftarMasuk)
        .where(policy.terlihat(Aksi.PAKET_BUAT_DAFTAR, DaftarMasuk.wilayah_kode, untuk), DaftarMasuk.id == daftar_id)
        .options(undefer(DaftarMasuk.laporan))
    )
    if ada is None:
        raise TidakAda
    return ada


def pekerjaan(daftar_id: int, *, untuk: Pelaku) -> jobs.Pekerjaan | None:
    """The job that reads a list in sight."""
    terlihat = policy.terlihat(Aksi.PAKET_BUAT_DAFTAR, DaftarMasuk.wilayah_kode, untuk)
    return db.session.scalar(
        sa.select(jobs.Pekerjaan)
        .join(DaftarMasuk, DaftarMasuk.pekerjaan_id == jobs.Pekerjaan.id)
        .where(terlihat, DaftarMasuk.id == daftar_id)
    )


def paket_daftar(daftar_id: int, *, untuk: Pelaku) -> list[BarisPaketDaftar]:
    """The packets of one list with what their villages answered, by village. One statement."""
    p, k = Paket, Konfirmasi

    def hitung(*syarat: Any) -> sa.ScalarSelect[int]:
        tanya = sa.select(sa.func.count()).select_from(k).where(k.paket_id == p.id, k.perihal == PERIHAL, *syarat)
        return tanya.correlate(p).scalar_subquery()

    nama = sa.select(sa.func.count()).select_from(Usulan).where(Usulan.paket_id == p.id).correlate(p).scalar_subquery()
    tanya = (
        sa.select(
            p.id, p.nomor, p.status, p.versi_baris, p.tenggat, Wilayah.sebutan.label("desa"), nama.label("jumlah"),
            hitung(k.jawaban == "ya").label("ya"), hitung(k.jawaban == "tidak").label("tidak"),
        )
        .join(Wilayah, Wilayah.kode == p.wilayah_kode)
        .where(policy.terlihat(Aksi.PAKET_BUAT_DAFTAR, p.wilayah_kode, untuk), p.daftar_id == daftar_id)
        .order_by(p.wilayah_kode, p.id)
        .limit(BATAS_PAKET)
    )  # fmt: skip
    return [
        BarisPaketDaftar(
            r.id, r.nomor, r.desa,
            label_paket(r.status, Audiens.DINSOS), RONA_PAKET[r.status], r.versi_baris,
            r.status is StatusPaket.DRAF, r.status is StatusPaket.MENUNGGU_TANGGAPAN,
            r.jumlah, r.ya, r.tidak, r.tenggat,
        )
        for r in db.session.execute(tanya)
    ]  # fmt: skip
