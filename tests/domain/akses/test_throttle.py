"""Do failures delay, and does nobody ever get locked out?"""

import datetime as dt

from flask import Flask
from pabrik_akses import DESA, buat_orang

from app.domain.akses import masuk, throttle
from app.domain.akses.peran import Peran
from app.infra.db import db


def _gagal(nama: str, alamat: str, kali: int = 1) -> None:
    for _ in range(kali):
        masuk.catat_gagal(masuk.calon(nama, alamat), alamat)
        db.session.commit()


def test_jeda_bertambah_sampai_tiga_puluh_detik_dan_tidak_lebih():
    akun = [throttle.jeda("akun:x", n) for n in range(50)]
    assert akun[:9] == [0, 0, 0, 1, 2, 4, 8, 16, 30]
    assert set(akun[8:]) == {30}
    assert throttle.jeda("alamat:x", 10) == 0 < throttle.jeda("alamat:x", 14)


def test_gagal_berkali_kali_menunda_lalu_boleh_lagi(app: Flask, jam):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    _gagal("siti", "10.0.0.1", 2)
    assert masuk.calon("siti", "10.0.0.1").tunggu == 0
    _gagal("siti", "10.0.0.1")
    assert masuk.calon("siti", "10.0.0.1").tunggu == 1
    _gagal("siti", "10.0.0.1", 20)
    assert masuk.calon("siti", "10.0.0.1").tunggu == 30
    jam(dt.timedelta(seconds=30))
    assert masuk.calon("siti", "10.0.0.1").tunggu == 0


def test_penyerang_dari_alamat_lain_tidak_menunda_alamat_yang_dikenal(app: Flask):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    masuk.mulai_sesi(masuk.calon("siti", "10.0.0.1"), alamat="10.0.0.1", peramban="")
    db.session.commit()
    _gagal("siti", "203.0.113.9", 30)
    assert masuk.calon("siti", "203.0.113.9").tunggu > 0
    assert masuk.calon("siti", "203.0.113.10").tunggu > 0
    assert masuk.calon("siti", "10.0.0.1").tunggu == 0


def test_satu_kantor_tidak_ditunda_oleh_beberapa_salah_ketik(app: Flask):
    for i in range(8):
        _gagal(f"orang{i}", "10.0.0.1")
    assert masuk.calon("siti", "10.0.0.1").tunggu == 0
    for i in range(30):
        _gagal(f"tebak{i}", "10.0.0.1")
    assert masuk.calon("siti", "10.0.0.1").tunggu == 30


def test_kegagalan_lama_dilupakan(app: Flask, jam):
    _gagal("siti", "10.0.0.1", 20)
    jam(dt.timedelta(minutes=31))
    _gagal("siti", "10.0.0.1")
    assert masuk.calon("siti", "10.0.0.1").tunggu == 0


def test_berhasil_masuk_memulai_hitungan_akun_dari_nol(app: Flask, jam):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA))
    _gagal("siti", "10.0.0.1", 5)
    jam(dt.timedelta(seconds=30))
    masuk.mulai_sesi(masuk.calon("siti", "10.0.0.1"), alamat="10.0.0.1", peramban="")
    db.session.commit()
    _gagal("siti", "10.0.0.1", 2)
    assert masuk.calon("siti", "10.0.0.1").tunggu == 0


def test_satu_jaringan_ipv6_dihitung_sebagai_satu_pintu(app: Flask):
    """Else a guesser with a household's IPv6 network has more addresses than there are guesses."""
    for n in range(throttle.GRATIS_ALAMAT + 4):
        _gagal(f"orang{n}", f"2001:db8:1:2::{n:x}")
    assert masuk.calon("siapa", "2001:db8:1:2:ffff::1").tunggu > 0
    assert masuk.calon("siapa", "2001:db8:1:3::1").tunggu == 0
    assert throttle.kunci("a", "::ffff:10.0.0.1", dikenal=False)[1] == "alamat:10.0.0.1"
