"""What does a refusal look like? One page, one fragment, always a sentence and a way on."""

import logging

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.infra.db import db, hanya_baca
from app.infra.galat import Galat, GalatIsian, HalamanUsang, TidakBisa
from app.web.htmx import htmx
from app.web.titipan import terurai

log = logging.getLogger("sahih")

KALIMAT = {
    400: ("Permintaan tidak dapat dibaca", "Muat ulang halaman sebelumnya, lalu coba lagi."),
    403: ("Anda tidak berwenang", "Halaman atau tindakan ini bukan untuk peran Anda."),
    404: (
        "Halaman tidak ditemukan",
        "Halaman ini tidak ada atau berada di luar wilayah tugas Anda. Periksa kembali alamatnya.",
    ),
    405: ("Cara membuka halaman ini tidak tepat", "Kembali ke halaman sebelumnya, lalu pakai tombol yang tersedia."),
    413: ("Berkas terlalu besar", "Ukuran kiriman melebihi 25 MB. Kecilkan atau kirim satu per satu."),
    415: ("Jenis berkas tidak diterima", "Kirim berkas PDF, JPEG, PNG, atau XLSX."),
    429: ("Terlalu banyak percobaan", "Tunggu sebentar, lalu coba lagi."),
    500: (
        "Terjadi gangguan pada sistem",
        "Isian Anda belum tersimpan. Coba lagi beberapa saat lagi; bila berulang, beri tahu admin.",
    ),
    503: (
        "Sistem sedang tidak tersedia",
        "Basis data belum dapat dihubungi. Tidak ada yang berubah; coba lagi sebentar lagi.",
    ),
}


MUAT_ULANG = "Muat ulang halaman sebelumnya"


def jawab(kode: int, judul: str, alasan: list[str]) -> Response:
    """The refusal as htmx fragment or as page; whatever the transaction held is gone already."""
    db.session.rollback()
    hanya_baca(True)
    potongan = htmx()
    try:
        isi = render_template(
            "galat/_potongan.html" if potongan else "galat/galat.html",
            kode=kode,
            judul=judul,
            kalimat=alasan[0] if len(alasan) == 1 else "",
            alasan=alasan if len(alasan) > 1 else [],
            tautan=[] if potongan and kode != HalamanUsang.kode else _tautan(),
        )
    except DBAPIError:
        isi = f"<!doctype html><html lang=id><title>{judul}</title><h1>{judul}</h1><p>{' '.join(alasan)}</p></html>"
    return make_response(isi, kode)


def _tautan() -> list[dict[str, str]]:
    """The ways on. Reloading a refused form only sends it again, so the page it came from is offered afresh."""
    tautan = [{"label": "Ke halaman depan", "href": "/"}]
    asal = halaman_asal()
    return [{"label": MUAT_ULANG, "href": asal}, *tautan] if asal not in ("", "/") else tautan


def halaman_asal() -> str:
    """Where the page that sent this form can be read again by GET: its own address, else the one it came from.

    "" for a request that was a GET already, and where nothing of this site is known.
    """
    if request.method in ("GET", "HEAD"):
        return "" if request.url_rule else _induk(request.path)
    if _terbaca(request.path):
        return request.path
    asal = terurai(request.referrer or "")
    if asal.netloc != request.host or not _terbaca(asal.path):
        return ""
    return asal.path + (f"?{asal.query}" if asal.query else "")


def _induk(jalur: str) -> str:
    """Of an address that only takes forms: the nearest page above it."""
    atas = jalur.rpartition("/")[0]
    return atas if not atas or _terbaca(atas) else _induk(atas)


def _terbaca(jalur: str) -> bool:
    try:
        current_app.url_map.bind("").match(jalur, "GET")
    except (HTTPException, RequestRedirect):
        return False
    return True


def pasang(app: Flask) -> None:
    """Register the handlers, and for the layout the address that a refused form is read again at."""
    app.jinja_env.globals["halaman_asal"] = halaman_asal
    for jenis, penangan in (
        (Galat, _tolak),
        (StaleDataError, _usang),
        (IntegrityError, _bentrok),
        (OperationalError, _putus),
        (DataError, _di_luar_batas),
        (OverflowError, _di_luar_batas),
        (CSRFError, _csrf),
        (HTTPException, _http),
        (Exception, _tak_terduga),
    ):
        app.register_error_handler(jenis, penangan)


def _tolak(galat: Galat) -> Response:
    return jawab(galat.kode, galat.judul, galat.alasan or [KALIMAT.get(galat.kode, KALIMAT[500])[1]])


def _usang(_galat: StaleDataError) -> Response:
    return jawab(409, HalamanUsang.judul, ["Data ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi."])


def _bentrok(galat: IntegrityError) -> Response:
    log.warning("integrity: %s", type(galat.orig).__name__)
    return jawab(409, TidakBisa.judul, [_kalimat_kendala(str(galat.orig))])


def _putus(galat: OperationalError) -> Response:
    log.error("database: %s", type(galat.orig).__name__)
    return jawab(503, *_satu(503))


def _di_luar_batas(galat: DataError | OverflowError) -> Response:
    """A value that no column holds (SQLite says it with OverflowError). What was asked for does not exist."""
    log.warning("out of range at %s: %s", request.endpoint, type(getattr(galat, "orig", galat)).__name__)
    if request.method in ("GET", "HEAD"):
        return jawab(404, *_satu(404))
    return jawab(
        422,
        GalatIsian.judul,
        ["Ada isian yang terlalu panjang atau angkanya terlalu besar. Kembali, persingkat isiannya, lalu kirim lagi."],
    )


def _csrf(_galat: CSRFError) -> Response:
    return jawab(
        400,
        "Halaman ini sudah terlalu lama terbuka",
        ["Muat ulang halaman sebelumnya, lalu kirim lagi. Isian Anda tersimpan di perangkat ini."],
    )


def _http(galat: HTTPException) -> Response:
    kode = galat.code or 500
    jawaban = jawab(kode, *_satu(kode if kode in KALIMAT else 400))
    if retry := dict(galat.get_headers()).get("Retry-After"):
        jawaban.headers["Retry-After"] = retry
    return jawaban


def _tak_terduga(galat: Exception) -> Response:
    if current_app.config.get("TESTING"):
        raise galat
    log.error("unexpected error at %s", request.endpoint, exc_info=galat)
    return jawab(500, *_satu(500))


def _satu(kode: int) -> tuple[str, list[str]]:
    judul, kalimat = KALIMAT[kode]
    return judul, [kalimat]


PAKET_GANDA = "Desa ini sudah mempunyai paket yang masih disusun pada periode yang sama."
KENDALA = {
    "uq_paket_nomor": PAKET_GANDA,
    "paket.nomor": PAKET_GANDA,
    "uq_paket_terbuka": PAKET_GANDA,
    "uq_usulan_hidup": "Orang ini sudah mempunyai usulan sejenis yang masih berjalan.",
    "paket.wilayah_kode, paket.periode, paket.sifat": PAKET_GANDA,
    "usulan.warga_id, usulan.jenis": "Orang ini sudah mempunyai usulan sejenis yang masih berjalan.",
    "uq_warga_nik": "NIK itu sudah tercatat.",
    "warga.nik": "NIK itu sudah tercatat.",
    "uq_keluarga_no_kk": "Nomor KK itu sudah tercatat.",
    "keluarga.no_kk": "Nomor KK itu sudah tercatat.",
    "uq_pengguna_nama_pengguna": "Nama pengguna itu sudah dipakai.",
    "pengguna.nama_pengguna": "Nama pengguna itu sudah dipakai.",
}


def _kalimat_kendala(teks: str) -> str:
    """Constraint names become sentences; the database's own words (they may quote values) are never shown."""
    for nama, kalimat in KENDALA.items():
        if nama in teks:
            return kalimat
    return "Data ini bentrok dengan data yang sudah ada. Muat ulang halaman, lalu periksa lagi."
