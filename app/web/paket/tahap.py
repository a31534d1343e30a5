"""Where on its way does a packet stand? The strip above its page."""

from typing import TYPE_CHECKING, Any

from app.domain.usulan.segera import segera
from app.domain.usulan.status import StatusPaket

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket

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
