"""Is an uploaded photograph small, upright, free of hidden data, and a bomb refused?"""

import datetime as dt
import io
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.infra import images
from app.infra.files import JenisBerkas, kenali
from app.infra.galat import GalatIsian

pytestmark = pytest.mark.bebas_db

WIB = dt.timezone(dt.timedelta(hours=7))


def _foto(lebar: int = 800, tinggi: int = 600, *, ramai: bool = False) -> Image.Image:
    if ramai:
        return Image.frombytes("RGB", (lebar, tinggi), random.Random(7).randbytes(lebar * tinggi * 3))
    gambar = Image.new("RGB", (lebar, tinggi), "white")
    gambar.paste("red", (0, 0, lebar // 2, tinggi // 2))
    return gambar


def _simpan(gambar: Image.Image, bentuk: str = "JPEG", **opsi: object) -> bytes:
    keluar = io.BytesIO()
    gambar.save(keluar, bentuk, **opsi)
    return keluar.getvalue()


def _exif(orientasi: int = 1, *, dengan_selisih: bool = True) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientasi
    exif[0x010E] = "rahasia-3328010101010001"
    rinci = exif.get_ifd(0x8769)
    rinci[0x9003] = "2026:11:22 09:30:00"
    if dengan_selisih:
        rinci[0x9011] = "+07:00"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "S", (6.0, 58.0, 48.0)
    gps[3], gps[4] = "E", (109.0, 8.0, 24.0)
    return exif


def _buka(isi: bytes) -> Image.Image:
    return Image.open(io.BytesIO(isi))


def _png_mengaku_sebesar(lebar: int, tinggi: int) -> bytes:
    """A PNG of a few bytes whose header promises an enormous picture."""
    kepala = lebar.to_bytes(4, "big") + tinggi.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    potong = b"IHDR" + kepala
    return (
        b"\x89PNG\r\n\x1a\n"
        + len(kepala).to_bytes(4, "big")
        + potong
        + zlib.crc32(potong).to_bytes(4, "big")
        + _simpan(_foto(8, 8), "PNG")[33:]
    )


def test_foto_besar_diperkecil_ke_batas_sisi_dan_ukuran():
    foto = images.siapkan_foto(_simpan(_foto(2400, 1800, ramai=True), quality=85))
    assert max(foto.lebar, foto.tinggi) <= 1600
    assert len(foto.isi) <= images.TARGET_BYTE
    assert kenali(foto.isi) is JenisBerkas.JPEG
    assert _buka(foto.isi).size == (foto.lebar, foto.tinggi)


def test_perbandingan_sisi_dipertahankan():
    foto = images.siapkan_foto(_simpan(_foto(4000, 2000)))
    assert (foto.lebar, foto.tinggi) == (1600, 800)


def test_foto_miring_ditegakkan():
    # orientation 6: the camera was turned, the red corner belongs at the upper right
    foto = images.siapkan_foto(_simpan(_foto(800, 600), exif=_exif(6)))
    assert (foto.lebar, foto.tinggi) == (600, 800)
    hasil = _buka(foto.isi)
    assert hasil.getpixel((550, 50))[1] < 60 < 200 < hasil.getpixel((50, 50))[1]


def test_lokasi_dan_waktu_diambil_lalu_dibuang_dari_berkas():
    foto = images.siapkan_foto(_simpan(_foto(), exif=_exif()))
    assert foto.lokasi == images.Lokasi(-6.98, 109.14)
    assert foto.diambil == dt.datetime(2026, 11, 22, 9, 30, tzinfo=WIB)
    assert not _buka(foto.isi).getexif()
    assert b"Exif" not in foto.isi
    assert b"rahasia" not in foto.isi


def test_waktu_tanpa_selisih_zona_tetap_tanpa_zona():
    foto = images.siapkan_foto(_simpan(_foto(), exif=_exif(dengan_selisih=False)))
    assert foto.diambil is not None
    assert foto.diambil.tzinfo is None
    assert foto.diambil.isoformat() == "2026-11-22T09:30:00"


def test_foto_tanpa_lokasi_tidak_mengarang_lokasi():
    foto = images.siapkan_foto(_simpan(_foto()))
    assert foto.lokasi is None
    assert foto.diambil is None


def test_lokasi_nol_dari_ponsel_tanpa_sinyal_tidak_dipakai():
    exif = _exif()
    gps = exif.get_ifd(0x8825)
    gps[2] = gps[4] = (0.0, 0.0, 0.0)
    assert images.siapkan_foto(_simpan(_foto(), exif=exif)).lokasi is None


@pytest.mark.parametrize("mode", ["RGBA", "P", "1", "L", "LA", "CMYK"])
def test_semua_ragam_warna_menjadi_rgb(mode):
    bentuk = "JPEG" if mode == "CMYK" else "PNG"
    foto = images.siapkan_foto(_simpan(_foto().convert(mode), bentuk))
    assert _buka(foto.isi).mode == "RGB"


def test_bagian_bening_menjadi_putih():
    bening = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    assert min(_buka(images.siapkan_foto(_simpan(bening, "PNG")).isi).getpixel((50, 50))) > 250


def test_foto_ganda_dari_ponsel_diterima():
    isi = io.BytesIO()
    _foto().save(isi, "MPO", save_all=True, append_images=[_foto()])
    assert images.siapkan_foto(isi.getvalue()).lebar == 800


def test_ekor_yang_disisipkan_di_belakang_foto_hilang():
    foto = images.siapkan_foto(_simpan(_foto()) + b"<script>alert(1)</script>PK\x05\x06")
    assert b"script" not in foto.isi


@pytest.mark.parametrize("sisi", [(5000, 5000), (9000, 9000), (30000, 30000)])
def test_gambar_yang_mengaku_sangat_besar_ditolak_sebelum_dibuka(sisi):
    with pytest.raises(GalatIsian, match="megapiksel"):
        images.siapkan_foto(_png_mengaku_sebesar(*sisi))


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "bukan foto"),
        (b"%PDF-1.7\n", "bukan foto"),
        (b"GIF89a" + b"\0" * 50, "bukan foto"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "rusak"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "HEIC"),
        (_simpan(_foto(ramai=True))[:4000], "rusak"),
        (b"\xff\xd8\xff" + b"\0" * images.MAKS_BYTE, "melebihi batas 10 MB"),
    ],
    ids=["kosong", "pdf", "gif", "sampah", "heic", "terpotong", "terlalu besar"],
)
def test_yang_bukan_foto_utuh_ditolak_dengan_kalimat(isi, kata):
    with pytest.raises(GalatIsian, match=kata):
        images.siapkan_foto(isi)


@pytest.mark.filterwarnings("ignore::UserWarning")  # the photograph is taken, its remarks are not
@settings(max_examples=150, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=12), st.sampled_from(["JPEG", "PNG"]))
def test_foto_yang_dirusak_di_mana_pun_ditolak_atau_tetap_menjadi_foto(letak, racun, bentuk):
    isi = bytearray(_simpan(_foto(64, 48), bentuk, **({"exif": _exif()} if bentuk == "JPEG" else {})))
    isi[letak : letak + len(racun)] = racun
    try:
        foto = images.siapkan_foto(bytes(isi))
    except GalatIsian:
        return
    assert kenali(foto.isi) is JenisBerkas.JPEG
