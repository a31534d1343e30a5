"""Is the process alive, is it ready, and what does it count? For load balancers and monitoring, without login."""

import sqlalchemy as sa
from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.infra import jobs
from app.infra.db import db
from app.web.sesi import publik

bp = Blueprint("kesehatan", __name__)


@bp.get("/sehat")
@publik
def sehat() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return {"status": "sehat"}


@bp.get("/siap")
@publik
def siap() -> ResponseReturnValue:
    """The database answers and has its tables: 200, else 503 by the error handlers."""
    db.session.scalar(sa.select(jobs.Pekerjaan.id).limit(1))
    return {"status": "siap"}


@bp.get("/metrik")
@publik
def metrik() -> ResponseReturnValue:
    """Counts of jobs by state in Prometheus' text format; no personal data."""
    p = jobs.Pekerjaan
    baris = ["# HELP sahih_pekerjaan Jobs by state.", "# TYPE sahih_pekerjaan gauge"]
    for status, n in db.session.execute(
        sa.select(p.status, sa.func.count()).where(p.status != jobs.SELESAI).group_by(p.status)
    ):
        baris.append(f'sahih_pekerjaan{{status="{status}"}} {n}')
    return Response("\n".join(baris) + "\n", mimetype="text/plain; version=0.0.4")
