"""What may an examiner read of a paper that covers more than the assignment? Its head, and the rows of his packets."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.bundel.status import KERTAS_BERSAMA
from app.domain.dokumen.konteks import cairkan
from app.domain.dokumen.konteks_atas import BaVerval, SuratPengesahan
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.queries import terbaca
from app.domain.dokumen.status import LABEL_STATUS_DOKUMEN, RONA_STATUS_DOKUMEN
from app.domain.usulan.models import Paket
from app.infra.db import db
from app.infra.galat import TidakAda

HASIL = {"layak": "Layak", "tidak_layak": "Tidak layak"}


@dataclass(frozen=True, slots=True)
class SuratAtas:
    """A paper over many packets, issued by a unit outside the assignment."""

    id: int
    judul: str
    nomor: str
    tanggal: dt.date
    unit: str
    status: str
    rona: str


@dataclass(frozen=True, slots=True)
class BarisPetikan:
    """One packet's part: its figures, and for a BA verval every name with its verdict. No number of a resident."""

    nomor: str
    desa: str
    periode: str
    angka: list[tuple[str, int]]
    nama: list[tuple[str, str, str, str]] = field(default_factory=list)  # name, kind, verdict, reason
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Petikan:
    """The head of the paper and the rows within the assignment; `lain` packets of it are not shown."""

    surat: SuratAtas
    kode: str
    sha256: str
    penanda: list[tuple[str, str, dt.datetime | None]]  # post, name, when signed
    baris: list[BarisPetikan]
    lain: int


def surat_atas(paket_id: int, *, untuk: Pelaku) -> list[SuratAtas]:
    """Papers over a packet of the assignment that can only be read as an excerpt, oldest first. Raises TidakBoleh."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    d = Dokumen
    kolom = sa.select(d.id, d.judul, d.nomor, d.tanggal, d.unit_nama, d.status)
    semua = db.session.execute(kolom.where(*_atas(paket_id, untuk), sa.not_(terbaca(untuk))).order_by(d.id))
    return [_ringkas(r) for r in semua]


def petikan(paket_id: int, dokumen_id: int, *, untuk: Pelaku) -> Petikan:
    """The excerpt. Raises TidakBoleh; TidakAda for a paper that no packet of the assignment is on."""
    policy.wajib_mungkin(untuk, Aksi.AUDIT_LIHAT)
    tanya = sa.select(Dokumen).where(*_atas(paket_id, untuk), Dokumen.id == dokumen_id)
    d = db.session.scalar(tanya.options(selectinload(Dokumen.tanda_tangan)))
    if d is None:
        raise TidakAda
    boleh = set(
        db.session.scalars(
            sa.select(Paket.nomor)
            .join(DokumenPaket, DokumenPaket.paket_id == Paket.id)
            .where(DokumenPaket.dokumen_id == d.id, policy.terlihat(Aksi.AUDIT_LIHAT, Paket.wilayah_kode, untuk))
        )
    )
    _, isi, _ = cairkan(d.konteks)
    semua: list[Any] = getattr(isi, "paket", [])
    milik = [_baris(isi, p) for p in semua if p.nomor in boleh]
    penanda = [(t.jabatan, t.nama, t.waktu if t.cara else None) for t in d.tanda_tangan]
    return Petikan(_ringkas(d), d.kode, d.sha256 or "", penanda, milik, len(semua) - len(milik))


def _atas(paket_id: int, untuk: Pelaku) -> tuple[sa.ColumnElement[bool], ...]:
    dp = DokumenPaket
    terlihat = policy.terlihat(Aksi.AUDIT_LIHAT, Paket.wilayah_kode, untuk)
    milik = sa.select(dp.dokumen_id).join(Paket, Paket.id == dp.paket_id).where(dp.paket_id == paket_id, terlihat)
    return Dokumen.id.in_(milik), Dokumen.jenis.in_(KERTAS_BERSAMA)


def _ringkas(d: Any) -> SuratAtas:
    status = LABEL_STATUS_DOKUMEN[d.status], RONA_STATUS_DOKUMEN[d.status]
    return SuratAtas(d.id, d.judul, d.nomor, d.tanggal, d.unit_nama, *status)


def _baris(isi: Any, p: Any) -> BarisPetikan:
    if isinstance(isi, BaVerval):
        nama = [(n.baris.nama, n.baris.jenis, HASIL[n.hasil], n.alasan) for n in p.nama]
        angka = [("Diajukan", p.diajukan), ("Layak", p.layak), ("Tidak layak", p.tidak_layak)]
        return BarisPetikan(p.nomor, p.desa, p.periode, angka, nama, p.keterangan)
    if isinstance(isi, SuratPengesahan):
        angka = [(isi.jenis.get(kode, kode), n) for kode, n in p.jumlah.items() if n]
        return BarisPetikan(p.nomor, p.desa, p.periode, [*angka, ("Jumlah", p.total)])
    angka = [(h.label, h.diusulkan) for h in p.hitungan]  # a BA telaah
    return BarisPetikan(p.nomor, p.desa, p.periode, angka, catatan=p.rekomendasi)
