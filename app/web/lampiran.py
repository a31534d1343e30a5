"""How does a file made for one person leave? As an attachment that no browser and no proxy keeps."""

from flask import Response

from app.infra.files import JenisBerkas


def lampiran(isi: bytes, nama: str, mime: str = JenisBerkas.XLSX.mime) -> Response:
    """The answer with these bytes under this plain name; a spreadsheet unless told otherwise."""
    jawaban = Response(isi, mimetype=mime)
    jawaban.headers["Content-Disposition"] = f'attachment; filename="{nama}"'
    jawaban.headers["Cache-Control"] = "private, no-store"
    return jawaban
