"""What does an examiner look at first? The lists of everything that went another than the ordinary way."""

import enum
from dataclasses import dataclass


class Daftar(enum.StrEnum):
    """One list; the value is its place in the address."""

    LAMPAUI = "kecamatan-dilampaui"
    BEBAS_PADANAN = "pembebasan-pemadanan"
    SATU_TANGAN = "satu-tangan"
    SEGERA = "segera"
    TERLAMBAT = "terlambat"
    SPTJM = "sptjm-berturut"
    MUNDUR = "tanggal-mundur"


@dataclass(frozen=True, slots=True)
class Penjelasan:
    """How a list is called, what it holds, and what its column of days or reasons says."""

    judul: str
    isi: str
    kosong: str


PENJELASAN = {
    Daftar.LAMPAUI: Penjelasan(
        "Kecamatan dilampaui",
        "Paket yang diteruskan kepala Dinas Sosial tanpa menunggu telaah kecamatan, dengan alasannya.",
        "Tidak ada paket yang melampaui kecamatan.",
    ),
    Daftar.BEBAS_PADANAN: Penjelasan(
        "Pembebasan pemadanan",
        "Paket yang disetujui tanpa hasil pemadanan kependudukan untuk sebagian namanya.",
        "Tidak ada paket yang dibebaskan dari pemadanan.",
    ),
    Daftar.SATU_TANGAN: Penjelasan(
        "Satu tangan",
        "Izin bagi satu orang yang memegang dua jabatan untuk menyusun dan memutuskan paket yang sama.",
        "Tidak ada izin satu tangan.",
    ),
    Daftar.SEGERA: Penjelasan(
        "Paket segera", "Paket yang diajukan di luar urutan biasa karena keadaan mendesak.", "Tidak ada paket segera."
    ),
    Daftar.TERLAMBAT: Penjelasan(
        "Terlambat",
        "Paket yang diajukan di luar jadwal dengan alasan desa, atau masih terbuka saat periodenya berakhir.",
        "Tidak ada paket yang terlambat.",
    ),
    Daftar.SPTJM: Penjelasan(
        "SPTJM berturut-turut",
        "Paket dengan surat pernyataan, padahal paket sebelumnya juga memakai surat pernyataan, bukan musyawarah.",
        "Tidak ada SPTJM dua kali berturut-turut.",
    ),
    Daftar.MUNDUR: Penjelasan(
        "Tanggal mundur",
        "Dokumen yang bertanggal sebelum hari langkahnya dicatat, dan musyawarah yang dicatat lebih dari sehari "
        "sesudahnya, dengan selisih harinya.",
        "Tidak ada dokumen atau musyawarah bertanggal mundur.",
    ),
}
