"""How do operators reach it? Commands of `flask --app wsgi`."""

import click
from flask import Flask

from app.cli import akses, aturan, pengguna, wilayah, worker

PERINTAH: tuple[click.Command, ...] = (
    akses.akses,
    pengguna.pengguna,
    wilayah.wilayah,
    aturan.aturan,
    worker.worker,
)


def pasang(app: Flask) -> None:
    """Register every command."""
    for perintah in PERINTAH:
        app.cli.add_command(perintah)
