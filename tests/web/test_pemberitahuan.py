"""Does one see one's own notices, and only those?"""

import sqlalchemy as sa
from klien import Klien
from pabrik_akses import DESA, buat_orang

from app.domain.akses.peran import Peran
from app.domain.notifikasi.models import Notifikasi
from app.infra.db import db


def _kabar(pengguna_id: int, teks: str, tautan: str = "/akun") -> int:
    n = Notifikasi(pengguna_id=pengguna_id, teks=teks, tautan=tautan)
    db.session.add(n)
    db.session.commit()
    return n.id


def test_membuka_pemberitahuan_menandainya_dibaca(klien: Klien):
    p = buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    nomor = _kabar(p.id, "Paket dikembalikan.")
    klien.masuk(p)
    halaman = klien.get("/pemberitahuan").text
    assert "Paket dikembalikan." in halaman
    assert "Baru" in halaman
    assert klien.post(f"/pemberitahuan/{nomor}/pembacaan").location == "/akun"
    assert "Sudah dibaca" in klien.get("/pemberitahuan").text


def test_membuka_halaman_saja_tidak_mengubah_apa_pun(klien: Klien):
    p = buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    _kabar(p.id, "Paket dikembalikan.")
    klien.masuk(p).get("/pemberitahuan")
    assert db.session.scalar(sa.select(Notifikasi.dibaca)) is None


def test_pemberitahuan_orang_lain_tidak_ada_bagi_saya(klien: Klien):
    p = buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    nomor = _kabar(buat_orang("budi", (Peran.KEPALA_DESA, DESA)).id, "Untuk Budi.")
    klien.masuk(p)
    assert "Untuk Budi." not in klien.get("/pemberitahuan").text
    assert klien.post(f"/pemberitahuan/{nomor}/pembacaan").status_code == 404
    klien.get("/pemberitahuan")
    klien.post("/pemberitahuan/pembacaan")
    assert db.session.scalar(sa.select(Notifikasi.dibaca)) is None
