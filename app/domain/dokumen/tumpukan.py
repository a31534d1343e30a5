"""How does one scan of a whole stack become the scans of its papers? Read first, shown, then stored all at once."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa

from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen, Tumpukan
from app.domain.dokumen.pemindaian import BerkasPindaian
from app.domain.dokumen.pilahan import DokumenPilah, Pilahan, Tempat, Terbaca, terbaca
from app.infra import clock, files, images, jobs, pages, uploads
from app.infra.db import db
from app.infra.format import tanpa_nomor
from app.infra.galat import GalatIsian, TidakBisa
from app.infra.jobs import Kemajuan

TUGAS, TUGAS_HAPUS = "dokumen.pilah", "dokumen.hapus_tumpukan"
# So many pages are read while the browser waits; more go to the worker.
LANGSUNG = 10
MAKS_BYTE = 24 * 1024 * 1024
# Shorter than files without a row are kept: the small pictures stand in no column of their own.
SIMPAN = dt.timedelta(days=1)
# A page code of 20 mm needs some 2,000 dots along the sheet to be read from a photograph.
_foto = partial(images.siapkan_foto, sisi=2200, target_byte=700 * 1024)


@dataclass(frozen=True)
class BerkasTumpukan:
    """A checked and stored stack; `terbaca` is None when it is long and must be read by the worker."""

    sha256: str
    halaman: int
    nama_asal: str
    terbaca: list[Terbaca] | None


def siapkan(berkas: Sequence[bytes], nama_asal: str = "") -> BerkasTumpukan:
    """Check, join, store, and read a short stack. Slow: call it before a transaction.

    Raises:
        GalatIsian, GalatPenyimpanan: with the sentence that helps.
    """
    isi = uploads.gabung_jadi_pdf(berkas, maks_byte=MAKS_BYTE, foto=_foto)
    halaman = uploads.periksa_pdf(isi, maks_byte=MAKS_BYTE).halaman
    baca = _baca(isi) if halaman <= LANGSUNG else None
    return BerkasTumpukan(files.simpan(isi).sha256, halaman, tanpa_nomor(nama_asal)[:200], baca)


def _baca(isi: bytes, lapor: Any = None) -> list[Terbaca]:
    return [terbaca(h, files.simpan(h.kecil).sha256) for h in pages.baca_halaman(isi, lapor)]


def mulai(siap: BerkasTumpukan, dokumen_ids: Sequence[int], *, oleh: Pelaku, kembali: str = "") -> Tumpukan:
    """Keep the stack as a draft of this person; a long one is promised to the worker. Forgotten after a day.

    `dokumen_ids` are the papers expected in it.
    """
    t = Tumpukan(
        oleh=oleh.pengguna_id,
        wilayah_kode=oleh.wilayah,
        dokumen_ids=list(dokumen_ids),
        kembali=kembali[:200],
        nama_asal=siap.nama_asal,
        sha256=siap.sha256,
        halaman=siap.halaman,
        terbaca=None if siap.terbaca is None else [list(b) for b in siap.terbaca],
        tangan={},
    )
    db.session.add(t)
    db.session.flush()
    if siap.terbaca is None:
        t.pekerjaan_id = jobs.antrekan(TUGAS, {"tumpukan_id": t.id}, pemilik_id=oleh.pengguna_id, prioritas=8).id
    jobs.antrekan(TUGAS_HAPUS, {"tumpukan_id": t.id}, setelah=SIMPAN)
    db.session.flush()
    return t


def kerjakan(kemajuan: Kemajuan, tumpukan_id: int) -> None:
    """The job `dokumen.pilah`: read a long stack; what is wrong with the file is written on the draft."""
    sha256 = db.session.scalar(sa.select(Tumpukan.sha256).where(Tumpukan.id == tumpukan_id))
    db.session.rollback()
    if sha256 is None:
        return
    nilai: dict[str, Any]
    try:
        baca = _baca(files.baca(sha256), lambda n, semua: kemajuan.lapor(n, semua, "Membaca kode halaman"))
        nilai = {"terbaca": [list(b) for b in baca], "galat": ""}
    except GalatIsian as galat:
        nilai = {"galat": " ".join(galat.alasan)[:300]}
    db.session.execute(
        sa.update(Tumpukan)
        .where(Tumpukan.id == tumpukan_id)
        .values(**nilai)
        .execution_options(synchronize_session=False)
    )


def hapus(_kemajuan: Kemajuan, tumpukan_id: int) -> None:
    """The job `dokumen.hapus_tumpukan`: the draft goes; files that no row names any more are swept by the clock."""
    t = db.session.get(Tumpukan, tumpukan_id)
    if t is not None:
        db.session.delete(t)


def tempatkan(t: Tumpukan, tangan: Mapping[int, Tempat]) -> None:
    """Remember where a person put the pages whose code could not be read."""
    _wajib_terbuka(t)
    t.tangan = {str(nomor): list(tempat) for nomor, tempat in tangan.items()}


def rangkai(t: Tumpukan, pilahan: Pilahan, mau: Collection[int]) -> dict[int, BerkasPindaian]:
    """The scan of each wanted paper as its own upright PDF, stored. Slow: call it before a transaction."""
    isi = files.baca(t.sha256)
    hasil = {}
    for p in pilahan.dokumen:
        if p.dokumen.id in mau:
            satu = pages.susun_halaman(isi, p.urut)
            berkas = files.simpan(satu)
            hasil[p.dokumen.id] = BerkasPindaian(berkas.sha256, berkas.ukuran, len(p.halaman), t.nama_asal)
    return hasil


def simpan(
    t: Tumpukan,
    pilahan: Pilahan,
    berkas: Mapping[int, BerkasPindaian],
    *,
    penanda: Collection[int],
    oleh: Pelaku,
    versi: Mapping[int, int],
    nomor: Mapping[int, str] | None = None,
    boleh_kurang: Collection[int] = (),
) -> list[Dokumen]:
    """Store the scans of all papers with a ticked signer, or of none. `berkas` comes from `rangkai`.

    `boleh_kurang` are papers whose missing pages were accepted by a tick. Raises GalatIsian 422, TidakBoleh 403,
    TidakBisa 409.
    """
    _wajib_terbuka(t)
    pilih = [p for p in pilahan.dokumen if any(s.id in penanda for s in p.dokumen.tanda_tangan)]
    if not pilih:
        raise GalatIsian("Centang siapa saja yang sudah menandatangani, sedikitnya pada satu dokumen.")
    kurang = [_kalimat_kurang(p) for p in pilih if p.kurang and p.dokumen.id not in boleh_kurang]
    if kurang:
        raise GalatIsian(kurang)
    for p in pilih:
        milik = {s.id for s in p.dokumen.tanda_tangan} & set(penanda)
        d = p.dokumen
        pemindaian.unggah_pindaian(
            [d], berkas[d.id], penanda=milik, oleh=oleh, versi=versi, nomor=nomor, halaman_kurang=p.kurang
        )
    t.dipakai = clock.sekarang()
    db.session.flush()
    return [p.dokumen for p in pilih]


def _kalimat_kurang(p: DokumenPilah) -> str:
    daftar = ", ".join(map(str, p.kurang))
    return (
        f"{p.dokumen.judul}: halaman {daftar} dari {p.dokumen.halaman} tidak ada dalam tumpukan. Unggah ulang dengan "
        "halaman itu, atau centang “Simpan tanpa halaman yang kurang”."
    )


def _wajib_terbuka(t: Tumpukan) -> None:
    if t.dipakai is not None:
        raise TidakBisa("Pindaian tumpukan ini sudah disimpan. Unggah tumpukan baru bila ada yang perlu ditambah.")
