"""Can Dinas Sosial report a signed-off period to the governor, count what it holds, replace and recall it?"""

import re

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import J, Kabupaten
from sqlalchemy import event

from app.domain.akses.peran import KEDALAMAN_WILAYAH, Peran
from app.domain.bundel import operations_laporan as op
from app.domain.bundel.models import LaporanGubernur
from app.domain.bundel.naskah_laporan import Tambahan
from app.domain.bundel.status import StatusLaporan
from app.domain.dokumen import keaslian, pemindaian, susunan
from app.domain.dokumen.konteks import HasilKecamatan, PengaduanLaporan, cairkan
from app.domain.dokumen.models import Dokumen, Penomoran
from app.domain.dokumen.status import JenisDokumen, StatusDokumen
from app.domain.usulan.models import Paket, Usulan
from app.infra import clock
from app.infra.audit import Audit
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh

SURAT, LAPORAN = JenisDokumen.PENGANTAR_GUBERNUR, JenisDokumen.LAPORAN_GUBERNUR


@pytest.fixture
def kab(app):
    return Kabupaten()


def kini():
    return clock.hari_ini().strftime("%Y-%m")


def kertas(laporan):
    return {d.jenis: d for d in db.session.scalars(sa.select(Dokumen).where(Dokumen.id.in_(laporan.kertas)))}


def isi(d):
    return cairkan(d.konteks)[1]


def test_laporan_menghitung_dari_baris_dan_jumlahnya_sama_dengan_rinciannya(kab):
    satu = kab.terverifikasi(jumlah=4, tidak_layak=1)
    dua = kab.terverifikasi(pabrik.DESA_LAIN, jumlah=3)
    for p in (satu, dua):
        kab.putuskan(kab.bundel(J.PENGESAHAN, p))
    kab.diajukan(pabrik.KELURAHAN)  # not signed off: not counted
    tambahan = Tambahan(["Jaringan terputus."], ["Rapat koordinasi."], 5, 3)
    laporan = op.terbitkan(kini(), tambahan, oleh=kab.kadinsos)
    surat, lap = isi(kertas(laporan)[SURAT]), isi(kertas(laporan)[LAPORAN])
    paket = [p.paket_id for p in laporan.paket]
    assert paket == sorted([satu.id, dua.id])
    hitung = dict(
        db.session.execute(
            sa.select(Usulan.status, sa.func.count()).where(Usulan.paket_id.in_(paket)).group_by(Usulan.status)
        ).all()
    )
    assert (lap.jumlah("jumlah_layak"), lap.jumlah("jumlah_tidak_layak")) == (hitung["layak"], hitung["tidak_layak"])
    assert lap.jumlah("dinilai") == sum(hitung.values()) == 7
    per_kec = {r.kecamatan: (r.paket, r.desa_lapor, r.jumlah_layak, r.jumlah_tidak_layak) for r in lap.kecamatan}
    assert per_kec["Slawi"] == (1, 1, 3, 1)
    assert per_kec["Adiwerna"] == (1, 1, 3, 0)
    assert sum(lap.jumlah_jenis(j) for j in lap.jenis) == surat.layak == hitung["layak"]
    assert (surat.paket, surat.desa, surat.kecamatan, surat.tidak_layak) == (2, 2, 2, 1)
    assert surat.tujuan == ["Gubernur Jawa Tengah", "u.p. Kepala Dinas Sosial Provinsi Jawa Tengah"]
    assert lap.pengantar.nomor == kertas(laporan)[SURAT].nomor != ""
    assert len(lap.pengesahan) == 2
    assert (lap.padan, lap.pengaduan) == (7, PengaduanLaporan(masuk=5, selesai=3))
    assert {d.tanda_tangan[0].jabatan_kode for d in kertas(laporan).values()} == {"kepala_daerah"}


def test_desa_nihil_dan_kecamatan_tanpa_usulan_ikut_tercantum(kab):
    kab.disahkan()
    kab.desa[pabrik.DESA_LAIN].nihil()
    db.session.execute(sa.update(Paket).where(Paket.wilayah_kode == pabrik.DESA_LAIN).values(status="nihil"))
    lap = isi(kertas(op.terbitkan(kini(), Tambahan(), oleh=kab.verifikator))[LAPORAN])
    baris = {r.kecamatan: r for r in lap.kecamatan}
    assert (baris["Adiwerna"].desa_nihil, baris["Adiwerna"].paket, baris["Adiwerna"].dinilai) == (1, 0, 0)
    assert lap.jumlah("desa_nihil") == 1


def test_garuda_hanya_bila_kepala_daerah_yang_menandatangani(kab):
    u = susunan.unit(pabrik.KABUPATEN)
    assert susunan.kop_penanda(SURAT, u, clock.hari_ini()).lambang == "garuda"
    assert susunan.kop_penanda(JenisDokumen.BA_VERVAL, u, clock.hari_ini()).lambang == "daerah"


def test_laporan_baru_menggantikan_yang_lama_setelah_ada_pengesahan_lagi(kab, klien):
    kab.disahkan()
    lama = op.terbitkan(kini(), Tambahan(), oleh=kab.kadinsos)
    with pytest.raises(TidakBisa, match="sudah memuat semua paket"):
        op.terbitkan(kini(), Tambahan(), oleh=kab.kadinsos)
    kab.disahkan(pabrik.DESA_LAIN)
    baru = op.terbitkan(kini(), Tambahan(), oleh=kab.verifikator)
    assert (lama.status, baru.status) == (StatusLaporan.DIGANTIKAN, StatusLaporan.TERBIT)
    for jenis, d in kertas(lama).items():
        assert d.status is StatusDokumen.DIGANTIKAN
        assert d.pengganti_id == kertas(baru)[jenis].id
        k = keaslian.periksa(d.kode)
        assert (k.keadaan, k.pengganti_kode) == ("digantikan", kertas(baru)[jenis].kode)
    surat = kertas(baru)[SURAT]
    db.session.commit()
    halaman = klien.get(f"/v/{surat.kode}").text
    assert surat.nomor in halaman
    assert "Surat pengantar laporan kepada gubernur" in halaman


def test_laporan_dapat_dibatalkan_dengan_alasan_lalu_terbit_ulang(kab):
    kab.disahkan()
    satu = op.terbitkan(kini(), Tambahan(), oleh=kab.kadinsos)
    with pytest.raises(GalatIsian):
        op.batalkan(satu, alasan=" ", oleh=kab.kadinsos, versi=satu.versi_baris)
    op.batalkan(satu, alasan="Kendala keliru ditulis.", oleh=kab.kadinsos, versi=satu.versi_baris)
    assert {d.status for d in kertas(satu).values()} == {StatusDokumen.BATAL}
    dua = op.terbitkan(kini(), Tambahan(), oleh=kab.kadinsos)
    assert {d.status for d in kertas(satu).values()} == {StatusDokumen.DIGANTIKAN}
    assert kertas(dua)[SURAT].nomor != kertas(satu)[SURAT].nomor
    aksi = db.session.scalars(sa.select(Audit.aksi).where(Audit.rantai == satu.rantai).order_by(Audit.urut)).all()
    assert aksi[0] == "laporan.terbitkan"
    assert "laporan.batalkan" in aksi


def test_tanpa_pengesahan_tidak_ada_yang_dilaporkan_dan_tidak_ada_nomor_terpakai(kab):
    kab.terverifikasi()
    db.session.commit()
    awal = db.session.execute(sa.select(Penomoran.unit_kode, Penomoran.terakhir)).all()
    with pytest.raises(TidakBisa, match="Belum ada paket periode"):
        op.terbitkan(kini(), Tambahan(), oleh=kab.kadinsos)
    db.session.rollback()
    assert db.session.execute(sa.select(Penomoran.unit_kode, Penomoran.terakhir)).all() == awal
    assert db.session.scalar(sa.select(sa.func.count()).select_from(LaporanGubernur)) == 0


@pytest.mark.parametrize(
    ("tambahan", "bidang"),
    [
        (Tambahan(pengaduan_masuk=3, pengaduan_selesai=4), "pengaduan_selesai"),
        (Tambahan(pengaduan_selesai=4), "pengaduan_masuk"),
        (Tambahan(kendala=["a"] * 13), "kendala"),
        (Tambahan(tindak_lanjut=["a" * 401]), "tindak_lanjut"),
    ],
)
def test_tambahan_yang_tidak_masuk_akal_ditolak_di_bidangnya(kab, tambahan, bidang):
    kab.disahkan()
    with pytest.raises(GalatIsian) as tolak:
        op.terbitkan(kini(), tambahan, oleh=kab.kadinsos)
    assert bidang in tolak.value.bidang


def test_isi_yang_tidak_berjumlah_sama_tidak_dapat_dibekukan():
    with pytest.raises(ValueError, match="do not add up"):
        HasilKecamatan(kecamatan="Slawi", desa=1, desa_lapor=2, desa_nihil=0, paket=2, layak={}, tidak_layak={})


@pytest.mark.parametrize("peran", sorted(set(Peran) - {Peran.VERIFIKATOR_DINSOS, Peran.KEPALA_DINSOS}))
def test_peran_lain_tidak_dapat_menerbitkan_atau_membatalkan(kab, masuk, peran):
    kab.disahkan()
    n = op.terbitkan(kini(), Tambahan(), oleh=kab.kadinsos).id
    tempat = {2: pabrik.KECAMATAN, 3: pabrik.DESA}
    wilayah = tempat.get(min(d for d in KEDALAMAN_WILAYAH[peran] if d), pabrik.KABUPATEN)
    klien = masuk(pabrik.orang(peran, wilayah))
    lihat = peran in (Peran.KEPALA_DAERAH, Peran.AUDITOR)
    assert klien.get("/laporan").status_code == (200 if lihat else 403)
    assert klien.get(f"/laporan/{n}").status_code == (200 if lihat else 404)
    assert klien.post("/laporan/penerbitan", {"periode": kini()}).status_code == 403
    jawab = klien.post(f"/laporan/{n}/pembatalan", {"versi": "1", "alasan": "Coba."})
    assert jawab.status_code == (403 if lihat else 404)
    assert db.session.scalar(sa.select(LaporanGubernur.status)) == StatusLaporan.TERBIT


def test_kabupaten_lain_tidak_melihat_dan_verifikator_kecamatan_tidak_menerbitkan(kab, masuk):
    kab.disahkan()
    n = op.terbitkan(kini(), Tambahan(), oleh=kab.kadinsos).id
    bagian = pabrik.orang(Peran.VERIFIKATOR_DINSOS, pabrik.KECAMATAN)
    with pytest.raises(TidakBoleh):
        op.terbitkan(kini(), Tambahan(), oleh=bagian)
    lain = masuk(pabrik.orang(Peran.KEPALA_DINSOS, "35.25"))
    assert lain.get(f"/laporan/{n}").status_code == 404
    assert lain.post(f"/laporan/{n}/pembatalan", {"versi": "1", "alasan": "Coba."}).status_code == 404
    assert lain.get(f"/dokumen/unggah?laporan={n}").status_code == 404


def test_dari_contoh_sampai_pindaian_bertanda_tangan_lewat_halaman(kab, masuk, app):
    kab.disahkan()
    klien = masuk(kab.kadinsos)
    halaman = klien.get("/laporan").text
    kunci = re.search(r'name="_kunci" value="([^"]+)"', halaman)[1]
    isian = {"periode": kini(), "kendala": "Jaringan <b>terputus</b>.\n\nAkta belum ada.", "_kunci": kunci}
    contoh = klien.post("/laporan/penerbitan", {**isian, "lihat": "laporan"})
    assert contoh.status_code == 200
    assert "CONTOH" in contoh.text
    assert "Jaringan &lt;b&gt;terputus&lt;/b&gt;." in contoh.text
    assert "script" not in contoh.headers["Content-Security-Policy"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(LaporanGubernur)) == 0
    salah = klien.post("/laporan/penerbitan", {**isian, "pengaduan_masuk": "banyak"})
    assert salah.status_code == 422
    assert "Akta belum ada." in salah.text
    terbit = klien.post("/laporan/penerbitan", isian)
    assert terbit.status_code == 303
    laporan = db.session.scalars(sa.select(LaporanGubernur)).one()
    n, dokumen = laporan.id, list(kertas(laporan).values())
    pabrik.cetak(dokumen)
    penanda = [t.id for d in dokumen for t in d.tanda_tangan]
    db.session.commit()
    assert klien.get(f"/dokumen/unggah?laporan={n}").status_code == 200
    dokumen = list(kertas(db.session.get_one(LaporanGubernur, n)).values())
    pemindaian.unggah_pindaian(dokumen, [pabrik.gambar()], penanda=penanda, oleh=kab.kadinsos)
    db.session.commit()
    assert "1 dari 1 tanda tangan wajib" in klien.get(f"/laporan/{n}").text


def test_halaman_laporan_hemat_pernyataan(kab, masuk, app):
    kab.disahkan()
    n = op.terbitkan(kini(), Tambahan(), oleh=kab.kadinsos).id
    klien = masuk(kab.kadinsos)
    for alamat in ("/laporan", f"/laporan/{n}"):
        jumlah = []

        def catat(_k, _c, teks, *_, jumlah=jumlah):
            if not teks.startswith(("SAVEPOINT", "RELEASE", "PRAGMA", "BEGIN", "SET ")):
                jumlah.append(teks)

        event.listen(db.engine, "before_cursor_execute", catat)
        try:
            assert klien.get(alamat).status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", catat)
        assert len(jumlah) <= 10, (alamat, len(jumlah), jumlah)


def test_penerbit_tanpa_kepala_daerah_bernama_diberi_tahu_jalannya(kab):
    kab.disahkan()
    db.session.execute(sa.text("DELETE FROM penugasan WHERE peran = 'kepala_daerah'"))
    with pytest.raises(TidakBisa, match="belum mempunyai Kepala daerah yang tercatat"):
        op.terbitkan(kini(), Tambahan(), oleh=kab.kadinsos)


def test_pengamat_tidak_berwenang(kab):
    kab.disahkan()
    with pytest.raises(TidakBoleh):
        op.pratinjau(kini(), Tambahan(), oleh=pabrik.orang(Peran.PENGAMAT, "33"))
