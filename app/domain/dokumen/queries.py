"""What can be seen of papers, and by whom?"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.akses.policy import nilai_siapa, siapa_pun, terlihat
from app.domain.dokumen.models import Dokumen, DokumenPaket, Pindaian, TandaTangan
from app.domain.dokumen.status import (
    LABEL_STATUS_DOKUMEN,
    RONA_STATUS_DOKUMEN,
    TIDAK_BERLAKU,
    JenisDokumen,
    StatusDokumen,
)
from app.infra.db import db, konstan
from app.infra.galat import TidakAda

# Kinds of a unit, of no packet.
LEPAS = (JenisDokumen.LEMBAR_UJI, JenisDokumen.FORMULIR_USULAN)
_TIADA = "Dokumen ini tidak ada atau berada di luar wilayah tugas Anda."


@dataclass(frozen=True, slots=True)
class RingkasDokumen:
    """One line of a packet's list of papers.

    `wajib` and `sudah` count required signers and those who signed.
    """

    id: int
    jenis: JenisDokumen
    judul: str
    nomor: str
    status: StatusDokumen
    sha256: str | None
    galat: str | None
    dikutip: bool
    wajib: int
    sudah: int
    pindaian: int

    @property
    def status_label(self) -> str:
        """The word for its state; a paper whose PDF is not made yet says so."""
        if self.galat:
            return "Naskah gagal dibuat"
        if not self.sha256:
            return "Naskah sedang dibuat"
        if self.status is StatusDokumen.TERBIT and not self.wajib:
            return "Terbit"
        return LABEL_STATUS_DOKUMEN[self.status]

    @property
    def rona(self) -> str:
        """The colour that goes with `status_label`."""
        if self.galat:
            return "merah"
        if self.status is StatusDokumen.TERBIT and self.sha256 and not self.wajib:
            return "hijau"
        return RONA_STATUS_DOKUMEN[self.status]

    @property
    def keterangan(self) -> str:
        """How many have signed, and whether it is quoted from the packet that this one was split from."""
        tanda = f"{self.sudah} dari {self.wajib} tanda tangan" if self.wajib else ""
        return " · ".join(filter(None, (tanda, "dari paket asal" if self.dikutip else "")))

    @property
    def berlaku(self) -> bool:
        """Whether the paper still counts."""
        return self.status not in TIDAK_BERLAKU

    @property
    def jadi(self) -> bool:
        """Whether it can be downloaded."""
        return self.sha256 is not None

    @property
    def menunggu(self) -> bool:
        """Whether the PDF is still being made."""
        return self.sha256 is None and self.galat is None


def terbaca(untuk: Pelaku) -> sa.ColumnElement[bool]:
    """Papers of the territory's own units, and those addressed to one of them."""
    aksi = Aksi.DOKUMEN_LIHAT
    return sa.or_(terlihat(aksi, Dokumen.unit_kode, untuk), terlihat(aksi, Dokumen.untuk_kode, untuk))


def satu(dokumen_id: int, *, untuk: Pelaku) -> Dokumen:
    """One paper with signers and scans. Raises TidakAda outside the territory."""
    tanya = (
        sa.select(Dokumen)
        .where(terbaca(untuk), Dokumen.id == dokumen_id)
        .options(selectinload(Dokumen.tanda_tangan), selectinload(Dokumen.pindaian))
    )
    dokumen = db.session.scalar(tanya)
    if dokumen is None:
        raise TidakAda(_TIADA)
    return dokumen


def paket_dari(dokumen_id: int, *, untuk: Pelaku) -> list[int]:
    """The packets that a visible paper speaks of."""
    tanya = (
        sa.select(DokumenPaket.paket_id)
        .join(Dokumen, Dokumen.id == DokumenPaket.dokumen_id)
        .where(terbaca(untuk), Dokumen.id == dokumen_id)
        .order_by(DokumenPaket.paket_id)
    )
    return list(db.session.scalars(tanya))


def untuk_paket(
    paket_id: int,
    *,
    untuk: Pelaku,
    semua: bool = False,
    kecuali: Collection[JenisDokumen] = (JenisDokumen.TANDA_TERIMA,),
) -> list[RingkasDokumen]:
    """The papers of a packet that the actor may see, in one statement; superseded ones only with `semua`."""
    tanya = _tanya_paket(untuk.peran, semua, tuple(kecuali))
    ada = db.session.execute(tanya, {**nilai_siapa(untuk), "paket": paket_id})
    return [RingkasDokumen(*isi) for isi in map(tuple, ada)]


@cache
def _tanya_paket(peran: Peran, semua: bool, kecuali: tuple[JenisDokumen, ...]) -> Any:
    d, tt = Dokumen, TandaTangan
    wajib = sa.select(sa.func.count()).where(tt.dokumen_id == d.id, tt.wajib).scalar_subquery()
    sudah = sa.select(sa.func.count()).where(tt.dokumen_id == d.id, tt.wajib, tt.cara.is_not(None)).scalar_subquery()
    pindaian = (
        sa.select(sa.func.count()).where(Pindaian.dokumen_id == d.id, Pindaian.ditolak.is_(None)).scalar_subquery()
    )
    tanya = (
        sa.select(
            d.id, d.jenis, d.judul, d.nomor, d.status, d.sha256, d.galat, DokumenPaket.dikutip,
            wajib, sudah, pindaian,
        )
        .join(DokumenPaket, DokumenPaket.dokumen_id == d.id)
        .where(terbaca(siapa_pun(peran)))
        .where(DokumenPaket.paket_id == sa.bindparam("paket"), d.jenis.not_in([konstan(j) for j in kecuali]))
        .order_by(d.id)
    )  # fmt: skip
    return tanya if semua else tanya.where(d.status.not_in([konstan(s) for s in TIDAK_BERLAKU]))


def untuk_diunggah(paket_id: int, *, untuk: Pelaku) -> list[Dokumen]:
    """Papers in force of a packet that have signers, with them: what the upload page lists."""
    tanya = (
        sa.select(Dokumen)
        .join(DokumenPaket, DokumenPaket.dokumen_id == Dokumen.id)
        .where(terlihat(Aksi.DOKUMEN_LIHAT, Dokumen.unit_kode, untuk), DokumenPaket.paket_id == paket_id)
        .where(Dokumen.status.not_in(TIDAK_BERLAKU))
        .where(sa.exists().where(TandaTangan.dokumen_id == Dokumen.id))
        .options(selectinload(Dokumen.tanda_tangan))
        .order_by(Dokumen.id)
    )
    return list(db.session.scalars(tanya))


def untuk_diunggah_banyak(dokumen_id: Collection[int], *, untuk: Pelaku) -> list[Dokumen]:
    """The same for chosen papers: those of them that are in sight, in force and have signers."""
    tanya = (
        sa.select(Dokumen)
        .where(terlihat(Aksi.DOKUMEN_LIHAT, Dokumen.unit_kode, untuk), Dokumen.id.in_(dokumen_id))
        .where(Dokumen.status.not_in(TIDAK_BERLAKU))
        .where(sa.exists().where(TandaTangan.dokumen_id == Dokumen.id))
        .options(selectinload(Dokumen.tanda_tangan))
        .order_by(Dokumen.id)
    )
    return list(db.session.scalars(tanya))


def naskah_unit(*, untuk: Pelaku, batas: int = 10) -> list[Dokumen]:
    """The latest papers in sight that belong to no packet: test sheets and blank forms."""
    # As in the index of the few that there are.
    jenis = [konstan(j) for j in LEPAS]
    tanya = (
        sa.select(Dokumen)
        .where(terlihat(Aksi.DOKUMEN_LIHAT, Dokumen.unit_kode, untuk))
        .where(Dokumen.jenis.in_(jenis))
        .order_by(Dokumen.id.desc())
        .limit(batas)
    )
    return list(db.session.scalars(tanya))


@dataclass(frozen=True, slots=True)
class Unduhan:
    """What a download needs: hash and the file name offered."""

    sha256: str
    nama: str


def berkas(dokumen_id: int, *, untuk: Pelaku) -> Unduhan:
    """The issued bytes of a paper. Raises TidakAda, also while the PDF is not made."""
    d = Dokumen
    baris = db.session.execute(
        sa.select(d.sha256, d.judul, d.unit_nama, d.kode).where(
            terbaca(untuk), d.id == dokumen_id, d.sha256.is_not(None)
        )
    ).first()
    if baris is None:
        raise TidakAda("Naskah dokumen ini belum jadi, atau berada di luar wilayah tugas Anda.")
    return Unduhan(baris.sha256, nama_berkas(baris.judul, baris.unit_nama, baris.kode))


def salinan(dokumen_id: int, *, untuk: Pelaku) -> Unduhan:
    """The reading copy of a paper. Raises TidakAda, also where there is none (yet)."""
    d = Dokumen
    baris = db.session.execute(
        sa.select(d.salinan_sha256, d.judul, d.unit_nama, d.kode).where(
            terbaca(untuk), d.id == dokumen_id, d.salinan_sha256.is_not(None)
        )
    ).first()
    if baris is None:
        raise TidakAda("Salinan baca dokumen ini belum ada, atau dokumennya berada di luar wilayah tugas Anda.")
    return Unduhan(baris.salinan_sha256, nama_berkas(f"salinan baca {baris.judul}", baris.unit_nama, baris.kode))


def pindaian(pindaian_id: int, *, untuk: Pelaku) -> Unduhan:
    """The bytes of one scan. Raises TidakAda."""
    baris = db.session.execute(
        sa.select(Pindaian.sha256, Dokumen.judul, Dokumen.unit_nama, Dokumen.kode)
        .join(Dokumen, Dokumen.id == Pindaian.dokumen_id)
        .where(terlihat(Aksi.DOKUMEN_LIHAT, Dokumen.unit_kode, untuk), Pindaian.id == pindaian_id)
    ).first()
    if baris is None:
        raise TidakAda(_TIADA)
    return Unduhan(baris.sha256, nama_berkas(f"pindaian {baris.judul}", baris.unit_nama, baris.kode))


def nama_berkas(judul: str, unit: str, kode: str) -> str:
    """`berita-acara-musyawarah_desa-slawi-kulon_7Q2K9M4XT0BD.pdf`: letters, digits and dashes only."""

    def rapi(teks: str) -> str:
        bersih = "".join(h if h.isascii() and h.isalnum() else "-" for h in teks.lower())
        return "-".join(b for b in bersih.split("-") if b)

    return f"{rapi(judul)}_{rapi(unit)}_{kode}.pdf"
