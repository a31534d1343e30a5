"""Is this file one of our papers? The same answer as /v, on the command line."""

import hashlib
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from app.domain.dokumen import keaslian
from app.domain.dokumen.kode import berkelompok

dokumen = AppGroup("dokumen", help="Dokumen yang diterbitkan.")

_KEADAAN = {
    "batal": "pernah diterbitkan, tetapi sudah dibatalkan",
    "digantikan": "pernah diterbitkan, tetapi sudah digantikan dokumen lain",
}


@dokumen.command()
@click.argument("berkas", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def periksa(berkas: Path) -> None:
    """Periksa keaslian berkas PDF; keluar 0 bila asli dan berlaku, 1 bila tidak."""
    sidik = hashlib.sha256(berkas.read_bytes()).hexdigest()
    ada = keaslian.periksa_berkas(sidik)
    if ada is None:
        click.echo("TIDAK COCOK: berkas ini tidak sama dengan dokumen mana pun yang tercatat.", err=True)
        sys.exit(1)
    apa = "naskah terbit" if ada.cocok(sidik) == "terbit" else "pindaian bertanda tangan"
    sebutan = f"{ada.judul} {ada.nomor}".strip() + f", {ada.unit} (kode {berkelompok(ada.kode)})"
    if ada.keadaan != "asli":
        click.echo(f"TIDAK BERLAKU: {sebutan}, {apa}, {_KEADAAN[ada.keadaan]}.", err=True)
        sys.exit(1)
    click.echo(f"ASLI: {sebutan}, {apa}.")
