"""How does a unit seal a paper on screen? One paper, from its page, with the passphrase of the seal."""

from functools import wraps
from typing import Any

from flask import Blueprint, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy, throttle
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import penandatanganan as ttd
from app.domain.dokumen import queries, segel
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian
from app.web.dokumen import tanda_tangan
from app.web.dokumen.routes import halaman
from app.web.sesi import masuk_dulu, pelaku
from app.web.titipan import jalur_aman
from app.web.transaksi import satu_transaksi, transaksi

bp = Blueprint("segel", __name__, url_prefix="/dokumen")


def segel_dulu(tampilan: tanda_tangan.Tampilan) -> tanda_tangan.Tampilan:
    """Seal before the transaction, as signing does: the view finds `g.tertanda`, bytes or the reason for none."""

    @wraps(tampilan)
    def jalan(dokumen_id: int, **lain: Any) -> ResponseReturnValue:
        policy.wajib_mungkin(pelaku(), Aksi.DOKUMEN_SEGEL)
        try:
            g.tertanda = _segel(dokumen_id, pelaku())
        except Galat as tidak:
            g.tertanda = tidak
        finally:
            db.session.rollback()
        return tampilan(dokumen_id, **lain)

    return jalan  # type: ignore[return-value]


def _segel(dokumen_id: int, oleh: Pelaku) -> ttd.Tertanda:
    siap = segel.siapkan(dokumen_id, oleh=oleh, alamat=tanda_tangan.alamat())
    sandi, tanda = request.form.get("sandi_segel", ""), throttle.kunci_frasa(oleh.pengguna_id)
    if tunggu := throttle.sisa_tunggu(tanda):
        raise GalatIsian(bidang={"sandi_segel": f"Terlalu sering salah. Coba lagi dalam {tunggu} detik."})
    try:
        kunci = segel.kunci(oleh=oleh, sandi=sandi)
    except GalatIsian:
        db.session.rollback()
        with satu_transaksi():
            throttle.catat_gagal(tanda)
        raise
    db.session.rollback()
    with ttd.penandatangan(kunci, sandi, tanda_tangan.setelan()) as juru:
        return ttd.tandatangani(siap, juru, kunci.seri)


@bp.post("/<int:dokumen_id>/segel")
@masuk_dulu
@segel_dulu
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
