"""Does the door work in a browser?"""

from browser.conftest import BukaHalaman
from flask import Flask
from pabrik import pengguna
from playwright.sync_api import expect

from app.domain.akses.peran import Peran


def test_operator_masuk_lalu_keluar(app: Flask, halaman: BukaHalaman) -> None:
    h = halaman(pengguna(Peran.OPERATOR_DESA))
    expect(h.get_by_role("heading", level=1)).to_be_visible()
    h.locator("details.sahih-akun summary").click()
    h.get_by_role("button", name="Keluar").click()
    h.goto("/registri")
    expect(h.get_by_label("Nama pengguna")).to_be_visible()
