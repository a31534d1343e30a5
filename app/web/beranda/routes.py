"""What waits for me?"""

import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran, Tingkat
from app.domain.bundel import queries as bundel
from app.domain.usulan import langkah_berikut, queries, queries_halaman
from app.domain.usulan.status import PEMEGANG, StatusPaket
from app.web.beranda.perlu import perlu
from app.web.paket import giliran, kekurangan
from app.web.sesi import masuk_dulu, pelaku

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket

bp = Blueprint("beranda", __name__)
RUMAH = {
    Peran.ADMIN: "/admin/pengguna",
    Peran.DUKCAPIL: "/padanan",
    Peran.PETUGAS_LAPANGAN: "/kunjungan",
    Peran.AUDITOR: "/pemeriksaan",
}
# The kecamatan's day is its check lists: its queue opens them, everybody else's the packet.
MEJA = {Peran.OPERATOR_KECAMATAN: "/telaah/"}
AJUKAN = frozenset({"pengajuan", "pengajuan-ulang"})
# A village has one packet in its hands, rarely more: only of the newest are the guards asked here.
KARTU_RINCI = 1
# Of the others the next step, without asking what is still missing: for who prepares it, for who signs it.
BERIKUT = {
    StatusPaket.DRAF: "Lengkapi usulannya, lalu siapkan musyawarah.",
    StatusPaket.SIAP_MUSYAWARAH: "Adakan musyawarah, lalu catat hasilnya.",
    StatusPaket.SIAP_DIAJUKAN: "Unggah kertas yang sudah ditandatangani; kepala desa/lurah yang mengajukan.",
    StatusPaket.DIKEMBALIKAN: "Jawab setiap catatan; kepala desa/lurah yang mengajukan ulang.",
    StatusPaket.MENUNGGU_TANGGAPAN: "Beri tanggapan atas daftar kabupaten.",
}
BERIKUT_SEGERA = {StatusPaket.DRAF: "Lengkapi usulan dan buktinya, lalu pakai SPTJM."}
BERIKUT_PEJABAT = {
    StatusPaket.DRAF: "Operator masih melengkapi usulannya.",
    StatusPaket.SIAP_MUSYAWARAH: "Menunggu musyawarah; operator mencatat hasilnya.",
    StatusPaket.SIAP_DIAJUKAN: "Tanda tangani suratnya bila belum, lalu ajukan.",
    StatusPaket.DIKEMBALIKAN: "Operator menjawab setiap catatan; sesudah itu Anda mengajukan ulang.",
    StatusPaket.MENUNGGU_TANGGAPAN: "Operator memberi tanggapan atas daftar kabupaten.",
}
# What came back waits for an answer of the operator; what is ready waits for the head of the village.
DAHULU = {Peran.OPERATOR_DESA: StatusPaket.DIKEMBALIKAN, Peran.KEPALA_DESA: StatusPaket.SIAP_DIAJUKAN}


@bp.get("/")
@masuk_dulu
def tampil() -> ResponseReturnValue:
    """The inbox: what the actor's level holds, longest waiting first; for a village its packets and their next step."""
    saya = pelaku()
    if rumah := RUMAH.get(saya.peran):
        return redirect(rumah, 303)
    if saya.tingkat is Tingkat.DESA:
        return _desa(saya)
    sesudah = _sesudah()
    menunggu, lagi = queries.menunggu(untuk=saya, sesudah=sesudah)
    return render_template(
        "beranda/tampil.html",
        desa=False,
        boleh_buat=False,
        boleh_segera=False,
        menunggu=menunggu,
        meja=MEJA.get(saya.peran, "/paket/"),
        bundel=bundel.menunggu(untuk=saya),
        memutus=policy.mungkin(saya, Aksi.BUNDEL_PUTUSKAN_PENGESAHAN),
        bertingkat=saya.tingkat is not Tingkat.TIDAK_ADA,
        lagi_url="/?" + urlencode({"sejak": lagi[0], "id": lagi[1]}) if lagi else None,
        lanjutan=sesudah is not None,
        ringkas=[*perlu(saya), *(_angka(*r, saya) for r in queries.jumlah_per_status(untuk=saya))],
    )


def _sesudah() -> tuple[str, int] | None:
    sejak, nomor = request.args.get("sejak", ""), request.args.get("id", type=int)
    try:
        utuh = dt.datetime.fromisoformat(sejak).tzinfo is not None
    except ValueError:
        return None
    return (sejak, nomor) if utuh and nomor is not None else None


# What waits for these is a shared paper to decide, not each packet that their level holds.
PEMUTUS = frozenset({Peran.CAMAT, Peran.KEPALA_DINSOS})


def _angka(status: StatusPaket, label: str, rona: str, jumlah: int, saya: Pelaku) -> dict[str, Any]:
    milik = PEMEGANG[status] is saya.tingkat and saya.peran not in PEMUTUS
    return {
        "label": label,
        "angka": "99+" if jumlah >= queries.BATAS_HITUNG else str(jumlah),
        "href": f"/paket?status={status}",
        "rona": rona if milik else None,
        "keterangan": "menunggu Anda" if milik else None,
    }


def _desa(saya: Pelaku) -> str:
    berjalan = queries.paket_berjalan(untuk=saya)
    ada = queries.berjalan_bulan_ini(berjalan, untuk=saya)
    milik = [b for b in berjalan if PEMEGANG[b.status] is Tingkat.DESA]
    milik.sort(key=lambda b: b.status is not DAHULU.get(saya.peran))
    return render_template(
        "beranda/tampil.html",
        desa=True,
        boleh_buat=policy.mungkin(saya, Aksi.PAKET_BUAT) and not ada,
        boleh_segera=policy.mungkin(saya, Aksi.PAKET_BUAT),
        kartu=[_kartu(b, saya, rinci=i < KARTU_RINCI) for i, b in enumerate(milik)],
        di_atas=[b for b in berjalan if b not in milik],
        ringkas=perlu(saya),
    )


def _kartu(b: queries.BarisPaket, saya: Pelaku, *, rinci: bool) -> dict[str, Any]:
    if not rinci:
        return {"paket": b, "giliran": False, "menunggu": _singkat(b, saya)}
    h = queries_halaman.halaman(b.id, untuk=saya)
    siap = langkah_berikut.berikut(h.paket, untuk=saya)
    if siap is None:
        return {"paket": b, "giliran": False, "menunggu": "Paket ini menunggu tanggapan desa/kelurahan."}
    kurang = [{**k, "href": _mutlak(k.get("href"), b.id)} for k in kekurangan.butir_kurang(h, siap, saya)]
    return {
        "paket": b,
        "giliran": True,
        "langkah": siap.baris.tombol,
        "ajukan": siap.baris.tombol if siap.baris.kata in AJUKAN and _boleh(siap, h.paket, saya) else "",
        "kata": siap.baris.kata,
        "kurang": kurang,
        "menunggu": giliran.kalimat_siap(Aksi(siap.baris.aksi), saya),
    }


def _singkat(b: queries.BarisPaket, saya: Pelaku) -> str:
    if saya.peran is Peran.KEPALA_DESA:
        return BERIKUT_PEJABAT[b.status]
    return (BERIKUT_SEGERA.get(b.status, "") if b.segera else "") or BERIKUT[b.status]


def _boleh(siap: langkah_berikut.Kesiapan, paket: "Paket", saya: Pelaku) -> bool:
    """Whether this person takes the step and nothing is missing: then the card leads straight to its page."""
    return not siap.kurang and policy.boleh(saya, Aksi(siap.baris.aksi), paket)


def _mutlak(href: str | None, paket_id: int) -> str | None:
    return f"/paket/{paket_id}{href}" if href and href.startswith("#") else href
