"""Which slips of the pen may a village mend on a settled list, and for what reasons does a name drop out of it?"""

from app.domain.aturan.benih.baris import Benih, tabel

# fmt: off
# kode: the field of the person or the family. What is not named here needs a new decision, not a correction.
RALAT = tabel("ralat", ("label",), {
    "nama":          ("Nama lengkap",),
    "nik":           ("NIK",),
    "no_kk":         ("Nomor KK",),
    "tempat_lahir":  ("Tempat lahir",),
    "tanggal_lahir": ("Tanggal lahir",),
    "jenis_kelamin": ("Jenis kelamin",),
    "nama_ibu":      ("Nama ibu kandung",),
    "alamat":        ("Alamat",),
    "rt":            ("RT",),
    "rw":            ("RW",),
})

# bukti: what the family must have on file for the reason.
ALASAN_GUGUR = tabel("alasan_gugur", ("label", "bukti", "teks_wajib"), {
    "meninggal":         ("Meninggal dunia",                  ["AKTA_KEMATIAN"], False),
    "pindah":            ("Pindah domisili ke luar wilayah",  ["SURAT_PINDAH"],  False),
    "mengundurkan_diri": ("Mengundurkan diri",                ["SURAT_MUNDUR"],  False),
    "ganda":             ("Data atau usulan ganda",           ["KK"],            True),
})
# fmt: on

BARIS: list[Benih] = [*RALAT, *ALASAN_GUGUR]
