"""What holds a bundel back? One small function per rule; every sentence names the packet or the paper."""

from collections.abc import Callable, Collection, Iterator, Sequence

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.bundel.models import Bundel, BundelPaket
from app.domain.bundel.status import RAGAM, JenisBundel
from app.domain.dokumen import syarat as dokumen
from app.domain.usulan import kesiapan
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Audiens, label_paket
from app.domain.wilayah.kode import meliputi

KESIAPAN: dict[JenisBundel, Callable[[Collection[int]], kesiapan.Kekurangan]] = {
    JenisBundel.TELAAH: kesiapan.telaah,
    JenisBundel.VERVAL: kesiapan.verval,
    JenisBundel.PENGESAHAN: kesiapan.pengesahan,
}


def paket_siap(bundel: Bundel, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` holds the locked packets: each free, in the right state and place, and ready."""
    paket: Sequence[Paket] = langkah.data
    bisa = []
    for p in paket:
        if sebab := _sebab_bukan_giliran(bundel, p):
            yield f"{p.nomor}: {sebab}"
        else:
            bisa.append(p)
    kurang = KESIAPAN[bundel.jenis]([p.id for p in bisa])
    for p in bisa:
        yield from (f"{p.nomor}: {kalimat}" for kalimat in kurang[p.id])


def _sebab_bukan_giliran(bundel: Bundel, p: Paket) -> str:
    if p.bundel_id:
        return "Paket ini sudah ada di dalam berkas bersama lain yang menunggu keputusan."
    if p.status is not RAGAM[bundel.jenis].asal:
        label = label_paket(p.status, Audiens.DINSOS)
        return f"Status paket ini kini “{label}”, jadi tidak dapat masuk {RAGAM[bundel.jenis].sebutan_kertas}."
    if not meliputi(bundel.wilayah_kode, p.wilayah_kode):
        return "Paket ini berasal dari luar wilayah berkas bersama ini."
    return ""


def ditandatangani(bundel: Bundel, langkah: Langkah) -> Iterator[str]:
    """The bundel's own paper, and whoever must sign the packets' papers at this gate (the camat on an SPTJM).

    One statement, however many packets.
    """
    isi = sa.select(BundelPaket.paket_id).where(BundelPaket.bundel_id == bundel.id)
    for dokumen_id, unit, kalimat in dokumen.belum_ditandatangani_banyak(
        isi, bundel.ragam.gerbang, harus_ada=bundel.dokumen_id
    ):
        yield kalimat if dokumen_id == (bundel.dokumen_id or 0) else f"{unit}: {kalimat}"


def paket_masih_siap(bundel: Bundel, langkah: Langkah) -> Iterator[str]:
    """Nothing may have come up since the paper was issued: a request for change, a mark, a refused scan."""
    kurang = KESIAPAN[bundel.jenis]([b.paket_id for b in bundel.paket])
    if not any(kurang.values()):
        return
    nomor = {b.paket_id: b.isi_paket.nomor for b in bundel.paket}
    for paket_id in sorted(kurang):
        yield from (f"{nomor[paket_id]}: {kalimat}" for kalimat in kurang[paket_id])
