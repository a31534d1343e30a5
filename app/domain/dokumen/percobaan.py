"""Was a signature asked of a provider elsewhere before? Written down first, so that a silence is never asked twice."""

import sqlalchemy as sa

from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen.models import Dokumen, PercobaanTandaTangan
from app.domain.dokumen.penandatanganan import Siap
from app.infra import clock, signing
from app.infra.db import db, kunci_baris
from app.infra.galat import TidakBisa

PERNAH_DIMINTA = (
    "Tanda tangan dokumen ini pernah diminta ke BSrE dan jawabannya tidak pernah sampai, jadi mungkin sudah dibuat di "
    "sana. Periksa riwayat di aplikasi BSrE; bila tetap ingin menandatangani, centang “Minta lagi walaupun mungkin "
    "sudah dibuat”."
)


def mulai_meminta(siap: Siap, *, oleh: Pelaku, lagi: bool) -> None:
    """Claim a line before its signature is asked of the provider: committed before the asking, or it guards nothing.

    Raises:
        TidakBisa: it was asked before and the answer never came, unless the actor says `lagi`.
    """
    d = db.session.get_one(Dokumen, siap.dokumen_id)
    kunci_baris(d)
    ada = db.session.get(PercobaanTandaTangan, siap.penanda_id)
    if ada is not None and not lagi:
        raise TidakBisa(PERNAH_DIMINTA)
    if ada is None:
        ada = PercobaanTandaTangan(tanda_tangan_id=siap.penanda_id)
        db.session.add(ada)
    ada.oleh, ada.keadaan, ada.mulai = oleh.pengguna_id, "berjalan", clock.sekarang()
    db.session.flush()


def selesai_meminta(siap: Siap, gagal: signing.TandaTanganGagal | None) -> None:
    """The outcome is known (the claim goes), or it is not (the claim stays and says so)."""
    t = PercobaanTandaTangan
    if gagal is not None and gagal.sebab == "tidak_pasti":
        db.session.execute(sa.update(t).where(t.tanda_tangan_id == siap.penanda_id).values(keadaan="tidak_pasti"))
    elif gagal is not None:
        db.session.execute(sa.delete(t).where(t.tanda_tangan_id == siap.penanda_id))
