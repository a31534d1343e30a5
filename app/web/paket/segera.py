"""How does a village begin a packet that can not wait for the meeting and the window?"""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.aturan.berlaku import berlaku
from app.domain.usulan import operations_segera, queries
from app.infra.db import db
from app.infra.galat import GalatIsian
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi


def pasang(bp: Blueprint) -> None:
    """Give the page its address on the blueprint of packets."""
    bp.add_url_rule("/segera", "segera", tampil, methods=["GET"])
    bp.add_url_rule("/segera", "buat_segera", buat, methods=["POST"])


@masuk_dulu
def tampil() -> ResponseReturnValue:
    """When it may be used, and for what."""
    return _halaman({}, {})


@masuk_dulu
@transaksi
def buat() -> ResponseReturnValue:
    """Begin it; opens the packet."""
    isi = {nama: request.form.get(nama, "") for nama in ("alasan", "uraian")}
    try:
        paket = operations_segera.buat(**isi, oleh=pelaku())
    except GalatIsian as galat:
        db.session.rollback()
        return make_response(_halaman(isi, galat.bidang), 422)
    flash("Paket segera dibuat. Tambahkan warga yang akan diusulkan, lalu unggah buktinya.", "berhasil")
    return redirect(url_for("paket.tampil", paket_id=paket.id), 303)


def _halaman(isi: dict[str, str], galat: Any) -> str:
    saya = pelaku()
    policy.wajib_mungkin(saya, Aksi.PAKET_BUAT)
    butir = [
        {"nilai": kode, "label": b["label"], "petunjuk": b.get("petunjuk", "")}
        for kode, b in berlaku("alasan_segera", saya.wilayah).items()
    ]
    terpakai, batas = queries.jatah_segera(untuk=saya)
    return render_template("paket/segera.html", butir=butir, isi=isi, galat=galat, terpakai=terpakai, batas=batas)
