"""May a camat who also does the work of the staff decide the BA telaah they composed? Only with a permit per packet."""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import KECAMATAN, Desa, Kabupaten, cetak, gambar, pelaku

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan.models import Paket
from app.domain.usulan.operations_pejabat import izinkan_satu_tangan
from app.infra import audit
from app.infra.db import db
from app.infra.galat import TidakBisa, TidakBoleh


class Rangkap(Kabupaten):
    """A kecamatan whose Plh camat is its only member of staff."""

    def __init__(self) -> None:
        super().__init__()
        self.desa, self.lain = Desa(), Desa("33.28.10.2005")
        lama = db.session.get_one(Penugasan, self.camat.penugasan_id)
        db.session.delete(lama)
        plh = Penugasan(
            pengguna_id=self.petugas.pengguna_id,
            peran=Peran.CAMAT,
            wilayah_kode=KECAMATAN,
            mulai=dt.date(2026, 11, 1),
            sebutan="Plh",
            nomor_sk="821/7/2026",
            tanggal_sk=dt.date(2026, 10, 30),
        )
        db.session.add(plh)
        db.session.flush()
        p = pelaku(db.session.get_one(Pengguna, self.petugas.pengguna_id))
        self.camat = Pelaku(p.pengguna_id, plh.id, p.nama, Peran.CAMAT, KECAMATAN, p.wilayah_nama, "Plh")

    def terbit(self, *paket: Paket) -> Bundel:
        """Composed by the Plh camat, signed and scanned."""
        b = bundel_op.terbitkan(JenisBundel.TELAAH, [p.id for p in paket], oleh=self.petugas)
        d = db.session.get_one(Dokumen, b.dokumen_id)
        cetak([d])
        pemindaian.unggah_pindaian([d], [gambar()], penanda=[t.id for t in d.tanda_tangan], oleh=self.petugas)
        return b

    def izinkan(self, paket: Paket, oleh: Pelaku | None = None) -> None:
        izinkan_satu_tangan(
            paket, alasan="Camat cuti, petugas tunggal.", oleh=oleh or self.kadinsos, versi=paket.versi_baris
        )

    def putuskan(self, b: Bundel) -> None:
        bundel_op.putuskan(b, oleh=self.camat, versi=b.versi_baris)


@pytest.fixture
def kab(app: Flask) -> Rangkap:
    return Rangkap()


def siap(kab: Rangkap, desa: Desa) -> Paket:
    paket = desa.diajukan()
    kab.telaah(paket)
    return paket


def test_camat_yang_menyusun_sendiri_perlu_izin_untuk_setiap_paketnya(kab: Rangkap) -> None:
    satu, dua = siap(kab, kab.desa), siap(kab, kab.lain)
    b = kab.terbit(satu, dua)
    with pytest.raises(TidakBoleh, match="empat mata"):
        kab.putuskan(b)
    kab.izinkan(satu)
    with pytest.raises(TidakBoleh, match="empat mata"):
        kab.putuskan(b)
    kab.izinkan(dua)
    kab.putuskan(b)
    assert {satu.status, dua.status} == {"diteruskan"}
    a = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.aksi == "paket.teruskan")).all()
    assert all(db.session.get_one(audit.AuditIsi, x.id).isi["satu_tangan"] is True for x in a)
    assert len(a) == 2


def test_izin_camat_diberikan_dinas_sosial_bukan_desa_atau_kecamatan_sendiri(kab: Rangkap) -> None:
    paket = siap(kab, kab.desa)
    for siapa in (kab.desa.operator, kab.desa.kades, kab.verifikator):
        with pytest.raises(TidakBoleh):
            kab.izinkan(paket, siapa)
    with pytest.raises(TidakBisa, match="tingkat di atas"):
        kab.izinkan(paket, kab.petugas)


def test_izin_camat_gugur_bila_daftarnya_berubah_atau_paketnya_kembali(kab: Rangkap) -> None:
    paket = siap(kab, kab.desa)
    kab.izinkan(paket)
    u = paket.usulan[0]
    p = opp.minta(u, "penarikan", alasan="Mundur.", oleh=kab.desa.operator, versi=u.versi_baris)
    assert not paket.berizin(kab.camat.pengguna_id)
    opp.tolak(u, alasan="Belum.", oleh=kab.petugas, versi=u.versi_baris)
    assert p.hasil == "ditolak"
    assert paket.berizin(kab.camat.pengguna_id), "the list is again as it was"
    b = kab.terbit(paket)
    kab.putuskan(b)
    assert paket.status == "diteruskan"


def test_izin_untuk_pengajuan_desa_tidak_membuka_putusan_camat(kab: Rangkap) -> None:
    paket = siap(kab, kab.desa)
    b = kab.terbit(paket)
    lain = Pelaku(kab.petugas.pengguna_id, kab.petugas.penugasan_id, "X", Peran.CAMAT, "33.28.11")
    with pytest.raises(TidakBoleh):
        bundel_op.putuskan(b, oleh=lain, versi=b.versi_baris)
    with pytest.raises(TidakBoleh, match="empat mata"):
        kab.putuskan(b)
