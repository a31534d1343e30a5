"""Are the seed rows whole, consistent with each other, and installed once?"""

import datetime as dt
import itertools

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import jadwal, operations, turunan
from app.domain.aturan.benih import SEMUA, Benih
from app.domain.aturan.berlaku import berlaku, nilai
from app.domain.aturan.jabatan import JABATAN
from app.domain.aturan.models import Aturan
from app.domain.aturan.periksa import periksa
from app.domain.aturan.skema import SKEMA
from app.domain.dokumen.status import JenisDokumen
from app.domain.usulan.status import Dasar
from app.infra import clock
from app.infra.db import db

DESA = "33.28.10.2004"
ADMIN = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")


def sebut(b: object) -> str | None:
    return f"{b.kunci}-{b.kode or 'tunggal'}" if isinstance(b, Benih) else None


def kode(kunci: str) -> set[str]:
    return {b.kode for b in SEMUA if b.kunci == kunci}


def test_setiap_baris_benih_persis_menurut_bentuk_tabelnya(app: Flask) -> None:
    for b in SEMUA:
        assert periksa(b.kunci, b.kode, b.isi) == b.isi, sebut(b)


def test_setiap_tabel_mempunyai_benih_kecuali_yang_milik_satu_unit() -> None:
    assert {b.kunci for b in SEMUA} == set(SKEMA) - {"kop", "pejabat", "tempat", "kolom_impor"}


def test_tidak_ada_dua_baris_benih_untuk_hari_yang_sama() -> None:
    for a, b in itertools.combinations(SEMUA, 2):
        if (a.kunci, a.kode) == (b.kunci, b.kode):
            assert (a.selesai or dt.date.max) < b.mulai or (b.selesai or dt.date.max) < a.mulai, sebut(a)


def test_selalu_ada_tepat_satu_profil() -> None:
    profil = [b for b in SEMUA if b.kunci == "profil"]
    for hari in (dt.date(2021, 1, 1), dt.date(2025, 5, 31), dt.date(2025, 6, 1), dt.date(2030, 1, 1)):
        assert sum(b.mulai <= hari <= (b.selesai or dt.date.max) for b in profil) == 1


def test_dipasang_sekali_dan_aman_diulang(app: Flask) -> None:
    assert operations.pasang_benih() == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Aturan)) == len(SEMUA)


def test_pemasangan_ulang_memulihkan_baris_nasional_dan_tidak_menyentuh_baris_daerah(app: Flask) -> None:
    db.session.execute(sa.update(Aturan).where(Aturan.kunci == "kuorum").values(isi={"persen": 1, "sifat": "menutup"}))
    isi = {"persen": 55, "sifat": "menutup"}
    db.session.add(Aturan(kunci="kuorum", kode="", wilayah_kode="33.28", mulai=dt.date(2024, 1, 1), isi=isi))
    db.session.flush()
    assert operations.pasang_benih() == 1
    assert nilai("kuorum", "35.25")["persen"] == 66.67
    assert nilai("kuorum", DESA)["persen"] == 55


def test_setiap_jenis_dokumen_mempunyai_penanda_dan_jabatannya_dikenal() -> None:
    assert {k for k in kode("penanda_tangan") if ":" not in k} == set(JenisDokumen)
    for b in SEMUA:
        if b.kunci == "penanda_tangan":
            assert {p["jabatan"] for p in b.isi["penanda"]} <= set(JABATAN), b.kode


def test_setiap_dasar_paket_mempunyai_lampiran_dan_dokumennya_dikenal() -> None:
    assert kode("lampiran_paket") == set(Dasar)
    for b in SEMUA:
        if b.kunci == "lampiran_paket":
            assert set(b.isi["dokumen"]) <= set(JenisDokumen)
            assert set(b.isi["foto"]) <= kode("jenis_lampiran")


def test_setiap_bukti_alasan_dan_lampiran_usulan_dikenal() -> None:
    for b in SEMUA:
        diminta = {k for n in ("bukti", "wajib", "dewasa", "boleh") if isinstance(b.isi.get(n), list) for k in b.isi[n]}
        assert diminta <= kode("jenis_lampiran"), sebut(b)


def test_setiap_jenis_usulan_mempunyai_lampiran_dan_tabel_alasannya_ada() -> None:
    assert kode("lampiran_usulan") == kode("jenis_usulan")
    for b in SEMUA:
        if b.kunci == "jenis_usulan" and b.isi["alasan"]:
            assert kode(b.isi["alasan"])


@pytest.mark.parametrize("dokumen", sorted(JenisDokumen))
def test_di_kelurahan_tidak_ada_penanda_dari_desa(app: Flask, dokumen: str) -> None:
    jabatan = {p["jabatan"] for p in turunan.penanda(dokumen, "kelurahan", "33.28.10.1007")}
    assert not jabatan & {"kepala_desa", "ketua_bpd"}


def test_bukti_mengikuti_jenis_usia_dan_alasan(app: Flask) -> None:
    assert "KTP" in turunan.lampiran_wajib("tambah", DESA)
    assert "KTP" not in turunan.lampiran_wajib("tambah", DESA, dewasa=False)
    assert turunan.lampiran_wajib("hapus", DESA, alasan="meninggal") == ["AKTA_KEMATIAN"]
    assert turunan.lampiran_wajib("hapus", DESA, alasan="bantuan_ganda") == []


def test_jenis_yang_belum_dipakai_tidak_ditawarkan(app: Flask) -> None:
    assert all(isi["aktif"] for isi in berlaku("jenis_usulan", DESA, semua=True).values())
    mati = nilai("jenis_usulan", DESA, "ground_check") | {"aktif": False}
    operations.tetapkan("jenis_usulan", "ground_check", mati, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=ADMIN)
    assert "ground_check" not in berlaku("jenis_usulan", DESA)
    assert "ground_check" in berlaku("jenis_usulan", DESA, semua=True)
    assert "ground_check" in berlaku("jenis_usulan", "35.25")


def test_unsur_dan_penyelenggara_berbeda_di_kelurahan(app: Flask) -> None:
    assert "bpd" in turunan.unsur("desa", DESA)
    assert "bpd" not in turunan.unsur("kelurahan", "33.28.10.1007")
    assert turunan.penyelenggara("kelurahan", "33.28.10.1007")["pengundang"] == "lurah"


def test_dasar_hukum_mengikuti_profil_paket_juga_sesudah_berakhir(app: Flask) -> None:
    kini = " ".join(turunan.dasar_hukum(DESA))
    dahulu = " ".join(turunan.dasar_hukum(DESA, profil="dtks-2024"))
    assert "245/HUK/2025" in kini
    assert "73/HUK/2024" not in kini
    assert "73/HUK/2024" in dahulu
    assert "245/HUK/2025" not in dahulu


def test_jendela_memberi_kalimat_di_luar_jadwal(app: Flask) -> None:
    j = jadwal.kini("pengajuan", DESA, dt.date(2026, 11, 18))
    assert j is not None
    assert not j.memuat(dt.date(2026, 11, 18))
    assert j.memuat(dt.date(2026, 11, 17))
    assert not j.menutup
    assert "tanggal 1 sampai 17" in j.kalimat


def test_hari_kerja_melewati_akhir_pekan_dan_libur(app: Flask) -> None:
    # Friday 14 August 2026 + 2: Monday is the seventeenth, a holiday.
    assert turunan.hari_kerja_sesudah(dt.date(2026, 8, 14), 2, DESA) == dt.date(2026, 8, 19)
