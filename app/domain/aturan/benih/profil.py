"""Under which decree is the register kept, and which laws are cited?"""

import datetime as dt

from app.domain.aturan.benih.baris import AWAL, Benih, tabel

# Kepmensos 245/HUK/2025 replaced 73/HUK/2024 in the course of 2025; a regency that changed over on another day
# says so with its own rows.
AKHIR_DTKS = dt.date(2025, 5, 31)
AWAL_DTSEN = dt.date(2025, 6, 1)

DTKS = "dtks-2024"
DTSEN = "dtsen-2025"

# fmt: off
PROFIL = [
    Benih("profil", DTKS, 1, {
        "label": "DTKS (2021–2025)",
        "nama_data": "DTKS",
        "indikator": "Jumlah data desa/kelurahan memperhatikan indikator 40 persen penduduk dengan tingkat kesejahteraan terendah.",
    }, AWAL, AKHIR_DTKS),
    Benih("profil", DTSEN, 2, {
        "label": "DTSEN (sejak 2025)",
        "nama_data": "DTSEN",
        "indikator": "",
    }, AWAL_DTSEN),
]

# `profil` empty: cited under every profile. Order of rank, then of age, as papers list them.
DASAR_HUKUM = tabel("dasar_hukum", ("label", "profil"), {
    "uu-23-2006": (("Undang-Undang Nomor 23 Tahun 2006 tentang Administrasi Kependudukan sebagaimana telah diubah "
                   "dengan Undang-Undang Nomor 24 Tahun 2013"), []),
    "uu-13-2011": ("Undang-Undang Nomor 13 Tahun 2011 tentang Penanganan Fakir Miskin", []),
    "uu-6-2014": ("Undang-Undang Nomor 6 Tahun 2014 tentang Desa", []),
    "uu-27-2022": ("Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi", []),
    "inpres-4-2025": ("Instruksi Presiden Nomor 4 Tahun 2025 tentang Data Tunggal Sosial dan Ekonomi Nasional", [DTSEN]),
    "permensos-3-2021": (("Peraturan Menteri Sosial Nomor 3 Tahun 2021 tentang Pengelolaan Data Terpadu "
                         "Kesejahteraan Sosial"), [DTKS]),
    "permensos-3-2025": (("Peraturan Menteri Sosial Nomor 3 Tahun 2025 tentang Pemutakhiran dan Penggunaan Data Tunggal "
                         "Sosial dan Ekonomi Nasional untuk Bantuan Sosial, Pemberdayaan Sosial, dan Program "
                         "Penyelenggaraan Kesejahteraan Sosial"), [DTSEN]),
    "kepmensos-262-2022": ("Keputusan Menteri Sosial Nomor 262/HUK/2022 tentang Kriteria Fakir Miskin", []),
    "kepmensos-73-2024": (("Keputusan Menteri Sosial Nomor 73/HUK/2024 tentang Tata Cara Proses Usulan Data serta "
                          "Verifikasi dan Validasi Data Terpadu Kesejahteraan Sosial"), [DTKS]),
    "kepmensos-245-2025": (("Keputusan Menteri Sosial Nomor 245/HUK/2025 tentang Tata Cara Pengajuan Proses Usulan Data "
                           "serta Verifikasi dan Validasi Data Tunggal Sosial dan Ekonomi Nasional"), [DTSEN]),
})

PROGRAM = tabel("program", ("label", "daftar", "desil_maks"), {
    "pkh": ("PKH", "pkh", 4),
    "bpnt": ("BPNT/Sembako", "bpnt", 4),
    "pbi": ("PBI-JK", "pbi", 5),
    "yapi": ("ATENSI YAPI", "yapi", 5),
    "non_bansos": ("Nonbansos", "", None),
})
# fmt: on

_MULAI = {
    "uu-27-2022": dt.date(2022, 10, 17),
    "kepmensos-262-2022": dt.date(2022, 12, 31),
    "kepmensos-73-2024": dt.date(2024, 6, 1),
    "inpres-4-2025": dt.date(2025, 2, 5),
    "permensos-3-2025": AWAL_DTSEN,
    "kepmensos-245-2025": AWAL_DTSEN,
}
_SELESAI = {"permensos-3-2021": AKHIR_DTKS, "kepmensos-73-2024": AKHIR_DTKS}

BARIS = [
    *PROFIL,
    *(b._replace(mulai=_MULAI.get(b.kode, AWAL), selesai=_SELESAI.get(b.kode)) for b in DASAR_HUKUM),
    *PROGRAM,
]
