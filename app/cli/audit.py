"""Is the history whole? `flask audit periksa` walks every chain and names the first bad row."""

import sys

import click
from flask.cli import AppGroup

from app.domain.dokumen import jejak as jejak_dokumen
from app.infra import audit as jejak
from app.infra import jangkar as tambatan

audit = AppGroup("audit", help="Jejak keputusan.")


@audit.command("periksa")
def periksa() -> None:
    """Keluar 0 bila semua rantai, jejak pada dokumen, dan jangkar harian utuh; 1 dengan yang pertama rusak."""
    if salah := jejak.periksa() or jejak_dokumen.periksa_semua() or tambatan.periksa():
        click.echo(salah, err=True)
        sys.exit(1)
    click.echo("Semua rantai audit utuh.")


@audit.command("jangkar")
@click.option("--hari", "batas", default=30, show_default=True, help="Berapa hari terakhir.")
def jangkar(batas: int) -> None:
    """Cetak jangkar harian: hari, jumlah rantai, SHA-256; untuk diumumkan di luar sistem ini."""
    for j in tambatan.terbaru(batas):
        click.echo(f"{j.hari.isoformat()} {j.jumlah} {j.sha256}")
