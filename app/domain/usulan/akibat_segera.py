"""Who hears that an urgent packet went past the kecamatan?"""

from app.domain.akses.langkah import Langkah
from app.domain.akses.peran import Peran
from app.domain.usulan.models import Paket
from app.infra import jobs

PERAN = (Peran.OPERATOR_KECAMATAN, Peran.CAMAT, Peran.VERIFIKATOR_DINSOS)


def kabarkan(paket: Paket, langkah: Langkah) -> None:
    """A copy to the kecamatan and a call to Dinas Sosial, in words of their own."""
    jobs.antrekan(
        "notifikasi.kirim",
        {
            "peran": [str(p) for p in PERAN],
            "wilayah": paket.wilayah_kode,
            "objek": paket.sebutan_audit,
            "aksi": "paket.segera",
            "oleh": langkah.oleh.pengguna_id,
            "nomor": paket.nomor,
        },
    )
