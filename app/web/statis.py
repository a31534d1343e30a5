"""How do static files reach the browser fast, and never stale? By whitenoise, under a name that changes with them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise


def pasang(app: Flask) -> None:
    """Serve static/ before Flask sees the request; give templates `url_statis`."""
    folder = Path(app.static_folder or "")

    @cache
    def sidik(jalur: str) -> str:
        berkas = folder / jalur
        return hashlib.sha256(berkas.read_bytes()).hexdigest()[:10] if berkas.is_file() else "0"

    def url_statis(jalur: str) -> str:
        return f"/static/{jalur}?v={sidik(jalur)}"

    app.jinja_env.globals["url_statis"] = url_statis
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(folder),
        prefix="static/",
        allow_all_origins=False,
        max_age=31536000,
        autorefresh=bool(app.config.get("TESTING")),
    )
