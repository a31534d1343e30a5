"""What does a bundel's step bring about? Packets are locked in, moved along or let go; its paper comes and goes."""

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah, lakukan
from app.domain.bundel import naskah
from app.domain.bundel.models import Bundel, BundelPaket
from app.domain.bundel.status import StatusBundel
from app.domain.dokumen import operations as dokumen
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import StatusDokumen
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.infra import clock
from app.infra.db import db


def kunci_paket(bundel: Bundel, langkah: Langkah) -> None:
    """From here on the packets move only with the bundel."""
    for p in langkah.data:
        p.bundel_id = bundel.id
        p.versi_baris += 1
    bundel.paket = [BundelPaket(paket_id=p.id, versi=p.versi, isi_paket=p) for p in langkah.data]
    db.session.flush()


def terbitkan_kertas(bundel: Bundel, langkah: Langkah) -> None:
    """The paper over all packets; it names itself successor of what an opened bundel had issued over them."""
    kertas = naskah.terbitkan(bundel, langkah.data, oleh=langkah.oleh)
    bundel.dokumen_id = kertas.id
    db.session.flush()
    for lama in _kertas_dibuka(bundel):
        dokumen.gantikan(lama, kertas, oleh=langkah.oleh)


def _kertas_dibuka(bundel: Bundel) -> list[Dokumen]:
    dibuka = (
        sa.select(Bundel.dokumen_id)
        .join(BundelPaket, BundelPaket.bundel_id == Bundel.id)
        .where(Bundel.jenis == bundel.jenis, Bundel.status == StatusBundel.DIBUKA)
        .where(BundelPaket.paket_id.in_([b.paket_id for b in bundel.paket]))
    )
    tanya = sa.select(Dokumen).where(Dokumen.id.in_(dibuka), Dokumen.status == StatusDokumen.BATAL)
    return list(db.session.scalars(tanya.order_by(Dokumen.id)))


def pindahkan_paket(bundel: Bundel, langkah: Langkah) -> None:
    """Every packet takes its own step with its own audit row, all or none, and is free again."""
    bundel.diputus = clock.sekarang()
    db.session.flush()
    tanda = {"satu_tangan": True} if langkah.satu_tangan else {}
    for b in bundel.paket:
        lakukan(
            ALUR_PAKET,
            b.isi_paket,
            bundel.ragam.langkah,
            oleh=langkah.oleh,
            versi=None,
            lewat="bundel",
            catatan={"bundel": bundel.id, "dokumen": bundel.dokumen_id, **tanda},
            keputusan=langkah.keputusan,
        )
        db.session.flush()
    bebaskan_paket(bundel, langkah)


def batalkan_kertas(bundel: Bundel, langkah: Langkah) -> None:
    if bundel.dokumen_id is not None:
        kertas = db.session.get_one(Dokumen, bundel.dokumen_id)
        dokumen.batalkan(kertas, oleh=langkah.oleh, alasan=langkah.alasan)


def bebaskan_paket(bundel: Bundel, langkah: Langkah) -> None:
    """The packets may be stepped with directly again; what list they were on stays on record."""
    for b in bundel.paket:
        b.isi_paket.bundel_id = None
        b.isi_paket.versi_baris += 1
    db.session.flush()
