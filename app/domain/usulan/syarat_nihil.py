"""What holds back the statement that a village proposes nothing?"""

from collections.abc import Iterator

from app.domain.akses.langkah import Langkah
from app.domain.usulan.models import Paket
from app.domain.usulan.syarat import hidup


def tanpa_usulan(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """A statement of nothing beside a list of names would be untrue."""
    if jumlah := len(hidup(paket)):
        yield f"Paket ini berisi {jumlah} usulan, jadi tidak dapat dinyatakan nihil. Tarik usulannya lebih dahulu."
