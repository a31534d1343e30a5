"""Which number does a paper get? The next of its unit, classification and year, in the unit's own form."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.kop import unit_nomor
from app.domain.aturan.nomor import aturan_nomor, susun_nomor
from app.domain.dokumen.models import Dokumen, NomorAgenda, Penomoran
from app.domain.dokumen.status import JUDUL_DOKUMEN, TIDAK_BERLAKU, JenisDokumen
from app.infra import audit
from app.infra import format as bentuk
from app.infra.db import db
from app.infra.galat import GalatIsian

PANJANG_NOMOR = 80


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

    A unit that numbers by its own book (`buku_agenda`) gives it beforehand (`tulis_agenda`); it is used up here.

    Raises:
        GalatIsian: numbered by the book, and no number was typed.
    """
    aturan = aturan_nomor(jenis, unit_kode, tanggal)
    mode = aturan["mode"]
    if mode == "tanpa":
        return Nomor("", None, bernomor=False)
    if mode == "menyusul":
        return Nomor(_rapi(diketik), None, bernomor=True)
    if mode == "buku_agenda":
        return Nomor(_dari_agenda(jenis, unit_kode, diketik), None, bernomor=True)
    urut = _berikutnya(unit_kode, str(aturan.get("klasifikasi", "")), tanggal.year)
    teks = susun_nomor(aturan, urut=urut, unit=unit_nomor(unit_kode, tanggal), tanggal=tanggal)
    return Nomor(teks, urut, bernomor=True)


def _rapi(diketik: str) -> str:
    """A number as it stands on one line; it is public, so a NIK that strayed into the field is masked."""
    return bentuk.tanpa_nik(" ".join(diketik.split()))


def _dari_agenda(jenis: JenisDokumen, unit_kode: str, diketik: str) -> str:
    if diketik.strip():
        return _rapi(diketik)[:PANJANG_NOMOR]
    ambil = (
        sa.delete(NomorAgenda)
        .where(NomorAgenda.unit_kode == unit_kode, NomorAgenda.jenis == jenis)
        .returning(NomorAgenda.nomor)
        .execution_options(synchronize_session=False)
    )
    nomor = db.session.execute(ambil).scalar_one_or_none()
    if nomor is None:
        kalimat = (
            f"Isi nomor {JUDUL_DOKUMEN[jenis].lower()} sesuai buku agenda di halaman Akun, Cetak dan nomor, "
            "lalu ulangi langkah ini."
        )
        raise GalatIsian(bidang={"nomor": kalimat})
    return str(nomor)


@dataclass(frozen=True, slots=True)
class BarisAgenda:
    """One kind of paper that a unit numbers by its book: the number waiting, and the last one used."""

    jenis: JenisDokumen
    judul: str
    nomor: str
    terakhir: str


def agenda(unit_kode: str, pada: dt.date, *, untuk: Pelaku) -> list[BarisAgenda]:
    """The kinds of the actor's unit whose mode is `buku_agenda`, in the order of the catalogue."""
    policy.wajib_mungkin(untuk, Aksi.DOKUMEN_TERBITKAN)
    jenis = [j for j in JenisDokumen if aturan_nomor(j, unit_kode, pada)["mode"] == "buku_agenda"]
    d = Dokumen
    akhir = (
        sa.select(sa.func.max(d.id))
        .where(d.unit_kode == unit_kode, d.jenis.in_(jenis), d.nomor != "")
        .group_by(d.jenis)
    )
    terakhir = {b.jenis: b.nomor for b in db.session.execute(sa.select(d.jenis, d.nomor).where(d.id.in_(akhir)))}
    n = NomorAgenda
    tanya = sa.select(n.jenis, n.nomor).where(n.unit_kode == unit_kode)
    siap = {b.jenis: b.nomor for b in db.session.execute(tanya)}
    return [BarisAgenda(j, JUDUL_DOKUMEN[j], siap.get(j, ""), terakhir.get(j, "")) for j in jenis]


def tulis_agenda(nomor: Mapping[JenisDokumen, str], *, oleh: Pelaku) -> list[str]:
    """Keep the numbers that the next papers of the actor's unit will carry; an empty one is taken back.

    Returns a sentence for every number that another paper of the unit carries already: it warns, it does not block.
    """
    policy.wajib_mungkin(oleh, Aksi.DOKUMEN_TERBITKAN)
    n = NomorAgenda
    siap = db.session.execute(sa.select(n.jenis, n.nomor).where(n.unit_kode == oleh.wilayah))
    lama = {b.jenis: b.nomor for b in siap}
    nomor = {jenis: _rapi(teks) for jenis, teks in nomor.items()}
    for jenis, teks in nomor.items():
        if len(teks.strip()) > PANJANG_NOMOR:
            raise GalatIsian(bidang={f"nomor_{jenis}": f"Nomor paling panjang {PANJANG_NOMOR} huruf dan angka."})
        db.session.execute(
            sa.delete(NomorAgenda)
            .where(NomorAgenda.unit_kode == oleh.wilayah, NomorAgenda.jenis == jenis)
            .execution_options(synchronize_session=False)
        )
        if teks.strip():
            baris = NomorAgenda(unit_kode=oleh.wilayah, jenis=jenis, nomor=teks.strip(), diisi_oleh=oleh.pengguna_id)
            db.session.add(baris)
            db.session.flush()
            db.session.expunge(baris)
    if ubah := {str(j): teks.strip() for j, teks in nomor.items() if teks.strip() != lama.get(j, "")}:
        fakta = {"aksi": "dokumen.agenda", "objek": f"unit:{oleh.wilayah}", "isi": {"nomor": ubah}}
        audit.catat(f"unit:{oleh.wilayah}", [fakta], pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)
    return [k for teks in nomor.values() if (k := kembar(oleh.wilayah, teks.strip()))]


def kembar(unit_kode: str, nomor: str, kecuali: int = 0) -> str:
    """The sentence that warns of a number which another paper in force of the unit carries already, else ""."""
    if not nomor:
        return ""
    d = Dokumen
    ada = db.session.execute(
        sa.select(d.judul, d.tanggal)
        .where(d.unit_kode == unit_kode, d.nomor == nomor, d.id != kecuali, d.status.not_in(TIDAK_BERLAKU))
        .order_by(d.id.desc())
        .limit(1)
    ).first()
    return f"Nomor {nomor} sudah dipakai {ada.judul} tanggal {bentuk.tanggal(ada.tanggal)}." if ada else ""


def menyusul(dokumen: Dokumen) -> bool:
    """Whether the paper was issued with a ruled blank whose number is still to be entered."""
    if dokumen.nomor or dokumen.nomor_urut is not None:
        return False
    return bool(aturan_nomor(dokumen.jenis, dokumen.unit_kode, dokumen.tanggal)["mode"] == "menyusul")


def catat_menyusul(dokumen: Dokumen, nomor: str) -> dict[str, Any]:
    """Write the number that was put on the paper by hand; returns what the audit row shall say.

    Raises:
        GalatIsian: the paper waits for its number and none was given.
    """
    if not menyusul(dokumen):
        return {}
    if not nomor.strip():
        kalimat = f"Isi nomor {dokumen.judul} seperti yang ditulis tangan pada kertasnya."
        raise GalatIsian(bidang={f"nomor_{dokumen.id}": kalimat})
    dokumen.nomor = _rapi(nomor)[:PANJANG_NOMOR]
    db.session.flush()
    return {"nomor": dokumen.nomor}


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
