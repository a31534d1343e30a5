"""What is Sahih made of? The table of contents of the whole application."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, web
from app.infra import start
from app.worker.kerja import KERJA

AKAR = Path(__file__).resolve().parent.parent


def create_app(setelan: Mapping[str, object]) -> Flask:
    """Build the application from typed settings (config.dari_lingkungan)."""
    app = Flask("app", template_folder=str(AKAR / "templates"), static_folder=str(AKAR / "static"))
    start.nyalakan(app, setelan)
    Compress(app)
    web.pasang(app)
    cli.pasang(app)
    app.extensions["sahih.kerja"] = KERJA
    if proksi := app.config.get("SAHIH_PROKSI"):
        app.wsgi_app = ProxyFix(app.wsgi_app, proksi, proksi, proksi)  # type: ignore[method-assign]
    return app
