"""What does somebody gain who has an account, a wish, and no scruple? Each test is one attack that must fail."""

import datetime as dt
import io

import pytest
import sqlalchemy as sa
from flask import Flask
from klien import Klien
from pabrik import DESA, KABUPATEN, KECAMATAN, Desa, Kabupaten, cetak, gambar, keluarga, orang, warga

from app.domain.akses.models import Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.pengetikan import untuk_desa
from app.domain.akses.peran import Peran
from app.domain.aturan.operations import tetapkan
from app.domain.dokumen import operations as dok
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen
from app.domain.registri import mutasi
from app.domain.registri.models import BerkasKeluarga, Konfirmasi
from app.domain.usulan import operations as op
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.models import Paket
from app.domain.usulan.operations_pejabat import izinkan_satu_tangan, nyatakan_keberatan
from app.infra import audit, clock, jobs
from app.infra.db import db
from app.infra.galat import TidakBisa, TidakBoleh


def diketik_kecamatan(*desa: str) -> None:
    admin = orang(Peran.ADMIN, KABUPATEN)
    for kode in desa:
        tetapkan(
            "diinput_oleh", "", {"peran": "operator_kecamatan"}, wilayah_kode=kode, mulai=clock.hari_ini(), oleh=admin
        )


def telaah(paket: Paket, oleh: Pelaku) -> None:
    jawaban = dict.fromkeys(butir_telaah(paket.wilayah_kode, paket.dasar), ("ya", ""))
    op.isi_telaah(paket, jawaban, oleh=oleh, versi=paket.versi_baris)


def test_pindaian_yang_sudah_diperiksa_tidak_dapat_ditukar_operator_desa(app: Flask) -> None:
    """The reviewer confirmed one scan; the village may not lay another in its place afterwards."""
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    kab.telaah(paket)
    d = next(d for d in dok.milik_paket(paket.id) if d.jenis is JenisDokumen.BA_MUSYAWARAH)
    assert d.status == "terkonfirmasi"
    dulu = {t.id: t.pindaian_id for t in d.tanda_tangan}
    isi = {"dokumen": str(d.id), f"versi_{d.id}": str(d.versi_baris), "penanda": [str(n) for n in dulu]}
    k = Klien(app).masuk(desa.operator)
    k.get(f"/dokumen/{d.id}")
    jawaban = k.post(
        "/dokumen/pindaian",
        {**isi, "berkas": (io.BytesIO(gambar("black")), "palsu.jpg")},
        content_type="multipart/form-data",
    )
    assert jawaban.status_code == 409, jawaban.status_code
    d = db.session.get_one(Dokumen, d.id)
    assert {t.id: t.pindaian_id for t in d.tanda_tangan} == dulu


def test_yang_menyusun_musyawarah_untuk_desa_tidak_menelaah_paketnya(app: Flask) -> None:
    """Typing the meeting of a village is typing its packet, although no step of the packet is taken."""
    diketik_kecamatan(DESA)
    kab, desa = Kabupaten(), Desa()
    paket = desa.siap_musyawarah()
    k = Klien(app).masuk(kab.petugas)
    k.get("/pengetikan")
    k.post("/pengetikan", {"wilayah": DESA})
    halaman = k.get(f"/rapat/{paket.rapat_id}/peserta")
    versi = halaman.text.partition('name="versi" value="')[2].partition('"')[0]
    isi = {"versi": versi, "nama.0": "Peserta Karangan", "jabatan.0": "Ketua RT", "unsur.0": "rt", "jk.0": "L"}
    jawaban = k.post(
        f"/rapat/{paket.rapat_id}/foto",
        {"jenis": "FOTO_MUSDES", "foto": (io.BytesIO(gambar("red")), "a.jpg"), **isi},
        content_type="multipart/form-data",
    )
    assert jawaban.status_code == 303
    paket = db.session.get_one(Paket, paket.id)
    assert kab.petugas.pengguna_id in paket.orang_terlarang_langkah


def test_yang_mengunggah_kertas_untuk_desa_tidak_menelaah_paketnya(app: Flask) -> None:
    diketik_kecamatan(DESA)
    kab, desa = Kabupaten(), Desa()
    paket = desa.siap_diajukan()
    pengetik = untuk_desa(DESA, oleh=kab.petugas)

    d = next(d for d in dok.milik_paket(paket.id) if d.tanda_tangan)
    cetak([d])
    k = Klien(app).masuk(kab.petugas)
    k.get("/pengetikan")
    k.post("/pengetikan", {"wilayah": DESA})
    k.get(f"/dokumen/{d.id}")
    d = db.session.get_one(Dokumen, d.id)
    isi = {"paket": str(paket.id), f"versi_{d.id}": str(d.versi_baris), "penanda": [str(t.id) for t in d.tanda_tangan]}
    jawaban = k.post(
        "/dokumen/pindaian", {**isi, "berkas": (io.BytesIO(gambar()), "a.jpg")}, content_type="multipart/form-data"
    )
    assert jawaban.status_code == 303, jawaban.text
    assert pengetik.pengguna_id in db.session.get_one(Paket, paket.id).orang_terlarang_langkah


def test_satu_orang_tidak_bertanya_dan_menjawab_perpindahan_untuk_dua_desa(app: Flask) -> None:
    """Who types for both villages would move residents on nobody's word."""
    lain = "33.28.10.2005"
    diketik_kecamatan(DESA, lain)
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)

    w = warga(keluarga(lain), "BUDI")
    assert mutasi.minta(w.nik, None, oleh=untuk_desa(DESA, oleh=petugas))
    k = db.session.scalars(sa.select(Konfirmasi)).one()
    with pytest.raises(TidakBoleh, match="empat mata"):
        mutasi.jawab(k.id, "ya", cakupan="keluarga", oleh=untuk_desa(lain, oleh=petugas))
    mutasi.jawab(k.id, "ya", cakupan="keluarga", oleh=orang(Peran.OPERATOR_DESA, lain))
    assert w.wilayah_kode == DESA


def test_kecamatan_tidak_menghidupkan_penugasan_yang_sudah_berakhir_tanpa_sk(app: Flask) -> None:
    desa, petugas = Desa(), orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    t = db.session.get_one(Penugasan, desa.kades.penugasan_id)
    t.selesai = dt.date(2026, 10, 31)
    k = Klien(app).masuk(petugas)
    k.get("/penugasan")
    jawaban = k.post(f"/penugasan/{t.id}/pengakhiran", {"selesai": "31/12/2030"})
    assert jawaban.status_code == 422
    assert db.session.get_one(Penugasan, desa.kades.penugasan_id).selesai == dt.date(2026, 10, 31)


def test_izin_satu_tangan_tidak_membuat_pengetik_menelaah_ketikannya(app: Flask) -> None:
    """The permit is for one decision; typing and checking stay two persons' work."""
    diketik_kecamatan(DESA)
    kab, desa = Kabupaten(), Desa()
    paket = desa.diajukan()
    paket.catat_pengetik(untuk_desa(DESA, oleh=kab.petugas))
    db.session.add(
        Penugasan(
            pengguna_id=kab.petugas.pengguna_id, peran=Peran.CAMAT, wilayah_kode=KECAMATAN, mulai=dt.date(2026, 11, 1),
            sebutan="Plh", nomor_sk="821/9/2026", tanggal_sk=dt.date(2026, 10, 30),
        )
    )  # fmt: skip
    db.session.flush()
    izinkan_satu_tangan(paket, alasan="Camat cuti.", oleh=kab.kadinsos, versi=paket.versi_baris)
    with pytest.raises(TidakBoleh, match="empat mata"):
        telaah(paket, kab.petugas)
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.kembalikan(paket, [(None, "ba_tidak_lengkap", "x")], oleh=kab.petugas, versi=paket.versi_baris)


def test_kertas_yang_diberatkan_pejabat_tidak_dicatat_lagi_sebagai_keputusannya(app: Flask) -> None:
    """The operator withdraws what the kepala desa objected to, and records it again from the same paper."""
    desa = Desa()
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    nyatakan_keberatan(paket, alasan="Bukan daftar yang saya tanda tangani.", oleh=desa.kades, versi=paket.versi_baris)
    op.tarik_kembali(paket, alasan="Diperbaiki.", oleh=desa.operator, versi=paket.versi_baris)
    with pytest.raises(TidakBisa, match="keberatan"):
        op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status == "diajukan"


def test_bukti_usulan_yang_sudah_diajukan_tidak_dapat_dihilangkan_desa(app: Flask) -> None:
    """What the reviewer judges by stays in front of the reviewer until the packet is back in the village."""
    desa = Desa()
    paket = desa.diajukan()
    u = paket.usulan[0]
    b = db.session.scalars(sa.select(BerkasKeluarga).where(BerkasKeluarga.keluarga_id == u.keluarga_id)).first()
    assert b is not None
    nomor = b.id
    k = Klien(app).masuk(desa.operator)
    k.get(f"/registri/keluarga/{u.keluarga_id}")
    jawaban = k.post(f"/registri/berkas/{nomor}/penghapusan", {})
    assert jawaban.status_code == 409, jawaban.status_code
    assert db.session.get_one(BerkasKeluarga, nomor).dihapus is None


def test_nik_dalam_nama_berkas_tidak_tersimpan_dan_tidak_tampil(app: Flask) -> None:
    nik = "3328101708850001"
    desa = Desa()
    paket = desa.paket(jumlah=1)
    rumah = paket.usulan[0].keluarga_id
    k = Klien(app).masuk(desa.operator)
    k.get(f"/registri/keluarga/{rumah}")
    jawaban = k.post(
        f"/registri/keluarga/{rumah}/berkas",
        {"jenis": "KK", "berkas": (io.BytesIO(gambar("green")), f"KTP {nik}.jpg")},
        content_type="multipart/form-data",
    )
    assert jawaban.status_code == 303, jawaban.status_code
    nama = list(db.session.scalars(sa.select(BerkasKeluarga.nama_asal)))
    assert any("KTP" in n for n in nama)
    assert not any(nik in n for n in nama)
    assert nik not in k.get(f"/registri/keluarga/{rumah}").text


def test_nomor_buku_agenda_yang_ditulis_meninggalkan_jejak(app: Flask) -> None:
    desa = Desa()
    admin = orang(Peran.ADMIN, KABUPATEN)
    tetapkan("nomor", "surat_pengantar", {"mode": "buku_agenda"}, wilayah_kode=DESA, mulai=clock.hari_ini(), oleh=admin)
    k = Klien(app).masuk(desa.operator)
    k.get("/dokumen/agenda")
    assert k.post("/dokumen/agenda", {"nomor_surat_pengantar": "400/77/2026"}).status_code == 303
    a = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.rantai == f"unit:{DESA}")).all()
    assert [x.pengguna_id for x in a] == [desa.operator.pengguna_id]


def test_seratus_tekanan_tombol_bukan_seratus_pekerjaan(app: Flask) -> None:
    """A gigabyte of archive per click would fill disk and queue for everybody."""
    desa = Desa()
    paket = desa.siap_ajukan()
    nomor = paket.id
    k = Klien(app).masuk(desa.operator)
    k.get(f"/siks/{nomor}")
    tujuan = [k.post("/himpunan", {"paket": str(nomor)}).location for _ in range(3)]
    assert len(set(tujuan)) == 1
    assert {k.post(f"/siks/{nomor}/gabungan", {}).status_code for _ in range(3)} == {303}
    tugas = [p.nama for p in db.session.scalars(sa.select(jobs.Pekerjaan))]
    assert (tugas.count("dokumen.himpun"), tugas.count("dokumen.gabung")) == (1, 1)


def test_arsip_yang_diambil_auditor_tercatat_pada_rantai_penugasannya(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    nomor = paket.id
    auditor = orang(Peran.AUDITOR, KABUPATEN)
    k = Klien(app).masuk(auditor)
    k.get("/akun")
    assert k.post("/himpunan", {"paket": str(nomor)}).status_code == 303
    a = audit.Audit
    rantai = db.session.scalars(sa.select(a.rantai).where(a.aksi == "himpunan.minta")).all()
    assert rantai == [f"pemeriksaan:{auditor.penugasan_id}"]
