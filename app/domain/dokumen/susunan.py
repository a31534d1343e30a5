"""Who issues a paper and who signs it? Unit, letterhead, copies and signers, from the rules and the tree."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.akses.pejabat import Pejabat, pejabat
from app.domain.akses.peran import Peran
from app.domain.aturan import turunan
from app.domain.aturan.berlaku import nilai, nilai_sendiri
from app.domain.aturan.jabatan import JABATAN
from app.domain.aturan.kop import kop_unit
from app.domain.dokumen.bagian import Kop, Penanda, Unit
from app.domain.dokumen.status import JUDUL_DOKUMEN, JenisDokumen
from app.domain.wilayah.kode import kabupaten, kecamatan
from app.domain.wilayah.models import Wilayah
from app.infra.db import db

_POTONG = {"desa": lambda k: k, "kecamatan": kecamatan, "kabupaten": kabupaten}

# An elected head signs without a number; a civil servant acting for one has his.
TERPILIH = frozenset({"kepala_daerah"})
Orang = tuple[str, str]  # name, post
# Papers of the meeting go out under the letterhead of who calls it.
OLEH_PENYELENGGARA = frozenset(
    {
        JenisDokumen.UNDANGAN,
        JenisDokumen.DAFTAR_HADIR_KOSONG,
        JenisDokumen.DAFTAR_HADIR,
        JenisDokumen.BA_KOSONG,
        JenisDokumen.BA_MUSYAWARAH,
        JenisDokumen.NOTULEN,
    }
)
DARI_RAPAT = frozenset({"pimpinan", "notulis", "saksi"})


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


def kop(kode: str, unit_kop: str = "", pada: dt.date | None = None) -> Kop:
    """The letterhead of a unit: `unit_kop` ∈ desa bpd kecamatan dinsos kepala_daerah, "" by the level of the code."""
    isi = kop_unit(kode, unit_kop, pada)
    telepon = isi["telepon"] and f"Telepon {isi['telepon']}"
    alamat = ", ".join(b for b in (isi["alamat"], telepon, isi["surel"], isi["situs"]) if b)
    return Kop(
        baris=[isi[b] for b in ("baris1", "baris2", "baris3") if isi[b]],
        alamat=" ".join(b for b in (alamat, isi["kode_pos"]) if b),
        lambang=isi["lambang"],
        logo=isi["logo"],
    )


def kop_penanda(jenis: JenisDokumen, u: Unit, pada: dt.date) -> Kop:
    """The letterhead of a regency's paper by who signs it: the state emblem only above the head's own signature."""
    baris = turunan.penanda(jenis, u.jenis, u.kode, pada)
    sendiri = any(b["jabatan"] == "kepala_daerah" and not b["label"].startswith("Mengetahui") for b in baris)
    return kop(u.kode, "kepala_daerah" if sendiri else "", pada)


def kop_naskah(jenis: JenisDokumen, u: Unit, pada: dt.date) -> Kop:
    """The letterhead under which a kind of paper of a unit is issued: of the meeting's organiser, of who signs for the
    regency, else of the unit itself."""
    if jenis in OLEH_PENYELENGGARA:
        return kop(u.kode, str(turunan.penyelenggara(u.jenis, u.kode, pada).get("kop", "")), pada)
    return kop_penanda(jenis, u, pada)


def tembusan(jenis: JenisDokumen, u: Unit, pada: dt.date) -> list[str]:
    """Who gets a copy, with the names of the regions above filled in."""
    nama = {"kecamatan": u.kecamatan, "kabupaten": u.kabupaten, "provinsi": u.provinsi}
    return turunan.tembusan(jenis, u.kode, nama, pada)


def penanda(
    jenis: JenisDokumen,
    u: Unit,
    pada: dt.date,
    *,
    orang: Mapping[str, Orang] | None = None,
    saksi: Sequence[tuple[str, str, str]] = (),
) -> list[Penanda]:
    """The signers of a paper by rule `penanda_tangan`.

    `orang` gives name and post of those whom the meeting names (pimpinan, notulis, pengundang) or who did the work;
    `saksi` are (name, post, element). A post that need not sign is left out when nobody holds it; steps ask
    `penanda_kosong` for the required ones before they issue.
    """
    hasil: list[Penanda] = []
    for baris in turunan.penanda(jenis, u.jenis, u.kode, pada):
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
        elif (satu := _satu(baris, u, pada, orang or {})).nama or satu.wajib:
            hasil.append(satu)
    return hasil


def penanda_kosong(jenis: JenisDokumen, kode: str, pada: dt.date) -> list[str]:
    """A sentence for every required signer of the issuing unit whose post nobody holds, saying where to name one."""
    w = wilayah(kode)
    kosong = []
    for baris in turunan.penanda(jenis, w.jenis, kode, pada):
        j = JABATAN[baris["jabatan"]]
        # Whom the meeting names, and posts of another unit, are not this unit's to fill in.
        if not baris["wajib"] or baris["jabatan"] in DARI_RAPAT or _POTONG[j.tingkat](kode) != kode:
            continue
        if _pemegang(baris["jabatan"], kode, pada) is None:
            di = "penugasannya di halaman Pengguna" if j.peran else "namanya di halaman Aturan, bagian Nama pejabat"
            kosong.append(
                f"{w.sebutan} belum mempunyai {j.label} yang tercatat, padahal menandatangani {JUDUL_DOKUMEN[jenis]}. "
                f"Minta admin mencatat {di}."
            )
    return kosong


def _satu(baris: Mapping[str, Any], u: Unit, pada: dt.date, orang: Mapping[str, Orang]) -> Penanda:
    kode, label = str(baris["jabatan"]), str(baris["label"])
    unit_kode = _POTONG[JABATAN[kode].tingkat](u.kode)
    nama, jabatan = orang.get(kode, ("", ""))
    p = _pemegang(kode, unit_kode, pada)
    if p is None or nama not in ("", p.nama):
        p = Pejabat(nama, "", "definitif")
    sebutan = sebutan_jabatan(kode, u) or label
    return Penanda(
        jabatan=f"{label}, {jabatan}" if kode == "pimpinan" and jabatan not in ("", label) else sebutan,
        nama=p.nama,
        nip="" if kode in TERPILIH and not p.awalan else p.nip,
        awalan=p.awalan,
        unit_kode=unit_kode,
        gerbang=str(baris["gerbang"]),
        wajib=bool(baris["wajib"]),
        letak="mengetahui" if label.startswith("Mengetahui") else "utama",
        kode=kode,
        pangkat=_pangkat(kode, unit_kode, p.nama, pada),
        atas_nama=_sebutan_atau_label(baris.get("atas_nama"), u),
        untuk_beliau=_sebutan_atau_label(baris.get("untuk_beliau"), u),
        meterai=bool(baris.get("meterai")),
    )


def _sebutan_atau_label(kode: Any, u: Unit) -> str:
    """The principal of a delegated signature with its place; "" for who signs in his own name."""
    return (sebutan_jabatan(str(kode), u) or JABATAN[str(kode)].label) if kode else ""


def _pangkat(kode: str, unit_kode: str, nama: str, pada: dt.date) -> str:
    """The rank of the rule `pejabat`, also for who holds an account: printed where the post itself signs."""
    isi = nilai_sendiri("pejabat", unit_kode, kode, pada)
    return str(isi.get("pangkat", "")) if isi.get("nama") == nama else ""


def _pemegang(kode: str, unit_kode: str, pada: dt.date) -> Pejabat | None:
    """The user who holds the post; else whom the rule `pejabat` of that very unit names."""
    peran = JABATAN[kode].peran
    if peran and (ada := pejabat(Peran(peran), unit_kode, pada)):
        return ada
    isi = nilai_sendiri("pejabat", unit_kode, kode, pada)
    return Pejabat(isi["nama"], isi.get("nip", ""), "definitif") if isi else None


def sebutan_jabatan(kode: str, u: Unit) -> str:
    """The post with its place: “Kepala Desa Slawi Kulon”, “Camat Slawi”, “Bupati Tegal”; "" for one without a place."""
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
    return kata.get(kode, "")
