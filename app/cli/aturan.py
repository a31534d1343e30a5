"""How does an operator install the rules that every regency shares?"""

import click
from flask.cli import AppGroup

from app.domain.aturan.operations import pasang_benih
from app.infra.db import db

aturan = AppGroup("aturan", help="Aturan yang berlaku.")


@aturan.command("benih")
def benih() -> None:
    """Pasang atau perbarui aturan nasional bawaan; aturan daerah tidak disentuh. Aman diulang."""
    jumlah = pasang_benih()
    db.session.commit()
    click.echo(f"{jumlah} baris aturan dipasang atau diperbarui." if jumlah else "Aturan bawaan sudah terpasang.")
