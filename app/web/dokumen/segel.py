"""How does a unit seal a paper on screen? One paper, from its page, with the passphrase of the seal."""

from flask import Blueprint, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import penandatanganan as ttd
from app.domain.dokumen import queries, segel
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian
from app.web.dokumen.contoh import alamat
from app.web.dokumen.routes import halaman
from app.web.dokumen.tertanda import kunci_berjeda, setelan, tertanda_dulu
from app.web.sesi import masuk_dulu, pelaku
from app.web.titipan import jalur_aman
from app.web.transaksi import transaksi

bp = Blueprint("segel", __name__, url_prefix="/dokumen")


def _segel(dokumen_id: int, oleh: Pelaku) -> ttd.Tertanda:
    siap = segel.siapkan(dokumen_id, oleh=oleh, alamat=alamat())
    sandi = request.form.get("sandi_segel", "")
    kunci = kunci_berjeda(oleh, "sandi_segel", lambda: segel.kunci(oleh=oleh, sandi=sandi))
    db.session.rollback()
    with ttd.penandatangan(kunci, sandi, setelan()) as juru:
        return ttd.tandatangani(siap, juru, kunci.seri)


@bp.post("/<int:dokumen_id>/segel")
@masuk_dulu
@tertanda_dulu(Aksi.DOKUMEN_SEGEL, _segel)
@transaksi
def satu(dokumen_id: int) -> ResponseReturnValue:
    """Seal one paper."""
    if isinstance(g.tertanda, GalatIsian):
        dokumen = queries.satu(dokumen_id, untuk=pelaku())
        return make_response(halaman(dokumen, galat_segel=g.tertanda.bidang["sandi_segel"]), 422)
    if isinstance(g.tertanda, Galat):
        raise g.tertanda
    segel.catat(g.tertanda, oleh=pelaku(), versi=request.form.get("versi", -1, type=int))
    flash(f"{g.tertanda.siap.judul} sudah dibubuhi segel elektronik unit.", "berhasil")
    return redirect(jalur_aman(request.form.get("kembali")) or url_for("dokumen.satu", dokumen_id=dokumen_id), 303)
