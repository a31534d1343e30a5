"""Who decided what, when, and can it be proved? Append-only rows in one hash chain per object family."""

import datetime as dt
import hashlib
import hmac
import json
import os
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.infra import clock, crypto, teks_bebas
from app.infra.db import Dasar, JsonRahasia, db, tabel

AWAL = "0" * 64


class Audit(Dasar):
    """One fact. `teks` is the canonical line that the hash covers."""

    __tablename__ = "audit"
    __table_args__ = (sa.UniqueConstraint("rantai", "urut"), sa.Index(None, "objek", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    rantai: Mapped[str] = mapped_column(sa.String(40))
    urut: Mapped[int]
    waktu: Mapped[dt.datetime]
    aksi: Mapped[str] = mapped_column(sa.String(60))
    objek: Mapped[str] = mapped_column(sa.String(40))
    dari: Mapped[str] = mapped_column(sa.String(40), default="")
    ke: Mapped[str] = mapped_column(sa.String(40), default="")
    pengguna_id: Mapped[int | None]
    penugasan_id: Mapped[int | None]
    alasan_kode: Mapped[str] = mapped_column(sa.String(60), default="")
    # Who decided, where that is another person than who acted (None: unknown here), and on which paper.
    pemutus_id: Mapped[int | None]
    dokumen_id: Mapped[int | None]
    teks: Mapped[str] = mapped_column(sa.Text)
    hash: Mapped[str] = mapped_column(sa.String(64))


class AuditIsi(Dasar):
    """The personal part of a fact (reason, values before and after): encrypted, erasable, the chain stays whole."""

    __tablename__ = "audit_isi"

    audit_id: Mapped[int] = mapped_column(sa.ForeignKey("audit.id"), primary_key=True, autoincrement=False)
    isi: Mapped[Any] = mapped_column(JsonRahasia())


class AuditKepala(Dasar):
    """The head of each chain: a cut tail shows. Locked while a chain grows. `asal` names the row of another chain that
    this one starts from ("paket:12@34"), "" for a chain of its own."""

    __tablename__ = "audit_kepala"

    rantai: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    urut: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))
    asal: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")


def cabangkan(rantai: str, dari: str) -> None:
    """Let a chain that has no row yet start from the head of another: what went before is then part of its proof."""
    urut, kepala = _kepala(dari)
    baris = {"rantai": rantai, "urut": 0, "hash": kepala, "asal": f"{dari}@{urut}"}
    db.session.execute(sa.insert(AuditKepala), [baris])


def asal(rantai: str) -> tuple[str, int] | None:
    """The chain and the number of its row from which this one starts; None for a chain of its own."""
    t = tabel(AuditKepala)
    ada = db.session.execute(sa.select(t.c.asal).where(t.c.rantai == rantai)).scalar()
    if not ada:
        return None
    dari, _, urut = ada.rpartition("@")
    return dari, int(urut)


def _kepala(rantai: str) -> tuple[int, str]:
    """The head of a chain, locked. Two first rows at the same moment: one waits for the other's head."""
    t = tabel(AuditKepala)
    tanya = sa.select(t.c.urut, t.c.hash).where(t.c.rantai == rantai).with_for_update()
    ada = db.session.execute(tanya).first()
    if ada is None:
        sisip = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        db.session.execute(sisip(t).values(rantai=rantai, urut=0, hash=AWAL).on_conflict_do_nothing())
        ada = db.session.execute(tanya).one()
    return int(ada.urut), str(ada.hash)


def catat(
    rantai: str,
    fakta: list[dict[str, Any]],
    *,
    pengguna_id: int | None,
    penugasan_id: int | None = None,
) -> int:
    """Append facts to a chain in the caller's transaction; returns the id of the last row.

    Each fact: `aksi, objek` and optionally `dari, ke, alasan_kode, pemutus_id, dokumen_id, isi` (JSON; goes to the
    encrypted table and enters the chain only as a salted hash; a NIK in its sentences is masked as in their columns).
    """
    urut, kepala = _kepala(rantai)
    waktu = clock.sekarang()
    baris: list[dict[str, Any]] = []
    isi: list[Any] = []
    for fakta_satu in fakta:
        urut += 1
        kandungan = teks_bebas.samar(fakta_satu.get("isi"))
        ringkas = ""
        if kandungan:
            garam = os.urandom(8).hex()
            kandungan = {**kandungan, "_garam": garam}
            ringkas = sidik(kandungan)
        satu = {
            "rantai": rantai,
            "urut": urut,
            "waktu": waktu,
            "aksi": str(fakta_satu["aksi"]),
            "objek": fakta_satu["objek"],
            "dari": str(fakta_satu.get("dari") or ""),
            "ke": str(fakta_satu.get("ke") or ""),
            "pengguna_id": pengguna_id,
            "penugasan_id": penugasan_id,
            "alasan_kode": fakta_satu.get("alasan_kode") or "",
            "pemutus_id": fakta_satu.get("pemutus_id"),
            "dokumen_id": fakta_satu.get("dokumen_id"),
        }
        satu["teks"] = kanonik(satu, ringkas)
        kepala = satu["hash"] = hashlib.sha256(f"{kepala}\n{satu['teks']}".encode()).hexdigest()
        baris.append(satu)
        isi.append(kandungan)
    ids = list(db.session.scalars(sa.insert(Audit).returning(Audit.id, sort_by_parameter_order=True), baris))
    simpan = [{"audit_id": i, "isi": k} for i, k in zip(ids, isi, strict=True) if k]
    if simpan:
        db.session.execute(sa.insert(AuditIsi), simpan)
    t = tabel(AuditKepala)
    db.session.execute(sa.update(t).where(t.c.rantai == rantai).values(urut=urut, hash=kepala))
    return ids[-1]


def sidik(isi: dict[str, Any]) -> str:
    """A keyed hash of the personal values: proves them unchanged, tells nothing without them and the key."""
    teks = json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(crypto.kunci_turunan("audit"), teks.encode(), hashlib.sha256).hexdigest()


def kanonik(baris: dict[str, Any], ringkas: str) -> str:
    """The one line that is hashed."""
    return json.dumps(
        [
            baris["rantai"],
            baris["urut"],
            baris["waktu"].astimezone(dt.UTC).isoformat(timespec="microseconds"),
            baris["aksi"],
            baris["objek"],
            baris["dari"],
            baris["ke"],
            baris["pengguna_id"],
            baris["penugasan_id"],
            baris["alasan_kode"],
            baris["pemutus_id"],
            baris["dokumen_id"],
            ringkas,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def periksa(rantai: str | None = None) -> str | None:
    """Walk every chain, or the one named; None when whole, else a sentence naming the first bad row."""
    kepala: dict[str, tuple[int, str]] = {}
    awal = _awal_cabang(rantai)
    tanya = (
        sa.select(Audit, sa.type_coerce(AuditIsi.isi, sa.LargeBinary))
        .outerjoin(AuditIsi, AuditIsi.audit_id == Audit.id)
        .order_by(Audit.rantai, Audit.urut)
    )
    # Piece by piece: all chains do not fit into memory. One chain does, and a page that reads has no cursor.
    tanya = tanya.execution_options(yield_per=1000) if rantai is None else tanya.where(Audit.rantai == rantai)
    with closing(db.session.execute(tanya)) as hasil:
        for a, segel in hasil:
            urut, sebelum = kepala.get(a.rantai) or (0, awal.get(a.rantai, AWAL))
            if salah := periksa_baris(a, _isi(segel), urut, sebelum):
                return salah
            kepala[a.rantai] = (a.urut, a.hash)
    return _periksa_kepala(rantai, kepala, awal)


def _isi(segel: bytes | None) -> Any:
    """The personal part; what the key does not open is no part of any fact (an empty one fits none)."""
    try:
        return None if segel is None else json.loads(crypto.buka(segel, b"json"))
    except (ValueError, LookupError, InvalidTag):
        return {}


def _periksa_kepala(rantai: str | None, akhir: dict[str, tuple[int, str]], awal: dict[str, str]) -> str | None:
    """Whether each chain's last row, as walked, is the one that its head names, and no chain lacks its head."""
    semua = sa.select(AuditKepala).order_by(AuditKepala.rantai)
    tanpa = set(akhir)
    for k in db.session.scalars(semua if rantai is None else semua.where(AuditKepala.rantai == rantai)):
        tanpa.discard(k.rantai)
        urut, hash_ = akhir.get(k.rantai) or (0, awal.get(k.rantai, AWAL))
        if (urut, hash_) != (k.urut, k.hash):
            return (
                f"Rantai {k.rantai}: ekor rantai terpotong atau kepala diubah "
                f"(kepala: urut {k.urut}, hash {k.hash[:16]}; baris terakhir: urut {urut}, hash {hash_[:16]})."
            )
    return f"Rantai {min(tanpa)}: kepala rantai hilang." if tanpa else None


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """How much there is to prove: kind of chain → (chains, facts), and when the first and the last fact was written."""

    jenis: dict[str, tuple[int, int]]
    awal: dt.datetime | None
    akhir: dt.datetime | None


def ringkas() -> Ringkasan:
    """What the chains hold, counted from their heads (`periksa` says whether the rows agree)."""
    jenis: dict[str, tuple[int, int]] = {}
    t = tabel(AuditKepala)
    for r in db.session.execute(sa.select(t.c.rantai, t.c.urut)):
        apa = r.rantai.partition(":")[0]
        rantai, fakta = jenis.get(apa, (0, 0))
        jenis[apa] = (rantai + 1, fakta + r.urut)
    awal, akhir = db.session.execute(sa.select(sa.func.min(Audit.waktu), sa.func.max(Audit.waktu))).one()
    return Ringkasan(jenis, awal, akhir)


def _awal_cabang(rantai: str | None) -> dict[str, str]:
    """Chain → hash of the row that it starts from, as that row stands; a missing row gives a hash that nothing has."""
    t = tabel(AuditKepala)
    milik = sa.true() if rantai is None else t.c.rantai == rantai
    cabang = db.session.execute(sa.select(t.c.rantai, t.c.asal).where(milik, t.c.asal != "")).all()
    hasil = {}
    for rantai, dari in cabang:
        induk, _, urut = dari.rpartition("@")
        tanya = sa.select(Audit.hash).where(Audit.rantai == induk, Audit.urut == int(urut))
        hasil[rantai] = db.session.scalar(tanya) or ""
    return hasil


_KOLOM = (
    "rantai", "urut", "waktu", "aksi", "objek", "dari", "ke",
    "pengguna_id", "penugasan_id", "alasan_kode", "pemutus_id", "dokumen_id",
)  # fmt: skip


def periksa_baris(a: Audit, isi: Any, urut: int, sebelum: str) -> str | None:
    """What is wrong with a row that should follow number `urut` with hash `sebelum`; `isi` None is not compared."""
    sebut = f"Baris audit {a.id} (rantai {a.rantai}, urut {a.urut})"
    if a.urut != urut + 1:
        return f"{sebut}: baris sebelumnya hilang (sebelum ini urut {urut})."
    ringkas, beda = _beda(a)
    if beda:
        return f"{sebut}: kolom tidak cocok dengan teks yang dicatat ({beda})."
    if isi is not None and sidik(isi) != ringkas:
        return f"{sebut}: isi tidak cocok dengan sidiknya (isinya diganti, atau kunci datanya tidak terpasang)."
    hash_ = hashlib.sha256(f"{sebelum}\n{a.teks}".encode()).hexdigest()
    if hash_ != a.hash:
        return f"{sebut}: hash tidak cocok (tertulis {a.hash[:16]}, seharusnya {hash_[:16]})."
    return None


def _beda(a: Audit) -> tuple[str, str]:
    """The hash of the personal part as the row's text says it, and what differs between that text and the columns."""
    nilai = {n: getattr(a, n) for n in _KOLOM}
    try:
        *tercatat, ringkas = json.loads(a.teks)
        if (kini := kanonik(nilai, ringkas)) == a.teks:
            return str(ringkas), ""
        pasangan = zip(_KOLOM, json.loads(kini)[:-1], tercatat, strict=True)
        beda = [f"{n} berisi {k!r}, tercatat {t!r}" for n, k, t in pasangan if k != t]
    except (ValueError, TypeError):
        return "", "teks itu tidak terbaca"
    return str(ringkas), "; ".join(beda) or "teks itu ditulis dengan bentuk lain"
