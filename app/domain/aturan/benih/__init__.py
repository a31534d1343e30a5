"""What does a new installation start with? The rows every regency shares, one subject per file."""

from app.domain.aturan.benih import (
    jalur,
    lampiran,
    musyawarah,
    naskah,
    pejabat,
    pemeriksaan,
    penanda,
    perubahan,
    profil,
    segera,
    siks,
    usulan,
)
from app.domain.aturan.benih.baris import Benih

SEMUA: tuple[Benih, ...] = (
    *profil.BARIS,
    *usulan.BARIS,
    *lampiran.BARIS,
    *segera.BARIS,
    *musyawarah.BARIS,
    *penanda.BARIS,
    *pejabat.BARIS,
    *naskah.BARIS,
    *pemeriksaan.BARIS,
    *siks.BARIS,
    *jalur.BARIS,
    *perubahan.BARIS,
)
