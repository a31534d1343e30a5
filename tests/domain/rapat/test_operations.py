"""Is a meeting kept as it was planned and held, by who may, and never behind anybody's back?"""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from pabrik import DESA, DESA_LAIN, KECAMATAN, KELURAHAN, gambar, orang

from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.rapat import operations as op
from app.domain.rapat import queries, syarat
from app.domain.rapat.isian import BarisPeserta, IsianHasil, IsianRencana
from app.domain.rapat.models import Rapat
from app.infra import audit
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBisa, TidakBoleh

HARI = dt.date(2026, 11, 10)
RENCANA = IsianRencana(
    perihal="Musdes November",
    tanggal=HARI,
    pukul_mulai=dt.time(9),
    tempat="Balai desa",
    agenda=("Pembukaan", "Pembahasan"),
)
HASIL = IsianHasil(pimpinan_nama="Ketua", notulis_nama="Notulis", pembahasan="Dibahas.", pukul_selesai=dt.time(11))


def baris(nama: str, **isi: Any) -> BarisPeserta:
    return BarisPeserta(**{"nama": nama, "jabatan": "Ketua RT", "unsur": "rt", "jk": "L", **isi})


@pytest.fixture
def operator(app: Any) -> Pelaku:
    return orang(Peran.OPERATOR_DESA)


@pytest.fixture
def rapat(operator: Pelaku) -> Rapat:
    return op.rencanakan(DESA, oleh=operator, isian=RENCANA)


def jejak(r: Rapat) -> list[audit.Audit]:
    return list(
        db.session.scalars(sa.select(audit.Audit).where(audit.Audit.rantai == r.rantai).order_by(audit.Audit.urut))
    )


def test_musyawarah_desa_diselenggarakan_bpd_dan_kelurahan_oleh_lurah(operator: Pelaku) -> None:
    desa = op.rencanakan(DESA, oleh=operator)
    kel = op.rencanakan(KELURAHAN, oleh=orang(Peran.OPERATOR_DESA, KELURAHAN))
    assert (desa.jenis, desa.penyelenggara, desa.pengundang_jabatan) == ("musdes", "bpd", "Ketua BPD")
    assert (kel.jenis, kel.penyelenggara, kel.pengundang_jabatan) == ("muskel", "lurah", "Lurah")
    assert [a.judul for a in desa.agenda] == list(op.AGENDA_AWAL)


def test_kecamatan_tidak_punya_musyawarah_dan_desa_lain_tidak_boleh(operator: Pelaku) -> None:
    with pytest.raises(TidakAda):
        op.rencanakan(KECAMATAN, oleh=operator)
    with pytest.raises(TidakBoleh):
        op.rencanakan(DESA_LAIN, oleh=operator)


def test_rencana_diubah_dengan_satu_baris_audit_dan_versi_naik(rapat: Rapat, operator: Pelaku) -> None:
    op.ubah_rencana(rapat, replace(RENCANA, tempat="Pendopo"), oleh=operator, versi=0)
    assert (rapat.tempat, rapat.versi_baris) == ("Pendopo", 1)
    assert [str(a.aksi) for a in jejak(rapat)] == ["rapat.rencanakan", "rapat.rencanakan"]


def test_halaman_usang_ditolak_dan_tidak_mengubah_apa_pun(rapat: Rapat, operator: Pelaku) -> None:
    op.ubah_rencana(rapat, RENCANA, oleh=operator, versi=0)
    for simpan in (
        lambda: op.ubah_rencana(rapat, replace(RENCANA, tempat="Lain"), oleh=operator, versi=0),
        lambda: op.simpan_peserta(rapat, [baris("Ani")], oleh=operator, versi=0),
        lambda: op.catat_hasil(rapat, HASIL, oleh=operator, versi=0),
    ):
        with pytest.raises(HalamanUsang):
            simpan()
    assert (rapat.tempat, rapat.peserta, rapat.pimpinan_nama) == ("Balai desa", [], "")


def test_peserta_disimpan_menurut_urutannya_dan_baris_kosong_diabaikan(rapat: Rapat, operator: Pelaku) -> None:
    isi = [baris("Zainal"), BarisPeserta(), baris("  Ani   Sari "), baris("Budi", hadir=True, diundang=False)]
    op.simpan_peserta(rapat, isi, oleh=operator, versi=0)
    assert [p.nama for p in rapat.peserta] == ["Zainal", "Ani Sari", "Budi"]
    op.simpan_peserta(rapat, [baris("Budi"), baris("Zainal")], oleh=operator, versi=1)
    assert [p.nama for p in queries.peserta(rapat.id, untuk=operator)] == ["Budi", "Zainal"]


def test_nama_peserta_tidak_tertulis_terbuka_di_audit(rapat: Rapat, operator: Pelaku) -> None:
    op.simpan_peserta(rapat, [baris("Nama Rahasia")], oleh=operator, versi=0)
    akhir = jejak(rapat)[-1]
    assert "Nama Rahasia" not in akhir.teks
    isi = db.session.get_one(audit.AuditIsi, akhir.id).isi
    assert isi["sesudah"][0]["nama"] == "Nama Rahasia"


def test_nik_yang_diketik_di_notulen_tidak_tersisa_di_kolom_maupun_di_jejak(rapat: Rapat, operator: Pelaku) -> None:
    """Typed, saved, edited: also what was there before an edit is kept masked; a file's hash stays whole."""
    nik, sidik = "3328101708850001", "1234567890123456" + "ab" * 24
    for teks in (f"Warga {nik} hadir.", f"Warga {nik} pulang."):
        hasil = IsianHasil(pembahasan=teks, pimpinan_nama=f"Umar {nik}")
        op.catat_hasil(rapat, hasil, oleh=operator, versi=rapat.versi_baris)
    rencana = replace(op.rencana(rapat), perihal=f"Rapat {nik}", tempat=f"Rumah {nik}", agenda=(f"Bahas {nik}",))
    op.ubah_rencana(rapat, rencana, oleh=operator, versi=rapat.versi_baris)
    op.simpan_peserta(rapat, [baris(f"Siti ({nik})")], oleh=operator, versi=rapat.versi_baris)
    op.catat_jejak(rapat, Aksi.RAPAT_CATAT, operator, "foto", {"sha256": sidik})
    isi = [i.isi for a in jejak(rapat) if (i := db.session.get(audit.AuditIsi, a.id))]
    kolom = [rapat.perihal, rapat.tempat, rapat.pimpinan_nama, *(a.judul for a in rapat.agenda)]
    semua = json.dumps([isi, kolom, [p.nama for p in rapat.peserta]], default=str)
    assert nik not in semua
    assert sidik in semua
    assert audit.periksa(rapat.rantai) is None


def test_semua_baris_yang_salah_disebut_sekaligus(rapat: Rapat, operator: Pelaku) -> None:
    isi = [
        baris("", jabatan="Ketua RW"),
        baris("Ani", unsur="entah"),
        baris("Budi", jk="X"),
        baris("Cici"),
        baris("cici"),
    ]
    with pytest.raises(GalatIsian) as galat:
        op.simpan_peserta(rapat, isi, oleh=operator, versi=0)
    assert set(galat.value.bidang) == {"nama-0", "unsur-1", "jk-2", "nama-4"}
    assert "baris 4" in galat.value.bidang["nama-4"]
    assert rapat.peserta == []


def test_unsur_bpd_tidak_ada_di_kelurahan(app: Any) -> None:
    oleh = orang(Peran.OPERATOR_DESA, KELURAHAN)
    r = op.rencanakan(KELURAHAN, oleh=oleh)
    with pytest.raises(GalatIsian):
        op.simpan_peserta(r, [baris("Ani", unsur="bpd")], oleh=oleh, versi=0)


def test_undangan_disalin_dari_musyawarah_terakhir_desa_yang_sama(rapat: Rapat, operator: Pelaku) -> None:
    op.simpan_peserta(
        rapat,
        [baris("Ani", hadir=True, saksi=True), baris("Tamu", diundang=False, hadir=True)],
        oleh=operator,
        versi=0,
    )
    baru = op.rencanakan(DESA, oleh=operator)
    assert op.salin_undangan(baru, oleh=operator, versi=0) == 1
    assert [(p.nama, p.diundang, p.hadir, p.saksi) for p in baru.peserta] == [("Ani", True, False, False)]
    assert op.salin_undangan(baru, oleh=operator, versi=1) == 0
    lain = orang(Peran.OPERATOR_DESA, DESA_LAIN)
    with pytest.raises(TidakBisa):
        op.salin_undangan(op.rencanakan(DESA_LAIN, oleh=lain), oleh=lain, versi=0)


def test_yang_kurang_untuk_undangan_disebut_satu_per_satu(operator: Pelaku) -> None:
    r = op.rencanakan(DESA, oleh=operator)
    assert len(syarat.rencana_lengkap(r)) == 4
    op.ubah_rencana(r, RENCANA, oleh=operator, versi=0)
    assert [k.split()[0] for k in syarat.rencana_lengkap(r)] == ["Belum"]
    op.simpan_peserta(r, [baris("Ani")], oleh=operator, versi=1)
    assert syarat.rencana_lengkap(r) == []


def test_hasil_lengkap_hanya_bila_ada_pimpinan_notulis_pembahasan_dan_yang_hadir(
    rapat: Rapat, operator: Pelaku
) -> None:
    assert len(syarat.hasil_lengkap(rapat, HARI)) == 4
    op.simpan_peserta(rapat, [baris("Ani", hadir=True)], oleh=operator, versi=0)
    op.catat_hasil(rapat, HASIL, oleh=operator, versi=1)
    assert syarat.hasil_lengkap(rapat, HARI) == []


def test_musyawarah_yang_belum_terjadi_tidak_punya_hasil(rapat: Rapat, operator: Pelaku) -> None:
    op.simpan_peserta(rapat, [baris("Ani", hadir=True)], oleh=operator, versi=0)
    op.catat_hasil(rapat, HASIL, oleh=operator, versi=1)
    (kurang,) = syarat.hasil_lengkap(rapat, HARI - dt.timedelta(days=1))
    assert "10 November 2026" in kurang


def test_kuorum_yang_tidak_tercapai_harus_diberi_alasan(rapat: Rapat, operator: Pelaku) -> None:
    op.simpan_peserta(rapat, [baris("Ani", hadir=True), baris("Budi")], oleh=operator, versi=0)
    op.catat_hasil(rapat, HASIL, oleh=operator, versi=1)
    (kurang,) = syarat.hasil_lengkap(rapat, HARI)
    assert "1 dari 2 undangan" in kurang
    op.catat_hasil(rapat, replace(HASIL, kuorum_alasan="Hujan lebat."), oleh=operator, versi=2)
    assert syarat.hasil_lengkap(rapat, HARI) == []


def test_saksi_yang_tidak_hadir_disebut_namanya(rapat: Rapat, operator: Pelaku) -> None:
    op.simpan_peserta(
        rapat, [baris("Ani", hadir=True), baris("Budi", hadir=True), baris("Cici", saksi=True)], oleh=operator, versi=0
    )
    op.catat_hasil(rapat, HASIL, oleh=operator, versi=1)
    (kurang,) = syarat.hasil_lengkap(rapat, HARI)
    assert "Cici" in kurang


def test_jam_selesai_sebelum_mulai_ditolak(rapat: Rapat, operator: Pelaku) -> None:
    with pytest.raises(GalatIsian) as galat:
        op.catat_hasil(rapat, replace(HASIL, pukul_mulai=dt.time(9), pukul_selesai=dt.time(8)), oleh=operator, versi=0)
    assert set(galat.value.bidang) == {"pukul_selesai"}


def test_sesudah_dicatat_isinya_tidak_dapat_diubah_sampai_dibuka(rapat: Rapat, operator: Pelaku) -> None:
    op.tutup_hasil(rapat, oleh=operator)
    with pytest.raises(TidakBisa, match="halaman paket"):
        op.simpan_peserta(rapat, [baris("Ani")], oleh=operator, versi=None)
    with pytest.raises(TidakBisa):
        op.ubah_rencana(rapat, RENCANA, oleh=operator, versi=None)
    foto = op.simpan_foto(rapat, "PUBLIKASI", gambar(), oleh=operator)
    with pytest.raises(TidakBisa):
        op.hapus_foto(rapat, foto.id, oleh=operator)
    op.buka_hasil(rapat, oleh=operator)
    op.simpan_peserta(rapat, [baris("Ani")], oleh=operator, versi=None)
    assert [p.nama for p in rapat.peserta] == ["Ani"]


def test_foto_disimpan_tanpa_data_tersembunyi_dan_foto_yang_sama_ditolak(rapat: Rapat, operator: Pelaku) -> None:
    foto = op.simpan_foto(rapat, "FOTO_MUSDES", gambar(), oleh=operator)
    isi, mime = queries.isi_foto(rapat.id, foto.id, untuk=operator)
    assert (mime, isi[:2]) == ("image/jpeg", b"\xff\xd8")
    with pytest.raises(GalatIsian):
        op.simpan_foto(rapat, "FOTO_MUSDES", gambar(), oleh=operator)
    with pytest.raises(GalatIsian):
        op.simpan_foto(rapat, "LAIN", gambar("red"), oleh=operator)
    op.hapus_foto(rapat, foto.id, oleh=operator)
    assert rapat.foto == []


def test_hanya_operator_desa_itu_yang_mencatat(rapat: Rapat) -> None:
    for peran, wilayah in (
        (Peran.KEPALA_DESA, DESA),
        (Peran.CAMAT, KECAMATAN),
        (Peran.OPERATOR_DESA, DESA_LAIN),
    ):
        with pytest.raises(TidakBoleh):
            op.simpan_peserta(rapat, [baris("Ani")], oleh=orang(peran, wilayah), versi=None)
        with pytest.raises(TidakBoleh):
            op.simpan_foto(rapat, "FOTO_MUSDES", gambar(), oleh=orang(peran, wilayah))


def test_rapat_wilayah_lain_tidak_terlihat_di_semua_jalan(rapat: Rapat, operator: Pelaku) -> None:
    foto = op.simpan_foto(rapat, "FOTO_MUSDES", gambar(), oleh=operator)
    lain = orang(Peran.OPERATOR_DESA, DESA_LAIN)
    assert queries.daftar(untuk=lain) == ([], None)
    for buka in (
        lambda: queries.satu(rapat.id, untuk=lain),
        lambda: queries.peserta(rapat.id, untuk=lain),
        lambda: queries.wilayah(rapat, untuk=lain),
        lambda: queries.isi_foto(rapat.id, foto.id, untuk=lain),
    ):
        with pytest.raises(TidakAda):
            buka()
    assert queries.satu(rapat.id, untuk=orang(Peran.CAMAT, KECAMATAN)).id == rapat.id


def test_daftar_rapat_berhalaman_tanpa_melewatkan_satu_pun(operator: Pelaku) -> None:
    semua = [op.rencanakan(DESA, oleh=operator).id for _ in range(5)]
    lihat, sesudah = [], None
    while True:
        halaman, sesudah = queries.daftar(untuk=operator, sesudah=sesudah, banyak=2)
        lihat += [b.id for b in halaman]
        if sesudah is None:
            break
    assert lihat == sorted(semua, reverse=True)
