"""What do objections and permits leave behind on a packet?"""

from typing import Any

import sqlalchemy as sa

from app.domain.akses import pengetikan
from app.domain.akses.langkah import Langkah
from app.domain.akses.models import KeputusanTercatat
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.rapat.models import Rapat
from app.domain.registri.models import BerkasKeluarga, Keluarga, Warga
from app.domain.usulan.models import IzinSatuTangan, Paket, Pengetik, Usulan
from app.domain.usulan.syarat_pejabat import calon_satu_tangan, keberatan_terbuka, keputusan_dikeberati
from app.infra import clock
from app.infra.db import db, tabel


@pengetikan.dengarkan
def catat_pengetik(objek: Any, oleh: Pelaku) -> None:
    """Who writes a packet's meeting, brings in its papers, or the proofs and data of one of its families, for the
    village types it too, and may not review it."""
    if isinstance(objek, Rapat):
        milik = Paket.rapat_id == objek.id
    elif isinstance(objek, Dokumen):
        milik = Paket.id.in_(sa.select(DokumenPaket.paket_id).where(DokumenPaket.dokumen_id == objek.id))
    elif isinstance(objek, BerkasKeluarga | Warga | Keluarga):
        keluarga = objek.id if isinstance(objek, Keluarga) else objek.keluarga_id
        milik = Paket.id.in_(sa.select(Usulan.paket_id).where(Usulan.keluarga_id == keluarga, Usulan.hidup))
    else:
        return
    for paket in db.session.scalars(sa.select(Paket).where(milik, Paket.wilayah_kode == oleh.wilayah)):
        paket.catat_pengetik(oleh)


def catat_keberatan(paket: Paket, langkah: Langkah) -> None:
    """The mark stands beside the recorded decision; it undoes nothing."""
    k = keputusan_dikeberati(paket, langkah.oleh)
    if k is not None:
        k.keberatan_pada, k.keberatan_oleh = clock.sekarang(), langkah.oleh.pengguna_id
        k.keberatan_alasan = langkah.alasan
        k.dijawab = k.dijawab_oleh = None  # the official's own word reopens what was answered to others
        k.jawaban = ""
        db.session.flush()


def jawab_keberatan(paket: Paket, langkah: Langkah) -> None:
    """The gate that looked into it says what it found."""
    _jawab(paket, langkah, langkah.alasan)


def tutup_keberatan(paket: Paket, langkah: Langkah) -> None:
    """A packet that goes back to its village answers every objection by that."""
    _jawab(paket, langkah, langkah.alasan or "Paket kembali ke desa/kelurahan.")


def _jawab(paket: Paket, langkah: Langkah, jawaban: str) -> None:
    for k in keberatan_terbuka(paket.id):
        k.dijawab, k.dijawab_oleh, k.jawaban = clock.sekarang(), langkah.oleh.pengguna_id, jawaban
    db.session.flush()


def warisi(induk: Paket, pecahan: Paket) -> None:
    """A packet split off another keeps who typed it and what officials decided and objected to."""
    pecahan.diketik = induk.diketik
    pecahan.pengetik = [Pengetik(pengguna_id=p.pengguna_id, peran=p.peran, dibuat=p.dibuat) for p in induk.pengetik]
    kolom = [c.name for c in tabel(KeputusanTercatat).columns if c.name not in ("id", "objek")]
    k = KeputusanTercatat
    for lama in db.session.scalars(sa.select(k).where(k.objek == induk.sebutan_audit).order_by(k.id)):
        db.session.add(k(objek=pecahan.sebutan_audit, **{n: getattr(lama, n) for n in kolom}))
    db.session.flush()


def beri_izin(paket: Paket, langkah: Langkah) -> None:
    """For this submission and this list only: the next one asks again."""
    for t, _ in calon_satu_tangan(paket):
        if t.tanggal_sk is not None:
            paket.izin.append(
                IzinSatuTangan(
                    versi=paket.versi,
                    daftar=paket.sidik_daftar(),
                    pengguna_id=t.pengguna_id,
                    nomor_sk=t.nomor_sk,
                    tanggal_sk=t.tanggal_sk,
                    alasan=langkah.alasan,
                    oleh=langkah.oleh.pengguna_id,
                )
            )
    db.session.flush()


def cabut_izin(paket: Paket, langkah: Langkah) -> None:
    """A list that is opened again, or taken back, is not the one that a permit was given for."""
    for i in paket.izin:
        if i.dicabut is None:
            i.dicabut = clock.sekarang()
    db.session.flush()
