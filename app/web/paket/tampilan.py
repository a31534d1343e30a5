"""What does the page of a packet show? Rows and sentences for its template, no HTML and no decision of its own."""

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import sebab, tindakan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Tingkat
from app.domain.aturan.berlaku import sebutan
from app.domain.dokumen.queries import RingkasDokumen
from app.domain.rapat.queries import ada_contoh
from app.domain.usulan import baris as kata
from app.domain.usulan import (
    langkah_berikut,
    operations_perubahan_banyak,
    pasangan,
    queries,
    queries_halaman,
    queries_hasil,
    queries_sptjm,
    queries_usulan,
    tunggu,
)
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.queries_halaman import Halaman
from app.domain.usulan.segera import segera
from app.domain.usulan.status import (
    HIDUP,
    LABEL_SIKS,
    MATI,
    RONA_PAKET,
    RONA_USULAN,
    Audiens,
    StatusPaket,
    label_paket,
    label_usulan,
)
from app.domain.wilayah.kode import meliputi
from app.infra import clock
from app.infra.machine import Baris
from app.web.paket import giliran, pejabat, pencatatan

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket, Usulan

S = StatusPaket
TAHAP: tuple[tuple[str, frozenset[StatusPaket]], ...] = (
    ("Disusun", frozenset({S.DRAF})),
    ("Musyawarah", frozenset({S.SIAP_MUSYAWARAH})),
    ("Siap diajukan", frozenset({S.SIAP_DIAJUKAN, S.DIKEMBALIKAN})),
    ("Kecamatan", frozenset({S.DIAJUKAN})),
    ("Dinas Sosial", frozenset({S.DITERUSKAN, S.MENUNGGU_TANGGAPAN})),
    ("Pengesahan", frozenset({S.TERVERIFIKASI})),
    ("Hasil pusat", frozenset({S.DISAHKAN})),
    ("Selesai", frozenset({S.SELESAI, S.NIHIL})),
)
# What a packet of this ground never goes through.
TANPA_TAHAP = {
    "sptjm": frozenset({"Musyawarah"}),
    "nihil": frozenset({"Musyawarah", "Kecamatan", "Dinas Sosial", "Pengesahan", "Hasil pusat"}),
    "daftar_kabupaten": frozenset({"Musyawarah", "Siap diajukan", "Kecamatan"}),
}
KETERANGAN_TAHAP = {S.DIKEMBALIKAN: "Perlu perbaikan", S.MENUNGGU_TANGGAPAN: "Tanggapan desa/kelurahan"}
# A guard that is satisfied reads so; guards that only repeat what the list shows have no line of their own.
SUDAH = {
    "ada_usulan": "Daftar usulan terisi",
    "semua_lengkap": "Setiap usulan lengkap",
    "rapat_terencana": "Rencana dan undangan musyawarah terisi",
    "rapat_tercatat": "Jalannya musyawarah dan kehadiran tercatat",
    "gerbang_desa": "Tanda tangan desa/kelurahan lengkap",
    "foto_lengkap": "Foto musyawarah dan bukti pengumuman terunggah",
    "lampiran_lengkap": "Bukti setiap usulan lengkap",
    "identitas_bersih": "NIK dan nomor KK tidak bermasalah",
    "semua_tanda_dijawab": "Setiap catatan pengembalian dijawab",
    "telaah_lengkap": "Daftar periksa kecamatan lengkap",
    "verval_lengkap": "Setiap usulan dinilai dan dipadankan",
    "ada_yang_layak": "Ada usulan yang layak",
    "semua_ada_jawaban_pusat": "Jawaban pusat tercatat untuk setiap usulan",
}
# Of a packet without a meeting nothing is asked here, so nothing is done either.
DARI_RAPAT = frozenset({"foto_lengkap"})
BAGIAN = {
    "ada_usulan": "#usulan",
    "semua_lengkap": "#usulan",
    "gerbang_desa": "#dokumen",
    "lampiran_lengkap": "#usulan",
    "identitas_bersih": "#usulan",
    "semua_tanda_dijawab": "#catatan",
    "semua_ada_jawaban_pusat": "#usulan",
    "verval_lengkap": "#usulan",
}
RAPAT = frozenset({"rapat_terencana", "rapat_tercatat", "undangan_bernama"})
# Work done on a page of its own: who may open that page is led there, the others stay on this one.
MEJA = {
    "telaah_lengkap": (Aksi.PAKET_TELAAH, "/telaah/{}"),
    "verval_lengkap": (Aksi.USULAN_NILAI_LAYAK, "/verifikasi?paket={}"),
    "semua_ada_jawaban_pusat": (Aksi.PAKET_CATAT_HASIL, "/verifikasi/hasil"),
}
BERKAS_BERSAMA = {
    Aksi.PAKET_TERUSKAN: (Aksi.BUNDEL_TERBITKAN_TELAAH, "/bundel?jenis=telaah"),
    Aksi.PAKET_SETUJUI_VERVAL: (Aksi.BUNDEL_TERBITKAN_VERVAL, "/bundel?jenis=verval"),
    Aksi.PAKET_SAHKAN: (Aksi.BUNDEL_TERBITKAN_PENGESAHAN, "/bundel?jenis=pengesahan"),
}
# From the agreement on, proposals are keyed into SIKS-NG.
SEJAK_SEPAKAT = frozenset(S) - {S.DRAF, S.SIAP_MUSYAWARAH, S.MENUNGGU_TANGGAPAN, S.NIHIL, S.DIBATALKAN}
TANPA_HALAMAN = frozenset(
    {
        "persiapan",
        "hasil",
        "penutupan",
        "nihil",
        "pembuatan",
        "pemakaian-musyawarah",
        "permintaan-tanggapan",
        "kelanjutan",
    }
)
# Offered only where they apply: most packets never need them.
MENURUT_KEADAAN = frozenset(
    {
        Aksi.PAKET_IZINKAN_SATU_TANGAN,
        Aksi.PAKET_KEBERATAN,
        Aksi.PAKET_JAWAB_KEBERATAN,
        Aksi.PAKET_JAWAB_KEBERATAN_NIHIL,
        Aksi.PAKET_LAMPAUI_KECAMATAN,
    }
)
# Only against a decision that was recorded.
KEBERATAN = frozenset({Aksi.PAKET_KEBERATAN, Aksi.PAKET_JAWAB_KEBERATAN, Aksi.PAKET_JAWAB_KEBERATAN_NIHIL})
BAHAYA = frozenset({Aksi.PAKET_BATALKAN, Aksi.PAKET_HENTIKAN, Aksi.PAKET_LAMPAUI_KECAMATAN})
# Rows that open the issued bundel themselves.
MEMBUKA = frozenset({Aksi.PAKET_LAMPAUI_KECAMATAN, Aksi.USULAN_TERIMA_PENARIKAN, Aksi.USULAN_GUGURKAN})
BATAS_BUTIR = 8


def kepala(h: Halaman, untuk: Pelaku) -> dict[str, Any]:
    """What every page of a packet starts with."""
    paket, siapa = h.paket, queries.audiens(untuk)
    return {
        "paket": paket,
        "desa": h.desa.sebutan,
        "desa_zona": h.desa.zona,
        "status_label": label_paket(paket.status, siapa),
        "rona": RONA_PAKET[paket.status],
        "dipegang": pemegang(h),
        "segera_label": sebutan("alasan_segera", paket.segera_alasan, paket.wilayah_kode) if segera(paket) else "",
        "hari": hari_sejak(paket.sejak),
    }


def hari_sejak(saat: dt.datetime) -> int:
    """Whole days that have passed."""
    return max((clock.sekarang() - saat).days, 0)


def pemegang(h: Halaman) -> str:
    """Whose turn it is, in words; "" when it is nobody's."""
    return {
        Tingkat.DESA: h.desa.sebutan,
        Tingkat.KECAMATAN: "kecamatan",
        Tingkat.DINSOS: "Dinas Sosial",
        Tingkat.TIDAK_ADA: "",
    }[h.paket.pemegang]


def halaman(h: Halaman, dokumen: list[RingkasDokumen], untuk: Pelaku) -> dict[str, Any]:
    """Everything the packet's page shows."""
    paket = h.paket
    siap = langkah_berikut.berikut(paket, untuk=untuk)
    tersedia = tindakan(ALUR_PAKET, paket, oleh=untuk)
    drafter = policy.boleh(untuk, Aksi.USULAN_CATAT, paket)
    boleh_unggah = policy.boleh(untuk, Aksi.DOKUMEN_UNGGAH_PINDAIAN, paket) and any(d.sudah < d.wajib for d in dokumen)
    mencatat = pencatatan.tombol(paket, siap, untuk)
    return {
        **kepala(h, untuk),
        "langkah": langkah(paket),
        "siap": siap,
        "kurang": butir_kurang(h, siap, untuk) if siap else [],
        "menunggu": pencatatan.MENUNGGU
        if mencatat
        else giliran.kalimat_siap(Aksi(siap.baris.aksi), untuk)
        if siap
        else "",
        "utama": _utama(paket, siap, tersedia) or mencatat,
        "lain": _lain(paket, siap, _menurut_keadaan(h, tersedia, untuk), untuk),
        "tanggapi": bool(siap and siap.kurang) and any(b.aksi == Aksi.PAKET_TANGGAPI for b in tersedia),
        "usulan": baris_usulan(h, untuk),
        "rapat": h.rapat,
        "lihat_rapat": policy.mungkin(untuk, Aksi.RAPAT_LIHAT),
        "boleh_rapat": policy.boleh(untuk, Aksi.RAPAT_RENCANAKAN, paket)
        and h.rapat is None
        and paket.status in (S.DRAF, S.SIAP_MUSYAWARAH)
        and not segera(paket),
        "boleh_unggah": boleh_unggah,
        "unggah_dahulu": boleh_unggah
        and bool(siap and any(b.syarat == "gerbang_desa" and b.kalimat for b in siap.butir)),
        "bundel_id": paket.bundel_id,
        "kerabat": [{"id": i, "nomor": n, "induk": i == paket.induk_id} for i, n in h.kerabat],
        "ke_bundel": _ke_bundel(paket, siap, untuk),
        "boleh_bundel": policy.mungkin(untuk, Aksi.BUNDEL_LIHAT),
        "boleh_tambah": drafter and paket.status in (S.DRAF, S.SIAP_MUSYAWARAH),
        "isi_bersama": drafter and paket.status is S.DRAF and sum(u.status == "draf" for u in h.usulan) > 1,
        "rapat_cepat": _rapat_cepat(h, untuk),
        "forum": paket.status is S.SIAP_MUSYAWARAH,
        "tunggu": tunggu.daftar(paket, untuk=untuk) if drafter and paket.status is S.DRAF else [],
        "boleh_lembar": policy.boleh(untuk, Aksi.USULAN_MINTA_PERUBAHAN, paket),
        "dapat_diubah": len(operations_perubahan_banyak.dapat_diminta(paket, untuk)),
        "dokumen": dokumen,
        "jawaban_pusat": jawaban_pusat(h),
        "tanda": baris_tanda(h),
        "boleh_jawab": paket.status is S.DIKEMBALIKAN and policy.boleh(untuk, Aksi.USULAN_MINTA_PERUBAHAN, paket),
        "perubahan": baris_perubahan(h, dokumen),
        "ada_selisih": boleh_selisih(paket, untuk),
        "boleh_siks": bool(h.usulan)
        and paket.status in SEJAK_SEPAKAT
        and policy.boleh(untuk, Aksi.USULAN_CATAT_HASIL, paket),
        "jumlah_foto": h.jumlah_foto if h.rapat and paket.status in queries_halaman.MENDALAM else None,
        "pejabat": pejabat.catatan(h, untuk),
        "sptjm_berturut": queries_sptjm.peringatan(paket, untuk=untuk),
        "jendela": langkah_berikut.jendela(paket) if paket.status is S.SIAP_DIAJUKAN else ("", False),
    }


def _rapat_cepat(h: Halaman, untuk: Pelaku) -> bool:
    """Whether a complete list may go to a meeting planned as the last one was."""
    if h.paket.status is not S.DRAF or segera(h.paket) or h.rapat is not None:
        return False
    if not policy.boleh(untuk, Aksi.RAPAT_RENCANAKAN, h.paket):
        return False
    hidup = [u for u in h.usulan if u.status in HIDUP]
    return bool(hidup) and all(u.status != "draf" for u in hidup) and ada_contoh(h.paket.wilayah_kode, untuk=untuk)


def langkah(paket: "Paket") -> list[dict[str, Any]]:
    """The strip of the way."""
    if paket.status is S.DIBATALKAN:
        return [{"label": "Disusun", "keadaan": "selesai"}, {"label": "Dibatalkan", "keadaan": "gagal"}]
    kini = next(i for i, (_, status) in enumerate(TAHAP) if paket.status in status)
    mendesak = segera(paket)
    hasil: list[dict[str, Any]] = []
    lewat = TANPA_TAHAP.get(paket.dasar.value, frozenset())
    for i, (label, _) in enumerate(TAHAP):
        if i != kini and (label in lewat or (mendesak and label in ("Musyawarah", "Kecamatan"))):
            continue
        keadaan = "selesai" if i < kini or kini == len(TAHAP) - 1 else "sekarang" if i == kini else "nanti"
        hasil.append({"label": label, "keadaan": keadaan})
        if i == kini and paket.status in KETERANGAN_TAHAP:
            hasil[-1]["keterangan"] = KETERANGAN_TAHAP[paket.status]
    return hasil


def butir_kurang(h: Halaman, siap: langkah_berikut.Kesiapan, untuk: Pelaku) -> list[dict[str, Any]]:
    """The check list before the next step: what is done is ticked, what is not says who acts and where."""
    siapa = giliran.pelaksana(Aksi(siap.baris.aksi), untuk)
    hasil: list[dict[str, Any]] = []
    for b in siap.butir:
        if not b.kalimat:
            if b.syarat in SUDAH and (b.syarat not in DARI_RAPAT or h.rapat):
                hasil.append({"kalimat": SUDAH[b.syarat], "selesai": True})
            continue
        # Steps of many packets name the packet first; on its own page that is said above.
        kalimat = [k.removeprefix(f"{h.paket.nomor}: ") for k in b.kalimat]
        if b.syarat == "semua_lengkap":
            hasil += _belum_lengkap(h, siapa)
            continue
        for satu in kalimat[:BATAS_BUTIR]:
            hasil.append({"kalimat": satu, "pemegang": siapa, "href": _ke(h, b.syarat, untuk)})
        if len(kalimat) > BATAS_BUTIR:
            hasil.append({"kalimat": f"… dan {len(kalimat) - BATAS_BUTIR} hal lain.", "href": _ke(h, b.syarat, untuk)})
    return hasil


def _belum_lengkap(h: Halaman, siapa: str) -> list[dict[str, Any]]:
    draf = [u for u in h.usulan if u.status == "draf"]
    hasil = [
        {"kalimat": f"Usulan {u.nama} belum ditandai lengkap.", "pemegang": siapa, "href": f"/usulan/{u.id}"}
        for u in draf[:BATAS_BUTIR]
    ]
    if len(draf) > BATAS_BUTIR:
        hasil.append({"kalimat": f"… dan {len(draf) - BATAS_BUTIR} usulan lain.", "href": "#usulan"})
    return hasil


def _ke(h: Halaman, syarat: str, untuk: Pelaku) -> str | None:
    if syarat == "rapat_tercatat" and policy.boleh(untuk, Aksi.PAKET_CATAT_MUSYAWARAH, h.paket):
        return f"/paket/{h.paket.id}/hasil-musyawarah"
    if syarat in RAPAT:
        return f"/rapat/{h.rapat.id}?kembali=/paket/{h.paket.id}" if h.rapat else "#rapat"
    if syarat == "foto_lengkap" and h.rapat:
        return f"/rapat/{h.rapat.id}?kembali=/paket/{h.paket.id}#dokumentasi"
    if syarat in MEJA and policy.mungkin_pada(untuk, MEJA[syarat][0], h.paket):
        return MEJA[syarat][1].format(h.paket.id)
    return BAGIAN.get(syarat)


def _tombol(paket: "Paket", b: Baris) -> dict[str, Any]:
    return {
        "label": b.tombol,
        "url": f"/telaah/{paket.id}" if b.aksi == Aksi.PAKET_TELAAH else f"/paket/{paket.id}/{b.kata}",
        "halaman": b.kata not in TANPA_HALAMAN,
        "gaya": "bahaya" if b.aksi in BAHAYA else "sekunder",
    }


def _utama(paket: "Paket", siap: langkah_berikut.Kesiapan | None, tersedia: list[Baris]) -> dict[str, Any] | None:
    """The button that carries the packet on: a step that only posts appears once nothing is missing."""
    b = next((b for b in tersedia if siap and b is siap.baris), None)
    if b is None or siap is None or terkunci(paket, b):
        return None
    tombol = _tombol(paket, b)
    return tombol if tombol["halaman"] or not siap.kurang else None


def _ke_bundel(paket: "Paket", siap: langkah_berikut.Kesiapan | None, untuk: Pelaku) -> str | None:
    """Where a packet that lacks nothing is put into its bundel, for who may issue it."""
    if siap is None or siap.kurang or paket.bundel_id is not None:
        return None
    aksi, alamat = BERKAS_BERSAMA.get(Aksi(siap.baris.aksi), (None, None))
    return alamat if aksi and policy.mungkin_pada(untuk, aksi, paket) else None


def _menurut_keadaan(h: Halaman, tersedia: list[Baris], untuk: Pelaku) -> list[Baris]:
    ada = [b for b in tersedia if h.ada_tercatat or b.aksi not in KEBERATAN]
    return [b for b in ada if b.aksi not in MENURUT_KEADAAN or not sebab(ALUR_PAKET, h.paket, b, oleh=untuk)]


def _lain(
    paket: "Paket", siap: langkah_berikut.Kesiapan | None, tersedia: list[Baris], untuk: Pelaku
) -> list[dict[str, Any]]:
    hidup = any(u.status in HIDUP for u in paket.usulan)
    hasil = []
    for b in tersedia:
        if (siap and b is siap.baris) or terkunci(paket, b):
            continue
        if b.aksi == Aksi.PAKET_TUTUP and (hidup or not paket.usulan):
            continue
        if b.aksi == Aksi.PAKET_PISAHKAN and (paket.bundel_id or sum(u.status in HIDUP for u in paket.usulan) < 2):
            continue
        if b.aksi == Aksi.PAKET_PAKAI_NIHIL and hidup:
            continue
        if b.aksi == Aksi.PAKET_PAKAI_MUSYAWARAH and not any(u.rapat_id and u.status in HIDUP for u in paket.usulan):
            continue
        if b.aksi == Aksi.PAKET_PAKAI_SPTJM and not (hidup and langkah_berikut.sptjm_terbuka(paket, untuk=untuk)):
            continue
        hasil.append(_tombol(paket, b))
    return hasil


def terkunci(objek: "Paket | Usulan", b: Baris) -> bool:
    """Whether an issued bundel holds the packet, so that this row can only be taken through it."""
    return objek.bundel_id is not None and b.ke is not None and b.aksi not in MEMBUKA


def baris_usulan(h: Halaman, untuk: Pelaku) -> list[dict[str, Any]]:
    """The list of names: where each stands, and what a draft still lacks."""
    siapa = queries.audiens(untuk)
    kurang = langkah_berikut.kurang_usulan(h.usulan) if h.paket.status is S.DRAF else {}
    diminta = {p.usulan_id for p in h.paket.perubahan if p.hasil is None}
    jenis = {kode: kata.label_jenis(kode, h.paket.wilayah_kode) for kode in {u.jenis for u in h.usulan}}
    dua = pasangan.sebutan(h.usulan)
    return [
        {**_satu_usulan(h, u, siapa, kurang.get(u.id), u.id in diminta, dua.get(u.id, "")), "jenis": jenis[u.jenis]}
        for u in h.usulan
    ]


def _satu_usulan(
    h: Halaman, u: "Usulan", siapa: Audiens, kurang: list[Any] | None, diminta: bool, dua: str
) -> dict[str, Any]:
    catatan = [f"{dua[0].upper()}{dua[1:]}."] if dua else []
    if kurang:
        lagi = f" (dan {len(kurang) - 1} lagi)." if len(kurang) > 1 else "."
        catatan.append(kurang[0].kalimat.removesuffix(".") + lagi)
    elif kurang is not None:
        catatan.append("Sudah terisi, belum ditandai lengkap.")
    if (tiada := h.tiada.get(u.id, "")) and kurang is None and h.paket.status not in (S.DISAHKAN, S.SELESAI):
        catatan.append(f"{tiada[0].upper()}{tiada[1:]} di registri.")
    if diminta:
        catatan.append("Ada permintaan perubahan.")
    if u.status in MATI:
        catatan.append(u.nilai_alasan or u.putusan_alasan)
    elif h.paket.status in (S.DISAHKAN, S.SELESAI):
        catatan.append(f"{LABEL_SIKS[u.status_siks]}.")
    elif h.paket.status is S.DITERUSKAN and u.padanan != "belum":
        catatan.append(f"Pemadanan: {sebutan('hasil_padanan', u.padanan, u.wilayah_kode).lower()}.")
    return {
        "id": u.id,
        "nama": u.nama,
        "dua": dua,
        "rt": u.rt,
        "rw": u.rw,
        "label": label_usulan(u.status, siapa),
        "rona": RONA_USULAN[u.status],
        "hidup": u.status in HIDUP,
        "lengkap": u.status != "draf",
        "catatan": " ".join(c for c in catatan if c),
    }


def jawaban_pusat(h: Halaman) -> list[dict[str, Any]]:
    """How the centre answered what the regency signed off; empty before."""
    if h.paket.status not in (S.DISAHKAN, S.SELESAI):
        return []
    hitung = Counter(u.status_siks for u in h.usulan if u.status == "layak")
    return [{"label": label, "angka": n} for label, n in queries_hasil.ringkas_jawaban(hitung)]


def baris_tanda(h: Halaman) -> list[dict[str, Any]]:
    """Marks of all returns, the open ones first; an answer erases nothing."""
    nama = {u.id: u.nama for u in h.usulan}
    hasil = [
        {
            "id": t.id,
            "siapa": nama.get(t.usulan_id or 0, "Paket ini"),
            "usulan_id": t.usulan_id,
            "alasan": sebutan("alasan_kembali", t.kode, h.paket.wilayah_kode),
            "teks": t.teks,
            "dibuat": t.dibuat,
            "jawaban": t.jawaban,
            "jawaban_teks": t.jawaban_teks,
        }
        for t in h.paket.tanda
    ]
    return sorted(hasil, key=lambda b: (b["jawaban"] is not None, b["id"]))


LABEL_PERUBAHAN = {"perbaikan": "Perbaikan", "penarikan": "Penarikan"}


def baris_perubahan(h: Halaman, dokumen: list[RingkasDokumen]) -> list[dict[str, Any]]:
    """Requests for change with the state of their sheet."""
    nama = {u.id: u.nama for u in h.usulan}
    surat = {d.id: d for d in dokumen}
    hasil = []
    for p in h.paket.perubahan:
        lembar = surat.get(p.dokumen_id or 0)
        if p.hasil:
            keadaan, rona = ("Diterima", "hijau") if p.hasil == "diterima" else ("Ditolak", "merah")
        elif lembar is None:
            keadaan, rona = "Belum ada lembar perubahan", "kuning"
        else:
            keadaan, rona = "Menunggu diputus", "biru"
        hasil.append(
            {
                "usulan_id": p.usulan_id,
                "nama": nama.get(p.usulan_id, ""),
                "jenis": LABEL_PERUBAHAN.get(p.jenis, p.jenis),
                "alasan": p.alasan,
                "keadaan": keadaan,
                "rona": rona,
                "catatan": p.hasil_alasan,
                "lembar": bool(p.dokumen_id),
                "terbuka": p.hasil is None,
            }
        )
    return hasil


def boleh_selisih(paket: "Paket", untuk: Pelaku) -> bool:
    """Whether there is a former submission to compare with, and somebody to review it."""
    return paket.versi > 1 and untuk.tingkat is not Tingkat.DESA and paket.status in (S.DIAJUKAN, S.DITERUSKAN)


def selisih(h: Halaman, untuk: Pelaku) -> list[dict[str, Any]]:
    """What a resubmission changed: rows of the component `banding` per name."""
    milik = {u.nama: u for u in h.usulan}
    hasil = []
    for s in queries_usulan.selisih(h.paket, untuk=untuk):
        u = milik.get(s.nama)
        bidang = [
            {
                "label": kata.label_bidang(u, n) if u else n,
                "lama": kata.tampil(u, n, a) if u else a,
                "baru": kata.tampil(u, n, b) if u else b,
            }
            for n, a, b in s.bidang
        ]
        hasil.append({"nama": s.nama, "apa": s.apa, "bidang": bidang})
    return hasil


def dalam_wilayah(kode: str, untuk: Pelaku) -> bool:
    """Whether a typed region code is one the actor can filter by."""
    return meliputi(untuk.wilayah, kode)
