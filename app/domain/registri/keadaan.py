"""What does the registry hold already, and what does a piece of a file change in it?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa

from app.domain.registri import kabar, keanggotaan
from app.domain.registri.kode import HIDUP, KEPALA_KELUARGA, MENINGGAL
from app.domain.registri.models import Keluarga, Warga
from app.domain.registri.mutasi import Tanya
from app.domain.registri.opensid import Baris, GalatBaris, cari_nama, tampilkan
from app.infra import clock
from app.infra.db import db

WILAYAH_LAIN = (
    "{sebutan} ini tercatat di wilayah lain. Periksa nomornya; bila warga benar pindah masuk, ikuti jawabannya pada "
    "halaman Mutasi, lalu impor lagi berkas ini."
)

Bertanda = tuple[Baris, str]


class WargaAda(NamedTuple):
    """What the planner must know of a stored resident."""

    id: int
    nik: str | None
    wilayah_kode: str
    keluarga_id: int
    sidik_impor: str
    status_dasar: int
    status_sejak: dt.date | None
    nama_cari: str
    tanggal_lahir: dt.date | None


class KeluargaAda(NamedTuple):
    """What the planner must know of a stored family."""

    id: int
    no_kk: str
    wilayah_kode: str


@dataclass(slots=True)
class Rencana:
    """What is to be written: residents new and changed, families by number; nothing has been written yet."""

    baru: list[Bertanda] = field(default_factory=list)
    berubah: list[tuple[WargaAda, Baris, str]] = field(default_factory=list)
    sama: int = 0
    ditolak: int = 0
    galat: list[GalatBaris] = field(default_factory=list)
    keluarga: dict[str, int] = field(default_factory=dict)  # no_kk → id of those that exist
    mutasi: list[Tanya] = field(default_factory=list)  # whom another village holds


@dataclass(slots=True)
class Keadaan:
    """The stored rows that a piece of a file touches: three statements, whatever the size of the registry."""

    wilayah_kode: str
    per_nik: dict[str, WargaAda]
    tanpa_nik: dict[tuple[int, str, dt.date | None], WargaAda]
    keluarga: dict[str, KeluargaAda]
    anggota_luar: dict[int, int] = field(default_factory=dict)  # family held elsewhere → its first member

    @classmethod
    def baca(cls, baris: list[Baris], wilayah_kode: str) -> "Keadaan":
        """Look up residents by NIK, families by number, and those families' members without a NIK."""
        kolom = [getattr(Warga, n) for n in WargaAda._fields]
        nik = {b.nik for b in baris if b.nik}
        per_nik = _warga(sa.select(*kolom).where(Warga.nik.in_(nik))) if nik else []
        kk = {b.no_kk for b in baris}
        tanya_kk = sa.select(Keluarga.id, Keluarga.no_kk, Keluarga.wilayah_kode).where(Keluarga.no_kk.in_(kk))
        keluarga = [KeluargaAda(i, n or "", w) for i, n, w in db.session.execute(tanya_kk)] if kk else []
        milik = [k.id for k in keluarga if k.wilayah_kode == wilayah_kode]
        tanya = sa.select(*kolom).where(Warga.keluarga_id.in_(milik), Warga.nik.is_(None))
        tanpa = _warga(tanya) if milik else []
        luar = [k.id for k in keluarga if k.wilayah_kode != wilayah_kode]
        return cls(
            wilayah_kode,
            {w.nik: w for w in per_nik if w.nik},
            {(w.keluarga_id, w.nama_cari, w.tanggal_lahir): w for w in tanpa},
            {k.no_kk: k for k in keluarga},
            _anggota_pertama(luar) if luar else {},
        )

    def rencanakan(self, baris: Iterable[Bertanda]) -> Rencana:
        """Sort rows into new, changed, same and refused."""
        rencana = Rencana(
            keluarga={k.no_kk: k.id for k in self.keluarga.values() if k.wilayah_kode == self.wilayah_kode}
        )
        for b, sidik in baris:
            if salah := self._penolakan(b):
                rencana.galat.append(salah)
                rencana.ditolak += 1
                rencana.mutasi += self._tanya(b)
                continue
            ada = self._cari(b)
            if ada is None:
                rencana.baru.append((b, sidik))
            elif ada.sidik_impor == sidik:
                rencana.sama += 1
            else:
                rencana.berubah.append((ada, b, sidik))
        return rencana

    def _cari(self, b: Baris) -> WargaAda | None:
        if b.nik and (ada := self.per_nik.get(b.nik)):
            return ada
        keluarga = self.keluarga.get(b.no_kk)
        return self.tanpa_nik.get((keluarga.id, cari_nama(b.nama), b.tanggal_lahir)) if keluarga else None

    def _tanya(self, b: Baris) -> list[Tanya]:
        """Whom to ask about; nobody is said to have moved in who is dead or has left."""
        warga, keluarga = self.per_nik.get(b.nik or ""), self.keluarga.get(b.no_kk)
        if b.status_dasar != HIDUP:
            return []
        if warga and warga.wilayah_kode != self.wilayah_kode:
            return [Tanya(warga.id, warga.wilayah_kode, b.nik, b.no_kk)]
        pertama = self.anggota_luar.get(keluarga.id) if keluarga else None
        return [Tanya(pertama, keluarga.wilayah_kode, None, b.no_kk)] if keluarga and pertama else []

    def _penolakan(self, b: Baris) -> GalatBaris | None:
        """Held elsewhere. The sentence does not say where: that is nothing this village may learn."""
        warga = self.per_nik.get(b.nik or "")
        if warga and warga.wilayah_kode != self.wilayah_kode:
            return GalatBaris(b.nomor, "nik", tampilkan("nik", b.nik), WILAYAH_LAIN.format(sebutan="NIK"))
        keluarga = self.keluarga.get(b.no_kk)
        if keluarga and keluarga.wilayah_kode != self.wilayah_kode:
            return GalatBaris(b.nomor, "no_kk", tampilkan("no_kk", b.no_kk), WILAYAH_LAIN.format(sebutan="Nomor KK"))
        return None


def _anggota_pertama(keluarga: list[int]) -> dict[int, int]:
    tanya = sa.select(Warga.keluarga_id, Warga.id).where(Warga.keluarga_id.in_(keluarga))
    semua = db.session.execute(tanya.order_by(Warga.urut_kk.desc(), Warga.id.desc()))
    return {r.keluarga_id: r.id for r in semua}  # the first of the card comes last, so it stays


def _warga(tanya: sa.Select[Any]) -> list[WargaAda]:
    return [WargaAda(*w) for w in db.session.execute(tanya)]


def simpan_rencana(rencana: Rencana, wilayah_kode: str) -> None:
    """Write a plan with a handful of statements; families first, then residents."""
    semua = [b for b, _ in rencana.baru] + [b for _, b, _ in rencana.berubah]
    if not semua:
        return
    _simpan_keluarga(rencana, semua, wilayah_kode)
    kini = clock.sekarang()
    if rencana.baru:
        db.session.execute(
            sa.insert(Warga),
            [
                _kolom_warga(b, sidik, rencana.keluarga[b.no_kk], wilayah_kode)
                | {"status_dasar": b.status_dasar, "status_sejak": sejak_kini(b.status_dasar, kini)}
                | {"dibuat": kini, "diubah": kini}
                for b, sidik in rencana.baru
            ],
        )
    if rencana.berubah:
        _ubah_warga(rencana, wilayah_kode, kini)


def _ubah_warga(rencana: Rencana, wilayah_kode: str, kini: dt.datetime) -> None:
    nilai = [
        {f"b_{k}": v for k, v in _kolom_warga(b, sidik, rencana.keluarga[b.no_kk], wilayah_kode).items()}
        | {f"b_{k}": v for k, v in _status(ada, b, kini).items()}
        | {"b_diubah": kini, "b_id": ada.id}
        for ada, b, sidik in rencana.berubah
    ]
    isi: dict[str, Any] = {k[2:]: sa.bindparam(k) for k in nilai[0] if k != "b_id"}
    isi["versi_baris"] = Warga.versi_baris + 1
    db.session.connection().execute(sa.update(Warga).where(Warga.id == sa.bindparam("b_id")).values(**isi), nilai)
    kabar.sebarkan([ada.id for ada, b, _ in rencana.berubah if _orang_lain(ada, b)])
    keanggotaan.ikutkan([a.id for a, b, _ in rencana.berubah if a.keluarga_id != rencana.keluarga[b.no_kk]])


def _status(ada: WargaAda, b: Baris, kini: dt.datetime) -> dict[str, Any]:
    """A death that the village has proved is not undone by an older sheet; since when counts from its first record."""
    status = MENINGGAL if ada.status_dasar == MENINGGAL else b.status_dasar
    sejak = ada.status_sejak if status == ada.status_dasar else sejak_kini(status, kini)
    return {"status_dasar": status, "status_sejak": sejak}


def sejak_kini(status: int, kini: dt.datetime) -> dt.date | None:
    """The day that a new status is noted with; being alive has none."""
    return None if status == HIDUP else kini.date()


def _orang_lain(ada: WargaAda, b: Baris) -> bool:
    return (ada.nik, ada.nama_cari, ada.tanggal_lahir) != (b.nik, cari_nama(b.nama), b.tanggal_lahir)


def _simpan_keluarga(rencana: Rencana, semua: list[Baris], wilayah_kode: str) -> None:
    """A family takes its address from the row of its head; a new one from its first row until that comes."""
    kini = clock.sekarang()
    pertama: dict[str, Baris] = {}
    for b in semua:
        if b.no_kk not in pertama or b.hubungan == KEPALA_KELUARGA:
            pertama[b.no_kk] = b
    baru = [b for kk, b in pertama.items() if kk not in rencana.keluarga]
    ubah = [
        {"b_id": rencana.keluarga[kk], "b_kini": kini, **{f"b_{k}": v for k, v in _kolom_keluarga(b).items()}}
        for kk, b in pertama.items()
        if kk in rencana.keluarga and b.hubungan == KEPALA_KELUARGA
    ]
    if ubah:
        isi: dict[str, Any] = {k: sa.bindparam(f"b_{k}") for k in ("alamat", "dusun", "rt", "rw")}
        beda = sa.or_(*(getattr(Keluarga, k) != nilai for k, nilai in isi.items()))
        db.session.connection().execute(
            sa.update(Keluarga)
            .where(Keluarga.id == sa.bindparam("b_id"), beda)
            .values(**isi, diubah=sa.bindparam("b_kini"), versi_baris=Keluarga.versi_baris + 1),
            ubah,
        )
    if baru:
        tambah = sa.insert(Keluarga).returning(Keluarga.id, sort_by_parameter_order=True)
        ids = db.session.scalars(
            tambah,
            [
                {
                    "no_kk": b.no_kk,
                    "wilayah_kode": wilayah_kode,
                    "dibuat": kini,
                    "diubah": kini,
                    **_kolom_keluarga(b),
                }
                for b in baru
            ],
        )
        rencana.keluarga.update(zip((b.no_kk for b in baru), ids, strict=True))


def _kolom_keluarga(b: Baris) -> dict[str, str]:
    return {"alamat": b.alamat, "dusun": b.dusun, "rt": b.rt, "rw": b.rw}


_SALIN = (
    "nik", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "nama_ibu", "nama_ayah", "hubungan",
    "pekerjaan", "status_kawin", "pendidikan", "agama", "disabilitas", "hamil",
)  # fmt: skip


def _kolom_warga(b: Baris, sidik: str, keluarga_id: int, wilayah_kode: str) -> dict[str, Any]:
    return {
        **{k: getattr(b, k) for k in _SALIN},
        "nama_cari": cari_nama(b.nama),
        "keluarga_id": keluarga_id,
        "wilayah_kode": wilayah_kode,
        "belum_punya_nik": b.nik is None,
        "urut_kk": b.hubungan,
        "asal": "impor",
        "rincian": b.rincian,
        "sidik_impor": sidik,
    }
