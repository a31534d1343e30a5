"""What holds the splitting of a packet back? Sentences, as with every other guard."""

from collections.abc import Iterator

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.usulan.models import Paket
from app.domain.usulan.pasangan import terpisah
from app.domain.usulan.syarat import hidup
from app.infra.db import db


def pilihan_dapat_dipisah(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` holds the ids of the chosen proposals: at least one chosen, at least one left behind."""
    dipilih: set[int] = set(langkah.data or ())
    milik = {u.id for u in hidup(paket)}
    if not dipilih:
        yield "Pilih paling sedikit satu usulan yang dipisahkan."
    if dipilih - milik:
        yield "Ada usulan terpilih yang tidak lagi berjalan di paket ini. Muat ulang, lalu pilih lagi."
    elif dipilih and dipilih == milik:
        yield "Sisakan paling sedikit satu usulan di paket ini; bila semuanya bermasalah, kembalikan seluruh paket."
    for keluar, masuk in terpisah(paket, dipilih):
        yield f"{keluar.nama} dan penggantinya, {masuk.nama}, harus dipisahkan bersama."


def belum_dipisah(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Once split, what the village submitted lies in two packets: neither can be taken back as it was."""
    if paket.induk_id or db.session.scalar(sa.select(Paket.id).where(Paket.induk_id == paket.id).limit(1)):
        yield "Paket ini sudah dipisahkan saat ditelaah, jadi tidak dapat ditarik kembali."
