"""How does a rule come to be or change? Rows are dated: the old one ends, the new one begins; history stays."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any, Protocol

import sqlalchemy as sa

from app.domain.aturan import berlaku as baca
from app.domain.aturan.benih import SEMUA
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.aturan.periksa import periksa
from app.domain.wilayah.kode import meliputi
from app.domain.wilayah.zona import zona
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBisa, TidakBoleh

RANTAI = "aturan"
# Strides are random: a number that was rolled back, or that belongs to a copy of the database that went its own way
# (a restored backup), is never met again with other content.
LANGKAH_TERJAUH = 1_000_000


class Pengubah(Protocol):
    """What a change must know of the actor; authority itself is asked above, by `akses`."""

    @property
    def pengguna_id(self) -> int: ...
    @property
    def penugasan_id(self) -> int: ...
    @property
    def wilayah(self) -> str: ...


def pasang_benih() -> int:
    """Install or refresh the rows every regency shares; the number of rows written. Again: 0.

    Only nationwide rows are touched: they belong to the release, a regency's own rows stand nearer and are left alone.
    """
    t = Aturan
    ada = {(a.kunci, a.kode, a.mulai): a for a in db.session.scalars(sa.select(t).where(t.wilayah_kode == ""))}
    baru: list[dict[str, Any]] = []
    berubah = 0
    for b in SEMUA:
        lama = ada.get((b.kunci, b.kode, b.mulai))
        if lama is None:
            baru.append({**b._asdict(), "wilayah_kode": ""})
        elif (lama.isi, lama.urut, lama.selesai) != (b.isi, b.urut, b.selesai):
            lama.isi, lama.urut, lama.selesai = b.isi, b.urut, b.selesai
            berubah += 1
    if baru:
        db.session.execute(sa.insert(t), baru)
    if baru or berubah:
        _naikkan_versi()
    return len(baru) + berubah


def tetapkan(
    kunci: str,
    kode: str,
    isi: Mapping[str, Any],
    *,
    wilayah_kode: str,
    mulai: dt.date,
    oleh: Pengubah,
    selesai: dt.date | None = None,
    ubah_id: int | None = None,
    versi: str | None = None,
) -> Aturan:
    """Let a rule hold from `mulai` on: the row before it ends on the day before, history stays.

    A row that is yet to begin (`ubah_id`), or that begins on the same day, is corrected in place instead. `versi` is
    the `sidik` of the page the form was drawn from ("": a new code). Raises GalatIsian with a sentence per field,
    TidakBoleh outside the actor's territory, HalamanUsang.
    """
    _wajib_wilayah(oleh, wilayah_kode)
    isi = periksa(kunci, kode, isi)
    _periksa_tanggal(mulai, selesai, wilayah_kode)
    sebaris = _sebaris(kunci, kode, wilayah_kode)
    _periksa_versi(kunci, kode, versi)
    lama = _yang_diubah(sebaris, ubah_id, mulai, wilayah_kode)
    sebelum = dict(lama.isi) if lama else baca.nilai(kunci, wilayah_kode, kode, mulai)
    lain = [a for a in sebaris if a is not lama]
    _sambung(lain, lama.mulai if lama else mulai, mulai)
    if lama:
        lama.isi, lama.mulai, lama.selesai = isi, mulai, selesai
        hasil = lama
    else:
        hasil = Aturan(
            kunci=kunci, kode=kode, wilayah_kode=wilayah_kode, mulai=mulai, selesai=selesai, isi=isi,
            urut=_urut(kunci, kode),
        )  # fmt: skip
        db.session.add(hasil)
    _tutup_sebelum_berikutnya(hasil, lain)
    _naikkan_versi()
    _catat("ubah" if lama else "tetapkan", hasil, sebelum, oleh)
    return hasil


def sidik(kunci: str, kode: str) -> str:
    """What a form remembers of the rows it was drawn from, of every territory; "" when there are none."""
    t = Aturan
    tanya = sa.select(t.id, t.mulai, t.selesai, t.isi).where(t.kunci == kunci, t.kode == kode).order_by(t.id)
    baris = [[b.id, str(b.mulai), str(b.selesai), b.isi] for b in db.session.execute(tanya)]
    return hashlib.sha256(json.dumps(baris, sort_keys=True).encode()).hexdigest()[:16] if baris else ""


def akhiri(aturan_id: int, *, pada: dt.date, oleh: Pengubah) -> Aturan:
    """Let a row of the actor's territory end on a day: from the next one, the wider territory's row holds again."""
    a = db.session.get(Aturan, aturan_id, populate_existing=True)
    if a is None or not meliputi(oleh.wilayah, a.wilayah_kode):
        raise TidakAda("Aturan ini tidak ditemukan di wilayah Anda.")
    if a.selesai is not None and a.selesai < _hari_ini(a.wilayah_kode):
        raise TidakBisa("Aturan ini sudah berakhir; riwayatnya tidak dapat diubah.")
    if pada < max(a.mulai, _hari_ini(a.wilayah_kode)):
        raise GalatIsian(bidang={"selesai": "Tanggal berakhir paling awal hari ini dan tidak sebelum mulai."})
    a.selesai = pada
    _naikkan_versi()
    _catat("akhiri", a, dict(a.isi), oleh)
    return a


def _wajib_wilayah(oleh: Pengubah, wilayah_kode: str) -> None:
    if not meliputi(oleh.wilayah, wilayah_kode):
        raise TidakBoleh("Anda hanya dapat menetapkan aturan untuk wilayah Anda sendiri dan di bawahnya.")


def _hari_ini(wilayah_kode: str) -> dt.date:
    return clock.hari_ini(zona(wilayah_kode))


def _periksa_tanggal(mulai: dt.date, selesai: dt.date | None, wilayah_kode: str) -> None:
    if mulai < _hari_ini(wilayah_kode):
        raise GalatIsian(bidang={"mulai": "Tanggal mulai paling awal hari ini: yang sudah lewat tidak diubah."})
    if selesai is not None and selesai < mulai:
        raise GalatIsian(bidang={"selesai": "Tanggal berakhir tidak boleh sebelum tanggal mulai."})


def _sebaris(kunci: str, kode: str, wilayah_kode: str) -> list[Aturan]:
    t = Aturan
    tanya = sa.select(t).where(t.kunci == kunci, t.kode == kode, t.wilayah_kode == wilayah_kode)
    return list(db.session.scalars(tanya.order_by(t.mulai).with_for_update()))


def _periksa_versi(kunci: str, kode: str, versi: str | None) -> None:
    if versi is None or versi == sidik(kunci, kode):
        return
    if not versi:
        raise GalatIsian(bidang={"kode": "Kode ini sudah ada. Ubah barisnya dari daftar."})
    raise HalamanUsang("Aturan ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa lagi.")


def _yang_diubah(sebaris: list[Aturan], ubah_id: int | None, mulai: dt.date, wilayah_kode: str) -> Aturan | None:
    """The row to correct in place: the one named if it has not begun yet, else one of the same start."""
    dimaksud = next((a for a in sebaris if a.id == ubah_id), None)
    if dimaksud and dimaksud.mulai > _hari_ini(wilayah_kode):
        if any(a.mulai == mulai for a in sebaris if a is not dimaksud):
            raise GalatIsian(bidang={"mulai": "Sudah ada aturan lain yang mulai pada tanggal ini."})
        return dimaksud
    return next((a for a in sebaris if a.mulai == mulai), None)


def _sambung(lain: list[Aturan], mulai_lama: dt.date, mulai: dt.date) -> None:
    """Let the row before end where the new one begins; one that ended before for its own reasons keeps its end."""
    sebelum = [a for a in lain if a.mulai < mulai]
    if not sebelum:
        return
    a = max(sebelum, key=lambda b: b.mulai)
    sehari = dt.timedelta(days=1)
    if a.selesai is None or a.selesai >= mulai or (mulai_lama != mulai and a.selesai == mulai_lama - sehari):
        a.selesai = mulai - sehari


def _tutup_sebelum_berikutnya(hasil: Aturan, sebaris: list[Aturan]) -> None:
    berikut = next((a for a in sebaris if a.mulai > hasil.mulai), None)
    if berikut and (hasil.selesai is None or hasil.selesai >= berikut.mulai):
        hasil.selesai = berikut.mulai - dt.timedelta(days=1)


def _urut(kunci: str, kode: str) -> int:
    semua = baca.semua_baris(kunci)
    sejenis = [b.urut for b in semua if b.kode == kode]
    return sejenis[0] if sejenis else max((b.urut for b in semua), default=0) + 1


def _naikkan_versi() -> None:
    db.session.flush()
    t = AturanVersi
    naik = 1 + secrets.randbelow(LANGKAH_TERJAUH)
    hasil = db.session.execute(sa.update(t).values(nomor=t.nomor + naik).returning(t.id)).first()
    if hasil is None:
        db.session.execute(sa.insert(t).values(id=1, nomor=naik))
    baca.lupakan()


def _catat(aksi: str, a: Aturan, sebelum: dict[str, Any], oleh: Pengubah) -> None:
    db.session.flush()
    isi = {
        "kunci": a.kunci,
        "kode": a.kode,
        "wilayah": a.wilayah_kode,
        "mulai": a.mulai.isoformat(),
        "selesai": a.selesai.isoformat() if a.selesai else None,
        "sebelum": sebelum,
        "sesudah": a.isi,
    }
    audit.catat(
        RANTAI,
        [{"aksi": f"aturan.{aksi}", "objek": f"aturan:{a.id}", "isi": isi}],
        pengguna_id=oleh.pengguna_id,
        penugasan_id=oleh.penugasan_id,
    )
