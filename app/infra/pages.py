"""What is on each page of a scanned stack? Its QR codes, how it is turned, a small picture; read in a child process."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

from app.infra.format import ukuran_berkas
from app.infra.galat import GalatIsian

PROGRAM = Path(__file__).with_name("pages_proses.py")
DPI, DPI_TELITI, SISI_KECIL = 150, 240, 480
MAKS_SISI = 1200 / 25.4 * 72  # 1.2 m: no office scans a larger sheet
BATAS_PER_HALAMAN = 20.0
BATAS_SELURUHNYA = 240.0
_LINGKUNGAN = ("PATH", "LANG", "LC_ALL", "TMPDIR")

_KALIMAT = {
    "terkunci": "PDF terkunci dengan kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi.",
    "ukuran": "PDF memuat halaman yang ukurannya tidak wajar (lebih dari 1,2 meter atau kosong). Pindai ulang pada "
    "ukuran kertas sebenarnya, lalu unggah lagi.",
    "rusak": "PDF tidak dapat dibuka karena berkasnya rusak atau tidak lengkap. Pindai ulang, lalu unggah lagi.",
    "berat": "Isi PDF terlalu berat untuk dibaca: gambarnya terlalu besar. Pindai ulang dengan 150-200 dpi, lalu "
    "unggah lagi.",
    "waktu": "PDF tidak selesai dibaca dalam batas waktu. Pindai ulang dengan 150-200 dpi atau unggah dalam beberapa "
    "bagian.",
}


@dataclass(frozen=True, slots=True)
class Qr:
    """One code: its text and by how many degrees clockwise it is turned (0, 90, 180, 270)."""

    teks: str
    putaran: int


@dataclass(frozen=True, slots=True)
class HalamanPindai:
    """One page: its number from 1, size in points as shown, codes, and a small JPEG."""

    nomor: int
    lebar: float
    tinggi: float
    qr: list[Qr]
    kecil: bytes


def baca_halaman(
    isi: bytes,
    lapor: Callable[[int, int], None] | None = None,
    *,
    batas_detik: float = BATAS_SELURUHNYA,
    dpi: int = DPI,
    mutu: int = 0,
) -> list[HalamanPindai]:
    """All pages of a PDF; with `mutu` (1-95) each as a whole grey JPEG instead of a small one, and no code is read.
    `lapor(done, all)` is told after each page; holds no lock and no transaction.

    Raises:
        GalatIsian: locked, damaged, oversized, too heavy or too slow to draw; the sentence says how to mend it.
    """
    sambungan, ujung = Pipe()
    proses = subprocess.Popen(  # noqa: S603  # our own program, no shell, no input in the arguments
        [sys.executable, "-P", str(PROGRAM)],
        stdin=ujung.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={nama: os.environ[nama] for nama in _LINGKUNGAN if nama in os.environ},
        start_new_session=True,
    )
    ujung.close()
    try:
        minta = {"dpi": dpi, "dpi_teliti": DPI_TELITI, "sisi_kecil": SISI_KECIL, "maks_sisi": MAKS_SISI, "mutu": mutu}
        sambungan.send_bytes(json.dumps(minta).encode())
        sambungan.send_bytes(isi)
        return list(_jawaban(sambungan, lapor, time.monotonic() + batas_detik))
    except (EOFError, OSError) as galat:  # the child died: memory or processor time ran out
        raise GalatIsian(_KALIMAT["berat"]) from galat
    finally:
        sambungan.close()
        proses.kill()
        proses.wait()


def _jawaban(
    sambungan: Connection, lapor: Callable[[int, int], None] | None, tenggat: float
) -> Iterator[HalamanPindai]:
    jumlah = int(_terima(sambungan, tenggat)["jumlah"])
    for nomor in range(1, jumlah + 1):
        rincian = _terima(sambungan, min(tenggat, time.monotonic() + BATAS_PER_HALAMAN))
        kecil = sambungan.recv_bytes()
        qr = [Qr(teks, int(putaran)) for teks, putaran in rincian["qr"]]
        yield HalamanPindai(nomor, rincian["lebar"], rincian["tinggi"], qr, kecil)
        if lapor:
            lapor(nomor, jumlah)


def _terima(sambungan: Connection, tenggat: float) -> dict[str, Any]:
    if not sambungan.poll(max(0.0, tenggat - time.monotonic())):
        raise GalatIsian(_KALIMAT["waktu"])
    jawaban: dict[str, Any] = json.loads(sambungan.recv_bytes())
    if "galat" in jawaban:
        raise GalatIsian(_KALIMAT[jawaban["galat"]])
    return jawaban


def susun_halaman(isi: bytes, pilihan: Sequence[tuple[int, int]]) -> bytes:
    """A PDF of chosen pages in this order: (page number from 1, degrees clockwise to turn it). Same input, same bytes.

    The pictures are taken over as they are: turning a page writes a number, it does not draw anything anew.
    """
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(isi)) as asal, pikepdf.new() as hasil:
        for nomor, putaran in pilihan:
            hasil.pages.append(asal.pages[nomor - 1])
            if putaran:
                hasil.pages[-1].rotate(putaran, relative=True)
        hasil.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return keluar.getvalue()


# Dots per inch and quality, from hardly visible to just readable.
_TAHAP = ((150, 60), (120, 50), (100, 45), (85, 38), (72, 32))


def ringkas(
    bagian: Sequence[tuple[bytes, bool]], batas_byte: int, lapor: Callable[[int, int], None] | None = None
) -> bytes:
    """One PDF of several, at most `batas_byte` long: (PDF, whether its pages are pictures that may be made coarser).

    Nothing is touched as long as it fits; then pictures become grey and coarser step by step, drawn pages never.

    Raises:
        GalatIsian: it does not fit even at the last step; the sentence says by how much. Also as `baca_halaman`.
    """
    hasil = _rangkai([isi for isi, _ in bagian])
    for tahap, (dpi, mutu) in enumerate(_TAHAP, 1):
        if len(hasil) <= batas_byte:
            return hasil
        hasil = _rangkai([_kasar(isi, dpi, mutu) if gambar else isi for isi, gambar in bagian])
        if lapor:
            lapor(tahap, len(_TAHAP))
    if len(hasil) > batas_byte:
        raise GalatIsian(
            f"Gabungannya {ukuran_berkas(len(hasil))} walaupun sudah diperkecil, melebihi batas "
            f"{ukuran_berkas(batas_byte)}. Pindai ulang dalam hitam putih, atau minta admin mengubah batasnya."
        )
    return hasil


def _rangkai(semua: Sequence[bytes]) -> bytes:
    keluar = io.BytesIO()
    with ExitStack() as terbuka, pikepdf.new() as hasil:
        for isi in semua:
            hasil.pages.extend(terbuka.enter_context(pikepdf.open(io.BytesIO(isi))).pages)
        hasil.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return keluar.getvalue()


def _kasar(isi: bytes, dpi: int, mutu: int) -> bytes:
    keluar = io.BytesIO()
    with pikepdf.new() as hasil:
        for h in baca_halaman(isi, dpi=dpi, mutu=mutu):
            with Image.open(io.BytesIO(h.kecil)) as gambar:
                lebar, tinggi = gambar.size
            halaman = hasil.add_blank_page(page_size=(h.lebar, h.tinggi))
            benda = pikepdf.Stream(
                hasil,
                h.kecil,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=lebar,
                Height=tinggi,
                ColorSpace=pikepdf.Name.DeviceGray,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            halaman.add_resource(benda, pikepdf.Name.XObject, pikepdf.Name.Halaman)
            halaman.contents_add(f"q {h.lebar:.2f} 0 0 {h.tinggi:.2f} 0 0 cm /Halaman Do Q".encode())
        hasil.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return keluar.getvalue()
