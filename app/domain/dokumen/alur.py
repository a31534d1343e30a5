"""How does a paper move? Issued, signed, confirmed; superseded when the step that issued it is undone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.domain.akses.aksi import Aksi as A
from app.domain.akses.langkah import Langkah
from app.domain.dokumen.status import LABEL_STATUS_DOKUMEN
from app.domain.dokumen.status import StatusDokumen as S
from app.infra import jobs
from app.infra.machine import Alur, Baris, f

if TYPE_CHECKING:
    from app.domain.dokumen.models import Dokumen


def _tingkat_di_atas(dokumen: "Dokumen", langkah: Langkah) -> Iterator[str]:
    if langkah.oleh.wilayah.count(".") >= dokumen.unit_kode.count("."):
        yield f"Pindaian dokumen {dokumen.unit_nama} diperiksa oleh tingkat di atasnya, bukan oleh unit yang menerbitkan."


def _belum_jadi(dokumen: "Dokumen", _langkah: Langkah) -> Iterator[str]:
    if dokumen.sha256:
        yield "Naskah ini sudah jadi dan dapat diunduh, sehingga tidak perlu dibuat ulang."


def _antrekan(dokumen: "Dokumen", _langkah: Langkah) -> None:
    jobs.antrekan("dokumen.buat", {"dokumen_id": dokumen.id}, prioritas=5)


def _buat_lagi(dokumen: "Dokumen", langkah: Langkah) -> None:
    dokumen.galat = None
    _antrekan(dokumen, langkah)


def _lengkap(dokumen: "Dokumen") -> bool:
    return dokumen.lengkap_gerbang_pertama


def _belum_lengkap(dokumen: "Dokumen") -> bool:
    return not dokumen.lengkap_gerbang_pertama


_MASIH = f(S.TERBIT, S.BERTANDA_TANGAN, S.TERKONFIRMASI)
_OPERATOR = ("operator_desa", "operator_kecamatan")
# fmt: off
ALUR_DOKUMEN = Alur("Dokumen", f(S.TERBIT), {s.value: label for s, label in LABEL_STATUS_DOKUMEN.items()}, (
    Baris(A.DOKUMEN_TERBITKAN, f(), S.TERBIT, "penerbitan", "Terbitkan", "menerbitkan dokumen", akibat=(_antrekan,), lewat="paket"),
    Baris(A.DOKUMEN_UNGGAH_PINDAIAN, f(S.TERBIT), S.BERTANDA_TANGAN, "pindaian", "Unggah pindaian", "mengunggah pindaian bertanda tangan", kapan=_lengkap, nama_kapan="penanda tangan gerbang pertama lengkap"),
    Baris(A.DOKUMEN_UNGGAH_PINDAIAN, f(S.TERBIT), None, "pindaian", "Unggah pindaian", "mengunggah pindaian yang belum lengkap tanda tangannya", kapan=_belum_lengkap, nama_kapan="masih ada yang belum tanda tangan"),
    Baris(A.DOKUMEN_UNGGAH_PINDAIAN, f(S.BERTANDA_TANGAN, S.TERKONFIRMASI), None, "pindaian", "Unggah pindaian", "mengunggah pindaian tambahan"),
    Baris(A.DOKUMEN_TANDA_TANGANI, f(S.TERBIT), S.BERTANDA_TANGAN, "tanda-tangan", "Tanda tangani", "menandatangani dokumen secara elektronik", kapan=_lengkap, nama_kapan="penanda tangan gerbang pertama lengkap"),
    Baris(A.DOKUMEN_TANDA_TANGANI, f(S.TERBIT), None, "tanda-tangan", "Tanda tangani", "menandatangani dokumen secara elektronik; penanda tangan lain menyusul", kapan=_belum_lengkap, nama_kapan="masih ada yang belum tanda tangan"),
    Baris(A.DOKUMEN_TANDA_TANGANI, f(S.BERTANDA_TANGAN, S.TERKONFIRMASI), None, "tanda-tangan", "Tanda tangani", "menandatangani dokumen secara elektronik"),
    Baris(A.DOKUMEN_SEGEL, _MASIH, None, "segel", "Bubuhkan segel unit", "membubuhkan segel elektronik unit"),
    Baris(A.DOKUMEN_KONFIRMASI, f(S.BERTANDA_TANGAN), S.TERKONFIRMASI, "konfirmasi", "Pindaian sesuai", "menyatakan pindaian sesuai", syarat=(_tingkat_di_atas,)),
    Baris(A.DOKUMEN_TOLAK_PINDAIAN, f(S.BERTANDA_TANGAN), S.TERBIT, "penolakan", "Tolak pindaian", "menolak pindaian", syarat=(_tingkat_di_atas,), alasan=True, kabari=_OPERATOR),
    Baris(A.DOKUMEN_BATALKAN, _MASIH, S.BATAL, "pembatalan", "Batalkan", "membatalkan dokumen", alasan=True, lewat="paket"),
    Baris(A.DOKUMEN_GANTIKAN, _MASIH | {S.BATAL}, S.DIGANTIKAN, "penggantian", "Gantikan", "menggantikan dokumen", lewat="paket"),
    Baris(A.DOKUMEN_ULANGI, _MASIH, None, "pengulangan", "Buat ulang naskah", "meminta naskah dibuat ulang", syarat=(_belum_jadi,), akibat=(_buat_lagi,)),
))
# fmt: on
