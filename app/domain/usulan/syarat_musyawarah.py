"""What holds back a packet that rests on a meeting held before, and one whose meeting is being recorded?"""

from collections.abc import Iterator

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.aturan.berlaku import nilai
from app.domain.dokumen.models import Dokumen
from app.domain.rapat.isian import TANGAN
from app.domain.rapat.models import Rapat
from app.domain.usulan import isian
from app.domain.usulan.models import Paket
from app.domain.usulan.status import StatusUsulan
from app.domain.usulan.syarat import bukti_keluarga, hidup
from app.domain.wilayah.zona import zona
from app.infra import clock, format
from app.infra.db import db

MASA_BERLAKU = 3  # months, where no rule says


def rapat_yang_menyepakati(paket: Paket) -> list[Rapat]:
    """The meetings that agreed the live names of a packet, in one statement; usually one."""
    nomor = {u.rapat_id for u in hidup(paket) if u.rapat_id is not None}
    tanya = sa.select(Rapat).where(Rapat.id.in_(nomor), Rapat.wilayah_kode == paket.wilayah_kode)
    return list(db.session.scalars(tanya.order_by(Rapat.tanggal.desc(), Rapat.id.desc()))) if nomor else []


def semua_disepakati_dahulu(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Every live name was agreed by one meeting of this village whose minutes still count."""
    rapat = rapat_yang_menyepakati(paket)
    kenal = {r.id for r in rapat}
    for u in hidup(paket):
        if u.rapat_id not in kenal:
            yield (
                f"{u.nama} belum pernah disepakati musyawarah. Bahas dalam musyawarah baru, atau tarik dari paket ini."
            )
    if len(rapat) > 1:
        tanggal = ", ".join(format.tanggal(r.tanggal) for r in rapat if r.tanggal)
        yield f"Nama-nama ini disepakati dalam musyawarah yang berbeda ({tanggal}). Satu paket memakai satu musyawarah."
    for r in rapat:
        yield from _masih_berlaku(paket, r)


def _masih_berlaku(paket: Paket, r: Rapat) -> Iterator[str]:
    ba = db.session.get(Dokumen, r.ba_dokumen_id) if r.ba_dokumen_id else None
    if r.dicatat is None or r.tanggal is None or ba is None or not ba.berlaku:
        yield "Berita acara musyawarah yang menyepakati nama-nama ini tidak lagi berlaku."
        return
    bulan = int(nilai("batas", paket.wilayah_kode).get("masa_berlaku_ba_bulan", MASA_BERLAKU))
    if clock.hari_ini(zona(paket.wilayah_kode)) > clock.tambah_bulan(r.tanggal, bulan):
        yield (
            f"Musyawarah tanggal {format.tanggal(r.tanggal)} sudah lewat {bulan} bulan, jadi hasilnya tidak dapat "
            "dipakai lagi. Adakan musyawarah baru."
        )


def forum_lengkap(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """A name raised in the hall is agreed only when it is as complete as the others; else it waits or is refused."""
    putusan = langkah.data or {}
    for u in hidup(paket):
        if u.asal != "forum" or putusan.get(u.id, ("",))[0] != "sepakat":
            continue
        ada = bukti_keluarga({u.keluarga_id})[u.keluarga_id]
        kurang = isian.kurang(u, ada, clock.hari_ini(zona(u.wilayah_kode)))
        if u.status is StatusUsulan.DRAF or kurang:
            contoh = f" ({kurang[0].kalimat.rstrip('.')})" if kurang else ""
            yield (
                f"{u.nama} diusulkan dalam musyawarah dan belum lengkap{contoh}: lengkapi dahulu, atau catat sebagai "
                "ditunda atau tidak disepakati."
            )


def salinan_sesuai(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Where the minutes were written by hand, the operator types their totals: the copy must say the same."""
    rapat = db.session.get_one(Rapat, paket.rapat_id)
    if rapat.sumber_ba != TANGAN:
        return
    asli = langkah.catatan.get("jumlah_asli")
    if not asli or any(n is None for n in asli):
        yield "Isi jumlah disepakati, ditunda, dan tidak disepakati menurut berita acara asli."
        return
    hasil = [p[0] for nomor, p in (langkah.data or {}).items() if nomor in {u.id for u in hidup(paket)}]
    dicatat = [hasil.count(p) for p in ("sepakat", "tunda", "tidak")]
    if list(asli) != dicatat:
        yield (
            f"Menurut berita acara asli {_sebut(asli)}, sedangkan yang dicatat di sini {_sebut(dicatat)}. "
            "Periksa putusan setiap nama."
        )


def _sebut(jumlah: list[int]) -> str:
    kata = ("disepakati", "ditunda", "tidak disepakati")
    return ", ".join(f"{n} {k}" for n, k in zip(jumlah, kata, strict=True))
