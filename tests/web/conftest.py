"""What do most tests of pages begin with?"""

from collections.abc import Callable

import pytest
from klien import Klien

from app.domain.akses.pelaku import Pelaku


@pytest.fixture
def masuk(klien: Klien) -> Callable[[Pelaku], Klien]:
    """The client, signed in as this actor."""
    return klien.masuk
