"""What does the page of a packet show? Rows and sentences for its template, no HTML and no decision of its own."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import tindakan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Tingkat
from app.domain.dokumen.queries import RingkasDokumen
from app.domain.rapat.queries import ada_contoh
from app.domain.usulan import (
    langkah_berikut,
    operations_perubahan_banyak,
    queries,
    queries_halaman,
    queries_sptjm,
    queries_tunggu,
)
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.queries_halaman import Halaman
from app.domain.usulan.segera import segera
from app.domain.usulan.status import HIDUP, RONA_PAKET, StatusPaket, label_paket
from app.infra import clock
from app.web.paket import giliran, kekurangan, pejabat, pencatatan, rincian, tahap, tombol

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket

S = StatusPaket
# From the agreement on, proposals are keyed into SIKS-NG.
SEJAK_SEPAKAT = frozenset(S) - {S.DRAF, S.SIAP_MUSYAWARAH, S.MENUNGGU_TANGGAPAN, S.NIHIL, S.DIBATALKAN}


def kepala(h: Halaman, untuk: Pelaku) -> dict[str, Any]:
    """What every page of a packet starts with."""
    paket, siapa = h.paket, queries.audiens(untuk)
    return {
        "paket": paket,
        "desa": h.desa,
        "desa_zona": h.zona,
        "status_label": label_paket(paket.status, siapa),
        "rona": RONA_PAKET[paket.status],
        "dipegang": pemegang(h),
        "hari": hari_sejak(paket.sejak),
    }


def hari_sejak(saat: dt.datetime) -> int:
    """Whole days that have passed."""
    return max((clock.sekarang() - saat).days, 0)


def pemegang(h: Halaman) -> str:
    """Whose turn it is, in words; "" when it is nobody's."""
    return {
        Tingkat.DESA: h.desa,
        Tingkat.KECAMATAN: "kecamatan",
        Tingkat.DINSOS: "Dinas Sosial",
        Tingkat.TIDAK_ADA: "",
    }[h.paket.pemegang]


def halaman(h: Halaman, dokumen: list[RingkasDokumen], untuk: Pelaku) -> dict[str, Any]:
    """Everything the packet's page shows."""
    paket = h.paket
    siap = langkah_berikut.berikut(paket, untuk=untuk, terbaca=h.terbaca)
    tersedia = tindakan(ALUR_PAKET, paket, oleh=untuk)
    drafter = policy.boleh(untuk, Aksi.USULAN_CATAT, paket)
    boleh_unggah = policy.boleh(untuk, Aksi.DOKUMEN_UNGGAH_PINDAIAN, paket) and any(d.sudah < d.wajib for d in dokumen)
    mencatat = pencatatan.tombol(paket, siap, untuk)
    return {
        **kepala(h, untuk),
        "langkah": tahap.langkah(paket),
        "siap": siap,
        "kurang": kekurangan.butir_kurang(h, siap, untuk) if siap else [],
        "menunggu": pencatatan.MENUNGGU
        if mencatat
        else giliran.kalimat_siap(Aksi(siap.baris.aksi), untuk)
        if siap
        else "",
        "utama": tombol.utama(paket, siap, tersedia) or mencatat,
        "rapat_lama": tombol.rapat_lama(paket, tersedia),
        "lain": tombol.lain(h, siap, tombol.menurut_keadaan(h, tersedia, untuk), untuk),
        "tanggapi": bool(siap and siap.kurang) and any(b.aksi == Aksi.PAKET_TANGGAPI for b in tersedia),
        "usulan": rincian.baris_usulan(h, untuk),
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
        "ke_bundel": tombol.ke_bundel(paket, siap, untuk),
        "boleh_bundel": policy.mungkin(untuk, Aksi.BUNDEL_LIHAT),
        "boleh_tambah": drafter and paket.status in (S.DRAF, S.SIAP_MUSYAWARAH),
        "isi_bersama": drafter and paket.status is S.DRAF and sum(u.status == "draf" for u in h.usulan) > 1,
        "rapat_cepat": _rapat_cepat(h, untuk),
        "forum": paket.status is S.SIAP_MUSYAWARAH,
        "tunggu": _tunggu(h, untuk) if drafter else [],
        "boleh_lembar": policy.boleh(untuk, Aksi.USULAN_MINTA_PERUBAHAN, paket),
        "dapat_diubah": len(operations_perubahan_banyak.dapat_diminta(paket, untuk)),
        "dokumen": dokumen,
        "jawaban_pusat": rincian.jawaban_pusat(h),
        "tanda": rincian.baris_tanda(h),
        "boleh_jawab": paket.status is S.DIKEMBALIKAN and policy.boleh(untuk, Aksi.USULAN_MINTA_PERUBAHAN, paket),
        "perubahan": rincian.baris_perubahan(h, dokumen),
        "ada_selisih": boleh_selisih(paket, untuk),
        "boleh_siks": bool(h.usulan)
        and paket.status in SEJAK_SEPAKAT
        and policy.boleh(untuk, Aksi.USULAN_CATAT_HASIL, paket),
        "jumlah_foto": h.jumlah_foto if h.rapat and paket.status in queries_halaman.MENDALAM else None,
        "pejabat": pejabat.catatan(h, untuk),
        "sptjm_berturut": queries_sptjm.peringatan(paket, untuk=untuk),
        "jendela": langkah_berikut.jendela(paket) if paket.status is S.SIAP_DIAJUKAN else ("", False),
    }


def _tunggu(h: Halaman, untuk: Pelaku) -> list[queries_tunggu.Penunggu]:
    if h.paket.status is not S.DRAF or h.terbaca.menunggu is False:
        return []
    return queries_tunggu.daftar(h.paket, untuk=untuk)


def _rapat_cepat(h: Halaman, untuk: Pelaku) -> bool:
    """Whether a complete list may go to a meeting planned as the last one was."""
    if h.paket.status is not S.DRAF or segera(h.paket) or h.rapat is not None:
        return False
    if not policy.boleh(untuk, Aksi.RAPAT_RENCANAKAN, h.paket):
        return False
    hidup = [u for u in h.usulan if u.status in HIDUP]
    return bool(hidup) and all(u.status != "draf" for u in hidup) and ada_contoh(h.paket.wilayah_kode, untuk=untuk)


def boleh_selisih(paket: "Paket", untuk: Pelaku) -> bool:
    """Whether there is a former submission to compare with, and somebody to review it."""
    return paket.versi > 1 and untuk.tingkat is not Tingkat.DESA and paket.status in (S.DIAJUKAN, S.DITERUSKAN)
