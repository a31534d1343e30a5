"""Who must hear that a resident is no longer who he was? Packages above say so once, at their import."""

from collections.abc import Callable, Sequence

IDENTITAS = frozenset({"nik", "nama", "tanggal_lahir"})
Pendengar = Callable[[Sequence[int]], None]

_pendengar: list[Pendengar] = []


def dengarkan(pendengar: Pendengar) -> Pendengar:
    """Call this with the ids of residents whose NIK, name or birth date changed, in the same transaction."""
    if pendengar not in _pendengar:
        _pendengar.append(pendengar)
    return pendengar


def sebarkan(warga_ids: Sequence[int]) -> None:
    """Tell everybody who listens; the change itself is already in the database."""
    for pendengar in _pendengar if warga_ids else ():
        pendengar(warga_ids)
