"""Does a village get its work done on a browser whose scripts never arrive?"""

import re

import pabrik
from browser import tangan
from browser.conftest import BukaHalaman
from browser.peramban import kerjakan, simpan
from browser.test_axe import MELEBAR
from flask import Flask
from playwright.sync_api import Page, expect

from app.domain.akses.peran import Peran

NAMA = "SITI AMINAH"
LAIN = ("BUDI SANTOSO", "TARYONO")


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


def test_beberapa_warga_diisi_pada_satu_halaman_tanpa_javascript(app: Flask, halaman: BukaHalaman) -> None:
    for nama in LAIN:
        pabrik.warga(pabrik.keluarga(), nama)
    h = halaman(pabrik.pengguna(Peran.OPERATOR_DESA), lebar=360, js=False)
    paket = tangan.buat_paket(h)
    h.goto(f"/paket/{paket}")
    h.get_by_label("Tambah usulan: cari warga").fill(", ".join(LAIN))
    tangan.tekan(h, "Cari")
    for nama in LAIN:
        expect(h.get_by_label(f"Pilih {nama}")).to_be_checked()
    pas(h)
    tangan.tekan(h, "Tambah yang dicentang")
    expect(h.get_by_role("heading", level=1)).to_contain_text("Isi usulan bersama")
    pas(h)
    for bidang in h.get_by_label("Keadaan keluarga").all():
        bidang.fill("Rumah bambu.")
    tangan.tekan(h, "Simpan dan tandai yang lengkap")
    expect(h.get_by_text("Hubungan dengan perangkat desa/kelurahan belum dipilih.")).to_have_count(len(LAIN))
    h.get_by_label("tidak ada hubungan dengan perangkat").check()
    tangan.tekan(h, "Simpan dan tandai yang lengkap")
    expect(h.get_by_label("Keadaan keluarga").first).to_have_value("Rumah bambu.")
    expect(h.get_by_text("Hubungan dengan perangkat desa/kelurahan belum dipilih.")).to_have_count(0)


def test_paket_segera_agenda_dan_naskah_unit_tanpa_javascript(app: Flask, halaman: BukaHalaman) -> None:
    h = halaman(pabrik.pengguna(Peran.OPERATOR_DESA), lebar=360, js=False)
    h.goto("/paket/segera")
    pas(h)
    h.locator("main form[method=post] button[type=submit]").first.click()
    expect(h.locator(".govuk-error-summary")).to_be_visible()
    h.goto("/dokumen/agenda")
    pas(h)
    h.goto("/dokumen/unit")
    pas(h)
    h.locator("form[action='/dokumen/unit/uji'] button").click()
    kerjakan(app)
    h.reload()
    expect(h.get_by_role("heading", level=1)).to_be_visible()
    pas(h)


def test_daftar_kabupaten_diunggah_tanpa_javascript(app: Flask, halaman: BukaHalaman) -> None:
    nik = pabrik.warga(pabrik.keluarga()).nik
    simpan()
    h = halaman(pabrik.pengguna(Peran.VERIFIKATOR_DINSOS, pabrik.KABUPATEN), lebar=360, js=False)
    h.goto("/daftar")
    pas(h)
    h.get_by_label("Berkas daftar nama").set_input_files(
        files=[{"name": "daftar.csv", "mimeType": "text/csv", "buffer": f"NIK,TANGGAL\n{nik},2026-10-01\n".encode()}]
    )
    h.locator("[name=jalur]").select_option("dukcapil")
    h.locator("[name=jenis]").select_option("hapus")
    h.locator("[name=alasan_kode]").select_option("meninggal")
    h.locator("[name=sumber_nomor]").fill("470/118/2026")
    h.locator("[name=sumber_tanggal]").fill("2026-11-03")
    h.locator("main form[action='/daftar'] button[type=submit]").click()
    expect(h).to_have_url(re.compile(r"/daftar/\d+$"))
    kerjakan(app)
    h.reload()
    expect(h.locator("main")).to_contain_text("Slawi Kulon")
    pas(h)


def test_mengetik_untuk_desa_dan_penugasan_tanpa_javascript(app: Flask, halaman: BukaHalaman) -> None:
    h = halaman(pabrik.pengguna(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN), lebar=360, js=False)
    h.goto("/penugasan/pejabat")
    pas(h)
    h.locator("main form[action='/penugasan/pejabat'] button[type=submit]").click()
    expect(h.locator(".govuk-error-summary")).to_be_visible()
    h.goto("/pengetikan")
    pas(h)
    if (mulai := h.locator("form[action='/pengetikan'] button")).count():
        mulai.first.click()
        expect(h.locator("main")).to_be_visible()
        pas(h)


def pas(h: Page) -> None:
    """Nothing of the page hides beyond the edge of a telephone."""
    assert h.evaluate(MELEBAR) == [], h.url
