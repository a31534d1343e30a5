"""What happens to a packet when its month ends while it is open? It goes on, late, with a reason, in its own period."""

import datetime as dt

import pabrik
import pytest

from app.domain.akses.peran import Peran
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Paket, Usulan
from app.infra.db import db
from app.infra.galat import Galat

TANGGAL_5 = dt.datetime(2026, 12, 5, 3, 0, tzinfo=dt.UTC)


def test_paket_yang_terbuka_melewati_akhir_bulan_tetap_dapat_disunting_dan_diajukan(app, klien, jam):
    desa = pabrik.Desa()
    paket = desa.paket(jumlah=1)
    nomor, asal = paket.id, paket.nomor
    kades = pabrik.pengguna(Peran.KEPALA_DESA, nama="Kepala Satu")
    operator = pabrik.pengguna(Peran.OPERATOR_DESA)
    db.session.commit()
    jam(TANGGAL_5)
    klien.masuk(operator)
    assert klien.get(f"/paket/{nomor}").status_code == 200
    baru = pabrik.warga()
    db.session.commit()
    assert klien.post(f"/paket/{nomor}/usulan", {"warga_id": str(baru.id), "jenis": "tambah"}).status_code == 303
    u = db.session.query(Usulan).filter_by(warga_id=baru.id).one()
    jawaban = klien.post(f"/usulan/{u.id}/isian", {"versi": str(u.versi_baris), "baru.keadaan": "Disunting Desember."})
    assert jawaban.status_code == 303
    u = db.session.get_one(Usulan, u.id)
    opu.tarik(u, alasan="Tidak jadi.", oleh=desa.operator, versi=u.versi_baris)
    paket = db.session.get_one(Paket, nomor)
    desa.siap_ajukan(paket)
    db.session.commit()
    klien.masuk(kades)
    versi = paket.versi_baris
    tanpa = klien.post(f"/paket/{nomor}/pengajuan", {"versi": str(versi)})
    assert tanpa.status_code in (409, 422)
    paket = db.session.get_one(Paket, nomor)
    assert (paket.status, paket.versi_baris) == ("siap_diajukan", versi)
    beralasan = {"versi": str(versi), "terlambat_alasan": "Balai desa kebanjiran."}
    assert klien.post(f"/paket/{nomor}/pengajuan", beralasan).status_code == 303
    paket = db.session.get_one(Paket, nomor)
    assert (paket.status, paket.periode, paket.nomor) == ("diajukan", "2026-11", asal)
    assert paket.terlambat
    assert paket.terlambat_alasan == "Balai desa kebanjiran."


def test_paket_bulan_baru_dapat_dibuat_di_samping_yang_lama(app, jam):
    desa = pabrik.Desa()
    lama = desa.paket(jumlah=1)
    jam(TANGGAL_5)
    baru = op.buat_paket(oleh=desa.operator)
    assert (lama.periode, baru.periode) == ("2026-11", "2026-12")
    assert lama.status == "draf"


def test_pergantian_tahun_menurut_waktu_setempat(app, jam):
    """At 23.30 UTC on 31 December it is already January in the village."""
    jam(dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC))
    desa = pabrik.Desa()
    assert op.buat_paket(oleh=desa.operator).periode == "2027-01"


@pytest.mark.parametrize(
    "periode", ["2026-13", "2026-00", "1026-11", "2026-1²", "２０２６-11", "2026/11", "2026-11-01", "abcd-ef"]
)
def test_periode_yang_bukan_bulan_ditolak(app, periode):
    with pytest.raises(Galat):
        op.buat_paket(periode=periode, oleh=pabrik.Desa().operator)


@pytest.mark.parametrize("periode", ["2026-09", "2026-10", "2026-11", "2026-12"])
def test_paket_dapat_dibuat_untuk_bulan_ini_yang_lalu_dan_berikutnya(app, periode):
    assert op.buat_paket(periode=periode, oleh=pabrik.Desa().operator).periode == periode


@pytest.mark.parametrize("periode", ["2026-08", "2027-01", "2000-01", "2099-12"])
def test_bulan_yang_sudah_tutup_atau_masih_jauh_ditolak_dengan_kalimat(app, periode):
    with pytest.raises(Galat, match="September 2026 sampai Desember 2026"):
        op.buat_paket(periode=periode, oleh=pabrik.Desa().operator)
