"""Where does a transaction begin and end? Here, at the edge: one per request, all or nothing, answered once."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.domain.akses import permintaan
from app.infra.db import db
from app.web.sesi import pelaku_atau_tiada

Tampilan = TypeVar("Tampilan", bound=Callable[..., ResponseReturnValue])


def transaksi(tampilan: Tampilan) -> Tampilan:
    """Commit what the view did; on any exception roll back before the error handler speaks.

    A form that carries `_kunci` is answered once per actor: the same key again gets the first answer and changes
    nothing, also when both arrive at the same moment (the second waits for the first transaction).
    """

    @wraps(tampilan)
    def jalan(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        kunci = request.form.get("_kunci", "")[:64]
        pelaku = pelaku_atau_tiada()
        try:
            if kunci and pelaku:
                ulang = permintaan.ambil(pelaku.pengguna_id, kunci)
                if ulang is not None:
                    db.session.rollback()
                    return redirect(ulang or request.path, 303)
            jawaban = make_response(tampilan(*args, **kwargs))
            if jawaban.status_code >= 400:
                db.session.rollback()
                return jawaban
            if kunci and pelaku and jawaban.location:
                permintaan.simpan(pelaku.pengguna_id, kunci, jawaban.location)
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        return jawaban

    jalan._transaksi = True  # type: ignore[attr-defined]
    return jalan  # type: ignore[return-value]
