"""What would a paper look like? A sample under the rules in force now: watermarked, without a code, never stored."""

import datetime as dt

from app.domain.aturan import turunan
from app.domain.aturan.kop import unit_nomor
from app.domain.aturan.nomor import aturan_nomor, susun_nomor
from app.domain.dokumen import gambar
from app.domain.dokumen.bagian import Penanda
from app.domain.dokumen.konteks import Kepala, Naskah
from app.domain.dokumen.status import JUDUL_DOKUMEN, JenisDokumen

KODE = "TIDAKBERLAKU"


def kepala(jenis: JenisDokumen, unit_kode: str, tanggal: dt.date) -> Kepala:
    """What the issue would add: the sheet by rule, and the number as the first of the year would read."""
    aturan = aturan_nomor(jenis, unit_kode, tanggal)
    nomor = ""
    if aturan["mode"] == "otomatis":
        nomor = susun_nomor(aturan, urut=1, unit=unit_nomor(unit_kode, tanggal), tanggal=tanggal)
    return Kepala(
        jenis=jenis,
        judul=JUDUL_DOKUMEN[jenis],
        nomor=nomor,
        kode=KODE,
        tanggal=tanggal,
        kertas=turunan.kertas(jenis, unit_kode, tanggal),
        bernomor=aturan["mode"] != "tanpa",
    )


def tulis(jenis: JenisDokumen, isi: Naskah, penanda: list[Penanda], tanggal: dt.date, alamat: str) -> str:
    """The sample as HTML for a screen. Raises what its template raises."""
    return gambar.html(
        kepala(jenis, isi.unit.kode, tanggal), isi, penanda, alamat, contoh="contoh sebelum terbit, tidak berlaku"
    )
