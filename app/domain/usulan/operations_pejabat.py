"""What can be done beside an official's decision? Object, answer, permit one person in two posts, keep the form."""

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen.pemindaian import BerkasPindaian
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import FormulirPaket, Paket
from app.domain.usulan.status import StatusPaket
from app.domain.usulan.syarat_pejabat import calon_satu_tangan
from app.infra import audit
from app.infra.db import db, kunci_baris
from app.infra.galat import TidakAda, TidakBisa

SEBELUM_DIAJUKAN = (
    StatusPaket.DRAF,
    StatusPaket.SIAP_MUSYAWARAH,
    StatusPaket.SIAP_DIAJUKAN,
    StatusPaket.DIKEMBALIKAN,
)


def nyatakan_keberatan(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int | None) -> None:
    """The official, or the unit above on their behalf, objects to the decision recorded last."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_KEBERATAN, oleh=oleh, versi=versi, alasan=alasan)


def jawab_keberatan(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Whoever holds the packet answers the objection; the words are kept."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_JAWAB_KEBERATAN, oleh=oleh, versi=versi, alasan=alasan)


def jawab_keberatan_nihil(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """The kecamatan answers for a statement of nothing, which nobody holds; reopening it answers too."""
    lakukan(ALUR_PAKET, paket, Aksi.PAKET_JAWAB_KEBERATAN_NIHIL, oleh=oleh, versi=versi, alasan=alasan)


def izinkan_satu_tangan(paket: Paket, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Let the one person who holds two posts decide what they composed, for this submission."""
    calon = calon_satu_tangan(paket)
    sk = [{"nama": nama, "nomor_sk": t.nomor_sk, "tanggal_sk": str(t.tanggal_sk)} for t, nama in calon]
    lakukan(
        ALUR_PAKET,
        paket,
        Aksi.PAKET_IZINKAN_SATU_TANGAN,
        oleh=oleh,
        versi=versi,
        alasan=alasan,
        catatan={"sk": sk},
    )


def simpan_formulir(paket: Paket, berkas: BerkasPindaian, *, oleh: Pelaku) -> FormulirPaket:
    """Keep the scan of the signed form from which the packet is typed.

    Raises TidakBoleh, TidakBisa after submission.
    """
    kunci_baris(paket)
    policy.wajib_boleh(oleh, Aksi.PAKET_SIAPKAN_MUSYAWARAH, paket)
    if paket.status not in SEBELUM_DIAJUKAN:
        raise TidakBisa("Formulir hanya dapat ditambahkan sebelum paket diajukan.")
    formulir = FormulirPaket(
        paket_id=paket.id,
        sha256=berkas.sha256,
        ukuran=berkas.ukuran,
        halaman=berkas.halaman,
        nama_asal=berkas.nama_asal,
        diunggah_oleh=oleh.pengguna_id,
    )
    db.session.add(formulir)
    if oleh.mengetik:
        paket.catat_pengetik(oleh)
    paket.versi_baris += 1
    db.session.flush()
    fakta = {"aksi": "paket.unggah_formulir", "objek": paket.sebutan_audit, "isi": {"sha256": berkas.sha256}}
    audit.catat(paket.rantai, [fakta], pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)
    return formulir


def formulir(formulir_id: int, *, untuk: Pelaku) -> FormulirPaket:
    """One scanned form in sight. Raises TidakAda."""
    tanya = (
        sa.select(FormulirPaket)
        .join(Paket, Paket.id == FormulirPaket.paket_id)
        .where(FormulirPaket.id == formulir_id)
        .where(policy.terlihat(Aksi.DOKUMEN_LIHAT, Paket.wilayah_kode, untuk))
    )
    ada = db.session.scalar(tanya)
    if ada is None:
        raise TidakAda
    return ada
