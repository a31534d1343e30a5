"""What is a state machine here? A table of rows, from which buttons, diagram, pages and tests are derived."""

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.infra.galat import TidakBisa

Syarat = Callable[[Any, Any], Iterable[str]]
Akibat = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True)
class Baris:
    """One row: from these states, this verb leads there, if these conditions hold.

    `syarat(objek, langkah)` yields a sentence for every reason against; `akibat(objek, langkah)` issues papers and
    touches children. `kapan` narrows a row when a verb has several; `lewat` names the machine whose step takes this one
    along ("" = taken directly). `menyusul` marks a row that is declared but not yet reachable.
    """

    aksi: enum.StrEnum
    dari: frozenset[str]
    ke: str | None
    kata: str
    tombol: str
    kalimat: str
    syarat: tuple[Syarat, ...] = ()
    akibat: tuple[Akibat, ...] = ()
    alasan: bool = False
    kapan: Callable[[Any], bool] | None = None
    nama_kapan: str = ""
    lewat: str = ""
    gerbang: str = ""
    kabari: tuple[str, ...] = ()
    menyusul: bool = False


@dataclass(frozen=True)
class Alur:
    """A machine: its name, where it starts, its rows, and the words for its states."""

    nama: str
    awal: frozenset[str]
    label: Mapping[str, str]
    baris: tuple[Baris, ...]
    _per_aksi: dict[str, list[Baris]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for b in self.baris:
            for lain in self._per_aksi.get(b.aksi, []):
                if lain.dari & b.dari and not (lain.kapan and b.kapan):
                    raise ValueError(f"{self.nama}: two rows of {b.aksi} overlap in {sorted(lain.dari & b.dari)}")
            self._per_aksi.setdefault(b.aksi, []).append(b)

    def cari(self, objek: Any, aksi: str) -> Baris | None:
        """The row that applies to the object as it stands, if any."""
        for b in self._per_aksi.get(aksi, ()):
            if not b.menyusul and objek.status in b.dari and (b.kapan is None or b.kapan(objek)):
                return b
        return None

    def wajib(self, objek: Any, aksi: str) -> Baris:
        """As `cari`, but refuses with a sentence."""
        baris = self.cari(objek, aksi)
        if baris is None:
            kini = self.label.get(str(objek.status), str(objek.status))
            tombol = self._per_aksi[aksi][0].tombol if aksi in self._per_aksi else aksi
            raise TidakBisa(f"“{tombol}” tidak dapat dilakukan karena statusnya kini “{kini}”.")
        return baris

    def tersedia(self, objek: Any) -> list[Baris]:
        """Rows that could be taken directly from the object's present state (authority not yet asked)."""
        return [
            b
            for b in self.baris
            if not b.menyusul and not b.lewat and objek.status in b.dari and (b.kapan is None or b.kapan(objek))
        ]

    def terjangkau(self) -> set[str]:
        """Every state that some sequence of rows reaches."""
        sampai = set(self.awal)
        while True:
            baru = sampai | {b.ke for b in self.baris if b.ke and not b.menyusul and (b.dari & sampai or not b.dari)}
            if baru == sampai:
                return sampai
            sampai = baru

    def mermaid(self) -> str:
        """The diagram for the documentation."""
        garis = ["stateDiagram-v2"]
        for b in self.baris:
            tanda = " (menyusul)" if b.menyusul else ""
            if not b.dari and b.ke:
                garis.append(f"    [*] --> {b.ke}: {b.aksi}{tanda}")
            garis.extend(f"    {asal} --> {b.ke or asal}: {b.aksi}{tanda}" for asal in sorted(b.dari))
        return "\n".join(garis)


def f(*status: str) -> frozenset[str]:
    """A set of states, short enough for a table."""
    return frozenset(status)
