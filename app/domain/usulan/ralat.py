"""Which slips of the pen may be mended on a settled list, and when is it no longer a slip? Rows of aturan `ralat`."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku, sebutan
from app.domain.registri import opensid
from app.domain.registri.models import Keluarga, Warga
from app.domain.registri.nik import periksa_nik
from app.domain.usulan import isian
from app.domain.usulan.models import Usulan
from app.domain.wilayah.zona import zona
from app.infra import clock, format
from app.infra.db import db
from app.infra.galat import GalatIsian

# Field → the column of the registry's sheet whose reader it shares.
PEMBACA = {
    "nama": "nama",
    "nik": "nik",
    "no_kk": "no_kk",
    "tempat_lahir": "tempatlahir",
    "tanggal_lahir": "tanggallahir",
    "jenis_kelamin": "sex",
    "nama_ibu": "nama_ibu",
    "alamat": "alamat",
    "rt": "rt",
    "rw": "rw",
}
JENIS_KELAMIN = {"L": "Laki-laki", "P": "Perempuan"}
# A NIK that comes with another name or birth date is not mistyped: it is somebody else's.
PENENTU = {"nama": "nama", "tanggal_lahir": "tanggal lahir"}


def bidang(wilayah_kode: str) -> dict[str, str]:
    """Field → label, of the fields that may be mended."""
    return {k: str(b["label"]) for k, b in berlaku("ralat", wilayah_kode).items() if k in PEMBACA}


def kini(u: Usulan, nama: str) -> str:
    """The value as the list has it."""
    if nama in ("nama", "rt", "rw"):
        return str(getattr(u, nama))
    orang = u.isi.get("orang") or isian.identitas(u.warga, u.keluarga)
    return str(orang.get(nama) or "")


def baca(u: Usulan, kiriman: Mapping[str, list[str]]) -> dict[str, str]:
    """What was typed, read as the registry reads it, where it differs from the list; an empty field stays as it is.

    Raises GalatIsian with a sentence per field.
    """
    hari = clock.hari_ini(zona(u.wilayah_kode))
    baru: dict[str, str] = {}
    galat: dict[str, str] = {}
    for nama in bidang(u.wilayah_kode):
        mentah = (kiriman.get(f"ralat.{nama}") or [""])[-1].strip()
        if not mentah:
            continue
        try:
            nilai = _teks(opensid.baca_sel(PEMBACA[nama], mentah, hari))
        except ValueError as salah:
            galat[f"ralat.{nama}"] = str(salah)
            continue
        if nilai != kini(u, nama):
            baru[nama] = nilai
    if galat:
        raise GalatIsian(bidang=galat)
    return baru


def _teks(nilai: Any) -> str:
    return nilai.isoformat() if isinstance(nilai, dt.date) else str(nilai or "")


def halangan(u: Usulan, baru: Mapping[str, str], *, terlihat: Pelaku | None) -> Iterator[str]:
    """Why these values are not a slip of the pen. A number that somebody else holds is only said of those whom the
    one who asks can see (`terlihat`): else a guess would tell who is in the register. None looks at everybody."""
    if not baru:
        yield "Belum ada isian yang diralat."
    if asing := [n for n in baru if n not in bidang(u.wilayah_kode)]:
        yield f"Isian {', '.join(asing)} tidak dapat diubah dengan ralat."
    if "nik" in baru:
        yield from _halangan_nik(u, baru, terlihat)
    if "no_kk" in baru and _kk_orang_lain(u, baru["no_kk"], terlihat):
        yield "Nomor KK yang baru sudah tercatat atas keluarga lain, jadi bukan salah ketik. Periksa kartu keluarganya."


def _kk_orang_lain(u: Usulan, no_kk: str, terlihat: Pelaku | None) -> int | None:
    """A family with that card which the person does not belong to; after a split of the family it is his own."""
    punya = sa.and_(Keluarga.no_kk == no_kk, Keluarga.id != u.warga.keluarga_id)
    return db.session.scalar(sa.select(Keluarga.id).where(punya, _terlihat(Keluarga.wilayah_kode, terlihat)))


def _terlihat(kolom: Any, oleh: Pelaku | None) -> sa.ColumnElement[bool]:
    return sa.true() if oleh is None else policy.terlihat(Aksi.REGISTRI_LIHAT, kolom, oleh)


def _halangan_nik(u: Usulan, baru: Mapping[str, str], terlihat: Pelaku | None) -> Iterator[str]:
    if ikut := [kata for nama, kata in PENENTU.items() if nama in baru]:
        yield (
            f"NIK hanya dapat diralat bila nama dan tanggal lahirnya tetap; di sini {' dan '.join(ikut)} ikut berubah. "
            "Bila orangnya berbeda, gugurkan usulan ini dan usulkan orang yang benar."
        )
    lahir = kini(u, "tanggal_lahir")
    for t in periksa_nik(
        baru["nik"],
        jenis_kelamin=baru.get("jenis_kelamin", kini(u, "jenis_kelamin")),
        tanggal_lahir=dt.date.fromisoformat(lahir) if lahir else None,
        wilayah=(),
        hari_ini=clock.hari_ini(zona(u.wilayah_kode)),
    ):
        yield t.kalimat
    lain = sa.and_(Warga.nik == baru["nik"], Warga.id != u.warga_id)
    if db.session.scalar(sa.select(Warga.id).where(lain, _terlihat(Warga.wilayah_kode, terlihat))):
        yield "NIK yang baru sudah tercatat atas warga lain. Bila usulan ini ganda, gugurkan dengan alasan data ganda."


def lama(u: Usulan, baru: Mapping[str, str]) -> dict[str, str]:
    """What the list says now of the fields that change."""
    return {nama: kini(u, nama) for nama in baru}


def terapkan(u: Usulan, baru: Mapping[str, str]) -> None:
    """The list's own copy of the person; the registry is told by the step."""
    orang = {**(u.isi.get("orang") or isian.identitas(u.warga, u.keluarga))}
    orang |= {n: v for n, v in baru.items() if n != "nama"}
    u.isi = {**u.isi, "orang": orang}
    for nama in ("nama", "rt", "rw"):
        if nama in baru:
            setattr(u, nama, baru[nama])


def tampil(wilayah_kode: str, isi: Mapping[str, str]) -> dict[str, str]:
    """Label → value in words, for the sheet and the page."""
    return {sebutan("ralat", n, wilayah_kode): _kata(n, v) for n, v in isi.items()}


def _kata(nama: str, nilai: str) -> str:
    if nama == "tanggal_lahir" and nilai:
        return format.tanggal(dt.date.fromisoformat(nilai))
    return JENIS_KELAMIN.get(nilai, nilai) if nama == "jenis_kelamin" else nilai
