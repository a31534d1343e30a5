"""Is there a name under every signature line? Asked before a paper is issued: no official paper leaves a blank."""

from collections.abc import Iterator

from app.domain.akses.langkah import Langkah
from app.domain.aturan import turunan
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.dokumen.susunan import penanda_kosong, wilayah
from app.domain.rapat.models import Rapat
from app.domain.usulan.models import Paket
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db


def undangan_bernama(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Who invites: named in the plan of the meeting, or the holder of the post; one made elsewhere is signed there."""
    r = db.session.get(Rapat, paket.rapat_id) if paket.rapat_id else None
    if r is None or r.undangan_nomor or r.pengundang_nama:
        return
    hari = clock.hari_ini(zona(paket.wilayah_kode))
    if penanda_kosong(D.UNDANGAN, paket.wilayah_kode, hari):
        aturan = turunan.penyelenggara(wilayah(paket.wilayah_kode).jenis, paket.wilayah_kode, hari)
        yield (
            f"Nama pengundang ({aturan['label_pengundang']}) belum diisi. Isi pada rencana musyawarah; undangan tidak "
            "dicetak tanpa nama."
        )


def kepala_bernama(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """The head of the village, who signs the list and its covering letter."""
    yield from penanda_kosong(D.SURAT_PENGANTAR, paket.wilayah_kode, clock.hari_ini(zona(paket.wilayah_kode)))
