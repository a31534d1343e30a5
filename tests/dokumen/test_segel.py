"""Does a unit's seal stand beside the signers, count for none of them, and only come from the unit itself?"""

import re
from pathlib import Path

import pytest
from dokumen.conftest import ALAMAT, DESA, SANDI
from flask import Flask
from klien import Klien
from pabrik import pelaku, pengguna

from app.domain.akses.models import Pengguna
from app.domain.akses.peran import Peran
from app.domain.dokumen import keaslian, sertifikat
from app.domain.dokumen.models import Dokumen, Pindaian
from app.domain.dokumen.status import StatusDokumen as S
from app.infra import clock, files, signing
from app.infra.db import db

FRASA_SEGEL = "segel desa di lemari besi"


@pytest.fixture
def operator_desa(surat: Dokumen, bersertifikat: Pengguna) -> Pengguna:
    """Who knows the passphrase of the village's seal."""
    sertifikat.terbitkan_segel(DESA, FRASA_SEGEL, alamat=ALAMAT)
    p = pengguna(Peran.OPERATOR_DESA, DESA)
    db.session.commit()
    return p


def _segel(klien: Klien, d: Dokumen, sandi: str = FRASA_SEGEL, kunci: str = "s1") -> tuple[int, str]:
    jawaban = klien.post(f"/dokumen/{d.id}/segel", {"sandi_segel": sandi, "versi": d.versi_baris, "_kunci": kunci})
    db.session.expire_all()
    return jawaban.status_code, jawaban.text


def _tertanda(isi: bytes) -> list[tuple[str, str, bool]]:
    akar, cabut = sertifikat.akar(DESA)[0]
    return [(t.bidang, t.nama, t.sah) for t in signing.periksa(isi, [akar], [cabut], clock.sekarang())]


def test_segel_dan_tanda_tangan_pada_satu_naskah_sama_sama_sah(
    app: Flask, klien: Klien, surat: Dokumen, bersertifikat: Pengguna, operator_desa: Pengguna, tmp_path: Path
) -> None:
    klien.masuk(operator_desa)
    d = db.session.get_one(Dokumen, surat.id)
    assert "Bubuhkan segel unit" in klien.get(f"/dokumen/{d.id}").text
    d = db.session.get_one(Dokumen, surat.id)
    kode, teks = _segel(klien, d, sandi="bukan ini frasanya")
    assert (kode, "tidak cocok dengan segel unit" in teks) == (422, True)
    d = db.session.get_one(Dokumen, surat.id)
    assert _segel(klien, d, kunci="s2")[0] == 303
    d = db.session.get_one(Dokumen, surat.id)
    # It says whence the paper comes; who must sign it still must.
    assert (d.status, d.tanda_tangan[0].cara) == (S.TERBIT, None)
    assert _segel(klien, d, kunci="s2")[0] == 303
    d = db.session.get_one(Dokumen, surat.id)
    kode, teks = _segel(klien, d, kunci="s3")
    assert (kode, "sudah bersegel" in teks) == (409, True)
    d, nama = db.session.get_one(Dokumen, surat.id), bersertifikat.nama
    kades, isian = Klien(app).masuk(bersertifikat), {"sandi": SANDI, "versi": d.versi_baris, "_kunci": "k1"}
    assert kades.post(f"/dokumen/{surat.id}/tanda-tangan", isian).status_code == 303
    akhir = db.session.query(Pindaian).order_by(Pindaian.id.desc()).first()
    assert akhir is not None
    d = db.session.get_one(Dokumen, surat.id)
    assert (d.status, db.session.query(Pindaian).count()) == (S.BERTANDA_TANGAN, 2)
    isi = files.baca(akhir.sha256)
    assert _tertanda(isi) == [("segel", "Segel Desa Slawi Kulon", True), ("penanda-1", nama, True)]
    assert isi.startswith(files.baca(str(d.sha256)))
    ada = keaslian.periksa(d.kode)
    assert ada is not None
    assert ada.segel == "segel elektronik, tanpa cap waktu tepercaya"
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(isi)
    hasil = app.test_cli_runner().invoke(args=["dokumen", "periksa", str(berkas)])
    assert (hasil.exit_code, "Tanda tangan Segel Desa Slawi Kulon, " in hasil.output) == (0, True)
    assert re.search(r", \d+ \w+ 20\d\d pukul \d\d\.\d\d WIB \(tanpa cap waktu", hasil.output)


def test_segel_hanya_dari_unit_penerbit_dan_hanya_selama_berlaku(
    app: Flask, klien: Klien, surat: Dokumen, operator_desa: Pengguna
) -> None:
    nomor, versi = surat.id, surat.versi_baris
    isian = {"sandi_segel": FRASA_SEGEL, "versi": versi, "_kunci": "s1"}
    for peran, wilayah, kode in (
        (Peran.OPERATOR_KECAMATAN, "33.28.10", 409),
        (Peran.OPERATOR_DESA, "33.28.11.2004", 404),
        (Peran.AUDITOR, "33.28", 403),
    ):
        lain = pengguna(peran, wilayah)
        db.session.commit()
        tamu = Klien(app).masuk(lain)
        assert tamu.post(f"/dokumen/{nomor}/segel", isian).status_code == kode, peran
    ada = sertifikat.segel(DESA)
    assert ada is not None
    sertifikat.cabut(ada)
    db.session.commit()
    jawaban = klien.masuk(operator_desa).post(f"/dokumen/{nomor}/segel", isian)
    assert (jawaban.status_code, "segelnya sudah dicabut" in jawaban.text) == (409, True)
    assert db.session.query(Pindaian).count() == 0
    assert pelaku(operator_desa).wilayah == DESA


def test_segel_lewat_baris_perintah_dengan_kode_atau_nomor(app: Flask, surat: Dokumen, operator_desa: Pengguna) -> None:
    nomor, kode, judul = surat.id, surat.kode, surat.judul
    db.session.get_one(Dokumen, nomor).nomor = "400.9/7/2026"
    db.session.commit()

    def jalan(sebutan: str, frasa: str = FRASA_SEGEL) -> tuple[int, str]:
        hasil = app.test_cli_runner().invoke(args=["dokumen", "segel", sebutan, "--sandi-stdin"], input=frasa + "\n")
        return hasil.exit_code, hasil.output

    for sebutan, frasa, alasan in (
        ("7Q2K-9M4X-T0BD", FRASA_SEGEL, "Tidak ada dokumen berlaku"),
        ("", FRASA_SEGEL, "Tidak ada dokumen berlaku"),
        (kode, "bukan ini frasanya", "tidak cocok dengan segel unit"),
    ):
        keluar, teks = jalan(sebutan, frasa)
        assert (keluar, alasan in teks) == (1, True), teks
    keluar, teks = jalan("400.9/7/2026")
    assert (keluar, judul in teks, "Desa Slawi Kulon" in teks) == (0, True, True), teks
    keluar, teks = jalan(kode.lower())
    assert (keluar, "sudah bersegel" in teks) == (1, True), teks
    db.session.expire_all()
    p = db.session.query(Pindaian).one()
    assert [(bidang, sah) for bidang, _, sah in _tertanda(files.baca(p.sha256))] == [("segel", True)]
