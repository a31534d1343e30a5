"""Four real days: the camat is silent, one of 78 names is bad, a NIK was mistyped, a nominee dies at Dinas Sosial."""

import datetime as dt

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import J, Kabupaten

from app.domain.bundel import operations as bundel_op
from app.domain.bundel import operations_terpaksa as terpaksa
from app.domain.bundel.status import StatusBundel
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen, StatusDokumen
from app.domain.registri.models import Kepesertaan
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan.models import Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import TidakBisa


@pytest.fixture
def kab(app):
    clock.bekukan(dt.datetime(2026, 11, 2, 3, tzinfo=dt.UTC))
    yield Kabupaten()
    assert audit.periksa() is None
    clock.bekukan(None)


def hari(tanggal):
    clock.bekukan(dt.datetime(2026, 11, tanggal, 3, tzinfo=dt.UTC))


def lembar(desa, paket):
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)


def surat(bundel):
    return db.session.get_one(Dokumen, bundel.dokumen_id)


def test_camat_diam(kab):
    """Diketahui: Senin 2 November desa mengajukan, dan camat tidak menelaah.

    Ketika: Senin berikutnya kepala Dinas Sosial mencoba melampaui kecamatan, lalu mencoba lagi esoknya.
    Maka: percobaan pertama ditolak dengan menyebut tanggal mulainya; yang kedua berhasil, camat diberi tahu, dan paket
    selesai sampai disahkan tanpa berita acara telaah.
    """
    paket = kab.diajukan()
    hari(9)
    with pytest.raises(TidakBisa, match="mulai 10 November 2026"):
        terpaksa.lampaui_kecamatan(paket, alasan="Camat diam.", oleh=kab.kadinsos, versi=paket.versi_baris)
    hari(10)
    terpaksa.lampaui_kecamatan(paket, alasan="Camat diam.", oleh=kab.kadinsos, versi=paket.versi_baris)
    kab.putuskan(kab.bundel(J.VERVAL, kab.nilai(paket)))
    kab.putuskan(kab.bundel(J.PENGESAHAN, paket))
    assert paket.status is StatusPaket.DISAHKAN
    telaah = sa.select(sa.func.count()).select_from(Dokumen).where(Dokumen.jenis == JenisDokumen.BA_TELAAH)
    assert db.session.scalar(telaah) == 0


def test_tujuh_puluh_tujuh_baik_dan_satu_bermasalah(kab):
    """Diketahui: satu paket berisi 78 nama, dan foto rumah satu nama tidak jelas.

    Ketika: petugas kecamatan menandai nama itu dan mengembalikan, lalu meneruskan sisanya.
    Maka: 77 nama disahkan bulan itu juga; satu nama kembali ke desa, dijawab, diajukan ulang, dan menyusul.
    """
    desa = kab.desa[pabrik.DESA]
    paket = desa.diajukan(desa.paket(78))
    buruk = paket.usulan[40]
    tanda = [(buruk.id, "foto_rumah_tidak_jelas", "Ambil dari depan.")]
    kembali = op.kembalikan(paket, tanda, oleh=kab.petugas, versi=paket.versi_baris)
    assert (len(paket.usulan), len(kembali.usulan)) == (77, 1)
    kab.putuskan(kab.bundel(J.TELAAH, kab.telaah(paket)))
    kab.putuskan(kab.bundel(J.VERVAL, kab.nilai(paket)))
    sah = kab.bundel(J.PENGESAHAN, paket)
    kab.putuskan(sah)
    assert paket.status is StatusPaket.DISAHKAN
    assert [sum(p["jumlah"].values()) for p in surat(sah).konteks["isi"]["paket"]] == [77]
    op.jawab_tanda(kembali.tanda[0].id, "diperbaiki", "Foto diganti.", oleh=desa.operator)
    op.ajukan_ulang(kembali, oleh=desa.kades, versi=kembali.versi_baris)
    kab.putuskan(kab.bundel(J.TELAAH, kab.telaah(kembali)))
    kab.putuskan(kab.bundel(J.VERVAL, kab.nilai(kembali)))
    kab.putuskan(kab.bundel(J.PENGESAHAN, kembali))
    assert kembali.status is StatusPaket.DISAHKAN
    layak = sa.select(sa.func.count()).select_from(Usulan).where(Usulan.status == StatusUsulan.LAYAK)
    assert db.session.scalar(layak) == 78


def test_salah_ketik_setelah_diajukan(kab):
    """Diketahui: paket sudah di kecamatan, lalu operator melihat dua nama dan satu NIK salah ketik.

    Ketika: desa meminta ralat ketiganya dalam satu lembar yang ditandatangani, dan kecamatan menerimanya.
    Maka: daftar, registri, dan kertas berikutnya memakai yang benar; paket tidak kembali ke desa.
    """
    desa = kab.desa[pabrik.DESA]
    paket = kab.diajukan(jumlah=3)
    a, b, c = paket.usulan
    nik = c.warga.nik[:12] + "9001"
    for u, isi in ((a, {"ralat.nama": ["AMIN"]}), (b, {"ralat.nama": ["BUDI"]}), (c, {"ralat.nik": [nik]})):
        opp.minta(u, "ralat", alasan="Salah ketik.", kiriman=isi, oleh=desa.operator, versi=u.versi_baris)
    lembar(desa, paket)
    semua = db.session.scalars(sa.select(Dokumen).where(Dokumen.jenis == JenisDokumen.LEMBAR_PERUBAHAN)).all()
    assert [len(d.konteks["isi"]["baris"]) for d in semua] == [3]
    for u in (a, b, c):
        terpaksa.terima_perubahan(u, "ralat", oleh=kab.petugas, versi=u.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN
    assert (a.nama, b.warga.nama, c.warga.nik) == ("AMIN", "BUDI", nik)
    kab.putuskan(kab.bundel(J.TELAAH, kab.telaah(paket)))
    verval = surat(kab.bundel(J.VERVAL, kab.nilai(paket))).konteks["isi"]["paket"][0]["nama"]
    assert {n["baris"]["nama"] for n in verval} == {"AMIN", "BUDI", c.nama}
    assert nik in {n["baris"]["nik"] for n in verval}


def test_calon_penerima_meninggal_saat_di_dinsos(kab):
    """Diketahui: surat pengesahan atas dua paket sudah terbit, dan satu calon penerima meninggal.

    Ketika: desa meminta gugur dengan akta kematian, dan verifikator menerimanya.
    Maka: surat lama batal dan digantikan surat baru tanpa nama itu; yang meninggal tidak mendapat kepesertaan, yang
    lain tidak tertahan.
    """
    paket, lain = kab.terverifikasi(jumlah=3), kab.terverifikasi("33.28.10.2005")
    terbit = kab.bundel(J.PENGESAHAN, paket, lain)
    lama, u, desa = surat(terbit), paket.usulan[1], kab.desa[paket.wilayah_kode]
    pabrik.bukti(u.keluarga, ["AKTA_KEMATIAN"], desa.operator)
    opp.minta(u, "gugur", alasan="", alasan_kode="meninggal", oleh=desa.operator, versi=u.versi_baris)
    lembar(desa, paket)
    terpaksa.terima_perubahan(u, "gugur", oleh=kab.verifikator, versi=u.versi_baris)
    assert (terbit.status, lama.status) == (StatusBundel.DIBUKA, StatusDokumen.BATAL)
    ulang = bundel_op.terbitkan(J.PENGESAHAN, [paket.id, lain.id], oleh=kab.verifikator)
    assert (lama.status, lama.pengganti_id) == (StatusDokumen.DIGANTIKAN, ulang.dokumen_id)
    kab.putuskan(ulang)
    assert paket.status is lain.status is StatusPaket.DISAHKAN
    peserta = set(db.session.scalars(sa.select(Kepesertaan.usulan_id)))
    assert peserta == {x.id for p in (paket, lain) for x in p.usulan} - {u.id}
