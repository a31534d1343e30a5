"""What follows from the rules for one case: required proofs, signers, copies, dates?"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.domain.aturan.berlaku import Isi, berlaku, nilai, profil_kini, semua_baris
from app.domain.aturan.kalender import kalender_wilayah, tambah_hari_kerja

KERTAS_BAWAAN = "F4_215"
SUSUNAN_BAWAAN: Isi = {"sebutan_telaah": "Berita Acara Telaah", "hadir_kosong": 10, "rangkap": 3}


def lampiran_wajib(
    jenis: str, wilayah_kode: str, *, alasan: str = "", dewasa: bool = True, pada: dt.date | None = None
) -> list[str]:
    """Codes of the proofs a proposal needs: by its kind, by the person's age (17 and above), by its reason."""
    syarat = nilai("lampiran_usulan", wilayah_kode, jenis, pada)
    wajib = [*syarat.get("wajib", []), *(syarat.get("dewasa", []) if dewasa else [])]
    # A kind or a reason that has been switched off since still asks for its proofs.
    tabel = berlaku("jenis_usulan", wilayah_kode, pada, semua=True).get(jenis, {}).get("alasan", "")
    if alasan and tabel:
        wajib += berlaku(tabel, wilayah_kode, pada, semua=True).get(alasan, {}).get("bukti", [])
    return list(dict.fromkeys(wajib))


def penanda(
    jenis_dokumen: str, jenis_wilayah: str, wilayah_kode: str, pada: dt.date | None = None
) -> list[dict[str, Any]]:
    """Signers of a kind of paper, in order: `{jabatan, label, gerbang, wajib}`; a kelurahan may have its own list, and
    a village whose meeting its own government calls (organiser `pemdes`)."""
    semua = berlaku("penanda_tangan", wilayah_kode, pada)
    varian: Isi = {}
    if (
        f"{jenis_dokumen}:pemdes" in semua
        and penyelenggara(jenis_wilayah, wilayah_kode, pada).get("penyelenggara") == "pemdes"
    ):
        varian = semua[f"{jenis_dokumen}:pemdes"]
    varian = varian or semua.get(f"{jenis_dokumen}:{jenis_wilayah}") or semua.get(jenis_dokumen) or {}
    return [dict(p) for p in varian.get("penanda", [])]


def penyelenggara(jenis_wilayah: str, wilayah_kode: str, pada: dt.date | None = None) -> Isi:
    """Who calls and leads the village's meeting, and what the meeting is called."""
    return nilai("penyelenggara", wilayah_kode, jenis_wilayah, pada)


def unsur(jenis_wilayah: str, wilayah_kode: str, pada: dt.date | None = None) -> dict[str, Isi]:
    """Elements of society that exist in a desa or a kelurahan."""
    return {k: v for k, v in berlaku("unsur_musyawarah", wilayah_kode, pada).items() if jenis_wilayah in v["di"]}


def label_unsur(jenis_wilayah: str, wilayah_kode: str, pada: dt.date | None = None) -> dict[str, str]:
    """Code → words of `unsur`, in the order of the rule."""
    return {kode: str(isi["label"]) for kode, isi in unsur(jenis_wilayah, wilayah_kode, pada).items()}


def kertas(jenis_dokumen: str, wilayah_kode: str, pada: dt.date | None = None) -> str:
    """`F4_215`, `F4_210` or `A4`."""
    isi = nilai("kertas", wilayah_kode, jenis_dokumen, pada) or nilai("kertas", wilayah_kode, "", pada)
    return str(isi.get("ukuran", KERTAS_BAWAAN))


def susunan_naskah(wilayah_kode: str, pada: dt.date | None = None) -> Isi:
    """What a region calls and counts its own way: `{sebutan_telaah, hadir_kosong, rangkap}`."""
    return SUSUNAN_BAWAAN | nilai("susunan_naskah", wilayah_kode, pada=pada)


def tembusan(jenis_dokumen: str, wilayah_kode: str, nama: Mapping[str, str], pada: dt.date | None = None) -> list[str]:
    """Copies of a kind of paper; `nama` = {kecamatan, kabupaten, provinsi}. A line without its name is left out."""
    hasil = []
    for teks in nilai("tembusan", wilayah_kode, jenis_dokumen, pada).get("daftar", []):
        for tanda in ("kecamatan", "kabupaten", "provinsi"):
            if nama.get(tanda):
                teks = teks.replace("{" + tanda + "}", nama[tanda])
        if "{" not in teks:
            hasil.append(teks)
    return hasil


def dasar_hukum(wilayah_kode: str, pada: dt.date | None = None, profil: str = "") -> list[str]:
    """Titles of the rules a paper cites, in order: of the given profil, else of the one in force."""
    kode = profil or profil_kini(wilayah_kode, pada).get("kode", "")
    # A packet of an older profil cites what was in force then, so its rows count even if they have ended.
    semua = berlaku("dasar_hukum", wilayah_kode, _hari_profil(kode, wilayah_kode, pada))
    return [isi["label"] for isi in semua.values() if not isi.get("profil") or kode in isi["profil"]]


def profil(kode: str, wilayah_kode: str, pada: dt.date | None = None) -> Isi:
    """The regulation a packet was made under, also after it has ended."""
    return nilai("profil", wilayah_kode, kode, _hari_profil(kode, wilayah_kode, pada))


def hari_kerja_sesudah(hari: dt.date, jumlah: int, wilayah_kode: str) -> dt.date:
    """The day on which `jumlah` working days have passed; weekends and `libur` do not count."""
    return tambah_hari_kerja(hari, jumlah, kalender_wilayah(wilayah_kode))


def _hari_profil(kode: str, wilayah_kode: str, pada: dt.date | None) -> dt.date | None:
    if not kode or kode == profil_kini(wilayah_kode, pada).get("kode"):
        return pada
    return next((b.selesai for b in semua_baris("profil") if b.kode == kode), None) or pada
