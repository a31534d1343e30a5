"""Does the end of a month drop nothing: flagged, in its period, and joined to what comes later?"""

import datetime as dt
from zoneinfo import ZoneInfo

import pabrik
import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.akses.peran import Peran
from app.domain.bundel.models import BundelPaket
from app.domain.bundel.status import JenisBundel
from app.domain.laporan import queries_temuan
from app.domain.laporan.temuan import Daftar
from app.domain.usulan import lewat_periode, queries
from app.domain.usulan import operations as op
from app.domain.usulan.models import Paket
from app.domain.usulan.status import StatusPaket
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.audit import Audit
from app.infra.db import db

DESEMBER = dt.datetime(2026, 12, 1, 0, 30, tzinfo=ZoneInfo(clock.WIB))


@pytest.fixture
def desa(app: Flask) -> pabrik.Desa:
    return pabrik.Desa()


def test_yang_terbuka_saat_bulan_berakhir_ditandai_sekali_dan_periodenya_tetap(desa: pabrik.Desa, jam) -> None:
    paket = desa.diajukan()
    versi = paket.versi_baris
    assert lewat_periode.tandai() == 0, "its month has not ended"
    jam(DESEMBER - dt.timedelta(hours=1))
    assert lewat_periode.tandai() == 0, "30 November, 23.30 in Tegal"
    jam(DESEMBER)
    assert lewat_periode.tandai() == 1
    assert lewat_periode.tandai() == 0
    assert (paket.terlambat, paket.periode, paket.status) == (True, "2026-11", StatusPaket.DIAJUKAN)
    assert paket.versi_baris == versi, "nobody's page goes stale at midnight"
    assert db.session.scalar(sa.select(sa.func.count()).where(Audit.aksi == lewat_periode.AKSI)) == 1


def test_akhir_bulan_menurut_zona_desanya(desa: pabrik.Desa, jam) -> None:
    for kode, nama, jenis in (
        ("91", "Papua", "provinsi"), ("91.03", "Jayapura", "kabupaten"),
        ("91.03.01", "Sentani", "kecamatan"), ("91.03.01.2001", "Ifale", "desa"),
    ):  # fmt: skip
        db.session.add(Wilayah(kode=kode, nama=nama, jenis=jenis, zona=clock.WIT))
    db.session.flush()
    barat, timur = desa.paket(1), op.buat_paket(oleh=pabrik.orang(Peran.OPERATOR_DESA, "91.03.01.2001"))
    jam(DESEMBER - dt.timedelta(hours=2))
    assert lewat_periode.tandai() == 1
    assert (barat.terlambat, timur.terlambat) == (False, True)


def test_yang_selesai_atau_menunggu_pusat_tidak_ditandai(desa: pabrik.Desa, jam) -> None:
    kabupaten = pabrik.Kabupaten()
    sah = kabupaten.disahkan(kabupaten.terverifikasi(kabupaten.diteruskan(desa.diajukan())))
    batal = desa.paket(1)
    op.batalkan(batal, alasan="Tidak jadi.", oleh=desa.operator, versi=batal.versi_baris)
    jam(DESEMBER)
    assert lewat_periode.tandai() == 0
    assert not sah.terlambat


def test_penandaan_tampak_di_daftar_antrean_dan_temuan_auditor(desa: pabrik.Desa, jam) -> None:
    paket = desa.diajukan()
    jam(DESEMBER)
    lewat_periode.tandai()
    petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    assert [b.terlambat for b in queries.daftar(untuk=petugas)[0]] == [True]
    assert [b.terlambat for b in queries.menunggu(untuk=petugas)[0]] == [True]
    auditor = pabrik.orang(Peran.AUDITOR, pabrik.KABUPATEN)
    baris, _ = queries_temuan.daftar(Daftar.TERLAMBAT, untuk=auditor)
    assert [(b.nomor, b.perihal) for b in baris] == [(paket.nomor, "Masih terbuka saat periodenya berakhir.")]


def test_paket_periode_lalu_ikut_satu_pengesahan_dan_sebulan_boleh_beberapa(desa: pabrik.Desa, jam) -> None:
    kabupaten = pabrik.Kabupaten()
    lama = kabupaten.terverifikasi(kabupaten.diteruskan(desa.diajukan()))
    jam(DESEMBER + dt.timedelta(days=2))
    lewat_periode.tandai()
    lain = pabrik.Desa(pabrik.DESA_LAIN)
    kec = pabrik.Kabupaten()
    kec.petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN_LAIN)
    kec.camat = pabrik.orang(Peran.CAMAT, pabrik.KECAMATAN_LAIN, "Camat Dua")
    baru = kec.terverifikasi(kec.diteruskan(lain.diajukan()))
    satu = kabupaten.bundel(JenisBundel.PENGESAHAN, [lama, baru], kabupaten.verifikator, kabupaten.bupati)
    assert {b.paket_id for b in db.session.scalars(sa.select(BundelPaket).where(BundelPaket.bundel_id == satu.id))} == {
        lama.id,
        baru.id,
    }
    assert [p.status for p in (lama, baru)] == [StatusPaket.DISAHKAN] * 2
    assert [(p.periode, p.terlambat) for p in (lama, baru)] == [("2026-11", True), ("2026-12", False)]
    lagi = kec.terverifikasi(kec.diteruskan(lain.diajukan(lain.paket(1))))
    dua = kabupaten.bundel(JenisBundel.PENGESAHAN, [lagi], kabupaten.verifikator, kabupaten.bupati)
    assert dua.periode == satu.periode == "2026-12"
    assert db.session.get_one(Paket, lagi.id).status is StatusPaket.DISAHKAN
