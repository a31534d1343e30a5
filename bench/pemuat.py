"""How many requests per second, and how long does each take? `wrk` where it is installed, else Python processes."""

import http.client
import json
import multiprocessing
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path

KLIEN = 8
_LUA = """
done = function(ringkas, laten, _)
  local galat = ringkas.errors
  io.write("HASIL {" ..
    string.format('"jumlah": %d, "mikro": %d, ', ringkas.requests, ringkas.duration) ..
    string.format('"p50": %d, "p95": %d, "p99": %d, ',
      laten:percentile(50), laten:percentile(95), laten:percentile(99)) ..
    string.format('"galat": %d', galat.connect + galat.read + galat.write + galat.status + galat.timeout) .. "}\\n")
end
"""


@dataclass(frozen=True, slots=True)
class Muat:
    """One measurement: how many requests, and per second; milliseconds at the 50th, 95th, 99th percentile; failures."""

    jumlah: int
    per_detik: float
    p50: float
    p95: float
    p99: float
    galat: int


def sebutan() -> str:
    """Which loader is used."""
    return "wrk" if shutil.which("wrk") else "python http.client, 8 processes (slower than the servers at their best)"


def muat(port: int, jalur: str, kuki: str, detik: float, folder: Path) -> Muat:
    """Load one address with eight kept connections."""
    return (_wrk if shutil.which("wrk") else _python)(port, jalur, kuki, detik, folder)


def _wrk(port: int, jalur: str, kuki: str, detik: float, folder: Path) -> Muat:
    naskah = folder / "hasil.lua"
    naskah.write_text(_LUA)
    perintah = ["wrk", "-t1", f"-c{KLIEN}", f"-d{max(1, round(detik))}s", "-s", str(naskah), "-H", f"Cookie: {kuki}"]
    keluar = subprocess.run(
        [*perintah, f"http://127.0.0.1:{port}{jalur}"], capture_output=True, text=True, check=True, timeout=detik + 60
    )
    baris = next(b for b in keluar.stdout.splitlines() if b.startswith("HASIL "))
    h = json.loads(baris.removeprefix("HASIL "))
    return Muat(
        h["jumlah"], h["jumlah"] / h["mikro"] * 1e6, h["p50"] / 1000, h["p95"] / 1000, h["p99"] / 1000, h["galat"]
    )


def _python(port: int, jalur: str, kuki: str, detik: float, _folder: Path) -> Muat:
    antrean: Queue[tuple[list[float], int]] = multiprocessing.Queue()
    anak = [multiprocessing.Process(target=_satu, args=(port, jalur, kuki, detik, antrean)) for _ in range(KLIEN)]
    for a in anak:
        a.start()
    hasil = [antrean.get() for _ in anak]
    for a in anak:
        a.join()
    lama = [x for satu, _ in hasil for x in satu]
    return ringkas(lama, detik, sum(g for _, g in hasil))


def _satu(port: int, jalur: str, kuki: str, detik: float, antrean: "Queue[tuple[list[float], int]]") -> None:
    sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    lama, galat, akhir = [], 0, time.perf_counter() + detik
    while (awal := time.perf_counter()) < akhir:
        sambungan.request("GET", jalur, headers={"Cookie": kuki})
        jawaban = sambungan.getresponse()
        jawaban.read()
        galat += jawaban.status >= 400
        lama.append(time.perf_counter() - awal)
    antrean.put((lama, galat))


def ringkas(lama: list[float], detik: float, galat: int) -> Muat:
    """Percentiles of single times in seconds."""
    urut = sorted(lama) or [0.0]
    pada: Callable[[float], float] = lambda p: urut[min(len(urut) - 1, int(len(urut) * p))] * 1000  # noqa: E731
    return Muat(len(lama), len(lama) / detik, pada(0.5), pada(0.95), pada(0.99), galat)


def tengah(lama: list[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(lama) * 1000
