"""Is a foreign PDF taken only when it is plain, and do photographs become one readable paper?"""

import io
import zipfile

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from app.infra import uploads
from app.infra.galat import GalatIsian


def _pdf(halaman: int = 1, ubah=None, **simpan: object) -> bytes:
    keluar = io.BytesIO()
    with pikepdf.new() as dokumen:
        for _ in range(halaman):
            dokumen.add_blank_page(page_size=(595, 842))
        if ubah:
            ubah(dokumen)
        dokumen.save(keluar, **simpan)
    return keluar.getvalue()


def _foto(lebar: int = 600, tinggi: int = 800, warna: str = "navy") -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (lebar, tinggi), warna).save(keluar, "JPEG")
    return keluar.getvalue()


def _ukuran_halaman(isi: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(isi)) as dokumen:
        return [(round(float(h.mediabox[2])), round(float(h.mediabox[3]))) for h in dokumen.pages]


def _skrip_buka(d):
    d.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _skrip_bernama(d):
    d.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array()))


def _jalankan(d):
    d.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("cmd.exe")))


def _lampiran(d):
    d.attachments["muatan.exe"] = b"MZ"


def _catatan_lampiran(d):
    d.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment)])


def _formulir_xfa(d):
    d.Root.AcroForm = Dictionary(Fields=Array(), XFA=Stream(d, b"<xdp/>"))


def _kirim_formulir(d):
    d.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm))])


def _media(d):
    d.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.RichMedia)])


@pytest.mark.parametrize(
    "ubah",
    [
        _skrip_buka,
        _skrip_bernama,
        _jalankan,
        _lampiran,
        _catatan_lampiran,
        _formulir_xfa,
        _kirim_formulir,
        _media,
    ],
)
@pytest.mark.parametrize("rapat", [False, True], ids=["terbuka", "dipadatkan"])
def test_pdf_yang_dapat_bertindak_atau_membawa_berkas_ditolak(ubah, rapat):
    mode = pikepdf.ObjectStreamMode.generate if rapat else pikepdf.ObjectStreamMode.disable
    with pytest.raises(GalatIsian, match="skrip, lampiran, atau formulir otomatis"):
        uploads.periksa_pdf(_pdf(ubah=ubah, object_stream_mode=mode))


def test_pdf_biasa_diterima_tanpa_diubah():
    def tautan(d):
        aksi = Dictionary(S=Name.URI, URI=String("https://contoh.go.id"))
        d.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Link, A=aksi)])
        d.Root.OpenAction = Array([d.pages[0].obj, Name.Fit])

    isi = _pdf(3, tautan)
    assert uploads.periksa_pdf(isi) == uploads.PdfMasuk(isi, 3)


@pytest.mark.parametrize("sandi", [pikepdf.Encryption(owner="a", user="b"), pikepdf.Encryption(owner="a", user="")])
def test_pdf_terkunci_ditolak(sandi):
    with pytest.raises(GalatIsian, match="dikunci"):
        uploads.periksa_pdf(_pdf(encryption=sandi))


def test_pdf_terlalu_tebal_atau_terlalu_besar_ditolak_dengan_batasnya():
    with pytest.raises(GalatIsian, match="11 halaman, melebihi batas 10 halaman"):
        uploads.periksa_pdf(_pdf(11), maks_halaman=10)
    with pytest.raises(GalatIsian, match="melebihi batas 100 byte"):
        uploads.periksa_pdf(_pdf(), maks_byte=100)


def _zip_berekor_pdf() -> bytes:
    keluar = io.BytesIO(_pdf())
    keluar.seek(0, io.SEEK_END)
    with zipfile.ZipFile(keluar, "a") as arsip:
        arsip.writestr("muatan.exe", b"MZ")
        arsip.comment = b"%%EOF"
    return keluar.getvalue()


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "bukan PDF"),
        (b"<html>" + _pdf(), "bukan PDF"),
        (_pdf()[:-200], "terpotong"),
        (_pdf() + b"<script>alert(1)</script>", "isi lain"),
        (_pdf().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1), "isi lain"),
        (_zip_berekor_pdf(), "isi lain"),
        (b"%PDF-1.7\nsampah\n%%EOF", "rusak"),
        (_pdf() + b"\0" * 2000, "terpotong"),
    ],
)
def test_pdf_yang_bukan_hanya_pdf_ditolak(isi, kata):
    with pytest.raises(GalatIsian, match=kata):
        uploads.periksa_pdf(isi)


def test_pdf_tanpa_halaman_ditolak():
    with pytest.raises(GalatIsian, match="tidak berisi halaman"):
        uploads.periksa_pdf(_pdf(0))


def test_pdf_bersarang_terlalu_dalam_ditolak():
    def dalam(d):
        isi = Array()
        for _ in range(uploads.MAKS_KEDALAMAN + 5):
            isi = Array([isi])
        d.Root.Dalam = isi

    with pytest.raises(GalatIsian):
        uploads.periksa_pdf(_pdf(ubah=dalam))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 900), st.binary(min_size=1, max_size=20))
def test_pdf_yang_dirusak_di_mana_pun_ditolak_dengan_kalimat_atau_diterima_utuh(letak, racun):
    isi = bytearray(_pdf(2))
    isi[letak : letak + len(racun)] = racun
    try:
        hasil = uploads.periksa_pdf(bytes(isi)).isi
    except GalatIsian:
        return
    assert hasil == bytes(isi)


def test_beberapa_foto_menjadi_satu_pdf_tegak_dan_mendatar():
    hasil = uploads.gabung_jadi_pdf([_foto(), _foto(800, 600)], kertas=uploads.Kertas.A4)
    assert _ukuran_halaman(hasil) == [(595, 842), (842, 595)]
    with pikepdf.open(io.BytesIO(hasil)) as dokumen:
        gambar = pikepdf.PdfImage(dokumen.pages[1].obj.Resources.XObject.Foto).as_pil_image()
    assert gambar.size == (800, 600)
    assert gambar.getpixel((400, 300))[2] > 100
    assert uploads.periksa_pdf(hasil).halaman == 2


def test_foto_dan_pdf_digabung_menurut_urutan():
    hasil = uploads.gabung_jadi_pdf([_pdf(2), _foto(), _pdf()])
    assert _ukuran_halaman(hasil) == [(595, 842), (595, 842), (609, 935), (595, 842)]


def test_satu_pdf_tidak_disentuh_agar_tanda_tangannya_tetap_sah():
    isi = _pdf()
    assert uploads.gabung_jadi_pdf([isi]) == isi


def test_gabungan_dari_berkas_yang_sama_selalu_sama():
    assert uploads.gabung_jadi_pdf([_foto(), _pdf()]) == uploads.gabung_jadi_pdf([_foto(), _pdf()])


def test_berkas_yang_salah_disebut_urutannya():
    with pytest.raises(GalatIsian, match="Berkas ke-2: PDF memuat skrip"):
        uploads.gabung_jadi_pdf([_foto(), _pdf(ubah=_skrip_buka)])
    with pytest.raises(GalatIsian, match="Berkas ke-3 bukan PDF, JPEG, atau PNG"):
        uploads.gabung_jadi_pdf([_foto(), _pdf(), b"halo"])


def test_gabungan_yang_terlalu_tebal_atau_kosong_ditolak():
    with pytest.raises(GalatIsian, match="101 halaman"):
        uploads.gabung_jadi_pdf([_pdf(100), _foto()])
    with pytest.raises(GalatIsian, match="Belum ada berkas"):
        uploads.gabung_jadi_pdf([])
