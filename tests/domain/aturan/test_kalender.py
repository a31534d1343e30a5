"""Are working days counted as offices count them?"""

import datetime as dt

import pytest

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import kalender as k
from app.domain.aturan import operations as aturan

TANPA_LIBUR = k.kalender(lambda _hari: ())
D = dt.date
DESA, DESA_LAIN = "33.28.10.2004", "33.28.11.2004"


@pytest.mark.bebas_db
@pytest.mark.parametrize(
    ("mulai", "akhir", "hasil"),
    [
        (D(2026, 11, 16), D(2026, 11, 16), 0),
        (D(2026, 11, 16), D(2026, 11, 17), 1),
        (D(2026, 11, 13), D(2026, 11, 16), 1),  # Friday to Monday
        (D(2026, 11, 13), D(2026, 11, 15), 0),  # into the weekend
        (D(2026, 11, 16), D(2026, 11, 23), 5),
        (D(2026, 11, 23), D(2026, 11, 16), 0),
    ],
)
def test_hari_kerja_antara_tidak_menghitung_hari_mulai_dan_akhir_pekan(mulai, akhir, hasil):
    assert k.hari_kerja_antara(mulai, akhir, TANPA_LIBUR) == hasil


@pytest.mark.bebas_db
def test_tambah_hari_kerja_melewati_akhir_pekan_ke_dua_arah():
    assert k.tambah_hari_kerja(D(2026, 11, 13), 1, TANPA_LIBUR) == D(2026, 11, 16)
    assert k.tambah_hari_kerja(D(2026, 11, 16), -1, TANPA_LIBUR) == D(2026, 11, 13)
    assert k.tambah_hari_kerja(D(2026, 11, 14), 0, TANPA_LIBUR) == D(2026, 11, 14)
    assert k.tambah_hari_kerja(D(2026, 11, 14), 5, TANPA_LIBUR) == D(2026, 11, 20)


@pytest.mark.bebas_db
def test_libur_tahunan_dan_libur_sekali_tidak_dihitung():
    kerja = k.kalender(lambda _hari: {"08-17", "2026-11-18"})
    assert not kerja(D(2026, 8, 17))
    assert not kerja(D(2027, 8, 17))
    assert not kerja(D(2026, 11, 18))
    assert kerja(D(2027, 11, 18))


@pytest.mark.bebas_db
def test_tanggal_yang_tidak_ada_jatuh_pada_akhir_bulan():
    assert k.tanggal_bulan(2026, 2, 31) == D(2026, 2, 28)
    assert k.tanggal_bulan(2028, 2, 31) == D(2028, 2, 29)


def test_hari_raya_nasional_2026_bukan_hari_kerja(app):
    kerja = k.kalender_wilayah(DESA)
    # Nyepi and Idulfitri with the joint leave around them: 17 March is followed by 25 March.
    assert k.tambah_hari_kerja(D(2026, 3, 17), 1, kerja) == D(2026, 3, 25)


def test_libur_setempat_hanya_berlaku_di_wilayahnya(app):
    admin = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")
    hari = D(2026, 11, 18)
    aturan.tetapkan("libur", "2026-11-18", {"label": "Hari jadi"}, wilayah_kode="33.28.10", mulai=hari, oleh=admin)
    assert not k.kalender_wilayah(DESA)(D(2026, 11, 18))
    assert k.kalender_wilayah(DESA_LAIN)(D(2026, 11, 18))
