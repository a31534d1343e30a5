"""Who issues a paper and who signs it? Unit, letterhead, legal bases and signers, from the rules and the tree."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.akses.pejabat import pejabat
from app.domain.akses.peran import Peran
from app.domain.aturan.berlaku import berlaku, nilai
from app.domain.aturan.kop import kop_unit
from app.domain.dokumen.bagian import Kop, Penanda, Unit
from app.domain.dokumen.status import JenisDokumen
from app.domain.wilayah.kode import kabupaten, kecamatan
from app.domain.wilayah.models import Wilayah
from app.infra.db import db

# Post in the rules → (role that holds it, level of region it is looked up in, words on paper).
JABATAN: dict[str, tuple[Peran, str]] = {
    "kepala_desa": (Peran.KEPALA_DESA, "desa"),
    "lurah": (Peran.KEPALA_DESA, "desa"),
    "operator_desa": (Peran.OPERATOR_DESA, "desa"),
    "camat": (Peran.CAMAT, "kecamatan"),
    "operator_kecamatan": (Peran.OPERATOR_KECAMATAN, "kecamatan"),
    "kepala_dinsos": (Peran.KEPALA_DINSOS, "kabupaten"),
    "ketua_tim": (Peran.VERIFIKATOR_DINSOS, "kabupaten"),
    "kepala_daerah": (Peran.KEPALA_DAERAH, "kabupaten"),
}
_POTONG = {"desa": lambda k: k, "kecamatan": kecamatan, "kabupaten": kabupaten}

Orang = tuple[str, str]  # name, post


def wilayah(kode: str) -> Wilayah:
    """A region that must exist."""
    return db.session.get_one(Wilayah, kode)


def unit(kode: str) -> Unit:
    """The issuing unit of a region code, with the names above it."""
    w = wilayah(kode)
    atas = {n: db.session.get(Wilayah, k) for n, k in (("kec", kecamatan(kode)), ("kab", kabupaten(kode)))}
    prov = db.session.get(Wilayah, kode.split(".")[0])
    kab = atas["kab"]
    return Unit(
        kode=kode,
        nama=w.nama,
        jenis=w.jenis,
        kabupaten=kab.nama if kab else "",
        kecamatan=atas["kec"].nama if atas["kec"] and kode.count(".") >= 2 else "",
        provinsi=prov.nama if prov else "",
        tempat="" if kode.count(".") >= 2 else str(nilai("tempat", kode).get("nama", "")),
    )


def kop(kode: str, unit_kop: str = "") -> Kop:
    """The letterhead of a unit: `unit_kop` ∈ desa bpd kecamatan dinsos kepala_daerah, "" by the level of the code."""
    isi = kop_unit(kode, unit_kop)
    alamat = ", ".join(b for b in (isi["alamat"], isi["telepon"] and f"Telepon {isi['telepon']}", isi["surel"]) if b)
    return Kop(
        baris=[isi[b] for b in ("baris1", "baris2", "baris3") if isi[b]],
        alamat=" ".join(b for b in (alamat, isi["kode_pos"]) if b),
        lambang=isi["lambang"],
    )


def dasar_hukum(kode: str, profil: str, pada: dt.date) -> list[str]:
    """The legal bases in force under a profile, in their order."""
    return [
        str(isi["label"])
        for isi in berlaku("dasar_hukum", kode, pada).values()
        if not isi.get("profil") or profil in isi["profil"]
    ]


def tembusan(jenis: JenisDokumen, u: Unit) -> list[str]:
    """Who gets a copy, with the names of the regions above filled in."""
    daftar: Sequence[str] = nilai("tembusan", u.kode, jenis).get("daftar", [])
    return [t.format(kecamatan=u.kecamatan, kabupaten=u.kabupaten, provinsi=u.provinsi) for t in daftar]


def penanda(
    jenis: JenisDokumen,
    u: Unit,
    pada: dt.date,
    *,
    orang: Mapping[str, Orang] | None = None,
    saksi: Sequence[tuple[str, str, str]] = (),
) -> list[Penanda]:
    """The signers of a paper by rule `penanda_tangan`.

    `orang` gives name and post of those who are no users (pimpinan, notulis, ketua_bpd); `saksi` are (name, post,
    element). A post without a holder is printed with a ruled blank, still required.
    """
    varian = f"{jenis}:kelurahan" if u.kelurahan else str(jenis)
    aturan = nilai("penanda_tangan", u.kode, varian) or nilai("penanda_tangan", u.kode, jenis)
    hasil: list[Penanda] = []
    for baris in aturan.get("penanda", []):
        if baris["jabatan"] == "saksi":
            hasil += [
                Penanda(
                    jabatan=jab or unsur,
                    nama=nama,
                    gerbang=baris["gerbang"],
                    unit_kode=u.kode,
                    wajib=baris["wajib"],
                    letak="saksi",
                    keterangan=unsur,
                )
                for nama, jab, unsur in saksi
            ]
        else:
            hasil.append(_satu(baris, u, pada, orang or {}))
    return hasil


def _satu(baris: Mapping[str, Any], u: Unit, pada: dt.date, orang: Mapping[str, Orang]) -> Penanda:
    kode = str(baris["jabatan"])
    umum = {
        "gerbang": str(baris["gerbang"]),
        "wajib": bool(baris["wajib"]),
        "letak": "mengetahui" if str(baris["label"]).startswith("Mengetahui") else "utama",
    }
    if kode in orang:
        nama, jabatan = orang[kode]
        label = str(baris["label"])
        tampil = f"{label}, {jabatan}" if jabatan and kode in ("pimpinan",) and jabatan != label else label
        return Penanda(jabatan=tampil, nama=nama, unit_kode=u.kode, **umum)  # type: ignore[arg-type]
    if kode not in JABATAN:
        return Penanda(jabatan=str(baris["label"]), nama="", unit_kode=u.kode, **umum)  # type: ignore[arg-type]
    peran, tingkat = JABATAN[kode]
    unit_kode = _POTONG[tingkat](u.kode)
    p = pejabat(peran, unit_kode, pada)
    return Penanda(
        jabatan=sebutan_jabatan(kode, u),
        nama=p.nama if p else "",
        nip=p.nip if p else "",
        awalan=p.awalan if p else "",
        unit_kode=unit_kode,
        **umum,  # type: ignore[arg-type]
    )


def sebutan_jabatan(kode: str, u: Unit) -> str:
    """The post in words with its place: “Kepala Desa Slawi Kulon”, “Camat Slawi”, “Bupati Tegal”."""
    daerah = u.kabupaten.removeprefix("Kabupaten ").removeprefix("Kota ")
    kata = {
        "kepala_desa": u.kepala,
        "lurah": u.kepala,
        "operator_desa": f"Operator {u.desa_kelurahan}",
        "camat": f"Camat {u.kecamatan}",
        "operator_kecamatan": "Petugas Telaah",
        "kepala_dinsos": f"Kepala Dinas Sosial {u.kabupaten}",
        "ketua_tim": "Ketua Tim Verifikasi dan Validasi",
        "kepala_daerah": ("Wali Kota " if u.kabupaten.startswith("Kota") else "Bupati ") + daerah,
    }
    return kata[kode]
