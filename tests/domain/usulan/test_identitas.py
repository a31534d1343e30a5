"""Is a person whose identity was corrected matched again, whichever way the correction came?"""

import dataclasses
import datetime as dt

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.registri import operations as registri
from app.domain.registri.impor import impor_langsung
from app.domain.registri.isian import IsianWarga
from app.domain.registri.models import Warga
from app.domain.usulan import operations as op
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket
from app.infra.audit import Audit
from app.infra.db import db


@pytest.fixture
def terpadan(app):
    desa = pabrik.Desa()
    paket = op.buat_paket(oleh=desa.operator)
    u = pabrik.usulan(paket, desa.operator)
    u.padanan = "padan"
    db.session.commit()
    return desa, paket, u


def _isian(w: Warga, **baru: object) -> IsianWarga:
    return IsianWarga(**{f.name: getattr(w, f.name) for f in dataclasses.fields(IsianWarga)} | baru)


def _ubah(w: Warga, oleh, **baru: object) -> None:
    registri.ubah_warga(w.id, _isian(w, **baru), oleh=oleh, versi=w.versi_baris, sudah_dicek=True)
    db.session.flush()


@pytest.mark.parametrize(
    "baru", [{"nama": "ORANG LAIN"}, {"tanggal_lahir": dt.date(1985, 8, 18)}, {"nik": "3328101708851234"}]
)
def test_perbaikan_identitas_mengulang_pemadanan_dan_tercatat(terpadan, baru):
    desa, paket, u = terpadan
    _ubah(u.warga, desa.operator, **baru)
    assert db.session.scalar(sa.select(Usulan.padanan)) == "belum"
    fakta = db.session.execute(
        sa.select(Audit.objek, Audit.pengguna_id).where(Audit.aksi == "usulan.catat_padanan")
    ).one()
    assert tuple(fakta) == (f"usulan:{u.id}", None)


def test_perbaikan_lain_tidak_mengulang_pemadanan(terpadan):
    desa, _, u = terpadan
    _ubah(u.warga, desa.operator, tempat_lahir="Slawi")
    assert db.session.scalar(sa.select(Usulan.padanan)) == "padan"


def test_usulan_pada_paket_yang_sudah_disahkan_tidak_dipadankan_ulang(terpadan):
    desa, paket, u = terpadan
    db.session.execute(sa.update(Paket).values(status=StatusPaket.DISAHKAN))
    _ubah(u.warga, desa.operator, nama="ORANG LAIN")
    assert db.session.scalar(sa.select(Usulan.padanan)) == "padan"


def test_impor_yang_mengganti_nama_mengulang_pemadanan_dan_yang_lain_tidak(terpadan):
    desa, _, u = terpadan
    w = u.warga
    kepala = "nama;no_kk;nik;sex;tanggallahir;kk_level;alamat;tempatlahir\n"

    def impor(nama: str, tempat: str) -> None:
        baris = f"{nama};{u.keluarga.no_kk};{w.nik};1;1985-08-17;1;Jalan Melati;{tempat}\n"
        hasil = impor_langsung(
            (kepala + baris).encode(),
            pabrik.DESA,
            oleh=desa.operator,
            nama_asal="a.csv",
            selesai_potongan=db.session.commit,
        )
        assert (hasil.berubah, hasil.galat) == (1, [])

    w.nama, w.nama_cari = "BUDI SANTOSO", "BUDI SANTOSO"  # a sheet refuses names with digits
    db.session.commit()
    impor(w.nama, "Slawi")
    assert db.session.scalar(sa.select(Usulan.padanan)) == "padan"
    impor("ORANG LAIN SEKALI", "Slawi")
    assert db.session.scalar(sa.select(Usulan.padanan)) == "belum"
