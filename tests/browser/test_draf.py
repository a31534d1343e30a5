"""Is anything that was typed ever lost? And how many keys does a proposal cost?"""

import pabrik
import pytest
from browser import tangan
from browser.conftest import BukaHalaman
from browser.peramban import isi_masuk, masuk, nomor
from playwright.sync_api import Locator, Page, expect

from app.domain.akses.models import Pengguna
from app.domain.akses.peran import Peran

TERSIMPAN = "teks => Object.values(localStorage).some((isi) => isi.includes(teks))"


@pytest.fixture
def operator(app: object) -> Pengguna:
    return pabrik.pengguna(Peran.OPERATOR_DESA)


def halaman_rapat(h: Page) -> Page:
    """A meeting that is being planned."""
    h.goto(f"/paket/{tangan.buat_paket(h)}")
    tangan.tekan(h, "Rencanakan musyawarah")
    nomor(h)
    return h


def ketik_tempat(h: Page, tempat: str) -> None:
    """Type, and wait until the browser has kept it."""
    h.get_by_label("Tempat", exact=True).fill(tempat)
    h.wait_for_function(TERSIMPAN, arg=tempat)


def test_ketikan_kembali_setelah_halaman_dimuat_ulang(halaman: BukaHalaman, operator: Pengguna) -> None:
    h = halaman_rapat(halaman(operator))
    ketik_tempat(h, "Pendopo lama")
    h.reload()
    expect(h.get_by_text("Draf dipulihkan dari")).to_be_visible()
    expect(h.get_by_label("Tempat", exact=True)).to_have_value("Pendopo lama")
    tangan.tekan(h, "Buang draf")
    expect(h.get_by_label("Tempat", exact=True)).to_have_value("")
    h.reload()
    expect(h.get_by_label("Tempat", exact=True)).to_have_value("")


def test_ketikan_kembali_setelah_sesi_hilang_dan_masuk_lagi(halaman: BukaHalaman, operator: Pengguna) -> None:
    nama = operator.nama_pengguna
    h = halaman_rapat(halaman(operator))
    ketik_tempat(h, "Pendopo lama")
    h.context.clear_cookies()
    h.reload()
    isi_masuk(h, nama)
    expect(h.get_by_text("Draf dipulihkan dari")).to_be_visible()
    expect(h.get_by_label("Tempat", exact=True)).to_have_value("Pendopo lama")


def test_kiriman_setelah_sesi_hilang_tersimpan_sesudah_masuk(halaman: BukaHalaman, operator: Pengguna) -> None:
    nama = operator.nama_pengguna
    h = halaman_rapat(halaman(operator))
    alamat = h.url
    ketik_tempat(h, "Pendopo lama")
    h.context.clear_cookies()
    tangan.tekan(h, "Simpan rencana")
    expect(h.get_by_text("Isian yang baru saja Anda kirim tidak hilang")).to_be_visible()
    isi_masuk(h, nama)
    tangan.tekan(h, "Lanjutkan menyimpan")
    expect(h.get_by_label("Tempat", exact=True)).to_have_value("Pendopo lama")
    h.goto(alamat)
    expect(h.get_by_label("Tempat", exact=True)).to_have_value("Pendopo lama")
    expect(h.get_by_text("Draf dipulihkan dari")).to_have_count(0)


def test_draf_orang_lain_tidak_terlihat_di_komputer_yang_sama(halaman: BukaHalaman, operator: Pengguna) -> None:
    lain = pabrik.pengguna(Peran.OPERATOR_DESA).nama_pengguna
    h = halaman_rapat(halaman(operator))
    alamat = h.url
    ketik_tempat(h, "Rahasia saya")
    h.context.clear_cookies()
    masuk(h, lain)
    h.goto(alamat)
    expect(h.get_by_label("Tempat", exact=True)).to_have_value("")
    h.locator("details.sahih-akun summary").click()
    tangan.tekan(h, "Keluar")
    assert h.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('draf:')).length") == 0


class Papan:
    """A keyboard that counts."""

    def __init__(self, h: Page) -> None:
        self.h, self.tekanan, self.huruf = h, 0, 0

    def tekan(self, tombol: str) -> None:
        """One key."""
        self.tekanan += 1
        self.h.keyboard.press(tombol)

    def ketik(self, teks: str) -> None:
        """Letters."""
        self.huruf += len(teks)
        self.h.keyboard.type(teks)

    def ke(self, tujuan: Locator) -> None:
        """Tab until the focus is there: everything must be reachable so."""
        for _ in range(80):
            if tujuan.evaluate("(e) => e === document.activeElement"):
                return
            self.tekan("Tab")
        raise AssertionError(f"Tab never reaches {tujuan}")


def test_usulan_selesai_dengan_papan_ketik_saja(
    halaman: BukaHalaman, operator: Pengguna, capsys: pytest.CaptureFixture[str]
) -> None:
    k = pabrik.keluarga()
    pabrik.warga(k, "SITI AMINAH")
    pabrik.bukti(k, ["KK", "KTP", "FOTO_RUMAH_DEPAN", "FOTO_RUMAH_DALAM"], pabrik.pelaku(operator))
    h = halaman(operator)
    tangan.buat_paket(h)
    papan = Papan(h)

    papan.ke(h.get_by_label("Tambah usulan: cari warga"))
    papan.ketik("siti")
    papan.tekan("Enter")
    expect(h.get_by_role("heading", level=1)).to_contain_text("Pilih warga")
    papan.ke(h.get_by_role("button", name="Tambah:").first)
    papan.tekan("Enter")
    expect(h.get_by_role("heading", level=1)).to_have_text("SITI AMINAH")
    papan.ke(h.get_by_label("Nonbansos"))
    papan.tekan("Space")
    papan.ke(h.get_by_label("Keadaan keluarga"))
    papan.ketik("Bekerja serabutan.")
    papan.ke(h.get_by_label("Hubungan dengan perangkat desa/kelurahan"))
    papan.ketik("Tidak")
    for pertanyaan in h.locator("#kelayakan input[value=ya]").all():
        papan.ke(pertanyaan)
        papan.tekan("Space")
    papan.ke(h.get_by_role("button", name="Tandai lengkap"))
    papan.tekan("Enter")
    expect(h.get_by_role("row", name="SITI AMINAH")).to_contain_text("Lengkap")
    expect(h.get_by_label("Tambah usulan: cari warga")).to_be_focused()

    with capsys.disabled():
        print(f"\n  satu usulan: {papan.tekanan} tombol, {papan.huruf} huruf")  # noqa: T201  (the measure)
    assert papan.tekanan < 120
