"""How does a village's sheet come in through the browser, how far is it, and what must be mended?"""

import io

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.registri import impor as impor_registri
from app.domain.registri import opensid, queries_impor
from app.domain.registri.kode import KODE
from app.infra.galat import Galat, GalatIsian, TidakBisa
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx
from app.web.lampiran import lampiran
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("registri_impor", __name__, url_prefix="/registri")

# htmx stops polling at this status.
CUKUP = 286


@bp.get("/impor")
@masuk_dulu
def beranda() -> ResponseReturnValue:
    """The upload form and earlier imports."""
    policy.wajib_mungkin(pelaku(), Aksi.REGISTRI_IMPOR)
    return _halaman()


def _halaman(galat: Galat | None = None) -> ResponseReturnValue:
    riwayat, sesudah = queries_impor.daftar_impor(untuk=pelaku(), sesudah=request.args.get("sesudah", type=int))
    banyak = pelaku().wilayah.count(".") < 3
    isi = render_template(
        "registri/impor.html",
        riwayat=riwayat,
        sesudah=sesudah,
        awal=request.args.get("sesudah") is None,
        desa=queries_impor.desa_pilihan(untuk=pelaku()) if banyak else [],
        desa_terpilih=request.form.get("desa", ""),
        galat=" ".join(galat.alasan) if galat else "",
    )
    return isi, galat.kode if galat else 200


@bp.post("/impor")
@masuk_dulu
@transaksi
def mulai() -> ResponseReturnValue:
    """Take the file in and promise the job."""
    kiriman = request.files.get("berkas")
    desa = pelaku().wilayah if pelaku().wilayah.count(".") == 3 else request.form.get("desa", "")
    try:
        if kiriman is None or not kiriman.filename:
            raise GalatIsian(
                "Berkas belum dipilih. Pilih berkas XLSX dari OpenSID atau berkas contoh yang sudah diisi."
            )
        if not desa:
            raise GalatIsian("Pilih desa atau kelurahan yang datanya akan diimpor.")
        baru = impor_registri.mulai_impor(kiriman.read(), kiriman.filename, desa, oleh=pelaku())
    except (GalatIsian, TidakBisa) as galat:
        return _halaman(galat)
    return redirect(url_for("registri_impor.rinci", impor_id=baru.id), 303)


@bp.get("/impor/<int:impor_id>")
@masuk_dulu
def rinci(impor_id: int) -> ResponseReturnValue:
    """One import: progress while it runs, then counts and what to mend."""
    i = queries_impor.impor(impor_id, untuk=pelaku())
    sesudah = request.args.get("sesudah", 0, type=int)
    galat, lanjut = queries_impor.galat_impor(impor_id, untuk=pelaku(), sesudah=sesudah) if i.tuntas else ([], None)
    return render_template(
        "registri/impor_rinci.html", i=i, galat=galat, lanjut=lanjut, awal=sesudah == 0, label=opensid.LABEL
    )


@bp.get("/impor/<int:impor_id>/kemajuan")
@masuk_dulu
def kemajuan(impor_id: int) -> ResponseReturnValue:
    """The progress bar alone; at the end it asks the page to be drawn anew."""
    i = queries_impor.impor(impor_id, untuk=pelaku())
    jawaban = make_response(render_template("registri/_kemajuan.html", i=i), CUKUP if i.tuntas else 200)
    if i.tuntas:
        jawaban.headers["HX-Refresh"] = "true"
    return jawaban


@bp.get("/impor/<int:impor_id>/galat.xlsx")
@masuk_dulu
def unduh_galat(impor_id: int) -> ResponseReturnValue:
    """The list of what to mend, as a sheet."""
    semua, _lanjut = queries_impor.galat_impor(impor_id, untuk=pelaku(), batas=impor_registri.MAKS_GALAT)
    kolom = (
        Kolom("Baris", 8, "angka"),
        Kolom("Kolom", 22),
        Kolom("Isi", 30, "identitas"),
        Kolom("Yang perlu diperbaiki", 90),
    )
    baris = [(b["baris"], opensid.LABEL.get(b["kolom"], b["kolom"]), b["nilai"], b["pesan"]) for b in semua]
    return _xlsx(f"perbaikan-impor-{impor_id}.xlsx", Lembar("Perbaikan", kolom, baris))


@bp.get("/contoh.xlsx")
@masuk_dulu
def contoh() -> ResponseReturnValue:
    """An empty sheet in OpenSID's order, identity columns as text, with the codes beside it."""
    policy.wajib_mungkin(pelaku(), Aksi.REGISTRI_IMPOR)
    nomor = {"nik", "no_kk", "ayah_nik", "ibu_nik"}
    kolom = [
        Kolom(k, 20 if k in nomor else 16, "identitas", panjang=16 if k == "no_kk" else None) for k in opensid.KOLOM
    ]
    kode = [(nama, str(nilai), label) for nama, tabel in KODE.items() for nilai, label in tabel.items()]
    judul = (Kolom("Kolom", 20), Kolom("Kode", 8), Kolom("Arti", 40))
    return _xlsx("contoh-impor-penduduk.xlsx", Lembar("Data Penduduk", kolom), Lembar("Kode Data", judul, kode))


def _xlsx(nama: str, *lembar: Lembar) -> Response:
    tampung = io.BytesIO()
    tulis_xlsx(tampung, lembar)
    return lampiran(tampung.getvalue(), nama)
