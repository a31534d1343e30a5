"""What was typed about a meeting? Read into the shapes of the domain, and back for showing it again."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import MultiDict

from app.domain.rapat.isian import MAKS_PESERTA, SISTEM, BarisPeserta, IsianHasil, IsianRencana
from app.domain.rapat.pelengkap import MAKS_KEBERATAN, BarisKeberatan
from app.infra.galat import GalatIsian
from app.web.masukan import bilangan

if TYPE_CHECKING:
    from app.domain.rapat.models import Rapat

Isi = Mapping[str, str]
BARIS_AWAL, BARIS_TAMBAHAN = 25, 5
_TEKS_RENCANA = ("perihal", "tempat", "pengundang_nama", "pengundang_jabatan", "undangan_nomor")
_TEKS_HASIL = (
    "pimpinan_nama", "pimpinan_jabatan", "notulis_nama", "notulis_jabatan", "pembahasan", "keberatan",
    "cara_keputusan", "kuorum_alasan",
)  # fmt: skip


def versi(isi: Isi) -> int:
    """The version that the page was drawn from; a form without it counts as stale."""
    terbaca = bilangan(isi.get("versi"))
    return -1 if terbaca is None else terbaca


def baca_rencana(isi: Isi) -> IsianRencana:
    """Raises GalatIsian for a date or time that is none."""
    bidang: dict[str, str] = {}
    hasil = IsianRencana(
        **{n: isi.get(n, "").strip() for n in _TEKS_RENCANA},
        tanggal=_tanggal(isi, "tanggal", bidang),
        pukul_mulai=_jam(isi, "pukul_mulai", bidang),
        agenda=tuple(a.strip() for a in isi.get("agenda", "").splitlines() if a.strip()),
        undangan_tanggal=_tanggal(isi, "undangan_tanggal", bidang),
        sumber_ba=isi.get("sumber_ba") or SISTEM,
    )
    _tolak(bidang)
    return hasil


def baca_hasil(isi: Isi) -> IsianHasil:
    """Raises GalatIsian for a date or time that is none."""
    bidang: dict[str, str] = {}
    hasil = IsianHasil(
        **{n: isi.get(n, "").strip() for n in _TEKS_HASIL},
        tanggal=_tanggal(isi, "hasil_tanggal", bidang),
        pukul_mulai=_jam(isi, "hasil_pukul_mulai", bidang),
        pukul_selesai=_jam(isi, "pukul_selesai", bidang),
    )
    _tolak(bidang)
    return hasil


def isi_rencana(rapat: "Rapat") -> dict[str, str]:
    """The plan as form values."""
    return {
        **{n: getattr(rapat, n) for n in _TEKS_RENCANA},
        "tanggal": rapat.tanggal.isoformat() if rapat.tanggal else "",
        "pukul_mulai": _tulis_jam(rapat.pukul_mulai),
        "agenda": "\n".join(a.judul for a in rapat.agenda),
        "undangan_tanggal": rapat.undangan_tanggal.isoformat() if rapat.undangan_tanggal else "",
        "sumber_ba": rapat.sumber_ba,
    }


def isi_hasil(rapat: "Rapat") -> dict[str, str]:
    """The result as form values."""
    return {
        **{n: getattr(rapat, n) for n in _TEKS_HASIL},
        "hasil_tanggal": rapat.tanggal.isoformat() if rapat.tanggal else "",
        "hasil_pukul_mulai": _tulis_jam(rapat.pukul_mulai),
        "pukul_selesai": _tulis_jam(rapat.pukul_selesai),
        **{
            f"keberatan_{n}-{i}": getattr(k, n)
            for i, k in enumerate(rapat.daftar_keberatan)
            for n in ("siapa", "tentang", "isi", "hasil")
        },
    }


def ada_keberatan(isi: Isi) -> bool:
    """Whether the form has the table of objections at all."""
    return "keberatan_siapa-0" in isi


def baca_keberatan(isi: Isi) -> list[BarisKeberatan]:
    """The table of objections as typed, blank lines too."""
    n = 0
    hasil = []
    while f"keberatan_siapa-{n}" in isi and n <= MAKS_KEBERATAN:
        kata = {k: isi.get(f"keberatan_{k}-{n}", "").strip() for k in ("siapa", "tentang", "isi", "hasil")}
        hasil.append(BarisKeberatan(**kata))
        n += 1
    return hasil


def baca_peserta(isi: "MultiDict[str, str]") -> list[BarisPeserta]:
    """Every line of the table as typed, blank ones too; lines ticked for removal come back blank."""
    banyak = bilangan(isi.get("jumlah")) or 0
    return [_baris(isi, i) for i in range(min(banyak, MAKS_PESERTA + BARIS_AWAL))]


def tambah_kosong(baris: list[BarisPeserta], kosong: BarisPeserta, paling_sedikit: int) -> list[BarisPeserta]:
    """The table with room to write: at least so many lines, some of them blank at the end."""
    kurang = max(paling_sedikit - len(baris), BARIS_TAMBAHAN)
    return [*baris, *[kosong] * kurang]


def _baris(isi: "MultiDict[str, str]", i: int) -> BarisPeserta:
    if f"hapus-{i}" in isi:
        return BarisPeserta()
    nilai: dict[str, Any] = {n: isi.get(f"{n}-{i}", "") for n in ("nama", "jabatan", "unsur", "jk")}
    nilai |= {n: f"{n}-{i}" in isi for n in ("diundang", "hadir", "saksi")}
    return BarisPeserta(**nilai)


def _tanggal(isi: Isi, nama: str, bidang: dict[str, str]) -> dt.date | None:
    teks = isi.get(nama, "").strip()
    if not teks:
        return None
    try:
        return dt.date.fromisoformat(teks)
    except ValueError:
        bidang[nama] = "Tanggal tidak terbaca. Tulis tahun-bulan-tanggal, misalnya 2026-11-14."
        return None


def _jam(isi: Isi, nama: str, bidang: dict[str, str]) -> dt.time | None:
    teks = isi.get(nama, "").strip().replace(".", ":")
    if not teks:
        return None
    try:
        jam, menit = (int(x) for x in teks.split(":")[:2])
        return dt.time(jam, menit)
    except ValueError:
        bidang[nama] = "Jam tidak terbaca. Tulis jam dan menit, misalnya 09.30."
        return None


def _tulis_jam(jam: dt.time | None) -> str:
    return jam.strftime("%H:%M") if jam else ""


def _tolak(bidang: dict[str, str]) -> None:
    if bidang:
        raise GalatIsian(bidang=bidang)
