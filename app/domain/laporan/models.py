"""What helps reading only: indexes for lists of few rows among many, on tables that others own."""

import sqlalchemy as sa

from app.domain.akses.aksi import Aksi
from app.domain.usulan.models import Paket
from app.infra.audit import Audit
from app.infra.db import tabel

# Steps that step around the ordinary way, by the list of the examination that they belong to.
LANGKAH_LUAR_BIASA = (
    Aksi.PAKET_LAMPAUI_KECAMATAN,
    Aksi.PAKET_BEBASKAN_PADANAN,
    Aksi.PAKET_IZINKAN_SATU_TANGAN,
)


def _sebagian(nama: str, syarat: str, *kolom: sa.Column[object]) -> sa.Index:
    return sa.Index(nama, *kolom, sqlite_where=sa.text(syarat), postgresql_where=sa.text(syarat))


_a, _p = tabel(Audit).c, tabel(Paket).c
_LUAR_BIASA = ", ".join(f"'{a}'" for a in LANGKAH_LUAR_BIASA)

INDEKS = (
    _sebagian("ix_audit_luar_biasa", f"aksi IN ({_LUAR_BIASA})", _a.aksi, _a.id),
    _sebagian("ix_paket_segera", "sifat = 'segera'", _p.id),
    _sebagian("ix_paket_terlambat", "terlambat", _p.id),
    _sebagian("ix_paket_sptjm", "dasar = 'sptjm'", _p.id),
)
