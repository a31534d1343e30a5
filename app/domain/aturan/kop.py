"""What stands at the head of a unit's paper? Its own row, else three lines composed from the tree of regions."""

import datetime as dt

from app.domain.aturan.berlaku import Isi, nilai_sendiri
from app.domain.wilayah.cari import induk
from app.domain.wilayah.models import Wilayah

UNIT_TINGKAT = {1: "provinsi", 2: "dinsos", 3: "kecamatan", 4: "desa"}
_BIDANG = ("baris1", "baris2", "baris3", "alamat", "telepon", "surel", "situs", "kode_pos", "logo", "singkatan")
_KOSONG = dict.fromkeys(_BIDANG, "")


def kop_unit(wilayah_kode: str, unit: str = "", pada: dt.date | None = None) -> Isi:
    """`{baris1, baris2, baris3, alamat, telepon, surel, situs, kode_pos, lambang, logo, singkatan}`.

    `unit` ∈ desa bpd kecamatan dinsos kepala_daerah provinsi; "" takes the one of the region's level. A row of the
    rule `kop` counts only if it is set for that very region: a letterhead names one office.
    """
    unit = unit or UNIT_TINGKAT[wilayah_kode.count(".") + 1]
    atas = {w.kode.count("."): w for w in induk(wilayah_kode)}
    susunan = {**_KOSONG, **_susun(unit, atas)}
    return {**susunan, **nilai_sendiri("kop", wilayah_kode, unit, pada)}


def unit_nomor(wilayah_kode: str, pada: dt.date | None = None) -> str:
    """What stands for the unit in its letter numbers: the short name it has chosen, else its code."""
    unit = UNIT_TINGKAT[wilayah_kode.count(".") + 1]
    return str(nilai_sendiri("kop", wilayah_kode, unit, pada).get("singkatan") or wilayah_kode)


def _susun(unit: str, atas: dict[int, Wilayah]) -> Isi:
    kabupaten = f"PEMERINTAH {atas[1].nama.upper()}" if 1 in atas else ""
    kecamatan = f"KECAMATAN {atas[2].nama.upper()}" if 2 in atas else ""
    desa = atas[3].sebutan.upper() if 3 in atas else ""
    baris = {
        "desa": (kabupaten, kecamatan, desa),
        "bpd": ("BADAN PERMUSYAWARATAN DESA", desa, f"{kecamatan} {kabupaten.removeprefix('PEMERINTAH ')}".strip()),
        "kecamatan": (kabupaten, kecamatan, ""),
        "dinsos": (kabupaten, "DINAS SOSIAL", ""),
        "kepala_daerah": (_kepala(atas), "", ""),
        "provinsi": (f"PEMERINTAH PROVINSI {atas[0].nama.upper()}" if 0 in atas else "", "DINAS SOSIAL", ""),
    }[unit]
    # The state emblem heads only what the head of the region signs; every office below uses the region's own.
    return {
        **dict(zip(("baris1", "baris2", "baris3"), baris, strict=True)),
        "lambang": "garuda" if unit == "kepala_daerah" else "daerah",
    }


def _kepala(atas: dict[int, Wilayah]) -> str:
    if 1 not in atas:
        return ""
    nama = atas[1].nama.upper()
    if atas[1].jenis == "kota":
        return f"WALI KOTA {nama.removeprefix('KOTA ')}"
    return f"BUPATI {nama.removeprefix('KABUPATEN ')}"
