"""Whom do I visit next? The field officer's list; the visit itself is a step of the proposal."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.usulan import queries_kunjungan
from app.domain.verifikasi import kunjungan
from app.web.paginasi import alamat, batas, lanjut
from app.web.sesi import masuk_dulu, pelaku

bp = Blueprint("kunjungan", __name__, url_prefix="/kunjungan")


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """Households of one's territory that wait for a visit, longest waiting first."""
    saya = pelaku()
    policy.wajib_mungkin(saya, Aksi.USULAN_CATAT_KUNJUNGAN)
    persen = kunjungan.persen(saya.wilayah)
    # Where no share is drawn nothing is chosen: everybody who may be visited is the list.
    semua = not persen or request.args.get("tampil") == "semua"
    baris, lagi = queries_kunjungan.daftar(untuk=saya, semua=semua, sesudah=batas())
    saring = {"tampil": "semua" if semua else ""}
    return render_template(
        "kunjungan/daftar.html",
        baris=baris,
        semua=semua,
        persen=persen,
        lagi=lanjut("/kunjungan", lagi, saring),
        awal=alamat("/kunjungan", saring) if batas() else None,
    )
