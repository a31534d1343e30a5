"""Which officials sign in to decide, how they sign, and who types for a village without a network?"""

from app.domain.aturan.benih.baris import tabel

# fmt: off
PEJABAT_MASUK = tabel("pejabat_masuk", ("masuk",), {
    "kepala_desa":   ("tidak",),
    "camat":         ("tidak",),
    "kepala_dinsos": ("ya",),
    "kepala_daerah": ("tidak",),
})
# fmt: on
DIINPUT_OLEH = tabel("diinput_oleh", ("peran",), {"": ("operator_desa",)})
CARA_TANDA_TANGAN = tabel("cara_tanda_tangan", ("cara",), {"": ("basah",)})
BARIS = [*PEJABAT_MASUK, *DIINPUT_OLEH, *CARA_TANDA_TANGAN]
