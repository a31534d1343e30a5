"""Which verbs are there? Every one, in one list; named here, below all packages that use them."""

import enum


class Aksi(enum.StrEnum):
    # paket (§3.1)
    PAKET_LIHAT = "paket.lihat"
    PAKET_BUAT = "paket.buat"
    PAKET_SIAPKAN_MUSYAWARAH = "paket.siapkan_musyawarah"
    PAKET_CATAT_MUSYAWARAH = "paket.catat_musyawarah"
    PAKET_PAKAI_MUSYAWARAH = "paket.pakai_musyawarah"
    PAKET_PAKAI_SPTJM = "paket.pakai_sptjm"
    PAKET_PAKAI_NIHIL = "paket.pakai_nihil"
    PAKET_BUKA = "paket.buka"
    PAKET_BUKA_VERVAL = "paket.buka_verval"
    PAKET_AJUKAN = "paket.ajukan"
    PAKET_TARIK_KEMBALI = "paket.tarik_kembali"
    PAKET_TERUSKAN = "paket.teruskan"
    PAKET_LAMPAUI_KECAMATAN = "paket.lampaui_kecamatan"
    PAKET_KEMBALIKAN = "paket.kembalikan"
    PAKET_PISAHKAN = "paket.pisahkan"
    PAKET_AJUKAN_ULANG = "paket.ajukan_ulang"
    PAKET_SUSUN_ULANG = "paket.susun_ulang"
    PAKET_SETUJUI_VERVAL = "paket.setujui_verval"
    PAKET_SAHKAN = "paket.sahkan"
    PAKET_CATAT_HASIL = "paket.catat_hasil"
    PAKET_TUTUP = "paket.tutup"
    PAKET_BUAT_DAFTAR = "paket.buat_daftar"  # a packet of the regency's own list
    PAKET_TANGGAPI = "paket.tanggapi"
    PAKET_MINTA_TANGGAPAN = "paket.minta_tanggapan"
    PAKET_LANJUTKAN = "paket.lanjutkan"
    PAKET_BATALKAN = "paket.batalkan"
    PAKET_HENTIKAN = "paket.hentikan"
    PAKET_IZINKAN_SATU_TANGAN = "paket.izinkan_satu_tangan"
    PAKET_KEBERATAN = "paket.keberatan"  # the official objects to a decision recorded for them
    PAKET_JAWAB_KEBERATAN = "paket.jawab_keberatan"
    PAKET_JAWAB_KEBERATAN_NIHIL = "paket.jawab_keberatan_nihil"  # nobody holds a nihil: the level above answers
    PAKET_TELAAH = "paket.telaah"  # fill the kecamatan's check list
    PAKET_BEBASKAN_PADANAN = "paket.bebaskan_padanan"  # one waiver per packet, with a reason
    # bundel (§3.2)
    BUNDEL_LIHAT = "bundel.lihat"
    BUNDEL_TERBITKAN_TELAAH = "bundel.terbitkan_telaah"
    BUNDEL_TERBITKAN_VERVAL = "bundel.terbitkan_verval"
    BUNDEL_TERBITKAN_PENGESAHAN = "bundel.terbitkan_pengesahan"
    BUNDEL_PUTUSKAN_TELAAH = "bundel.putuskan_telaah"
    BUNDEL_PUTUSKAN_VERVAL = "bundel.putuskan_verval"
    BUNDEL_PUTUSKAN_PENGESAHAN = "bundel.putuskan_pengesahan"
    BUNDEL_BUKA_TELAAH = "bundel.buka_telaah"
    BUNDEL_BUKA_VERVAL = "bundel.buka_verval"
    BUNDEL_BUKA_PENGESAHAN = "bundel.buka_pengesahan"
    BUNDEL_BUKA_TERPAKSA = "bundel.buka_terpaksa"  # because one of its packets must take a step at once
    # the report of a period to the governor, over packets signed off
    LAPORAN_LIHAT = "laporan.lihat"
    LAPORAN_TERBITKAN = "laporan.terbitkan"
    LAPORAN_GANTIKAN = "laporan.gantikan"  # a later one of the same period names it
    LAPORAN_BATALKAN = "laporan.batalkan"
    # usulan (§3.3)
    USULAN_LIHAT = "usulan.lihat"
    USULAN_CATAT = "usulan.catat"
    USULAN_ISI = "usulan.isi"  # typed, saved as typed
    USULAN_LENGKAPI = "usulan.lengkapi"
    USULAN_BUKA = "usulan.buka"
    USULAN_TARIK = "usulan.tarik"
    USULAN_PASANGKAN = "usulan.pasangkan"  # a removal names its replacement
    USULAN_LEPAS_PASANGAN = "usulan.lepas_pasangan"
    USULAN_SEPAKATI = "usulan.sepakati"  # taken along by the packet's meeting or SPTJM
    USULAN_TIDAK_SEPAKATI = "usulan.tidak_sepakati"
    USULAN_TUNDA = "usulan.tunda"
    USULAN_BATAL_PUTUS = "usulan.batal_putus"  # `buka`, `susun_ulang`: the meeting's decision undone
    USULAN_NILAI_LAYAK = "usulan.nilai_layak"
    USULAN_NILAI_TIDAK_LAYAK = "usulan.nilai_tidak_layak"
    USULAN_BATALKAN_NILAI = "usulan.batalkan_nilai"
    USULAN_MINTA_PERUBAHAN = "usulan.minta_perubahan"
    USULAN_TERIMA_PERUBAHAN = "usulan.terima_perubahan"
    USULAN_TERIMA_PENARIKAN = "usulan.terima_penarikan"
    USULAN_GUGURKAN = "usulan.gugurkan"
    USULAN_TOLAK_PERUBAHAN = "usulan.tolak_perubahan"
    USULAN_TERAPKAN = "usulan.terapkan"  # taken along by `sahkan`: applied to the registry
    USULAN_CATAT_HASIL = "usulan.catat_hasil"  # status_siks, the centre's answer
    USULAN_INFORMASIKAN = "usulan.informasikan"
    USULAN_CATAT_PADANAN = "usulan.catat_padanan"
    USULAN_CATAT_KUNJUNGAN = "usulan.catat_kunjungan"  # what a field officer found
    # dokumen (§3.4)
    DOKUMEN_LIHAT = "dokumen.lihat"
    DOKUMEN_TERBITKAN = "dokumen.terbitkan"  # inside steps only
    DOKUMEN_UNGGAH_PINDAIAN = "dokumen.unggah_pindaian"
    DOKUMEN_TANDA_TANGANI = "dokumen.tanda_tangani"
    DOKUMEN_SEGEL = "dokumen.segel"
    DOKUMEN_KONFIRMASI = "dokumen.konfirmasi"
    DOKUMEN_TOLAK_PINDAIAN = "dokumen.tolak_pindaian"
    DOKUMEN_GANTIKAN = "dokumen.gantikan"  # a successor names it
    DOKUMEN_BATALKAN = "dokumen.batalkan"
    DOKUMEN_ULANGI = "dokumen.ulangi"  # try again to make the PDF
    # rapat
    RAPAT_LIHAT = "rapat.lihat"
    RAPAT_RENCANAKAN = "rapat.rencanakan"
    RAPAT_CATAT = "rapat.catat"
    # registri
    REGISTRI_LIHAT = "registri.lihat"
    REGISTRI_IMPOR = "registri.impor"
    REGISTRI_UBAH = "registri.ubah"
    REGISTRI_BUKA_NIK = "registri.buka_nik"
    REGISTRI_MUTASI = "registri.mutasi"  # answer whether somebody moved to the village that asks
    # verifikasi
    PADANAN_EKSPOR = "padanan.ekspor"
    PADANAN_IMPOR = "padanan.impor"
    # akses and aturan
    PENGGUNA_KELOLA = "pengguna.kelola"
    ATURAN_KELOLA = "aturan.kelola"
    PENGGUNA_KELOLA_DESA = "pengguna.kelola_desa"  # the kecamatan keeps the assignments of its own villages
    DESA_KETIKKAN = "desa.ketikkan"  # type for a village without a network
    AUDIT_LIHAT = "audit.lihat"
