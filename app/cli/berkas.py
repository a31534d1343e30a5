"""Are the stored files whole, and does each belong to a row? `flask berkas periksa` tells."""

import sys
from collections.abc import Iterator

import click
from flask.cli import AppGroup

from app.infra import files, rujukan
from app.infra.galat import GalatPenyimpanan

berkas = AppGroup("berkas", help="Penyimpanan berkas.")


@berkas.command("periksa")
def periksa() -> None:
    """Keluar 0 bila setiap berkas utuh dan tidak ada yang hilang; berkas tanpa data hanya disebut."""
    jumlah = sum(1 for _ in files.semua())
    rusak, hilang, yatim = list(_rusak()), 0, 0
    for sha256, alasan in rusak:
        click.echo(f"{sha256}: {alasan}", err=True)
    for sha256, tabel in rujukan.selisih():
        hilang, yatim = hilang + bool(tabel), yatim + (not tabel)
        click.echo(f"{sha256}: {f'hilang, disebut {tabel}' if tabel else 'tidak disebut data mana pun'}", err=True)
    click.echo(f"{jumlah} berkas diperiksa, {len(rusak)} rusak, {hilang} hilang, {yatim} tanpa data.")
    sys.exit(1 if rusak or hilang else 0)


def _rusak() -> Iterator[tuple[str, str]]:
    for sha256 in files.semua():
        try:
            files.baca(sha256)
        except GalatPenyimpanan as galat:
            yield sha256, str(galat)


@berkas.command("sapu")
def sapu() -> None:
    """Hapus berkas lama yang tidak disebut data mana pun (dikerjakan juga oleh pekerja setiap hari)."""
    click.echo(f"{rujukan.sapu()} berkas dihapus.")
