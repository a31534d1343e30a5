"""What is still missing before the invitation, and before the result? Every sentence at once."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.aturan.berlaku import nilai
from app.domain.rapat.isian import TANGAN
from app.domain.rapat.kuorum import Kehadiran, batas_persen, hitung, hitung_jumlah
from app.domain.rapat.models import Rapat
from app.infra.format import angka, tanggal


@dataclass(frozen=True, slots=True)
class Butir:
    """One condition: what it is called when met, the sentence when not, and the part of the page that mends it."""

    sebutan: str
    kurang: str
    bagian: str


def kehadiran(rapat: Rapat) -> Kehadiran:
    """The figures of a meeting under the quorum rule of its day and place."""
    batas = batas_persen(nilai("kuorum", rapat.wilayah_kode, pada=rapat.tanggal))
    return hitung_jumlah(rapat.jumlah, batas) if rapat.hadir_cara == "jumlah" else hitung(rapat.peserta, batas)


def rencana_lengkap(rapat: Rapat) -> list[str]:
    """What the invitation still lacks; empty when it can be issued."""
    return [b.kurang for b in butir_rencana(rapat) if b.kurang]


def hasil_lengkap(rapat: Rapat, hari_ini: dt.date) -> list[str]:
    """What the result still lacks, empty when complete; `hari_ini` is the day in the region's zone."""
    return [b.kurang for b in butir_hasil(rapat, hari_ini) if b.kurang]


def butir_rencana(rapat: Rapat) -> list[Butir]:
    """Every condition of the invitation, met or not."""
    return [
        _isi("Tanggal", rapat.tanggal, "Tanggal musyawarah belum diisi."),
        _isi("Jam mulai", rapat.pukul_mulai, "Jam mulai musyawarah belum diisi."),
        _isi("Tempat", rapat.tempat, "Tempat musyawarah belum diisi."),
        *_undangan(rapat),
    ]


def _undangan(rapat: Rapat) -> Iterator[Butir]:
    """Ours needs somebody to go to; one made elsewhere its number, its date and its scan."""
    if rapat.undangan_nomor or rapat.undangan_tanggal or rapat.berkas_terbaru("UNDANGAN"):
        yield _isi("Nomor undangan", rapat.undangan_nomor, "Nomor undangan yang dibuat di luar sistem belum diisi.")
        yield _isi("Tanggal undangan", rapat.undangan_tanggal, "Tanggal undangan itu belum diisi.")
        ada = rapat.berkas_terbaru("UNDANGAN")
        yield _isi(
            "Pindaian undangan", ada, "Pindaian undangan yang dibuat di luar sistem belum diunggah.", "naskah-kertas"
        )
        return
    jumlah = rapat.jumlah_diundang
    kurang = "" if jumlah else "Belum ada yang diundang. Isi daftar undangan paling sedikit satu orang."
    yield Butir(f"Undangan untuk {jumlah} orang", kurang, "peserta")


def butir_hasil(rapat: Rapat, hari_ini: dt.date) -> list[Butir]:
    """Every condition of the result, met or not."""
    hadir = kehadiran(rapat)
    return [
        Butir("Tanggal pelaksanaan", _salah_tanggal(rapat.tanggal, hari_ini), "hasil"),
        Butir("Jam pelaksanaan", _salah_jam(rapat), "hasil"),
        _isi("Pimpinan", rapat.pimpinan_nama, "Nama pimpinan musyawarah belum diisi.", "hasil"),
        _isi("Notulis", rapat.notulis_nama, "Nama notulis belum diisi.", "hasil"),
        _isi("Pembahasan", rapat.pembahasan, "Pembahasan belum ditulis.", "hasil"),
        _isi(f"Hadir {hadir.hadir} orang", hadir.hadir, "Belum ada peserta yang ditandai hadir.", "peserta"),
        *_naskah_tangan(rapat),
        *_kuorum(rapat, hadir),
        *_saksi(rapat),
    ]


def _naskah_tangan(rapat: Rapat) -> Iterator[Butir]:
    """What was written by hand at the meeting is kept as a scan."""
    if rapat.hadir_cara == "jumlah":
        kurang = "Pindaian daftar hadir yang ditandatangani belum diunggah; jumlah saja tidak cukup."
        yield _isi("Pindaian daftar hadir", rapat.berkas_terbaru("DAFTAR_HADIR"), kurang, "naskah-kertas")
    if rapat.sumber_ba == TANGAN:
        kurang = "Pindaian berita acara asli yang ditandatangani di tempat belum diunggah."
        yield _isi("Pindaian berita acara asli", rapat.berkas_terbaru("BA_ASLI"), kurang, "naskah-kertas")


def _isi(sebutan: str, ada: object, kurang: str, bagian: str = "rencana") -> Butir:
    return Butir(sebutan, "" if ada else kurang, bagian)


def _salah_tanggal(hari: dt.date | None, hari_ini: dt.date) -> str:
    if hari is None:
        return "Tanggal musyawarah belum diisi."
    if hari <= hari_ini:
        return ""
    return (
        f"Musyawarah direncanakan tanggal {tanggal(hari)}; hasilnya baru dapat dicatat mulai hari itu. "
        "Bila sudah diadakan lebih awal, perbaiki tanggalnya."
    )


def _salah_jam(rapat: Rapat) -> str:
    if rapat.pukul_mulai is None:
        return "Jam mulai musyawarah belum diisi."
    if rapat.pukul_selesai is not None and rapat.pukul_selesai <= rapat.pukul_mulai:
        return "Jam selesai harus sesudah jam mulai."
    return ""


def _kuorum(rapat: Rapat, hadir: Kehadiran) -> Iterator[Butir]:
    if not hadir.hadir:
        return
    if hadir.tercapai or rapat.kuorum_alasan:
        yield Butir("Kuorum" if hadir.tercapai else "Alasan kuorum tidak tercapai", "", "hasil")
    else:
        yield Butir("Kuorum", _kalimat_kuorum(hadir), "hasil")


def _kalimat_kuorum(hadir: Kehadiran) -> str:
    if not hadir.diundang:
        return "Tidak ada peserta yang ditandai diundang, jadi kuorum tidak dapat dihitung. Tulis alasannya."
    return (
        f"Kuorum tidak tercapai: {hadir.hadir_undangan} dari {hadir.diundang} undangan hadir "
        f"({angka(hadir.persen, 2)} persen, batas {angka(hadir.batas, 2)} persen). "
        "Tulis alasan musyawarah tetap dilanjutkan."
    )


def _saksi(rapat: Rapat) -> Iterator[Butir]:
    if absen := [p.nama for p in rapat.peserta if p.saksi and not p.hadir]:
        kalimat = f"Ditandai saksi tetapi tidak hadir: {', '.join(absen)}. Tandai hadir, atau pilih saksi lain."
        yield Butir("Saksi", kalimat, "peserta")
