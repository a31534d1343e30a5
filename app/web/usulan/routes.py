"""How is a proposal reached? Its form while it is drafted, its page for everybody else, and what is added to it."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.registri import berkas as berkas_keluarga
from app.domain.registri.berkas import BerkasSiap
from app.domain.usulan import operations_usulan, queries_isian, queries_usulan
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian, HalamanUsang, TidakBisa
from app.web.htmx import htmx
from app.web.paket.langkah import versi_kiriman
from app.web.sesi import masuk_dulu, pelaku, transaksi_sendiri, tulis
from app.web.transaksi import transaksi
from app.web.usulan import langkah, tampilan

if TYPE_CHECKING:
    from app.domain.usulan.models import Usulan

bp = Blueprint("usulan", __name__, url_prefix="/usulan")
langkah.pasang(bp)
MAKS_BERKAS = 10


def _milik(usulan_id: int) -> "Usulan":
    return queries_usulan.satu(usulan_id, untuk=pelaku())


@bp.get("/<int:usulan_id>")
@masuk_dulu
def tampil(usulan_id: int) -> ResponseReturnValue:
    """The form for who drafts it, else the page to read."""
    u, saya = _milik(usulan_id), pelaku()
    if tampilan.dapat_diisi(u, saya):
        return _formulir(u)
    return render_template("usulan/tampil.html", **tampilan.halaman(u, saya))


def _formulir(u: "Usulan", galat: Galat | None = None, **lain: Any) -> str:
    isi = request.form if galat and not lain.get("galat_berkas") else None
    bidang = galat.bidang if isinstance(galat, GalatIsian) else {}
    return render_template(
        "usulan/formulir.html",
        **tampilan.formulir(u, pelaku(), isi),
        **{
            "galat": bidang,
            "galat_umum": [k for k in (galat.alasan if galat else []) if k not in bidang.values()],
            "galat_berkas": {},
            **lain,
        },
    )


def _kiriman() -> dict[str, list[str]]:
    return request.form.to_dict(flat=False)


@bp.post("/<int:usulan_id>/isian")
@masuk_dulu
@transaksi
def isian(usulan_id: int) -> ResponseReturnValue:
    """Keep what was typed: by itself while typing, or by the button."""
    u = _milik(usulan_id)
    alasan = u.alasan_kode
    try:
        operations_usulan.simpan_isi(u, _kiriman(), oleh=pelaku(), versi=versi_kiriman(request.form))
    except (GalatIsian, HalamanUsang) as galat:
        return _tolak_isian(u, galat)
    if htmx():
        # Each reason asks for proofs of its own: a page that kept the old ones would name what it has no field for.
        ubin = queries_isian.bukti(u, untuk=pelaku()) if u.alasan_kode != alasan else []
        return render_template("usulan/_tersimpan.html", **tampilan.kurang(u), ubin=ubin, galat_berkas={})
    flash("Isian tersimpan.", "berhasil")
    return redirect(url_for("usulan.tampil", usulan_id=usulan_id), 303)


def _tolak_isian(u: "Usulan", galat: Galat) -> ResponseReturnValue:
    usulan_id = u.id
    if htmx():
        if isinstance(galat, HalamanUsang):
            raise galat
        db.session.rollback()
        return make_response(render_template("usulan/_belum_tersimpan.html", alasan=galat.alasan), 422)
    db.session.rollback()
    u = _milik(usulan_id)
    if not tampilan.dapat_diisi(u, pelaku()):
        raise galat
    return make_response(_formulir(u, galat), galat.kode)


@bp.post("/<int:usulan_id>/kelengkapan")
@masuk_dulu
@transaksi
def kelengkapan(usulan_id: int) -> ResponseReturnValue:
    """Save what was typed, then declare it complete; what is missing does not undo the saving."""
    u = _milik(usulan_id)
    try:
        operations_usulan.simpan_isi(u, _kiriman(), oleh=pelaku(), versi=versi_kiriman(request.form))
    except (GalatIsian, HalamanUsang) as galat:
        return _tolak_isian(u, galat)
    try:
        operations_usulan.lengkapi(u, oleh=pelaku(), versi=u.versi_baris)
    except TidakBisa as galat:
        flash("Isian tersimpan, tetapi belum dapat ditandai lengkap. " + " ".join(galat.alasan), "peringatan")
        return redirect(url_for("usulan.tampil", usulan_id=usulan_id, _anchor="kurang"), 303)
    flash(f"Usulan {u.nama} lengkap. Cari warga berikutnya.", "berhasil")
    return redirect(url_for("paket.tampil", paket_id=u.paket_id, lanjut=1), 303)


@bp.post("/<int:usulan_id>/berkas")
@masuk_dulu
@transaksi_sendiri
def berkas(usulan_id: int) -> ResponseReturnValue:
    """Add proofs to the family from the proposal's own page; files are prepared before the transaction."""
    u = _milik(usulan_id)
    policy.wajib_boleh(pelaku(), Aksi.REGISTRI_UBAH, u)
    keluarga_id, wilayah, jenis = u.keluarga_id, u.wilayah_kode, request.form.get("jenis", "")
    db.session.rollback()
    try:
        siap = _siapkan(jenis, wilayah)
        with tulis():
            for satu in siap:
                berkas_keluarga.simpan_berkas(keluarga_id, jenis, satu, oleh=pelaku())
    except GalatIsian as galat:
        u = _milik(usulan_id)
        kesalahan = {jenis: " ".join(galat.alasan)}
        if not tampilan.dapat_diisi(u, pelaku()):
            raise
        return make_response(_formulir(u, galat, galat_berkas=kesalahan), 422)
    flash("Bukti tersimpan.", "berhasil")
    return redirect(url_for("usulan.tampil", usulan_id=usulan_id, _anchor="bukti"), 303)


def _siapkan(jenis: str, wilayah_kode: str) -> list[BerkasSiap]:
    kiriman = [b for b in request.files.getlist("berkas") if b.filename]
    if not 0 < len(kiriman) <= MAKS_BERKAS:
        raise GalatIsian(f"Pilih paling sedikit satu dan paling banyak {MAKS_BERKAS} berkas.")
    berkas_keluarga.wajib_jenis(jenis, wilayah_kode)
    return berkas_keluarga.siapkan_semua((b.read(), b.filename or "") for b in kiriman)


@bp.post("/<int:usulan_id>/tanda-terima")
@masuk_dulu
@transaksi
def tanda_terima(usulan_id: int) -> ResponseReturnValue:
    """Issue the resident's receipt and open it."""
    dokumen = operations_usulan.tanda_terima(_milik(usulan_id), oleh=pelaku())
    return redirect(f"/dokumen/{dokumen.id}", 303)
