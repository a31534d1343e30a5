"""When is a fact of security written? After the request's own transaction is gone, in one of its own."""

import logging

from flask import Flask, Response, request
from sqlalchemy.exc import DBAPIError

from app.domain.akses import keamanan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.infra.db import db, hanya_baca
from app.web.sesi import pelaku_atau_tiada

log = logging.getLogger("sahih")

# Parts of a page and what belongs to everybody: the page itself is the fact.
_BUKAN_TONTONAN = ("static", "kesehatan.", "masuk.", "akun.", "pemberitahuan.", "beranda.", "tentang.", "statis")


def pasang(app: Flask) -> None:
    """Register the hook."""

    @app.after_request
    def tulis(jawaban: Response) -> Response:
        pelaku = _pelaku()
        if jawaban.status_code == 403 and request.endpoint:
            _tulis(lambda: keamanan.catat_penolakan(pelaku, request.endpoint or "", request.method))
        elif pelaku and _dilihat_auditor(pelaku, jawaban):
            _tulis(lambda: keamanan.catat_lihat(pelaku, _objek(), request.endpoint or ""))
        return jawaban


def _pelaku() -> Pelaku | None:
    try:
        return pelaku_atau_tiada()
    except DBAPIError:
        return None


def _dilihat_auditor(pelaku: Pelaku, jawaban: Response) -> bool:
    if pelaku.peran is not Peran.AUDITOR or request.method != "GET" or jawaban.status_code not in (200, 206, 304):
        return False
    return not (request.endpoint or "static").startswith(_BUKAN_TONTONAN)


def _objek() -> str:
    """`paket:12` for /paket/12: the view's own noun and the number in its address; else the noun alone."""
    noun = (request.blueprint or "").partition("_")[0]
    nomor = next(
        (f"{k.removesuffix('_id')}:{v}" for k, v in (request.view_args or {}).items() if k.endswith("_id")), ""
    )
    return (nomor or noun)[:40]


def _tulis(catat: object) -> None:
    """Whatever the view held is committed or gone; a full disk must not turn an answer into an error."""
    db.session.rollback()
    hanya_baca(False)
    try:
        catat()  # type: ignore[operator]
        db.session.commit()
    except DBAPIError as galat:
        db.session.rollback()
        log.error("security fact not written: %s", type(galat.orig).__name__)
