"""How do operators reach it? Commands of `flask --app wsgi`."""

import click
from flask import Flask

from app.cli import akses, aturan, audit, berkas, demo, dokumen, pengguna, registri, usulan, wilayah, worker

PERINTAH: tuple[click.Command, ...] = (
    registri.registri,
    akses.akses,
    pengguna.pengguna,
    wilayah.wilayah,
    aturan.aturan,
    worker.worker,
    usulan.usulan,
    audit.audit,
    berkas.berkas,
    demo.demo,
    dokumen.dokumen,
)


def pasang(app: Flask) -> None:
    """Register every command."""
    for perintah in PERINTAH:
        app.cli.add_command(perintah)
