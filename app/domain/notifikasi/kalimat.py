"""In which words is a step told to those whom it concerns?"""

from app.domain.akses.aksi import Aksi

# {nama_objek} is “Paket Desa Slawi Kulon (USL/…)”. Never a resident's name or number: notices travel.
KALIMAT: dict[str, str] = {
    Aksi.PAKET_BUAT: "{nama_objek} mulai disusun.",
    Aksi.PAKET_SIAPKAN_MUSYAWARAH: "{nama_objek} siap dibawa ke musyawarah.",
    Aksi.PAKET_CATAT_MUSYAWARAH: "Hasil musyawarah {nama_objek} sudah dicatat. Periksa, tanda tangani, lalu ajukan.",
    Aksi.PAKET_PAKAI_MUSYAWARAH: "{nama_objek} memakai hasil musyawarah sebelumnya. Periksa, lalu ajukan.",
    Aksi.PAKET_PAKAI_SPTJM: "{nama_objek} memakai SPTJM. Periksa, tanda tangani, lalu ajukan.",
    Aksi.PAKET_PAKAI_NIHIL: "{nama_objek} dinyatakan nihil. Tanda tangani surat pernyataannya, lalu ajukan.",
    Aksi.PAKET_BUKA: "{nama_objek} dibuka kembali untuk diperbaiki.",
    Aksi.PAKET_BUKA_VERVAL: "Hasil verifikasi {nama_objek} dibuka kembali.",
    Aksi.PAKET_AJUKAN: "{nama_objek} diajukan dan menunggu telaah.",
    Aksi.PAKET_TARIK_KEMBALI: "{nama_objek} ditarik kembali oleh desa sebelum ditelaah.",
    Aksi.PAKET_TERUSKAN: "{nama_objek} sudah ditelaah kecamatan dan diteruskan ke Dinas Sosial.",
    Aksi.PAKET_LAMPAUI_KECAMATAN: "{nama_objek} diteruskan Kepala Dinas Sosial tanpa menunggu telaah kecamatan.",
    Aksi.PAKET_KEMBALIKAN: "{nama_objek} dikembalikan untuk diperbaiki. Buka untuk melihat alasannya.",
    Aksi.PAKET_PISAHKAN: "Sebagian usulan {nama_objek} dipisahkan ke paket tersendiri.",
    Aksi.PAKET_AJUKAN_ULANG: "{nama_objek} diajukan ulang setelah diperbaiki.",
    Aksi.PAKET_SUSUN_ULANG: "{nama_objek} disusun ulang dari awal.",
    Aksi.PAKET_SETUJUI_VERVAL: "{nama_objek} selesai diverifikasi dan menunggu pengesahan.",
    Aksi.PAKET_SAHKAN: "{nama_objek} sudah disahkan.",
    Aksi.PAKET_CATAT_HASIL: "Hasil dari pusat untuk {nama_objek} sudah lengkap; paket selesai.",
    Aksi.PAKET_TUTUP: "{nama_objek} ditutup karena tidak ada lagi usulan yang berjalan.",
    Aksi.PAKET_MINTA_TANGGAPAN: "{nama_objek} dari Dinas Sosial menunggu tanggapan desa atas setiap nama.",
    Aksi.PAKET_TANGGAPI: "Desa/kelurahan menanggapi {nama_objek}.",
    Aksi.PAKET_LANJUTKAN: "Tanggapan atas {nama_objek} sudah ditutup; verifikasi dilanjutkan.",
    Aksi.PAKET_BATALKAN: "{nama_objek} dibatalkan oleh desa.",
    Aksi.PAKET_HENTIKAN: "{nama_objek} dihentikan Kepala Dinas Sosial. Buka untuk melihat alasannya.",
    Aksi.PAKET_KEBERATAN: "Pejabat menyatakan keberatan atas keputusan yang dicatat pada {nama_objek}. Buka dan jawab.",
    Aksi.PAKET_JAWAB_KEBERATAN: "Keberatan pejabat pada {nama_objek} sudah dijawab.",
    Aksi.PAKET_JAWAB_KEBERATAN_NIHIL: "Keberatan pejabat atas pernyataan nihil {nama_objek} sudah dijawab.",
    Aksi.PAKET_IZINKAN_SATU_TANGAN: "Untuk {nama_objek}, satu orang dengan dua jabatan diizinkan melangkah.",
    Aksi.BUNDEL_TERBITKAN_TELAAH: "{nama_objek} (berita acara telaah) terbit dan menunggu tanda tangan camat.",
    Aksi.BUNDEL_TERBITKAN_VERVAL: "{nama_objek} (berita acara verval) terbit dan menunggu Kepala Dinas Sosial.",
    Aksi.BUNDEL_TERBITKAN_PENGESAHAN: "{nama_objek} (surat pengesahan) terbit dan menunggu kepala daerah.",
    Aksi.BUNDEL_PUTUSKAN_TELAAH: "{nama_objek} (telaah) sudah diputus camat.",
    Aksi.BUNDEL_PUTUSKAN_VERVAL: "{nama_objek} (verval) sudah diputus Kepala Dinas Sosial.",
    Aksi.BUNDEL_PUTUSKAN_PENGESAHAN: "{nama_objek} (pengesahan) sudah ditandatangani kepala daerah.",
    Aksi.BUNDEL_BUKA_TELAAH: "{nama_objek} (telaah) dibuka kembali.",
    Aksi.BUNDEL_BUKA_VERVAL: "{nama_objek} (verval) dibuka kembali.",
    Aksi.BUNDEL_BUKA_PENGESAHAN: "{nama_objek} (pengesahan) dibuka kembali.",
    Aksi.BUNDEL_BUKA_TERPAKSA: "{nama_objek} dibuka kembali karena satu paketnya harus melangkah; terbitkan ulang.",
    Aksi.LAPORAN_TERBITKAN: "{nama_objek} terbit dan menunggu tanda tangan kepala daerah.",
    Aksi.LAPORAN_GANTIKAN: "{nama_objek} digantikan laporan yang lebih baru.",
    Aksi.LAPORAN_BATALKAN: "{nama_objek} dibatalkan. Buka untuk melihat alasannya.",
    Aksi.USULAN_MINTA_PERUBAHAN: "Ada permintaan perubahan pada {nama_objek}.",
    Aksi.USULAN_TERIMA_PERUBAHAN: "Permintaan perubahan pada {nama_objek} diterima.",
    Aksi.USULAN_TERIMA_PENARIKAN: "Penarikan {nama_objek} diterima.",
    Aksi.USULAN_GUGURKAN: "{nama_objek} gugur.",
    Aksi.USULAN_TOLAK_PERUBAHAN: "Permintaan perubahan pada {nama_objek} ditolak. Buka untuk melihat alasannya.",
    Aksi.USULAN_NILAI_LAYAK: "{nama_objek} dinilai layak.",
    Aksi.USULAN_NILAI_TIDAK_LAYAK: "{nama_objek} dinilai tidak layak. Buka untuk melihat alasannya.",
    Aksi.USULAN_CATAT_HASIL: "Ada jawaban pusat untuk {nama_objek}.",
    Aksi.DOKUMEN_UNGGAH_PINDAIAN: "Pindaian {nama_objek} menunggu pemeriksaan.",
    Aksi.DOKUMEN_TANDA_TANGANI: "{nama_objek} sudah ditandatangani.",
    Aksi.DOKUMEN_SEGEL: "{nama_objek} sudah disegel secara elektronik.",
    Aksi.DOKUMEN_KONFIRMASI: "Tanda tangan pada {nama_objek} sudah dikonfirmasi.",
    Aksi.DOKUMEN_TOLAK_PINDAIAN: "Pindaian {nama_objek} ditolak. Buka untuk melihat alasannya, lalu unggah ulang.",
}
KALIMAT["keputusan.dicatat"] = (
    "Keputusan yang Anda tanda tangani di kertas pada {nama_objek} sudah dicatat. "
    "Bila tidak sesuai, nyatakan keberatan."
)
KALIMAT["mutasi.tanya"] = (
    "Wilayah lain mencatat warga {nama_objek} pindah ke sana. Jawab pada halaman Mutasi sebelum tenggat."
)
KALIMAT["mutasi.jawab"] = "Pertanyaan pindah masuk dari {nama_objek} sudah dijawab. Lihat halaman Mutasi."
KALIMAT["mutasi.lewat"] = (
    "Pertanyaan pindah masuk kepada {nama_objek} belum dijawab sampai tenggatnya. Putuskan pada halaman Mutasi."
)
KALIMAT["paket.segera"] = (
    "{nama_objek} diajukan segera, langsung ke Dinas Sosial. Kecamatan menerima tembusan, tanpa langkah telaah; camat "
    "menandatangani “Mengetahui” pada SPTJM-nya sebelum pengesahan."
)
KALIMAT["penugasan.desa"] = "Kecamatan menetapkan atau mengakhiri penugasan di {nama_objek}. Periksa bila perlu."
KALIMAT["sandi.desa"] = (
    "Kecamatan mengatur ulang kata sandi akun di {nama_objek}. Bila pemilik akunnya tidak memintanya, atau tidak "
    "menerima kata sandi sekali pakainya, segera beri tahu admin."
)
LAIN = "Ada langkah baru pada {nama_objek}."

# Noun of the audit name -> how people call it. The address is the same noun.
OBJEK = {
    "paket": "Paket",
    "bundel": "Berkas bersama",
    "laporan": "Laporan kepada gubernur",
    "usulan": "Usulan",
    "dokumen": "Dokumen",
    "rapat": "Rapat",
    "pengguna": "",
    "akun": "",
    "mutasi": "",
}


def nama_objek(objek: str, nomor: str, wilayah: str) -> str:
    """`Paket Desa Slawi Kulon (USL/33.28.10.2004/2026-11/1)` for `paket:12`."""
    jenis = objek.partition(":")[0]
    return " ".join(bagian for bagian in (OBJEK.get(jenis, "Data"), wilayah, f"({nomor})" if nomor else "") if bagian)


def kalimat(aksi: str, nama: str) -> str:
    """The sentence of a step, fit for its column."""
    return KALIMAT.get(aksi, LAIN).format(nama_objek=nama)[:300]


def tautan(objek: str) -> str:
    """`/paket/12` for `paket:12`; empty for what has no page."""
    jenis, _, nomor = objek.partition(":")
    if jenis == "mutasi":
        return "/registri/mutasi"
    if jenis == "akun":
        return "/akun"
    if jenis == "pengguna" and nomor.isdigit():
        return f"/admin/pengguna/{nomor}"
    return f"/{jenis}/{nomor}" if jenis in OBJEK and nomor.isdigit() else ""
