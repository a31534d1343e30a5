"""What does a packet's step bring about? Papers in order, children taken along, what the row must remember."""

from typing import Any

import sqlalchemy as sa

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import Langkah, lakukan_banyak
from app.domain.dokumen import kutipan
from app.domain.dokumen import operations as dokumen
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.rapat import operations as rapat
from app.domain.rapat.models import Rapat
from app.domain.usulan import akibat_perubahan, isian, muat, naskah
from app.domain.usulan.akibat_pisah import batalkan_kertas
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import IsiVersi, Paket, Tanda, Telaah, Usulan
from app.domain.usulan.status import HIDUP, Dasar, StatusPaket, StatusUsulan
from app.domain.usulan.syarat import hidup, tanda_terbuka
from app.domain.verifikasi import operations as verifikasi
from app.infra import clock
from app.infra.db import db

PERSIAPAN = {D.UNDANGAN, D.DAFTAR_HADIR_KOSONG, D.DAFTAR_USULAN_AWAL, D.BA_KOSONG}
HASIL = {
    D.BA_MUSYAWARAH,
    D.NOTULEN,
    D.DAFTAR_HADIR,
    D.LAMPIRAN,
    D.PENGUMUMAN_HASIL,
    D.SURAT_PENGANTAR,
    D.SPTJM,
    D.PERNYATAAN_NIHIL,
    D.LEMBAR_PERUBAHAN,
}
DAFTAR = {D.LAMPIRAN, D.SURAT_PENGANTAR, D.SPTJM, D.LEMBAR_PERUBAHAN}
PUTUSAN = {"sepakat": Aksi.USULAN_SEPAKATI, "tidak": Aksi.USULAN_TIDAK_SEPAKATI, "tunda": Aksi.USULAN_TUNDA}


def _pindah(paket: Paket, langkah: Langkah) -> None:
    paket.sejak = clock.sekarang()


def bekukan_lama(paket: Paket, langkah: Langkah) -> None:
    """Old values are read from the registry one last time; a later import no longer alters what was discussed."""
    paket.disusun_oleh = langkah.oleh.pengguna_id
    muat.dalam(paket)
    for u in hidup(paket):
        u.isi = isian.dibekukan(u)
        u.nama, u.rt, u.rw = u.warga.nama, u.keluarga.rt, u.keluarga.rw
    _pindah(paket, langkah)


def terbitkan_persiapan(paket: Paket, langkah: Langkah) -> None:
    naskah.persiapan(paket, oleh=langkah.oleh)


def putuskan_usulan(paket: Paket, langkah: Langkah) -> None:
    butir = []
    muat.dalam(paket)
    for u in hidup(paket):
        hasil, kode, teks = langkah.data[u.id]
        butir.append((u, PUTUSAN[hasil], kode, teks))
    lakukan_banyak(ALUR_USULAN, butir, oleh=langkah.oleh, lewat="paket")
    for u, aksi, _, _ in butir:
        if u.asal == "forum":  # it was not there when the list was frozen
            u.isi = isian.dibekukan(u)
        u.rapat_id = paket.rapat_id if aksi is Aksi.USULAN_SEPAKATI else None
    paket.dasar, paket.disusun_oleh = Dasar.MUSYAWARAH, langkah.oleh.pengguna_id
    rapat.tutup_hasil(db.session.get_one(Rapat, paket.rapat_id), oleh=langkah.oleh)
    _pindah(paket, langkah)


def terbitkan_hasil_musyawarah(paket: Paket, langkah: Langkah) -> None:
    naskah.hasil_musyawarah(paket, oleh=langkah.oleh)


def sepakati_semua(paket: Paket, langkah: Langkah) -> None:
    """Under an SPTJM the head of the village answers for every name: all are agreed."""
    muat.dalam(paket)
    butir = [(u, Aksi.USULAN_SEPAKATI, "", "") for u in hidup(paket)]
    lakukan_banyak(ALUR_USULAN, butir, oleh=langkah.oleh, lewat="paket")
    paket.dasar, paket.disusun_oleh = Dasar.SPTJM, langkah.oleh.pengguna_id


def terbitkan_sptjm(paket: Paket, langkah: Langkah) -> None:
    naskah.sptjm(paket, alasan=langkah.alasan, oleh=langkah.oleh)


def batalkan_persiapan(paket: Paket, langkah: Langkah) -> None:
    batalkan_kertas(paket, PERSIAPAN, langkah=langkah, alasan=langkah.alasan)
    _pindah(paket, langkah)


def batalkan_hasil(paket: Paket, langkah: Langkah) -> None:
    """Papers and decisions of the meeting (or of the SPTJM) are undone; the meeting can be corrected.

    A meeting held before stays as it is: the packet only no longer rests on it.
    """
    lama = paket.dasar is Dasar.MUSYAWARAH_SEBELUMNYA
    batalkan_kertas(paket, DAFTAR if lama else HASIL, langkah=langkah, alasan=langkah.alasan)
    akibat_perubahan.batalkan(paket, "Langkah terakhir dibuka kembali.")
    diputus = {StatusUsulan.DISEPAKATI, StatusUsulan.TIDAK_DISEPAKATI, StatusUsulan.DITUNDA}
    _batalkan_putusan(paket, langkah, {StatusUsulan.DISEPAKATI} if lama else diputus)
    if lama:
        kutipan.lepas_kutipan(paket.id)
        paket.rapat_id = None
    if paket.rapat_id and paket.dasar is Dasar.MUSYAWARAH:
        rapat.buka_hasil(db.session.get_one(Rapat, paket.rapat_id), oleh=langkah.oleh)
        for u in paket.usulan:
            u.rapat_id = None
    paket.dasar = Dasar.MUSYAWARAH
    _pindah(paket, langkah)


def _batalkan_putusan(paket: Paket, langkah: Langkah, dari: set[StatusUsulan]) -> None:
    butir = [(u, Aksi.USULAN_BATAL_PUTUS, "", "") for u in paket.usulan if u.status in dari]
    lakukan_banyak(ALUR_USULAN, butir, oleh=langkah.oleh, lewat="paket")


def catat_pengajuan(paket: Paket, langkah: Langkah) -> None:
    """A submission: counted, timed, and its list kept so that the reviewer can be shown the differences."""
    paket.versi += 1
    paket.dilampaui = paket.dilampaui and langkah.baris.ke == StatusPaket.DITERUSKAN
    paket.diajukan_pada = clock.sekarang()
    alasan = (langkah.data or {}).get("terlambat_alasan", "")
    if alasan:
        paket.terlambat, paket.terlambat_alasan = True, alasan
    muat.dalam(paket)
    db.session.add(IsiVersi(paket_id=paket.id, versi=paket.versi, isi=[_ringkas(u) for u in hidup(paket)]))
    _pindah(paket, langkah)


def _ringkas(u: Usulan) -> dict[str, Any]:
    return {"id": u.id, "nama": u.nama, "jenis": u.jenis, "alasan": u.alasan_kode, "baru": u.isi.get("baru", {})}


def catat_pindah(paket: Paket, langkah: Langkah) -> None:
    _pindah(paket, langkah)


def catat_lampauan(paket: Paket, langkah: Langkah) -> None:
    """Papers and lists say that the kecamatan had not reviewed it."""
    paket.dilampaui = True
    _pindah(paket, langkah)


def tandai(paket: Paket, langkah: Langkah) -> None:
    """Every reason of the return is a row, shown to the village word for word."""
    paket.dikembalikan_dari = StatusPaket.DITERUSKAN if langkah.oleh.tingkat == "dinsos" else StatusPaket.DIAJUKAN
    db.session.add_all(
        Tanda(
            paket_id=paket.id,
            usulan_id=usulan_id,
            versi=paket.versi,
            kode=kode,
            teks=teks,
            oleh=langkah.oleh.pengguna_id,
        )
        for usulan_id, kode, teks in langkah.data
    )
    db.session.flush()
    db.session.expire(paket, ["tanda"])
    _pindah(paket, langkah)


def susun_ulang(paket: Paket, langkah: Langkah) -> None:
    """The list is made anew: list papers superseded, the meeting's stay, what was agreed must be agreed again."""
    batalkan_kertas(paket, DAFTAR, langkah=langkah, alasan=langkah.alasan)
    _batalkan_putusan(paket, langkah, {StatusUsulan.DISEPAKATI})
    kini = clock.sekarang()
    for t in tanda_terbuka(paket):
        t.jawaban, t.jawaban_teks, t.dijawab = "diperbaiki", f"Daftar disusun ulang: {langkah.alasan}"[:1000], kini
    akibat_perubahan.batalkan(paket, "Daftar disusun ulang.")
    paket.rapat_id, paket.dasar, paket.dikembalikan_dari = None, Dasar.MUSYAWARAH, ""
    _pindah(paket, langkah)


def terapkan_ke_registri(paket: Paket, langkah: Langkah) -> None:
    butir = [(u, Aksi.USULAN_TERAPKAN, "", "") for u in paket.usulan if u.status is StatusUsulan.LAYAK]
    lakukan_banyak(ALUR_USULAN, butir, oleh=langkah.oleh, lewat="paket", keputusan=langkah.keputusan)


def tutup_usulan(paket: Paket, langkah: Langkah) -> None:
    """The packet is over: its proposals no longer hold their person."""
    for u in paket.usulan:
        u.hidup = False
    _pindah(paket, langkah)


def hentikan_semua(paket: Paket, langkah: Langkah) -> None:
    """Papers superseded, live proposals postponed: they form the village's waiting list. The papers of a meeting that
    was held stay: what it agreed may still be used (see `pakai_musyawarah`)."""
    ba = [d.id for d in dokumen.milik_paket(paket.id, {D.BA_MUSYAWARAH})]
    diadakan = ba and db.session.scalar(sa.select(Rapat.id).where(Rapat.ba_dokumen_id.in_(ba)).limit(1))
    jenis = set(D) - dokumen.BUKAN_MILIK_PAKET - kutipan.NASKAH_RAPAT if diadakan else None
    batalkan_kertas(paket, jenis, langkah=langkah, alasan=langkah.alasan)
    butir = [(u, Aksi.USULAN_TUNDA, "", langkah.alasan) for u in paket.usulan if u.status in HIDUP]
    lakukan_banyak(ALUR_USULAN, butir, oleh=langkah.oleh, lewat="paket")
    tutup_usulan(paket, langkah)


def simpan_telaah(paket: Paket, langkah: Langkah) -> None:
    """`langkah.data` maps line of the check list to (answer, remark); lines not sent stay as they are."""
    ada = {
        t.butir: t
        for t in db.session.scalars(sa.select(Telaah).where(Telaah.paket_id == paket.id, Telaah.versi == paket.versi))
    }
    for butir, (hasil, catatan) in langkah.data.items():
        t = ada.get(butir) or Telaah(paket_id=paket.id, versi=paket.versi, butir=butir)
        t.hasil, t.catatan = hasil, catatan
        t.oleh, t.waktu = langkah.oleh.pengguna_id, clock.sekarang()
        db.session.add(t)
    db.session.flush()


def bebaskan_padanan(paket: Paket, langkah: Langkah) -> None:
    verifikasi.bebaskan(paket.id, langkah.alasan, oleh=langkah.oleh)
