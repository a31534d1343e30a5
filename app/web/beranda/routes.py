"""What waits for me?"""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.akses.peran import Peran, Tingkat
from app.domain.usulan import queries
from app.web.sesi import masuk_dulu, pelaku

bp = Blueprint("beranda", __name__)


@bp.get("/")
@masuk_dulu
def tampil() -> ResponseReturnValue:
    """The inbox: what the actor's level holds, longest waiting first."""
    saya = pelaku()
    if saya.peran is Peran.ADMIN:
        return redirect("/admin/pengguna", 303)
    if saya.peran is Peran.DUKCAPIL:
        return redirect("/padanan", 303)
    sesudah = None
    if "sejak" in request.args and request.args.get("id", "").isdigit():
        sesudah = (request.args["sejak"], int(request.args["id"]))
    menunggu, lagi = queries.menunggu(untuk=saya, sesudah=sesudah)
    return render_template(
        "beranda/tampil.html",
        menunggu=menunggu,
        lagi=lagi,
        lanjutan=sesudah is not None,
        ringkas=queries.jumlah_per_status(untuk=saya) if saya.tingkat is not Tingkat.DESA else [],
        desa=saya.tingkat is Tingkat.DESA,
    )
