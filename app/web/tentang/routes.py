"""What do the words mean, and whose data are these?"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.wilayah import cari
from app.web.sesi import publik

bp = Blueprint("tentang", __name__)


@bp.get("/bantuan")
@publik
def bantuan() -> ResponseReturnValue:
    """The way of a proposal, and the glossary."""
    return render_template("tentang/bantuan.html")


@bp.get("/tentang-data")
@publik
def data() -> ResponseReturnValue:
    """Attribution of the region data, as their licence asks."""
    return render_template("tentang/data.html", sumber=cari.sumber())
