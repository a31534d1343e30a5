"""How does the kecamatan keep who works and signs in its villages: posts with a decree, and posts that only sign?"""

import datetime as dt
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.akses import penugasan_desa, policy, queries_desa
from app.domain.akses.aksi import Aksi
from app.domain.akses.isian import baca_pengguna, baca_penugasan, baca_tanggal
from app.domain.akses.peran import SEBUTAN, Peran
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian
from app.web.masukan import bilangan, isian_teks
from app.web.sesi import masuk_dulu, pelaku, pelaku_atau_tiada
from app.web.transaksi import transaksi

bp = Blueprint("penugasan", __name__, url_prefix="/penugasan")
PERAN = [(str(Peran.KEPALA_DESA), "Kepala desa/lurah"), (str(Peran.OPERATOR_DESA), "Operator desa/kelurahan")]


@bp.before_request
def jaga() -> None:
    """Only who keeps the villages' posts; an anonymous request is led to the sign-in by the view itself."""
    if (siapa := pelaku_atau_tiada()) is not None:
        policy.wajib_mungkin(siapa, Aksi.PENGGUNA_KELOLA_DESA)


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """Every village with its posts."""
    return _halaman_daftar({})


def _halaman_daftar(galat: dict[str, str]) -> ResponseReturnValue:
    kemarin = clock.hari_ini(pelaku().zona) - dt.timedelta(days=1)
    desa = queries_desa.daftar(untuk=pelaku())
    halaman = render_template("penugasan/daftar.html", desa=desa, galat=galat, kemarin=kemarin)
    return make_response(halaman, 422 if galat else 200)


@bp.get("/baru")
@masuk_dulu
def baru() -> ResponseReturnValue:
    """The form for a post, of a new person or a known one."""
    return _formulir({"kode_wilayah": request.args.get("desa", "")[:13]}, {})


def _formulir(isi: dict[str, str], galat: dict[str, str]) -> ResponseReturnValue:
    saya = pelaku()
    awal = {"sebutan": "definitif", "mulai": clock.hari_ini(saya.zona).isoformat(), "peran": "kepala_desa"}
    halaman = render_template(
        "penugasan/formulir.html",
        isi={**awal, **isi},
        galat=galat,
        desa=[(d.kode, d.sebutan) for d in queries_desa.daftar(untuk=saya)],
        orang=[(str(i), nama) for i, nama in queries_desa.orang_dikenal(untuk=saya)],
        peran=PERAN,
        sebutan=[(s, s) for s in SEBUTAN],
    )
    return make_response(halaman, 422 if galat else 200)


@bp.post("")
@masuk_dulu
@transaksi
def simpan() -> ResponseReturnValue:
    """Give the post; for a new person the one-time password is on this answer and nowhere else."""
    isi, kenal = isian_teks(), bilangan(request.form.get("orang"))
    tugas, galat = baca_penugasan(isi)
    orang, galat_orang = baca_pengguna(isi) if kenal is None else (None, {})
    try:
        if tugas is None or (kenal is None and orang is None):
            raise GalatIsian(bidang={**galat, **galat_orang})
        if kenal is None and orang is not None:
            p, sekali = penugasan_desa.buat(orang, tugas, oleh=pelaku())
            return render_template("penugasan/sandi.html", orang=p, sandi=sekali)
        penugasan_desa.tambah(kenal or 0, tugas, oleh=pelaku())
    except GalatIsian as tidak:
        db.session.rollback()
        return _formulir(isi, dict(tidak.bidang))
    flash("Penugasan tersimpan. Admin diberi tahu.", "berhasil")
    return redirect("/penugasan", 303)


@bp.post("/<int:penugasan_id>/pengakhiran")
@masuk_dulu
@transaksi
def akhiri(penugasan_id: int) -> ResponseReturnValue:
    """Say which day is the last."""
    try:
        penugasan_desa.akhiri(penugasan_id, baca_tanggal(request.form.get("selesai", "")), oleh=pelaku())
    except GalatIsian as tidak:
        db.session.rollback()
        return _halaman_daftar({f"selesai-{penugasan_id}": tidak.alasan[0]})
    flash("Tanggal akhir penugasan tersimpan. Admin diberi tahu.", "berhasil")
    return redirect("/penugasan", 303)


@bp.post("/orang/<int:pengguna_id>/sandi")
@masuk_dulu
@transaksi
def atur_ulang_sandi(pengguna_id: int) -> ResponseReturnValue:
    """A new one-time password, on this answer and nowhere else."""
    orang, sekali = penugasan_desa.atur_ulang_sandi(pengguna_id, oleh=pelaku())
    return render_template("penugasan/sandi.html", orang=orang, sandi=sekali)


@bp.get("/pejabat")
@masuk_dulu
def pejabat() -> ResponseReturnValue:
    """The form for a post that signs without an account."""
    return _formulir_pejabat({"kode_wilayah": request.args.get("desa", "")[:13]}, {})


def _formulir_pejabat(isi: dict[str, str], galat: dict[str, Any]) -> ResponseReturnValue:
    saya = pelaku()
    halaman = render_template(
        "penugasan/pejabat.html",
        isi={"mulai": clock.hari_ini(saya.zona).isoformat(), **isi},
        galat=galat,
        desa=[(d.kode, d.sebutan) for d in queries_desa.daftar(untuk=saya)],
        jabatan=[(k, penugasan_desa.label_jabatan(k)) for k in penugasan_desa.JABATAN_DESA],
    )
    return make_response(halaman, 422 if galat else 200)


@bp.post("/pejabat")
@masuk_dulu
@transaksi
def simpan_pejabat() -> ResponseReturnValue:
    """Name who holds the post from a day on."""
    isi = isian_teks()
    mulai = baca_tanggal(isi.get("mulai", ""))
    try:
        if mulai is None:
            raise GalatIsian(bidang={"mulai": "Isi tanggal mulainya, misalnya 01/12/2026."})
        nilai = {k: isi.get(k, "") for k in ("nama", "nip", "nomor_sk")}
        penugasan_desa.tetapkan_pejabat(
            isi.get("kode_wilayah", ""), isi.get("jabatan", ""), nilai, mulai=mulai, oleh=pelaku()
        )
    except GalatIsian as tidak:
        db.session.rollback()
        return _formulir_pejabat(isi, dict(tidak.bidang))
    flash("Nama pejabat tersimpan dan tercetak pada dokumen berikutnya. Admin diberi tahu.", "berhasil")
    return redirect("/penugasan", 303)
