"""How does a test meet the program? As a browser does: pages, forms with their tokens, and nothing it was not given."""

import re
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from sekali import bentuk_halaman
from werkzeug.test import TestResponse

from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.infra.db import db

SANDI = "kata-sandi-uji"
_BERSIH: set[str] = set()


class Klien:
    """A client that reads the CSRF token from the page and checks every HTML answer."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http: FlaskClient = app.test_client()
        self._token = ""

    def masuk(self, siapa: Pengguna | Pelaku | str, sandi: str = SANDI) -> "Klien":
        """Sign in through the real form; an actor with all that the test has set up until then."""
        if isinstance(siapa, Pelaku):
            db.session.commit()
            siapa = db.session.get_one(Pengguna, siapa.pengguna_id)
        nama = siapa if isinstance(siapa, str) else siapa.nama_pengguna
        self.get("/masuk")
        jawaban = self.post("/masuk", {"nama_pengguna": nama, "sandi": sandi})
        assert jawaban.status_code == 303, jawaban.text
        self.get("/akun")
        return self

    def get(self, alamat: str, **kw: Any) -> TestResponse:
        """GET, with the page policed."""
        return self._periksa(self.http.get(alamat, **kw))

    def post(self, alamat: str, isi: dict[str, Any] | None = None, **kw: Any) -> TestResponse:
        """POST a form with the token of the last page."""
        data = {"csrf_token": self._token, **(isi or {})}
        return self._periksa(self.http.post(alamat, data=data, **kw))

    def _periksa(self, jawaban: TestResponse) -> TestResponse:
        db.session.remove()
        if jawaban.mimetype != "text/html" or not jawaban.data:
            return jawaban
        teks = jawaban.get_data(as_text=True)
        if m := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', teks) or re.search(
            r'"X-CSRFToken": ?"([^"]+)"', teks
        ):
            self._token = m.group(1)
        if "<html" in teks[:400] and (bentuk := bentuk_halaman(teks)) not in _BERSIH:
            periksa_html(teks)
            _BERSIH.add(bentuk)
        return jawaban


def periksa_html(teks: str) -> None:
    """Refuse a page that a house editor would refuse: invalid HTML, no title, not one h1, double ids, bare inputs."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    pohon = parser.parse(teks)
    buruk = [g for g in parser.errors if g[1] not in {"expected-doctype-but-got-start-tag"}]
    assert not buruk, [(g[0], g[1]) for g in buruk[:5]]
    assert "".join(pohon.find(".//title").itertext()).strip(), "page without a title"
    assert len(pohon.findall(".//h1")) == 1, f"{len(pohon.findall('.//h1'))} h1 elements"
    id_ada = [e.get("id") for e in pohon.iter() if isinstance(e.tag, str) and e.get("id")]
    ganda = {i for i in id_ada if id_ada.count(i) > 1}
    assert not ganda, f"double ids: {ganda}"
    berlabel = {e.get("for") for e in pohon.iter("label")}
    for e in [*pohon.iter("input"), *pohon.iter("select"), *pohon.iter("textarea")]:
        if e.get("type") in ("hidden", "submit"):
            continue
        assert e.get("id") in berlabel or e.get("aria-label") or e.get("aria-labelledby"), (
            f"input {e.get('name')} without a label"
        )
    for kata in ("There is a problem", "Error:</span>", "None</", "Undefined"):
        assert kata not in teks, f"the page shows {kata!r}"
