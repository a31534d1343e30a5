"""Which proposals are to be visited, and what does a visit write? The sample follows from the id."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.usulan import isian
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusUsulan
from app.domain.verifikasi import kunjungan
from app.domain.verifikasi.models import Kunjungan
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import konstan

# A proposal's place in the draw, 0 to 99: spread evenly, the same each time it is asked, and nobody's choice.
UNDIAN = ((Usulan.id % konstan(100)) * konstan(37)) % konstan(100)
DIKUNJUNGI = sa.exists().where(Kunjungan.usulan_id == Usulan.id, Kunjungan.hasil == konstan(kunjungan.BERTEMU))


def undian_terkecil() -> sa.ScalarSelect[int]:
    """Per packet the smallest place in the draw among eligible names that nobody has visited; NULL for none."""
    tanya = sa.select(sa.func.min(UNDIAN)).where(
        Usulan.paket_id == Paket.id, Usulan.status == konstan(StatusUsulan.LAYAK), ~DIKUNJUNGI
    )
    return tanya.correlate(Paket).scalar_subquery()


def belum_dikunjungi(undian: int | None, wilayah: str) -> list[str]:
    """The sentence against a packet whose sampled names were not all visited."""
    if undian is None or undian >= kunjungan.persen(wilayah):
        return []
    return ["Kunjungan lapangan belum dicatat untuk semua usulan yang terpilih sebagai sampel."]


def kunjungan_sah(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` is the IsianKunjungan."""
    hari = clock.hari_ini(zona(usulan.wilayah_kode))
    isi = langkah.data or kunjungan.IsianKunjungan()
    yield from kunjungan.kurang(isi, usulan.wilayah_kode, hari, semua=berinstrumen(usulan)).values()


def berinstrumen(usulan: Usulan) -> bool:
    """Whether its kind rests on the eligibility questions at all."""
    return bool(isian.jenis(usulan.jenis, usulan.wilayah_kode).get("instrumen"))


def catat_kunjungan(usulan: Usulan, langkah: Langkah) -> None:
    """The visit is a row of its own; the proposal itself stays as it is."""
    isian: Any = langkah.data
    kunjungan.simpan(usulan.id, isian, usulan.wilayah_kode, oleh=langkah.oleh)
