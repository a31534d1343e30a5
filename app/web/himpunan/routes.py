"""What does a browser ask of a package of all papers? To make it, how far it is, and its bytes."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.laporan import himpunan
from app.infra import files_besar
from app.infra.files import JenisBerkas
from app.web.masukan import bilangan
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.dokumen.models import Himpunan

CUKUP = 286  # htmx stops polling at this status
bp = Blueprint("himpunan", __name__, url_prefix="/himpunan")


@bp.post("")
@masuk_dulu
@transaksi
def minta() -> ResponseReturnValue:
    """Ask for the papers of one packet (`paket`), or of a region's month (`wilayah`, `periode`)."""
    if (paket_id := bilangan(request.form.get("paket"))) is not None:
        h = himpunan.minta_paket(paket_id, oleh=pelaku())
    else:
        wilayah, periode = (request.form.get(n, "").strip()[:13] for n in ("wilayah", "periode"))
        h = himpunan.minta_periode(wilayah, periode, oleh=pelaku())
    return redirect(url_for("himpunan.satu", himpunan_id=h.id), 303)


@bp.get("/<int:himpunan_id>")
@masuk_dulu
def satu(himpunan_id: int) -> ResponseReturnValue:
    """Being made, ready, or why not."""
    h, kerja = himpunan.satu(himpunan_id, untuk=pelaku())
    ada = bool(h.sidik and himpunan.potongan_dari(h.id, "zip"))
    return render_template("himpunan/tampil.html", h=h, kerja=kerja, ada=ada, gagal=_gagal(h, kerja))


@bp.get("/<int:himpunan_id>/kemajuan")
@masuk_dulu
def kemajuan(himpunan_id: int) -> ResponseReturnValue:
    """The progress alone; at the end it asks the page to be drawn anew."""
    h, kerja = himpunan.satu(himpunan_id, untuk=pelaku())
    gagal = _gagal(h, kerja)
    tuntas = bool(h.sidik or gagal)
    halaman = render_template("himpunan/_kemajuan.html", h=h, kerja=kerja, gagal=gagal)
    jawaban = make_response(halaman, CUKUP if tuntas else 200)
    if tuntas:
        jawaban.headers["HX-Refresh"] = "true"
    return jawaban


@bp.post("/<int:himpunan_id>/unduhan")
@masuk_dulu
@transaksi
def unduh(himpunan_id: int) -> ResponseReturnValue:
    """The archive, or with `apa=pdf` the merged PDF, piece by piece. A POST, because taking it out is recorded."""
    pdf = request.form.get("apa") == "pdf"
    h, potongan = himpunan.ambil(himpunan_id, "pdf" if pdf else "zip", oleh=pelaku())
    jenis = JenisBerkas.PDF if pdf else JenisBerkas.ZIP
    jawaban = Response(files_besar.alirkan(potongan), mimetype=jenis.mime)
    jawaban.content_length = (h.pdf_ukuran if pdf else h.ukuran) or 0
    jawaban.headers["Content-Disposition"] = f'attachment; filename="{h.nama}.{jenis.value}"'
    jawaban.headers["Cache-Control"] = "private, no-store"
    return jawaban


def _gagal(h: "Himpunan", kerja: object) -> str:
    """Why it will not be made ("": it will, or is)."""
    if h.galat or h.sidik:
        return h.galat
    if kerja is None or getattr(kerja, "status", "") == "gagal":
        return "Arsip tidak dapat disusun karena gangguan pada sistem. Minta lagi dari halaman paket."
    return ""
