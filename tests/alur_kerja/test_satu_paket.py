"""Does one packet go all the way, from a village's list to the centre's answer, leaving every trace it must?"""

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.status import JenisDokumen
from app.domain.registri.models import Kepesertaan, PerubahanRegistri, Warga
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import audit
from app.infra.db import db


@pytest.mark.parametrize("wilayah", [pabrik.DESA, pabrik.KELURAHAN])
def test_satu_paket_dari_draf_sampai_selesai(app, wilayah):
    desa, kab = pabrik.Desa(wilayah), pabrik.Kabupaten()
    paket = desa.paket(2)
    tambah, _ = paket.usulan
    almarhum = pabrik.usulan(paket, desa.operator, "hapus")
    koreksi = pabrik.usulan(paket, desa.operator, "perbaikan")
    anak = pabrik.usulan(
        paket, desa.operator, "atensi_yapi", pabrik.warga(pabrik.keluarga(wilayah), lahir=pabrik.dt.date(2016, 5, 4))
    )

    desa.diajukan(paket)
    kab.diteruskan(paket)
    assert paket.status is StatusPaket.DITERUSKAN
    kab.terverifikasi(paket)
    assert paket.status is StatusPaket.TERVERIFIKASI
    kab.disahkan(paket)
    assert paket.status is StatusPaket.DISAHKAN
    assert paket.bundel_id is None

    assert db.session.get_one(Warga, almarhum.warga_id).status_dasar == 2
    assert db.session.get_one(Warga, koreksi.warga_id).nama == "NAMA YANG BENAR"
    assert db.session.scalar(sa.select(sa.func.count(PerubahanRegistri.usulan_id))) == 5
    menunggu = {
        (k.daftar, k.status)
        for k in db.session.scalars(sa.select(Kepesertaan).where(Kepesertaan.usulan_id == tambah.id))
    }
    assert ("register", "menunggu_pusat") in menunggu

    kab.selesai(paket)
    assert paket.status is StatusPaket.SELESAI
    assert {u.status for u in paket.usulan} == {StatusUsulan.LAYAK}
    aktif = db.session.scalars(sa.select(Kepesertaan.status).where(Kepesertaan.usulan_id == anak.id)).all()
    assert aktif == ["aktif"]

    tanya = sa.select(Dokumen.jenis).join(DokumenPaket).where(DokumenPaket.paket_id == paket.id)
    assert set(db.session.scalars(tanya)) == set(JenisDokumen) - {
        JenisDokumen.SPTJM,
        JenisDokumen.PERNYATAAN_NIHIL,
        JenisDokumen.BA_KOSONG,
        JenisDokumen.LAPORAN_GUBERNUR,
        JenisDokumen.PENGANTAR_GUBERNUR,
        JenisDokumen.LEMBAR_UJI,
        JenisDokumen.FORMULIR_USULAN,
        JenisDokumen.NOTA_DINAS,
        JenisDokumen.LEMBAR_PERUBAHAN,
        JenisDokumen.TANDA_TERIMA,
    }
    db.session.commit()
    assert audit.periksa() is None


def test_usulan_tidak_layak_tidak_diterapkan_dan_tidak_menahan_yang_lain(app):
    desa, kab = pabrik.Desa(), pabrik.Kabupaten()
    paket = kab.diteruskan(desa.diajukan())
    a, b = paket.usulan
    for u, hasil in ((a, "layak"), (b, "tidak_layak")):
        pabrik.opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=u.versi_baris)
        pabrik.opu.nilai(
            u, hasil, oleh=kab.verifikator, versi=u.versi_baris, alasan_kode="dinilai_mampu" * (hasil != "layak")
        )
    kab.bundel(pabrik.JenisBundel.VERVAL, [paket], kab.verifikator, kab.kadinsos)
    kab.disahkan(paket)
    assert db.session.scalars(sa.select(PerubahanRegistri.usulan_id)).all() == [a.id]
    kab.selesai(paket)
    assert b.nilai_alasan == "Hasil pemeriksaan menunjukkan keluarga mampu"
