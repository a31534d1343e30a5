"""Do regions come in whole, once, and only from files that can be trusted?"""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.wilayah import cari
from app.domain.wilayah.impor import impor
from app.domain.wilayah.models import Wilayah
from app.infra.clock import WIT
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda

ISI = {
    "provinces.csv": "code,name\n33,Jawa Tengah\n94,Papua Tengah\n",
    "regencies.csv": "code,province_code,name\n33.28,33,Kabupaten Tegal\n33.76,33,Kota Tegal\n"
    "94.01,94,Kabupaten Nabire\n",
    "districts.csv": "code,regency_code,name\n33.28.10,33.28,Slawi\n33.76.01,33.76,Tegal Barat\n"
    "94.01.01,94.01,Nabire\n",
    "villages.csv": "code,district_code,name\n33.28.10.1007,33.28.10,Kagok\n33.28.10.2004,33.28.10,Slawi  Kulon.\n"
    '94.01.01.3001,94.01.01,"Soka""an"\n',
}


@pytest.fixture
def folder(tmp_path: Path, app: Flask) -> Path:
    """A small package of ten regions; the table starts empty."""
    db.session.execute(sa.delete(Wilayah))
    db.session.commit()
    return tulis(tmp_path / "paket")


def tulis(tujuan: Path, versi: str = "1.0.0", **ganti: str) -> Path:
    (tujuan / "data").mkdir(parents=True, exist_ok=True)
    (tujuan / "package.json").write_text(json.dumps({"version": versi}))
    for nama, isi in ISI.items():
        (tujuan / "data" / nama).write_text(ganti.get(nama.removesuffix(".csv"), isi), encoding="utf-8")
    return tujuan


def jumlah() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Wilayah)) or 0


def test_semua_wilayah_masuk_dengan_jenis_induk_dan_zonanya(folder: Path) -> None:
    hasil = impor(folder)
    assert (hasil.jumlah, hasil.baru, jumlah()) == (11, 11, 11)
    jenis = {w.kode: w.jenis for w in db.session.scalars(sa.select(Wilayah))}
    assert jenis == {
        "33": "provinsi", "94": "provinsi", "33.28": "kabupaten", "33.76": "kota", "94.01": "kabupaten",
        "33.28.10": "kecamatan", "33.76.01": "kecamatan", "94.01.01": "kecamatan",
        "33.28.10.1007": "kelurahan", "33.28.10.2004": "desa", "94.01.01.3001": "desa",
    }  # fmt: skip
    assert cari.satu("33.28.10.2004").induk == "33.28.10"
    assert cari.satu("94.01.01.3001").zona == WIT


def test_nama_dirapikan(folder: Path) -> None:
    impor(folder)
    assert cari.satu("33.28.10.2004").sebutan == "Desa Slawi Kulon"
    assert cari.satu("94.01.01.3001").nama == "Soka'an"
    assert all(w.sebutan == dari_sql for w, dari_sql in db.session.execute(sa.select(Wilayah, Wilayah.sebutan)))


def test_versi_yang_sama_tidak_dibaca_dua_kali(folder: Path) -> None:
    impor(folder)
    (folder / "data" / "villages.csv").unlink()
    hasil = impor(folder)
    assert (hasil.dilewati, hasil.jumlah) == (True, 11)


def test_versi_baru_memperbarui_nama_dan_tidak_membuang_kode_lama(folder: Path) -> None:
    impor(folder)
    db.session.commit()
    baru = ISI["villages.csv"].replace("Kagok", "Kagok Baru").replace("33.28.10.2004,33.28.10,Slawi  Kulon.\n", "")
    hasil = impor(tulis(folder, "1.0.1", villages=baru))
    assert (hasil.baru, hasil.berubah, jumlah()) == (0, 1, 11)
    db.session.commit()
    assert cari.satu("33.28.10.1007").nama == "Kagok Baru"
    assert cari.satu("33.28.10.2004").nama == "Slawi Kulon"


def test_tabel_yang_berkurang_dilengkapi_lagi(folder: Path) -> None:
    impor(folder)
    db.session.execute(sa.delete(Wilayah).where(Wilayah.kode == "94.01.01.3001"))
    assert impor(folder).baru == 1


@pytest.mark.parametrize(
    "buruk",
    [
        "code,district_code,name\n33.28.99.2001,33.28.99,Tanpa Induk\n",
        "code,district_code,name\n33.28.10,33.28,Bukan Desa\n",
        "code,district_code,name\n33.28.10.2004,33.28.10,\n",
        "code,district_code,name\n33.28.10.2004,33.28.10,A\n33.28.10.2004,33.28.10,B\n",
        "kode,nama\n33.28.10.2004,A\n",
    ],
)
def test_berkas_rusak_ditolak_dengan_menyebut_barisnya(folder: Path, buruk: str) -> None:
    with pytest.raises(GalatIsian, match=r"villages\.csv baris \d"):
        impor(tulis(folder, villages=buruk))
    assert jumlah() == 0


def test_berkas_yang_hilang_disebut_namanya(folder: Path) -> None:
    (folder / "data" / "districts.csv").unlink()
    with pytest.raises(GalatIsian, match=r"districts\.csv"):
        impor(folder)


def test_pencarian_dibatasi_wilayah_jenis_dan_jumlah(folder: Path) -> None:
    impor(folder)
    assert {w.kode for w in cari.cari("kagok")} == {"33.28.10.1007"}
    assert not cari.cari("k")
    assert not cari.cari("%%")
    assert not cari.cari("slawi", di="94")
    assert [w.kode for w in cari.cari("slawi", jenis=("kecamatan",))] == ["33.28.10"]
    assert len(cari.cari("33.28.1", batas=2)) == 2
    assert [w.kode for w in cari.induk("33.28.10.1007")] == ["33.28.10.1007", "33.28.10", "33.28", "33"]
    assert [w.kode for w in cari.anak("33")] == ["33.28", "33.76"]
    with pytest.raises(TidakAda):
        cari.satu("11.99")


def test_perintah_impor_melapor_dan_aman_diulang(folder: Path, app: Flask) -> None:
    perintah = app.test_cli_runner()
    pertama = perintah.invoke(args=["wilayah", "impor", "--dari", str(folder)])
    assert (pertama.exit_code, pertama.output) == (0, "Data wilayah 1.0.0: 11 wilayah, 11 baru, 0 berubah.\n")
    kedua = perintah.invoke(args=["wilayah", "impor", "--dari", str(folder)])
    assert kedua.output == "Data wilayah 1.0.0 sudah terpasang: 11 wilayah.\n"
    assert perintah.invoke(args=["aturan", "benih"]).output == "Aturan bawaan sudah terpasang.\n"
