"""Which number does a paper get? The next of its unit, classification and year, in the unit's own form."""

import datetime as dt
import re
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.aturan.berlaku import nilai
from app.domain.dokumen.models import Dokumen, Penomoran
from app.domain.dokumen.status import JUDUL_DOKUMEN, JenisDokumen
from app.infra.db import db
from app.infra.format import bulan_romawi
from app.infra.galat import GalatIsian

POLA = "{klasifikasi}/{urut:3}/{unit}/{romawi}/{tahun}"
_BIDANG = re.compile(r"\{(klasifikasi|urut|unit|romawi|tahun)(?::(\d))?\}")


class Nomor(NamedTuple):
    """`teks` "" with `bernomor` prints a ruled blank (the number comes with the scan).

    `urut` only if counted here.
    """

    teks: str
    urut: int | None
    bernomor: bool


def nomor_baru(jenis: JenisDokumen, unit_kode: str, tanggal: dt.date, diketik: str = "") -> Nomor:
    """Take the next number in the caller's transaction.

    The row stays locked until it ends, so none is given twice.

    Raises:
        GalatIsian: the unit numbers by its own book (`buku_agenda`) and no number was typed.
    """
    atur = nilai("nomor", unit_kode, jenis, tanggal) or nilai("nomor", unit_kode, "", tanggal)
    mode = str(atur.get("mode", "otomatis"))
    if mode == "tanpa":
        return Nomor("", None, bernomor=False)
    if mode == "menyusul":
        return Nomor(diketik.strip(), None, bernomor=True)
    if mode == "buku_agenda":
        return Nomor(_wajib_diketik(jenis, diketik), None, bernomor=True)
    klasifikasi = str(atur.get("klasifikasi", ""))
    urut = _berikutnya(unit_kode, klasifikasi, tanggal.year)
    unit = str(nilai("kop", unit_kode, "", tanggal).get("singkatan") or unit_kode.rpartition(".")[2])
    isi = {
        "klasifikasi": klasifikasi,
        "urut": urut,
        "unit": unit,
        "romawi": bulan_romawi(tanggal),
        "tahun": tanggal.year,
    }
    return Nomor(susun(str(atur.get("format") or POLA), isi), urut, bernomor=True)


def susun(pola: str, isi: dict[str, Any]) -> str:
    """`{urut:3}` → `007`.

    Only the five known fields are replaced, everything else stays as the unit wrote it.
    """
    return _BIDANG.sub(lambda m: str(isi[m[1]]).zfill(int(m[2] or 0)), pola)


def kembar(unit_kode: str, nomor: str, tahun: int) -> bool:
    """Whether the unit already used a typed number this year: a warning, not a refusal."""
    d = Dokumen
    ada = sa.select(d.id).where(d.unit_kode == unit_kode, d.tahun == tahun, d.nomor == nomor).limit(1)
    return bool(nomor) and db.session.scalar(ada) is not None


def _wajib_diketik(jenis: JenisDokumen, diketik: str) -> str:
    if not diketik.strip():
        kalimat = f"Isi nomor {JUDUL_DOKUMEN[jenis].lower()} sesuai buku agenda."
        raise GalatIsian(bidang={"nomor": kalimat})
    return diketik.strip()


def _berikutnya(unit_kode: str, klasifikasi: str, tahun: int) -> int:
    """Papers of one classification share a sequence: two papers of a unit never carry the same number."""
    t = Penomoran.__table__
    sisip = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    kunci = {"unit_kode": unit_kode, "jenis": klasifikasi, "tahun": tahun}
    db.session.execute(sisip(Penomoran).values(**kunci, terakhir=0).on_conflict_do_nothing())
    naik = (
        sa.update(Penomoran)
        .where(t.c.unit_kode == unit_kode, t.c.jenis == klasifikasi, t.c.tahun == tahun)
        .values(terakhir=t.c.terakhir + 1)
        .returning(t.c.terakhir)
        .execution_options(synchronize_session=False)
    )
    return int(db.session.execute(naik).scalar_one())
