"""How does the schema move? Alembic's entry: the application's own engine and every table it knows."""

import importlib
import pkgutil

import sqlalchemy as sa
from alembic import context
from flask import current_app

import app.domain
from app.infra.db import Dasar, Sandi

for paket in pkgutil.iter_modules(app.domain.__path__, "app.domain."):
    if importlib.util.find_spec(f"{paket.name}.models"):
        importlib.import_module(f"{paket.name}.models")


def gambar(jenis: str, objek: object, _autogen: object) -> str | bool:
    """How a column type of our own is written into a migration."""
    if jenis != "type" or type(objek).__module__ != "app.infra.db":
        return False
    isi = repr(objek.jenis) if isinstance(objek, Sandi) else ""
    return f"app.infra.db.{type(objek).__name__}({isi})"


def jalankan() -> None:
    """Run in one transaction. SQLite rewrites tables in batches, for which foreign keys are off meanwhile."""
    mesin: sa.Engine = current_app.extensions["migrate"].db.engine
    with mesin.connect() as koneksi:
        if mesin.dialect.name == "sqlite":
            koneksi.exec_driver_sql("COMMIT")
            koneksi.exec_driver_sql("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=koneksi,
            target_metadata=Dasar.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=gambar,
        )
        with context.begin_transaction():
            context.run_migrations()
        koneksi.commit()


jalankan()
