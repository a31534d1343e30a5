"""What did the field officer find? One instrument for every visit; the newest visit of a proposal counts."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku, nilai
from app.domain.verifikasi.models import Kunjungan
from app.infra.db import db

BERTEMU, TIDAK_BERTEMU = "bertemu", "tidak_bertemu"
HASIL = {BERTEMU: "Bertemu dan diperiksa", TIDAK_BERTEMU: "Tidak dapat ditemui"}
MAKS_CATATAN = 1000


@dataclass(frozen=True, slots=True)
class IsianKunjungan:
    """What was typed after a visit."""

    hasil: str = ""
    tanggal: dt.date | None = None
    jawaban: Mapping[str, str] = field(default_factory=dict)
    catatan: str = ""


def pertanyaan(wilayah: str) -> list[dict[str, Any]]:
    """The instrument in force, `{kode, teks, arah}` each; of several sets the newest."""
    berkas = list(berlaku("instrumen", wilayah).values())
    return list(berkas[-1]["pertanyaan"]) if berkas else []


def persen(wilayah: str) -> int:
    """The share of proposals to be visited before Dinas Sosial approves, 0 for none."""
    return int(nilai("batas", wilayah).get("persen_ground_check", 0) or 0)


def kurang(isian: IsianKunjungan, wilayah: str, hari_ini: dt.date, *, semua: bool = True) -> dict[str, str]:
    """Field → sentence; empty when the visit can be recorded. `semua`: every question of the instrument is to be
    answered; a visit about a death or a mistyped name answers those that help."""
    salah = {}
    if isian.hasil not in HASIL:
        salah["hasil"] = "Pilih hasil kunjungan."
    if isian.tanggal is None:
        salah["tanggal"] = "Tulis tanggal kunjungan."
    elif isian.tanggal > hari_ini:
        salah["tanggal"] = "Tanggal kunjungan tidak boleh di masa depan."
    if isian.hasil == BERTEMU and semua:
        belum = [p for p in pertanyaan(wilayah) if isian.jawaban.get(p["kode"]) not in ("ya", "tidak")]
        salah |= {f"jawaban.{p['kode']}": f"Jawab pertanyaan: {p['teks']}" for p in belum}
    if isian.hasil == TIDAK_BERTEMU and not isian.catatan.strip():
        salah["catatan"] = "Tulis mengapa tidak dapat ditemui."
    if len(isian.catatan) > MAKS_CATATAN:
        salah["catatan"] = f"Catatan paling banyak {MAKS_CATATAN} huruf."
    return salah


def simpan(usulan_id: int, isian: IsianKunjungan, wilayah: str, *, oleh: Pelaku) -> Kunjungan:
    """Add a visit to the history of a proposal; `kurang` has found nothing against it."""
    kode = {p["kode"] for p in pertanyaan(wilayah)} if isian.hasil == BERTEMU else set()
    baris = Kunjungan(
        usulan_id=usulan_id,
        hasil=isian.hasil,
        tanggal=isian.tanggal,
        isi={
            "jawaban": {k: v for k, v in isian.jawaban.items() if k in kode},
            "catatan": isian.catatan.strip(),
        },
        oleh=oleh.pengguna_id,
    )
    db.session.add(baris)
    db.session.flush()
    return baris


def terakhir(usulan_id: Collection[int]) -> dict[int, tuple[Kunjungan, str]]:
    """The newest visit of each of these proposals with the officer's name; those without any are left out.

    For proposals whose territory the caller has already asked.
    """
    if not usulan_id:
        return {}
    return {k.usulan_id: (k, nama) for k, nama in db.session.execute(_TERAKHIR, {"usulan": list(usulan_id)})}


# Every proposal's page at Dinas Sosial asks this, so it is built once.
_TERAKHIR = (
    sa.select(Kunjungan, Pengguna.nama)
    .join(Pengguna, Pengguna.id == Kunjungan.oleh)
    .where(
        Kunjungan.id.in_(
            sa.select(sa.func.max(Kunjungan.id))
            .where(Kunjungan.usulan_id.in_(sa.bindparam("usulan", expanding=True)))
            .group_by(Kunjungan.usulan_id)
        )
    )
)


def searah(k: Kunjungan, wilayah: str) -> int:
    """How many answers point to poverty."""
    arah = {p["kode"]: p["arah"] for p in pertanyaan(wilayah)}
    return sum(arah.get(kode) == jawab for kode, jawab in k.isi.get("jawaban", {}).items())
