"""Can the kecamatan keep its villages' posts in the browser?"""

from flask import Flask
from halaman import hitung_sql
from klien import Klien
from pabrik import DESA, KABUPATEN, KECAMATAN, orang, pengguna

from app.domain.akses.models import Pengguna
from app.domain.akses.pejabat import pejabat
from app.domain.akses.peran import Peran
from app.infra import clock
from app.infra.db import db

ISI = {
    "kode_wilayah": DESA,
    "peran": "kepala_desa",
    "orang": "",
    "nama_pengguna": "siti.rahayu",
    "nama": "Siti Rahayu",
    "mulai": "2026-11-02",
    "sebutan": "Pj",
    "nomor_sk": "141/7/2026",
    "tanggal_sk": "2026-11-01",
}


def test_kecamatan_menugaskan_orang_baru_dan_melihat_daftarnya(app: Flask, klien: Klien) -> None:
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    assert "Penugasan desa" in klien.get("/").text
    assert "Slawi Kulon" in klien.get(f"/penugasan/baru?desa={DESA}").text
    kurang = klien.post("/penugasan", ISI | {"nomor_sk": ""})
    assert kurang.status_code == 422
    assert "Siti Rahayu" in kurang.text
    assert "Tulis nomor SK" in kurang.text
    jawab = klien.post("/penugasan", ISI)
    assert jawab.status_code == 200
    assert "siti.rahayu" in jawab.text
    with hitung_sql() as sql:
        muka = klien.get("/penugasan").text
    assert "Pj Kepala desa, Desa Slawi Kulon" in muka
    assert len(sql) <= 10, sql


def test_kecamatan_menunjuk_plh_dan_mencatat_ketua_bpd(app: Flask, klien: Klien) -> None:
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    sekdes = pengguna(Peran.OPERATOR_DESA, DESA, "Pak Sekdes")
    nomor = sekdes.id
    db.session.commit()
    klien.masuk(petugas)
    klien.get("/penugasan/baru")
    assert klien.post("/penugasan", ISI | {"orang": str(nomor), "sebutan": "Plh"}).status_code == 303
    assert pejabat(Peran.KEPALA_DESA, DESA, clock.hari_ini()).awalan == "Plh."
    klien.get("/penugasan/pejabat")
    bpd = {
        "kode_wilayah": DESA,
        "jabatan": "ketua_bpd",
        "nama": "Haji Umar",
        "nomor_sk": "2/BPD",
        "mulai": "2026-11-10",
    }
    assert klien.post("/penugasan/pejabat", bpd | {"mulai": ""}).status_code == 422
    klien.get("/penugasan/pejabat")
    assert klien.post("/penugasan/pejabat", bpd | {"kode_wilayah": ""}).status_code == 422
    klien.get("/penugasan/pejabat")
    assert klien.post("/penugasan/pejabat", bpd).status_code == 303
    assert "Haji Umar" in klien.get("/penugasan").text
    jawab = klien.post(f"/penugasan/orang/{nomor}/sandi", {})
    assert "Kata sandi sekali pakai" in jawab.text
    assert db.session.get(Pengguna, nomor).harus_ganti_sandi


def test_halaman_ini_tertutup_bagi_peran_lain(app: Flask, klien: Klien) -> None:
    for peran, wilayah in ((Peran.ADMIN, KABUPATEN), (Peran.CAMAT, KECAMATAN), (Peran.OPERATOR_DESA, DESA)):
        siapa = orang(peran, wilayah)
        db.session.commit()
        k = Klien(app).masuk(siapa)
        assert k.get("/penugasan").status_code == 403
        k.get("/akun")
        assert k.post("/penugasan", ISI).status_code == 403
