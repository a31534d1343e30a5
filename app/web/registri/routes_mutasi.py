"""Who is said to have moved, and what does the village that holds them answer?"""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.peran import Tingkat
from app.domain.registri import mutasi, queries_mutasi
from app.infra.galat import GalatIsian
from app.web.masukan import bilangan
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("registri_mutasi", __name__, url_prefix="/registri/mutasi")
ARAH = ("masuk", "keluar", "terjawab")


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """Questions to answer, those answered, and what one's own village asked."""
    saya = pelaku()
    policy.wajib_mungkin(saya, Aksi.REGISTRI_MUTASI)
    bertanya = policy.mungkin(saya, Aksi.REGISTRI_UBAH)
    arah = request.args.get("arah", "masuk")
    arah = arah if arah in ARAH and (arah != "keluar" or bertanya) else "masuk"
    sesudah = request.args.get("sesudah", type=int)
    baris: list[Any]
    if arah == "keluar":
        baris, lanjut = queries_mutasi.keluar(untuk=saya, sesudah=sesudah)
    else:
        baris, lanjut = queries_mutasi.masuk(untuk=saya, sesudah=sesudah, terjawab=arah == "terjawab")
    return render_template(
        "registri/mutasi.html",
        arah=arah,
        bertanya=bertanya,
        desa=saya.tingkat is Tingkat.DESA,
        baris=baris,
        lanjut=lanjut,
        awal=sesudah is None,
    )


@bp.get("/<int:konfirmasi_id>")
@masuk_dulu
def rinci(konfirmasi_id: int) -> ResponseReturnValue:
    """One question with the family it is about."""
    policy.wajib_mungkin(pelaku(), Aksi.REGISTRI_MUTASI)
    return _halaman(konfirmasi_id)


def _halaman(konfirmasi_id: int, galat: GalatIsian | None = None) -> ResponseReturnValue:
    isi = render_template(
        "registri/mutasi_rinci.html",
        m=queries_mutasi.rinci(konfirmasi_id, untuk=pelaku()),
        desa=pelaku().tingkat is Tingkat.DESA,
        isi=request.form,
        galat=galat.bidang if galat else {},
    )
    return isi, 422 if galat else 200


@bp.post("/<int:konfirmasi_id>/jawaban")
@masuk_dulu
@transaksi
def jawab(konfirmasi_id: int) -> ResponseReturnValue:
    """Answer it: the village asked, or after its term Dinas Sosial."""
    policy.wajib_mungkin(pelaku(), Aksi.REGISTRI_MUTASI)
    try:
        k = mutasi.jawab(
            konfirmasi_id,
            request.form.get("jawaban", ""),
            cakupan=request.form.get("cakupan", ""),
            kepala_baru=bilangan(request.form.get("kepala_baru")),
            alasan=request.form.get("alasan", ""),
            oleh=pelaku(),
        )
    except GalatIsian as galat:
        return _halaman(konfirmasi_id, galat)
    flash("Warga sudah dipindahkan." if k.jawaban == mutasi.YA else "Jawaban “belum pindah” sudah dikirim.", "berhasil")
    return redirect(url_for("registri_mutasi.daftar"), 303)
