"""Is this packet in its window? Judged by the kinds it holds, in the region's zone."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from app.domain.akses.langkah import Langkah
from app.domain.aturan import jadwal
from app.domain.rapat.models import Rapat
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.models import Paket
from app.domain.usulan.status import HIDUP, Sifat
from app.domain.wilayah.zona import zona
from app.infra import clock, format
from app.infra.db import db

Jenis = Counter[str]  # how many proposals of each kind


def jendela_terbuka(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """The submission window warns or closes by rule; late with a reason passes where it only warns."""
    kalimat, menutup = jendela(paket)
    if kalimat and (menutup or not (langkah.data or {}).get("terlambat_alasan")):
        yield kalimat if menutup else kalimat_terlambat(kalimat)


def kalimat_terlambat(kalimat: str) -> str:
    """The sentence about the window with what still opens it."""
    return f"{kalimat} Tulis alasan keterlambatan untuk tetap mengajukan."


def jendela(paket: Paket) -> tuple[str, bool]:
    """("", False) inside every window, else the sentence and whether one of them closes. `segera` has no window.

    A window that closes asks whether it is open today, also of what was left from an earlier period; one that warns
    whether that of the packet's own period has passed: early is not late.
    """
    if paket.sifat is Sifat.SEGERA:
        return "", False
    kode, hari = paket.wilayah_kode, clock.hari_ini(zona(paket.wilayah_kode))
    sendiri = jadwal.khusus("pengajuan", kode, hari)
    kini = _satukan(paket, sendiri, lambda jenis: jadwal.kini("pengajuan", kode, hari, jenis))
    tutup = {j: jenis for j, jenis in kini.items() if j and j.menutup and not j.memuat(hari)}
    if tutup:
        jalan = "" if len(tutup) == len(kini) else " Tarik usulan itu bila yang lain perlu diajukan sekarang."
        return _kalimat(paket, tutup, len(kini)) + jalan, True
    semua = _satukan(paket, sendiri, lambda jenis: jadwal.bulan("pengajuan", kode, paket.periode, hari, jenis))
    lewat = {j: jenis for j, jenis in semua.items() if j and hari > j.tutup}
    if hari.strftime("%Y-%m") > paket.periode and len(lewat) + (None in semua) == len(semua):
        return f"Periode {format.periode(paket.periode)} sudah berakhir.", False
    return _kalimat(paket, lewat, len(semua)), False


def musyawarah_terjadwal(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """The day planned for the meeting lies in its window; only asked where the rule closes."""
    tanggal = db.session.get_one(Rapat, paket.rapat_id).tanggal if paket.rapat_id else None
    if tanggal is None or paket.sifat is Sifat.SEGERA:
        return
    kode = paket.wilayah_kode
    sendiri = jadwal.khusus("musyawarah", kode, tanggal)
    semua = _satukan(paket, sendiri, lambda jenis: jadwal.kini("musyawarah", kode, tanggal, jenis))
    luar = {j: jenis for j, jenis in semua.items() if j and j.menutup and not j.memuat(tanggal)}
    if luar:
        yield _kalimat(paket, luar, len(semua)) + " Ubah tanggal musyawarahnya."


def _satukan(
    paket: Paket, sendiri: set[str], cari: Callable[[str], jadwal.Jendela | None]
) -> dict[jadwal.Jendela | None, Jenis]:
    """The windows that the packet's kinds go by, with the kinds of each; one without names goes by its stage's."""
    jenis = Counter(u.jenis for u in paket.usulan if u.status in HIDUP) or Counter({"": 0})
    milik = {kode: kode if kode in sendiri else "" for kode in jenis}
    jendela_ = {kode: cari(kode) for kode in set(milik.values())}
    hasil: dict[jadwal.Jendela | None, Jenis] = {}
    for kode, n in jenis.items():
        hasil.setdefault(jendela_[milik[kode]], Counter())[kode] = n
    return hasil


def _kalimat(paket: Paket, luar: Mapping[jadwal.Jendela, Jenis], dari: int) -> str:
    """One sentence a window; the kinds are named where not all of the packet goes by the same one."""
    return " ".join(
        j.kalimat if dari == 1 and not j.khusus else f"{_sebut(paket, jenis)} {j.jadwal}." for j, jenis in luar.items()
    )


def _sebut(paket: Paket, jenis: Jenis) -> str:
    satu = [f"{label_jenis(kode, paket.wilayah_kode)} ({n} usulan)" for kode, n in jenis.items()]
    return " dan ".join([", ".join(satu[:-1]), satu[-1]] if satu[1:] else satu)
