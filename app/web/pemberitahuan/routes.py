"""What was said to me, and what have I read?"""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.notifikasi import operations, queries
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("pemberitahuan", __name__, url_prefix="/pemberitahuan")


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """The newest first, thirty a page."""
    baris, lanjut = queries.daftar(untuk=pelaku(), sebelum=request.args.get("sebelum", type=int))
    return render_template("pemberitahuan/daftar.html", daftar=baris, lanjut=lanjut, lanjutan="sebelum" in request.args)


@bp.post("/<int:id_>/pembacaan")
@masuk_dulu
@transaksi
def buka(id_: int) -> ResponseReturnValue:
    """Mark one as read and go where it leads."""
    return redirect(operations.tandai_dibaca(id_, oleh=pelaku()) or "/pemberitahuan", 303)


@bp.post("/pembacaan")
@masuk_dulu
@transaksi
def baca_semua() -> ResponseReturnValue:
    """Mark all as read."""
    operations.tandai_semua_dibaca(oleh=pelaku())
    flash("Semua pemberitahuan ditandai sudah dibaca.", "berhasil")
    return redirect("/pemberitahuan", 303)
