"""Which number does a paper get? The next of its unit, classification and year, in the unit's own form."""

import datetime as dt
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.aturan.kop import unit_nomor
from app.domain.aturan.nomor import aturan_nomor, susun_nomor
from app.domain.dokumen.models import Penomoran
from app.domain.dokumen.status import JUDUL_DOKUMEN, JenisDokumen
from app.infra.db import db
from app.infra.galat import GalatIsian


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
    aturan = aturan_nomor(jenis, unit_kode, tanggal)
    mode = aturan["mode"]
    if mode == "tanpa":
        return Nomor("", None, bernomor=False)
    if mode == "menyusul":
        return Nomor(diketik.strip(), None, bernomor=True)
    if mode == "buku_agenda":
        return Nomor(_wajib_diketik(jenis, diketik), None, bernomor=True)
    urut = _berikutnya(unit_kode, str(aturan.get("klasifikasi", "")), tanggal.year)
    teks = susun_nomor(aturan, urut=urut, unit=unit_nomor(unit_kode, tanggal), tanggal=tanggal)
    return Nomor(teks, urut, bernomor=True)


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
