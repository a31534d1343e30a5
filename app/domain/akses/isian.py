"""Is what was typed about a person or an assignment usable? The same questions for the form and for a list."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.akses.peran import KEDALAMAN_WILAYAH, LABEL_PERAN, SEBUTAN, Peran
from app.infra.format import BENTUK_PERIODE

BENTUK_NAMA_PENGGUNA = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
BENTUK_SUREL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
BENTUK_KODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
_SURAT_AUDITOR = {
    "selesai": "Penugasan auditor harus berakhir. Isi hari terakhirnya sesuai surat tugas.",
    "nomor_sk": "Isi nomor surat tugas auditor.",
    "tanggal_sk": "Isi tanggal surat tugas auditor.",
}
TINGKAT_WILAYAH = ("provinsi", "kabupaten/kota", "kecamatan", "desa/kelurahan")

_PERAN = {str(p): p for p in Peran} | {label.casefold(): p for p, label in LABEL_PERAN.items()}
_SEBUTAN = {s.casefold(): s for s in SEBUTAN}


@dataclass(frozen=True, slots=True)
class IsianPengguna:
    """What is known of a person; `nama_pengguna` never changes afterwards."""

    nama_pengguna: str
    nama: str
    nip: str = ""
    surel: str = ""
    telepon: str = ""


@dataclass(frozen=True, slots=True)
class IsianPenugasan:
    """A role in a territory between two dates, with its decree."""

    peran: Peran
    wilayah_kode: str
    mulai: dt.date
    selesai: dt.date | None = None
    sebutan: str = "definitif"
    nomor_sk: str = ""
    tanggal_sk: dt.date | None = None
    instansi: str = ""
    periode_awal: str = ""
    periode_akhir: str = ""


def baca_pengguna(nilai: Mapping[str, str]) -> tuple[IsianPengguna | None, dict[str, str]]:
    """The person, or a sentence for each field that cannot be used."""
    n = {kolom: " ".join(nilai.get(kolom, "").split()) for kolom in IsianPengguna.__slots__}
    n["nama_pengguna"] = n["nama_pengguna"].casefold()
    n["nip"] = n["nip"].replace(" ", "")
    n["telepon"] = re.sub(r"[\s().-]", "", n["telepon"])
    galat = {kolom: pesan for kolom, pesan in _keberatan_pengguna(n) if pesan}
    return (None if galat else IsianPengguna(**n)), galat


def _keberatan_pengguna(n: dict[str, str]) -> list[tuple[str, str]]:
    nip_baik = not n["nip"] or re.fullmatch(r"[0-9]{18}", n["nip"])
    surel_baik = not n["surel"] or (BENTUK_SUREL.fullmatch(n["surel"]) and len(n["surel"]) <= 120)
    telepon_baik = not n["telepon"] or re.fullmatch(r"\+?[0-9]{6,15}", n["telepon"])
    return [
        ("nama_pengguna", _keberatan_nama_pengguna(n["nama_pengguna"])),
        ("nama", "" if 0 < len(n["nama"]) <= 120 else "Isi nama lengkap, paling banyak 120 huruf."),
        ("nip", "" if nip_baik else "NIP terdiri atas 18 digit. Kosongkan bila tidak ada."),
        ("surel", "" if surel_baik else "Alamat surel belum lengkap. Tulis seperti nama@contoh.go.id, atau kosongkan."),
        ("telepon", "" if telepon_baik else "Nomor telepon hanya berisi angka, misalnya 081234567890, atau kosong."),
    ]


def _keberatan_nama_pengguna(nama: str) -> str:
    if not BENTUK_NAMA_PENGGUNA.fullmatch(nama):
        return (
            "Nama pengguna memakai 3 sampai 60 huruf kecil, angka, titik, garis bawah, atau tanda hubung, tanpa spasi."
        )
    if re.fullmatch(r"[0-9]{16}", nama):
        return "Nama pengguna tidak boleh berupa nomor 16 digit, agar NIK tidak tersebar. Pakai nama yang lain."
    return ""


def baca_penugasan(nilai: Mapping[str, str]) -> tuple[IsianPenugasan | None, dict[str, str]]:
    """The assignment, or a sentence for each field that cannot be used. Whether the region exists is asked later."""
    galat: dict[str, str] = {}
    peran = _PERAN.get(" ".join(nilai.get("peran", "").split()).casefold())
    if peran is None:
        galat["peran"] = f"Pilih salah satu peran: {', '.join(Peran)}."
    kode = nilai.get("kode_wilayah", "").strip()
    if pesan := _keberatan_kode(kode, peran):
        galat["kode_wilayah"] = pesan
    sebutan = _SEBUTAN.get(nilai.get("sebutan", "").strip().casefold() or "definitif")
    if sebutan is None:
        galat["sebutan"] = f"Sebutan jabatan harus salah satu dari: {', '.join(SEBUTAN)}."
    mulai = _tanggal(nilai, "mulai", galat, wajib=True)
    selesai = _tanggal(nilai, "selesai", galat)
    if mulai and selesai and selesai < mulai:
        galat["selesai"] = "Tanggal selesai mendahului tanggal mulai. Periksa keduanya."
    tanggal_sk = _tanggal(nilai, "tanggal_sk", galat)
    nomor_sk, instansi = (nilai.get(k, "").strip() for k in ("nomor_sk", "instansi"))
    panjang = (("nomor_sk", nomor_sk, 80), ("instansi", instansi, 120))
    galat |= {k: f"Paling banyak {maks} huruf." for k, teks, maks in panjang if len(teks) > maks}
    surat = {"selesai": selesai, "nomor_sk": nomor_sk, "tanggal_sk": tanggal_sk}
    awal, akhir = _periode_auditor(nilai, peran, surat, galat)
    if galat or peran is None or mulai is None or sebutan is None:
        return None, galat
    return IsianPenugasan(peran, kode, mulai, selesai, sebutan, nomor_sk, tanggal_sk, instansi, awal, akhir), {}


def _periode_auditor(
    nilai: Mapping[str, str], peran: Peran | None, surat: Mapping[str, object], galat: dict[str, str]
) -> tuple[str, str]:
    """The months that an auditor may examine; nobody else has any. An auditor comes with a letter and an end."""
    if peran is not Peran.AUDITOR:
        return "", ""
    galat |= {k: v for k, v in _SURAT_AUDITOR.items() if not surat[k] and k not in galat}
    awal, akhir = (nilai.get(k, "").strip() for k in ("periode_awal", "periode_akhir"))
    for kolom, isi in (("periode_awal", awal), ("periode_akhir", akhir)):
        if not BENTUK_PERIODE.fullmatch(isi):
            galat[kolom] = "Isi tahun dan bulan yang boleh diperiksa, misalnya 2026-11."
    if akhir < awal and "periode_akhir" not in galat:
        galat["periode_akhir"] = "Periode terakhir mendahului periode pertama. Periksa keduanya."
    return awal, akhir


def _keberatan_kode(kode: str, peran: Peran | None) -> str:
    if not BENTUK_KODE.fullmatch(kode):
        return (
            "Kode wilayah ditulis dengan titik, misalnya 33.28.10.2004. "
            "Di lembar kerja, jadikan kolom ini teks agar nol di belakang tidak hilang."
        )
    if peran is not None and kode.count(".") not in KEDALAMAN_WILAYAH[peran]:
        tingkat = " atau ".join(TINGKAT_WILAYAH[d] for d in KEDALAMAN_WILAYAH[peran])
        return f"Peran {LABEL_PERAN[peran]} bertugas pada tingkat {tingkat}. Pilih wilayah tingkat itu."
    return ""


def _tanggal(nilai: Mapping[str, str], kolom: str, galat: dict[str, str], *, wajib: bool = False) -> dt.date | None:
    teks = nilai.get(kolom, "").strip()
    if not teks:
        if wajib:
            galat[kolom] = "Isi tanggalnya, misalnya 01/01/2026."
        return None
    if (hari := baca_tanggal(teks)) is None:
        galat[kolom] = "Tanggal tidak terbaca. Tulis hari, bulan, dan tahun, misalnya 31/12/2026."
    return hari


def baca_tanggal(teks: str) -> dt.date | None:
    """A day from `2026-12-31`, `31/12/2026` or `31-12-2026`; None when it is none."""
    if cocok := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T].*)?", teks):
        tahun, bulan, hari = cocok.groups()
    elif cocok := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", teks):
        hari, bulan, tahun = cocok.groups()
    else:
        return None
    try:
        jadi = dt.date(int(tahun), int(bulan), int(hari))
    except ValueError:
        return None
    return jadi if 1950 <= jadi.year <= 2200 else None
