"""Does a packet's page, which reads along what its guards ask, say what they say when they ask for themselves?"""

import datetime as dt

import pytest
from flask import Flask
from pabrik import Desa, Kabupaten
from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH
from sqlalchemy.dialects import postgresql

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.rapat.models import Rapat
from app.domain.usulan import langkah_berikut, queries_halaman, queries_tunggu
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan.models import Paket
from app.domain.usulan.status import StatusUsulan
from app.infra import clock
from app.infra.db import db

MENINGGAL = 2


def terbaca(paket: Paket, untuk: Pelaku) -> queries_halaman.Terbaca:
    db.session.flush()
    return queries_halaman.halaman(paket.id, untuk=untuk).terbaca


def test_kekurangan_sebelum_persetujuan_verval_sama_dengan_yang_ditanyakan_penjaganya(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = kab.diteruskan(desa.diajukan(desa.paket(3)))
    satu, dua, tiga = paket.usulan

    def nilai_semua() -> None:
        for u in (satu, dua, tiga):
            u.status = StatusUsulan.LAYAK

    def minta() -> None:
        opp.minta(satu, "penarikan", alasan="Pindah.", oleh=desa.operator, versi=satu.versi_baris)

    terlihat = set()
    for ubah in (
        lambda: None,
        lambda: setattr(satu, "status", StatusUsulan.LAYAK),
        nilai_semua,
        lambda: setattr(dua, "padanan", "cocok"),
        lambda: setattr(tiga.warga, "status_dasar", MENINGGAL),
        lambda: op.bebaskan_padanan(paket, alasan="Server pusat mati.", oleh=kab.verifikator, versi=paket.versi_baris),
        minta,
    ):
        ubah()
        dibaca = terbaca(paket, kab.verifikator)
        assert dibaca.verval is not None
        sendiri = langkah_berikut.berikut(paket, untuk=kab.verifikator)
        bersama = langkah_berikut.berikut(paket, untuk=kab.verifikator, terbaca=dibaca)
        assert sendiri is not None
        assert bersama == sendiri
        terlihat.add(tuple(sendiri.kurang))
    assert len(terlihat) == 7


@pytest.mark.parametrize("tanggal", [None, dt.date(2026, 10, 31), dt.date(2026, 11, 30), dt.date(2026, 12, 1)])
def test_pintu_sptjm_sama_dengan_yang_ditanyakan_penjaganya(app: Flask, tanggal: dt.date | None) -> None:
    desa = Desa()
    paket = desa.paket(1)
    assert paket.periode == "2026-11"
    if tanggal:
        rapat = Rapat(jenis="musdes", wilayah_kode=paket.wilayah_kode, penyelenggara="bpd", perihal="x", dibuat_oleh=1)
        rapat.tanggal, rapat.dicatat, rapat.versi_baris = tanggal, clock.sekarang(), 0
        db.session.add(rapat)
    dibaca = terbaca(paket, desa.operator)
    ada = tanggal == dt.date(2026, 11, 30)
    assert dibaca.ada_rapat is ada
    assert langkah_berikut.sptjm_terbuka(paket, untuk=desa.operator, terbaca=dibaca) is not ada
    assert langkah_berikut.sptjm_terbuka(paket, untuk=desa.operator) is not ada


def test_halaman_tahu_ada_nama_yang_menunggu_tepat_bila_daftar_tunggunya_berisi(app: Flask) -> None:
    desa, lain = Desa(), Desa("33.28.10.2005")
    lama = desa.paket(2)
    desa.diajukan(lama, {lama.usulan[0].id: ("tunda", "perlu_kunjungan", "")})
    for milik, menunggu in ((desa, 1), (lain, 0)):
        paket = op.buat_paket(oleh=milik.operator)
        assert len(queries_tunggu.daftar(paket, untuk=milik.operator)) == menunggu
        assert terbaca(paket, milik.operator).menunggu is bool(menunggu)


@pytest.mark.parametrize("peran", Peran)
def test_pernyataan_halaman_paket_cukup_pendek_untuk_diingat_psycopg(app: Flask, peran: Peran) -> None:
    pernyataan = queries_halaman._tanya_halaman(peran).compile(dialect=postgresql.psycopg.dialect())
    assert len(str(pernyataan)) <= MAX_CACHED_STATEMENT_LENGTH
