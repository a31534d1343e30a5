"""Does every paper keep its place on every sheet: inside the margins, signatures whole, a code on each page?"""

import re
from typing import Any

import pypdfium2
import pytest
import segno
import zxingcpp
from contoh_naskah import contoh
from tercetak import ALAMAT, tercetak

from app.domain.dokumen.status import JenisDokumen

pytestmark = pytest.mark.bebas_db

UKURAN = {"F4_215": (215, 330), "F4_210": (210, 330), "A4": (210, 297)}
SEMUA = [(j, kertas, penuh) for j in JenisDokumen for kertas in UKURAN for penuh in (False, True)]
BURUK = re.compile(r"\bNone\b|[Uu]ndefined|\{\{|\}\}|\{%|\bnan\b|Lorem|TODO|XXX")
MM = 72 / 25.4
TEPI = 10.0
DPI = 100


def _batas(halaman: Any) -> tuple[float, float, float, float]:
    """How far ink keeps from left, foot, right and head of the page, in millimetres."""
    lebar, tinggi = halaman.get_size()
    kotak = [o.get_bounds() for o in halaman.get_objects(max_depth=4)]
    teks = halaman.get_textpage()
    kotak += [teks.get_rect(i) for i in range(teks.count_rects())]
    kotak = [k for k in kotak if k[2] > k[0] or k[3] > k[1]]
    kiri, bawah = min(k[0] for k in kotak), min(k[1] for k in kotak)
    kanan, atas = lebar - max(k[2] for k in kotak), tinggi - max(k[3] for k in kotak)
    return kiri / MM, bawah / MM, kanan / MM, atas / MM


def _sisi_qr(halaman: Any, teks: str) -> float:
    """The printed side of the code at the foot with its quiet zone, in millimetres; 0 when it is not read in grey."""
    gambar = halaman.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    for t in zxingcpp.read_barcodes(gambar, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
        if t.text == teks:
            modul = segno.make(teks, error="m", micro=False).symbol_size(border=0)[0]
            return float(t.position.top_right.x - t.position.top_left.x) / DPI * 25.4 * (modul + 8) / modul
    return 0.0


@pytest.mark.parametrize(("jenis", "kertas", "penuh"), SEMUA)
def test_setiap_naskah_rapi_di_setiap_kertas(jenis: JenisDokumen, kertas: str, penuh: bool) -> None:
    hasil = tercetak(jenis, penuh, kertas)
    dokumen = pypdfium2.PdfDocument(hasil.isi)
    lembar = []
    for nomor, halaman in enumerate(dokumen, 1):
        sisi = sorted(round(s / MM) for s in halaman.get_size())
        assert sisi == sorted(UKURAN[kertas]), f"halaman {nomor}"
        assert min(_batas(halaman)) >= TEPI - 0.3, (nomor, _batas(halaman))
        teks = " ".join(halaman.get_textpage().get_text_bounded().split())
        assert f"Halaman {nomor} dari {hasil.halaman}" in teks
        assert len(teks) > 120, f"halaman {nomor} hampir kosong: {teks}"
        assert not BURUK.search(teks), BURUK.search(teks)
        lembar.append(teks)
        if nomor in (1, hasil.halaman):
            assert _sisi_qr(halaman, f"{ALAMAT}/v/7Q2K9M4XT0BD?h={nomor}") >= 19.5, f"halaman {nomor}"
    isi, penanda = contoh(jenis, penuh=penuh)
    assert all(baris in lembar[0] for baris in isi.kop.baris)
    for p in penanda:
        if p.letak in ("utama", "mengetahui", "tim") and p.nama:
            blok = [*p.baris_jabatan, p.nama, *([p.baris_nip] if p.baris_nip else [])]
            assert any(all(b in teks for b in blok) for teks in lembar), f"blok tanda tangan terbelah: {blok}"
