"""How are bundels reached? What is ready to be put into one, one bundel, and its three steps."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import sebab, tindakan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.pengetikan import ada_pengetikan
from app.domain.akses.peran import Peran, Tingkat
from app.domain.bundel import operations, queries
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.status import LABEL_STATUS, RAGAM, RONA_STATUS, JenisBundel, StatusBundel
from app.domain.bundel.syarat import jendela
from app.domain.dokumen import queries as dokumen
from app.domain.dokumen.queries import RingkasDokumen
from app.domain.usulan import queries_pejabat
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.wilayah import cari
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang
from app.web.masukan import bilangan
from app.web.paginasi import alamat, batas, lanjut
from app.web.paket.pencatatan import diperiksa, kertas_bundel
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.bundel.models import Bundel

bp = Blueprint("bundel", __name__, url_prefix="/bundel")


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """What waits for a decision, what is ready for a paper, and every bundel so far."""
    policy.wajib_mungkin(pelaku(), Aksi.BUNDEL_LIHAT)
    return _halaman_daftar()


def _halaman_daftar(galat: GalatIsian | None = None) -> str:
    saya = pelaku()
    antrean = _antrean(saya)
    jenis = antrean["jenis"]
    baris, lagi = queries.daftar(untuk=saya, jenis=jenis, sebelum_id=bilangan(request.args.get("sebelum")))
    return render_template(
        "bundel/daftar.html",
        **antrean,
        menunggu=queries.menunggu(untuk=saya),
        baris=baris,
        lagi=lagi,
        lanjutan="sebelum" in request.args,
        galat=galat.alasan if galat else [],
    )


def _jenis_disusun(saya: Pelaku) -> list[JenisBundel]:
    """Kinds that the actor composes; stepping in for the kecamatan comes last, and only where somebody types at all."""
    bisa = [j for j in JenisBundel if policy.mungkin(saya, RAGAM[j].terbitkan)]
    if JenisBundel.TELAAH not in bisa or saya.tingkat is not Tingkat.DINSOS:
        return bisa
    ganti = [JenisBundel.TELAAH] if ada_pengetikan(Peran.OPERATOR_KECAMATAN) else []
    return [j for j in bisa if j is not JenisBundel.TELAAH] + ganti


def _antrean(saya: Pelaku) -> dict[str, Any]:
    """The queue of the kind that was asked for; empty for who composes nothing."""
    jenis = _jenis_disusun(saya)
    if not jenis:
        return {"jenis": None, "tab": [], "antre": [], "antre_url": None, "semua": [], "dipilih": set()}
    diminta = request.values.get("jenis", "")
    pilih = next((j for j in jenis if j == diminta), jenis[0])
    wilayah = request.values.get("wilayah", "")[:13]
    antre, lagi = queries.siap(pilih, untuk=saya, wilayah=wilayah, sesudah=batas())
    saring = {"jenis": pilih.value, "wilayah": wilayah}
    dari = bilangan(request.args.get("dari"))
    dipilih = {b.id for b in queries.isi(dari, untuk=saya)} if dari else set()
    return {
        "jenis": pilih,
        "jendela": jendela(pilih, saya.wilayah),
        "ragam": RAGAM[pilih],
        "tab": [
            {"label": RAGAM[j].label, "href": url_for("bundel.daftar", jenis=j), "aktif": j is pilih} for j in jenis
        ],
        "antre": antre,
        "antre_url": lanjut("/bundel", lagi, saring),
        "antre_awal": alamat("/bundel", saring) if batas() else None,
        "semua": queries.semua_siap(pilih, untuk=saya, wilayah=wilayah),
        "dipilih": dipilih | {n for i in request.form.getlist("paket") if (n := bilangan(i)) is not None},
        "wilayah": wilayah,
        "kecamatan": cari.pilihan_kecamatan(saya.wilayah),
    }


@bp.post("/penerbitan")
@masuk_dulu
@transaksi
def terbitkan() -> ResponseReturnValue:
    """Issue one paper over what is ticked, or over every ready packet if there are still as many as were shown."""
    saya = pelaku()
    if (nilai := request.form.get("jenis", "")) not in set(JenisBundel):
        raise GalatIsian(bidang={"jenis": "Pilih jenis berkas bersama."})
    jenis = JenisBundel(nilai)
    policy.wajib_mungkin(saya, RAGAM[jenis].terbitkan)
    try:
        bundel = operations.terbitkan(jenis, _pilihan(jenis, saya), oleh=saya)
    except GalatIsian as galat:
        db.session.rollback()
        return make_response(_halaman_daftar(galat), 422)
    flash(
        f"{RAGAM[jenis].sebutan_kertas.capitalize()} terbit. Cetak, tanda tangani, lalu unggah pindaiannya.", "berhasil"
    )
    return redirect(url_for("bundel.satu", bundel_id=bundel.id), 303)


def _pilihan(jenis: JenisBundel, saya: Pelaku) -> list[int]:
    if "semua" not in request.form:
        return [n for i in request.form.getlist("paket") if (n := bilangan(i)) is not None]
    siap = queries.semua_siap(jenis, untuk=saya, wilayah=request.form.get("wilayah", ""))
    if str(len(siap)) != request.form["semua"]:
        raise HalamanUsang(
            f"Paket yang siap kini {len(siap)}, bukan lagi {request.form['semua']}. "
            "Muat ulang halaman, lalu periksa lagi."
        )
    return siap


@bp.get("/<int:bundel_id>")
@masuk_dulu
def satu(bundel_id: int) -> ResponseReturnValue:
    """One bundel: its packets, its paper, what is missing, and the steps of who looks at it."""
    return _halaman(queries.satu(bundel_id, untuk=pelaku()))


def _halaman(bundel: "Bundel", galat: GalatIsian | None = None, alasan: str = "") -> str:
    saya = pelaku()
    isi = queries.isi(bundel.id, untuk=saya)
    surat = dokumen.untuk_paket(isi[0].id, untuk=saya, semua=True) if isi else []
    kertas = next((d for d in surat if d.id == bundel.dokumen_id), None)
    kurang = queries.kekurangan(bundel, untuk=saya)
    tercatat = queries_pejabat.tercatat_bundel(bundel.id, untuk=saya) if bundel.status == "diputus" else []
    return render_template(
        "bundel/bundel.html",
        b=bundel,
        ragam=bundel.ragam,
        jenis=bundel.jenis.value,
        status_label=LABEL_STATUS[bundel.status],
        rona=RONA_STATUS[bundel.status],
        isi=isi,
        kertas=kertas,
        kurang=kurang,
        cara=_cara(bundel, kertas, bool(kurang)) if kertas and bundel.status is StatusBundel.TERBIT else [],
        boleh_catat=bundel.status is StatusBundel.TERBIT and _boleh_catat(bundel, kertas, saya),
        langkah={b.kata: b for b in tindakan(ALUR_BUNDEL, bundel, oleh=saya)},
        catat=kertas_bundel(bundel, saya),
        tercatat=tercatat,
        boleh_keberatan=bool(tercatat) and _boleh_keberatan(bundel, saya),
        boleh_terbit=policy.mungkin(saya, bundel.ragam.terbitkan),
        galat=galat.bidang if galat else {},
        alasan=alasan,
    )


def _boleh_catat(bundel: "Bundel", kertas: RingkasDokumen | None, saya: Pelaku) -> bool:
    """Whether this person may bring in the signed paper: of the unit that issued it, and it is still to be signed."""
    sini = kertas is not None and kertas.jadi and kertas.berlaku
    return sini and saya.wilayah == bundel.wilayah_kode and policy.mungkin(saya, Aksi.DOKUMEN_UNGGAH_PINDAIAN)


def _cara(bundel: "Bundel", kertas: RingkasDokumen, kurang: bool) -> list[dict[str, str]]:
    """How a decision comes about, step by step, and which is next."""
    ragam, tertanda = bundel.ragam, kertas.wajib > 0 and kertas.sudah >= kertas.wajib
    kini = 0 if not kertas.sudah else 1 if not tertanda else 3
    langkah = (
        ("Cetak", f"{ragam.sebutan_kertas}" if kertas.jadi else "naskah sedang dibuat"),
        ("Tanda tangani", f"{kertas.sudah} dari {kertas.wajib} tanda tangan wajib"),
        ("Unggah pindaian", "oleh petugas unit penerbit"),
        ("Putuskan", f"oleh {ragam.pemutus}" + (", setelah yang kurang dilengkapi" if tertanda and kurang else "")),
    )
    return [
        {
            "label": label,
            "keterangan": keterangan,
            "keadaan": "selesai" if i < kini else "sekarang" if i == kini else "nanti",
        }
        for i, (label, keterangan) in enumerate(langkah)
    ]


@bp.post("/<int:bundel_id>/keberatan")
@masuk_dulu
@transaksi
def keberatan(bundel_id: int) -> ResponseReturnValue:
    """The official objects to what was recorded for them; the next gate answers on every packet."""
    saya = pelaku()
    bundel, alasan = queries.satu(bundel_id, untuk=saya), request.form.get("alasan", "")
    try:
        operations.nyatakan_keberatan(bundel, alasan=alasan, oleh=saya)
    except GalatIsian as galat:
        db.session.rollback()
        return make_response(_halaman(queries.satu(bundel_id, untuk=saya), galat, alasan), 422)
    flash("Keberatan tercatat pada setiap paketnya. Gerbang berikutnya harus menjawabnya.", "berhasil")
    return redirect(url_for("bundel.satu", bundel_id=bundel_id), 303)


def _boleh_keberatan(bundel: "Bundel", saya: Pelaku) -> bool:
    """Whether the decision was recorded and this person may still object, asked of the first packet it stands on."""
    if not policy.mungkin(saya, Aksi.PAKET_KEBERATAN):
        return False
    paket = next(operations.dapat_dikeberati(bundel, oleh=saya), None)
    baris = ALUR_PAKET.cari(paket, Aksi.PAKET_KEBERATAN) if paket else None
    return paket is not None and baris is not None and not sebab(paket, baris, oleh=saya)


@bp.post("/<int:bundel_id>/putusan")
@masuk_dulu
@transaksi
def putuskan(bundel_id: int) -> ResponseReturnValue:
    """Decide: every packet moves."""
    bundel = queries.satu(bundel_id, untuk=pelaku())
    operations.putuskan(bundel, oleh=pelaku(), versi=versi(), dicatat=diperiksa(request.form))
    flash("Keputusan tercatat dan semua paketnya berpindah.", "berhasil")
    return redirect(url_for("bundel.satu", bundel_id=bundel_id), 303)


@bp.post("/<int:bundel_id>/pembukaan")
@masuk_dulu
@transaksi
def buka(bundel_id: int) -> ResponseReturnValue:
    """Undo the issue; who composes finds the same packets ticked."""
    saya = pelaku()
    bundel = queries.satu(bundel_id, untuk=saya)
    jenis, alasan = bundel.jenis, request.form.get("alasan", "")
    try:
        operations.buka(bundel, alasan=alasan, oleh=saya, versi=versi())
    except GalatIsian as galat:
        db.session.rollback()
        return make_response(_halaman(queries.satu(bundel_id, untuk=saya), galat, alasan), 422)
    flash("Berkas bersama dibuka kembali. Paket-paketnya dapat diperbaiki atau dipilih lagi.", "berhasil")
    if policy.mungkin(saya, RAGAM[jenis].terbitkan):
        return redirect(url_for("bundel.daftar", jenis=jenis.value, dari=bundel_id), 303)
    return redirect(url_for("bundel.satu", bundel_id=bundel_id), 303)


def versi() -> int:
    """The row version that the page was drawn from; a form without one is as stale as can be."""
    terbaca = bilangan(request.form.get("versi"))
    return -1 if terbaca is None else terbaca
