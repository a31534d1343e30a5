"""Where may a proposal come from besides the village, and what then stands for its proof?"""

from app.domain.aturan.benih.baris import Benih, tabel

# fmt: off
# cukup_sumber: the source's own document is the proof, so no proof per name is asked; aktif false: not offered for a list.
JALUR = tabel("jalur", ("label", "sumber", "cukup_sumber", "aktif"), {
    "desa":       ("Desa/kelurahan",              "",                                False, False),
    "dukcapil":   ("Disdukcapil",                 "Daftar peristiwa kependudukan",   True,  True),
    "rakor":      ("Rapat koordinasi",            "Notulen atau berita acara rapat", True,  True),
    "pengaduan":  ("Pengaduan warga",             "Catatan pengaduan",               False, True),
    "cek_bansos": ("Cek Bansos",                  "Daftar usul atau sanggah",        False, True),
    "dinsos":     ("Temuan Dinas Sosial",         "Laporan pemeriksaan",             True,  True),
    "faskes":     ("Fasilitas kesehatan",         "Surat fasilitas kesehatan",       True,  True),
    "opd":        ("Perangkat daerah lain",       "Surat perangkat daerah",          True,  True),
})
# fmt: on

BARIS: list[Benih] = JALUR
