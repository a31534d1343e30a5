"""Does every paper keep for ever and speak to everybody: PDF/A-3b with its data, PDF/UA-1 to be read aloud?"""

import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from contoh_naskah import contoh
from flask import Flask
from klien import Klien
from pabrik import orang, pengguna
from pdf_sah import BACA, pelanggaran
from tercetak import ASLI, SEMUA, salinan, tercetak

from app.domain.akses.peran import Peran
from app.domain.dokumen import buat, keaslian, queries
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen
from app.infra import clock, files, jobs
from app.infra.db import db
from app.infra.galat import TidakAda
from app.worker.cetak import salin

DESA = "33.28.10.2004"
# Without the fonts of the papers the system would put another face in their place.
_WAJAH = r"(Liberation-?Sans|URW-?Bookman)(-Narrow|-Light|-Semi|-Bold|-Italic|-Condensed)*"
HURUF = re.compile(rf"[A-Z]{{6}}\+{_WAJAH} .* yes yes ")  # embedded, subset
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")


def _teks(isi: bytes) -> str:
    hasil = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=isi, capture_output=True, check=True)
    return hasil.stdout.decode()


def _rapat(teks: str) -> str:
    """Without what changes where a line ends."""
    return re.sub(r"[\s-]+", "", teks).casefold()


def _data(isi: bytes) -> dict[str, Any]:
    with pikepdf.open(io.BytesIO(isi)) as berkas:
        (satu,) = berkas.Root.AF
        assert (str(satu.UF), satu.AFRelationship) == ("isi.json", pikepdf.Name.Data)
        assert list(berkas.attachments) == ["isi.json"]
        hasil: dict[str, Any] = json.loads(satu.EF.F.read_bytes())
        return hasil


def _daun(nilai: Any) -> Iterator[str]:
    if isinstance(nilai, dict):
        for n in nilai.values():
            yield from _daun(n)
    elif isinstance(nilai, list):
        for n in nilai:
            yield from _daun(n)
    elif isinstance(nilai, str) and not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?|\d{2}:\d{2}:\d{2}", nilai):
        yield nilai


@pytest.mark.bebas_db
@pytest.mark.parametrize(("jenis", "penuh"), SEMUA)
def test_naskah_terbit_adalah_arsip_yang_membawa_isinya(jenis: JenisDokumen, penuh: bool, tmp_path: Path) -> None:
    hasil = tercetak(jenis, penuh)
    assert pelanggaran(hasil.isi) == []
    data, teks = _data(hasil.isi), _teks(hasil.isi)
    assert (data.pop("jenis"), data.pop("kode"), data.pop("bentuk")) == (jenis, "7Q2K-9M4X-T0BD", "sahih/1")
    # Nothing that the paper does not print: every word of every text stands on it.
    tercetak_ = _rapat(teks)
    asing = [d for d in _daun(data) for kata in d.replace("_", " ").split() if _rapat(kata) not in tercetak_]
    assert not asing
    # And no less of whom it names.
    assert set(NIK.findall(json.dumps(data))) == set(NIK.findall(teks))
    berkas = tmp_path / "n.pdf"
    berkas.write_bytes(hasil.isi)
    for baris in subprocess.run(["pdffonts", berkas], capture_output=True, text=True, check=True).stdout.splitlines()[
        2:
    ]:
        assert HURUF.match(baris), baris


@pytest.mark.bebas_db
@pytest.mark.parametrize(("jenis", "penuh"), SEMUA)
def test_naskah_pendek_punya_salinan_yang_dapat_dibacakan(jenis: JenisDokumen, penuh: bool) -> None:
    if tercetak(jenis, penuh).halaman > buat.HALAMAN_SALINAN:
        return
    hasil = salinan(jenis, penuh)
    assert pelanggaran(hasil.isi, BACA) == []
    lembar = [" ".join(h.split()) for h in _teks(hasil.isi).split("\f")[:-1]]
    assert all("SALINAN BACA" in h and f"Halaman {n} dari {len(lembar)}" in h for n, h in enumerate(lembar, 1))
    assert ASLI in "".join(lembar[0].split())


@pytest.mark.bebas_db
def test_kolom_yang_tidak_tercetak_tidak_ikut_di_dalam_berkas() -> None:
    """The list of removals freezes more than it prints: birth and mother stay out of its data."""
    isi, _ = contoh(JenisDokumen.LAMPIRAN, penuh=True)
    assert all(n.nama_ibu for n in isi.hapus)
    data = _data(tercetak(JenisDokumen.LAMPIRAN, True).isi)["isi"]
    assert {"nama_ibu", "tanggal_lahir", "nik"} <= {m for n in data["tambah"] for m in n}
    assert not {"nama_ibu", "tanggal_lahir", "pekerjaan"} & {m for n in data["hapus"] for m in n}
    assert len(data["tambah"]) == len(isi.tambah)


def test_salinan_baca_dibuat_sesudah_naskah_sekali_saja(
    app: Flask, klien: Klien, terbit: Callable[..., Dokumen], kerjakan: Callable[[], None]
) -> None:
    d = terbit()
    kerjakan()
    naskah = d.sha256
    assert naskah
    assert d.salinan_sha256 is None
    with pytest.raises(TidakAda):
        queries.salinan(d.id, untuk=orang(Peran.OPERATOR_DESA, DESA))
    clock.bekukan(clock.sekarang() + buat.JEDA_SALINAN)
    kerjakan()
    baca = d.salinan_sha256
    assert baca
    assert (d.sha256, d.salinan_ukuran) == (naskah, len(files.baca(baca)))
    salin(jobs.Kemajuan(0, "", 0), d.id)  # a job that was lost after its work comes again
    db.session.commit()
    db.session.refresh(d)
    assert d.salinan_sha256 == baca
    # Who may see the paper may have the copy; others are told nothing.
    dalam, luar = pengguna(Peran.OPERATOR_DESA, DESA), pengguna(Peran.OPERATOR_DESA, "33.28.11.2004")
    db.session.commit()
    unduh = klien.masuk(dalam).get(f"/dokumen/{d.id}/salinan-baca.pdf")
    assert (unduh.status_code, unduh.data) == (200, files.baca(baca))
    assert f"/dokumen/{d.id}/salinan-baca.pdf" in klien.get(f"/dokumen/{d.id}").text
    assert klien.masuk(luar).get(f"/dokumen/{d.id}/salinan-baca.pdf").status_code == 404
    # Anybody who has the file learns what it is.
    ada = keaslian.periksa_berkas(baca)
    assert ada is not None
    assert (ada.kode, ada.cocok(baca)) == (d.kode, "salinan")
    tamu = Klien(app)
    tamu.get("/v")
    jawab = tamu.post("/v/berkas", {"berkas": (io.BytesIO(files.baca(baca)), "baca.pdf")})
    assert f"Berkas ini salinan baca dari {d.judul}" in jawab.text
