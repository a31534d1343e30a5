"""What does a packet's page say about decisions recorded for officials, and about who typed for the village?"""

from typing import Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import LABEL_PERAN, Peran
from app.domain.usulan import queries_pejabat
from app.domain.usulan.queries_halaman import Halaman


def catatan(h: Halaman, untuk: Pelaku) -> dict[str, Any]:
    """The newest recorded decision with its objection, who typed, and the signed forms."""
    paket = h.paket
    mengetik = {p.pengguna_id for p in paket.pengetik} if paket.diketik else set()
    return {
        "tercatat": queries_pejabat.tercatat(paket.id, untuk=untuk) if h.ada_tercatat else [],
        "boleh_jawab": policy.boleh(untuk, Aksi.PAKET_JAWAB_KEBERATAN, paket),
        "diketik": LABEL_PERAN[Peran(paket.diketik)] if paket.diketik else "",
        "saya_pengetik": untuk.pengguna_id in mengetik and not untuk.mengetik,
        "formulir": queries_pejabat.formulir(paket.id, untuk=untuk) if paket.diketik or untuk.mengetik else [],
        "boleh_formulir": bool(untuk.mengetik) and paket.status in queries_pejabat.SEBELUM_DIAJUKAN,
    }
