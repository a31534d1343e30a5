"""Who keeps the rules, and how? A list of tables in plain words, dated rows, and a form drawn from the row's shape."""

import datetime as dt
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import lambang, operations
from app.domain.aturan.berlaku import sebutan
from app.domain.aturan.daftar import LABEL_KEADAAN, BarisTampil, Keadaan, baris_wilayah, satu_baris
from app.domain.aturan.nomor import susun_nomor
from app.domain.aturan.periksa import kode_dikenal, periksa, skema
from app.domain.aturan.skema import KELOMPOK, SEMUA_DOKUMEN, SKEMA, Skema
from app.domain.dokumen import tinjauan
from app.domain.wilayah import cari
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda
from app.web.admin import isian_aturan as isian
from app.web.dokumen import contoh as contoh_naskah
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("admin_aturan", __name__, url_prefix="/admin/aturan")

UNIT_CONTOH = "33.28.10.2004"


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """Every table, in groups, with how many rows hold and how many are the territory's own."""
    siapa = _pengelola()
    kelompok = [(nama, [_ringkas_tabel(s, siapa) for s in SKEMA.values() if s.kelompok == nama]) for nama in KELOMPOK]
    return render_template("admin/aturan/daftar.html", kelompok=kelompok)


@bp.get("/<kunci>")
@masuk_dulu
def tabel(kunci: str) -> ResponseReturnValue:
    """The rows of a table; ended ones on request."""
    siapa = _pengelola()
    bentuk = skema(kunci)
    riwayat = request.args.get("riwayat") == "1"
    semua = baris_wilayah(kunci, siapa.wilayah)
    baris = [_tampil(bentuk, t) for t in semua if riwayat or t.keadaan is not Keadaan.BERAKHIR]
    return render_template(
        "admin/aturan/tabel.html",
        skema=bentuk,
        baris=baris,
        riwayat=riwayat,
        berakhir=sum(t.keadaan is Keadaan.BERAKHIR for t in semua),
    )


@bp.get("/<kunci>/baris")
@masuk_dulu
def formulir(kunci: str) -> ResponseReturnValue:
    """The form: empty, or filled from the row `dari`."""
    siapa = _pengelola()
    bentuk = skema(kunci)
    asal = _asal(kunci, request.args.get("dari", type=int), siapa)
    hari = clock.hari_ini(siapa.zona)
    ubah = asal is not None and asal.milik and asal.baris.mulai >= hari
    isi: dict[str, Any] = {
        "kode": asal.baris.kode if asal else "",
        "wilayah_kode": asal.baris.wilayah_kode if asal and asal.milik else siapa.wilayah,
        "mulai": asal.baris.mulai if asal and ubah else hari,
        "selesai": asal.baris.selesai if asal and ubah else "",
        "isi": isian.tulis(bentuk, asal.baris.isi if asal else {}),
    }
    return _gambar(bentuk, asal, isi, {})


@bp.post("/<kunci>/baris")
@masuk_dulu
@transaksi
def tetapkan(kunci: str) -> ResponseReturnValue:
    """Take the row, or show the form again with every error and everything typed."""
    siapa = _pengelola()
    bentuk = skema(kunci)
    kiriman = request.form
    asal = _asal(kunci, kiriman.get("dari", type=int), siapa)
    contoh, galat = "", {}
    try:
        if "lihat" in kiriman:
            return _lihat(bentuk, siapa)
        if "contoh" in kiriman:
            contoh = _contoh(kunci, kiriman.get("kode", ""), isian.baca(bentuk, kiriman), siapa)
        else:
            return _simpan(bentuk, asal, siapa)
    except GalatIsian as tolak:
        galat = tolak.bidang or {"": " ".join(tolak.alasan)}
    isi = {
        "kode": kiriman.get("kode", ""),
        "wilayah_kode": kiriman.get("wilayah_kode", ""),
        "mulai": kiriman.get("mulai", ""),
        "selesai": kiriman.get("selesai", ""),
        "isi": isian.tulis_kiriman(bentuk, kiriman),
    }
    return _gambar(bentuk, asal, isi, galat, contoh), 422 if galat else 200


@bp.get("/<kunci>/baris/<int:baris_id>/pengakhiran")
@masuk_dulu
def formulir_akhiri(kunci: str, baris_id: int) -> ResponseReturnValue:
    """Ask from when on the row shall no longer hold."""
    siapa = _pengelola()
    return _gambar_akhiri(skema(kunci), _milik(kunci, baris_id, siapa), clock.hari_ini(siapa.zona), {})


@bp.post("/<kunci>/baris/<int:baris_id>/pengakhiran")
@masuk_dulu
@transaksi
def akhiri(kunci: str, baris_id: int) -> ResponseReturnValue:
    """End the row: from the next day, the wider territory's row holds again."""
    siapa = _pengelola()
    bentuk, satu = skema(kunci), _milik(kunci, baris_id, siapa)
    try:
        operations.akhiri(baris_id, pada=_tanggal("selesai", wajib=True) or dt.date.max, oleh=siapa)
    except GalatIsian as tolak:
        return _gambar_akhiri(bentuk, satu, request.form.get("selesai", ""), tolak.bidang), 422
    flash("Aturan diakhiri. Setelah tanggal itu berlaku aturan wilayah yang lebih luas.", "berhasil")
    return redirect(url_for("admin_aturan.tabel", kunci=kunci), 303)


def _pengelola() -> Pelaku:
    siapa = pelaku()
    policy.wajib_mungkin(siapa, Aksi.ATURAN_KELOLA)
    return siapa


def _asal(kunci: str, baris_id: int | None, siapa: Pelaku) -> BarisTampil | None:
    if baris_id is None:
        return None
    asal = satu_baris(kunci, baris_id, siapa.wilayah)
    if asal is None:
        raise TidakAda("Aturan ini tidak ditemukan di wilayah Anda.")
    return asal


def _milik(kunci: str, baris_id: int, siapa: Pelaku) -> BarisTampil:
    satu = _asal(kunci, baris_id, siapa)
    if satu is None or not satu.milik:
        raise TidakAda("Aturan ini tidak ditemukan di wilayah Anda.")
    return satu


def _simpan(bentuk: Skema, asal: BarisTampil | None, siapa: Pelaku) -> ResponseReturnValue:
    kiriman = request.form
    tinjauan.tetapkan(
        **_usulan(bentuk, siapa),
        selesai=_tanggal("selesai"),
        ubah_id=asal.baris.id if asal and asal.milik else None,
        versi=kiriman.get("sidik", ""),
    )
    flash("Aturan disimpan. Dokumen dan paket yang sudah terbit tetap memakai aturan saat dibuat.", "berhasil")
    return redirect(url_for("admin_aturan.tabel", kunci=bentuk.kunci), 303)


def _usulan(bentuk: Skema, siapa: Pelaku) -> dict[str, Any]:
    """The row as typed, for keeping it and for its sample."""
    baru = _gambar_baru(bentuk)
    isi = isian.baca(bentuk, request.form)
    return {
        "kunci": bentuk.kunci,
        "kode": request.form.get("kode", "").strip(),
        "isi": isi | ({b.nama: baru for b in bentuk.bidang if b.jenis == "gambar"} if baru else {}),
        "wilayah_kode": _wilayah(),
        "mulai": _tanggal("mulai", wajib=True) or dt.date.min,
        "oleh": siapa,
        "alamat": contoh_naskah.alamat(),
        "gambar_baru": baru,
    }


def _gambar_baru(bentuk: Skema) -> str:
    """The hash of an emblem that came with the form. Raises GalatIsian at its field."""
    bidang = next((b.nama for b in bentuk.bidang if b.jenis == "gambar"), "")
    berkas = request.files.get(f"berkas_{bidang}") if bidang else None
    if berkas is None or not berkas.filename:
        return ""
    try:
        return lambang.siapkan(berkas.read())
    except GalatIsian as tolak:
        raise GalatIsian(bidang={bidang: " ".join(tolak.alasan)}) from tolak


def _lihat(bentuk: Skema, siapa: Pelaku) -> ResponseReturnValue:
    """A paper as it would look; nothing is kept, not even that the form was sent."""
    jawaban = contoh_naskah.kirim(tinjauan.contoh(**_usulan(bentuk, siapa)))
    db.session.rollback()
    return jawaban


def _wilayah() -> str:
    kode = request.form.get("wilayah_kode", "").strip()
    try:
        return cari.satu(kode).kode
    except TidakAda:
        raise GalatIsian(bidang={"wilayah_kode": "Wilayah dengan kode ini tidak ada. Contoh: 33.28."}) from None


def _tanggal(nama: str, *, wajib: bool = False) -> dt.date | None:
    teks = request.form.get(nama, "").strip()
    if not teks and not wajib:
        return None
    try:
        return dt.date.fromisoformat(teks)
    except ValueError:
        raise GalatIsian(bidang={nama: "Tanggal belum terbaca. Tulis misalnya 2026-12-31."}) from None


def _contoh(kunci: str, kode: str, isi: dict[str, Any], siapa: Pelaku) -> str:
    bersih = periksa(kunci, kode, isi)
    if bersih.get("mode") != "otomatis":
        return "Naskah ini tidak diberi nomor otomatis."
    return susun_nomor(bersih, urut=1, unit=UNIT_CONTOH, tanggal=clock.hari_ini(siapa.zona))


def _gambar(
    bentuk: Skema, asal: BarisTampil | None, isi: dict[str, Any], galat: dict[str, str], contoh: str = ""
) -> str:
    bidang = [
        {
            "b": b,
            "id": isian.AWALAN + b.nama,
            "nilai": isi["isi"][b.nama],
            "petunjuk": isian.petunjuk(b),
            "galat": galat.get(b.nama),
            "bercentang": isian.bercentang(b),
            "pilihan": isian.pilihan(b) if b.pilihan is not None or b.rujukan else [],
        }
        for b in bentuk.bidang
    ]
    tujuan = {b.nama: isian.AWALAN + b.nama for b in bentuk.bidang}
    return render_template(
        "admin/aturan/formulir.html",
        skema=bentuk,
        asal=asal.baris if asal else None,
        judul_asal=isian.judul_kode(bentuk.kunci, asal.baris.kode, asal.baris.isi.get("label", "")) if asal else "",
        isi=isi,
        bidang=bidang,
        galat=galat,
        ringkasan=[{"kalimat": k, "href": f"#{tujuan.get(n, n or 'isi')}"} for n, k in galat.items()],
        pilihan_kode=_pilihan_kode(bentuk),
        sidik=request.form.get("sidik") or (operations.sidik(bentuk.kunci, asal.baris.kode) if asal else ""),
        contoh=contoh,
        bernaskah=tinjauan.menyentuh_naskah(bentuk.kunci),
    )


def _gambar_akhiri(bentuk: Skema, satu: BarisTampil, selesai: Any, galat: dict[str, str]) -> str:
    return render_template(
        "admin/aturan/akhiri.html",
        skema=bentuk,
        satu=_tampil(bentuk, satu),
        selesai=selesai,
        galat=galat,
    )


def _pilihan_kode(bentuk: Skema) -> list[tuple[str, str]]:
    if bentuk.kode:
        cabang = [
            (f"{k}:{j}", f"{bentuk.kode[k]}: {sebutan(bentuk.rujukan_kode, j)}")
            for k in bentuk.bercabang
            for j in sorted(kode_dikenal(bentuk.rujukan_kode))
        ]
        return [*bentuk.kode.items(), *cabang]
    if not bentuk.rujukan_kode:
        return []
    kode = sorted(kode_dikenal(bentuk.rujukan_kode))
    if bentuk.rujukan_kode == SEMUA_DOKUMEN:
        varian = ("", ":kelurahan", ":pemdes") if bentuk.kunci == "penanda_tangan" else ("",)
        kode = [""] * (bentuk.kunci in ("nomor", "kertas")) + [k + v for k in kode for v in varian]
    return [(k, isian.judul_kode(bentuk.kunci, k)) for k in kode]


def _ringkas_tabel(bentuk: Skema, siapa: Pelaku) -> dict[str, Any]:
    semua = baris_wilayah(bentuk.kunci, siapa.wilayah)
    return {
        "skema": bentuk,
        "berlaku": sum(t.keadaan is Keadaan.BERLAKU for t in semua),
        "milik": sum(t.milik and t.keadaan is not Keadaan.BERAKHIR for t in semua),
        "mendatang": sum(t.keadaan is Keadaan.MENDATANG for t in semua),
    }


def _tampil(bentuk: Skema, t: BarisTampil) -> dict[str, Any]:
    label, rona = LABEL_KEADAAN[t.keadaan]
    b = t.baris
    return {
        "id": b.id,
        "judul": isian.judul_kode(bentuk.kunci, b.kode, b.isi.get("label") or (bentuk.kode or {}).get(b.kode, "")),
        "kode": b.kode,
        "ringkas": isian.ringkas(bentuk, b.isi),
        "wilayah": b.wilayah_kode or "Seluruh Indonesia",
        "mulai": b.mulai,
        "selesai": b.selesai,
        "keadaan": label,
        "rona": rona,
        "milik": t.milik,
        "dapat_diakhiri": t.milik and t.keadaan is not Keadaan.BERAKHIR,
        "ubah": t.keadaan is not Keadaan.BERAKHIR,
    }
