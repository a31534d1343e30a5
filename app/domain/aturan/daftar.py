"""Which rows concern one territory, and how does each stand today? For the administrator's page."""

import datetime as dt
import enum
from dataclasses import dataclass

from app.domain.aturan.berlaku import BarisAturan, semua_baris
from app.domain.wilayah.kode import leluhur, meliputi
from app.domain.wilayah.zona import zona
from app.infra import clock


class Keadaan(enum.StrEnum):
    BERLAKU = "berlaku"
    KALAH = "kalah"
    MENDATANG = "mendatang"
    BERAKHIR = "berakhir"


LABEL_KEADAAN = {
    Keadaan.BERLAKU: ("Berlaku", "hijau"),
    Keadaan.KALAH: ("Digantikan aturan wilayah", "netral"),
    Keadaan.MENDATANG: ("Akan datang", "biru"),
    Keadaan.BERAKHIR: ("Berakhir", "netral"),
}


@dataclass(frozen=True, slots=True)
class BarisTampil:
    """A row and how it stands; `milik`: the administrator of the territory may change it."""

    baris: BarisAturan
    keadaan: Keadaan
    milik: bool


def baris_wilayah(kunci: str, wilayah_kode: str) -> list[BarisTampil]:
    """Rows of the territory itself, of those above and of those below it; those in force first within each kode."""
    atas = {*leluhur(wilayah_kode), ""}
    hari = clock.hari_ini(zona(wilayah_kode))
    terlihat = [b for b in semua_baris(kunci) if b.wilayah_kode in atas or meliputi(wilayah_kode, b.wilayah_kode)]
    hasil = [
        BarisTampil(b, _keadaan(b, terlihat, atas, hari), meliputi(wilayah_kode, b.wilayah_kode)) for b in terlihat
    ]
    # Newest first, then a stable sort by kode: a new version stands above what it followed.
    hasil.sort(key=lambda t: (t.baris.mulai, len(t.baris.wilayah_kode)), reverse=True)
    return sorted(hasil, key=lambda t: (t.baris.urut, t.baris.kode))


def satu_baris(kunci: str, baris_id: int, wilayah_kode: str) -> BarisTampil | None:
    """The row of an id if it concerns the territory."""
    return next((t for t in baris_wilayah(kunci, wilayah_kode) if t.baris.id == baris_id), None)


def _keadaan(b: BarisAturan, semua: list[BarisAturan], atas: set[str], hari: dt.date) -> Keadaan:
    if b.mulai > hari:
        return Keadaan.MENDATANG
    if not b.pada(hari):
        return Keadaan.BERAKHIR
    if b.wilayah_kode not in atas:
        return Keadaan.BERLAKU
    lebih_dekat = (
        c.kode == b.kode and c.pada(hari) and c.wilayah_kode in atas and len(c.wilayah_kode) > len(b.wilayah_kode)
        for c in semua
    )
    return Keadaan.KALAH if any(lebih_dekat) else Keadaan.BERLAKU
