"""Which attachments are there, and what must a proposal or a packet carry?"""

from app.domain.aturan.benih.baris import Benih, tabel

# fmt: off
# foto: taken with a camera, so its place and time are kept and shown.
JENIS_LAMPIRAN = tabel("jenis_lampiran", ("label", "foto", "lingkup", "petunjuk"), {
    "KTP":              ("KTP elektronik", False, "usulan", "Foto atau pindaian kartu asli, tulisan terbaca."),
    "KK":               ("Kartu Keluarga", False, "usulan", "Seluruh halaman terlihat."),
    "FOTO_RUMAH_DEPAN": ("Foto rumah tampak depan", True, "usulan", "Seluruh muka rumah terlihat; nyalakan lokasi pada kamera."),
    "FOTO_RUMAH_DALAM": ("Foto rumah bagian dalam", True, "usulan", "Ruang utama; lantai dan dinding terlihat."),
    "FOTO_LOKASI":      ("Foto lokasi", True, "usulan", "Tempat yang tercatat sebagai alamat; nyalakan lokasi pada kamera."),
    "REK_LISTRIK":      ("Rekening atau meteran listrik", False, "usulan", "Daya listrik terbaca."),
    "AKTA_KEMATIAN":    ("Akta atau surat keterangan kematian", False, "usulan", "Dari Disdukcapil, rumah sakit, atau desa/kelurahan."),
    "AKTA_LAHIR":       ("Akta kelahiran", False, "usulan", ""),
    "KTP_WALI":         ("KTP elektronik wali", False, "usulan", "KTP wali atau pengasuh anak."),
    "SURAT_PINDAH":     ("Surat keterangan pindah", False, "usulan", "Surat pindah (SKPWNI) atau keterangan desa/kelurahan."),
    "SURAT_MUNDUR":     ("Surat pengunduran diri", False, "usulan", "Ditandatangani yang bersangkutan."),
    "SURAT_KETERANGAN": ("Surat keterangan desa/kelurahan", False, "usulan", ""),
    "SURAT_FASKES":     ("Surat fasilitas kesehatan", False, "usulan", "Menerangkan kebutuhan layanan segera."),
    "SURAT_BENCANA":    ("Surat keterangan bencana", False, "usulan", "Dari BPBD atau instansi penanggulangan bencana."),
    "FORMULIR":         ("Formulir usulan bertanda tangan", False, "usulan", "Formulir kertas yang diisi warga atau ketua RT."),
    "FOTO_MUSDES":      ("Foto musyawarah", True, "paket", "Peserta dan ruang musyawarah terlihat; nyalakan lokasi pada kamera."),
    "PUBLIKASI":        ("Bukti pengumuman hasil", True, "paket", "Foto papan pengumuman atau tangkapan layar situs desa."),
})

# dewasa: asked only of persons of 17 and above; boleh: offered, not asked.
LAMPIRAN_USULAN = tabel("lampiran_usulan", ("wajib", "dewasa", "boleh"), {
    "tambah":         (["KK", "FOTO_RUMAH_DEPAN", "FOTO_RUMAH_DALAM"], ["KTP"], ["REK_LISTRIK", "FORMULIR"]),
    "hapus":          ([], [], ["SURAT_KETERANGAN", "FORMULIR"]),
    "perbaikan":      (["KK"], [], ["KTP", "AKTA_LAHIR", "FORMULIR"]),
    "bansos_pkh":     (["KK", "FOTO_RUMAH_DEPAN"], ["KTP"], ["FOTO_RUMAH_DALAM", "REK_LISTRIK", "FORMULIR"]),
    "bansos_bpnt":    (["KK", "FOTO_RUMAH_DEPAN"], ["KTP"], ["FOTO_RUMAH_DALAM", "REK_LISTRIK", "FORMULIR"]),
    "bansos_pbi":     (["KK"], ["KTP"], ["FOTO_RUMAH_DEPAN", "SURAT_FASKES", "FORMULIR"]),
    "atensi_yapi":    (["KK", "AKTA_LAHIR", "AKTA_KEMATIAN", "KTP_WALI"], [], ["FOTO_RUMAH_DEPAN", "FORMULIR"]),
    "reaktivasi_pbi": (["KK", "SURAT_FASKES"], ["KTP"], []),
    "hapus_bansos":   ([], [], ["SURAT_KETERANGAN"]),
    "pemutakhiran_keluarga": (["KK", "FOTO_RUMAH_DEPAN"], [], ["FOTO_RUMAH_DALAM"]),
    "ground_check":   (["FOTO_RUMAH_DEPAN", "FOTO_RUMAH_DALAM"], [], []),
    "sanggah_kelayakan": (["FOTO_RUMAH_DEPAN"], [], ["SURAT_KETERANGAN"]),
})

# kode: what the packet rests on; foto: uploaded with the meeting; dokumen: papers whose signatures the village's gate asks for.
LAMPIRAN_PAKET = tabel("lampiran_paket", ("foto", "dokumen"), {
    "musyawarah":            (["FOTO_MUSDES", "PUBLIKASI"], ["ba_musyawarah", "daftar_hadir", "lampiran", "surat_pengantar"]),
    "musyawarah_sebelumnya": ([], ["ba_musyawarah", "lampiran", "surat_pengantar"]),
    "sptjm":                 ([], ["sptjm", "lampiran", "surat_pengantar"]),
    "nihil":                 ([], ["pernyataan_nihil"]),
    "daftar_kabupaten":      ([], []),
})
# fmt: on

BARIS: list[Benih] = [*JENIS_LAMPIRAN, *LAMPIRAN_USULAN, *LAMPIRAN_PAKET]
