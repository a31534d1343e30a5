"""What do the letter and the report to the governor print? Every sum is made from the rows of the report."""

from dataclasses import dataclass, field

from app.domain.dokumen.bagian import Angka, Rujukan
from app.domain.dokumen.konteks_desa import Naskah


@dataclass(frozen=True, kw_only=True)
class HasilKecamatan:
    """One kecamatan of the report: how many villages it has, how many of them have signed-off packets or declared that
    they propose nothing, its packets, and the judged names per code of kind."""

    kecamatan: str
    desa: int
    desa_lapor: int
    desa_nihil: int
    paket: int
    layak: dict[str, int]
    tidak_layak: dict[str, int]

    def __post_init__(self) -> None:
        if self.desa_lapor > self.desa or (self.paket == 0) != (self.desa_lapor == 0):
            raise ValueError(f"villages and packets of {self.kecamatan!r} do not add up")

    @property
    def jumlah_layak(self) -> int:
        """Eligible, all kinds."""
        return sum(self.layak.values())

    @property
    def jumlah_tidak_layak(self) -> int:
        """Not eligible, all kinds."""
        return sum(self.tidak_layak.values())

    @property
    def dinilai(self) -> int:
        """All names judged."""
        return self.jumlah_layak + self.jumlah_tidak_layak


@dataclass(frozen=True, kw_only=True)
class PengaduanLaporan:
    """Complaints of the period as the office counted them."""

    masuk: int
    selesai: int

    def __post_init__(self) -> None:
        if not 0 <= self.selesai <= self.masuk:
            raise ValueError("more complaints closed than received")


@dataclass(frozen=True, kw_only=True)
class LaporanGubernur(Naskah):
    """Report on the update of one period, the annex of the covering letter.

    `jenis`: code → label of every kind that has a column; `padanan` counts the same names by result of the matching,
    `padan` of them matched; `jawaban` the eligible ones by the centre's answer; `pengesahan` are the letters it rests
    on. `pengantar` is the letter that it is the annex of.
    """

    pejabat: str
    pengantar: Rujukan
    dasar_hukum: list[str]
    pengesahan: list[Rujukan]
    jenis: dict[str, str]
    kecamatan: list[HasilKecamatan]
    padanan: list[Angka]
    padan: int
    jawaban: list[Angka]
    pengaduan: PengaduanLaporan | None = None
    kendala: list[str] = field(default_factory=list)
    tindak_lanjut: list[str] = field(default_factory=list)
    sistem: str = "SIKS-NG"

    def __post_init__(self) -> None:
        if not self.jumlah("paket"):
            raise ValueError("a report without a packet")
        asing = {kode for k in self.kecamatan for kode in (*k.layak, *k.tidak_layak)} - set(self.jenis)
        if asing:
            raise ValueError(f"kinds without a column: {sorted(asing)}")
        if sum(a.jumlah for a in self.padanan) != self.jumlah("dinilai") or self.padan > self.jumlah("dinilai"):
            raise ValueError("the results of the matching do not add up to the names judged")
        if sum(a.jumlah for a in self.jawaban) != self.jumlah("jumlah_layak"):
            raise ValueError("the centre's answers do not add up to the eligible names")

    def jumlah(self, apa: str) -> int:
        """Sum of one figure over the kecamatan."""
        return sum(int(getattr(k, apa)) for k in self.kecamatan)

    def jumlah_jenis(self, kode: str) -> int:
        """Eligible names of one kind."""
        return sum(k.layak.get(kode, 0) for k in self.kecamatan)

    @property
    def persen_padan(self) -> float:
        """How much of what was judged is matched; 0 where nothing was judged."""
        dinilai = self.jumlah("dinilai")
        return 100 * self.padan / dinilai if dinilai else 0.0


@dataclass(frozen=True, kw_only=True)
class PengantarGubernur(Naskah):
    """Letter of the head of the regency that goes with the report. `tujuan` are the lines after “Yth.”, `di` the town;
    `hasil` the eligible names per kind."""

    pejabat: str
    tujuan: list[str]
    di: str
    pengesahan: list[Rujukan]
    hasil: list[Angka]
    tidak_layak: int
    paket: int
    desa: int
    kecamatan: int
    sifat: str = "Biasa"
    tembusan: list[str] = field(default_factory=list)

    @property
    def layak(self) -> int:
        """All kinds."""
        return sum(h.jumlah for h in self.hasil)
