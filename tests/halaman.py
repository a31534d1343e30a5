"""What do tests of pages need beside the client? The version on a page, a count of SQL."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from app.infra.db import db


def versi(teks: str) -> str:
    """The row version that a page's form carries."""
    m = re.search(r'name="versi"[^>]*value="(\d+)"', teks)
    assert m, "no version in the page"
    return m.group(1)


@contextmanager
def hitung_sql() -> Iterator[list[str]]:
    """Every statement sent while the block runs, transaction words aside."""
    ada: list[str] = []

    def catat(_koneksi: Any, _kursor: Any, perintah: str, *_lain: Any) -> None:
        if not perintah.startswith(("PRAGMA", "BEGIN", "SET ", "SAVEPOINT", "RELEASE")):
            ada.append(perintah)

    sa.event.listen(db.engine, "before_cursor_execute", catat)
    try:
        yield ada
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", catat)
