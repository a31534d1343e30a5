"""Which people do the tests of signing in and of assignments stand on?"""

import datetime as dt

from klien import SANDI

from app.domain.akses import masuk, sandi
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.infra.db import db

HASH_UJI = sandi.buat_hash(SANDI)
DULU = dt.date(2026, 1, 1)
DESA, DESA_LAIN, KECAMATAN, KABUPATEN = "33.28.10.2004", "33.28.11.2004", "33.28.10", "33.28"

Tugas = tuple[Peran, str] | tuple[Peran, str, dt.date] | tuple[Peran, str, dt.date, dt.date | None]


def buat_orang(nama_pengguna: str, *tugas: Tugas, **lain: object) -> Pengguna:
    """A person with an account and these assignments, committed."""
    isi = {"nama": nama_pengguna.title(), "sandi_hash": HASH_UJI, **lain}
    p = Pengguna(nama_pengguna=nama_pengguna, **isi)
    db.session.add(p)
    db.session.flush()
    for peran, kode, *tanggal in tugas:
        mulai, selesai = (*tanggal, None, None)[:2]
        t = Penugasan(pengguna_id=p.id, peran=peran, wilayah_kode=kode, mulai=mulai or DULU, selesai=selesai)
        db.session.add(t)
    db.session.commit()
    return p


def sebagai(p: Pengguna) -> Pelaku:
    """The person as actor under the only assignment, through a real sign-in."""
    calon = masuk.calon(p.nama_pengguna, "10.0.0.1")
    token = masuk.mulai_sesi(calon, alamat="10.0.0.1", peramban="uji")
    db.session.commit()
    sesi = masuk.sesi_dari_token(token)
    assert sesi is not None
    assert sesi.pelaku is not None
    return sesi.pelaku
