"""Of which parts are papers made? Letterhead, unit, signers, meeting, counts, rows; frozen and storable."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.infra.format import tanpa_nik

URUTAN_GERBANG = ("desa", "telaah", "verval", "pengesahan", "laporan")
PANJANG_NIP = 18
LETAK = ("utama", "mengetahui", "saksi", "tim")


@dataclass(frozen=True, kw_only=True)
class Kop:
    """The letterhead.

    `baris` from the highest unit down (“PEMERINTAH KABUPATEN TEGAL”, “KECAMATAN SLAWI”, “DESA …”).

    `lambang` ∈ daerah | garuda; Garuda only where the head of the regency signs. `logo`: hash of the unit's own
    picture of its emblem ("": the program's drawing).
    """

    baris: list[str]
    alamat: str
    lambang: str = "daerah"
    logo: str = ""

    def __post_init__(self) -> None:
        if not self.baris:
            raise ValueError("a letterhead needs at least one line")
        if self.lambang not in ("daerah", "garuda"):
            raise ValueError(f"no emblem {self.lambang!r}")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """The issuing unit.

    `jenis` ∈ desa | kelurahan | kecamatan | kabupaten | kota decides every label that differs.

    `nama` without prefix (“Slawi Kulon”), `kecamatan` without prefix (“Slawi”; "" for a regency), `kabupaten`
    with its prefix (“Kabupaten Tegal”), `tempat` the town of the place-and-date line ("" = `nama`).
    """

    kode: str
    nama: str
    jenis: str
    kabupaten: str
    kecamatan: str = ""
    provinsi: str = ""
    tempat: str = ""

    @property
    def sebutan(self) -> str:
        """“Desa Slawi Kulon”, “Kelurahan Kagok”, “Kecamatan Slawi”, “Kabupaten Tegal”."""
        awalan = {"desa": "Desa ", "kelurahan": "Kelurahan ", "kecamatan": "Kecamatan "}
        return f"{awalan[self.jenis]}{self.nama}" if self.jenis in awalan else self.kabupaten

    @property
    def kelurahan(self) -> bool:
        """Whether the words of a kelurahan apply (lurah, musyawarah kelurahan)."""
        return self.jenis == "kelurahan"

    @property
    def desa_kelurahan(self) -> str:
        """“Desa” or “Kelurahan”."""
        return "Kelurahan" if self.kelurahan else "Desa"

    @property
    def kepala(self) -> str:
        """“Kepala Desa Slawi Kulon”, “Lurah Kagok”."""
        return f"Lurah {self.nama}" if self.kelurahan else f"Kepala Desa {self.nama}"

    @property
    def lengkap(self) -> str:
        """“Desa Slawi Kulon, Kecamatan Slawi, Kabupaten Tegal”."""
        bagian = [self.sebutan, f"Kecamatan {self.kecamatan}" if self.kecamatan else "", self.kabupaten]
        return ", ".join(dict.fromkeys(b for b in bagian if b))

    @property
    def tempat_surat(self) -> str:
        """Where letters are dated."""
        return self.tempat or self.nama


@dataclass(frozen=True, kw_only=True)
class Penanda:
    """One signer. `gerbang` ∈ desa | telaah | verval | pengesahan | laporan is the gate that asks for the signature.

    `unit_kode` is the unit whose operator may record it. `awalan` ∈ "" | Plt. | Plh. | Pj. | Pjs.: how the post is
    held. `atas_nama` names the principal of who signs “a.n.”, `untuk_beliau` the delegate who passed it on (“u.b.”);
    `meterai` asks for room for the duty stamp. `letak` places it on the paper: utama | mengetahui | saksi |
    tim. `keterangan` is the element of a witness or the part in a team (“Ketua”). An empty `nama` prints a
    ruled blank. `kode` is the post by the rules (`kepala_desa`), "" for whom the meeting names.
    """

    jabatan: str
    nama: str
    gerbang: str
    unit_kode: str
    nip: str = ""
    wajib: bool = True
    awalan: str = ""
    atas_nama: str = ""
    pangkat: str = ""
    letak: str = "utama"
    keterangan: str = ""
    kode: str = ""
    untuk_beliau: str = ""
    meterai: bool = False

    def __post_init__(self) -> None:
        if self.gerbang not in URUTAN_GERBANG:
            raise ValueError(f"no gate {self.gerbang!r}")
        if self.letak not in LETAK:
            raise ValueError(f"no place {self.letak!r}")

    @property
    def jabatan_lengkap(self) -> str:
        """“Plt. Camat Slawi”."""
        return self.jabatan if self.awalan in ("", "a.n.") else f"{self.awalan} {self.jabatan}"

    @property
    def baris_jabatan(self) -> list[str]:
        """The lines above the signature: “a.n. Bupati Tegal”, “Sekretaris Daerah”, “u.b.”, the signer."""
        wakil = [self.untuk_beliau, "u.b."] if self.untuk_beliau else []
        return [*([f"a.n. {self.atas_nama}"] if self.atas_nama else []), *wakil, self.jabatan_lengkap]

    @property
    def baris_nip(self) -> str:
        """“NIP. …” of a civil servant, “NIPD. …” of a village official; "" for who has none."""
        angka = "".join(h for h in self.nip if h.isdigit())
        return (f"NIP. {self.nip}" if len(angka) == PANJANG_NIP else f"NIPD. {self.nip}") if self.nip else ""


@dataclass(frozen=True, kw_only=True)
class Penyata:
    """Who makes a statement (SPTJM, pernyataan nihil): identity printed line by line."""

    nama: str
    jabatan: str
    alamat: str
    nip: str = ""


@dataclass(frozen=True, kw_only=True)
class Acara:
    """The meeting. `penyelenggara` ∈ bpd | pemdes | lurah; times are local, `zona` an IANA name.

    `undangan_nomor` is "" when the invitation itself is being made or was never numbered.
    """

    perihal: str
    tanggal: dt.date
    pukul_mulai: dt.time
    tempat: str
    penyelenggara: str
    pimpinan_nama: str = ""
    pimpinan_jabatan: str = ""
    notulis_nama: str = ""
    notulis_jabatan: str = ""
    pukul_selesai: dt.time | None = None
    zona: str = "Asia/Jakarta"
    agenda: list[str] = field(default_factory=list)
    undangan_nomor: str = ""
    undangan_tanggal: dt.date | None = None

    @property
    def sebutan(self) -> str:
        """“Musyawarah Desa” or “Musyawarah Kelurahan”."""
        return "Musyawarah Kelurahan" if self.penyelenggara == "lurah" else "Musyawarah Desa"


@dataclass(frozen=True, kw_only=True)
class PesertaHadir:
    """One person on the attendance list; `unsur` is the label, `jk` ∈ L | P | ''."""

    nama: str
    jabatan: str
    unsur: str
    jk: str = ""


def per_unsur(peserta: Sequence[PesertaHadir]) -> list[tuple[str, list[PesertaHadir]]]:
    """People together with those of their element or office, both in the order in which they first come."""
    kelompok: dict[str, list[PesertaHadir]] = {}
    for p in peserta:
        kelompok.setdefault(p.unsur, []).append(p)
    return list(kelompok.items())


@dataclass(frozen=True, kw_only=True)
class JumlahUnsur:
    """Attendance of one element. `laki + perempuan` may be less than `hadir` when the sex was not noted."""

    unsur: str
    diundang: int
    hadir: int
    laki: int = 0
    perempuan: int = 0

    def __post_init__(self) -> None:
        negatif = min(self.diundang, self.hadir, self.laki, self.perempuan) < 0
        if negatif or self.laki + self.perempuan > self.hadir:
            raise ValueError(f"attendance of {self.unsur!r} does not add up")


@dataclass(frozen=True, kw_only=True)
class Kuorum:
    """Quorum of the meeting: `syarat_persen` of the invited; a missed quorum carries its reason."""

    diundang: int
    hadir: int
    syarat_persen: float
    tercapai: bool
    alasan: str = ""


@dataclass(frozen=True, kw_only=True)
class Hitungan:
    """Counts of one kind of proposal. `diusulkan` is the sum of the three outcomes once they are decided."""

    kode: str
    label: str
    diusulkan: int
    disepakati: int = 0
    ditunda: int = 0
    tidak_disepakati: int = 0

    @property
    def diputus(self) -> int:
        """How many have an outcome."""
        return self.disepakati + self.ditunda + self.tidak_disepakati


def wajib_habis(putusan: Sequence[Hitungan]) -> None:
    """Refuse decided counts that do not add up to what was proposed."""
    for h in putusan:
        if h.diputus != h.diusulkan:
            raise ValueError(f"outcomes of {h.kode!r} do not add up: {h.diputus} of {h.diusulkan}")


@dataclass(frozen=True, kw_only=True)
class Angka:
    """A labelled figure: results of matching, of the ground check."""

    label: str
    jumlah: int


@dataclass(frozen=True, kw_only=True)
class BarisPublik:
    """One name as the public may read it: it cannot hold a NIK.

    `alasan` is why it was postponed or refused.
    """

    nama: str
    rt: str
    rw: str
    jenis: str
    hasil: str = ""
    alasan: str = ""
    keterangan: str = ""

    def __post_init__(self) -> None:
        """What people typed may hold one all the same."""
        for nama in ("nama", "alasan", "keterangan"):
            object.__setattr__(self, nama, tanpa_nik(getattr(self, nama)))


@dataclass(frozen=True, kw_only=True)
class BarisKeberatan:
    """One objection raised in the hall: by whom, about which name ("" = the whole), what, how it ended."""

    siapa: str
    isi: str
    tentang: str = ""
    hasil: str = ""


@dataclass(frozen=True, kw_only=True)
class BarisNama:
    """One name of the restricted list (BNBA), every column already in words (labels, not codes).

    `jenis` is the label of the kind. List A uses all columns, B `alasan bukti`, C `lama baru` (label of the
    field → value). A missing value is "", printed as a dash.
    """

    nama: str
    jenis: str
    nik: str = ""
    no_kk: str = ""
    id_data: str = ""
    jk: str = ""
    tempat_lahir: str = ""
    tanggal_lahir: dt.date | None = None
    nama_ibu: str = ""
    alamat: str = ""
    rt: str = ""
    rw: str = ""
    hubungan: str = ""
    pekerjaan: str = ""
    jumlah_anggota: int | None = None
    program: str = ""
    kriteria: str = ""
    padanan: str = ""
    keterangan: str = ""
    alasan: str = ""
    bukti: str = ""
    lama: dict[str, str] = field(default_factory=dict)
    baru: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Rujukan:
    """Another paper that this one rests on: its full title, its number ("" if none) and its date."""

    judul: str
    nomor: str
    tanggal: dt.date


@dataclass(frozen=True, kw_only=True)
class TindakLanjut:
    """One agreement of the minutes: what, who, until when."""

    apa: str
    siapa: str
    tenggat: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Sertaan:
    """One enclosure of a letter: “Berita acara musyawarah”, “1 berkas”."""

    nama: str
    jumlah: str
