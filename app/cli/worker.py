"""How is the worker started? `flask worker`: jobs until told to stop, and the clock's own duties."""

import logging
import os
import signal
import socket
import threading
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from app.infra import jobs
from app.infra.db import db

log = logging.getLogger("sahih.worker")


@click.command()
@click.option("--sekali", is_flag=True, help="Kerjakan semua yang menunggu, lalu berhenti.")
@with_appcontext
def worker(sekali: bool) -> None:
    """Kerjakan antrean: membuat dokumen, impor, pemberitahuan."""
    berhenti = threading.Event()

    def minta_berhenti(_sinyal: int, _bingkai: FrameType | None) -> None:
        berhenti.set()

    for sinyal in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sinyal, minta_berhenti)
    nama = f"{socket.gethostname()}:{os.getpid()}"
    tugas = current_app.extensions["sahih.kerja"]
    jeda = 0.2
    while not berhenti.is_set():
        try:
            ada = jobs.kerjakan_satu(tugas, nama)
        except Exception:  # the database may be restarting: wait, then go on
            log.exception("worker loop")
            db.session.remove()
            ada, jeda = False, 5.0
        if ada:
            jeda = 0.2
        elif sekali:
            return
        else:
            berhenti.wait(jeda)
            jeda = min(jeda * 1.5, 2.0)
