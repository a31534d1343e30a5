"""What does a paper freeze? One typed class per kind, to JSON and back without loss."""

import dataclasses
import datetime as dt
import types
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

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
    Penanda,
    Penyata,
    PesertaHadir,
    Rujukan,
    Sertaan,
    TindakLanjut,
    Unit,
)
from app.domain.dokumen.konteks_atas import (
    BaTelaah,
    BaVerval,
    JawabanTelaah,
    NamaVerval,
    NotaDinas,
    PaketDisahkan,
    PaketTelaah,
    PaketVerval,
    SuratPengesahan,
)
from app.domain.dokumen.konteks_desa import (
    BaKosong,
    BaMusyawarah,
    BarisPerubahan,
    DaftarHadir,
    DaftarHadirKosong,
    DaftarUsulanAwal,
    Lampiran,
    LembarPerubahan,
    Naskah,
    Notulen,
    PengumumanHasil,
    PernyataanNihil,
    Sptjm,
    SuratPengantar,
    TandaTerima,
    Undangan,
)
from app.domain.dokumen.konteks_gubernur import (
    HasilKecamatan,
    LaporanGubernur,
    PengaduanLaporan,
    PengantarGubernur,
)
from app.domain.dokumen.konteks_lepas import BidangFormulir, FormulirUsulan, LembarUji
from app.domain.dokumen.status import JenisDokumen

__all__ = [
    "KONTEKS",
    "Acara",
    "Angka",
    "BaKosong",
    "BaMusyawarah",
    "BaTelaah",
    "BaVerval",
    "BarisKeberatan",
    "BarisNama",
    "BarisPerubahan",
    "BarisPublik",
    "BidangFormulir",
    "DaftarHadir",
    "DaftarHadirKosong",
    "DaftarUsulanAwal",
    "FormulirUsulan",
    "HasilKecamatan",
    "Hitungan",
    "JawabanTelaah",
    "JumlahUnsur",
    "Kepala",
    "Kop",
    "Kuorum",
    "Lampiran",
    "LaporanGubernur",
    "LembarPerubahan",
    "LembarUji",
    "NamaVerval",
    "Naskah",
    "NotaDinas",
    "Notulen",
    "PaketDisahkan",
    "PaketTelaah",
    "PaketVerval",
    "Penanda",
    "PengaduanLaporan",
    "PengantarGubernur",
    "PengumumanHasil",
    "Penyata",
    "PernyataanNihil",
    "PesertaHadir",
    "Rujukan",
    "Sertaan",
    "Sptjm",
    "SuratPengantar",
    "SuratPengesahan",
    "TandaTerima",
    "TindakLanjut",
    "Undangan",
    "Unit",
    "beku",
    "cairkan",
    "dari_json",
    "ke_json",
]

KONTEKS: dict[JenisDokumen, type[Naskah]] = {
    JenisDokumen.UNDANGAN: Undangan,
    JenisDokumen.DAFTAR_HADIR_KOSONG: DaftarHadirKosong,
    JenisDokumen.DAFTAR_USULAN_AWAL: DaftarUsulanAwal,
    JenisDokumen.BA_KOSONG: BaKosong,
    JenisDokumen.DAFTAR_HADIR: DaftarHadir,
    JenisDokumen.BA_MUSYAWARAH: BaMusyawarah,
    JenisDokumen.NOTULEN: Notulen,
    JenisDokumen.LAMPIRAN: Lampiran,
    JenisDokumen.PENGUMUMAN_HASIL: PengumumanHasil,
    JenisDokumen.SPTJM: Sptjm,
    JenisDokumen.PERNYATAAN_NIHIL: PernyataanNihil,
    JenisDokumen.SURAT_PENGANTAR: SuratPengantar,
    JenisDokumen.LEMBAR_PERUBAHAN: LembarPerubahan,
    JenisDokumen.BA_TELAAH: BaTelaah,
    JenisDokumen.BA_VERVAL: BaVerval,
    JenisDokumen.SURAT_PENGESAHAN: SuratPengesahan,
    JenisDokumen.NOTA_DINAS: NotaDinas,
    JenisDokumen.LEMBAR_UJI: LembarUji,
    JenisDokumen.FORMULIR_USULAN: FormulirUsulan,
    JenisDokumen.TANDA_TERIMA: TandaTerima,
    JenisDokumen.PENGANTAR_GUBERNUR: PengantarGubernur,
    JenisDokumen.LAPORAN_GUBERNUR: LaporanGubernur,
}
BENTUK = 1  # rises when frozen contents change shape, so that old rows can still be told apart


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kepala:
    """What the issue itself adds to a paper: its number, code, date and sheet of paper."""

    jenis: str
    judul: str
    nomor: str
    kode: str
    tanggal: dt.date
    kertas: str = "F4_215"
    bernomor: bool = True  # with an empty `nomor`: a ruled blank
    jejak: str = ""  # heads of the packets' chains at issue, as printed


def ke_json(nilai: Any) -> Any:
    """Any part as plain JSON: dates and times in ISO 8601."""
    if dataclasses.is_dataclass(nilai) and not isinstance(nilai, type):
        return {f.name: ke_json(getattr(nilai, f.name)) for f in dataclasses.fields(nilai)}
    if isinstance(nilai, list | tuple):
        return [ke_json(n) for n in nilai]
    if isinstance(nilai, dict):
        return {str(k): ke_json(n) for k, n in nilai.items()}
    if isinstance(nilai, dt.date | dt.time):
        return nilai.isoformat()
    return nilai


@cache
def _petunjuk(jenis: type[Any]) -> dict[str, Any]:
    return get_type_hints(jenis)


def dari_json(jenis: Any, isi: Any) -> Any:
    """The inverse of `ke_json` for a type: the constructor runs again, a missing field is a TypeError."""
    if dataclasses.is_dataclass(jenis):
        petunjuk = _petunjuk(jenis)  # type: ignore[arg-type]
        return jenis(**{nama: dari_json(petunjuk[nama], n) for nama, n in isi.items()})  # type: ignore[operator]
    asal = get_origin(jenis)
    if asal is types.UnionType:
        return None if isi is None else dari_json(get_args(jenis)[0], isi)
    if asal is list:
        return [dari_json(get_args(jenis)[0], n) for n in isi]
    if asal is dict:
        return {k: dari_json(get_args(jenis)[1], n) for k, n in isi.items()}
    if jenis in (dt.date, dt.time):
        return jenis.fromisoformat(isi)
    return isi


def beku(kepala: Kepala, isi: Naskah, penanda: list[Penanda]) -> dict[str, Any]:
    """Everything that a paper prints, as it is stored in its row."""
    return {"bentuk": BENTUK, "kepala": ke_json(kepala), "isi": ke_json(isi), "penanda": ke_json(penanda)}


def cairkan(beku: dict[str, Any]) -> tuple[Kepala, Naskah, list[Penanda]]:
    """The stored content as typed parts again."""
    kepala: Kepala = dari_json(Kepala, beku["kepala"])
    isi: Naskah = dari_json(KONTEKS[JenisDokumen(kepala.jenis)], beku["isi"])
    penanda: list[Penanda] = dari_json(list[Penanda], beku["penanda"])
    return kepala, isi, penanda
