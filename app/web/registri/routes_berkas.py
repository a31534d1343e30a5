"""How do proofs and photographs come to a family's page, and how are they served?"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from flask import Blueprint, Response, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.registri import berkas as berkas_keluarga
from app.domain.registri import queries
from app.infra.db import db
from app.infra.galat import GalatIsian
from app.web.registri.routes import halaman_keluarga
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("registri_berkas", __name__, url_prefix="/registri")

Tampilan = TypeVar("Tampilan", bound=Callable[..., ResponseReturnValue])
MAKS_BERKAS = 10


def siapkan_dulu(tampilan: Tampilan) -> Tampilan:
    """Check, draw again and store the sent files before the write transaction begins: on SQLite it holds the one
    lock, and a photograph takes a while. A refusal is shown on the family's page."""

    @wraps(tampilan)
    def jalan(keluarga_id: int) -> ResponseReturnValue:
        kiriman = [b for b in request.files.getlist("berkas") if b.filename]
        # Authority first: nobody else's bytes are taken in.
        keluarga = queries.keluarga(keluarga_id, untuk=pelaku())
        policy.wajib_boleh(pelaku(), Aksi.REGISTRI_UBAH, keluarga)
        db.session.rollback()
        try:
            if not 0 < len(kiriman) <= MAKS_BERKAS:
                raise GalatIsian(f"Pilih paling sedikit satu dan paling banyak {MAKS_BERKAS} berkas.")
            berkas_keluarga.wajib_jenis(request.form.get("jenis", ""), keluarga.wilayah_kode)
            g.berkas_siap = berkas_keluarga.siapkan_semua((b.read(), b.filename or "") for b in kiriman)
        except GalatIsian as galat:
            return halaman_keluarga(keluarga_id, galat.bidang or {"berkas": " ".join(galat.alasan)})
        return tampilan(keluarga_id)

    return cast(Tampilan, jalan)


@bp.post("/keluarga/<int:keluarga_id>/berkas")
@masuk_dulu
@siapkan_dulu
@transaksi
def unggah(keluarga_id: int) -> ResponseReturnValue:
    """Add proofs and photographs."""
    try:
        for siap in g.berkas_siap:
            berkas_keluarga.simpan_berkas(keluarga_id, request.form.get("jenis", ""), siap, oleh=pelaku())
    except GalatIsian as galat:
        return halaman_keluarga(keluarga_id, galat.bidang or {"berkas": " ".join(galat.alasan)})
    flash(f"{len(g.berkas_siap)} berkas sudah disimpan.", "berhasil")
    return redirect(
        url_for("registri.keluarga", keluarga_id=keluarga_id, paket=request.form.get("paket", type=int)) + "#berkas",
        303,
    )


@bp.get("/berkas/<int:berkas_id>")
@masuk_dulu
def berkas(berkas_id: int) -> ResponseReturnValue:
    """A proof itself, only to whom its family is visible."""
    b = queries.berkas(berkas_id, untuk=pelaku())
    return kirim_aman(b.isi, b.mime, b.nama, unduh=bool(request.args.get("unduh")))


def kirim_aman(isi: bytes, mime: str, nama: str, *, unduh: bool = False) -> Response:
    """Bytes that somebody uploaded: never sniffed, never scripted, never kept by a cache."""
    jawaban = make_response(isi)
    jawaban.mimetype = mime
    jawaban.headers["Content-Disposition"] = f'{"attachment" if unduh else "inline"}; filename="{nama}"'
    jawaban.headers["X-Content-Type-Options"] = "nosniff"
    jawaban.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    )
    jawaban.headers["Cache-Control"] = "private, no-store"
    return jawaban


@bp.post("/berkas/<int:berkas_id>/penghapusan")
@masuk_dulu
@transaksi
def hapus_berkas(berkas_id: int) -> ResponseReturnValue:
    """Take a proof out of the family's list."""
    b = berkas_keluarga.hapus_berkas(berkas_id, oleh=pelaku())
    flash("Berkas sudah dihapus dari daftar.", "berhasil")
    return redirect(url_for("registri.keluarga", keluarga_id=b.keluarga_id) + "#berkas", 303)
