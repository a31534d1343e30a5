"""Does a bundel lock, move and free its packets as the rules say?"""

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import J, Kabupaten, tanda_tangani

from app.domain.akses.langkah import lakukan
from app.domain.akses.peran import Peran
from app.domain.bundel import operations as op
from app.domain.bundel import queries
from app.domain.bundel.models import BundelPaket
from app.domain.bundel.status import RAGAM, StatusBundel
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import StatusDokumen
from app.domain.registri.models import Kepesertaan
from app.domain.usulan import operations as op_paket
from app.domain.usulan import operations_perubahan as perubahan
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import audit
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBisa, TidakBoleh
from app.infra.jobs import Pekerjaan


@pytest.fixture
def kab(app):
    return Kabupaten()


def alasan(galat):
    return " | ".join(galat.value.alasan)


def minta_penarikan(paket, operator):
    u = paket.usulan[0]
    perubahan.minta(u, "penarikan", alasan="Meninggal dunia", oleh=operator, versi=u.versi_baris)


def test_penerbitan_mengunci_paket_dan_membekukan_versinya(kab):
    a, b = kab.telaah(kab.diajukan()), kab.telaah(kab.diajukan(pabrik.KELURAHAN))
    bundel = kab.bundel(J.TELAAH, b, a)
    assert bundel.status is StatusBundel.TERBIT
    assert bundel.wilayah_kode == pabrik.KECAMATAN
    assert bundel.periode == "2026-11"
    assert a.bundel_id == b.bundel_id == bundel.id
    assert [(x.paket_id, x.versi) for x in bundel.paket] == sorted([(a.id, 1), (b.id, 1)])
    kertas = db.session.get_one(Dokumen, bundel.dokumen_id)
    assert kertas.rantai == f"bundel:{bundel.id}"
    assert kertas.unit_kode == pabrik.KECAMATAN


@pytest.mark.parametrize(
    ("langkah", "siapa"),
    [
        (lambda p, o: op_paket.tarik_kembali(p, alasan="Salah", oleh=o, versi=p.versi_baris), "operator"),
        (lambda p, o: op_paket.kembalikan(p, [(None, "ba_tidak_lengkap", "")], oleh=o, versi=p.versi_baris), "petugas"),
        (lambda p, o: op_paket.isi_telaah(p, {"waktu": ("tidak", "")}, oleh=o, versi=p.versi_baris), "petugas"),
        (lambda p, o: op_paket.hentikan(p, alasan="Salah", oleh=o, versi=p.versi_baris), "kadinsos"),
    ],
    ids=["tarik_kembali", "kembalikan", "isi_telaah", "hentikan"],
)
def test_paket_dalam_bundel_terbit_menolak_langkah_lain(kab, langkah, siapa):
    paket = kab.telaah(kab.diajukan())
    bundel = kab.bundel(J.TELAAH, paket)
    oleh = kab.desa[pabrik.DESA].operator if siapa == "operator" else getattr(kab, siapa)
    with pytest.raises(TidakBisa, match="berkas bersama"):
        langkah(paket, oleh)
    op.buka(bundel, alasan="Ada yang perlu diperbaiki", oleh=kab.petugas, versi=bundel.versi_baris)
    langkah(paket, oleh)


def test_paket_tidak_dapat_diteruskan_tanpa_bundel(kab):
    paket = kab.telaah(kab.diajukan())
    with pytest.raises(TidakBisa, match="bundel"):
        lakukan(ALUR_PAKET, paket, RAGAM[J.TELAAH].langkah, oleh=kab.camat, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN


def test_bundel_kosong_ditolak(kab):
    with pytest.raises(GalatIsian, match="paling sedikit satu paket"):
        op.terbitkan(J.TELAAH, [], oleh=kab.petugas)


def test_paket_yang_belum_siap_ditolak_dengan_nomor_dan_semua_sebabnya(kab):
    a, b = kab.diajukan(), kab.telaah(kab.diajukan(pabrik.KELURAHAN))
    with pytest.raises(TidakBisa) as tidak:
        op.terbitkan(J.TELAAH, [a.id, b.id], oleh=kab.petugas)
    assert all(kalimat.startswith(a.nomor) for kalimat in tidak.value.alasan)
    assert "butir daftar periksa belum diisi" in alasan(tidak)
    assert "Pindaian Berita acara musyawarah belum diperiksa" in alasan(tidak)
    assert b.bundel_id is None, "all or nothing"


def test_paket_yang_sudah_di_bundel_lain_ditolak(kab):
    paket = kab.telaah(kab.diajukan())
    kab.bundel(J.TELAAH, paket)
    with pytest.raises(TidakBisa, match="sudah ada di dalam berkas bersama lain"):
        op.terbitkan(J.TELAAH, [paket.id], oleh=kab.petugas)


def test_paket_dengan_status_lain_ditolak(kab):
    paket = kab.diteruskan()
    with pytest.raises(TidakBisa, match="Perlu diverifikasi.*tidak dapat masuk surat pengesahan"):
        op.terbitkan(J.PENGESAHAN, [paket.id], oleh=kab.verifikator)


def test_paket_kecamatan_lain_tidak_ada_bagi_petugas(kab):
    asing = kab.telaah(kab.diajukan(pabrik.DESA_LAIN))
    with pytest.raises(TidakAda):
        op.terbitkan(J.TELAAH, [asing.id], oleh=kab.petugas)
    assert asing.bundel_id is None


def test_verifikator_tingkat_kecamatan_tidak_menerbitkan_kertas_kabupaten(kab):
    paket = kab.nilai(kab.diteruskan())
    sebagian = pabrik.orang(Peran.VERIFIKATOR_DINSOS, pabrik.KECAMATAN)
    with pytest.raises(TidakBoleh):
        op.terbitkan(J.VERVAL, [paket.id], oleh=sebagian)


# A verifikator steps in for a packet that the kecamatan typed: see tests/domain/usulan/test_pengetikan.py.
PENYUSUN_TELAAH = (Peran.OPERATOR_KECAMATAN, Peran.VERIFIKATOR_DINSOS)


@pytest.mark.parametrize("peran", [p for p in Peran if p not in PENYUSUN_TELAAH])
def test_hanya_petugas_kecamatan_menerbitkan_ba_telaah(kab, peran):
    with pytest.raises(TidakBoleh):
        op.terbitkan(J.TELAAH, [1], oleh=pabrik.orang(peran, pabrik.KECAMATAN))


def test_putusan_menunggu_tanda_tangan_pada_kertasnya(kab):
    paket = kab.telaah(kab.diajukan())
    bundel = kab.bundel(J.TELAAH, paket)
    with pytest.raises(TidakBisa, match="Berita acara telaah kecamatan .*belum ditandatangani Camat Slawi"):
        op.putuskan(bundel, oleh=kab.camat, versi=bundel.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN
    tanda_tangani(bundel, None, kab)
    op.putuskan(bundel, oleh=kab.camat, versi=bundel.versi_baris)
    assert bundel.status is StatusBundel.DIPUTUS
    assert bundel.diputus is not None
    assert paket.status is StatusPaket.DITERUSKAN
    assert paket.bundel_id is None


def test_camat_mengetahui_sptjm_diminta_pada_gerbang_telaah(kab):
    desa = kab.desa[pabrik.DESA]
    paket = desa.paket(1)
    op_paket.pakai_sptjm(paket, alasan="Tidak ada musyawarah bulan ini", oleh=desa.operator, versi=paket.versi_baris)
    desa.tanda_tangani(paket)
    op_paket.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    kab.telaah(paket)
    bundel = kab.bundel(J.TELAAH, paket)
    tanda_tangani(bundel, None, kab)
    with pytest.raises(TidakBisa, match="Slawi Kulon: Surat pernyataan tanggung jawab mutlak.*Camat Slawi"):
        op.putuskan(bundel, oleh=kab.camat, versi=bundel.versi_baris)


def test_setiap_paket_mempunyai_baris_auditnya_sendiri(kab):
    a, b = kab.telaah(kab.diajukan()), kab.telaah(kab.diajukan(pabrik.KELURAHAN))
    bundel = kab.bundel(J.TELAAH, a, b)
    kab.putuskan(bundel)
    for p in (a, b):
        baris = db.session.scalars(
            sa.select(audit.Audit).where(audit.Audit.objek == f"paket:{p.id}").order_by(audit.Audit.id.desc())
        ).first()
        assert (baris.aksi, baris.dari, baris.ke) == ("paket.teruskan", "diajukan", "diteruskan")
        assert baris.pengguna_id == kab.camat.pengguna_id
    milik = sa.select(audit.Audit.aksi).where(audit.Audit.objek == f"bundel:{bundel.id}").order_by(audit.Audit.urut)
    assert list(db.session.scalars(milik)) == ["bundel.terbitkan_telaah", "bundel.putuskan_telaah"]


def test_satu_paket_yang_terhalang_menahan_semua(kab):
    a, b = kab.telaah(kab.diajukan()), kab.telaah(kab.diajukan(pabrik.KELURAHAN))
    bundel = kab.bundel(J.TELAAH, a, b)
    tanda_tangani(bundel, None, kab)
    operator = kab.desa[pabrik.KELURAHAN].operator
    minta_penarikan(b, operator)
    with pytest.raises(TidakBisa) as tidak:
        op.putuskan(bundel, oleh=kab.camat, versi=bundel.versi_baris)
    assert tidak.value.alasan == [f"{b.nomor}: 1 permintaan perubahan belum dijawab."]
    assert a.status is b.status is StatusPaket.DIAJUKAN
    assert bundel.status is StatusBundel.TERBIT


def test_pemutus_bukan_penyusun_walau_berganti_peran(kab):
    """Four eyes compares persons: the composer who also holds the camat's post may not decide."""
    paket = kab.telaah(kab.diajukan())
    bundel = kab.bundel(J.TELAAH, paket)
    tanda_tangani(bundel, None, kab)
    rangkap = pabrik.orang(Peran.CAMAT, pabrik.KECAMATAN)
    orang_sama = type(rangkap)(
        **{f: getattr(rangkap, f) for f in rangkap.__dataclass_fields__ if f != "pengguna_id"},
        pengguna_id=kab.petugas.pengguna_id,
    )
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.putuskan(bundel, oleh=orang_sama, versi=bundel.versi_baris)


@pytest.mark.parametrize("siapa", ["petugas", "camat_lain", "verifikator", "kadinsos", "bupati"])
def test_hanya_camat_kecamatannya_yang_memutus_telaah(kab, siapa):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    tanda_tangani(bundel, None, kab)
    with pytest.raises(TidakBoleh):
        op.putuskan(bundel, oleh=getattr(kab, siapa), versi=bundel.versi_baris)


def test_halaman_usang_tidak_memutus_apa_pun(kab):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    tanda_tangani(bundel, None, kab)
    with pytest.raises(HalamanUsang):
        op.putuskan(bundel, oleh=kab.camat, versi=bundel.versi_baris - 1)
    assert bundel.status is StatusBundel.TERBIT


def test_bundel_yang_sudah_diputus_tidak_dapat_dibuka_atau_diputus_lagi(kab):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    kab.putuskan(bundel)
    for langkah in (op.putuskan, lambda *a, **k: op.buka(*a, alasan="x", **k)):
        with pytest.raises(TidakBisa, match="Diputus"):
            langkah(bundel, oleh=kab.camat, versi=bundel.versi_baris)


def test_pembukaan_perlu_alasan(kab):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    with pytest.raises(GalatIsian, match="Tulis alasan"):
        op.buka(bundel, alasan="  ", oleh=kab.petugas, versi=bundel.versi_baris)


def test_kertas_bundel_yang_dibuka_digantikan_oleh_penerusnya(kab):
    paket = kab.telaah(kab.diajukan())
    lama = kab.bundel(J.TELAAH, paket)
    op.buka(lama, alasan="Keliru memilih paket", oleh=kab.camat, versi=lama.versi_baris)
    kertas_lama = db.session.get_one(Dokumen, lama.dokumen_id)
    assert lama.status is StatusBundel.DIBUKA
    assert kertas_lama.status is StatusDokumen.BATAL
    assert paket.bundel_id is None
    assert db.session.scalar(sa.select(sa.func.count()).select_from(BundelPaket)) == 1, "the list stays on record"
    baru = kab.bundel(J.TELAAH, paket)
    assert kertas_lama.status is StatusDokumen.DIGANTIKAN
    assert kertas_lama.pengganti_id == baru.dokumen_id


def test_verval_menolak_paket_yang_belum_dinilai_dan_belum_dipadankan(kab):
    paket = kab.diteruskan()
    a, b = paket.usulan
    with pytest.raises(TidakBisa, match="2 usulan belum dinilai"):
        kab.bundel(J.VERVAL, paket)
    opu.nilai(a, "layak", oleh=kab.verifikator, versi=None)
    opu.nilai(b, "tidak_layak", oleh=kab.verifikator, versi=None, alasan_kode="pindah")
    with pytest.raises(TidakBisa, match="Hasil pemadanan belum ada untuk 1 usulan"):
        kab.bundel(J.VERVAL, paket)
    op_paket.bebaskan_padanan(paket, alasan="Data pusat sedang ditutup", oleh=kab.kadinsos, versi=paket.versi_baris)
    kab.putuskan(kab.bundel(J.VERVAL, paket))
    assert paket.status is StatusPaket.TERVERIFIKASI


def test_pengesahan_menerapkan_usulan_layak_ke_registri(kab):
    paket = kab.terverifikasi(jumlah=2, tidak_layak=1)
    kab.putuskan(kab.bundel(J.PENGESAHAN, paket))
    assert paket.status is StatusPaket.DISAHKAN
    tolak, layak = paket.usulan
    assert (tolak.status, layak.status) == (StatusUsulan.TIDAK_LAYAK, StatusUsulan.LAYAK)
    peserta = db.session.scalars(sa.select(Kepesertaan)).all()
    assert {k.usulan_id for k in peserta} == {layak.id}
    assert {k.status for k in peserta} == {"menunggu_pusat"}


def test_pemutus_diberi_tahu_ketika_terbit(kab):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    kabar = [
        p.muatan
        for p in db.session.scalars(sa.select(Pekerjaan).where(Pekerjaan.nama == "notifikasi.kirim"))
        if p.muatan["objek"] == f"bundel:{bundel.id}"
    ]
    assert [(k["peran"], k["wilayah"]) for k in kabar] == [(["camat"], pabrik.KECAMATAN)]


def test_bundel_menunggu_hanya_pada_pemutusnya(kab):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    assert [b.id for b in queries.menunggu(untuk=kab.camat)] == [bundel.id]
    for lain in (kab.petugas, kab.camat_lain, kab.verifikator, kab.kadinsos, kab.bupati):
        assert queries.menunggu(untuk=lain) == []
    kab.putuskan(bundel)
    assert queries.menunggu(untuk=kab.camat) == []


def test_daftar_bundel_tersaring_wilayah(kab):
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    for lihat in (kab.petugas, kab.camat, kab.verifikator, kab.kadinsos, kab.bupati):
        assert [b.id for b in queries.daftar(untuk=lihat)[0]] == [bundel.id]
        assert queries.satu(bundel.id, untuk=lihat).id == bundel.id
    for buta in (kab.petugas_lain, kab.camat_lain, kab.desa[pabrik.DESA].operator, kab.desa[pabrik.DESA].kades):
        assert queries.daftar(untuk=buta)[0] == []
        assert queries.isi(bundel.id, untuk=buta) == []
        with pytest.raises(TidakAda):
            queries.satu(bundel.id, untuk=buta)
