"""What can this server do at best? A view without a database that returns the bytes of a page: the yardstick."""

import os
from pathlib import Path

from flask import Flask, Response

app = Flask(__name__)
_folder = Path(os.environ.get("BENCH_FOLDER", "."))
_isi: dict[str, bytes] = {}


@app.get("/<nama>")
def halaman(nama: str) -> Response:
    """The same bytes as the page of that name."""
    if nama not in _isi:
        _isi[nama] = (_folder / f"{nama}.html").read_bytes()
    return Response(_isi[nama], mimetype="text/html")
