"""What does a browser ask about matching? How many wait, the list, and the answer: looked at first, then stored."""

from collections import Counter
from functools import partial
from typing import Any

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.peran import Peran
from app.domain.aturan.berlaku import berlaku
from app.domain.usulan.operations_usulan import terapkan_padanan
from app.domain.usulan.queries_usulan import menunggu_padanan
from app.domain.verifikasi import operations
from app.domain.verifikasi.lembar import MAKS_BARIS, Bacaan
from app.domain.wilayah.cari import anak, satu
from app.domain.wilayah.kode import kecamatan, meliputi
from app.infra import clock, files
from app.infra.galat import GalatIsian, TidakAda
from app.web.lampiran import lampiran
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("padanan", __name__, url_prefix="/padanan")

UMUR_PRATINJAU = 24 * 3600
MAKS_GALAT = 100


@bp.get("")
@masuk_dulu
def halaman() -> ResponseReturnValue:
    """How many proposals wait for matching, per kecamatan; the ways out and in."""
    policy.wajib_mungkin(pelaku(), Aksi.PADANAN_EKSPOR)
    return _halaman()


@bp.post("/daftar")
@masuk_dulu
@transaksi
def daftar() -> ResponseReturnValue:
    """The list for the civil register: a POST, because taking it out is recorded."""
    wilayah = _wilayah(request.form.get("wilayah", ""))
    menunggu = menunggu_padanan(untuk=pelaku(), wilayah=wilayah)
    isi = operations.keluarkan_daftar(menunggu, oleh=pelaku())
    return lampiran(isi, f"daftar-pemadanan-{wilayah}-{clock.hari_ini(pelaku().zona).isoformat()}.xlsx")


@bp.post("/pratinjau")
@masuk_dulu
@transaksi
def pratinjau() -> ResponseReturnValue:
    """What the uploaded answer says, row by row; nothing is applied yet."""
    berkas = request.files.get("berkas")
    isi = berkas.read() if berkas and berkas.filename else b""
    try:
        if not isi:
            raise GalatIsian(bidang={"berkas": "Pilih berkas hasil pemadanan."})
        bacaan = operations.periksa_hasil(isi, menunggu_padanan(untuk=pelaku()), oleh=pelaku())
    except GalatIsian as galat:
        return make_response(_halaman(" ".join(galat.alasan)), 422)
    tanda = _penanda().dumps([files.simpan(isi).sha256, pelaku().pengguna_id]) if bacaan.jawaban else ""
    return _laporan(bacaan, bacaan.per_hasil(), tanda)


@bp.post("/hasil")
@masuk_dulu
@transaksi
def hasil() -> ResponseReturnValue:
    """Apply the answer that was looked at."""
    oleh = pelaku()
    isi = files.baca(_sha256(request.form.get("berkas", "")))
    terapkan = partial(terapkan_padanan, oleh=oleh)
    bacaan, hitung = operations.terima_hasil(isi, menunggu_padanan(untuk=oleh), terapkan, oleh=oleh)
    label = _label()
    rincian = ", ".join(f"{n} {label[k]['label'].lower()}" for k, n in hitung.items())
    flash(
        f"{sum(hitung.values())} hasil pemadanan tersimpan: {rincian}." if hitung else "Tidak ada yang tersimpan.",
        "berhasil" if hitung else "info",
    )
    if bacaan.galat:
        flash(f"{len(bacaan.galat)} baris tidak diterapkan. Perbaiki barisnya, lalu unggah lagi.", "peringatan")
    if bacaan.sisa:
        flash(f"Masih ada {bacaan.sisa} hasil di berkas itu. Unggah lagi untuk melanjutkan.", "peringatan")
    return redirect(url_for("padanan.halaman"), 303)


def _halaman(galat: str = "") -> str:
    menunggu = menunggu_padanan(untuk=pelaku())
    per_kecamatan = Counter(kecamatan(m.wilayah_kode) for m in menunggu)
    nama = {w.kode: w.nama for w in anak(pelaku().wilayah) + [satu(pelaku().wilayah)]}
    baris = [{"kode": k, "nama": nama.get(k, k), "jumlah": n} for k, n in sorted(per_kecamatan.items())]
    boleh_unggah = policy.mungkin(pelaku(), Aksi.PADANAN_IMPOR)
    return render_template(
        "padanan/halaman.html",
        baris=baris,
        jumlah=len(menunggu),
        penuh=len(menunggu) >= MAKS_BARIS,
        boleh_unggah=boleh_unggah,
        dukcapil=pelaku().peran is Peran.DUKCAPIL,
        galat=galat,
    )


def _laporan(bacaan: Bacaan, hitung: dict[str, int], tanda: str) -> str:
    return render_template(
        "padanan/pratinjau.html",
        hitung=hitung,
        label=_label(),
        galat=bacaan.galat[:MAKS_GALAT],
        jumlah_galat=len(bacaan.galat),
        jumlah=len(bacaan.jawaban),
        tanpa_jawaban=bacaan.tanpa_jawaban,
        tanda=tanda,
    )


def _label() -> dict[str, dict[str, Any]]:
    return berlaku("hasil_padanan", pelaku().wilayah)


def _wilayah(kode: str) -> str:
    """The chosen part of one's territory, else all of it; another's does not exist."""
    if kode and not meliputi(pelaku().wilayah, kode):
        raise TidakAda
    return kode or pelaku().wilayah


def _penanda() -> URLSafeTimedSerializer:
    """Signs which stored file this person looked at: no other file can be named instead."""
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="padanan")


def _sha256(tanda: str) -> str:
    try:
        sha256, pengguna_id = _penanda().loads(tanda, max_age=UMUR_PRATINJAU)
    except BadData:
        raise TidakAda("Pratinjau ini sudah tidak berlaku. Unggah lagi berkas hasilnya.") from None
    if pengguna_id != pelaku().pengguna_id:
        raise TidakAda
    return str(sha256)
