"""Which posts may sign a paper, and in which unit is each found?"""

from typing import NamedTuple


class Jabatan(NamedTuple):
    """`tingkat` is the unit that uploads its signed scan; `peran` the role whose holder is printed, "" when the name
    comes from elsewhere (the meeting, the rule `pejabat`)."""

    label: str
    tingkat: str
    peran: str = ""


# fmt: off
JABATAN: dict[str, Jabatan] = {
    "kepala_desa":        Jabatan("Kepala Desa", "desa", "kepala_desa"),
    "lurah":              Jabatan("Lurah", "desa", "kepala_desa"),
    "operator_desa":      Jabatan("Operator desa/kelurahan", "desa", "operator_desa"),
    "sekretaris_desa":    Jabatan("Sekretaris Desa", "desa"),
    "ketua_bpd":          Jabatan("Ketua BPD", "desa"),
    "pimpinan":           Jabatan("Pimpinan musyawarah", "desa"),
    "notulis":            Jabatan("Notulis", "desa"),
    "saksi":              Jabatan("Saksi", "desa"),
    "operator_kecamatan": Jabatan("Operator kecamatan", "kecamatan", "operator_kecamatan"),
    "sekretaris_camat":   Jabatan("Sekretaris Kecamatan", "kecamatan"),
    "camat":              Jabatan("Camat", "kecamatan", "camat"),
    "ketua_tim":          Jabatan("Ketua tim verifikasi", "kabupaten"),
    "kepala_bidang":      Jabatan("Kepala bidang", "kabupaten"),
    "kepala_dinsos":      Jabatan("Kepala Dinas Sosial", "kabupaten", "kepala_dinsos"),
    "sekretaris_dinsos":  Jabatan("Sekretaris Dinas Sosial", "kabupaten"),
    "sekretaris_daerah":  Jabatan("Sekretaris Daerah", "kabupaten"),
    "kepala_daerah":      Jabatan("Kepala daerah", "kabupaten", "kepala_daerah"),
}
# fmt: on

# Which level issues a kind of paper; a village's own are not listed, "" stands for any unit.
TINGKAT_NASKAH = {
    "ba_telaah": "kecamatan",
    "ba_verval": "kabupaten",
    "nota_dinas": "kabupaten",
    "surat_pengesahan": "kabupaten",
    "pengantar_gubernur": "kabupaten",
    "laporan_gubernur": "kabupaten",
    "lembar_uji": "",
}
TINGKAT = ("desa", "kecamatan", "kabupaten")
# The gate at which a step asks for this paper's signature: without a required signer there it could not be taken.
GERBANG_NASKAH = {
    "surat_pengantar": "desa",
    "pernyataan_nihil": "desa",
    "sptjm": "desa",
    "lembar_perubahan": "desa",
    "ba_telaah": "telaah",
    "ba_verval": "verval",
    "surat_pengesahan": "pengesahan",
    "pengantar_gubernur": "laporan",
}


def tingkat_naskah(jenis: str) -> str:
    """`desa`, `kecamatan`, `kabupaten`, or "" for a paper that any unit issues."""
    return TINGKAT_NASKAH.get(jenis, "desa")


GERBANG = {
    "desa": "Pengajuan desa/kelurahan",
    "telaah": "Telaah kecamatan",
    "verval": "Verifikasi Dinas Sosial",
    "pengesahan": "Pengesahan kepala daerah",
    "laporan": "Laporan kepada gubernur",
}
