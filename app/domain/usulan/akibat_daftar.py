"""What does a step of a regency's own list bring about? Questions to the village, its answers, a note with the list."""

from app.domain.akses.langkah import Langkah
from app.domain.aturan import turunan
from app.domain.aturan.berlaku import nilai
from app.domain.registri.models import Konfirmasi
from app.domain.usulan import naskah_daftar
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Dasar
from app.domain.usulan.syarat import hidup
from app.domain.usulan.syarat_daftar import PERIHAL, konfirmasi
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db


def tanyakan(paket: Paket, langkah: Langkah) -> None:
    """One question per name, with a term in working days of the village's region."""
    hari = clock.hari_ini(zona(paket.wilayah_kode))
    kerja = int(nilai("batas", paket.wilayah_kode)["tanggapan_hari_kerja"])
    paket.tenggat = turunan.hari_kerja_sesudah(hari, kerja, paket.wilayah_kode)
    db.session.add_all(
        Konfirmasi(
            perihal=PERIHAL,
            kepada=paket.wilayah_kode,
            tenggat=paket.tenggat,
            paket_id=paket.id,
            usulan_id=u.id,
            warga_id=u.warga_id,
            oleh=langkah.oleh.pengguna_id,
        )
        for u in hidup(paket)
    )
    paket.sejak = clock.sekarang()


def terbitkan_nota(paket: Paket, langkah: Langkah) -> None:
    naskah_daftar.nota_dinas(paket, oleh=langkah.oleh)


def catat_tanggapan(paket: Paket, langkah: Langkah) -> None:
    jawaban = langkah.data or {}
    for k in konfirmasi(paket.id):
        if k.id in jawaban:
            k.jawaban, k.alasan = jawaban[k.id][0], jawaban[k.id][1].strip()
            k.dijawab, k.dijawab_oleh = clock.sekarang(), langkah.oleh.pengguna_id


def lanjutkan(paket: Paket, langkah: Langkah) -> None:
    """It goes on like any packet of its village; the answers stay beside the names."""
    paket.dasar = Dasar.DAFTAR_KABUPATEN
    paket.versi = max(paket.versi, 1)
    paket.diajukan_pada = paket.sejak = clock.sekarang()
