"""Which kinds of proposal are there, what does each ask, and for which reasons may one be decided?"""

from typing import Any

from app.domain.aturan.benih.baris import Benih, tabel
from app.domain.aturan.benih.profil import DTSEN


def _bidang(
    nama: str, label: str, jenis: str = "teks", wajib: bool = False, petunjuk: str = "", **lain: Any
) -> dict[str, Any]:
    """One field of `isi.baru`: `pilihan` is a list of {nilai, label}; `sumber` names the registry's code table
    that holds them instead."""
    return {"nama": nama, "label": label, "jenis": jenis, "wajib": wajib, "petunjuk": petunjuk, **lain}


def _pilihan(**kode_label: str) -> list[dict[str, str]]:
    return [{"nilai": kode, "label": label} for kode, label in kode_label.items()]


KEADAAN = _bidang(
    "keadaan", "Keadaan keluarga", "area", wajib=True, petunjuk="Uraikan singkat mengapa keluarga ini perlu diusulkan."
)
CAKUPAN = _bidang(
    "cakupan", "Siapa yang diusulkan dihapus", "pilihan", wajib=True,
    pilihan=_pilihan(individu="Orang ini saja", keluarga="Seluruh keluarga"),
)  # fmt: skip

PENGURUS_BARU = _bidang(
    "pengurus_baru", "Kepala keluarga (pengurus) yang baru", "pilihan", sumber="anggota",
    petunjuk="Dipilih dari anggota keluarga bila yang meninggal kepala keluarganya.",
)  # fmt: skip

# fmt: off
BIDANG_PERBAIKAN = [
    _bidang("nama", "Nama lengkap", petunjuk="Sesuai KTP elektronik atau Kartu Keluarga."),
    _bidang("nik", "NIK", "angka", petunjuk="16 angka."),
    _bidang("no_kk", "Nomor Kartu Keluarga", "angka", petunjuk="16 angka."),
    _bidang("tempat_lahir", "Tempat lahir"),
    _bidang("tanggal_lahir", "Tanggal lahir", "tanggal"),
    _bidang("jenis_kelamin", "Jenis kelamin", "pilihan", pilihan=_pilihan(L="Laki-laki", P="Perempuan")),
    _bidang("nama_ibu", "Nama ibu kandung"),
    _bidang("alamat", "Alamat"),
    _bidang("rt", "RT", "angka"),
    _bidang("rw", "RW", "angka"),
    _bidang("dusun", "Dusun/lingkungan"),
    _bidang("pekerjaan", "Pekerjaan", "pilihan", sumber="pekerjaan"),
    _bidang("status_kawin", "Status perkawinan", "pilihan", pilihan=[
        {"nilai": "1", "label": "Belum kawin"}, {"nilai": "2", "label": "Kawin"},
        {"nilai": "3", "label": "Cerai hidup"}, {"nilai": "4", "label": "Cerai mati"},
    ]),
    _bidang("hubungan", "Hubungan dalam keluarga", "pilihan", sumber="hubungan",
            petunjuk="Untuk ganti pengurus, pilih Kepala keluarga pada orang yang menjadi pengurus baru."),
    _bidang("pengurus_lama", "Kepala keluarga yang lama menjadi", "pilihan", sumber="hubungan",
            petunjuk="Hubungannya dengan kepala keluarga yang baru; diisi hanya bila kepalanya diganti."),
]
KOMPONEN_PKH = _bidang("komponen", "Komponen PKH yang utama", "pilihan", wajib=True,
                       petunjuk="Komponen lain dalam keluarga ditulis pada keterangan.", pilihan=_pilihan(
    ibu_hamil="Ibu hamil atau nifas", anak_usia_dini="Anak usia 0–6 tahun", sd="Anak SD/sederajat", smp="Anak SMP/sederajat",
    sma="Anak SMA/sederajat", lansia="Lanjut usia", disabilitas="Penyandang disabilitas berat",
))
KEADAAN_KESEHATAN = _bidang("kepesertaan_kini", "Jaminan kesehatan saat ini", "pilihan", wajib=True, pilihan=_pilihan(
    belum="Belum terdaftar", mandiri="Peserta mandiri", mandiri_menunggak="Peserta mandiri, menunggak", nonaktif="Nonaktif",
))
YATIM = [
    _bidang("status_yatim", "Keadaan orang tua", "pilihan", wajib=True, pilihan=_pilihan(
        yatim="Yatim (ayah meninggal)", piatu="Piatu (ibu meninggal)", yatim_piatu="Yatim piatu (keduanya meninggal)")),
    _bidang("nama_wali", "Nama wali atau pengasuh", wajib=True),
    _bidang("hubungan_wali", "Hubungan wali dengan anak", wajib=True, petunjuk="Misalnya ibu, kakek, paman, pengurus panti."),
    _bidang("bukan_aparatur", "Wali bukan ASN, TNI, atau Polri", "centang", wajib=True),
    _bidang("bukan_pkh", "Anak tidak menerima PKH", "centang", wajib=True),
]
REAKTIVASI = [
    _bidang("alasan_layanan", "Kebutuhan layanan kesehatan", "area", wajib=True),
    _bidang("fasilitas", "Fasilitas kesehatan", wajib=True),
    _bidang("nomor_surat", "Nomor surat fasilitas kesehatan", wajib=True),
    _bidang("nonaktif_sejak", "Nonaktif sejak", "tanggal", petunjuk="Bila diketahui."),
]
HASIL_LAPANGAN = _bidang("hasil_lapangan", "Hasil kunjungan", "area", wajib=True)
DASAR_SANGGAH = _bidang("dasar_sanggah", "Dasar sanggahan", "area", wajib=True)
KONDISI = _bidang("kondisi", "Perubahan kondisi keluarga", "area", wajib=True, petunjuk="Tempat tinggal, pekerjaan, aset, atau anggota keluarga.")

_KOLOM = ("label", "label_pendek", "lampiran", "cakupan", "daftar_buka", "daftar_akhiri", "usia_maks", "instrumen", "program", "alasan", "aktif", "bidang")
JENIS_USULAN = tabel("jenis_usulan", _KOLOM, {
    "tambah":               ("Usul tambah data",                 "Tambah",        "A", "individu", "register", [], None, True,  True,  "", True,  [KEADAAN]),
    "hapus":                ("Usul hapus data",                  "Hapus",         "B", "individu", "", ["register", "pkh", "bpnt", "pbi", "yapi"], None, False, False, "alasan_hapus", True,
                             [CAKUPAN, _bidang("tanggal_kejadian", "Tanggal kejadian", "tanggal"), PENGURUS_BARU]),
    "perbaikan":            ("Perbaikan data",                   "Perbaikan",     "C", "individu", "", [], None, False, False, "", True,  BIDANG_PERBAIKAN),
    "bansos_pkh":           ("Usul bantuan PKH",                 "PKH",           "A", "keluarga", "pkh",  [], None, True,  False, "", True,  [KOMPONEN_PKH, KEADAAN]),
    "bansos_bpnt":          ("Usul bantuan BPNT/Sembako",        "BPNT",          "A", "keluarga", "bpnt", [], None, True,  False, "", True,  [KEADAAN]),
    "bansos_pbi":           ("Usul PBI Jaminan Kesehatan",       "PBI-JK",        "A", "individu", "pbi",  [], None, True,  False, "", True,  [KEADAAN_KESEHATAN, KEADAAN]),
    "atensi_yapi":          ("Usul ATENSI yatim piatu",          "YAPI",          "A", "individu", "yapi", [], 18,   False, False, "", True,  [*YATIM]),
    "reaktivasi_pbi":       ("Reaktivasi PBI Jaminan Kesehatan", "Reaktivasi",    "A", "individu", "pbi",  [], None, False, False, "", True,  [*REAKTIVASI]),
    "hapus_bansos":         ("Usul penghentian bantuan",         "Henti bansos",  "B", "individu", "", ["pkh", "bpnt", "pbi", "yapi"], None, False, True,  "alasan_hapus", True, [KEADAAN]),
    "pemutakhiran_keluarga": ("Pemutakhiran kondisi keluarga",   "Pemutakhiran",  "C", "keluarga", "", [], None, True,  False, "", True,  [KONDISI]),
    "ground_check":         ("Pemeriksaan lapangan",             "Cek lapangan",  "C", "keluarga", "", [], None, True,  False, "", True,  [HASIL_LAPANGAN]),
    "sanggah_kelayakan":    ("Sanggahan kelayakan",              "Sanggah",       "C", "keluarga", "", [], None, True,  False, "", True,  [DASAR_SANGGAH]),
})
# What a village may propose only since the register ranks families: the answer is a desil, not a yes.
HANYA_DTSEN = ("pemutakhiran_keluarga", "ground_check", "sanggah_kelayakan")
JENIS_USULAN = [
    b._replace(isi=b.isi | ({"hasil": "desil", "profil": [DTSEN]} if b.kode in HANYA_DTSEN else {"hasil": "", "profil": []}))
    for b in JENIS_USULAN
]

# bukti: codes of jenis_lampiran, all of them; cakupan: what the form proposes.
ALASAN_HAPUS = tabel("alasan_hapus", ("label", "cakupan", "bukti", "teks_wajib"), {
    "meninggal":             ("Meninggal dunia",                              "individu", ["AKTA_KEMATIAN"], False),
    "pindah":                ("Pindah domisili ke luar wilayah",              "keluarga", ["SURAT_PINDAH"], False),
    "tidak_ditemukan_alamat": ("Alamat tidak ditemukan",                      "keluarga", ["FOTO_LOKASI"], True),
    "tidak_ditemukan_orang": ("Orang tidak ditemukan",                        "individu", ["SURAT_KETERANGAN"], True),
    "mampu":                 ("Sudah mampu",                                  "keluarga", ["FOTO_RUMAH_DEPAN"], False),
    "ganda":                 ("Data ganda",                                   "individu", ["KK"], True),
    "bantuan_ganda":         ("Sudah menerima bantuan lain",                  "keluarga", [], True),
    "asn_tni_polri":         ("Bekerja sebagai ASN, TNI, atau Polri",         "keluarga", [], False),
    "keluarga_asn_tni_polri": ("Anggota keluarga bekerja sebagai ASN, TNI, atau Polri", "keluarga", [], True),
    "pensiunan":             ("Pensiunan ASN, TNI, atau Polri",               "keluarga", [], False),
    "gaji_apbn_apbd":        ("Berpenghasilan rutin dari APBN atau APBD",     "keluarga", [], True),
    "perangkat_desa":        ("Kepala desa, perangkat desa, atau anggota BPD", "keluarga", [], False),
    "guru_sertifikasi":      ("Guru bersertifikasi",                          "keluarga", [], False),
    "nakes":                 ("Tenaga kesehatan berpenghasilan tetap",        "keluarga", [], False),
    "pengurus_perusahaan":   ("Tercatat sebagai pengurus perusahaan",         "keluarga", [], True),
    "upah_umk":              ("Upah di atas upah minimum",                    "keluarga", [], True),
    "listrik_besar":         ("Daya listrik 900 VA nonsubsidi atau lebih",    "keluarga", ["REK_LISTRIK"], False),
    "aset":                  ("Memiliki rumah mewah, kebun, atau lahan luas", "keluarga", ["FOTO_RUMAH_DEPAN"], True),
    "roda4":                 ("Memiliki kendaraan roda empat",                "keluarga", ["FOTO_RUMAH_DEPAN"], True),
    "menolak":               ("Menolak menerima bantuan",                     "keluarga", ["SURAT_MUNDUR"], False),
    "mengundurkan_diri":     ("Mengundurkan diri",                            "keluarga", ["SURAT_MUNDUR"], False),
    "nik_tidak_padan":       ("NIK tidak padan atau tidak aktif",             "individu", [], True),
    "tidak_berhak_hukum":    ("Tidak memenuhi syarat menurut hukum",          "individu", [], True),
    "judi_online":           ("Terindikasi judi daring",                      "keluarga", [], True),
    "pekerjaan":             ("Pekerjaan tidak sesuai kriteria",              "keluarga", [], True),
    "lainnya":               ("Alasan lain",                                  "individu", ["SURAT_KETERANGAN"], True),
})

# lingkup: whether the mark sits on the packet, on a proposal, or on either.
ALASAN_KEMBALI = tabel("alasan_kembali", ("label", "lingkup", "teks_wajib"), {
    "ba_tidak_lengkap":          ("Berita acara tidak lengkap",                            "paket",  False),
    "ba_belum_ttd":              ("Berita acara belum ditandatangani lengkap",             "paket",  False),
    "daftar_hadir_kurang":       ("Daftar hadir kurang atau tidak terbaca",                "paket",  False),
    "foto_musdes_tidak_ada":     ("Foto musyawarah tidak ada atau tidak jelas",            "paket",  False),
    "publikasi_tidak_ada":       ("Bukti pengumuman hasil tidak ada",                      "paket",  False),
    "sptjm_tidak_ada":           ("SPTJM tidak ada atau belum ditandatangani",             "paket",  False),
    "nik_tidak_padan":           ("NIK tidak padan dengan data kependudukan",              "usulan", False),
    "kk_tidak_cocok":            ("Nomor KK tidak cocok",                                  "usulan", False),
    "nama_beda_dukcapil":        ("Nama berbeda dari data kependudukan",                   "usulan", False),
    "ganda_usulan":              ("Diusulkan lebih dari satu kali",                        "usulan", False),
    "sudah_terdaftar":           ("Sudah tercatat",                                        "usulan", False),
    "foto_rumah_tidak_jelas":    ("Foto rumah tidak jelas",                                "usulan", False),
    "koordinat_di_luar_wilayah": ("Lokasi foto di luar wilayah",                           "usulan", False),
    "kriteria_tidak_terpenuhi":  ("Kriteria belum tampak terpenuhi",                       "usulan", True),
    "alasan_hapus_tanpa_bukti":  ("Alasan hapus belum disertai bukti",                     "usulan", False),
    "salah_wilayah":             ("Warga tercatat di wilayah lain",                        "usulan", False),
    "lewat_batas_waktu":         ("Diajukan melewati batas waktu",                         "paket",  False),
    "lainnya":                   ("Alasan lain",                                           "semua",  True),
})

_LABEL_TEKS = ("label", "teks_wajib")
ALASAN_TUNDA = tabel("alasan_tunda", _LABEL_TEKS, {
    "data_belum_lengkap": ("Data atau bukti belum lengkap", False),
    "perlu_kunjungan":    ("Perlu kunjungan rumah lebih dahulu", False),
    "perlu_padanan":      ("Identitas perlu dicocokkan lebih dahulu", False),
    "tidak_dapat_ditemui": ("Yang bersangkutan belum dapat ditemui", False),
    "dibahas_lagi":       ("Perlu dibahas dalam musyawarah berikutnya", False),
    "lainnya":            ("Alasan lain", True),
})
ALASAN_TIDAK_DISEPAKATI = tabel("alasan_tidak_disepakati", _LABEL_TEKS, {
    "dinilai_mampu":      ("Musyawarah menilai keluarga mampu", False),
    "bukan_penduduk":     ("Bukan penduduk setempat", False),
    "sudah_dibantu":      ("Sudah menerima bantuan sejenis", False),
    "masih_layak":        ("Musyawarah menilai masih layak (usul hapus ditolak)", False),
    "aparatur":           ("Aparatur atau keluarga aparatur", False),
    "data_tidak_benar":   ("Data yang diusulkan tidak benar", True),
    "lainnya":            ("Alasan lain", True),
})
ALASAN_TIDAK_LAYAK = tabel("alasan_tidak_layak", _LABEL_TEKS, {
    "kriteria_tidak_terpenuhi": ("Kriteria tidak terpenuhi", True),
    "dinilai_mampu":      ("Hasil pemeriksaan menunjukkan keluarga mampu", False),
    "aparatur":           ("ASN, TNI, Polri, atau perangkat desa dalam keluarga", False),
    "nik_tidak_padan":    ("NIK tidak padan dan tidak dapat diperbaiki", False),
    "ganda":              ("Data atau usulan ganda", False),
    "sudah_terdaftar":    ("Sudah tercatat atau sudah menerima", False),
    "tidak_ditemukan":    ("Tidak ditemukan saat pemeriksaan", False),
    "meninggal":          ("Meninggal dunia", False),
    "pindah":             ("Pindah ke luar wilayah", False),
    "bukti_tidak_cukup":  ("Bukti tidak cukup", True),
    "masih_layak":        ("Masih layak menerima (usul hapus ditolak)", True),
    "lainnya":            ("Alasan lain", True),
})
# fmt: on

BARIS: list[Benih] = [
    *JENIS_USULAN,
    *ALASAN_HAPUS,
    *ALASAN_KEMBALI,
    *ALASAN_TUNDA,
    *ALASAN_TIDAK_DISEPAKATI,
    *ALASAN_TIDAK_LAYAK,
]
