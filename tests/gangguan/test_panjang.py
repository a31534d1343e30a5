"""Is a text that is too long refused alike on both databases, with its sentence and its field?"""

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.akses.peran import Peran
from app.domain.usulan import operations as op
from app.domain.usulan.models import Paket, Tanda
from app.infra.db import db
from app.infra.galat import GalatIsian

PANJANG = "a" * 5_000


def test_alasan_5000_huruf_ditolak_dengan_kalimat_dan_tidak_mengubah_apa_pun(app):
    desa = pabrik.Desa()
    paket = desa.siap_musyawarah()
    db.session.commit()
    with pytest.raises(GalatIsian) as galat:
        op.batalkan(paket, alasan=PANJANG, oleh=desa.operator, versi=paket.versi_baris)
    assert galat.value.bidang == {
        "alasan": "Isian ini 5.000 huruf, paling banyak 500 huruf. Persingkat, lalu kirim lagi."
    }
    db.session.rollback()
    assert db.session.scalar(sa.select(Paket.status)) == "siap_musyawarah"


def test_tanda_5000_huruf_ditolak_bukan_dipotong(app):
    desa = pabrik.Desa()
    paket = desa.diajukan()
    petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    db.session.commit()
    with pytest.raises(GalatIsian) as galat:
        op.kembalikan(paket, [(None, "lainnya", PANJANG)], oleh=petugas, versi=paket.versi_baris)
    assert list(galat.value.bidang) == ["teks"]
    db.session.rollback()
    assert not db.session.scalars(sa.select(Tanda)).all()


def test_kolom_apa_pun_dijaga_sebelum_ditulis(app):
    desa = pabrik.Desa()
    paket = op.buat_paket(oleh=desa.operator)
    db.session.commit()
    paket.terlambat_alasan = PANJANG
    with pytest.raises(GalatIsian) as galat:
        db.session.flush()
    assert list(galat.value.bidang) == ["terlambat_alasan"]
    db.session.rollback()
    assert paket.terlambat_alasan == ""


def test_alasan_5000_huruf_dari_peramban_dijawab_422(app, klien):
    desa = pabrik.Desa()
    paket = desa.siap_musyawarah()
    db.session.commit()
    nomor, versi = paket.id, paket.versi_baris
    akun = db.session.get_one(pabrik.Pengguna, desa.operator.pengguna_id)
    klien.masuk(akun)
    klien.get(f"/paket/{nomor}")
    jawaban = klien.post(f"/paket/{nomor}/pembatalan", {"alasan": PANJANG, "versi": versi})
    assert jawaban.status_code == 422
    assert "paling banyak 500 huruf" in jawaban.text
