"""Is every signature printed as the office signs it: acting, on behalf, with rank and number, room for the stamp?"""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from contoh_bagian import CAMAT, KADES, penanda
from contoh_naskah import contoh, kepala
from flask import Flask
from pabrik import orang

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.peran import Peran
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.aturan.periksa import periksa
from app.domain.dokumen import gambar, susunan
from app.domain.dokumen.status import JenisDokumen as J
from app.infra import clock
from app.infra.db import db

KAB, DESA = "33.28", "33.28.10.2004"
HARI = dt.date(2026, 11, 12)


def _aturan(kunci: str, kode: str, wilayah: str, isi: dict[str, Any]) -> None:
    db.session.add(
        Aturan(
            kunci=kunci, kode=kode, wilayah_kode=wilayah, mulai=clock.hari_ini(), urut=0, isi=periksa(kunci, kode, isi)
        )
    )
    db.session.execute(sa.update(AturanVersi).values(nomor=AturanVersi.nomor + 1))
    db.session.commit()


def _menjabat(peran: Peran, wilayah: str, sebutan: str, nip: str = "") -> None:
    p = orang(peran, wilayah)
    db.session.execute(sa.update(Penugasan).where(Penugasan.id == p.penugasan_id).values(sebutan=sebutan))
    db.session.execute(sa.update(Pengguna).where(Pengguna.id == p.pengguna_id).values(nip=nip, nama="Nama Pejabat"))
    db.session.commit()


@pytest.mark.parametrize("sebutan", ["Plt", "Plh", "Pj", "Pjs"])
def test_sebutan_penugasan_tercetak_di_depan_jabatan(app: Flask, sebutan: str) -> None:
    _menjabat(Peran.KEPALA_DESA, DESA, sebutan)
    (p,) = susunan.penanda(J.SURAT_PENGANTAR, susunan.unit(DESA), clock.hari_ini())
    assert p.baris_jabatan == [f"{sebutan}. Kepala Desa Slawi Kulon"]


def test_atas_nama_dan_untuk_beliau_menurut_aturan(app: Flask) -> None:
    _menjabat(Peran.KEPALA_DINSOS, KAB, "definitif", "196901011994032001")
    baris = {"jabatan": "kepala_dinsos", "label": "Kepala Dinas Sosial", "gerbang": "pengesahan", "wajib": True}
    isi = {"penanda": [baris | {"atas_nama": "kepala_daerah", "untuk_beliau": "sekretaris_daerah"}]}
    _aturan("penanda_tangan", "surat_pengesahan", KAB, isi)
    _aturan("pejabat", "kepala_dinsos", KAB, {"nama": "Nama Pejabat", "pangkat": "Pembina Utama Muda"})
    (p,) = susunan.penanda(J.SURAT_PENGESAHAN, susunan.unit(KAB), clock.hari_ini())
    assert p.baris_jabatan == [
        "a.n. Bupati Tegal",
        "Sekretaris Daerah",
        "u.b.",
        "Kepala Dinas Sosial Kabupaten Tegal",
    ]
    assert (p.baris_nip, p.pangkat) == ("NIP. 196901011994032001", "Pembina Utama Muda")
    # Garuda stands above the head's own signature only.
    assert susunan.kop_penanda(J.SURAT_PENGESAHAN, susunan.unit(KAB), clock.hari_ini()).lambang == "daerah"


def test_kepala_daerah_terpilih_tanpa_nip_penjabatnya_dengan_nip(app: Flask) -> None:
    _menjabat(Peran.KEPALA_DAERAH, KAB, "definitif", "196901011994032001")
    (p,) = susunan.penanda(J.SURAT_PENGESAHAN, susunan.unit(KAB), clock.hari_ini())
    assert (p.nama, p.baris_nip) == ("Nama Pejabat", "")
    db.session.execute(sa.update(Penugasan).values(sebutan="Pj"))
    (p,) = susunan.penanda(J.SURAT_PENGESAHAN, susunan.unit(KAB), clock.hari_ini())
    assert p.baris_jabatan == ["Pj. Bupati Tegal"]
    assert p.baris_nip == "NIP. 196901011994032001"


def test_nomor_perangkat_desa_bukan_nip() -> None:
    assert penanda("Kepala Desa", nip="33280102001").baris_nip == "NIPD. 33280102001"
    assert CAMAT.baris_nip == "NIP. 197805122000031002"
    assert KADES.baris_nip == ""


def test_camat_diminta_pada_gerbang_telaah_saja(app: Flask) -> None:
    _menjabat(Peran.KEPALA_DESA, DESA, "definitif")
    _menjabat(Peran.CAMAT, "33.28.10", "definitif")
    semua = susunan.penanda(J.SPTJM, susunan.unit(DESA), clock.hari_ini())
    assert [(p.kode, p.gerbang, p.unit_kode) for p in semua] == [
        ("kepala_desa", "desa", DESA),
        ("camat", "telaah", "33.28.10"),
    ]
    assert [p.meterai for p in semua] == [True, False]


def test_ruang_meterai_hanya_bagi_yang_diminta_aturan() -> None:
    isi, _ = contoh(J.SPTJM, penuh=True)
    dengan = gambar.html(kepala(J.SPTJM), isi, [penanda("Kepala Desa", meterai=True), CAMAT], "https://contoh.go.id")
    tanpa = gambar.html(kepala(J.SPTJM), isi, [penanda("Kepala Desa"), CAMAT], "https://contoh.go.id")
    assert dengan.count("Meterai<br>Rp10.000") == 1
    assert "Meterai<br>" not in tanpa
    assert tanpa.count('class="ruang"') == 2
