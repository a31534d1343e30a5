"""How does one bad row not hold the others? Part of a packet goes its own way; only what is wrong goes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan, mulai
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan import pasangan
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import Paket
from app.domain.usulan.syarat import hidup, tanda_kurang
from app.infra.db import db
from app.infra.galat import TidakBisa

TandaBaru = list[tuple[int | None, str, str]]
# What a packet that is split off has of its own; everything else it takes over as it stands.
SENDIRI = frozenset({"id", "nomor", "urut", "status", "versi_baris", "induk_id", "bundel_id", "dibuat"})
ALASAN_KEMBALI = "Usulan yang bermasalah dikembalikan tersendiri, yang lain tetap berjalan."


@dataclass(frozen=True, slots=True)
class Pembagian:
    """What a return sends back, what it leaves, and whether that is the packet as a whole."""

    kembali: frozenset[int]
    tetap: frozenset[int]
    seluruhnya: bool


def pisahkan(paket: Paket, usulan_ids: Iterable[int], *, alasan: str, oleh: Pelaku, versi: int | None) -> Paket:
    """Split the chosen names (with their pairs) off into a new packet in the same state; returns that packet.

    Raises TidakBoleh, HalamanUsang, TidakBisa, GalatIsian without a reason.
    """
    dipilih = pasangan.lengkapi(paket, usulan_ids)
    urut = 1 + (
        db.session.scalar(
            sa.select(sa.func.max(Paket.urut)).where(
                Paket.wilayah_kode == paket.wilayah_kode, Paket.periode == paket.periode
            )
        )
        or 0
    )
    nomor = f"USL/{paket.wilayah_kode}/{paket.periode}/{urut}"
    lakukan(
        ALUR_PAKET,
        paket,
        Aksi.PAKET_PISAHKAN,
        oleh=oleh,
        versi=versi,
        alasan=alasan,
        data=dipilih,
        catatan={"usulan": sorted(dipilih), "ke": nomor},
    )
    warisan: dict[str, Any] = {
        k.key: getattr(paket, k.key) for k in sa.inspect(Paket).column_attrs if k.key not in SENDIRI
    }
    pecahan = Paket(**warisan, nomor=nomor, urut=urut, induk=paket, versi_baris=0)
    mulai(ALUR_PAKET, pecahan, Aksi.PAKET_PISAHKAN, oleh=oleh, data=dipilih)
    return pecahan


def pembagian(paket: Paket, tanda: TandaBaru) -> Pembagian:
    """Who would go back by these marks: the named ones with their pairs; all, where the packet itself is marked or
    nobody would be left."""
    milik = {u.id for u in hidup(paket)}
    kena = pasangan.lengkapi(paket, {u for u, _, _ in tanda if u is not None}) & milik
    seluruhnya = not kena or kena == milik or any(u is None for u, _, _ in tanda)
    kembali = milik if seluruhnya else kena
    return Pembagian(frozenset(kembali), frozenset(milik - kembali), seluruhnya)


def kembalikan(paket: Paket, tanda: TandaBaru, *, oleh: Pelaku, versi: int) -> Paket:
    """Return to the village what is marked: (usulan id or None for the packet, reason code, text).

    Marks on some of the names send only those back, as a packet of their own; returns the packet that went back.
    """
    bagi = pembagian(paket, tanda)
    if not bagi.seluruhnya:
        policy.wajib_boleh(oleh, Aksi.PAKET_KEMBALIKAN, paket)
        if kurang := list(tanda_kurang(paket, tanda).values()):
            raise TidakBisa(kurang)
        paket = pisahkan(paket, bagi.kembali, alasan=ALASAN_KEMBALI, oleh=oleh, versi=versi)
        versi = paket.versi_baris
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_KEMBALIKAN, oleh=oleh, versi=versi, data=tanda)
    return paket
