"""Do the pages about moved residents ask, answer and hide as they should?"""

import datetime as dt

import pytest
import sqlalchemy as sa
from halaman import hitung_sql
from klien import Klien
from pabrik import DESA, DESA_LAIN, KABUPATEN, Desa, keluarga, orang, pengguna, usulan, warga

from app.domain.akses.models import Pengguna
from app.domain.akses.peran import Peran
from app.domain.registri import mutasi
from app.domain.registri.models import Konfirmasi, Warga
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.infra import clock
from app.infra.db import db

BARU = {
    "nama": "Budi Santoso", "jenis_kelamin": "L", "tanggal_lahir": "1985-08-17", "hubungan": "1",
    "no_kk": "3328100106209991", "status_dasar": "1",
}  # fmt: skip


@pytest.fixture
def milik_lain(app) -> Warga:
    w = warga(keluarga(DESA_LAIN), "NAMA RAHASIA")
    db.session.commit()
    return w


def tanya(w: Warga, hari: int = 0) -> int:
    penanya = pengguna(Peran.OPERATOR_DESA, DESA)
    mutasi.tanyakan([mutasi.Tanya(w.id, DESA_LAIN, w.nik, None)], DESA, oleh=penanya.id)
    k = db.session.scalars(sa.select(Konfirmasi)).one()
    k.tenggat = clock.hari_ini() + dt.timedelta(days=hari)
    db.session.commit()
    return k.id


def test_catat_warga_milik_desa_lain_menawarkan_lalu_mengirim_pertanyaan(klien: Klien, milik_lain: Warga) -> None:
    operator = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    operator.get("/registri/warga/baru")
    jawab = operator.post("/registri/warga", BARU | {"nik": milik_lain.nik})
    assert jawab.status_code == 422
    assert "tercatat di wilayah lain" in jawab.text
    assert "beri tanda centang “Warga ini pindah masuk”" in jawab.text
    assert 'name="pindah_masuk"' in jawab.text
    assert "Pagiyanten" not in jawab.text
    assert "Budi Santoso" in jawab.text
    assert "RAHASIA" not in jawab.text
    jawab = operator.post("/registri/warga", BARU | {"nik": milik_lain.nik, "pindah_masuk": "1"})
    assert (jawab.status_code, jawab.location) == (303, "/registri/mutasi")
    kami = operator.get("/registri/mutasi?arah=keluar").text
    assert "Menunggu konfirmasi" in kami
    assert "RAHASIA" not in kami
    assert "Pagiyanten" not in kami
    assert milik_lain.nik not in kami
    assert "Tidak ada warga yang ditanyakan" in operator.get("/registri/mutasi").text


def test_desa_asal_menjawab_di_halamannya_dan_penanya_tidak(klien: Klien, milik_lain: Warga) -> None:
    k = tanya(milik_lain)
    penanya = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    penanya.get("/registri/mutasi")
    assert penanya.get(f"/registri/mutasi/{k}").status_code == 404
    assert penanya.post(f"/registri/mutasi/{k}/jawaban", {"jawaban": "ya", "cakupan": "orang"}).status_code == 404
    asal = klien.masuk(orang(Peran.OPERATOR_DESA, DESA_LAIN))
    daftar = asal.get("/registri/mutasi").text
    assert "NAMA RAHASIA" in daftar
    assert milik_lain.nik not in daftar
    assert "Desa Slawi Kulon" in asal.get(f"/registri/mutasi/{k}").text
    salah = asal.post(f"/registri/mutasi/{k}/jawaban", {"jawaban": "tidak", "alasan": ""})
    assert salah.status_code == 422
    assert "Tulis alasan" in salah.text
    jawab = asal.post(f"/registri/mutasi/{k}/jawaban", {"jawaban": "ya", "cakupan": "orang"})
    assert jawab.status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Warga, milik_lain.id).wilayah_kode == DESA
    terjawab = asal.get("/registri/mutasi?arah=terjawab").text
    assert "Sudah pindah" in terjawab
    assert "RAHASIA" not in terjawab
    assert "RAHASIA" not in asal.get(f"/registri/mutasi/{k}").text
    lagi = asal.post(f"/registri/mutasi/{k}/jawaban", {"jawaban": "tidak", "alasan": "Keliru."})
    assert lagi.status_code == 409


def test_kepala_yang_pindah_sendiri_diminta_memilih_penggantinya_dengan_isian_yang_tetap(klien: Klien) -> None:
    k = keluarga(DESA_LAIN)
    kepala, istri = warga(k, "KEPALA LAMA"), warga(k, "ISTRINYA", jk="P")
    istri.hubungan = 3
    db.session.commit()
    nomor = tanya(kepala)
    asal = klien.masuk(orang(Peran.OPERATOR_DESA, DESA_LAIN))
    asal.get(f"/registri/mutasi/{nomor}")
    kirim = {"jawaban": "ya", "cakupan": "orang", "alasan": "Ikut kerja."}
    kosong = asal.post(f"/registri/mutasi/{nomor}/jawaban", kirim | {"kepala_baru": ""})
    assert kosong.status_code == 422
    assert "Pilih kepala keluarga yang baru" in kosong.text
    assert "Ikut kerja." in kosong.text
    salah = asal.post(f"/registri/mutasi/{nomor}/jawaban", {"jawaban": "", "kepala_baru": str(istri.id)})
    assert f'value="{istri.id}" selected' in salah.text
    assert asal.post(f"/registri/mutasi/{nomor}/jawaban", kirim | {"kepala_baru": str(istri.id)}).status_code == 303


def test_dinas_sosial_memutuskan_sesudah_tenggat(klien: Klien, milik_lain: Warga) -> None:
    k = tanya(milik_lain)
    dinsos = klien.masuk(orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN))
    assert "Putuskan" not in dinsos.get(f"/registri/mutasi/{k}").text
    kirim = {"jawaban": "tidak", "alasan": "Surat pindahnya belum terbit."}
    assert dinsos.post(f"/registri/mutasi/{k}/jawaban", kirim).status_code == 409
    db.session.get_one(Konfirmasi, k).tenggat -= dt.timedelta(days=1)
    db.session.commit()
    assert "Lewat tenggat" in dinsos.get("/registri/mutasi").text
    assert "Putuskan" in dinsos.get(f"/registri/mutasi/{k}").text
    assert dinsos.post(f"/registri/mutasi/{k}/jawaban", kirim).status_code == 303


@pytest.mark.parametrize("peran", [Peran.KEPALA_DESA, Peran.CAMAT, Peran.ADMIN, Peran.AUDITOR])
def test_peran_lain_tidak_membuka_halaman_mutasi(klien: Klien, peran: Peran, milik_lain: Warga) -> None:
    k = tanya(milik_lain)
    wilayah = {Peran.KEPALA_DESA: DESA_LAIN, Peran.CAMAT: "33.28.11"}.get(peran, KABUPATEN)
    web = klien.masuk(orang(peran, wilayah))
    for jalur in ("/registri/mutasi", f"/registri/mutasi/{k}"):
        assert web.get(jalur).status_code in (403, 404)


def test_daftar_mutasi_berhalaman_dengan_sedikit_pernyataan(klien: Klien) -> None:
    keluarga_lain = [warga(keluarga(DESA_LAIN)) for _ in range(27)]
    penanya = pengguna(Peran.OPERATOR_DESA, DESA)
    mutasi.tanyakan([mutasi.Tanya(w.id, DESA_LAIN, w.nik, None) for w in keluarga_lain], DESA, oleh=penanya.id)
    db.session.commit()
    asal = klien.masuk(orang(Peran.OPERATOR_DESA, DESA_LAIN))
    with hitung_sql() as q:
        satu = asal.get("/registri/mutasi").text
    assert len(q) <= 10
    assert satu.count('href="/registri/mutasi/') == 25
    sesudah = db.session.scalars(sa.select(Konfirmasi.id).order_by(Konfirmasi.id).offset(24)).first()
    dua = asal.get(f"/registri/mutasi?arah=masuk&sesudah={sesudah}").text
    assert dua.count('href="/registri/mutasi/') == 2
    k = db.session.scalars(sa.select(Konfirmasi.id)).first()
    with hitung_sql() as q:
        asal.get(f"/registri/mutasi/{k}")
    assert len(q) <= 10


# --- a family splits ---


def test_halaman_pecah_kk_memisahkan_dan_menyimpan_isian_yang_salah(klien: Klien) -> None:
    k = keluarga(DESA)
    ayah, anak = warga(k, "AYAH"), warga(k, "ANAK")
    anak.hubungan = anak.urut_kk = 4
    operator = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    jalur = f"/registri/keluarga/{k.id}/pemecahan"
    assert jalur in operator.get(f"/registri/keluarga/{k.id}").text
    with hitung_sql() as q:
        halaman = operator.get(jalur).text
    assert len(q) <= 10
    assert k.no_kk not in halaman
    kirim = {"versi": "0", "anggota": [str(anak.id)], "kepala_baru": str(anak.id), "no_kk": "3328100106207777",
             "alamat": "Jalan Baru"}  # fmt: skip
    salah = operator.post(jalur, kirim | {"kepala_baru": str(ayah.id)})
    assert salah.status_code == 422
    assert "Jalan Baru" in salah.text
    assert 'value="3328100106207777"' in salah.text, "sixteen digits are not typed twice for another field's slip"
    jawab = operator.post(jalur, kirim)
    assert jawab.status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Warga, anak.id).keluarga_id != k.id
    assert jawab.location == f"/registri/keluarga/{db.session.get_one(Warga, anak.id).keluarga_id}"
    assert operator.post(jalur, kirim).status_code == 409


def test_pecah_kk_hanya_untuk_operator_desanya(klien: Klien) -> None:
    k = keluarga(DESA)
    warga(k)
    db.session.commit()
    jalur = f"/registri/keluarga/{k.id}/pemecahan"
    assert klien.masuk(orang(Peran.KEPALA_DESA, DESA)).get(jalur).status_code == 403
    assert klien.masuk(orang(Peran.OPERATOR_DESA, DESA_LAIN)).get(jalur).status_code == 404


def test_desa_lama_membaca_usulannya_tanpa_data_baru_warga_yang_pindah(klien: Klien) -> None:
    desa = Desa(DESA_LAIN)
    paket = op.buat_paket(oleh=desa.operator)
    u = usulan(paket, desa.operator)
    opu.tarik(u, alasan="Pindah.", oleh=desa.operator, versi=u.versi_baris)
    k = tanya(u.warga)
    mutasi.jawab(k, "ya", cakupan="keluarga", oleh=desa.operator)
    u.keluarga.alamat = "ALAMAT BARU SEKALI"
    nomor = u.id
    akun_lama = db.session.get_one(Pengguna, desa.operator.pengguna_id)
    db.session.commit()
    halaman = klien.masuk(akun_lama).get(f"/usulan/{nomor}").text
    assert "sudah pindah" in halaman
    assert "ALAMAT BARU" not in halaman
    assert "/registri/berkas/" not in halaman
