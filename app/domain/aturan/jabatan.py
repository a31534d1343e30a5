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

GERBANG = {
    "desa": "Pengajuan desa/kelurahan",
    "telaah": "Telaah kecamatan",
    "verval": "Verifikasi Dinas Sosial",
    "pengesahan": "Pengesahan kepala daerah",
    "laporan": "Laporan kepada gubernur",
}
