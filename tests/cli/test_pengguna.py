"""Does an installation get its first admin, and does the printed matrix stay true?"""

from pathlib import Path

import pytest
from flask import Flask
from klien import Klien

from app.cli import akses
from app.infra.db import db

SANDI = "sawah hijau pagi"


def _buat(app: Flask, *pilihan: str, masukan: str = SANDI + "\n"):
    hasil = app.test_cli_runner().invoke(args=["pengguna", "buat", *pilihan, "--sandi-stdin"], input=masukan)
    db.session.remove()
    return hasil


def test_admin_pertama_dapat_masuk(app: Flask, klien: Klien):
    hasil = _buat(app, "--admin", "admin.tegal", "--wilayah", "33.28")
    assert hasil.exit_code == 0, hasil.output
    assert SANDI not in hasil.output
    klien.masuk("admin.tegal", SANDI)
    assert klien.get("/admin/pengguna").status_code == 200


@pytest.mark.parametrize(
    ("pilihan", "masukan", "kata"),
    [
        (("--admin", "admin", "--wilayah", "33.28"), "pendek\n", "paling sedikit 10 huruf"),
        (("--admin", "admin", "--wilayah", "33.28.10.2004"), SANDI, "bukan provinsi"),
        (("--admin", "admin", "--wilayah", "99"), SANDI, "tidak dikenal"),
        (("--admin", "A B", "--wilayah", "33.28"), SANDI, "tanpa spasi"),
    ],
)
def test_admin_pertama_yang_keliru_ditolak(app: Flask, pilihan, masukan, kata):
    hasil = _buat(app, *pilihan, masukan=masukan)
    assert hasil.exit_code == 1
    assert kata in hasil.output


def test_nama_yang_sudah_dipakai_ditolak(app: Flask):
    _buat(app, "--admin", "admin", "--wilayah", "33.28")
    assert "sudah dipakai" in _buat(app, "--admin", "admin", "--wilayah", "33.28").output


def test_pemeriksaan_matriks_gagal_bila_halaman_usang(app: Flask, monkeypatch, tmp_path: Path):
    halaman = tmp_path / "docs" / "wewenang.md"
    monkeypatch.setattr(akses, "HALAMAN", halaman)
    jalan = app.test_cli_runner()
    assert jalan.invoke(args=["akses", "matriks", "--periksa"]).exit_code == 1
    assert jalan.invoke(args=["akses", "matriks"]).exit_code == 0
    assert jalan.invoke(args=["akses", "matriks", "--periksa"]).exit_code == 0
    halaman.write_text(halaman.read_text() + "\n")
    assert jalan.invoke(args=["akses", "matriks", "--periksa"]).exit_code == 1
