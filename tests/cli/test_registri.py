"""Does the command line import as its contract says?"""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import DESA, pengguna

from app.domain.akses.peran import Peran
from app.domain.registri.models import Warga
from app.infra.db import db

CSV = (
    "nama;no_kk;nik;sex;tanggallahir;kk_level\n"
    "BUDI SANTOSO;3328100106209990;3328101708859991;1;1985-08-17;1\n"
    "SALAH;3328100106209990;123;2;1985-04-21;4\n"
)


@pytest.fixture
def berkas(app: Flask, tmp_path: Path) -> Path:
    pengguna(Peran.ADMIN, "33")
    db.session.commit()
    jalur = tmp_path / "data.csv"
    jalur.write_text(CSV)
    return jalur


def test_json_memuat_empat_hitungan_dan_daftar_galat(app: Flask, berkas: Path) -> None:
    hasil = app.test_cli_runner().invoke(args=["registri", "impor", str(berkas), "--desa", DESA, "--json"])
    assert hasil.exit_code == 0, hasil.output
    isi = json.loads(hasil.stdout)
    assert [isi[k] for k in ("baru", "berubah", "sama", "ditolak")] == [1, 0, 0, 1]
    assert set(isi["galat"][0]) == {"baris", "kolom", "nilai", "pesan"}
    assert isi["galat"][0]["baris"] == 3


def test_kering_tidak_menyimpan_dan_desa_tak_dikenal_gagal_dengan_sebabnya(app: Flask, berkas: Path) -> None:
    jalan = app.test_cli_runner()
    assert "1 baru" in jalan.invoke(args=["registri", "impor", str(berkas), "--desa", DESA, "--kering"]).stdout
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Warga)) == 0
    gagal = jalan.invoke(args=["registri", "impor", str(berkas), "--desa", "33.28.99.2001"])
    assert gagal.exit_code == 1
    assert "tidak terdaftar" in gagal.stderr
