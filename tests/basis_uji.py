"""How does one PostgreSQL database serve test after test? Given back as the template: emptied, reseeded, compared."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.sql import SQL, Composed, Identifier, Literal

# Deleted rows stay in their files until then; TRUNCATE makes the files anew and costs as much as fifty deletions.
TUNTAS_SETIAP = 40

# What a test may do to a database without leaving a row: another shape, another setting, a sequence drawn from.
_BENTUK = """
SELECT (SELECT md5(string_agg(concat(oid, relname, relkind, relnatts, relchecks, relhasrules, relrowsecurity, relacl),
                              ' ' ORDER BY oid)) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
       (SELECT md5(string_agg(concat(attrelid, attname, atttypid, atttypmod, attnotnull, atthasdef, attidentity),
                              ' ' ORDER BY attrelid, attnum)) FROM pg_attribute
         WHERE attnum > 0 AND attrelid IN (SELECT oid FROM pg_class
                                            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace)),
       (SELECT md5(string_agg(concat(oid, conname, convalidated), ' ' ORDER BY oid)) FROM pg_constraint),
       (SELECT md5(string_agg(concat(oid, tgname, tgenabled), ' ' ORDER BY oid)) FROM pg_trigger),
       (SELECT md5(string_agg(concat(indexrelid, indisvalid), ' ' ORDER BY indexrelid)) FROM pg_index),
       (SELECT md5(string_agg(concat(oid, proname, prosrc), ' ' ORDER BY oid)) FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace),
       (SELECT md5(string_agg(nspname, ' ' ORDER BY oid)) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'),
       (SELECT md5(string_agg(extname, ' ' ORDER BY oid)) FROM pg_extension),
       (SELECT md5(string_agg(concat(setconfig), ' ')) FROM pg_db_role_setting
         WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())),
       (SELECT md5(string_agg(concat(sequencename, last_value), ' ' ORDER BY sequencename)) FROM pg_sequences)
"""
# Who idles without a lock may stay: the next test takes over its connections.
_HENTIKAN = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
   AND (state <> 'idle' OR pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory'))
"""

Rekaman = tuple[dict[str, bytes], dict[str, int]]


@dataclass
class _Asal:
    """What the template holds: seed rows as COPY wrote them, the value of each sequence, and its fingerprint."""

    benih: dict[str, bytes] = field(default_factory=dict)
    kosong: list[str] = field(default_factory=list)
    urutan: dict[str, int] = field(default_factory=dict)
    sidik: Composed | None = None
    nilai: tuple[Any, ...] = ()


class BasisUji:
    """One database of this process, made from the template `cetakan` on the server behind `admin`."""

    def __init__(self, admin: sa.Engine, pangkal: str, cetakan: str) -> None:
        self._admin, self._pangkal, self._cetakan = admin, pangkal, cetakan
        self.nama = ""
        self._asal = _Asal()
        self._kawat: psycopg.Connection[Any] | None = None
        self.dipulihkan = 0

    def siapkan(self) -> str:
        """The name of a database that equals the template."""
        if not self.nama:
            self.nama = f"uji_{uuid.uuid4().hex[:12]}"
            with self._admin.connect() as k:
                k.exec_driver_sql(f"CREATE DATABASE {self.nama} TEMPLATE {self._cetakan} STRATEGY FILE_COPY")
            self._asal = self._kenali()
        return self.nama

    def pulihkan(self) -> None:
        """Make it equal to the template again; when that does not succeed, the next test gets a new one."""
        try:
            if self._kembalikan():
                return
        except psycopg.Error:
            pass
        self.buang()

    def buang(self) -> None:
        """Drop it."""
        if self._kawat is not None:
            self._kawat.close()
            self._kawat = None
        if self.nama:
            with self._admin.connect() as k:
                k.exec_driver_sql(f"DROP DATABASE IF EXISTS {self.nama} WITH (FORCE)")
            self.nama = ""

    def _sambungan(self) -> "psycopg.Connection[Any]":
        if self._kawat is None or self._kawat.closed or self._kawat.broken:
            alamat = sa.make_url(self._pangkal).set(drivername="postgresql", database=self.nama)
            self._kawat = psycopg.connect(alamat.render_as_string(hide_password=False), autocommit=True)
            # No trigger, no foreign key: rows are put back, not decided upon.
            self._kawat.execute("SET session_replication_role = replica")
            self._kawat.execute("SET lock_timeout = '10s'")
        return self._kawat

    def rekam(self) -> Rekaman:
        """Every row as COPY writes it, and the value of each sequence."""
        k, isi = self._sambungan(), {}
        for (nama,) in k.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall():
            with k.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(nama))) as salinan:
                isi[nama] = b"".join(bytes(potong) for potong in salinan)
        return isi, dict(k.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences").fetchall())

    def putar(self, rekaman: Rekaman) -> None:
        """Put a record into the database, which must equal the template."""
        isi, urutan = rekaman
        with self._sambungan().transaction():
            for nama, baris in isi.items():
                if baris != self._asal.benih.get(nama, b""):
                    self._tulis(nama, baris)
            self._urutan(urutan)

    def _tulis(self, nama: str, baris: bytes) -> None:
        k = self._sambungan()
        k.execute(SQL("DELETE FROM {}").format(Identifier(nama)))
        with k.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(nama))) as tulis:
            tulis.write(baris)

    def _kenali(self) -> _Asal:
        asal = _Asal()
        isi, asal.urutan = self.rekam()
        asal.benih = {nama: baris for nama, baris in isi.items() if baris}
        asal.kosong = [nama for nama, baris in isi.items() if not baris]
        hitung = [
            SQL("SELECT {}, md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM {} t").format(Literal(n), Identifier(n))
            for n in asal.benih
        ]
        ada = [
            SQL("SELECT {}, '' WHERE EXISTS (SELECT FROM {})").format(Literal(n), Identifier(n)) for n in asal.kosong
        ]
        asal.sidik = SQL(" UNION ALL ").join([*hitung, *ada])
        self._asal = asal
        asal.nilai = self.sidik()
        return asal

    def sidik(self) -> tuple[Any, ...]:
        """The shape of the database, its settings and sequences; then what each table holds."""
        k = self._sambungan()
        assert self._asal.sidik is not None
        return (k.execute(_BENTUK, prepare=True).fetchone(), dict(k.execute(self._asal.sidik, prepare=True).fetchall()))

    def _kembalikan(self) -> bool:
        """Whether it equals the template now."""
        k, asal = self._sambungan(), self._asal
        k.execute(_HENTIKAN, prepare=True)
        _, kini = self.sidik()
        with k.transaction():
            kotor = [n for n in asal.kosong if n in kini]
            for nama in kotor:
                k.execute(SQL("DELETE FROM {}").format(Identifier(nama)))
            for nama, isi in asal.benih.items():
                if kini.get(nama) != asal.nilai[1][nama]:
                    self._tulis(nama, isi)
            self._urutan(asal.urutan)
        self.dipulihkan += 1
        if self.dipulihkan % TUNTAS_SETIAP == 0:
            k.execute(SQL("TRUNCATE {}").format(SQL(", ").join(map(Identifier, asal.kosong))))
        return self.sidik() == asal.nilai

    def _urutan(self, semua: dict[str, int]) -> None:
        k = self._sambungan()
        for nama, nilai in k.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences").fetchall():
            asal = semua.get(nama, 0)
            if nilai != asal:
                k.execute("SELECT setval(%s::regclass, %s, %s)", (f'public."{nama}"', max(asal, 1), asal > 0))
