"""What does a browser ask about SIKS-NG? The sheet to type from, what was keyed, and where both sides differ."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.aturan.berlaku import nilai
from app.domain.dokumen import gabungan
from app.domain.usulan import queries, queries_siks, siks
from app.domain.usulan.status import LABEL_SIKS, StatusSiks
from app.infra.galat import GalatIsian, TidakAda
from app.web.dokumen.berkas import kirim_pdf
from app.web.lampiran import lampiran
from app.web.masukan import bilangan
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

CUKUP = 286  # htmx stops polling at this status

bp = Blueprint("siks", __name__, url_prefix="/siks")

# The centre's own answers are noted on the list of results, not while keying.
TERISI = (StatusSiks.BELUM, StatusSiks.DIINPUT, StatusSiks.DIFINALISASI, StatusSiks.DISAHKAN_SIKS)
RAGAM = {"belum": queries_siks.belum_diisi, "selisih": queries_siks.tidak_sepakat}


@bp.get("")
@masuk_dulu
def selisih() -> ResponseReturnValue:
    """Agreed but not keyed, and keyed but not agreed."""
    saya = pelaku()
    policy.wajib_mungkin(saya, Aksi.USULAN_CATAT_HASIL)
    ragam = request.args.get("ragam", "belum")
    if ragam not in RAGAM:
        raise TidakAda
    baris, lagi = RAGAM[ragam](untuk=saya, sesudah=bilangan(request.args.get("id")) or 0)
    lanjut = url_for("siks.selisih", ragam=ragam, id=lagi) if lagi else None
    return render_template(
        "siks/selisih.html", baris=baris, lanjut=lanjut, ragam=ragam, tenggat=queries_siks.tenggat(saya.wilayah)
    )


@bp.get("/<int:paket_id>")
@masuk_dulu
def paket(paket_id: int) -> ResponseReturnValue:
    """The proposals of a packet that are keyed, and how far each is."""
    return _paket(paket_id)


@bp.post("/<int:paket_id>/status")
@masuk_dulu
@transaksi
def status(paket_id: int) -> ResponseReturnValue:
    """Note what was keyed, for many at once."""
    p = queries.satu(paket_id, untuk=pelaku())
    hasil = siks.catat_daftar(_butir(paket_id), oleh=pelaku())
    gagal = [f"{u.nama}: {sebab}" for u, sebab in hasil if sebab]
    beres = len(hasil) - len(gagal)
    if beres:
        flash(f"Keadaan {beres} usulan di SIKS-NG tercatat.", "berhasil")
    elif not gagal:
        flash("Tidak ada yang berubah.", "info")
    for kalimat in gagal:
        flash(kalimat, "galat")
    return redirect(url_for("siks.paket", paket_id=p.id), 303)


@bp.post("/<int:paket_id>/lembar")
@masuk_dulu
@transaksi
def lembar(paket_id: int) -> ResponseReturnValue:
    """The sheets with full numbers: a POST, because opening them is recorded."""
    p = queries.satu(paket_id, untuk=pelaku())
    satu = bilangan(request.form.get("usulan"))
    isi = siks.buka_lembar(p, oleh=pelaku(), usulan_id=satu)
    jawaban = make_response(render_template("siks/lembar.html", paket=p, lembar=isi))
    jawaban.headers["Cache-Control"] = "private, no-store"
    return jawaban


@bp.post("/<int:paket_id>/unduhan")
@masuk_dulu
@transaksi
def unduhan(paket_id: int) -> ResponseReturnValue:
    """The same as a spreadsheet."""
    p = queries.satu(paket_id, untuk=pelaku())
    return lampiran(siks.tulis_lembar(siks.buka_lembar(p, oleh=pelaku())), f"siks-ng-{p.nomor.replace('/', '-')}.xlsx")


@bp.post("/<int:paket_id>/gabungan")
@masuk_dulu
@transaksi
def gabung(paket_id: int) -> ResponseReturnValue:
    """Ask for the decision papers as one PDF under the regency's size."""
    p = queries.satu(paket_id, untuk=pelaku())
    policy.wajib_boleh(pelaku(), Aksi.USULAN_CATAT_HASIL, p)
    batas = int(nilai("batas", p.wilayah_kode).get("berkas_siks_kb", 2048)) * 1024
    gabungan.minta(p.id, p.wilayah_kode, f"siks-ng-{p.nomor.replace('/', '-')}", batas, oleh=pelaku())
    return redirect(url_for("siks.paket", paket_id=p.id, _anchor="gabungan"), 303)


@bp.get("/<int:paket_id>/gabungan")
@masuk_dulu
def kemajuan(paket_id: int) -> ResponseReturnValue:
    """The progress of the merged file alone; at the end it asks the page to be drawn anew."""
    g = gabungan.terakhir(paket_id, untuk=pelaku())
    if g is None:
        raise TidakAda
    tuntas = bool(g[0].sha256 or g[0].galat or g[1] is None or g[1].tuntas)
    jawaban = make_response(render_template("siks/_gabungan.html", g=g[0], kerja=g[1]), CUKUP if tuntas else 200)
    if tuntas:
        jawaban.headers["HX-Refresh"] = "true"
    return jawaban


@bp.get("/gabungan/<int:gabungan_id>.pdf")
@masuk_dulu
def unduh_gabungan(gabungan_id: int) -> ResponseReturnValue:
    """The merged file itself."""
    return kirim_pdf(gabungan.unduhan(gabungan_id, untuk=pelaku()))


def _paket(paket_id: int) -> str:
    saya = pelaku()
    p = queries.satu(paket_id, untuk=saya)
    policy.wajib_boleh(saya, Aksi.USULAN_CATAT_HASIL, p)
    return render_template(
        "siks/paket.html",
        paket=p,
        baris=queries_siks.daftar(paket_id, untuk=saya),
        pilihan=[(s.value, LABEL_SIKS[s]) for s in TERISI],
        tenggat=queries_siks.tenggat(p.wilayah_kode),
        gabungan=gabungan.terakhir(paket_id, untuk=saya),
        batas_kb=int(nilai("batas", p.wilayah_kode).get("berkas_siks_kb", 2048)),
    )


def _butir(paket_id: int) -> list[tuple[int, int, str, str]]:
    """(id, version, state, SIKS-NG id) of each posted row; a row of another packet is no row of this page."""
    milik = {b.id for b in queries_siks.daftar(paket_id, untuk=pelaku())}
    hasil = []
    for teks in request.form.getlist("usulan"):
        nomor, versi = bilangan(teks), bilangan(request.form.get(f"versi.{teks}"))
        if nomor not in milik or nomor is None:
            raise TidakAda
        keadaan, kode = request.form.get(f"status.{nomor}", ""), request.form.get(f"siks_id.{nomor}", "")
        if versi is None or keadaan not in {s.value for s in StatusSiks}:
            raise GalatIsian(bidang={f"status.{nomor}": "Pilih keadaan di SIKS-NG dari daftar."})
        if len(kode) > 40:
            raise GalatIsian(bidang={f"siks_id.{nomor}": "ID SIKS-NG paling banyak 40 huruf."})
        hasil.append((nomor, versi, keadaan, kode))
    return hasil
