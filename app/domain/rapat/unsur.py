"""Which groups of the village take part in a meeting of this kind?"""

from typing import Any

from app.domain.aturan.berlaku import berlaku

_TEMPAT = {"musdes": "desa", "muskel": "kelurahan"}


def unsur_di(jenis_rapat: str, wilayah_kode: str) -> dict[str, dict[str, Any]]:
    """Rows of the rule `unsur_musyawarah` that exist in a desa or kelurahan: code → row with its `label`."""
    tempat = _TEMPAT.get(jenis_rapat, "")
    semua = berlaku("unsur_musyawarah", wilayah_kode)
    return {kode: isi for kode, isi in semua.items() if tempat in isi.get("di", [tempat])}


def label_unsur(jenis_rapat: str, wilayah_kode: str) -> dict[str, str]:
    """Code → words, in the order of the rule."""
    return {kode: str(isi["label"]) for kode, isi in unsur_di(jenis_rapat, wilayah_kode).items()}
