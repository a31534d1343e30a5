"""What can be seen of a scanned stack, by the person who uploaded it?"""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.policy import terlihat
from app.domain.dokumen.models import Dokumen, TandaTangan, Tumpukan
from app.domain.dokumen.pilahan import Asing, Pilahan, Tempat, Terbaca, pilah
from app.domain.dokumen.queries import untuk_diunggah_banyak
from app.domain.dokumen.status import TIDAK_BERLAKU
from app.infra.db import db
from app.infra.galat import TidakAda


def asing(kode: Collection[str], *, untuk: Pelaku) -> dict[str, Asing]:
    """What these codes are, for pages found among papers they do not belong to; a paper out of sight is no paper."""
    ganti = aliased(Dokumen)
    tanya = (
        sa.select(Dokumen.kode, Dokumen.judul, Dokumen.unit_nama, Dokumen.status, ganti.kode.label("pengganti"))
        .add_columns(sa.exists().where(TandaTangan.dokumen_id == Dokumen.id).label("bertanda"))
        .outerjoin(ganti, ganti.id == Dokumen.pengganti_id)
        .where(terlihat(Aksi.DOKUMEN_LIHAT, Dokumen.unit_kode, untuk), Dokumen.kode.in_(kode))
    )
    hasil = {}
    for b in db.session.execute(tanya):
        usang = b.status in TIDAK_BERLAKU
        sebab = "usang" if usang else "lain" if b.bertanda else "tanpa_tanda"
        hasil[b.kode] = Asing(f"{b.judul} {b.unit_nama}", sebab, b.pengganti or "")
    return hasil


def tumpukan(tumpukan_id: int, *, untuk: Pelaku) -> Tumpukan:
    """A stack of this very person in this very post. Raises TidakAda."""
    tanya = sa.select(Tumpukan).where(
        Tumpukan.id == tumpukan_id, Tumpukan.oleh == untuk.pengguna_id, Tumpukan.wilayah_kode == untuk.wilayah
    )
    ada = db.session.scalar(tanya)
    if ada is None:
        raise TidakAda("Tumpukan pindaian ini tidak ada, sudah dihapus, atau diunggah orang lain.")
    return ada


def pilahan(t: Tumpukan, *, untuk: Pelaku) -> Pilahan:
    """The stack sorted by the papers as they stand now; empty while it is not read."""
    baca = [Terbaca(*b) for b in t.terbaca or []]
    dokumen = [d for d in untuk_diunggah_banyak(t.dokumen_ids, untuk=untuk) if d.berlaku]
    dikenal = {d.kode for d in dokumen}
    luar = {b.kode for b in baca if b.kode and b.kode not in dikenal}
    tangan = {int(n): Tempat(*isi) for n, isi in t.tangan.items()}
    return pilah(baca, dokumen, asing(luar, untuk=untuk) if luar else {}, tangan)
