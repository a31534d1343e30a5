"""Does it hold on the last evening? Forty people open mixed pages for half a minute, on this machine only."""

import argparse
import random
import sys
import threading
import time
from collections.abc import Sequence

from bench.basis import SANDI, Basis, besarkan, siapkan
from bench.peladen import Klien, jalankan
from bench.pemuat import ringkas
from bench.ukur import Halaman, halaman

MAKS_KLIEN, MAKS_DETIK = 100, 120
# How often a page is opened, beside the six of the bench.
LAIN = ("/paket", "/rapat", "/registri", "/akun", "/pemberitahuan")


def main(argumen: Sequence[str] | None = None) -> int:
    """0 when nothing failed."""
    p = argparse.ArgumentParser(prog="beban", description=__doc__)
    p.add_argument("--db", default="sqlite", choices=["sqlite", "postgresql"])
    p.add_argument("--klien", type=int, default=40, help=f"people at once, at most {MAKS_KLIEN}")
    p.add_argument("--detik", type=int, default=30, help=f"seconds, at most {MAKS_DETIK}")
    p.add_argument("--jumlah", type=int, default=20_000, help="proposals in the database")
    pilihan = p.parse_args(argumen)
    klien, detik = min(pilihan.klien, MAKS_KLIEN), min(pilihan.detik, MAKS_DETIK)
    with siapkan([pilihan.db]) as basis:
        besarkan(basis, pilihan.jumlah)
        b = basis[0]
        with jalankan("wsgi:app", b.lingkungan, b.folder / "beban") as peladen:
            lama, galat = _bebani(b, peladen.port, klien, detik)
    m = ringkas(lama, detik, len(galat))
    print(f"{pilihan.db}, {b.jumlah:,} proposals, {klien} people, {detik} s: {m.per_detik:.0f} requests/s")
    print(f"p50 {m.p50:.0f} ms   p95 {m.p95:.0f} ms   p99 {m.p99:.0f} ms   errors {m.galat}")
    for kalimat in galat[:5]:
        print(f"  {kalimat}")
    return int(bool(galat))


def _bebani(b: Basis, port: int, jumlah: int, detik: int) -> tuple[list[float], list[str]]:
    """Times of all requests, and what failed."""
    semua = halaman(b)
    kuki = {a: Klien(port).masuk(a, SANDI).kuki for a in {h.akun for h in semua}}
    lama: list[float] = []
    galat: list[str] = []
    utas = [threading.Thread(target=_satu, args=(n, port, semua, kuki, detik, lama, galat)) for n in range(jumlah)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return lama, galat


def _satu(
    n: int, port: int, semua: list[Halaman], kuki: dict[str, str], detik: int, lama: list[float], galat: list[str]
) -> None:
    """One person: opens a page, reads for a moment, opens the next."""
    acak, akun = random.Random(n), sorted(kuki)[n % len(kuki)]
    milik = [h.jalur for h in semua if h.akun == akun] * 3 + list(LAIN)
    k = Klien(port, kuki[akun])
    akhir = time.monotonic() + detik
    while time.monotonic() < akhir:
        jalur = acak.choice(milik)
        try:
            status, _ = k.minta("GET", jalur)
        except OSError as sebab:
            galat.append(f"{jalur}: {sebab}")
            continue
        lama.append(k.lama)
        if status >= 400:
            galat.append(f"{jalur}: {status}")
        time.sleep(acak.uniform(0.2, 1.0))


if __name__ == "__main__":
    sys.exit(main())
