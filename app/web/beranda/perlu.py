"""What else waits for this person, besides the packets of their level? Counted, with the way to it."""

from typing import Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran, Tingkat
from app.domain.usulan import queries_pejabat, queries_perlu, queries_terlampaui

# Who answers an objection at the desk where it is waited for.
PENJAWAB = frozenset({Peran.OPERATOR_KECAMATAN, Peran.CAMAT, Peran.VERIFIKATOR_DINSOS})
PENUH = 100


def perlu(saya: Pelaku) -> list[dict[str, Any]]:
    """Figures that are not nought: packets past the kecamatan's term, questions about moved residents, objections."""
    hasil = []
    if policy.mungkin(saya, Aksi.PAKET_LAMPAUI_KECAMATAN):
        n = queries_terlampaui.jumlah(untuk=saya)
        hasil.append(_angka("Telaah lewat batas", n, "/paket/terlampaui", "dapat Anda lampaui"))
    menjawab, mutasi = saya.peran in PENJAWAB, policy.mungkin(saya, Aksi.REGISTRI_MUTASI)
    n, keberatan = queries_perlu.hitung(untuk=saya) if menjawab or mutasi else (0, False)
    if mutasi:
        sebab = "menunggu jawaban Anda" if saya.tingkat is Tingkat.DESA else "lewat tenggat, menunggu putusan Anda"
        hasil.append(_angka("Pertanyaan pindah masuk", n, "/registri/mutasi", sebab))
    if menjawab and keberatan:
        paket = queries_pejabat.keberatan_menunggu(untuk=saya)
        ke = f"/paket/{paket[0]}" if paket else ""
        hasil.append(_angka("Keberatan pejabat", len(paket), ke, "menunggu jawaban Anda"))
    return [b for b in hasil if b]


def _angka(label: str, jumlah: int, href: str, keterangan: str) -> dict[str, Any] | None:
    if not jumlah:
        return None
    angka = f"{PENUH - 1}+" if jumlah >= PENUH else str(jumlah)
    return {"label": label, "angka": angka, "href": href, "rona": "kuning", "keterangan": keterangan}
