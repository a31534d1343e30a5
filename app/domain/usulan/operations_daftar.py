"""What can be done with a list of the regency's own? Draft it, ask the village, take its answers, go on."""

import datetime as dt

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan, mulai
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku, profil_kini
from app.domain.usulan import isian
from app.domain.usulan import operations_usulan as satu
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import DaftarMasuk, Paket, Usulan
from app.domain.usulan.status import Dasar
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda

JAWABAN = ("ya", "tidak")


def periksa_sumber(jalur: str, nomor: str, tanggal: dt.date | None, wilayah: str) -> None:
    """Refuse a list that names no document it rests on. Raises GalatIsian per field."""
    galat = {}
    if jalur not in berlaku("jalur", wilayah):
        galat["jalur"] = "Pilih asal daftar."
    if not nomor.strip():
        galat["sumber_nomor"] = "Tulis nomor dokumen sumber."
    elif len(nomor) > 120:
        galat["sumber_nomor"] = "Nomor dokumen sumber paling banyak 120 huruf."
    if tanggal is None:
        galat["sumber_tanggal"] = "Isi tanggal dokumen sumber."
    elif tanggal > clock.hari_ini(zona(wilayah)):
        galat["sumber_tanggal"] = "Tanggal dokumen sumber tidak boleh sesudah hari ini."
    if galat:
        raise GalatIsian(bidang=galat)


def buat_paket_daftar(wilayah_kode: str, daftar: DaftarMasuk, *, oleh: Pelaku) -> Paket:
    """A draft of Dinas Sosial about one village, resting on the list. Raises TidakAda, TidakBoleh."""
    wilayah = db.session.get(Wilayah, wilayah_kode)
    if wilayah is None or wilayah_kode.count(".") != 3:
        raise TidakAda
    periode = clock.hari_ini(zona(wilayah_kode)).strftime("%Y-%m")
    terakhir = sa.select(sa.func.max(Paket.urut)).where(Paket.wilayah_kode == wilayah_kode, Paket.periode == periode)
    urut = 1 + (db.session.scalar(terakhir) or 0)
    paket = Paket(
        nomor=f"USL/{wilayah_kode}/{periode}/{urut}",
        wilayah_kode=wilayah_kode,
        periode=periode,
        urut=urut,
        dasar=Dasar.DAFTAR_KABUPATEN,
        profil=str(profil_kini(wilayah_kode).get("kode", "")),
        jalur=daftar.jalur,
        sumber_nomor=daftar.sumber_nomor,
        sumber_tanggal=daftar.sumber_tanggal,
        sumber_sha256=daftar.sha256,
        daftar_id=daftar.id,
        dibuat_oleh=oleh.pengguna_id,
        versi_baris=0,
        versi=0,
    )
    mulai(ALUR_PAKET, paket, Aksi.PAKET_BUAT_DAFTAR, oleh=oleh)
    return paket


def tambahkan(paket: Paket, warga_id: int, isian_baris: dict[str, list[str]], *, jenis: str, oleh: Pelaku) -> Usulan:
    """One name of the list as a complete proposal, its source on it. Raises TidakBisa with what is missing."""
    usulan = satu.catat(paket, warga_id=warga_id, jenis=jenis, oleh=oleh, jalur=paket.jalur)
    usulan.jalur_rujukan = paket.sumber_nomor
    satu.simpan_isi(usulan, isian_baris, oleh=oleh, versi=usulan.versi_baris)
    satu.lengkapi(usulan, oleh=oleh, versi=usulan.versi_baris)
    return usulan


def minta_tanggapan(paket: Paket, *, oleh: Pelaku, versi: int) -> None:
    """Ask the village about every name, with a note of Dinas Sosial and a term in working days."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_MINTA_TANGGAPAN, oleh=oleh, versi=versi)


def tanggapi(paket: Paket, jawaban: dict[int, tuple[str, str]], *, oleh: Pelaku, versi: int) -> None:
    """Keep the village's answers: question id → (ya | tidak, reason). In parts, changed until the end."""
    if not jawaban:
        raise GalatIsian(
            "Belum ada nama yang ditanggapi. Pilih sesuai atau tidak sesuai untuk paling sedikit satu nama."
        )
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_TANGGAPI, oleh=oleh, versi=versi, data=jawaban)


def lanjutkan(paket: Paket, *, oleh: Pelaku, versi: int) -> None:
    """Take the list on to verification: every name answered, or the term over."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_LANJUTKAN, oleh=oleh, versi=versi)


def wajib_menyusun(oleh: Pelaku) -> None:
    """Refuse with 403 who never drafts lists of a regency."""
    policy.wajib_mungkin(oleh, Aksi.PAKET_BUAT_DAFTAR)


def jenis_daftar(wilayah: str) -> dict[str, dict[str, object]]:
    """The kinds a list may hold: those that ask nothing per name but what a row can say."""
    profil = str(profil_kini(wilayah).get("kode", ""))
    semua = isian.jenis_ditawarkan(wilayah, profil)
    return {k: isi for k, isi in semua.items() if not isi.get("instrumen") and not isi.get("program")}
