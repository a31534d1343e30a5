"""Are the tables total: authority, address, sentence, labels and a way to every state for every verb?"""

import pytest

from app.domain.akses.aksi import Aksi
from app.domain.akses.policy import MATRIKS, SEL, URUTAN
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.alur_laporan import ALUR_LAPORAN
from app.domain.bundel.status import LABEL_LAPORAN, RONA_LAPORAN, StatusLaporan
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.dokumen.status import LABEL_STATUS_DOKUMEN, StatusDokumen
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.status import (
    LABEL_PAKET,
    LABEL_USULAN,
    PEMEGANG,
    RONA_PAKET,
    RONA_USULAN,
    StatusPaket,
    StatusUsulan,
)

pytestmark = pytest.mark.bebas_db

MESIN = {
    "paket": ALUR_PAKET,
    "usulan": ALUR_USULAN,
    "dokumen": ALUR_DOKUMEN,
    "bundel": ALUR_BUNDEL,
    "laporan": ALUR_LAPORAN,
}
MENYUSUL_PAKET: set[StatusPaket] = set()
MENYUSUL_USULAN: set[StatusUsulan] = set()

# Rows of the design's tables that are declared and wait: taking one is impossible.
MENUNGGU_GILIRAN: set[str] = set()


@pytest.mark.parametrize("aksi", list(Aksi))
def test_setiap_aksi_mempunyai_baris_wewenang_untuk_setiap_peran(aksi):
    assert aksi in MATRIKS
    assert set(SEL[aksi]) == set(URUTAN)
    assert set(SEL[aksi].values()) <= {"S", "B", "P", "S2", "B2", "P2", "SC", "BC", "T", "D", "U", "U2", "-"}


@pytest.mark.parametrize("nama", MESIN)
def test_setiap_baris_mempunyai_kata_tombol_dan_kalimat(nama):
    for b in MESIN[nama].baris:
        assert b.aksi in set(Aksi)
        assert b.kata, b.aksi
        assert b.tombol, b.aksi
        assert b.kalimat, b.aksi


@pytest.mark.parametrize("nama", MESIN)
def test_setiap_verba_mesin_dapat_dilakukan_seseorang(nama):
    for b in MESIN[nama].baris:
        assert any(sel != "-" for sel in SEL[Aksi(b.aksi)].values()) or b.menyusul, b.aksi


def test_setiap_status_paket_terjangkau_atau_ditandai_menyusul():
    assert {StatusPaket(s) for s in ALUR_PAKET.terjangkau() if s} == set(StatusPaket) - MENYUSUL_PAKET


def test_setiap_status_usulan_terjangkau_atau_ditandai_menyusul():
    assert {StatusUsulan(s) for s in ALUR_USULAN.terjangkau() if s} == set(StatusUsulan) - MENYUSUL_USULAN


def test_setiap_status_laporan_terjangkau_dan_bernama():
    assert {StatusLaporan(s) for s in ALUR_LAPORAN.terjangkau() if s} == set(StatusLaporan)
    assert set(LABEL_LAPORAN) == set(RONA_LAPORAN) == set(StatusLaporan)


def test_setiap_status_dokumen_terjangkau():
    assert {StatusDokumen(s) for s in ALUR_DOKUMEN.terjangkau() if s} == set(StatusDokumen)


def test_setiap_status_mempunyai_label_untuk_setiap_pembaca_pemegang_dan_rona():
    for tabel, status in ((LABEL_PAKET, StatusPaket), (LABEL_USULAN, StatusUsulan)):
        assert set(tabel) == set(status)
        assert all(len(label) == 4 and all(label) for label in tabel.values())
    assert set(PEMEGANG) == set(RONA_PAKET) == set(StatusPaket)
    assert set(RONA_USULAN) == set(StatusUsulan)
    assert set(LABEL_STATUS_DOKUMEN) == set(StatusDokumen)


def test_baris_yang_menyusul_persis_yang_dinyatakan_dan_tidak_dapat_diambil():
    menyusul = {str(b.aksi) for m in MESIN.values() for b in m.baris if b.menyusul}
    assert menyusul == MENUNGGU_GILIRAN

    class Objek:
        status = None

    for mesin in MESIN.values():
        for b in mesin.baris:
            if not b.menyusul:
                continue
            for asal in b.dari:
                Objek.status = asal
                diambil = [x for x in mesin.baris if x.aksi == b.aksi and asal in x.dari and not x.menyusul]
                if not diambil:
                    assert mesin.cari(Objek, b.aksi) is None


def test_aksi_pemegang_selalu_milik_tingkat_yang_dapat_memegang():
    for aksi, sel in SEL.items():
        for peran, huruf in sel.items():
            if huruf.startswith("P"):
                assert peran.value.split("_")[0] in ("operator", "kepala", "camat", "verifikator"), (aksi, peran)
