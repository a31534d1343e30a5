"""What does an auditor's browser ask? The lists, one packet with its chain, numbers with a reason, packages."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.laporan import bungkus, operations, queries_berkas, queries_keamanan, queries_temuan
from app.domain.laporan import petikan as queries_petikan
from app.domain.laporan.temuan import PENJELASAN, Daftar
from app.infra import clock, files, format
from app.infra.files import JenisBerkas
from app.infra.galat import GalatIsian, TidakAda
from app.web.lampiran import lampiran
from app.web.masukan import bilangan
from app.web.paket.kalimat import predikat
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("pemeriksaan", __name__, url_prefix="/pemeriksaan")

# More is made by a job: nobody waits for it with the page half loaded.
MAKS_LANGSUNG = 1_000
CUKUP = 286


@bp.get("")
@masuk_dulu
def beranda() -> ResponseReturnValue:
    """The letter of assignment, the lists with their counts, and the packages asked for."""
    return _beranda()


def _beranda(isi: dict[str, str] | None = None, galat: dict[str, str] | None = None) -> ResponseReturnValue:
    saya = pelaku()
    policy.wajib_mungkin(saya, Aksi.AUDIT_LIHAT)
    desa, bulan = queries_berkas.pilihan_desa(untuk=saya)
    halaman = render_template(
        "pemeriksaan/beranda.html",
        desa=desa,
        bulan=[(p, format.periode(p)) for p in bulan],
        surat=queries_berkas.surat(untuk=saya),
        jumlah=queries_temuan.jumlah(untuk=saya),
        maks=queries_temuan.MAKS_HITUNG,
        penjelasan=PENJELASAN,
        berkas=queries_berkas.berkas_saya(untuk=saya),
        isi=isi or {},
        galat=galat or {},
    )
    return make_response(halaman, 422 if galat else 200)


@bp.get("/daftar/<mana>")
@masuk_dulu
def daftar(mana: str) -> ResponseReturnValue:
    """One list, the latest first."""
    saya = pelaku()
    yang = _daftar(mana)
    baris, lagi = queries_temuan.daftar(yang, untuk=saya, sebelum=bilangan(request.args.get("sebelum")))
    return render_template(
        "pemeriksaan/daftar.html",
        mana=yang,
        penjelasan=PENJELASAN[yang],
        baris=baris,
        lagi=lagi,
        awal="sebelum" not in request.args,
    )


@bp.post("/daftar/<mana>/unduhan")
@masuk_dulu
@transaksi
def unduh_daftar(mana: str) -> ResponseReturnValue:
    """The whole list as a sheet: at once, or by a job when it is long. A POST, because taking it out is recorded."""
    saya = pelaku()
    yang = _daftar(mana)
    baris, lagi = queries_temuan.daftar(yang, untuk=saya, batas=MAKS_LANGSUNG)
    if lagi is not None:
        return _tunggu(operations.minta_daftar(yang, oleh=saya).id)
    operations.catat_unduhan(yang, len(baris), oleh=saya)
    nama = f"{yang.value}-{saya.wilayah}-{clock.hari_ini(saya.zona).isoformat()}.xlsx"
    return lampiran(bungkus.lembar_temuan(yang, baris, saya.zona), nama)


@bp.get("/penolakan")
@masuk_dulu
def penolakan() -> ResponseReturnValue:
    """Who was refused, and whose sign-in failed."""
    baris, lagi = queries_keamanan.penolakan(untuk=pelaku(), sebelum=bilangan(request.args.get("sebelum")))
    return render_template("pemeriksaan/penolakan.html", baris=baris, lagi=lagi, awal="sebelum" not in request.args)


@bp.get("/paket")
@masuk_dulu
def semua_paket() -> ResponseReturnValue:
    """The packets within the assignment, by village and month if asked."""
    saring = {k: request.args.get(k, "").strip()[:13] for k in ("wilayah", "periode")}
    baris, lagi = queries_berkas.daftar_paket(untuk=pelaku(), **saring, sebelum=bilangan(request.args.get("sebelum")))
    return render_template(
        "pemeriksaan/semua_paket.html", baris=baris, lagi=lagi, saring=saring, awal="sebelum" not in request.args
    )


@bp.get("/paket/<int:paket_id>")
@masuk_dulu
def paket(paket_id: int) -> ResponseReturnValue:
    """One packet: the head of its chain, whether it is whole, and every fact in it."""
    return _paket(paket_id)


@bp.get("/paket/<int:paket_id>/petikan/<int:dokumen_id>")
@masuk_dulu
def petikan(paket_id: int, dokumen_id: int) -> str:
    """What a paper that covers more than the assignment says of its packets."""
    saya = pelaku()
    kepala = queries_berkas.kepala(paket_id, untuk=saya)
    isi = queries_petikan.petikan(paket_id, dokumen_id, untuk=saya)
    return render_template("pemeriksaan/petikan.html", paket=kepala, petikan=isi)


def _paket(paket_id: int, galat: dict[str, str] | None = None) -> ResponseReturnValue:
    saya = pelaku()
    diperiksa = queries_berkas.paket(paket_id, untuk=saya, seluruhnya="rantai" in request.args)
    sebelum = bilangan(request.args.get("sebelum"))
    baris, lagi = queries_berkas.baris_audit(paket_id, untuk=saya, sebelum=sebelum)
    halaman = render_template(
        "pemeriksaan/paket.html",
        paket=diperiksa,
        surat_atas=queries_petikan.surat_atas(paket_id, untuk=saya),
        baris=baris,
        lagi=lagi,
        awal=sebelum is None,
        zona=saya.zona,
        galat=galat or {},
        isi=request.form,
        predikat=predikat,
    )
    return make_response(halaman, 422 if galat else 200)


@bp.post("/paket/<int:paket_id>/nomor")
@masuk_dulu
@transaksi
def nomor(paket_id: int) -> ResponseReturnValue:
    """The full numbers of a working list, or of one person in it, once; who, what and why is logged."""
    usulan_id = bilangan(request.form.get("usulan"))
    try:
        hasil = operations.buka_nomor(
            paket_id, alasan=request.form.get("alasan", ""), oleh=pelaku(), usulan_id=usulan_id
        )
    except GalatIsian as tidak:
        return _paket(paket_id, tidak.bidang)
    return render_template("pemeriksaan/nomor.html", paket_id=paket_id, hasil=hasil)


@bp.post("/paket/<int:paket_id>/berkas")
@masuk_dulu
@transaksi
def minta_paket(paket_id: int) -> ResponseReturnValue:
    """Ask for the package of a packet."""
    return _tunggu(operations.minta_paket(paket_id, oleh=pelaku()).id)


@bp.post("/desa")
@masuk_dulu
@transaksi
def minta_desa() -> ResponseReturnValue:
    """Ask for the package of a village's month."""
    isi = {k: request.form.get(k, "").strip()[:13] for k in ("wilayah", "periode")}
    try:
        return _tunggu(operations.minta_desa(isi["wilayah"], isi["periode"], oleh=pelaku()).id)
    except (GalatIsian, TidakAda) as tidak:
        return _beranda(isi, {"wilayah": " ".join(tidak.alasan)})


@bp.get("/berkas/<int:berkas_id>")
@masuk_dulu
def berkas(berkas_id: int) -> ResponseReturnValue:
    """A package: being made, ready, or why not."""
    b = queries_berkas.berkas(berkas_id, untuk=pelaku())
    return render_template("pemeriksaan/berkas.html", b=b)


@bp.get("/berkas/<int:berkas_id>/kemajuan")
@masuk_dulu
def kemajuan(berkas_id: int) -> ResponseReturnValue:
    """The progress alone; at the end it asks the page to be drawn anew."""
    b = queries_berkas.berkas(berkas_id, untuk=pelaku())
    tuntas = bool(b.sha256 or b.galat)
    jawaban = make_response(render_template("pemeriksaan/_kemajuan.html", b=b), CUKUP if tuntas else 200)
    if tuntas:
        jawaban.headers["HX-Refresh"] = "true"
    return jawaban


@bp.get("/berkas/<int:berkas_id>/unduhan")
@masuk_dulu
def unduh(berkas_id: int) -> ResponseReturnValue:
    """The bytes of a package; that it was taken is a fact of security, like every view of an auditor."""
    b = queries_berkas.berkas(berkas_id, untuk=pelaku())
    if b.sha256 is None:
        raise TidakAda("Berkas ini belum jadi.")
    jenis = JenisBerkas.XLSX if b.jenis == "daftar" else JenisBerkas.ZIP
    akhiran = "xlsx" if b.jenis == "daftar" else "zip"
    return lampiran(files.baca(b.sha256), f"berkas-pemeriksaan-{b.id}.{akhiran}", jenis.mime)


def _daftar(mana: str) -> Daftar:
    policy.wajib_mungkin(pelaku(), Aksi.AUDIT_LIHAT)
    if mana not in set(Daftar):
        raise TidakAda
    return Daftar(mana)


def _tunggu(berkas_id: int) -> Response:
    flash("Berkas sedang disusun. Halaman ini memberi tahu bila sudah jadi.", "info")
    return make_response(redirect(url_for("pemeriksaan.berkas", berkas_id=berkas_id), 303))
