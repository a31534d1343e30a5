"""How much must a small village do for three known residents? Every page loaded and every input is counted here.

An input is a field filled, a box ticked, a file chosen, or a button pressed (a link drawn as a button is one too);
signing in counts, and so does the head of the village. Reading and following a plain link loads a page, no more.
"""

import datetime as dt

import pabrik
import pytest
from browser import tangan
from browser.conftest import JAM, BukaHalaman
from browser.peramban import kerjakan, nomor, unduh
from flask import Flask
from klien import SANDI
from playwright.sync_api import Frame, Locator, Page, expect

from app.domain.akses.peran import Peran
from app.infra import clock
from app.infra.db import db

NAMA = ("SITI AMINAH", "BUDI SANTOSO", "TARYONO")
PALING_BANYAK_HALAMAN, PALING_BANYAK_MASUKAN = 25, 40


class Hitungan:
    """Pages and inputs of all people together."""

    def __init__(self) -> None:
        self.halaman: list[str] = []
        self.masukan: list[str] = []

    def awasi(self, page: Page) -> "Orang":
        """Count what this person's window loads."""

        def dimuat(bingkai: Frame) -> None:
            if bingkai == page.main_frame:
                self.halaman.append(bingkai.url)

        page.on("framenavigated", dimuat)
        return Orang(page, self)


class Orang:
    """One person's hands; each movement that counts is noted."""

    def __init__(self, page: Page, hitungan: Hitungan) -> None:
        self.page, self._h = page, hitungan

    def isi(self, bidang: Locator, nilai: str) -> None:
        """Fill one field."""
        self._h.masukan.append(f"isi {nilai[:20]}")
        bidang.fill(nilai)

    def centang(self, kotak: Locator) -> None:
        """Tick one box."""
        self._h.masukan.append("centang")
        kotak.check()

    def berkas(self, bidang: Locator, *berkas: dict[str, object]) -> None:
        """Choose files in one field."""
        self._h.masukan.append("berkas")
        bidang.set_input_files(files=list(berkas))

    def tekan(self, tombol: str, sebagian: bool = False) -> None:
        """Press one button."""
        self._h.masukan.append(f"tekan {tombol}")
        self.page.get_by_role("button", name=tombol, exact=not sebagian).first.click()

    def masuk(self, nama: str) -> None:
        """Sign in."""
        self.page.goto("/masuk")
        self.isi(self.page.get_by_label("Nama pengguna"), nama)
        self.isi(self.page.get_by_label("Kata sandi", exact=True), SANDI)
        self.tekan("Masuk")
        expect(self.page.locator("#nama_pengguna")).to_have_count(0)


@pytest.fixture
def akun(app: Flask) -> dict[Peran, str]:
    """A village that has met before, and three families whose proofs are on file."""
    clock.bekukan(JAM - dt.timedelta(days=31))
    desa = pabrik.Desa()
    desa.diajukan()
    clock.bekukan(JAM)
    for nama in NAMA:
        k = pabrik.keluarga()
        pabrik.warga(k, nama)
        pabrik.bukti(k, ["KK", "KTP", "FOTO_RUMAH_DEPAN", "FOTO_RUMAH_DALAM"], desa.operator)
    peran = {Peran.OPERATOR_DESA: desa.operator, Peran.KEPALA_DESA: desa.kades}
    hasil = {p: db.session.get_one(pabrik.Pengguna, o.pengguna_id).nama_pengguna for p, o in peran.items()}
    db.session.commit()
    return hasil


def test_tiga_usulan_warga_yang_dikenal_paling_banyak_25_halaman_40_masukan(
    app: Flask, halaman: BukaHalaman, akun: dict[Peran, str]
) -> None:
    h = Hitungan()
    operator, kades = h.awasi(halaman()), h.awasi(halaman())
    operator.masuk(akun[Peran.OPERATOR_DESA])
    paket = susun(operator)
    musyawarah(operator, paket)
    naskah(app, operator, paket)
    kades.masuk(akun[Peran.KEPALA_DESA])
    kades.tekan("Periksa, lalu ajukan ke kecamatan")
    kades.tekan("Ajukan ke kecamatan")
    expect(tangan.status(kades.page)).to_have_text("Diajukan ke kecamatan")

    # The figure is a promise: whoever runs the test sees it.
    print(f"\n3 usulan dari masuk sampai diajukan: {len(h.halaman)} halaman, {len(h.masukan)} masukan")  # noqa: T201
    assert len(h.halaman) <= PALING_BANYAK_HALAMAN
    assert len(h.masukan) <= PALING_BANYAK_MASUKAN


def susun(o: Orang) -> int:
    """Three residents found with one search, ticked, filled in on one page."""
    o.tekan("Buat paket bulan ini")
    expect(tangan.status(o.page)).to_have_text("Draf")
    paket = nomor(o.page)
    o.isi(o.page.get_by_label("Tambah usulan: cari warga"), ", ".join(NAMA))
    o.tekan("Cari")
    for nama in NAMA:  # a whole name that only one resident bears stands ticked
        expect(o.page.get_by_label(f"Pilih {nama}")).to_be_checked()
    o.tekan("Tambah yang dicentang")
    expect(o.page.get_by_role("heading", level=1)).to_contain_text("Isi usulan bersama")
    o.centang(o.page.locator("[name='semua.program'][value=non_bansos]"))
    for nama in NAMA:
        bagian = o.page.locator("section", has=o.page.get_by_role("heading", name=nama)).last
        o.isi(bagian.get_by_label("Keadaan keluarga"), "Bekerja serabutan, rumah bambu.")
        for kode in ("q01", "q05", "q08"):
            o.centang(bagian.locator(f"[name$='jawaban.{kode}']"))
    o.centang(o.page.get_by_label("tidak ada hubungan dengan perangkat"))
    o.tekan("Simpan dan tandai yang lengkap")
    for nama in NAMA:
        expect(o.page.get_by_role("row", name=nama)).to_contain_text("Lengkap")
    return paket


def musyawarah(o: Orang, paket: int) -> None:
    """Planned as last month; held today; everybody came and agreed."""
    o.isi(o.page.get_by_label("Musyawarah seperti sebelumnya, tanggal"), "2026-11-10")
    o.tekan("Siapkan musyawarah")
    expect(tangan.status(o.page)).to_have_text("Siap dimusyawarahkan")
    o.tekan("Catat hasil musyawarah")
    o.isi(o.page.get_by_label("Pembahasan"), "Setiap nama dibahas satu per satu.")
    o.berkas(o.page.get_by_label("Foto musyawarah"), tangan.foto("red"))
    o.tekan("Catat hasil dan buat berita acara")
    expect(tangan.status(o.page)).to_have_text("Siap diajukan")


def naskah(app: Flask, o: Orang, paket: int) -> None:
    """The announcement is posted and photographed, the stack signed, scanned and uploaded."""
    kerjakan(app)
    o.tekan("Unggah pindaian bertanda tangan")
    o.berkas(o.page.get_by_label("Foto bukti pengumuman hasil"), tangan.foto("blue"))
    o.berkas(o.page.get_by_label("Berkas tumpukan"), *tumpukan(o.page, paket))
    o.tekan("Baca dan pilah halaman")
    kerjakan(app)
    expect(o.page.get_by_role("heading", level=1)).to_have_text("Hasil pilah tumpukan")
    o.centang(o.page.get_by_label("Saya sudah melihat tanda tangan"))
    o.tekan("Simpan pindaian")
    expect(tangan.status(o.page)).to_have_text("Siap diajukan")


def tumpukan(h: Page, paket: int) -> list[dict[str, object]]:
    """The signed papers as they come from the scanner: what the system drew, the last first."""
    jendela = h.context.new_page()
    jendela.goto(f"/paket/{paket}")
    semua = jendela.locator("#daftar-dokumen a[href$='.pdf']")
    alamat = sorted({str(a.get_attribute("href")) for a in semua.all()}, reverse=True)
    jendela.close()
    assert len(alamat) >= 8, alamat
    return [{"name": f"{i}.pdf", "mimeType": "application/pdf", "buffer": unduh(h, a)} for i, a in enumerate(alamat)]
