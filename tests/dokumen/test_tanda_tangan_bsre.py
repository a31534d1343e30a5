"""Is a signature at the state's provider never asked twice without a word, and never half stored?"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import simulator_bsre as sim
from contoh_naskah import contoh
from flask import Flask
from klien import Klien
from pabrik import pengguna

from app.domain.akses.peran import Peran
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.dokumen.models import Dokumen, PercobaanTandaTangan, Pindaian
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.dokumen.status import StatusDokumen as S
from app.infra import files
from app.infra.db import db

DESA = "33.28.10.2004"


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
    _, penanda = contoh(J.SURAT_PENGANTAR, penuh=True)
    d = terbit(J.SURAT_PENGANTAR, penanda=[replace(penanda[0], kode="kepala_desa")])
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
