"""Are stored bytes sealed, whole, and never half there? Is content known by what it is?"""

import hashlib
import io
import os
import resource
import time
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.infra import crypto, files
from app.infra.files import JenisBerkas, kenali
from app.infra.galat import GalatPenyimpanan

pytestmark = pytest.mark.bebas_db

RAHASIA = b"NIK 3328010101010001 milik seorang warga"


@pytest.fixture(autouse=True)
def gudang(tmp_path):
    crypto.siapkan("1:" + "5a" * 32)
    semula = files._folder
    files.siapkan(tmp_path / "berkas")
    yield tmp_path / "berkas"
    files._folder = semula


def _semua_jalur(gudang):
    return [j for j in gudang.rglob("*") if j.is_file()]


def test_yang_disimpan_dapat_dibaca_kembali(gudang):
    berkas = files.simpan(RAHASIA)
    assert berkas == files.Berkas(hashlib.sha256(RAHASIA).hexdigest(), len(RAHASIA))
    assert files.baca(berkas.sha256) == RAHASIA
    assert files.ada(berkas.sha256)
    assert list(files.semua()) == [berkas.sha256]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=5000))
def test_byte_apa_pun_kembali_utuh(isi):
    assert files.baca(files.simpan(isi).sha256) == isi


def test_di_piringan_tidak_ada_isi_terbuka_dan_hanya_pemilik_yang_boleh_membaca(gudang):
    files.simpan(RAHASIA)
    (jalur,) = _semua_jalur(gudang)
    assert b"3328010101010001" not in jalur.read_bytes()
    assert jalur.stat().st_mode & 0o077 == 0


def test_isi_yang_sama_tidak_ditulis_ulang(gudang):
    files.simpan(RAHASIA)
    (jalur,) = _semua_jalur(gudang)
    semula = jalur.read_bytes(), jalur.stat().st_ino
    files.simpan(RAHASIA)
    assert (jalur.read_bytes(), jalur.stat().st_ino) == semula


def test_berkas_yang_diubah_satu_bit_tidak_pernah_diberikan(gudang):
    berkas = files.simpan(RAHASIA)
    (jalur,) = _semua_jalur(gudang)
    asli = jalur.read_bytes()
    for letak in (0, 5, 20, len(asli) - 1):
        jalur.write_bytes(asli[:letak] + bytes([asli[letak] ^ 1]) + asli[letak + 1 :])
        with pytest.raises(files.BerkasRusak):
            files.baca(berkas.sha256)
    for pendek in (b"", b"\x01", asli[:20]):
        jalur.write_bytes(pendek)
        with pytest.raises(files.BerkasRusak):
            files.baca(berkas.sha256)


def test_berkas_tidak_dapat_menggantikan_berkas_lain(gudang):
    satu, dua = files.simpan(b"satu"), files.simpan(b"dua")
    jalur = {j.name: j for j in _semua_jalur(gudang)}
    jalur[satu.sha256].write_bytes(jalur[dua.sha256].read_bytes())
    with pytest.raises(files.BerkasRusak):
        files.baca(satu.sha256)


def test_berkas_yang_tidak_ada_dikatakan_dengan_kalimat():
    with pytest.raises(files.BerkasTidakAda, match="cadangan"):
        files.baca("0" * 64)


@pytest.mark.parametrize("nama", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_yang_bukan_hash_tidak_pernah_menjadi_jalur(nama):
    with pytest.raises(ValueError, match="SHA-256"):
        files.baca(nama)


def test_piringan_penuh_menolak_dengan_kalimat_tanpa_meninggalkan_sisa(gudang):
    lunak, keras = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, keras))
    try:
        with pytest.raises(GalatPenyimpanan, match="Ruang penyimpanan di server penuh"):
            files.simpan(b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (lunak, keras))
    assert _semua_jalur(gudang) == []
    assert files.baca(files.simpan(b"x" * 100_000).sha256) == b"x" * 100_000


def test_gudang_yang_tidak_dapat_ditulisi_menolak_dengan_kalimat(gudang):
    sha = hashlib.sha256(RAHASIA).hexdigest()
    (gudang / sha[:2]).write_bytes(b"bukan folder")
    with pytest.raises(GalatPenyimpanan, match="tidak dapat digunakan"):
        files.simpan(RAHASIA)


def test_sisa_penulisan_lama_dibersihkan_yang_sedang_ditulis_tidak(gudang):
    files.simpan(RAHASIA)
    folder = _semua_jalur(gudang)[0].parent
    lama, baru = folder / ".lama.sementara", folder / ".baru.sementara"
    lama.write_bytes(b"x")
    baru.write_bytes(b"x")
    os.utime(lama, (time.time() - 7200,) * 2)
    assert files.bersihkan_sementara() == 1
    assert not lama.exists()
    assert baru.exists()
    assert len(list(files.semua())) == 1


def test_hapus_boleh_diulang():
    berkas = files.simpan(RAHASIA)
    files.hapus(berkas.sha256)
    files.hapus(berkas.sha256)
    assert not files.ada(berkas.sha256)


def test_kunci_baru_tetap_membaca_berkas_lama():
    berkas = files.simpan(RAHASIA)
    crypto.siapkan("1:" + "5a" * 32 + ",2:" + "6b" * 32)
    assert files.baca(berkas.sha256) == RAHASIA


def _gambar(bentuk: str) -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (4, 4)).save(keluar, bentuk)
    return keluar.getvalue()


def _xlsx() -> bytes:
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar) as buku:
        buku.add_worksheet()
    return keluar.getvalue()


def _zip(**isi: bytes) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        for nama, data in isi.items():
            arsip.writestr(nama, data)
    return keluar.getvalue()


@pytest.mark.parametrize(
    ("isi", "jenis"),
    [
        (b"%PDF-1.7\n", JenisBerkas.PDF),
        (_gambar("JPEG"), JenisBerkas.JPEG),
        (_gambar("PNG"), JenisBerkas.PNG),
        (_xlsx(), JenisBerkas.XLSX),
        (_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), JenisBerkas.ODS),
        (_zip(catatan=b"x"), JenisBerkas.ZIP),
        (b"PK\x03\x04 rusak", JenisBerkas.LAIN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, JenisBerkas.XLS),
        (b"\0\0\0\x18ftypheic", JenisBerkas.HEIC),
        (b"<html>%PDF-1.7", JenisBerkas.LAIN),
        (b"#!/bin/sh", JenisBerkas.LAIN),
        (b"", JenisBerkas.LAIN),
    ],
)
def test_jenis_dikenali_dari_isi(isi, jenis):
    assert kenali(isi) is jenis


def test_jenis_yang_tidak_dikenal_hanya_boleh_diunduh():
    assert JenisBerkas.LAIN.mime == "application/octet-stream"
    assert JenisBerkas.PDF.mime == "application/pdf"


@given(st.binary(max_size=300))
def test_byte_acak_tidak_pernah_menggagalkan_pengenalan(isi):
    assert kenali(isi) in JenisBerkas
    assert kenali(b"PK\x03\x04" + isi) in JenisBerkas
