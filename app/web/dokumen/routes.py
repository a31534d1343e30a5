"""What does a browser ask about papers? One paper, its bytes, the upload of signed ones, the reviewer's word."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import sebab, tindakan
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import operations, pemindaian, penandatanganan, penomoran, queries, segel
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.dokumen.kode import berkelompok
from app.domain.dokumen.status import LABEL_STATUS_DOKUMEN, RONA_STATUS_DOKUMEN, StatusDokumen
from app.domain.usulan import bukti_rapat
from app.infra.galat import GalatIsian, TidakAda
from app.web.dokumen.berkas import berkas_dulu, dapat_dicentang, kirim_pdf, tujuan, yang_diunggah
from app.web.masukan import bilangan
from app.web.sesi import masuk_dulu, pelaku
from app.web.titipan import jalur_aman
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.dokumen.models import Dokumen

bp = Blueprint("dokumen", __name__, url_prefix="/dokumen")

SELESAI_HTMX = 286  # htmx stops asking


@bp.get("/<int:dokumen_id>")
@masuk_dulu
def satu(dokumen_id: int) -> ResponseReturnValue:
    """One paper: facts, signers, scans, and both side by side for who reviews."""
    return halaman(queries.satu(dokumen_id, untuk=pelaku()))


def halaman(dokumen: "Dokumen", galat: str = "", alasan: str = "", galat_segel: str = "") -> str:
    """The page of one paper, with what is wrong in one of its forms."""
    return render_template(
        "dokumen_halaman/satu.html",
        d=dokumen,
        status=LABEL_STATUS_DOKUMEN[dokumen.status],
        rona=RONA_STATUS_DOKUMEN[dokumen.status],
        kode=berkelompok(dokumen.kode),
        paket=queries.paket_dari(dokumen.id, untuk=pelaku()),
        boleh=_boleh(dokumen, pelaku()),
        cara_unit=penandatanganan.cara(pelaku().wilayah),
        elektronik=not penandatanganan.sebab_tidak(dokumen, oleh=pelaku()),
        kembali=jalur_aman(request.values.get("kembali")),
        galat=galat,
        alasan=alasan,
        segel=not segel.sebab_tidak(dokumen, oleh=pelaku()),
        galat_segel=galat_segel,
    )


def _boleh(dokumen: "Dokumen", oleh: Pelaku) -> set[str]:
    """The verbs whose button the actor sees: allowed, and nothing in the way."""
    baris = tindakan(ALUR_DOKUMEN, dokumen, oleh=oleh)
    return {str(b.aksi) for b in baris if not sebab(dokumen, b, oleh=oleh)}


@bp.get("/<int:dokumen_id>/keadaan")
@masuk_dulu
def keadaan(dokumen_id: int) -> ResponseReturnValue:
    """Is the PDF there yet? A fragment that asks again until it is, then the page is drawn anew."""
    dokumen = queries.satu(dokumen_id, untuk=pelaku())
    jawaban = make_response(render_template("dokumen_halaman/_keadaan.html", d=dokumen))
    if dokumen.sha256 or dokumen.galat:
        jawaban.status_code = SELESAI_HTMX
        jawaban.headers["HX-Refresh"] = "true"
    return jawaban


@bp.get("/<int:dokumen_id>/berkas.pdf")
@masuk_dulu
def berkas(dokumen_id: int) -> Response:
    """The issued bytes, identical for ever."""
    return kirim_pdf(queries.berkas(dokumen_id, untuk=pelaku()))


@bp.get("/<int:dokumen_id>/salinan-baca.pdf")
@masuk_dulu
def salinan_baca(dokumen_id: int) -> Response:
    """The same content for who has it read aloud (PDF/UA)."""
    return kirim_pdf(queries.salinan(dokumen_id, untuk=pelaku()))


@bp.get("/pindaian/<int:pindaian_id>.pdf")
@masuk_dulu
def berkas_pindaian(pindaian_id: int) -> Response:
    """One scan as it came back."""
    return kirim_pdf(queries.pindaian(pindaian_id, untuk=pelaku()))


@bp.get("/unggah")
@masuk_dulu
def unggah() -> ResponseReturnValue:
    """The papers of a packet, of a bundel, or one paper, with a box per signer and one field for the whole stack."""
    policy.wajib_mungkin(pelaku(), Aksi.DOKUMEN_UNGGAH_PINDAIAN)
    return _halaman_unggah()


def _halaman_unggah(galat: GalatIsian | None = None) -> str:
    apa, nomor = tujuan()
    semua = yang_diunggah(apa, nomor)
    if not semua:
        raise TidakAda("Belum ada dokumen di sini yang perlu ditandatangani, atau berada di luar wilayah Anda.")
    # What still waits for a signature comes first; the rest only says that it is done.
    dokumen = sorted(((d, dapat_dicentang(d, pelaku())) for d in semua), key=lambda satu: not satu[1])
    return render_template(
        "dokumen_halaman/unggah.html",
        apa=apa,
        nomor=nomor,
        asal=_asal(apa, nomor),
        dokumen=dokumen,
        ada=any(boleh for _, boleh in dokumen),
        menyusul={d.id for d, boleh in dokumen if boleh and penomoran.menyusul(d)},
        diisi=request.form,
        menunggu=any(not d.sha256 and not d.galat for d in semua),
        minta_publikasi=apa == "paket" and bukti_rapat.publikasi_diminta(nomor, untuk=pelaku()),
        dipilih=set(request.form.getlist("penanda")),
        galat=galat.alasan if galat else [],
    )


def _asal(apa: str, nomor: int) -> dict[str, str]:
    """The page that the upload belongs to, and that it leads back to."""
    label = {"paket": "Paket", "bundel": "Berkas bersama", "laporan": "Laporan", "dokumen": "Dokumen"}[apa]
    return {"label": label, "href": f"/{apa}/{nomor}"}


@bp.post("/pindaian")
@masuk_dulu
@berkas_dulu
@transaksi
def pindaian() -> ResponseReturnValue:
    """Store one upload for the papers whose signers were ticked."""
    apa, induk = tujuan()
    try:
        if isinstance(g.pindaian, GalatIsian):
            raise g.pindaian
        terpilih = {n for teks in request.form.getlist("penanda") if (n := bilangan(teks)) is not None}
        dokumen = [d for d in yang_diunggah(apa, induk) if any(t.id in terpilih for t in d.tanda_tangan)]
        versi = {d.id: request.form.get(f"versi_{d.id}", -1, type=int) for d in dokumen}
        tertulis = {d.id: request.form.get(f"nomor_{d.id}", "") for d in dokumen}
        pemindaian.unggah_pindaian(dokumen, g.pindaian, penanda=terpilih, oleh=pelaku(), versi=versi, nomor=tertulis)
    except GalatIsian as galat:
        return make_response(_halaman_unggah(galat), 422)
    flash(f"Pindaian tersimpan untuk {len(dokumen)} dokumen.", "berhasil")
    if len(dokumen) == 1 and apa == "paket":
        return redirect(url_for("dokumen.satu", dokumen_id=dokumen[0].id, kembali=f"/paket/{induk}"), 303)
    return redirect(_asal(apa, induk)["href"], 303)


@bp.post("/<int:dokumen_id>/konfirmasi")
@masuk_dulu
@transaksi
def konfirmasi(dokumen_id: int) -> ResponseReturnValue:
    """The scan agrees with the issued paper."""
    dokumen = queries.satu(dokumen_id, untuk=pelaku())
    pemindaian.konfirmasi(dokumen, oleh=pelaku(), versi=_versi())
    flash(f"Pindaian {dokumen.judul} dinyatakan sesuai.", "berhasil")
    return _berikutnya(dokumen) or _kembali(dokumen_id)


def _berikutnya(dokumen: "Dokumen") -> ResponseReturnValue | None:
    """Who reviews a packet goes on to its next scan; None after the last."""
    kembali = jalur_aman(request.form.get("kembali")) or ""
    paket_id = bilangan(kembali.removeprefix("/telaah/").partition("#")[0]) if kembali.startswith("/telaah/") else None
    if paket_id is None:
        return None
    semua = queries.untuk_paket(paket_id, untuk=pelaku())
    sisa = [d for d in semua if d.status is StatusDokumen.BERTANDA_TANGAN and d.pindaian and d.id != dokumen.id]
    if not sisa:
        return None
    return redirect(url_for("dokumen.satu", dokumen_id=sisa[0].id, kembali=kembali), 303)


@bp.post("/<int:dokumen_id>/penolakan")
@masuk_dulu
@transaksi
def penolakan(dokumen_id: int) -> ResponseReturnValue:
    """The scan will not do, and why."""
    dokumen = queries.satu(dokumen_id, untuk=pelaku())
    alasan = request.form.get("alasan", "")
    try:
        pemindaian.tolak_pindaian(dokumen, oleh=pelaku(), versi=_versi(), alasan=alasan)
    except GalatIsian as galat:
        return make_response(halaman(dokumen, galat.bidang.get("alasan", galat.alasan[0]), alasan), 422)
    flash(f"Pindaian {dokumen.judul} ditolak; unit penerbit diberi tahu beserta alasannya.", "berhasil")
    return _kembali(dokumen_id)


@bp.post("/<int:dokumen_id>/pengulangan")
@masuk_dulu
@transaksi
def pengulangan(dokumen_id: int) -> ResponseReturnValue:
    """Ask again for a PDF that failed."""
    dokumen = queries.satu(dokumen_id, untuk=pelaku())
    operations.ulangi(dokumen, oleh=pelaku(), versi=_versi())
    flash("Naskah sedang dibuat ulang.", "info")
    return _kembali(dokumen_id)


def _versi() -> int:
    return request.form.get("versi", -1, type=int)


def _kembali(dokumen_id: int) -> ResponseReturnValue:
    """To the list the reviewer works through, else to the paper."""
    return redirect(jalur_aman(request.form.get("kembali")) or url_for("dokumen.satu", dokumen_id=dokumen_id), 303)
