"""How are several proposals filled in at once? Residents ticked in the search, then one page for all drafts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.aturan.berlaku import berlaku
from app.domain.usulan import baris as kata
from app.domain.usulan import isian, langkah_berikut, operations_isian, queries, queries_halaman, queries_isian
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian, HalamanUsang
from app.web.masukan import bilangan
from app.web.paket import tampilan
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.usulan.models import Usulan

Kiriman = Mapping[str, Any]
TANPA_HUBUNGAN = "tidak_ada"


def pasang(bp: Blueprint) -> None:
    """Give these pages their addresses on the blueprint of packets."""
    bp.add_url_rule("/<int:paket_id>/usulan-banyak", "usulan_banyak", usulan_banyak, methods=["POST"])
    bp.add_url_rule("/<int:paket_id>/isian", "isian_banyak", tampil, methods=["GET"])
    bp.add_url_rule("/<int:paket_id>/isian", "simpan_isian_banyak", simpan, methods=["POST"])


@masuk_dulu
@transaksi
def usulan_banyak(paket_id: int) -> ResponseReturnValue:
    """Propose every ticked resident as one kind; opens the page where all are filled in."""
    paket = queries.satu(paket_id, untuk=pelaku())
    nomor = [n for n in map(bilangan, request.form.getlist("warga")) if n is not None]
    hasil = operations_isian.usulkan_banyak(paket, nomor, request.form.get("jenis", ""), oleh=pelaku())
    for sebab in hasil.ditolak:
        flash(sebab, "peringatan")
    if not hasil.usulan:
        return redirect(url_for("paket.tampil", paket_id=paket_id, lanjut=1), 303)
    return redirect(url_for("paket.isian_banyak", paket_id=paket_id), 303)


@masuk_dulu
def tampil(paket_id: int) -> ResponseReturnValue:
    """Every draft of the packet on one page."""
    return _halaman(paket_id)


@masuk_dulu
@transaksi
def simpan(paket_id: int) -> ResponseReturnValue:
    """Save every draft as typed and declare complete those that nothing lacks. What can not be stored stores nothing,
    and stays on the page."""
    paket = queries.satu(paket_id, untuk=pelaku())
    policy.wajib_boleh(pelaku(), Aksi.USULAN_ISI, paket)
    isi = request.form
    kiriman = {u.id: _kiriman(u, isi) for u in paket.usulan if f"u{u.id}.versi" in isi}
    try:
        kurang = operations_isian.isi_banyak(paket, kiriman, oleh=pelaku())
    except (GalatIsian, HalamanUsang) as galat:
        db.session.rollback()
        return make_response(_halaman(paket_id, isi, galat), galat.kode)
    lengkap = len(kiriman) - len(kurang)
    if lengkap:
        flash(f"{lengkap} usulan lengkap.", "berhasil")
    if kurang:
        flash("Isian tersimpan. Yang masih kurang disebut pada tiap nama.", "peringatan")
        return redirect(url_for("paket.isian_banyak", paket_id=paket_id), 303)
    return redirect(url_for("paket.tampil", paket_id=paket_id, lanjut=1), 303)


def _kiriman(u: "Usulan", isi: Kiriman) -> tuple[int, dict[str, list[str]]]:
    """The part of the form that belongs to one draft, named as its own page names it."""
    awal = f"u{u.id}."
    milik = {k[len(awal) :]: isi.getlist(k) for k in isi if k.startswith(awal)} if hasattr(isi, "getlist") else {}
    tanda = f"_ada.{awal}baru."
    milik |= {f"_ada.{k[len(tanda) :]}": ["1"] for k in isi if k.startswith(tanda)}
    semua = isi.getlist("semua.program") if hasattr(isi, "getlist") else []
    if semua and "baru.program" not in milik and "_ada.program" in milik:
        milik["baru.program"] = semua
    # Said once for everybody; who has a relation chosen keeps it. Never assumed: silence would hide a relation.
    if isi.get("semua.hubungan") == TANPA_HUBUNGAN and not milik.get("hubungan", [""])[-1]:
        milik["hubungan"] = [TANPA_HUBUNGAN]
    tanya = isian.pertanyaan(u)
    # A box left empty says no, but only once the person has been considered at all.
    if any(f"jawaban.{kode}" in milik for kode in tanya):
        milik |= {f"jawaban.{kode}": milik.get(f"jawaban.{kode}", ["tidak"]) for kode in tanya}
    versi = bilangan(milik.pop("versi", [""])[-1])
    return -1 if versi is None else versi, milik


def _halaman(paket_id: int, isi: Kiriman | None = None, galat: Galat | None = None) -> str:
    saya = pelaku()
    h = queries_halaman.halaman(paket_id, untuk=saya)
    policy.wajib_boleh(saya, Aksi.USULAN_ISI, h.paket)
    draf = [u for u in h.usulan if u.status == "draf"][: operations_isian.MAKS_BERSAMA]
    kurang = langkah_berikut.kurang_usulan(draf)
    bidang = galat.bidang if isinstance(galat, GalatIsian) else {}
    return render_template(
        "paket/isian.html",
        **tampilan.kepala(h, saya),
        usulan=[_satu(u, isi, [k.kalimat for k in kurang.get(u.id, [])]) for u in draf],
        program=_program_bersama(draf),
        program_terpilih=isi.getlist("semua.program") if isi is not None and hasattr(isi, "getlist") else [],
        tanya_hubungan=sum(not u.isi.get("hubungan") for u in draf) > 1,
        tanpa_hubungan=(isi or {}).get("semua.hubungan") == TANPA_HUBUNGAN,
        pilihan_hubungan=[(k, b["label"]) for k, b in berlaku("hubungan_perangkat", h.paket.wilayah_kode).items()],
        galat=bidang,
        galat_umum=[k for k in (galat.alasan if galat else []) if k not in bidang.values()],
    )


def _program_bersama(draf: "list[Usulan]") -> list[tuple[str, str]]:
    """The choices of the programme where several drafts ask for one and have none yet: asked once for all of them."""
    kosong = [b for u in draf for b in queries_isian.bidang_isian(u) if b["nama"] == "program" and not b["nilai"]]
    return list(kosong[0]["pilihan"]) if len(kosong) > 1 else []


def _satu(u: "Usulan", isi: Kiriman | None, kurang: list[str]) -> dict[str, Any]:
    awal = f"u{u.id}."
    jawab = u.isi.get("jawaban", {})
    return {
        "u": u,
        "awal": awal,
        "jenis": kata.label_jenis(u.jenis, u.wilayah_kode),
        "perbaikan": isian.jenis(u.jenis, u.wilayah_kode).get("lampiran") == "C",
        "bidang": [_terisi(b, awal, isi) for b in queries_isian.bidang_isian(u)],
        "alasan": queries_isian.pilihan_alasan(u),
        "alasan_kode": (isi or {}).get(f"{awal}alasan_kode", u.alasan_kode),
        "hubungan": (isi or {}).get(f"{awal}hubungan") or u.isi.get("hubungan", ""),
        "tanya": [
            {"kode": k, "teks": p["teks"], "ya": _ya(awal, k, isi, jawab)} for k, p in isian.pertanyaan(u).items()
        ],
        "kurang": kurang,
    }


def _ya(awal: str, kode: str, isi: Kiriman | None, jawab: Mapping[str, str]) -> bool:
    return f"{awal}jawaban.{kode}" in isi if isi is not None else jawab.get(kode) == "ya"


def _terisi(b: dict[str, Any], awal: str, isi: Kiriman | None) -> dict[str, Any]:
    nama = f"{awal}baru.{b['nama']}"
    if isi is None or (nama not in isi and f"_ada.{nama}" not in isi):
        return b
    ambil = isi.getlist(nama) if hasattr(isi, "getlist") else [isi[nama]]
    return {**b, "nilai": ambil if b["jenis"] == "banyak" else (ambil[-1] if ambil else "")}
