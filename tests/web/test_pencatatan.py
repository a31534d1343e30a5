"""Does the operator find the page to record the kepala desa's decision, and does everybody see who decided?"""

import datetime as dt

import sqlalchemy as sa
from flask import Flask
from halaman import hitung_sql, versi
from klien import Klien
from pabrik import Desa, Kabupaten, cetak, gambar

from app.domain.akses.models import KeputusanTercatat
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.usulan import operations as op
from app.domain.usulan.models import Paket
from app.infra import clock
from app.infra.db import db


def test_operator_mencatat_pengajuan_dari_halamannya(app: Flask, klien: Klien) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    db.session.commit()
    klien.masuk(desa.operator)
    with hitung_sql() as sql:
        muka = klien.get(f"/paket/{paket.id}").text
    assert len(sql) <= 10, "\n".join(sql)
    assert "Catat pengajuan yang ditandatangani Kepala Desa" in muka
    form = klien.get(f"/paket/{paket.id}/pengajuan").text
    assert "Surat pengantar" in form
    assert "Kepala Satu" in form
    assert "Sudah diunggah" in form
    alamat, isi = f"/paket/{paket.id}/pengajuan", {"versi": versi(form), "dicatat": "1"}
    kurang = klien.post(alamat, isi)
    assert kurang.status_code == 422
    assert "centang bahwa tanda tangannya sesuai" in kurang.text
    assert klien.post(alamat, isi | {"diperiksa": "1"}).status_code == 303
    assert db.session.get(Paket, paket.id).status == "diajukan"
    riwayat = klien.get(f"/paket/{paket.id}/riwayat").text
    assert "diputuskan Kepala Desa Slawi Kulon (Kepala Satu), dicatat oleh" in riwayat


def test_keputusan_atas_pengajuan_yang_ditarik_disebut_milik_pengajuan_itu(app: Flask, klien: Klien) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    alamat, nomor = f"/paket/{paket.id}", paket.id
    klien.masuk(desa.operator)
    assert "Diputuskan Kepala Desa Slawi Kulon" in klien.get(alamat).text
    paket = db.session.get_one(Paket, nomor)
    op.tarik_kembali(paket, alasan="Salah unggah.", oleh=desa.operator, versi=paket.versi_baris)
    db.session.commit()
    muka = klien.get(alamat).text
    assert "Diputuskan Kepala Desa" not in muka
    assert "Pengajuan sebelumnya diputuskan Kepala Desa Slawi Kulon" in muka
    paket = db.session.get_one(Paket, nomor)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    db.session.execute(sa.update(KeputusanTercatat).values(dicatat=clock.sekarang() - dt.timedelta(hours=2)))
    db.session.commit()
    muka = klien.get(alamat).text
    assert "Diputuskan Kepala Desa" not in muka, "this submission was the kepala desa's own"
    assert "Pengajuan sebelumnya diputuskan" in muka


def test_operator_tanpa_pernyataan_mencatat_ditolak(app: Flask, klien: Klien) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    db.session.commit()
    klien.masuk(desa.operator)
    nomor = versi(klien.get(f"/paket/{paket.id}/pengajuan").text)
    assert klien.post(f"/paket/{paket.id}/pengajuan", {"versi": nomor}).status_code == 403
    assert db.session.get(Paket, paket.id).status == "siap_diajukan"


def test_keberatan_terlihat_dan_dijawab_di_tingkat_berikutnya(app: Flask, klien: Klien) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.siap_ajukan()
    mencatat = {"dicatat": "1", "diperiksa": "1"}
    db.session.commit()
    klien.masuk(desa.operator)
    nomor = versi(klien.get(f"/paket/{paket.id}/pengajuan").text)
    klien.post(f"/paket/{paket.id}/pengajuan", mencatat | {"versi": nomor})
    klien.get("/akun")
    klien.post("/keluar")
    klien.masuk(desa.kades)
    muka = klien.get(f"/paket/{paket.id}").text
    assert "Nyatakan keberatan" in muka
    nomor = versi(klien.get(f"/paket/{paket.id}/keberatan").text)
    assert (
        klien.post(f"/paket/{paket.id}/keberatan", {"versi": nomor, "alasan": "Bukan daftar saya."}).status_code == 303
    )
    klien.get("/akun")
    klien.post("/keluar")
    klien.masuk(kab.petugas)
    muka = klien.get(f"/paket/{paket.id}").text
    assert "Bukan daftar saya." in muka
    nomor = versi(klien.get(f"/paket/{paket.id}/jawaban-keberatan").text)
    jawab = klien.post(f"/paket/{paket.id}/jawaban-keberatan", {"versi": nomor, "alasan": "Sudah dijelaskan."})
    assert jawab.status_code == 303
    assert "Sudah dijelaskan." in klien.get(f"/paket/{paket.id}").text


def test_petugas_mencatat_putusan_camat_pada_berkas_bersama(app: Flask, klien: Klien) -> None:

    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    kab.telaah(paket)
    b = bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    d = db.session.get_one(Dokumen, b.dokumen_id)
    cetak([d])
    pemindaian.unggah_pindaian([d], [gambar()], penanda=[t.id for t in d.tanda_tangan], oleh=kab.petugas)
    db.session.commit()
    klien.masuk(kab.petugas)
    muka = klien.get(f"/bundel/{b.id}").text
    assert "Catat keputusan yang ditandatangani Camat" in muka
    isi = {"versi": versi(muka), "dicatat": "1", "diperiksa": "1"}
    assert klien.post(f"/bundel/{b.id}/putusan", {"versi": versi(muka)}).status_code == 403
    klien.get(f"/bundel/{b.id}")
    assert klien.post(f"/bundel/{b.id}/putusan", isi).status_code == 303
    assert db.session.get(Bundel, b.id).status == "diputus"


def test_camat_berkeberatan_atas_putusan_yang_dicatat_pada_setiap_paketnya(app: Flask, klien: Klien) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    kab.telaah(paket)
    b = bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    d = db.session.get_one(Dokumen, b.dokumen_id)
    cetak([d])
    pemindaian.unggah_pindaian([d], [gambar()], penanda=[t.id for t in d.tanda_tangan], oleh=kab.petugas)
    bundel_op.putuskan(b, oleh=kab.petugas, versi=b.versi_baris, dicatat=True)
    db.session.commit()
    klien.masuk(kab.petugas)
    assert "Nyatakan keberatan" not in klien.get(f"/bundel/{b.id}").text
    assert klien.post(f"/bundel/{b.id}/keberatan", {"alasan": "x"}).status_code == 409
    k = Klien(app).masuk(kab.camat)
    assert "Nyatakan keberatan" in k.get(f"/bundel/{b.id}").text
    assert k.post(f"/bundel/{b.id}/keberatan", {"alasan": ""}).status_code == 422
    k.get(f"/bundel/{b.id}")
    assert k.post(f"/bundel/{b.id}/keberatan", {"alasan": "Saya belum membaca."}).status_code == 303
    v = Klien(app).masuk(kab.verifikator)
    assert "Saya belum membaca." in v.get(f"/paket/{paket.id}").text


def test_halaman_paket_bagi_petugas_tidak_membengkak(app: Flask, klien: Klien) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    db.session.commit()
    klien.masuk(kab.petugas)
    klien.get(f"/paket/{paket.id}")
    with hitung_sql() as sql:
        klien.get(f"/paket/{paket.id}")
    assert len(sql) <= 10, "\n".join(sql)
