"""What does a move, a death or a new family card mean for proposals under way? Sentences and small follow-ups."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.registri import kabar
from app.domain.registri.kode import MENINGGAL, PINDAH
from app.domain.registri.models import Keluarga, Warga
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket
from app.infra import format
from app.infra.db import db, konstan

# Kinds that a death or a move is the very reason for.
MENGAKHIRI = ("hapus", "hapus_bansos")
TIADA = {MENINGGAL: "meninggal", PINDAH: "pindah"}
# Signed off or closed: the registry has what was decided, and what the centre answers follows the membership.
DINILAI = (StatusPaket.DIAJUKAN, StatusPaket.DITERUSKAN, StatusPaket.TERVERIFIKASI)
RAMPUNG = (StatusPaket.DISAHKAN, StatusPaket.SELESAI, StatusPaket.NIHIL, StatusPaket.DIBATALKAN)


@kabar.jaga
def tertahan_usulan(warga_ids: Sequence[int]) -> Iterator[str]:
    """Nobody leaves the village while a proposal about him is under way there."""
    tanya = (
        sa.select(Usulan.nama, Paket.nomor)
        .join(Paket, Paket.id == Usulan.paket_id)
        .where(Usulan.warga_id.in_(warga_ids), Usulan.hidup, Paket.status.not_in(RAMPUNG))
        .order_by(Usulan.id)
    )
    for nama, nomor in db.session.execute(tanya):
        yield (
            f"Usulan atas {nama} masih berjalan pada paket {nomor}. Tarik usulan itu, atau ajukan gugur dengan alasan "
            "pindah lewat lembar perubahan daftar; setelah itu jawab lagi."
        )


@kabar.jaga_bukti
def bukti_dinilai(keluarga_id: int, diunggah: dt.datetime) -> Iterator[str]:
    """What came in with a submission stays before its reviewers until the packet is back in the village."""
    tanya = (
        sa.select(Usulan.nama, Paket.nomor)
        .join(Paket, Paket.id == Usulan.paket_id)
        .where(Usulan.keluarga_id == keluarga_id, Usulan.hidup, Paket.status.in_(DINILAI))
        .where(Paket.diajukan_pada >= diunggah)
        .order_by(Usulan.id)
    )
    for nama, nomor in db.session.execute(tanya):
        yield f"Berkas ini bukti usulan {nama} pada paket {nomor} yang sedang ditelaah, jadi belum dapat dihapus."


@kabar.dengarkan_keluarga
def ikuti_keluarga(warga_ids: Sequence[int]) -> None:
    """A proposal in a draft follows its person into another family; what has left the draft stays as it was agreed."""
    tanya = (
        sa.select(Usulan, Keluarga)
        .join(Paket, Paket.id == Usulan.paket_id)
        .join(Warga, Warga.id == Usulan.warga_id)
        .join(Keluarga, Keluarga.id == Warga.keluarga_id)
        .where(Usulan.warga_id.in_(warga_ids), Usulan.hidup, Paket.status == StatusPaket.DRAF)
        .where(Usulan.keluarga_id != Warga.keluarga_id)
        .order_by(Usulan.id)
    )
    for usulan, keluarga in db.session.execute(tanya).all():
        usulan.keluarga, usulan.rt, usulan.rw = keluarga, keluarga.rt, keluarga.rw
    db.session.flush()


def sebutan_tiada(warga: Warga) -> str:
    """“tercatat meninggal sejak 3 November 2026” of whom the registry no longer counts among the living here, or ""."""
    return kata_tiada(warga.status_dasar, warga.status_sejak)


def kata_tiada(status_dasar: int, status_sejak: dt.date | None) -> str:
    """The same of the two columns alone."""
    if status_dasar not in TIADA:
        return ""
    sejak = f" sejak {format.tanggal(status_sejak)}" if status_sejak else ""
    return f"tercatat {TIADA[status_dasar]}{sejak}"


def tiada(paket_id: Any) -> sa.Select[int, int, dt.date | None]:
    """(usulan id, basic status, since when) of live names whose person the registry says is dead or gone; not of what
    is proposed just because of that."""
    return (
        sa.select(Usulan.id, Warga.status_dasar, Warga.status_sejak)
        .join(Warga, Warga.id == Usulan.warga_id)
        .where(Usulan.paket_id == paket_id, Usulan.hidup, Warga.status_dasar.in_([konstan(s) for s in TIADA]))
        .where(Usulan.jenis.not_in([konstan(j) for j in MENGAKHIRI]))
    )


def ganti_kk(usulan: Usulan) -> bool:
    """Whether the person now belongs to another card than the one that the settled list names."""
    if not usulan.hidup or usulan.warga.keluarga_id == usulan.keluarga_id or usulan.paket.status in RAMPUNG:
        return False
    tertulis = (usulan.isi.get("orang") or {}).get("no_kk") or usulan.keluarga.no_kk
    return bool(tertulis != usulan.warga.keluarga.no_kk)
