"""What if the disk is full or the worker is killed? No half file, no row, and the paper is made once all the same."""

import datetime as dt
import errno
import io
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.dokumen.konteks import cairkan
from app.domain.dokumen.models import Dokumen, Pindaian
from app.domain.rapat.models import FotoRapat
from app.domain.registri.models import BerkasKeluarga, ImporRegistri
from app.domain.registri.opensid import KOLOM
from app.infra import files, jobs
from app.infra.db import db
from app.worker import cetak
from app.worker.kerja import KERJA

JAM = "2026-11-10T10:00:00+07:00"
AKAR = Path(__file__).resolve().parents[2]


@pytest.fixture
def penuh(monkeypatch):
    """A disk that is full once the file itself is written. The disk under the tests is not ours to fill, so the
    operating system's own answer is given at the level of the call; `tests/infra` has a real limit (RLIMIT_FSIZE)."""

    asli = os.fsync

    def gagal(nomor):
        # A folder still finds room: what is refused is the last of a file whose bytes lie there already.
        if stat.S_ISREG(os.fstat(nomor).st_mode):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        asli(nomor)

    def pasang():
        monkeypatch.setattr(os, "fsync", gagal)

    return pasang


def semua_berkas(app) -> list[Path]:
    """Also what the store would not list: half files."""
    return sorted(p for p in Path(app.config["SAHIH_FOLDER_BERKAS"]).rglob("*") if p.is_file())


def foto(warna: str) -> io.BytesIO:
    return io.BytesIO(pabrik.gambar(warna))


def test_piringan_penuh_saat_mengunggah_dijawab_kalimat_tanpa_sisa(app, kampung, sebagai, penuh):
    k, ids = sebagai("operator_desa"), kampung.ids
    rapat = db.session.scalar(sa.text("SELECT rapat_id FROM paket WHERE id = :n"), {"n": kampung.siap})
    baris_berkas = (BerkasKeluarga, FotoRapat, ImporRegistri, Pindaian, jobs.Pekerjaan)
    hitung = [sa.select(sa.func.count()).select_from(t) for t in baris_berkas]
    lembar = io.BytesIO(",".join(KOLOM).encode() + b"\n")
    awal, baris = semua_berkas(app), [db.session.scalar(h) for h in hitung]
    db.session.remove()
    penuh()
    for alamat, isi in (
        (f"/registri/keluarga/{ids['keluarga_id']}/berkas", {"jenis": "KTP", "berkas": (foto("green"), "a.jpg")}),
        (f"/usulan/{ids['usulan_id']}/berkas", {"jenis": "KTP", "berkas": (foto("navy"), "a.jpg")}),
        (f"/rapat/{rapat}/foto", {"jenis": "FOTO_MUSDES", "foto": (foto("pink"), "a.jpg")}),
        ("/dokumen/pindaian", {"paket": str(kampung.siap), "penanda": "1", "berkas": (foto("gold"), "a.jpg")}),
        ("/registri/impor", {"berkas": (lembar, "penduduk.csv")}),
    ):
        jawaban = k.post(alamat, isi, content_type="multipart/form-data")
        assert jawaban.status_code == 507, (alamat, jawaban.status_code)
        assert "penuh" in jawaban.text
        assert semua_berkas(app) == awal, alamat
    assert [db.session.scalar(h) for h in hitung] == baris


def test_naskah_yang_gagal_karena_piringan_penuh_dapat_diulang(app, kampung, sebagai, penuh, monkeypatch):
    """The paper says that it failed; when there is room again one button makes it."""
    db.session.execute(sa.update(jobs.Pekerjaan).values(status=jobs.SELESAI))
    db.session.commit()
    desa = pabrik.Desa(pabrik.DESA_LAIN)
    nomor = desa.siap_musyawarah(desa.paket(jumlah=1)).id
    _hanya_naskah()
    awal = semua_berkas(app)
    penuh()
    while jobs.kerjakan_satu(KERJA):
        pass
    gagal = _naskah(nomor)
    assert gagal
    assert all(d.sha256 is None and "tidak dapat dibuat" in d.galat for d in gagal)
    assert semua_berkas(app) == awal
    monkeypatch.undo()
    d = gagal[0]
    k = sebagai("operator_desa_lain")
    assert "tidak dapat dibuat" in k.get(f"/dokumen/{d.id}").text
    assert k.post(f"/dokumen/{d.id}/pengulangan", {"versi": str(d.versi_baris)}).status_code == 303
    while jobs.kerjakan_satu(KERJA):
        pass
    jadi = next(x for x in _naskah(nomor) if x.id == d.id)
    assert files.baca(jadi.sha256).startswith(b"%PDF-")
    assert jadi.galat is None


def _hanya_naskah() -> None:
    p = jobs.Pekerjaan
    db.session.execute(sa.update(p).where(p.nama != "dokumen.buat").values(status=jobs.SELESAI))
    db.session.commit()


def _antrean(status: str) -> int:
    """Jobs in this state, without the reading copies that finished papers ask for later."""
    db.session.remove()
    p = jobs.Pekerjaan
    return db.session.scalar(sa.select(sa.func.count(p.id)).where(p.status == status, p.nama != "dokumen.salinan"))


PEKERJA = """
import os, sys
sys.path.insert(0, os.environ["AKAR"])
import config
from app import create_app
from app.infra import jobs
from app.worker import cetak
asli = cetak.cetak
def di_tengah(*isi):
    hasil = asli(*isi)          # the paper is drawn, nothing of it stored yet
    print("DI TENGAH", flush=True)
    sys.stdin.readline()        # killed here
    return hasil
cetak.cetak = di_tengah
app = create_app(config.dari_lingkungan(os.environ))
with app.app_context():
    while jobs.kerjakan_satu(app.extensions["sahih.kerja"], "korban"):
        pass
"""


def test_pekerja_dibunuh_di_tengah_naskah_lalu_pekerja_lain_membuatnya_sekali(app, url_db, tmp_path, jam):
    desa = pabrik.Desa()
    paket = desa.siap_musyawarah(desa.paket(jumlah=1))
    db.session.flush()
    _hanya_naskah()
    nomor = paket.id
    lingkungan = {
        **os.environ,
        "AKAR": str(AKAR),
        "SAHIH_LINGKUNGAN": "uji",
        "DATABASE_URL": url_db.replace("+psycopg", ""),
        "SAHIH_FOLDER_INSTANCE": str(tmp_path),
        "SAHIH_JAM": JAM,
        "SAHIH_ALAMAT": "http://127.0.0.1:8000",
    }
    anak = subprocess.Popen(
        [sys.executable, "-c", PEKERJA], env=lingkungan, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert anak.stdout.readline().strip() == "DI TENGAH"
        assert _antrean("berjalan") == 1
        awal = semua_berkas(app)
        anak.send_signal(signal.SIGKILL)
    finally:
        anak.wait(30)
        anak.stdin.close()
        anak.stdout.close()
    assert all(d.sha256 is None for d in _naskah(nomor)), "no row without its file"
    assert semua_berkas(app) == awal
    jam(jobs.SEWA + dt.timedelta(seconds=1))
    while jobs.kerjakan_satu(KERJA, "penerus"):
        pass
    jadi = _naskah(nomor)
    assert jadi
    assert all(d.sha256 for d in jadi)
    assert len(semua_berkas(app)) == len(awal) + len({d.sha256 for d in jadi}), "each paper made once"
    assert (_antrean("menunggu"), _antrean("berjalan"), _antrean("gagal")) == (0, 0, 0)
    # The same frozen content gives the same bytes, whoever draws it.
    satu = db.session.get_one(Dokumen, jadi[0].id)
    ulang = cetak.cetak(*cairkan(satu.konteks), "http://127.0.0.1:8000")
    assert ulang.isi == files.baca(satu.sha256)


def _naskah(paket_id: int) -> list[Dokumen]:
    db.session.remove()
    return list(
        db.session.scalars(sa.select(Dokumen).where(Dokumen.rantai == f"paket:{paket_id}").order_by(Dokumen.id))
    )
