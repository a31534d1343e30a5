"""What would a rule do to the papers it touches? Tried on real papers before it is kept; a mistake is said at once.

A rule is set, every kind of paper that it touches is written out under it, and a failure refuses the rule. For a sample
the same happens inside a savepoint that is rolled back.
"""

import dataclasses
import datetime as dt
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from app.domain.aturan import berlaku as baca
from app.domain.aturan import lambang, operations, turunan
from app.domain.aturan.jabatan import tingkat_naskah
from app.domain.aturan.models import Aturan
from app.domain.aturan.operations import Pengubah
from app.domain.aturan.skema import SKEMA
from app.domain.dokumen import contoh as contoh_naskah
from app.domain.dokumen import gambar, rekaan, samaran, susunan
from app.domain.dokumen.bagian import Penanda, Unit
from app.domain.dokumen.konteks import KONTEKS, Naskah, cairkan
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.penomoran import PANJANG_NOMOR
from app.domain.dokumen.status import JUDUL_DOKUMEN, JenisDokumen
from app.domain.wilayah.kode import dalam_wilayah
from app.domain.wilayah.models import Wilayah
from app.infra.db import db
from app.infra.galat import GalatIsian

log = logging.getLogger(__name__)

# Tables whose code is a kind of paper ("" = all), and those that touch papers in other ways.
PER_NASKAH = frozenset({"kertas", "nomor", "tembusan", "penanda_tangan"})
NASKAH = PER_NASKAH | {"kop", "dasar_hukum", "pejabat", "tempat", "penyelenggara", "susunan_naskah"}
TINGKAT_KOP = {"desa": 3, "bpd": 3, "kecamatan": 2, "dinsos": 1, "kepala_daerah": 1, "provinsi": 0}
_TITIK = {"desa": 3, "kecamatan": 2, "kabupaten": 1}
# Shown first of several: a letter has head, number, signers and copies.
_UTAMA = (JenisDokumen.SURAT_PENGANTAR, JenisDokumen.SURAT_PENGESAHAN, JenisDokumen.BA_TELAAH, JenisDokumen.UNDANGAN)
_CARI = 20
NYATA = "contoh dari naskah yang pernah terbit, tidak berlaku; data warga disamarkan"
REKAAN = "contoh dengan isi rekaan, tidak berlaku"
# Field of a paper → field of the rule that says how it reads.
SUSUNAN = {
    JenisDokumen.BA_TELAAH: ("sebutan", "sebutan_telaah"),
    JenisDokumen.DAFTAR_HADIR_KOSONG: ("baris_kosong", "hadir_kosong"),
    JenisDokumen.BA_MUSYAWARAH: ("rangkap", "rangkap"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Calon:
    """A paper on which a rule is tried: kind, content, who signs. `nyata`: taken from an issued one."""

    jenis: JenisDokumen
    isi: Naskah
    penanda: list[Penanda]
    nyata: bool


def tetapkan(
    kunci: str,
    kode: str,
    isi: Mapping[str, Any],
    *,
    wilayah_kode: str,
    mulai: dt.date,
    oleh: Pengubah,
    alamat: str,
    gambar_baru: str = "",
    **lain: Any,
) -> Aturan:
    """As `aturan.operations.tetapkan`, and every paper that the rule touches is tried under it.

    `gambar_baru`: hash of an emblem stored just now. Raises GalatIsian naming field and remedy: the caller rolls back.
    """
    _catat_gambar(gambar_baru, wilayah_kode, oleh)
    _periksa_jangkauan(kunci, kode, wilayah_kode)
    hasil = operations.tetapkan(kunci, kode, isi, wilayah_kode=wilayah_kode, mulai=mulai, oleh=oleh, **lain)
    for satu in _calon(hasil, mulai):
        _coba(satu, kunci, mulai, alamat)
    return hasil


def contoh(
    kunci: str,
    kode: str,
    isi: Mapping[str, Any],
    *,
    wilayah_kode: str,
    mulai: dt.date,
    oleh: Pengubah,
    alamat: str,
    gambar_baru: str = "",
) -> str:
    """One paper as it would look under the rule, as HTML with a watermark; nothing is kept.

    Raises GalatIsian as `tetapkan` does, also when the table touches no paper.
    """
    titik = db.session.begin_nested()
    try:
        _catat_gambar(gambar_baru, wilayah_kode, oleh)
        _periksa_jangkauan(kunci, kode, wilayah_kode)
        hasil = operations.tetapkan(kunci, kode, isi, wilayah_kode=wilayah_kode, mulai=mulai, oleh=oleh)
        return _coba(_terbaik(hasil, mulai), kunci, mulai, alamat)
    finally:
        titik.rollback()
        baca.lupakan()


def _terbaik(a: Aturan, hari: dt.date) -> Calon:
    """The first paper that was really issued, letters before lists; else the first that can be invented."""
    cadangan = None
    for c in _calon(a, hari):
        if c.nyata:
            return c
        cadangan = cadangan or c
    if cadangan is None:
        raise GalatIsian("Aturan ini tidak mengubah naskah apa pun, jadi tidak ada contohnya.")
    return cadangan


def _urutan(jenis: JenisDokumen) -> int:
    return _UTAMA.index(jenis) if jenis in _UTAMA else len(_UTAMA)


def _catat_gambar(sha256: str, wilayah_kode: str, oleh: Pengubah) -> None:
    if sha256:
        lambang.catat(sha256, wilayah_kode, oleh.pengguna_id)


def _periksa_jangkauan(kunci: str, kode: str, wilayah_kode: str) -> None:
    """A row that no paper would ever read is a mistake too."""
    titik = wilayah_kode.count(".")
    if kunci == "kop" and kode in TINGKAT_KOP and TINGKAT_KOP[kode] != titik:
        kalimat = "Kop hanya dipakai unit wilayah itu sendiri; isi kode wilayah unit yang memakai kop ini."
        raise GalatIsian(bidang={"wilayah_kode": kalimat})
    unit = tingkat_naskah(kode.partition(":")[0]) if kunci in PER_NASKAH and kode else ""
    if unit and titik > _TITIK[unit]:
        nama = {"kecamatan": "kecamatan", "kabupaten": "kabupaten/kota"}[unit]
        kalimat = f"Naskah ini diterbitkan {nama}, jadi aturannya ditetapkan untuk {nama} atau wilayah di atasnya."
        raise GalatIsian(bidang={"wilayah_kode": kalimat})


def _calon(a: Aturan, hari: dt.date) -> Iterator[Calon]:
    """A paper of every kind that the row touches, of a unit in which it is the one in force."""
    for jenis in sorted(_jenis(a), key=_urutan):
        u = _unit(a, jenis, hari)
        if u is None:
            continue
        with _ditolak_bila_gagal(a.kunci, jenis):
            c = _satu(jenis, u, hari)
        if _tampak(a, c):
            yield c


def _tampak(a: Aturan, c: Calon) -> bool:
    """Whether the row is to be seen on the paper at all: its letterhead, the name of its official."""
    if a.kunci == "kop":
        return c.isi.kop.baris == [a.isi[b] for b in ("baris1", "baris2", "baris3") if a.isi[b]]
    return a.kunci != "pejabat" or any(p.kode == a.kode for p in c.penanda)


def _jenis(a: Aturan) -> list[JenisDokumen]:
    if a.kunci not in NASKAH:
        return []
    if a.kunci in PER_NASKAH:
        pokok = a.kode.partition(":")[0]
        return [JenisDokumen(pokok)] if pokok else list(JenisDokumen)
    if a.kunci == "dasar_hukum":
        bidang = {j: {f.name for f in dataclasses.fields(k)} for j, k in KONTEKS.items()}
        return [j for j in JenisDokumen if "dasar_hukum" in bidang[j]]
    if a.kunci == "susunan_naskah":
        return list(SUSUNAN)
    if a.kunci == "penyelenggara":
        return [j for j in JenisDokumen if j in susunan.OLEH_PENYELENGGARA]
    titik = TINGKAT_KOP[a.kode] if a.kunci == "kop" else 1 if a.kunci == "tempat" else a.wilayah_kode.count(".")
    return [j for j in JenisDokumen if _TITIK.get(tingkat_naskah(j), titik) == titik]


def _unit(a: Aturan, jenis: JenisDokumen, hari: dt.date) -> str | None:
    """A unit that would issue the kind under this very row: the last one that did, else the first that may."""
    d, w = Dokumen, Wilayah
    varian = a.kode.partition(":")[2] or (a.kode if a.kunci == "penyelenggara" else "")
    tingkat = tingkat_naskah(jenis)
    titik = _TITIK[tingkat] if tingkat else max(a.wilayah_kode.count("."), 1)
    pernah = sa.select(d.unit_kode).where(d.jenis == jenis, dalam_wilayah(d.unit_kode, a.wilayah_kode))
    ada = list(dict.fromkeys(db.session.scalars(pernah.order_by(d.id.desc()).limit(_CARI))))
    boleh = sa.select(w.kode).where(dalam_wilayah(w.kode, a.wilayah_kode), _bertitik(w.kode, titik)).order_by(w.kode)
    if varian in ("desa", "kelurahan"):
        boleh = boleh.where(w.jenis == varian)
        ada = [k for k in ada if susunan.wilayah(k).jenis == varian]
    ada += list(db.session.scalars(boleh.limit(_CARI)))
    return next((kode for kode in ada if _berlaku(a, kode, hari)), None)


def _bertitik(kolom: Any, titik: int) -> sa.ColumnElement[bool]:
    return sa.func.length(kolom) - sa.func.length(sa.func.replace(kolom, ".", "")) == titik


def _berlaku(a: Aturan, unit_kode: str, hari: dt.date) -> bool:
    """Whether the unit's papers follow this row and not one nearer to it."""
    if a.kunci in ("kop", "pejabat"):
        return unit_kode == a.wilayah_kode
    return baca.nilai(a.kunci, unit_kode, a.kode, hari) == a.isi


def _satu(jenis: JenisDokumen, unit_kode: str, hari: dt.date) -> Calon:
    u = susunan.unit(unit_kode)
    d = Dokumen
    tanya = sa.select(d.konteks).where(d.jenis == jenis, d.unit_kode == unit_kode).order_by(d.id.desc()).limit(1)
    beku = db.session.scalar(tanya)
    if beku is None:
        isi = rekaan.rekaan(jenis, susunan.kop_naskah(jenis, u, hari), u, hari)
        return Calon(jenis, _menurut_aturan(jenis, isi, u, hari), susunan.penanda(jenis, u, hari), nyata=False)
    _, lama, bertanda = cairkan(beku)
    isi = _menurut_aturan(jenis, samaran.samarkan(lama), u, hari)
    return Calon(jenis, isi, samaran.penanda(_penanda(jenis, bertanda, u, hari)), nyata=True)


def _penanda(jenis: JenisDokumen, lama: list[Penanda], u: Unit, hari: dt.date) -> list[Penanda]:
    """The signers by the rules now; whom only the meeting names are taken from the paper."""
    orang = {p.kode: (p.nama, "") for p in lama if p.kode}
    saksi = [(p.nama, p.jabatan, p.keterangan) for p in lama if p.letak == "saksi"]
    tetap = {k: v for k, v in orang.items() if k in susunan.DARI_RAPAT or k == "operator_kecamatan"}
    return susunan.penanda(jenis, u, hari, orang=tetap, saksi=saksi)


def _menurut_aturan(jenis: JenisDokumen, isi: Naskah, u: Unit, hari: dt.date) -> Naskah:
    """What of a paper comes from rules, taken anew."""
    unit = dataclasses.replace(isi.unit, tempat=u.tempat or isi.unit.tempat)
    ganti: dict[str, Any] = {"kop": susunan.kop_naskah(jenis, u, hari), "unit": unit}
    if hasattr(isi, "dasar_hukum"):
        ganti["dasar_hukum"] = turunan.dasar_hukum(u.kode, hari)
    if hasattr(isi, "tembusan"):
        ganti["tembusan"] = susunan.tembusan(jenis, u, hari)
    if jenis in SUSUNAN:
        bidang, asal = SUSUNAN[jenis]
        ganti[bidang] = turunan.susunan_naskah(u.kode, hari)[asal]
    return dataclasses.replace(isi, **ganti)


def _coba(c: Calon, kunci: str, hari: dt.date, alamat: str) -> str:
    """The sample as HTML; what cannot be written out becomes a sentence at the field that it comes from."""
    kepala = contoh_naskah.kepala(c.jenis, c.isi.unit.kode, hari)
    if len(kepala.nomor) > PANJANG_NOMOR:
        kalimat = f"Nomor {JUDUL_DOKUMEN[c.jenis].lower()} menjadi lebih dari {PANJANG_NOMOR} huruf. Pendekkan polanya."
        raise GalatIsian(bidang={"format": kalimat})
    with _ditolak_bila_gagal(kunci, c.jenis):
        return gambar.html(kepala, c.isi, c.penanda, alamat, contoh=NYATA if c.nyata else REKAAN)


@contextmanager
def _ditolak_bila_gagal(kunci: str, jenis: JenisDokumen) -> Iterator[None]:
    try:
        yield
    except Exception as galat:
        log.warning("a rule of %s breaks %s: %s", kunci, jenis, type(galat).__name__)
        bidang = SKEMA[kunci].bidang[0]
        kalimat = (
            f"{JUDUL_DOKUMEN[jenis]} tidak dapat dicetak dengan isian ini. Periksa {bidang.label.lower()}, lalu "
            "lihat contohnya lagi."
        )
        raise GalatIsian(bidang={bidang.nama: kalimat}) from galat


def menyentuh_naskah(kunci: str) -> bool:
    """Whether a table has a sample to show: its rows change what papers print."""
    return kunci in NASKAH
