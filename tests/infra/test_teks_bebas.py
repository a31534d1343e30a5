"""Is free text guarded in every process, also in one that learns of its models only while it works?"""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.bebas_db

PEKERJA = """
import sqlalchemy.orm as orm
from app.infra import teks_bebas
from app.infra.db import Dasar
teks_bebas.pasang(Dasar.registry)
from app.domain.usulan.models import Paket, Tanda
orm.configure_mappers()
print(Tanda(teks="NIK 3328101708850001 salah").teks)
"""


def test_pekerja_yang_baru_mengenal_tabelnya_kemudian_ikut_menjaga() -> None:
    hasil = subprocess.run([sys.executable, "-c", PEKERJA], capture_output=True, text=True, check=True)
    assert hasil.stdout.strip() == "NIK 3328••••••••0001 salah"
