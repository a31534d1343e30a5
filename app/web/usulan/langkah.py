"""How is a step of a proposal taken in the browser? One address per noun; a step that asks something has a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.bundel import operations_terpaksa
from app.domain.usulan import isian as skema
from app.domain.usulan import operations_perubahan, operations_usulan, queries_isian, queries_usulan
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.status import LABEL_SIKS
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian, TidakBisa
from app.infra.panjang import MAKS_ALASAN
from app.web.masukan import baca_tanggal, bilangan
from app.web.paket.langkah import muat_ulang, versi_kiriman
from app.web.sesi import masuk_dulu, pelaku
from app.web.transaksi import transaksi
from app.web.usulan import kunjungan, perubahan, tampilan

if TYPE_CHECKING:
    from app.domain.usulan.models import Usulan

Kiriman = Mapping[str, Any]
Jalankan = Callable[["Usulan", Kiriman, Pelaku, int], str | None]  # what to say beside the usual
Bidang = Callable[["Usulan"], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Langkah:
    """One noun: its verb, what is done, what its page asks (None = the button posts), what is said after."""

    aksi: Aksi
    jalankan: Jalankan
    bidang: Bidang | None
    selesai: str
    penjelasan: str = ""


def _pasangkan(u: "Usulan", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    operations_usulan.pasangkan(u, bilangan(isi.get("pengganti")) or 0, oleh=oleh, versi=versi)


def _lepas_pasangan(u: "Usulan", _isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    operations_usulan.lepas_pasangan(u, oleh=oleh, versi=versi)


def _nilai(hasil: str) -> Jalankan:
    def jalan(u: "Usulan", isi: Kiriman, oleh: Pelaku, versi: int) -> str | None:
        ikut = operations_usulan.nilai(
            u,
            hasil,
            oleh=oleh,
            versi=versi,
            alasan_kode=isi.get("alasan_kode", ""),
            alasan=isi.get("alasan", ""),
            lepas_pasangan=bool(isi.get("lepas_pasangan")),
        )
        return f"Ini berlaku juga untuk pasangannya, {ikut.nama}." if ikut else None

    return jalan


def _buka(u: "Usulan", _isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    operations_usulan.buka(u, oleh=oleh, versi=versi)


def _tarik(u: "Usulan", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    operations_usulan.tarik(u, alasan=isi.get("alasan", ""), oleh=oleh, versi=versi)


def _minta(u: "Usulan", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    kiriman = {k: isi.getlist(k) for k in isi} if hasattr(isi, "getlist") else {}
    tanda = next((t.id for t in u.paket.tanda if t.usulan_id == u.id and t.jawaban is None), None)
    jenis, alasan = isi.get("jenis", ""), isi.get("alasan", "")
    operations_perubahan.minta(
        u,
        jenis,
        alasan=alasan,
        oleh=oleh,
        versi=versi,
        kiriman=kiriman,
        tanda_id=tanda,
        alasan_kode=isi.get("alasan_gugur", ""),
        lepas_pasangan=bool(isi.get("lepas_pasangan")),
    )


def _terima(jenis: str) -> Jalankan:
    def jalan(u: "Usulan", _isi: Kiriman, oleh: Pelaku, versi: int) -> None:
        operations_terpaksa.terima_perubahan(u, jenis, oleh=oleh, versi=versi)

    return jalan


def _tolak(u: "Usulan", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    operations_perubahan.tolak(u, alasan=isi.get("alasan", ""), oleh=oleh, versi=versi)


def _siks(u: "Usulan", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    operations_usulan.catat_siks(
        u,
        isi.get("status", ""),
        oleh=oleh,
        versi=versi,
        siks_id=isi.get("siks_id", ""),
        tanggal=baca_tanggal(isi.get("tanggal", "")),
        alasan=isi.get("alasan", ""),
        desil=_desil(isi.get("desil", "")),
    )


def _desil(teks: str) -> int | None:
    if teks.strip() and bilangan(teks) is None:
        raise GalatIsian(bidang={"desil": "Desil adalah angka 1 sampai 10."})
    return bilangan(teks)


def _informasikan(u: "Usulan", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    if not isi.get("cara", "").strip():
        raise GalatIsian(bidang={"cara": "Tulis bagaimana warga diberi tahu."})
    operations_usulan.informasikan(u, cara=isi["cara"], oleh=oleh, versi=versi)


def _padanan(u: "Usulan", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    operations_usulan.catat_padanan(u, isi.get("hasil", ""), oleh=oleh, versi=versi)


def _bidang(macam: str, nama: str, label: str, **lain: Any) -> dict[str, Any]:
    return {
        "macam": macam,
        "nama": nama,
        "label": label,
        "petunjuk": None,
        "pilihan": [],
        "nilai": "",
        "wajib": True,
        "maks": MAKS_ALASAN if nama == "alasan" else 2000,
        **lain,
    }


def _hanya_alasan(_u: "Usulan") -> list[dict[str, Any]]:
    return [_bidang("area", "alasan", "Alasan")]


def _tidak_layak(u: "Usulan") -> list[dict[str, Any]]:
    pilihan = [(k, b["label"]) for k, b in berlaku("alasan_tidak_layak", u.wilayah_kode).items()]
    petunjuk = "Dibaca desa dan, dalam kata-kata umum, oleh warga."
    return [
        _bidang("daftar", "alasan_kode", "Alasan tidak layak", pilihan=pilihan),
        _bidang("area", "alasan", "Penjelasan", petunjuk=petunjuk),
        *perubahan.bidang_lepas(u, perubahan.IKUT),
    ]


def _perubahan(u: "Usulan") -> list[dict[str, Any]]:
    jenis = [
        ("ralat", "Ralat salah ketik identitas atau alamat"),
        ("perbaikan", "Perbaikan isian, menjawab catatan pengembalian"),
        ("penarikan", "Penarikan nama dari daftar"),
        ("gugur", "Gugur: meninggal, pindah, mengundurkan diri, atau ganda"),
    ]
    isian = [
        {**b, "macam": b["jenis"], "nama": f"baru.{b['nama']}", "kelompok": "Isian yang benar"}
        for b in queries_isian.bidang_isian(u)
    ]
    return [
        _bidang("radio", "jenis", "Yang diminta", pilihan=jenis),
        *perubahan.bidang_ralat(u),
        *isian,
        *perubahan.bidang_gugur(u),
        _bidang("area", "alasan", "Alasan", petunjuk="Tercetak pada lembar perubahan daftar."),
    ]


def _status_siks(u: "Usulan") -> list[dict[str, Any]]:
    return [
        _bidang(
            "radio", "status", "Status", pilihan=[(s.value, t) for s, t in LABEL_SIKS.items()], nilai=u.status_siks
        ),
        _bidang("teks", "siks_id", "Nomor atau ID di SIKS-NG", wajib=False, nilai=u.siks_id),
        *_isian_desil(u),
        _bidang(
            "tanggal", "tanggal", "Tanggal", wajib=False, nilai=u.siks_tanggal.isoformat() if u.siks_tanggal else ""
        ),
        _bidang(
            "area",
            "alasan",
            "Catatan",
            petunjuk="Wajib bila ditolak pusat.",
            wajib=False,
            maks=300,
            nilai=u.siks_alasan,
        ),
    ]


def _isian_desil(u: "Usulan") -> list[dict[str, Any]]:
    if skema.jenis(u.jenis, u.wilayah_kode).get("hasil") != "desil":
        return []
    kini = f"Desil keluarga yang tercatat sekarang: {u.keluarga.desil or 'belum ada'}."
    return [_bidang("teks", "desil", "Desil baru", petunjuk=kini, wajib=False, nilai=str(u.desil_baru or ""))]


def _cara(_u: "Usulan") -> list[dict[str, Any]]:
    return [_bidang("teks", "cara", "Bagaimana warga diberi tahu", petunjuk="Misalnya kunjungan rumah oleh ketua RT.")]


def _hasil_padanan(u: "Usulan") -> list[dict[str, Any]]:
    pilihan = [(k, b["label"]) for k, b in berlaku("hasil_padanan", u.wilayah_kode).items() if k != "belum"]
    nilai = u.padanan if u.padanan != "belum" else ""
    return [_bidang("radio", "hasil", "Hasil pemadanan", pilihan=pilihan, nilai=nilai)]


A = Aksi
LANGKAH: dict[str, Langkah] = {
    "pembukaan": Langkah(A.USULAN_BUKA, _buka, None, "Isian dibuka kembali."),
    "penarikan": Langkah(
        A.USULAN_TARIK, _tarik, _hanya_alasan, "Usulan ditarik.", "Usulan keluar dari daftar paket ini."
    ),
    "pengganti": Langkah(
        A.USULAN_PASANGKAN,
        _pasangkan,
        perubahan.bidang_pengganti,
        "Pengganti ditentukan.",
        "Usul hapus dan penggantinya disepakati, dinilai, dan disahkan bersama, atau tidak sama sekali.",
    ),
    "pelepasan-pengganti": Langkah(A.USULAN_LEPAS_PASANGAN, _lepas_pasangan, None, "Pasangan dilepas."),
    "kelayakan": Langkah(A.USULAN_NILAI_LAYAK, _nilai("layak"), None, "Usulan dinilai layak."),
    "ketidaklayakan": Langkah(
        A.USULAN_NILAI_TIDAK_LAYAK, _nilai("tidak_layak"), _tidak_layak, "Usulan dinilai tidak layak."
    ),
    "pembatalan-nilai": Langkah(A.USULAN_BATALKAN_NILAI, _nilai("batal"), None, "Penilaian dibatalkan."),
    "permintaan-perubahan": Langkah(
        A.USULAN_MINTA_PERUBAHAN,
        _minta,
        _perubahan,
        "Permintaan tercatat. Terbitkan lembar perubahannya dari halaman paket.",
        "Permintaan berlaku setelah lembar perubahan ditandatangani kepala desa/lurah dan "
        "diterima petugas yang memegang paket.",
    ),
    "penerimaan-perubahan": Langkah(A.USULAN_TERIMA_PERUBAHAN, _terima(""), None, "Perubahan diterima."),
    "penerimaan-penarikan": Langkah(A.USULAN_TERIMA_PENARIKAN, _terima("penarikan"), None, "Penarikan diterima."),
    "pengguguran": Langkah(A.USULAN_GUGURKAN, _terima("gugur"), None, "Usulan digugurkan."),
    "penolakan-perubahan": Langkah(A.USULAN_TOLAK_PERUBAHAN, _tolak, _hanya_alasan, "Permintaan perubahan ditolak."),
    "status-siks": Langkah(A.USULAN_CATAT_HASIL, _siks, _status_siks, "Status SIKS-NG tercatat."),
    "pemberitahuan": Langkah(A.USULAN_INFORMASIKAN, _informasikan, _cara, "Tercatat bahwa warga sudah diberi tahu."),
    "kunjungan": Langkah(
        A.USULAN_CATAT_KUNJUNGAN, kunjungan.jalankan, kunjungan.bidang, "Kunjungan tercatat.", kunjungan.PENJELASAN
    ),
    "padanan": Langkah(A.USULAN_CATAT_PADANAN, _padanan, _hasil_padanan, "Hasil pemadanan tercatat."),
}


def pasang(bp: Blueprint) -> None:
    """Give every noun its address: POST takes the step, GET shows its form where it has one."""
    for kata, satu in LANGKAH.items():
        bp.add_url_rule(f"/<int:usulan_id>/{kata}", f"langkah_{kata}", _kirim(kata), methods=["POST"])
        if satu.bidang:
            bp.add_url_rule(f"/<int:usulan_id>/{kata}", f"form_{kata}", _form(kata), methods=["GET"])


def _kirim(kata: str) -> Callable[..., ResponseReturnValue]:
    @masuk_dulu
    @transaksi
    def kirim(usulan_id: int) -> ResponseReturnValue:
        return ambil(kata, usulan_id)

    return kirim


def _form(kata: str) -> Callable[..., ResponseReturnValue]:
    @masuk_dulu
    def form(usulan_id: int) -> ResponseReturnValue:
        return _halaman(kata, usulan_id, None)

    return form


def ambil(kata: str, usulan_id: int) -> ResponseReturnValue:
    """Take a step; a refusal that the form can answer shows the form again with everything typed."""
    satu = LANGKAH[kata]
    u = queries_usulan.satu(usulan_id, untuk=pelaku())
    try:
        pesan = satu.jalankan(u, request.form, pelaku(), versi_kiriman(request.form))
    except (GalatIsian, TidakBisa) as galat:
        if satu.bidang is None:
            raise
        db.session.rollback()
        return _ulangi(kata, usulan_id, galat)
    flash(f"{satu.selesai} {pesan}" if pesan else satu.selesai, "berhasil")
    if satu.aksi is Aksi.USULAN_TARIK:
        return redirect(url_for("paket.tampil", paket_id=u.paket_id), 303)
    return redirect(url_for("usulan.tampil", usulan_id=usulan_id), 303)


def _ulangi(kata: str, usulan_id: int, galat: Galat) -> ResponseReturnValue:
    try:
        return make_response(_halaman(kata, usulan_id, galat), galat.kode)
    except TidakBisa:
        # The step is no longer open at all: its form would mislead.
        raise galat from None


def _halaman(kata: str, usulan_id: int, galat: Galat | None) -> str:
    satu, saya = LANGKAH[kata], pelaku()
    u = queries_usulan.satu(usulan_id, untuk=saya)
    policy.wajib_boleh(saya, satu.aksi, u)
    baris = ALUR_USULAN.wajib(u, satu.aksi)
    bidang_galat = galat.bidang if isinstance(galat, GalatIsian) else {}
    semua = [_terisi(b, galat is not None) for b in (satu.bidang(u) if satu.bidang else [])]
    return render_template(
        "usulan/langkah.html",
        **tampilan.kepala(u, saya),
        kata=kata,
        nama_langkah=baris.tombol,
        penjelasan=satu.penjelasan,
        bidang=semua,
        galat=bidang_galat,
        galat_umum=[
            *(k for k in (galat.alasan if galat else []) if k not in bidang_galat.values()),
            *muat_ulang(galat, f"/usulan/{usulan_id}/{kata}"),
        ],
    )


def _terisi(b: dict[str, Any], diketik: bool) -> dict[str, Any]:
    if not diketik:
        return b
    ada = request.form.getlist(b["nama"])
    return {**b, "nilai": ada if b["macam"] == "banyak" else (ada[-1] if ada else "")}
