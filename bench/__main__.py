"""Is Sahih as fast as promised? Builds what it measures and prints one table a database; `--json FILE` keeps it."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import pemuat
from bench.basis import Basis, besarkan, salin, siapkan
from bench.himpun import himpun
from bench.kertas import kertas
from bench.peladen import jalankan
from bench.ukur import Hasil, Pengukur, berselang, halaman, paling_banyak, pekerja

TABEL_PENUH = 100_000
SIBUK = 1.5
LENGKAP = 2.0  # seconds a page from which the packages are measured too
# Packages in one job, and seconds of pages before and after it: less says nothing of the slowest twentieth.
PAKET = (300, 20.0)


def main(argumen: Sequence[str] | None = None) -> int:
    """0 when every line that is judged passes."""
    p = argparse.ArgumentParser(prog="bench", description=__doc__)
    p.add_argument("--json", type=Path, metavar="FILE", help="write the lines as JSON")
    p.add_argument("--skala", default="10000,100000,700000", help="numbers of proposals, ascending")
    p.add_argument("--db", default="sqlite,postgresql", help="sqlite, postgresql or both")
    p.add_argument("--detik", type=float, default=5, help="seconds of load a page")
    p.add_argument("--cepat", action="store_true", help="10,000 proposals only, short")
    pilihan = p.parse_args(argumen)
    skala = [10_000] if pilihan.cepat else [int(x) for x in pilihan.skala.split(",")]
    detik, lembar = (1.0, 20) if pilihan.cepat else (pilihan.detik, 50)
    print(f"Load: {pemuat.sebutan()}, {pemuat.KLIEN} clients; two gunicorn processes; 435 villages")
    if (beban := os.getloadavg()[0]) > SIBUK:
        print(f"The machine is busy (load {beban:.1f}): trust the processor times, not the requests per second.")
    awal = time.monotonic()
    semua = {"papers": kertas(cepat=pilihan.cepat, sibuk=beban > SIBUK)}
    semua |= ukur(pilihan.db.split(","), skala, detik, lembar)
    for nama, hasil in semua.items():
        cetak(nama, hasil)
    print(f"\nTook {time.monotonic() - awal:.0f} s.")
    if pilihan.json:
        baris = [{**h.sebagai_json(), "nama": f"{nama}: {h.nama}"} for nama, hasil in semua.items() for h in hasil]
        pilihan.json.write_text(json.dumps(baris, ensure_ascii=False, indent=2) + "\n")
    return int(any(h.lulus is False for hasil in semua.values() for h in hasil))


def ukur(jenis: list[str], skala: list[int], detik: float, lembar: int) -> dict[str, list[Hasil]]:
    """All lines, by database: the whole table at 100,000 proposals (or the last size), and how the pages grew."""
    hasil: dict[str, list[Hasil]] = {}
    penuh = TABEL_PENUH if TABEL_PENUH in skala else skala[-1]
    kecil: list[Basis] = []
    with siapkan(jenis) as basis:
        for jumlah in skala:
            awal = time.monotonic()
            besarkan(basis, jumlah)
            print(f"{basis[0].jumlah:,} proposals ready after {time.monotonic() - awal:.0f} s", flush=True)
            if jumlah == skala[0] != skala[-1]:
                kecil = [salin(b) for b in basis]
            if jumlah == penuh:
                hasil |= {f"{b.nama}, {b.jumlah:,} proposals": _satu(b, detik, lembar) for b in basis}
        for lama, b in zip(kecil, basis, strict=False):
            hasil[f"{b.nama}, growth {lama.jumlah:,} → {b.jumlah:,}"] = tumbuh(lama, b)
    return hasil


def tumbuh(kecil: Basis, besar: Basis) -> list[Hasil]:
    """How much slower the middle request is on the large database than on the small one, both asked in turn."""
    with (
        jalankan("wsgi:app", kecil.lingkungan, kecil.folder / "bench-kecil") as satu,
        jalankan("wsgi:app", besar.lingkungan, besar.folder / "bench-besar") as dua,
    ):
        hasil = []
        for h in halaman(besar):
            a, b = berselang(satu.port, dua.port, h.akun, h.jalur)
            kata = f"% more ({a:.1f} → {b:.1f} ms, one client)"
            hasil.append(paling_banyak(f"p50, {h.nama}", (b / a - 1) * 100, 10, kata))
        return hasil


def _satu(b: Basis, detik: float, lembar: int) -> list[Hasil]:
    folder = b.folder / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    hasil: list[Hasil] = []
    with (
        jalankan("wsgi:app", b.lingkungan, folder / "kami") as kami,
        jalankan("bench.polos:app", {"BENCH_FOLDER": str(folder)}, folder / "polos") as polos,
    ):
        u = Pengukur(b, kami, polos, folder, detik)
        hasil += [u.halaman(h) for h in halaman(b)]
        hasil += [u.kueri(h) for h in halaman(b)]
        hasil.append(u.langkah_usulan(60))
        hasil += u.langkah_paket(12)
        hasil.append(u.memori_web())
        if detik >= LENGKAP:
            hasil += himpun(b, kami.port, *PAKET)
    return hasil + pekerja(b, lembar)


def cetak(nama: str, hasil: list[Hasil]) -> None:
    """One table."""
    print(f"\n{nama}")
    for h in hasil:
        tanda = {True: "pass", False: "FAIL", None: ""}[h.lulus]
        print(f"  {h.nama:<52} {h.nilai:>9.3f}  {h.sasaran:<36} {tanda:<5} {h.satuan}")


if __name__ == "__main__":
    sys.exit(main())
