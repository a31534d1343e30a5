"""Is a signature at the state's provider never asked twice without a word, and never half stored?"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import simulator_bsre as sim
from contoh_bagian import penanda
from contoh_naskah import contoh
from flask import Flask
from klien import Klien
from pabrik import pengguna

from app.domain.akses.peran import Peran
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.dokumen import sertifikat
from app.domain.dokumen.models import Dokumen, PercobaanTandaTangan, Pindaian
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.dokumen.status import StatusDokumen as S
from app.infra import clock, files
from app.infra.db import db

DESA, FRASA_CAMAT = "33.28.10.2004", "gunung biru di selatan"


@pytest.fixture
def server(app: Flask) -> Iterator[sim.Bsre]:
    s = sim.Bsre()
    app.config.update(
        SAHIH_BSRE=s.alamat, SAHIH_BSRE_PENGGUNA="kabupaten", SAHIH_BSRE_SANDI="rahasia-kantor", SAHIH_BSRE_VERSI=2
    )
    yield s
    s.tutup()


@pytest.fixture
def surat(terbit: Callable[..., Dokumen], klien: Klien) -> Dokumen:
    """A covering letter with bytes, and its signer at the browser; the unit's rule says BSrE."""
    _, semua = contoh(J.SURAT_PENGANTAR, penuh=True)
    d = terbit(J.SURAT_PENGANTAR, penanda=[replace(semua[0], kode="kepala_desa")])
    berkas = files.simpan(sim.pdf_kosong())
    d.sha256, d.ukuran, d.halaman = berkas.sha256, berkas.ukuran, 1
    db.session.query(Aturan).filter_by(kunci="cara_tanda_tangan", kode="").one().isi = {"cara": "bsre"}
    db.session.query(AturanVersi).update({"nomor": AturanVersi.nomor + 1})
    p = pengguna(Peran.KEPALA_DESA, DESA, nama=d.tanda_tangan[0].nama)
    db.session.commit()
    klien.masuk(p)
    return d


def _kirim(klien: Klien, d: Dokumen, kunci: str, sandi: str = sim.FRASA, **lain: str) -> tuple[int, str]:
    isian = {"sandi": sandi, "rahasia_nik": sim.NIK, "versi": str(d.versi_baris), "_kunci": kunci, **lain}
    jawaban = klien.post(f"/dokumen/{d.id}/tanda-tangan", isian)
    db.session.expire_all()
    return jawaban.status_code, jawaban.text


def _keadaan(d: Dokumen) -> tuple[S, int, list[str]]:
    percobaan = [p.keadaan for p in db.session.query(PercobaanTandaTangan)]
    kini = db.session.get_one(Dokumen, d.id, populate_existing=True)
    return kini.status, db.session.query(Pindaian).count(), percobaan


def test_tanda_tangan_bsre_tersimpan_dengan_bytenya(klien: Klien, surat: Dokumen, server: sim.Bsre) -> None:
    assert _kirim(klien, surat, "k1")[0] == 303
    assert _keadaan(surat) == (S.BERTANDA_TANGAN, 1, [])
    p = db.session.query(Pindaian).one()
    assert (p.tingkat, files.baca(p.sha256).startswith(sim.pdf_kosong())) == ("BSrE", True)
    assert _kirim(klien, surat, "k1")[0] == 303
    assert server.dibuat == 1


@pytest.mark.parametrize("ulah", ["sampah", "galat_setelah"])
def test_setelah_jawaban_hilang_tidak_diminta_lagi_tanpa_sepengetahuan(
    klien: Klien, surat: Dokumen, server: sim.Bsre, ulah: str
) -> None:
    server.ulah = ulah
    kode, teks = _kirim(klien, surat, "k1")
    assert (kode, "tidak diketahui apakah tanda tangan sudah dibuat" in teks) == (503, True)
    assert _keadaan(surat) == (S.TERBIT, 0, ["tidak_pasti"])
    server.ulah = "baik"
    kode, teks = _kirim(klien, surat, "k2")
    assert (kode, "mungkin sudah dibuat" in teks, server.dibuat) == (409, True, 1)
    assert _kirim(klien, surat, "k3", lagi="1")[0] == 303
    assert (server.dibuat, _keadaan(surat)) == (2, (S.BERTANDA_TANGAN, 1, []))


def test_penolakan_tidak_meninggalkan_apa_pun(klien: Klien, surat: Dokumen, server: sim.Bsre) -> None:
    kode, teks = _kirim(klien, surat, "k1", sandi="keliru sekali")
    assert (kode, "Frasa sandi tidak cocok" in teks, sim.NIK in teks) == (422, True, False)
    assert (_keadaan(surat), server.dibuat) == ((S.TERBIT, 0, []), 0)
    assert _kirim(klien, surat, "k2")[0] == 303


def test_nik_kosong_dan_pemasangan_tanpa_bsre_berkalimat(klien: Klien, surat: Dokumen, server: sim.Bsre) -> None:
    kode, teks = _kirim(klien, surat, "k1", rahasia_nik="")
    assert (kode, "Isi NIK Anda" in teks) == (422, True)
    klien.app.config["SAHIH_BSRE"] = ""
    kode, teks = _kirim(klien, surat, "k2")
    assert (kode, "belum diatur" in teks, server.dibuat) == (409, True, 0)


def test_bsre_dan_sertifikat_sendiri_pada_satu_naskah(
    app: Flask, terbit: Callable[..., Dokumen], kerjakan: Callable[[], None], server: sim.Bsre, tmp_path: Path
) -> None:
    """The village signs through BSrE, the kecamatan with the regency's certificates: each is judged by its own rule."""
    kepala = penanda("Kepala Desa Slawi Kulon", "Budi Riyadi", kode="kepala_desa")
    tahu = penanda("Camat Slawi", "Raden Sutejo", "telaah", unit_kode="33.28.10", kode="camat", letak="mengetahui")
    d = terbit(J.SURAT_PENGANTAR, penanda=[kepala, tahu])
    kerjakan()
    awal = clock.hari_ini() - dt.timedelta(days=300)
    for wilayah, cara in ((DESA, "bsre"), ("33.28.10", "sertifikat")):
        db.session.add(Aturan(kunci="cara_tanda_tangan", wilayah_kode=wilayah, mulai=awal, isi={"cara": cara}))
    db.session.query(AturanVersi).update({"nomor": AturanVersi.nomor + 1})
    kades = pengguna(Peran.KEPALA_DESA, DESA, nama="Budi Riyadi")
    camat = pengguna(Peran.CAMAT, "33.28.10", nama="Raden Sutejo")
    sertifikat.buat_ca("33.28")
    sertifikat.terbitkan(camat.nama_pengguna, FRASA_CAMAT, alamat="http://127.0.0.1:8000")
    db.session.commit()
    assert _kirim(Klien(app).masuk(kades), d, "k1")[0] == 303
    d = db.session.get_one(Dokumen, d.id)
    assert _kirim(Klien(app).masuk(camat), d, "k2", sandi=FRASA_CAMAT)[0] == 303
    p = db.session.query(Pindaian).order_by(Pindaian.id.desc()).first()
    assert p is not None
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(files.baca(p.sha256))
    hasil = app.test_cli_runner().invoke(args=["dokumen", "periksa", str(berkas)])
    assert hasil.exit_code == 0, hasil.output
    assert ("(lewat BSrE): sah." in hasil.output, "(tanpa cap waktu tepercaya): sah." in hasil.output) == (True, True)
