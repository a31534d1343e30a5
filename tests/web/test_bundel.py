"""Can a kecamatan, Dinas Sosial and the head of the regency work with bundels in the browser, and nobody else?"""

import io
import re

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import J, Kabupaten, tanda_tangani
from sqlalchemy import event

from app.domain.akses.peran import Peran
from app.domain.bundel import operations as op
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import StatusBundel
from app.domain.dokumen.models import Dokumen
from app.domain.usulan.models import Paket
from app.domain.usulan.status import StatusPaket
from app.infra.db import db


@pytest.fixture
def kab(app):
    return Kabupaten()


def bidang(halaman, nama, formulir=""):
    """The value of a hidden field, of the form with an action where several have it."""
    teks = halaman.text
    if formulir:
        teks = teks[teks.index(f'action="{formulir}"') :]
    return re.search(rf'name="{nama}" value="([^"]*)"', teks).group(1)


@pytest.fixture
def hitung_sql(app):
    """Count the statements of one request."""

    def hitung(kerja):
        jumlah = []

        def catat(_k, _c, pernyataan, *_):
            if not pernyataan.startswith(("SAVEPOINT", "RELEASE", "PRAGMA", "BEGIN", "SET ")):
                jumlah.append(pernyataan)

        event.listen(db.engine, "before_cursor_execute", catat)
        try:
            kerja()
        finally:
            event.remove(db.engine, "before_cursor_execute", catat)
        return jumlah

    return hitung


def test_petugas_menerbitkan_dan_camat_memutus_lewat_halaman(kab, masuk):
    a, b = kab.telaah(kab.diajukan()), kab.telaah(kab.diajukan(pabrik.KELURAHAN))
    ids = [a.id, b.id]
    k = masuk(kab.petugas)
    halaman = k.get("/bundel")
    assert halaman.text.count(">Siap<") == 2
    isi = {"jenis": "telaah", "paket": ids, "_kunci": bidang(halaman, "_kunci")}
    jawaban = k.post("/bundel/penerbitan", isi)
    assert jawaban.status_code == 303
    alamat = jawaban.location
    kertas = k.get(alamat)
    assert "Menunggu keputusan" in kertas.text
    assert "belum ditandatangani Camat Slawi" in kertas.text
    assert f'action="{alamat}/putusan"' not in kertas.text, "the composer does not decide"

    bundel = db.session.scalar(sa.select(Bundel))
    tanda_tangani(bundel, kab.petugas, kab)
    k = masuk(kab.camat)
    assert "Telaah Kecamatan Slawi, November 2026" in k.get("/bundel").text
    halaman = k.get(alamat)
    jawaban = k.post(f"{alamat}/putusan", {"versi": bidang(halaman, "versi")})
    assert jawaban.status_code == 303
    assert "Diputus" in k.get(alamat).text
    assert set(db.session.scalars(sa.select(Paket.status))) == {StatusPaket.DITERUSKAN}


def test_pindaian_berkas_bersama_diunggah_pada_kertasnya_sendiri_lalu_kembali_ke_sana(kab, masuk):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    kertas = db.session.get_one(Dokumen, bundel.dokumen_id)
    pabrik.cetak([kertas])
    alamat, unggah = f"/bundel/{bundel.id}", f"/dokumen/unggah?bundel={bundel.id}"
    penanda, versi = [t.id for t in kertas.tanda_tangan], kertas.versi_baris
    kunci = f"versi_{kertas.id}"
    k = masuk(kab.petugas)
    halaman = k.get(alamat)
    assert re.search(r'aria-current="step">\s*<strong>Cetak', halaman.text)
    assert f'href="{unggah}"' in halaman.text
    formulir = k.get(unggah)
    assert re.findall(r'name="penanda" value="(\d+)"', formulir.text) == [str(t) for t in penanda]
    foto = (io.BytesIO(pabrik.gambar()), "ba.jpg")
    isi = {"bundel": bundel_id(alamat), "penanda": penanda, kunci: versi, "berkas": foto}
    jawaban = k.post("/dokumen/pindaian", isi, content_type="multipart/form-data")
    assert (jawaban.status_code, jawaban.location) == (303, alamat)
    assert re.search(r'aria-current="step">\s*<strong>Putuskan', k.get(alamat).text)
    selesai = k.get(unggah).text
    assert "Tidak ada tanda tangan yang masih perlu Anda catat" in selesai
    assert 'name="berkas"' not in selesai


def bundel_id(alamat):
    return alamat.rpartition("/")[2]


def test_kiriman_ganda_menerbitkan_satu_bundel(kab, masuk):
    paket = kab.telaah(kab.diajukan())
    isi = {"jenis": "telaah", "paket": [paket.id]}
    k = masuk(kab.petugas)
    isi["_kunci"] = bidang(k.get("/bundel"), "_kunci")
    pertama, kedua = k.post("/bundel/penerbitan", isi), k.post("/bundel/penerbitan", isi)
    assert pertama.status_code == kedua.status_code == 303
    assert pertama.location == kedua.location
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Bundel)) == 1


def test_tanpa_centang_halaman_meminta_pilihan(kab, masuk):
    kab.telaah(kab.diajukan())
    k = masuk(kab.petugas)
    k.get("/bundel")
    jawaban = k.post("/bundel/penerbitan", {"jenis": "telaah"})
    assert jawaban.status_code == 422
    assert "Pilih paling sedikit satu paket untuk berita acara telaah." in jawaban.text


def test_paket_belum_siap_tidak_dapat_dicentang_dan_menyebut_sebabnya(kab, masuk):
    paket = kab.diajukan()
    k = masuk(kab.petugas)
    halaman = k.get("/bundel")
    assert f'value="{paket.id}"' not in halaman.text
    assert "butir daftar periksa belum diisi" in halaman.text
    jawaban = k.post("/bundel/penerbitan", {"jenis": "telaah", "paket": [paket.id]})
    assert jawaban.status_code == 409
    assert paket.nomor in jawaban.text


def test_kecamatan_lain_tidak_melihat_apa_pun(kab, masuk):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    siap = kab.telaah(kab.diajukan(pabrik.KELURAHAN))
    tanda_tangani(bundel, None, kab)
    alamat, versi, nomor = f"/bundel/{bundel.id}", bundel.versi_baris, siap.nomor
    for buta in (kab.camat_lain, kab.petugas_lain):
        k = masuk(buta)
        daftar = k.get("/bundel")
        assert nomor not in daftar.text
        assert alamat not in daftar.text
        assert k.get(alamat).status_code == 404
        for noun in ("putusan", "pembukaan"):
            assert k.post(f"{alamat}/{noun}", {"versi": versi, "alasan": "x"}).status_code == 404
    assert (
        masuk(kab.petugas_lain).post("/bundel/penerbitan", {"jenis": "telaah", "paket": [siap.id]}).status_code == 404
    )
    assert db.session.get_one(Bundel, bundel.id).status is StatusBundel.TERBIT


def test_desa_tidak_berwenang_membuka_halaman_bundel(kab, masuk):
    for desa in (kab.desa[pabrik.DESA].operator, kab.desa[pabrik.DESA].kades):
        assert masuk(desa).get("/bundel").status_code == 403


def test_yang_melihat_tetapi_tidak_berwenang_ditolak_403(kab, masuk):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    tanda_tangani(bundel, None, kab)
    alamat, versi = f"/bundel/{bundel.id}", bundel.versi_baris
    for lihat in (kab.verifikator, kab.kadinsos, kab.bupati, pabrik.orang(Peran.AUDITOR, pabrik.KABUPATEN)):
        k = masuk(lihat)
        assert k.get(alamat).status_code == 200
        assert k.post(f"{alamat}/putusan", {"versi": versi}).status_code == 403
        assert k.post(f"{alamat}/pembukaan", {"versi": versi, "alasan": "x"}).status_code == 403


def test_halaman_usang_ditolak_409(kab, masuk):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    tanda_tangani(bundel, None, kab)
    alamat = f"/bundel/{bundel.id}"
    k = masuk(kab.camat)
    halaman = k.get(alamat)
    versi = int(bidang(halaman, "versi"))
    for kiriman in ({"versi": versi - 1}, {}):
        jawaban = k.post(f"{alamat}/putusan", kiriman)
        assert jawaban.status_code == 409
        assert "Muat ulang halaman ini" in jawaban.text
    assert db.session.get_one(Bundel, bundel.id).status is StatusBundel.TERBIT


def test_pembukaan_tanpa_alasan_menyimpan_halaman_lalu_memilih_paket_yang_sama(kab, masuk):
    paket = kab.telaah(kab.diajukan())
    paket_id = paket.id
    bundel = kab.bundel(J.TELAAH, paket)
    alamat = f"/bundel/{bundel.id}"
    k = masuk(kab.petugas)
    versi = bidang(k.get(alamat), "versi", f"{alamat}/pembukaan")
    jawaban = k.post(f"{alamat}/pembukaan", {"versi": versi, "alasan": " "})
    assert jawaban.status_code == 422
    assert "Tulis alasan" in jawaban.text
    jawaban = k.post(f"{alamat}/pembukaan", {"versi": versi, "alasan": "Keliru memilih"})
    assert jawaban.status_code == 303
    antrean = k.get(jawaban.location)
    assert re.search(rf'value="{paket_id}" checked', antrean.text), "the next selection is prefilled"


def test_semua_yang_siap_dapat_diterbitkan_sekaligus_selama_jumlahnya_sama(kab, masuk):
    a, b = kab.nilai(kab.diteruskan()), kab.nilai(kab.diteruskan(pabrik.DESA_LAIN))
    kab.diteruskan(pabrik.KELURAHAN)
    ids = {a.id, b.id}
    k = masuk(kab.verifikator)
    halaman = k.get("/bundel?jenis=verval")
    assert "Terbitkan untuk semua 2 paket yang siap" in halaman.text
    assert k.post("/bundel/penerbitan", {"jenis": "verval", "semua": "3"}).status_code == 409
    k.get("/bundel")
    jawaban = k.post("/bundel/penerbitan", {"jenis": "verval", "semua": "2"})
    assert jawaban.status_code == 303
    bundel = db.session.scalar(sa.select(Bundel).where(Bundel.jenis == J.VERVAL))
    assert {x.paket_id for x in bundel.paket} == ids


def test_kabupaten_menyaring_antrean_menurut_kecamatan(kab, masuk):
    a, b = kab.nilai(kab.diteruskan()), kab.nilai(kab.diteruskan(pabrik.DESA_LAIN))
    k = masuk(kab.verifikator)
    hasil = k.get(f"/bundel?jenis=verval&wilayah={pabrik.KECAMATAN_LAIN}").text
    assert b.nomor in hasil
    assert a.nomor not in hasil


def test_surat_pengesahan_diputus_bupati(kab, masuk):
    bundel = kab.bundel(J.PENGESAHAN, kab.terverifikasi())
    tanda_tangani(bundel, None, kab)
    alamat = f"/bundel/{bundel.id}"
    k = masuk(kab.bupati)
    halaman = k.get(alamat)
    assert "Sahkan" in halaman.text
    assert k.post(f"{alamat}/putusan", {"versi": bidang(halaman, "versi")}).status_code == 303
    assert db.session.scalar(sa.select(Paket.status)) is StatusPaket.DISAHKAN


def test_daftar_dan_satu_bundel_paling_banyak_sepuluh_pernyataan(kab, masuk, hitung_sql):
    a, b = kab.diajukan(jumlah=3), kab.telaah(kab.diajukan(pabrik.KELURAHAN))
    kab.diajukan("33.28.10.2005")
    bundel = kab.bundel(J.TELAAH, b, kab.telaah(a))
    siap = kab.telaah(kab.diajukan())
    op.terbitkan(J.TELAAH, [siap.id], oleh=kab.petugas)
    verval = kab.nilai(kab.diteruskan(pabrik.DESA_LAIN))
    kab.bundel(J.VERVAL, verval)
    alamat = f"/bundel/{bundel.id}"
    for siapa, jalur in (
        (kab.petugas, "/bundel"),
        (kab.camat, "/bundel"),
        (kab.verifikator, "/bundel?jenis=verval"),
        (kab.verifikator, "/bundel?jenis=pengesahan"),
        (kab.petugas, alamat),
        (kab.camat, alamat),
        (kab.kadinsos, "/bundel/3"),
    ):
        k = masuk(siapa)
        k.get(jalur)
        sql = hitung_sql(lambda k=k, jalur=jalur: k.get(jalur))
        assert len(sql) <= 10, (jalur, len(sql), "\n".join(sql))


def test_semua_jalur_bundel_perlu_masuk(klien):
    klien.get("/masuk")
    for jalur in ("/bundel", "/bundel/1"):
        assert klien.get(jalur).status_code == 303
    for jalur in ("/bundel/penerbitan", "/bundel/1/putusan", "/bundel/1/pembukaan"):
        assert klien.post(jalur).status_code == 401


def test_yang_mencatat_tidak_disebut_pemutus(kab, masuk):
    kab.bundel(J.PENGESAHAN, kab.terverifikasi())
    sendiri, dicatat = "yang menunggu keputusan Anda", "yang keputusannya Anda catat dari kertas"
    for siapa, ada, tiada in ((kab.bupati, sendiri, dicatat), (kab.kadinsos, dicatat, sendiri)):
        teks = masuk(siapa).get("/bundel").text
        assert ada in teks
        assert tiada not in teks
