"""Does a village get its work done on a browser whose scripts never arrive?"""

import pabrik
from browser import tangan
from browser.conftest import BukaHalaman
from browser.peramban import kerjakan
from flask import Flask
from playwright.sync_api import expect

from app.domain.akses.peran import Peran

NAMA = "SITI AMINAH"


def test_operator_menyusun_usulan_sampai_lengkap_tanpa_javascript(app: Flask, halaman: BukaHalaman) -> None:
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    pabrik.warga(pabrik.keluarga(), NAMA)
    h = halaman(operator, lebar=360, js=False)
    paket = tangan.buat_paket(h)
    usulan = tangan.cari_dan_usulkan(h, paket, NAMA)

    h.get_by_label("Keadaan keluarga").fill("Rumah bambu.")
    tangan.tekan(h, "Tandai lengkap")
    expect(h.get_by_text("Isian tersimpan, tetapi belum dapat ditandai lengkap")).to_be_visible()
    expect(h.get_by_label("Keadaan keluarga")).to_have_value("Rumah bambu.")

    tangan.unggah_bukti(h)
    tangan.isi_usul_tambah(h)
    tangan.tekan(h, "Simpan")
    expect(h.locator("#kelayakan input[value=ya]:checked")).not_to_have_count(0)
    tangan.tekan(h, "Tandai lengkap")
    expect(h.get_by_role("row", name=NAMA)).to_contain_text("Lengkap")

    h.goto(f"/usulan/{usulan}")
    tangan.tekan(h, "Tampilkan NIK " + NAMA)
    expect(h.locator("main")).to_contain_text("332810")


def test_menu_dan_akun_terbuka_tanpa_javascript(app: Flask, halaman: BukaHalaman) -> None:
    h = halaman(pabrik.pengguna(Peran.OPERATOR_DESA), lebar=360, js=False)
    kerjakan(app)
    h.get_by_role("link", name="Registri").click()
    expect(h.get_by_role("heading", level=1)).to_contain_text("Registri")
    h.locator("details.sahih-akun summary").click()
    tangan.tekan(h, "Keluar")
    expect(h.get_by_label("Nama pengguna")).to_be_visible()
