"""Whose decision is a step? The official's own sign-in, or the signed gate paper recorded by who works beside them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import KEDALAMAN_WILAYAH, LABEL_PERAN, PEJABAT_PENCATAT, Peran
from app.domain.aturan.berlaku import nilai
from app.domain.wilayah.kode import leluhur
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakBoleh

EMPAT_MATA = (
    "{nama} sendiri yang menyusun berkas ini, jadi keputusannya harus diambil orang lain (aturan empat mata), "
    "kecuali tingkat di atasnya mengizinkan satu tangan."
)


@dataclass(frozen=True, slots=True)
class TandaPejabat:
    """The official's signature on the paper of a gate, as the package that keeps papers answers it."""

    dokumen_id: int
    sebutan: str
    nama: str
    jabatan: str
    tanggal: dt.date  # when the paper was issued
    sah: bool  # signed, with its scan (or its electronic signature) on file


@dataclass(frozen=True, slots=True)
class Keputusan:
    """Who decided (a person with an account, or name and post as on the paper), and who recorded it (None: nobody)."""

    peran: Peran
    nama: str
    jabatan: str
    pengguna_id: int | None
    penugasan_id: int | None
    dokumen_id: int | None
    dicatat_oleh: int | None = None

    def untuk_audit(self, pencatat: str) -> dict[str, Any]:
        """What the audit row holds of it."""
        isi: dict[str, Any] = {
            "diputuskan_oleh": {
                "nama": self.nama,
                "jabatan": self.jabatan,
                "pengguna_id": self.pengguna_id,
                "penugasan_id": self.penugasan_id,
            }
        }
        if self.dicatat_oleh is not None:
            isi["dicatat_oleh"] = {"pengguna_id": self.dicatat_oleh, "nama": pencatat}
        if self.dokumen_id is not None:
            isi["dokumen_id"] = self.dokumen_id
        return isi


def sendiri(oleh: Pelaku, dokumen_id: int | None) -> Keputusan:
    """The official signed in and decided."""
    awalan = "" if oleh.sebutan == "definitif" else f"{oleh.sebutan}. "
    jabatan = " ".join(b for b in (awalan + oleh.peran_label, oleh.wilayah_nama) if b)
    return Keputusan(oleh.peran, oleh.nama, jabatan, oleh.pengguna_id, oleh.penugasan_id, dokumen_id)


def unit_pejabat(peran: Peran, wilayah_kode: str) -> str:
    """The region of the official's unit, seen from an object in it or below it."""
    dalam = KEDALAMAN_WILAYAH[peran]
    return next((k for k in leluhur(wilayah_kode) if k.count(".") in dalam), wilayah_kode)


def pejabat_masuk(peran: Peran, wilayah_kode: str) -> bool:
    """Whether the unit's rule says that its official signs in to decide; then nothing is recorded for them."""
    isi = nilai("pejabat_masuk", unit_pejabat(peran, wilayah_kode), str(peran))
    return str(isi.get("masuk", "ya")) == "ya"


def dapat_mencatat(oleh: Pelaku, aksi: Aksi, objek: Any) -> bool:
    """Whether the actor is offered to record this decision: by the matrix, the region, and the rule of the unit."""
    return sebab_tidak_dicatat(oleh, aksi, objek) is None


def sebab_tidak_dicatat(oleh: Pelaku, aksi: Aksi, objek: Any) -> str | None:
    """Why the actor may not record the official's decision; None when they may."""
    if not policy.mencatat(oleh, aksi):
        return "Peran Anda tidak mencatat keputusan pejabat pada langkah ini."
    if sebab := policy.sebab_tidak(oleh, aksi, objek, dicatat=True):
        return sebab
    pejabat = PEJABAT_PENCATAT[oleh.peran]
    if pejabat_masuk(pejabat, objek.wilayah_kode):
        return f"Menurut aturan unit ini, {LABEL_PERAN[pejabat]} masuk sendiri untuk memutuskan."
    return None


def wajib_dicatat(oleh: Pelaku, aksi: Aksi, objek: Any) -> None:
    """Refuse with 403 who may not record it."""
    if sebab := sebab_tidak_dicatat(oleh, aksi, objek):
        raise TidakBoleh(sebab)


def dari_kertas(oleh: Pelaku, tanda: TandaPejabat, wilayah_kode: str) -> Keputusan:
    """The decision that a signed paper proves: its signer is looked for among the holders of the post."""
    peran = PEJABAT_PENCATAT[oleh.peran]
    ada = _pemegang(peran, unit_pejabat(peran, wilayah_kode), tanda)
    return Keputusan(
        peran, tanda.nama, tanda.jabatan, ada[0] if ada else None, ada[1] if ada else None,
        tanda.dokumen_id, oleh.pengguna_id,
    )  # fmt: skip


def _pemegang(peran: Peran, unit: str, tanda: TandaPejabat) -> tuple[int, int] | None:
    """(person, assignment) of that name who held the post between the paper's issue and today.

    An acting head may have left since the signature; a signer by delegation has no such post at all.
    """
    t, hari = Penugasan, clock.hari_ini(zona(unit))
    baris = db.session.execute(
        sa.select(t.pengguna_id, t.id)
        .join(Pengguna, Pengguna.id == t.pengguna_id)
        .where(
            t.peran == peran,
            t.wilayah_kode == unit,
            t.mulai <= hari,
            sa.func.lower(Pengguna.nama) == tanda.nama.lower(),
        )
        .where(sa.or_(t.selesai.is_(None), t.selesai >= tanda.tanggal))
        .order_by(t.mulai.desc(), t.id.desc())
        .limit(1)
    ).first()
    return (baris.pengguna_id, baris.id) if baris else None


def satu_tangan(keputusan: Keputusan, aksi: Aksi, objek: Any) -> bool:
    """Whether the decider also composed it, which a permit allows (True); without one: refuse. False: four eyes."""
    if "2" not in policy.SEL[aksi][keputusan.peran]:
        return False
    terlarang = objek.orang_terlarang(aksi)
    siapa = keputusan.pengguna_id
    if siapa is None:
        siapa = _senama(keputusan.nama, terlarang)
    if siapa is None or siapa not in terlarang:
        return False
    if policy.berizin_satu_tangan(siapa, aksi, objek):
        return True
    raise TidakBoleh(EMPAT_MATA.format(nama=keputusan.nama))


def _senama(nama: str, orang: set[int]) -> int | None:
    """A signer without an account for the post who bears the name of somebody who composed."""
    if not orang or not nama:
        return None
    tanya = sa.select(Pengguna.id).where(Pengguna.id.in_(orang), sa.func.lower(Pengguna.nama) == nama.lower())
    return db.session.scalar(tanya.limit(1))
