"""Can the codes that a unit prints be read by its scanner? The answer for one scan of the test sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.dokumen.kode import baca_alamat
from app.domain.dokumen.konteks_lepas import KODE_UJI
from app.infra import pages, uploads
from app.infra.galat import GalatIsian

KAKI = 1  # the code at the foot names page 1


@dataclass(frozen=True, slots=True)
class HasilUji:
    """`kode`: (what it is, was it read). `putaran`: how the sheet lay; `lebar`, `tinggi` of the scan in millimetres."""

    kode: list[tuple[str, bool]]
    putaran: int
    lebar: int
    tinggi: int

    @property
    def baik(self) -> bool:
        """Whether the code that matters, at the foot of every paper, was read."""
        return self.kode[0][1]


def periksa(berkas: Sequence[bytes], kode: str) -> HasilUji:
    """Read one scan of the sheet with this code. Raises GalatIsian: no scan, or another sheet."""
    isi = uploads.gabung_jadi_pdf(berkas)
    uploads.periksa_pdf(isi, maks_halaman=4)
    halaman = pages.baca_halaman(isi)
    ada = [(h, q.putaran, k) for h in halaman for q in h.qr if (k := baca_alamat(q.teks))]
    if ada and all(k.kode != kode for _, _, k in ada):
        raise GalatIsian(
            "Pindaian ini bukan lembar uji yang sedang dibuka. Buka lembar uji yang dicetak, lalu unggah lagi."
        )
    terbaca = {k.halaman for _, _, k in ada if k.kode == kode}
    h, putaran = (ada[0][0], ada[0][1]) if ada else (halaman[0], 0)
    kode_uji = [("Kode kaki halaman (20 mm)", KAKI in terbaca)]
    kode_uji += [(f"Kode uji {mm} mm", n in terbaca) for n, mm in KODE_UJI.items()]
    return HasilUji(kode_uji, putaran, round(h.lebar / 72 * 25.4), round(h.tinggi / 72 * 25.4))
