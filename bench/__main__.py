"""Is Sahih as fast as promised? Builds what it measures and prints one table a database; `--json FILE` keeps it."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import pemuat
from bench.basis import Basis, besarkan, siapkan
from bench.peladen import jalankan
from bench.ukur import Hasil, Pengukur, halaman, paling_banyak, pekerja

TABEL_PENUH = 100_000
SIBUK = 1.5


def main(argumen: Sequence[str] | None = None) -> int:
    """0 when every line that is judged passes."""
    p = argparse.ArgumentParser(prog="bench", description=__doc__)
    p.add_argument("--json", type=Path, metavar="FILE", help="write the lines as JSON")
    p.add_argument("--skala", default="10000,100000,700000", help="numbers of proposals, ascending")
    p.add_argument("--db", default="sqlite,postgresql", help="sqlite, postgresql or both")
    p.add_argument("--detik", type=float, default=4, help="seconds of load a page")
    p.add_argument("--cepat", action="store_true", help="10,000 proposals only, short")
    pilihan = p.parse_args(argumen)
    skala = [10_000] if pilihan.cepat else [int(x) for x in pilihan.skala.split(",")]
    detik, lembar = (1.0, 20) if pilihan.cepat else (pilihan.detik, 50)
    print(f"Load: {pemuat.sebutan()}, {pemuat.KLIEN} clients; two gunicorn processes; 435 villages")
    sibuk = (beban := os.getloadavg()[0]) > SIBUK
    if sibuk:
        print(f"The machine is busy (load {beban:.1f}): trust the processor times, not the requests per second.")
    awal = time.monotonic()
    semua = ukur(pilihan.db.split(","), skala, detik, lembar, sibuk=sibuk)
    for nama, hasil in semua.items():
        cetak(nama, hasil)
    print(f"\nTook {time.monotonic() - awal:.0f} s.")
    if pilihan.json:
        baris = [{**h.sebagai_json(), "nama": f"{nama}: {h.nama}"} for nama, hasil in semua.items() for h in hasil]
        pilihan.json.write_text(json.dumps(baris, ensure_ascii=False, indent=2) + "\n")
    return int(any(h.lulus is False for hasil in semua.values() for h in hasil))


def ukur(jenis: list[str], skala: list[int], detik: float, lembar: int, *, sibuk: bool) -> dict[str, list[Hasil]]:
    """All lines, by database: the whole table at 100,000 proposals (or the only size), middle times at every size."""
    hasil: dict[str, list[Hasil]] = {}
    tengah: dict[str, dict[int, dict[str, tuple[float, float]]]] = {}
    penuh = TABEL_PENUH if TABEL_PENUH in skala else skala[-1]
    with siapkan(jenis) as basis:
        for jumlah in skala:
            awal = time.monotonic()
            besarkan(basis, jumlah)
            print(f"{basis[0].jumlah:,} proposals ready after {time.monotonic() - awal:.0f} s", flush=True)
            for b in basis:
                baris, p50 = _satu(b, detik, lembar if jumlah == penuh else 0)
                tengah.setdefault(b.nama, {})[jumlah] = p50
                if baris:
                    hasil[f"{b.nama}, {b.jumlah:,} proposals"] = baris
        for b in basis:
            if len(skala) > 1:
                hasil[f"{b.nama}, growth {skala[0]:,} → {skala[-1]:,}"] = tumbuh(tengah[b.nama], skala, sibuk=sibuk)
    return hasil


def tumbuh(tengah: dict[int, dict[str, tuple[float, float]]], skala: list[int], *, sibuk: bool) -> list[Hasil]:
    """How much slower the middle request became, in the yardstick's own time; by processor time on a busy machine."""
    awal, akhir = tengah[skala[0]], tengah[skala[-1]]
    apa, ke = ("processor time", 1) if sibuk else ("p50", 0)
    return [
        paling_banyak(f"{apa}, {nama}", (akhir[nama][ke] / awal[nama][ke] - 1) * 100, 10, "% more") for nama in awal
    ]


def _satu(b: Basis, detik: float, lembar: int) -> tuple[list[Hasil], dict[str, tuple[float, float]]]:
    folder = b.folder / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    hasil: list[Hasil] = []
    tengah: dict[str, tuple[float, float]] = {}
    with (
        jalankan("wsgi:app", b.lingkungan, folder / "kami") as kami,
        jalankan("bench.polos:app", {"BENCH_FOLDER": str(folder)}, folder / "polos") as polos,
    ):
        u = Pengukur(b, kami, polos, folder, detik)
        for h in halaman(b):
            baris, tengah[h.nama] = u.halaman(h)
            hasil += baris
        if lembar:
            hasil += [u.kueri(h) for h in halaman(b)]
            hasil.append(u.langkah_usulan(60))
            hasil += u.langkah_paket(12)
            hasil.append(u.memori_web())
    if lembar:
        hasil += pekerja(b, lembar)
    return hasil if lembar else [], tengah


def cetak(nama: str, hasil: list[Hasil]) -> None:
    """One table."""
    print(f"\n{nama}")
    for h in hasil:
        tanda = {True: "pass", False: "FAIL", None: ""}[h.lulus]
        print(f"  {h.nama:<52} {h.nilai:>9.3f}  {h.sasaran:<36} {tanda:<5} {h.satuan}")


if __name__ == "__main__":
    sys.exit(main())
