"""What may an examiner take out, and what is written down of it? Packages and lists made by a job; numbers shown."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.akses import keamanan, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.laporan.models import BerkasPemeriksaan
from app.domain.laporan.temuan import PENJELASAN, Daftar
from app.domain.registri.models import Keluarga, Warga
from app.domain.usulan.models import Paket, Usulan
from app.domain.wilayah.models import Wilayah
from app.infra import audit, format, jobs
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda
from app.infra.panjang import MAKS_ALASAN, wajib_muat

TUGAS = "pemeriksaan.berkas"
MAKS_PAKET = 40


@dataclass(frozen=True, slots=True, repr=False)
class NomorSatu:
    """One person of a working list with the full numbers."""

    usulan_id: int
    nama: str
    nik: str
    no_kk: str


def minta_paket(paket_id: int, *, oleh: Pelaku) -> BerkasPemeriksaan:
    """Ask for the package of one packet. Raises TidakBoleh, TidakAda outside the assignment."""
    satu = paket_diperiksa(paket_id, oleh=oleh)
    return _antrekan("paket", str(satu.id), f"Berkas pemeriksaan {satu.nomor}", oleh)


def minta_desa(wilayah_kode: str, periode: str, *, oleh: Pelaku) -> BerkasPemeriksaan:
    """Ask for the package of all packets of a village in a month. Raises TidakBoleh, TidakAda, GalatIsian."""
    policy.wajib_mungkin(oleh, Aksi.AUDIT_LIHAT)
    ada = ids_paket(wilayah_kode, periode, oleh=oleh)
    desa = db.session.get(Wilayah, wilayah_kode)
    if not ada or desa is None:
        raise TidakAda("Tidak ada paket desa dan periode itu dalam penugasan Anda.")
    judul = f"Berkas pemeriksaan {desa.sebutan} periode {format.periode(periode)}"
    return _antrekan("desa", f"{wilayah_kode}/{periode}", judul, oleh)


def minta_daftar(mana: Daftar, *, oleh: Pelaku) -> BerkasPemeriksaan:
    """Ask for a whole list as a sheet. Raises TidakBoleh."""
    policy.wajib_mungkin(oleh, Aksi.AUDIT_LIHAT)
    return _antrekan("daftar", mana.value, f"Daftar: {PENJELASAN[mana].judul}", oleh)


def catat_unduhan(mana: Daftar, jumlah: int, *, oleh: Pelaku) -> None:
    """A list was taken out as a sheet."""
    _catat("pemeriksaan.unduh", f"daftar:{mana.value}", {"jumlah": jumlah}, oleh)


def ids_paket(wilayah_kode: str, periode: str, *, oleh: Pelaku) -> list[int]:
    """The packets of a village and month that the actor may examine. Raises GalatIsian when there are too many."""
    tanya = sa.select(Paket.id).where(
        policy.terlihat(Aksi.AUDIT_LIHAT, Paket.wilayah_kode, oleh),
        Paket.wilayah_kode == wilayah_kode,
        Paket.periode == periode,
    )
    ids = list(db.session.scalars(tanya.order_by(Paket.id).limit(MAKS_PAKET + 1)))
    if len(ids) > MAKS_PAKET:
        raise GalatIsian(f"Periode itu memuat lebih dari {MAKS_PAKET} paket. Minta berkasnya per paket.")
    return ids


def buka_nomor(paket_id: int, *, alasan: str, oleh: Pelaku, usulan_id: int | None = None) -> list[NomorSatu]:
    """The full numbers of a packet's working list, or of one person in it; why they were looked at is kept for ever.

    Raises TidakBoleh, TidakAda outside the assignment, GalatIsian without a reason.
    """
    paket = paket_diperiksa(paket_id, oleh=oleh)
    policy.wajib_boleh(oleh, Aksi.REGISTRI_BUKA_NIK, paket)
    rapi = alasan.strip()
    if not rapi:
        raise GalatIsian(bidang={"alasan": "Tulis untuk apa NIK diperlukan, misalnya nomor temuan yang diperiksa."})
    wajib_muat(rapi, MAKS_ALASAN, "alasan")
    tanya = (
        sa.select(Usulan.id, Usulan.nama, Warga.nik, Keluarga.no_kk)
        .join(Warga, Warga.id == Usulan.warga_id)
        .join(Keluarga, Keluarga.id == Usulan.keluarga_id)
        .where(Usulan.paket_id == paket.id)
        .order_by(Usulan.id)
    )
    if usulan_id is not None:
        tanya = tanya.where(Usulan.id == usulan_id)
    hasil = [NomorSatu(r.id, r.nama, r.nik or "", r.no_kk or "") for r in db.session.execute(tanya)]
    if not hasil:
        raise TidakAda("Nama itu tidak ada dalam paket ini.")
    fakta = {
        "aksi": Aksi.REGISTRI_BUKA_NIK,
        "objek": f"usulan:{usulan_id}" if usulan_id else f"paket:{paket.id}",
        "isi": {"alasan": rapi, "usulan": [b.usulan_id for b in hasil]},
    }
    siapa = {"pengguna_id": oleh.pengguna_id, "penugasan_id": oleh.penugasan_id}
    # Twice: where the packet's own people see it, and on the examiner's chain.
    audit.catat(f"paket:{paket.id}", [fakta], **siapa)
    audit.catat(keamanan.rantai_pemeriksaan(oleh.penugasan_id), [fakta], **siapa)
    return hasil


def paket_diperiksa(paket_id: int, *, oleh: Pelaku) -> Paket:
    """A packet within the assignment. Raises TidakBoleh, TidakAda."""
    policy.wajib_mungkin(oleh, Aksi.AUDIT_LIHAT)
    terlihat = policy.terlihat(Aksi.AUDIT_LIHAT, Paket.wilayah_kode, oleh)
    satu = db.session.scalar(sa.select(Paket).where(Paket.id == paket_id, terlihat))
    if satu is None:
        raise TidakAda
    return satu


def _sedang_dibuat(jenis: str, sasaran: str, oleh: Pelaku) -> BerkasPemeriksaan | None:
    """The same package, still being made for the same assignment: a hundred presses are one job."""
    p, b = jobs.Pekerjaan, BerkasPemeriksaan
    milik = (p.nama == TUGAS, p.pemilik_id == oleh.pengguna_id, p.status.not_in((jobs.SELESAI, jobs.GAGAL)))
    ids = [int(muatan["berkas_id"]) for muatan in db.session.scalars(sa.select(p.muatan).where(*milik))]
    tanya = sa.select(b).where(b.id.in_(ids), b.penugasan_id == oleh.penugasan_id)
    return db.session.scalar(tanya.where(b.jenis == jenis, b.sasaran == sasaran).limit(1))


def _antrekan(jenis: str, sasaran: str, judul: str, oleh: Pelaku) -> BerkasPemeriksaan:
    if ada := _sedang_dibuat(jenis, sasaran, oleh):
        return ada
    baru = BerkasPemeriksaan(
        penugasan_id=oleh.penugasan_id, dibuat_oleh=oleh.pengguna_id, jenis=jenis, sasaran=sasaran, judul=judul
    )
    db.session.add(baru)
    db.session.flush()
    _catat("pemeriksaan.minta", f"pemeriksaan:{baru.id}", {"judul": judul}, oleh)
    jobs.antrekan(TUGAS, {"berkas_id": baru.id}, pemilik_id=oleh.pengguna_id)
    return baru


def _catat(aksi: str, objek: str, isi: dict[str, object], oleh: Pelaku) -> None:
    audit.catat(
        keamanan.rantai_pemeriksaan(oleh.penugasan_id),
        [{"aksi": aksi, "objek": objek, "isi": isi}],
        pengguna_id=oleh.pengguna_id,
        penugasan_id=oleh.penugasan_id,
    )
