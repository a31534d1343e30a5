"""How does somebody of the kecamatan or of Dinas Sosial type for a village: begin, keep its signed form, end?"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import pengetikan, policy
from app.domain.akses.aksi import Aksi
from app.domain.dokumen import pemindaian
from app.domain.dokumen.queries import Unduhan
from app.domain.usulan import operations_pejabat, queries
from app.infra.db import db
from app.infra.galat import TidakAda
from app.web.dokumen.berkas import kirim_pdf
from app.web.sesi import masuk_dulu, muat_ulang, pelaku, sesi_kini
from app.web.transaksi import transaksi

Tampilan = TypeVar("Tampilan", bound=Callable[..., ResponseReturnValue])

bp = Blueprint("pengetikan", __name__, url_prefix="/pengetikan")


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """The villages for which the actor types, or the one being typed for."""
    saya = pelaku()
    if not saya.mengetik:
        policy.wajib_mungkin(saya, Aksi.DESA_KETIKKAN)
    desa = [] if saya.mengetik else pengetikan.desa_diketik(untuk=saya)
    return render_template("pengetikan/daftar.html", desa=desa)


@bp.post("")
@masuk_dulu
@transaksi
def mulai() -> ResponseReturnValue:
    """Type for one village from now on."""
    pengetikan.mulai(_sesi_id(), request.form.get("wilayah", "")[:13], oleh=pelaku())
    muat_ulang()
    flash("Anda kini mengetik untuk desa/kelurahan ini. Pilih “Selesai mengetik” bila sudah.", "berhasil")
    return redirect("/", 303)


@bp.post("/penyelesaian")
@masuk_dulu
@transaksi
def selesai() -> ResponseReturnValue:
    """Be oneself again."""
    if not pelaku().mengetik:
        return redirect("/pengetikan", 303)
    pengetikan.selesai(_sesi_id(), oleh=pelaku())
    muat_ulang()
    flash("Anda kembali bertugas sebagai diri sendiri.", "berhasil")
    return redirect("/", 303)


def _sesi_id() -> int:
    ini = sesi_kini()
    if ini is None:
        raise TidakAda
    return ini.id


def _formulir_dulu(tampilan: Tampilan) -> Tampilan:
    """Authority, then the files, before the transaction: photographs take seconds, and nobody waits for them."""

    @wraps(tampilan)
    def jalan(paket_id: int) -> ResponseReturnValue:
        paket = queries.satu(paket_id, untuk=pelaku())
        policy.wajib_boleh(pelaku(), Aksi.PAKET_SIAPKAN_MUSYAWARAH, paket)
        unggahan = [b for b in request.files.getlist("berkas") if b.filename]
        isi = [b.read() for b in unggahan]
        db.session.rollback()
        g.formulir = pemindaian.siapkan_pindaian(isi, unggahan[0].filename or "" if unggahan else "")
        return tampilan(paket_id)

    return jalan  # type: ignore[return-value]


@bp.post("/paket/<int:paket_id>/formulir")
@masuk_dulu
@_formulir_dulu
@transaksi
def simpan_formulir(paket_id: int) -> ResponseReturnValue:
    """Keep the scan of the signed form."""
    operations_pejabat.simpan_formulir(queries.satu(paket_id, untuk=pelaku()), g.formulir, oleh=pelaku())
    flash("Pindaian formulir tersimpan.", "berhasil")
    return redirect(url_for("paket.tampil", paket_id=paket_id), 303)


@bp.get("/formulir/<int:formulir_id>.pdf")
@masuk_dulu
def berkas_formulir(formulir_id: int) -> Response:
    """One scanned form as it came in."""
    f = operations_pejabat.formulir(formulir_id, untuk=pelaku())
    return kirim_pdf(Unduhan(sha256=f.sha256, nama=f"formulir-usulan-{f.id}.pdf"))
