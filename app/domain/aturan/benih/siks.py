"""In which order does a village key a proposal into SIKS-NG? The form is not published, so the order is a table."""

from app.domain.aturan.benih.baris import Benih, tabel

# fmt: off
# sumber: which fact of the proposal the column shows; `jawaban` and `perbaikan` open into one line for each.
KOLOM = tabel("siks_kolom", ("label", "sumber"), {
    "nik":           ("NIK", "nik"),
    "nama":          ("Nama lengkap", "nama"),
    "no_kk":         ("Nomor KK", "no_kk"),
    "nama_ibu":      ("Nama ibu kandung", "nama_ibu"),
    "tempat_lahir":  ("Tempat lahir", "tempat_lahir"),
    "tanggal_lahir": ("Tanggal lahir", "tanggal_lahir"),
    "jenis_kelamin": ("Jenis kelamin", "jenis_kelamin"),
    "status_kawin":  ("Status perkawinan", "status_kawin"),
    "hubungan":      ("Hubungan dalam keluarga", "hubungan"),
    "pekerjaan":     ("Pekerjaan", "pekerjaan"),
    "alamat":        ("Alamat", "alamat"),
    "dusun":         ("Dusun/lingkungan", "dusun"),
    "rt":            ("RT", "rt"),
    "rw":            ("RW", "rw"),
    "wilayah":       ("Kode desa/kelurahan", "wilayah"),
    "jenis":         ("Jenis usulan", "jenis"),
    "program":       ("Program yang diusulkan", "program"),
    "alasan":        ("Alasan", "alasan"),
    "perbaikan":     ("Perbaikan", "perbaikan"),
    "jawaban":       ("Pertanyaan kelayakan", "jawaban"),
    "musyawarah":    ("Tanggal musyawarah", "musyawarah"),
    "nomor_ba":      ("Nomor berita acara", "nomor_ba"),
    "keterangan":    ("Keterangan", "keterangan"),
})
# fmt: on

BARIS: list[Benih] = KOLOM
