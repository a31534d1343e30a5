"""May a reason or a note hold an identity number? People write one there; it is masked before anything keeps it."""

import re
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

# The hash of a file may hold sixteen digits in a row by chance.
_SIDIK = re.compile(r"[0-9a-f]{64}")


def pasang(registri: registry) -> None:
    """Mask at every assignment, so that papers made in the same step show what is stored. Again: changes nothing.

    A worker knows few models when it starts; each is guarded when it is first used.
    """
    if not event.contains(Mapper, "mapper_configured", _jaga):
        event.listen(Mapper, "mapper_configured", _jaga)
    for m in registri.mappers:
        if m.configured:
            _jaga(m, m.class_)


def samar(nilai: Any, *, semua: bool = False) -> Any:
    """A copy of JSON-like values in which the sentences are masked: of dicts those under a free column's name, or with
    `semua` every text (where an identity number never belongs)."""
    if isinstance(nilai, dict):
        return {
            k: samar(v, semua=semua) if semua or k in BEBAS or not isinstance(v, str) else v for k, v in nilai.items()
        }
    if isinstance(nilai, list | tuple):
        return [samar(v, semua=semua) if semua or not isinstance(v, str) else v for v in nilai]
    return tanpa_nik(nilai) if isinstance(nilai, str) and not _SIDIK.fullmatch(nilai) else nilai


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
