"""Which names of the village wait to be proposed again?

The waiting list is no table: it is every proposal that a meeting postponed or refused, or that was postponed with its
packet, which nobody has taken up since.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.registri.kode import HIDUP
from app.domain.registri.models import Warga
from app.domain.usulan import isian
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra.db import db, konstan

MENUNGGU = (StatusUsulan.DITUNDA, StatusUsulan.TIDAK_DISEPAKATI)
# A decision that its own packet may still undo is not waiting yet.
BELUM_PASTI = (StatusPaket.SIAP_MUSYAWARAH, StatusPaket.SIAP_DIAJUKAN)
BANYAK = 50
# The packet that a waiting name was last in: the statement may stand inside one over packets.
Asal = aliased(Paket)


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


def menunggu(desa: Any) -> sa.Select[Any]:
    """The proposals of a village that wait, newest first. `desa`: a column or a parameter."""
    # As in the index of the few that wait: a village's finished proposals are not gone through.
    status = [konstan(s) for s in MENUNGGU]
    lain = aliased(Usulan)
    # Taken up already, proposed anew since, or running elsewhere: each is another proposal of person and kind.
    sejenis = sa.and_(
        lain.warga_id == Usulan.warga_id, lain.jenis == Usulan.jenis, sa.or_(lain.hidup, lain.id > Usulan.id)
    )
    return (
        sa.select(Usulan)
        .join(Asal, Asal.id == Usulan.paket_id)
        .join(Warga, Warga.id == Usulan.warga_id)
        .where(Usulan.wilayah_kode == desa, Usulan.status.in_(status), Warga.wilayah_kode == desa)
        .where(Asal.status.not_in([konstan(s) for s in BELUM_PASTI]))
        .where(sa.or_(Usulan.jenis == konstan("hapus"), Warga.status_dasar == konstan(HIDUP)))
        .where(sa.not_(sa.exists().where(sejenis)))
        .order_by(Usulan.id.desc())
    )


def ada() -> sa.Exists:
    """Whether any name waits in the village of a packet, of whatever kind: a column of a statement over packets."""
    return menunggu(Paket.wilayah_kode).with_only_columns(Usulan.id).order_by(None).correlate(Paket).exists()


@cache
def menurut_jenis() -> sa.Select[Any]:
    """Asked with `desa` and `jenis`. Built once, as the rest of the packet's page."""
    desa = menunggu(sa.bindparam("desa", type_=sa.String()))
    return desa.where(Usulan.jenis.in_(sa.bindparam("jenis", expanding=True)))


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
    kolom = (u.id, u.nama, u.rt, u.rw, u.jenis, u.status, u.putusan_alasan, Asal.periode)
    return menurut_jenis().where(terlihat).with_only_columns(*kolom).limit(BANYAK)
