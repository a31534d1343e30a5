"""What do the papers of a village print? One frozen class per kind; constructors name what is missing."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.dokumen.bagian import (
    Acara,
    Angka,
    BarisKeberatan,
    BarisNama,
    BarisPublik,
    Hitungan,
    JumlahUnsur,
    Kop,
    Kuorum,
    Penyata,
    PesertaHadir,
    Rujukan,
    Sertaan,
    TindakLanjut,
    Unit,
    per_unsur,
    wajib_habis,
)
from app.infra.format import rt_rw


@dataclass(frozen=True, kw_only=True)
class Naskah:
    """What every paper prints. `periode` is `YYYY-MM`, `nama_data` the register's name (DTKS, DTSEN)."""

    kop: Kop
    unit: Unit
    periode: str
    nama_data: str


@dataclass(frozen=True, kw_only=True)
class Undangan(Naskah):
    """Invitation to the meeting; `penerima` is printed as an attachment by element.

    `bahan`: what will be discussed.
    """

    acara: Acara
    penerima: list[PesertaHadir]
    bahan: list[Hitungan]
    dasar_hukum: list[str]
    sifat: str = "Penting"
    tembusan: list[str] = field(default_factory=list)

    @property
    def kelompok(self) -> list[tuple[str, list[PesertaHadir]]]:
        """The invited by element."""
        return per_unsur(self.penerima)


@dataclass(frozen=True, kw_only=True)
class DaftarHadirKosong(Naskah):
    """Attendance list to be signed at the meeting: the invited, then `baris_kosong` empty rows."""

    acara: Acara
    diundang: list[PesertaHadir]
    baris_kosong: int = 10

    @property
    def kelompok(self) -> list[tuple[str, list[PesertaHadir]]]:
        """The invited by element."""
        return per_unsur(self.diundang)


@dataclass(frozen=True, kw_only=True)
class DaftarUsulanAwal(Naskah):
    """The list as it goes into the meeting, without NIK.

    `lembar_putusan` adds empty columns for the decision.
    """

    acara: Acara
    baris: list[BarisPublik]
    lembar_putusan: bool = True


@dataclass(frozen=True, kw_only=True)
class BaKosong(Naskah):
    """The blank minutes with the decision sheet, to be filled in and signed at the meeting: once signed, the original.

    `unsur` are the elements whose attendance is counted; empty lines for names and objections raised in the hall.
    """

    acara: Acara
    dasar_hukum: list[str]
    baris: list[BarisPublik]
    unsur: list[str]
    baris_forum: int = 6
    baris_keberatan: int = 3
    baris_saksi: int = 6


@dataclass(frozen=True, kw_only=True)
class DaftarHadir(Naskah):
    """Attendance as recorded.

    `hadir` is empty when only counts per element were recorded (the scan has the names).
    """

    acara: Acara
    per_unsur: list[JumlahUnsur]
    hadir: list[PesertaHadir] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.hadir and len(self.hadir) != jumlah_hadir(self.per_unsur):
            raise ValueError("the names present do not match the counts per element")

    @property
    def kelompok(self) -> list[tuple[str, list[PesertaHadir]]]:
        """Those present by element."""
        return per_unsur(self.hadir)


@dataclass(frozen=True, kw_only=True)
class BaMusyawarah(Naskah):
    """The minutes of decision. `putusan` per kind must add up.

    `ditunda` and `ditolak` name each with its reason.

    `sumber` ∈ sistem | salinan: a *salinan* says that the signed blank is the original, and by `asli` which file that
    is. `forum` names what was first proposed in the hall. `perangkat` names
    proposals of people related to village officials. `padanan`: results of the NIK matching. `operator`: who
    is told to enter the data. `indikator`: what the decree of the packet's profile asks to be noted.
    """

    acara: Acara
    dasar_hukum: list[str]
    per_unsur: list[JumlahUnsur]
    kuorum: Kuorum
    putusan: list[Hitungan]
    padanan: list[Angka] = field(default_factory=list)
    ditunda: list[BarisPublik] = field(default_factory=list)
    ditolak: list[BarisPublik] = field(default_factory=list)
    perangkat: list[BarisPublik] = field(default_factory=list)
    cara_keputusan: str = "mufakat"
    keberatan: str = ""
    catatan: str = ""
    diumumkan_sampai: dt.date | None = None
    tempat_pengumuman: str = ""
    operator: str = ""
    indikator: str = ""
    rangkap: int = 3
    sumber: str = "sistem"
    asli: str = ""
    forum: list[BarisPublik] = field(default_factory=list)
    daftar_keberatan: list[BarisKeberatan] = field(default_factory=list)

    def __post_init__(self) -> None:
        wajib_habis(self.putusan)
        if self.sumber not in ("sistem", "salinan"):
            raise ValueError(f"no source {self.sumber!r}")
        if (self.sumber == "salinan") != bool(self.asli):
            raise ValueError("a copy names its original, and only a copy has one")
        if self.cara_keputusan not in ("mufakat", "suara_terbanyak"):
            raise ValueError(f"no way of deciding {self.cara_keputusan!r}")
        if len(self.ditunda) != sum(h.ditunda for h in self.putusan):
            raise ValueError("the postponed names do not match their count")
        if len(self.ditolak) != sum(h.tidak_disepakati for h in self.putusan):
            raise ValueError("the refused names do not match their count")
        if self.kuorum.hadir != jumlah_hadir(self.per_unsur):
            raise ValueError("the quorum counts other people than the attendance")


@dataclass(frozen=True, kw_only=True)
class Notulen(Naskah):
    """Minutes of the meeting. `pembahasan` may hold several paragraphs, one per line."""

    acara: Acara
    per_unsur: list[JumlahUnsur]
    pembahasan: str
    kesimpulan: list[str]
    putusan: list[Hitungan]
    tindak_lanjut: list[TindakLanjut] = field(default_factory=list)
    keberatan: str = ""
    daftar_keberatan: list[BarisKeberatan] = field(default_factory=list)
    jumlah_foto: int = 0

    def __post_init__(self) -> None:
        wajib_habis(self.putusan)


@dataclass(frozen=True, kw_only=True)
class Lampiran(Naskah):
    """The restricted lists by name and address, landscape: A additions, aid and orphans; B removals.

    C corrections.

    Empty lists are not printed; all three empty is refused.
    """

    dasar: Rujukan
    tambah: list[BarisNama] = field(default_factory=list)
    hapus: list[BarisNama] = field(default_factory=list)
    perbaikan: list[BarisNama] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not (self.tambah or self.hapus or self.perbaikan):
            raise ValueError("an annex without names")

    @property
    def jumlah(self) -> int:
        """All names of the annex."""
        return len(self.tambah) + len(self.hapus) + len(self.perbaikan)


@dataclass(frozen=True, kw_only=True)
class PengumumanHasil(Naskah):
    """Poster of the result without NIK.

    `sampai`: until when objections are taken, `tempat_keberatan` where.
    """

    acara: Acara
    dasar: Rujukan
    baris: list[BarisPublik]
    sampai: dt.date
    tempat_keberatan: str
    kontak: str = ""

    @property
    def per_rt(self) -> list[Angka]:
        """Names per RT/RW, in order."""
        hitung = Counter((b.rw, b.rt) for b in self.baris)
        return [
            Angka(label=rt_rw(rt or None, rw or None) or "RT/RW belum diketahui", jumlah=n)
            for (rw, rt), n in sorted(hitung.items())
        ]


@dataclass(frozen=True, kw_only=True)
class Sptjm(Naskah):
    """Statement of absolute responsibility. `alasan` is why no meeting was held ("" = not asked)."""

    penyata: Penyata
    hitungan: list[Hitungan]
    dasar_hukum: list[str]
    alasan: str = ""
    paket_nomor: str = ""


@dataclass(frozen=True, kw_only=True)
class PernyataanNihil(Naskah):
    """Statement that the village proposes nothing in this period."""

    penyata: Penyata
    dasar_hukum: list[str]
    keterangan: str = ""


@dataclass(frozen=True, kw_only=True)
class SuratPengantar(Naskah):
    """Covering letter of the head of the village.

    `tujuan` are the lines after “Yth.”, `dasar` the papers it rests on.
    """

    tujuan: list[str]
    hitungan: list[Hitungan]
    dasar: list[Rujukan]
    sertaan: list[Sertaan]
    paket_nomor: str
    sifat: str = "Biasa"
    tembusan: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class BarisPerubahan:
    """One change. `perubahan` ∈ Ralat | Perbaikan | Penarikan | Gugur (label).

    `lama`/`baru`: field label → value.
    """

    nama: str
    jenis: str
    perubahan: str
    alasan: str
    nik: str = ""
    lama: dict[str, str] = field(default_factory=dict)
    baru: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LembarPerubahan(Naskah):
    """Changes to a list after it was settled, sheet number `ke` of the packet."""

    ke: int
    paket_nomor: str
    dasar: Rujukan
    baris: list[BarisPerubahan]

    def __post_init__(self) -> None:
        if not self.baris:
            raise ValueError("a sheet of changes without a change")


@dataclass(frozen=True, kw_only=True)
class TandaTerima(Naskah):
    """Receipt of a proposal for the resident: initials only, tracking code, QR to the tracking page."""

    kode_lacak: str
    inisial: str
    jenis: str
    diterima: dt.date
    petugas: str
    kelengkapan: list[str] = field(default_factory=list)
    keterangan: str = ""


def jumlah_hadir(per_unsur: Sequence[JumlahUnsur]) -> int:
    """All who came."""
    return sum(u.hadir for u in per_unsur)
