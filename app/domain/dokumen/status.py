"""Which kinds and states of paper are there?"""

import enum


class StatusDokumen(enum.StrEnum):
    TERBIT = "terbit"
    BERTANDA_TANGAN = "bertanda_tangan"
    TERKONFIRMASI = "terkonfirmasi"
    BATAL = "batal"
    DIGANTIKAN = "digantikan"


TIDAK_BERLAKU = (StatusDokumen.BATAL, StatusDokumen.DIGANTIKAN)
LABEL_STATUS_DOKUMEN = {
    StatusDokumen.TERBIT: "Terbit, belum ditandatangani",
    StatusDokumen.BERTANDA_TANGAN: "Sudah ditandatangani",
    StatusDokumen.TERKONFIRMASI: "Pindaian terkonfirmasi",
    StatusDokumen.BATAL: "Batal",
    StatusDokumen.DIGANTIKAN: "Digantikan",
}
RONA_STATUS_DOKUMEN = {
    StatusDokumen.TERBIT: "kuning",
    StatusDokumen.BERTANDA_TANGAN: "biru",
    StatusDokumen.TERKONFIRMASI: "hijau",
    StatusDokumen.BATAL: "merah",
    StatusDokumen.DIGANTIKAN: "netral",
}


class JenisDokumen(enum.StrEnum):
    UNDANGAN = "undangan"
    DAFTAR_HADIR_KOSONG = "daftar_hadir_kosong"
    DAFTAR_USULAN_AWAL = "daftar_usulan_awal"
    BA_KOSONG = "ba_musyawarah_kosong"
    DAFTAR_HADIR = "daftar_hadir"
    BA_MUSYAWARAH = "ba_musyawarah"
    NOTULEN = "notulen"
    LAMPIRAN = "lampiran"
    PENGUMUMAN_HASIL = "pengumuman_hasil"
    SPTJM = "sptjm"
    PERNYATAAN_NIHIL = "pernyataan_nihil"
    SURAT_PENGANTAR = "surat_pengantar"
    LEMBAR_PERUBAHAN = "lembar_perubahan"
    BA_TELAAH = "ba_telaah"
    BA_VERVAL = "ba_verval"
    SURAT_PENGESAHAN = "surat_pengesahan"
    TANDA_TERIMA = "tanda_terima"
    NOTA_DINAS = "nota_dinas"
    LEMBAR_UJI = "lembar_uji"
    FORMULIR_USULAN = "formulir_usulan"
    PENGANTAR_GUBERNUR = "pengantar_gubernur"
    LAPORAN_GUBERNUR = "laporan_gubernur"


JUDUL_DOKUMEN = {
    JenisDokumen.LEMBAR_UJI: "Lembar uji cetak",
    JenisDokumen.FORMULIR_USULAN: "Formulir usulan",
    JenisDokumen.NOTA_DINAS: "Nota dinas permintaan tanggapan",
    JenisDokumen.UNDANGAN: "Undangan musyawarah",
    JenisDokumen.DAFTAR_HADIR_KOSONG: "Daftar hadir (kosong)",
    JenisDokumen.DAFTAR_USULAN_AWAL: "Daftar usulan awal",
    JenisDokumen.BA_KOSONG: "Blangko berita acara musyawarah",
    JenisDokumen.DAFTAR_HADIR: "Daftar hadir",
    JenisDokumen.BA_MUSYAWARAH: "Berita acara musyawarah",
    JenisDokumen.NOTULEN: "Notulen musyawarah",
    JenisDokumen.LAMPIRAN: "Lampiran daftar nama",
    JenisDokumen.PENGUMUMAN_HASIL: "Pengumuman hasil musyawarah",
    JenisDokumen.SPTJM: "Surat pernyataan tanggung jawab mutlak",
    JenisDokumen.PERNYATAAN_NIHIL: "Surat pernyataan nihil",
    JenisDokumen.SURAT_PENGANTAR: "Surat pengantar",
    JenisDokumen.LEMBAR_PERUBAHAN: "Lembar perubahan daftar",
    JenisDokumen.BA_TELAAH: "Berita acara telaah kecamatan",
    JenisDokumen.BA_VERVAL: "Berita acara verifikasi dan validasi",
    JenisDokumen.SURAT_PENGESAHAN: "Surat pengesahan",
    JenisDokumen.TANDA_TERIMA: "Tanda terima usulan",
    JenisDokumen.PENGANTAR_GUBERNUR: "Surat pengantar laporan kepada gubernur",
    JenisDokumen.LAPORAN_GUBERNUR: "Laporan hasil pemutakhiran kepada gubernur",
}
