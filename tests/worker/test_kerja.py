"""Does every promised job find its function, and does a grown worker give its memory back?"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.infra import jobs
from app.infra.db import db
from app.worker import jam, latar, loop
from app.worker.kerja import KERJA, TUGAS

AKAR = Path(__file__).resolve().parents[2] / "app"


@pytest.mark.bebas_db
def test_setiap_nama_pekerjaan_di_kode_mempunyai_fungsi() -> None:
    teks = "\n".join(p.read_text() for p in AKAR.rglob("*.py"))
    dijanjikan = set(re.findall(r'jobs\.antrekan(?:_sekali)?\(\s*"([a-z_.]+)"', teks))
    for kiri, kanan in re.findall(r"^(TUGAS[A-Z_, ]*) = (.+)$", teks, re.MULTILINE):
        dijanjikan |= set(re.findall(r'"([a-z_.]+)"', kanan)) if kiri else set()
    assert dijanjikan | set(jam.HARIAN) <= set(KERJA)
    assert all(callable(KERJA[nama]) for nama in KERJA)


@pytest.mark.bebas_db
def test_tugas_harian_dan_pencetakan_tidak_memuat_mesin_usulan_dan_pembaca_berkas() -> None:
    """What the worker holds all day stays small (90 MB): libraries of rare jobs come with these jobs only."""
    modul = [TUGAS[nama].partition(":")[0] for nama in (*jam.HARIAN, "dokumen.buat", "notifikasi.kirim")]
    berat = ("app.domain.usulan.alur_paket", "app.web", "pikepdf", "PIL", "xlsxwriter", "pyhanko", "weasyprint")
    kode = f"""
import sys
from importlib import import_module
import app.worker.loop
for nama in {modul!r}:
    import_module(nama)
print([nama for nama in {berat!r} if nama in sys.modules])
"""
    hasil = subprocess.run([sys.executable, "-c", kode], cwd=AKAR.parent, capture_output=True, text=True, check=True)
    assert hasil.stdout.strip() == "[]"


@pytest.mark.bebas_db
def test_pekerja_mengenal_setiap_tabel_yang_dirujuk_tabel_lain() -> None:
    """Also before its first job: a table that nobody has loaded fails whoever writes a row that may refer to it."""
    kode = """
import app.worker.kerja
from app.infra.db import db
nama = db.metadata.tables.keys()
print(sorted({k.target_fullname for t in db.metadata.tables.values() for k in t.foreign_keys
              if k.target_fullname.partition(".")[0] not in nama}))
"""
    hasil = subprocess.run([sys.executable, "-c", kode], cwd=AKAR.parent, capture_output=True, text=True, check=True)
    assert hasil.stdout.strip() == "[]"


def test_pekerja_yang_membesar_mulai_lagi_sesudah_pekerjaannya(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.antrekan("uji.satu", {})
    dikerjakan: list[int] = []
    monkeypatch.setattr(loop, "_memori_mb", lambda: 60 + 40 * len(dikerjakan))
    assert loop.jalankan({"uji.satu": lambda _k: dikerjakan.append(1)})
    assert dikerjakan == [1]


def test_pekerja_yang_sejak_awal_besar_tidak_mulai_lagi_tanpa_henti(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise every paper would wait for a process to start."""
    jobs.antrekan("uji.satu", {})
    jobs.antrekan("uji.satu", {})
    dikerjakan: list[int] = []
    monkeypatch.setattr(loop, "_memori_mb", lambda: loop.BATAS_MEMORI_MB + 5)
    assert not loop.jalankan({"uji.satu": lambda _k: dikerjakan.append(1)}, sekali=True)
    assert len(dikerjakan) == 2


def test_pekerja_yang_tetap_kecil_berakhir_bersama_antreannya(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_memori_mb", lambda: loop.BATAS_MEMORI_MB)
    assert not loop.jalankan({}, sekali=True)


@pytest.mark.bebas_db
@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux knows this class")
def test_pekerjaan_panjang_hanya_memakai_waktu_sisa_dan_pekerja_kembali_seperti_semula() -> None:
    lihat = "import os; print(os.sched_getscheduler(0))"
    dilihat: list[int] = []

    def kerja(_kemajuan: Any, *, nomor: int) -> None:
        anak = subprocess.run([sys.executable, "-c", lihat], capture_output=True, text=True, check=True)
        dilihat.extend((nomor, os.sched_getscheduler(0), int(anak.stdout)))

    latar.di_latar(kerja)(None, nomor=7)  # type: ignore[arg-type]  # it reports no progress
    assert dilihat == [7, os.SCHED_IDLE, os.SCHED_IDLE]
    assert os.sched_getscheduler(0) == os.SCHED_OTHER


def test_pekerjaan_panjang_memakai_sesi_pekerjanya_dan_galatnya_sampai(app: Any) -> None:
    jobs.antrekan("uji.panjang", {})
    db.session.commit()

    def kerja(kemajuan: jobs.Kemajuan) -> None:
        kemajuan.lapor(1, 2, "separuh", jeda=0)
        raise ValueError("rusak")

    assert jobs.kerjakan_satu({"uji.panjang": latar.di_latar(kerja)})
    baris = db.session.scalars(sa.select(jobs.Pekerjaan)).one()
    assert (baris.langkah, baris.percobaan, "ValueError" in str(baris.galat)) == (1, 1, True)
