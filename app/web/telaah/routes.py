"""How does the kecamatan review one packet? A check list beside everything there is to look at."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import sebab, tindakan
from app.domain.bundel.daftar_periksa import HASIL, BarisPeriksa, daftar_periksa, nama_usulan
from app.domain.dokumen import queries as dokumen
from app.domain.usulan import kesiapan, operations, queries_halaman, queries_sptjm
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.queries import audiens
from app.domain.usulan.status import LABEL_DASAR, RONA_PAKET, label_paket
from app.domain.wilayah import cari
from app.infra.db import db
from app.infra.galat import GalatIsian
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket

bp = Blueprint("telaah", __name__, url_prefix="/telaah")
MAKS_CATATAN = 500


@bp.get("/<int:paket_id>")
@masuk_dulu
def satu(paket_id: int) -> ResponseReturnValue:
    """The check list of one packet."""
    return _halaman(_paket(paket_id))


def _paket(paket_id: int) -> "Paket":
    paket = queries_halaman.kepala(paket_id, untuk=pelaku())
    if not policy.mungkin_pada(pelaku(), Aksi.PAKET_TELAAH, paket):
        policy.wajib_boleh(pelaku(), Aksi.PAKET_TELAAH, paket)
    return paket


def _dasar(label: str) -> str:
    """A label within a sentence: small, unless it is an acronym."""
    return label if label.isupper() else label.lower()


def _halaman(paket: "Paket", kiriman: Mapping[str, str] | None = None, galat: GalatIsian | None = None) -> str:
    saya = pelaku()
    langkah = {str(b.aksi): b for b in tindakan(ALUR_PAKET, paket, oleh=saya)}
    isi = langkah.get(Aksi.PAKET_TELAAH)
    butir = daftar_periksa(paket, untuk=saya)
    return render_template(
        "telaah/telaah.html",
        paket=paket,
        desa=cari.satu(paket.wilayah_kode).sebutan,
        sptjm_berturut=queries_sptjm.peringatan(paket, untuk=saya),
        dasar=_dasar(LABEL_DASAR[paket.dasar]),
        status_label=label_paket(paket.status, audiens(saya)),
        rona=RONA_PAKET[paket.status],
        butir=[_baris(b, kiriman) for b in butir],
        terisi=sum(b.terisi for b in butir),
        salinan=any(b.lama for b in butir),
        hasil=list(HASIL.items()),
        boleh=isi is not None and not sebab(paket, isi, oleh=saya),
        boleh_kembalikan=Aksi.PAKET_KEMBALIKAN in langkah and paket.bundel_id is None,
        kurang=kesiapan.telaah([paket.id])[paket.id] if isi else [],
        dokumen=dokumen.untuk_paket(paket.id, untuk=saya),
        usulan=nama_usulan(paket, untuk=saya),
        galat=galat.bidang if galat else {},
    )


def _baris(b: BarisPeriksa, kiriman: Mapping[str, str] | None) -> dict[str, Any]:
    ada = kiriman is not None
    return {
        "kode": b.kode,
        "label": b.label,
        "wajib": b.wajib,
        "lama": b.lama,
        "hasil": kiriman.get(f"hasil.{b.kode}", "") if ada and kiriman is not None else b.hasil,
        "catatan": kiriman.get(f"catatan.{b.kode}", "") if ada and kiriman is not None else b.catatan,
    }


@bp.post("/<int:paket_id>/isian")
@masuk_dulu
@transaksi
def isian(paket_id: int) -> ResponseReturnValue:
    """Keep what is answered so far."""
    paket = _paket(paket_id)
    kiriman = request.form
    try:
        operations.isi_telaah(paket, _baca(paket, kiriman), oleh=pelaku(), versi=kiriman.get("versi", -1, type=int))
    except GalatIsian as galat:
        db.session.rollback()
        return make_response(_halaman(_paket(paket_id), kiriman, galat), 422)
    flash("Daftar periksa tersimpan.", "berhasil")
    return redirect(url_for("telaah.satu", paket_id=paket_id), 303)


def _baca(paket: "Paket", kiriman: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The answered lines; a remark needs its answer, and a no needs its remark."""
    jawaban, galat = {}, {}
    for b in daftar_periksa(paket, untuk=pelaku()):
        hasil = kiriman.get(f"hasil.{b.kode}", "")
        catatan = kiriman.get(f"catatan.{b.kode}", "").strip()
        if len(catatan) > MAKS_CATATAN:
            galat[b.kode] = f"Keterangan “{b.label}” terlalu panjang: paling banyak {MAKS_CATATAN} huruf."
        elif catatan and not hasil:
            galat[b.kode] = f"Pilih jawaban untuk “{b.label}”; keterangannya sudah diisi."
        elif hasil == "tidak" and not catatan:
            galat[b.kode] = f"Tulis keterangan mengapa “{b.label}” dijawab tidak."
        elif hasil:
            jawaban[b.kode] = (hasil, catatan)
    if galat:
        raise GalatIsian(bidang=galat)
    return jawaban
