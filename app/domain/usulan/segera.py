"""What sets an urgent packet apart: which kinds it may hold, which proof it carries, how many a village may send?"""

import sqlalchemy as sa

from app.domain.aturan.berlaku import Isi, berlaku, nilai
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Sifat, StatusPaket
from app.infra.db import db

BATAS_BAWAAN = 3


def segera(paket: Paket) -> bool:
    """Whether the packet takes the short way."""
    return paket.sifat is Sifat.SEGERA


def biasa(paket: Paket) -> bool:
    """Whether it goes through a meeting, the kecamatan and the month's window."""
    return not segera(paket)


def alasan(paket: Paket) -> Isi:
    """The row of its reason, also when it was switched off since; {} for an ordinary packet."""
    if not segera(paket):
        return {}
    return berlaku("alasan_segera", paket.wilayah_kode, semua=True).get(paket.segera_alasan, {})


def bukti_per_nama(paket: Paket) -> list[str]:
    """Codes of proofs that every name needs beside those of its kind."""
    baris = alasan(paket)
    return [] if baris.get("bukti_sekali") else list(baris.get("bukti", []))


def bukti_bersama(paket: Paket) -> list[str]:
    """Codes of proofs that one of its families must have for all."""
    baris = alasan(paket)
    return list(baris.get("bukti", [])) if baris.get("bukti_sekali") else []


def batas(wilayah_kode: str) -> int:
    """How many urgent packets a village may send in a month."""
    return int(nilai("batas", wilayah_kode).get("segera_per_bulan", BATAS_BAWAAN))


def terpakai(wilayah_kode: str, periode: str, kecuali: int | None = None) -> int:
    """How many it has begun for the month; what was cancelled or split off counts for none."""
    p = Paket
    tanya = sa.select(sa.func.count()).where(
        p.wilayah_kode == wilayah_kode, p.periode == periode, p.sifat == Sifat.SEGERA, p.induk_id.is_(None),
        p.status != StatusPaket.DIBATALKAN, p.id != (kecuali or 0),
    )  # fmt: skip
    return int(db.session.scalar(tanya) or 0)
