"""Does a village go without a meeting for the second time running?"""

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Dasar, Sifat, StatusPaket
from app.infra import format
from app.infra.db import db


def peringatan(paket: Paket, *, untuk: Pelaku, akan: bool = False) -> str:
    """The sentence for a packet on an SPTJM (or about to be: `akan`) whose predecessor rests on one too; else "".

    The predecessor is the village's packet of the month before it that had one; urgent ones, split-off ones, lists
    of the regency, cancelled and nil ones do not count. At most one statement.
    """
    if paket.sifat is Sifat.SEGERA or not (akan or paket.dasar is Dasar.SPTJM):
        return ""
    p = Paket
    lalu = db.session.execute(
        sa.select(p.periode, p.dasar)
        .where(policy.terlihat(Aksi.PAKET_LIHAT, p.wilayah_kode, untuk), p.wilayah_kode == paket.wilayah_kode)
        .where(p.periode < paket.periode, p.sifat == Sifat.BIASA, p.induk_id.is_(None))
        .where(p.dasar != Dasar.DAFTAR_KABUPATEN, p.status.not_in((StatusPaket.DIBATALKAN, StatusPaket.NIHIL)))
        .order_by(p.periode.desc(), p.id.desc())
        .limit(1)
    ).first()
    if lalu is None or lalu.dasar is not Dasar.SPTJM:
        return ""
    bulan = format.periode(lalu.periode)
    return f"SPTJM dua kali berturut-turut: paket periode {bulan} juga memakai SPTJM. Adakan musyawarah bila dapat."
