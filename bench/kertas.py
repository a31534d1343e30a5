"""How fast is a paper drawn? Beside typst and Chromium, which get the same text in the same minute."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.ukur import Hasil, paling_banyak

AKAR = Path(__file__).resolve().parent.parent
BARIS_CEPAT, BARIS = (100, 1_000), (100, 1_000, 5_000)
MAKS_KALI, TUJUAN_KALI, MAKS_MB, MAKS_TUMBUH = 6, 3, 200, 1.3
PROSES = 2  # ours draws with so many; typst and Chromium with as many threads as they like


@dataclass(frozen=True, slots=True)
class Cetak:
    """One engine's one paper. `detik` by the clock, `cpu` of all its processes, `puncak_mb` of the largest."""

    detik: float
    cpu: float
    puncak_mb: float
    halaman: int
    benar: bool


def kertas(*, cepat: bool, sibuk: bool) -> list[Hasil]:
    """The table. On a busy machine times are compared by processor time, ours halved: two cores share it."""
    hasil = [_berita_acara(penuh) for penuh in (0, 1)]
    semua: dict[int, Cetak] = {}
    for baris in BARIS_CEPAT if cepat else BARIS:
        semua[baris], garis = _lampiran(baris, sibuk=sibuk)
        hasil += garis
    if not cepat:
        sedikit, banyak = (semua[n].cpu / n for n in BARIS[1:])
        hasil.append(
            paling_banyak(
                "a row of 5,000 / a row of 1,000", banyak / sedikit, MAKS_TUMBUH, "times (processor time of all of it)"
            )
        )
    return hasil


def _berita_acara(penuh: int) -> Hasil:
    kami, typst, chromium = (_cetak(m, "ba_musyawarah", penuh, 5) for m in ("sahih", "typst", "chromium"))
    kata = f"ms; typst {typst.detik * 1000:.0f} ms, Chromium {chromium.detik * 1000:.0f} ms"
    return Hasil(f"berita acara, {kami.halaman} pages", kami.detik * 1000, "every page numbered", kata, kami.benar)


def _lampiran(baris: int, *, sibuk: bool) -> tuple[Cetak, list[Hasil]]:
    ulang = 3 if baris == BARIS[0] else 1
    typst, kami, typst_lagi = (_cetak(m, "lampiran", baris, ulang) for m in ("typst", "sahih", "typst"))
    chromium = _cetak("chromium", "lampiran", baris, 1)
    if sibuk:
        kali = kami.cpu / PROSES / ((typst.cpu + typst_lagi.cpu) / 2)
        dengan = f"processor time {kami.cpu:.1f} / {PROSES} and {typst.cpu:.1f} s; Chromium {chromium.cpu:.1f} s"
    else:
        kali = kami.detik / ((typst.detik + typst_lagi.detik) / 2)
        dengan = f"{kami.detik:.2f} and {typst.detik:.2f} s; Chromium {chromium.detik:.2f} s"
    nama = f"annex of {baris:,} rows"
    dinilai = baris == BARIS[-1]
    sasaran = f"≤ {MAKS_KALI} (aim {TUJUAN_KALI})" if dinilai else ""
    mb = f"MB a process (typst {typst.puncak_mb:.0f}, Chromium {chromium.puncak_mb:.0f})"
    lain = f"pages (typst {typst.halaman}, Chromium {chromium.halaman})"
    return kami, [
        Hasil(f"{nama} / typst", kali, sasaran, f"times: {dengan}", kali <= MAKS_KALI if dinilai else None),
        paling_banyak(f"{nama}, memory", kami.puncak_mb, MAKS_MB, mb),
        Hasil(f"{nama}, length", kami.halaman, "“Halaman x dari y” right, no row lost", lain, kami.benar),
    ]


def _cetak(mesin: str, jenis: str, baris: int, ulang: int) -> Cetak:
    perintah = [sys.executable, "-m", "bench.kertas_satu", mesin, jenis, str(baris), str(ulang)]
    keluar = subprocess.run(perintah, cwd=AKAR, capture_output=True, text=True, timeout=600)
    if keluar.returncode:
        raise RuntimeError(f"{mesin}, {jenis} {baris}: {keluar.stderr[-2000:]}")
    return Cetak(**json.loads(keluar.stdout.splitlines()[-1]))
