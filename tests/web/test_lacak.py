"""What may anybody learn with a receipt's code? Where the proposal stands, and nothing about the person."""

import pytest
from flask import Flask
from klien import Klien
from pabrik import Desa, keluarga, usulan, warga
from pabrik_bundel import Kabupaten

from app.domain.aturan.berlaku import sebutan
from app.domain.usulan import operations
from app.infra.db import db
from app.web.lacak.routes import laju


@pytest.fixture(autouse=True)
def _laju_baru(monkeypatch: pytest.MonkeyPatch) -> None:
    # However slow the machine is, no question of a test falls out of the window; conftest.py empties the counter.
    monkeypatch.setattr(laju, "jendela", 86_400.0)


def test_kode_ditemukan_walau_ditulis_bebas(klien: Klien, app: Flask) -> None:
    desa = Desa()
    w = warga(keluarga(), "SITI RAHAYU")
    u = usulan(operations.buat_paket(oleh=desa.operator), desa.operator, w=w)
    nik = w.nik
    db.session.commit()
    kode = u.kode_lacak
    for tulisan in (kode, kode.lower(), f" {kode[:4]}-{kode[4:8]} {kode[8:]} "):
        teks = klien.get("/lacak", query_string={"kode": tulisan}).text
        assert "S. R." in teks
        assert "Desa Slawi Kulon" in teks
        assert "Menunggu musyawarah" in teks
        assert f'value="{kode[:4]}-{kode[4:8]}-{kode[8:]}"' in teks
        assert "SITI" not in teks
        assert nik not in teks


def test_kedudukan_mengikuti_paketnya(klien: Klien, app: Flask) -> None:
    desa = Desa()
    paket = desa.paket(2)
    tunda, jalan = paket.usulan
    desa.diajukan(paket, {tunda.id: ("tunda", "dibahas_lagi", "")})
    db.session.commit()
    assert "Ditelaah kecamatan" in klien.get(f"/lacak?kode={jalan.kode_lacak}").text
    assert "Ditunda ke musyawarah berikutnya" in klien.get(f"/lacak?kode={tunda.kode_lacak}").text


def test_warga_membaca_arti_kedudukan_dan_alasan_umum_bila_tidak_layak(klien: Klien, app: Flask) -> None:
    kab = Kabupaten()
    paket = kab.nilai(kab.diteruskan(jumlah=2), tidak_layak=1)
    tidak = next(u for u in paket.usulan if u.status == "tidak_layak")
    jalan = next(u for u in paket.usulan if u.status == "layak")
    rinci, kode, kode_jalan = tidak.nilai_alasan, tidak.kode_lacak, jalan.kode_lacak
    label = sebutan("alasan_tidak_layak", tidak.nilai_kode, tidak.wilayah_kode)
    db.session.commit()
    teks = klien.get(f"/lacak?kode={kode}").text
    assert "belum memenuhi syarat" in teks
    assert f"Alasan: {label}." in teks
    assert rinci == label or rinci not in teks
    assert "Dinas Sosial memeriksa data" in klien.get(f"/lacak?kode={kode_jalan}").text


@pytest.mark.parametrize("kode", ["ABC", "2345678923", "'; DROP TABLE usulan", "٣٣٢٨"])
def test_kode_tak_dikenal_dijawab_ramah(klien: Klien, app: Flask, kode: str) -> None:
    jawaban = klien.get("/lacak", query_string={"kode": kode})
    assert jawaban.status_code == 404
    assert "Tidak ada usulan dengan kode itu." in jawaban.text


def test_halaman_kosong_tidak_menghitung_percobaan(klien: Klien, app: Flask) -> None:
    for _ in range(40):
        assert klien.get("/lacak").status_code == 200


def test_tebakan_beruntun_ditahan(klien: Klien, app: Flask) -> None:
    kode = [klien.get(f"/lacak?kode=AAAAAAAA{i:02d}").status_code for i in range(35)]
    assert kode[:30] == [404] * 30
    assert kode[-1] == 429
