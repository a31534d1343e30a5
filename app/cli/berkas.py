"""Are the stored files whole? `flask berkas periksa` rereads every one against its own name."""

import sys

import click
from flask.cli import AppGroup

from app.infra import files
from app.infra.galat import GalatPenyimpanan

berkas = AppGroup("berkas", help="Penyimpanan berkas.")


@berkas.command("periksa")
def periksa() -> None:
    """Keluar 0 bila setiap berkas terbaca dan cocok dengan sidiknya, 1 dengan daftar yang rusak."""
    rusak = jumlah = 0
    for sha256 in files.semua():
        jumlah += 1
        try:
            files.baca(sha256)
        except GalatPenyimpanan as galat:
            rusak += 1
            click.echo(f"{sha256}: {galat}", err=True)
    click.echo(f"{jumlah} berkas diperiksa, {rusak} rusak.")
    sys.exit(1 if rusak else 0)
