"""Who is on the other end of this request? The cookie's token, its row, and the door of every view."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import Flask, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from app.domain.akses import masuk
from app.domain.akses.masuk import Sesi
from app.domain.akses.pelaku import Pelaku
from app.domain.notifikasi.queries import BELUM_DIBACA
from app.infra.db import db, hanya_baca
from app.infra.galat import TidakBoleh
from app.web import titipan
from app.web.htmx import htmx
from app.web.titipan import Titipan

Tampilan = TypeVar("Tampilan", bound=Callable[..., ResponseReturnValue])

# What every page shows, read along with the sign-in: a statement of its own would be a round trip more on every page.
IKUT = (BELUM_DIBACA,)

manajer = LoginManager()
# The row in the database decides, not the browser's name or address: both change on a phone in the field.
manajer.session_protection = None


class Pengunjung(UserMixin):
    """What Flask-Login holds: the token and the sign-in that it stands for."""

    def __init__(self, token: str, sesi: Sesi) -> None:
        self.token = token
        self.sesi = sesi

    def get_id(self) -> str:
        """The value in the cookie: random, meaningless without its row."""
        return self.token


@manajer.user_loader
def _muat(token: str) -> Pengunjung | None:
    sesi = masuk.sesi_dari_token(token, IKUT)
    return Pengunjung(token, sesi) if sesi else None


def muat_pelaku(token: str) -> Pelaku | None:
    """The actor behind a cookie's token, in one statement."""
    sesi = masuk.sesi_dari_token(token, IKUT)
    return sesi.pelaku if sesi else None


def sesi_kini() -> Sesi | None:
    """The sign-in of this request, also one that has not chosen its assignment yet."""
    pengunjung = current_user._get_current_object()  # once: each look through the proxy costs as much as the answer
    return pengunjung.sesi if isinstance(pengunjung, Pengunjung) else None


def belum_dibaca() -> int:
    """How many notices wait for the person of this request, counted up to 100."""
    sesi = sesi_kini()
    return int(sesi.ikut[0] or 0) if sesi else 0


def pelaku_atau_tiada() -> Pelaku | None:
    """The actor of this request, or None."""
    sesi = sesi_kini()
    return sesi.pelaku if sesi else None


def pelaku() -> Pelaku:
    """The actor of this request; under `masuk_dulu` there always is one."""
    siapa = pelaku_atau_tiada()
    if siapa is None:
        raise TidakBoleh("Masuk lebih dahulu untuk melakukan tindakan ini.")
    return siapa


def publik(tampilan: Tampilan) -> Tampilan:
    """Mark a view that anybody may open."""
    tampilan._akses = "publik"  # type: ignore[attr-defined]
    return tampilan


def masuk_dulu(tampilan: Tampilan) -> Tampilan:
    """Only for somebody who is signed in, acts under an assignment, and has a password of one's own."""

    @wraps(tampilan)
    def jaga(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        sesi = sesi_kini()
        if sesi is None:
            return minta_masuk()
        if sesi.harus_ganti_sandi or sesi.pelaku is None:
            return lengkapi_masuk(sesi, _tujuan())
        return tampilan(*args, **kwargs)

    jaga._akses = "masuk"  # type: ignore[attr-defined]
    return cast(Tampilan, jaga)


def masuk_sebagian(tampilan: Tampilan) -> Tampilan:
    """As `masuk_dulu`, also for who must still choose an assignment or a password."""

    @wraps(tampilan)
    def jaga(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        return tampilan(*args, **kwargs) if sesi_kini() else minta_masuk()

    jaga._akses = "masuk"  # type: ignore[attr-defined]
    return cast(Tampilan, jaga)


def minta_masuk() -> ResponseReturnValue:
    """Ask to sign in: a GET is led there and back, a POST keeps what was being sent."""
    if htmx():
        return _potongan_masuk()
    tujuan = _tujuan()
    if request.method in ("GET", "HEAD"):
        return titipan.alihkan("/masuk", tujuan)
    return make_response(render_template("masuk/masuk.html", titipan=tujuan, galat="", nama_pengguna=""), 401)


def _potongan_masuk() -> ResponseReturnValue:
    if request.method in ("GET", "HEAD"):
        halaman = titipan.terurai(request.headers.get("HX-Current-URL", ""))
        lanjut = titipan.jalur_aman(halaman.path + (f"?{halaman.query}" if halaman.query else ""))
        tujuan = Titipan(lanjut=lanjut)
    else:
        tujuan = _tujuan()
    url = f"/masuk?lanjut={quote(tujuan.lanjut)}"
    return make_response(render_template("masuk/_berakhir.html", titipan=tujuan, url_masuk=url), 401)


def _tujuan() -> Titipan:
    if request.method in ("GET", "HEAD"):
        return Titipan(lanjut=titipan.jalur_aman(request.full_path.rstrip("?")))
    return titipan.dari_kiriman()


def lengkapi_masuk(sesi: Sesi, tujuan: Titipan) -> ResponseReturnValue:
    """What still stands between a correct password and the work: a password of one's own, an assignment."""
    if sesi.harus_ganti_sandi:
        if tujuan:
            return render_template("akun/sandi.html", sesi=sesi, titipan=tujuan, galat={})
        return titipan.alihkan("/akun/sandi", tujuan)
    if sesi.pelaku is None:
        if tujuan:
            pilihan = masuk.penugasan_berlaku(sesi.pengguna_id)
            isi = {"sesi": sesi, "pilihan": pilihan, "titipan": tujuan, "galat": ""}
            return render_template("akun/penugasan.html", **isi)
        return titipan.alihkan("/akun/penugasan", tujuan)
    return titipan.teruskan(tujuan)


def masukkan(token: str) -> Sesi:
    """Give the browser a new session that holds nothing of the old one (fixation), and the token."""
    session.clear()
    titipan.token_baru()
    sesi = masuk.sesi_dari_token(token, IKUT)
    if sesi is None:
        raise TidakBoleh("Sesi ini sudah tidak berlaku. Masuk kembali.")
    login_user(Pengunjung(token, sesi))
    return sesi


def keluarkan() -> None:
    """Take the session from the browser."""
    logout_user()
    session.clear()
    titipan.token_baru()


def muat_ulang() -> Sesi:
    """Read the sign-in again after the request itself has changed it."""
    token = current_user.get_id()
    sesi = masuk.sesi_dari_token(token, IKUT)
    if sesi is None:
        raise TidakBoleh("Sesi ini sudah tidak berlaku. Masuk kembali.")
    login_user(Pengunjung(token, sesi))
    return sesi


@contextmanager
def baca_saja() -> Iterator[None]:
    """A read-only transaction inside a POST: slow hashing follows it and must not hold the write lock."""
    db.session.rollback()
    hanya_baca(True)
    try:
        yield
    finally:
        db.session.rollback()
        hanya_baca(False)


@contextmanager
def tulis() -> Iterator[None]:
    """A transaction of its own, which stays although the request fails: a refused sign-in, one item of many."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def transaksi_sendiri(tampilan: Tampilan) -> Tampilan:
    """Mark a POST view that draws its transactions itself, with `baca_saja` and `tulis`."""
    tampilan._transaksi = True  # type: ignore[attr-defined]
    return tampilan


def pasang(app: Flask) -> None:
    """Install Flask-Login, and ask for the sign-in before the CSRF guard speaks.

    A form that arrives after the session ended may have lost its token too; it must be kept, not refused.
    """
    manajer.init_app(app)

    @app.before_request
    def simpan_kiriman() -> ResponseReturnValue | None:
        if request.method in ("GET", "HEAD", "OPTIONS") or not request.endpoint:
            return None
        tampilan = app.view_functions.get(request.endpoint)
        if getattr(tampilan, "_akses", "") == "masuk" and sesi_kini() is None:
            return minta_masuk()
        return None
