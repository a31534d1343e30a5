"""How does a backup become a database again? Checked whole before anything is written, then all or nothing."""

import hashlib
import hmac
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from app.infra import cadangan, clock, files
from app.infra.cadangan import Bagian, Manifes
from app.infra.db import db
from app.infra.galat import Galat

_POTONG = 1024 * 1024


class CadanganDitolak(Galat):
    """The archive or the place it should go to is not as it must be; nothing was written."""

    judul = "Cadangan tidak dipulihkan"


def pulihkan(arsip: Path) -> Manifes:
    """Bring an archive into an empty database of the same revision and an empty store. Raises CadanganDitolak."""
    try:
        with zipfile.ZipFile(arsip) as isi:
            manifes = periksa(isi)
            _periksa_tujuan(manifes)
            _masukkan(isi, manifes)
    except (zipfile.BadZipFile, OSError, json.JSONDecodeError, UnicodeDecodeError) as galat:
        raise CadanganDitolak(f"Berkas cadangan {arsip.name} tidak dapat dibaca: rusak atau tidak lengkap.") from galat
    return manifes


def periksa(isi: zipfile.ZipFile) -> Manifes:
    """The manifest of an archive in which every part is what it says, and nothing else is. Raises CadanganDitolak."""
    nama = isi.namelist()
    if cadangan.MANIFES not in nama or cadangan.TANDA not in nama or len(set(nama)) != len(nama):
        raise CadanganDitolak("Berkas ini bukan cadangan Sahih: manifesnya tidak ada.")
    teks = isi.read(cadangan.MANIFES)
    if not hmac.compare_digest(cadangan.tanda(teks), isi.read(cadangan.TANDA).decode()):
        raise CadanganDitolak(
            "Manifes cadangan tidak cocok dengan tandanya: arsip diubah setelah dibuat, atau SAHIH_KUNCI_DATA di sini "
            "bukan kunci yang dipakai saat cadangan dibuat. Pakai kunci yang disimpan terpisah dari cadangan."
        )
    mentah = json.loads(teks)
    manifes = Manifes(**{**mentah, "bagian": [Bagian(**b) for b in mentah["bagian"]]})
    if manifes.versi != cadangan.VERSI:
        raise CadanganDitolak("Cadangan ini dibuat versi Sahih yang lain. Pulihkan dengan versi itu.")
    dikenal = {cadangan.MANIFES, cadangan.TANDA}
    for b in manifes.bagian:
        _wajib_sama(isi, b.nama, b.sha256)
        dikenal.add(b.nama)
    for sha256, tersegel in _daftar_berkas(isi):
        _wajib_sama(isi, cadangan.nama_berkas(sha256), tersegel)
        dikenal.add(cadangan.nama_berkas(sha256))
    if lain := sorted(set(nama) - dikenal):
        raise CadanganDitolak(f"Cadangan memuat bagian yang tidak disebut manifesnya: {lain[0]}.")
    return manifes


def _wajib_sama(isi: zipfile.ZipFile, nama: str, sha256: str) -> None:
    sidik = hashlib.sha256()
    with suppress(KeyError, zipfile.BadZipFile), isi.open(nama) as baca:
        while potong := baca.read(_POTONG):
            sidik.update(potong)
        if sidik.hexdigest() == sha256:
            return
    raise CadanganDitolak(f"Bagian {nama} hilang atau tidak sama dengan saat cadangan dibuat.")


def _daftar_berkas(isi: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    with isi.open(cadangan.DAFTAR_BERKAS) as baca:
        for baris in baca:
            sha256, tersegel = json.loads(baris)
            yield str(sha256), str(tersegel)


def _periksa_tujuan(manifes: Manifes) -> None:
    with cadangan.membaca() as sambungan:
        revisi = sambungan.scalar(sa.select(sa.column("version_num")).select_from(sa.table(cadangan.REVISI)))
        if revisi != manifes.revisi:
            raise CadanganDitolak(
                f"Cadangan berasal dari skema {manifes.revisi}, basis data ini {revisi}. Pasang versi Sahih yang sama "
                "dengan saat cadangan dibuat, pulihkan, lalu perbarui."
            )
        terisi = [
            t.name
            for t in cadangan.tabel_ada(sambungan)
            if sambungan.execute(sa.select(sa.literal(1)).select_from(t).limit(1)).first()
        ]
    if terisi:
        raise CadanganDitolak(
            f"Basis data tujuan tidak kosong (ada isi pada {terisi[0]}). Pulihkan ke basis data baru yang kosong."
        )
    if next(files.semua(), None):
        raise CadanganDitolak("Folder berkas tujuan tidak kosong. Pulihkan ke folder baru yang kosong.")


def _masukkan(isi: zipfile.ZipFile, manifes: Manifes) -> None:
    """Files first, as always; if the rows do not follow, the files go again."""
    tertaruh: list[str] = []
    try:
        for sha256, _ in _daftar_berkas(isi):
            files.terima_tersegel(sha256, isi.read(cadangan.nama_berkas(sha256)))
            tertaruh.append(sha256)
        with _menulis() as sambungan:
            milik = {f"tabel/{t.name}.ndjson": t for t in cadangan.tabel_ada(sambungan)}
            for b in manifes.bagian:
                if b.nama != cadangan.DAFTAR_BERKAS:
                    _isi_tabel(isi, b.nama, milik[b.nama], sambungan)
            _akhiri_sesi(sambungan)
    except BaseException:
        for sha256 in tertaruh:
            files.hapus(sha256)
        raise


def _isi_tabel(isi: zipfile.ZipFile, nama: str, t: sa.Table, sambungan: sa.Connection) -> None:
    with isi.open(nama) as baca:
        kolom = [t.columns[k] for k in json.loads(next(baca))]
        masuk = [cadangan.pengubah(k)[1] for k in kolom]
        baris = (
            {k.name: f(v) if v is not None else None for k, f, v in zip(kolom, masuk, json.loads(teks), strict=True)}
            for teks in baca
        )
        while potong := list(islice(baris, cadangan.POTONGAN)):
            sambungan.execute(sa.insert(t), potong)


def _akhiri_sesi(sambungan: sa.Connection) -> None:
    """Sign-ins that were ended after the backup must not come back to life with it."""
    t = sa.table("sesi_masuk", sa.column("dicabut", sa.DateTime(timezone=sambungan.dialect.name == "postgresql")))
    kini = clock.sekarang()
    nilai = kini if sambungan.dialect.name == "postgresql" else kini.replace(tzinfo=None)
    sambungan.execute(sa.update(t).where(t.c.dicabut.is_(None)).values(dicabut=nilai))


@contextmanager
def _menulis() -> Iterator[sa.Connection]:
    """One transaction without foreign keys; they are all checked before it is committed."""
    mesin = sa.create_engine(db.engine.url, poolclass=NullPool)
    with _sqlite(mesin) if mesin.dialect.name == "sqlite" else _postgresql(mesin) as sambungan:
        yield sambungan


@contextmanager
def _sqlite(mesin: sa.Engine) -> Iterator[sa.Connection]:
    with mesin.connect().execution_options(isolation_level="AUTOCOMMIT") as sambungan:
        sambungan.exec_driver_sql("PRAGMA busy_timeout=30000")
        sambungan.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield sambungan
            if salah := sambungan.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise CadanganDitolak(f"Isi cadangan tidak saling cocok pada tabel {salah[0]}.")
            sambungan.exec_driver_sql("COMMIT")
        except BaseException:
            sambungan.exec_driver_sql("ROLLBACK")
            raise
        sambungan.exec_driver_sql("ANALYZE")


@contextmanager
def _postgresql(mesin: sa.Engine) -> Iterator[sa.Connection]:
    with mesin.begin() as sambungan:
        kunci = sambungan.execute(
            sa.text(
                "SELECT conrelid::regclass::text AS tabel, quote_ident(conname) AS nama, "
                "pg_get_constraintdef(oid) AS isi "
                "FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
            )
        ).all()
        for k in kunci:
            sambungan.exec_driver_sql(f"ALTER TABLE {k.tabel} DROP CONSTRAINT {k.nama}")
        yield sambungan
        for k in kunci:
            sambungan.exec_driver_sql(f"ALTER TABLE {k.tabel} ADD CONSTRAINT {k.nama} {k.isi}")
        _lanjutkan_nomor(sambungan)
    with mesin.connect().execution_options(isolation_level="AUTOCOMMIT") as sambungan:
        sambungan.exec_driver_sql("ANALYZE")


def _lanjutkan_nomor(sambungan: sa.Connection) -> None:
    """The next id of every table follows the last one restored."""
    for t in cadangan.tabel_ada(sambungan):
        for k in t.primary_key.columns:
            urutan: Any = sambungan.scalar(sa.select(sa.func.pg_get_serial_sequence(t.name, k.name)))
            if urutan:
                akhir = sambungan.scalar(sa.select(sa.func.max(k)))
                sambungan.execute(sa.select(sa.func.setval(urutan, akhir or 1, akhir is not None)))
