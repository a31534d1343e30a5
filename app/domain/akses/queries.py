"""Which people and assignments may this admin see? Nothing of residents, nothing outside the territory."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.domain.akses import operations, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.baris import BarisPenugasan, baris_penugasan
from app.domain.akses.isian import TINGKAT_WILAYAH
from app.domain.akses.masuk import berlaku_sql
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import KEDALAMAN_WILAYAH, LABEL_PERAN, Peran
from app.domain.wilayah.models import Wilayah
from app.infra.db import db
from app.infra.galat import TidakAda

SEHALAMAN = 30
BATAS_WILAYAH = 20
_JENIS = (("provinsi",), ("kabupaten", "kota"), ("kecamatan",), ("desa", "kelurahan"))


@dataclass(slots=True)
class BarisPengguna:
    """A person in the list, or on the page of their own."""

    id: int
    nama_pengguna: str
    nama: str
    nip: str
    surel: str
    telepon: str
    aktif: bool
    harus_ganti_sandi: bool
    penugasan: list[BarisPenugasan] = field(default_factory=list)
    boleh_dikelola: bool = True


@dataclass(frozen=True, slots=True)
class PilihanWilayah:
    """A region as it is offered for choosing: with the one above it, since names repeat."""

    kode: str
    nama: str
    induk: str


def _kolom() -> tuple[Any, ...]:
    p = Pengguna
    return (p.id, p.nama_pengguna, p.nama, p.nip, p.surel, p.telepon, p.aktif, p.harus_ganti_sandi)


def _terlihat(untuk: Pelaku) -> sa.ColumnElement[bool]:
    if not policy.mungkin(untuk, Aksi.PENGGUNA_KELOLA):
        return sa.false()
    punya = sa.select(Penugasan.id).where(Penugasan.pengguna_id == Pengguna.id)
    di_sini = punya.where(policy.terlihat(Aksi.PENGGUNA_KELOLA, Penugasan.wilayah_kode, untuk))
    return sa.or_(di_sini.exists(), sa.not_(punya.exists()))


def _seperti(teks: str) -> str:
    aman = teks.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{aman}%"


def daftar_pengguna(
    *, untuk: Pelaku, cari: str = "", peran: Peran | None = None, sesudah: str = ""
) -> tuple[list[BarisPengguna], str | None]:
    """People by user name, with their assignments in force; and the name after which the next page starts."""
    p = Pengguna
    tanya = sa.select(*_kolom()).where(_terlihat(untuk)).order_by(p.nama_pengguna).limit(SEHALAMAN + 1)
    if cari:
        pola = _seperti(cari)
        tanya = tanya.where(
            sa.or_(sa.func.lower(p.nama).like(pola, escape="\\"), p.nama_pengguna.like(pola, escape="\\"))
        )
    if peran:
        dengan = sa.select(Penugasan.id).join(Wilayah, Wilayah.kode == Penugasan.wilayah_kode)
        dengan = dengan.where(Penugasan.pengguna_id == p.id, Penugasan.peran == peran)
        tanya = tanya.where(dengan.where(berlaku_sql(Penugasan, Wilayah)).exists())
    if sesudah:
        tanya = tanya.where(p.nama_pengguna > sesudah)
    baris = [BarisPengguna(**b._mapping) for b in db.session.execute(tanya)]
    lanjut = baris[SEHALAMAN - 1].nama_pengguna if len(baris) > SEHALAMAN else None
    baris = baris[:SEHALAMAN]
    for t in _penugasan([b.id for b in baris]):
        if t.berlaku:
            next(b for b in baris if b.id == t.pengguna_id).penugasan.append(t)
    return baris, lanjut


def _penugasan(pengguna_ids: list[int]) -> list[BarisPenugasan]:
    return baris_penugasan(Penugasan.pengguna_id.in_(pengguna_ids))


def pengguna(pengguna_id: int, *, untuk: Pelaku) -> BarisPengguna:
    """One person with all assignments. Raises TidakAda outside the territory."""
    b = db.session.execute(sa.select(*_kolom()).where(Pengguna.id == pengguna_id, _terlihat(untuk))).first()
    if b is None:
        raise TidakAda
    hasil = BarisPengguna(**b._mapping)
    hasil.penugasan = _penugasan([pengguna_id])
    hasil.boleh_dikelola = not any(operations.di_luar(t, untuk) for t in operations.daftar_penugasan(pengguna_id))
    return hasil


def cari_wilayah(teks: str, *, peran: Peran, untuk: Pelaku) -> list[PilihanWilayah]:
    """At most twenty regions of the level on which the role works, by a part of the name or the start of the code."""
    w, induk = Wilayah, sa.orm.aliased(Wilayah)
    teks = " ".join(teks.split())
    if not teks:
        return []
    jenis = [j for d in KEDALAMAN_WILAYAH[peran] for j in _JENIS[d]]
    cocok = w.kode.startswith(teks, autoescape=True) if teks[:2].isdigit() else _nama_cocok(teks)
    baris = db.session.execute(
        sa.select(w.kode, w.nama, w.jenis, induk.nama.label("induk_nama"), induk.jenis.label("induk_jenis"))
        .outerjoin(induk, induk.kode == w.induk)
        .where(policy.terlihat(Aksi.PENGGUNA_KELOLA, w.kode, untuk), w.jenis.in_(jenis), cocok)
        .order_by(w.nama, w.kode)
        .limit(BATAS_WILAYAH)
    )
    return [
        PilihanWilayah(
            b.kode,
            Wilayah(nama=b.nama, jenis=b.jenis).sebutan,
            Wilayah(nama=b.induk_nama, jenis=b.induk_jenis).sebutan if b.induk_nama else "",
        )
        for b in baris
    ]


def _nama_cocok(teks: str) -> sa.ColumnElement[bool]:
    """People type “Desa Slawi Kulon”, the table holds “Slawi Kulon”."""
    for awalan in ("desa ", "kelurahan ", "kecamatan "):
        if teks.lower().startswith(awalan):
            teks = teks[len(awalan) :]
    return sa.func.lower(Wilayah.nama).like(_seperti(teks), escape="\\")


def pilihan_peran() -> list[tuple[str, str]]:
    """Roles for a list of choices, with the level on which they work."""
    tingkat = {p: " atau ".join(TINGKAT_WILAYAH[d] for d in KEDALAMAN_WILAYAH[p]) for p in Peran}
    return [(str(p), f"{LABEL_PERAN[p]} ({tingkat[p]})") for p in Peran]
