"""Does counting the room agree with what the berita acara will say?"""

from decimal import Decimal

import pytest

from app.domain.rapat.isian import BarisPeserta
from app.domain.rapat.kuorum import batas_persen, hitung

pytestmark = pytest.mark.bebas_db


def orang(unsur: str = "rt", jk: str = "L", diundang: bool = True, hadir: bool = True) -> BarisPeserta:
    return BarisPeserta("Nama", "", unsur, jk, diundang, hadir)


def test_dua_dari_tiga_undangan_mencapai_batas_dua_pertiga() -> None:
    hasil = hitung([orang(), orang(), orang(hadir=False)], batas_persen({"persen": 66.67}))
    assert (hasil.diundang, hasil.hadir_undangan, hasil.persen) == (3, 2, Decimal("66.67"))
    assert hasil.tercapai


def test_satu_kurang_dari_dua_pertiga_tidak_mencapai_kuorum() -> None:
    hasil = hitung([orang() for _ in range(19)] + [orang(hadir=False) for _ in range(11)])
    assert hasil.persen == Decimal("63.33")
    assert not hasil.tercapai


def test_tamu_tanpa_undangan_dihitung_hadir_tetapi_tidak_menambah_kuorum() -> None:
    hasil = hitung([orang(hadir=False), orang(hadir=False), orang(diundang=False), orang(diundang=False)])
    assert (hasil.hadir, hasil.hadir_undangan, hasil.tercapai) == (2, 0, False)


def test_tanpa_undangan_kuorum_tidak_pernah_tercapai() -> None:
    assert not hitung([orang(diundang=False)], Decimal(0)).tercapai


def test_rincian_jenis_kelamin_dan_unsur_berjumlah_sama_dengan_yang_hadir() -> None:
    hasil = hitung([orang("bpd"), orang("rt", "P"), orang("rt", "", hadir=True), orang("bpd", "P", hadir=False)])
    assert (hasil.laki_laki, hasil.perempuan, hasil.tanpa_jk, hasil.hadir) == (1, 1, 1, 3)
    assert [(u.kode, u.diundang, u.hadir) for u in hasil.per_unsur] == [("bpd", 2, 1), ("rt", 2, 2)]
    assert sum(u.hadir for u in hasil.per_unsur) == hasil.hadir


def test_batas_kuorum_diambil_dari_aturan() -> None:
    assert batas_persen({"persen": 50}) == Decimal("50.00")
    assert batas_persen({}) == Decimal("66.67")
