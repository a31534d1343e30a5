"""What is still missing before the invitation, and before the result? Every sentence at once."""

import datetime as dt
from collections.abc import Iterator

from app.domain.aturan.berlaku import nilai
from app.domain.rapat.kuorum import Kehadiran, batas_persen, hitung
from app.domain.rapat.models import Rapat
from app.infra.format import angka, tanggal


def kehadiran(rapat: Rapat) -> Kehadiran:
    """The figures of a meeting under the quorum rule of its day and place."""
    aturan = nilai("kuorum", rapat.wilayah_kode, pada=rapat.tanggal)
    return hitung(rapat.peserta, batas_persen(aturan))


def rencana_lengkap(rapat: Rapat) -> list[str]:
    """What the invitation still lacks; empty when it can be issued."""
    return list(_kurang_rencana(rapat))


def hasil_lengkap(rapat: Rapat, hari_ini: dt.date) -> list[str]:
    """What the result still lacks, empty when complete; `hari_ini` is the day in the region's zone."""
    return [*_kurang_waktu(rapat, hari_ini), *_kurang_hasil(rapat)]


def _kurang_rencana(rapat: Rapat) -> Iterator[str]:
    if rapat.tanggal is None:
        yield "Tanggal musyawarah belum diisi."
    if rapat.pukul_mulai is None:
        yield "Jam mulai musyawarah belum diisi."
    if not rapat.tempat:
        yield "Tempat musyawarah belum diisi."
    if not any(p.diundang for p in rapat.peserta):
        yield "Belum ada yang diundang. Isi daftar undangan paling sedikit satu orang."


def _kurang_waktu(rapat: Rapat, hari_ini: dt.date) -> Iterator[str]:
    if rapat.tanggal is None:
        yield "Tanggal musyawarah belum diisi."
    elif rapat.tanggal > hari_ini:
        yield (
            f"Musyawarah direncanakan tanggal {tanggal(rapat.tanggal)}; hasilnya baru dapat dicatat mulai "
            "hari itu. Bila sudah diadakan lebih awal, perbaiki tanggalnya."
        )
    if rapat.pukul_mulai is None:
        yield "Jam mulai musyawarah belum diisi."
    elif rapat.pukul_selesai is not None and rapat.pukul_selesai <= rapat.pukul_mulai:
        yield "Jam selesai harus sesudah jam mulai."


def _kurang_hasil(rapat: Rapat) -> Iterator[str]:
    if not rapat.pimpinan_nama:
        yield "Nama pimpinan musyawarah belum diisi."
    if not rapat.notulis_nama:
        yield "Nama notulis belum diisi."
    if not rapat.pembahasan:
        yield "Pembahasan belum ditulis."
    if absen := [p.nama for p in rapat.peserta if p.saksi and not p.hadir]:
        yield f"Ditandai saksi tetapi tidak hadir: {', '.join(absen)}. Tandai hadir, atau pilih saksi lain."
    hadir = kehadiran(rapat)
    if not hadir.hadir:
        yield "Belum ada peserta yang ditandai hadir."
    elif not hadir.tercapai and not rapat.kuorum_alasan:
        yield _kalimat_kuorum(hadir)


def _kalimat_kuorum(hadir: Kehadiran) -> str:
    if not hadir.diundang:
        return "Tidak ada peserta yang ditandai diundang, jadi kuorum tidak dapat dihitung. Tulis alasannya."
    return (
        f"Kuorum tidak tercapai: {hadir.hadir_undangan} dari {hadir.diundang} undangan hadir "
        f"({angka(hadir.persen, 2)} persen, batas {angka(hadir.batas, 2)} persen). "
        "Tulis alasan musyawarah tetap dilanjutkan."
    )
