"""Which papers does a unit print for itself? The test sheet of its printer, and blank forms of proposals."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.dokumen import lepas, queries, uji
from app.domain.dokumen.status import JenisDokumen
from app.domain.wilayah import cari
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

KECAMATAN = 2  # dots in the code of a kecamatan
bp = Blueprint("naskah_unit", __name__, url_prefix="/dokumen/unit")


@bp.get("")
@masuk_dulu
def halaman() -> ResponseReturnValue:
    """What can be printed, and what was printed lately."""
    policy.wajib_mungkin(pelaku(), Aksi.DOKUMEN_TERBITKAN)
    return _halaman()


def _halaman(galat: GalatIsian | None = None) -> str:
    saya = pelaku()
    titik = saya.wilayah.count(".")
    desa = [(w.kode, w.sebutan) for w in cari.anak(saya.wilayah)] if titik == KECAMATAN else []
    jenis = lepas.jenis_ditawarkan(saya.wilayah)
    return render_template(
        "dokumen_halaman/unit.html",
        jenis=[(kode, str(isi["label"])) for kode, isi in jenis.items()],
        desa=desa,
        berformulir=titik >= KECAMATAN,  # a regency's list of villages is too long to choose from
        riwayat=queries.naskah_unit(untuk=saya),
        diisi=request.form,
        galat=galat.bidang if galat else {},
    )


@bp.post("/uji")
@masuk_dulu
@transaksi
def terbitkan_uji() -> ResponseReturnValue:
    """A fresh test sheet."""
    d = lepas.lembar_uji(oleh=pelaku())
    return redirect(url_for("naskah_unit.lembar_uji", dokumen_id=d.id), 303)


@bp.post("/formulir")
@masuk_dulu
@transaksi
def terbitkan_formulir() -> ResponseReturnValue:
    """A blank form of one kind."""
    saya = pelaku()
    desa = saya.wilayah if saya.wilayah.count(".") == 3 else request.form.get("desa", "")
    try:
        if desa.count(".") != KECAMATAN + 1:
            raise GalatIsian(bidang={"desa": "Pilih desa atau kelurahan yang memakai formulir ini."})
        cari.satu(desa)
        d = lepas.formulir_usulan(request.form.get("jenis", ""), desa, oleh=saya)
    except GalatIsian as galat:
        return make_response(_halaman(galat), 422)
    return redirect(url_for("dokumen.satu", dokumen_id=d.id), 303)


@bp.get("/uji/<int:dokumen_id>")
@masuk_dulu
def lembar_uji(dokumen_id: int) -> ResponseReturnValue:
    """Print it, then hand in its scan."""
    return _uji(dokumen_id)


def _uji(dokumen_id: int, **isi: Any) -> str:
    d = queries.satu(dokumen_id, untuk=pelaku())
    if d.jenis is not JenisDokumen.LEMBAR_UJI:
        raise TidakAda("Dokumen ini bukan lembar uji cetak.")
    return render_template("dokumen_halaman/uji.html", d=d, **({"galat": [], "hasil": None} | isi))


@bp.post("/uji/<int:dokumen_id>/pindaian")
@masuk_dulu
@transaksi
def periksa_uji(dokumen_id: int) -> ResponseReturnValue:
    """Which codes of the sheet can be read in this scan? Nothing is kept."""
    kode = queries.satu(dokumen_id, untuk=pelaku()).kode
    berkas = [b.read() for b in request.files.getlist("berkas") if b.filename]
    db.session.rollback()  # pictures take seconds; nobody waits for them
    try:
        hasil = uji.periksa(berkas, kode)
    except GalatIsian as galat:
        return make_response(_uji(dokumen_id, galat=galat.alasan), 422)
    return make_response(_uji(dokumen_id, hasil=hasil))
