"""How are the long forms of a packet's steps read? By the ids of its own proposals; no others count."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.domain.usulan.models import Usulan

Kiriman = Mapping[str, Any]
PUTUSAN = ("sepakat", "tunda", "tidak")


def baca_putusan(isi: Kiriman, usulan: Iterable["Usulan"]) -> dict[int, tuple[str, str, str]]:
    """What the meeting decided: id → (verdict, reason code, words). A reason from the other verdict's list is none."""
    hasil = {}
    for u in usulan:
        putusan = isi.get(f"putusan.{u.id}", "")
        if putusan not in PUTUSAN:
            continue
        milik, _, kode = isi.get(f"alasan_kode.{u.id}", "").partition(":")
        teks = isi.get(f"alasan.{u.id}", "").strip()
        hasil[u.id] = (putusan, kode if milik == putusan else "", teks if putusan != "sepakat" else "")
    return hasil


def baca_tanda(isi: Kiriman, usulan: Iterable["Usulan"]) -> list[tuple[int | None, str, str]]:
    """Marks of a return: those on the packet share one explanation, each name has its own."""
    teks = isi.get("paket.teks", "").strip()
    kode_paket = isi.getlist("paket.kode") if hasattr(isi, "getlist") else []
    hasil: list[tuple[int | None, str, str]] = [(None, kode, teks) for kode in dict.fromkeys(kode_paket)]
    hasil += [
        (u.id, kode, isi.get(f"teks.{u.id}", "").strip()) for u in usulan if (kode := isi.get(f"kode.{u.id}", ""))
    ]
    return hasil
