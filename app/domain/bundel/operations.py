"""What can be done with a bundel? Issue it over ticked packets, decide it, open it again."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan, mulai
from app.domain.akses.models import KeputusanTercatat
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Tingkat
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.models import Bundel, BundelPaket
from app.domain.bundel.status import RAGAM, JenisBundel
from app.domain.usulan import operations_pejabat
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import Paket
from app.domain.usulan.syarat_pejabat import keputusan_dikeberati
from app.domain.wilayah.kode import kabupaten, kecamatan
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db
from app.infra.format import tanpa_nik
from app.infra.galat import GalatIsian, TidakAda, TidakBisa

BATAS_PAKET = 500


def terbitkan(jenis: JenisBundel, paket_ids: Iterable[int], *, oleh: Pelaku) -> Bundel:
    """Issue one paper over the packets and lock them in.

    Raises GalatIsian when nothing is ticked, TidakAda for a packet out of sight, TidakBoleh, TidakBisa with every
    reason of every packet at once.
    """
    ragam = RAGAM[jenis]
    policy.wajib_mungkin(oleh, ragam.terbitkan)
    ids = sorted(set(paket_ids))
    if not ids:
        raise GalatIsian(bidang={"paket": f"Pilih paling sedikit satu paket untuk {ragam.sebutan_kertas}."})
    if len(ids) > BATAS_PAKET:
        raise GalatIsian(bidang={"paket": f"Satu {ragam.sebutan_kertas} memuat paling banyak {BATAS_PAKET} paket."})
    paket = _kunci_paket(sa.select(Paket).where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, oleh)), ids)
    if len(paket) != len(ids):
        raise TidakAda
    bundel = Bundel(
        jenis=jenis,
        wilayah_kode=_unit(jenis, paket[0], oleh),
        periode=clock.hari_ini(zona(oleh.wilayah)).strftime("%Y-%m"),
        disusun_oleh=oleh.pengguna_id,
        versi_baris=0,
    )
    mulai(ALUR_BUNDEL, bundel, ragam.terbitkan, oleh=oleh, data=paket)
    return bundel


def _unit(jenis: JenisBundel, paket: Paket, oleh: Pelaku) -> str:
    """The bundel's region; a verifikator who steps in for the kecamatan composes in the packets' own."""
    if jenis is not JenisBundel.TELAAH:
        return kabupaten(oleh.wilayah)
    return kecamatan(oleh.wilayah if oleh.tingkat is Tingkat.KECAMATAN else paket.wilayah_kode)


def _kunci_paket(tanya: sa.Select[Paket], ids: list[int]) -> list[Paket]:
    """The packets reread under their locks, taken in order of id: two bundels can not wait for each other."""
    db.session.flush()
    return list(
        db.session.scalars(
            tanya.where(Paket.id.in_(ids))
            .order_by(Paket.id)
            .with_for_update()
            .execution_options(populate_existing=True)
            .options(selectinload(Paket.usulan))
        )
    )


def putuskan(bundel: Bundel, *, oleh: Pelaku, versi: int | None, dicatat: bool = False) -> None:
    """Decide: every packet takes its step; `dicatat`: the signed paper decided, this records it.

    Raises TidakBoleh (also four eyes), HalamanUsang, TidakBisa.
    """
    kunci_isi(bundel)
    lakukan(ALUR_BUNDEL, bundel, bundel.ragam.putuskan, oleh=oleh, versi=versi, dicatat=dicatat)


def buka(bundel: Bundel, *, alasan: str, oleh: Pelaku, versi: int | None) -> None:
    """Undo the issue: the paper is superseded, the packets are free. Raises GalatIsian without a reason."""
    kunci_isi(bundel)
    lakukan(ALUR_BUNDEL, bundel, bundel.ragam.buka, oleh=oleh, versi=versi, alasan=alasan)


def nyatakan_keberatan(bundel: Bundel, *, alasan: str, oleh: Pelaku) -> None:
    """The official objects to a decision recorded for them: on every packet that it moved, for its next gate to answer.

    Raises what the packets' own step raises: TidakBoleh, TidakBisa past the time, GalatIsian without a reason.
    """
    kunci_isi(bundel)
    for b in bundel.paket:
        policy.wajib_boleh(oleh, Aksi.PAKET_KEBERATAN, b.isi_paket)
    if not (kena := list(dapat_dikeberati(bundel, oleh=oleh))):
        raise TidakBisa("Tidak ada keputusan yang dicatat dari berkas ini pada paket yang masih berjalan.")
    for paket in kena:
        operations_pejabat.nyatakan_keberatan(paket, alasan=alasan, oleh=oleh, versi=None)
    k = KeputusanTercatat
    ubah = sa.update(k).where(k.objek == bundel.sebutan_audit, k.keberatan_pada.is_(None))
    isi = {
        k.keberatan_pada: clock.sekarang(),
        k.keberatan_oleh: oleh.pengguna_id,
        k.keberatan_alasan: tanpa_nik(alasan.strip()),
    }
    db.session.execute(ubah.values(isi))


def dapat_dikeberati(bundel: Bundel, *, oleh: Pelaku) -> Iterator[Paket]:
    """Its packets on which the decision of this very paper still stands: what went back to its village is left out."""
    for b in bundel.paket:
        if ALUR_PAKET.cari(b.isi_paket, Aksi.PAKET_KEBERATAN):
            k = keputusan_dikeberati(b.isi_paket, oleh)
            if k is not None and k.dokumen_id == bundel.dokumen_id:
                yield b.isi_paket


def kunci_isi(bundel: Bundel) -> None:
    """Packets before the bundel, the order in which every step takes its locks."""
    ids = db.session.scalars(sa.select(BundelPaket.paket_id).where(BundelPaket.bundel_id == bundel.id))
    _kunci_paket(sa.select(Paket), list(ids))


def muat(bundel_id: int) -> Bundel:
    """A bundel for a step; scope is asked by the step's authority. Raises TidakAda."""
    bundel = db.session.get(Bundel, bundel_id)
    if bundel is None:
        raise TidakAda
    return bundel
