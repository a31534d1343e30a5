"""When may a removal name its replacement, and what holds a step back that would take only one of the two?"""

from collections.abc import Iterator

from app.domain.akses.langkah import Langkah
from app.domain.usulan import isian, pasangan
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import HIDUP


def pengganti_sah(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` is the addition; both in one packet, under way and without another partner."""
    lain = langkah.data
    if not mengurangi(usulan):
        yield f"Pengganti hanya ditentukan pada usul hapus; {usulan.nama} bukan usul hapus."
    elif pasangan.lain(usulan):
        yield f"{usulan.nama} sudah mempunyai pengganti. Lepaskan dahulu."
    if not isinstance(lain, Usulan) or lain.paket_id != usulan.paket_id or lain.status not in HIDUP:
        yield "Pilih pengganti dari usulan yang berjalan di paket ini."
    elif not menambah(lain):
        yield f"Pengganti harus usul tambah; {lain.nama} bukan usul tambah."
    elif pasangan.lain(lain):
        yield f"{lain.nama} sudah menjadi pengganti orang lain."


def mengurangi(usulan: Usulan) -> bool:
    """Whether its kind takes somebody out of a list (annex B)."""
    return str(isian.jenis(usulan.jenis, usulan.wilayah_kode).get("lampiran")) == "B"


def menambah(usulan: Usulan) -> bool:
    """Whether its kind puts somebody on a list (annex A)."""
    return str(isian.jenis(usulan.jenis, usulan.wilayah_kode).get("lampiran")) == "A"


def berpasangan(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    if pasangan.lain(usulan) is None:
        yield f"{usulan.nama} tidak mempunyai pasangan pengganti."


def tidak_berpasangan(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    """Before the meeting nobody loses anything by letting the pair go first."""
    if dua := pasangan.lain_hidup(usulan):
        yield f"{usulan.nama} berpasangan dengan {dua.nama}. Lepaskan pasangannya dahulu."


def pasangan_seputusan(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` maps usulan id to (verdict, …): the meeting agrees to both halves or to neither."""
    yield from beda_putusan(paket, langkah.data or {}).values()


def beda_putusan(paket: Paket, putusan: dict[int, tuple[str, str, str]]) -> dict[int, str]:
    """Pairs of which a meeting would agree to one half only: id of the removal → sentence."""
    return {
        keluar.id: f"{keluar.nama} dan penggantinya, {masuk.nama}, harus diputuskan sama."
        for keluar, masuk in pasangan.hidup_berpasangan(paket)
        if putusan.get(keluar.id, ("",))[0] != putusan.get(masuk.id, ("",))[0]
    }
