"""Is a file without a row found and swept, and a row without its file named?"""

import io
import os

import pabrik
import sqlalchemy as sa

from app.domain.akses.peran import Peran
from app.domain.registri.models import BerkasKeluarga
from app.infra import files, rujukan
from app.infra.db import db


def _keluarga_berbukti():
    operator = pabrik.orang(Peran.OPERATOR_DESA)
    k = pabrik.keluarga()
    pabrik.bukti(k, ["KK"], operator)
    db.session.commit()
    return k


def test_berkas_yatim_dan_berkas_hilang_disebut_dengan_tabelnya(app):
    _keluarga_berbukti()
    milik = db.session.scalar(sa.select(BerkasKeluarga.sha256))
    yatim = files.simpan(b"tanpa baris").sha256
    assert list(rujukan.selisih()) == [(yatim, "")]
    files.hapus(milik)
    assert set(rujukan.selisih()) == {(yatim, ""), (milik, "berkas_keluarga")}


def test_sapuan_hanya_menghapus_yatim_yang_sudah_lama(app):
    _keluarga_berbukti()
    baru, lama = files.simpan(b"baru saja").sha256, files.simpan(b"sudah lama").sha256
    milik = db.session.scalar(sa.select(BerkasKeluarga.sha256))
    for sha256 in (lama, milik):
        os.utime(files.jalur_tersegel(sha256), (1, 1))
    assert rujukan.sapu() == 1
    assert [files.ada(s) for s in (baru, milik, lama)] == [True, True, False]


def test_berkas_yang_diminta_lagi_tidak_ikut_tersapu(app):
    lama = files.simpan(b"dikirim ulang").sha256
    os.utime(files.jalur_tersegel(lama), (1, 1))
    files.simpan(b"dikirim ulang")
    assert rujukan.sapu() == 0
    assert files.ada(lama)


def test_periksa_menyebut_yatim_dan_gagal_bila_ada_yang_hilang(app):
    _keluarga_berbukti()
    jalankan = app.test_cli_runner()
    yatim = files.simpan(b"tanpa baris").sha256
    hasil = jalankan.invoke(args=["berkas", "periksa"])
    assert hasil.exit_code == 0
    assert f"{yatim}: tidak disebut data mana pun" in hasil.output
    milik = db.session.scalar(sa.select(BerkasKeluarga.sha256))
    files.hapus(milik)
    hasil = jalankan.invoke(args=["berkas", "periksa"])
    assert hasil.exit_code == 1
    assert f"{milik}: hilang, disebut berkas_keluarga" in hasil.output


def test_satu_berkas_buruk_berarti_tidak_satu_pun_tersimpan(app, klien):
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    k = pabrik.keluarga()
    db.session.commit()
    nomor = k.id
    klien.masuk(operator)
    klien.get(f"/registri/keluarga/{nomor}")
    kiriman = [(io.BytesIO(pabrik.gambar()), "baik.jpg"), (io.BytesIO(b"bukan gambar"), "buruk.jpg")]
    jawaban = klien.post(f"/registri/keluarga/{nomor}/berkas", {"jenis": "KK", "berkas": kiriman})
    assert jawaban.status_code == 422
    assert "buruk.jpg" in jawaban.text
    assert not list(files.semua())
    kiriman = [(io.BytesIO(pabrik.gambar()), "baik.jpg")]
    jawaban = klien.post(f"/registri/keluarga/{nomor}/berkas", {"jenis": "tidak-ada", "berkas": kiriman})
    assert jawaban.status_code == 422
    assert not list(files.semua())
