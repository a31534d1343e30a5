"""How is a step of a packet taken in the browser? One address per noun; a step that asks something has a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.bundel import operations_terpaksa
from app.domain.dokumen import queries as dokumen
from app.domain.usulan import (
    langkah_berikut,
    operations,
    operations_daftar,
    operations_pejabat,
    queries,
    queries_halaman,
    queries_sptjm,
)
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.queries_halaman import Halaman
from app.domain.usulan.segera import segera
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian, HalamanUsang, TidakBisa
from app.infra.machine import Baris
from app.web.masukan import bilangan
from app.web.paket import kekurangan, musyawarah, pembagian, pencatatan, rincian, tampilan, tanggapan, tombol
from app.web.paket.isian import Kiriman, salah_pengajuan, salah_tanda
from app.web.sesi import masuk_dulu, pelaku
from app.web.telaah import routes as telaah
from app.web.transaksi import transaksi

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket

Jalankan = Callable[["Paket", Kiriman, Pelaku, int], str | None]  # what to say instead of the usual


@dataclass(frozen=True, slots=True)
class Langkah:
    """One noun: its verb, what is done, which page asks for it ("" = the button posts), what is said after."""

    aksi: Aksi
    jalankan: Jalankan
    templat: str
    selesai: str
    penjelasan: str = ""
    salah: "Callable[[Paket, Kiriman, Sequence[str]], Mapping[str, str]] | None" = (
        None  # field → sentence, once refused
    )


def _beralasan(f: Callable[..., None]) -> Jalankan:
    def jalan(paket: "Paket", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
        f(paket, alasan=isi.get("alasan", ""), oleh=oleh, versi=versi)

    return jalan


def _polos(f: Callable[..., None]) -> Jalankan:
    def jalan(paket: "Paket", _isi: Kiriman, oleh: Pelaku, versi: int) -> None:
        f(paket, oleh=oleh, versi=versi)

    return jalan


def _ajukan(paket: "Paket", isi: Kiriman, oleh: Pelaku, versi: int) -> str | None:
    dicatat = pencatatan.diperiksa(isi)
    operations.ajukan(paket, oleh=oleh, versi=versi, terlambat_alasan=isi.get("terlambat_alasan", ""), dicatat=dicatat)
    return "Paket segera diajukan ke Dinas Sosial. Kecamatan menerima tembusan." if segera(paket) else None


def _ajukan_ulang(paket: "Paket", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    operations.ajukan_ulang(paket, oleh=oleh, versi=versi, dicatat=pencatatan.diperiksa(isi))


ALASAN, AJUKAN = "paket/alasan.html", "paket/pengajuan.html"
LANGKAH: dict[str, Langkah] = {
    "persiapan": Langkah(
        Aksi.PAKET_SIAPKAN_MUSYAWARAH,
        _polos(operations.siapkan_musyawarah),
        "",
        "Undangan, daftar hadir, dan daftar usulan sedang dibuat. Cetak begitu siap.",
    ),
    "hasil-musyawarah": Langkah(
        Aksi.PAKET_CATAT_MUSYAWARAH,
        musyawarah.catat,
        "paket/hasil_musyawarah.html",
        "Hasil musyawarah tercatat. Berita acara dan lampirannya sedang dibuat.",
        salah=musyawarah.salah,
    ),
    "sptjm": Langkah(
        Aksi.PAKET_PAKAI_SPTJM,
        _beralasan(operations.pakai_sptjm),
        ALASAN,
        "SPTJM dan lampirannya sedang dibuat.",
        "Kepala desa/lurah menyatakan bertanggung jawab mutlak atas setiap nama. Alasannya tercetak pada SPTJM.",
    ),
    "pemakaian-musyawarah": Langkah(
        Aksi.PAKET_PAKAI_MUSYAWARAH,
        _polos(operations.pakai_musyawarah),
        "",
        "Paket memakai hasil musyawarah sebelumnya. Lampiran dan surat pengantar sedang dibuat.",
    ),
    "nihil": Langkah(
        Aksi.PAKET_PAKAI_NIHIL,
        _polos(operations.pakai_nihil),
        "",
        "Surat pernyataan nihil sedang dibuat. Tanda tangani.",
    ),
    "pembuatan": Langkah(
        Aksi.PAKET_BUAT, _polos(operations.buka_nihil), "", "Paket dibuka kembali. Tambahkan warga yang akan diusulkan."
    ),
    "pembukaan": Langkah(
        Aksi.PAKET_BUKA,
        _beralasan(operations.buka),
        ALASAN,
        "Langkah terakhir dibuka kembali.",
        "Dokumen yang terbit pada langkah terakhir batal dan harus dibuat serta ditandatangani ulang.",
    ),
    "pembukaan-verval": Langkah(
        Aksi.PAKET_BUKA_VERVAL,
        _beralasan(operations.buka_verval),
        ALASAN,
        "Verifikasi dibuka kembali.",
        "Paket kembali ke verifikator; penilaian yang sudah ada tidak hilang.",
    ),
    "pengajuan": Langkah(Aksi.PAKET_AJUKAN, _ajukan, AJUKAN, "Paket diajukan ke kecamatan.", salah=salah_pengajuan),
    "penarikan": Langkah(
        Aksi.PAKET_TARIK_KEMBALI,
        _beralasan(operations.tarik_kembali),
        ALASAN,
        "Paket ditarik kembali.",
        "Paket kembali ke desa/kelurahan sebelum ditelaah. Kecamatan diberi tahu.",
    ),
    "pengembalian": Langkah(
        Aksi.PAKET_KEMBALIKAN,
        pembagian.kembalikan,
        pembagian.PENGEMBALIAN,
        "Paket dikembalikan ke desa/kelurahan.",
        salah=salah_tanda,
    ),
    "pelampauan": Langkah(
        Aksi.PAKET_LAMPAUI_KECAMATAN,
        _beralasan(operations_terpaksa.lampaui_kecamatan),
        ALASAN,
        "Paket diteruskan ke verifikasi tanpa telaah kecamatan. Camat diberi tahu.",
        "Paket masuk verifikasi tanpa berita acara telaah. Camat dan desa/kelurahan diberi tahu; alasannya tercatat "
        "dan terlihat auditor. Berita acara telaah yang memuat paket ini, bila ada, dibuka kembali.",
    ),
    "pemisahan": Langkah(
        Aksi.PAKET_PISAHKAN,
        pembagian.pisahkan,
        pembagian.PEMISAHAN,
        "Usulan dipisahkan.",
        "Usulan yang dicentang menjadi paket tersendiri dengan status, pemegang, dan dokumen yang sama, "
        "sehingga tidak menahan yang lain.",
    ),
    "pengajuan-ulang": Langkah(Aksi.PAKET_AJUKAN_ULANG, _ajukan_ulang, AJUKAN, "Paket diajukan ulang."),
    "penyusunan-ulang": Langkah(
        Aksi.PAKET_SUSUN_ULANG,
        _beralasan(operations.susun_ulang),
        ALASAN,
        "Daftar disusun ulang.",
        "Pakai ini bila ada nama yang perlu ditambah atau diputuskan lagi. Kesepakatan dibuka kembali; "
        "daftar nama dan surat pengantar batal. Berita acara musyawarah tetap tersimpan.",
    ),
    "hasil": Langkah(Aksi.PAKET_CATAT_HASIL, _polos(operations.catat_hasil), "", "Paket selesai."),
    "penutupan": Langkah(Aksi.PAKET_TUTUP, _polos(operations.tutup), "", "Paket ditutup."),
    "pembatalan": Langkah(
        Aksi.PAKET_BATALKAN,
        _beralasan(operations.batalkan),
        ALASAN,
        "Paket dibatalkan.",
        "Semua dokumen paket batal, dan setiap usulan yang masih berjalan ditunda. Ini tidak dapat diurungkan.",
    ),
    "penghentian": Langkah(
        Aksi.PAKET_HENTIKAN,
        _beralasan(operations.hentikan),
        ALASAN,
        "Paket dihentikan.",
        "Semua dokumen paket batal, dan setiap usulan yang masih berjalan ditunda. Ini tidak dapat diurungkan.",
    ),
    "izin-satu-tangan": Langkah(
        Aksi.PAKET_IZINKAN_SATU_TANGAN,
        _beralasan(operations_pejabat.izinkan_satu_tangan),
        ALASAN,
        "Izin satu tangan tercatat untuk pengajuan ini.",
        "Satu orang yang memegang dua jabatan boleh memutuskan berkas yang disusunnya sendiri, hanya untuk pengajuan "
        "ini. Nomor SK kedua jabatannya harus sudah tercatat. Langkahnya bertanda, dan terlihat auditor.",
    ),
    "keberatan": Langkah(
        Aksi.PAKET_KEBERATAN,
        _beralasan(operations_pejabat.nyatakan_keberatan),
        ALASAN,
        "Keberatan tercatat. Gerbang berikutnya harus menjawabnya lebih dahulu.",
        "Keputusan yang dicatat tidak dibatalkan, tetapi paket tidak bergerak sebelum keberatan ini dijawab.",
    ),
    "jawaban-keberatan": Langkah(
        Aksi.PAKET_JAWAB_KEBERATAN,
        _beralasan(operations_pejabat.jawab_keberatan),
        ALASAN,
        "Jawaban atas keberatan tersimpan.",
        "Tulis apa yang sudah diperiksa dan disepakati dengan pejabatnya. Bila keberatannya benar, kembalikan paket.",
    ),
    "jawaban-keberatan-nihil": Langkah(
        Aksi.PAKET_JAWAB_KEBERATAN_NIHIL,
        _beralasan(operations_pejabat.jawab_keberatan_nihil),
        ALASAN,
        "Jawaban atas keberatan tersimpan.",
        "Tulis apa yang sudah diperiksa dan disepakati dengan pejabatnya. Bila keberatannya benar, operator "
        "desa/kelurahan membuka kembali paket nihil ini.",
    ),
    "permintaan-tanggapan": Langkah(
        Aksi.PAKET_MINTA_TANGGAPAN,
        _polos(operations_daftar.minta_tanggapan),
        "",
        "Tanggapan desa diminta. Nota dinasnya sedang dibuat.",
    ),
    "tanggapan": Langkah(
        Aksi.PAKET_TANGGAPI, tanggapan.kirim, tanggapan.TEMPLAT, "Tanggapan tersimpan.", salah=tanggapan.salah
    ),
    "kelanjutan": Langkah(
        Aksi.PAKET_LANJUTKAN, _polos(operations_daftar.lanjutkan), "", "Paket dilanjutkan ke verifikasi."
    ),
    "pembebasan-padanan": Langkah(
        Aksi.PAKET_BEBASKAN_PADANAN,
        _beralasan(operations.bebaskan_padanan),
        ALASAN,
        "Paket dibebaskan dari hasil pemadanan.",
        "Paket ini boleh diputus tanpa hasil pemadanan NIK. Alasannya tercatat dan terlihat auditor.",
    ),
}


def pasang(bp: Blueprint) -> None:
    """Give every noun its address: POST takes the step, GET shows its form where it has one."""
    bp.add_url_rule("/<int:paket_id>/telaah", "langkah_telaah", telaah.isian, methods=["POST"])
    for kata, satu in LANGKAH.items():
        bp.add_url_rule(f"/<int:paket_id>/{kata}", f"langkah_{kata}", _kirim(kata), methods=["POST"])
        if satu.templat:
            bp.add_url_rule(f"/<int:paket_id>/{kata}", f"form_{kata}", _form(kata), methods=["GET"])


def _kirim(kata: str) -> Callable[..., ResponseReturnValue]:
    @masuk_dulu
    @transaksi
    def kirim(paket_id: int) -> ResponseReturnValue:
        return ambil(kata, paket_id)

    return kirim


def _form(kata: str) -> Callable[..., ResponseReturnValue]:
    @masuk_dulu
    def form(paket_id: int) -> ResponseReturnValue:
        return _halaman(kata, paket_id, {})

    return form


def ambil(kata: str, paket_id: int) -> ResponseReturnValue:
    """Take a step; a refusal that the form can answer shows the form again with everything typed."""
    satu = LANGKAH[kata]
    isi = request.form
    paket = queries.satu(paket_id, untuk=pelaku())
    if satu.templat and (isi.get("isi_semua") or isi.get("pratinjau")):
        policy.wajib_boleh(pelaku(), satu.aksi, paket)
        return _halaman(kata, paket_id, isi)
    try:
        pesan = satu.jalankan(paket, isi, pelaku(), versi_kiriman(isi))
    except (GalatIsian, TidakBisa) as galat:
        if not satu.templat:
            raise
        db.session.rollback()
        return _ulangi(kata, paket_id, isi, _sebut_bidang(satu, paket_id, isi, galat))
    flash(pesan or satu.selesai, "berhasil")
    return redirect(url_for("paket.tampil", paket_id=paket_id), 303)


def _sebut_bidang(satu: Langkah, paket_id: int, isi: Kiriman, galat: Galat) -> Galat:
    """A refusal that only speaks of what was typed is one of input, each sentence at its field."""
    if satu.salah is None or isinstance(galat, GalatIsian | HalamanUsang):
        return galat
    semua = satu.salah(queries.satu(paket_id, untuk=pelaku()), isi, galat.alasan)
    bidang = {nama: kalimat for nama, kalimat in semua.items() if kalimat in galat.alasan}
    return GalatIsian(galat.alasan, bidang) if bidang else galat


def _ulangi(kata: str, paket_id: int, isi: Kiriman, galat: Galat) -> ResponseReturnValue:
    try:
        return make_response(_halaman(kata, paket_id, isi, galat), galat.kode)
    except TidakBisa:
        # The step is no longer open at all: its form would mislead.
        raise galat from None


def muat_ulang(galat: Galat | None, alamat: str) -> list[dict[str, str]]:
    """For a form drawn from what is no longer so: a plain link to the page as it is now."""
    if not isinstance(galat, HalamanUsang):
        return []
    return [{"kalimat": "Muat ulang halaman ini", "href": alamat}]


def versi_kiriman(isi: Kiriman) -> int:
    """The row version the page was drawn from; a form without one counts as stale."""
    versi = bilangan(isi.get("versi"))
    if versi is None:
        raise HalamanUsang("Halaman ini tidak lengkap. Muat ulang, lalu ulangi.")
    return versi


def _halaman(kata: str, paket_id: int, isi: Kiriman, galat: Galat | None = None) -> str:
    satu, saya = LANGKAH[kata], pelaku()
    h = queries_halaman.halaman(paket_id, untuk=saya)
    pencatatan.wajib_membuka(saya, satu.aksi, h.paket)
    baris = ALUR_PAKET.wajib(h.paket, satu.aksi)
    return render_template(satu.templat, **_konteks(h, satu, baris, isi, galat, saya))


def _konteks(
    h: Halaman, satu: Langkah, baris: Baris, isi: Kiriman, galat: Galat | None, saya: Pelaku
) -> dict[str, Any]:
    bidang: Mapping[str, str] = galat.bidang if isinstance(galat, GalatIsian) else {}
    umum = {
        **tampilan.kepala(h, saya),
        "kata": baris.kata,
        "nama_langkah": baris.tombol,
        "bahaya": baris.aksi in tombol.BAHAYA,
        "penjelasan": satu.penjelasan,
        "peringatan": _peringatan(h.paket, satu, saya),
        "isi": isi or _awal(h.paket, satu),
        "galat": bidang,
        "galat_umum": [
            *(k for k in (galat.alasan if galat else []) if k not in bidang.values()),
            *muat_ulang(galat, f"/paket/{h.paket.id}/{baris.kata}"),
        ],
        "ringkas": [{"kalimat": k, "href": "#" + nama.replace(".", "-")} for nama, k in bidang.items()],
    }
    return {**umum, **KHUSUS[satu.templat](h, baris, saya)}


def _peringatan(paket: "Paket", satu: Langkah, saya: Pelaku) -> str:
    return queries_sptjm.peringatan(paket, untuk=saya, akan=True) if satu.aksi is Aksi.PAKET_PAKAI_SPTJM else ""


def _awal(paket: "Paket", satu: Langkah) -> Kiriman:
    """What a form starts with: an urgent packet has already said why."""
    return {"alasan": paket.segera_uraian} if satu.aksi is Aksi.PAKET_PAKAI_SPTJM else {}


def _tanpa(_h: Halaman, _baris: Baris, _saya: Pelaku) -> dict[str, Any]:
    return {}


def _untuk_hasil(h: Halaman, baris: Baris, saya: Pelaku) -> dict[str, Any]:
    kode = h.paket.wilayah_kode
    return {
        "rapat": h.rapat,
        "kurang": kekurangan.butir_kurang(h, langkah_berikut.periksa(h.paket, baris, untuk=saya), saya),
        "usulan": [u for u in rincian.baris_usulan(h, saya) if u.hidup],
        **musyawarah.untuk_halaman(h.rapat, request.form),
        "alasan_tunda": [(k, b["label"]) for k, b in berlaku("alasan_tunda", kode).items()],
        "alasan_tidak": [(k, b["label"]) for k, b in berlaku("alasan_tidak_disepakati", kode).items()],
    }


def _untuk_ajukan(h: Halaman, baris: Baris, saya: Pelaku) -> dict[str, Any]:
    semua = rincian.baris_usulan(h, saya)
    return {
        "catat": (catat := pencatatan.kertas(h.paket, baris, saya)),
        "nama_langkah": catat["tombol"] if catat else baris.tombol,
        "siap": (siap := langkah_berikut.periksa(h.paket, baris, untuk=saya)),
        "kurang": kekurangan.butir_kurang(h, siap, saya),
        "usulan": [u for u in semua if u.hidup],
        "tidak_ikut": [u for u in semua if not u.hidup],
        "dokumen": dokumen.untuk_paket(h.paket.id, untuk=saya),
        "rapat": h.rapat,
        "perubahan": rincian.baris_perubahan(h, []),
        "jendela": langkah_berikut.jendela(h.paket) if baris.aksi == Aksi.PAKET_AJUKAN else ("", False),
    }


KHUSUS: dict[str, Callable[[Halaman, Baris, Pelaku], dict[str, Any]]] = {
    tanggapan.TEMPLAT: lambda h, _baris, saya: tanggapan.untuk_halaman(h.paket, saya),
    ALASAN: _tanpa,
    AJUKAN: _untuk_ajukan,
    "paket/hasil_musyawarah.html": _untuk_hasil,
    pembagian.PENGEMBALIAN: pembagian.untuk_pengembalian,
    pembagian.PEMISAHAN: pembagian.untuk_pemisahan,
}
