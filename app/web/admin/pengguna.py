"""How does the admin look after people and their assignments?"""

import datetime as dt
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.akses import operations, policy, queries
from app.domain.akses.aksi import Aksi
from app.domain.akses.isian import baca_pengguna, baca_penugasan, baca_tanggal
from app.domain.akses.peran import SEBUTAN, Peran
from app.infra import clock
from app.infra.galat import GalatIsian
from app.web.masukan import isian_teks
from app.web.sesi import masuk_dulu, pelaku, pelaku_atau_tiada
from app.web.transaksi import transaksi

bp = Blueprint("admin_pengguna", __name__, url_prefix="/admin/pengguna")


@bp.before_request
def jaga() -> None:
    """Only who manages people; an anonymous request is led to the sign-in by the view itself."""
    if (siapa := pelaku_atau_tiada()) is not None:
        policy.wajib_mungkin(siapa, Aksi.PENGGUNA_KELOLA)


def _peran(teks: str) -> Peran | None:
    return Peran(teks) if teks in set(Peran) else None


def _alamat(**saring: str) -> str:
    dipakai = {k: v for k, v in saring.items() if v}
    return f"/admin/pengguna?{urlencode(dipakai)}" if dipakai else "/admin/pengguna"


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """People of the territory, searched and filtered."""
    q, peran = request.args.get("q", "").strip(), _peran(request.args.get("peran", ""))
    sesudah = request.args.get("sesudah", "")
    baris, lanjut = queries.daftar_pengguna(untuk=pelaku(), cari=q, peran=peran, sesudah=sesudah)
    pilihan = queries.pilihan_peran()
    aktif = [{"label": f"Cari: {q}", "hapus_url": _alamat(peran=str(peran or ""))}] if q else []
    aktif += [{"label": dict(pilihan)[peran], "hapus_url": _alamat(q=q)}] if peran else []
    return render_template(
        "admin/pengguna/daftar.html",
        daftar=baris,
        q=q,
        peran=peran,
        pilihan_peran=pilihan,
        aktif=aktif,
        awal_url=_alamat(q=q, peran=str(peran or "")) if sesudah else None,
        lanjut_url=_alamat(q=q, peran=str(peran or ""), sesudah=lanjut) if lanjut else None,
    )


@bp.get("/baru")
@masuk_dulu
def baru() -> ResponseReturnValue:
    """The empty form."""
    return render_template("admin/pengguna/formulir.html", orang=None, isi={}, galat={})


@bp.post("")
@masuk_dulu
@transaksi
def buat() -> ResponseReturnValue:
    """A new account; its one-time password is on this answer and nowhere else."""
    isian, galat = baca_pengguna(isian_teks())
    try:
        if isian is None:
            raise GalatIsian(bidang=galat)
        orang, sekali = operations.buat_pengguna(isian, oleh=pelaku())
    except GalatIsian as tidak:
        isi = render_template("admin/pengguna/formulir.html", orang=None, isi=isian_teks(), galat=tidak.bidang)
        return isi, 422
    return render_template("admin/pengguna/sandi.html", orang=orang, sandi=sekali, baru=True)


@bp.get("/<int:id_>")
@masuk_dulu
def lihat(id_: int) -> ResponseReturnValue:
    """One person: data, assignments, account."""
    orang = queries.pengguna(id_, untuk=pelaku())
    return _halaman_orang(orang)


def _halaman_orang(orang: queries.BarisPengguna, galat: dict[str, str] | None = None) -> ResponseReturnValue:
    isi = render_template(
        "admin/pengguna/lihat.html",
        orang=orang,
        galat=galat or {},
        diri_sendiri=orang.id == pelaku().pengguna_id,
        kemarin=clock.hari_ini(pelaku().zona) - dt.timedelta(days=1),
    )
    return isi, 422 if galat else 200


@bp.get("/<int:id_>/perubahan")
@masuk_dulu
def ubah(id_: int) -> ResponseReturnValue:
    """The form with what is known."""
    orang = queries.pengguna(id_, untuk=pelaku())
    isi = {k: getattr(orang, k) for k in ("nama_pengguna", "nama", "nip", "surel", "telepon")}
    return render_template("admin/pengguna/formulir.html", orang=orang, isi=isi, galat={})


@bp.post("/<int:id_>/perubahan")
@masuk_dulu
@transaksi
def simpan(id_: int) -> ResponseReturnValue:
    """Correct what is known."""
    orang = queries.pengguna(id_, untuk=pelaku())
    isian, galat = baca_pengguna({**isian_teks(), "nama_pengguna": orang.nama_pengguna})
    if isian is None:
        return render_template("admin/pengguna/formulir.html", orang=orang, isi=isian_teks(), galat=galat), 422
    operations.ubah_pengguna(id_, isian, oleh=pelaku())
    flash("Data pengguna sudah disimpan.", "berhasil")
    return redirect(f"/admin/pengguna/{id_}", 303)


@bp.post("/<int:id_>/penonaktifan")
@masuk_dulu
@transaksi
def nonaktifkan(id_: int) -> ResponseReturnValue:
    """Close the account."""
    operations.nonaktifkan(id_, oleh=pelaku())
    flash("Akun dinonaktifkan dan dikeluarkan dari semua perangkat.", "berhasil")
    return redirect(f"/admin/pengguna/{id_}", 303)


@bp.post("/<int:id_>/pengaktifan")
@masuk_dulu
@transaksi
def aktifkan(id_: int) -> ResponseReturnValue:
    """Open it again."""
    operations.aktifkan(id_, oleh=pelaku())
    flash("Akun diaktifkan kembali.", "berhasil")
    return redirect(f"/admin/pengguna/{id_}", 303)


@bp.post("/<int:id_>/sandi")
@masuk_dulu
@transaksi
def atur_ulang_sandi(id_: int) -> ResponseReturnValue:
    """A new one-time password, on this answer and nowhere else."""
    sekali = operations.atur_ulang_sandi(id_, oleh=pelaku())
    orang = queries.pengguna(id_, untuk=pelaku())
    return render_template("admin/pengguna/sandi.html", orang=orang, sandi=sekali, baru=False)


@bp.get("/<int:id_>/penugasan")
@masuk_dulu
def penugasan_baru(id_: int) -> ResponseReturnValue:
    """First role and a word of the region's name, then one of the regions found, with dates and decree."""
    isi = {k: request.args.get(k, "") for k in ("peran", "q")}
    return _halaman_penugasan(id_, isi, {})


def _halaman_penugasan(id_: int, isi: dict[str, str], galat: dict[str, str]) -> ResponseReturnValue:
    orang = queries.pengguna(id_, untuk=pelaku())
    peran, q = _peran(isi.get("peran", "")), isi.get("q", "").strip()
    ditemukan = queries.cari_wilayah(q, peran=peran, untuk=pelaku()) if peran and q else []
    if peran is None and q:
        galat = {**galat, "peran": "Pilih perannya, lalu cari wilayahnya."}
    halaman = render_template(
        "admin/pengguna/penugasan.html",
        orang=orang,
        isi={"sebutan": "definitif", "mulai": clock.hari_ini(pelaku().zona).isoformat(), **isi},
        galat=galat,
        ditemukan=ditemukan,
        pilihan_peran=queries.pilihan_peran(),
        sebutan=[(s, s) for s in SEBUTAN],
        diri_sendiri=orang.id == pelaku().pengguna_id,
    )
    return halaman, 422 if galat else 200


@bp.post("/<int:id_>/penugasan")
@masuk_dulu
@transaksi
def tambah_penugasan(id_: int) -> ResponseReturnValue:
    """Give the person a role in a territory."""
    isian, galat = baca_penugasan(isian_teks())
    try:
        if isian is None:
            raise GalatIsian(bidang=galat)
        operations.tambah_penugasan(id_, isian, oleh=pelaku())
    except GalatIsian as tidak:
        return _halaman_penugasan(id_, isian_teks(), tidak.bidang)
    flash("Penugasan ditambahkan.", "berhasil")
    return redirect(f"/admin/pengguna/{id_}", 303)


@bp.post("/<int:id_>/penugasan/<int:penugasan_id>/pengakhiran")
@masuk_dulu
@transaksi
def akhiri_penugasan(id_: int, penugasan_id: int) -> ResponseReturnValue:
    """Say which day is the last."""
    try:
        selesai = baca_tanggal(request.form.get("selesai", ""))
        operations.akhiri_penugasan(id_, penugasan_id, selesai, oleh=pelaku())
    except GalatIsian as tidak:
        return _halaman_orang(queries.pengguna(id_, untuk=pelaku()), {f"selesai-{penugasan_id}": tidak.alasan[0]})
    flash("Tanggal akhir penugasan sudah disimpan.", "berhasil")
    return redirect(f"/admin/pengguna/{id_}", 303)
