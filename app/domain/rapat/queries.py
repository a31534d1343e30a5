"""Which meetings may be seen, and what of them? Every answer starts from the territory of who asks."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.rapat.models import BerkasRapat, FotoRapat, Peserta, Rapat
from app.domain.wilayah.models import Wilayah
from app.infra import files
from app.infra.db import db
from app.infra.galat import TidakAda

SEHALAMAN = 25
Baris = sa.Row[Any]


def satu(rapat_id: int, *, untuk: Pelaku) -> Rapat:
    """One meeting with agenda, people and photographs; TidakAda outside the territory."""
    rapat = db.session.scalar(
        sa.select(Rapat)
        .where(_terlihat(untuk), Rapat.id == rapat_id)
        .options(selectinload(Rapat.agenda), selectinload(Rapat.peserta), selectinload(Rapat.foto))
    )
    if rapat is None:
        raise TidakAda
    return rapat


def wilayah(rapat: Rapat, *, untuk: Pelaku) -> Wilayah:
    """The village of a meeting."""
    ada = db.session.scalar(
        sa.select(Wilayah).join(Rapat, Rapat.wilayah_kode == Wilayah.kode).where(_terlihat(untuk), Rapat.id == rapat.id)
    )
    if ada is None:
        raise TidakAda
    return ada


def daftar(*, untuk: Pelaku, sesudah: int | None = None, banyak: int = SEHALAMAN) -> tuple[Sequence[Baris], int | None]:
    """A page of meetings, newest first, and the `sesudah` of the next page (None at the end).

    Rows: id, jenis, perihal, tanggal, pukul_mulai, tempat, dicatat, wilayah_nama, wilayah_jenis,
    wilayah_kode, zona, diundang, hadir.
    """
    r, w = Rapat, Wilayah
    ids = sa.select(r.id).where(policy.terlihat_terbaru(Aksi.RAPAT_LIHAT, r.wilayah_kode, untuk))
    if sesudah is not None:
        ids = ids.where(r.id < sesudah)
    tanya = (
        sa.select(r.id, r.jenis, r.perihal, r.tanggal, r.pukul_mulai, r.tempat, r.dicatat, r.wilayah_kode)
        .add_columns(w.nama.label("wilayah_nama"), w.jenis.label("wilayah_jenis"), w.zona)
        .add_columns(_jumlah(Peserta.diundang).label("diundang"), _jumlah(Peserta.hadir).label("hadir"))
        .join(w, w.kode == r.wilayah_kode)
        .where(r.id.in_(ids.order_by(r.id.desc()).limit(banyak + 1)))
        .order_by(r.id.desc())
    )
    baris = db.session.execute(tanya).all()
    lebih = len(baris) > banyak
    return baris[:banyak], baris[banyak - 1].id if lebih else None


def peserta(rapat_id: int, *, untuk: Pelaku) -> list[Peserta]:
    """The people of a meeting in the order of the table; TidakAda outside the territory."""
    return list(satu(rapat_id, untuk=untuk).peserta)


def ada_contoh(wilayah_kode: str, *, untuk: Pelaku) -> bool:
    """Whether the village has held a meeting that invited people by name, so that the next may be planned like it."""
    diundang = sa.exists().where(Peserta.rapat_id == Rapat.id, Peserta.diundang)
    tanya = sa.select(Rapat.id).where(_terlihat(untuk), Rapat.wilayah_kode == wilayah_kode, diundang)
    return db.session.scalar(tanya.where(Rapat.dicatat.is_not(None)).limit(1)) is not None


def isi_foto(rapat_id: int, foto_id: int, *, untuk: Pelaku) -> tuple[bytes, str]:
    """Bytes and media type of one photograph; TidakAda outside the territory or of another meeting."""
    foto = db.session.scalar(
        sa.select(FotoRapat)
        .join(Rapat, Rapat.id == FotoRapat.rapat_id)
        .where(_terlihat(untuk), Rapat.id == rapat_id, FotoRapat.id == foto_id)
    )
    if foto is None:
        raise TidakAda
    return files.baca(foto.sha256), foto.mime


def isi_berkas(rapat_id: int, berkas_id: int, *, untuk: Pelaku) -> tuple[bytes, str]:
    """Bytes and media type of one scan; TidakAda outside the territory or of another meeting."""
    berkas = db.session.scalar(
        sa.select(BerkasRapat)
        .join(Rapat, Rapat.id == BerkasRapat.rapat_id)
        .where(_terlihat(untuk), Rapat.id == rapat_id, BerkasRapat.id == berkas_id)
    )
    if berkas is None:
        raise TidakAda
    return files.baca(berkas.sha256), berkas.mime


def _terlihat(untuk: Pelaku) -> sa.ColumnElement[bool]:
    return policy.terlihat(Aksi.RAPAT_LIHAT, Rapat.wilayah_kode, untuk)


def _jumlah(tanda: Any) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(Peserta)
        .where(Peserta.rapat_id == Rapat.id, tanda)
        .correlate(Rapat)
        .scalar_subquery()
    )
