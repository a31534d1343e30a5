"""What does it bring about that a village proposes nothing in a period, and that it thinks better of it?"""

from app.domain.akses.langkah import Langkah
from app.domain.dokumen import operations as dokumen
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.usulan import naskah
from app.domain.usulan.akibat import catat_pindah
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Dasar
from app.infra import clock


def terbitkan_pernyataan(paket: Paket, langkah: Langkah) -> None:
    """The packet rests on the statement; a meeting that was only planned is let go."""
    paket.dasar, paket.rapat_id = Dasar.NIHIL, None
    paket.disusun_oleh = langkah.oleh.pengguna_id
    naskah.nihil(paket, oleh=langkah.oleh)
    catat_pindah(paket, langkah)


def catat_nihil(paket: Paket, langkah: Langkah) -> None:
    """Noted when, and whether late; nobody reviews it, so it is no submission that would be counted."""
    paket.diajukan_pada = clock.sekarang()
    alasan = (langkah.data or {}).get("terlambat_alasan", "")
    if alasan:
        paket.terlambat, paket.terlambat_alasan = True, alasan[:500]
    catat_pindah(paket, langkah)


def buka_nihil(paket: Paket, langkah: Langkah) -> None:
    """A name turned up after all: the statement is superseded and the packet starts over under its number."""
    dokumen.batalkan_paket(
        paket.id, {D.PERNYATAAN_NIHIL}, oleh=langkah.oleh, alasan="Paket dibuka kembali karena ada usulan."
    )
    paket.dasar, paket.diajukan_pada = Dasar.MUSYAWARAH, None
    paket.terlambat, paket.terlambat_alasan = False, ""
    catat_pindah(paket, langkah)
