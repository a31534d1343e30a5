"""Can a typed correction stand in the registry? Read as the importer reads its column, so that both keep one form."""

import datetime as dt

from app.domain.registri import opensid

# Field of a proposal → column of the importer's sheet. Fields that are chosen from a list need no reading.
KOLOM = {
    "nama": "nama",
    "nik": "nik",
    "no_kk": "no_kk",
    "tempat_lahir": "tempatlahir",
    "tanggal_lahir": "tanggallahir",
    "nama_ibu": "nama_ibu",
    "alamat": "alamat",
    "dusun": "dusun",
    "rt": "rt",
    "rw": "rw",
}


def baca(bidang: str, teks: str, hari_ini: dt.date) -> str:
    """The value as the registry keeps it (dates in ISO 8601). Raises ValueError with the sentence of what to mend."""
    if bidang not in KOLOM or not teks:
        return teks
    nilai = opensid.baca_sel(KOLOM[bidang], teks, hari_ini)
    return nilai.isoformat() if isinstance(nilai, dt.date) else str(nilai or "")


def salah(bidang: str, teks: str, hari_ini: dt.date) -> str:
    """Why it cannot stand there; "" when it can."""
    try:
        baca(bidang, teks, hari_ini)
    except ValueError as tidak:
        return str(tidak)
    return ""
