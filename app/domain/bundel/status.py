"""Which kinds and states of bundel are there, and what belongs to each kind?"""

import enum
from dataclasses import dataclass

from app.domain.akses.aksi import Aksi
from app.domain.dokumen.status import JenisDokumen
from app.domain.usulan.status import StatusPaket


class JenisBundel(enum.StrEnum):
    TELAAH = "telaah"
    VERVAL = "verval"
    PENGESAHAN = "pengesahan"


class StatusBundel(enum.StrEnum):
    TERBIT = "terbit"
    DIPUTUS = "diputus"
    DIBUKA = "dibuka"


class StatusLaporan(enum.StrEnum):
    TERBIT = "terbit"
    DIGANTIKAN = "digantikan"
    DIBATALKAN = "dibatalkan"


@dataclass(frozen=True, slots=True)
class Ragam:
    """What is particular to one kind: its paper and gate, the packets it takes, the step it takes them along with."""

    label: str
    kertas: JenisDokumen
    sebutan_kertas: str
    gerbang: str
    asal: StatusPaket
    langkah: Aksi
    terbitkan: Aksi
    putuskan: Aksi
    buka: Aksi
    pemutus: str


RAGAM: dict[JenisBundel, Ragam] = {
    JenisBundel.TELAAH: Ragam(
        label="Telaah",
        kertas=JenisDokumen.BA_TELAAH,
        sebutan_kertas="berita acara telaah",
        gerbang="telaah",
        asal=StatusPaket.DIAJUKAN,
        langkah=Aksi.PAKET_TERUSKAN,
        terbitkan=Aksi.BUNDEL_TERBITKAN_TELAAH,
        putuskan=Aksi.BUNDEL_PUTUSKAN_TELAAH,
        buka=Aksi.BUNDEL_BUKA_TELAAH,
        pemutus="camat",
    ),
    JenisBundel.VERVAL: Ragam(
        label="Verifikasi dan validasi",
        kertas=JenisDokumen.BA_VERVAL,
        sebutan_kertas="berita acara verval",
        gerbang="verval",
        asal=StatusPaket.DITERUSKAN,
        langkah=Aksi.PAKET_SETUJUI_VERVAL,
        terbitkan=Aksi.BUNDEL_TERBITKAN_VERVAL,
        putuskan=Aksi.BUNDEL_PUTUSKAN_VERVAL,
        buka=Aksi.BUNDEL_BUKA_VERVAL,
        pemutus="Kepala Dinas Sosial",
    ),
    JenisBundel.PENGESAHAN: Ragam(
        label="Pengesahan",
        kertas=JenisDokumen.SURAT_PENGESAHAN,
        sebutan_kertas="surat pengesahan",
        gerbang="pengesahan",
        asal=StatusPaket.TERVERIFIKASI,
        langkah=Aksi.PAKET_SAHKAN,
        terbitkan=Aksi.BUNDEL_TERBITKAN_PENGESAHAN,
        putuskan=Aksi.BUNDEL_PUTUSKAN_PENGESAHAN,
        buka=Aksi.BUNDEL_BUKA_PENGESAHAN,
        pemutus="kepala daerah",
    ),
}
# The papers over several packets.
KERTAS_BERSAMA = frozenset(r.kertas for r in RAGAM.values())
LABEL_STATUS: dict[StatusBundel, str] = {
    StatusBundel.TERBIT: "Menunggu keputusan",
    StatusBundel.DIPUTUS: "Diputus",
    StatusBundel.DIBUKA: "Dibuka kembali",
}
RONA_STATUS: dict[StatusBundel, str] = {
    StatusBundel.TERBIT: "kuning",
    StatusBundel.DIPUTUS: "hijau",
    StatusBundel.DIBUKA: "netral",
}
LABEL_LAPORAN: dict[StatusLaporan, str] = {
    StatusLaporan.TERBIT: "Terbit",
    StatusLaporan.DIGANTIKAN: "Digantikan",
    StatusLaporan.DIBATALKAN: "Dibatalkan",
}
RONA_LAPORAN: dict[StatusLaporan, str] = {
    StatusLaporan.TERBIT: "hijau",
    StatusLaporan.DIGANTIKAN: "netral",
    StatusLaporan.DIBATALKAN: "merah",
}
