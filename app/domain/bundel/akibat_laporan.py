"""What does a step of the report to the governor bring about? Its two papers come, replace others, or go."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.akses.langkah import Langkah
from app.domain.bundel import naskah_laporan
from app.domain.bundel.models import LaporanGubernur, LaporanPaket
from app.domain.bundel.naskah_laporan import Tambahan
from app.domain.dokumen import operations as dokumen
from app.domain.dokumen.models import Dokumen
from app.infra.db import db


@dataclass(frozen=True, slots=True)
class IsiLaporan:
    """What the operation found: packets signed off, those not counted before, the report in force, what was typed."""

    paket: Sequence[int]
    baru: Sequence[int]
    lama: LaporanGubernur | None
    ganti: Sequence[Dokumen] = ()
    tambahan: Tambahan = field(default_factory=Tambahan)


def terbitkan_kertas(laporan: LaporanGubernur, langkah: Langkah) -> None:
    """The letter, then the report as its annex; both name themselves successors of what they replace."""
    isi: IsiLaporan = langkah.data
    laporan.paket = [LaporanPaket(paket_id=p) for p in isi.paket]
    db.session.flush()
    kertas = naskah_laporan.terbitkan(laporan, isi.paket, isi.tambahan, oleh=langkah.oleh)
    laporan.pengantar_id, laporan.dokumen_id = (d.id for d in kertas)
    db.session.flush()
    baru = {d.jenis: d for d in kertas}
    for lama in isi.ganti:
        dokumen.gantikan(lama, baru[lama.jenis], oleh=langkah.oleh)


def batalkan_kertas(laporan: LaporanGubernur, langkah: Langkah) -> None:
    """Both papers are superseded; their numbers are not used again."""
    for nomor in laporan.kertas:
        d = db.session.get_one(Dokumen, nomor)
        if d.berlaku:
            dokumen.batalkan(d, oleh=langkah.oleh, alasan=langkah.alasan)
