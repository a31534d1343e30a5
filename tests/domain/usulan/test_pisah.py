"""Does one bad row no longer hold the others, and does nothing get lost where a packet is split?"""

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.akses.aksi import Aksi
from app.domain.akses.peran import Peran
from app.domain.dokumen import operations as dok
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.status import JenisDokumen, StatusDokumen
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan import queries_usulan
from app.domain.usulan.models import IsiVersi, Paket, Perubahan, Tanda, Telaah
from app.domain.usulan.operations_pisah import pembagian
from app.domain.usulan.status import StatusPaket
from app.domain.verifikasi.models import PembebasanPadanan
from app.infra import audit
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang, TidakBisa, TidakBoleh


@pytest.fixture
def kab(app):
    return pabrik.Kabupaten()


@pytest.fixture
def desa(app):
    return pabrik.Desa()


def pisahkan(paket, *usulan, oleh, alasan="Foto rumah perlu diulang."):
    return op.pisahkan(paket, [u.id for u in usulan], alasan=alasan, oleh=oleh, versi=paket.versi_baris)


def tanda_usulan(u, kode="foto_rumah_tidak_jelas"):
    return (u.id, kode, "")


def test_pecahan_mewarisi_keadaan_induk_dan_bernomor_sesudahnya(desa, kab):
    paket = desa.diajukan(desa.paket(3))
    a, b, c = paket.usulan
    sejak, versi = paket.sejak, paket.versi
    baru = pisahkan(paket, b, oleh=kab.petugas)
    assert baru.nomor == f"USL/{paket.wilayah_kode}/{paket.periode}/2"
    assert (baru.induk_id, baru.status, baru.pemegang) == (paket.id, StatusPaket.DIAJUKAN, paket.pemegang)
    assert (baru.versi, baru.sejak, baru.rapat_id, baru.dasar) == (versi, sejak, paket.rapat_id, paket.dasar)
    assert [u.id for u in paket.usulan] == [a.id, c.id]
    assert [u.id for u in baru.usulan] == [b.id]
    assert baru.bundel_id is None


def test_pecahan_di_dinsos_tetap_di_dinsos(desa, kab):
    paket = kab.diteruskan(desa.diajukan())
    baru = pisahkan(paket, paket.usulan[0], oleh=kab.verifikator)
    assert baru.status is StatusPaket.DITERUSKAN


def test_rantai_pecahan_bermula_dari_kepala_induknya(desa, kab):
    paket = desa.diajukan()
    baru = pisahkan(paket, paket.usulan[0], oleh=kab.petugas)
    milik = sa.select(audit.Audit).where(audit.Audit.rantai == paket.rantai)
    induk = db.session.scalars(milik.order_by(audit.Audit.urut)).all()[-1]
    assert audit.asal(baru.rantai) == (paket.rantai, induk.urut)
    assert induk.aksi == Aksi.PAKET_PISAHKAN
    assert audit.periksa() is None
    kepala = db.session.get_one(audit.AuditKepala, baru.rantai)
    kepala.asal = f"{paket.rantai}@{induk.urut - 1}"
    db.session.flush()
    assert "hash tidak cocok" in audit.periksa()


def test_pecahan_mengutip_kertas_yang_sama_dan_hanya_induk_membatalkannya(desa, kab):
    paket = desa.diajukan()
    baru = pisahkan(paket, paket.usulan[0], oleh=kab.petugas)
    milik = {d.id for d in dok.milik_paket(paket.id)}
    kutip = db.session.scalars(sa.select(DokumenPaket).where(DokumenPaket.paket_id == baru.id)).all()
    assert milik <= {d.dokumen_id for d in kutip}
    assert all(d.dikutip for d in kutip)
    assert dok.milik_paket(baru.id) == []
    op.hentikan(baru, alasan="Ganda.", oleh=kab.kadinsos, versi=baru.versi_baris)
    assert {d.id for d in dok.milik_paket(paket.id)} == milik


def test_kertas_yang_masih_menjadi_dasar_pecahan_tidak_ikut_batal(desa, kab):
    paket = desa.diajukan()
    baru = pisahkan(paket, paket.usulan[0], oleh=kab.petugas)
    op.hentikan(paket, alasan="Salah periode.", oleh=kab.kadinsos, versi=paket.versi_baris)
    lampiran = db.session.scalars(sa.select(Dokumen).where(Dokumen.jenis == JenisDokumen.LAMPIRAN)).one()
    assert lampiran.status is StatusDokumen.BERTANDA_TANGAN
    assert lampiran.id in {d.id for d in dok.milik_paket(baru.id)}
    assert lampiran.id not in {d.id for d in dok.milik_paket(paket.id)}
    op.hentikan(baru, alasan="Salah juga.", oleh=kab.kadinsos, versi=baru.versi_baris)
    assert lampiran.status is StatusDokumen.BATAL


def test_tanda_perubahan_telaah_dan_pembebasan_ikut_nama_yang_dipisahkan(desa, kab):
    paket = kab.diteruskan(desa.diajukan(desa.paket(3)))
    a, b, _ = paket.usulan
    op.bebaskan_padanan(paket, alasan="Jaringan mati.", oleh=kab.verifikator, versi=paket.versi_baris)
    opu.catat_padanan(a, "padan", oleh=kab.verifikator, versi=a.versi_baris)
    for u in (a, b):
        opp.minta(u, "penarikan", alasan="menolak", oleh=desa.operator, versi=u.versi_baris)
    telaah = {t.butir for t in db.session.scalars(sa.select(Telaah).where(Telaah.paket_id == paket.id))}
    baru = pisahkan(paket, a, oleh=kab.verifikator)
    assert a.padanan == "padan"
    assert [p.usulan_id for p in baru.perubahan] == [a.id]
    assert [p.usulan_id for p in paket.perubahan] == [b.id]
    assert {t.butir for t in db.session.scalars(sa.select(Telaah).where(Telaah.paket_id == baru.id))} == telaah
    assert db.session.get(PembebasanPadanan, baru.id).alasan == "Jaringan mati."


def test_daftar_tiap_versi_dibagi_tanpa_ada_yang_hilang(desa, kab):
    paket = desa.diajukan(desa.paket(3))
    semua = {u.id for u in paket.usulan}
    baru = pisahkan(paket, paket.usulan[1], oleh=kab.petugas)
    isi = {v.paket_id: {b["id"] for b in v.isi} for v in db.session.scalars(sa.select(IsiVersi))}
    assert isi[paket.id] | isi[baru.id] == semua
    assert isi[paket.id] & isi[baru.id] == set()


def test_lembar_perubahan_pecahan_hanya_memuat_namanya_dan_melanjutkan_nomor(desa, kab):
    paket = desa.diajukan(desa.paket(3))
    a, b, _ = paket.usulan
    opp.minta(a, "penarikan", alasan="menolak", oleh=desa.operator, versi=a.versi_baris)
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    baru = pisahkan(paket, a, b, oleh=kab.petugas)
    opp.minta(b, "penarikan", alasan="pindah", oleh=desa.operator, versi=b.versi_baris)
    opp.terbitkan_lembar(baru, oleh=desa.operator)
    lembar = db.session.get_one(Dokumen, baru.perubahan[-1].dokumen_id)
    assert lembar.konteks["isi"]["ke"] == 2
    assert [x["nama"] for x in lembar.konteks["isi"]["baris"]] == [b.nama]
    assert dok.nomor_lembar(paket.id) == 2


@pytest.mark.parametrize("pilih", ["tidak_ada", "semua", "asing"])
def test_pilihan_yang_tidak_masuk_akal_ditolak(desa, kab, pilih):
    paket = desa.diajukan()
    ids = {"tidak_ada": [], "semua": [u.id for u in paket.usulan], "asing": [paket.usulan[0].id, 999]}[pilih]
    with pytest.raises(TidakBisa):
        op.pisahkan(paket, ids, alasan="x", oleh=kab.petugas, versi=paket.versi_baris)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Paket)) == 1


def test_pemisahan_meminta_alasan_dan_halaman_segar(desa, kab):
    paket = desa.diajukan()
    with pytest.raises(GalatIsian):
        pisahkan(paket, paket.usulan[0], oleh=kab.petugas, alasan=" ")
    with pytest.raises(HalamanUsang):
        op.pisahkan(paket, [paket.usulan[0].id], alasan="x", oleh=kab.petugas, versi=paket.versi_baris - 1)


@pytest.mark.parametrize(
    ("peran", "wilayah"),
    [
        (Peran.OPERATOR_DESA, pabrik.DESA),
        (Peran.VERIFIKATOR_DINSOS, pabrik.KABUPATEN),  # not the holder
        (Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN_LAIN),
        (Peran.ADMIN, pabrik.KABUPATEN),
    ],
)
def test_hanya_pemegang_yang_dapat_memisahkan(desa, peran, wilayah):
    paket = desa.diajukan()
    with pytest.raises(TidakBoleh):
        pisahkan(paket, paket.usulan[0], oleh=pabrik.orang(peran, wilayah))


def test_paket_di_dalam_berkas_bersama_tidak_dapat_dipisahkan(desa, kab):
    paket = kab.diteruskan(desa.diajukan())
    for u in paket.usulan:
        opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=u.versi_baris)
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=u.versi_baris)
    pabrik.bundel_op.terbitkan(pabrik.JenisBundel.VERVAL, [paket.id], oleh=kab.verifikator)
    with pytest.raises(TidakBisa, match="berkas bersama"):
        pisahkan(paket, paket.usulan[0], oleh=kab.verifikator)


def test_paket_yang_dipisahkan_tidak_dapat_ditarik_kembali(desa, kab):
    paket = desa.diajukan()
    baru = pisahkan(paket, paket.usulan[0], oleh=kab.petugas)
    for p in (paket, baru):
        with pytest.raises(TidakBisa, match="sudah dipisahkan"):
            op.tarik_kembali(p, alasan="x", oleh=desa.kades, versi=p.versi_baris)


def test_tanda_pada_sebagian_nama_hanya_mengembalikan_nama_itu(desa, kab):
    paket = desa.diajukan(desa.paket(3))
    a, b, c = paket.usulan
    kembali = op.kembalikan(paket, [tanda_usulan(b)], oleh=kab.petugas, versi=paket.versi_baris)
    assert kembali.id != paket.id
    assert kembali.status is StatusPaket.DIKEMBALIKAN
    assert paket.status is StatusPaket.DIAJUKAN
    assert [u.id for u in kembali.usulan] == [b.id]
    assert {u.id for u in paket.usulan} == {a.id, c.id}
    assert [t.usulan_id for t in kembali.tanda] == [b.id]
    assert paket.tanda == []


def test_tanda_pada_semua_nama_atau_pada_paket_mengembalikan_seluruhnya(desa, kab):
    satu = desa.diajukan()
    semua = [tanda_usulan(u) for u in satu.usulan]
    assert op.kembalikan(satu, semua, oleh=kab.petugas, versi=satu.versi_baris) is satu
    dua = desa.diajukan()
    campur = [tanda_usulan(dua.usulan[0]), (None, "ba_tidak_lengkap", "")]
    assert op.kembalikan(dua, campur, oleh=kab.petugas, versi=dua.versi_baris) is dua
    assert satu.status is dua.status is StatusPaket.DIKEMBALIKAN
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Paket)) == 2


def test_alasan_pengembalian_yang_keliru_tidak_meninggalkan_pecahan(desa, kab):
    paket = desa.diajukan()
    with pytest.raises(TidakBisa, match="dari daftar"):
        op.kembalikan(paket, [tanda_usulan(paket.usulan[0], "ngawur")], oleh=kab.petugas, versi=paket.versi_baris)
    with pytest.raises(TidakBoleh):
        op.kembalikan(paket, [tanda_usulan(paket.usulan[0])], oleh=desa.kades, versi=paket.versi_baris)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Paket)) == 1


def test_pratinjau_pengembalian_menyebut_yang_kembali_dan_yang_tetap(desa, kab):
    paket = desa.diajukan(desa.paket(3))
    sebagian = pembagian(paket, [tanda_usulan(paket.usulan[0])])
    assert (len(sebagian.kembali), len(sebagian.tetap), sebagian.seluruhnya) == (1, 2, False)
    penuh = pembagian(paket, [(None, "ba_tidak_lengkap", "")])
    assert (len(penuh.kembali), len(penuh.tetap), penuh.seluruhnya) == (3, 0, True)


def test_yang_dikembalikan_sendiri_dapat_diajukan_ulang_dengan_kertas_induknya(desa, kab):
    paket = kab.diteruskan(desa.diajukan(desa.paket(3)))
    u = paket.usulan[0]
    kembali = op.kembalikan(paket, [tanda_usulan(u)], oleh=kab.verifikator, versi=paket.versi_baris)
    for t in kembali.tanda:
        op.jawab_tanda(t.id, "dipertahankan", "Foto sudah jelas.", oleh=desa.operator)
    op.ajukan_ulang(kembali, oleh=desa.kades, versi=kembali.versi_baris)
    assert kembali.status is StatusPaket.DITERUSKAN
    assert kembali.versi == 2
    db.session.flush()
    assert queries_usulan.selisih(kembali, untuk=kab.verifikator) == []
    assert db.session.scalar(sa.select(Tanda.jawaban).where(Tanda.usulan_id == u.id)) == "dipertahankan"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Perubahan)) == 0
