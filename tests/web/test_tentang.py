"""Does every role find its handbook, also before the first sign-in and from every page?"""

import pytest
from flask import Flask
from klien import Klien
from pabrik import pengguna

from app.domain.akses.peran import Peran
from app.infra.db import db
from app.web.tentang.routes import PANDUAN, PANDUAN_PERAN


def test_setiap_peran_mempunyai_satu_panduan() -> None:
    assert set(PANDUAN_PERAN) == set(Peran)
    assert sum(len(peran) for _, peran in PANDUAN.values()) == len(Peran)


@pytest.mark.parametrize("kata", PANDUAN)
def test_panduan_terbaca_tanpa_masuk(klien: Klien, app: Flask, kata: str) -> None:
    teks = klien.get(f"/bantuan/{kata}").text
    assert "Langkah demi langkah" in teks
    assert "Bila ada yang tidak beres" in teks
    assert f'href="/bantuan/{kata}"' in klien.get("/bantuan").text


def test_panduan_yang_tidak_ada_dijawab_404(klien: Klien, app: Flask) -> None:
    assert klien.get("/bantuan/_dasar").status_code == 404


def test_kaki_setiap_halaman_menunjuk_panduan_peran_itu(klien: Klien, app: Flask) -> None:
    operator = pengguna(Peran.OPERATOR_DESA)
    db.session.commit()
    klien.masuk(operator)
    assert 'href="/bantuan/operator-desa">Panduan untuk Anda' in klien.get("/paket").text
    assert "Baca panduan untuk peran Anda" in klien.get("/").text


def test_panduan_menautkan_hanya_halaman_yang_dapat_dibuka_pembacanya(klien: Klien, app: Flask) -> None:
    assert 'href="/verifikasi/hasil"' in klien.get("/bantuan/dinas-sosial").text, "a guest signs in first"
    kepala = pengguna(Peran.KEPALA_DINSOS)
    db.session.commit()
    klien.masuk(kepala)
    teks = klien.get("/bantuan/dinas-sosial").text
    assert 'href="/bundel?jenis=verval"' in teks
    for tertutup in ("/padanan", "/verifikasi"):
        assert f'href="{tertutup}' not in teks
        assert klien.get(tertutup).status_code == 403


@pytest.mark.parametrize("peran", [Peran.OPERATOR_DESA, Peran.DUKCAPIL])
def test_halaman_akun_menautkan_cetakan_hanya_bagi_yang_menerbitkan(klien: Klien, app: Flask, peran: Peran) -> None:
    orang = pengguna(peran)
    db.session.commit()
    klien.masuk(orang)
    ditautkan = 'href="/dokumen/unit"' in klien.get("/akun").text
    assert ditautkan == (klien.get("/dokumen/unit").status_code == 200)
