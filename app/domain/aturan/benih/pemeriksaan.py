"""What do reviewers look at: check list, eligibility questions, matching results, relations to officials?"""

from app.domain.aturan.benih.baris import Benih, tabel

# fmt: off
MUSYAWARAH, SEMUA = ["musyawarah"], ["musyawarah", "musyawarah_sebelumnya", "sptjm"]
# dasar: on what the packet rests for the line to be asked; wajib: must be answered with yes or "tidak berlaku".
BUTIR_TELAAH = tabel("butir_telaah", ("label", "dasar", "wajib"), {
    "berkas_lengkap":     ("Berkas pengajuan lengkap dan terbaca", SEMUA, True),
    "ba_ditandatangani":  ("Berita acara musyawarah ditandatangani lengkap", MUSYAWARAH, True),
    "kehadiran":          ("Daftar hadir sesuai dan kuorum terpenuhi atau beralasan", MUSYAWARAH, True),
    "foto_musyawarah":    ("Foto memperlihatkan musyawarah yang dimaksud", MUSYAWARAH, True),
    "pengumuman":         ("Hasil musyawarah diumumkan dan ada buktinya", MUSYAWARAH, True),
    "sptjm":              ("SPTJM ditandatangani dan bermeterai", ["sptjm"], True),
    "identitas_wajar":    ("NIK dan nomor KK wajar dan sesuai dokumen", SEMUA, True),
    "tidak_ganda":        ("Tidak ada nama ganda dalam daftar", SEMUA, True),
    "bukan_aparatur":     ("Tidak ada ASN, TNI, Polri, atau perangkat desa yang diusulkan", SEMUA, True),
    "hapus_berbukti":     ("Setiap usul hapus disertai alasan dan bukti", SEMUA, True),
    "foto_rumah":         ("Foto rumah jelas dan sesuai", SEMUA, True),
    "lokasi_wilayah":     ("Lokasi foto berada di wilayah desa/kelurahan", SEMUA, False),
    "waktu":              ("Diajukan dalam jadwal periode atau beralasan", SEMUA, True),
    "tanda_tangan_jelas": ("Tanda tangan dan stempel terbaca", SEMUA, True),
})

# arah: the answer that points to poverty; kritis: alone enough to count as poor (Kepmensos 262/HUK/2022). Another set of
# questions is another row: answers keep the code of the question they were given to.
_PERTANYAAN = (
    ("q01", "Apakah keluarga memiliki tempat berteduh tetap untuk tinggal sehari-hari?", "tidak", True),
    ("q02", "Apakah keluarga tinggal serumah dengan anggota dari Kartu Keluarga lain?", "ya", False),
    ("q03", "Apakah kepala keluarga atau pengurus keluarga masih bekerja?", "tidak", False),
    ("q04", "Dalam setahun terakhir, pernahkah keluarga khawatir tidak makan atau benar-benar tidak makan?", "ya", False),
    ("q05", "Apakah lebih dari 70% pengeluaran keluarga habis untuk makan?", "ya", False),
    ("q06", "Dalam setahun terakhir, adakah pengeluaran keluarga untuk membeli pakaian?", "tidak", False),
    ("q07", "Apakah sebagian besar lantai rumah berupa tanah atau plesteran?", "ya", False),
    ("q08", "Apakah sebagian besar dinding rumah berupa bambu, kawat, atau kayu?", "ya", False),
    ("q09", "Apakah keluarga memiliki jamban sendiri?", "tidak", False),
    ("q10", "Apakah penerangan berasal dari listrik 450 watt atau bukan listrik?", "ya", False),
)
INSTRUMEN = tabel("instrumen", ("label", "pertanyaan"), {
    "kelayakan-2024": ("Sepuluh pertanyaan kelayakan", [
        dict(zip(("kode", "teks", "arah", "kritis"), p, strict=True)) for p in _PERTANYAAN
    ]),
})

# lulus: counts as matched when Dinsos asks whether a name may pass.
HASIL_PADANAN = tabel("hasil_padanan", ("label", "lulus", "rona"), {
    "belum":           ("Belum dipadankan", False, "netral"),
    "padan":           ("Padan", True, "hijau"),
    "padan_beda_nama": ("Padan, nama berbeda", True, "kuning"),
    "tidak_ditemukan": ("Tidak ditemukan", False, "merah"),
    "meninggal":       ("Tercatat meninggal", False, "merah"),
    "ganda":           ("Ganda", False, "merah"),
    "dalam_perbaikan": ("Dalam perbaikan", False, "kuning"),
})

# dicatat: printed on the berita acara.
HUBUNGAN = tabel("hubungan_perangkat", ("label", "dicatat"), {
    "tidak_ada":   ("Tidak ada hubungan", False),
    "diri":        ("Perangkat desa/kelurahan itu sendiri", True),
    "pasangan":    ("Suami atau istri", True),
    "orang_tua":   ("Orang tua atau mertua", True),
    "anak":        ("Anak atau menantu", True),
    "saudara":     ("Saudara kandung atau ipar", True),
    "kerabat":     ("Kerabat lain", True),
})
# fmt: on

BARIS: list[Benih] = [*BUTIR_TELAAH, *INSTRUMEN, *HASIL_PADANAN, *HUBUNGAN]
