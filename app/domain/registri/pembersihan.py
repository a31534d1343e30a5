"""Whom may the registry forget? Residents typed in by hand about whom nothing was ever proposed."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from app.domain.aturan.berlaku import nilai
from app.domain.registri.models import BerkasKeluarga, Keluarga, Warga
from app.infra import audit, clock
from app.infra.audit import Audit, AuditIsi
from app.infra.db import db, tabel

AKSI = "registri.lupakan"
HARI_BAWAAN = 90
POTONGAN = 200


def lupakan() -> int:
    """Erase residents with `asal` dicatat who have neither a proposal nor a membership after the term of the rule
    `batas`, with what the audit holds of their data; families left without anybody go with them. Returns how many.
    """
    terhapus, sesudah = 0, 0
    while calon := _calon(sesudah):
        sesudah = calon[-1].id
        kena = [w for w in calon if w.dibuat < _batas(w.wilayah_kode)]
        _hapus_warga(kena)
        terhapus += len(kena)
    return terhapus


def _calon(sesudah: int) -> list[Warga]:
    """The next residents whom nothing refers to, old enough for the shortest term that a rule may set (a month)."""
    batas = clock.sekarang() - dt.timedelta(days=30)
    tanya = (
        sa.select(Warga)
        .where(
            Warga.asal == "dicatat",
            Warga.id > sesudah,
            Warga.dibuat < batas,
            *_tanpa_rujukan(Warga.id, Warga.__tablename__),
        )
        .order_by(Warga.id)
        .limit(POTONGAN)
        .with_for_update(skip_locked=True)
    )
    return list(db.session.scalars(tanya))


def _batas(wilayah_kode: str) -> dt.datetime:
    hari = int(nilai("batas", wilayah_kode).get("dicatat_hari") or HARI_BAWAAN)
    return clock.sekarang() - dt.timedelta(days=hari)


def _tanpa_rujukan(kolom: Any, induk: str, kecuali: str = "") -> list[sa.ColumnElement[bool]]:
    """No row of any table refers to this one. Asked of the database itself, so that a later table counts too."""
    kunci = sa.inspect(db.session.connection()).get_multi_foreign_keys()
    hasil = []
    for (_, anak), semua in kunci.items():
        for satu in semua:
            if satu["referred_table"] != induk or anak in (None, kecuali):
                continue
            t = sa.table(str(anak), sa.column(satu["constrained_columns"][0])).alias()
            hasil.append(~sa.exists().select_from(t).where(t.columns[0] == kolom))
    return hasil


def _hapus_warga(semua: list[Warga]) -> None:
    if not semua:
        return
    keluarga = sorted({w.keluarga_id for w in semua})
    for w in semua:
        _catat(w.keluarga_id, f"warga:{w.id}")
    _hapus_isi_audit([f"warga:{w.id}" for w in semua])
    db.session.execute(sa.delete(Warga).where(Warga.id.in_([w.id for w in semua])))
    db.session.expunge_all()
    _hapus_keluarga(keluarga)


def _hapus_keluarga(ids: list[int]) -> None:
    """Families that nobody belongs to any more and nothing but their own proofs refers to."""
    bebas = _tanpa_rujukan(Keluarga.id, Keluarga.__tablename__, BerkasKeluarga.__tablename__)
    kosong = list(db.session.scalars(sa.select(Keluarga.id).where(Keluarga.id.in_(ids), *bebas)))
    if not kosong:
        return
    berkas = sa.select(BerkasKeluarga.id).where(BerkasKeluarga.keluarga_id.in_(kosong))
    _hapus_isi_audit([f"berkas:{i}" for i in db.session.scalars(berkas)] + [f"keluarga:{i}" for i in kosong])
    db.session.execute(sa.delete(BerkasKeluarga).where(BerkasKeluarga.keluarga_id.in_(kosong)))
    for i in kosong:
        _catat(i, f"keluarga:{i}")
    db.session.execute(sa.delete(Keluarga).where(Keluarga.id.in_(kosong)))


def _catat(keluarga_id: int, objek: str) -> None:
    audit.catat(f"keluarga:{keluarga_id}", [{"aksi": AKSI, "objek": objek, "ke": "dihapus"}], pengguna_id=None)


def _hapus_isi_audit(objek: list[str]) -> None:
    """The facts and their chain stay; what they said of the person goes."""
    a, i = tabel(Audit), tabel(AuditIsi)
    db.session.execute(sa.delete(i).where(i.c.audit_id.in_(sa.select(a.c.id).where(a.c.objek.in_(objek)))))
