"""Which roles are there, on which level do they sit, and what are they called?"""

import enum


class Peran(enum.StrEnum):
    OPERATOR_DESA = "operator_desa"
    KEPALA_DESA = "kepala_desa"
    OPERATOR_KECAMATAN = "operator_kecamatan"
    CAMAT = "camat"
    VERIFIKATOR_DINSOS = "verifikator_dinsos"
    KEPALA_DINSOS = "kepala_dinsos"
    KEPALA_DAERAH = "kepala_daerah"
    DUKCAPIL = "dukcapil"
    PETUGAS_LAPANGAN = "petugas_lapangan"
    PENGAMAT = "pengamat"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Tingkat(enum.StrEnum):
    """Who holds a packet."""

    DESA = "desa"
    KECAMATAN = "kecamatan"
    DINSOS = "dinsos"
    TIDAK_ADA = ""


TINGKAT_PERAN = {
    Peran.OPERATOR_DESA: Tingkat.DESA,
    Peran.KEPALA_DESA: Tingkat.DESA,
    Peran.OPERATOR_KECAMATAN: Tingkat.KECAMATAN,
    Peran.CAMAT: Tingkat.KECAMATAN,
    Peran.VERIFIKATOR_DINSOS: Tingkat.DINSOS,
    Peran.KEPALA_DINSOS: Tingkat.DINSOS,
}

LABEL_PERAN = {
    Peran.OPERATOR_DESA: "Operator desa/kelurahan",
    Peran.KEPALA_DESA: "Kepala desa/lurah",
    Peran.OPERATOR_KECAMATAN: "Operator kecamatan",
    Peran.CAMAT: "Camat",
    Peran.VERIFIKATOR_DINSOS: "Verifikator Dinas Sosial",
    Peran.KEPALA_DINSOS: "Kepala Dinas Sosial",
    Peran.KEPALA_DAERAH: "Kepala daerah",
    Peran.DUKCAPIL: "Petugas Disdukcapil",
    Peran.PETUGAS_LAPANGAN: "Petugas lapangan",
    Peran.PENGAMAT: "Pengamat",
    Peran.AUDITOR: "Auditor",
    Peran.ADMIN: "Admin sistem",
}

# Who records the decision of which official, from the paper that the official signed (design: rule 2).
PEJABAT_PENCATAT = {
    Peran.OPERATOR_DESA: Peran.KEPALA_DESA,
    Peran.OPERATOR_KECAMATAN: Peran.CAMAT,
    Peran.VERIFIKATOR_DINSOS: Peran.KEPALA_DINSOS,
    Peran.KEPALA_DINSOS: Peran.KEPALA_DAERAH,
}

SEBUTAN = ("definitif", "Plt", "Plh", "Pj", "Pjs")

# The level of region at which a role is assigned: number of dots in the code.
KEDALAMAN_WILAYAH = {
    Peran.OPERATOR_DESA: (3,),
    Peran.KEPALA_DESA: (3,),
    Peran.OPERATOR_KECAMATAN: (2,),
    Peran.CAMAT: (2,),
    Peran.VERIFIKATOR_DINSOS: (1, 2),
    Peran.KEPALA_DINSOS: (1,),
    Peran.KEPALA_DAERAH: (1,),
    Peran.DUKCAPIL: (1,),
    Peran.PETUGAS_LAPANGAN: (2, 3),
    Peran.PENGAMAT: (0, 1, 2, 3),
    Peran.AUDITOR: (0, 1, 2, 3),
    Peran.ADMIN: (0, 1),
}
