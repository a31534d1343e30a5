"""How is the worker started? `flask worker` becomes a leaner process that knows jobs only."""

import os
import sys
from pathlib import Path

import click

PEKERJA = Path(__file__).resolve().parents[2] / "pekerja.py"


@click.command()
@click.option("--sekali", is_flag=True, help="Kerjakan semua yang menunggu, lalu berhenti.")
def worker(sekali: bool) -> None:
    """Kerjakan antrean: membuat dokumen, impor, pemberitahuan."""
    # The same process id goes on, so whoever started the command can still stop it.
    os.execv(sys.executable, [sys.executable, str(PEKERJA), *(["--sekali"] if sekali else [])])  # noqa: S606
