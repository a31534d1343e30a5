"""What can an examiner see of one packet's history and of the packages that were asked for?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.laporan.models import BerkasPemeriksaan
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import Audiens, label_paket
from app.domain.wilayah.models import Wilayah
from app.infra import audit
from app.infra.audit import Audit, AuditKepala
from app.infra.db import db
from app.infra.galat import TidakAda

HALAMAN, PAKET = 50, 25
MAKS_PILIHAN = 400
RANTAI = 500  # rows walked each time the page is opened


@dataclass(frozen=True, slots=True)
class BarisAudit:
    """One fact as it stands in the chain."""

    urut: int
    waktu: dt.datetime
    aksi: str
    objek: str
    dari: str
    ke: str
    oleh: str
    hash: str


@dataclass(frozen=True, slots=True)
class PaketDiperiksa:
    """A packet as its examiner sees it: the head of its chain, and what a walk along it found ("" = whole, None = not
    walked, because it is long)."""

    id: int
    nomor: str
    desa: str
    periode: str
    kepala_urut: int
    kepala_hash: str
    salah: str | None
    nama: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class BarisPaket:
    """One packet in the list of what may be examined."""

    id: int
    nomor: str
    desa: str
    periode: str
    status: str


def daftar_paket(
    *, untuk: Pelaku, wilayah: str = "", periode: str = "", sebelum: int | None = None
) -> tuple[list[BarisPaket], int | None]:
    """Packets within the assignment, the latest first; keyset before packet `sebelum`. Raises TidakBoleh."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    p, w = Paket, Wilayah
    tanya = (
        sa.select(p.id, p.nomor, p.periode, p.status, w.sebutan.label("desa"))
        .join(w, w.kode == p.wilayah_kode)
        .where(policy.terlihat(Aksi.AUDIT_LIHAT, p.wilayah_kode, untuk))
        .order_by(p.id.desc())
        .limit(PAKET + 1)
    )
    for kolom, isi in ((p.wilayah_kode, wilayah), (p.periode, periode)):
        if isi:
            tanya = tanya.where(kolom == isi)
    if sebelum is not None:
        tanya = tanya.where(p.id < sebelum)
    semua = db.session.execute(tanya).all()
    baris = [BarisPaket(r.id, r.nomor, r.desa, r.periode, label_paket(r.status, Audiens.DINSOS)) for r in semua[:PAKET]]
    return baris, baris[-1].id if len(semua) > PAKET else None


@dataclass(frozen=True, slots=True)
class Surat:
    """The letter of assignment that the actor works under."""

    nomor: str
    tanggal: dt.date | None
    selesai: dt.date | None


def surat(*, untuk: Pelaku) -> Surat:
    """One's own letter of assignment. Raises TidakBoleh."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    t = Penugasan
    r = db.session.execute(
        sa.select(t.nomor_sk, t.tanggal_sk, t.selesai).where(
            t.id == untuk.penugasan_id, t.pengguna_id == untuk.pengguna_id
        )
    ).one()
    return Surat(r.nomor_sk, r.tanggal_sk, r.selesai)


def pilihan_desa(*, untuk: Pelaku) -> tuple[list[tuple[str, str]], list[str]]:
    """Villages (code, name) and months that have packets within the assignment, to choose a package from; too many
    villages to choose from give none. Two statements. Raises TidakBoleh."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    terlihat = policy.terlihat(Aksi.AUDIT_LIHAT, Paket.wilayah_kode, untuk)
    desa = list(
        db.session.scalars(
            sa.select(Wilayah)
            .where(Wilayah.kode.in_(sa.select(Paket.wilayah_kode).where(terlihat)))
            .order_by(Wilayah.kode)
            .limit(MAKS_PILIHAN + 1)
        )
    )
    bulan = db.session.scalars(sa.select(Paket.periode).where(terlihat).distinct().order_by(Paket.periode.desc()))
    return [(w.kode, f"{w.sebutan} ({w.kode})") for w in desa] if len(desa) <= MAKS_PILIHAN else [], list(bulan)


def kepala(paket_id: int, *, untuk: Pelaku) -> Any:
    """(id, nomor, periode, nama, jenis) of a packet of the assignment and its village. Raises TidakBoleh, TidakAda."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    satu = db.session.execute(
        sa.select(Paket.id, Paket.nomor, Paket.periode, Wilayah.nama, Wilayah.jenis)
        .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
        .where(Paket.id == paket_id, policy.terlihat(Aksi.AUDIT_LIHAT, Paket.wilayah_kode, untuk))
    ).first()
    if satu is None:
        raise TidakAda
    return satu


def paket(paket_id: int, *, untuk: Pelaku, seluruhnya: bool = False) -> PaketDiperiksa:
    """One packet of the assignment, its chain walked now: up to `RANTAI` rows, a longer one where that is asked for
    (`seluruhnya`). Raises TidakBoleh, TidakAda."""
    satu = kepala(paket_id, untuk=untuk)
    rantai = f"paket:{paket_id}"
    ujung = db.session.execute(
        sa.select(AuditKepala.urut, AuditKepala.hash).where(AuditKepala.rantai == rantai)
    ).first()
    nama = db.session.execute(sa.select(Usulan.id, Usulan.nama).where(Usulan.paket_id == paket_id).order_by(Usulan.id))
    return PaketDiperiksa(
        satu.id,
        satu.nomor,
        Wilayah(nama=satu.nama, jenis=satu.jenis).sebutan,
        satu.periode,
        ujung.urut if ujung else 0,
        ujung.hash if ujung else "",
        (audit.periksa(rantai) or "") if seluruhnya or ujung is None or ujung.urut <= RANTAI else None,
        [(r.id, r.nama) for r in nama],
    )


def baris_audit(
    paket_id: int, *, untuk: Pelaku, sebelum: int | None = None, batas: int = HALAMAN
) -> tuple[list[BarisAudit], int | None]:
    """The facts of a packet's chain, the latest first; keyset before `sebelum`."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    a, pemutus = Audit, aliased(Pengguna)
    terlihat = sa.exists().where(Paket.id == paket_id, policy.terlihat(Aksi.AUDIT_LIHAT, Paket.wilayah_kode, untuk))
    tanya = (
        sa.select(
            a.urut,
            a.waktu,
            a.aksi,
            a.objek,
            a.dari,
            a.ke,
            Pengguna.nama.label("oleh"),
            pemutus.nama.label("pemutus"),
            a.hash,
        )
        .outerjoin(Pengguna, Pengguna.id == a.pengguna_id)
        .outerjoin(pemutus, pemutus.id == a.pemutus_id)
        .where(a.rantai == f"paket:{paket_id}", terlihat)
        .order_by(a.urut.desc())
        .limit(batas + 1)
    )
    if sebelum is not None:
        tanya = tanya.where(a.urut < sebelum)
    semua = db.session.execute(tanya).all()
    baris = [
        BarisAudit(r.urut, r.waktu, r.aksi, r.objek, r.dari, r.ke, pelakunya(r.oleh, r.pemutus), r.hash) for r in semua
    ]
    return baris[:batas], baris[batas - 1].urut if len(semua) > batas else None


def pelakunya(oleh: str | None, pemutus: str | None) -> str:
    """Who did it, and who decided where that was another: an official's decision recorded from the signed paper."""
    siapa = oleh or "Sistem"
    return f"{pemutus} (dicatat {siapa})" if pemutus and pemutus != oleh else siapa


def berkas_saya(*, untuk: Pelaku) -> list[BerkasPemeriksaan]:
    """The latest packages asked for under this assignment."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    b = BerkasPemeriksaan
    return list(db.session.scalars(sa.select(b).where(_milik(untuk)).order_by(b.id.desc()).limit(20)))


def berkas(berkas_id: int, *, untuk: Pelaku) -> BerkasPemeriksaan:
    """One of them. Raises TidakBoleh, TidakAda: another assignment's, also one's own that has ended."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    b = BerkasPemeriksaan
    ada = db.session.scalar(sa.select(b).where(b.id == berkas_id, _milik(untuk)))
    if ada is None:
        raise TidakAda
    return ada


def _milik(untuk: Pelaku) -> sa.ColumnElement[bool]:
    return sa.and_(
        BerkasPemeriksaan.penugasan_id == untuk.penugasan_id, BerkasPemeriksaan.dibuat_oleh == untuk.pengguna_id
    )
