"""How are changes of many names asked for in the browser? Names ticked, then one page for what is wrong with each."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.aturan.berlaku import berlaku
from app.domain.usulan import operations_perubahan_banyak as banyak
from app.domain.usulan import pasangan, queries, queries_halaman
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian, HalamanUsang, TidakBisa
from app.web.masukan import bilangan
from app.web.paket import tampilan
from app.web.paket.langkah import muat_ulang
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi
from app.web.usulan import perubahan

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket, Usulan

Kiriman = Mapping[str, Any]
JENIS = (
    ("ralat", "Ralat salah ketik identitas atau alamat"),
    ("penarikan", "Penarikan nama dari daftar"),
    ("gugur", "Gugur: meninggal, pindah, mengundurkan diri, atau ganda"),
)


def pasang(bp: Blueprint) -> None:
    """Give the page its address on the blueprint of packets."""
    alamat = "/<int:paket_id>/permintaan-perubahan"
    bp.add_url_rule(alamat, "perubahan_banyak", tampil, methods=["GET"])
    bp.add_url_rule(alamat, "minta_banyak", minta, methods=["POST"])


@masuk_dulu
def tampil(paket_id: int) -> ResponseReturnValue:
    """Names to tick; with names and a kind chosen, what is asked about each."""
    return _halaman(paket_id, request.args)


@masuk_dulu
@transaksi
def minta(paket_id: int) -> ResponseReturnValue:
    """Ask for all of them, or for none: then everything typed stays."""
    paket = queries.satu(paket_id, untuk=pelaku())
    isi = request.form
    butir = [
        banyak.Butir(n, bilangan(isi.get(f"u{n}.versi")) or 0, _kiriman(n, isi), f"u{n}.lepas_pasangan" in isi)
        for n in map(bilangan, isi.getlist("usulan"))
        if n is not None
    ]
    try:
        jumlah = banyak.minta_banyak(
            paket,
            isi.get("jenis", ""),
            butir,
            alasan=isi.get("alasan", ""),
            alasan_kode=isi.get("alasan_gugur", ""),
            oleh=pelaku(),
        )
    except (GalatIsian, TidakBisa, HalamanUsang) as galat:
        db.session.rollback()
        return make_response(_halaman(paket_id, isi, galat), galat.kode)
    flash(f"Permintaan untuk {jumlah} nama tercatat. Terbitkan lembar perubahannya.", "berhasil")
    return redirect(url_for("paket.tampil", paket_id=paket_id, _anchor="perubahan"), 303)


def _kiriman(usulan_id: int, isi: Any) -> dict[str, list[str]]:
    """The part of the form that belongs to one name, called as its own page calls it."""
    awal = f"u{usulan_id}."
    return {k[len(awal) :]: isi.getlist(k) for k in isi if k.startswith(f"{awal}ralat.")}


def _halaman(paket_id: int, isi: Any, galat: Galat | None = None) -> str:
    saya = pelaku()
    h = queries_halaman.halaman(paket_id, untuk=saya)
    policy.wajib_boleh(saya, Aksi.USULAN_MINTA_PERUBAHAN, h.paket)
    dapat = banyak.dapat_diminta(h.paket, saya)
    terpilih = {n for n in map(bilangan, isi.getlist("usulan")) if n is not None}
    dipilih = [u for u in dapat if u.id in terpilih][: banyak.MAKS_BERSAMA]
    jenis = isi.get("jenis", "") if isi.get("jenis") in banyak.JENIS else ""
    bidang = galat.bidang if isinstance(galat, GalatIsian) else {}
    lanjut = bool(dipilih and jenis)
    berdua = _berdua(h.paket, {u.id for u in dipilih})
    return render_template(
        "paket/perubahan_banyak.html",
        **tampilan.kepala(h, saya),
        pilihan=[(str(u.id), u.nama) for u in dapat],
        terpilih=[str(n) for n in terpilih],
        pilihan_jenis=JENIS,
        jenis=jenis,
        dipilih=[_satu(u, isi, jenis, berdua.get(u.id)) for u in dipilih] if lanjut else [],
        alasan_gugur=[(k, b["label"]) for k, b in berlaku("alasan_gugur", h.paket.wilayah_kode).items()],
        isi=isi,
        galat=bidang | _belum_memilih(isi, terpilih, jenis, lanjut),
        galat_umum=[
            *(k for k in (galat.alasan if galat else []) if k not in bidang.values()),
            *muat_ulang(galat, f"/paket/{paket_id}/permintaan-perubahan"),
        ],
    )


def _belum_memilih(isi: Any, terpilih: set[int], jenis: str, lanjut: bool) -> dict[str, str]:
    if lanjut or "pilih" not in isi:
        return {}
    kurang = {} if terpilih else {"usulan": "Pilih paling sedikit satu nama."}
    return kurang if jenis else {**kurang, "jenis": "Pilih yang diminta."}


def _berdua(paket: "Paket", dipilih: set[int]) -> dict[int, "Usulan"]:
    """Chosen proposal → the other half of its replacement pair that is left out and has not been asked to go."""
    dipilih = dipilih | {p.usulan_id for p in paket.perubahan if p.hasil is None and p.jenis != "ralat"}
    dua = [p for a, b in pasangan.hidup_berpasangan(paket) for p in ((a, b), (b, a))]
    return {u.id: lain for u, lain in dua if u.id in dipilih and lain.id not in dipilih}


def _satu(u: "Usulan", isi: Kiriman, jenis: str, lain: "Usulan | None") -> dict[str, Any]:
    """`lain` matters only where the name drops out or is withdrawn: then its other half cannot stay as it is."""
    awal = f"u{u.id}."
    ralat = perubahan.bidang_ralat(u) if jenis == "ralat" else []
    bidang = [{**b, "nama": awal + b["nama"], "nilai": isi.get(awal + b["nama"], "")} for b in ralat]
    if jenis == "ralat":
        lain = None
    return {
        "u": u,
        "lain": lain,
        "lepas": f"{awal}lepas_pasangan" in isi,
        "awal": awal,
        "versi": isi.get(f"{awal}versi") or u.versi_baris,
        "bidang": bidang,
    }
