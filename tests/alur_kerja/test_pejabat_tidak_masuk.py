"""Prosedur: pejabat yang tidak masuk ke sistem.

Diketahui kepala desa, camat, dan bupati memutuskan di kertas. Bila petugas unitnya mencatat dari kertas yang sudah
ditandatangani dan dipindai, maka paket berjalan, pejabatnya diberi tahu dan dapat berkeberatan, dan audit tidak pernah
kehilangan siapa yang memutuskan.
"""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import Desa, Kabupaten, cetak, gambar

from app.domain.akses.pelaku import Pelaku
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.notifikasi.models import Notifikasi
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import Paket
from app.domain.usulan.operations_pejabat import jawab_keberatan, nyatakan_keberatan
from app.infra import audit
from app.infra.db import db
from app.infra.galat import TidakBisa
from app.infra.jobs import kerjakan_satu
from app.worker.kerja import KERJA

BERGERBANG = {str(b.aksi) for alur in (ALUR_PAKET, ALUR_BUNDEL) for b in alur.baris if b.gerbang}


def _bundel(jenis: JenisBundel, paket: Paket, penyusun: Pelaku) -> Bundel:
    b = bundel_op.terbitkan(jenis, [paket.id], oleh=penyusun)
    d = db.session.get_one(Dokumen, b.dokumen_id)
    cetak([d])
    pemindaian.unggah_pindaian([d], [gambar()], penanda=[t.id for t in d.tanda_tangan], oleh=penyusun)
    return b


def _pemutus(paket: Paket) -> None:
    """No step of a gate without who decided, in the chain itself and in words."""
    semua = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.aksi.in_(BERGERBANG))).all()
    assert semua
    for a in semua:
        isi = db.session.get_one(audit.AuditIsi, a.id).isi
        assert isi["diputuskan_oleh"]["nama"], a.aksi
        assert isi["diputuskan_oleh"]["jabatan"], a.aksi
        assert a.pemutus_id or a.dokumen_id, a.aksi
    assert audit.periksa() is None


def test_dari_kertas_sampai_disahkan_tanpa_satu_pun_pejabat_masuk_kecuali_kepala_dinas(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    kab.telaah(paket)
    b = _bundel(JenisBundel.TELAAH, paket, kab.petugas)
    bundel_op.putuskan(b, oleh=kab.petugas, versi=b.versi_baris, dicatat=True)
    for u in paket.usulan:
        opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=u.versi_baris)
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=u.versi_baris)
    b = _bundel(JenisBundel.VERVAL, paket, kab.verifikator)
    bundel_op.putuskan(b, oleh=kab.kadinsos, versi=b.versi_baris)
    b = _bundel(JenisBundel.PENGESAHAN, paket, kab.verifikator)
    bundel_op.putuskan(b, oleh=kab.kadinsos, versi=b.versi_baris, dicatat=True)
    assert paket.status == "disahkan"
    _pemutus(paket)


def test_kepala_desa_diberi_tahu_berkeberatan_dan_kecamatan_menjawabnya(app: Flask, jam) -> None:
    # Diketahui: pengajuan dicatat operator dari surat pengantar yang ditandatangani.
    desa, kab = Desa(), Kabupaten()
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    kab.telaah(paket)
    db.session.commit()
    # Maka: kepala desa diberi tahu.
    while kerjakan_satu({"notifikasi.kirim": KERJA["notifikasi.kirim"]}, "uji"):
        pass
    kabar = db.session.scalars(sa.select(Notifikasi.teks).where(Notifikasi.pengguna_id == desa.kades.pengguna_id)).all()
    assert any("Keputusan yang Anda tanda tangani di kertas" in k for k in kabar)
    # Bila: ia berkeberatan pada jam ke-23.
    jam(dt.timedelta(hours=23))
    paket = db.session.get_one(Paket, paket.id)
    nyatakan_keberatan(paket, alasan="Nama nomor 2 tidak kami bahas.", oleh=desa.kades, versi=paket.versi_baris)
    # Maka: kecamatan tidak dapat meneruskan sebelum menjawab.
    with pytest.raises(TidakBisa) as tidak:
        bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    assert any("Keberatan pejabat" in k for k in tidak.value.alasan)
    jawab_keberatan(
        paket,
        alasan="Notulen halaman 2 memuat nama itu; kepala desa menerima.",
        oleh=kab.camat,
        versi=paket.versi_baris,
    )
    b = _bundel(JenisBundel.TELAAH, paket, kab.petugas)
    bundel_op.putuskan(b, oleh=kab.camat, versi=b.versi_baris)
    assert paket.status == "diteruskan"
    _pemutus(paket)


def test_keberatan_yang_benar_berujung_pengembalian(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    nyatakan_keberatan(paket, alasan="Bukan tanda tangan saya.", oleh=desa.kades, versi=paket.versi_baris)
    tanda = [(None, "ba_tidak_lengkap", "Tanda tangan disangkal kepala desa.")]
    op.kembalikan(paket, tanda, oleh=kab.petugas, versi=paket.versi_baris)
    op.jawab_tanda(paket.tanda[0].id, "diperbaiki", "Ditandatangani ulang.", oleh=desa.operator)
    op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert (paket.status, paket.versi) == ("diajukan", 2)
    _pemutus(paket)
