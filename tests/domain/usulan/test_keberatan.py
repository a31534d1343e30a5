"""May an official object to what was recorded for them, and does the next gate answer before it goes on?"""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import DESA_LAIN, KABUPATEN, KECAMATAN, Desa, Kabupaten, cetak, gambar, orang

from app.domain.akses.models import KeputusanTercatat
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan.operations import tetapkan
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.usulan import kesiapan
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Paket
from app.domain.usulan.operations_pejabat import jawab_keberatan, jawab_keberatan_nihil, nyatakan_keberatan
from app.domain.usulan.syarat_pejabat import keberatan_terbuka
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh

ALASAN = "Daftar yang saya tanda tangani bukan yang ini."


def keputusan_terakhir(paket_id: int) -> KeputusanTercatat:
    k = KeputusanTercatat
    return db.session.scalars(sa.select(k).where(k.objek == f"paket:{paket_id}").order_by(k.id.desc())).first()


def dicatat(desa: Desa) -> Paket:
    """A submission that the operator recorded from the signed paper."""
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    return paket


def test_kepala_desa_menyatakan_keberatan_dan_gerbang_berikutnya_menunggu_jawaban(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    kab.telaah(paket)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)
    k = keputusan_terakhir(paket.id)
    assert (k.keberatan_oleh, k.keberatan_alasan) == (desa.kades.pengguna_id, ALASAN)
    assert kesiapan.KEBERATAN in kesiapan.telaah([paket.id])[paket.id]
    with pytest.raises(TidakBisa, match="Keberatan pejabat"):
        bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    with pytest.raises(TidakBisa, match="belum dijawab"):
        op.isi_telaah(paket, {}, oleh=kab.petugas, versi=paket.versi_baris)
    jawab_keberatan(paket, alasan="Sudah ditemui; beliau setuju.", oleh=kab.petugas, versi=paket.versi_baris)
    assert kesiapan.telaah([paket.id])[paket.id] == []
    assert keputusan_terakhir(paket.id).jawaban == "Sudah ditemui; beliau setuju."
    bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)


def test_keberatan_setelah_berkas_bersama_terbit_menahan_putusan(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    kab.telaah(paket)
    b = bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=None)
    with pytest.raises(TidakBisa) as tidak:
        bundel_op.putuskan(b, oleh=kab.camat, versi=b.versi_baris)
    assert any("Keberatan pejabat" in k for k in tidak.value.alasan)


def test_keberatan_hanya_dalam_batas_waktu(app: Flask, jam) -> None:
    desa = Desa()
    paket = dicatat(desa)
    jam(dt.timedelta(hours=24, minutes=1))
    with pytest.raises(TidakBisa, match="sampai"):
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)


def test_keberatan_atas_nama_pejabat_oleh_tingkat_di_atasnya_dengan_alasan(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    with pytest.raises(GalatIsian):
        nyatakan_keberatan(paket, alasan=" ", oleh=kab.petugas, versi=paket.versi_baris)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.petugas, versi=paket.versi_baris)
    with pytest.raises(TidakBisa, match="sudah dinyatakan"):
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)


def test_operator_desa_dan_kepala_desa_lain_tidak_menyatakan_keberatan(app: Flask) -> None:
    desa = Desa()
    paket = dicatat(desa)
    for siapa in (desa.operator, orang(Peran.KEPALA_DESA, DESA_LAIN)):
        with pytest.raises(TidakBoleh):
            nyatakan_keberatan(paket, alasan=ALASAN, oleh=siapa, versi=paket.versi_baris)


def test_keputusan_yang_diambil_sendiri_tidak_dapat_dikeberati(app: Flask) -> None:
    desa = Desa()
    paket = desa.diajukan()
    with pytest.raises(TidakBisa, match="Belum ada keputusan"):
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)


def test_pengembalian_ke_desa_menjawab_keberatan(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)
    tanda = [(None, "ba_tidak_lengkap", "Kepala desa berkeberatan.")]
    op.kembalikan(paket, tanda, oleh=kab.petugas, versi=paket.versi_baris)
    assert keputusan_terakhir(paket.id).dijawab is not None


def test_keputusan_yang_diambil_camat_sendiri_tidak_dapat_dikeberati(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = kab.diteruskan(desa.diajukan())
    with pytest.raises(TidakBisa):  # the camat signed in and decided: nothing was recorded for him
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.camat, versi=paket.versi_baris)


def terbit(jenis: JenisBundel, paket: list[Paket], penyusun: Pelaku) -> Bundel:
    """A bundel whose paper is signed and scanned, before anybody decides."""
    b = bundel_op.terbitkan(jenis, [p.id for p in paket], oleh=penyusun)
    d = db.session.get_one(Dokumen, b.dokumen_id)
    cetak([d])
    pemindaian.unggah_pindaian([d], [gambar()], penanda=[t.id for t in d.tanda_tangan], oleh=penyusun)
    return b


def catat(jenis: JenisBundel, paket: list[Paket], penyusun: Pelaku, pencatat: Pelaku) -> Bundel:
    """A bundel decided on paper, recorded for its official."""
    b = terbit(jenis, paket, penyusun)
    bundel_op.putuskan(b, oleh=pencatat, versi=b.versi_baris, dicatat=True)
    return b


def test_keberatan_camat_dijawab_dinas_sosial_sebelum_verval(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    kab.telaah(paket := desa.diajukan())
    b = catat(JenisBundel.TELAAH, [paket], kab.petugas, orang(Peran.OPERATOR_KECAMATAN, KECAMATAN))
    with pytest.raises(TidakBisa, match="Keberatan dinyatakan Camat"):
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.petugas, versi=None)
    bundel_op.nyatakan_keberatan(b, alasan=ALASAN, oleh=kab.camat)
    for u in paket.usulan:
        opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=None)
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=None)
    with pytest.raises(TidakBisa, match="Keberatan pejabat"):
        bundel_op.terbitkan(JenisBundel.VERVAL, [paket.id], oleh=kab.verifikator)
    with pytest.raises(TidakBoleh):  # it left the kecamatan, which no longer answers
        jawab_keberatan(paket, alasan="-", oleh=kab.petugas, versi=paket.versi_baris)
    jawab_keberatan(paket, alasan="Camat sudah ditemui.", oleh=kab.verifikator, versi=paket.versi_baris)
    bundel_op.terbitkan(JenisBundel.VERVAL, [paket.id], oleh=kab.verifikator)
    k = KeputusanTercatat
    semua = db.session.scalars(sa.select(k).where(k.objek.in_((b.sebutan_audit, paket.sebutan_audit)))).all()
    assert [x.keberatan_alasan for x in semua] == [ALASAN, ALASAN]


def test_keberatan_camat_tidak_hilang_karena_keputusan_lain_tercatat_sesudahnya(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    atur = {"wilayah_kode": KABUPATEN, "mulai": clock.hari_ini(), "oleh": orang(Peran.ADMIN, KABUPATEN)}
    tetapkan("pejabat_masuk", Peran.KEPALA_DINSOS, {"masuk": "tidak"}, **atur)
    kab.telaah(paket := desa.diajukan())
    catat(JenisBundel.TELAAH, [paket], kab.petugas, orang(Peran.OPERATOR_KECAMATAN, KECAMATAN))
    for u in paket.usulan:
        opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=None)
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=None)
    catat(JenisBundel.VERVAL, [paket], kab.verifikator, orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN))
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.camat, versi=paket.versi_baris)
    nyatakan_keberatan(paket, alasan="Belum saya baca.", oleh=kab.kadinsos, versi=paket.versi_baris)
    assert {k.peran: k.keberatan_alasan for k in keberatan_terbuka(paket.id)} == {
        Peran.CAMAT: ALASAN,
        Peran.KEPALA_DINSOS: "Belum saya baca.",
    }
    with pytest.raises(TidakBisa, match="Keberatan pejabat"):
        bundel_op.terbitkan(JenisBundel.PENGESAHAN, [paket.id], oleh=kab.verifikator)


def test_keberatan_kepala_daerah_dijawab_sebelum_paket_ditutup(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = kab.terverifikasi(kab.diteruskan(desa.diajukan()))
    catat(JenisBundel.PENGESAHAN, [paket], kab.verifikator, kab.kadinsos)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.bupati, versi=paket.versi_baris)
    for u in paket.usulan:
        opu.catat_siks(u, "diterima", oleh=kab.verifikator, versi=None)
    with pytest.raises(TidakBisa, match="belum dijawab"):
        op.catat_hasil(paket, oleh=kab.verifikator, versi=paket.versi_baris)
    jawab_keberatan(paket, alasan="Sudah dijelaskan.", oleh=kab.verifikator, versi=paket.versi_baris)
    op.catat_hasil(paket, oleh=kab.verifikator, versi=paket.versi_baris)
    assert paket.status == "selesai"


def test_paket_tanpa_usulan_hidup_tidak_ditutup_sebelum_keberatan_dijawab(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    kab.telaah(paket := desa.diajukan())
    catat(JenisBundel.TELAAH, [paket], kab.petugas, orang(Peran.OPERATOR_KECAMATAN, KECAMATAN))
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.camat, versi=paket.versi_baris)
    for u in paket.usulan:
        opu.nilai(u, "tidak_layak", oleh=kab.verifikator, versi=None, alasan_kode="dinilai_mampu")
    with pytest.raises(TidakBisa, match="belum dijawab"):
        op.tutup(paket, oleh=kab.verifikator, versi=paket.versi_baris)


def test_keberatan_lewat_berkas_bersama_melewati_paket_yang_sudah_kembali_ke_desa(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    lain = Desa("33.28.10.2005")
    dua = [desa.diajukan(), lain.diajukan()]
    for p in dua:
        kab.telaah(p)
    b = catat(JenisBundel.TELAAH, dua, kab.petugas, orang(Peran.OPERATOR_KECAMATAN, KECAMATAN))
    tanda = [(None, "ba_tidak_lengkap", "Halaman dua tidak ada.")]
    op.kembalikan(dua[0], tanda, oleh=kab.verifikator, versi=dua[0].versi_baris)
    with pytest.raises(TidakBoleh):
        bundel_op.nyatakan_keberatan(b, alasan=ALASAN, oleh=desa.operator)
    bundel_op.nyatakan_keberatan(b, alasan=ALASAN, oleh=kab.camat)
    assert [len(keberatan_terbuka(p.id)) for p in dua] == [0, 1]
    op.kembalikan(dua[1], tanda, oleh=kab.verifikator, versi=dua[1].versi_baris)
    with pytest.raises(TidakBisa, match="masih berjalan"):
        bundel_op.nyatakan_keberatan(b, alasan=ALASAN, oleh=kab.camat)


def nihil_dicatat(desa: Desa) -> Paket:
    """A statement of nothing that the operator recorded from the signed paper; the kepala desa objects."""
    paket = op.nyatakan_nihil(oleh=desa.operator)
    desa.tanda_tangani(paket)
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    nyatakan_keberatan(paket, alasan="Ada warga yang perlu diusulkan.", oleh=desa.kades, versi=paket.versi_baris)
    return paket


def test_keberatan_atas_nihil_yang_dicatat_dijawab_kecamatan(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = nihil_dicatat(desa)
    for siapa in (desa.operator, desa.kades, kab.verifikator, orang(Peran.CAMAT, "33.28.11")):
        with pytest.raises(TidakBoleh):
            jawab_keberatan_nihil(paket, alasan="-", oleh=siapa, versi=paket.versi_baris)
    jawab_keberatan_nihil(paket, alasan="Beliau setuju nihil.", oleh=kab.petugas, versi=paket.versi_baris)
    assert keputusan_terakhir(paket.id).jawaban == "Beliau setuju nihil."
    with pytest.raises(TidakBisa, match="Tidak ada keberatan"):
        jawab_keberatan_nihil(paket, alasan="-", oleh=kab.camat, versi=paket.versi_baris)


def test_nihil_yang_dibuka_kembali_menjawab_keberatannya(app: Flask) -> None:
    desa = Desa()
    paket = nihil_dicatat(desa)
    op.buka_nihil(paket, oleh=desa.operator, versi=paket.versi_baris)
    assert paket.status == "draf"
    assert keberatan_terbuka(paket.id) == []


def test_tanpa_keberatan_tidak_ada_yang_dijawab(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    with pytest.raises(TidakBisa, match="Tidak ada keberatan"):
        jawab_keberatan(paket, alasan="-", oleh=kab.petugas, versi=paket.versi_baris)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)
    with pytest.raises(TidakBoleh):
        jawab_keberatan(paket, alasan="-", oleh=desa.operator, versi=paket.versi_baris)


def test_yang_menyatakan_keberatan_atas_nama_pejabat_tidak_menjawabnya_sendiri(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.petugas, versi=paket.versi_baris)
    with pytest.raises(TidakBisa, match="Anda sendiri yang mencatat"):
        jawab_keberatan(paket, alasan="Beres.", oleh=kab.petugas, versi=paket.versi_baris)
    jawab_keberatan(paket, alasan="Sudah ditemui.", oleh=kab.camat, versi=paket.versi_baris)
    assert keberatan_terbuka(paket.id) == []
