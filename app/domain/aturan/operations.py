"""How does a rule come to be or change? Rows are dated: the old one ends, the new one begins; history stays."""

import datetime as dt
import secrets
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
from app.infra.galat import GalatIsian, TidakAda, TidakBisa, TidakBoleh

RANTAI = "aturan"
# Strides are random: two copies of a database that went separate ways (a restored backup) never share a number.
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
    isi: dict[str, Any],
    *,
    wilayah_kode: str,
    mulai: dt.date,
    oleh: Pengubah,
    selesai: dt.date | None = None,
) -> Aturan:
    """Let a rule hold from `mulai` on. The row in force before it ends on the day before; a row that begins on the
    same day is corrected in place if that day has not passed.

    Raises GalatIsian with a sentence per field, TidakBoleh outside the actor's territory, TidakBisa for the past.
    """
    _wajib_wilayah(oleh, wilayah_kode)
    isi = periksa(kunci, kode, isi)
    _periksa_tanggal(mulai, selesai, wilayah_kode)
    sebaris = _sebaris(kunci, kode, wilayah_kode)
    sama = next((a for a in sebaris if a.mulai == mulai), None)
    sebelum = dict(sama.isi) if sama else baca.nilai(kunci, wilayah_kode, kode, mulai)
    if sama:
        sama.isi, sama.selesai = isi, selesai
        hasil = sama
    else:
        for a in sebaris:
            if a.mulai < mulai and (a.selesai is None or a.selesai >= mulai):
                a.selesai = mulai - dt.timedelta(days=1)
        hasil = Aturan(
            kunci=kunci, kode=kode, wilayah_kode=wilayah_kode, mulai=mulai, selesai=selesai, isi=isi,
            urut=_urut(kunci, kode),
        )  # fmt: skip
        db.session.add(hasil)
    _tutup_sebelum_berikutnya(hasil, sebaris)
    _naikkan_versi()
    _catat("ubah" if sama else "tetapkan", hasil, sebelum, oleh)
    return hasil


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
    baca.tandai_berubah()


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
