"""What do most tests of pages begin with?"""

from collections.abc import Callable

import pytest
from klien import Klien

from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.infra.db import db


@pytest.fixture
def masuk(klien: Klien) -> Callable[[Pelaku], Klien]:
    """The client, signed in as this actor."""

    def sebagai(pelaku: Pelaku) -> Klien:
        db.session.commit()
        return klien.masuk(db.session.get_one(Pengguna, pelaku.pengguna_id))

    return sebagai
