"""What do the papers of kecamatan, Dinas Sosial and regency print? Every sum is made from its rows."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby

from app.domain.dokumen.bagian import Angka, BarisNama, BarisPublik, Hitungan, Rujukan
from app.domain.dokumen.konteks_desa import Naskah


@dataclass(frozen=True, kw_only=True)
class JawabanTelaah:
    """One line of the check list: `hasil` ∈ ya | tidak | nihil (does not apply)."""

    uraian: str
    hasil: str
    catatan: str = ""

    def __post_init__(self) -> None:
        if self.hasil not in ("ya", "tidak", "nihil"):
            raise ValueError(f"no answer {self.hasil!r}")


@dataclass(frozen=True, kw_only=True)
class PaketTelaah:
    """One packet as reviewed: `desa` with prefix (“Desa Slawi Kulon”), counts, answers, recommendation."""

    desa: str
    nomor: str
    periode: str
    hitungan: list[Hitungan]
    jawaban: list[JawabanTelaah]
    rekomendasi: str
    dasar: str = ""
    versi: int = 1

    @property
    def jumlah(self) -> int:
        """Names in the packet."""
        return sum(h.diusulkan for h in self.hitungan)


@dataclass(frozen=True, kw_only=True)
class NotaDinas(Naskah):
    """What Dinas Sosial asks a village about its own list: the names, where they come from, the day of the answer.

    `asal` is the channel in words, `sumber` the document it rests on. Names carry no NIK.
    """

    tujuan: str
    asal: str
    sumber: Rujukan
    paket_nomor: str
    baris: list[BarisPublik]
    tenggat: dt.date

    def __post_init__(self) -> None:
        if not self.baris:
            raise ValueError("a note without a name")


@dataclass(frozen=True, kw_only=True)
class BaTelaah(Naskah):
    """Review by the kecamatan. `sebutan` is the label of the paper by setting."""

    dasar_hukum: list[str]
    paket: list[PaketTelaah]
    tempat: str
    sebutan: str = "Berita Acara Telaah"
    catatan: str = ""
    tembusan: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.paket:
            raise ValueError("a review without a packet")

    @property
    def jumlah(self) -> int:
        """Names in all packets."""
        return sum(p.jumlah for p in self.paket)


@dataclass(frozen=True, kw_only=True)
class NamaVerval:
    """One name with its verdict: `hasil` ∈ layak | tidak_layak, the reason required for the latter."""

    baris: BarisNama
    hasil: str
    alasan: str = ""

    def __post_init__(self) -> None:
        if self.hasil not in ("layak", "tidak_layak"):
            raise ValueError(f"no verdict {self.hasil!r}")
        if self.hasil == "tidak_layak" and not self.alasan:
            raise ValueError("a refused name needs its reason")


@dataclass(frozen=True, kw_only=True)
class PaketVerval:
    """One packet as verified; its figures are counted from `nama`.

    `dikembalikan`: names sent back in a split packet.
    """

    kecamatan: str
    desa: str
    nomor: str
    periode: str
    nama: list[NamaVerval]
    dikembalikan: int = 0
    keterangan: str = ""

    @property
    def layak(self) -> int:
        """Names found eligible."""
        return sum(n.hasil == "layak" for n in self.nama)

    @property
    def tidak_layak(self) -> int:
        """Names found not eligible."""
        return len(self.nama) - self.layak

    @property
    def diajukan(self) -> int:
        """All that came in, also what was sent back."""
        return len(self.nama) + self.dikembalikan


@dataclass(frozen=True, kw_only=True)
class DesaVerval:
    """The packets of one village together, for the subtotal."""

    kecamatan: str
    desa: str
    paket: list[PaketVerval]

    def jumlah(self, apa: str) -> int:
        """Sum of one figure: diajukan, layak, tidak_layak, dikembalikan."""
        return sum(int(getattr(p, apa)) for p in self.paket)


@dataclass(frozen=True, kw_only=True)
class BaVerval(Naskah):
    """Verification and validation by Dinas Sosial.

    `paket` in the order of the list: kecamatan, village, number.
    """

    dasar_hukum: list[str]
    paket: list[PaketVerval]
    tempat: str
    rujukan: list[Rujukan] = field(default_factory=list)
    padanan: list[Angka] = field(default_factory=list)
    pembebasan: list[str] = field(default_factory=list)
    uji_petik: list[Angka] = field(default_factory=list)
    kesimpulan: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.paket:
            raise ValueError("a verification without a packet")

    @property
    def per_desa(self) -> list[DesaVerval]:
        """Packets grouped by village, in order of kecamatan and village."""
        urut = sorted(self.paket, key=lambda p: (p.kecamatan, p.desa, p.nomor))
        return [
            DesaVerval(kecamatan=kec, desa=desa, paket=list(isi))
            for (kec, desa), isi in groupby(urut, key=lambda p: (p.kecamatan, p.desa))
        ]

    def jumlah(self, apa: str) -> int:
        """Sum of one figure over all packets."""
        return sum(int(getattr(p, apa)) for p in self.paket)


@dataclass(frozen=True, kw_only=True)
class PaketDisahkan:
    """One packet in the recap: eligible names per code of kind."""

    kecamatan: str
    desa: str
    nomor: str
    periode: str
    jumlah: dict[str, int]

    @property
    def total(self) -> int:
        """All kinds."""
        return sum(self.jumlah.values())


@dataclass(frozen=True, kw_only=True)
class RekapKecamatan:
    """The packets of one kecamatan, summed per kind."""

    kecamatan: str
    jumlah_paket: int
    jumlah: dict[str, int]

    @property
    def total(self) -> int:
        """All kinds."""
        return sum(self.jumlah.values())


@dataclass(frozen=True, kw_only=True)
class SuratPengesahan(Naskah):
    """Endorsement by the head of the regency. `jenis`: code → label of every kind that has a column.

    `pejabat` (“Bupati Tegal”) opens the letter; `rujukan` are the BA verval it rests on; `sistem` the
    national system.
    """

    pejabat: str
    dasar_hukum: list[str]
    rujukan: list[Rujukan]
    jenis: dict[str, str]
    paket: list[PaketDisahkan]
    sistem: str = "SIKS-NG"
    tembusan: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.paket:
            raise ValueError("an endorsement without a packet")
        asing = {kode for p in self.paket for kode in p.jumlah} - set(self.jenis)
        if asing:
            raise ValueError(f"kinds without a column: {sorted(asing)}")

    @property
    def urut(self) -> list[PaketDisahkan]:
        """Packets in order of kecamatan, village, number."""
        return sorted(self.paket, key=lambda p: (p.kecamatan, p.desa, p.nomor))

    @property
    def per_kecamatan(self) -> list[RekapKecamatan]:
        """One row per kecamatan, summed from the packets."""
        hasil = []
        for kec, isi in groupby(self.urut, key=lambda p: p.kecamatan):
            paket = list(isi)
            jumlah = {kode: sum(p.jumlah.get(kode, 0) for p in paket) for kode in self.jenis}
            hasil.append(RekapKecamatan(kecamatan=kec, jumlah_paket=len(paket), jumlah=jumlah))
        return hasil

    def jumlah_jenis(self, kode: str) -> int:
        """All packets, one kind."""
        return sum(p.jumlah.get(kode, 0) for p in self.paket)

    @property
    def total(self) -> int:
        """All packets, all kinds."""
        return sum(p.total for p in self.paket)
