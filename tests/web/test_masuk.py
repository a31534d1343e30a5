"""Does the door hold: who comes in, who is asked to wait, and is nothing lost that was being typed?"""

import datetime as dt
import html
import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask, request
from klien import SANDI, Klien
from pabrik_akses import DESA, DESA_LAIN, buat_orang

from app.domain.akses import sandi
from app.domain.akses.models import PercobaanMasuk, SesiMasuk
from app.domain.akses.peran import Peran
from app.infra.audit import Audit
from app.infra.db import db
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

DARI_SINI = {"Origin": "http://localhost"}


@pytest.fixture
def diterima(app: Flask) -> list[dict]:
    """A page of the work, as any of them: a form that only somebody signed in may send; what arrived is kept here."""
    isi: list[dict] = []

    @masuk_dulu
    def lihat():
        return f"<!doctype html><html><head><title>t</title></head><body><h1>{pelaku().peran_label}</h1></body></html>"

    @masuk_dulu
    @transaksi
    def kirim():
        isi.append(
            {"bidang": list(request.form.items(multi=True)), "berkas": [b.filename for b in request.files.values()],
             "oleh": pelaku().nama, "kueri": request.query_string.decode()}
        )  # fmt: skip
        return "", 303, {"Location": "/akun"}

    app.add_url_rule("/uji-kerja", "uji_lihat", lihat, methods=["GET"])
    app.add_url_rule("/uji-kerja", "uji_kirim", kirim, methods=["POST"])
    return isi


@pytest.fixture
def siti(app: Flask):
    return buat_orang("siti", (Peran.OPERATOR_DESA, DESA))


def _tersembunyi(teks: str) -> list[tuple[str, str]]:
    """The hidden fields of the page's own form, as a browser would send them."""
    isi = teks[teks.index("<main") :]
    return [
        (html.unescape(n), html.unescape(v))
        for n, v in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', isi)
    ]


def _masuk_dari(klien: Klien, halaman: str, nama: str = "siti", kata: str = SANDI):
    return klien.http.post("/masuk", data={**dict(_tersembunyi(halaman)), "nama_pengguna": nama, "sandi": kata})


def test_masuk_lalu_keluar_mencabut_sesi(klien: Klien, siti):
    klien.masuk(siti)
    assert klien.get("/akun").status_code == 200
    kue = klien.http.get_cookie("sahih").value
    assert klien.post("/keluar").status_code == 303
    klien.http.set_cookie("sahih", kue)
    assert klien.http.get("/akun").location.startswith("/masuk")


def test_nama_pengguna_tidak_peka_huruf_besar(klien: Klien, siti):
    klien.get("/masuk")
    assert klien.post("/masuk", {"nama_pengguna": " Siti ", "sandi": SANDI}).status_code == 303


@pytest.mark.parametrize("nama", ["siti", "tidak-ada", "nonaktif", ""])
def test_sandi_salah_dan_pengguna_tak_dikenal_menempuh_jalan_yang_sama(klien: Klien, siti, monkeypatch, nama: str):
    buat_orang("nonaktif", (Peran.OPERATOR_DESA, DESA), aktif=False)
    dihitung = []
    asli = sandi.cocok
    monkeypatch.setattr(sandi, "cocok", lambda h, s: dihitung.append(h) or asli(h, s))
    klien.get("/masuk")
    jawaban = klien.post("/masuk", {"nama_pengguna": nama, "sandi": SANDI if nama == "nonaktif" else "keliru sekali"})
    assert jawaban.status_code == 422
    assert "tidak cocok" in jawaban.text
    assert len(dihitung) == 1
    assert "m=19456,t=2,p=1" in dihitung[0]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PercobaanMasuk)) == 2
    assert db.session.scalar(sa.select(Audit.aksi)) == "masuk.gagal"


def test_percobaan_beruntun_ditunda_lalu_sandi_benar_diterima(klien: Klien, siti, jam):
    klien.get("/masuk")
    for _ in range(6):
        klien.post("/masuk", {"nama_pengguna": "siti", "sandi": "keliru sekali"})
        jam(dt.timedelta(seconds=31))
    klien.post("/masuk", {"nama_pengguna": "siti", "sandi": "keliru sekali"})
    jawaban = klien.post("/masuk", {"nama_pengguna": "siti", "sandi": SANDI})
    assert jawaban.status_code == 429
    assert jawaban.headers["Retry-After"] == "16"
    assert "Tunggu 16 detik" in jawaban.text
    jam(dt.timedelta(seconds=16))
    assert klien.post("/masuk", {"nama_pengguna": "siti", "sandi": SANDI}).status_code == 303


def test_token_dan_sesi_berganti_saat_masuk(klien: Klien, siti):
    klien.get("/masuk")
    sebelum = klien.http.get_cookie("sahih").value
    klien.masuk(siti)
    pertama = klien.http.get_cookie("sahih").value
    with klien.http.session_transaction() as isi:
        token = isi["_user_id"]
    klien.http.post("/masuk", data={"csrf_token": klien._token, "nama_pengguna": "siti", "sandi": SANDI})
    with klien.http.session_transaction() as isi:
        assert isi["_user_id"] != token
    assert len({sebelum, pertama, klien.http.get_cookie("sahih").value}) == 3
    hidup = sa.select(sa.func.count()).select_from(SesiMasuk).where(SesiMasuk.dicabut.is_(None))
    assert db.session.scalar(hidup) == 1


def test_isi_sesi_sebelum_masuk_tidak_terbawa(klien: Klien, siti):
    klien.get("/masuk")
    with klien.http.session_transaction() as isi:
        isi["titipan_penyerang"] = "x"
        token_csrf = isi["csrf_token"]
    klien.masuk(siti)
    with klien.http.session_transaction() as isi:
        assert "titipan_penyerang" not in isi
        assert isi["csrf_token"] != token_csrf


@pytest.mark.parametrize(
    "tujuan",
    ["https://jahat.contoh/", "//jahat.contoh/", "/\\jahat.contoh", "javascript:alert(1)", "/\t/jahat.contoh", "akun"],
)
def test_setelah_masuk_tidak_pernah_diarahkan_ke_luar(klien: Klien, siti, tujuan: str):
    klien.get("/masuk", query_string={"lanjut": tujuan})
    jawaban = klien.post("/masuk", {"nama_pengguna": "siti", "sandi": SANDI, "lanjut": tujuan})
    assert jawaban.location == "/"


def test_halaman_yang_dituju_dibuka_setelah_masuk(klien: Klien, siti, diterima):
    jawaban = klien.http.get("/uji-kerja?bagian=dua&x=1")
    assert jawaban.status_code == 303
    halaman = klien.get(jawaban.location).text
    assert _masuk_dari(klien, halaman).location == "/uji-kerja?bagian=dua&x=1"


def test_kiriman_setelah_sesi_berakhir_dilanjutkan_tanpa_kehilangan(klien: Klien, siti, diterima, jam):
    klien.masuk(siti)
    jam(dt.timedelta(hours=13))
    kiriman = {
        "csrf_token": klien._token, "nama": 'Ibu "Siti" <Ani>', "catatan": "baris satu\nbaris dua", "pilih": ["a", "b"],
        "kosong": "", "versi": "3", "_kunci": "k1", "sandi_lama": "jangan-ikut",
    }  # fmt: skip
    jawaban = klien.http.post("/uji-kerja?dari=1", data=kiriman, headers=DARI_SINI)
    assert jawaban.status_code == 401
    assert "tidak hilang" in jawaban.text
    assert "jangan-ikut" not in jawaban.text
    lanjut = klien._periksa(_masuk_dari(klien, jawaban.text))
    assert lanjut.status_code == 200
    assert 'action="/uji-kerja?dari=1"' in lanjut.text
    assert not diterima, "nothing is stored before the person says so"
    assert klien.http.post("/uji-kerja?dari=1", data=_tersembunyi_multi(lanjut.text)).status_code == 303
    (satu,) = diterima
    bidang = [(n, v.replace("\r\n", "\n")) for n, v in satu["bidang"] if n != "csrf_token"]
    assert sorted(bidang) == sorted(
        [("nama", 'Ibu "Siti" <Ani>'), ("catatan", "baris satu\nbaris dua"), ("pilih", "a"), ("pilih", "b"),
         ("kosong", ""), ("versi", "3"), ("_kunci", "k1")]
    )  # fmt: skip
    assert satu["kueri"] == "dari=1"


def _tersembunyi_multi(teks: str) -> dict[str, list[str]]:
    isi: dict[str, list[str]] = {}
    for nama, nilai in _tersembunyi(teks):
        isi.setdefault(nama, []).append(nilai)
    return isi


def test_kiriman_selamat_juga_bila_kue_peramban_sudah_hilang(klien: Klien, siti, diterima):
    jawaban = klien.http.post("/uji-kerja", data={"nama": "Ani"}, headers=DARI_SINI)
    assert jawaban.status_code == 401
    lanjut = _masuk_dari(klien, jawaban.text)
    klien.http.post("/uji-kerja", data=_tersembunyi_multi(lanjut.text))
    assert ("nama", "Ani") in diterima[0]["bidang"]


def test_salah_sandi_tidak_membuang_kiriman(klien: Klien, siti, diterima):
    jawaban = klien.http.post("/uji-kerja", data={"nama": "Ani"}, headers=DARI_SINI)
    ulang = _masuk_dari(klien, jawaban.text, kata="keliru sekali")
    assert ulang.status_code == 422
    assert "Lanjutkan menyimpan" in _masuk_dari(klien, ulang.text).text


def test_berkas_diminta_dipilih_lagi(klien: Klien, siti, diterima):
    berkas = {"nama": "Ani", "bukti": (io.BytesIO(b"isi"), "kk ani.pdf")}
    jawaban = klien.http.post("/uji-kerja", data=berkas, headers=DARI_SINI)
    lanjut = klien._periksa(_masuk_dari(klien, jawaban.text))
    assert "Pilih kembali berkas" in lanjut.text
    assert "kk ani.pdf" in lanjut.text
    assert 'name="bukti"' in lanjut.text
    assert 'enctype="multipart/form-data"' in lanjut.text


def test_kiriman_dari_situs_lain_tidak_dititipkan(klien: Klien, siti, diterima):
    for kepala in ({}, {"Origin": "https://jahat.contoh"}, {"Origin": "null"}):
        jawaban = klien.http.post("/uji-kerja", data={"nama": "jebakan"}, headers=kepala)
        assert jawaban.status_code == 401
        assert "jebakan" not in jawaban.text


def test_titipan_melewati_pilihan_penugasan(klien: Klien, diterima):
    buat_orang("siti", (Peran.OPERATOR_DESA, DESA), (Peran.KEPALA_DESA, DESA_LAIN))
    jawaban = klien.http.post("/uji-kerja", data={"nama": "Ani"}, headers=DARI_SINI)
    pilih = klien._periksa(_masuk_dari(klien, jawaban.text))
    nomor = re.search(r'name="penugasan" type="radio" value="(\d+)"', pilih.text).group(1)
    lanjut = klien.http.post("/akun/penugasan", data={**dict(_tersembunyi(pilih.text)), "penugasan": nomor})
    klien.http.post("/uji-kerja", data=_tersembunyi_multi(lanjut.text))
    assert ("nama", "Ani") in diterima[0]["bidang"]


def test_htmx_tanpa_sesi_mendapat_jalan_masuk_dan_isian_terbawa(klien: Klien, siti, diterima):
    kepala = {**DARI_SINI, "HX-Request": "true", "HX-Current-URL": "http://localhost/uji-kerja?x=1"}
    potongan = klien.http.post("/uji-kerja", data={"nama": "Ani"}, headers=kepala)
    assert potongan.status_code == 401
    assert "<html" not in potongan.text
    isi = {n: html.unescape(v) for n, v in re.findall(r'name="([^"]*)" value="([^"]*)"', potongan.text)}
    halaman = klien._periksa(klien.http.post("/masuk/titipan", data=isi))
    assert "Lanjutkan menyimpan" in _masuk_dari(klien, halaman.text).text
    klien.http.delete_cookie("sahih")
    assert "/masuk?lanjut=/uji-kerja%3Fx%3D1" in klien.http.get("/uji-kerja", headers=kepala).text


def test_titipan_rusak_diabaikan(klien: Klien, siti):
    for rusak in ("{", "[]", '{"ke": 3}', '{"ke": "https://jahat.contoh/"}', '{"ke": "/akun", "bidang": [1]}'):
        klien.get("/masuk")
        jawaban = klien.post("/masuk", {"nama_pengguna": "siti", "sandi": SANDI, "_titipan": rusak})
        assert jawaban.location == "/", rusak
        klien.get("/akun")


def test_kue_sesi_tidak_terbaca_skrip_dan_hanya_lewat_https_di_produksi(klien: Klien, app: Flask, siti):
    app.config["SESSION_COOKIE_SECURE"] = True
    kue = klien.http.get("/masuk", base_url="https://localhost").headers["Set-Cookie"]
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {b.strip() for b in kue.split(";")}
    assert "Expires" not in kue
