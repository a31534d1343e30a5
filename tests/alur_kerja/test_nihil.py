"""Can a village that proposes nothing say so with two presses, and change its mind?"""

import re

import pabrik
import pytest
import sqlalchemy as sa
from flask import Flask
from klien import Klien
from pabrik import DESA, Desa

from app.domain.dokumen import operations as dok
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen, StatusDokumen
from app.domain.usulan import operations as op
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Dasar, StatusPaket
from app.infra.db import db
from app.infra.galat import TidakBisa
from app.infra.jobs import kerjakan_satu


@pytest.fixture
def desa(app: Flask) -> Desa:
    return Desa()


def _pernyataan(paket: Paket) -> list[StatusDokumen]:
    tanya = sa.select(Dokumen.status).where(
        Dokumen.jenis == JenisDokumen.PERNYATAAN_NIHIL, Dokumen.rantai == paket.rantai
    )
    return list(db.session.scalars(tanya.order_by(Dokumen.id)))


def test_desa_menyatakan_nihil_dengan_dua_tekan(klien: Klien, desa: Desa, app: Flask) -> None:
    """Diberikan desa tanpa usulan bulan ini;
    ketika operator menekan satu tombol, kepala desa menandatangani, lalu menekan satu tombol;
    maka paket berstatus nihil, kecamatan diberi tahu, dan satu surat pernyataan nihil tersimpan."""
    db.session.commit()
    klien.masuk(desa.operator)
    assert "Tidak ada usulan bulan ini (nihil)" in klien.get("/").text
    alamat = klien.post("/paket/nihil").location
    paket = db.session.scalars(sa.select(Paket)).one()
    assert (paket.status, paket.dasar) == (StatusPaket.SIAP_DIAJUKAN, Dasar.NIHIL)

    while kerjakan_satu(app.extensions["sahih.kerja"]):
        pass
    desa.tanda_tangani(db.session.scalars(sa.select(Paket)).one())
    db.session.commit()
    klien.masuk(desa.kades)
    teks = klien.get(f"{alamat}/pengajuan").text
    assert "tidak mengajukan satu usulan pun" in teks
    versi = re.search(r'name="versi" value="(\d+)"', teks)
    assert versi
    assert klien.post(f"{alamat}/pengajuan", {"versi": versi.group(1)}).status_code == 303
    paket = db.session.scalars(sa.select(Paket)).one()
    assert paket.status is StatusPaket.NIHIL
    assert paket.versi == 0
    assert _pernyataan(paket) == [StatusDokumen.BERTANDA_TANGAN]


def test_paket_nihil_dibuka_kembali_ketika_ada_usulan(desa: Desa) -> None:
    """Diberikan paket nihil bulan ini; ketika operator membuat paket, maka paket yang sama kembali menjadi draf,
    pernyataannya batal, dan paket itu dapat diajukan seperti biasa."""
    nihil = desa.nihil()
    dibuka = op.buat_paket(oleh=desa.operator)
    assert dibuka.id == nihil.id
    assert (dibuka.status, dibuka.dasar, dibuka.diajukan_pada) == (StatusPaket.DRAF, Dasar.MUSYAWARAH, None)
    assert _pernyataan(dibuka) == [StatusDokumen.BATAL]
    pabrik.usulan(dibuka, desa.operator)
    assert desa.diajukan(dibuka).versi == 1


def test_paket_berisi_usulan_tidak_dapat_dinyatakan_nihil(desa: Desa) -> None:
    paket = desa.paket(1)
    with pytest.raises(TidakBisa, match="berisi 1 usulan"):
        op.pakai_nihil(paket, oleh=desa.operator, versi=paket.versi_baris)


def test_periode_yang_sudah_diajukan_dengan_usulan_tidak_dapat_dinyatakan_nihil(desa: Desa) -> None:
    """Diberikan paket bulan ini yang sudah diajukan; ketika operator menyatakan bulan yang sama nihil, maka ditolak."""
    diajukan = desa.diajukan(desa.paket(1))
    with pytest.raises(TidakBisa, match=f"{diajukan.nomor} untuk periode yang sama sudah diajukan"):
        op.nyatakan_nihil(oleh=desa.operator)


def test_pernyataan_nihil_tidak_diajukan_tanpa_tanda_tangan(desa: Desa) -> None:
    paket = op.nyatakan_nihil(oleh=desa.operator)
    with pytest.raises(TidakBisa, match="Surat pernyataan nihil .* belum ditandatangani"):
        op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)


def test_bulan_yang_sudah_nihil_tidak_dinyatakan_nihil_lagi(desa: Desa) -> None:
    desa.nihil()
    with pytest.raises(TidakBisa, match="sudah dinyatakan nihil"):
        op.nyatakan_nihil(oleh=desa.operator)


def test_paket_nihil_tidak_dibuka_selama_paket_lain_periode_itu_disusun(desa: Desa) -> None:
    nihil = desa.nihil()
    lain = Paket(nomor=f"USL/{DESA}/{nihil.periode}/2", wilayah_kode=DESA, periode=nihil.periode, urut=2,
                 status=StatusPaket.DRAF, dibuat_oleh=desa.operator.pengguna_id)  # fmt: skip
    db.session.add(lain)
    db.session.flush()
    with pytest.raises(TidakBisa, match="masih disusun"):
        op.buka_nihil(nihil, oleh=desa.operator, versi=nihil.versi_baris)


def test_pernyataan_nihil_yang_dibuka_sebelum_diajukan_batal(desa: Desa) -> None:
    paket = op.nyatakan_nihil(oleh=desa.operator)
    op.buka(paket, alasan="Ada warga meninggal.", oleh=desa.operator, versi=paket.versi_baris)
    assert (paket.status, paket.dasar) == (StatusPaket.DRAF, Dasar.MUSYAWARAH)
    assert _pernyataan(paket) == [StatusDokumen.BATAL]
    assert not dok.milik_paket(paket.id)
