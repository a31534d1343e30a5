"""May a reason or a note hold an identity number? People write one there; it is masked before anything keeps it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import configure_mappers, registry

from app.infra.format import tanpa_nik

# Columns in which people write whole sentences. They are stored as they are, shown in lists, sheets and notices, and a
# name and four digits say as well who is meant.
BEBAS = frozenset(
    {
        "alasan", "catatan", "ditolak_alasan", "hasil_alasan", "isi", "jawaban", "jawaban_teks", "keberatan",
        "keberatan_alasan", "kuorum_alasan", "nilai_alasan", "pembahasan", "putusan_alasan", "segera_uraian",
        "siks_alasan", "teks", "terlambat_alasan",
    }
)  # fmt: skip
# Their text is made by the program, and hashed or composed of what is masked already.
KECUALI = frozenset({"audit", "notifikasi"})


def pasang(registri: registry) -> None:
    """Mask at every assignment, so that papers made in the same step show what is stored. Again: changes nothing."""
    configure_mappers()
    for m in registri.mappers:
        if getattr(m.local_table, "name", "") in KECUALI:
            continue
        for a in m.column_attrs:
            sifat = getattr(m.class_, a.key)
            if a.key in BEBAS and isinstance(a.columns[0].type, sa.String) and not _terpasang(sifat):
                event.listen(sifat, "set", _samarkan, retval=True)


def _terpasang(sifat: Any) -> bool:
    return bool(event.contains(sifat, "set", _samarkan))


def _samarkan(_objek: Any, nilai: Any, _lama: Any, _pemicu: Any) -> Any:
    return tanpa_nik(nilai) if isinstance(nilai, str) else nilai
