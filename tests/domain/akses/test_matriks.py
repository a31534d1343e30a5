"""Is the matrix whole, legal, and does it keep the admin out of the work?"""

import pytest

from app.cli.akses import HALAMAN, halaman_wewenang
from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.peran import Peran

pytestmark = pytest.mark.bebas_db

SEL_SAH = {"S", "B", "P", "S2", "B2", "P2", "SC", "BC", "T", "D", "U", "U2", "-"}


def test_setiap_aksi_punya_satu_baris_dan_setiap_sel_sah():
    assert set(policy.SEL) == set(Aksi)
    for aksi, sel in policy.SEL.items():
        assert set(sel) == set(Peran), aksi
        assert set(sel.values()) <= SEL_SAH, aksi


def test_setiap_aksi_dapat_dilakukan_seseorang():
    tanpa = [aksi for aksi, sel in policy.SEL.items() if set(sel.values()) == {"-"}]
    assert not tanpa


@pytest.mark.parametrize("aksi", list(Aksi))
def test_admin_hanya_mengelola_pengguna_dan_aturan(aksi: Aksi):
    boleh = policy.SEL[aksi][Peran.ADMIN] != "-"
    assert boleh == (aksi in (Aksi.PENGGUNA_KELOLA, Aksi.ATURAN_KELOLA))


def test_pengelolaan_pengguna_tidak_dipegang_pelaku_alur():
    pemegang = {p for p, sel in policy.SEL[Aksi.PENGGUNA_KELOLA].items() if sel != "-"}
    assert pemegang == {Peran.ADMIN}


def test_halaman_wewenang_sesuai_dengan_kode():
    assert HALAMAN.read_text(encoding="utf-8") == halaman_wewenang()
