"""What does a browser ask about meetings? The list, one meeting, its table of people, its photographs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.aturan.turunan import label_unsur
from app.domain.rapat import operations, pelengkap, queries, syarat, undangan
from app.domain.rapat.isian import CARA_KEPUTUSAN, JK, SUMBER_BA, BarisPeserta
from app.domain.usulan.queries import paket_rapat
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.galat import GalatIsian
from app.web.rapat import forms, lain
from app.web.sesi import masuk_dulu, pelaku
from app.web.titipan import jalur_aman
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.rapat.models import Rapat

bp = Blueprint("rapat", __name__, url_prefix="/rapat")
lain.pasang(bp)


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """All meetings of one's territory, newest first."""
    policy.wajib_mungkin(pelaku(), Aksi.RAPAT_LIHAT)
    baris, sesudah = queries.daftar(untuk=pelaku(), sesudah=request.args.get("sesudah", type=int))
    return render_template("rapat/daftar.html", baris=baris, sesudah=sesudah)


@bp.get("/<int:rapat_id>")
@masuk_dulu
def satu(rapat_id: int) -> ResponseReturnValue:
    """One meeting: plan, people, result, photographs."""
    return _halaman(queries.satu(rapat_id, untuk=pelaku()))


@bp.post("/<int:rapat_id>/rencana")
@masuk_dulu
@transaksi
def rencana(rapat_id: int) -> ResponseReturnValue:
    """Store the plan."""
    rapat = queries.satu(rapat_id, untuk=pelaku())
    try:
        isian = forms.baca_rencana(request.form)
        operations.ubah_rencana(rapat, isian, oleh=pelaku(), versi=forms.versi(request.form))
    except GalatIsian as galat:
        return make_response(_halaman(rapat, rencana=request.form, galat=galat.bidang), 422)
    flash("Rencana musyawarah tersimpan.", "berhasil")
    return _kembali_ke(rapat_id, "rencana")


@bp.post("/<int:rapat_id>/hasil")
@masuk_dulu
@transaksi
def hasil(rapat_id: int) -> ResponseReturnValue:
    """Store the result, complete or half-way."""
    rapat = queries.satu(rapat_id, untuk=pelaku())
    try:
        isian = forms.baca_hasil(request.form)
        operations.catat_hasil(rapat, isian, oleh=pelaku(), versi=forms.versi(request.form))
        if forms.ada_keberatan(request.form):
            pelengkap.simpan_keberatan(rapat, forms.baca_keberatan(request.form), oleh=pelaku(), versi=None)
    except GalatIsian as galat:
        return make_response(_halaman(rapat, hasil=request.form, galat=galat.bidang), 422)
    flash("Hasil musyawarah tersimpan.", "berhasil")
    return _kembali_ke(rapat_id, "hasil")


@bp.post("/<int:rapat_id>/foto")
@masuk_dulu
@transaksi
def foto(rapat_id: int) -> ResponseReturnValue:
    """Store photographs, one or several of one kind."""
    rapat = queries.satu(rapat_id, untuk=pelaku())
    try:
        isi = [b.read() for b in request.files.getlist("foto") if b.filename]
        if not isi:
            raise GalatIsian(bidang={"foto": "Pilih foto yang akan disimpan."})
        for satu_foto in isi:
            operations.simpan_foto(rapat, request.form.get("jenis", ""), satu_foto, oleh=pelaku())
    except GalatIsian as galat:
        bidang = galat.bidang or {"foto": " ".join(galat.alasan)}
        return make_response(_halaman(rapat, jenis_foto=request.form.get("jenis", ""), galat=bidang), 422)
    flash("Foto tersimpan." if len(isi) == 1 else f"{len(isi)} foto tersimpan.", "berhasil")
    return _kembali_ke(rapat_id, "dokumentasi")


@bp.get("/<int:rapat_id>/foto/<int:foto_id>")
@masuk_dulu
def gambar(rapat_id: int, foto_id: int) -> ResponseReturnValue:
    """The photograph itself; only for who may see the meeting, asked again each time."""
    isi, mime = queries.isi_foto(rapat_id, foto_id, untuk=pelaku())
    jawaban = Response(isi, mimetype=mime)
    jawaban.headers["Cache-Control"] = "private, no-cache"
    jawaban.add_etag()
    return jawaban.make_conditional(request)


@bp.post("/<int:rapat_id>/foto/<int:foto_id>/penghapusan")
@masuk_dulu
@transaksi
def hapus_foto(rapat_id: int, foto_id: int) -> ResponseReturnValue:
    """Take a wrong photograph out."""
    operations.hapus_foto(queries.satu(rapat_id, untuk=pelaku()), foto_id, oleh=pelaku())
    flash("Foto dihapus.", "berhasil")
    return _kembali_ke(rapat_id, "dokumentasi")


@bp.post("/<int:rapat_id>/salinan")
@masuk_dulu
@transaksi
def salinan(rapat_id: int) -> ResponseReturnValue:
    """Invite whom the village invited last time."""
    rapat = queries.satu(rapat_id, untuk=pelaku())
    jumlah = operations.salin_undangan(rapat, oleh=pelaku(), versi=forms.versi(request.form))
    flash(
        f"{jumlah} nama disalin dari musyawarah sebelumnya. Periksa apakah masih sesuai."
        if jumlah
        else "Semua undangan musyawarah sebelumnya sudah ada di daftar ini.",
        "berhasil",
    )
    return _kembali_ke(rapat_id, "peserta")


@bp.get("/<int:rapat_id>/peserta")
@masuk_dulu
def peserta(rapat_id: int) -> ResponseReturnValue:
    """The table of people."""
    rapat = queries.satu(rapat_id, untuk=pelaku())
    policy.wajib_boleh(pelaku(), Aksi.RAPAT_CATAT, rapat)
    baris = [undangan.baris_peserta(p) for p in rapat.peserta]
    return _tabel(rapat, forms.tambah_kosong(baris, _baris_kosong(rapat), forms.BARIS_AWAL))


@bp.post("/<int:rapat_id>/peserta")
@masuk_dulu
@transaksi
def simpan_peserta(rapat_id: int) -> ResponseReturnValue:
    """Store the table, or only draw it again with more in it: nothing typed is lost either way."""
    rapat = queries.satu(rapat_id, untuk=pelaku())
    policy.wajib_boleh(pelaku(), Aksi.RAPAT_CATAT, rapat)
    baris = forms.baca_peserta(request.form)
    if aksi := request.form.get("aksi"):
        return _tabel(rapat, _gambar_ulang(aksi, rapat, baris), versi=forms.versi(request.form))
    try:
        operations.simpan_peserta(rapat, baris, oleh=pelaku(), versi=forms.versi(request.form))
    except GalatIsian as galat:
        return make_response(_tabel(rapat, baris, galat.bidang), 422)
    flash("Daftar peserta tersimpan.", "berhasil")
    return _kembali_ke(rapat_id, "peserta")


def _gambar_ulang(aksi: str, rapat: "Rapat", baris: list[BarisPeserta]) -> list[BarisPeserta]:
    kosong = _baris_kosong(rapat)
    if aksi == "salin":
        baris = [b for b in baris if not b.kosong]
        baris += undangan.belum_ada(undangan.undangan_sebelumnya(rapat), baris)
        return forms.tambah_kosong(baris, kosong, forms.BARIS_AWAL)
    if aksi == "hadirkan":
        return [replace(b, hadir=True) if b.diundang and not b.kosong else b for b in baris]
    return forms.tambah_kosong(baris, kosong, 0)


def _baris_kosong(rapat: "Rapat") -> BarisPeserta:
    """Before the day new names are invited; once the invited are known and the day has come, they are guests."""
    tamu = any(p.diundang for p in rapat.peserta) and bool(rapat.tanggal and rapat.tanggal <= _hari_ini(rapat))
    return BarisPeserta(diundang=not tamu, hadir=tamu)


def _tabel(
    rapat: "Rapat",
    baris: list[BarisPeserta],
    galat: Mapping[str, str] | None = None,
    versi: int | None = None,
) -> str:
    return render_template(
        "rapat/peserta.html",
        rapat=rapat,
        baris=baris,
        galat=galat or {},
        versi=rapat.versi_baris if versi is None else versi,
        unsur=label_unsur(rapat.jenis_wilayah, rapat.wilayah_kode),
        jk=JK,
        tamu=not _baris_kosong(rapat).diundang,
        kembali=_kembali(),
    )


def _halaman(
    rapat: "Rapat",
    rencana: Mapping[str, str] | None = None,
    hasil: Mapping[str, str] | None = None,
    jenis_foto: str = "",
    galat: Mapping[str, str] | None = None,
) -> str:
    oleh, kembali = pelaku(), _kembali()
    boleh = policy.boleh(oleh, Aksi.RAPAT_CATAT, rapat)
    hari_ini = _hari_ini(rapat)
    sudah_harinya = bool(rapat.tanggal and rapat.tanggal <= hari_ini)
    return render_template(
        "rapat/rapat.html",
        rapat=rapat,
        wilayah=queries.wilayah(rapat, untuk=oleh),
        zona=zona(rapat.wilayah_kode),
        boleh=boleh,
        boleh_ubah=boleh and rapat.dicatat is None,
        rencana=rencana or forms.isi_rencana(rapat),
        hasil=hasil or forms.isi_hasil(rapat),
        jenis_foto=jenis_foto or _foto_berikut(rapat),
        galat=galat or {},
        kurang_rencana=syarat.butir_rencana(rapat),
        kurang_hasil=syarat.butir_hasil(rapat, hari_ini),
        sudah_harinya=sudah_harinya,
        hasil_terbuka=sudah_harinya or hasil is not None,
        hari_ini=hari_ini,
        kehadiran=syarat.kehadiran(rapat),
        unsur=label_unsur(rapat.jenis_wilayah, rapat.wilayah_kode),
        cara=CARA_KEPUTUSAN,
        sumber_ba=SUMBER_BA,
        jenis_berkas=pelengkap.JENIS_BERKAS,
        jenis_foto_pilihan=operations.JENIS_FOTO,
        bisa_disalin=boleh and not rapat.peserta and bool(undangan.undangan_sebelumnya(rapat)),
        kembali=kembali,
        paket=[] if kembali else paket_rapat(rapat.id, rapat.wilayah_kode, untuk=oleh),
    )


def _foto_berikut(rapat: "Rapat") -> str:
    """The first kind of photograph that is not there yet."""
    ada = {f.jenis for f in rapat.foto}
    return next((j for j in operations.JENIS_FOTO if j not in ada), "FOTO_MUSDES")


def _hari_ini(rapat: "Rapat") -> dt.date:
    return clock.hari_ini(zona(rapat.wilayah_kode))


def _kembali() -> str:
    """Where the person came from, if that is a page of this site."""
    return jalur_aman(request.values.get("kembali"))


def _kembali_ke(rapat_id: int, bagian: str) -> ResponseReturnValue:
    alamat = url_for("rapat.satu", rapat_id=rapat_id)
    if kembali := _kembali():
        alamat += f"?kembali={quote(kembali)}"
    return redirect(f"{alamat}#{bagian}", 303)
