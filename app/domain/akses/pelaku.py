"""Who acts? One person under one dated assignment; always passed by name, never ambient."""

from dataclasses import dataclass

from app.domain.akses.peran import LABEL_PERAN, TINGKAT_PERAN, Peran, Tingkat
from app.infra import clock


@dataclass(frozen=True, slots=True)
class Pelaku:
    """The actor as the edge knows it. `wilayah` is the territory of the chosen assignment."""

    pengguna_id: int
    penugasan_id: int
    nama: str
    peran: Peran
    wilayah: str
    wilayah_nama: str = ""
    sebutan: str = "definitif"
    instansi: str = ""
    zona: str = clock.WIB
    punya_penugasan_lain: bool = False
    harus_ganti_sandi: bool = False
    sesi_id: int = 0
    periode_awal: str = ""  # the months that an auditor may examine; "": no limit on that side
    periode_akhir: str = ""
    mengetik: str = ""  # the role under which the actor types for this village ("": nobody types for anybody)

    @property
    def peran_label(self) -> str:
        """The role in words; in a kelurahan and a desa the same role has its own name."""
        if self.peran in (Peran.OPERATOR_DESA, Peran.KEPALA_DESA):
            kelurahan = self.wilayah_nama.startswith("Kelurahan")
            if self.peran is Peran.OPERATOR_DESA:
                return "Operator kelurahan" if kelurahan else "Operator desa"
            return "Lurah" if kelurahan else "Kepala desa"
        return LABEL_PERAN[self.peran]

    @property
    def tingkat(self) -> Tingkat:
        """The level at which the actor can hold a packet."""
        return TINGKAT_PERAN.get(self.peran, Tingkat.TIDAK_ADA)
