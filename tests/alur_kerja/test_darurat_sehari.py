"""Can an emergency be answered on the day it happens, with proof, within the village's share, and seen by all?"""

import datetime as dt

import pabrik
import pytest
import sqlalchemy as sa
from flask import Flask
from klien import Klien

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.berlaku import nilai
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import operations as dok
from app.domain.dokumen import pemindaian
from app.domain.dokumen.konteks import cairkan
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.laporan import queries_temuan
from app.domain.laporan.temuan import Daftar
from app.domain.registri.models import Kepesertaan
from app.domain.usulan import operations as op
from app.domain.usulan import operations_segera as mendesak
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan import queries
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import Dasar, Sifat, StatusPaket
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh
from app.infra.jobs import Pekerjaan

ADMIN = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")
CUCI_DARAH = "Warga harus cuci darah pekan ini, kepesertaan PBI nonaktif."


@pytest.fixture
def desa(app: Flask) -> pabrik.Desa:
    return pabrik.Desa()


def mulai(desa: pabrik.Desa, alasan: str = "layanan_kesehatan") -> Paket:
    return mendesak.buat(alasan=alasan, uraian=CUCI_DARAH, oleh=desa.operator)


def pakai_sptjm(desa: pabrik.Desa, paket: Paket) -> None:
    op.pakai_sptjm(paket, alasan=paket.segera_uraian, oleh=desa.operator, versi=paket.versi_baris)


def siap(desa: pabrik.Desa, paket: Paket | None = None, jenis: str = "reaktivasi_pbi") -> Paket:
    """Begun, filled, signed by the head of the village."""
    paket = paket or mulai(desa)
    pabrik.usulan(paket, desa.operator, jenis)
    pakai_sptjm(desa, paket)
    desa.tanda_tangani(paket)
    return paket


def ajukan(desa: pabrik.Desa, paket: Paket) -> Paket:
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    return paket


def camat_mengetahui(paket: Paket, kab: pabrik.Kabupaten) -> None:
    """The kecamatan brings in the statement with the camat's signature."""
    sptjm = dok.milik_paket(paket.id, [D.SPTJM])[0]
    penanda = [t.id for t in sptjm.tanda_tangan if t.unit_kode == pabrik.KECAMATAN]
    pemindaian.unggah_pindaian([sptjm], [pabrik.gambar("green")], penanda=penanda, oleh=kab.petugas)


def test_darurat_dijawab_pada_hari_yang_sama(desa: pabrik.Desa, jam) -> None:
    """Diberikan warga yang harus cuci darah, sehari sesudah masa pengajuan tutup, pada bulan yang sudah bermusyawarah;
    ketika operator membuat paket segera dengan surat rumah sakit, kepala desa menandatangani dan mengajukan,
    camat menandatangani “Mengetahui” pada SPTJM-nya, dan Dinas Sosial serta kepala daerah memutus hari itu juga;
    maka paket disahkan pada tanggal yang sama, tanpa musyawarah dan tanpa telaah, dan auditor melihatnya."""
    desa.diajukan()
    jam(dt.timedelta(days=9))
    hari = clock.hari_ini()
    paket = ajukan(desa, siap(desa))
    assert (paket.status, paket.sifat, paket.dasar) == (StatusPaket.DITERUSKAN, Sifat.SEGERA, Dasar.SPTJM)
    assert not paket.terlambat, "no window is asked of it"
    kabupaten = pabrik.Kabupaten()
    kabupaten.terverifikasi(paket)
    camat_mengetahui(paket, kabupaten)
    kabupaten.disahkan(paket)
    assert paket.status is StatusPaket.DISAHKAN
    assert clock.hari_ini() == hari
    milik = db.session.scalar(sa.select(Kepesertaan).where(Kepesertaan.usulan_id == paket.usulan[0].id))
    assert milik is not None
    assert milik.daftar == "pbi"
    auditor = pabrik.orang(Peran.AUDITOR, pabrik.KABUPATEN)
    baris, _ = queries_temuan.daftar(Daftar.SEGERA, untuk=auditor)
    assert [(b.nomor, b.perihal) for b in baris] == [(paket.nomor, CUCI_DARAH)]


def test_kecamatan_menerima_tembusan_dan_melihatnya_di_daftar(desa: pabrik.Desa) -> None:
    petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    paket = ajukan(desa, siap(desa))
    _, surat, _ = cairkan(dok.milik_paket(paket.id, [D.SURAT_PENGANTAR])[0].konteks)
    assert surat.tujuan == ["Kepala Dinas Sosial Kabupaten Tegal"]
    assert "Camat Slawi" in surat.tembusan
    kabar = [p.muatan for p in db.session.scalars(sa.select(Pekerjaan)) if p.muatan.get("aksi") == "paket.segera"]
    assert [set(k["peran"]) for k in kabar] == [{"operator_kecamatan", "camat", "verifikator_dinsos"}]
    baris, _ = queries.daftar(untuk=petugas, segera=True)
    assert [b.id for b in baris] == [paket.id]
    assert baris[0].segera


def test_tanpa_bukti_usulan_segera_tidak_lengkap(desa: pabrik.Desa) -> None:
    paket = mulai(desa)
    u = pabrik.usulan(paket, desa.operator, "bansos_pbi", lengkap=False)
    kiriman = pabrik.ISIAN["bansos_pbi"] | {"hubungan": ["tidak_ada"]}
    opu.simpan_isi(u, kiriman | {f"jawaban.{k}": ["ya"] for k in pabrik.pertanyaan(u)}, oleh=desa.operator, versi=None)
    pabrik.bukti(u.keluarga, ["KK", "KTP"], desa.operator)
    with pytest.raises(TidakBisa, match="Surat fasilitas kesehatan"):
        opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
    pabrik.bukti(u.keluarga, ["SURAT_FASKES"], desa.operator)
    opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)


def test_surat_bencana_satu_keluarga_cukup_untuk_seluruh_paket(desa: pabrik.Desa) -> None:
    paket = siap(desa, mulai(desa, "bencana"), "bansos_bpnt")
    with pytest.raises(TidakBisa, match="Surat keterangan bencana"):
        ajukan(desa, paket)
    pabrik.bukti(paket.usulan[0].keluarga, ["SURAT_BENCANA"], desa.operator)
    assert ajukan(desa, paket).status is StatusPaket.DITERUSKAN


def test_jenis_yang_tidak_sesuai_alasan_ditolak(desa: pabrik.Desa) -> None:
    paket = mulai(desa)
    with pytest.raises(GalatIsian, match="Pilih jenis usulan"):
        pabrik.usulan(paket, desa.operator, "hapus")
    paket = siap(desa, paket)
    isi = nilai("alasan_segera", desa.wilayah, "layanan_kesehatan") | {"jenis": ["bansos_pbi"]}
    aturan.tetapkan("alasan_segera", "layanan_kesehatan", isi, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=ADMIN)
    with pytest.raises(TidakBisa, match="Reaktivasi PBI"):
        ajukan(desa, paket)


@pytest.mark.parametrize(
    ("alasan", "uraian", "bidang"),
    [("sulap", "Ada.", {"alasan"}), ("bencana", " ", {"uraian"}), ("", "", {"alasan", "uraian"})],
)
def test_paket_segera_perlu_alasan_dan_uraian(desa: pabrik.Desa, alasan: str, uraian: str, bidang: set[str]) -> None:
    with pytest.raises(GalatIsian) as galat:
        mendesak.buat(alasan=alasan, uraian=uraian, oleh=desa.operator)
    assert set(galat.value.bidang) == bidang


def test_batas_sebulan_tidak_menghitung_yang_dibatalkan_dan_mulai_lagi_bulan_depan(desa: pabrik.Desa, jam) -> None:
    batal = mulai(desa)
    op.batalkan(batal, alasan="Sudah tertolong.", oleh=desa.operator, versi=batal.versi_baris)
    for _ in range(3):
        ajukan(desa, siap(desa))
    with pytest.raises(TidakBisa, match="3 paket segera bulan ini"):
        mulai(desa)
    jam(dt.timedelta(days=21))
    assert mulai(desa).periode == "2026-12"


def test_batas_yang_diturunkan_menahan_pengajuan(desa: pabrik.Desa) -> None:
    ajukan(desa, siap(desa))
    paket = siap(desa)
    isi = nilai("batas", desa.wilayah) | {"segera_per_bulan": 1}
    aturan.tetapkan("batas", "", isi, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=ADMIN)
    with pytest.raises(TidakBisa, match="1 paket segera bulan ini"):
        ajukan(desa, paket)


def test_paket_segera_berdampingan_dengan_paket_biasa_tetapi_hanya_satu_yang_disusun(desa: pabrik.Desa) -> None:
    biasa = desa.paket(1)
    paket = mulai(desa)
    assert (biasa.status, paket.status) == (StatusPaket.DRAF, StatusPaket.DRAF)
    with pytest.raises(TidakBisa, match="masih disusun"):
        mulai(desa)


def test_paket_segera_tidak_bermusyawarah_dan_tidak_dapat_nihil(desa: pabrik.Desa) -> None:
    paket = mulai(desa)
    with pytest.raises(TidakBisa):
        op.pakai_nihil(paket, oleh=desa.operator, versi=paket.versi_baris)
    pabrik.usulan(paket, desa.operator, "reaktivasi_pbi")
    with pytest.raises(TidakBisa):
        op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)


def test_dikembalikan_dinsos_kembali_ke_dinsos_tanpa_kecamatan(desa: pabrik.Desa) -> None:
    paket = ajukan(desa, siap(desa))
    verifikator = pabrik.orang(Peran.VERIFIKATOR_DINSOS, pabrik.KABUPATEN)
    op.kembalikan(paket, [(None, "lainnya", "Surat kurang jelas.")], oleh=verifikator, versi=paket.versi_baris)
    op.jawab_tanda(paket.tanda[0].id, "diperbaiki", "Sudah diunggah ulang.", oleh=desa.operator)
    op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert (paket.status, paket.versi) == (StatusPaket.DITERUSKAN, 2)


def test_hanya_kepala_desa_mengajukan_dan_hanya_operator_desa_membuat(desa: pabrik.Desa) -> None:
    for peran, wilayah in ((Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN), (Peran.VERIFIKATOR_DINSOS, pabrik.KABUPATEN)):
        with pytest.raises(TidakBoleh):
            mendesak.buat(alasan="bencana", uraian="Banjir.", oleh=pabrik.orang(peran, wilayah))
    paket = siap(desa)
    with pytest.raises(TidakBoleh):
        op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris)


def test_tanpa_tanda_tangan_kepala_desa_paket_segera_tidak_bergerak(desa: pabrik.Desa) -> None:
    paket = mulai(desa)
    pabrik.usulan(paket, desa.operator, "reaktivasi_pbi")
    pakai_sptjm(desa, paket)
    with pytest.raises(TidakBisa, match="tanda tangan|ditandatangani"):
        ajukan(desa, paket)


def test_operator_memulai_paket_segera_dari_halamannya(app: Flask, klien: Klien) -> None:
    """Diberikan operator di halaman Menunggu saya;
    ketika ia menekan Paket segera, membaca kapan boleh dipakai, memilih alasan, dan menulis uraian;
    maka paketnya terbuka, menyebut alasannya, dan langkah berikutnya SPTJM dengan uraian itu."""
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    db.session.commit()
    klien.masuk(operator)
    assert 'href="/paket/segera"' in klien.get("/").text
    halaman = klien.get("/paket/segera").text
    assert "tidak dapat menunggu" in halaman
    assert "Korban bencana" in halaman
    kosong = klien.post("/paket/segera", {"alasan": "bencana", "uraian": ""})
    assert kosong.status_code == 422
    assert "checked" in kosong.text
    jawaban = klien.post("/paket/segera", {"alasan": "layanan_kesehatan", "uraian": CUCI_DARAH})
    assert jawaban.status_code == 303
    paket = db.session.query(Paket).one()
    teks = klien.get(f"/paket/{paket.id}").text
    assert CUCI_DARAH in teks
    assert "Langkah berikutnya: Pakai SPTJM" in teks
    nomor = paket.id
    pabrik.usulan(db.session.get_one(Paket, nomor), pabrik.orang(Peran.OPERATOR_DESA), "reaktivasi_pbi")
    db.session.commit()
    assert CUCI_DARAH in klien.get(f"/paket/{nomor}/sptjm").text
    assert "Segera" in klien.get("/paket?sifat=segera").text
    assert db.session.query(Usulan).count() == 1


def test_halaman_paket_segera_bukan_untuk_kecamatan(app: Flask, klien: Klien) -> None:
    petugas = pabrik.pengguna(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    assert klien.get("/paket/segera").status_code == 403


def test_antrean_verval_menandai_paket_segera(desa: pabrik.Desa, klien: Klien) -> None:
    ajukan(desa, siap(desa))
    verifikator = pabrik.pengguna(Peran.VERIFIKATOR_DINSOS, pabrik.KABUPATEN)
    db.session.commit()
    klien.masuk(verifikator)
    assert ">Segera<" in klien.get("/bundel?jenis=verval").text.replace("\n", "").replace("  ", "")


def test_mengetahui_camat_diminta_saat_pengesahan_dan_camat_yang_diam_tidak_menahan(desa: pabrik.Desa, jam) -> None:
    """Diberikan paket segera yang tidak ditelaah kecamatan;
    ketika camat belum menandatangani SPTJM-nya, Dinas Sosial tetap memutus verval;
    maka pengesahan meminta tanda tangan camat, sampai batas telaah kecamatan lewat."""
    paket = ajukan(desa, siap(desa))
    sptjm = dok.milik_paket(paket.id, [D.SPTJM])[0]
    assert [(t.unit_kode, t.gerbang) for t in sptjm.tanda_tangan] == [
        (desa.wilayah, "desa"),
        (pabrik.KECAMATAN, "pengesahan"),
    ]
    kab = pabrik.Kabupaten()
    kab.terverifikasi(paket)
    with pytest.raises(TidakBisa, match=r"^Desa Slawi Kulon: .*belum ditandatangani Camat Slawi"):
        kab.disahkan(paket)
    b = db.session.get_one(Bundel, paket.bundel_id)
    jam(dt.timedelta(days=7))  # the fifth working day: the term still runs
    with pytest.raises(TidakBisa, match="belum ditandatangani Camat Slawi"):
        bundel_op.putuskan(b, oleh=kab.bupati, versi=b.versi_baris)
    jam(dt.timedelta(days=1))
    bundel_op.putuskan(b, oleh=kab.bupati, versi=b.versi_baris)
    assert paket.status is StatusPaket.DISAHKAN


def test_sptjm_paket_biasa_tetap_menunggu_camat_pada_telaah(desa: pabrik.Desa) -> None:
    paket = desa.paket(1)
    op.pakai_sptjm(paket, alasan="Musyawarah tidak kuorum.", oleh=desa.operator, versi=paket.versi_baris)
    desa.tanda_tangani(paket)
    ajukan(desa, paket)
    kab = pabrik.Kabupaten()
    kab.telaah(paket)
    with pytest.raises(TidakBisa, match="belum ditandatangani Camat Slawi"):
        kab.bundel(JenisBundel.TELAAH, [paket], kab.petugas, kab.camat)
    camat_mengetahui(paket, kab)
    b = db.session.get_one(Bundel, paket.bundel_id)
    bundel_op.putuskan(b, oleh=kab.camat, versi=b.versi_baris)
    assert paket.status is StatusPaket.DITERUSKAN
