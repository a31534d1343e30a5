"""Can somebody of the kecamatan type for a village in the browser, and is it always said?"""

import io

from flask import Flask
from klien import Klien
from pabrik import DESA, KABUPATEN, KECAMATAN, gambar, orang

from app.domain.akses.peran import Peran
from app.domain.aturan.operations import tetapkan
from app.domain.usulan.models import FormulirPaket, Paket
from app.infra import clock
from app.infra.db import db


def _petugas(klien: Klien, peran: str = "operator_kecamatan"):
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN, "Bu Petugas")
    admin = orang(Peran.ADMIN, KABUPATEN)
    tetapkan("diinput_oleh", "", {"peran": peran}, wilayah_kode=DESA, mulai=clock.hari_ini(), oleh=admin)
    db.session.commit()
    klien.masuk(petugas)
    return petugas


def test_petugas_mengetik_untuk_desa_lalu_selesai(app: Flask, klien: Klien) -> None:
    petugas = _petugas(klien)
    assert "Mengetik untuk desa" in klien.get("/").text
    muka = klien.get("/pengetikan").text
    assert "Ketik untuk Desa Slawi Kulon" in muka
    assert "Slawi Wetan" not in muka
    assert klien.post("/pengetikan", {"wilayah": DESA}).status_code == 303
    muka = klien.get("/").text
    assert "Anda mengetik untuk" in muka
    jawab = klien.post("/paket/pembuatan", {})
    paket_id = int(jawab.location.rpartition("/")[2])
    paket = db.session.get(Paket, paket_id)
    assert (paket.wilayah_kode, paket.diketik) == (DESA, "operator_kecamatan")
    assert paket.dibuat_oleh == petugas.pengguna_id
    muka = klien.get(f"/paket/{paket_id}").text
    assert "Pindaian formulir usulan" in muka
    assert "Paket ini diketik operator kecamatan" in muka
    alamat = f"/pengetikan/paket/{paket_id}/formulir"
    berkas = {"berkas": (io.BytesIO(gambar()), "formulir.jpg")}
    jawab = klien.post(alamat, berkas, content_type="multipart/form-data")
    assert jawab.status_code == 303, jawab.text
    f = db.session.query(FormulirPaket).one()
    assert klien.get(f"/pengetikan/formulir/{f.id}.pdf").mimetype == "application/pdf"
    klien.get("/pengetikan")
    assert klien.post("/pengetikan/penyelesaian", {}).status_code == 303
    muka = klien.get(f"/paket/{paket_id}").text
    assert "Anda mengetik untuk" not in muka
    assert "penelaahnya harus petugas lain" in muka


def test_desa_yang_tidak_diatur_tidak_dapat_diketikkan(app: Flask, klien: Klien) -> None:
    _petugas(klien)
    klien.get("/pengetikan")
    assert klien.post("/pengetikan", {"wilayah": "33.28.10.2005"}).status_code == 403
    assert "Anda mengetik untuk" not in klien.get("/").text


def test_tanpa_aturan_menunya_tidak_ada_dan_operator_desa_tidak_membukanya(app: Flask, klien: Klien) -> None:
    _petugas(klien, "operator_desa")
    assert "Mengetik untuk desa" not in klien.get("/").text
    assert "setiap desa/kelurahan mengetik paketnya sendiri" in klien.get("/pengetikan").text
    klien.get("/akun")
    klien.post("/keluar")
    operator = orang(Peran.OPERATOR_DESA, DESA)
    db.session.commit()
    klien.masuk(operator)
    assert klien.get("/pengetikan").status_code == 403
