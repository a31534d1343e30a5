"""Who holds a certificate here? The regency's authority, its officials' certificates, and what was revoked."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen.models import Sertifikat
from app.domain.wilayah.kode import leluhur
from app.domain.wilayah.models import Wilayah
from app.infra import audit, clock, crypto
from app.infra import sertifikat as penerbit
from app.infra.db import db, kunci_baris
from app.infra.galat import GalatIsian, TidakBisa

CA, PEJABAT, SEGEL = "ca", "pejabat", "segel"
DICABUT = (
    "Sertifikat Anda sudah dicabut atau habis masa berlakunya, jadi naskah ini belum ditandatangani. Minta admin "
    "menerbitkan sertifikat baru, atau tanda tangani di kertas."
)
PANJANG_SANDI = 12
TANPA_CA = (
    "Otoritas sertifikat untuk wilayah ini belum dibuat. Jalankan “flask --app wsgi sertifikat ca KODE” lebih dahulu."
)


def buat_ca(wilayah_kode: str) -> Sertifikat:
    """The authority of a regency (or province), once. Raises GalatIsian for an unknown region, TidakBisa when there is
    one."""
    w = _wilayah(wilayah_kode)
    if _ca(wilayah_kode, persis=True):
        raise TidakBisa(f"Otoritas sertifikat {w.sebutan} sudah ada dan masih berlaku.")
    t = penerbit.buat_ca(f"Otoritas Sertifikat {w.sebutan}", w.sebutan, clock.sekarang())
    s = _simpan(CA, w.kode, None, f"Otoritas Sertifikat {w.sebutan}", t)
    s.daftar_cabut = penerbit.daftar_cabut(t, [], clock.sekarang())
    db.session.flush()
    return s


def terbitkan(nama_pengguna: str, sandi: str, *, alamat: str) -> Sertifikat:
    """A certificate of one person, under a passphrase of their own; an older one of that person is revoked.

    Raises:
        GalatIsian: no such account, no duty anywhere, or a passphrase that is too short.
        TidakBisa: no authority for the region.
    """
    p = db.session.scalar(sa.select(Pengguna).where(Pengguna.nama_pengguna == nama_pengguna, Pengguna.aktif))
    if p is None:
        raise GalatIsian(f"Tidak ada pengguna aktif bernama {nama_pengguna}. Periksa ejaannya.")
    kini = [t.wilayah_kode for t in p.penugasan if t.berlaku(clock.hari_ini())]
    if not kini:
        raise GalatIsian(f"{p.nama} tidak sedang bertugas di mana pun. Catat penugasannya lebih dahulu.")
    ca = _wajib_ca(kini[0])
    baru = _terbitkan(ca, PEJABAT, p.id, p.nama, kini[0], sandi, alamat)
    for lama in _milik(p.id)[1:]:
        cabut(lama)
    return baru


def terbitkan_segel(wilayah_kode: str, sandi: str, *, alamat: str) -> Sertifikat:
    """The electronic seal of a unit, under a passphrase; an older one is revoked: else it would be the seal again once
    the new one is taken back, for whoever still knows its passphrase. Raises as `terbitkan`."""
    w = _wilayah(wilayah_kode)
    baru = _terbitkan(_wajib_ca(wilayah_kode), SEGEL, None, f"Segel {w.sebutan}", wilayah_kode, sandi, alamat)
    t = Sertifikat
    milik = sa.select(t).where(t.jenis == SEGEL, t.unit_kode == wilayah_kode, t.dicabut.is_(None), t.id != baru.id)
    for lama in db.session.scalars(milik.order_by(t.id)).all():
        cabut(lama)
    return baru


def _terbitkan(
    ca: Sertifikat, jenis: str, pengguna_id: int | None, nama: str, unit: str, sandi: str, alamat: str
) -> Sertifikat:
    if len(sandi) < PANJANG_SANDI:
        raise GalatIsian(f"Frasa sandi paling sedikit {PANJANG_SANDI} karakter. Pakai beberapa kata yang Anda ingat.")
    daerah = _wilayah(ca.unit_kode).sebutan
    dicabut_di = f"{alamat}/v/sertifikat/{ca.seri}.crl"
    t = penerbit.buat_pejabat(_terbuka(ca), nama, daerah, sandi, clock.sekarang(), dicabut_di)
    return _simpan(jenis, unit, pengguna_id, nama, t)


def cari(teks: str) -> Sertifikat:
    """The certificate in force of a serial number, or the newest of an account's name. Raises GalatIsian."""
    t = Sertifikat
    siapa = sa.or_(t.seri == teks.lower(), sa.and_(Pengguna.nama_pengguna == teks, t.pengguna_id.is_not(None)))
    tanya = sa.select(t).outerjoin(Pengguna, Pengguna.id == t.pengguna_id).where(siapa, t.dicabut.is_(None))
    ada = db.session.scalar(tanya.order_by(t.id.desc()).limit(1))
    if ada is None or ada.jenis == CA:
        raise GalatIsian(f"Tidak ada sertifikat yang belum dicabut untuk {teks}. Periksa nomor seri atau namanya.")
    return ada


def cabut(s: Sertifikat) -> None:
    """A certificate that no longer signs; the authority's list says so from now on. What it signed before stands."""
    ca = _wajib_ca(s.unit_kode)
    kunci_baris(ca)
    kunci_baris(s)
    s.dicabut = clock.sekarang()
    db.session.flush()
    _tulis_daftar(ca)
    _catat(s, "sertifikat.cabut")
    db.session.flush()


def _tulis_daftar(ca: Sertifikat) -> None:
    t = Sertifikat
    semua = db.session.execute(
        sa.select(t.seri, t.dicabut).where(
            t.dicabut.is_not(None), sa.or_(t.unit_kode == ca.unit_kode, t.unit_kode.startswith(ca.unit_kode + "."))
        )
    )
    ca.daftar_cabut = penerbit.daftar_cabut(
        _terbuka(ca), [(b.seri, b.dicabut) for b in semua if b.dicabut], clock.sekarang()
    )


def perbarui_daftar() -> None:
    """The duty `sertifikat.perbarui`: sign lists of revoked certificates anew before programs distrust their age."""
    t, saat = Sertifikat, clock.sekarang()
    for ca in db.session.scalars(sa.select(t).where(t.jenis == CA, t.dicabut.is_(None), t.selesai > saat)):
        if penerbit.perlu_diperbarui(ca.daftar_cabut or b"", saat):
            kunci_baris(ca)
            _tulis_daftar(ca)


def wajib_berlaku(seri: str) -> None:
    """Nobody signs with a certificate that was revoked meanwhile: asked where the signature is recorded.

    Raises TidakBisa. The row stays locked: a revocation waits for the signature, or the signature for it.
    """
    s = db.session.scalar(sa.select(Sertifikat).where(Sertifikat.seri == seri))
    if s is not None:
        kunci_baris(s)
    if s is None or s.dicabut is not None or kedaluwarsa(s):
        raise TidakBisa(DICABUT)


def daftar_cabut(seri: str) -> bytes | None:
    """The list of revoked certificates of the authority with this serial number; None where there is no such one."""
    t = Sertifikat
    return db.session.scalar(sa.select(t.daftar_cabut).where(t.jenis == CA, t.seri == seri))


def semua(wilayah_kode: str = "") -> Sequence[Sertifikat]:
    """Every certificate that was given out, or those of a region and below, newest first."""
    t = Sertifikat
    tanya = sa.select(t).order_by(t.id.desc())
    if wilayah_kode:
        tanya = tanya.where(sa.or_(t.unit_kode == wilayah_kode, t.unit_kode.startswith(wilayah_kode + ".")))
    return db.session.scalars(tanya).all()


def milik(oleh: Pelaku) -> Sertifikat | None:
    """The actor's newest certificate that is not revoked, expired or not."""
    return next(iter(_milik(oleh.pengguna_id)), None)


def segel(unit_kode: str) -> Sertifikat | None:
    """The seal of a unit, the newest that is not revoked."""
    t = Sertifikat
    tanya = sa.select(t).where(t.jenis == SEGEL, t.unit_kode == unit_kode, t.dicabut.is_(None))
    return db.session.scalar(tanya.order_by(t.id.desc()).limit(1))


def pernah(oleh: Pelaku) -> bool:
    """Whether the actor had a certificate, though it is revoked now."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Sertifikat.pengguna_id == oleh.pengguna_id))))


def akar(wilayah_kode: str = "") -> list[tuple[str, bytes]]:
    """(certificate PEM, list of revoked ones) of every authority here, or of the one above a region."""
    if wilayah_kode:
        ca = _ca(wilayah_kode)
        return [(ca.pem, ca.daftar_cabut or b"")] if ca else []
    t = Sertifikat
    semua = db.session.execute(sa.select(t.pem, t.daftar_cabut).where(t.jenis == CA).order_by(t.id))
    return [(b.pem, b.daftar_cabut or b"") for b in semua]


def kunci(s: Sertifikat) -> bytes:
    """PKCS#12 of a certificate: still shut by the passphrase of whose it is."""
    return crypto.buka(s.kunci, _konteks(s.seri))


def _milik(pengguna_id: int) -> Sequence[Sertifikat]:
    t = Sertifikat
    return db.session.scalars(
        sa.select(t).where(t.pengguna_id == pengguna_id, t.dicabut.is_(None)).order_by(t.id.desc())
    ).all()


def _ca(wilayah_kode: str, *, persis: bool = False) -> Sertifikat | None:
    t, di = Sertifikat, [wilayah_kode] if persis else list(leluhur(wilayah_kode))
    semua = db.session.scalars(
        sa.select(t).where(t.jenis == CA, t.unit_kode.in_(di), t.dicabut.is_(None), t.selesai > clock.sekarang())
    ).all()
    return max(semua, key=lambda s: (s.unit_kode.count("."), s.id), default=None)


def _wajib_ca(wilayah_kode: str) -> Sertifikat:
    ca = _ca(wilayah_kode)
    if ca is None:
        raise TidakBisa(TANPA_CA)
    return ca


def _terbuka(ca: Sertifikat) -> penerbit.Terbitan:
    return penerbit.Terbitan(ca.pem, ca.seri, kunci(ca), ca.mulai, ca.selesai)


def _simpan(jenis: str, unit: str, pengguna_id: int | None, nama: str, t: penerbit.Terbitan) -> Sertifikat:
    s = Sertifikat(
        jenis=jenis,
        unit_kode=unit,
        pengguna_id=pengguna_id,
        nama=nama[:160],
        seri=t.seri,
        pem=t.pem,
        kunci=crypto.segel(t.kunci, _konteks(t.seri)),
        mulai=t.mulai,
        selesai=t.selesai,
    )
    db.session.add(s)
    db.session.flush()
    _catat(s, "sertifikat.terbitkan")
    return s


def _konteks(seri: str) -> bytes:
    return f"sertifikat:{seri}".encode()


def _catat(s: Sertifikat, aksi: str) -> None:
    isi = {"jenis": s.jenis, "nama": s.nama, "seri": s.seri, "unit": s.unit_kode}
    audit.catat(
        f"sertifikat:{s.id}", [{"aksi": aksi, "objek": f"sertifikat:{s.id}", "isi": isi}], pengguna_id=s.pengguna_id
    )


def _wilayah(kode: str) -> Wilayah:
    w = db.session.get(Wilayah, kode)
    if w is None:
        raise GalatIsian(f"Tidak ada wilayah berkode {kode}.")
    return w


def kedaluwarsa(s: Sertifikat, saat: dt.datetime | None = None) -> bool:
    """Whether its time is over (or has not begun)."""
    kini = saat or clock.sekarang()
    return not s.mulai <= kini < s.selesai
