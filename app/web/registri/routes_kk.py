"""Which members of a family get a card of their own?"""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.registri import isian, operations_kk, queries
from app.domain.registri.kode import HIDUP
from app.infra import clock
from app.infra.galat import GalatIsian
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("registri_kk", __name__, url_prefix="/registri/keluarga")


@bp.get("/<int:keluarga_id>/pemecahan")
@masuk_dulu
def pecah(keluarga_id: int) -> ResponseReturnValue:
    """The form: who goes, under which number, who leads."""
    k = queries.keluarga(keluarga_id, untuk=pelaku())
    policy.wajib_boleh(pelaku(), Aksi.REGISTRI_UBAH, k)
    return _halaman(k)


def _halaman(k: queries.RincianKeluarga, galat: GalatIsian | None = None) -> ResponseReturnValue:
    hidup = [(str(a.id), a.nama) for a in k.anggota if a.status_dasar == HIDUP]
    isi = render_template(
        "registri/pecah.html",
        k=k,
        hidup=hidup,
        semua=[(str(a.id), f"{a.nama} ({a.hubungan.lower() or 'tanpa keterangan'})") for a in k.anggota],
        isi=request.form,
        galat=galat.bidang if galat else {},
    )
    return isi, 422 if galat else 200


@bp.post("/<int:keluarga_id>/pemecahan")
@masuk_dulu
@transaksi
def simpan(keluarga_id: int) -> ResponseReturnValue:
    """Give those chosen their own card."""
    try:
        baru = operations_kk.pisahkan(
            keluarga_id,
            request.form.getlist("anggota", type=int),
            isian.baca_keluarga(request.form, hari_ini=clock.hari_ini(pelaku().zona)),
            kepala_baru=request.form.get("kepala_baru", type=int),
            kepala_tinggal=request.form.get("kepala_tinggal", type=int),
            oleh=pelaku(),
            versi=request.form.get("versi", -1, type=int),
        )
    except GalatIsian as galat:
        return _halaman(queries.keluarga(keluarga_id, untuk=pelaku()), galat)
    flash("Keluarga sudah dipisah. Usulan yang masih draf mengikuti kartu barunya.", "berhasil")
    return redirect(url_for("registri.keluarga", keluarga_id=baru.id), 303)
