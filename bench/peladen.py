"""How is a server started for measuring, and how does a client sign in to it?"""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

AKAR = Path(__file__).resolve().parent.parent
PROSES = 2
DIAM = 8  # seconds after which a kept connection is not trusted: the server drops it after 15


def port_bebas() -> int:
    """A free port on the loopback."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def cpu(pid: int) -> float:
    """Seconds of processor time of one process; of none (0) nothing."""
    if not pid:
        return 0.0
    bidang = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(bidang[11]) + int(bidang[12])) / os.sysconf("SC_CLK_TCK")


def cpu_keturunan(pid: int) -> float:
    """The same for the children of a process, those that ended included."""
    if not pid:
        return 0.0
    bidang = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    selesai = (int(bidang[13]) + int(bidang[14])) / os.sysconf("SC_CLK_TCK")
    anak = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return selesai + sum(cpu(int(a)) for a in anak)


@dataclass
class Peladen:
    """A running server."""

    port: int
    proses: subprocess.Popen[bytes]
    catatan: Path

    def keluhan(self) -> str:
        """The end of what it said."""
        return self.catatan.read_text()[-3000:]

    def cpu(self) -> float:
        """Seconds of processor time that its processes have used so far."""
        return sum(cpu(pid) for pid in self.anak())

    def anak(self) -> list[int]:
        """Process ids of its workers."""
        daftar = Path(f"/proc/{self.proses.pid}/task/{self.proses.pid}/children").read_text()
        return [int(x) for x in daftar.split()]


@contextmanager
def jalankan(modul: str, lingkungan: Mapping[str, str], folder: Path) -> Iterator[Peladen]:
    """gunicorn with the project's own settings, two processes, on a free port; ended when left.

    Processes are not replaced after so many requests: the yardstick would be replaced every second.
    """
    port = port_bebas()
    folder.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, **lingkungan, "SAHIH_DENGAR": f"127.0.0.1:{port}", "SAHIH_PROSES": str(PROSES)}
    env |= {"SAHIH_LOG_AKSES": str(folder / "akses.log")}
    perintah = [sys.executable, "-m", "gunicorn", "--log-level", "warning", "--max-requests", "0", modul]
    with (folder / "server.log").open("wb") as catatan:
        proses = subprocess.Popen(perintah, cwd=AKAR, env=env, stdout=catatan, stderr=catatan)
        try:
            _tunggu(port, proses, folder / "server.log")
            yield Peladen(port, proses, folder / "server.log")
        finally:
            proses.terminate()
            proses.wait(timeout=40)


def _tunggu(port: int, proses: subprocess.Popen[bytes], catatan: Path) -> None:
    batas = time.monotonic() + 30
    while time.monotonic() < batas:
        if proses.poll() is not None:
            raise RuntimeError(f"server ended: {catatan.read_text()[-2000:]}")
        # An answer, not only a listening port: with reuse_port each process listens for itself.
        try:
            Klien(port).minta("GET", "/sehat")
        except (http.client.HTTPException, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("server does not listen")


@dataclass
class Klien:
    """One person with one kept connection: signs in through the form, keeps cookie and token."""

    port: int
    kuki: str = ""
    token: str = ""
    lama: float = 0.0
    terakhir: float = 0.0
    _sambungan: http.client.HTTPConnection | None = field(default=None, repr=False)

    def minta(self, cara: str, jalur: str, isi: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body; `lama` is how long it took."""
        if self._sambungan is None or time.monotonic() - self.terakhir > DIAM:
            self._sambungan = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self._sambungan.connect()
            self._sambungan.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        kepala = {"Cookie": self.kuki} if self.kuki else {}
        badan = urlencode({"csrf_token": self.token, **isi}) if isi is not None else None
        if badan:
            kepala["Content-Type"] = "application/x-www-form-urlencoded"
        awal = time.perf_counter()
        try:
            self._sambungan.request(cara, jalur, badan, kepala)
            jawaban = self._sambungan.getresponse()
            teks = jawaban.read()
        except (http.client.HTTPException, OSError):
            self._sambungan.close()
            self._sambungan = None
            raise
        self.lama = time.perf_counter() - awal
        self.terakhir = time.monotonic()
        for kuki in jawaban.headers.get_all("Set-Cookie") or []:
            self.kuki = kuki.partition(";")[0]
        return jawaban.status, teks

    def masuk(self, nama: str, sandi: str) -> "Klien":
        """Sign in."""
        self._baca_token(self.minta("GET", "/masuk")[1])
        status, teks = self.minta("POST", "/masuk", {"nama_pengguna": nama, "sandi": sandi})
        if status != 303:
            raise RuntimeError(f"{nama} can not sign in: {status} {teks[:300]!r}")
        self._baca_token(self.minta("GET", "/akun")[1])
        return self

    def _baca_token(self, teks: bytes) -> None:
        if m := re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', teks):
            self.token = m[1].decode()
