"""Does a berita acara prove the history up to it, and does the day's anchor hold what came before?"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import sqlalchemy as sa
from flask import Flask
from klien import Klien

from app.domain.dokumen import jejak
from app.domain.dokumen.models import Dokumen, Gabungan, Himpunan
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.usulan.models import Paket
from app.infra import audit, files, jangkar
from app.infra.db import db

Terbit = Callable[..., Dokumen]


def fakta(rantai: str, apa: str = "a") -> None:
    audit.catat(rantai, [{"aksi": "paket.uji", "objek": rantai, "ke": apa, "isi": {"alasan": apa}}], pengguna_id=1)
    db.session.commit()


def ubah_paksa(perintah: str) -> None:
    """As someone with the database in hand: triggers off first."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("DROP TRIGGER IF EXISTS audit_tolak_ubah"))
        db.session.execute(sa.text("DROP TRIGGER IF EXISTS audit_tolak_hapus"))
    else:
        db.session.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER ALL"))
    db.session.execute(sa.text(perintah))
    db.session.commit()
    db.session.expire_all()


@pytest.fixture
def ba(paket: Paket, terbit: Terbit) -> Dokumen:
    """A berita acara after two facts of its packet."""
    fakta(paket.rantai, "satu")
    fakta(paket.rantai, "dua")
    d = terbit(J.BA_MUSYAWARAH)
    db.session.commit()
    return d


@pytest.mark.parametrize("jenis", [J.BA_MUSYAWARAH, J.BA_TELAAH, J.BA_VERVAL])
def test_kepala_rantai_tercetak_pada_berita_acara(
    paket: Paket, terbit: Terbit, kerjakan: Callable[[], None], jenis: J
) -> None:
    fakta(paket.rantai)
    kepala = db.session.get_one(audit.AuditKepala, paket.rantai)
    harus = f"{kepala.urut}-{kepala.hash[:16]}"
    d = terbit(jenis)
    kerjakan()
    pdf = pypdfium2.PdfDocument(files.baca(str(d.sha256)))
    assert harus in "".join(halaman.get_textpage().get_text_range() for halaman in pdf)


def test_halaman_publik_membuktikan_riwayat_sampai_naskah(klien: Klien, ba: Dokumen, paket: Paket) -> None:
    kode = ba.kode
    fakta(paket.rantai, "sesudah")
    teks = klien.get(f"/v/{kode}").text
    assert "Riwayat keputusan sampai naskah ini utuh" in teks
    assert str(jejak.periksa(kode)[0]) in teks  # type: ignore[index]
    assert jejak.periksa_semua() is None
    hasil = klien.app.test_cli_runner().invoke(args=["audit", "periksa"])
    awal, saat, *jenis = hasil.output.splitlines()
    fakta_semua = db.session.scalar(sa.select(sa.func.count(audit.Audit.id)))
    assert (hasil.exit_code, awal.endswith(f" rantai, {fakta_semua} fakta.")) == (0, True)
    assert saat == "Fakta pertama 10 November 2026 pukul 10.00 WIB, terakhir 10 November 2026 pukul 10.00 WIB."
    assert jenis[0].startswith("- paket dengan usulan dan dokumennya: 1 rantai, ")
    assert "Jejak yang tercetak pada 1 berita acara cocok dengan rantainya." in jenis


@pytest.mark.parametrize(
    "perintah",
    [
        "UPDATE audit SET ke = 'lain' WHERE ke = 'satu'",
        "UPDATE audit SET hash = 'f' WHERE ke = 'dua'",
        "DELETE FROM audit_isi; DELETE FROM audit WHERE ke = 'dua'",
    ],
)
def test_riwayat_yang_diubah_sesudah_terbit_dikatakan(klien: Klien, ba: Dokumen, paket: Paket, perintah: str) -> None:
    kode, nomor = ba.kode, paket.nomor
    for satu in perintah.split("; "):
        ubah_paksa(satu)
    teks = klien.get(f"/v/{kode}").text
    assert "tidak cocok lagi dengan jejak" in teks
    hasil = klien.app.test_cli_runner().invoke(args=["audit", "periksa"])
    assert (hasil.exit_code, "TIDAK UTUH: " in hasil.output) == (1, True)
    assert f"Rantai itu riwayat paket {nomor}." in hasil.output


def test_rantai_yang_ditulis_ulang_seluruhnya_tetap_ketahuan_dari_naskah(
    klien: Klien, ba: Dokumen, paket: Paket
) -> None:
    kode, rantai = ba.kode, paket.rantai
    semua = db.session.scalars(sa.select(audit.Audit.ke).where(audit.Audit.rantai == rantai).order_by("urut")).all()
    ubah_paksa(f"DELETE FROM audit_isi WHERE audit_id IN (SELECT id FROM audit WHERE rantai = '{rantai}')")
    ubah_paksa(f"DELETE FROM audit WHERE rantai = '{rantai}'")
    ubah_paksa(f"DELETE FROM audit_kepala WHERE rantai = '{rantai}'")
    for apa in semua:
        fakta(rantai, apa.replace("satu", "palsu"))
    assert audit.periksa() is None
    assert "tidak cocok lagi dengan jejak" in klien.get(f"/v/{kode}").text
    hasil = klien.app.test_cli_runner().invoke(args=["audit", "periksa"])
    assert (hasil.exit_code, f"Dokumen {kode}" in hasil.output) == (1, True)


def test_dokumen_lain_tidak_mencetak_jejak(terbit: Terbit, klien: Klien) -> None:
    kode = terbit(J.SURAT_PENGANTAR).kode
    db.session.commit()
    assert jejak.periksa(kode) is None
    assert "Jejak keputusan" not in klien.get(f"/v/{kode}").text


def test_jangkar_sekali_sehari_dan_menyambung(app: Flask, klien: Klien, jam: Callable[..., None]) -> None:
    fakta("paket:7")
    jangkar.tambat()
    jangkar.tambat()
    db.session.commit()
    (pertama,) = jangkar.terbaru()
    awal = pertama.sha256
    db.session.execute(sa.text("UPDATE jangkar SET hari = '2020-01-01'"))
    db.session.rollback()
    teks = klien.get("/v/jangkar").text
    assert awal in teks
    assert jangkar.periksa() is None
    assert awal in app.test_cli_runner().invoke(args=["audit", "jangkar"]).output
    ubah_paksa("UPDATE audit SET hash = 'f' WHERE rantai = 'paket:7'")
    assert "rantai paket:7 urut 1" in str(jangkar.periksa())


def test_jangkar_kedua_memuat_yang_pertama(app: Flask, jam: Callable[..., None]) -> None:
    hari = jangkar.clock.hari_ini(jangkar.clock.WIB)
    fakta("paket:7")
    jangkar.tambat()
    jam(jangkar.clock.sekarang() + jangkar.dt.timedelta(days=1))
    fakta("paket:8")
    jangkar.tambat()
    db.session.commit()
    kedua, pertama = jangkar.terbaru()
    assert (pertama.hari, kedua.sebelumnya) == (hari, pertama.sha256)
    assert jangkar.periksa() is None
    db.session.execute(sa.update(jangkar.Jangkar).where(jangkar.Jangkar.hari == hari).values(sha256=kedua.sha256))
    assert "menyambung" in str(jangkar.periksa())


def test_arsip_dan_gabungan_dikenali_tanpa_kode(
    klien: Klien, paket: Paket, app: Flask, tmp_path: Path, operator: object
) -> None:
    tampung = io.BytesIO()
    with zipfile.ZipFile(tampung, "w") as arsip:
        arsip.writestr("a.txt", "a")
    zip_, siks = tampung.getvalue(), b"%PDF-1.7 siks"
    siapa = {"oleh": operator.pengguna_id}  # type: ignore[attr-defined]
    h = Himpunan(
        paket_id=paket.id, wilayah_kode=paket.wilayah_kode, periode=paket.periode, nama="x", judul="Semua dokumen X",
        penugasan_id=operator.penugasan_id, sidik=files.simpan(zip_).sha256, **siapa,  # type: ignore[attr-defined]
    )  # fmt: skip
    g = Gabungan(paket_id=paket.id, unit_kode=paket.wilayah_kode, nama="siks-x", batas_byte=9,
                 sha256=files.simpan(siks).sha256, **siapa)  # fmt: skip
    db.session.add_all([h, g])
    db.session.commit()
    for isi, kata in ((zip_, "arsip semua dokumen (Semua dokumen X)"), (siks, "PDF gabungan untuk SIKS-NG (siks-x)")):
        klien.get("/v")
        assert kata in klien.post("/v/berkas", {"berkas": (io.BytesIO(isi), "x")}).text
        klien.get("/v")
        beda = klien.post("/v/berkas", {"berkas": (io.BytesIO(isi + b"x"), "x")}).text
        assert "tidak sama dengan dokumen mana pun" in beda
        berkas = tmp_path / "kiriman"
        berkas.write_bytes(isi)
        hasil = app.test_cli_runner().invoke(args=["dokumen", "periksa", str(berkas)])
        assert (hasil.exit_code, kata in hasil.output) == (0, True)


def test_unggahan_raksasa_ditolak_tanpa_disimpan(klien: Klien, app: Flask) -> None:
    raksasa = b"0" * (app.config["MAX_CONTENT_LENGTH"] + 1)
    jawaban = klien.http.post("/v/berkas", data=raksasa, content_type="multipart/form-data; boundary=x")
    assert jawaban.status_code == 413
    assert not list(files.semua())
