"""What do the papers of a packet still lack? Pure questions for the guards of the packages above."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.domain.dokumen.models import Dokumen, DokumenPaket, TandaTangan
from app.domain.dokumen.operations import BUKAN_MILIK_PAKET
from app.domain.dokumen.status import TIDAK_BERLAKU, JenisDokumen, StatusDokumen
from app.infra.db import db

# What makes a row of DokumenPaket ⨝ Dokumen a village's paper whose scan waits for the reviewer.
MENUNGGU_KONFIRMASI = (
    Dokumen.id == DokumenPaket.dokumen_id,
    Dokumen.status == StatusDokumen.BERTANDA_TANGAN,
    Dokumen.jenis.not_in(BUKAN_MILIK_PAKET),
    # Signed electronically by all: there is no scan to lay beside the issued paper.
    sa.exists().where(TandaTangan.dokumen_id == Dokumen.id, TandaTangan.cara == "basah"),
)


TANPA_PENANDA = (
    "Tidak ada dokumen berpenanda tangan wajib untuk langkah ini. Minta admin memeriksa aturan penanda tangan, lalu "
    "terbitkan ulang dokumennya."
)


def _berlaku(paket_id: int) -> sa.Select[Dokumen]:
    return (
        sa.select(Dokumen)
        .join(DokumenPaket, DokumenPaket.dokumen_id == Dokumen.id)
        .where(DokumenPaket.paket_id == paket_id, Dokumen.status.not_in(TIDAK_BERLAKU))
    )


def dokumen_berlaku(paket_id: int, jenis: JenisDokumen) -> Dokumen | None:
    """The paper of a kind that counts for the packet (also a cited one): the newest in force."""
    return db.session.scalar(_berlaku(paket_id).where(Dokumen.jenis == jenis).order_by(Dokumen.id.desc()).limit(1))


def semua_berlaku(paket_id: int) -> list[Dokumen]:
    """All papers in force with their signers, in two statements."""
    tanya = _berlaku(paket_id).options(selectinload(Dokumen.tanda_tangan)).order_by(Dokumen.id)
    return list(db.session.scalars(tanya))


def belum_ditandatangani(paket_id: int, gerbang: str, jenis: Sequence[JenisDokumen] | None = None) -> list[str]:
    """A sentence for every required signature that this gate asks for and that is missing.

    `jenis` narrows the question to the papers that the packet's basis names. Kinds asked for but never issued
    are not this package's to judge.
    """
    tanya = (
        sa.select(Dokumen.judul, Dokumen.nomor, TandaTangan.jabatan, TandaTangan.nama, TandaTangan.cara)
        .join(TandaTangan, TandaTangan.dokumen_id == Dokumen.id)
        .join(DokumenPaket, DokumenPaket.dokumen_id == Dokumen.id)
        .where(DokumenPaket.paket_id == paket_id, Dokumen.status.not_in(TIDAK_BERLAKU))
        .where(TandaTangan.gerbang == gerbang, TandaTangan.wajib)
        .order_by(Dokumen.id, TandaTangan.urut)
    )
    if jenis is not None:
        tanya = tanya.where(Dokumen.jenis.in_(jenis))
    semua = db.session.execute(tanya).all()
    # Nobody asked to sign is not the same as everybody signed.
    return [_kalimat(*sisa) for *sisa, cara in semua if cara is None] if semua else [TANPA_PENANDA]


def _kalimat(judul: str, nomor: str, jabatan: str, nama: str) -> str:
    siapa = f"{jabatan} ({nama})" if nama else jabatan
    mana = f"{judul} nomor {nomor}" if nomor else judul
    return f"{mana} belum ditandatangani {siapa}."


def belum_ditandatangani_banyak(
    paket_id: sa.Select[int], gerbang: str, *, harus_ada: int | None
) -> list[tuple[int, str, str, str]]:
    """The same for the papers of many packets: (paper id, issuing unit, signer's unit, sentence), in one statement.

    `paket_id` is a query of packet ids; a paper over several of them is named once. `harus_ada` is the paper that must
    have a required signer at all: nobody asked to sign is not the same as everybody signed.
    """
    tanya = (
        sa.select(Dokumen.id, Dokumen.unit_nama, Dokumen.judul, Dokumen.nomor, TandaTangan.jabatan, TandaTangan.nama)
        .add_columns(TandaTangan.cara, TandaTangan.unit_kode)
        .join(TandaTangan, TandaTangan.dokumen_id == Dokumen.id)
        .where(Dokumen.id.in_(sa.select(DokumenPaket.dokumen_id).where(DokumenPaket.paket_id.in_(paket_id))))
        .where(Dokumen.status.not_in(TIDAK_BERLAKU), TandaTangan.gerbang == gerbang)
        .where(TandaTangan.wajib)
        .order_by(Dokumen.id, TandaTangan.urut)
    )
    semua = db.session.execute(tanya).all()
    tanpa = [] if any(b.id == harus_ada for b in semua) else [(harus_ada or 0, "", "", TANPA_PENANDA)]
    belum = [b for b in semua if b.cara is None]
    return tanpa + [(b.id, b.unit_nama, b.unit_kode, _kalimat(b.judul, b.nomor, b.jabatan, b.nama)) for b in belum]


def belum_ditandatangani_dokumen(dokumen: Dokumen, gerbang: str) -> list[str]:
    """The same for one paper."""
    return [_kalimat(dokumen.judul, dokumen.nomor, t.jabatan, t.nama) for t in dokumen.belum_tanda_tangan(gerbang)]


def belum_dikonfirmasi_banyak(paket_id: Collection[int]) -> dict[int, list[str]]:
    """A sentence for every signed paper of these packets whose scan the reviewer has not yet judged, by packet."""
    tanya = (
        sa.select(DokumenPaket.paket_id, Dokumen.judul)
        .join(Dokumen, Dokumen.id == DokumenPaket.dokumen_id)
        .where(DokumenPaket.paket_id.in_(paket_id), *MENUNGGU_KONFIRMASI)
        .order_by(Dokumen.id)
    )
    hasil: dict[int, list[str]] = {p: [] for p in paket_id}
    for pid, judul in db.session.execute(tanya):
        hasil[pid].append(f"Pindaian {judul} belum diperiksa dan dikonfirmasi.")
    return hasil
