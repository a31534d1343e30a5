"""After a form is refused, do reloading and going back lead to the page itself, and never send the form again?"""

import pabrik
from browser import tangan
from browser.conftest import BukaHalaman
from flask import Flask
from playwright.sync_api import Page, Request, expect

from app.domain.akses.peran import Peran


def _kiriman(h: Page) -> list[str]:
    """The forms that this window sends from now on."""
    semua: list[str] = []

    def catat(r: Request) -> None:
        if r.method == "POST" and r.is_navigation_request():
            semua.append(r.url)

    h.on("request", catat)
    return semua


def _ditolak(h: Page) -> str:
    """A resident without a name: refused, what was typed stays. Returns the address that was asked for first."""
    h.goto("/registri/warga/baru")
    alamat = h.url
    h.get_by_label("Tempat lahir").fill("Tegal")
    tangan.tekan(h, "Simpan")
    expect(h.locator(".govuk-error-summary")).to_be_focused()
    expect(h.get_by_label("Tempat lahir")).to_have_value("Tegal")
    return alamat


def test_memuat_ulang_formulir_yang_ditolak_tidak_mengirimnya_lagi(app: Flask, halaman: BukaHalaman) -> None:
    h = halaman(pabrik.pengguna(Peran.OPERATOR_DESA))
    alamat = _ditolak(h)
    expect(h).to_have_url(alamat)
    kiriman = _kiriman(h)
    h.reload()
    expect(h).to_have_url(alamat)
    expect(h.locator(".govuk-error-summary")).to_have_count(0)
    assert kiriman == []


def test_tombol_kembali_setelah_ditolak_dan_pindah_halaman_tidak_mengirim_lagi(
    app: Flask, halaman: BukaHalaman
) -> None:
    h = halaman(pabrik.pengguna(Peran.OPERATOR_DESA))
    alamat = _ditolak(h)
    h.get_by_role("link", name="Registri", exact=True).first.click()
    expect(h.get_by_role("heading", level=1)).to_contain_text("Registri")
    kiriman = _kiriman(h)
    h.go_back()
    expect(h).to_have_url(alamat)
    expect(h.get_by_role("button", name="Simpan", exact=True)).to_be_enabled()
    assert kiriman == []


def test_formulir_langkah_yang_ditolak_dimuat_ulang_menjadi_halamannya_sendiri(
    app: Flask, halaman: BukaHalaman
) -> None:
    h = halaman(pabrik.pengguna(Peran.OPERATOR_DESA))
    paket = tangan.buat_paket(h)
    h.goto(f"/paket/{paket}/pembatalan")
    h.locator("main form[method=post] button[type=submit]").first.click()
    expect(h.locator(".govuk-error-summary")).to_be_focused()
    kiriman = _kiriman(h)
    h.reload()
    expect(h.locator(".govuk-error-summary")).to_have_count(0)
    h.goto("/")
    h.go_back()
    expect(h.locator("main form[method=post] button[type=submit]").first).to_be_enabled()
    assert kiriman == []
    h.goto(f"/paket/{paket}")
    expect(tangan.status(h)).to_have_text("Draf")


def test_ketikan_pada_formulir_yang_ditolak_kembali_setelah_dimuat_ulang(app: Flask, halaman: BukaHalaman) -> None:
    desa = pabrik.Desa()
    paket = desa.siap_musyawarah().id
    h = halaman(pabrik.pengguna(Peran.OPERATOR_DESA))
    h.goto(f"/paket/{paket}/hasil-musyawarah")
    h.get_by_label("Pembahasan").fill("Dibahas satu per satu.")
    tangan.tekan(h, "Catat hasil dan buat berita acara")
    expect(h.locator(".govuk-error-summary")).to_be_focused()
    expect(h.get_by_label("Pembahasan")).to_have_value("Dibahas satu per satu.")
    kiriman = _kiriman(h)
    h.reload()
    expect(h.locator(".govuk-error-summary")).to_have_count(0)
    expect(h.get_by_label("Pembahasan")).to_have_value("Dibahas satu per satu.")
    assert kiriman == []
