"""How does the admin take in a whole list of people?"""

import base64

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.akses import impor, policy
from app.domain.akses.aksi import Aksi
from app.infra.galat import GalatIsian
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("admin_pengguna_impor", __name__, url_prefix="/admin/pengguna/impor")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@masuk_dulu
def formulir() -> ResponseReturnValue:
    """What the list must look like, and where to send it."""
    policy.wajib_mungkin(pelaku(), Aksi.PENGGUNA_KELOLA)
    return render_template("admin/pengguna/impor.html", galat="")


@bp.get("/templat")
@masuk_dulu
def templat() -> ResponseReturnValue:
    """The empty list."""
    policy.wajib_mungkin(pelaku(), Aksi.PENGGUNA_KELOLA)
    kepala = {"Content-Disposition": 'attachment; filename="templat-pengguna.xlsx"'}
    return Response(impor.templat(), mimetype=XLSX, headers=kepala)


@bp.post("")
@masuk_dulu
@transaksi
def terima() -> ResponseReturnValue:
    """Store the good rows; the one-time passwords leave with this answer and are kept nowhere."""
    policy.wajib_mungkin(pelaku(), Aksi.PENGGUNA_KELOLA)
    berkas = request.files.get("berkas")
    try:
        if berkas is None or not berkas.filename:
            raise GalatIsian("Pilih berkas XLSX yang berisi daftar pengguna.")
        hasil = impor.impor(berkas.read(), oleh=pelaku())
    except GalatIsian as tidak:
        return render_template("admin/pengguna/impor.html", galat=tidak.alasan[0]), 422
    unduhan = base64.b64encode(impor.daftar_sandi(hasil.sandi)).decode() if hasil.sandi else ""
    return render_template("admin/pengguna/hasil_impor.html", hasil=hasil, unduhan=unduhan, jenis=XLSX)
