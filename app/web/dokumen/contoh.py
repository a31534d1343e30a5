"""How is a sample of a paper shown? As a page of its own that loads nothing and that nobody keeps."""

from flask import Response, current_app

# The sample carries its own style and pictures, and may come from nowhere else.
CSP_CONTOH = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; form-action 'none'"


def alamat() -> str:
    """The address of this installation, as papers print it."""
    return str(current_app.config["SAHIH_ALAMAT"])


def kirim(html: str) -> Response:
    """The sample as it is, never kept by a browser or a cache between."""
    jawaban = Response(html, mimetype="text/html")
    jawaban.headers["Content-Security-Policy"] = CSP_CONTOH
    jawaban.headers["Cache-Control"] = "no-store"
    return jawaban
