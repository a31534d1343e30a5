"""Who calls the village's meeting, who takes part, and within which terms does everything happen?"""

from app.domain.aturan.benih.baris import Benih, tabel

# fmt: off
# kode: kind of village. A village whose government calls the meeting itself sets its own row with penyelenggara pemdes.
PENYELENGGARA = tabel("penyelenggara", (
    "penyelenggara", "jenis_rapat", "nama_rapat", "singkatan", "pengundang", "label_pengundang", "pimpinan", "label_pimpinan", "kop",
), {
    "desa":      ("bpd",  "musdes", "Musyawarah Desa",      "Musdes", "ketua_bpd", "Ketua BPD", "ketua_bpd", "Ketua BPD", "bpd"),
    "kelurahan": ("lurah", "muskel", "Musyawarah Kelurahan", "Muskel", "lurah",     "Lurah",     "lurah",     "Lurah",     "desa"),
})

# di: kinds of village where the element exists; saksi: may sign the berita acara as a witness.
DESA, KEL, KEDUANYA = ["desa"], ["kelurahan"], ["desa", "kelurahan"]
UNSUR = tabel("unsur_musyawarah", ("label", "di", "saksi"), {
    "bpd":                ("BPD", DESA, False),
    "pemdes":             ("Perangkat desa/kelurahan", KEDUANYA, False),
    "lpm":                ("LPM/LPMK", KEDUANYA, True),
    "rt":                 ("Ketua RT", KEDUANYA, True),
    "rw":                 ("Ketua RW", KEDUANYA, True),
    "tokoh_masyarakat":   ("Tokoh masyarakat", KEDUANYA, True),
    "tokoh_agama":        ("Tokoh agama", KEDUANYA, True),
    "tokoh_adat":         ("Tokoh adat", KEDUANYA, True),
    "tokoh_pendidikan":   ("Tokoh pendidikan", KEDUANYA, True),
    "perempuan":          ("Tokoh atau kelompok perempuan", KEDUANYA, True),
    "pemuda":             ("Pemuda/karang taruna", KEDUANYA, True),
    "pemerhati_anak":     ("Pemerhati dan pelindung anak", KEDUANYA, False),
    "masyarakat_miskin":  ("Perwakilan masyarakat miskin", KEDUANYA, True),
    "petani":             ("Kelompok petani", KEDUANYA, False),
    "nelayan":            ("Kelompok nelayan", KEDUANYA, False),
    "perajin":            ("Kelompok perajin", KEDUANYA, False),
    "babinsa":            ("Babinsa", KEDUANYA, True),
    "bhabinkamtibmas":    ("Bhabinkamtibmas", KEDUANYA, True),
    "tksk":               ("TKSK", KEDUANYA, True),
    "pendamping_pkh":     ("Pendamping PKH", KEDUANYA, True),
    "pendamping_desa":    ("Pendamping desa", DESA, True),
    "kader":              ("Kader", KEDUANYA, False),
    "opd":                ("Kecamatan atau perangkat daerah", KEDUANYA, False),
    "lainnya":            ("Lainnya", KEDUANYA, False),
})

KUORUM = tabel("kuorum", ("persen", "sifat"), {"": (66.67, "peringatan")})

# kode: stage, or stage:kind of proposal. Days of the month, both included; an end before the start lies in the next month.
JENDELA = tabel("jendela", ("label", "mulai_hari", "akhir_hari", "sifat", "geser_libur"), {
    "musyawarah": ("Musyawarah desa/kelurahan", 1, 14, "peringatan", False),
    "pengajuan":  ("Pengajuan desa/kelurahan", 1, 17, "peringatan", False),
    "telaah":     ("Telaah kecamatan", 1, 20, "peringatan", False),
    "pengesahan": ("Pengesahan kabupaten/kota", 1, 25, "peringatan", False),
    "siks":       ("Pengisian SIKS-NG", 1, 17, "peringatan", False),
    # who needs care can not wait for a day of the month
    "pengajuan:reaktivasi_pbi": ("Pengajuan reaktivasi PBI", 1, 31, "peringatan", False),
})

# aturan ∈ tanpa_musdes: a period without a meeting · lewat_bulan: no meeting within `bulan` months · selalu
SPTJM = tabel("sptjm", ("aturan", "bulan"), {"": ("tanpa_musdes", 3)})

BATAS = tabel("batas", (
    "telaah_hari_kerja", "masa_berlaku_ba_bulan", "tanggapan_hari_kerja", "pengumuman_hari",
    "keberatan_jam", "persen_ground_check", "berkas_siks_kb", "siks_sisa_hari",
    "dicatat_hari", "periode_mundur_bulan", "mutasi_hari", "segera_per_bulan",
), {"": (5, 3, 7, 7, 24, 0, 2048, 2, 90, 2, 7, 3)})

# kode: `MM-DD` each year or `YYYY-MM-DD` once. Movable feasts and days of joint leave (offices are closed) follow the joint
# decree of three ministers for each year; a region adds its own local holidays.
# 2025: SKB 1017/2024, 2/2024, 2/2024 (14 October 2024) as changed by SKB 933/2025, 1/2025, 3/2025 (7 August 2025).
# 2026: SKB 1497/2025, 2/2025, 5/2025 (19 September 2025).
LIBUR = tabel("libur", ("label",), {
    "01-01": ("Tahun Baru",),
    "05-01": ("Hari Buruh Internasional",),
    "06-01": ("Hari Lahir Pancasila",),
    "08-17": ("Hari Kemerdekaan",),
    "12-25": ("Hari Raya Natal",),
    "2025-01-27": ("Isra Mikraj Nabi Muhammad saw.",),
    "2025-01-28": ("Cuti bersama Tahun Baru Imlek",),
    "2025-01-29": ("Tahun Baru Imlek 2576",),
    "2025-03-28": ("Cuti bersama Hari Suci Nyepi",),
    "2025-03-29": ("Hari Suci Nyepi",),
    "2025-03-31": ("Idulfitri 1446 H",),
    "2025-04-01": ("Idulfitri 1446 H, hari kedua",),
    "2025-04-02": ("Cuti bersama Idulfitri",),
    "2025-04-03": ("Cuti bersama Idulfitri",),
    "2025-04-04": ("Cuti bersama Idulfitri",),
    "2025-04-07": ("Cuti bersama Idulfitri",),
    "2025-04-18": ("Wafat Yesus Kristus",),
    "2025-04-20": ("Kebangkitan Yesus Kristus (Paskah)",),
    "2025-05-12": ("Hari Raya Waisak",),
    "2025-05-13": ("Cuti bersama Hari Raya Waisak",),
    "2025-05-29": ("Kenaikan Yesus Kristus",),
    "2025-05-30": ("Cuti bersama Kenaikan Yesus Kristus",),
    "2025-06-06": ("Iduladha 1446 H",),
    "2025-06-09": ("Cuti bersama Iduladha",),
    "2025-06-27": ("Tahun Baru Islam 1447 H",),
    "2025-08-18": ("Cuti bersama Hari Kemerdekaan",),
    "2025-09-05": ("Maulid Nabi Muhammad saw.",),
    "2025-12-26": ("Cuti bersama Hari Raya Natal",),
    "2026-01-16": ("Isra Mikraj Nabi Muhammad saw.",),
    "2026-02-16": ("Cuti bersama Tahun Baru Imlek",),
    "2026-02-17": ("Tahun Baru Imlek 2577",),
    "2026-03-18": ("Cuti bersama Hari Suci Nyepi",),
    "2026-03-19": ("Hari Suci Nyepi",),
    "2026-03-20": ("Cuti bersama Idulfitri",),
    "2026-03-21": ("Idulfitri 1447 H",),
    "2026-03-22": ("Idulfitri 1447 H, hari kedua",),
    "2026-03-23": ("Cuti bersama Idulfitri",),
    "2026-03-24": ("Cuti bersama Idulfitri",),
    "2026-04-03": ("Wafat Yesus Kristus",),
    "2026-04-05": ("Kebangkitan Yesus Kristus (Paskah)",),
    "2026-05-14": ("Kenaikan Yesus Kristus",),
    "2026-05-15": ("Cuti bersama Kenaikan Yesus Kristus",),
    "2026-05-27": ("Iduladha 1447 H",),
    "2026-05-28": ("Cuti bersama Iduladha",),
    "2026-05-31": ("Hari Raya Waisak 2570",),
    "2026-06-16": ("Tahun Baru Islam 1448 H",),
    "2026-08-25": ("Maulid Nabi Muhammad saw.",),
    "2026-12-24": ("Cuti bersama Hari Raya Natal",),
})
# fmt: on

BARIS: list[Benih] = [*PENYELENGGARA, *UNSUR, *KUORUM, *JENDELA, *SPTJM, *BATAS, *LIBUR]
