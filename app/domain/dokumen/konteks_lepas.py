"""What do the papers print that belong to no packet? A sheet that tests the printer, a blank form for a proposal."""

from dataclasses import dataclass, field

from app.domain.dokumen.konteks_desa import Naskah

# Codes of the test sheet beside the one at its foot: page number in the code → size in millimetres.
KODE_UJI = {901: 16, 902: 20, 903: 26}


@dataclass(frozen=True, kw_only=True)
class LembarUji(Naskah):
    """The sheet that checks a unit's printer and scanner. `kode`: page number in the code → size in millimetres."""

    kode: dict[str, int] = field(default_factory=lambda: {str(n): mm for n, mm in KODE_UJI.items()})


@dataclass(frozen=True, kw_only=True)
class BidangFormulir:
    """One question of a blank form. With `pilihan` it prints boxes to tick; `baris` > 1 leaves room to write at length,
    `kotak` > 0 that many boxes for digits."""

    label: str
    petunjuk: str = ""
    pilihan: list[str] = field(default_factory=list)
    baris: int = 1
    kotak: int = 0
    wajib: bool = False


@dataclass(frozen=True, kw_only=True)
class FormulirUsulan(Naskah):
    """A blank form of one kind, filled by hand and typed in by others.

    `lama_baru` prints each own question twice: as it stands now, as it should be. `bukti` are the proofs to enclose.
    """

    jenis: str
    identitas: list[BidangFormulir]
    bidang: list[BidangFormulir]
    pertanyaan: list[str] = field(default_factory=list)
    bukti: list[str] = field(default_factory=list)
    lama_baru: bool = False
