"""What does splitting a packet move? Names with all that hangs on them; papers are cited, nothing is written anew."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.dokumen import operations as dokumen
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen
from app.domain.usulan import akibat_pejabat
from app.domain.usulan.models import IsiVersi, Paket, Perubahan, Tanda, Telaah
from app.domain.usulan.status import StatusPaket
from app.domain.verifikasi import operations as verifikasi
from app.infra.db import db


def warisi(pecahan: Paket, langkah: Langkah) -> None:
    """The new packet receives the chosen names (`langkah.data`), their marks and changes, and what is said of both."""
    induk = db.session.get_one(Paket, pecahan.induk_id)
    pindah: set[int] = set(langkah.data)
    for u in [u for u in induk.usulan if u.id in pindah]:
        u.paket = pecahan
        u.versi_baris += 1
    db.session.flush()
    for tabel in (Tanda, Perubahan):
        milik = sa.update(tabel).where(tabel.paket_id == induk.id, tabel.usulan_id.in_(pindah))
        db.session.execute(milik.values(paket_id=pecahan.id))
    _salin_telaah(induk, pecahan)
    _bagi_isi_versi(induk, pecahan, pindah)
    verifikasi.warisi_pembebasan(induk.id, pecahan.id)
    dokumen.kutip(induk.id, pecahan.id)
    akibat_pejabat.warisi(induk, pecahan)
    db.session.flush()
    for paket in (induk, pecahan):
        db.session.expire(paket, ["usulan", "tanda", "perubahan"])


def _salin_telaah(induk: Paket, pecahan: Paket) -> None:
    for t in db.session.scalars(sa.select(Telaah).where(Telaah.paket_id == induk.id)):
        isi: dict[str, Any] = {k: getattr(t, k) for k in ("versi", "butir", "hasil", "catatan", "oleh", "waktu")}
        db.session.add(Telaah(paket_id=pecahan.id, **isi))


def _bagi_isi_versi(induk: Paket, pecahan: Paket, pindah: set[int]) -> None:
    """Each packet compares its next submission with its own names: who was split off has not left the list."""
    for v in db.session.scalars(sa.select(IsiVersi).where(IsiVersi.paket_id == induk.id)):
        keluar = [b for b in v.isi if b["id"] in pindah]
        db.session.add(IsiVersi(paket_id=pecahan.id, versi=v.versi, isi=keluar, dibuat=v.dibuat))
        v.isi = [b for b in v.isi if b["id"] not in pindah]


def batalkan_kertas(
    paket: Paket, jenis: Collection[JenisDokumen] | None, *, langkah: Langkah, alasan: str
) -> list[Dokumen]:
    """Supersede what the packet issued, but for papers on which a packet split from it still rests: those become the
    other packet's own, and this one only cites them."""
    hidup = sa.select(Paket.id).where(Paket.status != StatusPaket.DIBATALKAN, Paket.id != paket.id)
    dokumen.serahkan(paket.id, hidup, jenis)
    return dokumen.batalkan_paket(paket.id, jenis, oleh=langkah.oleh, alasan=alasan)
