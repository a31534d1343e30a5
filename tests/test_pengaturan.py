"""Do the settings refuse what would be unsafe, and say how to mend it?"""

import runpy
import stat
from pathlib import Path
from types import ModuleType

import pytest
from gunicorn.config import make_settings

import config

PRODUKSI = {
    "DATABASE_URL": "postgresql://sahih@localhost/sahih",
    "SAHIH_ALAMAT": "https://sahih.contohkab.go.id",
    "SAHIH_KUNCI_SESI": "s" * 64,
    "SAHIH_KUNCI_DATA": "1:" + "ab" * 32,
}

pytestmark = pytest.mark.bebas_db


def baca(folder: Path, **env: str) -> dict[str, object]:
    return config.dari_lingkungan({"SAHIH_FOLDER_INSTANCE": str(folder)} | env)


def test_tanpa_pengaturan_berjalan_sebagai_demo_pada_sqlite(tmp_path):
    hasil = baca(tmp_path)
    assert hasil["SAHIH_LINGKUNGAN"] == "demo"
    assert hasil["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path}/sahih.db"


def test_server_basis_data_berarti_produksi(tmp_path):
    hasil = baca(tmp_path, **PRODUKSI)
    assert hasil["SAHIH_LINGKUNGAN"] == "produksi"
    assert hasil["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://sahih@localhost/sahih"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("nama", ["SAHIH_KUNCI_SESI", "SAHIH_KUNCI_DATA", "SAHIH_ALAMAT"])
def test_produksi_menolak_berjalan_tanpa_kunci_dan_alamat(tmp_path, nama):
    with pytest.raises(config.PengaturanSalah, match=nama):
        baca(tmp_path, **PRODUKSI | {nama: ""})


@pytest.mark.parametrize(
    "salah",
    [
        {"SAHIH_ALAMAT": "http://sahih.contohkab.go.id"},
        {"SAHIH_ALAMAT": "sahih.contohkab.go.id"},
        {"SAHIH_ALAMAT": "https://sahih.contohkab.go.id/app"},
        {"SAHIH_JAM": "2026-03-14T09:30+07:00"},
        {"SAHIH_PROKSI": "-1"},
        {"SAHIH_KUNCI_DATA": "1:abcd"},
        {"SAHIH_KUNCI_SESI": "pendek"},
        {"SAHIH_LINGKUNGAN": "development"},
        {"DATABASE_URL": "mysql://sahih@localhost/sahih"},
    ],
    ids=lambda salah: next(iter(salah)),
)
def test_pengaturan_salah_disebut_namanya(tmp_path, salah):
    with pytest.raises(config.PengaturanSalah, match=next(iter(salah))):
        baca(tmp_path, **PRODUKSI | salah)


def test_kata_sandi_dan_kunci_tidak_masuk_kalimat_galat(tmp_path):
    with pytest.raises(config.PengaturanSalah) as galat:
        baca(tmp_path, **PRODUKSI | {"DATABASE_URL": "mysql://sahih:rahasia@localhost/sahih"})
    assert "rahasia" not in str(galat.value)


def test_kunci_demo_dibuat_sekali_dan_hanya_terbaca_pemiliknya(tmp_path):
    pertama, kedua = baca(tmp_path), baca(tmp_path)
    assert pertama["SECRET_KEY"] == kedua["SECRET_KEY"]
    assert pertama["SAHIH_KUNCI_DATA"] == kedua["SAHIH_KUNCI_DATA"]
    assert stat.S_IMODE((tmp_path / "kunci.json").stat().st_mode) == 0o600
    assert [berkas.name for berkas in tmp_path.iterdir()] == ["kunci.json"]


def test_kunci_yang_hilang_tidak_diganti_diam_diam(tmp_path):
    baca(tmp_path)
    (tmp_path / "sahih.db").touch()
    (tmp_path / "kunci.json").unlink()
    with pytest.raises(config.PengaturanSalah, match=r"kunci\.json"):
        baca(tmp_path)


def test_cookie_hanya_lewat_https_bila_alamatnya_https(tmp_path):
    aman, lokal = baca(tmp_path, **PRODUKSI), baca(tmp_path)
    assert (aman["SESSION_COOKIE_NAME"], aman["SESSION_COOKIE_SECURE"]) == ("__Host-sahih", True)
    assert (lokal["SESSION_COOKIE_NAME"], lokal["SESSION_COOKIE_SECURE"]) == ("sahih", False)


def test_setiap_pengaturan_server_web_dikenal_gunicorn():
    """It passes over a misspelt name without a word."""
    ada = runpy.run_path(str(Path(config.__file__).parent / "gunicorn.conf.py"))
    pengaturan = {nama for nama, isi in ada.items() if not nama.startswith("_") and not isinstance(isi, ModuleType)}
    assert pengaturan - set(make_settings()) <= {"Path", "Any"}
