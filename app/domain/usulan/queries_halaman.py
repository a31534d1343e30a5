"""What does a packet's own page need? All of it in few statements, so that thirty names cost as much as one."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only, undefer
from sqlalchemy.orm.attributes import set_committed_value

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.rapat.models import Rapat
from app.domain.registri.models import Keluarga, Warga
from app.domain.usulan.models import Paket, Perubahan, Usulan
from app.domain.usulan.status import StatusPaket
from app.domain.wilayah.models import Wilayah
from app.infra.db import db
from app.infra.galat import TidakAda

# In these states the page asks the guards that look into every name.
MENDALAM = frozenset({StatusPaket.DRAF, StatusPaket.SIAP_DIAJUKAN, StatusPaket.DIKEMBALIKAN})
# What the lists and the guards read; everything else of a row stays in the database.
RINGKAS = (
    Usulan.paket_id,
    Usulan.wilayah_kode,
    Usulan.jenis,
    Usulan.warga_id,
    Usulan.keluarga_id,
    Usulan.nama,
    Usulan.rt,
    Usulan.rw,
    Usulan.status,
    Usulan.alasan_kode,
    Usulan.putusan_alasan,
    Usulan.nilai_alasan,
    Usulan.padanan,
    Usulan.status_siks,
    Usulan.rapat_id,
)


@dataclass(frozen=True, slots=True)
class Halaman:
    """A packet in sight with its village, its meeting and its proposals, loaded."""

    paket: Paket
    desa: Wilayah
    rapat: Rapat | None
    usulan: list[Usulan]


def kepala(paket_id: int, *, untuk: Pelaku) -> Paket:
    """The packet's own row alone. Raises TidakAda."""
    paket = db.session.scalar(
        sa.select(Paket).where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.id == paket_id)
    )
    if paket is None:
        raise TidakAda
    return paket


def halaman(paket_id: int, *, untuk: Pelaku) -> Halaman:
    """Two statements for the packet, its village, its meeting, all marks and all names. Raises TidakAda."""
    diminta = sa.exists().where(Perubahan.paket_id == Paket.id).correlate(Paket)
    r = (
        db.session.execute(
            sa.select(Paket, Wilayah, Rapat, diminta.label("diminta"))
            .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
            .outerjoin(Rapat, Rapat.id == Paket.rapat_id)
            .where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.id == paket_id)
            .options(joinedload(Paket.tanda))
        )
        .unique()
        .first()
    )
    if r is None:
        raise TidakAda
    paket: Paket = r.Paket
    _muat_usulan(paket)
    if not r.diminta:
        set_committed_value(paket, "perubahan", [])
    return Halaman(paket, r.Wilayah, r.Rapat, paket.usulan)


def _muat_usulan(paket: Paket) -> None:
    q = sa.select(Usulan).where(Usulan.paket_id == paket.id).order_by(Usulan.id).options(load_only(*RINGKAS))
    if paket.status in MENDALAM:
        q = q.options(
            undefer(Usulan.isi),
            joinedload(Usulan.warga).load_only(Warga.nik, Warga.jenis_kelamin, Warga.tanggal_lahir),
            joinedload(Usulan.keluarga).load_only(Keluarga.no_kk),
        )
    set_committed_value(paket, "usulan", list(db.session.scalars(q)))
