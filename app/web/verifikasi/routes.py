"""How does Dinas Sosial work through proposals? By name, by packet, and after the sign-off by the centre's answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.bundel import queries as bundel
from app.domain.usulan import operations_banyak, operations_usulan, queries_hasil, queries_usulan
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.kesiapan import BELUM_DINILAI
from app.domain.usulan.operations_banyak import Butir, Hasil
from app.domain.usulan.perhatian import perhatian
from app.domain.usulan.queries_usulan import BarisKerja
from app.domain.usulan.status import LABEL_SIKS, RONA_USULAN, Audiens, StatusSiks, label_usulan
from app.domain.wilayah import cari
from app.infra.galat import GalatIsian
from app.web.masukan import baca_tanggal, bilangan
from app.web.paginasi import alamat, batas, lanjut
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi
from app.web.usulan import kunjungan

if TYPE_CHECKING:
    from app.domain.usulan.models import Usulan

bp = Blueprint("verifikasi", __name__, url_prefix="/verifikasi")
BATAS_PILIH = 100
Sudah = Callable[["Usulan"], bool]


@bp.get("")
@masuk_dulu
def daftar() -> ResponseReturnValue:
    """Proposals at Dinas Sosial, longest waiting first."""
    policy.wajib_mungkin(pelaku(), Aksi.USULAN_NILAI_LAYAK)
    return _halaman()


def _halaman(galat: GalatIsian | None = None) -> str:
    saya = pelaku()
    saring = _saring()
    belum = request.values.get("tampil", "") != "sudah"
    baris, lagi = queries_usulan.daftar_kerja(
        untuk=saya, wilayah=saring["wilayah"], paket_id=bilangan(saring["paket"]), sesudah=batas(), belum=belum
    )
    tanda = perhatian([b.id for b in baris], untuk=saya)
    padanan = berlaku("hasil_padanan", saya.wilayah)
    dikunjungi = kunjungan.ringkas([b.id for b in baris], saya.wilayah)
    return render_template(
        "verifikasi/daftar.html",
        tab=_tab("usulan"),
        baris=[
            {
                "u": b,
                "belum": b.status in BELUM_DINILAI,
                "jenis": label_jenis(b.jenis, b.wilayah_kode) + (f" ({b.dua})" if b.dua else ""),
                "status": label_usulan(b.status, Audiens.DINSOS),
                "rona": RONA_USULAN[b.status],
                "padanan": padanan.get(b.padanan, {"label": b.padanan, "rona": "netral"}),
                "perhatian": tanda.get(b.id, []),
                "kunjungan": dikunjungi.get(b.id, ""),
            }
            for b in baris
        ],
        belum=belum,
        saring=saring,
        aktif=_saringan_paket(saring, baris, belum),
        kecamatan=cari.pilihan_kecamatan(saya.wilayah),
        lagi=lanjut("/verifikasi", lagi, saring | {"tampil": "" if belum else "sudah"}),
        awal=alamat("/verifikasi", saring | {"tampil": "" if belum else "sudah"}) if batas() else None,
        hasil_padanan=[(k, b["label"]) for k, b in padanan.items() if k != "belum"],
        alasan=[(k, b["label"]) for k, b in berlaku("alasan_tidak_layak", saya.wilayah).items()],
        isi=request.form,
        dipilih=set(request.form.getlist("usulan")),
        galat=galat.bidang if galat else {},
    )


@bp.post("/penilaian")
@masuk_dulu
@transaksi
def nilai() -> ResponseReturnValue:
    """Judge, or note the matching of, what is ticked; the answer says for each name what came of it.

    The form carries no key of its own: every row brings its version, and that answers for each row apart.
    """
    saya = pelaku()
    policy.wajib_mungkin(saya, Aksi.USULAN_NILAI_LAYAK)
    aksi = request.form.get("aksi", "")
    try:
        butir = _butir()
        hasil = _kerjakan(aksi, butir, saya)
    except GalatIsian as galat:
        return make_response(_halaman(galat), 422)
    apa = aksi.partition(":")[0]
    ikut = ", termasuk pasangan penggantinya" if len(hasil) > len(butir) else ""
    return _jawab(hasil, SELESAI[apa] + ikut, _kembali("/verifikasi"), _sudah(apa, saya))


def _sudah(apa: str, saya: Pelaku) -> Sudah:
    if apa == "padanan":
        return lambda u: u.padanan == request.form.get("hasil_padanan")
    if apa == "batal":
        return lambda u: u.status in BELUM_DINILAI
    return lambda u: u.status == apa and u.dinilai_oleh == saya.pengguna_id


SELESAI = {
    "layak": "dinilai layak",
    "tidak_layak": "dinilai tidak layak",
    "batal": "dibatalkan penilaiannya",
    "padanan": "tercatat hasil pemadanannya",
}


def _kerjakan(aksi: str, butir: Butir, saya: Pelaku) -> Hasil:
    isi = request.form
    if aksi == "padanan":
        kode = isi.get("hasil_padanan", "")
        if kode not in berlaku("hasil_padanan", saya.wilayah) or kode == "belum":
            raise GalatIsian(bidang={"hasil_padanan": "Pilih hasil pemadanan dari daftar."})
        return operations_banyak.padanan_banyak(butir, kode, oleh=saya)
    if aksi.partition(":")[0] not in ("layak", "tidak_layak", "batal"):
        raise GalatIsian(bidang={"usulan": "Pilih tindakan: layak, tidak layak, atau hasil pemadanan."})
    kode, teks = isi.get("alasan_kode", ""), isi.get("alasan", "").strip()
    if aksi == "tidak_layak":
        _wajib_beralasan(kode, teks, saya)
    apa = aksi.partition(":")[0]
    return operations_usulan.nilai_banyak(butir, apa, oleh=saya, alasan_kode=kode if apa == "tidak_layak" else "",
                                          alasan=teks if apa == "tidak_layak" else "")  # fmt: skip


def _wajib_beralasan(kode: str, teks: str, saya: Pelaku) -> None:
    baris = berlaku("alasan_tidak_layak", saya.wilayah).get(kode)
    if baris is None:
        raise GalatIsian(bidang={"alasan_kode": "Pilih alasan tidak layak dari daftar."})
    if baris.get("teks_wajib") and not teks:
        raise GalatIsian(bidang={"alasan": f"Alasan “{baris['label']}” perlu dijelaskan."})


def _butir() -> Butir:
    """What is ticked with the row version that the page showed; a button of one row ticks only that row."""
    aksi = request.form.get("aksi", "").partition(":")[2]
    pilih = [aksi] if aksi else request.form.getlist("usulan")
    butir = [(n, request.form.get(f"versi.{i}", -1, type=int)) for i in pilih if (n := bilangan(i)) is not None]
    if not butir:
        raise GalatIsian(bidang={"usulan": "Centang paling sedikit satu usulan."})
    if len(butir) > BATAS_PILIH:
        raise GalatIsian(bidang={"usulan": f"Pilih paling banyak {BATAS_PILIH} usulan sekaligus."})
    return butir


def _jawab(hasil: Hasil, kata: str, kembali: str, sudah: Sudah) -> ResponseReturnValue:
    """All done: back with one sentence. Something refused: a page that names each with its reason.

    `sudah` tells what already stands as it was asked for: a form that arrives twice is not refused the second time.
    """
    gagal = [(u, _tanpa_nama(u.nama, sebab)) for u, sebab in hasil if sebab and not sudah(u)]
    if not gagal:
        flash(f"{len(hasil)} usulan {kata}.", "berhasil")
        return redirect(kembali, 303)
    buruk = {u.id for u, _ in gagal}
    return render_template(
        "verifikasi/hasil_banyak.html",
        kata=kata,
        jadi=[u for u, _ in hasil if u.id not in buruk],
        gagal=gagal,
        kembali=kembali,
    )


def _tanpa_nama(nama: str, sebab: str) -> str:
    """The sentence without the name that already stands beside it."""
    inti = sebab.removeprefix(f"{nama}: ")
    return inti[:1].upper() + inti[1:]


@bp.get("/paket")
@masuk_dulu
def paket() -> ResponseReturnValue:
    """Packets at Dinas Sosial: how far each is judged."""
    saya = pelaku()
    policy.wajib_mungkin(saya, Aksi.USULAN_NILAI_LAYAK)
    saring = _saring()
    baris, lagi = bundel.paket_verval(untuk=saya, wilayah=saring["wilayah"], sesudah=batas())
    return render_template(
        "verifikasi/paket.html",
        tab=_tab("paket"),
        baris=baris,
        saring=saring,
        kecamatan=cari.pilihan_kecamatan(saya.wilayah),
        lagi=lanjut("/verifikasi/paket", lagi, saring),
        awal=alamat("/verifikasi/paket", saring) if batas() else None,
    )


@bp.get("/hasil")
@masuk_dulu
def hasil() -> ResponseReturnValue:
    """Signed-off proposals without the centre's answer."""
    policy.wajib_mungkin(pelaku(), Aksi.PAKET_CATAT_HASIL)
    return _halaman_hasil()


def _halaman_hasil(galat: GalatIsian | None = None) -> str:
    saya = pelaku()
    saring = _saring()
    baris, lagi = queries_hasil.tanpa_jawaban_pusat(untuk=saya, wilayah=saring["wilayah"], sesudah=batas())
    return render_template(
        "verifikasi/hasil.html",
        tab=_tab("hasil"),
        baris=baris,
        terjawab=queries_hasil.paket_terjawab(untuk=saya),
        jawaban=[(s.value, LABEL_SIKS[s]) for s in queries_hasil.JAWABAN],
        saring=saring,
        kecamatan=cari.pilihan_kecamatan(saya.wilayah),
        lagi=lanjut("/verifikasi/hasil", lagi, saring),
        awal=alamat("/verifikasi/hasil", saring) if batas() else None,
        isi=request.form,
        dipilih=set(request.form.getlist("usulan")),
        galat=galat.bidang if galat else {},
    )


@bp.post("/hasil/pencatatan")
@masuk_dulu
@transaksi
def catat_hasil() -> ResponseReturnValue:
    """Note one answer of the centre for what is ticked."""
    saya = pelaku()
    policy.wajib_mungkin(saya, Aksi.PAKET_CATAT_HASIL)
    status, alasan = request.form.get("status", ""), request.form.get("alasan", "").strip()
    try:
        butir = _butir()
        if status not in queries_hasil.JAWABAN:
            raise GalatIsian(bidang={"status": "Pilih jawaban pusat dari daftar."})
        if status == StatusSiks.DITOLAK_PUSAT and not alasan:
            raise GalatIsian(bidang={"alasan": "Tulis alasan penolakan dari pusat."})
        selesai = operations_banyak.siks_banyak(
            butir, status, oleh=saya, tanggal=baca_tanggal(request.form.get("tanggal", "")), alasan=alasan
        )
    except GalatIsian as galat:
        return make_response(_halaman_hasil(galat), 422)
    kata = f"tercatat “{LABEL_SIKS[StatusSiks(status)].lower()}”"
    return _jawab(selesai, kata, _kembali("/verifikasi/hasil"), lambda u: u.status_siks == status)


def _saring() -> dict[str, str]:
    return {"wilayah": request.values.get("wilayah", "").strip()[:13], "paket": request.values.get("paket", "")[:12]}


def _saringan_paket(saring: dict[str, str], baris: list[BarisKerja], belum: bool) -> list[dict[str, str]]:
    """The packet that the list is narrowed to, and how to see all again."""
    if not saring["paket"]:
        return []
    nomor = baris[0].nomor if baris else "yang dipilih"
    semua = alamat("/verifikasi", saring | {"paket": "", "tampil": "" if belum else "sudah"})
    return [{"label": f"Paket {nomor}", "hapus_url": semua}]


def _kembali(jalur: str) -> str:
    """The list as it was filtered; its first page, because what was done has left it."""
    return alamat(jalur, _saring() | {"tampil": request.form.get("tampil", "")})


def _tab(kini: str) -> list[dict[str, Any]]:
    semua = (("usulan", "Usulan", "/verifikasi"), ("paket", "Paket", "/verifikasi/paket"),
             ("hasil", "Hasil pusat", "/verifikasi/hasil"))  # fmt: skip
    return [{"label": label, "href": href, "aktif": kode == kini} for kode, label, href in semua]
