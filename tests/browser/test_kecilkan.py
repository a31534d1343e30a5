"""Does a photograph leave the village small enough for its network, and large enough for the code on it to be read?"""

import io
import os

import pabrik
from browser import tangan
from browser.conftest import BukaHalaman
from browser.peramban import simpan
from flask import Flask
from PIL import Image
from playwright.sync_api import Page, expect

from app.domain.akses.peran import Peran
from app.domain.dokumen.operations import milik_paket

TEGAK, WAKTU = 1, "2026:11:10 09:30:00"
BACA = """async (masukan) => Promise.all([...masukan.files].map(async (b) => {
  const g = await createImageBitmap(b);
  return { nama: b.name, jenis: b.type, ukuran: b.size, sisi: [g.width, g.height],
           isi: [...new Uint8Array(await b.slice(0, 4000).arrayBuffer())] };
}))"""


def _kamera(lebar: int = 3264, tinggi: int = 2448) -> dict[str, object]:
    """What a telephone gives: large, lying on its side, with time of day."""
    gambar = Image.frombytes("L", (lebar, tinggi), os.urandom(lebar * tinggi)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x0132] = 6, WAKTU  # to be turned right; taken when
    tujuan = io.BytesIO()
    gambar.save(tujuan, "JPEG", quality=70, exif=exif)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": tujuan.getvalue()}


def _pilih(h: Page, bidang: str, *berkas: dict[str, object]) -> list[dict[str, object]]:
    masukan = h.locator(bidang)
    masukan.set_input_files(files=list(berkas))
    expect(h.get_by_text("Foto diperkecil dari")).to_be_visible()
    hasil: list[dict[str, object]] = masukan.evaluate(BACA)
    return hasil


def test_halaman_tumpukan_diperkecil_sampai_2200_titik_dan_waktunya_tetap(app: Flask, halaman: BukaHalaman) -> None:
    paket = pabrik.Desa().siap_diajukan().id
    pabrik.cetak(milik_paket(paket))
    h = halaman(pabrik.pengguna(Peran.OPERATOR_DESA))
    h.goto(f"/dokumen/unggah?paket={paket}")
    asli = _kamera()
    (satu,) = _pilih(h, "#berkas-tumpukan", asli)
    assert satu["sisi"] == [1650, 2200]  # drawn upright
    assert satu["ukuran"] < len(asli["buffer"])  # type: ignore[arg-type]
    exif = Image.open(io.BytesIO(bytes(satu["isi"]))).getexif()  # type: ignore[call-overload]
    assert (exif[0x0112], exif[0x0132]) == (TEGAK, WAKTU)


def test_foto_bukti_diperkecil_sampai_1600_titik_dan_yang_kecil_dibiarkan(app: Flask, halaman: BukaHalaman) -> None:
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    pabrik.warga(pabrik.keluarga(), "SITI AMINAH")
    nama = operator.nama_pengguna
    simpan()
    h = halaman(nama)
    tangan.cari_dan_usulkan(h, tangan.buat_paket(h), "SITI AMINAH")
    ubin = h.locator(".sahih-ubin__satu input[type=file]").first
    kotak = h.locator(".sahih-ubin__satu .sahih-pilih__nama").first
    expect(kotak).to_have_text("Masih kosong")  # in our words, whatever language the browser speaks
    ubin.set_input_files(files=[tangan.foto()])
    expect(kotak).to_have_text("foto.jpg")
    kecil = ubin.evaluate(BACA)
    assert kecil[0]["nama"] == "foto.jpg"
    ubin.set_input_files(files=[_kamera()])
    expect(h.get_by_text("Foto diperkecil dari")).to_be_visible()
    assert ubin.evaluate(BACA)[0]["sisi"] == [1200, 1600]
