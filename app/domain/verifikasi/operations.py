"""What can be done about matching: keep a result, or waive it for a packet?

The packages above take the step (lock, authority over the packet, audit row on its chain) and call these.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.verifikasi.models import Padanan, PembebasanPadanan
from app.domain.verifikasi.pemadanan import BELUM
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa

TANGAN, LEMBAR = "tangan", "lembar"
MAKS_ALASAN = 500


def hasil_sah(oleh: Pelaku) -> dict[str, dict[str, Any]]:
    """The codes that may be recorded, with their rule (`label, lulus, rona`): all but `belum`."""
    return {k: v for k, v in berlaku("hasil_padanan", oleh.wilayah).items() if k != BELUM}


def catat_padanan(
    usulan_id: int, hasil: str, beda: Iterable[Mapping[str, str]], *, oleh: Pelaku, sumber: str = TANGAN
) -> Padanan:
    """Add a result to the history of a proposal; earlier ones stay. `beda`: {bidang, usulan, dukcapil} each.

    Raises TidakBoleh, GalatIsian for a code that the rule does not know.
    """
    policy.wajib_mungkin(oleh, Aksi.USULAN_CATAT_PADANAN)
    if hasil not in hasil_sah(oleh):
        raise GalatIsian(bidang={"hasil": "Pilih hasil pemadanan dari daftar yang tersedia."})
    baris = Padanan(
        usulan_id=usulan_id,
        hasil=hasil,
        beda=[dict(b) for b in beda],
        sumber=sumber,
        oleh=oleh.pengguna_id,
        waktu=clock.sekarang(),
    )
    db.session.add(baris)
    db.session.flush()
    return baris


def bebaskan(paket_id: int, alasan: str, *, oleh: Pelaku) -> PembebasanPadanan:
    """Waive the matching of a packet, once, with a reason.

    Raises TidakBoleh, GalatIsian without a reason, TidakBisa when it was waived before.
    """
    policy.wajib_mungkin(oleh, Aksi.PAKET_BEBASKAN_PADANAN)
    alasan = alasan.strip()
    if not alasan:
        raise GalatIsian(bidang={"alasan": "Tulis alasan paket ini dibebaskan dari pemadanan."})
    if len(alasan) > MAKS_ALASAN:
        raise GalatIsian(bidang={"alasan": f"Alasan paling banyak {MAKS_ALASAN} huruf."})
    if db.session.get(PembebasanPadanan, paket_id) is not None:
        raise TidakBisa("Paket ini sudah pernah dibebaskan dari pemadanan. Satu paket hanya dapat satu kali.")
    baris = PembebasanPadanan(paket_id=paket_id, alasan=alasan, oleh=oleh.pengguna_id, waktu=clock.sekarang())
    db.session.add(baris)
    db.session.flush()
    return baris
