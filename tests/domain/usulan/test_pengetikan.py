"""Who may type for a village without a network, and who may then not review what they typed?"""

import dataclasses

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import DESA, DESA_LAIN, ISIAN, KABUPATEN, KECAMATAN, Desa, Kabupaten, cetak, gambar, orang, usulan

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.pengetikan import desa_diketik, untuk_desa
from app.domain.akses.peran import Peran
from app.domain.aturan.operations import tetapkan
from app.domain.bundel import operations as bundel_op
from app.domain.bundel import queries as bundel_q
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import operations as dok
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.registri.berkas import simpan_berkas
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.models import Paket
from app.domain.usulan.operations_pejabat import simpan_formulir
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import TidakBisa, TidakBoleh


def atur_pengetik(peran: str, wilayah: str = DESA) -> None:
    admin = orang(Peran.ADMIN, KABUPATEN)
    tetapkan("diinput_oleh", "", {"peran": peran}, wilayah_kode=wilayah, mulai=clock.hari_ini(), oleh=admin)


def formulir(paket: Paket, oleh: Pelaku) -> None:
    simpan_formulir(paket, pemindaian.siapkan_pindaian([gambar()], "formulir.jpg"), oleh=oleh)


class DesaDiketik(Desa):
    """A village whose operator's keyboard is with somebody of the kecamatan or of Dinas Sosial."""

    def __init__(self, pengetik: Pelaku) -> None:
        self.wilayah = DESA
        self.asal = pengetik
        self.operator = untuk_desa(DESA, oleh=pengetik)
        self.kades = orang(Peran.KEPALA_DESA, DESA, "Kepala Satu")

    def paket(self, jumlah: int = 1, jenis: str = "tambah") -> Paket:
        paket = super().paket(jumlah, jenis)
        formulir(paket, self.operator)
        return paket

    def dicatat(self) -> Paket:
        """Submitted by the signed covering letter, recorded by who types."""
        paket = self.siap_ajukan()
        op.ajukan(paket, oleh=self.operator, versi=paket.versi_baris, dicatat=True)
        return paket


@pytest.fixture
def kab(app: Flask) -> Kabupaten:
    atur_pengetik("operator_kecamatan")
    return Kabupaten()


def test_paket_diketik_kecamatan_ditandai_di_paket_dan_di_audit(kab: Kabupaten) -> None:
    desa = DesaDiketik(kab.petugas)
    paket = desa.dicatat()
    assert (paket.status, paket.diketik) == ("diajukan", "operator_kecamatan")
    assert [p.pengguna_id for p in paket.pengetik] == [kab.petugas.pengguna_id]
    semua = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.objek == paket.sebutan_audit)).all()
    for a in semua:
        if a.aksi in ("paket.buat", "paket.siapkan_musyawarah", "paket.ajukan"):
            assert db.session.get_one(audit.AuditIsi, a.id).isi["diinput_untuk"] == DESA
            assert a.penugasan_id == kab.petugas.penugasan_id
    ajukan = next(a for a in semua if a.aksi == "paket.ajukan")
    assert (ajukan.pengguna_id, ajukan.pemutus_id) == (kab.petugas.pengguna_id, desa.kades.pengguna_id)


def test_tanpa_formulir_bertanda_tangan_paket_ketikan_tidak_maju(kab: Kabupaten) -> None:
    desa = DesaDiketik(kab.petugas)
    paket = Desa.paket(desa, 1)
    desa.rapat(paket)
    with pytest.raises(TidakBisa, match="formulir usulan"):
        op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)
    formulir(paket, desa.operator)
    op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)
    assert paket.status == "siap_musyawarah"


def test_hanya_desa_yang_diatur_dan_hanya_peran_yang_diatur(kab: Kabupaten) -> None:
    assert [w.kode for w in desa_diketik(untuk=kab.petugas)] == [DESA]
    assert desa_diketik(untuk=kab.verifikator) == []
    for siapa, kode in (
        (kab.petugas, "33.28.10.2005"),
        (kab.petugas, DESA_LAIN),
        (kab.verifikator, DESA),
        (kab.camat, DESA),
        (orang(Peran.OPERATOR_KECAMATAN, "33.28.11"), DESA),
        (orang(Peran.ADMIN, KABUPATEN), DESA),
    ):
        with pytest.raises(TidakBoleh):
            untuk_desa(kode, oleh=siapa)


def test_tanpa_aturan_petugas_kecamatan_tidak_membuat_paket_desa(app: Flask) -> None:
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    with pytest.raises(TidakBoleh):
        untuk_desa(DESA, oleh=petugas)
    with pytest.raises(TidakBoleh):
        op.buat_paket(oleh=petugas)


def test_pengetik_tidak_menelaah_mengembalikan_atau_menerbitkan(kab: Kabupaten) -> None:
    desa = DesaDiketik(kab.petugas)
    paket = desa.dicatat()
    jawaban = dict.fromkeys(butir_telaah(paket.wilayah_kode, paket.dasar), ("ya", ""))
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.isi_telaah(paket, jawaban, oleh=kab.petugas, versi=paket.versi_baris)
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.kembalikan(paket, [(None, "ba_tidak_lengkap", "x")], oleh=kab.petugas, versi=paket.versi_baris)
    d = next(d for d in dok.milik_paket(paket.id) if d.status == "bertanda_tangan")
    with pytest.raises(TidakBoleh, match="empat mata"):
        pemindaian.konfirmasi(d, oleh=kab.petugas, versi=d.versi_baris)
    rekan = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    _telaah(paket, rekan)
    with pytest.raises(TidakBisa, match="Anda mengetik paket ini"):
        bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    b = bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=rekan)
    assert b.wilayah_kode == KECAMATAN


def _telaah(paket: Paket, oleh: Pelaku) -> None:
    jawaban = dict.fromkeys(butir_telaah(paket.wilayah_kode, paket.dasar), ("ya", ""))
    op.isi_telaah(paket, jawaban, oleh=oleh, versi=paket.versi_baris)
    for d in dok.milik_paket(paket.id):
        if d.status == "bertanda_tangan":
            pemindaian.konfirmasi(d, oleh=oleh, versi=d.versi_baris)


def test_bila_tidak_ada_petugas_lain_camat_menelaah(kab: Kabupaten) -> None:
    paket = DesaDiketik(kab.petugas).dicatat()
    _telaah(paket, kab.camat)
    b = bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.verifikator)
    d = db.session.get_one(Dokumen, b.dokumen_id)
    cetak([d])
    pemindaian.unggah_pindaian([d], [gambar()], penanda=[t.id for t in d.tanda_tangan], oleh=kab.petugas)
    bundel_op.putuskan(b, oleh=kab.camat, versi=b.versi_baris)
    assert paket.status == "diteruskan"


def test_bila_camat_pun_tidak_verifikator_menelaah_hanya_paket_ketikan(kab: Kabupaten) -> None:
    paket = DesaDiketik(kab.petugas).dicatat()
    _telaah(paket, kab.verifikator)
    assert [b.id for b in bundel_q.siap(JenisBundel.TELAAH, untuk=kab.verifikator)[0]] == [paket.id]
    b = bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.verifikator)
    assert b.wilayah_kode == KECAMATAN
    lain = Desa("33.28.10.2005")
    biasa = lain.diajukan(lain.paket(1))
    jawaban = dict.fromkeys(butir_telaah(biasa.wilayah_kode, biasa.dasar), ("ya", ""))
    with pytest.raises(TidakBoleh, match="ada pada kecamatan"):
        op.isi_telaah(biasa, jawaban, oleh=kab.verifikator, versi=biasa.versi_baris)
    kab.telaah(biasa)
    with pytest.raises(TidakBisa, match="ada pada kecamatan"):
        bundel_op.terbitkan(JenisBundel.TELAAH, [biasa.id], oleh=kab.verifikator)


def test_verifikator_yang_mengetik_tidak_menilai_dan_tidak_menyusun_verval(app: Flask) -> None:
    atur_pengetik("verifikator_dinsos")
    kab = Kabupaten()
    paket = kab.diteruskan(DesaDiketik(kab.verifikator).dicatat())
    u = paket.usulan[0]
    rekan = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    opu.catat_padanan(u, "padan", oleh=rekan, versi=u.versi_baris)
    with pytest.raises(TidakBoleh, match="empat mata"):
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=u.versi_baris)
    opu.nilai(u, "layak", oleh=rekan, versi=u.versi_baris)
    with pytest.raises(TidakBisa, match="Anda mengetik paket ini"):
        bundel_op.terbitkan(JenisBundel.VERVAL, [paket.id], oleh=kab.verifikator)
    bundel_op.terbitkan(JenisBundel.VERVAL, [paket.id], oleh=rekan)


def test_aturan_yang_dicabut_menutup_papan_ketik(kab: Kabupaten) -> None:
    desa = DesaDiketik(kab.petugas)
    assert dataclasses.asdict(desa.operator)["mengetik"] == "operator_kecamatan"
    atur_pengetik("operator_desa")
    with pytest.raises(TidakBoleh):
        untuk_desa(DESA, oleh=kab.petugas)


def test_yang_hanya_mengubah_isian_pun_menjadi_pengetik(kab: Kabupaten) -> None:
    desa = DesaDiketik(kab.petugas)
    paket = desa.paket(0)
    u = usulan(paket, desa.operator, lengkap=False)
    rekan = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    opu.simpan_isi(u, ISIAN["tambah"], oleh=untuk_desa(DESA, oleh=rekan), versi=u.versi_baris)
    assert {p.pengguna_id for p in paket.pengetik} == {kab.petugas.pengguna_id, rekan.pengguna_id}


def test_yang_hanya_mengunggah_bukti_keluarga_pun_menjadi_pengetik_dan_tidak_menelaah(kab: Kabupaten) -> None:
    desa = DesaDiketik(kab.petugas)
    paket = desa.paket()
    lain = Desa("33.28.10.2005").paket(1)
    rekan = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    bukti = simpan_berkas(
        paket.usulan[0].keluarga_id, "FOTO_RUMAH_DALAM", gambar("blue"), oleh=untuk_desa(DESA, oleh=rekan)
    )
    assert {p.pengguna_id for p in paket.pengetik} == {kab.petugas.pengguna_id, rekan.pengguna_id}
    assert (lain.diketik, lain.pengetik) == ("", [])
    a = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.objek == f"berkas:{bukti.id}")).one()
    assert db.session.get_one(audit.AuditIsi, a.id).isi["diinput_untuk"] == DESA
    paket = desa.siap_ajukan(paket)
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.isi_telaah(paket, {}, oleh=rekan, versi=paket.versi_baris)
