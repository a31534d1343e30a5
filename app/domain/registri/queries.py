"""What of the registry may be seen? Everything starts from the actor's territory; numbers leave masked."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import sebutan
from app.domain.registri.kode import HIDUP, KEPALA_KELUARGA, sebutan_kode
from app.domain.registri.models import (
    BerkasKeluarga,
    Keluarga,
    Kepesertaan,
    Warga,
)
from app.domain.registri.nik import enam_belas_digit
from app.domain.registri.opensid import cari_nama
from app.domain.wilayah.models import Wilayah
from app.infra import files
from app.infra.db import db
from app.infra.format import samarkan
from app.infra.galat import TidakAda

PER_HALAMAN = 25
MAKS_NAMA = 10
KEDALAMAN_DESA = 3
MAKS_CALON = 500
LABEL_KEPESERTAAN = {
    "menunggu_pusat": ("Menunggu pusat", "kuning"),
    "aktif": ("Aktif", "hijau"),
    "berakhir": ("Berakhir", "netral"),
    "gagal": ("Tidak diterima pusat", "merah"),
}


@dataclass(frozen=True, slots=True)
class BarisWarga:
    """A resident in a list or in the family's table. `nik` is masked."""

    id: int
    keluarga_id: int
    nama: str
    nik: str
    belum_punya_nik: bool
    jenis_kelamin: str
    tanggal_lahir: dt.date | None
    hubungan: str
    status_dasar: int
    status: str
    rt: str
    rw: str
    desa: str
    pekerjaan: str


@dataclass(frozen=True, slots=True)
class BarisKeluarga:
    """A family in the list. `no_kk` is masked."""

    id: int
    no_kk: str
    alamat: str
    dusun: str
    rt: str
    rw: str
    desa: str
    kepala: str
    anggota: int


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Halaman(Generic[T]):
    """One page and the key of the next, None at the end."""

    baris: list[T]
    sesudah: int | None
    terpotong: bool = False


@dataclass(frozen=True, slots=True)
class BarisKepesertaan:
    """One membership of the family or of one of its members (`nama`)."""

    daftar: str
    nama: str
    status: str
    rona: str
    mulai: dt.date | None
    selesai: dt.date | None


@dataclass(frozen=True, slots=True)
class BarisBerkas:
    """A proof in the gallery."""

    id: int
    jenis: str
    mime: str
    ukuran: int
    nama_asal: str
    lintang: float | None
    bujur: float | None
    waktu_foto: dt.datetime | None
    diunggah: dt.datetime


@dataclass(frozen=True, slots=True)
class RincianKeluarga:
    """A family with all that belongs to it."""

    id: int
    versi: int
    no_kk: str
    wilayah_kode: str
    desa: str
    alamat: str
    dusun: str
    rt: str
    rw: str
    anggota: list[BarisWarga]
    kepesertaan: list[BarisKepesertaan]
    berkas: list[BarisBerkas]

    @property
    def kepala(self) -> str:
        """Whose family it is: the head, else the first member."""
        return next((a.nama for a in self.anggota), "tanpa anggota")


def cari(q: str, *, untuk: Pelaku, sesudah: int | None = None) -> Halaman[BarisWarga]:
    """Residents whose name holds `q` (`huruf_minimal` letters or more, else nothing), by name; keyset after `sesudah`.

    Several names, with commas between them, are searched at once. Above one village a common name has thousands of
    bearers: then three letters are asked for, and of more than
    `MAKS_CALON` only so many are looked at (`terpotong`); whoever asks narrows the name.
    """
    luas = untuk.wilayah.count(".") < KEDALAMAN_DESA
    pola = [n for n in _dicari(q) if len(n) >= huruf_minimal(untuk=untuk)]
    if not pola:
        return Halaman([], None)
    # cari_nama leaves letters and digits only: nothing in it is a wildcard.
    cocok = sa.and_(
        policy.terlihat(Aksi.REGISTRI_LIHAT, Warga.wilayah_kode, untuk),
        sa.or_(*(Warga.nama_cari.like(f"%{n}%") for n in pola)),
    )
    tanya, terpotong = _tanya_warga(untuk).where(cocok), False
    if luas:
        calon = db.session.scalars(sa.select(Warga.id).where(cocok).limit(MAKS_CALON + 1)).all()
        terpotong = len(calon) > MAKS_CALON
        tanya = _tanya_warga(untuk).where(Warga.id.in_(calon[:MAKS_CALON]))
    if sesudah is not None:
        # In sight only: else the place of one's own residents would tell how a stranger is called.
        milik = policy.terlihat(Aksi.REGISTRI_LIHAT, Warga.wilayah_kode, untuk)
        batas = sa.select(Warga.nama_cari).where(Warga.id == sesudah, milik).scalar_subquery()
        tanya = tanya.where(sa.tuple_(Warga.nama_cari, Warga.id) > sa.tuple_(batas, sesudah))
    halaman = _halaman_warga(tanya.order_by(Warga.nama_cari, Warga.id))
    return replace(halaman, terpotong=terpotong)


def _dicari(q: str) -> list[str]:
    return [cari_nama(n) for n in re.split("[,;\n]", q)[:MAKS_NAMA]]


def pasti(q: str, hasil: Halaman[BarisWarga]) -> set[int]:
    """Of several names searched at once, the residents who can be nobody else: the whole name was typed, and it found
    one living person."""
    nama = _dicari(q)
    if len(nama) < 2 or hasil.terpotong or hasil.sesudah is not None:
        return set()
    per_nama = ([b for b in hasil.baris if n and n in cari_nama(b.nama)] for n in nama)
    satu = ((n, cocok[0]) for n, cocok in zip(nama, per_nama, strict=True) if len(cocok) == 1)
    return {b.id for n, b in satu if cari_nama(b.nama) == n and b.status_dasar == HIDUP}


def huruf_minimal(*, untuk: Pelaku) -> int:
    """How many letters of a name are asked for: three above one village, as many as a trigram has."""
    return 3 if untuk.wilayah.count(".") < KEDALAMAN_DESA else 2


def cari_nomor(nomor: str, *, untuk: Pelaku) -> list[BarisWarga]:
    """Residents with exactly this NIK, or of the family with exactly this KK number; 16 digits, else nothing."""
    rapi = enam_belas_digit(nomor)
    if rapi is None:
        return []
    tanya = _tanya_warga(untuk).where(sa.or_(Warga.nik == rapi, Keluarga.no_kk == rapi))
    return _halaman_warga(tanya.order_by(Warga.urut_kk, Warga.id)).baris


def daftar_keluarga(*, untuk: Pelaku, sesudah: int | None = None) -> Halaman[BarisKeluarga]:
    """Families, the latest first; keyset before family `sesudah`."""
    k = Keluarga
    ids = sa.select(k.id).where(policy.terlihat_terbaru(Aksi.REGISTRI_LIHAT, k.wilayah_kode, untuk))
    if sesudah is not None:
        ids = ids.where(k.id < sesudah)
    tanya = (
        sa.select(k.id, k.no_kk, k.alamat, k.dusun, k.rt, k.rw, Wilayah.nama.label("desa"))
        .join(Wilayah, Wilayah.kode == k.wilayah_kode)
        .where(k.id.in_(ids.order_by(k.id.desc()).limit(PER_HALAMAN + 1)))
        .order_by(k.id.desc())
    )
    semua = db.session.execute(tanya).all()
    halaman = semua[:PER_HALAMAN]
    kepala, jumlah = _kepala([b.id for b in halaman])
    return Halaman(
        [
            BarisKeluarga(
                b.id, samarkan(b.no_kk), b.alamat, b.dusun, b.rt, b.rw, b.desa,
                kepala.get(b.id, "Belum ada anggota"), jumlah.get(b.id, 0),
            )
            for b in halaman
        ],
        halaman[-1].id if len(semua) > PER_HALAMAN else None,
    )  # fmt: skip


def _kepala(ids: list[int]) -> tuple[dict[int, str], dict[int, int]]:
    # The dead keep their relation on record; a family's head is among the living.
    hidup = sa.case((Warga.status_dasar == HIDUP, Warga.hubungan), else_=None)
    tanya = sa.select(Warga.keluarga_id, Warga.nama, hidup).where(Warga.keluarga_id.in_(ids))
    kepala: dict[int, str] = {}
    jumlah: dict[int, int] = {}
    for keluarga_id, nama, hubungan in db.session.execute(tanya.order_by(Warga.urut_kk, Warga.id)):
        jumlah[keluarga_id] = jumlah.get(keluarga_id, 0) + 1
        if keluarga_id not in kepala or hubungan == KEPALA_KELUARGA:
            kepala[keluarga_id] = nama
    return kepala, jumlah


def keluarga(keluarga_id: int, *, untuk: Pelaku) -> RincianKeluarga:
    """One family with members, memberships and proofs, numbers masked. Raises TidakAda."""
    k = Keluarga
    ada = db.session.execute(
        sa.select(k.id, k.versi_baris, k.no_kk, k.wilayah_kode, k.alamat, k.dusun, k.rt, k.rw, Wilayah)
        .join(Wilayah, Wilayah.kode == k.wilayah_kode)
        .where(k.id == keluarga_id, policy.terlihat(Aksi.REGISTRI_LIHAT, k.wilayah_kode, untuk))
    ).first()
    if ada is None:
        raise TidakAda("Keluarga tidak ditemukan di wilayah Anda.")
    anggota = [_baris_warga(b) for b in db.session.execute(_tanya_warga(untuk).where(k.id == keluarga_id)
                                                          .order_by(Warga.urut_kk, Warga.id))]  # fmt: skip
    return RincianKeluarga(
        id=ada.id,
        versi=ada.versi_baris,
        no_kk=samarkan(ada.no_kk),
        wilayah_kode=ada.wilayah_kode,
        desa=ada.Wilayah.sebutan,
        alamat=ada.alamat,
        dusun=ada.dusun,
        rt=ada.rt,
        rw=ada.rw,
        anggota=anggota,
        kepesertaan=_kepesertaan(keluarga_id, ada.wilayah_kode),
        berkas=_berkas(keluarga_id, ada.wilayah_kode),
    )


def _kepesertaan(keluarga_id: int, wilayah_kode: str) -> list[BarisKepesertaan]:
    p = Kepesertaan
    tanya = (
        sa.select(p.daftar, Warga.nama, p.status, p.mulai, p.selesai)
        .outerjoin(Warga, Warga.id == p.warga_id)
        .where(p.keluarga_id == keluarga_id)
        .order_by(p.id.desc())
    )
    hasil: list[BarisKepesertaan] = []
    for b in db.session.execute(tanya):
        label, rona = LABEL_KEPESERTAAN.get(b.status, (b.status, "netral"))
        nama = b.nama or "Seluruh keluarga"
        hasil.append(BarisKepesertaan(sebutan_daftar(b.daftar, wilayah_kode), nama, label, rona, b.mulai, b.selesai))
    return hasil


def sebutan_daftar(daftar: str, wilayah_kode: str) -> str:
    """The name of a list: the programme's, and for the register itself a plain word."""
    return "Data terpadu" if daftar == "register" else sebutan("program", daftar, wilayah_kode)


def _berkas(keluarga_id: int, wilayah_kode: str) -> list[BarisBerkas]:
    b = BerkasKeluarga
    tanya = (
        sa.select(b.id, b.jenis, b.mime, b.ukuran, b.nama_asal, b.lintang, b.bujur, b.waktu_foto, b.diunggah)
        .where(b.keluarga_id == keluarga_id, b.dihapus.is_(None))
        .order_by(b.jenis, b.id)
    )
    return [
        BarisBerkas(r.id, sebutan("jenis_lampiran", r.jenis, wilayah_kode), *r[2:]) for r in db.session.execute(tanya)
    ]


@dataclass(frozen=True, slots=True)
class IsiBerkas:
    """A stored proof as it is served."""

    isi: bytes
    mime: str
    nama: str


def berkas(berkas_id: int, *, untuk: Pelaku) -> IsiBerkas:
    """The bytes of a proof, if its family may be seen. Raises TidakAda, GalatPenyimpanan."""
    b = BerkasKeluarga
    ada = db.session.execute(
        sa.select(b.sha256, b.mime, b.jenis)
        .join(Keluarga, Keluarga.id == b.keluarga_id)
        .where(
            b.id == berkas_id,
            b.dihapus.is_(None),
            policy.terlihat(Aksi.REGISTRI_LIHAT, Keluarga.wilayah_kode, untuk),
        )
    ).first()
    if ada is None:
        raise TidakAda("Berkas tidak ditemukan di wilayah Anda.")
    akhiran = "pdf" if ada.mime == "application/pdf" else "jpg"
    return IsiBerkas(files.baca(ada.sha256), ada.mime, f"{ada.jenis.lower()}-{berkas_id}.{akhiran}")


def isian_warga(warga_id: int, *, untuk: Pelaku) -> tuple[dict[str, Any], int, int]:
    """A resident's fields for the edit form, the family's id and the row's version. Raises TidakAda."""
    ada = db.session.scalar(
        sa.select(Warga).where(Warga.id == warga_id, policy.terlihat(Aksi.REGISTRI_LIHAT, Warga.wilayah_kode, untuk))
    )
    if ada is None:
        raise TidakAda("Warga tidak ditemukan di wilayah Anda.")
    isi = {n: getattr(ada, n) for n in BIDANG_WARGA}
    isi["hamil"] = 1 if ada.hamil else ""
    isi["belum_punya_nik"] = ada.belum_punya_nik
    return isi, ada.keluarga_id, ada.versi_baris


def satu_keluarga(keluarga_id: int, *, untuk: Pelaku) -> Keluarga:
    """The family itself, for what changes it. Raises TidakAda."""
    terlihat = policy.terlihat(Aksi.REGISTRI_LIHAT, Keluarga.wilayah_kode, untuk)
    ada = db.session.scalar(sa.select(Keluarga).where(Keluarga.id == keluarga_id, terlihat))
    if ada is None:
        raise TidakAda("Keluarga tidak ditemukan di wilayah Anda.")
    return ada


def isian_keluarga(keluarga_id: int, *, untuk: Pelaku) -> tuple[dict[str, Any], int]:
    """A family's fields for the edit form and the row's version. Raises TidakAda."""
    ada = satu_keluarga(keluarga_id, untuk=untuk)
    return {n: getattr(ada, n) for n in ("no_kk", "alamat", "dusun", "rt", "rw")}, ada.versi_baris


BIDANG_WARGA = (
    "nama", "nik", "jenis_kelamin", "tanggal_lahir", "hubungan", "tempat_lahir", "nama_ibu", "nama_ayah",
    "pekerjaan", "status_kawin", "pendidikan", "agama", "disabilitas", "status_dasar",
)  # fmt: skip


def _tanya_warga(untuk: Pelaku) -> sa.Select[Any]:
    w = Warga
    return cast(
        "sa.Select[Any]",

        sa.select(
            w.id, w.keluarga_id, w.nama, w.nik, w.belum_punya_nik, w.jenis_kelamin, w.tanggal_lahir, w.hubungan,
            w.status_dasar, w.pekerjaan, Keluarga.rt, Keluarga.rw, Wilayah.nama.label("desa"),
        )
        .join(Keluarga, Keluarga.id == w.keluarga_id)
        .join(Wilayah, Wilayah.kode == w.wilayah_kode)
        .where(policy.terlihat(Aksi.REGISTRI_LIHAT, w.wilayah_kode, untuk))
    )  # fmt: skip


def _halaman_warga(tanya: sa.Select[Any]) -> Halaman[BarisWarga]:
    semua = db.session.execute(tanya.limit(PER_HALAMAN + 1)).all()
    baris = [_baris_warga(b) for b in semua[:PER_HALAMAN]]
    return Halaman(baris, baris[-1].id if len(semua) > PER_HALAMAN else None)


def _baris_warga(b: sa.Row[Any]) -> BarisWarga:
    return BarisWarga(
        id=b.id,
        keluarga_id=b.keluarga_id,
        nama=b.nama,
        nik=samarkan(b.nik),
        belum_punya_nik=b.belum_punya_nik,
        jenis_kelamin=b.jenis_kelamin,
        tanggal_lahir=b.tanggal_lahir,
        hubungan=sebutan_kode("hubungan", b.hubungan),
        status_dasar=b.status_dasar,
        status=sebutan_kode("status_dasar", b.status_dasar),
        rt=b.rt,
        rw=b.rw,
        desa=b.desa,
        pekerjaan=sebutan_kode("pekerjaan", b.pekerjaan),
    )
