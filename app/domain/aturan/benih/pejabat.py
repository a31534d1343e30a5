"""Which officials sign in to decide, and who types for a village without a network?"""

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
BARIS = [*PEJABAT_MASUK, *DIINPUT_OLEH]
