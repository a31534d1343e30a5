"""Can people bring one packet from the first search to the centre's answer, each on the pages of their role?"""

import re
import subprocess

import pabrik
import pytest
from browser import tangan
from browser.conftest import BukaHalaman
from browser.peramban import kerjakan, nomor, unduh
from flask import Flask
from playwright.sync_api import Page, expect

from app.domain.akses.peran import Peran
from app.infra.db import db

NAMA = ("SITI AMINAH", "BUDI SANTOSO")


@pytest.fixture
def orang(app: Flask, halaman: BukaHalaman) -> dict[Peran, Page]:
    """Everybody sits down at a computer; the residents are in the registry already."""
    for nama in NAMA:
        pabrik.warga(pabrik.keluarga(), nama)
    tempat = {
        Peran.OPERATOR_DESA: pabrik.DESA,
        Peran.KEPALA_DESA: pabrik.DESA,
        Peran.OPERATOR_KECAMATAN: pabrik.KECAMATAN,
        Peran.CAMAT: pabrik.KECAMATAN,
        Peran.VERIFIKATOR_DINSOS: pabrik.KABUPATEN,
        Peran.KEPALA_DINSOS: pabrik.KABUPATEN,
        Peran.KEPALA_DAERAH: pabrik.KABUPATEN,
    }
    akun = {peran: pabrik.pengguna(peran, wilayah, f"Nama {peran}").nama_pengguna for peran, wilayah in tempat.items()}
    db.session.commit()
    return {peran: halaman(nama) for peran, nama in akun.items()}


def test_satu_paket_dari_draf_sampai_selesai(app: Flask, halaman: BukaHalaman, orang: dict[Peran, Page]) -> None:
    paket, kode = desa(app, orang[Peran.OPERATOR_DESA], orang[Peran.KEPALA_DESA])
    warga = halaman()
    lacak(warga, kode, "Ditelaah kecamatan")

    petugas, camat = orang[Peran.OPERATOR_KECAMATAN], orang[Peran.CAMAT]
    menunggu(petugas, paket, "Perlu ditelaah")
    tangan.telaah(petugas, paket)
    bundel = tangan.susun_bundel(app, petugas, "telaah", paket)
    tangan.putuskan(camat, bundel, "Teruskan ke Dinas Sosial")
    lacak(warga, kode, "Diverifikasi Dinas Sosial")

    verifikator = orang[Peran.VERIFIKATOR_DINSOS]
    menunggu(verifikator, paket, "Perlu diverifikasi")
    nilai_semua(verifikator)
    bundel = tangan.susun_bundel(app, verifikator, "verval", paket)
    tangan.putuskan(orang[Peran.KEPALA_DINSOS], bundel, "Setujui hasil verval")
    lacak(warga, kode, "Menunggu pengesahan")
    bundel = tangan.susun_bundel(app, verifikator, "pengesahan", paket)
    tangan.putuskan(orang[Peran.KEPALA_DAERAH], bundel, "Sahkan")
    lacak(warga, kode, "Disahkan, menunggu hasil Kementerian Sosial")

    jawaban_pusat(verifikator, paket)
    lacak(warga, kode, "Selesai")
    operator = orang[Peran.OPERATOR_DESA]
    operator.goto(f"/paket/{paket}")
    expect(tangan.status(operator)).to_have_text("Selesai")


def desa(app: Flask, operator: Page, kades: Page) -> tuple[int, str]:
    """The village's half; gives the packet and the tracking code of a receipt."""
    paket = tangan.buat_paket(operator)
    for nama in NAMA:
        usulan = tangan.usulan_lengkap(operator, paket, nama)
    kode = tanda_terima(app, operator, usulan)

    rapat = tangan.rencanakan_musyawarah(operator, paket)
    operator.goto("/")
    operator.get_by_role("button", name="Lanjutkan paket ini").click()
    tangan.tekan(operator, "Siapkan musyawarah")
    expect(tangan.status(operator)).to_have_text("Siap dimusyawarahkan")
    assert tangan.periksa_naskah(app, operator, paket) == 3

    tangan.catat_kehadiran(operator, rapat)
    tangan.sepakati_semua(operator, paket)
    expect(tangan.status(operator)).to_have_text("Siap diajukan")
    tangan.unggah_foto_rapat(operator, rapat)
    assert tangan.periksa_naskah(app, operator, paket) >= 8
    tangan.unggah_pindaian(operator, paket)

    kades.goto("/")
    kades.get_by_role("button", name="Periksa, lalu ajukan").click()
    for nama in NAMA:
        expect(kades.get_by_role("row", name=nama)).to_be_visible()
    kades.get_by_role("button", name="Ajukan").click()
    expect(tangan.status(kades)).to_have_text("Diajukan ke kecamatan")
    return paket, kode


def tanda_terima(app: Flask, operator: Page, usulan: int) -> str:
    """The receipt for the resident; the code for following the proposal is printed on it."""
    operator.goto(f"/usulan/{usulan}")
    tangan.tekan(operator, "Buat tanda terima untuk warga")
    dokumen = nomor(operator)
    kerjakan(app)
    operator.goto(f"/dokumen/{dokumen}")
    expect(operator.get_by_role("button", name="Buka naskah")).to_be_visible()
    kertas = unduh(operator, f"/dokumen/{dokumen}/berkas.pdf")
    teks = subprocess.run(["pdftotext", "-layout", "-", "-"], input=kertas, capture_output=True, check=True).stdout
    ketemu = re.search(r"Kode lacak\s*:\s*([0-9A-Z -]+)", teks.decode())
    assert ketemu, teks.decode()
    return ketemu.group(1).strip()


def menunggu(h: Page, paket: int, status: str) -> None:
    """Who must act next finds the packet in the inbox."""
    h.goto("/")
    baris = h.get_by_role("row").filter(has=h.locator(f"a[href='/paket/{paket}'], a[href='/telaah/{paket}']"))
    expect(baris).to_contain_text(status)


def lacak(h: Page, kode: str, status: str) -> None:
    """Anybody with the code learns where the proposal is, and no name."""
    h.goto("/lacak")
    h.get_by_label("Kode lacak").fill(kode)
    tangan.tekan(h, "Lacak")
    hasil = h.get_by_label("Hasil pelacakan")
    expect(hasil).to_contain_text(status)
    for nama in NAMA:
        expect(hasil).not_to_contain_text(nama)


def nilai_semua(h: Page) -> None:
    """Matched, then found eligible: every name in view."""
    for pilihan, tombol in (("padan", "Catat hasil pemadanan"), ("", "Nilai layak")):
        h.goto("/verifikasi")
        for kotak in h.locator("input[name=usulan]").all():
            kotak.check()
        if pilihan:
            h.locator("#hasil_padanan").select_option(pilihan)
        tangan.tekan(h, tombol)
    expect(h.get_by_role("status")).to_contain_text(f"{len(NAMA)} usulan dinilai layak")


def jawaban_pusat(h: Page, paket: int) -> None:
    """The ministry accepted every name; the packet is closed."""
    h.goto("/verifikasi/hasil")
    for kotak in h.locator("input[name=usulan]").all():
        kotak.check()
    h.locator("input[name=status][value=diterima]").check()
    tangan.tekan(h, "Catat jawaban pusat")
    h.goto(f"/paket/{paket}")
    tangan.tekan(h, "Tutup dengan hasil pusat")
    expect(tangan.status(h)).to_have_text("Selesai")
