"""Who should hear of a step, and what has been read?"""

import sqlalchemy as sa

from app.domain.akses.masuk import berlaku_sql
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import KEDALAMAN_WILAYAH, Peran
from app.domain.notifikasi.kalimat import kalimat, nama_objek, tautan
from app.domain.notifikasi.models import Notifikasi
from app.domain.wilayah.kode import leluhur
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakAda
from app.infra.jobs import Kemajuan


def kirim(
    _kemajuan: Kemajuan,
    *,
    peran: list[str],
    wilayah: str,
    objek: str,
    aksi: str,
    oleh: int | None,
    nomor: str = "",
) -> None:
    """The job: one row for everybody who holds one of the roles for the region, except who did it."""
    nama = nama_objek(objek, nomor, _sebutan(wilayah))
    teks, ke = kalimat(aksi, nama), tautan(objek)
    baris = [
        {"pengguna_id": i, "teks": teks, "tautan": ke, "dibuat": clock.sekarang(), "dibaca": None}
        for i in penerima([Peran(p) for p in peran], wilayah, kecuali=oleh)
    ]
    if baris:
        db.session.execute(sa.insert(Notifikasi), baris)


def _sebutan(kode: str) -> str:
    w = db.session.get(Wilayah, kode)
    return w.sebutan if w else ""


def penerima(peran: list[Peran], wilayah: str, *, kecuali: int | None) -> list[int]:
    """Ids of the people who hold the roles now: of a village at the village, of the kecamatan at its kecamatan, …

    `wilayah` is the object's region; each role is looked for on the levels on which it works, at or above it.
    """
    t, p, w = Penugasan, Pengguna, Wilayah
    cocok = [
        sa.and_(t.peran == r, t.wilayah_kode == kode)
        for r in peran
        for kode in leluhur(wilayah)
        if kode.count(".") in KEDALAMAN_WILAYAH[r]
    ]
    if not cocok:
        return []
    tanya = (
        sa.select(t.pengguna_id)
        .distinct()
        .join(p, p.id == t.pengguna_id)
        .join(w, w.kode == t.wilayah_kode)
        .where(sa.or_(*cocok), p.aktif, berlaku_sql(t, w))
        .order_by(t.pengguna_id)
    )
    return [i for i in db.session.scalars(tanya) if i != kecuali]


def tandai_dibaca(notifikasi_id: int, *, oleh: Pelaku) -> str:
    """Mark one notice of one's own as read; returns where it leads. Raises TidakAda."""
    n = db.session.get(Notifikasi, notifikasi_id)
    if n is None or n.pengguna_id != oleh.pengguna_id:
        raise TidakAda
    n.dibaca = n.dibaca or clock.sekarang()
    db.session.flush()
    return n.tautan


def tandai_semua_dibaca(*, oleh: Pelaku) -> None:
    """Mark all notices of one's own as read."""
    n = Notifikasi
    db.session.execute(
        sa.update(n).where(n.pengguna_id == oleh.pengguna_id, n.dibaca.is_(None)).values(dibaca=clock.sekarang())
    )
