"""Is the history whole? `flask audit periksa` walks every chain and names the first bad row."""

import sys

import click
from flask.cli import AppGroup

from app.infra import audit as jejak

audit = AppGroup("audit", help="Jejak keputusan.")


@audit.command("periksa")
def periksa() -> None:
    """Keluar 0 bila semua rantai utuh, 1 dengan baris pertama yang rusak."""
    if salah := jejak.periksa():
        click.echo(salah, err=True)
        sys.exit(1)
    click.echo("Semua rantai audit utuh.")
