"""What holds a step of a regency's own list back? One small function per rule; each yields whole sentences."""

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.dokumen import syarat as dokumen
from app.domain.dokumen.status import JenisDokumen
from app.domain.registri.models import Konfirmasi
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Dasar
from app.domain.wilayah.zona import zona
from app.infra import clock, format
from app.infra.db import db

PERIHAL = "daftar_kabupaten"


def dari_daftar(paket: Paket) -> bool:
    """Whether the names were put together at the regency, not in the village."""
    return paket.dasar is Dasar.DAFTAR_KABUPATEN


def dari_desa(paket: Paket) -> bool:
    return not dari_daftar(paket)


def ada_sumber(paket: Paket, langkah: Langkah) -> Iterator[str]:
    if not paket.sumber_nomor or paket.sumber_tanggal is None:
        yield "Nomor dan tanggal dokumen sumber belum diisi."


def bukan_daftar_kabupaten(paket: Paket, langkah: Langkah) -> Iterator[str]:
    if dari_daftar(paket):
        yield "Paket ini disusun kabupaten/kota, jadi tidak dikembalikan ke desa. Nilai atau hentikan saja."


def nota_ditandatangani(paket: Paket, langkah: Langkah) -> Iterator[str]:
    yield from dokumen.belum_ditandatangani(paket.id, "verval", [JenisDokumen.NOTA_DINAS])


def tanggapan_lengkap(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Every name answered, or the term has passed: silence does not hold a list for ever."""
    belum = belum_ditanggapi(paket.id)
    if belum and not tenggat_lewat(paket):
        batas = format.tanggal(paket.tenggat) if paket.tenggat else "tenggatnya"
        yield f"{belum} nama belum ditanggapi desa. Tunggu tanggapan itu, atau lanjutkan setelah {batas}."


def dapat_ditanggapi(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` maps the id of a question to (answer, reason). Who asks does not answer for the village."""
    semua = konfirmasi(paket.id)
    milik = {k.id for k in semua}
    if langkah.oleh.pengguna_id in {paket.dibuat_oleh, *(k.oleh for k in semua)}:
        yield "Anda sendiri yang menyusun atau menanyakan daftar ini, jadi tanggapan desa dicatat orang lain."
    for nomor, (jawaban, alasan) in (langkah.data or {}).items():
        if nomor not in milik:
            yield "Ada nama yang tidak termasuk daftar ini."
        elif jawaban not in ("ya", "tidak"):
            yield "Pilih sesuai atau tidak sesuai untuk setiap nama yang ditanggapi."
        elif jawaban == "tidak" and not alasan.strip():
            yield "Tulis alasan untuk setiap nama yang tidak sesuai."


def konfirmasi(paket_id: int) -> list[Konfirmasi]:
    """The questions to the village about a list, in the order of its names."""
    k = Konfirmasi
    tanya = sa.select(k).where(k.perihal == PERIHAL, k.paket_id == paket_id).order_by(k.id)
    return list(db.session.scalars(tanya))


def belum_ditanggapi(paket_id: int) -> int:
    """How many names the village has not answered."""
    k = Konfirmasi
    tanya = sa.select(sa.func.count()).where(k.perihal == PERIHAL, k.paket_id == paket_id, k.jawaban.is_(None))
    return int(db.session.scalar(tanya) or 0)


def tenggat_lewat(paket: Paket) -> bool:
    """Whether the village's term is over; the last day still counts."""
    hari_ini: dt.date = clock.hari_ini(zona(paket.wilayah_kode))
    return paket.tenggat is not None and hari_ini > paket.tenggat
