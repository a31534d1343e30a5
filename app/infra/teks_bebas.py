"""May a reason or a note hold an identity number? People write one there; it is masked before anything keeps it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapper, registry

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
    """Mask at every assignment, so that papers made in the same step show what is stored. Again: changes nothing.

    A worker knows few models when it starts; each is guarded when it is first used.
    """
    if not event.contains(Mapper, "mapper_configured", _jaga):
        event.listen(Mapper, "mapper_configured", _jaga)
    for m in registri.mappers:
        if m.configured:
            _jaga(m, m.class_)


def _jaga(m: Mapper[Any], kelas: type[Any]) -> None:
    if getattr(m.local_table, "name", "") in KECUALI:
        return
    for a in m.column_attrs:
        sifat = getattr(kelas, a.key)
        bebas = a.key in BEBAS and isinstance(a.columns[0].type, sa.String)
        if bebas and not event.contains(sifat, "set", _samarkan):
            event.listen(sifat, "set", _samarkan, retval=True)


def _samarkan(_objek: Any, nilai: Any, _lama: Any, _pemicu: Any) -> Any:
    return tanpa_nik(nilai) if isinstance(nilai, str) else nilai
