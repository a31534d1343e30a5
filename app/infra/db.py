"""How do rows reach the database? One session, UTC instants, encrypted columns, honest locks on both engines."""

import datetime as dt
import enum
import json
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

from app.infra import crypto

PENAMAAN = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instan(TypeDecorator[dt.datetime]):
    """An instant: aware UTC in Python, timestamptz on PostgreSQL, naive UTC text on SQLite."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(sa.DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(dt.UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


class Sandi(TypeDecorator[str]):
    """A 16-digit identity number, encrypted deterministically; `jenis` (`nik`, `kk`) is bound into the bytes."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, jenis: str) -> None:
        super().__init__(64)
        self.jenis = jenis

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else crypto.sandikan(value, self.jenis)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else crypto.baca_sandi(value, self.jenis)


class JsonRahasia(TypeDecorator[Any]):
    """JSON that may hold personal data: sealed at rest. Treated as immutable: assign a new value to change it."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return crypto.segel(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), b"json")

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(crypto.buka(value, b"json"))


class KodeWilayah(TypeDecorator[str]):
    """A region code with dots, in binary collation so that territory ranges use the index."""

    impl = sa.String
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(13)

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(sa.String(13, collation="C") if dialect.name == "postgresql" else sa.String(13))


# A connection unused for longer is asked before it is lent.
DIAM_DETIK = 60

IdBesar = sa.BigInteger().with_variant(sa.Integer, "sqlite")


class Dasar(DeclarativeBase):
    """Base of every table: naming convention (constraint names become error sentences) and types."""

    # A registry, not a type_annotation_map: Flask-SQLAlchemy copies the class body, and SQLAlchemy refuses the pair.
    registry = registry(
        metadata=sa.MetaData(naming_convention=PENAMAAN),
        type_annotation_map={
            dt.datetime: Instan(),
            enum.Enum: sa.Enum(enum.Enum, values_callable=lambda e: [a.value for a in e], native_enum=False, length=40),
            int: IdBesar,
            dict[str, Any]: sa.JSON(),
            list[Any]: sa.JSON(),
        },
    )


db = SQLAlchemy(
    model_class=Dasar,
    engine_options={"hide_parameters": True},
    session_options={"autoflush": False, "expire_on_commit": False},
)

_hanya_baca: ContextVar[bool] = ContextVar("hanya_baca", default=False)


def tabel(model: type[Dasar]) -> sa.Table:
    """The Core table of a model, for statements that need no objects."""
    return cast(sa.Table, model.__table__)


def konstan(nilai: str | int) -> sa.ColumnElement[Any]:
    """A constant of the code, spelt out in the statement: as a parameter it would be bound anew each time, a list of
    them would be spread out anew, and an index of the rows that have it could not be seen to fit."""
    if isinstance(nilai, str):
        return sa.literal_column("'" + str(nilai).replace("'", "''") + "'", sa.String())
    return sa.literal_column(str(int(nilai)), sa.Integer())


def hanya_baca(nilai: bool) -> None:
    """Say whether transactions begun from here on may write. GET requests may not: the database itself refuses."""
    _hanya_baca.set(nilai)


@contextmanager
def membaca() -> Iterator[None]:
    """Read for long without the lock that SQLite gives to who may write; nothing is written within. What was not
    committed before is lost, what was loaded before is read anew."""
    db.session.rollback()
    tanda = _hanya_baca.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        _hanya_baca.reset(tanda)


def pasang_mesin(engine: sa.Engine) -> None:
    """Install locking on an engine. SQLite: writers take the lock before their first query (BEGIN IMMEDIATE;
    the default loses updates). Readers are read-only by the database's own word on both engines."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sambung_sqlite)
        event.listen(engine, "begin", _mulai_sqlite)
    else:
        event.listen(engine, "begin", _mulai_postgresql)
        event.listen(engine, "checkout", _periksa_sambungan)


def _periksa_sambungan(sambungan: Any, catatan: Any, _pinjaman: Any) -> None:
    """Lend no connection that the server has ended: the first request after a restart would fail for it.

    What ends a connection leaves word on its socket, and to look there costs a hundredth of asking the server; it is
    asked only when there is word, or after so long a silence that a firewall may have cut the line without any.
    """
    kini = time.monotonic()
    diam = kini - catatan.info.get("dipinjam", kini)
    catatan.info["dipinjam"] = kini
    try:
        pantau = select.poll()
        pantau.register(sambungan.fileno(), select.POLLIN)
        if diam > DIAM_DETIK or pantau.poll(0):
            sambungan.execute("SELECT 1")
            sambungan.rollback()
    except sambungan.Error as e:
        raise sa.exc.InvalidatePoolError from e


def _sambung_sqlite(koneksi: Any, _catatan: Any) -> None:
    koneksi.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "cache_size=-4000",  # 4 MB a connection; the system keeps the file's pages anyway
    ):
        koneksi.execute(f"PRAGMA {pragma}")


def _mulai_sqlite(koneksi: Connection) -> None:
    baca = _hanya_baca.get()
    if koneksi.info.get("hanya_baca", False) != baca:
        koneksi.exec_driver_sql(f"PRAGMA query_only={'ON' if baca else 'OFF'}")
        koneksi.info["hanya_baca"] = baca
    koneksi.exec_driver_sql("BEGIN DEFERRED" if baca else "BEGIN IMMEDIATE")


def _mulai_postgresql(koneksi: Connection) -> None:
    """Readers run in autocommit on a session that is read-only: a READ COMMITTED transaction around them would add
    nothing but its BEGIN, and its ROLLBACK would make the driver forget every prepared statement."""
    baca = _hanya_baca.get()
    sambungan: Any = koneksi.connection.driver_connection
    if sambungan.autocommit != baca:
        sambungan.autocommit = True
        sambungan.execute(f"SET default_transaction_read_only = {'on' if baca else 'off'}")
        sambungan.autocommit = baca


@event.listens_for(sa.Index, "after_parent_attach")
def _tanpa_yang_kosong(indeks: sa.Index, tabel: sa.Table) -> None:
    """An index of a column that may be empty holds the rows where it is not. SQLite takes the empty ones for one value
    like any other: where most are empty it thinks nothing of such an index and reads the whole table."""
    if tabel.metadata is not db.metadata:  # a migration's own idea of the table, which does not know what may be empty
        return
    pertama = next(iter(indeks.columns))
    if pertama.nullable and not indeks.unique and indeks.dialect_options["sqlite"]["where"] is None:
        for basis in ("sqlite", "postgresql"):
            indeks.dialect_options[basis]["where"] = pertama.is_not(None)


def kunci_baris(objek: Any) -> None:
    """Lock the row of a loaded object and reread it: nothing decided on an old copy, nothing pending lost.

    Only its own row: what the object was loaded together with is an outer join, which PostgreSQL does not lock.
    """
    db.session.flush()
    db.session.refresh(objek, with_for_update={"of": type(objek)})
