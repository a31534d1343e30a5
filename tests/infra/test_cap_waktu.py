"""Does a time stamp prove when a paper was signed, and is nothing signed without the one that was asked for?"""

import base64
import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from infra.test_signing import BIDANG, CABUT, HTML, SANDI
from pdf_sah import pelanggaran
from tsa import Tsa

from app.infra import clock, pdf, sertifikat, signing, signing_proses

pytestmark = pytest.mark.bebas_db
SEHARI = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Tsa]:
    s = Tsa(clock.sekarang())
    yield s
    s.tutup()


@pytest.fixture(scope="module")
def ca() -> sertifikat.Terbitan:
    return sertifikat.buat_ca("CA Kabupaten Uji", "Kabupaten Uji", clock.sekarang())


@pytest.fixture(scope="module")
def naskah() -> bytes:
    return pdf.cetak_bagian([HTML], sertaan=pdf.Sertaan("isi.json", "{}", "Isi", "2026-11-12")).isi


@pytest.fixture(scope="module")
def kunci(ca: sertifikat.Terbitan) -> list[sertifikat.Terbitan]:
    saat = clock.sekarang()
    return [sertifikat.buat_pejabat(ca, b.nama, "Kabupaten Uji", SANDI, saat, CABUT) for b in BIDANG]


def _tanda(
    isi: bytes, siapa: int, ca: sertifikat.Terbitan, kunci: list[sertifikat.Terbitan], setelan: signing.Setelan
) -> signing.Hasil:
    b = BIDANG[siapa]
    minta = signing.Permintaan(BIDANG, b, "Menyetujui", "Slawi", "http://127.0.0.1:8000/v/7Q2K9M4XT0BD", clock.WIB)
    cabut = sertifikat.daftar_cabut(ca, [], clock.sekarang())
    with signing.sertifikat_lokal(kunci[siapa].kunci, SANDI, ca.pem, cabut, setelan) as juru:
        return juru.tandatangani(isi, minta)


def _nilai(isi: bytes, ca: sertifikat.Terbitan, cabut: bytes, saat: dt.datetime, **lain: Any) -> list[signing.Tertanda]:
    """As `signing.periksa`, in this process: a child for each question would take most of the time."""
    minta = {"akar": [ca.pem], "crl": [base64.b64encode(cabut).decode()], "saat": saat.isoformat(), **lain}
    return [signing.Tertanda(**satu) for satu in signing_proses.periksa(minta, isi)[0]["tanda_tangan"]]


@pytest.mark.parametrize("tingkat", ["B-B", "B-T", "B-LTA"])
def test_dua_tanda_tangan_pada_setiap_tingkat_sah_dan_tetap_arsip(
    server: Tsa, naskah: bytes, ca: sertifikat.Terbitan, kunci: list[sertifikat.Terbitan], tingkat: str, tmp_path: Path
) -> None:
    server.ulah, akar = "baik", server.akar if tingkat == "B-LTA" else ""
    setelan = signing.Setelan(server.alamat if tingkat != "B-B" else "", akar)
    satu = _tanda(naskah, 0, ca, kunci, setelan)
    dua = _tanda(satu.isi, 1, ca, kunci, setelan)
    assert (satu.tingkat, dua.tingkat) == (tingkat, tingkat)
    assert dua.isi.startswith(satu.isi)
    saat = clock.sekarang()
    cabut = sertifikat.daftar_cabut(ca, [], saat)
    hasil = _nilai(dua.isi, ca, cabut, saat, tsa_akar=server.akar)
    assert [(t.nama, t.sah, t.bercap_waktu, t.waktu_tepercaya) for t in hasil] == [
        (b.nama, True, tingkat != "B-B", tingkat != "B-B") for b in BIDANG
    ]
    assert [t.seluruh for t in hasil] == [False, True]
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(dua.isi)
    kata = subprocess.run(["pdfsig", berkas], capture_output=True, text=True, check=False).stdout
    assert kata.count("Signature is Valid.") == 2
    # Still PDF/A-3b; of a file with later signatures the validator says that an earlier one does not reach its end.
    assert [s for s in pelanggaran(dua.isi) if "SIGNATURE-BYTERANGE" not in s] == []
    rusak = bytearray(dua.isi)
    rusak[2000] ^= 1
    assert not any(t.sah for t in _nilai(bytes(rusak), ca, cabut, saat, tsa_akar=server.akar))


@pytest.mark.parametrize("ulah", ["lambat", "galat", "sampah", "tolak", "bohong"])
def test_tanpa_cap_waktu_yang_diminta_tidak_ada_yang_ditandatangani(
    server: Tsa, naskah: bytes, ca: sertifikat.Terbitan, kunci: list[sertifikat.Terbitan], ulah: str
) -> None:
    server.ulah, setelan = ulah, signing.Setelan(server.alamat, "", tsa_detik=0.5)
    with pytest.raises(signing.TandaTanganGagal) as gagal:
        _tanda(naskah, 0, ca, kunci, setelan)
    assert (gagal.value.sebab, gagal.value.kode) == ("cap_waktu", 503)
    assert "belum ditandatangani" in gagal.value.alasan[0]


def test_yang_ditandatangani_sebelum_sertifikat_dicabut_tetap_sah(
    server: Tsa, naskah: bytes, ca: sertifikat.Terbitan, kunci: list[sertifikat.Terbitan]
) -> None:
    """A time stamp proves it by itself; without one it counts only when the register knows when it was signed."""
    server.ulah, saat = "baik", clock.sekarang()
    kini, sesudah = saat + 2 * SEHARI, saat + 800 * SEHARI
    daftar = sertifikat.daftar_cabut(ca, [(kunci[0].seri, saat + SEHARI)], kini)
    bercap = _tanda(naskah, 0, ca, kunci, signing.Setelan(server.alamat)).isi
    polos = _tanda(naskah, 0, ca, kunci, signing.Setelan()).isi

    def nilai(isi: bytes, pada: dt.datetime, **lain: Any) -> tuple[bool, bool]:
        (t,) = _nilai(isi, ca, daftar, pada, **lain)
        return t.sah, t.dicabut

    assert nilai(bercap, kini, tsa_akar=server.akar) == (True, True)
    assert nilai(polos, kini) == (False, True)
    assert nilai(polos, kini, tercatat={"penanda-1": saat.isoformat()}) == (True, True)
    # After the revocation nothing helps, whatever the register says; nor does a stamp that nobody vouches for.
    assert nilai(polos, kini, tercatat={"penanda-1": kini.isoformat()})[0] is False
    assert nilai(bercap, kini)[0] is False
    # The certificate's own time is over two years later: what was signed before stays signed.
    assert nilai(bercap, sesudah, tsa_akar=server.akar)[0] is True
