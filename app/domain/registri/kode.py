"""Which codes does a resident's row use, and what are they called? OpenSID's tables, which follow the family
card."""

# fmt: off
JENIS_KELAMIN = {1: "Laki-laki", 2: "Perempuan"}
AGAMA = {1: "Islam", 2: "Kristen", 3: "Katolik", 4: "Hindu", 5: "Buddha", 6: "Khonghucu", 7: "Kepercayaan"}
PENDIDIKAN = {
    1: "Tidak/belum sekolah", 2: "Belum tamat SD/sederajat", 3: "Tamat SD/sederajat", 4: "SLTP/sederajat",
    5: "SLTA/sederajat", 6: "Diploma I/II", 7: "Akademi/Diploma III", 8: "Diploma IV/Strata I",
    9: "Strata II",
    10: "Strata III",
}
STATUS_KAWIN = {1: "Belum kawin", 2: "Kawin", 3: "Cerai hidup", 4: "Cerai mati"}
HUBUNGAN = {
    1: "Kepala keluarga", 2: "Suami", 3: "Istri", 4: "Anak", 5: "Menantu", 6: "Cucu", 7: "Orang tua",
    8: "Mertua",
    9: "Famili lain", 10: "Pembantu", 11: "Lainnya",
}
DISABILITAS = {
    1: "Disabilitas fisik", 2: "Disabilitas netra", 3: "Disabilitas rungu/wicara", 4: "Disabilitas mental",
    5: "Disabilitas fisik dan mental", 6: "Disabilitas lainnya", 7: "Tidak ada disabilitas",
}
HAMIL = {1: "Hamil", 2: "Tidak hamil"}
STATUS_DASAR = {1: "Hidup", 2: "Meninggal", 3: "Pindah", 4: "Hilang", 6: "Pergi", 9: "Tidak valid"}
PEKERJAAN = {
    1: "Belum/tidak bekerja", 2: "Mengurus rumah tangga", 3: "Pelajar/mahasiswa", 4: "Pensiunan",
    5: "Pegawai negeri sipil", 6: "Tentara Nasional Indonesia", 7: "Kepolisian RI", 8: "Perdagangan",
    9: "Petani/pekebun", 10: "Peternak", 11: "Nelayan/perikanan", 12: "Industri", 13: "Konstruksi",
    14: "Transportasi", 15: "Karyawan swasta", 16: "Karyawan BUMN", 17: "Karyawan BUMD",
    18: "Karyawan honorer",
    19: "Buruh harian lepas", 20: "Buruh tani/perkebunan", 21: "Buruh nelayan/perikanan",
    22: "Buruh peternakan",
    23: "Pembantu rumah tangga", 24: "Tukang cukur", 25: "Tukang listrik", 26: "Tukang batu",
    27: "Tukang kayu",
    28: "Tukang sol sepatu", 29: "Tukang las/pandai besi", 30: "Tukang jahit", 31: "Tukang gigi",
    32: "Penata rias", 33: "Penata busana", 34: "Penata rambut", 35: "Mekanik", 36: "Seniman", 37: "Tabib",
    38: "Paraji", 39: "Perancang busana", 40: "Penterjemah", 41: "Imam masjid", 42: "Pendeta", 43: "Pastor",
    44: "Wartawan", 45: "Ustaz/mubalig", 46: "Juru masak", 47: "Promotor acara", 48: "Anggota DPR RI",
    49: "Anggota DPD", 50: "Anggota BPK", 51: "Presiden", 52: "Wakil presiden",
    53: "Anggota Mahkamah Konstitusi", 54: "Anggota kabinet/kementerian", 55: "Duta besar", 56: "Gubernur",
    57: "Wakil gubernur", 58: "Bupati", 59: "Wakil bupati", 60: "Wali kota", 61: "Wakil wali kota",
    62: "Anggota DPRD provinsi", 63: "Anggota DPRD kabupaten/kota", 64: "Dosen", 65: "Guru", 66: "Pilot",
    67: "Pengacara", 68: "Notaris", 69: "Arsitek", 70: "Akuntan", 71: "Konsultan", 72: "Dokter", 73: "Bidan",
    74: "Perawat", 75: "Apoteker", 76: "Psikiater/psikolog", 77: "Penyiar televisi", 78: "Penyiar radio",
    79: "Pelaut", 80: "Peneliti", 81: "Sopir", 82: "Pialang", 83: "Paranormal", 84: "Pedagang",
    85: "Perangkat desa", 86: "Kepala desa", 87: "Biarawati", 88: "Wiraswasta", 89: "Lainnya",
}
# How older files and other applications write the same; compared without case and punctuation.
SEBUTAN_LAIN: dict[str, dict[int, str]] = {
    "sex": {1: "l lk pria laki", 2: "p pr wanita"},
    "agama_id": {2: "protestan kristenprotestan", 3: "katholik", 5: "budha", 6: "konghucu"},
    "pendidikan_kk_id": {
        1: "tidaksekolah belumsekolah", 3: "sd sdsederajat", 4: "smp sltp smpsederajat",
        5: "sma smk slta smasederajat", 6: "d1 d2", 7: "d3 diplomaiii", 8: "d4 s1 strata1", 9: "s2", 10: "s3",
    },
    "pekerjaan_id": {
        1: "tidakbekerja belumbekerja", 2: "irt iburumahtangga", 3: "pelajar mahasiswa", 5: "pns asn",
        6: "tni", 7: "polri", 9: "petani", 11: "nelayan", 15: "swasta", 19: "buruh", 20: "buruhtani",
        88: "wirausaha",
    },
    "status_kawin": {
        1: "belummenikah lajang", 2: "menikah kawintercatat kawinbelumtercatat", 3: "cerai", 4: "janda duda",
    },
    "kk_level": {1: "kk kepala", 3: "isteri", 4: "anakkandung", 9: "famililainnya", 10: "pembanturt"},
    "cacat_id": {
        1: "cacatfisik", 2: "cacatnetra cacatnetrabuta", 3: "cacatrunguwicara",
        4: "cacatmental cacatmentaljiwa",
        5: "cacatfisikdanmental", 6: "cacatlainnya", 7: "tidakcacat tidak tidakada",
    },
    "hamil": {1: "ya", 2: "tidak"},
    "status_dasar": {1: "aktif", 2: "mati wafat"},
}
# fmt: on

# Column of the import → its table of codes.
KODE: dict[str, dict[int, str]] = {
    "sex": JENIS_KELAMIN,
    "agama_id": AGAMA,
    "pendidikan_kk_id": PENDIDIKAN,
    "pekerjaan_id": PEKERJAAN,
    "status_kawin": STATUS_KAWIN,
    "kk_level": HUBUNGAN,
    "cacat_id": DISABILITAS,
    "hamil": HAMIL,
    "status_dasar": STATUS_DASAR,
}

# Occupations that ask for a second look at eligibility: paid by the state, or elected.
PEKERJAAN_PERLU_DILIHAT = frozenset({*range(4, 8), *range(16, 19), *range(48, 64), 64, 65, *range(72, 77), 85, 86})

KEPALA_KELUARGA = 1
HIDUP, MENINGGAL, PINDAH = 1, 2, 3

# Field of the resident → its table of codes: for labels, and for fields of proposals that name their source.
KODE_REGISTRI: dict[str, dict[int, str]] = {
    "hubungan": HUBUNGAN,
    "pekerjaan": PEKERJAAN,
    "status_kawin": STATUS_KAWIN,
    "pendidikan": PENDIDIKAN,
    "agama": AGAMA,
    "disabilitas": DISABILITAS,
    "status_dasar": STATUS_DASAR,
}


def sebutan_kode(bidang: str, kode: int | None) -> str:
    """The label of a resident's code; empty when there is none."""
    return "" if kode is None else KODE_REGISTRI[bidang].get(kode, str(kode))
