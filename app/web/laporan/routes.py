"""How is the report to the governor reached? Periods that can be reported, a sample, one report with its two papers."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import tindakan
from app.domain.bundel import operations_laporan as operations
from app.domain.bundel import queries_laporan as queries
from app.domain.bundel.alur_laporan import ALUR_LAPORAN
from app.domain.bundel.naskah_laporan import Tambahan
from app.domain.bundel.status import LABEL_LAPORAN, RONA_LAPORAN
from app.domain.dokumen import contoh as naskah_contoh
from app.domain.dokumen.status import LABEL_STATUS_DOKUMEN, RONA_STATUS_DOKUMEN, JenisDokumen
from app.domain.dokumen.susunan import penanda, unit
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa
from app.web.dokumen import contoh
from app.web.masukan import bilangan
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.bundel.models import LaporanGubernur

bp = Blueprint("laporan", __name__, url_prefix="/laporan")

LIHAT = {"surat": JenisDokumen.PENGANTAR_GUBERNUR, "laporan": JenisDokumen.LAPORAN_GUBERNUR}


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """Which periods can be reported, and every report so far."""
    policy.wajib_mungkin(pelaku(), Aksi.LAPORAN_LIHAT)
    return _halaman_daftar()


def _halaman_daftar(galat: GalatIsian | None = None) -> str:
    saya = pelaku()
    baris, lagi = queries.daftar(untuk=saya, sebelum_id=bilangan(request.args.get("sebelum")))
    # Below the regency the packets are in sight, but not the reports that count them.
    periode = queries.periode_lapor(untuk=saya) if saya.wilayah.count(".") <= 1 else []
    diminta = request.values.get("periode", "")
    siap = [p for p in periode if p.dapat_terbit]
    return render_template(
        "laporan/daftar.html",
        periode=periode,
        siap=[p.periode for p in siap],
        dipilih=diminta or (siap[0].periode if siap else ""),
        boleh_terbit=policy.mungkin(saya, Aksi.LAPORAN_TERBITKAN) and saya.wilayah.count(".") == 1,
        baris=baris,
        lagi=lagi,
        lanjutan="sebelum" in request.args,
        diisi=request.form,
        galat=galat.bidang if galat else {},
        ringkasan=[{"kalimat": kalimat, "href": f"#{nama}"} for nama, kalimat in galat.bidang.items()] if galat else [],
    )


def _tambahan() -> Tambahan:
    """What the office typed. Raises GalatIsian for a number that is none."""
    angka: dict[str, int | None] = {}
    for nama in ("pengaduan_masuk", "pengaduan_selesai"):
        teks = request.form.get(nama, "").strip()
        angka[nama] = bilangan(teks)
        if teks and angka[nama] is None:
            raise GalatIsian(bidang={nama: "Tulis jumlah pengaduan dengan angka, misalnya 12."})
    return Tambahan(kendala=_butir("kendala"), tindak_lanjut=_butir("tindak_lanjut"), **angka)


def _butir(nama: str) -> list[str]:
    return [b.strip() for b in request.form.get(nama, "").splitlines() if b.strip()]


@bp.post("/penerbitan")
@masuk_dulu
@transaksi
def terbitkan() -> ResponseReturnValue:
    """Issue letter and report, or (`lihat`) show one of them as it would be issued."""
    saya, periode = pelaku(), request.form.get("periode", "")
    policy.wajib_mungkin(saya, Aksi.LAPORAN_TERBITKAN)
    try:
        if lihat := LIHAT.get(request.form.get("lihat", "")):
            return _contoh(lihat, periode)
        laporan = operations.terbitkan(periode, _tambahan(), oleh=saya)
    except GalatIsian as galat:
        db.session.rollback()
        return make_response(_halaman_daftar(galat), 422)
    flash("Laporan kepada gubernur dan surat pengantarnya terbit. Cetak, tanda tangani, lalu unggah.", "berhasil")
    return redirect(url_for("laporan.satu", laporan_id=laporan.id), 303)


def _contoh(jenis: JenisDokumen, periode: str) -> ResponseReturnValue:
    saya = pelaku()
    isi = dict(operations.pratinjau(periode, _tambahan(), oleh=saya))
    if jenis not in isi:
        raise TidakBisa("Belum ada paket periode ini yang disahkan, jadi belum ada yang dapat dilihat.")
    hari = clock.hari_ini(saya.zona)
    tanda = penanda(jenis, unit(saya.wilayah), hari)
    jawaban = contoh.kirim(naskah_contoh.tulis(jenis, isi[jenis], tanda, hari, contoh.alamat()))
    db.session.rollback()  # the key of the form is still to be used by the issue itself
    return jawaban


@bp.get("/<int:laporan_id>")
@masuk_dulu
def satu(laporan_id: int) -> ResponseReturnValue:
    """One report: its papers, whether something came since, and the steps of who looks at it."""
    return _halaman(queries.satu(laporan_id, untuk=pelaku()))


def _halaman(laporan: "LaporanGubernur", galat: GalatIsian | None = None, alasan: str = "") -> str:
    saya = pelaku()
    kertas = queries.kertas(laporan.id, untuk=saya)
    return render_template(
        "laporan/laporan.html",
        b=laporan,
        kertas=kertas,
        status_label=LABEL_LAPORAN[laporan.status],
        rona=RONA_LAPORAN[laporan.status],
        label_dokumen=LABEL_STATUS_DOKUMEN,
        rona_dokumen=RONA_STATUS_DOKUMEN,
        boleh_unggah=saya.wilayah == laporan.wilayah_kode and policy.mungkin(saya, Aksi.DOKUMEN_UNGGAH_PINDAIAN),
        baru=queries.paket_baru(laporan, untuk=saya),
        langkah={b.kata for b in tindakan(ALUR_LAPORAN, laporan, oleh=saya)},
        galat=galat.bidang if galat else {},
        alasan=alasan,
    )


@bp.post("/<int:laporan_id>/pembatalan")
@masuk_dulu
@transaksi
def batalkan(laporan_id: int) -> ResponseReturnValue:
    """Recall a report: its papers become `batal`."""
    saya, alasan = pelaku(), request.form.get("alasan", "")
    laporan = queries.satu(laporan_id, untuk=saya)
    versi = bilangan(request.form.get("versi"))
    try:
        operations.batalkan(laporan, alasan=alasan, oleh=saya, versi=-1 if versi is None else versi)
    except GalatIsian as galat:
        db.session.rollback()
        return make_response(_halaman(queries.satu(laporan_id, untuk=saya), galat, alasan), 422)
    flash("Laporan dibatalkan. Nomor suratnya tidak dipakai lagi; laporan baru dapat diterbitkan.", "berhasil")
    return redirect(url_for("laporan.satu", laporan_id=laporan_id), 303)
