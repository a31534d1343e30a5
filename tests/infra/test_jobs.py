"""Is a promised job ever lost, done by two, or overwritten by a worker that came back from the dead?"""

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
import sqlalchemy as sa

from app.infra import clock, jobs
from app.infra.db import db
from app.infra.galat import TidakBisa
from app.infra.jobs import Pekerjaan


def baris(id_: int) -> Pekerjaan:
    db.session.expire_all()
    return db.session.get_one(Pekerjaan, id_)


def janji(**lain) -> int:
    p = jobs.antrekan("uji", {"n": 1}, **lain)
    db.session.commit()
    return p.id


def test_pekerjaan_batal_bila_keputusannya_batal(app):
    jobs.antrekan("uji", {})
    db.session.rollback()
    assert jobs.kerjakan_satu({"uji": lambda k: None}) is False


def test_pekerjaan_dikerjakan_sekali(app):
    id_, hitung = janji(), []
    tugas = {"uji": lambda kemajuan, n: hitung.append(n)}
    assert jobs.kerjakan_satu(tugas) is True
    assert jobs.kerjakan_satu(tugas) is False
    assert hitung == [1]
    assert baris(id_).status == jobs.SELESAI


def test_penolakan_tidak_diulang_dan_kalimatnya_tersimpan(app):
    id_ = janji()

    def tolak(kemajuan, n):
        raise TidakBisa("Naskah belum lengkap.")

    jobs.kerjakan_satu({"uji": tolak})
    assert (baris(id_).status, baris(id_).galat) == (jobs.GAGAL, "Naskah belum lengkap.")


def test_gangguan_diulang_dengan_jeda_lalu_gagal(app, jam):
    id_ = janji()

    def rusak(kemajuan, n):
        raise OSError("putus")

    for percobaan in (1, 2):
        assert jobs.kerjakan_satu({"uji": rusak}) is True
        assert baris(id_).status == jobs.MENUNGGU
        assert baris(id_).percobaan == percobaan
        assert jobs.kerjakan_satu({"uji": rusak}) is False, "not before its pause is over"
        jam(dt.timedelta(minutes=1))
    jobs.kerjakan_satu({"uji": rusak})
    assert baris(id_).status == jobs.GAGAL


def test_kemajuan_terlihat_selama_berjalan(app):
    id_, dilihat = janji(), []

    def panjang(kemajuan, n):
        kemajuan.lapor(3, 10, "baris 3", jeda=0)
        dilihat.append((baris(id_).langkah, baris(id_).jumlah, baris(id_).pesan))

    jobs.kerjakan_satu({"uji": panjang})
    assert dilihat == [(3, 10, "baris 3")]


def test_pekerja_yang_kehilangan_sewa_tidak_menulis_apa_pun(app, jam):
    id_ = janji()

    def kalah(kemajuan, n):
        jam(jobs.SEWA + dt.timedelta(seconds=1))
        ambilan = jobs.ambil("pekerja-lain")
        assert ambilan is not None
        assert ambilan[0].id == id_
        db.session.execute(sa.update(Pekerjaan).where(Pekerjaan.id == id_).values(pesan="tulisan basi"))
        kemajuan.lapor(10, 10)

    jobs.kerjakan_satu({"uji": kalah}, "pekerja-basi")
    assert baris(id_).pekerja == "pekerja-lain"
    assert baris(id_).status == jobs.BERJALAN
    assert baris(id_).pesan == ""


def test_pekerjaan_tunggal_tidak_dijanjikan_dua_kali(app):
    janji(kunci_tunggal="impor:1")
    with pytest.raises(sa.exc.IntegrityError):
        jobs.antrekan("uji", {}, kunci_tunggal="impor:1")
    db.session.rollback()


def test_sewa_diperpanjang_selama_pekerjaan_panjang_tanpa_laporan(app, monkeypatch, jam):
    monkeypatch.setattr(jobs, "SEWA", dt.timedelta(seconds=0.3))
    janji()
    terambil = []

    def menggambar(kemajuan, n):
        awal = db.session.get_one(Pekerjaan, kemajuan.id).sewa_sampai
        db.session.rollback()
        jam(2 * jobs.SEWA)  # the clock of the register stands still: however slow the machine, no later lease runs out
        batas = time.monotonic() + 60
        while baris(kemajuan.id).sewa_sampai <= awal and time.monotonic() < batas:
            db.session.rollback()
        terambil.append(jobs.ambil("pekerja-lain"))

    jobs.kerjakan_satu({"uji": menggambar})
    assert terambil == [None], "nobody else took it, although its first lease had run out"


PEKERJA = textwrap.dedent(
    """
    import os, sys, time
    import config
    from app import create_app
    from app.infra import jobs
    from app.infra.db import db

    def lama(kemajuan, n):
        kemajuan.lapor(1, 2, "di tengah", jeda=0)
        print("TENGAH", flush=True)
        time.sleep(60)

    app = create_app(config.dari_lingkungan(os.environ))
    with app.app_context():
        jobs.kerjakan_satu({"uji": lama}, "pekerja-dibunuh")
    """
)


def test_pekerja_dibunuh_di_tengah_pekerjaan_tidak_menghilangkan_apa_pun(app, url_db, tmp_path):
    clock.bekukan(None)
    id_ = janji()
    anak = subprocess.Popen(
        [sys.executable, "-c", PEKERJA],
        env={**os.environ, "SAHIH_LINGKUNGAN": "uji", "DATABASE_URL": url_db, "SAHIH_FOLDER_INSTANCE": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert anak.stdout.readline().strip() == "TENGAH"
    finally:
        anak.send_signal(signal.SIGKILL)
        anak.communicate()
    assert baris(id_).status == jobs.BERJALAN
    assert jobs.ambil("pekerja-baru") is None, "the lease still runs"
    clock.bekukan(clock.sekarang() + jobs.SEWA + dt.timedelta(seconds=1))
    selesai = []
    assert jobs.kerjakan_satu({"uji": lambda kemajuan, n: selesai.append(n)}, "pekerja-baru")
    assert selesai == [1]
    assert (baris(id_).status, baris(id_).percobaan) == (jobs.SELESAI, 2)


def test_tiga_kali_dibunuh_dinyatakan_gagal_dengan_kalimat(app, jam):
    id_ = janji()
    for _ in range(3):
        assert jobs.ambil("pekerja-mati") is not None
        jam(jobs.SEWA + dt.timedelta(seconds=1))
    assert jobs.ambil("pekerja-baru") is None
    assert baris(id_).status == jobs.GAGAL
    assert "berhenti mendadak" in baris(id_).galat
