"""Does one command make the authority, and one more each official's certificate?"""

import datetime as dt

from cryptography import x509
from flask import Flask
from klien import Klien
from pabrik import DESA, pengguna

from app.domain.akses.peran import Peran
from app.domain.dokumen import sertifikat as s
from app.domain.dokumen.models import Sertifikat
from app.infra import clock
from app.infra import sertifikat as penerbit
from app.infra.db import db

SANDI = "kuda putih lari pagi"


def _jalan(app: Flask, *args: str, masukan: str = SANDI + "\n") -> tuple[int, str]:
    hasil = app.test_cli_runner().invoke(args=["sertifikat", *args], input=masukan)
    return hasil.exit_code, hasil.output


def test_otoritas_dan_sertifikat_pejabat_terbit_dengan_dua_perintah(app: Flask) -> None:
    p = pengguna(Peran.KEPALA_DESA, DESA)
    db.session.commit()
    assert _jalan(app, "ca", "33.28")[0] == 0
    kode, keluaran = _jalan(app, "pejabat", p.nama_pengguna, "--sandi-stdin")
    assert (kode, "nomor seri" in keluaran) == (0, True)
    ada = db.session.query(Sertifikat).filter_by(jenis=s.PEJABAT).one()
    assert (ada.pengguna_id, penerbit.sandi_cocok(s.kunci(ada), SANDI)) == (p.id, True)
    # Sealed under the installation's key, and under the passphrase besides.
    assert ada.kunci != s.kunci(ada)


def test_otoritas_hanya_satu_dan_harus_ada_lebih_dahulu(app: Flask) -> None:
    p = pengguna(Peran.KEPALA_DESA, DESA)
    db.session.commit()
    kode, keluaran = _jalan(app, "pejabat", p.nama_pengguna, "--sandi-stdin")
    assert (kode, "belum dibuat" in keluaran) == (1, True)
    assert _jalan(app, "ca", "33.28")[0] == 0
    kode, keluaran = _jalan(app, "ca", "33.28")
    assert (kode, "sudah ada" in keluaran) == (1, True)


def test_sertifikat_baru_mencabut_yang_lama(app: Flask) -> None:
    p = pengguna(Peran.KEPALA_DESA, DESA)
    db.session.commit()
    s.buat_ca("33.28")
    lama = s.terbitkan(p.nama_pengguna, SANDI, alamat="http://127.0.0.1")
    cabut_dulu = s.akar("33.28")[0][1]
    baru = s.terbitkan(p.nama_pengguna, SANDI, alamat="http://127.0.0.1")
    assert (lama.dicabut is not None, baru.dicabut) == (True, None)
    assert s.akar(DESA)[0][1] != cabut_dulu


def test_segel_unit_dan_frasa_sandi_pendek(app: Flask) -> None:
    assert _jalan(app, "ca", "33.28")[0] == 0
    kode, keluaran = _jalan(app, "pejabat", "--segel", DESA, "--sandi-stdin", masukan="pendek\n")
    assert (kode, "paling sedikit" in keluaran) == (1, True)
    assert _jalan(app, "pejabat", "--segel", DESA, "--sandi-stdin")[0] == 0


def test_mencabut_dengan_satu_perintah_dan_daftarnya_dapat_diambil_siapa_pun(app: Flask, klien: Klien) -> None:
    p = pengguna(Peran.KEPALA_DESA, DESA)
    tegal, gresik = s.buat_ca("33.28"), s.buat_ca("35.25")
    punya = s.terbitkan(p.nama_pengguna, SANDI, alamat="http://127.0.0.1:8000")
    nama, siapa, seri, di_tegal, di_gresik = p.nama, p.nama_pengguna, punya.seri, tegal.seri, gresik.seri
    assert _tempat_daftar(punya.pem) == f"http://127.0.0.1:8000/v/sertifikat/{di_tegal}.crl"
    db.session.commit()
    assert klien.get("/v/sertifikat/abc123.crl").status_code == 404
    assert _seri(klien, di_tegal) == []
    kode, keluaran = _jalan(app, "cabut", siapa)
    assert (kode, "tetap sah" in keluaran) == (0, True)
    # Each authority's own list: the other regency has revoked nobody.
    assert (_seri(klien, di_tegal), _seri(klien, di_gresik)) == ([seri], [])
    kode, keluaran = _jalan(app, "cabut", seri)
    assert (kode, "Tidak ada sertifikat yang belum dicabut" in keluaran) == (1, True)
    assert f"{seri}  pejabat  {DESA}  {nama}  dicabut" in _jalan(app, "daftar", "--wilayah", "33")[1]


def test_daftar_pencabutan_diperbarui_sebelum_kedaluwarsa(app: Flask) -> None:
    ca = s.buat_ca("33.28")
    lama = ca.daftar_cabut
    s.perbarui_daftar()
    assert ca.daftar_cabut == lama
    clock.bekukan(clock.sekarang() + dt.timedelta(days=40))
    s.perbarui_daftar()
    assert ca.daftar_cabut != lama


def _tempat_daftar(pem: str) -> str:
    titik = x509.load_pem_x509_certificate(pem.encode()).extensions.get_extension_for_class(x509.CRLDistributionPoints)
    return str(titik.value[0].full_name[0].value)  # type: ignore[index]


def _seri(klien: Klien, ca: str) -> list[str]:
    jawaban = klien.get(f"/v/sertifikat/{ca}.crl")
    assert (jawaban.status_code, jawaban.mimetype) == (200, "application/pkix-crl")
    return [format(satu.serial_number, "x") for satu in x509.load_der_x509_crl(jawaban.data)]
