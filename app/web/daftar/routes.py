"""What does a browser ask about a list of the regency? Upload it, see what was taken, ask all villages, go on."""

from collections.abc import Callable

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku, sebutan
from app.domain.usulan import impor_daftar, operations, operations_daftar, queries_daftar
from app.domain.usulan.baris import label_jenis
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian
from app.web.masukan import baca_tanggal, bilangan
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("daftar", __name__, url_prefix="/daftar")

CUKUP = 286  # htmx stops polling at this status


@bp.get("")
@masuk_dulu
def halaman() -> ResponseReturnValue:
    """The lists that came in, and the form for another."""
    return _halaman({}, None)


@bp.post("")
@masuk_dulu
@transaksi
def terima() -> ResponseReturnValue:
    """Take a list in and promise the job."""
    isi, berkas = request.form, request.files.get("berkas")
    try:
        baru = impor_daftar.terima(
            berkas.read() if berkas else b"",
            (berkas.filename if berkas else "") or "",
            jenis=isi.get("jenis", ""),
            alasan_kode=isi.get("alasan_kode", ""),
            jalur=isi.get("jalur", ""),
            nomor=isi.get("sumber_nomor", ""),
            tanggal=baca_tanggal(isi.get("sumber_tanggal", ""), "sumber_tanggal"),
            oleh=pelaku(),
        )
    except GalatIsian as galat:
        db.session.rollback()
        return make_response(_halaman(dict(isi), galat), 422)
    return redirect(url_for("daftar.rinci", daftar_id=baru.id), 303)


@bp.get("/<int:daftar_id>")
@masuk_dulu
def rinci(daftar_id: int) -> ResponseReturnValue:
    """One list: progress while it is read, then its packets, and the rows that were not taken."""
    d = queries_daftar.satu(daftar_id, untuk=pelaku())
    return render_template(
        "daftar/rinci.html",
        d=d,
        kerja=None if d.selesai else queries_daftar.pekerjaan(d.id, untuk=pelaku()),
        jalur=sebutan("jalur", d.jalur, d.wilayah_kode),
        jenis=label_jenis(d.jenis, d.wilayah_kode),
        alasan=sebutan("alasan_hapus", d.alasan_kode, d.wilayah_kode) if d.alasan_kode else "",
        paket=queries_daftar.paket_daftar(d.id, untuk=pelaku()) if d.selesai else [],
    )


@bp.get("/<int:daftar_id>/kemajuan")
@masuk_dulu
def kemajuan(daftar_id: int) -> ResponseReturnValue:
    """The progress bar alone; at the end it asks the page to be drawn anew."""
    d = queries_daftar.satu(daftar_id, untuk=pelaku())
    kerja = queries_daftar.pekerjaan(d.id, untuk=pelaku())
    tuntas = d.selesai is not None or kerja is None or kerja.tuntas
    jawaban = make_response(render_template("daftar/_kemajuan.html", d=d, kerja=kerja), CUKUP if tuntas else 200)
    if tuntas:
        jawaban.headers["HX-Refresh"] = "true"
    return jawaban


@bp.post("/<int:daftar_id>/permintaan-tanggapan")
@masuk_dulu
@transaksi
def minta(daftar_id: int) -> ResponseReturnValue:
    """Ask the ticked villages; each packet has its own authority, guards and result."""
    return _banyak(daftar_id, operations_daftar.minta_tanggapan, "Tanggapan diminta dari {} desa/kelurahan.")


@bp.post("/<int:daftar_id>/kelanjutan")
@masuk_dulu
@transaksi
def lanjut(daftar_id: int) -> ResponseReturnValue:
    """Take the ticked packets on to verification."""
    return _banyak(daftar_id, operations_daftar.lanjutkan, "{} paket dilanjutkan ke verifikasi.")


def _banyak(daftar_id: int, langkah: Callable[..., None], kalimat: str) -> ResponseReturnValue:
    oleh: Pelaku = pelaku()
    queries_daftar.satu(daftar_id, untuk=oleh)
    milik = {p.id: p for p in queries_daftar.paket_daftar(daftar_id, untuk=oleh)}
    dipilih = [n for n in map(bilangan, request.form.getlist("paket")) if n in milik]
    if not dipilih:
        raise GalatIsian("Centang paling sedikit satu paket.")
    beres, gagal = 0, []
    for nomor in sorted(n for n in dipilih if n is not None):
        titik = db.session.begin_nested()
        try:
            versi = bilangan(request.form.get(f"versi.{nomor}"))
            langkah(operations.muat(nomor), oleh=oleh, versi=-1 if versi is None else versi)
            db.session.flush()
            titik.commit()
            beres += 1
        except Galat as galat:
            titik.rollback()
            gagal.append(f"{milik[nomor].desa}: {' '.join(galat.alasan)}")
    if beres:
        flash(kalimat.format(beres), "berhasil")
    for satu in gagal[:20]:
        flash(satu, "galat")
    return redirect(url_for("daftar.rinci", daftar_id=daftar_id), 303)


def _halaman(isi: dict[str, str], galat: GalatIsian | None) -> str:
    saya = pelaku()
    operations_daftar.wajib_menyusun(saya)
    semua, sebelum = queries_daftar.daftar(untuk=saya, sebelum=bilangan(request.args.get("sebelum")))
    return render_template(
        "daftar/halaman.html",
        daftar=[
            {"d": d, "jalur": sebutan("jalur", d.jalur, d.wilayah_kode), "jenis": label_jenis(d.jenis, d.wilayah_kode)}
            for d in semua
        ],
        sebelum=sebelum,
        pilihan_jalur=[(k, b["label"]) for k, b in berlaku("jalur", saya.wilayah).items()],
        pilihan_jenis=[(k, str(b["label"])) for k, b in operations_daftar.jenis_daftar(saya.wilayah).items()],
        pilihan_alasan=[(k, b["label"]) for k, b in berlaku("alasan_hapus", saya.wilayah).items()],
        isi=isi,
        galat=galat.bidang if galat else {},
        galat_umum=[k for k in (galat.alasan if galat else []) if galat and k not in galat.bidang.values()],
    )
