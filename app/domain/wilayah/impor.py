"""How do the regions of Indonesia come into the table? From the CSV files of the npm package idn-area-data (ODbL)."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.domain.wilayah.models import SumberWilayah, Wilayah
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian

SUMBER = "idn-area-data"
BERKAS = ("provinces.csv", "regencies.csv", "districts.csv", "villages.csv")
KODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.[123]\d{3})?)?)?")
KOLOM = ("kode", "nama", "jenis", "induk", "zona")
# psycopg sends this many rows in one round trip; more gains nothing.
SEKALI = 5000


@dataclass(frozen=True, slots=True)
class HasilImpor:
    """What an import did. `dilewati`: this release was already there, and nothing was read."""

    versi: str
    jumlah: int
    baru: int = 0
    berubah: int = 0
    dilewati: bool = False


def impor(folder: Path, *, paksa: bool = False) -> HasilImpor:
    """Bring the table to the state of the files: new rows in, names renewed, nothing removed (old papers and packets
    name old codes). `folder` is the package, or a folder with the four CSV files.

    Raises GalatIsian naming file and line when the files can not be taken; then nothing has been written.
    """
    data = folder / "data" if (folder / "data").is_dir() else folder
    versi = _versi(folder)
    if not paksa and (ada := _terpasang(versi)):
        return ada
    baris = list(_baca_semua(data))
    lama = {b.kode: tuple(b) for b in db.session.execute(sa.select(*(getattr(Wilayah, k) for k in KOLOM)))}
    baru = [b for b in baris if b[0] not in lama]
    berubah = [b for b in baris if b[0] in lama and lama[b[0]] != b]
    _tulis(baru, berubah)
    _catat(versi)
    return HasilImpor(versi, len(baris), len(baru), len(berubah))


def _versi(folder: Path) -> str:
    keterangan = folder / "package.json"
    return str(json.loads(keterangan.read_text("utf-8"))["version"]) if keterangan.is_file() else "tanpa-versi"


def _terpasang(versi: str) -> HasilImpor | None:
    catatan = db.session.get(SumberWilayah, SUMBER)
    if catatan is None or catatan.versi != versi:
        return None
    jumlah = db.session.scalar(sa.select(sa.func.count()).select_from(Wilayah)) or 0
    return HasilImpor(versi, jumlah, dilewati=True) if jumlah == catatan.jumlah else None


def _baca_semua(data: Path) -> Iterator[tuple[str, str, str, str | None, str]]:
    dikenal: set[str] = set()
    for tingkat, nama in enumerate(BERKAS):
        berkas = data / nama
        if not berkas.is_file():
            raise GalatIsian(f"Berkas {nama} tidak ada di folder data wilayah. Pasang ulang datanya, lalu coba lagi.")
        with berkas.open(encoding="utf-8", newline="") as isi:
            for nomor, kolom in enumerate(csv.DictReader(isi), 2):
                kode, sebutan = (kolom.get("code") or "").strip(), rapikan(kolom.get("name") or "")
                induk = kode.rpartition(".")[0] or None
                if not KODE.fullmatch(kode) or kode.count(".") != tingkat or not sebutan or kode in dikenal:
                    raise GalatIsian(f"{nama} baris {nomor}: kode atau nama wilayah tidak terbaca, kosong, atau ganda.")
                if induk and induk not in dikenal:
                    raise GalatIsian(f"{nama} baris {nomor}: wilayah di atasnya ({induk}) tidak ada.")
                dikenal.add(kode)
                yield kode, sebutan, jenis(kode), induk, zona(kode)


def rapikan(nama: str) -> str:
    """The name without doubled spaces, a closing full stop, or a double quote where an apostrophe belongs."""
    return re.sub(r'(?<=\w)"(?=\w)', "'", " ".join(nama.split())).rstrip(".")


def jenis(kode: str) -> str:
    """The kind of region, which its code tells: cities count from 71, kelurahan begin with 1, desa with 2 or 3."""
    bagian = kode.split(".")
    if len(bagian) == 2:
        return "kota" if int(bagian[1]) >= 71 else "kabupaten"
    if len(bagian) == 4:
        return "kelurahan" if bagian[3][0] == "1" else "desa"
    return "provinsi" if len(bagian) == 1 else "kecamatan"


def _tulis(
    baru: list[tuple[str, str, str, str | None, str]], berubah: list[tuple[str, str, str, str | None, str]]
) -> None:
    for mulai in range(0, len(baru), SEKALI):
        isi = [dict(zip(KOLOM, b, strict=True)) for b in baru[mulai : mulai + SEKALI]]
        db.session.execute(sa.insert(Wilayah), isi)
    if berubah:
        db.session.execute(sa.update(Wilayah), [dict(zip(KOLOM, b, strict=True)) for b in berubah])


def _catat(versi: str) -> None:
    jumlah = db.session.scalar(sa.select(sa.func.count()).select_from(Wilayah)) or 0
    catatan = db.session.get(SumberWilayah, SUMBER) or SumberWilayah(nama=SUMBER)
    catatan.versi, catatan.jumlah, catatan.diimpor = versi, jumlah, clock.sekarang()
    db.session.add(catatan)
    db.session.flush()
