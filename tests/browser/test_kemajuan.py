"""Does a page tell by itself that work in the background is done?"""

from pathlib import Path

import pabrik
from browser.conftest import BukaHalaman
from browser.peramban import kerjakan, unduh
from flask import Flask
from playwright.sync_api import expect

from app.domain.akses.peran import Peran


def test_naskah_muncul_sendiri_setelah_jadi(app: Flask, halaman: BukaHalaman) -> None:
    desa = pabrik.Desa()
    paket = desa.siap_musyawarah().id
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    h = halaman(operator)
    h.goto(f"/paket/{paket}")
    expect(h.locator("#daftar-dokumen")).to_contain_text("3 naskah sedang dibuat")
    kerjakan(app)
    expect(h.get_by_role("link", name="Unduh")).to_have_count(3)
    expect(h.locator("#daftar-dokumen")).not_to_contain_text("sedang dibuat")
    assert h.locator("#daftar-dokumen").get_attribute("hx-get") is None


def test_impor_penduduk_menunjukkan_kemajuan_lalu_hasil(app: Flask, halaman: BukaHalaman, tmp_path: Path) -> None:
    h = halaman(pabrik.pengguna(Peran.OPERATOR_DESA))
    contoh = tmp_path / "penduduk.xlsx"
    contoh.write_bytes(unduh(h, "/registri/contoh.xlsx"))
    h.goto("/registri/impor")
    h.get_by_label("Berkas penduduk").set_input_files(contoh)
    h.get_by_role("button", name="Mulai impor").click()
    expect(h.locator("progress, [role=progressbar]")).to_be_visible()
    kerjakan(app)
    expect(h.locator("progress, [role=progressbar]")).to_have_count(0)
    expect(h.locator("main")).to_contain_text("Selesai")
