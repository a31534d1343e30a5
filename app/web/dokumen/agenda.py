"""Which numbers does the unit's own agenda book give to its next papers? One page to type them beforehand."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.dokumen import penomoran
from app.domain.dokumen.penomoran import BarisAgenda
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.galat import GalatIsian
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("agenda", __name__, url_prefix="/dokumen/agenda")


def _baris() -> list[BarisAgenda]:
    return penomoran.agenda(pelaku().wilayah, clock.hari_ini(zona(pelaku().wilayah)), untuk=pelaku())


@bp.get("")
@masuk_dulu
def halaman() -> ResponseReturnValue:
    """A field per kind of paper that the unit numbers by its book."""
    return render_template("dokumen_halaman/agenda.html", baris=_baris(), galat={}, diisi={})


@bp.post("")
@masuk_dulu
@transaksi
def simpan() -> ResponseReturnValue:
    """Keep the numbers; one that is in use already is warned of, not refused."""
    baris = _baris()
    nomor = {b.jenis: request.form.get(f"nomor_{b.jenis}", b.nomor) for b in baris}
    try:
        peringatan = penomoran.tulis_agenda(nomor, oleh=pelaku())
    except GalatIsian as galat:
        isi = render_template("dokumen_halaman/agenda.html", baris=baris, galat=galat.bidang, diisi=request.form)
        return make_response(isi, 422)
    for kalimat in peringatan:
        flash(f"{kalimat} Periksa buku agenda; nomor tetap disimpan.", "peringatan")
    flash("Nomor buku agenda tersimpan dan dipakai naskah berikutnya.", "berhasil")
    return redirect(url_for("agenda.halaman"), 303)
