"""Does the browser send back only what is wrong, and say so before and after?"""

import pytest
import sqlalchemy as sa
from flask import Flask
from halaman import hitung_sql, versi
from klien import Klien
from pabrik import KECAMATAN, Desa, orang

from app.domain.akses.peran import Peran
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket
from app.infra.db import db


@pytest.fixture
def desa(app: Flask) -> Desa:
    return Desa()


def test_pratinjau_menyebut_yang_kembali_dan_yang_tetap_tanpa_mengubah_apa_pun(klien: Klien, desa: Desa) -> None:
    paket = desa.diajukan(desa.paket(3))
    u, nomor = paket.usulan[0], paket.id
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    alamat = f"/paket/{nomor}/pengembalian"
    isi = {"versi": versi(klien.get(alamat).text), f"kode.{u.id}": "foto_rumah_tidak_jelas", "pratinjau": "1"}
    teks = klien.post(alamat, isi).text
    assert "1 usulan kembali ke desa/kelurahan sebagai paket tersendiri, 2 usulan tetap" in teks
    assert '<option value="foto_rumah_tidak_jelas" selected>' in teks
    seluruh = klien.post(alamat, isi | {"paket.kode": "ba_belum_ttd"}).text
    assert "Seluruh paket kembali ke desa/kelurahan: 3 usulan kembali" in seluruh
    db.session.remove()
    assert db.session.get_one(Paket, nomor).status is StatusPaket.DIAJUKAN
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Paket)) == 1


def test_hanya_nama_bertanda_yang_kembali_dan_halaman_menautkan_keduanya(klien: Klien, desa: Desa) -> None:
    paket = desa.diajukan(desa.paket(3))
    u, nomor = paket.usulan[0], paket.id
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    alamat = f"/paket/{nomor}/pengembalian"
    isi = {"versi": versi(klien.get(alamat).text), f"kode.{u.id}": "foto_rumah_tidak_jelas"}
    assert klien.post(alamat, isi).status_code == 303
    db.session.remove()
    baru = db.session.get_one(Usulan, u.id).paket
    assert (baru.induk_id, baru.status) == (nomor, StatusPaket.DIKEMBALIKAN)
    halaman = klien.get(f"/paket/{nomor}").text
    assert f"1 usulan dikembalikan ke desa/kelurahan sebagai paket {baru.nomor}; 2 usulan tetap" in halaman
    assert f'Sebagian dipisahkan ke <a class="govuk-link" href="/paket/{baru.id}">' in halaman
    klien.masuk(desa.operator)
    with hitung_sql() as perintah:
        pecahan = klien.get(f"/paket/{baru.id}").text
    assert f'Dipisahkan dari <a class="govuk-link" href="/paket/{nomor}">' in pecahan
    assert "Foto rumah tidak jelas" in pecahan
    assert len(perintah) <= 10, "\n".join(perintah)


def test_petugas_memisahkan_yang_dicentang(klien: Klien, desa: Desa) -> None:
    paket = desa.diajukan(desa.paket(3))
    u, nomor = paket.usulan[2], paket.id
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    alamat = f"/paket/{nomor}/pemisahan"
    teks = klien.get(alamat).text
    kosong = klien.post(alamat, {"versi": versi(teks), "alasan": "Perlu kunjungan."})
    assert kosong.status_code == 409
    assert "Pilih paling sedikit satu usulan" in kosong.text
    isi = {"versi": versi(teks), "alasan": "Perlu kunjungan.", "usulan": [str(u.id)]}
    assert klien.post(alamat, isi).status_code == 303
    db.session.remove()
    assert db.session.get_one(Usulan, u.id).paket.induk_id == nomor
    klien.masuk(desa.operator)
    assert klien.get(alamat).status_code == 403


def test_riwayat_usulan_yang_dipisahkan_memuat_yang_terjadi_sebelumnya(klien: Klien, desa: Desa) -> None:
    paket = desa.diajukan()
    u = paket.usulan[0]
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    alamat = f"/paket/{paket.id}/pengembalian"
    isi = {"versi": versi(klien.get(alamat).text), f"kode.{u.id}": "foto_rumah_tidak_jelas"}
    klien.post(alamat, isi)
    teks = klien.get(f"/usulan/{u.id}").text
    assert "menyepakati usulan dalam musyawarah" in teks
    assert "mengembalikan paket ke desa" in teks
