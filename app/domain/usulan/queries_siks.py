"""What is keyed into SIKS-NG and what is not: of one packet, and where SIKS-NG and the agreement part?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import jadwal
from app.domain.aturan.berlaku import nilai
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.status import TIDAK_BERLAKU, JenisDokumen
from app.domain.rapat.models import Rapat
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import LABEL_SIKS, LABEL_USULAN, TERBUKA, StatusPaket, StatusUsulan
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db

HALAMAN = 25
DIISI = frozenset({StatusUsulan.DISEPAKATI, StatusUsulan.LAYAK})
# The words of the partial indexes, so that both databases see that the index answers the question.
SUDAH_TIDAK_SEPAKAT = "NOT usulan.hidup AND usulan.status_siks <> 'belum'"
SEPAKAT_BELUM_DIISI = "usulan.hidup AND usulan.status_siks = 'belum' AND usulan.status IN ('disepakati', 'layak')"


@dataclass(frozen=True, slots=True)
class BarisSiks:
    """One proposal beside SIKS-NG."""

    id: int
    versi_baris: int
    nama: str
    jenis: str
    desa: str
    paket_id: int
    nomor: str
    keadaan: str
    status_siks: str
    siks_id: str

    @property
    def siks(self) -> str:
        """The state in SIKS-NG in words."""
        return next(label for status, label in LABEL_SIKS.items() if status == self.status_siks)


@dataclass(frozen=True, slots=True)
class Tenggat:
    """When keying closes this month in a region, and whether it presses."""

    tanggal: dt.date
    sisa: int
    mendesak: bool


def daftar(paket_id: int, *, untuk: Pelaku) -> list[BarisSiks]:
    """The agreed proposals of one packet in sight, and those that were keyed and ended since. One statement."""
    ikut = sa.or_(Usulan.status.in_(DIISI), sa.text(SUDAH_TIDAK_SEPAKAT))
    return [_baris(r) for r in db.session.execute(_tanya(untuk).where(Usulan.paket_id == paket_id, ikut))]


def tidak_sepakat(*, untuk: Pelaku, sesudah: int = 0) -> tuple[list[BarisSiks], int | None]:
    """Keyed in SIKS-NG, but refused, withdrawn or void here: must be taken back there. Keyset on id."""
    return _halaman(_tanya(untuk).where(sa.text(SUDAH_TIDAK_SEPAKAT)), sesudah)


def belum_diisi(*, untuk: Pelaku, sesudah: int = 0) -> tuple[list[BarisSiks], int | None]:
    """Agreed in a packet under way, but not keyed yet. Keyset on id."""
    jalan = TERBUKA - {StatusPaket.DRAF, StatusPaket.SIAP_MUSYAWARAH}
    return _halaman(_tanya(untuk).where(sa.text(SEPAKAT_BELUM_DIISI), Paket.status.in_(jalan)), sesudah)


def tenggat(wilayah: str) -> Tenggat | None:
    """The end of keying in the present month; None where the rules name no window."""
    hari = clock.hari_ini(zona(wilayah))
    jendela = jadwal.kini("siks", wilayah, hari)
    if jendela is None:
        return None
    tutup = jendela.tutup
    sisa = (tutup - hari).days
    return Tenggat(tutup, sisa, sisa <= int(nilai("batas", wilayah).get("siks_sisa_hari", 2)))


def tanggal_dan_nomor_ba(paket: Paket, *, untuk: Pelaku) -> tuple[dt.date | None, str]:
    """The day of the meeting and the number of its berita acara (or of the SPTJM), as the papers in force say."""
    utama = (JenisDokumen.BA_MUSYAWARAH, JenisDokumen.SPTJM)
    nomor = db.session.scalar(
        sa.select(Dokumen.nomor)
        .join(DokumenPaket, DokumenPaket.dokumen_id == Dokumen.id)
        .where(policy.terlihat(Aksi.DOKUMEN_LIHAT, Dokumen.unit_kode, untuk), DokumenPaket.paket_id == paket.id)
        .where(Dokumen.jenis.in_(utama), Dokumen.status.not_in(TIDAK_BERLAKU))
        .order_by(Dokumen.id.desc())
        .limit(1)
    )
    hari = db.session.scalar(sa.select(Rapat.tanggal).where(Rapat.id == paket.rapat_id)) if paket.rapat_id else None
    return hari, nomor or ""


def _tanya(untuk: Pelaku) -> sa.Select[*tuple[Any, ...]]:
    u, p, w = Usulan, Paket, Wilayah
    q: sa.Select[*tuple[Any, ...]] = sa.select(
        u.id, u.versi_baris, u.nama, u.jenis, u.wilayah_kode, u.status, u.status_siks, u.siks_id,
        u.paket_id, p.nomor, w.sebutan.label("desa"),
    )  # fmt: skip
    return (
        q.join(p, p.id == u.paket_id)
        .join(w, w.kode == u.wilayah_kode)
        .where(policy.terlihat(Aksi.USULAN_CATAT_HASIL, u.wilayah_kode, untuk))
        .order_by(u.id)
    )


def _halaman(tanya: sa.Select[*tuple[Any, ...]], sesudah: int) -> tuple[list[BarisSiks], int | None]:
    ada = db.session.execute(tanya.where(Usulan.id > sesudah).limit(HALAMAN + 1)).all()
    hasil = [_baris(r) for r in ada[:HALAMAN]]
    return hasil, (hasil[-1].id if len(ada) > HALAMAN else None)


def _baris(r: Any) -> BarisSiks:
    return BarisSiks(
        r.id, r.versi_baris, r.nama, label_jenis(r.jenis, r.wilayah_kode), r.desa, r.paket_id, r.nomor,
        LABEL_USULAN[r.status][0], str(r.status_siks), r.siks_id,
    )  # fmt: skip
