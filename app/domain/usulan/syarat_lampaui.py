"""May Dinas Sosial go past a kecamatan that does not review? After its term, or when the window is about to close."""

import datetime as dt
from collections.abc import Iterator

from app.domain.akses.langkah import Langkah
from app.domain.aturan import jadwal, kalender
from app.domain.aturan.berlaku import nilai
from app.domain.usulan.models import Paket
from app.domain.wilayah.zona import zona
from app.infra import clock, format

HARI_SEBELUM_TUTUP = 2


def telaah_terlampaui(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Longer with the kecamatan than `batas.telaah_hari_kerja`, or its window closes within two days."""
    waktu = zona(paket.wilayah_kode)
    hari, masuk = clock.hari_ini(waktu), clock.setempat(paket.sejak, waktu).date()
    batas = int(nilai("batas", paket.wilayah_kode, pada=hari).get("telaah_hari_kerja", 5))
    kerja = kalender.kalender_wilayah(paket.wilayah_kode)
    lama = kalender.hari_kerja_antara(masuk, hari, kerja)
    if lama > batas or 0 <= _sisa_hari(paket.wilayah_kode, hari) <= HARI_SEBELUM_TUTUP:
        return
    mulai = format.tanggal(kalender.tambah_hari_kerja(masuk, batas + 1, kerja))
    yield (
        f"Kecamatan baru memegang paket ini {lama} hari kerja. Telaah dapat dilampaui setelah lebih dari {batas} hari "
        f"kerja (mulai {mulai}), atau {HARI_SEBELUM_TUTUP} hari sebelum jadwal telaah tutup."
    )


def _sisa_hari(wilayah: str, hari: dt.date) -> int:
    """Days until the review window of this month closes; negative once it has, or where there is none."""
    jendela = jadwal.kini("telaah", wilayah, hari)
    return (jendela.tutup - hari).days if jendela and hari >= jendela.buka else -1
