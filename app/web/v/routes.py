"""What may anybody ask of a paper? Whether it is genuine, by its code or by its file; no account, no names, no NIK."""

import hashlib

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from app.domain.dokumen import jejak, keaslian, keaslian_kumpulan, sertifikat
from app.domain.dokumen.kode import berkelompok, normalkan
from app.domain.registri.nik import enam_belas_digit
from app.infra import jangkar as tambatan
from app.infra.db import hanya_baca
from app.infra.galat import TidakAda
from app.infra.jaringan import jaringan
from app.web.sesi import publik, transaksi_sendiri
from app.web.v.laju import Laju

bp = Blueprint("v", __name__, url_prefix="/v")
laju = Laju()
BUKAN_NIK = "Yang diketik adalah NIK atau nomor KK. Ketik kode pada kaki dokumen; jangan menuliskan NIK di sini."


@bp.before_request
def batasi() -> None:
    """Nothing here writes, and nobody may guess codes by the thousand."""
    hanya_baca(True)
    if tunggu := laju.tunggu(jaringan(request.remote_addr or "")):
        raise TooManyRequests(retry_after=tunggu)


@bp.get("")
@publik
def mulai() -> ResponseReturnValue:
    """Type the code, or hand over the file."""
    diketik = request.args.get("kode", "")[:60]
    if enam_belas_digit(diketik):
        return _mulai("", BUKAN_NIK)
    if diketik and (kode := normalkan(diketik)):
        return redirect(url_for("v.satu", kode=kode), 303)
    return _mulai(diketik, "Kode dokumen terdiri atas 12 huruf dan angka. Periksa kembali kodenya." if diketik else "")


def _mulai(diketik: str = "", galat: str = "", status: int = 200, galat_berkas: str = "") -> ResponseReturnValue:
    halaman = render_template("v/mulai.html", kode=diketik, galat=galat, galat_berkas=galat_berkas)
    return make_response(halaman, 422 if (galat or galat_berkas) and status == 200 else status)


@bp.get("/jangkar")
@publik
def jangkar() -> ResponseReturnValue:
    """The daily anchors: hashes that anybody may copy, so that nobody can rewrite the history behind them."""
    return render_template("v/jangkar.html", baris=tambatan.terbaru())


@bp.get("/sertifikat/<seri>.crl")
@publik
def daftar_cabut(seri: str) -> Response:
    """Certificates that this regency's authority has revoked: programs that judge a signature fetch it from here."""
    daftar = sertifikat.daftar_cabut(seri)
    if not daftar:
        raise TidakAda("Tidak ada otoritas sertifikat dengan nomor seri ini pada pemasangan ini.")
    return Response(daftar, mimetype="application/pkix-crl")


@bp.get("/<kode>")
@publik
def satu(kode: str) -> ResponseReturnValue:
    """What is known of the paper with this code."""
    return _halaman(kode)


@bp.post("/<kode>/berkas")
@publik
@transaksi_sendiri
def cocokkan(kode: str) -> ResponseReturnValue:
    """Compare a file with the paper, for browsers that cannot do it themselves. Nothing is kept."""
    berkas = request.files.get("berkas")
    if berkas is None or not berkas.filename:
        return _halaman(kode, galat_berkas="Pilih berkas PDF yang akan diperiksa.")
    return _halaman(kode, sidik=_sidik())


@bp.post("/berkas")
@publik
@transaksi_sendiri
def cari_berkas() -> ResponseReturnValue:
    """Find the paper that a file is, without its code. Nothing is kept."""
    berkas = request.files.get("berkas")
    if berkas is None or not berkas.filename:
        return _mulai(galat_berkas="Pilih berkas PDF yang akan diperiksa.")
    sidik = _sidik()
    ada = keaslian.periksa_berkas(sidik)
    if ada is None and (kumpulan := keaslian_kumpulan.periksa_berkas(sidik)):
        return render_template("v/mulai.html", kode="", galat="", galat_berkas="", kumpulan=kumpulan)
    if ada is None:
        return _mulai(
            galat_berkas="Berkas ini tidak sama dengan dokumen mana pun yang tercatat. Foto, hasil pindai sendiri, "
            "atau berkas yang disimpan ulang memang berbeda; periksa dengan kode pada kaki dokumen."
        )
    return _halaman(ada.kode, sidik=sidik)


def _halaman(kode: str, sidik: str = "", galat_berkas: str = "") -> ResponseReturnValue:
    dokumen = keaslian.periksa(kode)
    if dokumen is None:
        kalimat = "Tidak ada dokumen dengan kode ini. Periksa kembali kode pada kaki dokumen."
        return _mulai(kode[:60], kalimat, 404)
    halaman = render_template(
        "v/satu.html",
        d=dokumen,
        kode=berkelompok(dokumen.kode),
        pengganti=berkelompok(dokumen.pengganti_kode),
        sidik=sidik,
        cocok=dokumen.cocok(sidik) if sidik else "",
        galat_berkas=galat_berkas,
        jejak=jejak.periksa(dokumen.kode),
    )
    return make_response(halaman, 422 if galat_berkas else 200)


def _sidik() -> str:
    """SHA-256 of the uploaded file, read in pieces."""
    return hashlib.file_digest(request.files["berkas"].stream, "sha256").hexdigest()  # type: ignore[arg-type]
