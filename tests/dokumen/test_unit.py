"""Do a unit's own papers serve: the blank form for a village without a network, the sheet that tests its printer?"""

import io
import re
from collections.abc import Callable

import pypdfium2
import pytest
from flask import Flask
from klien import Klien
from pabrik import gambar, orang, pengguna
from pdf_sah import pelanggaran
from pindai import coret, lembar, tumpuk

from app.domain.akses.peran import Peran
from app.domain.aturan import lambang
from app.domain.dokumen import lepas, tinjauan, uji
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen as J
from app.infra import clock, files
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBoleh

DESA, KECAMATAN = "33.28.10.2004", "33.28.10"
Kerjakan = Callable[[], None]


def _nomor(alamat: str | None) -> int:
    return int(str(alamat).rpartition("/")[2])


def test_formulir_kosong_tersedia_untuk_setiap_jenis_yang_ditawarkan(app: Flask, kerjakan: Kerjakan) -> None:
    operator = orang(Peran.OPERATOR_DESA, DESA)
    jenis = lepas.jenis_ditawarkan(DESA)
    assert "tambah" in jenis
    dokumen = [lepas.formulir_usulan(kode, DESA, oleh=operator) for kode in jenis]
    kerjakan()
    assert [d.galat for d in dokumen] == [None] * len(jenis)
    assert all(d.sha256 and d.nomor == "" and not any(t.wajib for t in d.tanda_tangan) for d in dokumen)


def test_formulir_desa_lain_ditolak(app: Flask) -> None:
    operator = orang(Peran.OPERATOR_DESA, DESA)
    with pytest.raises(TidakBoleh):
        lepas.formulir_usulan("tambah", "33.28.11.2004", oleh=operator)
    with pytest.raises(GalatIsian, match="jenis usulan"):
        lepas.formulir_usulan("tidak_ada", DESA, oleh=operator)


def test_kecamatan_menyiapkan_formulir_untuk_desanya(klien: Klien) -> None:
    p = pengguna(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(p)
    teks = klien.get("/dokumen/unit").text
    assert f'value="{DESA}"' in teks
    assert klien.post("/dokumen/unit/formulir", {"jenis": "tambah"}).status_code == 422
    jawaban = klien.post("/dokumen/unit/formulir", {"jenis": "tambah", "desa": DESA})
    assert jawaban.status_code == 303
    d = db.session.get_one(Dokumen, _nomor(jawaban.location))
    assert (d.jenis, d.unit_kode) == (J.FORMULIR_USULAN, DESA)
    db.session.rollback()
    assert klien.post("/dokumen/unit/formulir", {"jenis": "tambah", "desa": "33.28.11.2004"}).status_code == 403


def test_lembar_uji_menjawab_terbaca_atau_tidak_per_kode(klien: Klien, kerjakan: Kerjakan) -> None:
    p = pengguna(Peran.OPERATOR_DESA, DESA)
    db.session.commit()
    klien.masuk(p)
    klien.get("/dokumen/unit")
    alamat = str(klien.post("/dokumen/unit/uji").location)
    assert "Naskah sedang dibuat" in klien.get(alamat).text
    kerjakan()
    isi = files.baca(str(db.session.get_one(Dokumen, _nomor(alamat)).sha256))
    db.session.rollback()
    assert "Buka lembar" in klien.get(alamat).text

    def unggah(pindaian: bytes) -> str:
        jawaban = klien.post(f"{alamat}/pindaian", {"berkas": (io.BytesIO(pindaian), "uji.pdf")})
        return re.sub(r"<[^>]+>", " ", jawaban.text)

    baik = unggah(tumpuk([lembar(isi, 1, putar=180)]))
    assert baik.count("Tidak terbaca") == 0
    assert baik.count("Terbaca") == 4
    assert "terbalik" in baik
    tanpa_kaki = unggah(tumpuk([coret(lembar(isi, 1))]))
    assert "Kode pada kaki halaman tidak terbaca" in tanpa_kaki
    assert tanpa_kaki.count("Tidak terbaca") == 1
    assert unggah(gambar()).count("Tidak terbaca") == 4
    with pytest.raises(GalatIsian, match="bukan lembar uji yang sedang dibuka"):
        uji.periksa([tumpuk([lembar(isi, 1)])], "ABCDEFGH1234")


def test_lambang_unit_tercetak_pada_naskah_arsip_dan_ikut_beku(app: Flask, kerjakan: Kerjakan) -> None:
    admin = orang(Peran.ADMIN, "33.28")
    logo = lambang.siapkan(gambar("red"))
    isi = {"baris1": "PEMERINTAH KABUPATEN TEGAL", "baris2": "DESA SLAWI KULON", "lambang": "daerah", "logo": logo}
    umum = {"wilayah_kode": DESA, "mulai": clock.hari_ini(), "oleh": admin, "alamat": "http://127.0.0.1:8000"}
    tinjauan.tetapkan("kop", "desa", isi, **umum, gambar_baru=logo)
    d = lepas.lembar_uji(oleh=orang(Peran.OPERATOR_DESA, DESA))
    kerjakan()
    assert (d.galat, d.konteks["isi"]["kop"]["logo"]) == (None, logo)
    naskah = files.baca(str(d.sha256))
    merah = pypdfium2.PdfDocument(naskah)[0].render(scale=1).to_pil().convert("RGB").getpixel((100, 70))
    assert merah[0] > 200 > merah[1], merah
    assert pelanggaran(naskah) == []
