"""What holds a bundel back? One small function per rule; every sentence names the packet or the paper."""

from collections.abc import Callable, Collection, Iterator, Sequence

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.akses.peran import Tingkat
from app.domain.aturan import jadwal
from app.domain.bundel.models import Bundel, BundelPaket
from app.domain.bundel.status import RAGAM, JenisBundel
from app.domain.dokumen import syarat as dokumen
from app.domain.dokumen.models import DokumenPaket
from app.domain.dokumen.susunan import penanda_kosong
from app.domain.usulan import kesiapan
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Audiens, Sifat, label_paket
from app.domain.usulan.syarat_lampaui import masuk_terlampaui
from app.domain.wilayah.kode import kecamatan, meliputi
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db

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
        if sebab := _sebab_bukan_giliran(bundel, p) or _sebab_pengetik(bundel, p, langkah):
            yield f"{p.nomor}: {sebab}"
        else:
            bisa.append(p)
    kurang = KESIAPAN[bundel.jenis]([p.id for p in bisa])
    for p in bisa:
        yield from (f"{p.nomor}: {kalimat}" for kalimat in kurang[p.id])


def tahap_terbuka(bundel: Bundel, langkah: Langkah) -> Iterator[str]:
    """The window of the stage, where the rule closes it; outside one that only warns the list says so."""
    kalimat, menutup = jendela(bundel.jenis, bundel.wilayah_kode)
    if menutup:
        yield kalimat


def jendela(jenis: JenisBundel, wilayah_kode: str) -> tuple[str, bool]:
    """("", False) inside the stage's window, else the sentence and whether it closes."""
    hari = clock.hari_ini(zona(wilayah_kode))
    j = jadwal.kini(jenis.value, wilayah_kode, hari)
    return ("", False) if j is None or j.memuat(hari) else (j.kalimat, j.menutup)


def pemutus_bernama(bundel: Bundel, langkah: Langkah) -> Iterator[str]:
    """Who signs the paper of this bundel has a name."""
    yield from penanda_kosong(bundel.ragam.kertas, bundel.wilayah_kode, clock.hari_ini(zona(bundel.wilayah_kode)))


def _sebab_bukan_giliran(bundel: Bundel, p: Paket) -> str:
    if p.bundel_id:
        return "Paket ini sudah ada di dalam berkas bersama lain yang menunggu keputusan."
    if p.status is not RAGAM[bundel.jenis].asal:
        label = label_paket(p.status, Audiens.DINSOS)
        return f"Status paket ini kini “{label}”, jadi tidak dapat masuk {RAGAM[bundel.jenis].sebutan_kertas}."
    if not meliputi(bundel.wilayah_kode, p.wilayah_kode):
        return "Paket ini berasal dari luar wilayah berkas bersama ini."
    return ""


def _sebab_pengetik(bundel: Bundel, p: Paket, langkah: Langkah) -> str:
    """Who typed a packet for its village does not review it; Dinas Sosial steps in for the kecamatan only then."""
    if bundel.jenis is JenisBundel.PENGESAHAN or not p.diketik:
        menggantikan = bundel.jenis is JenisBundel.TELAAH and langkah.oleh.tingkat is not Tingkat.KECAMATAN
        return "Telaah paket ini ada pada kecamatan, yang tidak mengetiknya." if menggantikan else ""
    if langkah.oleh.pengguna_id in {o.pengguna_id for o in p.pengetik}:
        return "Anda mengetik paket ini untuk desa/kelurahan, jadi penelaahnya harus petugas lain."
    if bundel.jenis is JenisBundel.TELAAH and langkah.oleh.tingkat is not Tingkat.KECAMATAN and not p.diketik_kecamatan:
        return "Telaah paket ini ada pada kecamatan, yang tidak mengetiknya."
    return ""


def ditandatangani(bundel: Bundel, langkah: Langkah) -> Iterator[str]:
    """The bundel's own paper, and whoever must sign the packets' papers at this gate (the camat on an SPTJM).

    One statement, however many packets; another where an urgent packet's kecamatan has not signed.
    """
    isi = sa.select(BundelPaket.paket_id).where(BundelPaket.bundel_id == bundel.id)
    belum = dokumen.belum_ditandatangani_banyak(isi, bundel.ragam.gerbang, harus_ada=bundel.dokumen_id)
    milik = [b for b in belum if b[0] == (bundel.dokumen_id or 0)]
    yield from (kalimat for *_, kalimat in milik)
    lain = [b for b in belum if b not in milik]
    diam = _kecamatan_diam({b[0] for b in lain}) if bundel.jenis is JenisBundel.PENGESAHAN and lain else set()
    yield from (f"{unit}: {kalimat}" for nomor, unit, penanda, kalimat in lain if (nomor, penanda) not in diam)


def _kecamatan_diam(kertas: set[int]) -> set[tuple[int, str]]:
    """Papers of urgent packets whose kecamatan had its term to sign and let it pass: it no longer holds them back."""
    p = Paket
    tanya = (
        sa.select(DokumenPaket.dokumen_id, p.wilayah_kode, p.diajukan_pada)
        .join(p, p.id == DokumenPaket.paket_id)
        .where(DokumenPaket.dokumen_id.in_(kertas), p.sifat == Sifat.SEGERA)
    )
    diam = set()
    for nomor, wilayah, sejak in db.session.execute(tanya):
        kec, waktu = kecamatan(wilayah), zona(wilayah)
        batas = masuk_terlampaui(kec, clock.hari_ini(waktu), tanpa_jendela=True)
        if sejak and clock.setempat(sejak, waktu).date() <= batas:
            diam.add((nomor, kec))
    return diam


def paket_masih_siap(bundel: Bundel, langkah: Langkah) -> Iterator[str]:
    """Nothing may have come up since the paper was issued: a request for change, a mark, a refused scan."""
    kurang = KESIAPAN[bundel.jenis]([b.paket_id for b in bundel.paket])
    if not any(kurang.values()):
        return
    nomor = {b.paket_id: b.isi_paket.nomor for b in bundel.paket}
    for paket_id in sorted(kurang):
        yield from (f"{nomor[paket_id]}: {kalimat}" for kalimat in kurang[paket_id])
