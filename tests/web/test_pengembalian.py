"""Are the marks of a return written down as typed, and answered in one form that loses nothing?"""

import pytest
import sqlalchemy as sa
from flask import Flask
from halaman import versi
from klien import Klien
from pabrik import KECAMATAN, Desa, pelaku, pengguna

from app.domain.akses.peran import Peran
from app.domain.usulan import operations
from app.domain.usulan.models import Tanda
from app.infra.db import db


@pytest.fixture
def desa(app: Flask) -> Desa:
    return Desa()


def test_pengembalian_mencatat_setiap_alasan_lalu_dijawab_desa(klien: Klien, desa: Desa) -> None:
    paket = desa.diajukan()
    u = paket.usulan[0]
    petugas = pengguna(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    alamat = f"/paket/{paket.id}/pengembalian"
    teks = klien.get(alamat).text
    kosong = klien.post(alamat, {"versi": versi(teks), f"teks.{u.id}": "Foto gelap."})
    assert kosong.status_code == 422
    assert '<a href="#paket-kode">Pilih paling sedikit satu alasan' in kosong.text
    assert 'value="Foto gelap."' in kosong.text
    isi = {
        "versi": versi(teks),
        "paket.kode": ["ba_belum_ttd", "daftar_hadir_kurang"],
        "paket.teks": "Halaman dua.",
        f"kode.{u.id}": "foto_rumah_tidak_jelas",
        f"teks.{u.id}": "Foto gelap.",
    }
    assert klien.post(alamat, isi).status_code == 303
    tanda = db.session.scalars(sa.select(Tanda).order_by(Tanda.id)).all()
    assert [(t.usulan_id, t.kode, t.teks) for t in tanda] == [
        (None, "ba_belum_ttd", "Halaman dua."),
        (None, "daftar_hadir_kurang", "Halaman dua."),
        (u.id, "foto_rumah_tidak_jelas", "Foto gelap."),
    ]
    klien.masuk(desa.operator)
    teks = klien.get(f"/paket/{paket.id}").text
    assert "Foto rumah tidak jelas" in teks
    satu, _, tiga = (t.id for t in tanda)
    jawab, isi = f"/paket/{paket.id}/tanda", {f"jawaban.{satu}": "diperbaiki", f"teks.{satu}": "Halaman dua dipindai."}
    salah = klien.post(jawab, isi | {f"jawaban.{tiga}": "dipertahankan", f"teks.{tiga}": " "})
    assert salah.status_code == 422
    assert f'<a href="#teks-{tiga}">Tulis mengapa data ini dipertahankan.</a>' in salah.text
    assert "Halaman dua dipindai." in salah.text, "nothing typed is lost"
    assert db.session.scalar(sa.select(sa.func.count(Tanda.jawaban))) == 0
    assert (
        klien.post(jawab, isi | {f"jawaban.{tiga}": "diperbaiki", f"teks.{tiga}": "Foto diganti."}).status_code == 303
    )
    db.session.expire_all()
    assert db.session.scalar(sa.select(sa.func.count(Tanda.jawaban))) == 2, "who answers some may leave one for later"
    assert "Foto diganti." in klien.get(f"/paket/{paket.id}").text


def test_tanda_hanya_dijawab_pada_halaman_paketnya(klien: Klien, desa: Desa) -> None:
    petugas = pengguna(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    paket = desa.dikembalikan(pelaku(petugas))
    lain = operations.buat_paket(periode="2026-10", oleh=desa.operator)
    db.session.commit()
    tanda = db.session.scalar(sa.select(Tanda))
    klien.masuk(desa.operator)
    isi = {f"jawaban.{tanda.id}": "diperbaiki"}
    assert klien.post(f"/paket/{lain.id}/tanda", isi).status_code == 404
    assert klien.post(f"/paket/{paket.id}/tanda", isi).status_code == 303
