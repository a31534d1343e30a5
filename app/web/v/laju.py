"""Is one address asking too often? Counted in the memory of each process: enough against guessing, free of state."""

import threading
import time
from collections import deque

JENDELA_DETIK = 60.0
BATAS = 30
MAKS_ALAMAT = 10_000


class Laju:
    """At most `batas` questions per address in `jendela` seconds; the oldest addresses are forgotten first."""

    def __init__(self, batas: int = BATAS, jendela: float = JENDELA_DETIK) -> None:
        self.batas = batas
        self.jendela = jendela
        self._kunci = threading.Lock()
        self._catatan: dict[str, deque[float]] = {}

    def tunggu(self, alamat: str) -> int:
        """Count one question; how many seconds to wait before the next is answered, 0 when this one is."""
        # Real time, not infra.clock: a shifted clock must not open or close a door.
        kini = time.monotonic()
        with self._kunci:
            waktu = self._catatan.pop(alamat, None) or deque()
            while waktu and waktu[0] <= kini - self.jendela:
                waktu.popleft()
            penuh = len(waktu) >= self.batas
            if not penuh:
                waktu.append(kini)
            self._catatan[alamat] = waktu
            while len(self._catatan) > MAKS_ALAMAT:
                del self._catatan[next(iter(self._catatan))]
            return int(waktu[0] + self.jendela - kini) + 1 if penuh else 0

    def lupakan(self) -> None:
        """Forget everything (tests)."""
        with self._kunci:
            self._catatan.clear()
