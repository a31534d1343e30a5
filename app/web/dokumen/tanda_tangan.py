"""How does an official sign on screen? One paper from its page, or all that wait, each as soon as it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    stream_template,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import penandatanganan as ttd
from app.domain.dokumen import percobaan
from app.infra import signing_bsre
from app.infra.db import db, hanya_baca
from app.infra.galat import Galat, GalatIsian
from app.infra.signing import Penandatangan, TandaTanganGagal
from app.web.dokumen.contoh import alamat
from app.web.dokumen.tertanda import kunci_berjeda, setelan, tertanda_dulu
from app.web.masukan import bilangan
from app.web.sesi import masuk_dulu, pelaku, tulis
from app.web.titipan import jalur_aman
from app.web.transaksi import transaksi

bp = Blueprint("tanda_tangan", __name__, url_prefix="/dokumen")


@dataclass(frozen=True)
class Hasil:
    """What became of one paper: `kalimat` says why not."""

    dokumen_id: int
    judul: str
    berhasil: bool
    kalimat: str = ""


def _satu(dokumen_id: int, oleh: Pelaku) -> ttd.Tertanda:
    siap = ttd.siapkan(dokumen_id, oleh=oleh, alamat=alamat())
    sandi = request.form.get("sandi", "")
    kunci = _kunci(oleh, sandi)
    db.session.rollback()
    with ttd.penandatangan(kunci, sandi, setelan(), _bsre()) as juru:
        return _tandatangani(siap, juru, kunci.seri, oleh, lagi="lagi" in request.form)


def _kunci(oleh: Pelaku, sandi: str) -> ttd.Kunci:
    nik = request.form.get("rahasia_nik", "")
    return kunci_berjeda(oleh, "sandi", lambda: ttd.kunci_saya(oleh=oleh, sandi=sandi, nik=nik))


def _tandatangani(siap: ttd.Siap, juru: Penandatangan, seri: str, oleh: Pelaku, *, lagi: bool) -> ttd.Tertanda:
    """Sign with no transaction open; what is asked of the state's provider is first written down."""
    if not siap.jauh:
        return ttd.tandatangani(siap, juru, seri)
    with tulis():
        percobaan.mulai_meminta(siap, oleh=oleh, lagi=lagi)
    try:
        return ttd.tandatangani(siap, juru)
    except TandaTanganGagal as gagal:
        with tulis():
            percobaan.selesai_meminta(siap, gagal)
        raise


@bp.post("/<int:dokumen_id>/tanda-tangan")
@masuk_dulu
@tertanda_dulu(Aksi.DOKUMEN_TANDA_TANGANI, _satu)
@transaksi
def satu(dokumen_id: int) -> ResponseReturnValue:
    """Sign one paper."""
    if isinstance(g.tertanda, GalatIsian):
        return make_response(_halaman(g.tertanda, dipilih=[dokumen_id]), 422)
    if isinstance(g.tertanda, Galat):
        raise g.tertanda
    ttd.catat(g.tertanda, oleh=pelaku(), versi=request.form.get("versi", -1, type=int))
    flash(f"{g.tertanda.siap.judul} sudah Anda tanda tangani secara elektronik.", "berhasil")
    return redirect(jalur_aman(request.form.get("kembali")) or url_for("dokumen.satu", dokumen_id=dokumen_id), 303)


@bp.get("/tanda-tangan")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """All papers that wait for the actor's electronic signature. Nothing is ticked unless it is the only one or the
    official asked for all: what was not read must not be signed by leaving a box alone."""
    policy.wajib_mungkin(pelaku(), Aksi.DOKUMEN_TANDA_TANGANI)
    return _halaman()


def _halaman(galat: GalatIsian | None = None, dipilih: Sequence[int] | None = None) -> str:
    semua = ttd.menunggu(untuk=pelaku())
    menunggu = [t for t in semua if not t.sebab]
    if dipilih is None:
        dipilih = [t.dokumen.id for t in menunggu] if len(menunggu) == 1 or _minta_semua() else []
    return render_template(
        "dokumen_halaman/tanda_tangan.html",
        cara=ttd.cara(pelaku().wilayah),
        menunggu=menunggu,
        terhalang=[t for t in semua if t.sebab],
        dipilih=[str(n) for n in dipilih],
        semua_dipilih=_minta_semua(),
        galat=galat.bidang if galat else {},
        alasan=galat.alasan if galat else [],
    )


def _minta_semua() -> bool:
    return request.args.get("pilih") == "semua"


@bp.post("/tanda-tangan")
@masuk_dulu
def banyak() -> ResponseReturnValue:
    """Sign the ticked papers one after the other; the page grows as each is done, also without JavaScript.

    Each paper is a transaction of its own. A form sent twice finds the second time nothing left to sign.
    """
    oleh, sandi = pelaku(), request.form.get("sandi", "")
    policy.wajib_mungkin(oleh, Aksi.DOKUMEN_TANDA_TANGANI)
    dipilih = [n for teks in request.form.getlist("dokumen") if (n := bilangan(teks)) is not None]
    try:
        semua = ttd.pilih(dipilih)
        kunci = _kunci(oleh, sandi)
    except GalatIsian as galat:
        return make_response(_halaman(galat, dipilih), 422)
    siap = [_siap(n, oleh) for n in semua]
    db.session.rollback()
    isi = stream_template(
        "dokumen_halaman/tanda_tangan_jalan.html",
        hasil=_jalankan(siap, kunci, sandi, oleh, "lagi" in request.form),
        jumlah=len(siap),
    )
    # Without a compressor between, each line reaches the reader when it is written.
    return Response(isi, headers={"Content-Encoding": "identity", "X-Accel-Buffering": "no"})


def _siap(dokumen_id: int, oleh: Pelaku) -> ttd.Siap | Hasil:
    try:
        return ttd.siapkan(dokumen_id, oleh=oleh, alamat=alamat())
    except Galat as tidak:
        return Hasil(dokumen_id, f"Dokumen {dokumen_id}", berhasil=False, kalimat=" ".join(tidak.alasan))


def _jalankan(
    siap: Sequence[ttd.Siap | Hasil], kunci: ttd.Kunci, sandi: str, oleh: Pelaku, lagi: bool
) -> Iterator[Hasil]:
    hanya_baca(False)
    with ttd.penandatangan(kunci, sandi, setelan(), _bsre()) as juru:
        for s in siap:
            yield s if isinstance(s, Hasil) else _tanda(s, juru, kunci.seri, oleh, lagi)


def _tanda(s: ttd.Siap, juru: Penandatangan, seri: str, oleh: Pelaku, lagi: bool) -> Hasil:
    try:
        tertanda = _tandatangani(s, juru, seri, oleh, lagi=lagi)
        with tulis():
            ttd.catat(tertanda, oleh=oleh)
    except Galat as tidak:
        return Hasil(s.dokumen_id, s.judul, berhasil=False, kalimat=" ".join(tidak.alasan))
    return Hasil(s.dokumen_id, s.judul, berhasil=True)


def _bsre() -> signing_bsre.Setelan | None:
    c = current_app.config
    if not c["SAHIH_BSRE"]:
        return None
    return signing_bsre.Setelan(
        str(c["SAHIH_BSRE"]), str(c["SAHIH_BSRE_PENGGUNA"]), str(c["SAHIH_BSRE_SANDI"]), int(c["SAHIH_BSRE_VERSI"])
    )
