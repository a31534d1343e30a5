"""How does an operator move the schema? Flask-Migrate's own commands; a server in service never loads them."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import Migrate, upgrade
from flask_migrate.cli import db as bawaan

from app.infra.db import db as basis

MIGRASI = Path(__file__).resolve().parents[2] / "migrations"
_migrasi = Migrate(None, basis, str(MIGRASI), render_as_batch=True, compare_type=True)


def naikkan(app: Flask) -> None:
    """Bring the application's database to the newest schema."""
    with app.app_context():
        _migrasi.init_app(app)
        upgrade()


@with_appcontext
def _mulai(directory: str | None, x_arg: tuple[str, ...]) -> None:
    _migrasi.init_app(current_app)
    click.get_current_context().invoke(bawaan.callback, directory=directory, x_arg=x_arg)


db = click.Group("db", bawaan.commands, params=bawaan.params, callback=_mulai, help="Skema basis data.")
