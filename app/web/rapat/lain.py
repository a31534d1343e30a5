"""What else does a browser ask about a meeting? Attendance as figures, and scans of what was signed on paper."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.aturan.turunan import label_unsur
from app.domain.rapat import pelengkap, queries
from app.domain.rapat.pelengkap import BarisJumlah
from app.infra.galat import GalatIsian
from app.web.masukan import bilangan
from app.web.rapat import forms
from app.web.sesi import masuk_dulu, pelaku
from app.web.titipan import jalur_aman
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.rapat.models import Rapat


def pasang(bp: Blueprint) -> None:
    """Give these pages their addresses on the blueprint of meetings."""
    bp.add_url_rule("/<int:rapat_id>/jumlah", "jumlah", jumlah, methods=["GET"])
    bp.add_url_rule("/<int:rapat_id>/jumlah", "simpan_jumlah", simpan_jumlah, methods=["POST"])
    bp.add_url_rule("/<int:rapat_id>/berkas", "berkas", berkas, methods=["POST"])
    bp.add_url_rule("/<int:rapat_id>/berkas/<int:berkas_id>", "isi_berkas", isi_berkas, methods=["GET"])


@masuk_dulu
def jumlah(rapat_id: int) -> ResponseReturnValue:
    """The table of figures per element."""
    rapat = queries.satu(rapat_id, untuk=pelaku())
    policy.wajib_boleh(pelaku(), Aksi.RAPAT_CATAT, rapat)
    return _tabel(rapat, _awal(rapat))


def _awal(rapat: "Rapat") -> dict[str, str]:
    """What was stored; else how many of each element were invited by name."""
    if rapat.jumlah:
        return {f"{n}.{j.unsur}": str(getattr(j, n)) for j in rapat.jumlah for n in ("diundang", "laki", "perempuan")}
    diundang = [p.unsur for p in rapat.peserta if p.diundang]
    return {f"diundang.{u}": str(diundang.count(u)) for u in diundang}


def _tabel(rapat: "Rapat", isi: dict[str, str], galat: GalatIsian | None = None) -> str:
    return render_template(
        "rapat/jumlah.html",
        rapat=rapat,
        isi=isi,
        unsur=label_unsur(rapat.jenis_wilayah, rapat.wilayah_kode),
        galat=galat.bidang if galat else {},
        galat_umum=galat.alasan if galat and not galat.bidang else [],
        kembali=_kembali(),
    )


@masuk_dulu
@transaksi
def simpan_jumlah(rapat_id: int) -> ResponseReturnValue:
    """Store figures instead of names."""
    rapat = queries.satu(rapat_id, untuk=pelaku())
    policy.wajib_boleh(pelaku(), Aksi.RAPAT_CATAT, rapat)
    isi = request.form
    try:
        baris = [_baris(isi, u) for u in label_unsur(rapat.jenis_wilayah, rapat.wilayah_kode)]
        pelengkap.simpan_jumlah(rapat, baris, oleh=pelaku(), versi=forms.versi(isi))
    except GalatIsian as galat:
        return make_response(_tabel(rapat, isi.to_dict(), galat), 422)
    flash("Jumlah kehadiran tersimpan. Unggah pindaian daftar hadir yang ditandatangani.", "berhasil")
    return _balik(rapat_id)


def _baris(isi: forms.Isi, unsur: str) -> BarisJumlah:
    angka = {}
    for nama in ("diundang", "laki", "perempuan"):
        teks = isi.get(f"{nama}.{unsur}", "").strip()
        terbaca = bilangan(teks) if teks else 0
        angka[nama] = -1 if terbaca is None else terbaca
    return BarisJumlah(unsur, **angka)


@masuk_dulu
@transaksi
def berkas(rapat_id: int) -> ResponseReturnValue:
    """Keep a scan of what was signed on paper."""
    rapat = queries.satu(rapat_id, untuk=pelaku())
    jenis = request.form.get("jenis_berkas", "")
    bagian = [b.read() for b in request.files.getlist("berkas") if b.filename]
    pelengkap.simpan_berkas(rapat, jenis, bagian, oleh=pelaku())
    flash("Pindaian tersimpan.", "berhasil")
    return _balik(rapat_id)


@masuk_dulu
def isi_berkas(rapat_id: int, berkas_id: int) -> ResponseReturnValue:
    """The scan itself; only for who may see the meeting, asked again each time."""
    isi, mime = queries.isi_berkas(rapat_id, berkas_id, untuk=pelaku())
    jawaban = Response(isi, mimetype=mime)
    jawaban.headers["Cache-Control"] = "private, no-cache"
    return jawaban


def _kembali() -> str:
    return jalur_aman(request.values.get("kembali"))


def _balik(rapat_id: int) -> ResponseReturnValue:
    return redirect(url_for("rapat.satu", rapat_id=rapat_id, kembali=_kembali() or None, _anchor="naskah-kertas"), 303)
