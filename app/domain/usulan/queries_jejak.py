"""What has happened to a packet so far? Facts of its chain, newest first, with the names they are about."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.dokumen.models import Dokumen
from app.domain.usulan.models import Paket, Usulan
from app.infra.audit import Audit, AuditIsi, asal
from app.infra.db import db
from app.infra.galat import TidakAda

HALAMAN = 30
UJUNG = 2**62  # past the end of every chain
# What happens to single papers and names fills pages; of these only what a reader of the packet waits for.
PENTING = (
    Aksi.DOKUMEN_UNGGAH_PINDAIAN,
    Aksi.DOKUMEN_TANDA_TANGANI,
    Aksi.DOKUMEN_SEGEL,
    Aksi.DOKUMEN_KONFIRMASI,
    Aksi.DOKUMEN_TOLAK_PINDAIAN,
    Aksi.USULAN_MINTA_PERUBAHAN,
    Aksi.USULAN_TERIMA_PERUBAHAN,
    Aksi.USULAN_TERIMA_PENARIKAN,
    Aksi.USULAN_TOLAK_PERUBAHAN,
    Aksi.USULAN_GUGURKAN,
)


@dataclass(frozen=True, slots=True)
class Jejak:
    """One fact of the timeline. `tentang` names the proposal or paper when it is not the packet itself."""

    urut: int
    waktu: dt.datetime
    aksi: str
    objek: str
    dari: str
    ke: str
    oleh: str
    alasan_kode: str
    tentang: str = ""
    isi: dict[str, Any] = field(default_factory=dict)


def riwayat(
    paket_id: int, *, untuk: Pelaku, semua: bool = False, sebelum: int | None = None
) -> tuple[list[Jejak], int | None]:
    """Facts of a packet in sight, newest first, and where the next page starts (keyset on the chain's own number).

    Without `semua`: the packet's steps and what a reader waits for. Raises TidakAda.
    """
    rantai = f"paket:{paket_id}"
    q = _dasar(paket_id, untuk).where(Audit.rantai == rantai)
    if not semua:
        q = q.where(sa.or_(Audit.objek == rantai, Audit.aksi.in_(PENTING)))
    if sebelum:
        q = q.where(Audit.urut < sebelum)
    ada = db.session.execute(q.order_by(Audit.urut.desc()).limit(HALAMAN + 1)).all()
    if not ada and not sebelum:
        raise TidakAda
    hasil = _bernama(ada[:HALAMAN])
    return hasil, (hasil[-1].urut if len(ada) > HALAMAN else None)


def riwayat_usulan(usulan_id: int, paket_id: int, *, untuk: Pelaku, dipisah: bool = False) -> list[Jejak]:
    """The latest facts of one proposal in sight together with its packet's own steps, newest first.

    Along the packet's chain: in the order of ids PostgreSQL walks back through the audit of the whole regency. Where
    the packet was split off (`dipisah`) it goes on along the chain that this one starts from.
    """
    paket, sampai = f"paket:{paket_id}", UJUNG
    hasil: list[Jejak] = []
    while paket and len(hasil) < HALAMAN:
        nilai = {**policy.nilai_siapa(untuk), "paket": paket_id, "rantai": paket, "sampai": sampai}
        ada = db.session.execute(_tanya_usulan(untuk.peran), nilai | {"usulan": f"usulan:{usulan_id}"}).all()
        hasil += [_jejak(r) for r in ada[: HALAMAN - len(hasil)]]
        paket, sampai = (asal(paket) if dipisah else None) or ("", UJUNG)
    return hasil


@cache
def _tanya_usulan(peran: Peran) -> Any:
    rantai: Any = sa.bindparam("rantai", type_=sa.String())
    q = _dasar(sa.bindparam("paket"), policy.siapa_pun(peran))
    q = q.where(Audit.rantai == rantai, Audit.urut <= sa.bindparam("sampai"))
    q = q.where(sa.or_(Audit.objek == rantai, Audit.objek == sa.bindparam("usulan")))
    return q.order_by(Audit.urut.desc()).limit(HALAMAN)


def _dasar(paket_id: Any, untuk: Pelaku) -> sa.Select[Any]:
    terlihat = sa.exists().where(Paket.id == paket_id, policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk))
    return (
        sa.select(
            Audit.urut,
            Audit.waktu,
            Audit.aksi,
            Audit.objek,
            Audit.dari,
            Audit.ke,
            Pengguna.nama.label("oleh"),
            Audit.alasan_kode,
            AuditIsi.isi,
        )
        .outerjoin(Pengguna, Pengguna.id == Audit.pengguna_id)
        .outerjoin(AuditIsi, AuditIsi.audit_id == Audit.id)
        .where(terlihat)
    )


def _jejak(r: Any, tentang: str = "") -> Jejak:
    return Jejak(
        r.urut, r.waktu, r.aksi, r.objek, r.dari, r.ke, r.oleh or "Sistem", r.alasan_kode, tentang, r.isi or {}
    )


def _bernama(baris: Any) -> list[Jejak]:
    """Proposals and papers by name, in one statement each and only when there are any."""
    nama: dict[str, str] = {}
    for awalan, kolom_id, kolom in (("usulan", Usulan.id, Usulan.nama), ("dokumen", Dokumen.id, Dokumen.judul)):
        ids = {int(r.objek.partition(":")[2]) for r in baris if r.objek.startswith(f"{awalan}:")}
        if ids:
            tanya = sa.select(kolom_id, kolom).where(kolom_id.in_(ids))
            nama |= {f"{awalan}:{i}": n for i, n in db.session.execute(tanya)}
    return [_jejak(r, nama.get(r.objek, "")) for r in baris]
