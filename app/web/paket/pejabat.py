"""What does a packet's page say about decisions recorded for officials, and about who typed for the village?"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from app.domain.akses.langkah import tindakan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import LABEL_PERAN, Peran
from app.domain.usulan import queries_pejabat
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.queries_halaman import Halaman

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket


def _jawab(paket: "Paket", untuk: Pelaku) -> str:
    """Where this person answers an objection to the packet as it stands; "" for who may not."""
    return next((b.kata for b in tindakan(ALUR_PAKET, paket, oleh=untuk) if b.aksi in queries_pejabat.JAWAB), "")


# A decision and the submission it made are timed apart within one step.
SELANG = dt.timedelta(minutes=1)


def _terdahulu(paket: "Paket", terbaru: queries_pejabat.Tercatat) -> bool:
    """Whether the newest decision made a former submission: since then withdrawn, returned, or submitted anew."""
    kini = paket.diajukan_pada
    return paket.status in queries_pejabat.SEBELUM_DIAJUKAN or (kini is not None and terbaru.dicatat < kini - SELANG)


def catatan(h: Halaman, untuk: Pelaku) -> dict[str, Any]:
    """The newest recorded decision with its objection, who typed, and the signed forms."""
    paket = h.paket
    mengetik = {p.pengguna_id for p in paket.pengetik} if paket.diketik else set()
    tercatat = queries_pejabat.tercatat(paket.id, untuk=untuk) if h.ada_tercatat else []
    return {
        "tercatat": tercatat,
        "terdahulu": bool(tercatat) and _terdahulu(paket, tercatat[0]),
        "jawab": _jawab(paket, untuk) if h.ada_tercatat else "",
        "diketik": LABEL_PERAN[Peran(paket.diketik)] if paket.diketik else "",
        "saya_pengetik": untuk.pengguna_id in mengetik and not untuk.mengetik,
        "formulir": queries_pejabat.formulir(paket.id, untuk=untuk) if paket.diketik or untuk.mengetik else [],
        "boleh_formulir": bool(untuk.mengetik) and paket.status in queries_pejabat.SEBELUM_DIAJUKAN,
    }
