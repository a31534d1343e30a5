"""How does an assignment read, for the admin and for the kecamatan?"""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.akses.masuk import berlaku_sql
from app.domain.akses.models import Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.wilayah.models import Wilayah
from app.infra.db import db


@dataclass(frozen=True, slots=True)
class BarisPenugasan:
    """An assignment as the admin sees it."""

    id: int
    pengguna_id: int
    peran: Peran
    wilayah_kode: str
    wilayah_nama: str
    instansi: str
    mulai: dt.date
    selesai: dt.date | None
    sebutan: str
    nomor_sk: str
    tanggal_sk: dt.date | None
    berlaku: bool
    periode_awal: str = ""
    periode_akhir: str = ""

    @property
    def label(self) -> str:
        """“Plt Kepala desa, Desa Slawi Kulon”."""
        peran = Pelaku(0, 0, "", self.peran, self.wilayah_kode, self.wilayah_nama).peran_label
        awalan = "" if self.sebutan == "definitif" else f"{self.sebutan} "
        return f"{awalan}{peran}, {self.wilayah_nama}"


def baris_penugasan(*syarat: sa.ColumnElement[bool]) -> list[BarisPenugasan]:
    """Assignments under these conditions, newest first; the territory is the caller's to have asked."""
    t, w = Penugasan, Wilayah
    baris = db.session.execute(
        sa.select(
            t.id, t.pengguna_id, t.peran, t.wilayah_kode, t.instansi, t.mulai, t.selesai, t.sebutan, t.nomor_sk,
            t.tanggal_sk, t.periode_awal, t.periode_akhir, w.nama, w.jenis, berlaku_sql(t, w).label("berlaku"),
        )
        .join(w, w.kode == t.wilayah_kode)
        .where(*syarat)
        .order_by(t.mulai.desc(), t.id.desc())
    )  # fmt: skip
    return [
        BarisPenugasan(
            b.id, b.pengguna_id, b.peran, b.wilayah_kode, Wilayah(nama=b.nama, jenis=b.jenis).sebutan, b.instansi,
            b.mulai, b.selesai, b.sebutan, b.nomor_sk, b.tanggal_sk, bool(b.berlaku), b.periode_awal, b.periode_akhir,
        )
        for b in baris
    ]  # fmt: skip
