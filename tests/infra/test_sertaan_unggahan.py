"""Does an uploaded PDF carry anything but the data of our own paper? Each file here hides something in its frame."""

import io
import json
import zlib

import pikepdf
import pytest

from app.infra.galat import GalatIsian
from app.infra.uploads import MAKS_SERTAAN, periksa_pdf

pytestmark = pytest.mark.bebas_db

ISI = json.dumps({"bentuk": "sahih/1"}).encode()
BERTIPE = {"Type": pikepdf.Name.EmbeddedFile, "Subtype": pikepdf.Name("/application/json")}


def pdf(isi: bytes = ISI, *, jumlah: int = 1, nama: str = "isi.json", jalan: str = "Names", **sifat: object) -> bytes:
    """A page with files in its frame, hung up by name (`Names`) or as associated data (`AF`)."""
    with pikepdf.new() as p:
        p.add_blank_page()
        semua = []
        for _ in range(jumlah):
            s = pikepdf.Stream(p, isi, **sifat)
            ef = pikepdf.Dictionary(F=s, UF=s)
            semua.append(p.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=nama, UF="isi.json", EF=ef)))
        if jalan == "AF":
            p.Root.AF = pikepdf.Array(semua)
        else:
            bernama = [b for n, satu in enumerate(semua) for b in (pikepdf.String(f"{n}"), satu)]
            daftar = pikepdf.Dictionary(Names=pikepdf.Array(bernama))
            p.Root.Names = pikepdf.Dictionary(EmbeddedFiles=p.make_indirect(daftar))
        keluar = io.BytesIO()
        p.save(keluar, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
        return keluar.getvalue()


@pytest.mark.parametrize("jalan", ["Names", "AF"])
def test_data_naskah_sendiri_diterima_dan_dikenali(jalan: str) -> None:
    assert periksa_pdf(pdf(jalan=jalan, **BERTIPE)).sertaan == ISI
    padat = {**BERTIPE, "Filter": pikepdf.Name.FlateDecode}
    assert periksa_pdf(pdf(zlib.compress(ISI), jalan=jalan, **padat)).sertaan == ISI


@pytest.mark.parametrize(
    "isi",
    [
        pytest.param(lambda: pdf(b"MZ", nama="faktur.exe"), id="tanpa tipe"),
        pytest.param(lambda: pdf(b"MZ", jalan="AF"), id="tanpa tipe, sebagai data terkait"),
        pytest.param(lambda: pdf(jumlah=3, **BERTIPE), id="tiga berkas"),
        pytest.param(lambda: pdf(nama="faktur.exe", **BERTIPE), id="nama lain"),
        pytest.param(lambda: pdf(b"MZ", **BERTIPE), id="bukan JSON"),
        pytest.param(
            lambda: pdf(zlib.compress(b"[" * (MAKS_SERTAAN + 9)), **{**BERTIPE, "Filter": pikepdf.Name.FlateDecode}),
            id="bom",
        ),
    ],
)
def test_sertaan_lain_ditolak(isi) -> None:
    with pytest.raises(GalatIsian):
        periksa_pdf(isi())
