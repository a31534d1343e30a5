"""Who signs which paper, and which gate asks for that signature?"""

from typing import Any

from app.domain.aturan.benih.baris import Benih


def _p(jabatan: str, label: str, gerbang: str, wajib: bool = True, meterai: bool = False) -> dict[str, Any]:
    return {"jabatan": jabatan, "label": label, "gerbang": gerbang, "wajib": wajib, "meterai": meterai}


# fmt: off
KADES_METERAI, LURAH_METERAI = _p("kepala_desa", "Kepala Desa", "desa", meterai=True), _p("lurah", "Lurah", "desa", meterai=True)
KADES, LURAH = _p("kepala_desa", "Kepala Desa", "desa"), _p("lurah", "Lurah", "desa")
PIMPINAN, NOTULIS = _p("pimpinan", "Pimpinan Musyawarah", "desa"), _p("notulis", "Notulis", "desa")
SAKSI = _p("saksi", "Saksi", "desa", wajib=False)
CAMAT_MENGETAHUI = _p("camat", "Mengetahui, Camat", "telaah")

# kode `<jenis dokumen>` for a desa, `<jenis dokumen>:kelurahan` where a kelurahan differs; `saksi` stands for every witness ticked.
PENANDA: dict[str, list[dict[str, Any]]] = {
    "undangan":                   [_p("ketua_bpd", "Ketua BPD", "desa")],
    "undangan:kelurahan":         [LURAH],
    "undangan:pemdes":            [KADES],
    "daftar_hadir_kosong":        [],
    "daftar_usulan_awal":         [],
    "ba_musyawarah_kosong":       [],
    "daftar_hadir":               [NOTULIS],
    "ba_musyawarah":              [PIMPINAN, NOTULIS, _p("kepala_desa", "Mengetahui, Kepala Desa", "desa"), SAKSI],
    "ba_musyawarah:kelurahan":    [PIMPINAN, NOTULIS, _p("lurah", "Mengetahui, Lurah", "desa"), SAKSI],
    "notulen":                    [NOTULIS, PIMPINAN],
    "lampiran":                   [KADES],
    "lampiran:kelurahan":         [LURAH],
    "pengumuman_hasil":           [KADES],
    "pengumuman_hasil:kelurahan": [LURAH],
    "sptjm":                      [KADES_METERAI, CAMAT_MENGETAHUI],
    "sptjm:kelurahan":            [LURAH_METERAI, CAMAT_MENGETAHUI],
    "pernyataan_nihil":           [KADES],
    "pernyataan_nihil:kelurahan": [LURAH],
    "surat_pengantar":            [KADES],
    "surat_pengantar:kelurahan":  [LURAH],
    "lembar_perubahan":           [KADES],
    "lembar_perubahan:kelurahan": [LURAH],
    "ba_telaah":                  [_p("operator_kecamatan", "Petugas Telaah", "telaah", wajib=False), _p("camat", "Camat", "telaah")],
    "ba_verval":                  [_p("ketua_tim", "Ketua Tim Verifikasi", "verval", wajib=False), _p("kepala_dinsos", "Kepala Dinas Sosial", "verval")],
    "surat_pengesahan":           [_p("kepala_daerah", "Kepala Daerah", "pengesahan")],
    "pengantar_gubernur":         [_p("kepala_daerah", "Kepala Daerah", "laporan")],
    "laporan_gubernur":           [_p("kepala_daerah", "Kepala Daerah", "laporan")],
    "nota_dinas":                 [_p("kepala_dinsos", "Kepala Dinas Sosial", "verval")],
    "lembar_uji":                 [],
    "formulir_usulan":            [_p("kepala_desa", "Mengetahui, Kepala Desa", "desa", wajib=False)],
    "formulir_usulan:kelurahan":  [_p("lurah", "Mengetahui, Lurah", "desa", wajib=False)],
    "tanda_terima":               [_p("operator_desa", "Petugas Penerima", "desa", wajib=False)],
}
# fmt: on

BARIS = [
    Benih("penanda_tangan", kode, urut, {"penanda": baris}) for urut, (kode, baris) in enumerate(PENANDA.items(), 1)
]
