"""What happens to files that nobody should take? A sentence, what was typed is kept, and the store is as it was."""

import io
import struct
import zipfile
import zlib

import pabrik
import pikepdf
import pytest
import sqlalchemy as sa
from PIL import Image

from app.domain.dokumen.models import Pindaian, Tumpukan
from app.domain.rapat.models import BerkasRapat, FotoRapat
from app.domain.registri.models import BerkasKeluarga, GalatImpor, ImporRegistri
from app.domain.usulan.models import DaftarMasuk, Paket
from app.infra import files
from app.infra.db import db
from app.infra.galat import GalatIsian

BARIS = (BerkasKeluarga, FotoRapat, BerkasRapat, Pindaian, Tumpukan, ImporRegistri, DaftarMasuk)


def pdf(skrip: bool = False, ekor: bytes = b"") -> bytes:
    keluar = io.BytesIO()
    with pikepdf.new() as p:
        p.add_blank_page()
        if skrip:
            p.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        p.save(keluar)
    return keluar.getvalue() + ekor


def png_bom() -> bytes:
    """A picture that says it is 40 000 by 40 000 pixels."""

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    isi = potong(b"IHDR", kepala) + potong(b"IDAT", zlib.compress(b"\0" * 50_000)) + potong(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + isi


def zip_(**isi: bytes) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, data in isi.items():
            z.writestr(nama.replace("__", "/").replace("_DOT_", "."), data)
    return keluar.getvalue()


def xlsx_bom() -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("xl/workbook.xml", "<workbook/>")
        z.writestr("xl/worksheets/sheet1.xml", b"0" * 400_000_000)
    return keluar.getvalue()


def jpeg(ekor: bytes = b"") -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (64, 64)).save(keluar, "JPEG")
    return keluar.getvalue() + ekor


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" * 20
JAHAT: dict[str, tuple[str, bytes]] = {
    "php": ("foto.jpg", b"<?php system($_GET['c']); ?>"),
    "html": ("foto.jpg", b"<!doctype html><script>alert(1)</script>"),
    "svg": ("foto.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "pdf_skrip": ("ba.pdf", pdf(skrip=True)),
    "pdf_polyglot": ("ba.pdf", pdf(ekor=zip_(a_DOT_txt=b"x"))),
    "pdf_html": ("ba.pdf", b"<html>" + pdf()),
    "pdf_potong": ("ba.pdf", pdf()[:200]),
    "kosong": ("foto.jpg", b""),
    "heic_rusak": ("foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200),
    "png_bom": ("foto.png", png_bom()),
    "exe": ("foto.jpg", b"MZ" + b"\0" * 500),
    "zip": ("foto.jpg", zip_(a_DOT_txt=b"x" * 100)),
}
LEMBAR: dict[str, tuple[str, bytes]] = {
    "bom": ("p.xlsx", xlsx_bom()),
    "potong": ("p.xlsx", zip_(xl__workbook_DOT_xml=b"<workbook/>" * 50)[:150]),
    "terkunci": ("p.xlsx", OLE),
    "bukan": ("p.xlsx", b"PK\x03\x04 bukan arsip"),
    "html": ("p.xls", b"<html><table><tr><td>nik</td></tr></table></html>"),
    "kosong": ("p.xlsx", b""),
    "pdf": ("p.xlsx", pdf()),
    "xxe": (
        "p.xlsx",
        zip_(
            xl__workbook_DOT_xml=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>',
            **{"[Content_Types]_DOT_xml": b"<Types/>"},
        ),
    ),
}


def gudang() -> tuple[list[str], list[int]]:
    """Every stored file, and how many rows name one."""
    baris = [db.session.scalar(sa.select(sa.func.count()).select_from(k)) for k in BARIS]
    db.session.remove()
    return list(files.semua()), baris


def kirim(k, alamat, isi, bidang, nama, data):
    kiriman = {**isi, bidang: (io.BytesIO(data), nama)}
    return k.post(alamat, kiriman, content_type="multipart/form-data")


@pytest.fixture
def tempat(kampung, sebagai):
    """Where files come in: name → (account, address, fields, file field)."""
    ids = kampung.ids
    return {
        "bukti": ("operator_desa", f"/registri/keluarga/{ids['keluarga_id']}/berkas", {"jenis": "KTP"}, "berkas"),
        "usulan": ("operator_desa", f"/usulan/{ids['usulan_id']}/berkas", {"jenis": "KTP"}, "berkas"),
        "foto": ("operator_desa", f"/rapat/{rapat_terbuka(kampung)}/foto", {"jenis": "FOTO_MUSDES"}, "foto"),
        "pindaian": ("operator_desa", "/dokumen/pindaian", {"paket": str(kampung.siap), "penanda": "1"}, "berkas"),
        "tumpukan": ("operator_desa", "/dokumen/tumpukan", {"paket": str(kampung.siap)}, "berkas"),
        "rapat": ("operator_desa", f"/rapat/{rapat_terbuka(kampung)}/berkas", {"jenis_berkas": "BA_ASLI"}, "berkas"),
    }


def rapat_terbuka(kampung):
    nomor = db.session.get_one(Paket, kampung.siap).rapat_id
    db.session.remove()
    return nomor


def test_berkas_berbahaya_ditolak_di_setiap_pintu_tanpa_tersimpan_apa_pun(tempat, sebagai):
    sebelum, ganjil = gudang(), []
    for pintu, (siapa, alamat, isi, bidang) in tempat.items():
        k = sebagai(siapa)
        for macam, (nama, data) in JAHAT.items():
            jawaban = kirim(k, alamat, isi, bidang, nama, data)
            if jawaban.status_code != 422 or not ("govuk-error" in jawaban.text or GalatIsian.judul in jawaban.text):
                ganjil.append((pintu, macam, jawaban.status_code))
            if gudang() != sebelum:
                ganjil.append((pintu, macam, "stored"))
    assert not ganjil


def test_foto_berekor_html_disimpan_tanpa_ekornya(tempat, sebagai):
    """A polyglot photograph is drawn again: what hides behind the picture does not reach the store."""
    siapa, alamat, isi, bidang = tempat["bukti"]
    k = sebagai(siapa)
    sebelum = set(files.semua())
    assert kirim(k, alamat, isi, bidang, "a.jpg", jpeg(b"<script>alert(1)</script>")).status_code == 303
    baru = set(files.semua()) - sebelum
    assert baru
    for sha in baru:
        assert b"<script>" not in files.baca(sha)


def test_lembar_berbahaya_ditolak_dengan_kalimat(kampung, sebagai):
    sebelum, ganjil = gudang(), []
    surat = {"jalur": "dukcapil", "sumber_nomor": "1/2026", "sumber_tanggal": "2026-11-01", "jenis": "hapus"}
    for siapa, alamat, isi in (
        ("operator_desa", "/registri/impor", {}),
        ("dukcapil", "/padanan/pratinjau", {}),
        ("admin", "/admin/pengguna/impor", {}),
        ("verifikator_dinsos", "/daftar", {**surat, "alasan_kode": "meninggal"}),
    ):
        k = sebagai(siapa)
        for macam, (nama, data) in LEMBAR.items():
            jawaban = kirim(k, alamat, isi, "berkas", nama, data)
            if jawaban.status_code != 422 or gudang() != sebelum:
                ganjil.append((alamat, macam, jawaban.status_code))
    assert not ganjil


def test_tiga_puluh_megabita_ditolak_sebelum_dibaca(tempat, kampung, sebagai):
    besar, sebelum = b"%PDF-" + b"0" * 30_000_000, gudang()
    for siapa, alamat, _isi, bidang in (
        *tempat.values(),
        ("operator_desa", "/registri/impor", {}, "berkas"),
        ("operator_desa", "/v/berkas", {}, "berkas"),
    ):
        badan = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="a.pdf"\r\n\r\n' % bidang.encode()
        k = sebagai(siapa)
        # Built by hand: the test client would spool so large a form to a file of its own.
        jawaban = k.http.post(alamat, data=badan + besar + b"\r\n--x--", content_type="multipart/form-data; boundary=x")
        assert jawaban.status_code == 413, alamat
        assert "25 MB" in jawaban.text
    assert gudang() == sebelum


def test_berkas_orang_yang_tidak_berwenang_tidak_pernah_sampai_ke_gudang(tempat, kampung, sebagai):
    """Authority before bytes: else anybody with an account fills the disk."""
    sebelum = gudang()
    for pintu, (_, alamat, isi, bidang) in tempat.items():
        for siapa in ("operator_desa_lain", "pengamat", "auditor", "admin", "kepala_desa_lain", "camat_lain"):
            jawaban = kirim(sebagai(siapa), alamat, isi, bidang, "a.jpg", jpeg())
            assert jawaban.status_code in (403, 404), (pintu, siapa, jawaban.status_code)
            assert gudang() == sebelum, (pintu, siapa)


def test_lembar_dari_peran_lain_tidak_dibaca_dan_tidak_disimpan(kampung, sebagai):
    sebelum = gudang()
    for alamat, siapa in (
        ("/registri/impor", "pengamat"),
        ("/registri/impor", "kepala_desa"),
        ("/padanan/pratinjau", "operator_desa"),
        ("/admin/pengguna/impor", "dukcapil"),
    ):
        jawaban = kirim(sebagai(siapa), alamat, {"desa": pabrik.DESA}, "berkas", "p.xlsx", LEMBAR["bukan"][1])
        assert jawaban.status_code == 403, (alamat, siapa)
    impor_desa_lain = kirim(
        sebagai("operator_desa_lain"), "/registri/impor", {"desa": pabrik.DESA}, "berkas", "p.xlsx", LEMBAR["bukan"][1]
    )
    assert impor_desa_lain.status_code in (404, 422)
    assert gudang() == sebelum


def test_berkas_yang_diunggah_dikirim_tanpa_dapat_dijalankan(tempat, kampung, sebagai):
    siapa, alamat, isi, bidang = tempat["bukti"]
    k = sebagai(siapa)
    kirim(k, alamat, isi, bidang, 'a"; filename=x.html\r\nX: y.jpg', jpeg())
    nomor = db.session.scalar(sa.select(sa.func.max(BerkasKeluarga.id)))
    for satu in (
        f"/registri/berkas/{nomor}",
        f"/rapat/{kampung.ids['rapat_id']}/foto/{kampung.ids['foto_id']}",
        f"/dokumen/pindaian/{kampung.ids['pindaian_id']}.pdf",
        f"/dokumen/{kampung.ids['dokumen_id']}/berkas.pdf",
    ):
        jawaban = k.get(satu)
        assert jawaban.status_code == 200, satu
        assert jawaban.headers["X-Content-Type-Options"] == "nosniff", satu
        assert jawaban.mimetype in ("image/jpeg", "application/pdf"), satu
        kebijakan = jawaban.headers["Content-Security-Policy"]
        assert "default-src 'none'" in kebijakan or "script-src 'self'" in kebijakan, satu
        assert "private" in jawaban.headers["Cache-Control"] or "no-store" in jawaban.headers["Cache-Control"], satu
        assert "X" not in jawaban.headers


@pytest.mark.parametrize(
    "isi", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
)
def test_isian_berumus_tidak_menjadi_rumus_di_berkas_unduhan(kampung, sebagai, isi):
    """Names go out in sheets; a sheet program must see text."""
    db.session.add(
        GalatImpor(
            impor_id=kampung.ids["impor_id"],
            isi={"baris": 2, "kolom": "nama", "nilai": isi, "pesan": isi},
        )
    )
    db.session.commit()
    jawaban = sebagai("operator_desa").get(f"/registri/impor/{kampung.ids['impor_id']}/galat.xlsx")
    assert jawaban.status_code == 200
    with zipfile.ZipFile(io.BytesIO(jawaban.data)) as z:
        lembar = b"".join(z.read(n) for n in z.namelist() if n.startswith("xl/worksheets/"))
        assert b"<f>" not in lembar
        assert b"<hyperlink" not in lembar
