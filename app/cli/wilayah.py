"""How does an operator bring the regions in?"""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.domain.wilayah.impor import impor
from app.infra.db import db
from app.infra.format import angka
from app.infra.galat import GalatIsian

wilayah = AppGroup("wilayah", help="Data wilayah Indonesia.")


@wilayah.command("impor")
@click.option("--dari", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder data wilayah.")
@click.option("--paksa", is_flag=True, help="Baca ulang walaupun versi ini sudah terpasang.")
def impor_wilayah(dari: Path | None, paksa: bool) -> None:
    """Isi tabel wilayah; aman diulang, dan segera selesai bila sudah terpasang."""
    folder = dari or Path(current_app.root_path).parent / "node_modules" / "idn-area-data"
    if not folder.is_dir():
        raise click.ClickException("Data wilayah belum terpasang. Jalankan ./dev setup, atau pakai --dari.")
    try:
        hasil = impor(folder, paksa=paksa)
    except GalatIsian as galat:
        db.session.rollback()
        raise click.ClickException(" ".join(galat.alasan)) from galat
    db.session.commit()
    if hasil.dilewati:
        click.echo(f"Data wilayah {hasil.versi} sudah terpasang: {angka(hasil.jumlah)} wilayah.")
        return
    click.echo(
        f"Data wilayah {hasil.versi}: {angka(hasil.jumlah)} wilayah, "
        f"{angka(hasil.baru)} baru, {angka(hasil.berubah)} berubah."
    )
