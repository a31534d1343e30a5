"""Which steps does the page of a packet offer, and where do they lead?"""

from typing import TYPE_CHECKING, Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import sebab
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan import langkah_berikut
from app.domain.usulan.queries_halaman import Halaman
from app.domain.usulan.status import HIDUP
from app.infra.machine import Baris

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket, Usulan

BERKAS_BERSAMA = {
    Aksi.PAKET_TERUSKAN: (Aksi.BUNDEL_TERBITKAN_TELAAH, "/bundel?jenis=telaah"),
    Aksi.PAKET_SETUJUI_VERVAL: (Aksi.BUNDEL_TERBITKAN_VERVAL, "/bundel?jenis=verval"),
    Aksi.PAKET_SAHKAN: (Aksi.BUNDEL_TERBITKAN_PENGESAHAN, "/bundel?jenis=pengesahan"),
}
TANPA_HALAMAN = frozenset({
    "persiapan", "hasil", "penutupan", "nihil", "pembuatan", "pemakaian-musyawarah", "permintaan-tanggapan",
    "kelanjutan",
})  # fmt: skip
# Only against a decision that was recorded.
KEBERATAN = frozenset({Aksi.PAKET_KEBERATAN, Aksi.PAKET_JAWAB_KEBERATAN, Aksi.PAKET_JAWAB_KEBERATAN_NIHIL})
# Offered only where they apply: most packets never need them.
MENURUT_KEADAAN = KEBERATAN | {Aksi.PAKET_IZINKAN_SATU_TANGAN, Aksi.PAKET_LAMPAUI_KECAMATAN}
BAHAYA = frozenset({Aksi.PAKET_BATALKAN, Aksi.PAKET_HENTIKAN, Aksi.PAKET_LAMPAUI_KECAMATAN})
# Rows that open the issued bundel themselves.
MEMBUKA = frozenset({Aksi.PAKET_LAMPAUI_KECAMATAN, Aksi.USULAN_TERIMA_PENARIKAN, Aksi.USULAN_GUGURKAN})


def utama(paket: "Paket", siap: langkah_berikut.Kesiapan | None, tersedia: list[Baris]) -> dict[str, Any] | None:
    """The button that carries the packet on: a step that only posts appears once nothing is missing."""
    b = next((b for b in tersedia if siap and b is siap.baris), None)
    if b is None or siap is None or terkunci(paket, b):
        return None
    tombol = _tombol(paket, b)
    return tombol if tombol["halaman"] or not siap.kurang else None


def ke_bundel(paket: "Paket", siap: langkah_berikut.Kesiapan | None, untuk: Pelaku) -> str | None:
    """Where a packet that lacks nothing is put into its bundel, for who may issue it."""
    if siap is None or siap.kurang or paket.bundel_id is not None:
        return None
    aksi, alamat = BERKAS_BERSAMA.get(Aksi(siap.baris.aksi), (None, None))
    return alamat if aksi and policy.mungkin_pada(untuk, aksi, paket) else None


def rapat_lama(paket: "Paket", tersedia: list[Baris]) -> dict[str, Any] | None:
    """The button that rests the packet on an earlier meeting: beside the next step once every name had one."""
    b = next((b for b in tersedia if b.aksi == Aksi.PAKET_PAKAI_MUSYAWARAH), None)
    hidup = [u for u in paket.usulan if u.status in HIDUP]
    return _tombol(paket, b) if b and hidup and all(u.rapat_id for u in hidup) else None


def menurut_keadaan(h: Halaman, tersedia: list[Baris], untuk: Pelaku) -> list[Baris]:
    ada = [b for b in tersedia if h.ada_tercatat or b.aksi not in KEBERATAN]
    if h.paket.versi > 1 or h.paket.induk_id is not None:
        ada = [b for b in ada if b.aksi != Aksi.PAKET_TARIK_KEMBALI]
    return [b for b in ada if b.aksi not in MENURUT_KEADAAN or not sebab(h.paket, b, oleh=untuk)]


def lain(
    h: Halaman, siap: langkah_berikut.Kesiapan | None, tersedia: list[Baris], untuk: Pelaku
) -> list[dict[str, Any]]:
    """Buttons of the other steps: those that could only be refused stay away."""
    paket, hidup = h.paket, any(u.status in HIDUP for u in h.usulan)
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
        if b.aksi == Aksi.PAKET_PAKAI_MUSYAWARAH and not _sebagian_bermusyawarah(paket):
            continue
        if b.aksi == Aksi.PAKET_PAKAI_SPTJM and not (
            hidup and langkah_berikut.sptjm_terbuka(paket, untuk=untuk, terbaca=h.terbaca)
        ):
            continue
        hasil.append(_tombol(paket, b))
    return hasil


def _sebagian_bermusyawarah(paket: "Paket") -> bool:
    """Some names had a meeting and some had none: the step is refused, and says which names stand in its way."""
    return len({u.rapat_id is None for u in paket.usulan if u.status in HIDUP}) > 1


def terkunci(objek: "Paket | Usulan", b: Baris) -> bool:
    """Whether an issued bundel holds the packet, so that this row can only be taken through it."""
    return objek.bundel_id is not None and b.ke is not None and b.aksi not in MEMBUKA


def _tombol(paket: "Paket", b: Baris) -> dict[str, Any]:
    return {
        "label": b.tombol,
        "url": f"/telaah/{paket.id}" if b.aksi == Aksi.PAKET_TELAAH else f"/paket/{paket.id}/{b.kata}",
        "halaman": b.kata not in TANPA_HALAMAN,
        "gaya": "bahaya" if b.aksi in BAHAYA else "sekunder",
    }
