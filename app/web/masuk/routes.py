"""How does one sign in and out?"""

from dataclasses import dataclass

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.akses import masuk, sandi
from app.domain.akses.masuk import Calon
from app.infra.galat import GalatIsian
from app.web import sesi, titipan
from app.web.sesi import publik, transaksi_sendiri
from app.web.titipan import Titipan

bp = Blueprint("masuk", __name__)

TIDAK_COCOK = "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi."


@dataclass(frozen=True, slots=True)
class _Isian:
    nama_pengguna: str
    sandi: str
    alamat: str
    titipan: Titipan


@bp.get("/masuk")
@publik
def buka() -> ResponseReturnValue:
    """The form; who is signed in already goes on."""
    tujuan = titipan.dari_formulir()
    if ada := sesi.sesi_kini():
        return sesi.lengkapi_masuk(ada, tujuan)
    return _halaman(tujuan)


@bp.post("/masuk")
@publik
@transaksi_sendiri
def kirim() -> ResponseReturnValue:
    """Check the password. The slow hash is computed between two transactions, never inside one that may write."""
    isian = _Isian(
        request.form.get("nama_pengguna", "")[:200],
        request.form.get("sandi", "")[:1000],
        request.remote_addr or "",
        titipan.dari_formulir(),
    )
    lama = sesi.sesi_kini()
    with sesi.baca_saja():
        calon = masuk.calon(isian.nama_pengguna, isian.alamat)
    if calon.tunggu:
        return _tunggu(calon, isian)
    if not sandi.cocok(calon.sandi_hash, isian.sandi):
        with sesi.tulis():
            masuk.catat_gagal(calon, isian.alamat)
        return _halaman(isian.titipan, TIDAK_COCOK, isian.nama_pengguna, 422)
    return _mulai(calon, isian, lama)


def _mulai(calon: Calon, isian: _Isian, lama: masuk.Sesi | None) -> ResponseReturnValue:
    hash_baru = sandi.buat_hash(isian.sandi) if sandi.perlu_hash_ulang(calon.sandi_hash) else ""
    try:
        with sesi.tulis():
            if lama:
                masuk.cabut_sesi(lama.id, pengguna_id=lama.pengguna_id)
            peramban = request.user_agent.string
            token = masuk.mulai_sesi(calon, alamat=isian.alamat, peramban=peramban, hash_baru=hash_baru)
    except GalatIsian as tidak:
        return _halaman(isian.titipan, tidak.alasan[0], isian.nama_pengguna, 422)
    return sesi.lengkapi_masuk(sesi.masukkan(token), isian.titipan)


def _tunggu(calon: Calon, isian: _Isian) -> ResponseReturnValue:
    kalimat = (
        "Terlalu banyak percobaan masuk yang gagal. "
        f"Tunggu {calon.tunggu} detik, lalu coba lagi; akun ini tidak dikunci."
    )
    jawaban = make_response(_halaman(isian.titipan, kalimat, isian.nama_pengguna, 429))
    jawaban.headers["Retry-After"] = str(calon.tunggu)
    return jawaban


def _halaman(tujuan: Titipan, galat: str = "", nama_pengguna: str = "", kode: int = 200) -> ResponseReturnValue:
    return render_template("masuk/masuk.html", titipan=tujuan, galat=galat, nama_pengguna=nama_pengguna), kode


@bp.post("/masuk/titipan")
@publik
@transaksi_sendiri
def titip() -> ResponseReturnValue:
    """The form, carrying what a fragment request could not store."""
    return _halaman(titipan.dari_formulir())


@bp.post("/keluar")
@publik
@transaksi_sendiri
def keluar() -> ResponseReturnValue:
    """End this sign-in, here and in the database."""
    if ada := sesi.sesi_kini():
        with sesi.tulis():
            masuk.cabut_sesi(ada.id, pengguna_id=ada.pengguna_id)
    sesi.keluarkan()
    return titipan.alihkan("/masuk", Titipan())
