"""How does the worker spend its life? Job after job until it is told to stop; a lost database is waited for."""

import logging
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from app.infra import files, jobs, pdf
from app.infra.db import db
from app.infra.jobs import Tugas
from app.worker import jam

log = logging.getLogger("sahih.worker")
JEDA_TERPENDEK, JEDA_TERPANJANG, JEDA_GANGGUAN = 0.2, 2.0, 5.0
BERSIH_SETIAP = 3600.0
# A worker that has grown beyond this begins anew after the job in hand: libraries of rare jobs are not kept all day.
# Where it already held much before its first job, it has grown only beyond that: anew it would hold the same again.
BATAS_MEMORI_MB, TUMBUH_MB = 88, 12


def jalankan(tugas: Mapping[str, Tugas], *, sekali: bool = False) -> bool:
    """Work the queue inside the caller's application context; SIGTERM and SIGINT end it after the job in hand.

    `sekali` ends it when nothing is waiting. Returns whether the process should begin anew to give memory back.
    """
    berhenti = threading.Event()

    def minta_berhenti(_sinyal: int, _bingkai: FrameType | None) -> None:
        berhenti.set()

    for sinyal in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sinyal, minta_berhenti)
    nama = f"{socket.gethostname()}:{os.getpid()}"
    jeda, bersih, lagi = JEDA_TERPENDEK, 0.0, False
    batas = max(BATAS_MEMORI_MB, _memori_mb() + TUMBUH_MB)
    while not berhenti.is_set():
        if time.monotonic() > bersih:
            files.bersihkan_sementara()
            _ketuk()
            bersih = time.monotonic() + BERSIH_SETIAP
        ada, gangguan = _satu(tugas, nama)
        if ada:
            jeda = JEDA_TERPENDEK
            if lagi := _memori_mb() > batas:
                break
        elif sekali:
            break
        else:
            jeda = JEDA_GANGGUAN if gangguan else min(jeda * 1.5, JEDA_TERPANJANG)
            berhenti.wait(jeda)
    pdf.hentikan()
    return lagi and not berhenti.is_set()


def _memori_mb() -> int:
    """What the process holds now; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1024 // 1024
    except (OSError, IndexError, ValueError):
        return 0


def _ketuk() -> None:
    try:
        jam.ketuk()
    except Exception:  # the database may be restarting: the next hour asks again
        log.exception("daily duties")
        db.session.remove()


def _satu(tugas: Mapping[str, Tugas], nama: str) -> tuple[bool, bool]:
    """(whether a job was done, whether the queue could not be reached)."""
    try:
        return jobs.kerjakan_satu(tugas, nama), False
    except Exception:  # the database may be restarting: wait, then go on
        log.exception("worker loop")
        db.session.remove()
        return False, True
