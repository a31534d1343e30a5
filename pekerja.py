"""Where does a worker find its part of the application? Settings, plumbing, jobs: no pages, so less memory."""

import os
import sys

from flask import Flask

import config
from app.infra import start
from app.worker import loop
from app.worker.kerja import KERJA

# Papers are waited for in minutes, pages in milliseconds: on a full machine the web server goes first.
KERENDAHAN = 10


def main() -> None:
    """Work until told to stop; with `--sekali` until nothing is waiting."""
    os.setpriority(os.PRIO_PROCESS, 0, max(KERENDAHAN, os.getpriority(os.PRIO_PROCESS, 0)))
    app = Flask("app")
    start.nyalakan(app, config.dari_lingkungan(os.environ))
    with app.app_context():
        lagi = loop.jalankan(KERJA, sekali="--sekali" in sys.argv[1:])
    if lagi:
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606


if __name__ == "__main__":
    try:
        main()
    except config.PengaturanSalah as galat:
        raise SystemExit(str(galat)) from None
