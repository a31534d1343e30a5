"""May Dinas Sosial go past a kecamatan that does not review? After its term, or when the window is about to close."""

import datetime as dt
from collections.abc import Iterator

from app.domain.akses.langkah import Langkah
from app.domain.aturan import jadwal, kalender
from app.domain.aturan.berlaku import nilai
from app.domain.usulan.models import Paket
from app.domain.wilayah.kode import kecamatan
from app.domain.wilayah.zona import zona
from app.infra import clock, format

HARI_SEBELUM_TUTUP = 2


def telaah_terlampaui(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Longer with the kecamatan than `batas.telaah_hari_kerja`, or its window closes within two days."""
    kec = kecamatan(paket.wilayah_kode)
    hari, masuk = clock.hari_ini(zona(kec)), clock.setempat(paket.sejak, zona(kec)).date()
    if masuk <= masuk_terlampaui(kec, hari):
        return
    batas, kerja = _batas(kec, hari), kalender.kalender_wilayah(kec)
    lama = kalender.hari_kerja_antara(masuk, hari, kerja)
    mulai = format.tanggal(kalender.tambah_hari_kerja(masuk, batas + 1, kerja))
    yield (
        f"Kecamatan baru memegang paket ini {lama} hari kerja. Telaah dapat dilampaui setelah lebih dari {batas} hari "
        f"kerja (mulai {mulai}), atau {HARI_SEBELUM_TUTUP} hari sebelum jadwal telaah tutup."
    )


def masuk_terlampaui(kec: str, hari: dt.date, *, tanpa_jendela: bool = False) -> dt.date:
    """The last day of arrival at a kecamatan that counts as past its term on `hari`, by its own rules and holidays;
    `hari` itself where its window is about to close, unless that is not asked."""
    if not tanpa_jendela and 0 <= _sisa_hari(kec, hari) <= HARI_SEBELUM_TUTUP:
        return hari
    besok = hari + dt.timedelta(days=1)
    pertama = kalender.tambah_hari_kerja(besok, -(_batas(kec, hari) + 1), kalender.kalender_wilayah(kec))
    return pertama - dt.timedelta(days=1)


def _batas(kec: str, hari: dt.date) -> int:
    return int(nilai("batas", kec, pada=hari).get("telaah_hari_kerja", 5))


def _sisa_hari(kec: str, hari: dt.date) -> int:
    """Days until the review window of this month closes; negative once it has, or where there is none."""
    jendela = jadwal.kini("telaah", kec, hari)
    return (jendela.tutup - hari).days if jendela and hari >= jendela.buka else -1
