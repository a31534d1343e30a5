"""What holds a report to the governor back? Nothing signed off, nothing new, or nobody to sign it."""

from collections.abc import Iterator

from app.domain.akses.langkah import Langkah
from app.domain.bundel.models import LaporanGubernur
from app.domain.bundel.naskah_laporan import KERTAS
from app.domain.dokumen.susunan import penanda_kosong
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.format import periode


def ada_yang_baru(laporan: LaporanGubernur, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` names the packets signed off, and those that the report in force has counted already."""
    if not langkah.data.paket:
        yield f"Belum ada paket periode {periode(laporan.periode)} yang disahkan, jadi belum ada yang dapat dilaporkan."
    elif langkah.data.lama is not None and not langkah.data.baru:
        yield (
            f"Laporan periode {periode(laporan.periode)} sudah memuat semua paket yang disahkan. Bila isinya keliru, "
            "batalkan laporan itu lebih dahulu, lalu terbitkan yang baru."
        )


def penanda_bernama(laporan: LaporanGubernur, langkah: Langkah) -> Iterator[str]:
    """Who signs the two papers has a name."""
    hari = clock.hari_ini(zona(laporan.wilayah_kode))
    semua = [kalimat for j in KERTAS for kalimat in penanda_kosong(j, laporan.wilayah_kode, hari)]
    yield from dict.fromkeys(semua)
