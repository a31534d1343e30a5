"""How are the long forms of a packet's steps read? By the ids of its own proposals; no others count."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.domain.usulan import syarat, syarat_jendela, syarat_pengganti

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket, Usulan

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


def salah_putusan(paket: "Paket", isi: Kiriman) -> dict[str, str]:
    """The fields of the meeting's form that hold it back: name as its anchor is called → sentence."""
    putusan = baca_putusan(isi, paket.usulan)
    kurang = syarat.putusan_kurang(paket, putusan)
    salah = {f"{'alasan_kode' if bagian == 'alasan' else bagian}.{i}": k for (i, bagian), k in kurang.items()}
    beda = syarat_pengganti.beda_putusan(paket, putusan)
    return {f"putusan.{i}": k for i, k in beda.items()} | salah


def salah_tanda(paket: "Paket", isi: Kiriman, _alasan: Sequence[str]) -> dict[str, str]:
    """The same for the form of a return."""
    kurang = syarat.tanda_kurang(paket, baca_tanda(isi, paket.usulan))
    return {_bidang_tanda(i, bagian): k for (i, bagian), k in kurang.items()}


def _bidang_tanda(usulan_id: int | None, bagian: str) -> str:
    return f"{bagian}.{usulan_id}" if usulan_id else f"paket.{bagian}"


def salah_pengajuan(paket: "Paket", isi: Kiriman, _alasan: Sequence[str]) -> dict[str, str]:
    """The same for the submission: only the reason for being late is typed there."""
    kalimat, menutup = syarat_jendela.jendela(paket)
    if not kalimat or menutup or isi.get("terlambat_alasan", "").strip():
        return {}
    return {"terlambat_alasan": syarat_jendela.kalimat_terlambat(kalimat)}
