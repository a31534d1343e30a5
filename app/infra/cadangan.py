"""How is everything kept in one file that can be restored? Tables and sealed files with hashes, never the keys."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import os
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from app.infra import clock, crypto, files
from app.infra.db import db

VERSI = 1
MANIFES, TANDA, DAFTAR_BERKAS = "manifes.json", "manifes.tanda", "berkas.ndjson"
REVISI = "alembic_version"
POTONGAN = 1000


@dataclass(slots=True)
class Bagian:
    """One part of the archive: its hash and how many rows or files it has."""

    nama: str
    sha256: str
    jumlah: int


@dataclass(slots=True)
class Manifes:
    """What the archive says of itself. `hilang`: files that rows name and the store did not have."""

    dibuat: str
    revisi: str
    versi: int = VERSI
    bagian: list[Bagian] = field(default_factory=list)
    hilang: list[str] = field(default_factory=list)

    def teks(self) -> bytes:
        """The bytes that are signed."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()

    @property
    def baris(self) -> int:
        """Rows of all tables together."""
        return sum(b.jumlah for b in self.bagian if b.nama != DAFTAR_BERKAS)

    @property
    def berkas(self) -> int:
        """Stored files."""
        return sum(b.jumlah for b in self.bagian if b.nama == DAFTAR_BERKAS)


def tanda(manifes: bytes) -> str:
    """Who has no key can neither alter a manifest nor make one."""
    return hmac.new(crypto.kunci_turunan("cadangan"), manifes, hashlib.sha256).hexdigest()


def buat(tujuan: Path) -> Manifes:
    """Write the archive beside its final name, then rename it: a half-written one is never taken for a whole one.

    The database is read in one snapshot, the files after it: a file is stored before the row that names it, and
    never changed. Raises OSError (disk full, not writable), FileExistsError.
    """
    if tujuan.exists():
        raise FileExistsError(tujuan)
    sementara = tujuan.with_name(f".{tujuan.name}.sementara")
    try:
        with os.fdopen(os.open(sementara, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as keluar:
            with zipfile.ZipFile(keluar, "w") as arsip:
                manifes = _isi(arsip)
            keluar.flush()
            os.fsync(keluar.fileno())
        sementara.rename(tujuan)
    finally:
        sementara.unlink(missing_ok=True)
    return manifes


def _isi(arsip: zipfile.ZipFile) -> Manifes:
    with membaca() as sambungan:
        semua = tabel_ada(sambungan)
        revisi = str(sambungan.scalar(sa.select(sa.column("version_num")).select_from(sa.table(REVISI))))
        manifes = Manifes(clock.sekarang().isoformat(), revisi)
        bernama: set[str] = set()
        for t in semua:
            manifes.bagian.append(_tulis_tabel(arsip, sambungan, t, bernama))
    manifes.hilang = sorted(s for s in bernama if not files.ada(s))
    manifes.bagian.append(_tulis_berkas(arsip, sorted(bernama - set(manifes.hilang))))
    isi = manifes.teks()
    arsip.writestr(MANIFES, isi)
    arsip.writestr(TANDA, tanda(isi))
    return manifes


def _tulis_tabel(arsip: zipfile.ZipFile, sambungan: sa.Connection, t: sa.Table, bernama: set[str]) -> Bagian:
    """Rows in the order of their key, one a line, after a line with the names of the columns."""
    kolom = list(t.columns)
    keluar = [pengubah(k)[0] for k in kolom]
    berkas = [i for i, k in enumerate(kolom) if k.name == "sha256" or k.name.endswith("_sha256")]
    nama, jumlah = f"tabel/{t.name}.ndjson", 0
    sidik = hashlib.sha256()
    with arsip.open(_entri(nama, zipfile.ZIP_DEFLATED), "w", force_zip64=True) as tulis:

        def baris(isi: list[Any]) -> None:
            teks = json.dumps(isi, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            sidik.update(teks)
            tulis.write(teks)

        baris([k.name for k in kolom])
        tanya = sa.select(t).order_by(*t.primary_key.columns).execution_options(yield_per=POTONGAN)
        for r in sambungan.execute(tanya):
            baris([f(v) if v is not None else None for f, v in zip(keluar, r, strict=True)])
            bernama.update(r[i] for i in berkas if r[i])
            jumlah += 1
    return Bagian(nama, sidik.hexdigest(), jumlah)


def _tulis_berkas(arsip: zipfile.ZipFile, semua: list[str]) -> Bagian:
    """The sealed bytes as they lie in the store: they are copied, never opened."""
    daftar = b""
    for sha256 in semua:
        tersegel = files.jalur_tersegel(sha256).read_bytes()
        arsip.writestr(_entri(nama_berkas(sha256), zipfile.ZIP_STORED), tersegel)
        daftar += json.dumps([sha256, hashlib.sha256(tersegel).hexdigest()]).encode() + b"\n"
    arsip.writestr(_entri(DAFTAR_BERKAS, zipfile.ZIP_DEFLATED), daftar)
    return Bagian(DAFTAR_BERKAS, hashlib.sha256(daftar).hexdigest(), len(semua))


def nama_berkas(sha256: str) -> str:
    """Where a stored file lies in the archive."""
    return f"berkas/{sha256[:2]}/{sha256}"


def _entri(nama: str, cara: int) -> zipfile.ZipInfo:
    entri = zipfile.ZipInfo(nama)
    entri.compress_type = cara
    entri.external_attr = 0o600 << 16
    return entri


@contextmanager
def membaca() -> Iterator[sa.Connection]:
    """A connection that sees one state of the database for as long as it lasts, on both engines."""
    mesin = sa.create_engine(db.engine.url, poolclass=NullPool)
    tingkat = "AUTOCOMMIT" if mesin.dialect.name == "sqlite" else "REPEATABLE READ"
    with mesin.connect().execution_options(isolation_level=tingkat) as sambungan:
        if mesin.dialect.name == "sqlite":
            # The driver would open no transaction for reading, and each statement would see another state.
            sambungan.exec_driver_sql("BEGIN")
        yield sambungan
        if mesin.dialect.name == "sqlite":
            sambungan.exec_driver_sql("ROLLBACK")


def tabel_ada(sambungan: sa.Connection) -> list[sa.Table]:
    """Every table of the database but the note of its revision, by name. Read from the database, not the models."""
    isi = sa.MetaData()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)
        isi.reflect(sambungan, resolve_fks=False)
    semua = [t for nama, t in sorted(isi.tables.items()) if nama != REVISI]
    for kolom in (k for t in semua for k in t.columns):
        if isinstance(kolom.type, sa.JSON):
            kolom.type.none_as_null = True  # no value stays no value
    return semua


def pengubah(kolom: sa.Column[Any]) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """(to JSON, from JSON) of a column's values; instants are kept in UTC, so both databases read each other's."""
    tipe = kolom.type
    if isinstance(tipe, sa.LargeBinary):
        return lambda v: base64.b64encode(v).decode(), base64.b64decode
    if isinstance(tipe, sa.DateTime):
        return _instan_keluar, _instan_masuk if tipe.timezone else dt.datetime.fromisoformat
    if isinstance(tipe, sa.Date):
        return dt.date.isoformat, dt.date.fromisoformat
    if isinstance(tipe, sa.Time):
        return dt.time.isoformat, dt.time.fromisoformat
    if isinstance(tipe, sa.Numeric) and tipe.asdecimal:
        return str, lambda v: v
    return lambda v: v, lambda v: v


def _instan_keluar(saat: dt.datetime) -> str:
    return (saat.astimezone(dt.UTC).replace(tzinfo=None) if saat.tzinfo else saat).isoformat()


def _instan_masuk(teks: str) -> dt.datetime:
    return dt.datetime.fromisoformat(teks).replace(tzinfo=dt.UTC)
