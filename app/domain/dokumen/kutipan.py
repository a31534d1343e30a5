"""Which papers of another packet does a packet rest on? Cited, not owned: only who issued them supersedes them."""

from collections.abc import Collection

import sqlalchemy as sa

from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.status import TIDAK_BERLAKU, JenisDokumen
from app.infra.db import db

# What a meeting leaves behind, whatever becomes of the packet that it was held for.
NASKAH_RAPAT = frozenset(
    {
        JenisDokumen.UNDANGAN,
        JenisDokumen.DAFTAR_HADIR_KOSONG,
        JenisDokumen.DAFTAR_USULAN_AWAL,
        JenisDokumen.BA_KOSONG,
        JenisDokumen.BA_MUSYAWARAH,
        JenisDokumen.NOTULEN,
        JenisDokumen.DAFTAR_HADIR,
        JenisDokumen.PENGUMUMAN_HASIL,
    }
)
BLANGKO = {JenisDokumen.DAFTAR_HADIR_KOSONG, JenisDokumen.DAFTAR_USULAN_AWAL, JenisDokumen.BA_KOSONG}
DIKUTIP = NASKAH_RAPAT - BLANGKO


def kutip_rapat(ba_id: int, ke_paket_id: int) -> None:
    """Let a packet cite the minutes and everything in force that the same packet issued for that meeting; what it has
    already is left alone."""
    asal = sa.select(DokumenPaket.paket_id).where(DokumenPaket.dokumen_id == ba_id, sa.not_(DokumenPaket.dikutip))
    punya = sa.select(DokumenPaket.dokumen_id).where(DokumenPaket.paket_id == ke_paket_id)
    baris = (
        sa.select(Dokumen.id, sa.literal(ke_paket_id), sa.true())
        .join(DokumenPaket, DokumenPaket.dokumen_id == Dokumen.id)
        .where(DokumenPaket.paket_id.in_(asal), sa.not_(DokumenPaket.dikutip))
        .where(Dokumen.jenis.in_(DIKUTIP), Dokumen.status.not_in(TIDAK_BERLAKU), Dokumen.id.not_in(punya))
    )
    db.session.execute(sa.insert(DokumenPaket).from_select(["dokumen_id", "paket_id", "dikutip"], baris))


def lepas_kutipan(paket_id: int, jenis: Collection[JenisDokumen] = NASKAH_RAPAT) -> None:
    """The packet no longer rests on the papers that it cited."""
    milik = sa.select(Dokumen.id).where(Dokumen.jenis.in_(jenis))
    db.session.execute(
        sa.delete(DokumenPaket).where(
            DokumenPaket.paket_id == paket_id, DokumenPaket.dikutip, DokumenPaket.dokumen_id.in_(milik)
        )
    )
