"""Which tables of rules are there, and what does a row of each hold? Read by validation, admin form and tests."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.aturan.jabatan import GERBANG, JABATAN


@dataclass(frozen=True, slots=True)
class Bidang:
    """One value of a row. `jenis` ∈ teks area bulat desimal centang pilihan gambar (hash of an emblem) daftar (texts) peta (text → text) tabel
    (records of `kolom`).

    Allowed values are `pilihan`, or the codes of the table `rujukan`; both empty: any text.
    """

    nama: str
    label: str
    jenis: str = "teks"
    wajib: bool = True
    pilihan: Mapping[str, str] | None = None
    rujukan: str = ""
    kolom: tuple["Bidang", ...] = ()
    petunjuk: str = ""
    rentang: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Skema:
    """One table. `kode`: what names a row: {} one nameless row, a mapping of the fixed codes, or None for free codes.
    `bercabang`: fixed codes that may also stand before a code of the table `rujukan_kode`, as `code:that`."""

    kunci: str
    judul: str
    keterangan: str
    bidang: tuple[Bidang, ...]
    kode: Mapping[str, str] | None = None
    rujukan_kode: str = ""
    bercabang: tuple[str, ...] = ()
    kelompok: str = "Usulan"

    @property
    def tunggal(self) -> bool:
        """Whether there is only the one nameless row."""
        return self.kode == {}


# fmt: off
B = Bidang
LABEL = B("label", "Nama")
TEKS_WAJIB = B("teks_wajib", "Penjelasan wajib ditulis", "centang", False)
AKTIF = B("aktif", "Dipakai", "centang", False, petunjuk="Kosongkan untuk tidak lagi menawarkannya; catatan lama tetap terbaca.")
SIFAT = {"peringatan": "Memberi peringatan", "menutup": "Menolak"}
DAFTAR = {"register": "Data (DTKS/DTSEN)", "pkh": "PKH", "bpnt": "BPNT/Sembako", "pbi": "PBI-JK", "yapi": "ATENSI YAPI"}
CAKUPAN = {"individu": "Perorangan", "keluarga": "Keluarga"}
JENIS_WILAYAH = {"desa": "Desa", "kelurahan": "Kelurahan"}
DASAR_PAKET = {
    "musyawarah": "Musyawarah", "musyawarah_sebelumnya": "Musyawarah sebelumnya", "sptjm": "SPTJM",
    "nihil": "Pernyataan nihil", "daftar_kabupaten": "Daftar kabupaten/kota",
}
JENIS_BIDANG = {"teks": "Teks", "area": "Teks panjang", "angka": "Angka", "tanggal": "Tanggal", "pilihan": "Pilihan", "centang": "Centang"}
KERTAS = {"F4_215": "F4 (215 × 330 mm)", "F4_210": "F4 (210 × 330 mm)", "A4": "A4 (210 × 297 mm)"}
MODE_NOMOR = {"otomatis": "Otomatis", "buku_agenda": "Diketik dari buku agenda", "menyusul": "Dikosongkan, diisi kemudian", "tanpa": "Tanpa nomor"}
ATURAN_SPTJM = {"tanpa_musdes": "Bila periode ini tanpa musyawarah", "lewat_bulan": "Bila musyawarah terakhir sudah lewat batas bulan", "selalu": "Selalu boleh"}
RONA = {"netral": "Netral", "biru": "Biru", "hijau": "Hijau", "kuning": "Kuning", "merah": "Merah"}
POS = {kode: j.label for kode, j in JABATAN.items()}
SUMBER_SIKS = {
    "nik": "NIK", "no_kk": "Nomor KK", "nama": "Nama", "nama_ibu": "Nama ibu", "tempat_lahir": "Tempat lahir", "tanggal_lahir": "Tanggal lahir",
    "jenis_kelamin": "Jenis kelamin", "status_kawin": "Status perkawinan", "hubungan": "Hubungan keluarga", "pekerjaan": "Pekerjaan",
    "alamat": "Alamat", "dusun": "Dusun", "rt": "RT", "rw": "RW", "wilayah": "Kode desa/kelurahan", "jenis": "Jenis usulan", "program": "Program",
    "alasan": "Alasan", "perbaikan": "Isian yang diperbaiki", "jawaban": "Jawaban kelayakan", "musyawarah": "Tanggal musyawarah",
    "nomor_ba": "Nomor berita acara", "keterangan": "Keterangan",
}
SEMUA_DOKUMEN = "penanda_tangan"  # its codes without ":" are the kinds of paper

ALASAN = (LABEL, TEKS_WAJIB, AKTIF)
KOP = (
    B("baris1", "Baris pertama"), B("baris2", "Baris kedua", wajib=False), B("baris3", "Baris ketiga", wajib=False),
    B("alamat", "Alamat kantor", wajib=False), B("telepon", "Telepon", wajib=False), B("surel", "Surel", wajib=False),
    B("situs", "Situs", wajib=False), B("kode_pos", "Kode pos", wajib=False),
    B("singkatan", "Singkatan dalam nomor surat", wajib=False, petunjuk="Kosong berarti kode wilayah."),
    B("lambang", "Lambang", "pilihan", pilihan={"daerah": "Lambang daerah", "garuda": "Garuda"}),
    B("logo", "Gambar lambang", "gambar", False, petunjuk="JPEG atau PNG, berlatar putih atau tembus. Tanpa gambar, dicetak lambang bawaan."),
)

_DAFTAR_SKEMA = (
    Skema("profil", "Profil regulasi", "Nama data dan keputusan yang menjadi dasar. Paket menyimpan profil saat dibuat.", (
        LABEL, B("nama_data", "Singkatan data"),
        B("indikator", "Catatan pada keputusan berita acara", "area", False, petunjuk="Misalnya indikator yang diminta keputusan menteri; kosong berarti tidak tercetak."),
    ), kelompok="Dasar"),
    Skema("dasar_hukum", "Dasar hukum", "Peraturan yang dikutip dalam naskah, termasuk peraturan daerah setempat.", (
        B("label", "Nama peraturan lengkap", "area"),
        B("profil", "Hanya untuk profil", "daftar", False, rujukan="profil", petunjuk="Kosong berarti dikutip di semua profil."), AKTIF,
    ), kelompok="Dasar"),
    Skema("program", "Program bantuan", "Program yang dapat diharapkan dalam usulan.", (
        LABEL, B("daftar", "Daftar kepesertaan", "pilihan", False, pilihan=DAFTAR),
        B("desil_maks", "Desil tertinggi", "bulat", False, rentang=(1, 10)), AKTIF,
    ), kelompok="Dasar"),
    Skema("batas", "Batas waktu dan ambang", "Lama menunggu, masa berlaku, dan ambang yang dipakai pengingat dan pemeriksaan.", (
        B("telaah_hari_kerja", "Telaah kecamatan (hari kerja)", "bulat", rentang=(1, 60)),
        B("masa_berlaku_ba_bulan", "Masa berlaku berita acara (bulan)", "bulat", rentang=(1, 24)),
        B("tanggapan_hari_kerja", "Tanggapan desa (hari kerja)", "bulat", rentang=(1, 60)),
        B("pengumuman_hari", "Pengumuman hasil musyawarah (hari)", "bulat", rentang=(1, 60)),
        B("keberatan_jam", "Keberatan pejabat (jam)", "bulat", rentang=(1, 168)),
        B("persen_ground_check", "Sampel pemeriksaan lapangan (%)", "bulat", rentang=(0, 100)),
        B("berkas_siks_kb", "Ukuran berkas gabungan untuk SIKS-NG (KB)", "bulat", rentang=(100, 20_000)),
        B("siks_sisa_hari", "Peringatan sebelum pengisian SIKS-NG ditutup (hari)", "bulat", rentang=(0, 14)),
        B("dicatat_hari", "Warga yang dicatat tanpa usulan dihapus setelah (hari)", "bulat", rentang=(30, 730)),
        B("periode_mundur_bulan", "Paket periode lalu masih dapat dibuat (bulan)", "bulat", rentang=(0, 24)),
        B("mutasi_hari", "Jawaban desa asal atas warga yang pindah (hari)", "bulat", rentang=(1, 90)),
        B("segera_per_bulan", "Paket segera tiap desa/kelurahan sebulan", "bulat", rentang=(0, 31)),
    ), kode={}, kelompok="Dasar"),
    Skema("libur", "Hari libur", "Tidak dihitung sebagai hari kerja. Kode BB-TT untuk setiap tahun, TTTT-BB-TT untuk satu kali.", (LABEL, AKTIF), kelompok="Dasar"),
    Skema("jenis_usulan", "Jenis usulan", "Apa yang dapat diusulkan dan apa yang ditanyakan.", (
        LABEL, B("label_pendek", "Nama pendek"),
        B("lampiran", "Lampiran berita acara", "pilihan", pilihan={"A": "A (tambah)", "B": "B (hapus)", "C": "C (perbaikan)"}),
        B("cakupan", "Satuan", "pilihan", pilihan=CAKUPAN),
        B("daftar_buka", "Kepesertaan yang dibuka", "pilihan", False, pilihan=DAFTAR),
        B("daftar_akhiri", "Kepesertaan yang diakhiri", "daftar", False, pilihan=DAFTAR),
        B("usia_maks", "Usia harus di bawah (tahun)", "bulat", False, rentang=(1, 120)),
        B("instrumen", "Menanyakan pertanyaan kelayakan", "centang", False),
        B("program", "Menanyakan program yang diharapkan", "centang", False),
        B("alasan", "Tabel alasan", "pilihan", False, pilihan={"alasan_hapus": "Alasan hapus"}),
        B("hasil", "Hasil pusat juga berupa", "pilihan", False, pilihan={"desil": "Desil lama dan baru"}),
        B("profil", "Hanya untuk profil", "daftar", False, rujukan="profil", petunjuk="Kosong berarti ditawarkan di semua profil."),
        B("aktif", "Dipakai", "centang", False),
        B("bidang", "Isian khusus", "tabel", kolom=(
            B("nama", "nama"), B("label", "label"), B("jenis", "jenis", "pilihan", pilihan=JENIS_BIDANG), B("wajib", "wajib", "centang", False),
            B("petunjuk", "petunjuk", wajib=False), B("sumber", "sumber", "pilihan", False, pilihan={"pekerjaan": "Pekerjaan", "hubungan": "Hubungan dalam keluarga", "anggota": "Anggota keluarga"}),
            B("pilihan", "pilihan", "pasangan", False),
        )),
    )),
    Skema("alasan_segera", "Alasan paket segera", "Keadaan yang tidak dapat menunggu musyawarah dan jadwal, dan buktinya.", (
        LABEL, B("petunjuk", "Petunjuk", wajib=False),
        B("jenis", "Jenis usulan yang boleh", "daftar", False, rujukan="jenis_usulan", petunjuk="Kosong berarti semua."),
        B("bukti", "Bukti yang wajib", "daftar", rujukan="jenis_lampiran"),
        B("bukti_sekali", "Satu bukti cukup untuk seluruh paket", "centang", False), AKTIF,
    )),
    Skema("alasan_hapus", "Alasan usul hapus", "Alasan dan bukti yang diminta untuk tiap alasan.", (
        LABEL, B("cakupan", "Usulan cakupan", "pilihan", pilihan=CAKUPAN),
        B("bukti", "Bukti yang wajib", "daftar", False, rujukan="jenis_lampiran"), TEKS_WAJIB, AKTIF,
    )),
    Skema("alasan_tidak_disepakati", "Alasan tidak disepakati", "Alasan musyawarah tidak menyepakati usulan.", ALASAN),
    Skema("alasan_tunda", "Alasan ditunda", "Alasan usulan ditunda ke musyawarah berikutnya.", ALASAN),
    Skema("alasan_kembali", "Alasan dikembalikan", "Tanda yang diberikan penelaah saat mengembalikan paket.", (
        LABEL, B("lingkup", "Ditandai pada", "pilihan", pilihan={"paket": "Paket", "usulan": "Nama", "semua": "Paket atau nama"}), TEKS_WAJIB, AKTIF,
    )),
    Skema("ralat", "Bidang yang dapat diralat", "Salah ketik yang boleh dibetulkan dengan lembar perubahan daftar, tanpa musyawarah baru.", (
        LABEL, AKTIF,
    ), kode={
        "nama": "Nama", "nik": "NIK", "no_kk": "Nomor KK", "tempat_lahir": "Tempat lahir", "tanggal_lahir": "Tanggal lahir",
        "jenis_kelamin": "Jenis kelamin", "nama_ibu": "Nama ibu kandung", "alamat": "Alamat", "rt": "RT", "rw": "RW",
    }),
    Skema("alasan_gugur", "Alasan gugur", "Mengapa nama pada daftar yang sudah disepakati tidak lagi dapat diteruskan, dan buktinya.", (
        LABEL, B("bukti", "Bukti yang wajib", "daftar", False, rujukan="jenis_lampiran"), TEKS_WAJIB, AKTIF,
    )),
    Skema("alasan_tidak_layak", "Alasan tidak layak", "Alasan verifikator menyatakan tidak layak.", ALASAN),
    Skema("hubungan_perangkat", "Hubungan dengan perangkat", "Ditanyakan untuk setiap usulan dan dicetak dalam berita acara.", (
        LABEL, B("dicatat", "Dicetak dalam berita acara", "centang", False), AKTIF,
    )),
    Skema("kolom_impor", "Profil kolom impor", "Judul kolom lembar kerja yang berbeda dari susunan baku, untuk impor registri.", (
        LABEL, B("judul", "Padanan judul kolom", "peta", petunjuk="Satu baris untuk satu judul: judul di lembar = kolom baku."), AKTIF,
    ), kelompok="Dasar"),
    Skema("jenis_lampiran", "Jenis lampiran", "Bukti dan foto yang dikenal sistem.", (
        LABEL, B("foto", "Diambil dengan kamera", "centang", False),
        B("lingkup", "Milik", "pilihan", pilihan={"usulan": "Usulan", "paket": "Paket"}), B("petunjuk", "Petunjuk", wajib=False), AKTIF,
    ), kelompok="Lampiran"),
    Skema("lampiran_usulan", "Lampiran tiap usulan", "Bukti yang wajib untuk tiap jenis usulan.", (
        B("wajib", "Wajib", "daftar", False, rujukan="jenis_lampiran"),
        B("dewasa", "Wajib bila berusia 17 tahun ke atas", "daftar", False, rujukan="jenis_lampiran"),
        B("boleh", "Boleh disertakan", "daftar", False, rujukan="jenis_lampiran"),
    ), rujukan_kode="jenis_usulan", kelompok="Lampiran"),
    Skema("lampiran_paket", "Lampiran tiap paket", "Foto dan dokumen yang harus ada saat paket diajukan.", (
        B("foto", "Foto yang wajib", "daftar", False, rujukan="jenis_lampiran"),
        B("dokumen", "Dokumen yang harus ditandatangani", "daftar", False, rujukan=SEMUA_DOKUMEN),
    ), kode=DASAR_PAKET, kelompok="Lampiran"),
    Skema("penyelenggara", "Penyelenggara musyawarah", "Siapa yang mengundang dan memimpin, di desa dan di kelurahan.", (
        B("penyelenggara", "Penyelenggara", "pilihan", pilihan={"bpd": "BPD", "pemdes": "Pemerintah desa", "lurah": "Lurah"}),
        B("jenis_rapat", "Jenis rapat", "pilihan", pilihan={"musdes": "Musyawarah desa", "muskel": "Musyawarah kelurahan"}),
        B("nama_rapat", "Nama rapat"), B("singkatan", "Singkatan"),
        B("pengundang", "Pengundang", "pilihan", pilihan=POS), B("label_pengundang", "Sebutan pengundang"),
        B("pimpinan", "Pimpinan", "pilihan", pilihan=POS), B("label_pimpinan", "Sebutan pimpinan"),
        B("kop", "Kop surat", "pilihan", pilihan={"bpd": "BPD", "desa": "Pemerintah desa/kelurahan"}),
    ), kode=JENIS_WILAYAH, kelompok="Musyawarah"),
    Skema("unsur_musyawarah", "Unsur musyawarah", "Kelompok warga yang diundang dan dihitung kehadirannya.", (
        LABEL, B("di", "Ada di", "daftar", pilihan=JENIS_WILAYAH), B("saksi", "Dapat menjadi saksi", "centang", False), AKTIF,
    ), kelompok="Musyawarah"),
    Skema("kuorum", "Kuorum", "Bagian undangan yang harus hadir.", (
        B("persen", "Persen undangan yang hadir", "desimal", rentang=(1, 100)), B("sifat", "Bila tidak tercapai", "pilihan", pilihan=SIFAT),
    ), kode={}, kelompok="Musyawarah"),
    Skema("jendela", "Jadwal tiap bulan", "Tanggal mulai dan akhir tiap tahap; musyawarah dan pengajuan juga untuk satu jenis usulan.", (
        LABEL, B("mulai_hari", "Mulai tanggal", "bulat", rentang=(1, 31)),
        B("akhir_hari", "Sampai tanggal", "bulat", rentang=(1, 31), petunjuk="Lebih kecil dari tanggal mulai berarti sampai bulan berikutnya."),
        B("sifat", "Di luar jadwal", "pilihan", pilihan=SIFAT),
        B("geser_libur", "Akhir yang jatuh pada hari libur bergeser ke hari kerja berikutnya", "centang", False),
    ), kode={"musyawarah": "Musyawarah", "pengajuan": "Pengajuan", "telaah": "Telaah", "verval": "Verifikasi dan validasi", "pengesahan": "Pengesahan", "siks": "Pengisian SIKS-NG"}, rujukan_kode="jenis_usulan", bercabang=("musyawarah", "pengajuan"), kelompok="Musyawarah"),
    Skema("sptjm", "Pemakaian SPTJM", "Kapan surat pernyataan boleh menggantikan musyawarah.", (
        B("aturan", "SPTJM boleh dipakai", "pilihan", pilihan=ATURAN_SPTJM), B("bulan", "Batas bulan", "bulat", rentang=(1, 24)),
    ), kode={}, kelompok="Musyawarah"),
    Skema("penanda_tangan", "Penanda tangan", "Siapa menandatangani naskah apa, dan pada tahap mana tanda tangannya diminta.", (
        B("penanda", "Penanda tangan berurutan", "tabel", False, kolom=(
            B("jabatan", "jabatan", "pilihan", pilihan=POS), B("label", "sebutan"), B("gerbang", "tahap", "pilihan", pilihan=GERBANG), B("wajib", "wajib", "centang", False),
            B("atas_nama", "a.n.", "pilihan", False, pilihan=POS), B("untuk_beliau", "u.b.", "pilihan", False, pilihan=POS), B("meterai", "meterai", "centang", False),
        )),
    ), rujukan_kode=SEMUA_DOKUMEN, kelompok="Naskah"),
    Skema("pejabat", "Nama pejabat", "Nama pemegang jabatan yang tidak mempunyai akun, misalnya ketua BPD.", (
        B("nama", "Nama"), B("nip", "NIP/NIPD", wajib=False), B("nomor_sk", "Nomor SK", wajib=False), B("pangkat", "Pangkat/golongan", wajib=False),
    ), kode=POS, kelompok="Naskah"),
    Skema("pejabat_masuk", "Pejabat masuk sendiri", "Bila tidak, petugas unitnya mencatat keputusan dari kertas yang ditandatangani pejabat dan sudah dipindai.", (
        B("masuk", "Pejabat masuk untuk memutuskan", "pilihan", pilihan={"ya": "Ya, masuk sendiri", "tidak": "Tidak, dicatat dari kertas bertanda tangan"}),
    ), kode={"kepala_desa": "Kepala desa/lurah", "camat": "Camat", "kepala_dinsos": "Kepala Dinas Sosial", "kepala_daerah": "Kepala daerah"}, kelompok="Naskah"),
    Skema("cara_tanda_tangan", "Cara menandatangani", "Cara pejabat unit ini menandatangani naskah. Tanda tangan basah pada kertas selalu tetap dapat dipakai.", (
        B("cara", "Cara", "pilihan", pilihan={"basah": "Tanda tangan basah, dipindai", "sertifikat": "Elektronik, sertifikat kabupaten/kota", "bsre": "Elektronik, BSrE"}),
    ), kode={}, kelompok="Naskah"),
    Skema("diinput_oleh", "Pengetik untuk desa", "Desa tanpa jaringan mengisi formulir bertanda tangan, lalu petugas tingkat di atasnya mengetikkannya.", (
        B("peran", "Paket diketik oleh", "pilihan", pilihan={"operator_desa": "Operator desa/kelurahan sendiri", "operator_kecamatan": "Operator kecamatan", "verifikator_dinsos": "Verifikator Dinas Sosial"}),
    ), kode={}, kelompok="Usulan"),
    Skema("kop", "Kop surat", "Kepala surat tiap unit. Tanpa baris di sini, kop disusun dari nama wilayah.", KOP, kode={
        "desa": "Pemerintah desa/kelurahan", "bpd": "BPD", "kecamatan": "Kecamatan", "dinsos": "Dinas Sosial",
        "kepala_daerah": "Bupati/wali kota", "provinsi": "Provinsi",
    }, kelompok="Naskah"),
    Skema("nomor", "Nomor naskah", "Cara memberi nomor. Baris tanpa kode berlaku untuk semua naskah.", (
        B("mode", "Cara", "pilihan", pilihan=MODE_NOMOR),
        B("format", "Pola", wajib=False, petunjuk="Tanda yang dikenal: {klasifikasi} {urut} {urut:3} {unit} {romawi} {tahun}."),
        B("klasifikasi", "Kode klasifikasi", wajib=False),
    ), rujukan_kode=SEMUA_DOKUMEN, kelompok="Naskah"),
    Skema("tempat", "Tempat penetapan", "Nama tempat sebelum tanggal pada surat kantor kabupaten/kota dan provinsi.", (
        B("nama", "Nama tempat"),
    ), kode={}, kelompok="Naskah"),
    Skema("kertas", "Ukuran kertas", "Baris tanpa kode berlaku untuk semua naskah.", (
        B("ukuran", "Ukuran", "pilihan", pilihan=KERTAS),
    ), rujukan_kode=SEMUA_DOKUMEN, kelompok="Naskah"),
    Skema("susunan_naskah", "Susunan naskah", "Sebutan dan banyaknya yang berbeda di tiap daerah.", (
        B("sebutan_telaah", "Judul berita acara kecamatan", petunjuk="Misalnya Berita Acara Telaah atau Berita Acara Verifikasi."),
        B("hadir_kosong", "Baris kosong pada daftar hadir", "bulat", rentang=(0, 60), petunjuk="Untuk peserta yang belum tercantum."),
        B("rangkap", "Rangkap berita acara musyawarah", "bulat", rentang=(1, 20)),
    ), kode={}, kelompok="Naskah"),
    Skema("tembusan", "Tembusan", "Penerima tembusan tiap naskah.", (
        B("daftar", "Tembusan", "daftar", False, petunjuk="Tanda yang dikenal: {kecamatan} {kabupaten} {provinsi}."),
    ), rujukan_kode=SEMUA_DOKUMEN, kelompok="Naskah"),
    Skema("jalur", "Jalur usulan", "Dari mana usulan dapat berasal selain musyawarah, dan apa yang menjadi buktinya.", (
        LABEL, B("sumber", "Dokumen sumber", wajib=False),
        B("cukup_sumber", "Dokumen sumber cukup sebagai bukti", "centang", False, petunjuk="Kosong berarti bukti tiap nama tetap diminta."), AKTIF,
    )),
    Skema("siks_kolom", "Urutan isian SIKS-NG", "Urutan dan judul isian pada lembar yang disalin operator ke SIKS-NG.", (
        LABEL, B("sumber", "Isi", "pilihan", pilihan=SUMBER_SIKS), AKTIF,
    ), kelompok="Pemeriksaan"),
    Skema("butir_telaah", "Butir telaah kecamatan", "Daftar periksa yang dijawab kecamatan untuk setiap paket.", (
        LABEL, B("dasar", "Ditanyakan bila dasarnya", "daftar", pilihan=DASAR_PAKET), B("wajib", "Wajib terpenuhi", "centang", False), AKTIF,
    ), kelompok="Pemeriksaan"),
    Skema("instrumen", "Pertanyaan kelayakan", "Sistem menghitung jawaban yang menunjuk kemiskinan; orang yang memutuskan.", (
        LABEL, B("pertanyaan", "Pertanyaan", "tabel", kolom=(
            B("kode", "kode"), B("teks", "pertanyaan"), B("arah", "jawaban miskin", "pilihan", pilihan={"ya": "Ya", "tidak": "Tidak"}), B("kritis", "menentukan", "centang", False),
        )), AKTIF,
    ), kelompok="Pemeriksaan"),
    Skema("hasil_padanan", "Hasil pemadanan", "Arti setiap hasil pencocokan dengan data kependudukan.", (
        LABEL, B("lulus", "Dianggap padan", "centang", False), B("rona", "Warna", "pilihan", pilihan=RONA),
    ), kode={
        "belum": "Belum", "padan": "Padan", "padan_beda_nama": "Padan, beda nama", "tidak_ditemukan": "Tidak ditemukan",
        "meninggal": "Meninggal", "ganda": "Ganda", "dalam_perbaikan": "Dalam perbaikan",
    }, kelompok="Pemeriksaan"),
)
# fmt: on

SKEMA: dict[str, Skema] = {s.kunci: s for s in _DAFTAR_SKEMA}
KELOMPOK = tuple(dict.fromkeys(s.kelompok for s in _DAFTAR_SKEMA))
