"""Can everyone who sees a packet's papers take all of them at once, whole, the same each time, and nobody else?"""

import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import sqlalchemy as sa
from klien import Klien
from pabrik import DESA, DESA_LAIN, KABUPATEN, KECAMATAN, KECAMATAN_LAIN, Desa, orang
from pabrik_bundel import Kabupaten

from app.domain.akses.peran import Peran
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen.models import Dokumen, Himpunan, PotonganHimpunan
from app.domain.laporan import bungkus, himpunan, himpunan_buat, himpunan_usang
from app.domain.usulan.models import Paket
from app.infra import audit, clock, files, jobs
from app.infra.db import db
from app.worker import himpun

AKAR = Path(__file__).resolve().parents[2]


class HanyaHimpunan(dict[str, Any]):
    """Packages are made as the worker would; papers and notices are not the matter here."""

    def __missing__(self, nama: str) -> Any:
        return himpun.kerjakan if nama == himpunan.TUGAS else lambda *_a, **_k: None


def kerjakan() -> None:
    while jobs.kerjakan_satu(HanyaHimpunan()):
        pass
    gagal = sa.select(jobs.Pekerjaan.galat).where(jobs.Pekerjaan.nama == himpunan.TUGAS)
    assert not list(db.session.scalars(gagal.where(jobs.Pekerjaan.galat.is_not(None))))


def pdf(teks: str) -> bytes:
    keluar = io.BytesIO()
    with pikepdf.new() as d:
        halaman = d.add_blank_page(page_size=(595, 842))
        halaman.contents_add(f"% {teks}".encode())
        d.save(keluar, deterministic_id=True)
    return keluar.getvalue()


@pytest.fixture
def paket(app: Any) -> Paket:
    """A packet whose papers have real files, each its own."""
    p = Desa().siap_ajukan()
    for d in db.session.scalars(sa.select(Dokumen)):
        berkas = files.simpan(pdf(d.kode))
        d.sha256, d.ukuran, d.halaman = berkas.sha256, berkas.ukuran, 1
    db.session.commit()
    return p


def minta(web: Klien, **isian: Any) -> str:
    jawab = web.post("/himpunan", isian)
    assert jawab.status_code == 303, jawab.text
    return str(jawab.headers["Location"])


def buka(isi: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(isi))


def test_satu_tombol_memberi_semua_dokumen_dengan_sidik_setiap_berkas(klien: Klien, paket: Paket) -> None:
    paket_id, nomor = paket.id, paket.nomor
    niks = [u.warga.nik for u in paket.usulan]
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    assert "Unduh semua dokumen" in web.get(f"/paket/{paket_id}").text
    alamat = minta(web, paket=paket_id)
    assert "Menunggu giliran" in web.get(alamat).text
    assert web.post(f"{alamat}/unduhan").status_code == 404
    kerjakan()
    assert "Unduh arsip ZIP" in web.get(alamat).text
    jawab = web.post(f"{alamat}/unduhan")
    assert jawab.status_code == 200
    with buka(jawab.data) as arsip:
        assert arsip.testzip() is None
        manifes = json.loads(arsip.read("manifest.json"))
        for b in manifes["berkas"]:
            assert hashlib.sha256(arsip.read(b["nama"])).hexdigest() == b["sha256"]
        nama = arsip.namelist()
        assert {b["nama"] for b in manifes["berkas"]} | {"manifest.json"} == set(nama)
        assert {"gabungan.pdf", "CARA-MEMERIKSA.txt", "SHA256SUMS"} <= set(nama)
        assert any(n.endswith("indeks-foto.csv") for n in nama)
        assert any("pindaian-1" in n for n in nama)
        for jenis in ("surat-pengantar", "berita-acara-musyawarah", "notulen", "daftar-hadir", "lampiran"):
            assert any(jenis in n for n in nama), jenis
        teks = b"".join(arsip.read(n) for n in nama if not n.endswith(".pdf")).decode()
        assert not any(n in teks for n in niks)
        assert not any(re.search(r"\d{16}", n) for n in nama)
        with pikepdf.open(io.BytesIO(arsip.read("gabungan.pdf"))) as gabungan, gabungan.open_outline() as isi:
            naskah = {b["sha256"]: b for b in manifes["berkas"] if b.get("apa")}
            assert len(isi.root) == len(naskah)
            assert len(gabungan.pages) >= len(naskah)
    satu_pdf = web.post(f"{alamat}/unduhan", {"apa": "pdf"})
    assert satu_pdf.data.startswith(b"%PDF")
    assert nomor.replace("/", "-") in jawab.headers["Content-Disposition"]
    milik = sa.select(audit.Audit.aksi).where(audit.Audit.objek.like("himpunan:%")).order_by(audit.Audit.id)
    jejak = db.session.scalars(milik).all()
    assert list(jejak) == ["himpunan.minta", "himpunan.unduh", "himpunan.unduh"]


def test_isi_yang_sama_memberi_berkas_yang_sama_juga_dari_baris_perintah(
    klien: Klien, paket: Paket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paket_id, nomor = paket.id, paket.nomor
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    dua = [minta(web, paket=paket_id), minta(web, paket=paket_id)]
    kerjakan()
    pertama, kedua = (web.post(f"{a}/unduhan").data for a in dua)
    assert pertama == kedua
    ke = tmp_path / "satu.zip"
    hasil = klien.app.test_cli_runner().invoke(args=["paket", "unduh", nomor, "-o", str(ke)])
    assert hasil.exit_code == 0, hasil.output
    assert ke.read_bytes() == pertama
    assert not list(tmp_path.glob(".*"))
    monkeypatch.chdir(tmp_path)
    assert klien.app.test_cli_runner().invoke(args=["paket", "unduh", nomor]).exit_code == 0
    assert Path(f"dokumen-{nomor.replace('/', '-')}.zip").read_bytes() == pertama


def test_nomor_paket_yang_tidak_ada_disebut(app: Any, tmp_path: Path) -> None:
    hasil = app.test_cli_runner().invoke(args=["paket", "unduh", "USL/x", "-o", str(tmp_path / "ke.zip")])
    assert hasil.exit_code == 1
    assert "USL/x" in hasil.output
    assert not (tmp_path / "ke.zip").exists()


def test_wilayah_lain_dan_orang_lain_tidak_mendapat_apa_pun(klien: Klien, paket: Paket) -> None:
    paket_id, periode = paket.id, paket.periode
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    alamat = minta(web, paket=paket_id)
    kerjakan()
    for peran, wilayah in (
        (Peran.OPERATOR_DESA, DESA_LAIN), (Peran.CAMAT, KECAMATAN_LAIN), (Peran.OPERATOR_DESA, DESA),
    ):  # fmt: skip
        asing = Klien(klien.app).masuk(orang(peran, wilayah))
        assert asing.get(alamat).status_code == 404
        assert asing.get(f"{alamat}/kemajuan").status_code == 404
        assert asing.post(f"{alamat}/unduhan").status_code == 404
        if wilayah != DESA:
            assert asing.post("/himpunan", {"paket": paket_id}).status_code == 404
            assert asing.post("/himpunan", {"wilayah": DESA, "periode": periode}).status_code == 404
    assert Klien(klien.app).masuk(orang(Peran.ADMIN, KABUPATEN)).post("/himpunan", {"paket": paket_id}).status_code in (
        403, 404,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("peran", "wilayah"), [(Peran.OPERATOR_KECAMATAN, KECAMATAN), (Peran.VERIFIKATOR_DINSOS, KABUPATEN)]
)
def test_kecamatan_dan_dinsos_mengunduh_satu_periode(klien: Klien, paket: Paket, peran: Peran, wilayah: str) -> None:
    periode, folder = paket.periode, paket.nomor.replace("/", "-")
    web = klien.masuk(orang(peran, wilayah))
    halaman = web.get(f"/paket?periode={periode}").text
    assert "Unduh semua dokumen periode" in halaman
    assert "Unduh semua dokumen periode" not in web.get("/paket").text
    alamat = minta(web, wilayah=wilayah, periode=periode)
    kerjakan()
    with buka(web.post(f"{alamat}/unduhan").data) as arsip:
        assert any(n.startswith(f"{folder}/") for n in arsip.namelist())


def test_pekerja_yang_mati_di_tengah_diteruskan_dengan_hasil_yang_sama(klien: Klien, paket: Paket) -> None:
    paket_id = paket.id
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    acuan = minta(web, paket=paket_id)
    kerjakan()
    alamat = minta(web, paket=paket_id)
    himpunan_id = int(alamat.rsplit("/", 1)[1])
    dapat = jobs.ambil("pekerja yang mati")
    assert dapat
    assert dapat[0].muatan == {"himpunan_id": himpunan_id}
    h = db.session.get_one(Himpunan, himpunan_id)
    h.daftar = himpunan._bekukan(h)
    db.session.commit()
    buat = himpunan.Pembuatan(dapat[1], h, "http://localhost")
    buat._bagian(buat.paket[0])
    db.session.commit()
    bagian = himpunan.potongan_dari(himpunan_id, str(paket_id))
    assert bagian
    # A scan refused meanwhile changes nothing: what goes in was frozen.
    db.session.execute(sa.text("UPDATE pindaian SET ditolak = diunggah"))
    lewat = clock.sekarang() - jobs.SEWA
    db.session.execute(sa.update(jobs.Pekerjaan).where(jobs.Pekerjaan.status == "berjalan").values(sewa_sampai=lewat))
    db.session.commit()
    kerjakan()
    h = db.session.get_one(Himpunan, himpunan_id, populate_existing=True)
    assert h.sidik, h.galat
    sisa = db.session.scalars(sa.select(PotonganHimpunan.apa).where(PotonganHimpunan.himpunan_id == himpunan_id))
    assert set(sisa) == {"zip", "pdf"}
    a = db.session.get_one(Himpunan, int(acuan.rsplit("/", 1)[1]), populate_existing=True)
    with buka(web.post(f"{alamat}/unduhan").data) as arsip:
        assert any("pindaian-1" in n for n in arsip.namelist())
    assert a.sidik == h.sidik


def test_orang_lain_tetap_dapat_menulis_selagi_arsip_besar_disusun(
    klien: Klien, paket: Paket, url_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite the archive's questions about the history would else hold the lock of writers to its end."""
    alamat = minta(klien.masuk(orang(Peran.OPERATOR_DESA, DESA)), paket=paket.id)
    lain = sa.create_engine(url_db, connect_args={"timeout": 0.1} if url_db.startswith("sqlite") else {})
    manifes, tertulis = himpunan_buat.naskah.manifes, []

    def sela(*isi: Any) -> bytes:
        with lain.begin() as k:
            tertulis.append(k.execute(sa.text("UPDATE wilayah SET nama = nama WHERE kode = '33.28'")).rowcount)
        return manifes(*isi)

    monkeypatch.setattr(himpunan_buat.naskah, "manifes", sela)
    monkeypatch.setattr(himpunan, "TANPA_JEDA", 0)
    kerjakan()
    lain.dispose()
    assert tertulis == [1]
    assert db.session.get_one(Himpunan, int(alamat.rsplit("/", 1)[1])).sidik


def test_naskah_yang_belum_jadi_disebut_dan_paket_kosong_ditolak(klien: Klien, paket: Paket) -> None:
    paket_id = paket.id
    kode = db.session.scalar(sa.select(Dokumen.kode).where(Dokumen.jenis == "notulen"))
    db.session.execute(sa.update(Dokumen).where(Dokumen.kode == kode).values(sha256=None))
    db.session.commit()
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    alamat = minta(web, paket=paket_id)
    kerjakan()
    with buka(web.post(f"{alamat}/unduhan").data) as arsip:
        assert json.loads(arsip.read("manifest.json"))["paket"][0]["belum"][0]["kode"] == kode
    db.session.execute(sa.update(Dokumen).values(sha256=None))
    db.session.commit()
    alamat = minta(web, paket=paket_id)
    kerjakan()
    assert "Belum ada dokumen yang selesai dibuat" in web.get(alamat).text


def test_naskah_beberapa_paket_ada_sekali_dan_riwayatnya_dapat_dihitung_ulang(
    app: Any, klien: Klien, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given: dua paket satu kecamatan dalam satu berita acara telaah. When: dokumen sebulan diunduh. Then: berita
    acara itu ada sekali, riwayat paket dan bundel cocok dengan manifes, dan PDF gabungan disusun per kecamatan bila
    paketnya terlalu banyak untuk satu."""
    k = Kabupaten()
    dua = [k.telaah(k.diajukan(desa)) for desa in (DESA, "33.28.10.2005")]
    ids, periode, bundel = [p.id for p in dua], dua[0].periode, k.bundel(JenisBundel.TELAAH, *dua)
    k.putuskan(bundel)
    for d in db.session.scalars(sa.select(Dokumen)):
        berkas = files.simpan(pdf(d.kode))
        d.sha256, d.ukuran, d.halaman = berkas.sha256, berkas.ukuran, 1
    db.session.commit()
    monkeypatch.setattr(himpunan_buat, "MAKS_GABUNG", 1)
    web = klien.masuk(orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN))
    alamat = minta(web, wilayah=KABUPATEN, periode=periode)
    kerjakan()
    with buka(web.post(f"{alamat}/unduhan").data) as arsip:
        nama = arsip.namelist()
        telaah = [n for n in nama if "_berita-acara-telaah" in n and "pindaian" not in n]
        assert [n.partition("/")[0] for n in telaah] == ["bersama"]
        assert {"gabungan/bersama.pdf", "gabungan/kecamatan-33.28.10.pdf"} <= set(nama)
        assert "gabungan.pdf" not in nama
        manifes = json.loads(arsip.read("manifest.json"))
        assert {b["nama"] for b in manifes["berkas"]} | {"manifest.json"} == set(nama)
        assert {r["rantai"] for r in manifes["rantai"]} == {f"bundel:{bundel.id}", *(f"paket:{i}" for i in ids)}
        for r in manifes["rantai"]:
            assert _terakhir(r["sebelum"], arsip.read(r["berkas"]).decode()) == (r["baris"], r["kepala"])
    # An examiner's package of one packet has the same chains.
    with zipfile.ZipFile(io.BytesIO(), "w") as arsip:
        bungkus_ = bungkus._Bungkus(arsip, bungkus.MAKS_BYTE, "")
        bungkus._rantai(bungkus_, db.session.get_one(Paket, ids[0]), "satu")
    assert [(r["rantai"], r["utuh"]) for r in bungkus_.rantai] == [
        (f"paket:{ids[0]}", True), (f"bundel:{bundel.id}", True),
    ]  # fmt: skip


def _terakhir(sebelum: str, rantai: str) -> tuple[int, str]:
    """How many rows follow from the hash before them, and the last hash; as CARA-MEMERIKSA.txt says."""
    baris = rantai.splitlines()
    for satu in baris:
        sidik, _, teks = satu.partition("\t")
        assert hashlib.sha256(f"{sebelum}\n{teks}".encode()).hexdigest() == sidik
        sebelum = sidik
    return len(baris), sebelum


def test_arsip_lama_dilepas_tetapi_tetap_dikenali(klien: Klien, paket: Paket, jam: Any) -> None:
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    alamat = minta(web, paket=paket.id)
    kerjakan()
    db.session.execute(sa.text("UPDATE himpunan SET dibuat = '2025-01-01 00:00:00+00:00'"))
    db.session.commit()
    himpunan_usang.lupakan()
    db.session.commit()
    assert "sudah dihapus setelah 30 hari" in web.get(alamat).text
    assert web.post(f"{alamat}/unduhan").status_code == 404


MATI = """
import os, signal, sys
from flask import Flask
import config
from app.domain.laporan import himpunan_buat
from app.infra import start
from app.worker import loop
from app.worker.kerja import KERJA

himpunan_buat.arsip = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
app = Flask("app")
start.nyalakan(app, config.dari_lingkungan(os.environ))
with app.app_context():
    loop.jalankan(KERJA, sekali=True)
"""


def test_pekerja_sungguhan_dibunuh_kill_9_lalu_diteruskan(
    klien: Klien, paket: Paket, url_db: str, tmp_path: Path
) -> None:
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    alamat = minta(web, paket=paket.id)
    db.session.execute(sa.delete(jobs.Pekerjaan).where(jobs.Pekerjaan.nama != himpunan.TUGAS))
    db.session.commit()
    db.session.remove()
    lingkungan = {
        **os.environ, "SAHIH_LINGKUNGAN": "uji", "DATABASE_URL": url_db, "SAHIH_FOLDER_INSTANCE": str(tmp_path),
        "SAHIH_ALAMAT": "http://127.0.0.1:8000", "PYTHONPATH": str(AKAR), "SAHIH_JAM": clock.sekarang().isoformat(),
    }  # fmt: skip
    mati = subprocess.run([sys.executable, "-c", MATI], env=lingkungan, cwd=AKAR, capture_output=True)
    assert mati.returncode == -signal.SIGKILL, mati.stderr.decode()
    kerja = db.session.scalars(sa.select(jobs.Pekerjaan).where(jobs.Pekerjaan.nama == himpunan.TUGAS)).one()
    assert (kerja.status, kerja.langkah, kerja.jumlah) == ("berjalan", 2, 3)
    assert db.session.scalars(sa.select(PotonganHimpunan.apa).distinct()).all()
    db.session.execute(sa.update(jobs.Pekerjaan).values(sewa_sampai=clock.sekarang() - jobs.SEWA))
    db.session.commit()
    kerjakan()
    with buka(web.post(f"{alamat}/unduhan").data) as arsip:
        assert arsip.testzip() is None
