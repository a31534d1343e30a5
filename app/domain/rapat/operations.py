"""What can be done with a meeting: plan it, invite, note who came and what was said, keep its photographs?

Every save locks the row, refuses a page drawn from an older version (`versi`; None only where no page was
drawn) and writes one audit row on the chain of the meeting; names and texts lie in its encrypted part.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.domain.akses import pengetikan, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import turunan
from app.domain.rapat import isian as bentuk
from app.domain.rapat.isian import BarisPeserta, IsianHasil, IsianRencana
from app.domain.rapat.models import AgendaRapat, FotoRapat, Peserta, Rapat
from app.domain.rapat.undangan import baris_peserta, belum_ada, undangan_sebelumnya
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import audit, clock, files, images, teks_bebas
from app.infra.db import db, kunci_baris
from app.infra.format import tanpa_nik
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBisa

JENIS_FOTO = {"FOTO_MUSDES": "Foto musyawarah", "PUBLIKASI": "Bukti pengumuman hasil"}
MAKS_FOTO = 20
AGENDA_AWAL = ("Pembukaan", "Pembahasan dan kesepakatan usulan", "Penutup")


def rencanakan(wilayah_kode: str, *, oleh: Pelaku, isian: IsianRencana | None = None) -> Rapat:
    """A new meeting of a village; what the plan leaves out takes the usual values of desa or kelurahan (rule
    `penyelenggara`).

    Raises TidakAda for a region without such meetings, TidakBoleh, GalatIsian.
    """
    wilayah = db.session.get(Wilayah, wilayah_kode)
    aturan = turunan.penyelenggara(wilayah.jenis, wilayah_kode) if wilayah else {}
    if not aturan:
        raise TidakAda
    isian = isian or IsianRencana()
    bentuk.periksa_rencana(isian)
    rapat = Rapat(
        jenis=aturan["jenis_rapat"],
        wilayah_kode=wilayah_kode,
        penyelenggara=aturan["penyelenggara"],
        perihal=f"{aturan['nama_rapat']} Pemutakhiran Data Kesejahteraan Sosial",
        pimpinan_jabatan=aturan["label_pimpinan"],
        versi_baris=0,
        dibuat_oleh=oleh.pengguna_id,
    )
    policy.wajib_boleh(oleh, Aksi.RAPAT_RENCANAKAN, rapat)
    _isi_rencana(rapat, isian)
    rapat.pengundang_jabatan = rapat.pengundang_jabatan or aturan["label_pengundang"]
    db.session.add(rapat)
    db.session.flush()
    _ganti_agenda(rapat, isian.agenda or AGENDA_AWAL)
    catat_jejak(rapat, Aksi.RAPAT_RENCANAKAN, oleh, "rencana", {"sesudah": _rencana(rapat)})
    return rapat


def ubah_rencana(rapat: Rapat, isian: IsianRencana, *, oleh: Pelaku, versi: int | None) -> None:
    """Replace plan and the operator's own agenda lines; lines that a package above wrote stay."""
    buka_untuk(rapat, Aksi.RAPAT_RENCANAKAN, oleh, versi)
    bentuk.periksa_rencana(isian)
    sebelum = _rencana(rapat)
    _isi_rencana(rapat, isian)
    _ganti_agenda(rapat, isian.agenda)
    simpan_perubahan(rapat, Aksi.RAPAT_RENCANAKAN, oleh, "rencana", {"sebelum": sebelum, "sesudah": _rencana(rapat)})


def simpan_peserta(rapat: Rapat, baris: Sequence[BarisPeserta], *, oleh: Pelaku, versi: int | None) -> None:
    """Replace the list of people by the lines that are not blank, in their order.

    Raises GalatIsian with one sentence per field (see `isian.periksa_peserta`).
    """
    buka_untuk(rapat, Aksi.RAPAT_CATAT, oleh, versi)
    bersih = bentuk.periksa_peserta(baris, turunan.unsur(rapat.jenis_wilayah, rapat.wilayah_kode))
    sebelum = [asdict(baris_peserta(p)) for p in rapat.peserta]
    db.session.execute(sa.delete(Peserta).where(Peserta.rapat_id == rapat.id))
    if bersih:
        isi = [
            {"rapat_id": rapat.id, "urut": i, **teks_bebas.samar(asdict(b), semua=True)}
            for i, b in enumerate(bersih, 1)
        ]
        db.session.execute(sa.insert(Peserta), isi)
    db.session.expire(rapat, ["peserta"])
    sesudah = [asdict(b) for b in bersih]
    simpan_perubahan(rapat, Aksi.RAPAT_CATAT, oleh, "peserta", {"sebelum": sebelum, "sesudah": sesudah})


def salin_undangan(rapat: Rapat, *, oleh: Pelaku, versi: int | None) -> int:
    """Add the invitees of the village's previous meeting that are not listed yet; returns how many.

    Raises TidakBisa when there is no earlier meeting with invitees.
    """
    policy.wajib_boleh(oleh, Aksi.RAPAT_CATAT, rapat)
    lama = undangan_sebelumnya(rapat)
    if not lama:
        raise TidakBisa("Belum ada musyawarah sebelumnya di wilayah ini yang daftar undangannya dapat disalin.")
    kini = [baris_peserta(p) for p in rapat.peserta]
    tambahan = belum_ada(lama, kini)
    if tambahan:
        simpan_peserta(rapat, [*kini, *tambahan], oleh=oleh, versi=versi)
    return len(tambahan)


def catat_hasil(rapat: Rapat, isian: IsianHasil, *, oleh: Pelaku, versi: int | None) -> None:
    """Keep leader, minutes-taker, times, discussion and decision; may be saved half-way."""
    buka_untuk(rapat, Aksi.RAPAT_CATAT, oleh, versi)
    bentuk.periksa_hasil(isian)
    sebelum = _hasil(rapat)
    for nama, baru in asdict(isian).items():
        if nama not in ("tanggal", "pukul_mulai"):
            setattr(rapat, nama, tanpa_nik(baru.strip()) if isinstance(baru, str) else baru)
    rapat.tanggal = isian.tanggal or rapat.tanggal
    rapat.pukul_mulai = isian.pukul_mulai or rapat.pukul_mulai
    simpan_perubahan(rapat, Aksi.RAPAT_CATAT, oleh, "hasil", {"sebelum": sebelum, "sesudah": _hasil(rapat)})


def simpan_foto(rapat: Rapat, jenis: str, isi: bytes, *, oleh: Pelaku) -> FotoRapat:
    """Keep a photograph; also after the result was recorded, because the announcement is posted later.

    Raises GalatIsian (not a photograph, too many), GalatPenyimpanan.
    """
    policy.wajib_boleh(oleh, Aksi.RAPAT_CATAT, rapat)
    if jenis not in JENIS_FOTO:
        raise GalatIsian(bidang={"jenis": "Pilih jenis foto: foto musyawarah atau bukti pengumuman hasil."})
    foto = images.siapkan_foto(isi)
    berkas = files.simpan(foto.isi)
    kunci_baris(rapat)
    if len(rapat.foto) >= MAKS_FOTO:
        raise GalatIsian(bidang={"foto": f"Satu musyawarah menyimpan paling banyak {MAKS_FOTO} foto."})
    if any(f.sha256 == berkas.sha256 and f.jenis == jenis for f in rapat.foto):
        raise GalatIsian(bidang={"foto": "Foto ini sudah tersimpan. Pilih foto lain."})
    baris = FotoRapat(
        jenis=jenis,
        sha256=berkas.sha256,
        mime=files.JenisBerkas.JPEG.mime,
        ukuran=berkas.ukuran,
        lintang=foto.lokasi.lintang if foto.lokasi else None,
        bujur=foto.lokasi.bujur if foto.lokasi else None,
        waktu_foto=_berzona(foto.diambil, rapat.wilayah_kode),
        diunggah=clock.sekarang(),
        diunggah_oleh=oleh.pengguna_id,
    )
    rapat.foto.append(baris)
    db.session.flush()
    catat_jejak(rapat, Aksi.RAPAT_CATAT, oleh, "foto", {"foto_id": baris.id, "jenis": jenis, "sha256": berkas.sha256})
    return baris


def hapus_foto(rapat: Rapat, foto_id: int, *, oleh: Pelaku) -> None:
    """Take a wrong photograph out while the result is still open."""
    buka_untuk(rapat, Aksi.RAPAT_CATAT, oleh, None)
    foto = next((f for f in rapat.foto if f.id == foto_id), None)
    if foto is None:
        raise TidakAda
    db.session.delete(foto)
    db.session.flush()
    db.session.expire(rapat, ["foto"])
    hilang = {"foto_id": foto_id, "sha256": foto.sha256}
    catat_jejak(rapat, Aksi.RAPAT_CATAT, oleh, "hapus_foto", hilang)


def tutup_hasil(rapat: Rapat, *, oleh: Pelaku) -> None:
    """Called by the step that records the meeting: from here on its result stands."""
    kunci_baris(rapat)
    rapat.dicatat = clock.sekarang()
    simpan_perubahan(rapat, Aksi.RAPAT_CATAT, oleh, "tutup", {})


def catat_berita_acara(rapat: Rapat, dokumen_id: int) -> None:
    """Called by the step that issued the minutes: a later packet finds them here."""
    rapat.ba_dokumen_id = dokumen_id


def buka_hasil(rapat: Rapat, *, oleh: Pelaku) -> None:
    """Called by the step that undoes it: plan, people and result can be changed again."""
    kunci_baris(rapat)
    rapat.dicatat = rapat.ba_dokumen_id = None
    simpan_perubahan(rapat, Aksi.RAPAT_CATAT, oleh, "buka", {})


def buka_untuk(rapat: Rapat, aksi: Aksi, oleh: Pelaku, versi: int | None) -> None:
    """Lock a meeting for a save: authority, still open, page not stale."""
    policy.wajib_boleh(oleh, aksi, rapat)
    kunci_baris(rapat)
    if rapat.dicatat is not None:
        raise TidakBisa(
            "Hasil musyawarah ini sudah dicatat dan berita acaranya sudah terbit, jadi isinya tidak dapat "
            "diubah. Bila ada yang keliru, buka kembali dari halaman paketnya."
        )
    if versi is not None and versi != rapat.versi_baris:
        raise HalamanUsang(
            "Data musyawarah ini sudah diubah sejak halaman Anda dibuka. Muat ulang halaman, lalu ulangi "
            "perubahan Anda."
        )


def simpan_perubahan(rapat: Rapat, aksi: Aksi, oleh: Pelaku, bagian: str, isi: dict[str, Any]) -> None:
    """The save is done: new row version and one audit row."""
    rapat.versi_baris += 1
    db.session.flush()
    catat_jejak(rapat, aksi, oleh, bagian, isi)


def catat_jejak(rapat: Rapat, aksi: Aksi, oleh: Pelaku, bagian: str, isi: dict[str, Any]) -> None:
    """One audit row on the chain of the meeting."""
    fakta = {"aksi": aksi, "objek": rapat.rantai, "isi": teks_bebas.samar({"bagian": bagian, **isi}, semua=True)}
    audit.catat(rapat.rantai, [fakta], pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)
    pengetikan.kabarkan(rapat, oleh=oleh)


def _isi_rencana(rapat: Rapat, isian: IsianRencana) -> None:
    rapat.perihal = tanpa_nik(isian.perihal.strip()) or rapat.perihal
    rapat.tanggal, rapat.pukul_mulai = isian.tanggal, isian.pukul_mulai
    rapat.tempat = tanpa_nik(isian.tempat.strip())
    rapat.pengundang_nama = tanpa_nik(isian.pengundang_nama.strip())
    rapat.pengundang_jabatan = isian.pengundang_jabatan.strip()
    rapat.undangan_nomor, rapat.undangan_tanggal = isian.undangan_nomor.strip(), isian.undangan_tanggal
    rapat.sumber_ba = isian.sumber_ba


def _ganti_agenda(rapat: Rapat, judul: Iterable[str]) -> None:
    db.session.execute(sa.delete(AgendaRapat).where(AgendaRapat.rapat_id == rapat.id))
    db.session.expire(rapat, ["agenda"])
    isi = [tanpa_nik(j.strip()) for j in judul if j.strip()]
    rapat.agenda.extend(AgendaRapat(urut=urut, judul=j) for urut, j in enumerate(isi, 1))
    db.session.flush()


def rencana(rapat: Rapat) -> IsianRencana:
    """The plan as it stands."""
    return IsianRencana(
        rapat.perihal,
        rapat.tanggal,
        rapat.pukul_mulai,
        rapat.tempat,
        rapat.pengundang_nama,
        rapat.pengundang_jabatan,
        tuple(a.judul for a in rapat.agenda),
        rapat.undangan_nomor,
        rapat.undangan_tanggal,
        rapat.sumber_ba,
    )


def _rencana(rapat: Rapat) -> dict[str, Any]:
    return _teks(rencana(rapat))


def _hasil(rapat: Rapat) -> dict[str, Any]:
    return _teks(IsianHasil(**{nama: getattr(rapat, nama) for nama in IsianHasil.__slots__}))


def _teks(isian: IsianRencana | IsianHasil) -> dict[str, Any]:
    """JSON for the audit row."""
    return {n: v.isoformat() if isinstance(v, dt.date | dt.time) else v for n, v in asdict(isian).items()}


def _berzona(saat: dt.datetime | None, wilayah_kode: str) -> dt.datetime | None:
    """A camera without time zone means the wall clock of the place."""
    if saat is None or saat.tzinfo is not None:
        return saat
    return saat.replace(tzinfo=ZoneInfo(zona(wilayah_kode)))
