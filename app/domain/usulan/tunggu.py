"""Which names of the village wait to be proposed again, and how do they come into the next packet?

The waiting list is no table: it is every proposal that a meeting postponed or refused, or that was postponed with its
packet, which nobody has taken up since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, undefer

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.registri.models import Warga
from app.domain.usulan import isian, operations_usulan
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import clock
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian

MENUNGGU = (StatusUsulan.DITUNDA, StatusUsulan.TIDAK_DISEPAKATI)
# A decision that its own packet may still undo is not waiting yet.
BELUM_PASTI = (StatusPaket.SIAP_MUSYAWARAH, StatusPaket.SIAP_DIAJUKAN)
HIDUP_DI_REGISTRI = 1
BANYAK = 50


@dataclass(frozen=True, slots=True)
class Penunggu:
    """One name that waits."""

    id: int
    nama: str
    rt: str
    rw: str
    jenis: str
    status: StatusUsulan
    alasan: str
    periode: str


@cache
def _menunggu() -> sa.Select[Any]:
    """Asked with `desa` and `jenis`. Built once, as the rest of the packet's page."""
    desa: Any = sa.bindparam("desa", type_=sa.String())
    # Spelt out, as in the index of the few that wait: a village's finished proposals are not gone through.
    status: Any = sa.bindparam("status", MENUNGGU, expanding=True, literal_execute=True)
    lain = aliased(Usulan)
    # Taken up already, proposed anew since, or running elsewhere: each is another proposal of person and kind.
    sejenis = sa.and_(
        lain.warga_id == Usulan.warga_id, lain.jenis == Usulan.jenis, sa.or_(lain.hidup, lain.id > Usulan.id)
    )
    return (
        sa.select(Usulan)
        .join(Paket, Paket.id == Usulan.paket_id)
        .join(Warga, Warga.id == Usulan.warga_id)
        .where(Usulan.wilayah_kode == desa, Usulan.status.in_(status), Paket.status.not_in(BELUM_PASTI))
        .where(Usulan.jenis.in_(sa.bindparam("jenis", expanding=True)), Warga.wilayah_kode == desa)
        .where(sa.or_(Usulan.jenis == "hapus", Warga.status_dasar == HIDUP_DI_REGISTRI))
        .where(sa.not_(sa.exists().where(sejenis)))
        .order_by(Usulan.id.desc())
    )


def daftar(paket: Paket, *, untuk: Pelaku) -> list[Penunggu]:
    """The village's waiting list as a draft packet may take it up: newest first, at most `BANYAK`. One statement."""
    jenis = isian.jenis_ditawarkan(paket.wilayah_kode, paket.profil, paket.segera_alasan)
    nilai = {**policy.nilai_siapa(untuk), "desa": paket.wilayah_kode, "jenis": list(jenis)}
    baris = db.session.execute(_tanya_daftar(untuk.peran), nilai)
    return [
        Penunggu(b.id, b.nama, b.rt, b.rw, str(jenis[b.jenis]["label"]), b.status, b.putusan_alasan, b.periode)
        for b in baris
    ]


@cache
def _tanya_daftar(peran: Peran) -> Any:
    u = Usulan
    terlihat = policy.terlihat(Aksi.USULAN_LIHAT, u.wilayah_kode, policy.siapa_pun(peran))
    kolom = (u.id, u.nama, u.rt, u.rw, u.jenis, u.status, u.putusan_alasan, Paket.periode)
    return _menunggu().where(terlihat).with_only_columns(*kolom).limit(BANYAK)


def ambil(paket: Paket, nomor: Sequence[int], *, oleh: Pelaku) -> list[tuple[Usulan, str]]:
    """Copy ticked names into a draft packet: (proposal, "" or what it still lacks) each; those that nothing lacks are
    declared complete. Raises GalatIsian when a name no longer waits, TidakBoleh."""
    policy.wajib_boleh(oleh, Aksi.USULAN_CATAT, paket)
    if not nomor:
        raise GalatIsian("Centang paling sedikit satu nama dari daftar tunggu.")
    jenis = isian.jenis_ditawarkan(paket.wilayah_kode, paket.profil, paket.segera_alasan)
    nilai = {"desa": paket.wilayah_kode, "jenis": list(jenis)}
    tanya = _menunggu().where(Usulan.id.in_(nomor)).options(undefer(Usulan.isi))
    lama = list(db.session.scalars(tanya, nilai))
    if len(lama) != len(set(nomor)):
        raise GalatIsian("Ada nama yang tidak lagi di daftar tunggu. Muat ulang halaman, lalu pilih lagi.")
    return [_salin(paket, u, oleh) for u in reversed(lama)]


def _salin(paket: Paket, lama: Usulan, oleh: Pelaku) -> tuple[Usulan, str]:
    """What the registry says is read anew; what people had corrected or answered is taken over. A name that a meeting
    had agreed keeps the meeting."""
    u = operations_usulan.catat(paket, warga_id=lama.warga_id, jenis=lama.jenis, oleh=oleh, lanjutan_dari=lama.id)
    ketikan = {k: v for k, v in lama.isi.get("baru", {}).items() if k not in u.isi["lama"]}
    diperbaiki = {k: b for k, (_, b) in isian.berubah(lama.isi).items() if k in u.isi["lama"]}
    tetap = {k: lama.isi.get(k, u.isi.get(k)) for k in ("jawaban", "hubungan")}
    u.isi = {**u.isi, **tetap, "baru": {**u.isi["baru"], **ketikan, **diperbaiki}}
    u.alasan_kode, u.jalur, u.jalur_rujukan = lama.alasan_kode, lama.jalur, lama.jalur_rujukan
    u.rapat_id, u.diubah = lama.rapat_id, clock.sekarang()
    db.session.flush()
    return u, _lengkapi(u, oleh)


def _lengkapi(u: Usulan, oleh: Pelaku) -> str:
    titik = db.session.begin_nested()
    try:
        operations_usulan.lengkapi(u, oleh=oleh, versi=u.versi_baris)
        titik.commit()
    except Galat as galat:
        titik.rollback()
        return " ".join(galat.alasan)
    return ""
