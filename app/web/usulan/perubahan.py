"""What does the form of a request for change ask beside the kind and the reason?"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from app.domain.aturan.berlaku import berlaku
from app.domain.usulan import pasangan, ralat, syarat_pengganti
from app.domain.usulan.status import HIDUP
from app.infra.format import samarkan, tanggal

if TYPE_CHECKING:
    from app.domain.usulan.models import Usulan

NOMOR = ("nik", "no_kk")
IKUT = "Tanpa centang ini pasangannya ikut."
IKUT_DIMINTA = "Tanpa centang ini pasangannya juga harus diminta gugur atau ditarik."


def _bidang(macam: str, nama: str, label: str, **lain: Any) -> dict[str, Any]:
    bawaan: dict[str, Any] = {"petunjuk": None, "pilihan": [], "nilai": "", "wajib": False}
    return {"macam": macam, "nama": nama, "label": label} | bawaan | lain


def bidang_ralat(u: "Usulan") -> list[dict[str, Any]]:
    """The clerical fields, empty: what is left empty stays as it is."""
    hasil = []
    for nama, label in ralat.bidang(u.wilayah_kode).items():
        kini = ralat.kini(u, nama)
        macam = {"tanggal_lahir": "tanggal", "jenis_kelamin": "radio"}.get(nama, "angka" if nama in NOMOR else "teks")
        hasil.append(
            _bidang(
                macam,
                f"ralat.{nama}",
                label,
                petunjuk=f"Kini: {_terbaca(nama, kini)}",
                pilihan=list(ralat.JENIS_KELAMIN.items()) if nama == "jenis_kelamin" else [],
                kelompok="Ralat: tulis hanya yang salah ketik",
            )
        )
    return hasil


def _terbaca(nama: str, nilai: str) -> str:
    if nama in NOMOR:
        return samarkan(nilai)
    if nama == "tanggal_lahir" and nilai:
        return tanggal(dt.date.fromisoformat(nilai))
    return ralat.JENIS_KELAMIN.get(nilai, nilai) or "kosong"


def bidang_gugur(u: "Usulan") -> list[dict[str, Any]]:
    """Why the name drops out; for half of a replacement pair also whether the other half goes on."""
    kelompok = "Gugur: sebabnya"
    alasan = [(k, b["label"]) for k, b in berlaku("alasan_gugur", u.wilayah_kode).items()]
    petunjuk = "Unggah buktinya pada berkas keluarga lebih dahulu."
    hasil = [_bidang("radio", "alasan_gugur", "Sebab gugur", pilihan=alasan, petunjuk=petunjuk, kelompok=kelompok)]
    return [*hasil, *(b | {"kelompok": kelompok} for b in bidang_lepas(u, IKUT_DIMINTA))]


def bidang_lepas(u: "Usulan", petunjuk: str) -> list[dict[str, Any]]:
    """Whether the other half of a replacement pair goes on alone; `petunjuk` says what happens to it otherwise."""
    dua = pasangan.lain_hidup(u)
    if dua is None:
        return []
    return [_bidang("centang", "lepas_pasangan", f"{dua.nama} tetap berjalan sendiri", petunjuk=petunjuk)]


def bidang_pengganti(u: "Usulan") -> list[dict[str, Any]]:
    """The additions of the packet that nobody has taken yet."""
    dipakai = pasangan.pasangan(u.paket)
    pilihan = [
        (str(x.id), x.nama)
        for x in u.paket.usulan
        if x.id not in dipakai and x.status in HIDUP and syarat_pengganti.menambah(x)
    ]
    return [_bidang("daftar", "pengganti", "Pengganti", pilihan=pilihan, wajib=True)]
