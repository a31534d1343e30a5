"""Which parts of its content did a template read? Noted while it is filled, so that no list must be kept by hand."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2 import Environment


class Rekaman:
    """What was read of which object: its names and their values. Values are kept, so that a computed part is made
    once and is the same object wherever it is read."""

    def __init__(self) -> None:
        self._dibaca: dict[int, tuple[Any, dict[str, Any]]] = {}

    def catat(self, objek: Any, nama: str, nilai: Any) -> Any:
        """Note one reading; the value of the first one."""
        return self._dibaca.setdefault(id(objek), (objek, {}))[1].setdefault(nama, nilai)

    def dari(self, objek: Any) -> dict[str, Any]:
        """Names and values that were read of an object."""
        return self._dibaca.get(id(objek), (objek, {}))[1]


_berjalan: ContextVar[Rekaman | None] = ContextVar("rekaman", default=None)


@contextmanager
def rekam() -> Iterator[Rekaman]:
    """Note what templates of a LingkunganTerekam read inside the block."""
    rekaman = Rekaman()
    tanda = _berjalan.set(rekaman)
    try:
        yield rekaman
    finally:
        _berjalan.reset(tanda)


class LingkunganTerekam(Environment):
    """Jinja that can tell what its templates read of dataclasses."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """See Environment."""
        return _dibaca(obj, attribute, super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """See Environment; filters such as `sum(attribute=…)` come this way."""
        return _dibaca(obj, argument, super().getitem(obj, argument))


def _dibaca(objek: Any, nama: Any, nilai: Any) -> Any:
    rekaman = _berjalan.get()
    if rekaman is None or not isinstance(nama, str) or callable(nilai) or not dataclasses.is_dataclass(objek):
        return nilai
    return rekaman.catat(objek, nama, nilai)
