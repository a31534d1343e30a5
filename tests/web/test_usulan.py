"""Does the form of a proposal keep what is typed, and does its page let each role do its own steps only?"""

import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from halaman import versi
from klien import Klien
from pabrik import DESA_LAIN, KABUPATEN, KECAMATAN, Desa, Kabupaten, gambar, keluarga, pengguna, usulan, warga

from app.domain.akses.peran import Peran
from app.domain.dokumen.models import Dokumen
from app.domain.registri.models import BerkasKeluarga, Warga
from app.domain.usulan import operations, operations_usulan
from app.domain.usulan.isian import bukti_wajib, pertanyaan
from app.domain.usulan.models import Paket, Perubahan, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra.audit import Audit
from app.infra.db import db
from app.infra.format import tanggal

HTMX = {"HX-Request": "true"}


def segar(usulan_id: int) -> Usulan:
    db.session.remove()
    return db.session.get_one(Usulan, usulan_id)


@pytest.fixture
def desa(app: Flask) -> Desa:
    return Desa()


@pytest.fixture
def draf(desa: Desa) -> Usulan:
    u = usulan(operations.buat_paket(oleh=desa.operator), desa.operator, w=warga(keluarga(), "SITI"), lengkap=False)
    db.session.commit()
    return u


def lengkap_diteruskan(desa: Desa) -> Usulan:
    """A proposal at Dinsos: as far as the village can bring it, then moved by hand as the bundel's step would."""
    paket = desa.diajukan()
    db.session.execute(sa.update(Paket).where(Paket.id == paket.id).values(status=StatusPaket.DITERUSKAN))
    db.session.commit()
    return paket.usulan[0]


def test_formulir_menanyakan_semua_isian_jenisnya(klien: Klien, desa: Desa, draf: Usulan) -> None:
    klien.masuk(desa.operator)
    teks = klien.get(f"/usulan/{draf.id}").text
    for nama in ("baru.keadaan", "baru.program", "baru.keterangan", "hubungan", "jawaban.q01", "jawaban.q10"):
        assert f'name="{nama}"' in teks, nama
    assert "Foto rumah tampak depan" in teks
    assert "10 pertanyaan kelayakan belum dijawab." in teks
    assert "•" in teks
    assert not re.search(r"\b33281017\d{8}\b", teks)


def test_simpan_otomatis_menyimpan_apa_adanya_dengan_satu_baris_audit(klien: Klien, desa: Desa, draf: Usulan) -> None:
    klien.masuk(desa.operator)
    v = versi(klien.get(f"/usulan/{draf.id}").text)
    for ketikan in ("Rumah", "Rumah bambu", "Rumah bambu, lantai tanah"):
        jawaban = klien.post(f"/usulan/{draf.id}/isian", {"versi": v, "baru.keadaan": ketikan}, headers=HTMX)
        assert jawaban.status_code == 200
        assert "Tersimpan otomatis." in jawaban.text
        assert "hx-swap-oob" in jawaban.text
        v = versi(jawaban.text)
    u = segar(draf.id)
    assert u.isi["baru"]["keadaan"] == "Rumah bambu, lantai tanah"
    assert u.status is StatusUsulan.DRAF
    jumlah = sa.select(sa.func.count()).where(Audit.objek == f"usulan:{draf.id}", Audit.aksi == "usulan.isi")
    assert db.session.scalar(jumlah) == 1


def test_simpan_otomatis_menyegarkan_yang_masih_kurang(klien: Klien, desa: Desa, draf: Usulan) -> None:
    klien.masuk(desa.operator)
    teks = klien.get(f"/usulan/{draf.id}").text
    assert "Keadaan keluarga belum diisi." in teks
    isi = {"versi": versi(teks), "baru.keadaan": "Bekerja serabutan."}
    potongan = klien.post(f"/usulan/{draf.id}/isian", isi, headers=HTMX).text
    assert 'id="kurang"' in potongan
    assert "Keadaan keluarga belum diisi." not in potongan
    assert "Program yang diusulkan belum diisi." in potongan


def test_halaman_usang_memperlihatkan_ketikan_dan_tidak_menyimpan(klien: Klien, desa: Desa, draf: Usulan) -> None:
    klien.masuk(desa.operator)
    v = versi(klien.get(f"/usulan/{draf.id}").text)
    klien.post(f"/usulan/{draf.id}/isian", {"versi": v, "baru.keadaan": "Dari ponsel."})
    usang = klien.post(f"/usulan/{draf.id}/isian", {"versi": v, "baru.keadaan": "Dari laptop."})
    assert usang.status_code == 409
    assert "sudah diubah di tempat lain" in usang.text
    assert "Dari laptop." in usang.text
    assert segar(draf.id).isi["baru"]["keadaan"] == "Dari ponsel."
    assert klien.post(f"/usulan/{draf.id}/isian", {"versi": v}, headers=HTMX).status_code == 409


def test_isian_salah_ditunjukkan_pada_bidangnya_dan_yang_lain_tetap(klien: Klien, desa: Desa) -> None:
    u = usulan(operations.buat_paket(oleh=desa.operator), desa.operator, "hapus", lengkap=False)
    db.session.commit()
    klien.masuk(desa.operator)
    v = versi(klien.get(f"/usulan/{u.id}").text)
    isi = {"versi": v, "baru.tanggal_kejadian": "kemarin", "baru.cakupan": "keluarga", "alasan_kode": "pindah"}
    salah = klien.post(f"/usulan/{u.id}/isian", isi)
    assert salah.status_code == 422
    assert "Tanggal kejadian belum terbaca sebagai tanggal." in salah.text
    assert 'value="kemarin"' in salah.text
    assert re.search(r'value="keluarga" checked', salah.text)
    assert re.search(r'value="pindah" selected', salah.text)
    otomatis = klien.post(f"/usulan/{u.id}/isian", isi, headers=HTMX)
    assert otomatis.status_code == 422
    assert "Belum tersimpan" in otomatis.text
    assert segar(u.id).isi["baru"].get("cakupan", "") == ""


def test_tandai_lengkap_menyimpan_dahulu_lalu_menyebut_yang_kurang(klien: Klien, desa: Desa, draf: Usulan) -> None:
    klien.masuk(desa.operator)
    v = versi(klien.get(f"/usulan/{draf.id}").text)
    jawaban = klien.post(f"/usulan/{draf.id}/kelengkapan", {"versi": v, "baru.keadaan": "Serabutan."})
    assert jawaban.status_code == 303
    assert jawaban.location.endswith(f"/usulan/{draf.id}#kurang")
    u = segar(draf.id)
    assert u.status is StatusUsulan.DRAF
    assert u.isi["baru"]["keadaan"] == "Serabutan."
    assert "belum dapat ditandai lengkap" in klien.get(f"/usulan/{draf.id}").text


def test_usulan_dilengkapi_lewat_formulir_lalu_lanjut_ke_warga_berikutnya(
    klien: Klien, desa: Desa, draf: Usulan
) -> None:
    klien.masuk(desa.operator)
    u = segar(draf.id)
    wajib, tanya, paket_id = bukti_wajib(u), list(pertanyaan(u)), u.paket_id
    for jenis in wajib:
        klien.get(f"/usulan/{draf.id}")
        berkas = {"jenis": jenis, "berkas": (io.BytesIO(gambar()), "foto.jpg")}
        jawaban = klien.post(f"/usulan/{draf.id}/berkas", berkas, content_type="multipart/form-data")
        assert jawaban.status_code == 303, jawaban.text
    teks = klien.get(f"/usulan/{draf.id}").text
    isi = {
        "versi": versi(teks),
        "baru.keadaan": "Serabutan.",
        "_ada.program": "1",
        "baru.program": ["pkh", "bpnt"],
        "hubungan": "tidak_ada",
    } | {f"jawaban.{k}": "ya" for k in tanya}
    jawaban = klien.post(f"/usulan/{draf.id}/kelengkapan", isi)
    assert jawaban.location == f"/paket/{paket_id}?lanjut=1"
    assert segar(draf.id).status is StatusUsulan.SIAP
    assert re.search(r'id="cari-warga"[^>]*autofocus', klien.get(jawaban.location).text)
    assert "Ubah isian" in klien.get(f"/usulan/{draf.id}").text


def test_bukti_yang_bukan_gambar_ditolak_pada_ubinnya(klien: Klien, desa: Desa, draf: Usulan) -> None:
    klien.masuk(desa.operator)
    klien.get(f"/usulan/{draf.id}")
    berkas = {"jenis": "KK", "berkas": (io.BytesIO(b"bukan gambar"), "kk.jpg")}
    jawaban = klien.post(f"/usulan/{draf.id}/berkas", berkas, content_type="multipart/form-data")
    assert jawaban.status_code == 422
    assert 'id="berkas-KK-galat"' in jawaban.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(BerkasKeluarga)) == 0


def test_alasan_baru_membawa_ubin_bukti_yang_dimintanya(klien: Klien, desa: Desa) -> None:
    u = usulan(operations.buat_paket(oleh=desa.operator), desa.operator, "hapus", warga(keluarga()), lengkap=False)
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(f"/usulan/{u.id}").text
    assert "berkas-AKTA_KEMATIAN" not in teks
    isi = {"versi": versi(teks), "alasan_kode": "meninggal"}
    satu = klien.post(f"/usulan/{u.id}/isian", isi, headers={"HX-Request": "true"}).text
    assert "belum diunggah" in satu
    assert re.search(r'id="ubin-bukti" hx-swap-oob="innerHTML">.*kematian', satu, re.DOTALL)
    dua = klien.post(f"/usulan/{u.id}/isian", isi | {"versi": versi(satu)}, headers={"HX-Request": "true"}).text
    assert "ubin-bukti" not in dua, "a chosen file must not be lost while something else is typed"


def test_perbaikan_menampilkan_lama_di_samping_baru_dengan_nomor_tersamar(klien: Klien, desa: Desa) -> None:
    w = warga(keluarga(), "NAMA SALAH")
    nik = w.nik
    u = usulan(operations.buat_paket(oleh=desa.operator), desa.operator, "perbaikan", w, lengkap=False)
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(f"/usulan/{u.id}").text
    assert "Tercatat</span> NAMA SALAH" in teks
    assert f"Tercatat</span> {tanggal(w.tanggal_lahir)}" in teks, "a date in words, not as it is stored"
    assert f"Tercatat</span> {nik[:4]}" in teks
    assert nik not in teks
    klien.post(f"/usulan/{u.id}/isian", {"versi": versi(teks), "baru.nama": "NAMA BENAR", "baru.nik": ""})
    baru = segar(u.id).isi["baru"]
    assert baru["nama"] == "NAMA BENAR"
    assert baru["nik"] == nik


@pytest.mark.parametrize("kata", ["", "/penarikan", "/status-siks"])
def test_usulan_desa_lain_tidak_ada(klien: Klien, desa: Desa, kata: str) -> None:
    lain = Desa(DESA_LAIN)
    u = lain.paket(1).usulan[0]
    db.session.commit()
    klien.masuk(desa.operator)
    assert klien.get(f"/usulan/{u.id}{kata}").status_code == 404


@pytest.mark.parametrize(
    "kata",
    ["isian", "kelengkapan", "berkas", "tanda-terima", "pembukaan", "penarikan", "kelayakan", "status-siks", "padanan"],
)
def test_kiriman_ke_usulan_desa_lain_tidak_ada(klien: Klien, desa: Desa, kata: str) -> None:
    lain = Desa(DESA_LAIN)
    u = lain.paket(1).usulan[0]
    db.session.commit()
    klien.masuk(desa.operator)
    isi = {"versi": u.versi_baris, "alasan": "Coba", "jenis": "KK", "hasil": "padan", "status": "diinput"}
    assert klien.post(f"/usulan/{u.id}/{kata}", isi).status_code == 404
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Dokumen)) == 0


def test_kepala_desa_membaca_tetapi_tidak_mengisi(klien: Klien, desa: Desa, draf: Usulan) -> None:
    klien.masuk(desa.kades)
    teks = klien.get(f"/usulan/{draf.id}").text
    assert 'id="isian"' not in teks
    assert klien.post(f"/usulan/{draf.id}/isian", {"versi": draf.versi_baris, "baru.keadaan": "x"}).status_code == 403


def test_verifikator_menilai_dengan_alasan(klien: Klien, desa: Desa) -> None:
    u = lengkap_diteruskan(desa)
    verifikator = pengguna(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    db.session.commit()
    klien.masuk(verifikator)
    teks = klien.get(f"/usulan/{u.id}").text
    assert f'href="/usulan/{u.id}/ketidaklayakan"' in teks
    alamat = f"/usulan/{u.id}/ketidaklayakan"
    v = versi(klien.get(alamat).text)
    salah = klien.post(alamat, {"versi": v, "alasan_kode": "lainnya", "alasan": ""})
    assert salah.status_code == 422
    assert "perlu dijelaskan" in salah.text
    assert 'value="lainnya" selected' in salah.text
    assert (
        klien.post(alamat, {"versi": v, "alasan_kode": "dinilai_mampu", "alasan": "Rumah bertingkat."}).status_code
        == 303
    )
    teks = klien.get(f"/usulan/{u.id}").text
    assert "Rumah bertingkat." in teks
    assert segar(u.id).status is StatusUsulan.TIDAK_LAYAK


def test_penilaian_satu_menyebut_pasangan_yang_ikut_dinilai(klien: Klien, desa: Desa) -> None:
    paket = desa.paket(1)
    keluar, masuk = usulan(paket, desa.operator, "hapus"), paket.usulan[0]
    operations_usulan.pasangkan(keluar, masuk.id, oleh=desa.operator, versi=keluar.versi_baris)
    kab = Kabupaten()
    kab.diteruskan(desa.diajukan(paket))
    for u in paket.usulan:
        operations_usulan.catat_padanan(u, "padan", oleh=kab.verifikator, versi=u.versi_baris)
    nomor, dua, nama = masuk.id, keluar.id, keluar.nama
    ikut = f"Usulan ini berpasangan dengan {nama}. Penilaian Anda di sini berlaku untuk keduanya."
    klien.masuk(desa.operator)
    assert ikut not in klien.get(f"/usulan/{nomor}").text, "who does not judge"
    klien.masuk(kab.verifikator)
    teks = klien.get(f"/usulan/{nomor}").text
    assert ikut in teks
    assert klien.post(f"/usulan/{nomor}/kelayakan", {"versi": versi(teks)}).status_code == 303
    assert f"Usulan dinilai layak. Ini berlaku juga untuk pasangannya, {nama}." in klien.get(f"/usulan/{nomor}").text
    assert segar(dua).status is StatusUsulan.LAYAK


def test_operator_desa_tidak_bisa_menilai(klien: Klien, desa: Desa) -> None:
    u = lengkap_diteruskan(desa)
    klien.masuk(desa.operator)
    assert klien.post(f"/usulan/{u.id}/kelayakan", {"versi": u.versi_baris}).status_code == 403
    assert klien.get(f"/usulan/{u.id}/ketidaklayakan").status_code == 403


def test_siks_dan_pemberitahuan_baru_ditawarkan_saat_ada_yang_dicatat(klien: Klien, desa: Desa) -> None:
    u = desa.diajukan().usulan[0]
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(f"/usulan/{u.id}").text
    assert f"/usulan/{u.id}/status-siks" not in teks
    assert f"/usulan/{u.id}/pemberitahuan" not in teks
    assert klien.post(f"/usulan/{u.id}/pemberitahuan", {"versi": u.versi_baris, "cara": "Surat"}).status_code == 409
    sampai = lengkap_diteruskan(desa)
    assert f"/usulan/{sampai.id}/status-siks" in klien.get(f"/usulan/{sampai.id}").text


def test_status_siks_dicatat_dengan_tanggal(klien: Klien, desa: Desa) -> None:
    u = lengkap_diteruskan(desa)
    klien.masuk(desa.operator)
    alamat = f"/usulan/{u.id}/status-siks"
    v = versi(klien.get(alamat).text)
    salah = klien.post(alamat, {"versi": v, "status": "diinput", "siks_id": "A-1", "tanggal": "besok"})
    assert salah.status_code == 422
    assert 'value="A-1"' in salah.text
    belum = klien.post(alamat, {"versi": v, "status": "diterima"})
    assert belum.status_code == 409
    assert "setelah paket disahkan" in belum.text
    isi = {"versi": v, "status": "diinput", "siks_id": "A-1", "tanggal": "2026-11-09"}
    assert klien.post(alamat, isi).status_code == 303
    assert "Sudah diisi, 9 November 2026" in klien.get(f"/usulan/{u.id}").text


def test_permintaan_perubahan_hanya_menyimpan_yang_berubah(klien: Klien, desa: Desa) -> None:
    u = desa.diajukan().usulan[0]
    db.session.commit()
    klien.masuk(desa.operator)
    alamat = f"/usulan/{u.id}/permintaan-perubahan"
    teks = klien.get(alamat).text
    isi = {"versi": versi(teks), "jenis": "perbaikan", "baru.keadaan": "Rumah roboh.", "alasan": ""}
    salah = klien.post(alamat, isi)
    assert salah.status_code == 422
    assert "Rumah roboh." in salah.text
    assert klien.post(alamat, isi | {"alasan": "Bencana."}).status_code == 303
    p = db.session.scalar(sa.select(Perubahan))
    assert p.isi["baru"] == {"keadaan": "Rumah roboh."}
    teks = klien.get(f"/usulan/{u.id}").text
    assert "Permintaan perbaikan" in teks
    assert "<ins>Rumah roboh.</ins>" in teks
    petugas = pengguna(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    teks = klien.get(f"/usulan/{u.id}").text
    assert f'action="/usulan/{u.id}/penerimaan-perubahan"' in teks
    jawaban = klien.post(f"/usulan/{u.id}/penerimaan-perubahan", {"versi": versi(teks)})
    assert jawaban.status_code == 409
    assert "Lembar perubahan daftar belum diterbitkan." in jawaban.text
    tolak = f"/usulan/{u.id}/penolakan-perubahan"
    assert klien.post(tolak, {"versi": versi(klien.get(tolak).text), "alasan": "Foto lama."}).status_code == 303


def test_tanda_terima_terbit_sekali_walau_ditekan_dua_kali(klien: Klien, desa: Desa, draf: Usulan) -> None:
    klien.masuk(desa.operator)
    klien.get("/akun")
    satu = klien.post(f"/usulan/{draf.id}/tanda-terima", {"_kunci": "t"})
    dua = klien.post(f"/usulan/{draf.id}/tanda-terima", {"_kunci": "t"})
    assert satu.status_code == 303
    assert satu.location == dua.location
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Dokumen)) == 1


def test_pengamat_tidak_melihat_rincian_orang(klien: Klien, desa: Desa) -> None:
    u = desa.diajukan().usulan[0]
    pengamat = pengguna(Peran.PENGAMAT, KABUPATEN)
    db.session.commit()
    klien.masuk(pengamat)
    teks = klien.get(f"/usulan/{u.id}").text
    assert "Siti Aminah" not in teks
    assert "Bekerja serabutan" not in teks
    assert "/registri/" not in teks


def test_nik_penuh_tidak_pernah_ada_di_halaman(klien: Klien, desa: Desa) -> None:
    u = desa.diajukan().usulan[0]
    nik, kk = u.warga.nik, u.keluarga.no_kk
    paket_id = u.paket_id
    verifikator = pengguna(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    db.session.commit()
    for siapa in (desa.operator, desa.kades, verifikator):
        klien.masuk(siapa)
        for alamat in (f"/usulan/{u.id}", f"/paket/{paket_id}", f"/usulan/{u.id}/permintaan-perubahan"):
            teks = klien.get(alamat).text
            assert nik not in teks, alamat
            assert kk not in teks, alamat
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Warga)) == 2
