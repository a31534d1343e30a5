"""Who was invited, who came, and was the quorum reached? Pure counting; papers print these figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

PERSEN_BAWAAN = Decimal("66.67")
_DUA_ANGKA = Decimal("0.01")


class OrangRapat(Protocol):
    """What counting asks of a line of the attendance list."""

    @property
    def unsur(self) -> str: ...
    @property
    def jk(self) -> str: ...
    @property
    def diundang(self) -> bool: ...
    @property
    def hadir(self) -> bool: ...


class JumlahUnsur(Protocol):
    """What counting asks of a line that has figures instead of names."""

    @property
    def unsur(self) -> str: ...
    @property
    def diundang(self) -> int: ...
    @property
    def laki(self) -> int: ...
    @property
    def perempuan(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PerUnsur:
    """The same figures for one group of the village."""

    kode: str
    diundang: int
    hadir: int
    laki_laki: int = 0
    perempuan: int = 0


@dataclass(frozen=True, slots=True)
class Kehadiran:
    """`hadir` counts everybody in the room, `hadir_undangan` those of them who had been invited: only they
    make the quorum. `persen` and `batas` have two decimals, so 2 of 3 reaches a limit written as 66.67."""

    diundang: int
    hadir: int
    hadir_undangan: int
    laki_laki: int
    perempuan: int
    per_unsur: tuple[PerUnsur, ...]
    persen: Decimal
    batas: Decimal

    @property
    def tercapai(self) -> bool:
        """Whether enough of the invited came; never without invited ones."""
        return self.diundang > 0 and self.persen >= self.batas

    @property
    def tanpa_jk(self) -> int:
        """How many of those present have neither L nor P noted."""
        return self.hadir - self.laki_laki - self.perempuan


def batas_persen(aturan: dict[str, Any]) -> Decimal:
    """The limit out of the rule `kuorum` ({"persen": 66.67}); the common two thirds where nothing is set."""
    return _bulat(Decimal(str(aturan.get("persen", PERSEN_BAWAAN))))


def hitung(peserta: Iterable[OrangRapat], batas: Decimal = PERSEN_BAWAAN) -> Kehadiran:
    """Count the list; groups in the order in which they first appear."""
    semua = list(peserta)
    hadir = [p for p in semua if p.hadir]
    diundang = sum(p.diundang for p in semua)
    hadir_undangan = sum(p.diundang for p in hadir)
    return Kehadiran(
        diundang=diundang,
        hadir=len(hadir),
        hadir_undangan=hadir_undangan,
        laki_laki=sum(p.jk == "L" for p in hadir),
        perempuan=sum(p.jk == "P" for p in hadir),
        per_unsur=_per_unsur(semua),
        persen=_bulat(Decimal(hadir_undangan * 100) / diundang) if diundang else Decimal("0.00"),
        batas=batas,
    )


def hitung_jumlah(jumlah: Iterable[JumlahUnsur], batas: Decimal = PERSEN_BAWAAN) -> Kehadiran:
    """The same from counts per element. Nobody knows then which of those present were guests: of one element no more
    count for the quorum than were invited of it."""
    per = tuple(PerUnsur(j.unsur, j.diundang, j.laki + j.perempuan, j.laki, j.perempuan) for j in jumlah)
    diundang = sum(u.diundang for u in per)
    hadir_undangan = sum(min(u.hadir, u.diundang) for u in per)
    return Kehadiran(
        diundang=diundang,
        hadir=sum(u.hadir for u in per),
        hadir_undangan=hadir_undangan,
        laki_laki=sum(u.laki_laki for u in per),
        perempuan=sum(u.perempuan for u in per),
        per_unsur=per,
        persen=_bulat(Decimal(hadir_undangan * 100) / diundang) if diundang else Decimal("0.00"),
        batas=batas,
    )


def _per_unsur(semua: list[OrangRapat]) -> tuple[PerUnsur, ...]:
    kode = dict.fromkeys(p.unsur for p in semua)
    return tuple(
        PerUnsur(
            k,
            sum(p.diundang for p in semua if p.unsur == k),
            sum(p.hadir for p in semua if p.unsur == k),
            sum(p.hadir and p.jk == "L" for p in semua if p.unsur == k),
            sum(p.hadir and p.jk == "P" for p in semua if p.unsur == k),
        )
        for k in kode
    )


def _bulat(nilai: Decimal) -> Decimal:
    return nilai.quantize(_DUA_ANGKA, ROUND_HALF_UP)
