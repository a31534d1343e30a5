"""How are several proposals drafted at once? Each by its own rules; what one lacks does not hold the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.akses.pelaku import Pelaku
from app.domain.usulan import operations_usulan as satu
from app.domain.usulan.models import Paket, Usulan
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian, HalamanUsang, TidakBisa

MAKS_BERSAMA = 10


@dataclass(frozen=True, slots=True)
class Diusulkan:
    """Those that were proposed, and a sentence for each that was not."""

    usulan: list[Usulan]
    ditolak: list[str]


def usulkan_banyak(paket: Paket, warga: Sequence[int], jenis: str, *, oleh: Pelaku, asal: str = "desa") -> Diusulkan:
    """Propose several residents as one kind. Raises GalatIsian for none or too many, TidakAda, TidakBoleh."""
    nomor = list(dict.fromkeys(warga))
    if not 0 < len(nomor) <= MAKS_BERSAMA:
        raise GalatIsian(f"Centang paling sedikit satu dan paling banyak {MAKS_BERSAMA} warga.")
    hasil = Diusulkan([], [])
    for n in nomor:
        titik = db.session.begin_nested()
        try:
            hasil.usulan.append(satu.catat(paket, warga_id=n, jenis=jenis, oleh=oleh, asal=asal))
            titik.commit()
        except TidakBisa as galat:
            titik.rollback()
            hasil.ditolak.extend(galat.alasan)
    return hasil


def isi_banyak(
    paket: Paket, kiriman: Mapping[int, tuple[int, dict[str, list[str]]]], *, oleh: Pelaku
) -> dict[int, list[str]]:
    """Keep what was typed into several drafts — usulan id → (version, form) — and declare complete those that nothing
    lacks; returns what the others lack.

    Raises GalatIsian (fields `u<id>.<field>`) or HalamanUsang when something can not be stored: then nothing may be.
    """
    milik = {u.id: u for u in paket.usulan}
    bidang: dict[str, str] = {}
    for nomor, (versi, isi) in kiriman.items():
        try:
            satu.simpan_isi(milik[nomor], isi, oleh=oleh, versi=versi)
        except HalamanUsang as galat:
            raise HalamanUsang([f"{milik[nomor].nama}: {k}" for k in galat.alasan]) from None
        except GalatIsian as galat:
            bidang |= {f"u{nomor}.{nama}": f"{milik[nomor].nama}: {kalimat}" for nama, kalimat in galat.bidang.items()}
    if bidang:
        raise GalatIsian(bidang=bidang)
    return {nomor: kurang for nomor in kiriman if (kurang := _lengkapi(milik[nomor], oleh))}


def _lengkapi(u: Usulan, oleh: Pelaku) -> list[str]:
    titik = db.session.begin_nested()
    try:
        satu.lengkapi(u, oleh=oleh, versi=u.versi_baris)
        titik.commit()
    except Galat as galat:
        titik.rollback()
        return galat.alasan
    return []
