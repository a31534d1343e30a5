"""What does a packet still lack before its next step, who acts, and where?"""

from typing import Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan import langkah_berikut
from app.domain.usulan.queries_halaman import Halaman
from app.web.paket import giliran

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
PER_NAMA = frozenset({"semua_lengkap", "lampiran_lengkap", "identitas_bersih"})
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
BATAS_BUTIR = 8


def butir_kurang(h: Halaman, siap: langkah_berikut.Kesiapan, untuk: Pelaku) -> list[dict[str, Any]]:
    """The check list before the next step: what is done is ticked, what is not says who acts and where."""
    siapa = giliran.pelaksana(Aksi(siap.baris.aksi), untuk)
    hasil: list[dict[str, Any]] = []
    for b in siap.butir:
        if not b.kalimat:
            if b.syarat in SUDAH and (b.syarat not in DARI_RAPAT or h.rapat) and (b.syarat not in PER_NAMA or h.usulan):
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
