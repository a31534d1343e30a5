"""What when life does not wait for an issued paper? The bundel is opened first, then the packet takes its step."""

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.pelaku import Pelaku
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.models import Bundel
from app.domain.bundel.operations import kunci_isi
from app.domain.usulan import operations_perubahan as perubahan
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import Paket, Usulan
from app.infra.db import db


def lampaui_kecamatan(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Take a packet past the kecamatan that does not review it; a BA telaah that holds it is opened first.

    Raises TidakBoleh, HalamanUsang, TidakBisa, GalatIsian without a reason.
    """
    if versi == paket.versi_baris and alasan.strip():
        policy.wajib_boleh(oleh, Aksi.PAKET_LAMPAUI_KECAMATAN, paket)
        buka_terpaksa(paket, alasan=alasan, oleh=oleh)
        versi = paket.versi_baris
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_LAMPAUI_KECAMATAN, oleh=oleh, versi=versi, alasan=alasan)


def terima_perubahan(usulan: Usulan, jenis: str, *, oleh: Pelaku, versi: int) -> None:
    """The holder accepts a signed request (`jenis` "": ralat or perbaikan, whichever was asked): also of a name whose
    packet lies in an issued bundel, whose paper is then superseded (and replaced by the next one over that packet).

    Raises TidakBoleh, HalamanUsang, TidakBisa.
    """
    jenis = jenis or "perbaikan"
    if versi == usulan.versi_baris:
        policy.wajib_boleh(oleh, perubahan.AKSI_TERIMA[jenis], usulan)
        buka_terpaksa(usulan.paket, alasan=f"{perubahan.LABEL[jenis]} pada paket {usulan.paket.nomor}.", oleh=oleh)
    perubahan.terima(usulan, jenis, oleh=oleh, versi=versi)


def buka_terpaksa(paket: Paket, *, alasan: str, oleh: Pelaku) -> None:
    """Open the issued bundel that holds the packet, if one does. The caller's own step follows in the same transaction:
    when that is refused, everything is undone with it."""
    if paket.bundel_id is None:
        return
    bundel = db.session.get_one(Bundel, paket.bundel_id)
    kunci_isi(bundel)
    sebab, aksi = alasan.strip()[:500], Aksi.BUNDEL_BUKA_TERPAKSA
    lakukan(ALUR_BUNDEL, bundel, aksi, oleh=oleh, versi=None, alasan=sebab, lewat="paket")
