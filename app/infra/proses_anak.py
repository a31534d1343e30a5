"""How is a child process kept that may hang or die? Killed beyond a limit, replaced, and asked once more."""

import json
import logging
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

PERCOBAAN = 2
# A child that takes nothing in, or stops in the middle of an answer, for so many seconds is as good as dead.
MACET_DETIK = 30

# The child needs the system's fonts and locale, not the application's keys and database.
_LINGKUNGAN = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "XDG_CACHE_HOME",
    "FONTCONFIG_FILE",
)
Pesan = Sequence[bytes]
Jawaban = tuple[dict[str, Any], bytes]


class Putus(Exception):
    """The child did not answer: `sebab` is `waktu` or `mati`."""

    def __init__(self, sebab: str) -> None:
        self.sebab = sebab
        super().__init__(sebab)


class Anak:
    """One running child and the socket to it, which is its standard input."""

    def __init__(self, program: Path) -> None:
        self._sambungan, ujung = Pipe()
        _batasi(self._sambungan)
        lingkungan = {nama: os.environ[nama] for nama in _LINGKUNGAN if nama in os.environ}
        # -P keeps the script's own folder, with its files.py and format.py, off the import path.
        self.proses = subprocess.Popen(  # noqa: S603  # our own program, no shell, no input in the arguments
            [sys.executable, "-P", str(program)],
            stdin=ujung.fileno(),
            stdout=subprocess.DEVNULL,
            env=lingkungan,
            # Ctrl-C in the terminal is for the parent to handle; a session of its own would get its own share of time.
            process_group=0,
        )
        ujung.close()
        self.dokumen = 0
        self.rss_kb = 0

    def minta(self, pesan: Pesan, berkas: Sequence[int], batas_detik: float) -> Jawaban:
        """Send one request, with open files if any, and wait for its answer, no longer than the limit.

        The answer is JSON, and bytes behind it where it says `isi`. Raises Putus.
        """
        tenggat = time.monotonic() + batas_detik
        try:
            for satu in pesan:
                self._sambungan.send_bytes(satu)
            self._kirim_berkas(berkas)
            jawaban: dict[str, Any] = json.loads(_terima(self._sambungan, tenggat))
            self.dokumen += 1
            self.rss_kb = int(jawaban.get("rss_kb", self.rss_kb))
            return jawaban, _terima(self._sambungan, tenggat) if jawaban.get("isi") else b""
        except (EOFError, OSError) as galat:
            raise Putus("mati") from galat

    def _kirim_berkas(self, berkas: Sequence[int]) -> None:
        with socket.socket(fileno=os.dup(self._sambungan.fileno())) as soket:
            for satu in berkas:  # one each: how many fit into one message differs between systems
                socket.send_fds(soket, [b"."], [satu])

    def lepaskan(self) -> None:
        self._sambungan.close()

    def tutup(self, *, paksa: bool) -> None:
        """End the child: by closing its input, or at once."""
        if paksa:
            self.proses.kill()
        self._sambungan.close()
        try:
            self.proses.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.proses.kill()
            self.proses.wait()


def _batasi(sambungan: Connection) -> None:
    lama = struct.pack("ll", MACET_DETIK, 0)
    with socket.socket(fileno=os.dup(sambungan.fileno())) as soket:
        soket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, lama)
        soket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, lama)


def _terima(sambungan: Connection, tenggat: float) -> bytes:
    if not sambungan.poll(max(0.0, tenggat - time.monotonic())):
        raise Putus("waktu")
    return sambungan.recv_bytes()


class Penjaga:
    """The one child for a program, made when first needed, used by one thread at a time.

    `usang` says after each answer whether the next request deserves a fresh one.
    """

    def __init__(self, program: Path, usang: Callable[[Anak], bool]) -> None:
        self._program, self._usang = program, usang
        self._kunci = threading.Lock()
        self._anak: Anak | None = None

    def minta(self, pesan: Pesan, batas_detik: float, berkas: Sequence[int] = ()) -> Jawaban:
        """The answer of the child; a hang or a crash is tried once more with a fresh one. Raises Putus."""
        with self._kunci:
            sebab = ""
            for _ in range(PERCOBAAN):
                try:
                    return self._sekali(pesan, batas_detik, berkas)
                except Putus as putus:
                    sebab = putus.sebab
                    log.warning("%s lost: %s", self._program.name, sebab)
                    self._tutup(paksa=True)
            raise Putus(sebab)

    def _sekali(self, pesan: Pesan, batas_detik: float, berkas: Sequence[int]) -> Jawaban:
        if self._anak is None:
            self._anak = Anak(self._program)
        jawaban = self._anak.minta(pesan, berkas, batas_detik)
        if self._usang(self._anak):
            self._tutup(paksa=False)
        return jawaban

    def _tutup(self, *, paksa: bool) -> None:
        if self._anak is not None:
            anak, self._anak = self._anak, None
            anak.tutup(paksa=paksa)

    def hentikan(self) -> None:
        """End the child; the next request starts another."""
        with self._kunci:
            self._tutup(paksa=False)

    def pid(self) -> int | None:
        """The process id of the child; None when there is none."""
        return self._anak.proses.pid if self._anak else None

    def lepaskan(self) -> None:
        """After a fork: drop this copy of the socket, or the child would outlive its parent."""
        if self._anak is not None:
            self._anak.lepaskan()
