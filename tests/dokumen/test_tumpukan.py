"""Does one scan of the whole stack find its way to the papers, and is everything that went wrong named?"""

import contextlib
import dataclasses
import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from contoh_bagian import publik
from contoh_naskah import contoh
from flask import Flask
from halaman import hitung_sql
from klien import Klien
from pabrik import gambar, pengguna
from PIL import Image
from pindai import coret, lembar, tumpuk

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.dokumen import operations
from app.domain.dokumen.konteks import PengumumanHasil
from app.domain.dokumen.models import Dokumen, Tumpukan
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.dokumen.status import StatusDokumen as S
from app.domain.usulan.models import Paket
from app.infra import files, jobs, pages
from app.infra.db import db
from app.infra.galat import GalatIsian

DESA = "33.28.10.2004"
Terbit = Callable[..., Dokumen]
Kerjakan = Callable[[], None]


def _pengumuman(jumlah: int) -> PengumumanHasil:
    isi, _ = contoh(J.PENGUMUMAN_HASIL, penuh=True)
    assert isinstance(isi, PengumumanHasil)
    return dataclasses.replace(isi, baris=publik(jumlah, "Disepakati"))


@pytest.fixture
def surat(terbit: Terbit, kerjakan: Kerjakan) -> dict[str, Dokumen]:
    """Four drawn papers of the village: two to be signed, one superseded, one that nobody signs."""
    semua = {
        "umum": terbit(J.PENGUMUMAN_HASIL, konteks=_pengumuman(30)),
        "pengantar": terbit(J.SURAT_PENGANTAR),
        "lama": terbit(J.SURAT_PENGANTAR),
        "kosong": terbit(J.DAFTAR_HADIR_KOSONG, penanda=[]),
    }
    kerjakan()
    return semua


@pytest.fixture
def klien_desa(klien: Klien) -> Klien:
    p = pengguna(Peran.OPERATOR_DESA, DESA)
    db.session.commit()
    return klien.masuk(p)


def _unggah(k: Klien, paket: Paket, isi: bytes, nama: str = "tumpukan.pdf") -> Any:
    k.get(f"/dokumen/unggah?paket={paket.id}")
    return k.post("/dokumen/tumpukan", {"paket": str(paket.id), "berkas": (io.BytesIO(isi), nama)})


def _isi(d: Dokumen) -> bytes:
    return files.baca(str(d.sha256))


def _rapi(teks: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", teks).split())


def test_tumpukan_acak_dan_terbalik_dipilah_ke_dokumennya(
    klien_desa: Klien, surat: dict[str, Dokumen], paket: Paket, operator: Pelaku
) -> None:
    umum, pengantar = surat["umum"], surat["pengantar"]
    operations.batalkan(surat["lama"], oleh=operator, alasan="salah ketik")
    db.session.commit()
    assert umum.halaman == 2
    isi = tumpuk(
        [
            lembar(_isi(umum), 2, putar=180),
            lembar(_isi(pengantar), 1, putar=90),
            lembar(_isi(umum), 1),
            lembar(_isi(pengantar), 1),
            lembar(_isi(surat["lama"]), 1),
            lembar(_isi(surat["kosong"]), 1, putar=270),
        ]
    )
    jawaban = _unggah(klien_desa, paket, isi)
    assert jawaban.status_code == 303
    alamat = str(jawaban.location)
    teks = _rapi(klien_desa.get(alamat).text)
    assert "Halaman 1, 2 terbalik atau miring dan sudah diputar tegak" in teks
    assert "Halaman 4 sama dengan halaman 2: Surat pengantar halaman 1" in teks
    assert "Halaman 5: Surat pengantar Desa Slawi Kulon ini sudah tidak berlaku" in teks
    assert "Halaman 6: Daftar hadir (kosong) Desa Slawi Kulon tidak memerlukan pindaian" in teks
    assert "2 dari 2 halaman" in teks
    # nothing is stored before the signers are ticked
    assert not operations.muat(umum.id).pindaian
    db.session.rollback()
    kosong = klien_desa.post(f"{alamat}/penempatan", {f"versi_{umum.id}": umum.versi_baris})
    assert kosong.status_code == 422
    assert "Centang siapa saja" in kosong.text
    tanda = [str(t.id) for d in (umum, pengantar) for t in d.tanda_tangan]
    isian = {"penanda": tanda, f"versi_{umum.id}": umum.versi_baris, f"versi_{pengantar.id}": pengantar.versi_baris}
    belum = klien_desa.post(f"{alamat}/penempatan", isian)
    assert belum.status_code == 422
    assert 'href="#diperiksa"' in belum.text
    assert not operations.muat(umum.id).pindaian
    db.session.rollback()
    isian |= {"diperiksa": "1"}
    assert klien_desa.post(f"{alamat}/penempatan", isian).status_code == 303
    for d, jumlah in ((umum, 2), (pengantar, 1)):
        kini = operations.muat(d.id)
        assert kini.status is S.BERTANDA_TANGAN
        (p,) = kini.pindaian
        assert p.halaman == jumlah
        baca = pages.baca_halaman(files.baca(p.sha256))
        assert [h.qr[0].putaran for h in baca] == [0] * jumlah
        assert [h.qr[0].teks[-3:] for h in baca] == [f"h={n}" for n in range(1, jumlah + 1)]
    db.session.rollback()
    assert klien_desa.post(f"{alamat}/penempatan", isian).status_code == 409


def test_halaman_tak_terbaca_ditempatkan_dengan_tangan_dan_yang_kurang_disebut(
    klien_desa: Klien, surat: dict[str, Dokumen], paket: Paket
) -> None:
    umum, pengantar = surat["umum"], surat["pengantar"]
    isi = tumpuk([lembar(_isi(umum), 1), coret(lembar(_isi(pengantar), 1))])
    alamat = str(_unggah(klien_desa, paket, isi).location)
    teks = klien_desa.get(alamat).text
    with hitung_sql() as perintah:
        klien_desa.get(alamat)
    assert len(perintah) <= 10, perintah
    assert "Halaman 2: kode tidak terbaca" in _rapi(teks)
    assert "Halaman 2 dari Pengumuman hasil musyawarah tidak ada dalam tumpukan" in _rapi(teks)
    assert klien_desa.get(f"{alamat}/halaman/2.jpg").data.startswith(b"\xff\xd8")
    assert klien_desa.get(f"{alamat}/halaman/9.jpg").status_code == 404
    assert f'value="{pengantar.id}:1"' in teks
    isian: dict[str, Any] = {
        "tempat_2": f"{pengantar.id}:1",
        "putar_2": "0",
        f"versi_{umum.id}": umum.versi_baris,
        f"versi_{pengantar.id}": pengantar.versi_baris,
        "penanda": [str(t.id) for d in (umum, pengantar) for t in d.tanda_tangan],
    }
    ditempatkan = klien_desa.post(f"{alamat}/penempatan", isian | {"aksi": "tempatkan"})
    assert ditempatkan.status_code == 303
    assert f'name="tempat_2" value="{pengantar.id}:1"' in klien_desa.get(alamat).text
    isian |= {"diperiksa": "1"}
    kurang = klien_desa.post(f"{alamat}/penempatan", isian)
    assert kurang.status_code == 422
    assert "halaman 2 dari 2 tidak ada dalam tumpukan" in _rapi(kurang.text)
    assert operations.muat(pengantar.id).status is S.TERBIT  # all or nothing
    db.session.rollback()
    assert klien_desa.post(f"{alamat}/penempatan", isian | {"boleh_kurang": str(umum.id)}).status_code == 303
    assert operations.muat(pengantar.id).status is S.BERTANDA_TANGAN
    assert operations.muat(umum.id).pindaian[0].halaman == 1


def test_tumpukan_panjang_dibaca_pekerja_dengan_kemajuan(
    klien_desa: Klien, surat: dict[str, Dokumen], paket: Paket, kerjakan: Kerjakan
) -> None:
    satu, kosong = lembar(_isi(surat["pengantar"]), 1), Image.new("L", (600, 850), 250)
    alamat = str(_unggah(klien_desa, paket, tumpuk([satu] + [kosong] * 10)).location)
    assert "Menunggu giliran" in klien_desa.get(alamat).text
    assert klien_desa.get(f"{alamat}/kemajuan").status_code == 200
    kerjakan()
    selesai = klien_desa.get(f"{alamat}/kemajuan")
    assert (selesai.status_code, selesai.headers["HX-Refresh"]) == (286, "true")
    assert "11 halaman dibaca" in klien_desa.get(alamat).text


def test_tumpukan_orang_lain_tidak_terlihat(klien: Klien, surat: dict[str, Dokumen], paket: Paket) -> None:
    satu, dua = pengguna(Peran.OPERATOR_DESA, DESA), pengguna(Peran.OPERATOR_DESA, DESA)
    luar = pengguna(Peran.OPERATOR_DESA, "33.28.11.2004")
    db.session.commit()
    klien.masuk(satu)
    alamat = str(_unggah(klien, paket, tumpuk([lembar(_isi(surat["pengantar"]), 1)])).location)
    for lain in (dua, luar):
        klien.masuk(lain)
        assert klien.get(alamat).status_code == 404
        assert klien.get(f"{alamat}/halaman/1.jpg").status_code == 404
        assert klien.post(f"{alamat}/penempatan", {}).status_code == 404
    klien.masuk(luar)
    assert _unggah(klien, paket, gambar()).status_code == 404


def test_berkas_yang_bukan_pindaian_ditolak_dengan_kalimat(
    klien_desa: Klien, surat: dict[str, Dokumen], paket: Paket
) -> None:
    jawaban = _unggah(klien_desa, paket, b"bukan apa-apa")
    assert jawaban.status_code == 422
    assert "bukan PDF, JPEG, atau PNG" in jawaban.text
    assert 'name="berkas"' in jawaban.text


def test_tumpukan_lama_dihapus(app: Flask, klien_desa: Klien, surat: dict[str, Dokumen], paket: Paket) -> None:
    _unggah(klien_desa, paket, tumpuk([lembar(_isi(surat["pengantar"]), 1)]))
    hapus = db.session.query(jobs.Pekerjaan).filter_by(nama="dokumen.hapus_tumpukan").one()
    app.extensions["sahih.kerja"][hapus.nama](None, **hapus.muatan)
    db.session.flush()
    assert db.session.query(Tumpukan).count() == 0


def _pdf(**halaman: Any) -> bytes:
    keluar = io.BytesIO()
    with pikepdf.new() as p:
        p.add_blank_page(page_size=halaman.get("ukuran", (595, 842)))
        p.save(keluar, encryption=halaman.get("kunci", False))
    return keluar.getvalue()


@pytest.mark.bebas_db
def test_pdf_jahat_ditolak_dengan_kalimat() -> None:
    with pytest.raises(GalatIsian, match="ukurannya tidak wajar"):
        pages.baca_halaman(_pdf(ukuran=(14_000, 14_000)))
    with pytest.raises(GalatIsian, match="terkunci"):
        pages.baca_halaman(_pdf(kunci=pikepdf.Encryption(user="a", owner="b")))
    with pytest.raises(GalatIsian, match="rusak"):
        pages.baca_halaman(b"%PDF-1.7 rusak")
    with pytest.raises(GalatIsian, match="batas waktu"):
        pages.baca_halaman(_pdf(), batas_detik=0)


@pytest.mark.bebas_db
def test_gambar_bom_di_dalam_pdf_tidak_menjatuhkan_siapa_pun() -> None:
    """A picture of 60,000 × 60,000 dots in a few kilobytes: the child may die, the parent answers."""
    keluar = io.BytesIO()
    with pikepdf.new() as p:
        halaman = p.add_blank_page(page_size=(595, 842))
        bom = pikepdf.Stream(
            p, b"\0" * 4_000_000, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60_000, Height=60_000,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
        )  # fmt: skip
        halaman.add_resource(bom, pikepdf.Name.XObject, pikepdf.Name.Bom)
        halaman.contents_add(b"q 595 0 0 842 0 0 cm /Bom Do Q")
        p.save(keluar, compress_streams=True)
    hasil: list[Any] = []
    with contextlib.suppress(GalatIsian):
        hasil = pages.baca_halaman(keluar.getvalue())
    assert all(h.qr == [] for h in hasil)
    assert len(pages.baca_halaman(_pdf())) == 1  # the next stack is read as ever
