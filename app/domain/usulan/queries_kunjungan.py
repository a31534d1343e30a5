"""Whom does a field officer visit? Proposals at Dinas Sosial in the officer's territory that nobody has met yet."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.registri.models import Keluarga
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.kunjungan import DIKUNJUNGI, UNDIAN
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import HIDUP, StatusPaket
from app.domain.verifikasi import kunjungan
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.db import db

HALAMAN = 25


@dataclass(frozen=True, slots=True)
class BarisKunjungan:
    """One household to visit."""

    id: int
    nama: str
    jenis: str
    desa: str
    alamat: str
    rt: str
    rw: str
    hari: int
    sejak: dt.datetime


def daftar(
    *, untuk: Pelaku, semua: bool = False, sesudah: tuple[str, int] | None = None
) -> tuple[list[BarisKunjungan], tuple[str, int] | None]:
    """Sampled proposals and those that ask for a check of the place, or all at Dinas Sosial; keyset on (since, id)."""
    tanya = (
        sa.select(
            Usulan.id, Usulan.nama, Usulan.jenis, Usulan.wilayah_kode, Usulan.rt, Usulan.rw, Keluarga.alamat,
            Wilayah.sebutan.label("desa"),
            Paket.sejak,
        )
        .join(Paket, Paket.id == Usulan.paket_id)
        .join(Keluarga, Keluarga.id == Usulan.keluarga_id)
        .join(Wilayah, Wilayah.kode == Usulan.wilayah_kode)
        .where(policy.terlihat(Aksi.USULAN_CATAT_KUNJUNGAN, Usulan.wilayah_kode, untuk))
        .where(Paket.status == StatusPaket.DITERUSKAN, Usulan.status.in_(HIDUP), ~DIKUNJUNGI)
    )  # fmt: skip
    if not semua:
        tanya = tanya.where(sa.or_(kunjungan.persen(untuk.wilayah) > UNDIAN, Usulan.jenis == "ground_check"))
    if sesudah:
        saat = dt.datetime.fromisoformat(sesudah[0])
        tanya = tanya.where(sa.or_(Paket.sejak > saat, sa.and_(Paket.sejak == saat, Usulan.id > sesudah[1])))
    ada = db.session.execute(tanya.order_by(Paket.sejak, Usulan.id).limit(HALAMAN + 1)).all()
    kini = clock.sekarang()
    hasil = [
        BarisKunjungan(
            r.id, r.nama, label_jenis(r.jenis, r.wilayah_kode), r.desa, r.alamat, r.rt, r.rw,
            max((kini - r.sejak).days, 0), r.sejak,
        )
        for r in ada[:HALAMAN]
    ]  # fmt: skip
    return hasil, ((hasil[-1].sejak.isoformat(), hasil[-1].id) if len(ada) > HALAMAN else None)
