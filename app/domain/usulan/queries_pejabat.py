"""Which decisions were recorded for officials on a packet, were they objected to, and from which forms was it typed?"""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import tindakan
from app.domain.akses.models import KeputusanTercatat, Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import queries as dokumen
from app.domain.dokumen.models import Dokumen
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import FormulirPaket, Paket
from app.domain.usulan.operations_pejabat import SEBELUM_DIAJUKAN
from app.infra.db import db, konstan

JAWAB = frozenset({Aksi.PAKET_JAWAB_KEBERATAN, Aksi.PAKET_JAWAB_KEBERATAN_NIHIL})
BATAS_KEBERATAN = 100
__all__ = [
    "JAWAB",
    "SEBELUM_DIAJUKAN",
    "Formulir",
    "Tercatat",
    "formulir",
    "keberatan_menunggu",
    "keberatan_terbuka",
    "tercatat",
    "tercatat_bundel",
]


@dataclass(frozen=True, slots=True)
class Tercatat:
    """One recorded decision: whose, by whom recorded, and what the official said against it."""

    jabatan: str
    nama: str
    pencatat: str
    dicatat: dt.datetime
    dokumen_id: int
    terbaca: bool  # whether the reader may open that paper
    keberatan_pada: dt.datetime | None
    keberatan: str
    jawaban: str
    dijawab: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Formulir:
    """One scanned form."""

    id: int
    nama_asal: str
    halaman: int
    diunggah: dt.datetime


def keberatan_terbuka(*, untuk: Pelaku) -> sa.Select[str]:
    """Names of packets in sight with an objection that nobody has answered."""
    k = KeputusanTercatat
    terlihat = policy.terlihat(Aksi.PAKET_JAWAB_KEBERATAN, k.wilayah_kode, untuk)
    terbuka = sa.select(k.objek).where(k.keberatan_pada.is_not(None), k.dijawab.is_(None), terlihat)
    return terbuka.where(k.objek.like(konstan("paket:%")))


def keberatan_menunggu(*, untuk: Pelaku) -> list[int]:
    """Ids of packets, at most `BATAS_KEBERATAN`, with an objection that this actor may answer as they stand."""
    terbuka = keberatan_terbuka(untuk=untuk).distinct().order_by(KeputusanTercatat.objek)
    nama = db.session.scalars(terbuka.limit(BATAS_KEBERATAN))
    ids = [int(objek.partition(":")[2]) for objek in nama]
    paket = db.session.scalars(sa.select(Paket).where(Paket.id.in_(ids)).order_by(Paket.sejak)) if ids else ()
    return [p.id for p in paket if any(b.aksi in JAWAB for b in tindakan(ALUR_PAKET, p, oleh=untuk))]


def tercatat(paket_id: int, *, untuk: Pelaku) -> list[Tercatat]:
    """Recorded decisions that matter now, newest first: the last one, and all with an objection."""
    terlihat = sa.exists().where(Paket.id == paket_id, policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk))
    return _tercatat(f"paket:{paket_id}", terlihat, untuk)


def tercatat_bundel(bundel_id: int, *, untuk: Pelaku) -> list[Tercatat]:
    """The same for a bundel in sight."""
    k = KeputusanTercatat
    return _tercatat(f"bundel:{bundel_id}", policy.terlihat(Aksi.BUNDEL_LIHAT, k.wilayah_kode, untuk), untuk)


def _tercatat(objek: str, terlihat: sa.ColumnElement[bool], untuk: Pelaku) -> list[Tercatat]:
    k = KeputusanTercatat
    terbaca = sa.exists().where(Dokumen.id == k.dokumen_id, dokumen.terbaca(untuk))
    baris = db.session.execute(
        sa.select(
            k.jabatan, k.nama, Pengguna.nama.label("pencatat"), k.dicatat, k.dokumen_id, terbaca,
            k.keberatan_pada, k.keberatan_alasan, k.jawaban, k.dijawab,
        )
        .join(Pengguna, Pengguna.id == k.dicatat_oleh)
        .where(k.objek == objek, terlihat)
        .order_by(k.id.desc())
    )  # fmt: skip
    semua = [Tercatat(*tuple(b)) for b in baris]
    return [t for i, t in enumerate(semua) if i == 0 or t.keberatan_pada]


def formulir(paket_id: int, *, untuk: Pelaku) -> list[Formulir]:
    """The signed forms of a packet in sight, oldest first."""
    f = FormulirPaket
    baris = db.session.execute(
        sa.select(f.id, f.nama_asal, f.halaman, f.diunggah)
        .join(Paket, Paket.id == f.paket_id)
        .where(f.paket_id == paket_id, policy.terlihat(Aksi.DOKUMEN_LIHAT, Paket.wilayah_kode, untuk))
        .order_by(f.id)
    )
    return [Formulir(*b) for b in baris]
