"""Does a refusal reach the eye when only a part of the page was asked for, and does the form stay as it was?"""

import pabrik
from browser import tangan
from browser.conftest import BukaHalaman
from browser.peramban import isi_masuk
from flask import Flask
from playwright.sync_api import Page, expect

from app.domain.akses.models import Pengguna
from app.domain.akses.peran import Peran

TEKS = "Rumah bambu, lantai tanah."


def _siap(halaman: BukaHalaman) -> tuple[Pengguna, str, Page, int]:
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    pabrik.warga(pabrik.keluarga(), "SITI AMINAH")
    nama = operator.nama_pengguna
    h = halaman(operator)
    usulan = tangan.cari_dan_usulkan(h, tangan.buat_paket(h), "SITI AMINAH")
    return operator, nama, h, usulan


def test_halaman_usang_ditolak_tanpa_menghapus_ketikan(app: Flask, halaman: BukaHalaman) -> None:
    _, nama, h, usulan = _siap(halaman)
    lain = halaman(nama)
    lain.goto(f"/usulan/{usulan}")
    lain.get_by_label("Keadaan keluarga").fill("Diisi di komputer lain.")
    expect(lain.locator("#status-simpan")).to_contain_text("Tersimpan otomatis")

    h.get_by_label("Keadaan keluarga").fill(TEKS)
    expect(h.locator("#galat [data-kode='409']")).to_be_visible()
    expect(h.locator("#galat")).to_have_attribute("role", "alert")
    expect(h.get_by_label("Keadaan keluarga")).to_have_value(TEKS)


def test_sesi_berakhir_saat_mengetik_lalu_masuk_dan_tersimpan(app: Flask, halaman: BukaHalaman) -> None:
    _, nama, h, usulan = _siap(halaman)
    h.context.clear_cookies()
    h.get_by_label("Keadaan keluarga").fill(TEKS)
    expect(h.locator("#galat")).to_contain_text("Sesi Anda sudah berakhir")
    expect(h.get_by_label("Keadaan keluarga")).to_have_value(TEKS)
    tangan.tekan(h, "Masuk dan lanjutkan")
    isi_masuk(h, nama)
    tangan.tekan(h, "Lanjutkan menyimpan")
    h.goto(f"/usulan/{usulan}")
    expect(h.get_by_label("Keadaan keluarga")).to_have_value(TEKS)
    expect(h.get_by_text("Draf dipulihkan dari")).to_have_count(0)


def test_server_tidak_terjangkau_diberitahukan_dan_ketikan_tetap(app: Flask, halaman: BukaHalaman) -> None:
    _, _, h, usulan = _siap(halaman)
    h.context.set_offline(True)
    h.get_by_label("Keadaan keluarga").fill(TEKS)
    expect(h.locator("#galat")).to_contain_text("Sambungan terputus")
    h.context.set_offline(False)
    h.reload()
    expect(h.get_by_label("Keadaan keluarga")).to_have_value(TEKS)
