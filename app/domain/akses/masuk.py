"""Who is signed in, and how does a sign-in begin and end? The row decides, the cookie is a random token."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.domain.akses import pengetikan, sandi, throttle
from app.domain.akses.keamanan import GAGAL, RANTAI
from app.domain.akses.models import Pengguna, Penugasan, SesiMasuk
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import berlaku
from app.domain.wilayah.models import Wilayah, sebutan
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda

UMUR_SESI = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Sesi:
    """A valid sign-in. `pelaku` is None while one of several assignments must still be chosen."""

    id: int
    pengguna_id: int
    nama: str
    nama_pengguna: str
    harus_ganti_sandi: bool
    pelaku: Pelaku | None
    ikut: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Calon:
    """Somebody who wants to sign in, known or not: both cost the same."""

    nama_pengguna: str
    pengguna_id: int | None
    sandi_hash: str
    tunggu: int
    kunci: tuple[str, str]


@dataclass(frozen=True, slots=True)
class PilihanPenugasan:
    """An assignment in force, as it is offered for choosing."""

    id: int
    label: str
    keterangan: str
    terakhir_dipakai: bool


def hari_ini_sql(zona: Any) -> sa.ColumnElement[dt.date]:
    """Today in the zone held by a column: assignments begin and end with the day of their region.

    The days are looked up when a statement runs, so it can be built once.
    """
    return sa.case((zona == clock.WITA, _HARI_WITA), (zona == clock.WIT, _HARI_WIT), else_=_HARI_WIB)


def _hari_ini(nama: str, zona: str) -> sa.BindParameter[dt.date]:
    return sa.bindparam(nama, type_=sa.Date(), callable_=lambda: clock.hari_ini(zona))


# Each once, so that a statement which compares many times sends three days.
_HARI_WIB = _hari_ini("hari_wib", clock.WIB)
_HARI_WITA = _hari_ini("hari_wita", clock.WITA)
_HARI_WIT = _hari_ini("hari_wit", clock.WIT)


def berlaku_sql(penugasan: Any, wilayah: Any) -> sa.ColumnElement[bool]:
    """Whether an assignment joined with its region is in force now."""
    hari = hari_ini_sql(wilayah.zona)
    return sa.and_(penugasan.mulai <= hari, sa.or_(penugasan.selesai.is_(None), penugasan.selesai >= hari))


def sidik_token(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _tanya_sesi(ikut: tuple[Any, ...]) -> Any:
    """Built once: it is asked by every request, and building it costs twenty times what asking costs."""
    s, p, t, w = SesiMasuk, Pengguna, Penugasan, Wilayah
    tl, wl, wk = aliased(Penugasan), aliased(Wilayah), aliased(Wilayah)
    lain = (
        sa.select(tl.id)
        .join(wl, wl.kode == tl.wilayah_kode)
        .where(tl.pengguna_id == s.pengguna_id, tl.id != sa.func.coalesce(s.penugasan_id, 0))
        .where(berlaku_sql(tl, wl))
        .exists()
    )
    return (
        sa.select(
            s.id.label("sesi_id"), p.id.label("pengguna_id"), p.nama, p.nama_pengguna, p.harus_ganti_sandi,
            t.id.label("penugasan_id"), t.peran, t.wilayah_kode, t.sebutan, t.instansi,
            t.periode_awal, t.periode_akhir,
            w.nama.label("wilayah_nama"), w.jenis, w.zona,
            sa.func.coalesce(berlaku_sql(t, w), False).label("berlaku"), lain.label("lain"),
            wk.kode.label("ketik_kode"), wk.nama.label("ketik_nama"), wk.jenis.label("ketik_jenis"),
            wk.zona.label("ketik_zona"), berlaku.NOMOR.label("nomor_aturan"), *ikut,
        )
        .join(p, p.id == s.pengguna_id)
        .outerjoin(t, sa.and_(t.id == s.penugasan_id, t.pengguna_id == s.pengguna_id))
        .outerjoin(w, w.kode == t.wilayah_kode)
        .outerjoin(wk, wk.kode == s.mengetik_untuk)
        .where(s.token_hash == sa.bindparam("sidik"), s.dicabut.is_(None), s.berakhir > sa.bindparam("kini"))
        .where(p.aktif)
    )  # fmt: skip


def sesi_dari_token(token: str, ikut: tuple[sa.ColumnElement[Any], ...] = ()) -> Sesi | None:
    """The sign-in behind a cookie, in one statement; None when revoked, expired or without assignment.

    `ikut`: constant columns that are read along, because every page wants them too; their values are in `Sesi.ikut`.
    """
    nilai = {"sidik": sidik_token(token), "kini": clock.sekarang()}
    baris = db.session.execute(_tanya_sesi(ikut), nilai).first()
    if baris is None or not (baris.berlaku or baris.lain):
        return None
    berlaku.ketahui(baris.nomor_aturan)
    return Sesi(
        baris.sesi_id, baris.pengguna_id, baris.nama, baris.nama_pengguna, baris.harus_ganti_sandi,
        _pelaku(baris) if baris.berlaku else None, tuple(baris)[-len(ikut):] if ikut else (),
    )  # fmt: skip


def _pelaku(b: Any) -> Pelaku:
    siapa = _pelaku_sendiri(b)
    if b.ketik_kode is None:
        return siapa
    desa = Wilayah(kode=b.ketik_kode, nama=b.ketik_nama, jenis=b.ketik_jenis, zona=b.ketik_zona)
    # The rule may have changed since: then the sign-in is simply the person's own again.
    return pengetikan.sebagai_pengetik(siapa, desa) if pengetikan.masih_boleh(siapa, desa.kode) else siapa


def _pelaku_sendiri(b: Any) -> Pelaku:
    return Pelaku(
        pengguna_id=b.pengguna_id,
        penugasan_id=b.penugasan_id,
        nama=b.nama,
        peran=b.peran,
        wilayah=b.wilayah_kode,
        wilayah_nama=sebutan(b.jenis, b.wilayah_nama),
        sebutan=b.sebutan,
        instansi=b.instansi,
        periode_awal=b.periode_awal,
        periode_akhir=b.periode_akhir,
        zona=b.zona,
        punya_penugasan_lain=b.lain,
        harus_ganti_sandi=b.harus_ganti_sandi,
        sesi_id=b.sesi_id,
    )


def calon(nama_pengguna: str, alamat: str) -> Calon:
    """Who wants to sign in, and how long must they wait? Unknown and disabled users get a hash nothing matches."""
    nama = nama_pengguna.strip().casefold()
    p, s = Pengguna, SesiMasuk
    dikenal = sa.select(s.id).where(s.pengguna_id == p.id, s.alamat == alamat).exists()
    baris = db.session.execute(
        sa.select(p.id, p.sandi_hash, p.aktif, dikenal.label("dikenal")).where(p.nama_pengguna == nama)
    ).first()
    kunci = throttle.kunci(nama, alamat, dikenal=bool(baris and baris.dikenal))
    tunggu = throttle.sisa_tunggu(kunci)
    if baris is None or not baris.aktif:
        return Calon(nama, baris.id if baris else None, sandi.hash_boneka(), tunggu, kunci)
    return Calon(nama, baris.id, baris.sandi_hash, tunggu, kunci)


def catat_gagal(calon_masuk: Calon, alamat: str) -> None:
    """Count a failed sign-in and leave a security fact, without what was typed."""
    throttle.catat_gagal(calon_masuk.kunci)
    objek = (
        f"pengguna:{calon_masuk.pengguna_id}"
        if calon_masuk.pengguna_id
        else f"nama:{throttle.sidik_nama(calon_masuk.nama_pengguna)}"
    )
    audit.catat(RANTAI, [{"aksi": GAGAL, "objek": objek, "isi": {"alamat": alamat}}], pengguna_id=None)


def mulai_sesi(calon_masuk: Calon, *, alamat: str, peramban: str, hash_baru: str = "") -> str:
    """Begin a sign-in after a correct password; returns the new token.

    Who has exactly one assignment in force acts under it; who has several chooses next. Raises GalatIsian
    when there is none, or when the account was disabled or its password changed since it was checked.
    """
    pengguna_id = _kunci_pengguna(calon_masuk)
    pilihan = penugasan_berlaku(pengguna_id)
    if not pilihan:
        raise GalatIsian(
            "Akun Anda tidak mempunyai penugasan yang berlaku hari ini. "
            "Mintalah admin memeriksa tanggal penugasan Anda."
        )
    token = secrets.token_urlsafe(32)
    satu = pilihan[0].id if len(pilihan) == 1 else None
    sesi = SesiMasuk(
        token_hash=sidik_token(token),
        pengguna_id=pengguna_id,
        penugasan_id=satu,
        berakhir=clock.sekarang() + UMUR_SESI,
        alamat=alamat[:45],
        peramban=peramban[:200],
    )
    db.session.add(sesi)
    if hash_baru:
        db.session.execute(sa.update(Pengguna).where(Pengguna.id == pengguna_id).values(sandi_hash=hash_baru))
    throttle.lupakan(calon_masuk.kunci[0])
    db.session.flush()
    audit.catat(
        RANTAI,
        [{"aksi": "masuk.berhasil", "objek": f"pengguna:{pengguna_id}", "isi": {"alamat": alamat}}],
        pengguna_id=pengguna_id,
        penugasan_id=satu,
    )
    return token


def _kunci_pengguna(calon_masuk: Calon) -> int:
    p = Pengguna
    tetap = db.session.scalar(
        sa.select(p.id)
        .where(p.id == calon_masuk.pengguna_id, p.sandi_hash == calon_masuk.sandi_hash, p.aktif)
        .with_for_update()
    )
    if tetap is None:
        raise GalatIsian("Akun ini baru saja berubah. Coba masuk sekali lagi.")
    return tetap


def penugasan_berlaku(pengguna_id: int) -> list[PilihanPenugasan]:
    """The assignments of one's own that are in force today, the last used one marked."""
    t, w, s = Penugasan, Wilayah, SesiMasuk
    terakhir = (
        sa.select(s.penugasan_id)
        .where(s.pengguna_id == pengguna_id, s.penugasan_id.is_not(None))
        .order_by(s.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    baris = db.session.execute(
        sa.select(
            t.id, t.peran, t.sebutan, t.wilayah_kode, w.sebutan.label("wilayah"), (t.id == terakhir).label("akhir")
        )
        .join(w, w.kode == t.wilayah_kode)
        .where(t.pengguna_id == pengguna_id, berlaku_sql(t, w))
        .order_by(t.id)
    )
    return [
        PilihanPenugasan(
            b.id,
            f"{_label(b)}, {b.wilayah}",
            "" if b.sebutan == "definitif" else b.sebutan,
            bool(b.akhir),
        )
        for b in baris
    ]


def _label(b: Any) -> str:
    """The role in words, as the actor himself is shown it."""
    return Pelaku(0, 0, "", b.peran, b.wilayah_kode, b.wilayah).peran_label


def pilih_penugasan(sesi: Sesi, penugasan_id: int) -> None:
    """Act under this assignment from now on. Raises TidakAda when it is not one's own or not in force."""
    if penugasan_id not in {p.id for p in penugasan_berlaku(sesi.pengguna_id)}:
        raise TidakAda
    pilih = {"penugasan_id": penugasan_id, "mengetik_untuk": None}
    db.session.execute(sa.update(SesiMasuk).where(SesiMasuk.id == sesi.id).values(pilih))
    audit.catat(
        RANTAI,
        [{"aksi": "masuk.pilih_penugasan", "objek": f"pengguna:{sesi.pengguna_id}"}],
        pengguna_id=sesi.pengguna_id,
        penugasan_id=penugasan_id,
    )


def cabut_sesi(sesi_id: int, *, pengguna_id: int) -> None:
    """End one of one's own sign-ins. Raises TidakAda for another person's."""
    s = SesiMasuk
    ada = db.session.scalar(sa.select(s.id).where(s.id == sesi_id, s.pengguna_id == pengguna_id))
    if ada is None:
        raise TidakAda
    db.session.execute(sa.update(s).where(s.id == sesi_id, s.dicabut.is_(None)).values(dicabut=clock.sekarang()))
    audit.catat(RANTAI, [{"aksi": "masuk.keluar", "objek": f"pengguna:{pengguna_id}"}], pengguna_id=pengguna_id)


def cabut_semua(pengguna_id: int, *, kecuali: int = 0) -> None:
    """End every sign-in of a person, but the one given."""
    s = SesiMasuk
    db.session.execute(
        sa.update(s)
        .where(s.pengguna_id == pengguna_id, s.id != kecuali, s.dicabut.is_(None))
        .values(dicabut=clock.sekarang())
    )


def ganti_sandi(sesi: Sesi, hash_lama: str, hash_baru: str) -> None:
    """Store one's own new password and end all other sign-ins.

    `hash_lama` is what the old password was checked against. Raises GalatIsian when it has changed meanwhile.
    """
    p = Pengguna
    hasil = db.session.execute(
        sa.update(p)
        .where(p.id == sesi.pengguna_id, p.sandi_hash == hash_lama)
        .values(sandi_hash=hash_baru, harus_ganti_sandi=False)
    )
    if hasil.rowcount != 1:  # type: ignore[attr-defined]  # CursorResult at run time
        raise GalatIsian("Kata sandi baru saja diganti dari tempat lain. Masuk kembali dengan yang baru.")
    cabut_semua(sesi.pengguna_id, kecuali=sesi.id)
    audit.catat(
        f"pengguna:{sesi.pengguna_id}",
        [{"aksi": "sandi.ganti", "objek": f"pengguna:{sesi.pengguna_id}"}],
        pengguna_id=sesi.pengguna_id,
        penugasan_id=sesi.pelaku.penugasan_id if sesi.pelaku else None,
    )


def hash_sandi(pengguna_id: int) -> str:
    """The stored hash of one's own password."""
    return str(db.session.scalar(sa.select(Pengguna.sandi_hash).where(Pengguna.id == pengguna_id)) or "")


@dataclass(frozen=True, slots=True)
class BarisSesi:
    """One device on which somebody is signed in."""

    id: int
    peramban: str
    alamat: str
    dibuat: dt.datetime
    berakhir: dt.datetime
    ini: bool


def sesi_terbuka(sesi: Sesi) -> list[BarisSesi]:
    """Where one is signed in now, the newest first; at most fifty."""
    s = SesiMasuk
    baris = db.session.execute(
        sa.select(s.id, s.peramban, s.alamat, s.dibuat, s.berakhir)
        .where(s.pengguna_id == sesi.pengguna_id, s.dicabut.is_(None), s.berakhir > clock.sekarang())
        .order_by(s.id.desc())
        .limit(50)
    )
    return [BarisSesi(b.id, b.peramban, b.alamat, b.dibuat, b.berakhir, b.id == sesi.id) for b in baris]
