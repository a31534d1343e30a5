"""How do proofs and photographs come to a family, and how do they leave it?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.domain.akses import pengetikan, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.registri import kabar, queries
from app.domain.registri.models import BerkasKeluarga
from app.infra import audit, clock, files
from app.infra.db import db
from app.infra.files import Berkas, JenisBerkas
from app.infra.format import tanpa_nomor
from app.infra.galat import GalatIsian, TidakAda, TidakBisa
from app.infra.images import Lokasi, siapkan_foto
from app.infra.uploads import periksa_pdf


@dataclass(frozen=True, slots=True)
class BerkasSiap:
    """Checked, re-encoded and already in the store; a row may now name it."""

    berkas: Berkas
    mime: str
    nama_asal: str
    lokasi: Lokasi | None = None
    diambil: dt.datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class _Terperiksa:
    """Checked and re-encoded, nowhere stored yet."""

    isi: bytes
    mime: str
    nama_asal: str
    lokasi: Lokasi | None = None
    diambil: dt.datetime | None = None

    def simpan(self) -> BerkasSiap:
        return BerkasSiap(files.simpan(self.isi), self.mime, self.nama_asal, self.lokasi, self.diambil)


def siapkan_semua(kiriman: Iterable[tuple[bytes, str]]) -> list[BerkasSiap]:
    """Judge every file of one sending by its content, then store all: one bad file and none is stored.

    Takes (bytes, name). Slow: call it outside a write transaction. Raises GalatIsian (every bad file named),
    GalatPenyimpanan.
    """
    baik: list[_Terperiksa] = []
    buruk: list[str] = []
    for isi, nama in kiriman:
        try:
            baik.append(_periksa(isi, nama))
        except GalatIsian as galat:
            buruk += galat.alasan
    if buruk:
        raise GalatIsian(buruk)
    return [satu.simpan() for satu in baik]


def siapkan_berkas(isi: bytes, nama_asal: str) -> BerkasSiap:
    """As `siapkan_semua`, for one file."""
    return _periksa(isi, nama_asal).simpan()


def _periksa(isi: bytes, nama_asal: str) -> _Terperiksa:
    nama_asal = tanpa_nomor(nama_asal)
    try:
        if files.kenali(isi) is JenisBerkas.PDF:
            return _Terperiksa(periksa_pdf(isi).isi, JenisBerkas.PDF.mime, nama_asal[:200])
        foto = siapkan_foto(isi)
    except GalatIsian as galat:
        raise GalatIsian([f"{nama_asal[:60] or 'Berkas'}: {alasan}" for alasan in galat.alasan]) from galat
    return _Terperiksa(foto.isi, JenisBerkas.JPEG.mime, nama_asal[:200], foto.lokasi, foto.diambil)


def jenis_berkas(wilayah_kode: str) -> dict[str, str]:
    """Kinds of proof that a family can have: code → label."""
    return {
        kode: str(isi["label"])
        for kode, isi in berlaku("jenis_lampiran", wilayah_kode).items()
        if isi.get("lingkup") != "paket"
    }


def wajib_jenis(jenis: str, wilayah_kode: str) -> None:
    """Refuse a kind of proof that a family can not have; asked before anything is stored. Raises GalatIsian."""
    if jenis not in jenis_berkas(wilayah_kode):
        raise GalatIsian(bidang={"jenis": "Pilih jenis berkas dari daftar."})


def simpan_berkas(
    keluarga_id: int, jenis: str, isi: bytes | BerkasSiap, nama_asal: str = "", *, oleh: Pelaku
) -> BerkasKeluarga:
    """Add a proof to a family of the own village; the same bytes of the same kind are kept once.

    Raises TidakAda, TidakBoleh, GalatIsian (unknown kind, file refused).
    """
    keluarga = queries.satu_keluarga(keluarga_id, untuk=oleh)
    policy.wajib_boleh(oleh, Aksi.REGISTRI_UBAH, keluarga)
    wajib_jenis(jenis, keluarga.wilayah_kode)
    siap = siapkan_berkas(isi, nama_asal) if isinstance(isi, bytes) else isi
    ada = db.session.scalar(
        sa.select(BerkasKeluarga).where(
            BerkasKeluarga.keluarga_id == keluarga.id,
            BerkasKeluarga.jenis == jenis,
            BerkasKeluarga.sha256 == siap.berkas.sha256,
            BerkasKeluarga.dihapus.is_(None),
        )
    )
    if ada is not None:
        return ada
    baru = BerkasKeluarga(
        keluarga_id=keluarga.id,
        jenis=jenis,
        sha256=siap.berkas.sha256,
        mime=siap.mime,
        ukuran=siap.berkas.ukuran,
        nama_asal=siap.nama_asal,
        lintang=siap.lokasi.lintang if siap.lokasi else None,
        bujur=siap.lokasi.bujur if siap.lokasi else None,
        waktu_foto=_instan(siap.diambil, oleh.zona),
        diunggah_oleh=oleh.pengguna_id,
    )
    db.session.add(baru)
    db.session.flush()
    _audit(baru, "diunggah", oleh)
    return baru


def hapus_berkas(berkas_id: int, *, oleh: Pelaku) -> BerkasKeluarga:
    """Take a proof out of the family's list. The bytes stay: a submitted paper may rest on them.

    Raises TidakAda, TidakBoleh; TidakBisa while somebody above judges by it.
    """
    berkas = db.session.scalar(
        sa.select(BerkasKeluarga).where(BerkasKeluarga.id == berkas_id, BerkasKeluarga.dihapus.is_(None))
    )
    if berkas is None:
        raise TidakAda("Berkas tidak ditemukan.")
    keluarga = queries.satu_keluarga(berkas.keluarga_id, untuk=oleh)
    policy.wajib_boleh(oleh, Aksi.REGISTRI_UBAH, keluarga)
    if halangan := kabar.halangan_hapus_bukti(keluarga.id, berkas.diunggah):
        raise TidakBisa(halangan)
    berkas.dihapus = clock.sekarang()
    db.session.flush()
    _audit(berkas, "dihapus", oleh)
    return berkas


def _instan(saat: dt.datetime | None, zona: str) -> dt.datetime | None:
    """A camera without a zone shows the wall clock of where it is: the village's."""
    return saat.replace(tzinfo=ZoneInfo(zona)) if saat and saat.tzinfo is None else saat


def _audit(berkas: BerkasKeluarga, ke: str, oleh: Pelaku) -> None:
    isi = {"jenis": berkas.jenis} | ({"diinput_untuk": oleh.wilayah} if oleh.mengetik else {})
    fakta = {"aksi": Aksi.REGISTRI_UBAH, "objek": f"berkas:{berkas.id}", "ke": ke, "isi": isi}
    audit.catat(
        f"keluarga:{berkas.keluarga_id}",
        [fakta],
        pengguna_id=oleh.pengguna_id,
        penugasan_id=oleh.penugasan_id,
    )
    pengetikan.kabarkan(berkas, oleh=oleh)
