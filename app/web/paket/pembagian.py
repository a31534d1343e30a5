"""How is part of a packet chosen in the browser: to go back to the village, or to go its own way?"""

from typing import TYPE_CHECKING, Any

from flask import request

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.usulan import operations, operations_pisah, pasangan
from app.domain.usulan.queries_halaman import Halaman
from app.domain.usulan.status import HIDUP
from app.infra.machine import Baris
from app.web.masukan import bilangan
from app.web.paket import rincian
from app.web.paket.isian import Kiriman, baca_tanda

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket

PENGEMBALIAN, PEMISAHAN = "paket/pengembalian.html", "paket/pemisahan.html"


def kembalikan(paket: "Paket", isi: Kiriman, oleh: Pelaku, versi: int) -> str:
    """Take the step; says what went back and what stays."""
    tanda = baca_tanda(isi, paket.usulan)
    bagi = operations_pisah.pembagian(paket, tanda)
    kembali = operations.kembalikan(paket, tanda, oleh=oleh, versi=versi)
    if bagi.seluruhnya:
        return "Paket dikembalikan ke desa/kelurahan."
    return (
        f"{len(bagi.kembali)} usulan dikembalikan ke desa/kelurahan sebagai paket {kembali.nomor}; "
        f"{len(bagi.tetap)} usulan tetap di paket ini."
    )


def pisahkan(paket: "Paket", isi: Kiriman, oleh: Pelaku, versi: int) -> str:
    """Take the step; says where the chosen names are now."""
    dipilih = {n for nilai in request.form.getlist("usulan") if (n := bilangan(nilai)) is not None}
    baru = operations.pisahkan(paket, dipilih, alasan=isi.get("alasan", ""), oleh=oleh, versi=versi)
    return f"{len(baru.usulan)} usulan dipisahkan ke paket {baru.nomor}."


def untuk_pengembalian(h: Halaman, _baris: Baris, saya: Pelaku) -> dict[str, Any]:
    """The names with a reason each, and after “Hitung dahulu” how many go back and how many stay."""
    alasan, isi = berlaku("alasan_kembali", h.paket.wilayah_kode), request.form
    bagi = operations_pisah.pembagian(h.paket, baca_tanda(isi, h.usulan)) if isi.get("pratinjau") else None
    return {
        **_daftar(h, saya),
        "alasan_paket": [(k, b["label"]) for k, b in alasan.items() if b.get("lingkup") != "usulan"],
        "alasan_usulan": [(k, b["label"]) for k, b in alasan.items() if b.get("lingkup") != "paket"],
        "hidup": sum(u.status in HIDUP for u in h.usulan),
        "pratinjau": _kalimat(bagi) if bagi else "",
    }


def untuk_pemisahan(h: Halaman, _baris: Baris, saya: Pelaku) -> dict[str, Any]:
    """The names to tick."""
    return _daftar(h, saya)


def _daftar(h: Halaman, saya: Pelaku) -> dict[str, Any]:
    dua = pasangan.pasangan(h.paket)
    nama = {u.id: u.nama for u in h.usulan}
    baris = [u for u in rincian.baris_usulan(h, saya) if u.hidup]
    return {"usulan": [u._replace(pasangan=nama.get(dua.get(u.id, 0), "")) for u in baris]}


def _kalimat(bagi: operations_pisah.Pembagian) -> str:
    if bagi.seluruhnya:
        return f"Seluruh paket kembali ke desa/kelurahan: {len(bagi.kembali)} usulan kembali, tidak ada yang tetap."
    return (
        f"{len(bagi.kembali)} usulan kembali ke desa/kelurahan sebagai paket tersendiri, "
        f"{len(bagi.tetap)} usulan tetap di paket ini dan berjalan terus."
    )
