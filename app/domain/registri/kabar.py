"""Who must hear that a resident is no longer who he was, or where? Packages above say so once, at their import."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

IDENTITAS = frozenset({"nik", "nama", "tanggal_lahir"})
Pendengar = Callable[[Sequence[int]], None]
Penjaga = Callable[[Sequence[int]], Iterable[str]]
PenjagaBukti = Callable[[int, dt.datetime], Iterable[str]]

_pendengar: list[Pendengar] = []
_pendengar_keluarga: list[Pendengar] = []
_penjaga: list[Penjaga] = []
_penjaga_bukti: list[PenjagaBukti] = []


def dengarkan(pendengar: Pendengar) -> Pendengar:
    """Call this with the ids of residents whose NIK, name or birth date changed, in the same transaction."""
    if pendengar not in _pendengar:
        _pendengar.append(pendengar)
    return pendengar


def sebarkan(warga_ids: Sequence[int]) -> None:
    """Tell everybody who listens; the change itself is already in the database."""
    for pendengar in _pendengar if warga_ids else ():
        pendengar(warga_ids)


def dengarkan_keluarga(pendengar: Pendengar) -> Pendengar:
    """Call this with the ids of residents who now belong to another family, in the same transaction."""
    if pendengar not in _pendengar_keluarga:
        _pendengar_keluarga.append(pendengar)
    return pendengar


def sebarkan_keluarga(warga_ids: Sequence[int]) -> None:
    """Tell everybody who listens that these residents changed family; the database already says so."""
    for pendengar in _pendengar_keluarga if warga_ids else ():
        pendengar(warga_ids)


def jaga(penjaga: Penjaga) -> Penjaga:
    """Ask this, with the ids of residents, why they may not leave their village now; whole sentences."""
    if penjaga not in _penjaga:
        _penjaga.append(penjaga)
    return penjaga


def halangan_pindah(warga_ids: Sequence[int]) -> list[str]:
    """Every reason of everybody who guards; empty where they may leave."""
    return [kalimat for penjaga in _penjaga for kalimat in penjaga(warga_ids)] if warga_ids else []


def jaga_bukti(penjaga: PenjagaBukti) -> PenjagaBukti:
    """Ask this, with a family and when a proof of it came in, why that proof may not be taken away now."""
    if penjaga not in _penjaga_bukti:
        _penjaga_bukti.append(penjaga)
    return penjaga


def halangan_hapus_bukti(keluarga_id: int, diunggah: dt.datetime) -> list[str]:
    """Every reason of everybody who guards; empty where it may go."""
    return [kalimat for penjaga in _penjaga_bukti for kalimat in penjaga(keluarga_id, diunggah)]
