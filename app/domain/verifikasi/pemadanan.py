"""Is the person of the proposal the one of the civil register? Field by field, never a bare "no match"."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from app.domain.registri.nik import Nik, enam_belas_digit

BELUM, PADAN, PADAN_BEDA_NAMA = "belum", "padan", "padan_beda_nama"
TIDAK_DITEMUKAN, MENINGGAL, GANDA, DALAM_PERBAIKAN = (
    "tidak_ditemukan",
    "meninggal",
    "ganda",
    "dalam_perbaikan",
)

SAMA, PERLU_DILIHAT = 90.0, 75.0
BIDANG = {
    "nama": "Nama",
    "tanggal_lahir": "Tanggal lahir",
    "jenis_kelamin": "Jenis kelamin",
    "nama_ibu": "Nama ibu kandung",
    "no_kk": "Nomor KK",
}
# A family card changes with every birth and move; that it differs says nothing about who the person is.
_BERAT = {"tanggal_lahir", "jenis_kelamin"}
_NAMA = {"nama", "nama_ibu"}

# fmt: off
_GELAR_DEPAN = {
    "H", "HJ", "HAJI", "HAJJAH", "DR", "DRS", "DRA", "IR", "PROF", "KH", "R", "RR", "RA", "BPK", "BAPAK",
    "IBU", "ALM", "ALMH", "ALMARHUM", "ALMARHUMAH",
}
_GELAR_BELAKANG = {
    "SH", "SE", "ST", "SPD", "SPDI", "SSOS", "SAG", "SIP", "SKM", "SKOM", "SKEP", "SPI", "SP", "MM", "MPD",
    "MSI", "MH", "MAG", "MKES", "AMD", "AMDKEB", "AMDKEP", "BA",
}
# fmt: on
_EJAAN = {
    **dict.fromkeys(("MUH", "MOH", "MOCH", "MHD", "MUHAMAD", "MOHAMAD", "MOHAMMAD", "MOCHAMAD"), "MUHAMMAD"),
    **dict.fromkeys(("MOCHAMMAD", "MUKHAMAD", "MUCHAMAD", "MUKHAMMAD"), "MUHAMMAD"),
    **dict.fromkeys(("ACH", "ACHMAD", "AKHMAD"), "AHMAD"),
    "ABD": "ABDUL",
}
_EJAAN_LAMA = (("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("SJ", "SY"), ("NJ", "NY"), ("CH", "KH"))
_BUKAN_HURUF = re.compile(r"[^A-Z ]")
_KEMBAR = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True, repr=False)
class Identitas:
    """Who somebody is according to one side. Empty values were not given and are not compared."""

    nik: str
    nama: str = ""
    tanggal_lahir: dt.date | None = None
    jenis_kelamin: str = ""
    nama_ibu: str = ""
    no_kk: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Beda:
    """One field that differs; `serupa` when the two names are close enough that a person must look."""

    bidang: str
    usulan: str
    dukcapil: str
    serupa: bool = False

    def simpan(self) -> dict[str, str]:
        """As it is kept (encrypted) with the result."""
        return {"bidang": self.bidang, "usulan": self.usulan, "dukcapil": self.dukcapil}


def bandingkan(usulan: Identitas, dukcapil: Identitas | None) -> tuple[str, list[Beda]]:
    """The result code and what differs.

    `padan`: nothing that matters differs. `padan_beda_nama`: a name is written otherwise but similar.
    `dalam_perbaikan`: name, birth date, sex or mother say somebody else; the village mends it. Without an
    answer of the register: `tidak_ditemukan`.
    """
    if dukcapil is None or dukcapil.nik != usulan.nik:
        return TIDAK_DITEMUKAN, []
    beda = list(_beda(_lengkapi(usulan), dukcapil))
    if any(b.bidang in _BERAT or (b.bidang in _NAMA and not b.serupa) for b in beda):
        return DALAM_PERBAIKAN, beda
    return (PADAN_BEDA_NAMA if any(b.bidang in _NAMA for b in beda) else PADAN), beda


def gabungkan(dinyatakan: str, dihitung: str, beda: list[Beda]) -> str:
    """The code to keep when the register's officer stated one: it stands, but a match with differing fields
    is never called a plain match."""
    if dinyatakan == PADAN and dihitung != PADAN and beda:
        return PADAN_BEDA_NAMA
    return dinyatakan or dihitung


def skor_nama(satu: str, dua: str) -> float:
    """0–100: how alike two names are. Aliases divided by "/" count each; never token_set, for which "Sri" is
    "Sri Lestari"."""
    return max(_skor(rapikan_nama(a), rapikan_nama(b)) for a in satu.split("/") for b in dua.split("/"))


def rapikan_nama(nama: str) -> str:
    """Upper case without titles, points and accents; one spelling for names that are written in many ways."""
    polos = unicodedata.normalize("NFKD", nama.partition(",")[0]).encode("ascii", "ignore").decode().upper()
    # A point may be inside a title (S.Sos) or divide a short name (M.Yusuf): titles are sought without it.
    # The first word is never one of these: "St. Aminah" is Siti.
    semua = polos.replace("'", "").split()
    kata = [k for i, k in enumerate(semua) if not i or k.replace(".", "") not in _GELAR_BELAKANG]
    kata = _BUKAN_HURUF.sub(" ", " ".join(kata)).split()
    while len(kata) > 1 and kata[0] in _GELAR_DEPAN:
        kata = kata[1:]
    hasil = " ".join(_EJAAN.get(k, k) for k in kata)
    for lama, baru in _EJAAN_LAMA:
        hasil = hasil.replace(lama, baru)
    return _KEMBAR.sub(r"\1", hasil)


def _skor(satu: str, dua: str) -> float:
    if not satu or not dua:
        return 0.0
    return max(fuzz.token_sort_ratio(satu, dua), fuzz.ratio(satu.replace(" ", ""), dua.replace(" ", "")))


def _lengkapi(usulan: Identitas) -> Identitas:
    """Where the proposal has no sex noted, its NIK tells."""
    if usulan.jenis_kelamin or enam_belas_digit(usulan.nik) is None:
        return usulan
    return replace(usulan, jenis_kelamin="P" if Nik(usulan.nik).perempuan else "L")


def _beda(usulan: Identitas, dukcapil: Identitas) -> Iterator[Beda]:
    for bidang in BIDANG:
        kiri, kanan = _teks(getattr(usulan, bidang)), _teks(getattr(dukcapil, bidang))
        if not kiri or not kanan or kiri == kanan:
            continue
        if bidang not in _NAMA:
            yield Beda(bidang, kiri, kanan)
        elif (skor := skor_nama(kiri, kanan)) < SAMA:
            yield Beda(bidang, kiri, kanan, serupa=skor >= PERLU_DILIHAT)


def _teks(nilai: str | dt.date | None) -> str:
    if nilai is None:
        return ""
    return nilai.isoformat() if isinstance(nilai, dt.date) else nilai.strip()
