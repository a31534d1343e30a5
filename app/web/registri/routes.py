"""Who lives here, what is known of them, and which proofs are kept?"""

from collections.abc import Callable, Collection
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import pemeriksaan, policy
from app.domain.akses.aksi import Aksi
from app.domain.registri import berkas as berkas_keluarga
from app.domain.registri import isian, mutasi, operations, queries
from app.domain.registri.nik import enam_belas_digit
from app.domain.usulan import queries_isian
from app.infra import clock
from app.infra.format import samarkan
from app.infra.galat import GalatIsian
from app.web.htmx import htmx
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("registri", __name__, url_prefix="/registri")


class Kalimat(dict[str, str]):
    """Field → what is wrong with it; nothing for the others."""

    def __missing__(self, bidang: str) -> str:
        return ""


@bp.get("")
@masuk_dulu
def beranda() -> ResponseReturnValue:
    """Search by name, and the latest families."""
    policy.wajib_mungkin(pelaku(), Aksi.REGISTRI_LIHAT)
    q = request.args.get("q", "").strip()[:100]
    if enam_belas_digit(q):
        # An identity number must not stay in the address bar or the history; the form itself sends it by POST.
        return redirect(url_for("registri.beranda", paket=_paket()), 303)
    sesudah = request.args.get("sesudah", type=int)
    hasil = queries.cari(q, untuk=pelaku(), sesudah=sesudah) if q else None
    daftar = None if q else queries.daftar_keluarga(untuk=pelaku(), sesudah=sesudah)
    sesudah = hasil.sesudah if hasil else None
    pasti = queries.pasti(q, hasil) if hasil else set()
    terpotong = bool(hasil and hasil.terpotong)
    return _halaman_cari(q, hasil.baris if hasil else None, daftar, sesudah, terpotong=terpotong, pasti=pasti)


@bp.post("/cari")
@masuk_dulu
def cari() -> ResponseReturnValue:
    """The search box: a 16-digit number is answered here and now, a name gets an address of its own."""
    policy.wajib_mungkin(pelaku(), Aksi.REGISTRI_LIHAT)
    q = request.form.get("q", "").strip()[:100]
    if enam_belas_digit(q) is None:
        return redirect(url_for("registri.beranda", q=q or None, paket=_paket()), 303)
    return _halaman_cari("", queries.cari_nomor(q, untuk=pelaku()), None, None, nomor=True)


def _halaman_cari(
    q: str,
    hasil: list[queries.BarisWarga] | None,
    daftar: queries.Halaman[queries.BarisKeluarga] | None,
    sesudah: int | None,
    *,
    nomor: bool = False,
    terpotong: bool = False,
    pasti: Collection[int] = (),
) -> ResponseReturnValue:
    return render_template(
        "registri/beranda.html",
        terpotong=terpotong,
        pasti=pasti,
        minimal=queries.huruf_minimal(untuk=pelaku()),
        q=q,
        nomor=nomor,
        hasil=hasil,
        daftar=daftar,
        sesudah=sesudah or (daftar.sesudah if daftar else None),
        awal=request.args.get("sesudah") is None,
        **_konteks_paket(),
    )


def _paket() -> int | None:
    return request.values.get("paket", type=int)


def _konteks_paket() -> dict[str, Any]:
    """When a packet is being filled: which kinds its buttons offer."""
    paket = _paket()
    jenis = queries_isian.jenis_untuk_paket(paket, untuk=pelaku()) if paket else {}
    return {
        "paket": paket,
        "jenis_usulan": [(kode, isi.get("label_pendek", isi["label"]), isi["label"]) for kode, isi in jenis.items()],
        "boleh_ubah": policy.mungkin(pelaku(), Aksi.REGISTRI_UBAH),
        "boleh_impor": policy.mungkin(pelaku(), Aksi.REGISTRI_IMPOR),
        "boleh_mutasi": policy.mungkin(pelaku(), Aksi.REGISTRI_MUTASI),
        "banyak_desa": pelaku().wilayah.count(".") < 3,
    }


@bp.get("/keluarga/<int:keluarga_id>")
@masuk_dulu
def keluarga(keluarga_id: int) -> ResponseReturnValue:
    """One family: members, memberships, proofs."""
    return halaman_keluarga(keluarga_id)


def halaman_keluarga(keluarga_id: int, galat: dict[str, str] | None = None) -> ResponseReturnValue:
    """The page of one family; with `galat` (field → sentence) it refuses an upload."""
    k = queries.keluarga(keluarga_id, untuk=pelaku())
    isi = render_template(
        "registri/keluarga.html",
        k=k,
        galat=Kalimat(galat or {}),
        milik_sendiri=policy.boleh(pelaku(), Aksi.REGISTRI_UBAH, k),
        boleh_nik=policy.boleh(pelaku(), Aksi.REGISTRI_BUKA_NIK, k) and not pemeriksaan.wajib_beralasan(pelaku()),
        jenis_berkas=list(berkas_keluarga.jenis_berkas(k.wilayah_kode).items()),
        **_konteks_paket(),
    )
    return isi, 422 if galat else 200


@bp.post("/warga/<int:warga_id>/nik")
@masuk_dulu
@transaksi
def nik(warga_id: int) -> ResponseReturnValue:
    """Show the full numbers once; the look is logged."""
    nomor = operations.buka_nik(warga_id, oleh=pelaku())
    nama = "registri/_nomor.html" if htmx() else "registri/nomor.html"
    return render_template(nama, warga_id=warga_id, nomor=nomor, kembali=request.form.get("kembali", type=int))


@bp.get("/warga/baru")
@masuk_dulu
def warga_baru() -> ResponseReturnValue:
    """The form for a resident who is in no import."""
    policy.wajib_mungkin(pelaku(), Aksi.REGISTRI_UBAH)
    isi: dict[str, Any] = {"nama": request.args.get("nama", "")[:120]}
    if keluarga_id := request.args.get("keluarga", type=int):
        asal, _versi = queries.isian_keluarga(keluarga_id, untuk=pelaku())
        isi |= {k: v for k, v in asal.items() if k != "no_kk"}
    return _formulir_warga(isi, url_for("registri.catat"), baru=True)


@bp.post("/warga")
@masuk_dulu
@transaksi
def catat() -> ResponseReturnValue:
    """Store a resident who is in no import."""
    hari_ini = clock.hari_ini(pelaku().zona)
    try:
        dibaca = _baca_semua(lambda: isian.baca_warga(request.form, hari_ini=hari_ini),
                             lambda: isian.baca_keluarga(request.form, hari_ini=hari_ini))  # fmt: skip
        if request.form.get("pindah_masuk") and mutasi.minta(dibaca[0].nik, dibaca[1].no_kk, oleh=pelaku()):
            flash("Pertanyaan sudah dikirim ke wilayah asalnya. Catat warga ini setelah dijawab.", "berhasil")
            return redirect(url_for("registri_mutasi.daftar"), 303)
        warga = operations.catat_warga(*dibaca, oleh=pelaku(), sudah_dicek=bool(request.form.get("sudah_dicek")))
    except GalatIsian as galat:
        return _formulir_warga(request.form.to_dict(), url_for("registri.catat"), galat, baru=True)
    flash(f"{warga.nama} sudah dicatat.", "berhasil")
    return redirect(url_for("registri.keluarga", keluarga_id=warga.keluarga_id, paket=_paket()), 303)


def _baca_semua(*pembaca: Callable[[], Any]) -> list[Any]:
    """Run every reader and raise all their faults at once."""
    hasil: list[Any] = []
    bidang: dict[str, str] = {}
    for baca in pembaca:
        try:
            hasil.append(baca())
        except GalatIsian as galat:
            bidang |= galat.bidang
    if bidang:
        raise GalatIsian(bidang=bidang)
    return hasil


@bp.get("/warga/<int:warga_id>/ubah")
@masuk_dulu
def ubah_warga(warga_id: int) -> ResponseReturnValue:
    """The form to correct a resident. The NIK is shown masked until it is typed anew."""
    policy.wajib_mungkin(pelaku(), Aksi.REGISTRI_UBAH)
    isi, keluarga_id, versi = queries.isian_warga(warga_id, untuk=pelaku())
    tercatat = samarkan(isi.pop("nik"))
    alamat = url_for("registri.simpan_warga", warga_id=warga_id)
    return _formulir_warga(isi, alamat, versi=versi, keluarga_id=keluarga_id, tercatat=tercatat)


@bp.post("/warga/<int:warga_id>")
@masuk_dulu
@transaksi
def simpan_warga(warga_id: int) -> ResponseReturnValue:
    """Store the corrections of a resident."""
    lama, keluarga_id, _versi = queries.isian_warga(warga_id, untuk=pelaku())
    kiriman = request.form.to_dict()
    # An empty NIK field means: as it was. The page never held the number.
    if not kiriman.get("nik", "").strip() and not kiriman.get("belum_punya_nik"):
        kiriman["nik"] = lama["nik"] or "0"
    try:
        operations.ubah_warga(
            warga_id,
            isian.baca_warga(kiriman, hari_ini=clock.hari_ini(pelaku().zona)),
            oleh=pelaku(),
            versi=request.form.get("versi", -1, type=int),
            sudah_dicek=bool(request.form.get("sudah_dicek")),
        )
    except GalatIsian as galat:
        alamat = url_for("registri.simpan_warga", warga_id=warga_id)
        versi = request.form.get("versi", -1, type=int)
        return _formulir_warga(
            request.form.to_dict(),
            alamat,
            galat,
            versi=versi,
            keluarga_id=keluarga_id,
            tercatat=samarkan(lama["nik"]),
        )
    flash("Data warga sudah disimpan.", "berhasil")
    return redirect(url_for("registri.keluarga", keluarga_id=keluarga_id), 303)


def _formulir_warga(
    isi: dict[str, Any],
    alamat: str,
    galat: GalatIsian | None = None,
    *,
    baru: bool = False,
    versi: int | None = None,
    keluarga_id: int | None = None,
    tercatat: str = "",
) -> ResponseReturnValue:
    halaman = render_template(
        "registri/warga.html",
        tercatat=tercatat,
        isi=isi,
        alamat_kirim=alamat,
        galat=Kalimat(galat.bidang if galat else {}),
        alasan=galat.alasan if galat and not galat.bidang else [],
        baru=baru,
        versi=versi,
        keluarga_id=keluarga_id,
        pilihan=isian.pilihan(),
        paket=_paket(),
    )
    return halaman, 422 if galat else 200


@bp.get("/keluarga/<int:keluarga_id>/ubah")
@masuk_dulu
def ubah_keluarga(keluarga_id: int) -> ResponseReturnValue:
    """The form to correct a family card."""
    policy.wajib_mungkin(pelaku(), Aksi.REGISTRI_UBAH)
    isi, versi = queries.isian_keluarga(keluarga_id, untuk=pelaku())
    return _formulir_keluarga(keluarga_id, isi, versi, samarkan(isi.pop("no_kk")))


@bp.post("/keluarga/<int:keluarga_id>")
@masuk_dulu
@transaksi
def simpan_keluarga(keluarga_id: int) -> ResponseReturnValue:
    """Store the corrections of a family card."""
    lama, _versi = queries.isian_keluarga(keluarga_id, untuk=pelaku())
    kiriman = request.form.to_dict()
    if not kiriman.get("no_kk", "").strip():
        kiriman["no_kk"] = lama["no_kk"] or ""
    versi = request.form.get("versi", -1, type=int)
    try:
        dibaca = isian.baca_keluarga(kiriman, hari_ini=clock.hari_ini(pelaku().zona))
        operations.ubah_keluarga(keluarga_id, dibaca, oleh=pelaku(), versi=versi)
    except GalatIsian as galat:
        return _formulir_keluarga(keluarga_id, request.form.to_dict(), versi, samarkan(lama["no_kk"]), galat)
    flash("Data keluarga sudah disimpan.", "berhasil")
    return redirect(url_for("registri.keluarga", keluarga_id=keluarga_id), 303)


def _formulir_keluarga(
    keluarga_id: int, isi: dict[str, Any], versi: int, tercatat: str, galat: GalatIsian | None = None
) -> ResponseReturnValue:
    halaman = render_template(
        "registri/keluarga_ubah.html",
        keluarga_id=keluarga_id,
        isi=isi,
        versi=versi,
        galat=Kalimat(galat.bidang if galat else {}),
        tercatat=tercatat,
    )
    return halaman, 422 if galat else 200
