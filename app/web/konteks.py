"""What does every page know? The actor, the menu, the words of the register, and the filters."""

import secrets
from typing import Any, NamedTuple

from flask import Flask, request
from jinja2 import ChoiceLoader, PackageLoader, StrictUndefined, Template
from jinja2.runtime import Context

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.pengetikan import ada_pengetikan
from app.domain.akses.peran import Peran
from app.domain.aturan.berlaku import profil_kini
from app.domain.dokumen import penandatanganan
from app.infra import format as bentuk
from app.web.komponen import status_tag
from app.web.sesi import belum_dibaca, pelaku_atau_tiada
from app.web.tentang.routes import PANDUAN_PERAN

# Label, address, the authority that opens it. The menu follows from the matrix.
MENU: tuple[tuple[str, str, Aksi | None], ...] = (
    ("Menunggu saya", "/", None),
    ("Paket", "/paket", Aksi.PAKET_LIHAT),
    ("Berkas bersama", "/bundel", Aksi.BUNDEL_LIHAT),
    ("Laporan", "/laporan", Aksi.LAPORAN_LIHAT),
    ("Verifikasi", "/verifikasi", Aksi.USULAN_NILAI_LAYAK),
    ("Pemadanan", "/padanan", Aksi.PADANAN_EKSPOR),
    ("Daftar kabupaten", "/daftar", Aksi.PAKET_BUAT_DAFTAR),
    ("SIKS-NG", "/siks", Aksi.USULAN_CATAT_HASIL),
    ("Kunjungan", "/kunjungan", Aksi.USULAN_CATAT_KUNJUNGAN),
    ("Tanda tangan", "/dokumen/tanda-tangan", Aksi.DOKUMEN_TANDA_TANGANI),
    ("Rapat", "/rapat", Aksi.RAPAT_LIHAT),
    ("Registri", "/registri", Aksi.REGISTRI_LIHAT),
    ("Mengetik untuk desa", "/pengetikan", Aksi.DESA_KETIKKAN),
    ("Penugasan desa", "/penugasan", Aksi.PENGGUNA_KELOLA_DESA),
    ("Pemeriksaan", "/pemeriksaan", Aksi.AUDIT_LIHAT),
    ("Pengguna", "/admin/pengguna", Aksi.PENGGUNA_KELOLA),
    ("Aturan", "/admin/aturan", Aksi.ATURAN_KELOLA),
)


class ButirMenu(NamedTuple):
    """One entry of the menu; `aktif`: the page lies below it."""

    label: str
    href: str
    aktif: bool


class _Templat(Template):
    """A template whose components are compiled once: they take arguments only, so no page needs its own copy."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        # With a context, Jinja first compares every name that the page knows, at each of some twenty imports.
        return super()._get_default_module()


def pasang(app: Flask) -> None:
    """Register filters, globals and the context processor."""
    app.jinja_env.template_class = _Templat
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    loader = app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader([loader, PackageLoader("govuk_frontend_jinja")] if loader else [])
    app.jinja_env.filters.update(
        tanggal=bentuk.tanggal,
        tanggal_panjang=bentuk.tanggal_panjang,
        tanggal_waktu=bentuk.tanggal_waktu,
        pukul=bentuk.pukul,
        angka=bentuk.angka,
        samarkan=bentuk.samarkan,
        periode=bentuk.periode,
        ukuran_berkas=bentuk.ukuran_berkas,
        rt_rw=bentuk.rt_rw,
    )
    app.jinja_env.globals["status_tag"] = status_tag
    app.jinja_env.globals["kunci_baru"] = lambda: secrets.token_urlsafe(16)
    app.context_processor(_konteks)


def _konteks() -> dict[str, Any]:
    pelaku = pelaku_atau_tiada()
    wilayah = pelaku.wilayah if pelaku else ""
    return {
        "pelaku": pelaku,
        "panduan_saya": PANDUAN_PERAN.get(pelaku.peran) if pelaku else None,
        "navigasi": navigasi(pelaku) if pelaku else [],
        "jumlah_belum_dibaca": belum_dibaca() if pelaku else 0,
        "nama_data": profil_kini(wilayah).get("nama_data", "DTSEN"),
    }


def navigasi(pelaku: Pelaku) -> list[ButirMenu]:
    """The menu of this actor: what the matrix lets the role see."""
    jalur = request.path
    return [
        ButirMenu(label, href, jalur == href or (href != "/" and jalur.startswith(href)))
        for label, href, aksi in MENU
        if ((aksi is None and pelaku.peran is not Peran.ADMIN) or (aksi and policy.mungkin(pelaku, aksi)))
        and (aksi is not Aksi.DESA_KETIKKAN or ada_pengetikan(pelaku.peran))
        and (aksi is not Aksi.DOKUMEN_TANDA_TANGANI or penandatanganan.cara(pelaku.wilayah) != penandatanganan.BASAH)
    ]
