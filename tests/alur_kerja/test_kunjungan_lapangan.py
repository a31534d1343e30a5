"""Kunjungan lapangan: petugas melihat rumahnya, verifikator membaca hasilnya di samping nama."""

import pabrik
import pytest
import sqlalchemy as sa
from halaman import versi
from klien import Klien
from pabrik import DESA_LAIN, KECAMATAN
from pabrik_bundel import J, Kabupaten

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.berlaku import nilai
from app.domain.bundel import queries as bundel
from app.domain.usulan import operations_kunjungan, queries_kunjungan
from app.domain.verifikasi.kunjungan import BERTEMU, IsianKunjungan, pertanyaan
from app.domain.verifikasi.models import Kunjungan
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakBisa, TidakBoleh


@pytest.fixture
def kab(app) -> Kabupaten:
    return Kabupaten()


def tetapkan_sampel(persen: int) -> None:
    admin = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")
    isi = {**nilai("batas", "33.28"), "persen_ground_check": persen}
    aturan.tetapkan("batas", "", isi, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=admin)


def jawaban(wilayah: str) -> dict[str, str]:
    return {p["kode"]: "ya" for p in pertanyaan(wilayah)}


def test_petugas_mencatat_kunjungan_dan_verifikator_membacanya(kab: Kabupaten, klien: Klien) -> None:
    """Diketahui paket di Dinas Sosial; ketika petugas lapangan mencatat kunjungan; maka verifikator membacanya."""
    u = kab.diteruskan(jumlah=1).usulan[0]
    lain = kab.diteruskan(DESA_LAIN, jumlah=1).usulan[0]
    lapangan = pabrik.orang(Peran.PETUGAS_LAPANGAN, KECAMATAN, "Tono Haryadi")
    u_id, lain_id, nama, lain_nama = u.id, lain.id, u.nama, lain.nama
    k = klien.masuk(lapangan)
    assert k.get("/").location == "/kunjungan"
    teks = k.get("/kunjungan?tampil=semua").text
    assert nama in teks
    assert lain_nama not in teks, "another kecamatan"
    alamat = f"/usulan/{u_id}/kunjungan"
    formulir = k.get(alamat).text
    isi = {"versi": versi(formulir), "hasil": "bertemu", "tanggal": clock.hari_ini().isoformat()}
    salah = k.post(alamat, isi)
    assert salah.status_code == 422
    assert '<a href="#jawaban-q01">' in salah.text
    lengkap = isi | {f"jawaban.{kode}": j for kode, j in jawaban(u.wilayah_kode).items()}
    assert k.post(alamat, lengkap).status_code == 303
    assert nama not in k.get("/kunjungan?tampil=semua").text
    assert k.get(f"/usulan/{lain_id}/kunjungan").status_code == 404
    web = klien.masuk(kab.verifikator)
    assert "Bertemu dan diperiksa" in web.get("/verifikasi").text
    assert "oleh Tono Haryadi" in web.get(f"/usulan/{u_id}").text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Kunjungan)) == 1


def test_sampel_yang_belum_dikunjungi_menahan_berita_acara_verval(kab: Kabupaten) -> None:
    """Diketahui semua nama wajib dikunjungi; ketika belum dikunjungi; maka berita acara verval ditolak."""
    tetapkan_sampel(100)
    paket = kab.nilai(kab.diteruskan(jumlah=1))
    lapangan = pabrik.orang(Peran.PETUGAS_LAPANGAN, KECAMATAN)
    assert [b.id for b in queries_kunjungan.daftar(untuk=lapangan)[0]] == [paket.usulan[0].id]
    assert bundel.semua_siap(J.VERVAL, untuk=kab.verifikator) == []
    with pytest.raises(TidakBisa, match="Kunjungan lapangan belum dicatat"):
        kab.bundel(J.VERVAL, paket)
    isian = IsianKunjungan(BERTEMU, clock.hari_ini(), jawaban(paket.wilayah_kode))
    operations_kunjungan.catat(paket.usulan[0], isian, oleh=lapangan, versi=None)
    assert bundel.semua_siap(J.VERVAL, untuk=kab.verifikator) == [paket.id]


def test_tanpa_sampel_tidak_ada_yang_wajib_dikunjungi(kab: Kabupaten, klien: Klien) -> None:
    """Diketahui sampel nol persen; maka berita acara verval tidak menunggu kunjungan, dan daftarnya satu saja."""
    paket = kab.nilai(kab.diteruskan(jumlah=1))
    nama = paket.usulan[0].nama
    assert bundel.semua_siap(J.VERVAL, untuk=kab.verifikator) == [paket.id]
    web = klien.masuk(pabrik.orang(Peran.PETUGAS_LAPANGAN, KECAMATAN))
    for alamat in ("/kunjungan", "/kunjungan?tampil="):
        teks = web.get(alamat).text
        assert "Terpilih" not in teks
        assert nama in teks
    tetapkan_sampel(100)
    db.session.commit()
    assert "Terpilih" in web.get("/kunjungan").text


def test_hanya_petugas_lapangan_yang_mencatat_kunjungan(kab: Kabupaten) -> None:
    """Diketahui verifikator; ketika mencatat kunjungan; maka ditolak."""
    u = kab.diteruskan(jumlah=1).usulan[0]
    isian = IsianKunjungan(BERTEMU, clock.hari_ini(), jawaban(u.wilayah_kode))
    with pytest.raises(TidakBoleh):
        operations_kunjungan.catat(u, isian, oleh=kab.verifikator, versi=None)


def test_kunjungan_atas_usul_hapus_tidak_menuntut_pertanyaan_kelayakan(kab: Kabupaten) -> None:
    """Diketahui usul hapus karena meninggal; ketika petugas menemui keluarganya; maka catatannya saja sudah cukup."""
    u = kab.diteruskan(jumlah=1, jenis="hapus").usulan[0]
    lapangan = pabrik.orang(Peran.PETUGAS_LAPANGAN, KECAMATAN)
    isian = IsianKunjungan(BERTEMU, clock.hari_ini(), {}, "Keluarga menunjukkan akta kematian.")
    operations_kunjungan.catat(u, isian, oleh=lapangan, versi=None)
    assert db.session.scalars(sa.select(Kunjungan.hasil)).all() == [BERTEMU]
