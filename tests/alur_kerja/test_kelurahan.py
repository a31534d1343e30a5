"""Does a kelurahan go its own way: lurah, musyawarah kelurahan, no BPD, and only the papers that it needs?"""

import pabrik
import pytest
from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.berlaku import nilai
from app.domain.dokumen import operations as dok
from app.domain.dokumen.konteks import cairkan
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.rapat.models import Rapat
from app.domain.usulan import operations as op
from app.domain.usulan.isian import bukti_wajib, pertanyaan
from app.domain.usulan.status import StatusPaket
from app.infra import clock
from app.infra.db import db

ADMIN = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")


@pytest.fixture
def kelurahan(app: Flask) -> pabrik.Desa:
    return pabrik.Desa(pabrik.KELURAHAN)


def _isi(paket: pabrik.Paket, jenis: D):
    return cairkan(dok.milik_paket(paket.id, [jenis])[0].konteks)


def test_kelurahan_bermusyawarah_dan_mengajukan_dengan_lurah(kelurahan: pabrik.Desa) -> None:
    """Diberikan kelurahan tanpa BPD; ketika lurah mengundang musyawarah kelurahan dan paketnya diajukan;
    maka undangan, berita acara, dan surat pengantar memakai kop kelurahan dan ditandatangani lurah."""
    paket = kelurahan.paket()
    r = kelurahan.rapat(paket)
    assert (r.jenis, r.penyelenggara, r.pimpinan_jabatan) == ("muskel", "lurah", "Lurah")
    r.pengundang_nama = ""
    op.siapkan_musyawarah(paket, oleh=kelurahan.operator, versi=paket.versi_baris)
    _, undangan, ttd = _isi(paket, D.UNDANGAN)
    assert undangan.acara.sebutan == "Musyawarah Kelurahan"
    assert undangan.kop.baris[-1] == "KELURAHAN KAGOK"
    assert [p.jabatan for p in ttd] == ["Lurah Kagok"]

    _catat(kelurahan, paket)
    for jenis, jabatan in ((D.BA_MUSYAWARAH, "Lurah Kagok"), (D.SURAT_PENGANTAR, "Lurah Kagok")):
        _, naskah, penanda = _isi(paket, jenis)
        assert naskah.kop.baris[-1] == "KELURAHAN KAGOK"
        assert jabatan in [p.jabatan for p in penanda], jenis
        assert not any("BPD" in p.jabatan or "Kepala Desa" in p.jabatan for p in penanda), jenis


def _catat(kelurahan: pabrik.Desa, paket: pabrik.Paket) -> None:
    r = db.session.get_one(Rapat, paket.rapat_id)
    isian = pabrik.IsianHasil("Bu Lurah", "Lurah", "Bu Notulis", "Sekretaris kelurahan", "Setiap nama dibahas.")
    pabrik.rapat_op.catat_hasil(r, isian, oleh=kelurahan.operator, versi=None)
    semua = {u.id: ("sepakat", "", "") for u in paket.usulan}
    op.catat_musyawarah(paket, semua, oleh=kelurahan.operator, versi=paket.versi_baris)
    pabrik.rapat_op.simpan_foto(r, "FOTO_MUSDES", pabrik.gambar("red"), oleh=kelurahan.operator)
    pabrik.rapat_op.simpan_foto(r, "PUBLIKASI", pabrik.gambar("blue"), oleh=kelurahan.operator)
    kelurahan.tanda_tangani(paket)
    op.ajukan(paket, oleh=kelurahan.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN


def test_hanya_naskah_foto_dan_tanda_tangan_yang_diminta_aturan_unit_itu(kelurahan: pabrik.Desa) -> None:
    """Diberikan kelurahan yang aturannya hanya meminta surat pengantar dan satu foto;
    ketika hanya itu yang ada; maka paket dapat diajukan."""
    isi = {"foto": ["FOTO_MUSDES"], "dokumen": ["surat_pengantar"]}
    aturan.tetapkan(
        "lampiran_paket", "musyawarah", isi, wilayah_kode=pabrik.KELURAHAN, mulai=clock.hari_ini(), oleh=ADMIN
    )
    paket = kelurahan.siap_diajukan()
    r = db.session.get_one(Rapat, paket.rapat_id)
    pabrik.rapat_op.simpan_foto(r, "FOTO_MUSDES", pabrik.gambar("red"), oleh=kelurahan.operator)
    surat = dok.milik_paket(paket.id, [D.SURAT_PENGANTAR])
    pabrik.cetak(surat)
    penanda = [t.id for t in surat[0].tanda_tangan]
    pabrik.pemindaian.unggah_pindaian(surat, [pabrik.gambar()], penanda=penanda, oleh=kelurahan.operator)
    op.ajukan(paket, oleh=kelurahan.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN


@pytest.mark.parametrize(("jenis", "ditanya"), [("tambah", True), ("hapus", False), ("perbaikan", False)])
def test_pertanyaan_kelayakan_hanya_untuk_jenis_yang_memerlukannya(
    kelurahan: pabrik.Desa, jenis: str, ditanya: bool
) -> None:
    paket = op.buat_paket(oleh=kelurahan.operator)
    u = pabrik.usulan(paket, kelurahan.operator, jenis, lengkap=False)
    assert bool(pertanyaan(u)) is ditanya
    assert bool(nilai("jenis_usulan", pabrik.KELURAHAN, jenis).get("instrumen")) is ditanya


@pytest.mark.parametrize(
    ("alasan", "bukti"),
    [("meninggal", "AKTA_KEMATIAN"), ("pindah", "SURAT_PINDAH"), ("mengundurkan_diri", "SURAT_MUNDUR")],
)
def test_bukti_penghapusan_menurut_alasannya(kelurahan: pabrik.Desa, alasan: str, bukti: str) -> None:
    paket = op.buat_paket(oleh=kelurahan.operator)
    u = pabrik.usulan(paket, kelurahan.operator, "hapus", lengkap=False)
    assert bukti not in bukti_wajib(u)
    u.alasan_kode = alasan
    assert bukti in bukti_wajib(u)
