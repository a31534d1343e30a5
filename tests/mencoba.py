"""How does a test break one thing, try one step, and put everything back for the next try?"""

import re
from collections.abc import Callable

import pytest

from app.infra.db import db
from app.infra.galat import TidakBisa


def ditolak(rusak: Callable[[], object], coba: Callable[[], object], kalimat: str) -> None:
    """With this broken the step is refused with this sentence; afterwards everything is as it was."""
    titik = db.session.begin_nested()
    try:
        rusak()
        db.session.flush()
        with pytest.raises(TidakBisa) as tidak:
            coba()
        assert any(re.search(kalimat, a) for a in tidak.value.alasan), (kalimat, tidak.value.alasan)
    finally:
        titik.rollback()
        db.session.expire_all()
