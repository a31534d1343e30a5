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
from app.web.paket import tampilan
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
AJUKAN = frozenset({"pengajuan", "pengajuan-ulang"})
# A village has one packet in its hands, rarely more: only of the newest are the guards asked here.
KARTU_RINCI = 1
# Of the others the next step and who takes it, without asking what is still missing.
BERIKUT = {
    StatusPaket.DRAF: "Langkah berikutnya: siapkan musyawarah, oleh operator.",
    StatusPaket.SIAP_MUSYAWARAH: "Langkah berikutnya: adakan musyawarah, lalu catat hasilnya, oleh operator.",
    StatusPaket.SIAP_DIAJUKAN: "Langkah berikutnya: tanda tangani dokumen dan unggah pindaiannya, oleh operator; lalu "
    "ajukan, oleh kepala desa/lurah.",
    StatusPaket.DIKEMBALIKAN: "Langkah berikutnya: jawab setiap catatan, oleh operator; lalu ajukan ulang, oleh kepala "
    "desa/lurah.",
    StatusPaket.MENUNGGU_TANGGAPAN: "Langkah berikutnya: beri tanggapan atas daftar kabupaten, oleh operator.",
}

BERIKUT_SEGERA = {
    StatusPaket.DRAF: "Langkah berikutnya: lengkapi usulan dan buktinya, lalu pakai SPTJM, oleh operator."
}


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
    # What came back waits for an answer: it goes before a newer draft.
    giliran = [b for b in berjalan if PEMEGANG[b.status] is Tingkat.DESA]
    giliran.sort(key=lambda b: b.status is not StatusPaket.DIKEMBALIKAN)
    rinci = {b.id for b in giliran[:KARTU_RINCI]}
    berjalan.sort(key=lambda b: (b.id not in rinci, PEMEGANG[b.status] is not Tingkat.DESA))
    return render_template(
        "beranda/tampil.html",
        desa=True,
        boleh_buat=policy.mungkin(saya, Aksi.PAKET_BUAT) and not ada,
        boleh_segera=policy.mungkin(saya, Aksi.PAKET_BUAT),
        kartu=[_kartu(b, saya, b.id in rinci) for b in berjalan],
        ringkas=perlu(saya),
    )


def _kartu(b: queries.BarisPaket, saya: Pelaku, rinci: bool) -> dict[str, Any]:
    if not rinci:
        milik = PEMEGANG[b.status] is Tingkat.DESA
        kalimat = BERIKUT_SEGERA.get(b.status, "") if b.segera else ""
        kalimat = kalimat or (BERIKUT[b.status] if milik else _sedang_di(b.status))
        return {"paket": b, "giliran": False, "menunggu": kalimat}
    h = queries_halaman.halaman(b.id, untuk=saya)
    siap = langkah_berikut.berikut(h.paket, untuk=saya)
    if siap is None:
        return {"paket": b, "giliran": False, "menunggu": "Paket ini menunggu tanggapan desa/kelurahan."}
    kurang = [{**k, "href": _mutlak(k.get("href"), b.id)} for k in tampilan.butir_kurang(h, siap, saya)]
    return {
        "paket": b,
        "giliran": True,
        "langkah": siap.baris.tombol,
        "ajukan": siap.baris.tombol if siap.baris.kata in AJUKAN and _boleh(siap, h.paket, saya) else "",
        "kata": siap.baris.kata,
        "kurang": kurang,
        "menunggu": tampilan.MENUNGGU[Aksi(siap.baris.aksi)],
    }


def _boleh(siap: langkah_berikut.Kesiapan, paket: "Paket", saya: Pelaku) -> bool:
    """Whether this person takes the step and nothing is missing: then the card leads straight to its page."""
    return not siap.kurang and policy.boleh(saya, Aksi(siap.baris.aksi), paket)


def _mutlak(href: str | None, paket_id: int) -> str | None:
    return f"/paket/{paket_id}{href}" if href and href.startswith("#") else href


def _sedang_di(status: StatusPaket) -> str:
    di = "kecamatan" if PEMEGANG[status] is Tingkat.KECAMATAN else "Dinas Sosial"
    return f"Sedang di {di}; tidak ada yang perlu Anda kerjakan sekarang."
