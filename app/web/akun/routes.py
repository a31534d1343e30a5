"""What can one do with one's own account?"""

import re

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.akses import masuk, policy, sandi
from app.domain.akses.aksi import Aksi
from app.infra.galat import GalatIsian, TidakAda
from app.web import sesi, titipan
from app.web.masukan import bilangan
from app.web.sesi import masuk_dulu, masuk_sebagian, pelaku, sesi_kini, transaksi_sendiri
from app.web.titipan import Titipan
from app.web.transaksi import transaksi

bp = Blueprint("akun", __name__, url_prefix="/akun")

# First match wins: Edge and Opera also call themselves Chrome, Chrome also calls itself Safari.
_PERAMBAN = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SISTEM = (
    ("Android", "Android"), ("iPhone|iPad", "iOS"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def perangkat(teks: str) -> str:
    """`Chrome di Android` for a browser's own long name."""
    nama = next((kata for pola, kata in _PERAMBAN if re.search(pola, teks)), "Peramban lain")
    sistem = next((kata for pola, kata in _SISTEM if re.search(pola, teks)), "")
    return f"{nama} di {sistem}" if sistem else nama


def _sesi() -> masuk.Sesi:
    ada = sesi_kini()
    if ada is None:
        raise TidakAda
    return ada


@bp.get("")
@masuk_dulu
def beranda() -> ResponseReturnValue:
    """Who am I here, and where am I signed in?"""
    ini = _sesi()
    daftar = [{"baris": b, "perangkat": perangkat(b.peramban)} for b in masuk.sesi_terbuka(ini)]
    mencetak, mengelola = (policy.mungkin(pelaku(), a) for a in (Aksi.DOKUMEN_TERBITKAN, Aksi.PENGGUNA_KELOLA))
    return render_template("akun/beranda.html", sesi=ini, daftar=daftar, mencetak=mencetak, mengelola=mengelola)


@bp.get("/penugasan")
@masuk_sebagian
def penugasan() -> ResponseReturnValue:
    """The assignments to choose from."""
    return _halaman_penugasan(titipan.dari_formulir())


def _halaman_penugasan(tujuan: Titipan, galat: str = "") -> ResponseReturnValue:
    ini = _sesi()
    pilihan = masuk.penugasan_berlaku(ini.pengguna_id)
    isi = render_template("akun/penugasan.html", sesi=ini, pilihan=pilihan, titipan=tujuan, galat=galat)
    return isi, 422 if galat else 200


@bp.post("/penugasan")
@masuk_sebagian
@transaksi
def pilih_penugasan() -> ResponseReturnValue:
    """Act under the chosen one from now on."""
    tujuan = titipan.dari_formulir()
    nomor = bilangan(request.form.get("penugasan"))
    if nomor is None:
        return _halaman_penugasan(tujuan, "Pilih penugasan yang Anda jalankan sekarang.")
    masuk.pilih_penugasan(_sesi(), nomor)
    return sesi.lengkapi_masuk(sesi.muat_ulang(), tujuan)


@bp.get("/sandi")
@masuk_sebagian
def sandi_baru() -> ResponseReturnValue:
    """The form for a new password."""
    return render_template("akun/sandi.html", sesi=_sesi(), titipan=titipan.dari_formulir(), galat={})


@bp.post("/sandi")
@masuk_sebagian
@transaksi_sendiri
def ganti_sandi() -> ResponseReturnValue:
    """Store it; every other device is signed out."""
    ini, tujuan = _sesi(), titipan.dari_formulir()
    with sesi.baca_saja():
        hash_lama = masuk.hash_sandi(ini.pengguna_id)
    try:
        if galat := _periksa(ini, hash_lama):
            raise GalatIsian(bidang=galat)
        hash_baru = sandi.buat_hash(request.form["sandi_baru"])
        with sesi.tulis():
            masuk.ganti_sandi(ini, hash_lama, hash_baru)
    except GalatIsian as tidak:
        galat = tidak.bidang or {"sandi_lama": tidak.alasan[0]}
        return render_template("akun/sandi.html", sesi=ini, titipan=tujuan, galat=galat), 422
    flash("Kata sandi sudah diganti. Perangkat lain yang masih masuk telah dikeluarkan.", "berhasil")
    return sesi.lengkapi_masuk(sesi.muat_ulang(), tujuan if tujuan or tujuan.lanjut else Titipan(lanjut="/akun"))


def _periksa(ini: masuk.Sesi, hash_lama: str) -> dict[str, str]:
    galat = {}
    baru = request.form.get("sandi_baru", "")
    if not ini.harus_ganti_sandi and not sandi.cocok(hash_lama, request.form.get("sandi_lama", "")):
        galat["sandi_lama"] = "Kata sandi sekarang tidak cocok. Ketik kembali kata sandi yang Anda pakai untuk masuk."
    if keberatan := sandi.keberatan(baru, ini.nama_pengguna):
        galat["sandi_baru"] = keberatan
    elif sandi.cocok(hash_lama, baru):
        galat["sandi_baru"] = "Kata sandi baru sama dengan yang sekarang. Pilih yang lain."
    elif baru != request.form.get("sandi_ulang", ""):
        galat["sandi_ulang"] = "Kedua isian kata sandi baru belum sama. Ketik ulang di sini."
    return galat


@bp.post("/sesi/<int:id_>/pencabutan")
@masuk_dulu
@transaksi
def cabut(id_: int) -> ResponseReturnValue:
    """Sign out one device."""
    masuk.cabut_sesi(id_, pengguna_id=pelaku().pengguna_id)
    flash("Perangkat itu sudah dikeluarkan.", "berhasil")
    return redirect("/akun", 303)


@bp.post("/sesi/pencabutan")
@masuk_dulu
@transaksi
def cabut_lain() -> ResponseReturnValue:
    """Sign out every device but this one."""
    masuk.cabut_semua(pelaku().pengguna_id, kecuali=pelaku().sesi_id)
    flash("Semua perangkat lain sudah dikeluarkan.", "berhasil")
    return redirect("/akun", 303)
