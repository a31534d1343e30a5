"""What does a packet's own page need? All of it in few statements, so that thirty names cost as much as one."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, load_only, undefer
from sqlalchemy.orm.attributes import set_committed_value

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.rapat.models import BerkasRapat, FotoRapat, Rapat
from app.domain.registri.models import Keluarga, Warga
from app.domain.usulan import kesiapan, penduduk, queries_tunggu, syarat_sptjm
from app.domain.usulan.models import Paket, Perubahan, Tanda, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.domain.wilayah.models import Wilayah, sebutan
from app.infra.db import db, konstan
from app.infra.galat import TidakAda

# In these states the page asks the guards that look into every name.
MENDALAM = frozenset({StatusPaket.DRAF, StatusPaket.SIAP_DIAJUKAN, StatusPaket.DIKEMBALIKAN})
# What the lists and the guards read; everything else of a row stays in the database.
RINGKAS = (
    Usulan.paket_id,
    Usulan.wilayah_kode,
    Usulan.jenis,
    Usulan.warga_id,
    Usulan.keluarga_id,
    Usulan.nama,
    Usulan.rt,
    Usulan.rw,
    Usulan.status,
    Usulan.alasan_kode,
    Usulan.putusan_alasan,
    Usulan.nilai_alasan,
    Usulan.padanan,
    Usulan.status_siks,
    Usulan.rapat_id,
    Usulan.jalur,
    Usulan.asal,
    Usulan.pengganti_id,
)


@dataclass(frozen=True, slots=True)
class Terbaca:
    """What guards and lists of the page would ask for in statements of their own; None where it was not read along.

    `menunggu`: whether any name of the village waits to be proposed again.
    """

    ada_rapat: bool | None
    menunggu: bool | None
    verval: kesiapan.AngkaVerval | None


@dataclass(frozen=True, slots=True)
class Halaman:
    """A packet in sight with its village as it is spoken of, its meeting and its proposals, loaded.

    `zona`: the village's; `kerabat`: id and number of the packet that it was split from, and of those split from it;
    `tiada`: what the registry says of names that can not go on.
    """

    paket: Paket
    desa: str
    zona: str
    rapat: Rapat | None
    usulan: list[Usulan]
    kerabat: list[tuple[int, str]]
    jumlah_foto: int
    ada_tercatat: bool
    terbaca: Terbaca
    tiada: dict[int, str] = field(default_factory=dict)


def kepala(paket_id: int, *, untuk: Pelaku) -> Paket:
    """The packet's own row alone. Raises TidakAda."""
    paket: Paket | None = db.session.scalar(
        _tanya_kepala(untuk.peran), {**policy.nilai_siapa(untuk), "paket": paket_id}
    )
    if paket is None:
        raise TidakAda
    return paket


def _terlihat(peran: Peran) -> sa.ColumnElement[bool]:
    siapa = policy.siapa_pun(peran)
    return sa.and_(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, siapa), Paket.id == sa.bindparam("paket"))


@cache
def _tanya_kepala(peran: Peran) -> Any:
    return sa.select(Paket).where(_terlihat(peran))


@cache
def _tanya_halaman(peran: Peran) -> Any:
    diminta = sa.exists().where(Perubahan.paket_id == Paket.id).correlate(Paket)
    lain = aliased(Paket)
    tiada = penduduk.tiada(Paket.id).with_only_columns(Usulan.id).correlate(Paket).exists()
    tanda = sa.exists().where(Tanda.paket_id == Paket.id).correlate(Paket)
    dipisah = sa.exists().where(lain.induk_id == Paket.id).correlate(Paket)
    foto = sa.select(sa.func.count()).where(FotoRapat.rapat_id == Paket.rapat_id).correlate(Paket).scalar_subquery()
    berkas = sa.exists().where(BerkasRapat.rapat_id == Paket.rapat_id).correlate(Paket)
    tanya = (
        sa.select(Paket, Rapat, Wilayah.jenis, Wilayah.nama, Wilayah.zona)
        .add_columns(diminta.label("diminta"), dipisah.label("dipisah"), foto.label("foto"), tanda.label("tanda"))
        .add_columns(kesiapan.tercatat().label("tercatat"), berkas.label("berkas"), tiada.label("ada_tiada"))
        .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
        .outerjoin(Rapat, Rapat.id == Paket.rapat_id)
        .where(_terlihat(peran))
        .options(undefer(Rapat.jumlah_diundang))
    )
    return _baca_pula(tanya, policy.siapa_pun(peran))


def _baca_pula(tanya: sa.Select[Any], siapa: Pelaku) -> sa.Select[Any]:
    """The columns of `Terbaca`: only what the role's own pages ask, for psycopg takes a statement of more than 4,096
    characters apart anew each time."""
    if policy.mungkin(siapa, Aksi.PAKET_SETUJUI_VERVAL):
        v = kesiapan.angka_verval().where(Paket.id == sa.bindparam("paket"))
        angka = v.where(Paket.status == konstan(StatusPaket.DITERUSKAN)).subquery("v")
        return tanya.outerjoin(angka, angka.c.id == Paket.id).add_columns(
            *(angka.c[nama] for nama in kesiapan.AngkaVerval._fields)
        )
    if policy.mungkin(siapa, Aksi.USULAN_CATAT):
        draf = Paket.status == konstan(StatusPaket.DRAF)
        ada = {
            "ada_rapat": syarat_sptjm.ada_rapat(Paket.wilayah_kode, Paket.periode).correlate(Paket),
            "menunggu": queries_tunggu.ada(),
        }
        return tanya.add_columns(*(sa.case((draf, kolom)).label(nama) for nama, kolom in ada.items()))
    return tanya


def halaman(paket_id: int, *, untuk: Pelaku) -> Halaman:
    """Two statements for the packet, its village, its meeting and all names, a few more where it was returned or split.

    Raises TidakAda.
    """
    nilai = {**policy.nilai_siapa(untuk), "paket": paket_id}
    r = db.session.execute(_tanya_halaman(untuk.peran), nilai).first()
    if r is None:
        raise TidakAda
    paket: Paket = r.Paket
    _muat_usulan(paket)
    if not r.diminta:
        set_committed_value(paket, "perubahan", [])
    if not r.tanda:
        set_committed_value(paket, "tanda", [])
    if r.Rapat is not None and not r.berkas:
        set_committed_value(r.Rapat, "berkas", [])
    kerabat = _kerabat(paket) if paket.induk_id or r.dipisah else []
    tiada = _tiada(paket) if r.ada_tiada else {}
    desa = sebutan(r.jenis, r.nama)
    return Halaman(paket, desa, r.zona, r.Rapat, paket.usulan, kerabat, r.foto, r.tercatat, _terbaca(r._mapping), tiada)


def _terbaca(r: Any) -> Terbaca:
    angka = [r.get(nama) for nama in kesiapan.AngkaVerval._fields]
    verval = kesiapan.AngkaVerval(*angka) if angka[0] is not None else None
    return Terbaca(r.get("ada_rapat"), r.get("menunggu"), verval)


def _tiada(paket: Paket) -> dict[int, str]:
    semua = db.session.execute(penduduk.tiada(paket.id))
    return {r.id: penduduk.kata_tiada(r.status_dasar, r.status_sejak) for r in semua}


def _kerabat(paket: Paket) -> list[tuple[int, str]]:
    tanya = sa.select(Paket.id, Paket.nomor).where(sa.or_(Paket.id == paket.induk_id, Paket.induk_id == paket.id))
    return [(i, nomor) for i, nomor in db.session.execute(tanya.order_by(Paket.id))]


_MILIK = Usulan.paket_id == sa.bindparam("paket")
_USULAN = sa.select(Usulan).where(_MILIK).order_by(Usulan.id).options(load_only(*RINGKAS))
_USULAN_DALAM = _USULAN.options(
    undefer(Usulan.isi),
    joinedload(Usulan.warga).load_only(
        Warga.nik, Warga.jenis_kelamin, Warga.tanggal_lahir, Warga.hubungan, Warga.status_dasar, Warga.status_sejak
    ),
    joinedload(Usulan.keluarga).load_only(Keluarga.no_kk),
)
_DRAF_DALAM = _USULAN_DALAM.where(Usulan.status == StatusUsulan.DRAF)


def _muat_usulan(paket: Paket) -> None:
    draf = paket.status is StatusPaket.DRAF
    tanya = _USULAN_DALAM if paket.status in MENDALAM and not draf else _USULAN
    usulan = list(db.session.scalars(tanya, {"paket": paket.id}))
    # While a packet is drafted, the guards look only into the names that are not declared complete.
    if draf and any(u.status is StatusUsulan.DRAF for u in usulan):
        db.session.scalars(_DRAF_DALAM, {"paket": paket.id}).all()
    set_committed_value(paket, "usulan", usulan)
