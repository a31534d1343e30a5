"""What can be done with a packet? One function per step; the table decides, these gather its input."""

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan, mulai
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku, profil_kini
from app.domain.rapat import operations as rapat
from app.domain.rapat import pelengkap
from app.domain.rapat.models import Rapat
from app.domain.usulan import periode as periode_terbuka
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import Paket, Tanda
from app.domain.usulan.operations_pisah import TandaBaru, kembalikan, pisahkan
from app.domain.usulan.status import Dasar, Sifat, StatusPaket
from app.domain.usulan.syarat import SUSUN
from app.domain.wilayah.zona import zona
from app.infra import audit, clock
from app.infra.db import db, kunci_baris
from app.infra.galat import GalatIsian, TidakAda, TidakBisa

__all__ = ["Putusan", "TandaBaru", "kembalikan", "pisahkan"]

Putusan = dict[int, tuple[str, str, str]]


def muat(paket_id: int) -> Paket:
    """A packet for a step; scope is asked by the step's authority. Raises TidakAda."""
    paket = db.session.get(Paket, paket_id)
    if paket is None:
        raise TidakAda
    return paket


def buat_paket(
    *,
    periode: str | None = None,
    sifat: Sifat = Sifat.BIASA,
    segera_alasan: str = "",
    segera_uraian: str = "",
    oleh: Pelaku,
) -> Paket:
    """A new packet of the actor's village, for the running month unless told otherwise; one that was declared nihil
    is opened again instead.

    Raises TidakBisa when one of that period is still being put together, TidakBoleh.
    """
    hari = clock.hari_ini(zona(oleh.wilayah))
    periode = periode or hari.strftime("%Y-%m")
    periode_terbuka.wajib(periode, oleh.wilayah, hari)
    ada = db.session.execute(
        sa.select(Paket.nomor).where(
            Paket.wilayah_kode == oleh.wilayah,
            Paket.periode == periode,
            Paket.sifat == sifat,
            Paket.dasar != Dasar.DAFTAR_KABUPATEN,
            Paket.status.in_(SUSUN),
        )
    ).scalar()
    if ada:
        raise TidakBisa(f"Paket {ada} untuk periode ini masih disusun. Lanjutkan paket itu.")
    if nihil := _nihil(oleh.wilayah, periode, sifat):
        buka_nihil(nihil, oleh=oleh, versi=nihil.versi_baris)
        return nihil
    urut = 1 + (
        db.session.scalar(
            sa.select(sa.func.max(Paket.urut)).where(Paket.wilayah_kode == oleh.wilayah, Paket.periode == periode)
        )
        or 0
    )
    paket = Paket(
        nomor=f"USL/{oleh.wilayah}/{periode}/{urut}",
        wilayah_kode=oleh.wilayah,
        periode=periode,
        urut=urut,
        sifat=sifat,
        segera_alasan=segera_alasan,
        segera_uraian=segera_uraian,
        profil=str(profil_kini(oleh.wilayah).get("kode", "")),
        dibuat_oleh=oleh.pengguna_id,
        versi_baris=0,
        versi=0,
    )
    mulai(ALUR_PAKET, paket, Aksi.PAKET_BUAT, oleh=oleh)
    return paket


def _nihil(wilayah: str, periode: str, sifat: Sifat) -> Paket | None:
    return db.session.scalar(
        sa.select(Paket)
        .where(Paket.wilayah_kode == wilayah, Paket.periode == periode, Paket.sifat == sifat)
        .where(Paket.status == StatusPaket.NIHIL)
        .order_by(Paket.id.desc())
        .limit(1)
    )


def buka_nihil(paket: Paket, *, oleh: Pelaku, versi: int) -> None:
    """There is a name after all: the statement is superseded, the packet is a draft again."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_BUAT, oleh=oleh, versi=versi)


def pakai_nihil(paket: Paket, *, oleh: Pelaku, versi: int) -> None:
    """State that the village proposes nothing in this period."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_PAKAI_NIHIL, oleh=oleh, versi=versi)


def nyatakan_nihil(*, oleh: Pelaku) -> Paket:
    """The village's packet of this month in one go: made, and stated to be empty."""
    bulan_ini = clock.hari_ini(zona(oleh.wilayah)).strftime("%Y-%m")
    if ada := _nihil(oleh.wilayah, bulan_ini, Sifat.BIASA):
        raise TidakBisa(f"Paket {ada.nomor} untuk bulan ini sudah dinyatakan nihil.")
    paket = buat_paket(oleh=oleh)
    pakai_nihil(paket, oleh=oleh, versi=paket.versi_baris)
    return paket


def rencanakan_rapat(paket: Paket, *, oleh: Pelaku) -> Rapat:
    """The packet's meeting: made once, then planned on its own page."""
    kunci_baris(paket)
    if paket.rapat_id:
        return db.session.get_one(Rapat, paket.rapat_id)
    if paket.status not in (StatusPaket.DRAF, StatusPaket.SIAP_MUSYAWARAH):
        raise TidakBisa("Musyawarah direncanakan selama paket masih draf.")
    r = rapat.rencanakan(paket.wilayah_kode, oleh=oleh)
    pelengkap.seperti_sebelumnya(r, oleh=oleh)
    paket.rapat_id = r.id
    return r


def siapkan_seperti_sebelumnya(paket: Paket, tanggal: dt.date, *, oleh: Pelaku, versi: int) -> None:
    """Plan the meeting as the village's last one was, on this day, and prepare it in one go.

    Raises TidakBisa with everything that the last one does not tell, or that the list still lacks.
    """
    r = rencanakan_rapat(paket, oleh=oleh)
    rapat.ubah_rencana(r, replace(rapat.rencana(r), tanggal=tanggal), oleh=oleh, versi=None)
    siapkan_musyawarah(paket, oleh=oleh, versi=versi)


def siapkan_musyawarah(paket: Paket, *, oleh: Pelaku, versi: int) -> None:
    """Lock the first list and issue invitation, attendance sheet and list."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_SIAPKAN_MUSYAWARAH, oleh=oleh, versi=versi)


def catat_musyawarah(
    paket: Paket, putusan: Putusan, *, oleh: Pelaku, versi: int, jumlah_asli: list[int | None] | None = None
) -> None:
    """Record what the meeting decided: usulan id → (sepakat | tidak | tunda, reason code, reason text).

    `jumlah_asli`: how many were agreed, postponed, refused by minutes that were written and signed at the meeting.
    """
    lengkap: Putusan = {}
    for usulan_id, (hasil, kode, teks) in putusan.items():
        label = ""
        if kode:
            tabel = "alasan_tunda" if hasil == "tunda" else "alasan_tidak_disepakati"
            label = str(berlaku(tabel, paket.wilayah_kode).get(kode, {}).get("label", ""))
        lengkap[usulan_id] = (hasil, kode, ": ".join(t for t in (label, teks.strip()) if t))
    lakukan(
        ALUR_PAKET,
        paket,
        Aksi.PAKET_CATAT_MUSYAWARAH,
        oleh=oleh,
        versi=versi,
        data=lengkap,
        catatan={"jumlah_asli": jumlah_asli} if jumlah_asli else None,
    )


def pakai_musyawarah(paket: Paket, *, oleh: Pelaku, versi: int) -> None:
    """Submit names that a meeting of the village held before has agreed, on the papers of that meeting."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_PAKAI_MUSYAWARAH, oleh=oleh, versi=versi)


def pakai_sptjm(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Submit on the statement of the head of the village instead of a meeting."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_PAKAI_SPTJM, oleh=oleh, versi=versi, alasan=alasan)


def buka(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Undo the last step of the village."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_BUKA, oleh=oleh, versi=versi, alasan=alasan)


def buka_verval(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Reopen the verification of a packet that waits for the sign-off."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_BUKA_VERVAL, oleh=oleh, versi=versi, alasan=alasan)


def ajukan(paket: Paket, *, oleh: Pelaku, versi: int, terlambat_alasan: str = "", dicatat: bool = False) -> None:
    """The head of the village submits; `dicatat`: by the signed covering letter, which the operator records."""
    data = {"terlambat_alasan": terlambat_alasan.strip()}
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_AJUKAN, oleh=oleh, versi=versi, data=data, dicatat=dicatat)


def ajukan_ulang(paket: Paket, *, oleh: Pelaku, versi: int, dicatat: bool = False) -> None:
    """Resubmit to the stage that returned the packet; signed changes take effect."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_AJUKAN_ULANG, oleh=oleh, versi=versi, dicatat=dicatat)


def tarik_kembali(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Take a first submission back before the kecamatan decided."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_TARIK_KEMBALI, oleh=oleh, versi=versi, alasan=alasan)


def susun_ulang(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Make the list anew after a return."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_SUSUN_ULANG, oleh=oleh, versi=versi, alasan=alasan)


def catat_hasil(paket: Paket, *, oleh: Pelaku, versi: int) -> None:
    """Close the packet once every eligible name has the centre's answer."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_CATAT_HASIL, oleh=oleh, versi=versi)


def tutup(paket: Paket, *, oleh: Pelaku, versi: int) -> None:
    """Close a packet in which nothing is alive."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_TUTUP, oleh=oleh, versi=versi)


def batalkan(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """The village gives the packet up; its names go to the waiting list."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_BATALKAN, oleh=oleh, versi=versi, alasan=alasan)


def hentikan(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """The head of Dinas Sosial stops the packet."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_HENTIKAN, oleh=oleh, versi=versi, alasan=alasan)


def isi_telaah(paket: Paket, jawaban: dict[str, tuple[str, str]], *, oleh: Pelaku, versi: int) -> None:
    """Fill lines of the kecamatan's check list: code → (ya | tidak | nihil, remark). Unknown codes are refused."""
    butir = berlaku("butir_telaah", paket.wilayah_kode)
    if asing := [b for b, (hasil, _) in jawaban.items() if b not in butir or hasil not in ("ya", "tidak", "nihil")]:
        raise GalatIsian(f"Butir daftar periksa tidak dikenal: {', '.join(asing)}.")
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_TELAAH, oleh=oleh, versi=versi, data=jawaban)


def bebaskan_padanan(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Waive the matching results of one packet, once, with a reason."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_BEBASKAN_PADANAN, oleh=oleh, versi=versi, alasan=alasan)


def jawab_tanda(tanda_id: int, jawaban: str, teks: str, *, oleh: Pelaku, paket_id: int | None = None) -> Tanda:
    """Answer a reviewer's mark: diperbaiki | ditarik | dipertahankan (the last needs words). Only while returned.

    `paket_id`: the packet on whose page it was answered; a mark of another one is not found there.
    """
    tanda = db.session.get(Tanda, tanda_id)
    paket = db.session.get(Paket, tanda.paket_id) if tanda else None
    if tanda is None or paket is None or paket.wilayah_kode != oleh.wilayah or paket_id not in (None, paket.id):
        raise TidakAda
    policy.wajib_boleh(oleh, Aksi.USULAN_MINTA_PERUBAHAN, paket)
    kunci_baris(paket)
    if paket.status is not StatusPaket.DIKEMBALIKAN:
        raise TidakBisa("Catatan pengembalian hanya dapat dijawab selama paket dikembalikan.")
    if jawaban not in ("diperbaiki", "ditarik", "dipertahankan"):
        raise GalatIsian(bidang={"jawaban": "Pilih jawaban: diperbaiki, ditarik, atau dipertahankan."})
    if jawaban == "dipertahankan" and not teks.strip():
        raise GalatIsian(bidang={"teks": "Tulis mengapa data ini dipertahankan."})
    tanda.jawaban, tanda.jawaban_teks, tanda.dijawab = jawaban, teks.strip(), clock.sekarang()
    if oleh.mengetik:
        paket.catat_pengetik(oleh)
    paket.versi_baris += 1
    audit.catat(
        paket.rantai,
        [{"aksi": "paket.jawab_tanda", "objek": paket.sebutan_audit, "alasan_kode": tanda.kode,
          "isi": {"jawaban": jawaban, "teks": tanda.jawaban_teks, "usulan": tanda.usulan_id}}],
        pengguna_id=oleh.pengguna_id,
        penugasan_id=oleh.penugasan_id,
    )  # fmt: skip
    return tanda
