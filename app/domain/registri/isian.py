"""What did the operator type about a resident or a family? Read with the same readers as the import, fault by fault."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.domain.registri import opensid
from app.domain.registri.kode import KODE_REGISTRI
from app.domain.registri.nik import Keparahan, Temuan, periksa_nik, periksa_nomor_kk
from app.infra.galat import GalatIsian

_KOLOM = {
    "nama": "nama", "nik": "nik", "jenis_kelamin": "sex", "tanggal_lahir": "tanggallahir", "hubungan": "kk_level",
    "tempat_lahir": "tempatlahir", "nama_ibu": "nama_ibu", "nama_ayah": "nama_ayah", "pekerjaan": "pekerjaan_id",
    "status_kawin": "status_kawin", "pendidikan": "pendidikan_kk_id", "agama": "agama_id",
    "disabilitas": "cacat_id", "hamil": "hamil", "status_dasar": "status_dasar",
}  # fmt: skip
# On paper forms one writes codes, on a page one chooses: an empty choice needs another sentence than in a sheet.
_BELUM_DIPILIH = {
    "nik": "NIK belum diisi. Salin 16 digitnya dari kartu, atau centang “Belum punya NIK”.",
    "jenis_kelamin": "Jenis kelamin belum dipilih. Pilih salah satu.",
    "hubungan": "Hubungan dalam keluarga belum dipilih. Pilih salah satu dari daftar.",
    "tanggal_lahir": "Tanggal lahir belum diisi. Isi sesuai KTP, KK, atau akta.",
}
_KELUARGA = ("no_kk", "alamat", "dusun", "rt", "rw")


@dataclass(frozen=True, slots=True)
class IsianWarga:
    """A resident as typed and understood. `nik` None: has none yet."""

    nama: str
    nik: str | None
    jenis_kelamin: str
    tanggal_lahir: dt.date
    hubungan: int
    tempat_lahir: str
    nama_ibu: str
    nama_ayah: str
    pekerjaan: int | None
    status_kawin: int | None
    pendidikan: int | None
    agama: int | None
    disabilitas: int | None
    hamil: bool
    status_dasar: int


@dataclass(frozen=True, slots=True)
class IsianKeluarga:
    """A family card as typed and understood."""

    no_kk: str
    alamat: str
    dusun: str
    rt: str
    rw: str


def baca_warga(kiriman: Mapping[str, str], *, hari_ini: dt.date) -> IsianWarga:
    """Raises GalatIsian with a sentence per field."""
    galat: dict[str, str] = {}
    nilai: dict[str, Any] = {}
    for bidang, kolom in _KOLOM.items():
        mentah = kiriman.get(bidang, "").strip()
        if bidang == "nik" and not mentah and kiriman.get("belum_punya_nik"):
            mentah = "0"
        if bidang == "jenis_kelamin":
            mentah = mentah.upper()
        try:
            nilai[bidang] = opensid.baca_sel(kolom, mentah, hari_ini)
        except ValueError as salah:
            galat[bidang] = str(salah) if mentah else _BELUM_DIPILIH.get(bidang, str(salah))
    if galat:
        raise GalatIsian(bidang=galat)
    return IsianWarga(**nilai)


def baca_keluarga(kiriman: Mapping[str, str], *, hari_ini: dt.date) -> IsianKeluarga:
    """Raises GalatIsian with a sentence per field."""
    galat: dict[str, str] = {}
    nilai: dict[str, Any] = {}
    for bidang in _KELUARGA:
        try:
            nilai[bidang] = opensid.baca_sel(bidang, kiriman.get(bidang, "").strip(), hari_ini)
        except ValueError as salah:
            galat[bidang] = str(salah)
    if galat:
        raise GalatIsian(bidang=galat)
    return IsianKeluarga(**nilai)


def peringatan(warga: IsianWarga, no_kk: str | None, *, wilayah: frozenset[str], hari_ini: dt.date) -> list[Temuan]:
    """What should be looked at on the card before storing; nothing that stops. Raises GalatIsian on what does."""
    temuan: list[Temuan] = []
    if no_kk:
        temuan += periksa_nomor_kk(no_kk, nik=warga.nik, hari_ini=hari_ini)
    if warga.nik:
        temuan += periksa_nik(
            warga.nik,
            jenis_kelamin=warga.jenis_kelamin,
            tanggal_lahir=warga.tanggal_lahir,
            wilayah=wilayah,
            hari_ini=hari_ini,
        )
    if galat := [t for t in temuan if t.tingkat is Keparahan.GALAT]:
        raise GalatIsian(bidang={("no_kk" if t.kode.startswith("kk") else "nik"): t.kalimat for t in galat})
    return [t for t in temuan if t.tingkat is Keparahan.PERINGATAN]


def sebagai_isian(isian: IsianWarga | IsianKeluarga) -> dict[str, Any]:
    """Field → value, for columns of the same name."""
    return asdict(isian)


def pilihan() -> dict[str, list[tuple[int, str]]]:
    """The choices of every coded field, for forms."""
    return {bidang: list(tabel.items()) for bidang, tabel in KODE_REGISTRI.items()}
