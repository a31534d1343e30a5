"""How is a whole meeting recorded on one page? Attendance, minutes, objections and scans go before the decisions."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import request

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.turunan import label_unsur
from app.domain.rapat import operations as rapat
from app.domain.rapat import pelengkap, queries
from app.domain.rapat.isian import TANGAN
from app.domain.rapat.syarat import kehadiran
from app.domain.usulan import operations
from app.web.masukan import bilangan
from app.web.paket.isian import Kiriman, baca_putusan, salah_putusan
from app.web.rapat import forms

if TYPE_CHECKING:
    from app.domain.rapat.models import Rapat
    from app.domain.usulan.models import Paket

ASLI = ("sepakat", "tunda", "tidak")
PINDAIAN = {"ba_asli": "BA_ASLI", "daftar_hadir": "DAFTAR_HADIR"}
# How a sentence of the meeting begins, and the field of the page that mends it.
BIDANG = {
    "Tanggal musyawarah": "hasil_tanggal",
    "Musyawarah direncanakan": "hasil_tanggal",
    "Jam mulai": "hasil_pukul_mulai",
    "Jam selesai": "pukul_selesai",
    "Nama pimpinan": "pimpinan_nama",
    "Nama notulis": "notulis_nama",
    "Pembahasan": "pembahasan",
    "Kuorum": "kuorum_alasan",
    "Tidak ada peserta yang ditandai diundang": "kuorum_alasan",
    "Belum ada peserta": "kehadiran",
    "Pindaian daftar hadir": "daftar_hadir",
    "Pindaian berita acara": "ba_asli",
}


def catat(paket: "Paket", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    """The page of the result: what it asks of the meeting first, where it asked; then the decision on every name."""
    if "jalannya" in isi and paket.rapat_id:
        _simpan_jalannya(queries.satu(paket.rapat_id, untuk=oleh), isi, oleh)
    asli = [bilangan(isi.get(f"asli.{n}")) for n in ASLI] if "asli.sepakat" in isi else None
    putusan = baca_putusan(isi, paket.usulan)
    operations.catat_musyawarah(paket, putusan, oleh=oleh, versi=versi, jumlah_asli=asli)


def _simpan_jalannya(r: "Rapat", isi: Kiriman, oleh: Pelaku) -> None:
    versi: int | None = forms.versi({"versi": isi.get("rapat_versi", "")})
    if "hadir_ada" in isi:
        pelengkap.hadirkan(r, _centang(isi, "hadir"), saksi=_centang(isi, "saksi"), oleh=oleh, versi=versi)
        versi = None
    hasil = forms.baca_hasil({**forms.isi_hasil(r), **dict(isi)})
    rapat.catat_hasil(r, hasil, oleh=oleh, versi=versi)
    pelengkap.simpan_keberatan(r, forms.baca_keberatan(isi), oleh=oleh, versi=None)
    for nama, jenis in PINDAIAN.items():
        if bagian := _berkas(nama):
            pelengkap.simpan_berkas(r, jenis, bagian, oleh=oleh)
    for foto in _berkas("foto"):
        rapat.simpan_foto(r, "FOTO_MUSDES", foto, oleh=oleh)


def _centang(isi: Kiriman, nama: str) -> set[int]:
    semua = isi.getlist(nama) if hasattr(isi, "getlist") else []
    return {n for n in map(bilangan, semua) if n is not None}


def _berkas(nama: str) -> list[bytes]:
    return [b.read() for b in request.files.getlist(nama) if b.filename]


def salah(paket: "Paket", isi: Kiriman, alasan: Sequence[str]) -> dict[str, str]:
    """The fields that hold the record back: those of the decisions, and those of the meeting that the page asks."""
    if "jalannya" not in isi:
        return salah_putusan(paket, isi)
    rapat = {nama: k for k in alasan for awal, nama in BIDANG.items() if k.startswith(awal)}
    return rapat | salah_putusan(paket, isi)


def untuk_halaman(r: "Rapat | None", isi: Mapping[str, Any]) -> dict[str, Any]:
    """What the page asks of the meeting: as typed, else as stored, else as it usually is."""
    if r is None or r.dicatat is not None:
        return {"jalannya": None}
    h, unsur = kehadiran(r), label_unsur(r.jenis_wilayah, r.wilayah_kode)
    baru = not any(p.hadir for p in r.peserta)
    kiriman = "hadir_ada" in isi
    hadir, saksi = _centang(isi, "hadir"), _centang(isi, "saksi")
    return {
        "jalannya": {**forms.isi_hasil(r), **dict(isi)},
        "kehadiran": h,
        "peserta": [
            {
                "id": p.id,
                "nama": p.nama,
                "keterangan": ", ".join(dict.fromkeys(t for t in (p.jabatan, unsur.get(p.unsur, p.unsur)) if t)),
                "hadir": p.id in hadir if kiriman else p.diundang if baru else p.hadir,
                "saksi": p.id in saksi if kiriman else p.saksi,
            }
            for p in r.peserta
        ],
        "berjumlah": r.hadir_cara == "jumlah",
        "ditulis_tangan": r.sumber_ba == TANGAN,
        "ada_berkas": {b.jenis for b in r.berkas},
        # A browser never fills a file field again: what was chosen before a refusal has to be chosen once more.
        "pilih_lagi": {nama for nama, b in request.files.items() if b.filename},
        "tanya_kuorum": bool(isi.get("kuorum_alasan") or r.kuorum_alasan) or (not baru and not h.tercapai),
    }
