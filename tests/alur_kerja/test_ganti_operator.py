"""Prosedur: operator desa berganti di tengah bulan.

Diketahui paket, musyawarah, dan pindaian yang dibuat operator lama. Bila penugasannya berakhir dan operator baru
ditugaskan, maka operator baru melanjutkan semuanya; yang lama tidak lagi dapat mengubah apa pun, tetapi namanya tetap
pada yang pernah dilakukannya.
"""

import datetime as dt

import sqlalchemy as sa
from flask import Flask
from halaman import versi
from klien import Klien
from pabrik import DESA, Desa, Kabupaten, orang, usulan

from app.domain.akses import penugasan_desa
from app.domain.akses.isian import IsianPengguna, IsianPenugasan
from app.domain.akses.models import Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.dokumen import operations as dok
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Paket, Usulan
from app.infra import audit, clock
from app.infra.db import db


def _ganti(desa: Desa, petugas: Pelaku) -> Pelaku:
    """The kecamatan ends the old operator's post and gives it to somebody new, by decree."""
    lama = db.session.get_one(Penugasan, desa.operator.penugasan_id)
    penugasan_desa.akhiri(lama.id, clock.hari_ini() - dt.timedelta(days=1), oleh=petugas)
    isian = IsianPenugasan(
        Peran.OPERATOR_DESA, DESA, clock.hari_ini(), nomor_sk="141/11/2026", tanggal_sk=clock.hari_ini()
    )
    p, _ = penugasan_desa.buat(IsianPengguna("operator.baru", "Operator Baru"), isian, oleh=petugas)
    t = db.session.scalars(sa.select(Penugasan).where(Penugasan.pengguna_id == p.id)).one()
    return Pelaku(p.id, t.id, p.nama, Peran.OPERATOR_DESA, DESA, "Desa Slawi Kulon")


def test_draf_musyawarah_dan_pindaian_dilanjutkan_operator_baru(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    # Diketahui: satu usulan lengkap, satu baru diketik separuh, musyawarah sudah direncanakan.
    paket = desa.paket(1)
    separuh = usulan(paket, desa.operator, lengkap=False)
    desa.rapat(paket)
    # Bila: operator berganti.
    baru = _ganti(desa, kab.petugas)
    lama, desa.operator = desa.operator, baru
    # Maka: yang baru melanjutkan draf yang separuh, musyawarah, pindaian, sampai diajukan.
    opu.tarik(separuh, alasan="Salah orang.", oleh=baru, versi=separuh.versi_baris)
    usulan(paket, baru)
    op.siapkan_musyawarah(paket, oleh=baru, versi=paket.versi_baris)
    paket = _lanjut(desa, paket)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status == "diajukan"
    assert all(d.pindaian or not d.tanda_tangan for d in dok.milik_paket(paket.id) if d.status == "bertanda_tangan")
    pelaku = set(db.session.scalars(sa.select(audit.Audit.pengguna_id).where(audit.Audit.rantai == paket.rantai)))
    assert {lama.pengguna_id, baru.pengguna_id, desa.kades.pengguna_id} <= pelaku


def _lanjut(desa: Desa, paket: Paket) -> Paket:
    """From the meeting on, by whoever is operator now."""
    desa.siap_musyawarah = lambda p=None: p  # the meeting stands already
    return desa.siap_ajukan(paket)


def test_operator_lama_tidak_lagi_masuk_dan_yang_baru_melihat_drafnya(app: Flask, klien: Klien) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.paket(0)
    separuh = usulan(paket, desa.operator, lengkap=False)
    paket_id, usulan_id = paket.id, separuh.id
    db.session.commit()
    # Diketahui: operator lama masih masuk di perangkatnya.
    klien.masuk(desa.operator)
    assert klien.get(f"/paket/{paket_id}").status_code == 200
    nomor = versi(klien.get(f"/usulan/{usulan_id}").text)
    baru = _ganti(desa, kab.petugas)
    rekan = orang(Peran.OPERATOR_DESA, DESA)
    db.session.commit()
    # Maka: permintaannya berikutnya ditolak, dan drafnya tidak berubah.
    jawab = klien.post(f"/usulan/{usulan_id}/kelengkapan", {"versi": nomor})
    assert jawab.status_code == 401
    assert db.session.get(Usulan, usulan_id).status == "draf"
    # Dan: operator lain di desa itu membuka draf yang sama.
    k = Klien(app).masuk(rekan)
    assert k.get(f"/paket/{paket_id}").status_code == 200
    assert k.get(f"/usulan/{usulan_id}").status_code == 200
    assert baru.pengguna_id != rekan.pengguna_id
