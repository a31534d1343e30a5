"""How are packets reached? The list, one packet with all that waits on it, and what is added to it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import queries as dokumen
from app.domain.usulan import (
    operations,
    operations_perubahan,
    operations_usulan,
    queries,
    queries_halaman,
    queries_hasil,
    queries_jejak,
    queries_terlampaui,
    tunggu,
)
from app.domain.usulan.status import LABEL_PAKET, StatusPaket, label_paket
from app.domain.wilayah.kode import meliputi
from app.infra.db import db
from app.infra.galat import GalatIsian
from app.web.htmx import htmx
from app.web.masukan import bilangan
from app.web.paket import isian_banyak, kalimat, langkah, perubahan_banyak, rincian, segera, tampilan
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

bp = Blueprint("paket", __name__, url_prefix="/paket")
langkah.pasang(bp)
isian_banyak.pasang(bp)
perubahan_banyak.pasang(bp)
segera.pasang(bp)
DISAHKAN = (StatusPaket.DISAHKAN, StatusPaket.SELESAI)


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """Every packet in sight, newest first, narrowed by status, region and period."""
    saya = pelaku()
    policy.wajib_mungkin(saya, Aksi.PAKET_LIHAT)
    saring = {nama: request.args.get(nama, "").strip()[:13] for nama in ("status", "wilayah", "periode")}
    saring["sifat"] = "segera" if request.args.get("sifat") == "segera" else ""
    status = StatusPaket(request.args["status"]) if request.args.get("status") in set(StatusPaket) else None
    baris, lagi = queries.daftar(
        untuk=saya,
        status=status,
        wilayah=saring["wilayah"],
        periode=saring["periode"],
        segera=bool(saring["sifat"]),
        sebelum_id=request.args.get("sebelum", type=int),
    )
    siapa = queries.audiens(saya)
    saring["status"] = status.value if status else ""
    return render_template(
        "paket/daftar.html",
        baris=baris,
        jawaban=queries_hasil.jawaban_per_paket([b.id for b in baris if b.status in DISAHKAN], untuk=saya),
        lagi=lagi,
        awal="sebelum" not in request.args,
        saring=saring,
        aktif=_saringan_aktif(saring, status, siapa),
        pilihan_status=[(s.value, label_paket(s, siapa)) for s in LABEL_PAKET],
        boleh_buat=_boleh_buat(saya),
        boleh_segera=policy.mungkin(saya, Aksi.PAKET_BUAT),
        boleh_himpun=bool(baris and saring["periode"]) and policy.mungkin(saya, Aksi.DOKUMEN_LIHAT),
        luar=bool(saring["wilayah"]) and not meliputi(saya.wilayah, saring["wilayah"]),
    )


def _boleh_buat(saya: Pelaku) -> bool:
    """A village that has this month's packet under way is not offered another."""
    if not policy.mungkin(saya, Aksi.PAKET_BUAT):
        return False
    return not queries.berjalan_bulan_ini(queries.paket_berjalan(untuk=saya), untuk=saya)


def _saringan_aktif(saring: dict[str, str], status: StatusPaket | None, siapa: Any) -> list[dict[str, str]]:
    label = {
        "status": label_paket(status, siapa) if status else "",
        "wilayah": f"Wilayah {saring['wilayah']}",
        "periode": f"Periode {saring['periode']}",
        "sifat": "Paket segera",
    }
    return [
        {
            "label": label[nama],
            "hapus_url": "/paket?" + urlencode({k: v for k, v in saring.items() if v and k != nama}),
        }
        for nama, isi in saring.items()
        if isi
    ]


@bp.get("/terlampaui")
@masuk_dulu
def terlampaui() -> ResponseReturnValue:
    """Packets that their kecamatan has held past its term, for who may go past it."""
    return render_template("paket/terlampaui.html", baris=queries_terlampaui.daftar(untuk=pelaku()))


@bp.post("/pembuatan")
@masuk_dulu
@transaksi
def buat() -> ResponseReturnValue:
    """A new packet of this month, or of the month that was named."""
    paket = operations.buat_paket(periode=request.form.get("periode") or None, oleh=pelaku())
    flash("Paket dibuat. Tambahkan warga yang akan diusulkan.", "berhasil")
    return redirect(url_for("paket.tampil", paket_id=paket.id), 303)


@bp.post("/nihil")
@masuk_dulu
@transaksi
def nihil() -> ResponseReturnValue:
    """This month's packet made and stated to be empty, with one press."""
    paket = operations.nyatakan_nihil(oleh=pelaku())
    flash("Surat pernyataan nihil sedang dibuat. Setelah ditandatangani, kepala desa/lurah mengajukannya.", "berhasil")
    return redirect(url_for("paket.tampil", paket_id=paket.id), 303)


@bp.get("/<int:paket_id>")
@masuk_dulu
def tampil(paket_id: int) -> ResponseReturnValue:
    """One packet."""
    return _halaman(paket_id)


def _halaman(paket_id: int, **lain: Any) -> str:
    saya = pelaku()
    h = queries_halaman.halaman(paket_id, untuk=saya)
    surat = dokumen.untuk_paket(paket_id, untuk=saya)
    isi = {"galat_tanda": {}, "isian_tanda": {}, "lanjut": "lanjut" in request.args, **lain}
    return render_template("paket/tampil.html", **tampilan.halaman(h, surat, saya), **isi)


@bp.get("/<int:paket_id>/dokumen")
@masuk_dulu
def potongan_dokumen(paket_id: int) -> ResponseReturnValue:
    """The packet's papers alone, asked again while some are being made."""
    if not htmx():
        return redirect(url_for("paket.tampil", paket_id=paket_id, _anchor="dokumen"), 303)
    saya = pelaku()
    paket = queries_halaman.kepala(paket_id, untuk=saya)
    surat = dokumen.untuk_paket(paket_id, untuk=saya)
    isi = render_template("paket/_dokumen.html", paket=paket, dokumen=surat)
    return make_response(isi, 200 if any(d.menunggu for d in surat) else 286)


@bp.get("/<int:paket_id>/riwayat")
@masuk_dulu
def riwayat(paket_id: int) -> ResponseReturnValue:
    """What happened so far, newest first."""
    saya = pelaku()
    paket = queries_halaman.kepala(paket_id, untuk=saya)
    semua = request.args.get("semua") == "1"
    if semua:
        # Single names and papers are for who sees papers; an observer sees where the packet stands.
        policy.wajib_mungkin(saya, Aksi.DOKUMEN_LIHAT)
    jejak, lagi = queries_jejak.riwayat(
        paket_id, untuk=saya, semua=semua, sebelum=request.args.get("sebelum", type=int)
    )
    butir = [kalimat.butir(j, paket.wilayah_kode, saya.zona) for j in jejak]
    templat = "paket/_riwayat.html" if htmx() else "paket/riwayat.html"
    awal = "sebelum" not in request.args
    boleh_semua = policy.mungkin(saya, Aksi.DOKUMEN_LIHAT)
    return render_template(
        templat, paket=paket, butir=butir, semua=semua, boleh_semua=boleh_semua, lagi=lagi, awal=awal
    )


@bp.get("/<int:paket_id>/selisih")
@masuk_dulu
def selisih(paket_id: int) -> ResponseReturnValue:
    """What the last resubmission changed."""
    saya = pelaku()
    h = queries_halaman.halaman(paket_id, untuk=saya)
    templat = "paket/_selisih.html" if htmx() else "paket/selisih.html"
    return render_template(templat, paket=h.paket, desa=h.desa, selisih=rincian.selisih(h, saya))


@bp.post("/<int:paket_id>/usulan")
@masuk_dulu
@transaksi
def usulan(paket_id: int) -> ResponseReturnValue:
    """Propose a resident; opens the new proposal."""
    paket = queries.satu(paket_id, untuk=pelaku())
    warga_id = bilangan(request.form.get("warga_id"))
    if warga_id is None:
        raise GalatIsian(bidang={"warga_id": "Pilih warga yang diusulkan dari hasil pencarian."})
    asal = "forum" if paket.status is StatusPaket.SIAP_MUSYAWARAH else "desa"
    jenis = request.form.get("jenis", "")
    baru = operations_usulan.catat(paket, warga_id=warga_id, jenis=jenis, oleh=pelaku(), asal=asal)
    return redirect(url_for("usulan.tampil", usulan_id=baru.id), 303)


@bp.post("/<int:paket_id>/daftar-tunggu")
@masuk_dulu
@transaksi
def ambil_tunggu(paket_id: int) -> ResponseReturnValue:
    """Take ticked names of the waiting list into the draft."""
    paket = queries.satu(paket_id, untuk=pelaku())
    nomor = [n for n in map(bilangan, request.form.getlist("tunggu")) if n is not None]
    hasil = tunggu.ambil(paket, nomor, oleh=pelaku())
    flash(f"{len(hasil)} nama dimasukkan dari daftar tunggu.", "berhasil")
    if kurang := [u.nama for u, sebab in hasil if sebab]:
        flash(f"Masih perlu dilengkapi: {', '.join(kurang)}.", "peringatan")
    return redirect(url_for("paket.tampil", paket_id=paket_id, _anchor="usulan"), 303)


@bp.post("/<int:paket_id>/persiapan-cepat")
@masuk_dulu
@transaksi
def persiapan_cepat(paket_id: int) -> ResponseReturnValue:
    """Plan as last time for the day that was typed, and print what the meeting needs."""
    paket = queries.satu(paket_id, untuk=pelaku())
    try:
        hari = dt.date.fromisoformat(request.form.get("tanggal_musyawarah", ""))
    except ValueError:
        raise GalatIsian(bidang={"tanggal_musyawarah": "Isi tanggal musyawarah."}) from None
    operations.siapkan_seperti_sebelumnya(paket, hari, oleh=pelaku(), versi=langkah.versi_kiriman(request.form))
    flash("Undangan, daftar hadir, dan daftar usulan sedang dibuat. Cetak begitu siap.", "berhasil")
    return redirect(url_for("paket.tampil", paket_id=paket_id), 303)


@bp.post("/<int:paket_id>/rapat")
@masuk_dulu
@transaksi
def rapat(paket_id: int) -> ResponseReturnValue:
    """Plan the packet's meeting; opens its page."""
    r = operations.rencanakan_rapat(queries.satu(paket_id, untuk=pelaku()), oleh=pelaku())
    return redirect(f"/rapat/{r.id}?kembali=/paket/{paket_id}", 303)


@bp.post("/<int:paket_id>/tanda")
@masuk_dulu
@transaksi
def jawab_tanda(paket_id: int) -> ResponseReturnValue:
    """Answer the marks of a return, as many as are filled in; a wrong one stores none and loses nothing typed."""
    saya = pelaku()
    queries.satu(paket_id, untuk=saya)
    ketikan, salah = _jawaban_tanda(request.form), {}
    for nomor, isi in ketikan.items():
        try:
            operations.jawab_tanda(nomor, isi["jawaban"], isi["teks"], oleh=saya, paket_id=paket_id)
        except GalatIsian as galat:
            salah[nomor] = galat.bidang
    if salah:
        db.session.rollback()
        return make_response(_halaman(paket_id, isian_tanda=ketikan, galat_tanda=salah), 422)
    if ketikan:
        flash("Jawaban tersimpan.", "berhasil")
    else:
        flash("Belum ada jawaban yang dipilih, jadi tidak ada yang disimpan.", "peringatan")
    return redirect(url_for("paket.tampil", paket_id=paket_id, _anchor="catatan"), 303)


def _jawaban_tanda(isi: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """What was typed, by mark; a mark with neither answer nor words is left for later."""
    hasil: dict[int, dict[str, str]] = {}
    for nama, nilai in isi.items():
        bagian, _, teks = nama.partition(".")
        if bagian in ("jawaban", "teks") and nilai.strip() and (nomor := bilangan(teks)) is not None:
            hasil.setdefault(nomor, {"jawaban": "", "teks": ""})[bagian] = nilai
    return hasil


@bp.post("/<int:paket_id>/lembar-perubahan")
@masuk_dulu
@transaksi
def lembar(paket_id: int) -> ResponseReturnValue:
    """Issue one sheet over all requests that have none."""
    paket = queries.satu(paket_id, untuk=pelaku())
    policy.wajib_boleh(pelaku(), Aksi.USULAN_MINTA_PERUBAHAN, paket)
    operations_perubahan.terbitkan_lembar(paket, oleh=pelaku())
    flash("Lembar perubahan terbit. Cetak, tanda tangani, lalu unggah pindaiannya.", "berhasil")
    return redirect(url_for("paket.tampil", paket_id=paket_id, _anchor="dokumen"), 303)
