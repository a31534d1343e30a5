"""Has somebody moved here from another village? The question, its answer, and what moves along."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran, Tingkat
from app.domain.aturan.berlaku import nilai
from app.domain.registri.models import Keluarga, Konfirmasi, Warga
from app.domain.registri.pindah import pindahkan
from app.domain.wilayah.zona import zona
from app.infra import audit, clock, jobs, panjang
from app.infra.db import db, kunci_baris
from app.infra.format import tanggal
from app.infra.galat import GalatIsian, TidakAda, TidakBisa

PERIHAL = "mutasi"
YA, TIDAK = "ya", "tidak"
ORANG, KELUARGA = "orang", "keluarga"
HARI_BAWAAN = 7
KABAR_TANYA, KABAR_JAWAB = "mutasi.tanya", "mutasi.jawab"


class Tanya(NamedTuple):
    """Somebody whom another village holds: whom to ask about, which village, and the numbers as written here."""

    warga_id: int
    kepada: str
    nik: str | None
    no_kk: str | None


@dataclass(frozen=True, slots=True)
class _Desa:
    wilayah_kode: str


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """A question as the matrix sees it: it belongs to the village asked; whoever asked does not decide it."""

    wilayah_kode: str
    penanya: int

    def orang_terlarang(self, _aksi: Aksi) -> set[int]:
        """Four eyes: not by who asked."""
        return {self.penanya}


def di_wilayah_lain(nik: str | None, no_kk: str | None, wilayah_kode: str) -> Tanya | None:
    """Whom another village holds under this NIK, else (for a card's number held elsewhere) its first member."""
    w = Warga
    if nik:
        ada = db.session.execute(sa.select(w.id, w.wilayah_kode).where(w.nik == nik)).first()
        if ada and ada.wilayah_kode != wilayah_kode:
            return Tanya(ada.id, ada.wilayah_kode, nik, no_kk)
    if no_kk:
        tanya = sa.select(w.id, Keluarga.wilayah_kode).join(Keluarga, Keluarga.id == w.keluarga_id)
        tanya = tanya.where(Keluarga.no_kk == no_kk, Keluarga.wilayah_kode != wilayah_kode)
        ada = db.session.execute(tanya.order_by(w.urut_kk, w.id).limit(1)).first()
        if ada:
            return Tanya(ada.id, ada.wilayah_kode, None, no_kk)
    return None


def minta(nik: str | None, no_kk: str | None, *, oleh: Pelaku) -> bool:
    """Ask about the person or the card typed by hand; False where no other village holds either.

    A village that said no is asked again: somebody chose to. Raises TidakBoleh.
    """
    policy.wajib_boleh(oleh, Aksi.REGISTRI_UBAH, _Desa(oleh.wilayah))
    tanya = di_wilayah_lain(nik, no_kk, oleh.wilayah)
    if tanya is None:
        return False
    tanyakan([tanya], oleh.wilayah, oleh=oleh.pengguna_id, ulang=True)
    return True


def tanyakan(semua: Iterable[Tanya], asal: str, *, oleh: int, ulang: bool = False) -> int:
    """One question per resident to the village that holds him; returns how many are new.

    What is open, or was refused by that same village, is not asked again; `ulang` asks the latter anew.
    """
    per = {t.warga_id: t for t in semua}
    for warga_id in _sudah_ditanyakan(per.values(), asal, ulang=ulang):
        del per[warga_id]
    baru = [t for t in per.values() if _simpan(t, asal, oleh)]
    for kepada in dict.fromkeys(t.kepada for t in baru):
        _kabari(KABAR_TANYA, kepada, [Peran.OPERATOR_DESA], oleh)
    return len(baru)


def _sudah_ditanyakan(semua: Collection[Tanya], asal: str, *, ulang: bool) -> set[int]:
    k = Konfirmasi
    kepada = {t.warga_id: t.kepada for t in semua}
    tanya = sa.select(k.warga_id, k.kepada, k.jawaban).where(
        k.perihal == PERIHAL, k.asal_kode == asal, k.warga_id.in_(list(kepada))
    )
    return {
        r.warga_id
        for r in (db.session.execute(tanya) if kepada else ())
        if r.jawaban is None or (not ulang and r.jawaban == TIDAK and r.kepada == kepada[r.warga_id])
    }


def _simpan(t: Tanya, asal: str, oleh: int) -> bool:
    """False where the same question was asked at the same moment: the index keeps one."""
    sisip = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    baris = sisip(Konfirmasi).values(
        perihal=PERIHAL,
        kepada=t.kepada,
        asal_kode=asal,
        tenggat=clock.hari_ini(zona(t.kepada)) + dt.timedelta(days=_hari(t.kepada)),
        warga_id=t.warga_id,
        nik=t.nik,
        no_kk=t.no_kk,
        oleh=oleh,
        dibuat=clock.sekarang(),
        cakupan="",
        alasan="",
    )
    return db.session.scalar(baris.on_conflict_do_nothing().returning(Konfirmasi.id)) is not None


def _hari(wilayah_kode: str) -> int:
    return int(nilai("batas", wilayah_kode).get("mutasi_hari") or HARI_BAWAAN)


def tenggat_lewat(kepada: str, tenggat: dt.date) -> bool:
    """Whether the village's term is over; its last day still counts."""
    return clock.hari_ini(zona(kepada)) > tenggat


def jawab(
    konfirmasi_id: int,
    jawaban: str,
    *,
    oleh: Pelaku,
    cakupan: str = "",
    kepala_baru: int | None = None,
    alasan: str = "",
) -> Konfirmasi:
    """The village that holds the resident says ya (the person alone or the whole family moves) or tidak with a reason;
    after its term Dinas Sosial does, always with a reason.

    Raises TidakAda, TidakBoleh; TidakBisa: answered already, the term still runs, a proposal is under way, the person
    died; GalatIsian per field.
    """
    k = milik(konfirmasi_id, oleh)
    kunci_baris(k)
    policy.wajib_boleh(oleh, Aksi.REGISTRI_MUTASI, Pertanyaan(k.kepada, k.oleh))
    if k.jawaban is not None:
        raise TidakBisa("Pertanyaan ini sudah dijawab. Muat ulang halamannya untuk melihat jawabannya.")
    if oleh.tingkat is not Tingkat.DESA and not tenggat_lewat(k.kepada, k.tenggat):
        raise TidakBisa(
            f"Desa atau kelurahan asal masih dapat menjawab sampai {tanggal(k.tenggat)}. "
            "Setelah itu Dinas Sosial memutuskan."
        )
    alasan = alasan.strip()
    _periksa(k, jawaban, cakupan, alasan, oleh)
    if jawaban == YA:
        pindahkan(k, cakupan, kepala_baru, alasan, oleh=oleh)
    else:
        _catat_tidak(k, alasan, oleh)
    k.jawaban, k.alasan, k.cakupan = jawaban, alasan, cakupan if jawaban == YA else ""
    k.dijawab, k.dijawab_oleh = clock.sekarang(), oleh.pengguna_id
    db.session.flush()
    _kabari(KABAR_JAWAB, k.asal_kode, [Peran.OPERATOR_DESA], oleh.pengguna_id)
    return k


def _catat_tidak(k: Konfirmasi, alasan: str, oleh: Pelaku) -> None:
    keluarga_id = db.session.scalar(sa.select(Warga.keluarga_id).where(Warga.id == k.warga_id))
    isi = {"alasan": alasan, "asal": k.asal_kode, "konfirmasi": k.id}
    fakta = {"aksi": Aksi.REGISTRI_MUTASI, "objek": f"warga:{k.warga_id}", "dari": k.kepada, "ke": TIDAK, "isi": isi}
    audit.catat(f"keluarga:{keluarga_id}", [fakta], pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)


def milik(konfirmasi_id: int, oleh: Pelaku) -> Konfirmasi:
    """A question to a village in the actor's sight. Raises TidakAda, also for who asked it."""
    k = db.session.scalar(
        sa.select(Konfirmasi).where(
            Konfirmasi.id == konfirmasi_id,
            Konfirmasi.perihal == PERIHAL,
            policy.terlihat(Aksi.REGISTRI_MUTASI, Konfirmasi.kepada, oleh),
        )
    )
    if k is None:
        raise TidakAda("Pertanyaan pindah itu tidak ditemukan di wilayah Anda.")
    return k


def _periksa(k: Konfirmasi, jawaban: str, cakupan: str, alasan: str, oleh: Pelaku) -> None:
    galat: dict[str, str] = {}
    if jawaban not in (YA, TIDAK):
        galat["jawaban"] = "Pilih ya atau tidak."
    if jawaban == YA and cakupan not in (ORANG, KELUARGA):
        galat["cakupan"] = "Pilih siapa yang pindah: orang ini saja atau seluruh keluarga."
    elif jawaban == YA and cakupan == ORANG and k.nik is None:
        galat["cakupan"] = (
            "Yang ditanyakan nomor KK-nya, jadi yang pindah seluruh keluarga. Pilih itu, atau jawab tidak."
        )
    if not alasan and jawaban == TIDAK:
        galat["alasan"] = "Tulis alasan mengapa warga ini belum pindah."
    elif not alasan and oleh.tingkat is not Tingkat.DESA:
        galat["alasan"] = "Tulis alasan putusan Dinas Sosial."
    if galat:
        raise GalatIsian(bidang=galat)
    panjang.wajib_muat(alasan, panjang.MAKS_ALASAN, "alasan")


def _kabari(aksi: str, wilayah: str, peran: list[Peran], oleh: int) -> None:
    jobs.antrekan(
        "notifikasi.kirim",
        {"peran": [str(p) for p in peran], "wilayah": wilayah, "objek": "mutasi", "aksi": aksi, "oleh": oleh},
    )
