"""How do people reach it? One blueprint per URL noun, and what every page shares."""

from flask import Flask
from flask_wtf import CSRFProtect
from htmx_flask import Htmx

from app.web import galat, keamanan, konteks, sesi, statis
from app.web.admin.pengguna import bp as admin_pengguna
from app.web.admin.pengguna_impor import bp as admin_pengguna_impor
from app.web.admin.aturan import bp as admin_aturan
from app.web.akun.routes import bp as akun
from app.web.beranda.routes import bp as beranda
from app.web.kesehatan.routes import bp as kesehatan
from app.web.masuk.routes import bp as masuk
from app.web.pemberitahuan.routes import bp as pemberitahuan
from app.web.tentang.routes import bp as tentang

csrf = CSRFProtect()

BLUEPRINT = (
    admin_aturan,
    tentang,
    admin_pengguna,
    admin_pengguna_impor,
    akun,
    beranda,
    kesehatan,
    masuk,
    pemberitahuan,
)


def pasang(app: Flask) -> None:
    """Install the web layer on the application."""
    Htmx(app)
    csrf.init_app(app)
    sesi.pasang(app)
    keamanan.pasang(app)
    statis.pasang(app)
    galat.pasang(app)
    konteks.pasang(app)
    for bp in BLUEPRINT:
        app.register_blueprint(bp)
