"""Who may change the registry, and is every change and every look written down?"""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from pabrik import DESA, DESA_LAIN, gambar, keluarga, orang, warga

from app.domain.akses.peran import Peran
from app.domain.registri import berkas, isian, operations, queries
from app.domain.registri.models import BerkasKeluarga, Warga
from app.infra import audit
from app.infra.audit import Audit
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBoleh

pytestmark = pytest.mark.usefixtures("app")
HARI_INI = dt.date(2026, 11, 10)
FORMULIR = {
    "nama": "Budi Santoso",
    "nik": "3328101708859991",
    "no_kk": "3328100106209990",
    "jenis_kelamin": "L",
    "tanggal_lahir": "1985-08-17",
    "hubungan": "1",
    "rt": "1",
}


def isi(**ubahan: str) -> tuple[Any, Any]:
    f = FORMULIR | ubahan
    return isian.baca_warga(f, hari_ini=HARI_INI), isian.baca_keluarga(f, hari_ini=HARI_INI)


def test_warga_yang_dicatat_masuk_keluarga_dengan_nomor_kk_yang_sama() -> None:
    op = orang(Peran.OPERATOR_DESA)
    a = operations.catat_warga(*isi(), oleh=op)
    b = operations.catat_warga(*isi(nik="3328101708859992", nama="Anak", hubungan="4"), oleh=op)
    assert a.keluarga_id == b.keluarga_id
    assert (a.asal, a.wilayah_kode) == ("dicatat", DESA)


def test_nik_milik_warga_desa_sendiri_disebut_namanya_dan_milik_desa_lain_tidak() -> None:
    operations.catat_warga(*isi(), oleh=orang(Peran.OPERATOR_DESA))
    with pytest.raises(GalatIsian, match="Budi Santoso"):
        operations.catat_warga(*isi(no_kk="3328100106209999"), oleh=orang(Peran.OPERATOR_DESA))
    with pytest.raises(GalatIsian, match="wilayah lain") as galat:
        operations.catat_warga(*isi(no_kk="3328100106209999"), oleh=orang(Peran.OPERATOR_DESA, DESA_LAIN))
    assert "Budi" not in str(galat.value)


def test_peringatan_nik_meminta_dicocokkan_dengan_kartu_lebih_dahulu() -> None:
    op = orang(Peran.OPERATOR_DESA)
    with pytest.raises(GalatIsian) as galat:
        operations.catat_warga(*isi(jenis_kelamin="P"), oleh=op)
    assert set(galat.value.bidang) == {"sudah_dicek"}
    assert operations.catat_warga(*isi(jenis_kelamin="P"), oleh=op, sudah_dicek=True).id


def test_formulir_kosong_menyebut_setiap_bidang_yang_wajib() -> None:
    with pytest.raises(GalatIsian) as galat:
        isian.baca_warga({}, hari_ini=HARI_INI)
    assert set(galat.value.bidang) == {"nama", "nik", "jenis_kelamin", "tanggal_lahir", "hubungan"}


def test_perubahan_dari_halaman_usang_ditolak_dan_yang_diterima_tercatat() -> None:
    op = orang(Peran.OPERATOR_DESA)
    w = operations.catat_warga(*isi(), oleh=op)
    operations.ubah_warga(w.id, isi(nama="Budi S")[0], oleh=op, versi=0)
    with pytest.raises(HalamanUsang):
        operations.ubah_warga(w.id, isi(nama="Lain")[0], oleh=op, versi=0)
    milik = sa.select(Audit).where(Audit.rantai == f"keluarga:{w.keluarga_id}").order_by(Audit.urut)
    jejak = db.session.scalars(milik).all()
    assert [a.ke for a in jejak] == ["dicatat", "diubah"]
    assert all("Budi" not in a.teks for a in jejak)
    assert audit.periksa() is None


@pytest.mark.parametrize("peran", [Peran.KEPALA_DESA, Peran.CAMAT, Peran.VERIFIKATOR_DINSOS])
def test_hanya_operator_desa_yang_mengubah_registri(peran: Peran) -> None:
    w = warga()
    wilayah = {Peran.KEPALA_DESA: DESA, Peran.CAMAT: "33.28.10"}.get(peran, "33.28")
    with pytest.raises(TidakBoleh):
        operations.ubah_warga(w.id, isi()[0], oleh=orang(peran, wilayah), versi=0)


def test_desa_lain_tidak_melihat_apa_pun() -> None:
    w = warga()
    b = berkas.simpan_berkas(w.keluarga_id, "KK", gambar(), "kk.jpg", oleh=orang(Peran.OPERATOR_DESA))
    lain = orang(Peran.OPERATOR_DESA, DESA_LAIN)
    for coba in (
        lambda: queries.keluarga(w.keluarga_id, untuk=lain),
        lambda: queries.berkas(b.id, untuk=lain),
        lambda: queries.isian_warga(w.id, untuk=lain),
        lambda: operations.buka_nik(w.id, oleh=lain),
        lambda: operations.ubah_warga(w.id, isi()[0], oleh=lain, versi=0),
        lambda: berkas.simpan_berkas(w.keluarga_id, "KK", gambar(), oleh=lain),
        lambda: berkas.hapus_berkas(b.id, oleh=lain),
    ):
        with pytest.raises(TidakAda):
            coba()
    assert not queries.cari(w.nama, untuk=lain).baris
    assert not queries.cari_nomor(w.nik or "", untuk=lain)
    assert not queries.daftar_keluarga(untuk=lain).baris


def test_membuka_nik_selalu_tercatat_siapa_yang_melihat() -> None:
    w = warga()
    op = orang(Peran.OPERATOR_DESA)
    assert operations.buka_nik(w.id, oleh=op).nik == w.nik
    jejak = db.session.scalars(sa.select(Audit).where(Audit.objek == f"warga:{w.id}")).one()
    assert (jejak.aksi, jejak.pengguna_id) == ("registri.buka_nik", op.pengguna_id)
    with pytest.raises(TidakBoleh):
        operations.buka_nik(w.id, oleh=orang(Peran.CAMAT, "33.28.10"))


def test_pencarian_menemukan_bagian_nama_dan_nomor_utuh_saja() -> None:
    k = keluarga()
    w = warga(k, "SITI NUR'AINI")
    w.nama_cari = "SITI NURAINI"
    warga(k, "BUDI")
    op = orang(Peran.OPERATOR_DESA)
    assert [b.id for b in queries.cari("nur'a", untuk=op).baris] == [w.id]
    assert not queries.cari("s", untuk=op).baris
    assert not queries.cari("%", untuk=op).baris
    assert [b.id for b in queries.cari_nomor(w.nik or "", untuk=op)] == [w.id]
    assert len(queries.cari_nomor(k.no_kk or "", untuk=op)) == 2
    assert not queries.cari_nomor((w.nik or "")[:15], untuk=op)


def test_halaman_pencarian_bersambung_tanpa_lompat_atau_ulang() -> None:
    k = keluarga()
    for i in range(60):
        warga(k, f"RATNA {i % 7}")
    op = orang(Peran.OPERATOR_DESA)
    terlihat: list[int] = []
    sesudah = None
    while True:
        h = queries.cari("ratna", untuk=op, sesudah=sesudah)
        terlihat += [b.id for b in h.baris]
        sesudah = h.sesudah
        if sesudah is None:
            break
    assert len(terlihat) == len(set(terlihat)) == 60


def test_foto_yang_sama_disimpan_sekali_dan_yang_dihapus_tidak_terlihat_lagi() -> None:
    w = warga()
    op = orang(Peran.OPERATOR_DESA)
    b = berkas.simpan_berkas(w.keluarga_id, "KK", gambar(), "kk.jpg", oleh=op)
    assert berkas.simpan_berkas(w.keluarga_id, "KK", gambar(), "lain.jpg", oleh=op).id == b.id
    berkas.hapus_berkas(b.id, oleh=op)
    assert not queries.keluarga(w.keluarga_id, untuk=op).berkas
    with pytest.raises(TidakAda):
        queries.berkas(b.id, untuk=op)
    assert db.session.get_one(BerkasKeluarga, b.id).dihapus


def test_berkas_berbahaya_atau_jenis_tak_dikenal_ditolak() -> None:
    w = warga()
    op = orang(Peran.OPERATOR_DESA)
    with pytest.raises(GalatIsian):
        berkas.simpan_berkas(w.keluarga_id, "KK", b"<html><script>", "foto.jpg", oleh=op)
    with pytest.raises(GalatIsian):
        berkas.simpan_berkas(w.keluarga_id, "FOTO_MUSDES", gambar(), "foto.jpg", oleh=op)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Warga)) == 1
