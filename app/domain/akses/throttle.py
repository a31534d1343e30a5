"""How long must the next sign-in wait? Failures delay, per account and address; nobody is locked out."""

import datetime as dt
import hashlib

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.akses.models import PercobaanMasuk
from app.infra import clock
from app.infra.db import db
from app.infra.jaringan import jaringan

JEDA = (0, 0, 0, 1, 2, 4, 8, 16, 30)
# One office shares one address: many people may mistype there before it counts.
GRATIS_ALAMAT = 10
LUPA = dt.timedelta(minutes=30)


def sidik_nama(nama_pengguna: str) -> str:
    """What is kept of a typed user name: people type passwords into that field."""
    return hashlib.sha256(nama_pengguna.encode()).hexdigest()[:32]


def kunci(nama_pengguna: str, alamat: str, *, dikenal: bool) -> tuple[str, str]:
    """The two keys of an attempt: (account, address).

    From an address where the account has signed in before, the account is counted on its own: who tries from
    elsewhere can delay only himself, not the owner.
    """
    sidik = sidik_nama(nama_pengguna)
    return (f"akun:{sidik}@{alamat[:40]}" if dikenal else f"akun:{sidik}", f"alamat:{jaringan(alamat)[:45]}")


def kunci_frasa(pengguna_id: int) -> tuple[str]:
    """The key of an official's tries at the passphrase of a certificate."""
    return (f"frasa:{pengguna_id}",)


def jeda(kunci_percobaan: str, gagal: int) -> int:
    """Seconds to wait after so many failures: 0, 0, 1, 2, 4 … 30."""
    if kunci_percobaan.startswith("alamat:"):
        gagal -= GRATIS_ALAMAT
    return JEDA[max(0, min(gagal, len(JEDA) - 1))]


def sisa_tunggu(kunci_percobaan: tuple[str, ...]) -> int:
    """Seconds left before the next attempt is looked at; 0 = now."""
    t = PercobaanMasuk
    kini = clock.sekarang()
    baris = db.session.execute(
        sa.select(t.kunci, t.gagal, t.terakhir).where(t.kunci.in_(kunci_percobaan), t.terakhir > kini - LUPA)
    )
    sisa = (jeda(b.kunci, b.gagal) - (kini - b.terakhir).total_seconds() for b in baris)
    return max(0, *(int(-(-s // 1)) for s in sisa), 0)


def catat_gagal(kunci_percobaan: tuple[str, ...]) -> None:
    """Count one failure on every key, in one statement that concurrent failures cannot lose."""
    t = PercobaanMasuk
    sisip = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    kini = clock.sekarang()
    perintah = sisip(t).values([{"kunci": k, "gagal": 1, "terakhir": kini} for k in sorted(kunci_percobaan)])
    gagal = sa.case((t.terakhir > kini - LUPA, t.gagal + 1), else_=1)
    db.session.execute(
        perintah.on_conflict_do_update(index_elements=["kunci"], set_={"gagal": gagal, "terakhir": kini})
    )


def lupakan(kunci_akun: str) -> None:
    """After a success the account starts anew; the address does not: one good account must not cover guesses."""
    t = PercobaanMasuk
    kemarin = clock.sekarang() - dt.timedelta(days=1)
    db.session.execute(sa.delete(t).where(sa.or_(t.kunci == kunci_akun, t.terakhir < kemarin)))
