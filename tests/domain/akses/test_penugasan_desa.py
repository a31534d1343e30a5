"""Does the kecamatan keep the posts of its own villages, with a decree, and nothing above or beside them?"""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import DESA, DESA_LAIN, KABUPATEN, KECAMATAN, orang, pengguna

from app.domain.akses import penugasan_desa as op
from app.domain.akses import queries_desa
from app.domain.akses.isian import IsianPengguna, IsianPenugasan
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pejabat import pejabat
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan.berlaku import nilai
from app.domain.notifikasi.models import Notifikasi
from app.domain.notifikasi.operations import kirim
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda, TidakBoleh
from app.infra.jobs import Kemajuan, Pekerjaan

SK = {"nomor_sk": "141/7/2026", "tanggal_sk": dt.date(2026, 11, 1)}
MULAI = dt.date(2026, 11, 2)


@pytest.fixture
def petugas(app: Flask) -> Pelaku:
    return orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)


def tugas(peran: Peran = Peran.KEPALA_DESA, wilayah: str = DESA, **lain: object) -> IsianPenugasan:
    return IsianPenugasan(peran, wilayah, MULAI, **{**SK, **lain})


def test_operator_kecamatan_membuat_akun_kepala_desa_dengan_sk_dan_admin_diberi_tahu(petugas: Pelaku) -> None:
    p, sekali = op.buat(IsianPengguna("siti.rahayu", "Siti Rahayu"), tugas(sebutan="Pj"), oleh=petugas)
    assert p.harus_ganti_sandi
    assert len(sekali) > 8
    ada = pejabat(Peran.KEPALA_DESA, DESA, MULAI)
    assert (ada.nama, ada.awalan) == ("Siti Rahayu", "Pj.")
    t = db.session.scalars(sa.select(Penugasan).where(Penugasan.pengguna_id == p.id)).one()
    assert (t.nomor_sk, t.tanggal_sk) == ("141/7/2026", dt.date(2026, 11, 1))
    muatan = [k.muatan for k in db.session.scalars(sa.select(Pekerjaan)) if k.muatan.get("aksi") == "penugasan.desa"]
    assert [m["peran"] for m in muatan] == [["admin"]]
    aksi = db.session.scalars(sa.select(audit.Audit.aksi).where(audit.Audit.objek == f"pengguna:{p.id}")).all()
    assert set(aksi) == {"pengguna.buat", "penugasan.tambah"}


@pytest.mark.parametrize(
    "isi",
    [
        tugas(wilayah=DESA_LAIN),
        tugas(wilayah=KECAMATAN),
        tugas(Peran.OPERATOR_KECAMATAN, KECAMATAN),
        tugas(Peran.CAMAT, KECAMATAN),
        tugas(Peran.PETUGAS_LAPANGAN, DESA),
        tugas(Peran.AUDITOR, DESA),
        tugas(Peran.PENGAMAT, DESA),
        tugas(Peran.VERIFIKATOR_DINSOS, KABUPATEN),
        tugas(Peran.ADMIN, KABUPATEN),
    ],
)
def test_kecamatan_tidak_mengangkat_siapa_pun_di_atas_atau_di_luar_desanya(
    petugas: Pelaku, isi: IsianPenugasan
) -> None:
    sebelum = db.session.scalar(sa.select(sa.func.count()).select_from(Penugasan))
    with pytest.raises(TidakBoleh):
        op.buat(IsianPengguna("orang.baru", "Orang Baru"), isi, oleh=petugas)
    dikenal = pengguna(Peran.OPERATOR_DESA, DESA)
    with pytest.raises(TidakBoleh):
        op.tambah(dikenal.id, isi, oleh=petugas)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Penugasan)) == sebelum + 1


@pytest.mark.parametrize("peran", [p for p in Peran if p is not Peran.OPERATOR_KECAMATAN])
def test_peran_lain_tidak_memakai_jalan_ini(app: Flask, peran: Peran) -> None:
    wilayah = {Peran.OPERATOR_DESA: DESA, Peran.KEPALA_DESA: DESA, Peran.CAMAT: KECAMATAN}.get(peran, KABUPATEN)
    with pytest.raises(TidakBoleh):
        op.buat(IsianPengguna("orang.baru", "Orang Baru"), tugas(), oleh=orang(peran, wilayah))


def test_penugasan_tanpa_sk_ditolak_per_isian(petugas: Pelaku) -> None:
    with pytest.raises(GalatIsian) as galat:
        op.buat(IsianPengguna("a.b.c", "A"), tugas(nomor_sk="", tanggal_sk=None), oleh=petugas)
    assert set(galat.value.bidang) == {"nomor_sk", "tanggal_sk"}


def test_sekretaris_desa_menjadi_plh_lalu_diakhiri(petugas: Pelaku) -> None:
    sekdes = pengguna(Peran.OPERATOR_DESA, DESA, "Pak Sekdes")
    t = op.tambah(sekdes.id, tugas(sebutan="Plh", selesai=dt.date(2026, 11, 20)), oleh=petugas)
    assert pejabat(Peran.KEPALA_DESA, DESA, dt.date(2026, 11, 10)).awalan == "Plh."
    op.akhiri(t.id, dt.date(2026, 11, 9), oleh=petugas)
    assert pejabat(Peran.KEPALA_DESA, DESA, dt.date(2026, 11, 10)) is None
    with pytest.raises(GalatIsian):
        op.akhiri(t.id, None, oleh=petugas)


def test_diri_sendiri_dan_jabatan_kecamatan_tidak_disentuh(petugas: Pelaku) -> None:
    with pytest.raises(TidakBoleh, match="diri sendiri"):
        op.tambah(petugas.pengguna_id, tugas(), oleh=petugas)
    with pytest.raises(TidakBoleh):
        op.akhiri(petugas.penugasan_id, clock.hari_ini(), oleh=petugas)
    camat = orang(Peran.CAMAT, KECAMATAN)
    with pytest.raises(TidakBoleh):
        op.akhiri(camat.penugasan_id, clock.hari_ini(), oleh=petugas)
    lain = orang(Peran.KEPALA_DESA, DESA_LAIN)
    for langkah in (
        lambda: op.akhiri(lain.penugasan_id, clock.hari_ini(), oleh=petugas),
        lambda: op.tambah(lain.pengguna_id, tugas(), oleh=petugas),
        lambda: op.atur_ulang_sandi(lain.pengguna_id, oleh=petugas),
    ):
        with pytest.raises(TidakAda):
            langkah()


def test_sandi_hanya_untuk_orang_yang_seluruh_tugasnya_di_desa_ini(petugas: Pelaku) -> None:
    kades = orang(Peran.KEPALA_DESA, DESA)
    lama = db.session.get_one(Pengguna, kades.pengguna_id).sandi_hash
    p, _ = op.atur_ulang_sandi(kades.pengguna_id, oleh=petugas)
    assert p.sandi_hash != lama
    assert p.harus_ganti_sandi
    camat = orang(Peran.CAMAT, KECAMATAN)
    op.tambah(camat.pengguna_id, tugas(sebutan="Pj"), oleh=petugas)
    with pytest.raises(TidakBoleh, match="dikelola admin"):
        op.atur_ulang_sandi(camat.pengguna_id, oleh=petugas)


def test_sandi_yang_diatur_ulang_diketahui_pemilik_operator_desanya_dan_admin(petugas: Pelaku) -> None:
    """Who resets could sign in once in that name: those whom it would hurt hear of it, and cannot be silenced by it."""
    kades, operator = orang(Peran.KEPALA_DESA, DESA), orang(Peran.OPERATOR_DESA, DESA)
    admin, lain = orang(Peran.ADMIN, KABUPATEN), orang(Peran.OPERATOR_DESA, DESA_LAIN)
    p, _ = op.atur_ulang_sandi(kades.pengguna_id, oleh=petugas)
    tugas_kirim = db.session.scalars(sa.select(Pekerjaan).where(Pekerjaan.nama == "notifikasi.kirim")).all()
    for t in tugas_kirim:
        kirim(Kemajuan(0, "", 0), **t.muatan)
    baris = db.session.execute(sa.select(Notifikasi.pengguna_id, Notifikasi.teks, Notifikasi.tautan)).all()
    assert {b.pengguna_id for b in baris} == {kades.pengguna_id, operator.pengguna_id, admin.pengguna_id}
    assert lain.pengguna_id not in {b.pengguna_id for b in baris}
    assert all(p.nama_pengguna in b.teks and "kata sandi" in b.teks for b in baris)
    assert {b.tautan for b in baris} == {"/akun", f"/admin/pengguna/{p.id}"}


def test_pejabat_tanpa_akun_dicatat_dengan_sk_hanya_di_desa_sendiri(petugas: Pelaku) -> None:
    isi = {"nama": "Haji Umar", "nip": "", "nomor_sk": "BPD/2/2026"}
    op.tetapkan_pejabat(DESA, "ketua_bpd", isi, mulai=clock.hari_ini(), oleh=petugas)
    assert nilai("pejabat", DESA, "ketua_bpd")["nama"] == "Haji Umar"
    desa = next(d for d in queries_desa.daftar(untuk=petugas) if d.kode == DESA)
    assert desa.pejabat == [("Ketua BPD", "Haji Umar", "BPD/2/2026")]
    for wilayah, jabatan in (
        (DESA_LAIN, "ketua_bpd"),
        (KECAMATAN, "ketua_bpd"),
        (DESA, "camat"),
        (DESA, "kepala_dinsos"),
    ):
        with pytest.raises(TidakBoleh):
            op.tetapkan_pejabat(wilayah, jabatan, isi, mulai=clock.hari_ini(), oleh=petugas)
    with pytest.raises(GalatIsian):
        op.tetapkan_pejabat(DESA, "ketua_bpd", {"nama": "X", "nomor_sk": ""}, mulai=clock.hari_ini(), oleh=petugas)


def test_daftar_hanya_desa_sendiri(petugas: Pelaku) -> None:
    orang(Peran.KEPALA_DESA, DESA, "Kepala Sini")
    orang(Peran.KEPALA_DESA, DESA_LAIN, "Kepala Sana")
    semua = queries_desa.daftar(untuk=petugas)
    assert {d.kode.rpartition(".")[0] for d in semua} == {KECAMATAN}
    assert [p.nama for d in semua for p in d.pemegang] == ["Kepala Sini"]
    assert not any("Sana" in nama for _, nama in queries_desa.orang_dikenal(untuk=petugas))
