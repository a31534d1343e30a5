"""How does a whole stack come back in one scan? Uploaded, read, shown page by page, then stored paper by paper."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.dokumen import penomoran, queries_tumpukan
from app.domain.dokumen import tumpukan as operations
from app.domain.dokumen.pilahan import Pilahan, Tempat, Terbaca
from app.domain.usulan import bukti_rapat
from app.infra import files, jobs
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda
from app.web.dokumen.berkas import cakupan, dapat_dicentang
from app.web.masukan import bilangan
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.dokumen.models import Tumpukan

bp = Blueprint("tumpukan", __name__, url_prefix="/dokumen/tumpukan")
Tampilan = TypeVar("Tampilan", bound=Callable[..., ResponseReturnValue])
CUKUP = 286  # htmx stops asking
BELUM_DIPERIKSA = (
    "Periksa tanda tangan pada setiap halaman yang dicentang, lalu centang “Saya sudah melihat tanda tangan "
    "pada setiap halaman yang dicentang”."
)
PUTARAN = {0: "tidak diputar", 90: "putar ke kanan", 180: "putar balik", 270: "putar ke kiri"}


def _baca_dulu(tampilan: Tampilan) -> Tampilan:
    """Check and read the upload before the transaction. The view finds `g.tumpukan`, or the GalatIsian."""

    @wraps(tampilan)
    def jalan(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        cakupan(pelaku())
        berkas = [b for b in request.files.getlist("berkas") if b.filename]
        isi, nama = [b.read() for b in berkas], (berkas[0].filename or "" if berkas else "")
        foto = request.files.get("publikasi")
        g.publikasi = foto.read() if foto and foto.filename else b""
        for b in berkas:
            b.close()  # a large upload lies in a temporary file; it is not needed while pages are read
        db.session.rollback()
        try:
            g.tumpukan = operations.siapkan(isi, nama)
        except GalatIsian as galat:
            g.tumpukan = galat
        return tampilan(*args, **kwargs)

    return jalan  # type: ignore[return-value]


@bp.post("")
@masuk_dulu
@_baca_dulu
@transaksi
def unggah() -> ResponseReturnValue:
    """Take the stack in; the next page shows what was found in it."""
    semua, kembali = cakupan(pelaku())
    if isinstance(g.tumpukan, GalatIsian):
        _, apa, nomor = kembali.split("/")
        isi = {"galat": g.tumpukan.alasan, "apa": apa, "nomor": nomor, "kembali": kembali}
        return make_response(render_template("dokumen_halaman/tumpukan_ulang.html", **isi), 422)
    if g.publikasi and (paket_id := bilangan(request.form.get("paket"))):
        bukti_rapat.simpan_publikasi(paket_id, g.publikasi, oleh=pelaku())
    t = operations.mulai(g.tumpukan, [d.id for d in semua], oleh=pelaku(), kembali=kembali)
    return redirect(url_for("tumpukan.satu", tumpukan_id=t.id), 303)


@bp.get("/<int:tumpukan_id>")
@masuk_dulu
def satu(tumpukan_id: int) -> ResponseReturnValue:
    """What was found: papers with their pages, and every page that has no place yet."""
    return _halaman(queries_tumpukan.tumpukan(tumpukan_id, untuk=pelaku()))


def _halaman(t: "Tumpukan", galat: GalatIsian | None = None) -> str:
    if t.dipakai or t.terbaca is None:
        return render_template("dokumen_halaman/tumpukan_tunggu.html", t=t, **_kemajuan(t))
    hasil = queries_tumpukan.pilahan(t, untuk=pelaku())
    baris = [(p, dapat_dicentang(p.dokumen, pelaku()), penomoran.menyusul(p.dokumen)) for p in hasil.dokumen]
    # Who signs a paper that came back whole stands ticked: people take away what is not there.
    lengkap = {str(s.id) for p, boleh, _ in baris if not p.kurang for s in boleh}
    return render_template(
        "dokumen_halaman/tumpukan.html",
        t=t,
        hasil=hasil,
        baris=baris,
        sisa=hasil.keadaan("tak_terbaca"),
        tempat=_pilihan_tempat(hasil),
        putaran=PUTARAN,
        dipilih=set(request.form.getlist("penanda")) if request.form else lengkap,
        diisi=request.form,
        galat=_galat(galat),
        galat_bidang=galat.bidang if galat else {},
    )


def _galat(galat: GalatIsian | None) -> list[Any]:
    if galat is None:
        return []
    return [{"kalimat": k, "href": f"#{b}"} for b, k in galat.bidang.items()] or list(galat.alasan)


def _pilihan_tempat(hasil: Pilahan) -> list[tuple[str, str]]:
    """Where a page may be put by hand: every page of an expected paper that the stack lacks so far."""
    ada = {p.dokumen.id: p for p in hasil.dokumen}
    pilihan = []
    for d in hasil.diharap:
        kurang = ada[d.id].kurang if d.id in ada else range(1, (d.halaman or 0) + 1)
        pilihan += [(f"{d.id}:{n}", f"{d.judul}, halaman {n} dari {d.halaman}") for n in kurang]
    return pilihan


def _kemajuan(t: "Tumpukan") -> dict[str, Any]:
    p = db.session.get(jobs.Pekerjaan, t.pekerjaan_id) if t.pekerjaan_id else None
    gagal = t.galat or ("Tumpukan tidak dapat dibaca. Unggah lagi." if p and p.status == jobs.GAGAL else "")
    return {
        "persen": p.langkah * 100 // p.jumlah if p and p.jumlah else None,
        "kalimat": f"{p.langkah} dari {p.jumlah} halaman dibaca" if p and p.jumlah else "Menunggu giliran",
        "gagal": gagal,
        "selesai": t.terbaca is not None or bool(gagal),
    }


@bp.get("/<int:tumpukan_id>/kemajuan")
@masuk_dulu
def kemajuan(tumpukan_id: int) -> ResponseReturnValue:
    """The progress bar alone; at the end it asks the page to be drawn anew."""
    t = queries_tumpukan.tumpukan(tumpukan_id, untuk=pelaku())
    isi = _kemajuan(t)
    jawaban = make_response(render_template("dokumen_halaman/_tumpukan_kemajuan.html", t=t, **isi))
    if isi["selesai"]:
        jawaban.status_code = CUKUP
        jawaban.headers["HX-Refresh"] = "true"
    return jawaban


@bp.get("/<int:tumpukan_id>/halaman/<int:nomor>.jpg")
@masuk_dulu
def gambar(tumpukan_id: int, nomor: int) -> ResponseReturnValue:
    """The small picture of one page, for who must place it by hand."""
    t = queries_tumpukan.tumpukan(tumpukan_id, untuk=pelaku())
    kecil = next((b.kecil for b in (Terbaca(*x) for x in t.terbaca or []) if b.nomor == nomor), None)
    if kecil is None:
        raise TidakAda("Halaman ini tidak ada dalam tumpukan.")
    return Response(files.baca(kecil), mimetype="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


def _tangan(t: "Tumpukan") -> dict[int, Tempat]:
    """What the form says of pages placed by hand; an empty choice takes a page out again."""
    hasil = {}
    for nomor in range(1, t.halaman + 1):
        dokumen, _, halaman = request.form.get(f"tempat_{nomor}", "").partition(":")
        d, h = bilangan(dokumen), bilangan(halaman)
        putar = bilangan(request.form.get(f"putar_{nomor}")) or 0
        if d and h:
            hasil[nomor] = Tempat(d, h, putar if putar in PUTARAN else 0)
    return hasil


def _rangkai_dulu(tampilan: Tampilan) -> Tampilan:
    """Put the scans of the ticked papers together before the transaction. The view finds `g.berkas`, `g.tangan`."""

    @wraps(tampilan)
    def jalan(tumpukan_id: int) -> ResponseReturnValue:
        oleh = pelaku()
        t = queries_tumpukan.tumpukan(tumpukan_id, untuk=oleh)
        g.tangan, g.berkas = _tangan(t), {}
        if t.dipakai is None and request.form.get("aksi") != "tempatkan":
            t.tangan = {str(n): list(isi) for n, isi in g.tangan.items()}
            hasil = queries_tumpukan.pilahan(t, untuk=oleh)
            terpilih = set() if _belum_diperiksa() else _terpilih()
            mau = [p.dokumen.id for p in hasil.dokumen if any(s.id in terpilih for s in p.dokumen.tanda_tangan)]
            db.session.rollback()
            g.berkas = operations.rangkai(t, hasil, mau)
        db.session.rollback()
        return tampilan(tumpukan_id)

    return jalan  # type: ignore[return-value]


def _belum_diperiksa() -> bool:
    """Whether signers are ticked by nobody's eye: the page ticks them beforehand, a person must have looked."""
    return bool(_terpilih()) and not request.form.get("diperiksa")


def _terpilih() -> set[int]:
    return {n for teks in request.form.getlist("penanda") if (n := bilangan(teks)) is not None}


@bp.post("/<int:tumpukan_id>/penempatan")
@masuk_dulu
@_rangkai_dulu
@transaksi
def penempatan(tumpukan_id: int) -> ResponseReturnValue:
    """Place pages by hand, or store the scans of all papers whose signers were ticked."""
    t = queries_tumpukan.tumpukan(tumpukan_id, untuk=pelaku())
    operations.tempatkan(t, g.tangan)
    if request.form.get("aksi") == "tempatkan":
        return redirect(url_for("tumpukan.satu", tumpukan_id=t.id), 303)
    if t.dipakai is None and _belum_diperiksa():
        return make_response(_halaman(t, GalatIsian(bidang={"diperiksa": BELUM_DIPERIKSA})), 422)
    hasil = queries_tumpukan.pilahan(t, untuk=pelaku())
    try:
        tersimpan = operations.simpan(
            t,
            hasil,
            g.berkas,
            penanda=_terpilih(),
            oleh=pelaku(),
            versi={p.dokumen.id: request.form.get(f"versi_{p.dokumen.id}", -1, type=int) for p in hasil.dokumen},
            nomor={p.dokumen.id: request.form.get(f"nomor_{p.dokumen.id}", "") for p in hasil.dokumen},
            boleh_kurang={n for x in request.form.getlist("boleh_kurang") if (n := bilangan(x)) is not None},
        )
    except GalatIsian as galat:
        return make_response(_halaman(t, galat), 422)
    for d in tersimpan:
        if kalimat := penomoran.kembar(d.unit_kode, d.nomor, d.id):
            flash(f"{kalimat} Periksa nomor {d.judul}.", "peringatan")
    flash(f"Pindaian {len(tersimpan)} dokumen tersimpan: {', '.join(d.judul for d in tersimpan)}.", "berhasil")
    return redirect(t.kembali or "/", 303)
