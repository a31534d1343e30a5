"""What holds a proposal's step back? One small function per rule; each yields whole sentences."""

from collections.abc import Iterator

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.akses.peran import Tingkat
from app.domain.aturan.berlaku import berlaku
from app.domain.dokumen import syarat as dokumen
from app.domain.dokumen.models import Dokumen
from app.domain.usulan import isian
from app.domain.usulan.models import Perubahan, Usulan
from app.domain.usulan.status import StatusPaket, StatusSiks
from app.domain.usulan.syarat import bukti_keluarga
from app.domain.verifikasi.models import PembebasanPadanan
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db


def paket_masih_draf(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    boleh = StatusPaket.SIAP_MUSYAWARAH if usulan.asal == "forum" else StatusPaket.DRAF
    if usulan.paket.status is not boleh:
        yield "Usulan baru hanya dapat ditambahkan selama paket masih draf, atau dalam musyawarahnya."


def lengkap(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    ada = bukti_keluarga({usulan.keluarga_id})[usulan.keluarga_id]
    yield from (k.kalimat for k in isian.kurang(usulan, ada, clock.hari_ini(zona(usulan.wilayah_kode))))


def tidak_ada_usulan_sejenis(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    """What was let go may have been proposed anew meanwhile: only one live proposal per person and kind."""
    lain = db.session.scalar(
        sa.select(Usulan.id).where(
            Usulan.warga_id == usulan.warga_id,
            Usulan.jenis == usulan.jenis,
            Usulan.hidup,
            Usulan.id != usulan.id,
        )
    )
    if not usulan.hidup and lain:
        yield f"{usulan.nama} sudah mempunyai usulan sejenis lain yang masih berjalan."


def padanan_ada(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    """A positive verdict rests on a matching result that counts as matched, or on the packet's waiver."""
    baris = berlaku("hasil_padanan", usulan.wilayah_kode).get(usulan.padanan, {})
    if baris.get("lulus") or usulan.padanan == "belum" or usulan.jenis == "hapus":
        return
    if db.session.get(PembebasanPadanan, usulan.paket_id) is None:
        label = baris.get("label", usulan.padanan).lower()
        yield f"{usulan.nama}: hasil pemadanan “{label}”, jadi belum dapat dinilai layak."


def alasan_penilaian_dikenal(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    if langkah.alasan_kode not in berlaku("alasan_tidak_layak", usulan.wilayah_kode):
        yield "Pilih alasan tidak layak dari daftar."


def permintaan_terbuka(usulan: Usulan) -> Perubahan | None:
    """The unanswered request for change of a proposal, if any."""
    return db.session.scalar(
        sa.select(Perubahan)
        .where(Perubahan.usulan_id == usulan.id, Perubahan.hasil.is_(None))
        .order_by(Perubahan.id.desc())
        .limit(1)
    )


def belum_ada_permintaan(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    if permintaan_terbuka(usulan):
        yield f"Permintaan perubahan sebelumnya untuk {usulan.nama} belum dijawab."


def ada_permintaan(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    if permintaan_terbuka(usulan) is None:
        yield f"Tidak ada permintaan perubahan yang menunggu untuk {usulan.nama}."


def ada_permintaan_penarikan(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    p = permintaan_terbuka(usulan)
    if p is None or p.jenis != "penarikan":
        yield f"Tidak ada permintaan penarikan yang menunggu untuk {usulan.nama}."


def lembar_ditandatangani(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    p = permintaan_terbuka(usulan)
    if p is None:
        return
    if p.dokumen_id is None:
        yield "Lembar perubahan daftar belum diterbitkan."
    elif langkah.lewat != "paket":  # the packet's gate has asked for all signatures already
        yield from dokumen.belum_ditandatangani_dokumen(db.session.get_one(Dokumen, p.dokumen_id), "desa")


def desa_lewat_pengajuan_ulang(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    if langkah.oleh.tingkat is Tingkat.DESA and langkah.lewat != "paket":
        yield "Perubahan diterapkan saat paket diajukan ulang, atau oleh petugas yang sedang memegang paket."


def status_siks_sah(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    data = langkah.data or {}
    if data.get("status") not in set(StatusSiks):
        yield "Pilih status SIKS-NG dari daftar."
    elif data["status"] in (StatusSiks.DITERIMA, StatusSiks.DITOLAK_PUSAT) and usulan.paket.status not in (
        StatusPaket.DISAHKAN,
        StatusPaket.SELESAI,
    ):
        yield "Jawaban pusat baru dapat dicatat setelah paket disahkan."
    elif data["status"] == StatusSiks.DITOLAK_PUSAT and not data.get("alasan"):
        yield "Tulis alasan penolakan dari pusat."
    if (desil := data.get("desil")) is not None:
        yield from _desil_sah(usulan, str(data.get("status")), desil)


def _desil_sah(usulan: Usulan, status: str, desil: int) -> Iterator[str]:
    if isian.jenis(usulan.jenis, usulan.wilayah_kode).get("hasil") != "desil":
        yield "Jenis usulan ini tidak mempunyai hasil berupa desil."
    elif status != StatusSiks.DITERIMA:
        yield "Desil baru dicatat bersama jawaban “diterima pusat”."
    elif not 1 <= desil <= 10:
        yield "Desil adalah angka 1 sampai 10."


def padanan_sah(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    hasil = (langkah.data or {}).get("hasil")
    if hasil == "belum" or hasil not in berlaku("hasil_padanan", usulan.wilayah_kode):
        yield "Pilih hasil pemadanan dari daftar."
