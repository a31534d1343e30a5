"""May a packet rest on the statement of the head of the village instead of a meeting? Three readings."""

import calendar
import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.aturan.berlaku import nilai
from app.domain.rapat.models import Rapat
from app.domain.usulan import segera
from app.domain.usulan.models import Paket
from app.domain.wilayah.zona import zona
from app.infra import clock, format
from app.infra.db import db

MUSYAWARAH = ("musdes", "muskel")
BULAN_BAWAAN = 3


def sptjm_boleh(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Rule `sptjm.aturan`: `tanpa_musdes` where the packet's month had no meeting, `lewat_bulan` where the last one is
    more than `bulan` months ago, `selalu`. Not asked of an urgent packet. A village that never met may."""
    aturan = nilai("sptjm", paket.wilayah_kode)
    bentuk = aturan.get("aturan", "tanpa_musdes")
    if segera.segera(paket) or bentuk == "selalu":
        return
    if bentuk == "tanpa_musdes" and _ada_rapat(paket):
        yield "Pada periode ini sudah ada musyawarah, jadi SPTJM tidak dapat dipakai sebagai pengganti."
    if bentuk == "lewat_bulan":
        bulan = int(aturan.get("bulan", BULAN_BAWAAN))
        terakhir = _terakhir(paket.wilayah_kode)
        if terakhir and clock.hari_ini(zona(paket.wilayah_kode)) <= (batas := clock.tambah_bulan(terakhir, bulan)):
            yield (
                f"SPTJM baru dapat dipakai bila musyawarah terakhir lebih dari {bulan} bulan yang lalu, "
                f"yaitu mulai {format.tanggal(batas + dt.timedelta(days=1))}."
            )


def _ada_rapat(paket: Paket) -> bool:
    """Whether a meeting of the packet's own month was recorded, whatever came after it."""
    tahun, bulan = int(paket.periode[:4]), int(paket.periode[5:])
    akhir = dt.date(tahun, bulan, calendar.monthrange(tahun, bulan)[1])
    nilai_ = {"wilayah": paket.wilayah_kode, "awal": akhir.replace(day=1), "akhir": akhir}
    return bool(db.session.scalar(_ADA, nilai_))


def _terakhir(wilayah_kode: str) -> dt.date | None:
    return db.session.scalar(_TERAKHIR, {"wilayah": wilayah_kode})


# Built once: the page of every draft asks.
_TERCATAT = sa.select(Rapat.id).where(
    Rapat.wilayah_kode == sa.bindparam("wilayah"), Rapat.jenis.in_(MUSYAWARAH), Rapat.dicatat.is_not(None)
)
_ADA = sa.select(_TERCATAT.where(Rapat.tanggal.between(sa.bindparam("awal"), sa.bindparam("akhir"))).exists())
_TERAKHIR = _TERCATAT.with_only_columns(sa.func.max(Rapat.tanggal))
