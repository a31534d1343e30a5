"""What do papers look like: sheet, number, copies?"""

from app.domain.aturan.benih.baris import Benih, tabel
from app.domain.aturan.turunan import SUSUNAN_BAWAAN

# fmt: off
# kode "" answers for every paper that has no row of its own.
KERTAS = tabel("kertas", ("ukuran",), {
    "":                 ("F4_215",),
    "undangan":         ("A4",),
    "pengumuman_hasil": ("A4",),
    "surat_pengantar":  ("A4",),
    "surat_pengesahan": ("A4",),
    "pengantar_gubernur": ("A4",),
    "laporan_gubernur": ("A4",),
    "tanda_terima":     ("A4",),
    "nota_dinas":       ("A4",),
})

# mode ∈ otomatis · buku_agenda (typed) · menyusul (a ruled blank) · tanpa (the paper carries no number)
POLA = "{klasifikasi}/{urut:3}/{unit}/{romawi}/{tahun}"
NOMOR = tabel("nomor", ("mode", "format", "klasifikasi"), {
    "":                    ("otomatis", POLA, "400.9"),
    "undangan":            ("otomatis", POLA, "005"),
    "daftar_hadir_kosong": ("tanpa", "", ""),
    "ba_musyawarah_kosong": ("tanpa", "", ""),
    "daftar_hadir":        ("tanpa", "", ""),
    "daftar_usulan_awal":  ("tanpa", "", ""),
    "notulen":             ("tanpa", "", ""),
    "lampiran":            ("tanpa", "", ""),
    "tanda_terima":        ("tanpa", "", ""),
    "lembar_uji":          ("tanpa", "", ""),
    "formulir_usulan":     ("tanpa", "", ""),
    "laporan_gubernur":    ("tanpa", "", ""),  # the annex of a numbered letter
})

# {kecamatan}, {kabupaten}, {provinsi} are filled with the names above the unit.
TEMBUSAN = tabel("tembusan", ("daftar",), {
    "undangan":         (["Camat {kecamatan}"],),
    "surat_pengantar":  (["Kepala Dinas Sosial {kabupaten}"],),
    "ba_telaah":        (["Kepala Dinas Sosial {kabupaten}"],),
    "surat_pengesahan": (["Gubernur {provinsi}", ("Menteri Sosial Republik Indonesia c.q. Kepala Pusat Data dan Informasi "
                          "Kesejahteraan Sosial")],),
    "pengantar_gubernur": (["Kepala Dinas Sosial Provinsi {provinsi}", ("Menteri Sosial Republik Indonesia c.q. Kepala Pusat "
                            "Data dan Informasi Kesejahteraan Sosial"), "Kepala Badan Pusat Statistik {kabupaten}"],),
})
# fmt: on

SUSUNAN = tabel("susunan_naskah", tuple(SUSUNAN_BAWAAN), {"": tuple(SUSUNAN_BAWAAN.values())})

BARIS: list[Benih] = [*KERTAS, *NOMOR, *TEMBUSAN, *SUSUNAN]
