"""How do millions of rows get into a table in minutes? COPY on PostgreSQL, prepared inserts on SQLite."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from app.infra.db import Dasar, Instan, tabel

Baris = dict[str, Any]
FORMAT = "%Y-%m-%d %H:%M:%S.%f"


class Muatan:
    """One connection to one database; rows are dicts, what they leave out gets the model's own default, else the empty
    value of its type."""

    def __init__(self, mesin: sa.Engine) -> None:
        self.mesin = mesin
        self.pg = mesin.dialect.name == "postgresql"
        self._koneksi: Any = mesin.raw_connection()
        self._kursor: Any = self._koneksi.cursor()
        if not self.pg:
            self._kursor.execute("PRAGMA foreign_keys=OFF")
            self._kursor.execute("PRAGMA synchronous=OFF")
            self._kursor.execute("PRAGMA cache_size=-512000")
            self._kursor.execute("BEGIN IMMEDIATE")
        elif self._satu("SELECT usesuper FROM pg_user WHERE usename = current_user"):
            # The rows name each other by ids made here; asking for each again doubles the time.
            self._kursor.execute("SET session_replication_role = replica")

    def _satu(self, perintah: str) -> Any:
        self._kursor.execute(perintah)
        baris = self._kursor.fetchone()
        return baris[0] if baris else None

    def tambah(self, model: type[Dasar], baris: Sequence[Baris]) -> None:
        """Append rows to a table."""
        if not baris:
            return
        t = tabel(model)
        kolom = [k.name for k in t.columns]
        kosong = [_kosong(k) for k in t.columns]
        isi: Iterable[tuple[Any, ...]] = (tuple(b.get(n, k) for n, k in zip(kolom, kosong, strict=True)) for b in baris)
        if self.pg:
            with self._kursor.copy(f"COPY {t.name} ({', '.join(kolom)}) FROM STDIN") as salin:
                for satu in isi:
                    salin.write_row(satu)
            return
        tanda = ", ".join("?" * len(kolom))
        self._kursor.executemany(f"INSERT INTO {t.name} ({', '.join(kolom)}) VALUES ({tanda})", isi)  # noqa: S608

    def selesai(self, model: Iterable[type[Dasar]]) -> None:
        """Commit, give the counters of PostgreSQL their place, and let the planner look at the tables."""
        for m in model:
            if self.pg and "id" in tabel(m).c:
                nama = tabel(m).name
                self._kursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{nama}', 'id'), max(id)) FROM {nama}"  # noqa: S608
                )
        self._kursor.execute("ANALYZE")
        self._koneksi.commit()
        if self.pg:
            self._kursor.execute("RESET session_replication_role")
            self._koneksi.commit()
        else:
            self._kursor.execute("PRAGMA foreign_keys=ON")
            self._kursor.execute("PRAGMA synchronous=NORMAL")
            self._kursor.execute("PRAGMA cache_size=-16000")
            self._kursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._kursor.close()
        self._koneksi.close()


def instan(saat: dt.datetime) -> str:
    """A UTC instant as both databases read it from text."""
    return saat.astimezone(dt.UTC).strftime(FORMAT)


def _kosong(kolom: sa.Column[Any]) -> Any:
    """What the model itself would put there, else the empty value."""
    bawaan = getattr(kolom.default, "arg", None)
    if bawaan is not None and not callable(bawaan):
        return int(bawaan) if isinstance(bawaan, bool) else getattr(bawaan, "value", bawaan)
    if kolom.nullable:
        return None
    if isinstance(kolom.type, Instan):
        return "2026-01-01 00:00:00.000000"
    if isinstance(kolom.type, sa.Integer | sa.Boolean):
        return 0
    return b"" if isinstance(kolom.type, sa.LargeBinary) else ""
