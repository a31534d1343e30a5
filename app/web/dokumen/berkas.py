"""How do papers travel: bytes out with their hash as ETag, uploads in before any lock is taken?"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Response, g, request
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.bundel import queries as bundel
from app.domain.bundel import queries_laporan
from app.domain.dokumen import pemindaian, queries
from app.domain.dokumen.queries import Unduhan
from app.infra import files
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda, TidakBoleh
from app.web.masukan import bilangan
from app.web.sesi import pelaku

if TYPE_CHECKING:
    from app.domain.dokumen.models import Dokumen, TandaTangan

Tampilan = TypeVar("Tampilan", bound=Callable[..., ResponseReturnValue])
# Shown inside our own pages and nowhere else; a PDF needs nothing from anywhere.
CSP_BERKAS = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def kirim_pdf(unduhan: Unduhan) -> Response:
    """The stored bytes as they are; a browser that has them already is told so by their hash."""
    jawaban = Response(mimetype="application/pdf")
    jawaban.set_etag(unduhan.sha256)
    jawaban.headers["Cache-Control"] = "private, no-cache"
    jawaban.headers["Content-Security-Policy"] = CSP_BERKAS
    cara = "attachment" if "unduh" in request.args else "inline"
    jawaban.headers["Content-Disposition"] = f'{cara}; filename="{unduhan.nama}"'
    if not request.if_none_match.contains(unduhan.sha256):
        jawaban.data = files.baca(unduhan.sha256)
    jawaban.make_conditional(request)
    return jawaban


def berkas_dulu(tampilan: Tampilan) -> Tampilan:
    """Check, join and store the upload before the transaction: photographs take seconds, and nobody waits for them.

    The view finds `g.pindaian`: a BerkasPindaian, or the GalatIsian that says what is wrong with the files.
    """

    @wraps(tampilan)
    def jalan(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        cakupan(pelaku())
        berkas = [b for b in request.files.getlist("berkas") if b.filename]
        isi = [b.read() for b in berkas]
        nama = berkas[0].filename or "" if berkas else ""
        db.session.rollback()
        try:
            g.pindaian = pemindaian.siapkan_pindaian(isi, nama)
        except GalatIsian as galat:
            g.pindaian = galat
        return tampilan(*args, **kwargs)

    return jalan  # type: ignore[return-value]


def tujuan() -> tuple[str, int]:
    """Whose papers are signed (paket, bundel, laporan or dokumen) and its id, from the address or the form."""
    for apa in ("dokumen", "bundel", "laporan", "paket"):
        if (nomor := bilangan(request.values.get(apa))) is not None:
            return apa, nomor
    raise TidakAda("Pilih paketnya lebih dahulu, lalu buka halaman unggah dari sana.")


def yang_diunggah(apa: str, nomor: int) -> "list[Dokumen]":
    """The papers in sight that this page or upload is about. Raises TidakAda for a bundel or report out of sight."""
    if apa == "paket":
        return queries.untuk_diunggah(nomor, untuk=pelaku())
    ids = [nomor]
    if apa == "bundel":
        ids = bundel.kertas_gerbang(nomor, untuk=pelaku())
    elif apa == "laporan":
        ids = [d.id for d in queries_laporan.kertas(nomor, untuk=pelaku())]
    return queries.untuk_diunggah_banyak(ids, untuk=pelaku())


def cakupan(oleh: Pelaku) -> "tuple[list[Dokumen], str]":
    """The papers that an upload may be for, and the page to return to: `paket=`, `bundel=`, `laporan=` or `dokumen=`.

    Raises TidakAda, TidakBoleh: authority before bytes, else anybody with an account could fill the store.
    """
    policy.wajib_mungkin(oleh, Aksi.DOKUMEN_UNGGAH_PINDAIAN)
    apa, nomor = tujuan()
    semua = yang_diunggah(apa, nomor)
    if not semua:
        raise TidakAda("Belum ada dokumen di sini yang perlu ditandatangani, atau berada di luar wilayah Anda.")
    sebab = [policy.sebab_tidak(oleh, Aksi.DOKUMEN_UNGGAH_PINDAIAN, d) for d in semua]
    if all(sebab):
        raise TidakBoleh(str(sebab[0]))
    return semua, f"/{apa}/{nomor}"


def dapat_dicentang(dokumen: "Dokumen", oleh: Pelaku) -> "list[TandaTangan]":
    """Signers that this actor may record, and who have not signed yet."""
    if not dokumen.sha256 or not policy.boleh(oleh, Aksi.DOKUMEN_UNGGAH_PINDAIAN, dokumen):
        return []
    return [t for t in dokumen.tanda_tangan if t.cara is None and oleh.wilayah in (dokumen.unit_kode, t.unit_kode)]
