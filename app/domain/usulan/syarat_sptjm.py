"""May a packet rest on the statement of the head of the village instead of a meeting? Three readings."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.aturan.berlaku import nilai
from app.domain.rapat.models import Rapat
from app.domain.usulan import segera
from app.domain.usulan.models import Paket
from app.domain.wilayah.zona import zona
from app.infra import clock, format
from app.infra.db import db, konstan

_MUSYAWARAH = Rapat.jenis.in_([konstan("musdes"), konstan("muskel")])
BULAN_BAWAAN = 3


def sptjm_boleh(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Rule `sptjm.aturan`: `tanpa_musdes` where the packet's month had no meeting, `lewat_bulan` where the last one is
    more than `bulan` months ago, `selalu`. Not asked of an urgent packet. A village that never met may."""
    aturan = nilai("sptjm", paket.wilayah_kode)
    bentuk = aturan.get("aturan", "tanpa_musdes")
    if segera.segera(paket) or bentuk == "selalu":
        return
    if bentuk == "tanpa_musdes" and _ada_rapat(paket, langkah):
        yield "Pada periode ini sudah ada musyawarah, jadi SPTJM tidak dapat dipakai sebagai pengganti."
    if bentuk == "lewat_bulan":
        bulan = int(aturan.get("bulan", BULAN_BAWAAN))
        terakhir = _terakhir(paket.wilayah_kode)
        if terakhir and clock.hari_ini(zona(paket.wilayah_kode)) <= (batas := clock.tambah_bulan(terakhir, bulan)):
            yield (
                f"SPTJM baru dapat dipakai bila musyawarah terakhir lebih dari {bulan} bulan yang lalu, "
                f"yaitu mulai {format.tanggal(batas + dt.timedelta(days=1))}."
            )


def ada_rapat(wilayah: Any, periode: Any) -> sa.Exists:
    """Whether a meeting of the packet's own month was recorded, whatever came after it. Columns or values."""
    bulan = sa.extract("year", Rapat.tanggal) * 100 + sa.extract("month", Rapat.tanggal)
    tercatat = sa.exists().where(Rapat.wilayah_kode == wilayah, _MUSYAWARAH)
    tercatat = tercatat.where(Rapat.dicatat.is_not(None))
    return tercatat.where(bulan == sa.cast(sa.func.replace(periode, "-", ""), sa.Integer))


def _ada_rapat(paket: Paket, langkah: Langkah) -> bool:
    if langkah.terbaca and langkah.terbaca.ada_rapat is not None:
        return bool(langkah.terbaca.ada_rapat)
    return bool(db.session.scalar(sa.select(ada_rapat(paket.wilayah_kode, paket.periode))))


def _terakhir(wilayah_kode: str) -> dt.date | None:
    return db.session.scalar(_TERAKHIR, {"wilayah": wilayah_kode})


# Built once: the page of every draft may ask.
_TERAKHIR = sa.select(sa.func.max(Rapat.tanggal)).where(
    Rapat.wilayah_kode == sa.bindparam("wilayah"), _MUSYAWARAH, Rapat.dicatat.is_not(None)
)
