"""How does the matching list go out to Dukcapil, and how does its answer come in?

Out: those columns of the register's own answers that identify a person, plus ours. In: the same headings in
any order; every row that can not be taken is reported with its place and what to do.
"""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.domain.verifikasi import sel as isi_sel
from app.domain.verifikasi.pemadanan import Beda, Identitas, bandingkan, gabungkan
from app.domain.verifikasi.sel import HASIL, HASIL_TERTULIS, ID, NIK, Ditolak, TanpaJawaban
from app.infra.format import samarkan
from app.infra.galat import Galat, GalatIsian
from app.infra.sheets import Sel, baca
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx

MAKS_BARIS = 5_000
_KELUAR = (
    Kolom(ID, 11),
    Kolom("NO_KK", 19, "identitas", panjang=16),
    Kolom(NIK, 19, "identitas", panjang=16),
    Kolom("NAMA_LGKP", 30),
    Kolom("TGL_LHR", 12, "tanggal"),
    Kolom("JENIS_KLMIN", 12),
    Kolom("ALAMAT", 36),
    Kolom("NO_RT", 8),
    Kolom("NO_RW", 8),
    Kolom("NO_PROP", 9),
    Kolom("NO_KAB", 9),
    Kolom("NO_KEC", 9),
    Kolom("NO_KEL", 9),
    Kolom("NAMA_LGKP_IBU", 30),
    Kolom(HASIL, 20, pilihan=HASIL_TERTULIS),
)
_DIBACA = {ID, NIK, HASIL, "NO_KK", "NAMA_LGKP", "TGL_LHR", "JENIS_KLMIN", "NAMA_LGKP_IBU"}


class Menunggu(Protocol):
    """A proposal that waits for matching, as the package above gives it."""

    @property
    def usulan_id(self) -> int: ...
    @property
    def nik(self) -> str | None: ...
    @property
    def no_kk(self) -> str | None: ...
    @property
    def nama(self) -> str: ...
    @property
    def tanggal_lahir(self) -> dt.date | None: ...
    @property
    def jenis_kelamin(self) -> str: ...
    @property
    def nama_ibu(self) -> str: ...
    @property
    def alamat(self) -> str: ...
    @property
    def rt(self) -> str: ...
    @property
    def rw(self) -> str: ...
    @property
    def wilayah_kode(self) -> str: ...


Terapkan = Callable[[int, str, list[dict[str, str]]], Any]


@dataclass(frozen=True, slots=True)
class GalatBaris:
    """One row that was not taken: where, what stands there (masked) and how to mend it."""

    baris: int
    kolom: str
    nilai: str
    pesan: str


@dataclass(frozen=True, slots=True, repr=False)
class Jawaban:
    """One accepted row: the proposal and what to keep about it."""

    baris: int
    usulan_id: int
    hasil: str
    beda: list[Beda]


@dataclass(slots=True)
class Bacaan:
    """What a result list says. `tanpa_jawaban` rows have a HASIL column that was left empty; `sisa` rows
    wait for the next round."""

    jawaban: list[Jawaban] = field(default_factory=list)
    galat: list[GalatBaris] = field(default_factory=list)
    tanpa_jawaban: int = 0
    sisa: int = 0

    def per_hasil(self) -> dict[str, int]:
        """How many accepted rows say what, in the order of the codes."""
        hitung = Counter(j.hasil for j in self.jawaban)
        return {kode: hitung[kode] for kode in HASIL_TERTULIS if hitung[kode]}


def tulis_daftar(menunggu: Iterable[Menunggu]) -> bytes:
    """The list for Dukcapil as XLSX; identity numbers are text cells, HASIL is empty and offers the codes."""
    tujuan = io.BytesIO()
    tulis_xlsx(tujuan, [Lembar("Pemadanan", _KELUAR, (_baris_keluar(m) for m in menunggu))])
    return tujuan.getvalue()


def baca_hasil(isi: bytes, menunggu: Iterable[Menunggu]) -> Bacaan:
    """Read a result list against the proposals that wait; nothing is stored.

    Without a HASIL column the answer is worked out from name, birth date, sex and mother.
    Raises GalatIsian when the file is no table or lacks NIK.
    """
    baris = iter(baca(isi, maks_baris=MAKS_BARIS + 1))
    kepala = next(baris, None)
    kolom = _kenali_kolom(kepala.sel if kepala else [])
    bacaan = Bacaan()
    pembaca = _Pembaca(list(menunggu), HASIL in kolom)
    for satu in baris:
        pembaca.baca(satu.nomor, {n: satu.sel[i] if i < len(satu.sel) else "" for n, i in kolom.items()}, bacaan)
    return bacaan


def terapkan_hasil(bacaan: Bacaan, terapkan: Terapkan) -> dict[str, int]:
    """Hand every accepted row to `terapkan(usulan_id, hasil, beda)`; a refusal becomes a reported row.

    Returns how many were applied per code.
    """
    hitung: Counter[str] = Counter()
    for j in bacaan.jawaban:
        try:
            terapkan(j.usulan_id, j.hasil, [b.simpan() for b in j.beda])
        except Galat as galat:
            bacaan.galat.append(GalatBaris(j.baris, ID, str(j.usulan_id), " ".join(galat.alasan)))
        else:
            hitung[j.hasil] += 1
    return {kode: hitung[kode] for kode in HASIL_TERTULIS if hitung[kode]}


def _baris_keluar(m: Menunggu) -> Sequence[str | dt.date | None]:
    prop, kab, kec, kel = (m.wilayah_kode.split(".") + [""] * 4)[:4]
    return (
        str(m.usulan_id), m.no_kk, m.nik, m.nama, m.tanggal_lahir, m.jenis_kelamin, m.alamat, m.rt, m.rw,
        prop, kab, kec, kel, m.nama_ibu, "",
    )  # fmt: skip


def _kenali_kolom(kepala: Sequence[Sel]) -> dict[str, int]:
    kolom: dict[str, int] = {}
    for i, judul in enumerate(kepala):
        nama = "_".join(str(judul).upper().replace("_", " ").split())
        if nama in kolom:
            raise GalatIsian(f"Kolom {nama} ada dua kali. Hapus salah satu, lalu unggah lagi.")
        if nama in _DIBACA:
            kolom[nama] = i
    if NIK not in kolom:
        raise GalatIsian(
            "Baris pertama tidak memuat judul kolom NIK. Pakai daftar yang diunduh dari halaman ini, atau "
            "beri judul kolom NIK, NAMA_LGKP, TGL_LHR, JENIS_KLMIN, dan NAMA_LGKP_IBU."
        )
    return kolom


class _Pembaca:
    """Reads rows one by one, knowing which proposals may be answered and which already were."""

    def __init__(self, menunggu: list[Menunggu], ada_kolom_hasil: bool) -> None:
        self.per_id = {m.usulan_id: m for m in menunggu}
        self.per_nik: dict[str, list[Menunggu]] = {}
        for m in menunggu:
            if m.nik:
                self.per_nik.setdefault(m.nik, []).append(m)
        self.ada_kolom_hasil = ada_kolom_hasil
        self.terjawab: dict[int, int] = {}

    def baca(self, nomor: int, sel: dict[str, Sel], bacaan: Bacaan) -> None:
        try:
            bacaan.jawaban += self._jawaban(nomor, sel)
        except Ditolak as tolak:
            bacaan.galat.append(GalatBaris(nomor, tolak.kolom, tolak.nilai, tolak.pesan))
        except TanpaJawaban:
            bacaan.tanpa_jawaban += 1

    def _jawaban(self, nomor: int, sel: dict[str, Sel]) -> list[Jawaban]:
        dinyatakan = isi_sel.hasil(sel.get(HASIL, ""))
        if self.ada_kolom_hasil and not dinyatakan:
            raise TanpaJawaban
        nik = isi_sel.nik(sel[NIK])
        dukcapil = isi_sel.identitas(nik, sel)
        hasil = []
        for m in self._usulan(nik, sel.get(ID, "")):
            if (lama := self.terjawab.get(m.usulan_id)) is not None:
                pesan = f"NIK ini sudah dijawab di baris {lama}. Hapus salah satu barisnya."
                raise Ditolak(NIK, samarkan(nik), pesan)
            kita = Identitas(nik, m.nama, m.tanggal_lahir, m.jenis_kelamin, m.nama_ibu, m.no_kk or "")
            dihitung, beda = bandingkan(kita, dukcapil)
            hasil.append(Jawaban(nomor, m.usulan_id, gabungkan(dinyatakan, dihitung, beda), beda))
        self.terjawab.update({j.usulan_id: nomor for j in hasil})
        return hasil

    def _usulan(self, nik: str, tulisan: Sel) -> list[Menunggu]:
        if tulisan == "":
            return self._per_nik(nik)
        nomor = isi_sel.bilangan(tulisan)
        m = self.per_id.get(nomor) if nomor is not None else None
        if m is None:
            raise Ditolak(
                ID,
                str(tulisan),
                "Nomor usulan ini tidak ada di antara usulan yang menunggu pemadanan. Pakai nomor dari daftar "
                "yang diunduh, atau hapus barisnya.",
            )
        if m.nik != nik:
            raise Ditolak(
                NIK,
                samarkan(nik),
                "NIK tidak sama dengan NIK usulan bernomor ini. Mungkin barisnya bergeser; salin ulang dari "
                "daftar yang diunduh.",
            )
        return [m]

    def _per_nik(self, nik: str) -> list[Menunggu]:
        if nik not in self.per_nik:
            raise Ditolak(
                NIK,
                samarkan(nik),
                "NIK ini tidak ada di antara usulan yang menunggu pemadanan; mungkin hasilnya sudah tersimpan.",
            )
        return self.per_nik[nik]
