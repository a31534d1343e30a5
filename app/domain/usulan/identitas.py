"""When does a matching result speak of somebody else? When the person's NIK, name or birth date was corrected."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.domain.akses.aksi import Aksi
from app.domain.registri import kabar
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.penduduk import RAMPUNG
from app.infra import audit
from app.infra.db import db

BELUM = "belum"


@kabar.dengarkan
def padankan_ulang(warga_ids: Sequence[int]) -> None:
    """Live proposals of these residents must be matched again; the earlier result stays in the history."""
    u = Usulan
    tanya = (
        sa.select(u.id, u.paket_id, u.padanan)
        .join(Paket, Paket.id == u.paket_id)
        .where(u.warga_id.in_(warga_ids), u.hidup, u.padanan != BELUM, Paket.status.not_in(RAMPUNG))
        .order_by(u.paket_id, u.id)
    )
    kena = db.session.execute(tanya).all()
    if not kena:
        return
    db.session.execute(sa.update(u).where(u.id.in_([r.id for r in kena])).values(padanan=BELUM))
    for r in kena:
        catat(r.paket_id, r.id, r.padanan)


def catat(paket_id: int, usulan_id: int, dari: str) -> None:
    """The fact on the packet's chain: nobody decided it, the correction brought it about."""
    fakta = {
        "aksi": Aksi.USULAN_CATAT_PADANAN,
        "objek": f"usulan:{usulan_id}",
        "alasan_kode": BELUM,
        "isi": {"hasil": BELUM, "sebelum": dari, "alasan": "Identitas diperbaiki, jadi pemadanan diulang."},
    }
    audit.catat(f"paket:{paket_id}", [fakta], pengguna_id=None)
