"""Can the kecamatan review a packet line by line, and is nothing counted that was not saved?"""

import re

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import Kabupaten, konfirmasi_semua

from app.domain.akses.peran import Peran
from app.domain.aturan.operations import tetapkan
from app.domain.bundel import operations as op
from app.domain.bundel.status import JenisBundel
from app.domain.usulan import kesiapan
from app.domain.usulan import operations as op_paket
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.models import Paket, Tanda, Telaah
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakBisa


@pytest.fixture
def kab(app):
    return Kabupaten()


def versi(halaman):
    return re.search(r'name="versi" value="(\d+)"', halaman.text).group(1)


def test_daftar_periksa_hanya_menanyakan_butir_dasarnya(kab, masuk):
    paket = kab.diajukan()
    k = masuk(kab.petugas)
    teks = k.get(f"/telaah/{paket.id}").text
    assert "Berita acara musyawarah ditandatangani lengkap" in teks
    assert "SPTJM ditandatangani dan bermeterai" not in teks
    assert "sptjm" not in butir_telaah(paket.wilayah_kode, "musyawarah")
    assert set(butir_telaah(paket.wilayah_kode, "sptjm")) >= {"sptjm", "berkas_lengkap"}
    assert "kehadiran" not in butir_telaah(paket.wilayah_kode, "sptjm")


def test_pindaian_yang_sesuai_membawa_ke_pindaian_berikutnya(kab, masuk):
    paket = kab.diajukan()
    k = masuk(kab.petugas)
    alamat = f"/telaah/{paket.id}#dokumen"
    dilihat = []
    tujuan = re.search(r'href="(/dokumen/\d+\?kembali=/telaah/[^"]+)">Pindaian', k.get(f"/telaah/{paket.id}").text)[1]
    while tujuan.startswith("/dokumen/"):
        teks = k.get(tujuan.replace("&amp;", "&"))
        dilihat.append(re.search(r"/dokumen/(\d+)", tujuan)[1])
        tujuan = k.post(f"/dokumen/{dilihat[-1]}/konfirmasi", {"versi": versi(teks), "kembali": alamat}).location
    assert tujuan == alamat
    assert len(dilihat) == len(set(dilihat)) > 3
    assert not any(s.startswith("Pindaian") for s in kesiapan.telaah([paket.id])[paket.id])


def test_isian_sebagian_tersimpan_dan_dihitung(kab, masuk):
    paket = kab.diajukan()
    nomor = paket.id
    k = masuk(kab.petugas)
    halaman = k.get(f"/telaah/{nomor}")
    isi = {
        "versi": versi(halaman),
        "hasil.waktu": "ya",
        "hasil.kehadiran": "nihil",
        "catatan.kehadiran": "Ditunda hujan",
    }
    assert k.post(f"/telaah/{nomor}/isian", isi).status_code == 303
    assert "2 dari 13 butir tersimpan" in k.get(f"/telaah/{nomor}").text
    assert "11 butir daftar periksa belum diisi." in kesiapan.telaah([nomor])[nomor]
    tersimpan = db.session.execute(sa.select(Telaah.butir, Telaah.hasil, Telaah.catatan).order_by(Telaah.butir)).all()
    assert [tuple(t) for t in tersimpan] == [("kehadiran", "nihil", "Ditunda hujan"), ("waktu", "ya", "")]


@pytest.mark.parametrize(
    ("kiriman", "kalimat"),
    [
        ({"hasil.waktu": "tidak"}, "Tulis keterangan mengapa"),
        ({"catatan.waktu": "Dua hari"}, "Pilih jawaban untuk"),
        ({"hasil.waktu": "ya", "catatan.waktu": "x" * 501}, "terlalu panjang"),
    ],
)
def test_isian_yang_belum_lengkap_diminta_dilengkapi_tanpa_hilang(kab, masuk, kiriman, kalimat):
    nomor = kab.diajukan().id
    k = masuk(kab.petugas)
    v = versi(k.get(f"/telaah/{nomor}"))
    jawaban = k.post(f"/telaah/{nomor}/isian", {"versi": v, "hasil.tidak_ganda": "ya", **kiriman})
    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert re.search(r'id="hasil-tidak_ganda" name="hasil.tidak_ganda" value="ya" checked', jawaban.text)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Telaah)) == 0


def test_butir_wajib_yang_dijawab_tidak_menahan_penerusan(kab):
    paket = kab.telaah(kab.diajukan())
    assert kesiapan.telaah([paket.id])[paket.id] == []
    op_paket.isi_telaah(paket, {"foto_rumah": ("tidak", "Buram")}, oleh=kab.petugas, versi=paket.versi_baris)
    with pytest.raises(TidakBisa, match="Butir “Foto rumah jelas dan sesuai” dijawab “tidak”"):
        op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    op_paket.isi_telaah(paket, {"foto_rumah": ("nihil", "")}, oleh=kab.petugas, versi=paket.versi_baris)
    op_paket.isi_telaah(paket, {"lokasi_wilayah": ("tidak", "Tanpa GPS")}, oleh=kab.petugas, versi=paket.versi_baris)
    assert op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas).id


def test_butir_baru_dari_aturan_ikut_ditanyakan(kab):
    paket = kab.telaah(kab.diajukan())
    admin = pabrik.orang(Peran.ADMIN, "33.28")
    isi = {"label": "Surat tugas operator ada", "dasar": ["musyawarah"], "wajib": True}
    tetapkan("butir_telaah", "surat_tugas", isi, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=admin)
    assert kesiapan.telaah([paket.id])[paket.id] == ["1 butir daftar periksa belum diisi."]


def test_pengajuan_ulang_menyalin_jawaban_tetapi_belum_menghitungnya(kab, masuk):
    paket = kab.telaah(kab.diajukan())
    desa = kab.desa[pabrik.DESA]
    op_paket.kembalikan(paket, [(None, "foto_musdes_tidak_ada", "")], oleh=kab.petugas, versi=paket.versi_baris)
    tanda = db.session.scalar(sa.select(Tanda))
    op_paket.jawab_tanda(tanda.id, "diperbaiki", "Foto sudah diganti", oleh=desa.operator)
    op_paket.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    nomor = paket.id
    halaman = masuk(kab.petugas).get(f"/telaah/{nomor}")
    assert "0 dari 13 butir tersimpan" in halaman.text
    assert "disalin dari pengajuan sebelumnya" in halaman.text
    assert halaman.text.count(" checked") == 13
    assert "13 butir daftar periksa belum diisi." in kesiapan.telaah([nomor])[nomor]


def test_telaah_di_kecamatan_lain_tidak_ada(kab, masuk):
    nomor = kab.diajukan().id
    k = masuk(kab.petugas_lain)
    assert k.get(f"/telaah/{nomor}").status_code == 404
    assert k.post(f"/telaah/{nomor}/isian", {"versi": 1, "hasil.waktu": "ya"}).status_code == 404


@pytest.mark.parametrize("siapa", ["verifikator", "kadinsos", "bupati"])
def test_telaah_hanya_untuk_kecamatan(kab, masuk, siapa):
    nomor = kab.diajukan().id
    assert masuk(getattr(kab, siapa)).get(f"/telaah/{nomor}").status_code == 403


def test_halaman_usang_tidak_menyimpan(kab, masuk):
    nomor = kab.diajukan().id
    k = masuk(kab.petugas)
    v = int(versi(k.get(f"/telaah/{nomor}")))
    for kiriman in ({"versi": v - 1}, {}):
        assert k.post(f"/telaah/{nomor}/isian", {**kiriman, "hasil.waktu": "ya"}).status_code == 409
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Telaah)) == 0


def test_telaah_dalam_berkas_bersama_hanya_dapat_dibaca(kab, masuk):
    paket = kab.telaah(kab.diajukan())
    bundel = kab.bundel(JenisBundel.TELAAH, paket)
    nomor, alamat, v = paket.id, f"/bundel/{bundel.id}", paket.versi_baris
    k = masuk(kab.petugas)
    halaman = k.get(f"/telaah/{nomor}")
    assert "Simpan daftar periksa" not in halaman.text
    assert alamat in halaman.text
    assert k.post(f"/telaah/{nomor}/isian", {"versi": v, "hasil.waktu": "ya"}).status_code == 409


def test_kesiapan_menyebut_pindaian_dan_catatan_yang_menunggu(kab):
    paket = kab.diajukan()
    kurang = kesiapan.telaah([paket.id])[paket.id]
    assert sum("belum diperiksa dan dikonfirmasi" in x for x in kurang) >= 4
    konfirmasi_semua(paket, kab.petugas)
    assert kesiapan.telaah([paket.id])[paket.id] == ["13 butir daftar periksa belum diisi."]


def test_kesiapan_banyak_paket_sama_dengan_satu_per_satu(kab):
    a, b, c = kab.telaah(kab.diajukan()), kab.diajukan(pabrik.KELURAHAN), kab.diajukan("33.28.10.2005")
    ids = [a.id, b.id, c.id]
    assert kesiapan.telaah(ids) == {i: kesiapan.telaah([i])[i] for i in ids}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Paket)) == 3
