"""How is the same thing noted of many proposals? One by one, each with its own authority, guards and result."""

import datetime as dt
from collections.abc import Callable

from app.domain.akses.pelaku import Pelaku
from app.domain.usulan import operations_usulan as satu
from app.domain.usulan.models import Usulan
from app.infra.db import db
from app.infra.galat import Galat

Butir = list[tuple[int, int]]  # (usulan id, versi_baris that the page showed)
Hasil = list[tuple[Usulan, str]]  # "" when done, else the reason


def padanan_banyak(butir: Butir, hasil: str, *, oleh: Pelaku) -> Hasil:
    """Note one matching result for many proposals. Raises TidakAda when one is out of sight."""
    return _satu_satu(butir, lambda u, versi: satu.catat_padanan(u, hasil, oleh=oleh, versi=versi), oleh)


def siks_banyak(butir: Butir, status: str, *, oleh: Pelaku, tanggal: dt.date | None = None, alasan: str = "") -> Hasil:
    """Note the centre's answer for many proposals. Raises TidakAda when one is out of sight."""

    def catat(u: Usulan, versi: int) -> None:
        satu.catat_siks(u, status, oleh=oleh, versi=versi, siks_id=u.siks_id, tanggal=tanggal, alasan=alasan)

    return _satu_satu(butir, catat, oleh)


def _satu_satu(butir: Butir, kerja: Callable[[Usulan, int], None], oleh: Pelaku) -> Hasil:
    """What is refused does not hold the others; packets are locked in one order."""
    semua = [(satu.muat_untuk(usulan_id, oleh=oleh), versi) for usulan_id, versi in butir]
    hasil: Hasil = []
    for usulan, versi in sorted(semua, key=lambda b: (b[0].paket_id, b[0].id)):
        titik = db.session.begin_nested()
        try:
            kerja(usulan, versi)
            db.session.flush()
            titik.commit()
            hasil.append((usulan, ""))
        except Galat as galat:
            titik.rollback()
            hasil.append((usulan, " ".join(galat.alasan)))
    return hasil
