"""How long does one engine take for one paper? Each measurement is a process: `python -m bench.kertas_satu`.

The engines get the same text: what the template of the paper says. It prints JSON `{detik, cpu, puncak_mb, halaman,
benar}`; `puncak_mb` is the largest single process, `benar` whether every page says `Halaman x dari y` and
no row is lost.
"""

import dataclasses
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import typst

from app.domain.dokumen import gambar
from app.domain.dokumen.status import JenisDokumen
from app.infra import pdf
from app.worker import cetak
from bench import ke_typst
from bench.peladen import cpu

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from contoh_bagian import nama  # the samples that the tests print
from contoh_naskah import contoh, kepala

ALAMAT = "http://127.0.0.1:8000"
CHROMIUM = "/usr/bin/chromium"
# What only Chromium needs: it has no running elements, but it can number pages.
GAYA_CHROMIUM = (
    '<style>.kaki{display:none}@page{@bottom-right{content:"Halaman " counter(page) " dari " counter(pages)}}</style>'
)
Cetak = Callable[[], bytes]


def paper(jenis: JenisDokumen, baris: int):  # type: ignore[no-untyped-def]  # samples of the tests are not typed
    """The content: of an annex so many rows, of others the least (0) or the fullest (1)."""
    isi, penanda = contoh(jenis, penuh=bool(baris))
    if jenis is JenisDokumen.LAMPIRAN:
        isi = dataclasses.replace(isi, tambah=nama(baris), hapus=[], perbaikan=[])
    return kepala(jenis), isi, penanda


def siapkan(mesin: str, jenis: JenisDokumen, baris: int, folder: Path) -> Cetak:
    """What draws the paper; its text is ready, but for our own engine: there it is part of the work."""
    naskah = paper(jenis, baris)
    if mesin == "sahih":
        pdf.render("<p>hangat</p>")  # as in a worker that has drawn before
        return lambda: cetak.cetak(*naskah, ALAMAT).isi
    html = gambar.html(*naskah, ALAMAT)
    if mesin == "typst":
        (folder / "naskah.typ").write_text(ke_typst.naskah(html))
        return lambda: typst.compile(str(folder / "naskah.typ"))
    (folder / "naskah.html").write_text(html.replace("</head>", f"{GAYA_CHROMIUM}</head>", 1))
    perintah = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    perintah += [f"--user-data-dir={folder / 'profil'}", f"--print-to-pdf={folder / 'naskah.pdf'}"]

    def chromium() -> bytes:
        alamat = (folder / "naskah.html").as_uri()
        subprocess.run([*perintah, alamat], check=True, timeout=300, capture_output=True)
        return (folder / "naskah.pdf").read_bytes()

    return chromium


def benar(isi: bytes, jenis: JenisDokumen, baris: int) -> tuple[int, bool]:
    """(pages, whether all are numbered rightly and every NIK stands exactly once)."""
    with pypdfium2.PdfDocument(isi) as dokumen:
        jumlah = len(dokumen)
        teks = [re.sub(r"\s+", " ", halaman.get_textpage().get_text_range()) for halaman in dokumen]
    bernomor = all(f"Halaman {n} dari {jumlah}" in t for n, t in enumerate(teks, 1))
    if jenis is not JenisDokumen.LAMPIRAN:
        return jumlah, bernomor
    semua = "".join(teks)
    return jumlah, bernomor and all(semua.count(str(b.nik)) == 1 for b in nama(baris))


def _pakai() -> tuple[float, int]:
    """(seconds of processor time of this process and its ended children, KB of the largest of those that count)."""
    diri, anak = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return diri.ru_utime + diri.ru_stime + anak.ru_utime + anak.ru_stime, anak.ru_maxrss or diri.ru_maxrss


def main(mesin: str, jenis: JenisDokumen, baris: int, ulang: int) -> None:
    """Draw, and print what it took; of several times the middle one."""
    with tempfile.TemporaryDirectory() as folder:
        gambar = siapkan(mesin, jenis, baris, Path(folder))
        lama: list[float] = []
        pakai_awal = _pakai()[0] + cpu(pdf.pid_anak() or 0)
        for _ in range(ulang):
            awal = time.perf_counter()
            isi = gambar()
            lama.append(time.perf_counter() - awal)
        pdf.hentikan()
        pakai, puncak = _pakai()
        halaman, tepat = benar(isi, jenis, baris)
    hasil = {
        "detik": sorted(lama)[len(lama) // 2],
        "cpu": (pakai - pakai_awal) / ulang,
        "puncak_mb": puncak / 1024,
        "halaman": halaman,
        "benar": tepat,
    }
    print(json.dumps(hasil))


if __name__ == "__main__":
    main(sys.argv[1], JenisDokumen(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
