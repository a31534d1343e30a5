"""What is Sahih made of? The table of contents of the application."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, web
from app.infra import clock, crypto, files
from app.infra.db import db, pasang_mesin
from app.worker import kerja

AKAR = Path(__file__).resolve().parent.parent


def create_app(setelan: Mapping[str, object]) -> Flask:
    """Build the application from typed settings (config.dari_lingkungan)."""
    app = Flask(__name__, template_folder=str(AKAR / "templates"), static_folder=str(AKAR / "static"))
    app.config.from_mapping(setelan)
    clock.atur(app.config.get("SAHIH_JAM"))
    crypto.siapkan(app.config["SAHIH_KUNCI_DATA"])
    files.siapkan(Path(app.config["SAHIH_FOLDER_BERKAS"]))
    db.init_app(app)
    with app.app_context():
        pasang_mesin(db.engine)
    Migrate(app, db, directory=str(AKAR / "migrations"), render_as_batch=True, compare_type=True)
    Compress(app)
    web.pasang(app)
    cli.pasang(app)
    app.extensions["sahih.kerja"] = kerja.KERJA
    if proksi := app.config.get("SAHIH_PROKSI"):
        app.wsgi_app = ProxyFix(app.wsgi_app, proksi, proksi, proksi)  # type: ignore[method-assign]
    return app
