"""How does a fact of the audit read on a timeline? Sentences of the machines' own rows, and a few beside them."""

from typing import Any

from app.domain.akses.aksi import Aksi
from app.domain.aturan.berlaku import sebutan
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.queries_jejak import Jejak
from app.domain.usulan.status import LABEL_SIKS, StatusSiks
from app.infra.format import tanggal_waktu
from app.infra.machine import Baris

# Facts that no row of the machines states.
LAIN: dict[str, str] = {
    "paket.jawab_tanda": "menjawab catatan pengembalian",
    "paket.lewat_periode": "menandai paket ini terlambat karena periodenya berakhir",
    Aksi.DOKUMEN_LIHAT: "melihat",
    Aksi.REGISTRI_BUKA_NIK: "membuka NIK untuk pemeriksaan",
}
RONA: dict[str, str] = {
    Aksi.PAKET_KEMBALIKAN: "merah",
    Aksi.PAKET_BATALKAN: "merah",
    Aksi.PAKET_HENTIKAN: "merah",
    Aksi.DOKUMEN_TOLAK_PINDAIAN: "merah",
    Aksi.USULAN_NILAI_TIDAK_LAYAK: "merah",
    Aksi.PAKET_SETUJUI_VERVAL: "hijau",
    Aksi.PAKET_SAHKAN: "hijau",
    Aksi.USULAN_NILAI_LAYAK: "hijau",
}
# Which table of reasons a verb's reason code belongs to.
TABEL_ALASAN: dict[str, str] = {
    Aksi.USULAN_TUNDA: "alasan_tunda",
    Aksi.USULAN_TIDAK_SEPAKATI: "alasan_tidak_disepakati",
    Aksi.USULAN_NILAI_TIDAK_LAYAK: "alasan_tidak_layak",
    Aksi.USULAN_CATAT_PADANAN: "hasil_padanan",
    "paket.jawab_tanda": "alasan_kembali",
}
JAWABAN = {"diperbaiki": "diperbaiki", "ditarik": "ditarik", "dipertahankan": "dipertahankan"}

_BARIS: dict[str, list[Baris]] = {}
for _b in (*ALUR_PAKET.baris, *ALUR_USULAN.baris, *ALUR_DOKUMEN.baris):
    _BARIS.setdefault(_b.aksi, []).append(_b)


def predikat(aksi: str, dari: str, ke: str) -> str:
    """`mengajukan paket ke kecamatan`: of several rows of a verb the one that made this very move."""
    baris = _BARIS.get(aksi, [])
    tepat = [b for b in baris if (dari in b.dari or not dari) and (b.ke == ke or b.ke is None)]
    if cocok := tepat or baris:
        return cocok[0].kalimat
    return LAIN.get(aksi, "mencatat perubahan")


def butir(j: Jejak, wilayah_kode: str, zona: str) -> dict[str, Any]:
    """One fact as the component `lini_masa` takes it."""
    kalimat = _siapa(j, predikat(j.aksi, j.dari, j.ke))
    if j.tentang:
        kalimat += f": {j.tentang}"
    return {
        "waktu": tanggal_waktu(j.waktu, zona),
        "kalimat": kalimat + ".",
        "alasan": _alasan(j, wilayah_kode),
        "catatan": _catatan(j),
        "rona": RONA.get(j.aksi),
        "href": f"/usulan/{j.objek.partition(':')[2]}" if j.objek.startswith("usulan:") and j.tentang else None,
        "tautan": "Lihat usulan",
    }


def _siapa(j: Jejak, melakukan: str) -> str:
    """Who did it: a recorded decision names its official first, what was typed for a village says so."""
    if "dicatat_oleh" in j.isi:
        d = j.isi["diputuskan_oleh"]
        return f"{melakukan[:1].upper()}{melakukan[1:]}: diputuskan {d['jabatan']} ({d['nama']}), dicatat oleh {j.oleh}"
    ketik = " (mengetik untuk desa)" if "diinput_untuk" in j.isi else ""
    return f"{j.oleh}{ketik} {melakukan}"


def _alasan(j: Jejak, wilayah_kode: str) -> str:
    teks = str(j.isi.get("alasan", ""))
    tabel = TABEL_ALASAN.get(j.aksi)
    label = sebutan(tabel, j.alasan_kode, wilayah_kode) if tabel and j.alasan_kode else ""
    return teks if not label or teks.startswith(label) else ". ".join(t for t in (label, teks) if t)


def _catatan(j: Jejak) -> str:
    if j.aksi == "paket.jawab_tanda":
        jawaban = JAWABAN.get(str(j.isi.get("jawaban")), "dijawab")
        return ". ".join(t for t in (f"Jawaban: {jawaban}", str(j.isi.get("teks", ""))) if t)
    if j.aksi == Aksi.USULAN_CATAT_HASIL and j.isi.get("status_siks") in set(StatusSiks):
        return LABEL_SIKS[StatusSiks(j.isi["status_siks"])]
    if j.aksi == Aksi.USULAN_INFORMASIKAN and j.isi.get("cara"):
        return f"Cara: {j.isi['cara']}"
    return "Satu tangan: penyusun dan pemutusnya orang yang sama, dengan izin." if j.isi.get("satu_tangan") else ""
