"""How do people reach it? One blueprint per URL noun, and what every page shares."""

from flask import Flask
from flask_wtf import CSRFProtect
from htmx_flask import Htmx

from app.web import fakta, galat, keamanan, konteks, masukan, sesi, statis
from app.web.admin.aturan import bp as admin_aturan
from app.web.admin.pengguna import bp as admin_pengguna
from app.web.admin.pengguna_impor import bp as admin_pengguna_impor
from app.web.akun.routes import bp as akun
from app.web.beranda.routes import bp as beranda
from app.web.bundel.routes import bp as bundel
from app.web.daftar.routes import bp as daftar
from app.web.dokumen.agenda import bp as agenda
from app.web.dokumen.routes import bp as dokumen
from app.web.dokumen.segel import bp as segel
from app.web.dokumen.tanda_tangan import bp as tanda_tangan
from app.web.dokumen.tumpukan import bp as tumpukan
from app.web.dokumen.unit import bp as naskah_unit
from app.web.himpunan.routes import bp as himpunan
from app.web.kesehatan.routes import bp as kesehatan
from app.web.kunjungan.routes import bp as kunjungan
from app.web.lacak.routes import bp as lacak
from app.web.laporan.routes import bp as laporan
from app.web.masuk.routes import bp as masuk
from app.web.padanan.routes import bp as padanan
from app.web.paket.routes import bp as paket
from app.web.pemberitahuan.routes import bp as pemberitahuan
from app.web.pemeriksaan.routes import bp as pemeriksaan
from app.web.pengetikan.routes import bp as pengetikan
from app.web.penugasan.routes import bp as penugasan
from app.web.rapat.routes import bp as rapat
from app.web.registri.routes import bp as registri
from app.web.registri.routes_berkas import bp as registri_berkas
from app.web.registri.routes_impor import bp as registri_impor
from app.web.registri.routes_kk import bp as registri_kk
from app.web.registri.routes_mutasi import bp as registri_mutasi
from app.web.siks.routes import bp as siks
from app.web.telaah.routes import bp as telaah
from app.web.tentang.routes import bp as tentang
from app.web.usulan.routes import bp as usulan
from app.web.v.routes import bp as v
from app.web.verifikasi.routes import bp as verifikasi

csrf = CSRFProtect()

BLUEPRINT = (
    registri,
    registri_berkas,
    registri_impor,
    registri_kk,
    registri_mutasi,
    admin_aturan,
    telaah,
    tentang,
    admin_pengguna,
    admin_pengguna_impor,
    akun,
    beranda,
    bundel,
    dokumen,
    tanda_tangan,
    segel,
    agenda,
    tumpukan,
    naskah_unit,
    v,
    verifikasi,
    kesehatan,
    masuk,
    kunjungan,
    lacak,
    laporan,
    padanan,
    himpunan,
    siks,
    daftar,
    paket,
    usulan,
    pemberitahuan,
    pemeriksaan,
    rapat,
    pengetikan,
    penugasan,
)


def pasang(app: Flask) -> None:
    """Install the web layer on the application."""
    Htmx(app)
    masukan.pasang(app)
    # Before the CSRF guard: a form that comes after the session ended is kept, not refused.
    sesi.pasang(app)
    csrf.init_app(app)
    keamanan.pasang(app)
    fakta.pasang(app)
    statis.pasang(app)
    galat.pasang(app)
    konteks.pasang(app)
    for bp in BLUEPRINT:
        app.register_blueprint(bp)
