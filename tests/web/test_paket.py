"""Do the pages of a packet show what is so, and take only steps that the machine and the matrix allow?"""

import datetime as dt
import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from halaman import hitung_sql, versi
from klien import Klien
from pabrik import DESA_LAIN, KECAMATAN, Desa, Kabupaten, gambar, keluarga, orang, pelaku, pengguna, usulan, warga

from app.domain.akses.peran import Peran
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.rapat.models import Rapat
from app.domain.usulan import operations, operations_usulan, tunggu
from app.domain.usulan import operations_perubahan as ubah
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import Paket, Perubahan, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import clock
from app.infra.db import db
from app.web.paket.kalimat import predikat


def paket_kini(paket_id: int) -> Paket:
    db.session.remove()
    return db.session.get_one(Paket, paket_id)


@pytest.fixture
def desa(app: Flask) -> Desa:
    return Desa()


def test_paket_dibuat_sekali_walau_tombol_ditekan_dua_kali(klien: Klien, desa: Desa) -> None:
    db.session.commit()
    klien.masuk(desa.operator)
    klien.get("/")
    satu = klien.post("/paket/pembuatan", {"_kunci": "sekali"})
    dua = klien.post("/paket/pembuatan", {"_kunci": "sekali"})
    assert satu.status_code == dua.status_code == 303
    assert satu.location == dua.location
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Paket)) == 1
    assert klien.post("/paket/pembuatan", {"_kunci": "lain"}).status_code == 409


def test_halaman_paket_menyebut_yang_kurang_dan_pemegangnya(klien: Klien, desa: Desa) -> None:
    paket = operations.buat_paket(oleh=desa.operator)
    draf = usulan(paket, desa.operator, w=warga(keluarga(), "BUDI BELUM"), lengkap=False)
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(f"/paket/{paket.id}").text
    assert "Usulan BUDI BELUM belum ditandai lengkap." in teks
    assert f'href="/usulan/{draf.id}"' in teks
    assert "Musyawarah belum direncanakan." in teks
    assert "(operator desa/kelurahan)" not in teks, "who reads about themselves is not named"
    assert f'action="/paket/{paket.id}/persiapan"' not in teks
    klien.masuk(desa.kades)
    assert "(operator desa/kelurahan)" in klien.get(f"/paket/{paket.id}").text


def test_tombol_langkah_muncul_setelah_semua_lengkap(klien: Klien, desa: Desa) -> None:
    paket = desa.paket()
    desa.rapat(paket)
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(f"/paket/{paket.id}").text
    assert f'action="/paket/{paket.id}/persiapan"' in teks
    jawaban = klien.post(f"/paket/{paket.id}/persiapan", {"versi": versi(teks), "_kunci": "a"})
    assert jawaban.status_code == 303
    assert paket_kini(paket.id).status is StatusPaket.SIAP_MUSYAWARAH
    teks = klien.get(f"/paket/{paket.id}").text
    assert "Undangan musyawarah" in teks
    assert "sedang dibuat" in teks


def test_halaman_usang_ditolak_dan_tidak_mengubah_apa_pun(klien: Klien, desa: Desa) -> None:
    paket = desa.paket()
    desa.rapat(paket)
    db.session.commit()
    db.session.expunge_all()
    klien.masuk(desa.operator)
    lama = versi(klien.get(f"/paket/{paket.id}").text)
    usulan(db.session.get_one(Paket, paket.id), desa.operator)
    db.session.commit()
    jawaban = klien.post(f"/paket/{paket.id}/persiapan", {"versi": lama})
    assert jawaban.status_code == 409
    assert "Muat ulang halaman ini" in jawaban.text
    assert paket_kini(paket.id).status is StatusPaket.DRAF


@pytest.mark.parametrize(
    "kata",
    ["", "/riwayat", "/pembatalan", "/dokumen"],
)
def test_paket_desa_lain_tidak_ada(klien: Klien, desa: Desa, kata: str) -> None:
    lain = Desa(DESA_LAIN)
    paket = lain.paket(1)
    db.session.commit()
    klien.masuk(desa.operator)
    assert klien.get(f"/paket/{paket.id}{kata}", headers={"HX-Request": "true"}).status_code == 404


@pytest.mark.parametrize(
    "kata",
    ["persiapan", "pembatalan", "usulan", "rapat", "lembar-perubahan", "tanda", "hasil-musyawarah", "pengembalian"],
)
def test_kiriman_ke_paket_desa_lain_tidak_ada(klien: Klien, desa: Desa, kata: str) -> None:
    lain = Desa(DESA_LAIN)
    paket = lain.paket(1)
    db.session.commit()
    klien.masuk(desa.operator)
    isi = {"versi": paket.versi_baris, "alasan": "Salah.", "warga_id": 1, "jenis": "tambah"}
    assert klien.post(f"/paket/{paket.id}/{kata}", isi).status_code == 404
    assert paket_kini(paket.id).status is StatusPaket.DRAF


@pytest.mark.parametrize(
    ("kata", "status"),
    [("pengajuan", 403), ("pengembalian", 403), ("penghentian", 403), ("pembukaan-verval", 403), ("penutupan", 409)],
)
def test_langkah_peran_lain_ditolak(klien: Klien, desa: Desa, kata: str, status: int) -> None:
    paket = desa.siap_ajukan()
    db.session.commit()
    klien.masuk(desa.operator)
    isi = {"versi": paket.versi_baris, "alasan": "Coba.", "paket.kode": "lainnya", "paket.teks": "x"}
    assert klien.post(f"/paket/{paket.id}/{kata}", isi).status_code == status
    assert paket_kini(paket.id).status is StatusPaket.SIAP_DIAJUKAN


def test_alasan_yang_kosong_menampilkan_formulir_lagi(klien: Klien, desa: Desa) -> None:
    paket = desa.paket()
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(f"/paket/{paket.id}/pembatalan").text
    jawaban = klien.post(f"/paket/{paket.id}/pembatalan", {"versi": versi(teks), "alasan": "  "})
    assert jawaban.status_code == 422
    assert "Tulis alasan untuk “Batalkan paket”." in jawaban.text
    jawaban = klien.post(f"/paket/{paket.id}/pembatalan", {"versi": versi(teks), "alasan": "Keliru bulan."})
    assert jawaban.status_code == 303
    assert paket_kini(paket.id).status is StatusPaket.DIBATALKAN


def test_hasil_musyawarah_yang_ditolak_menyimpan_semua_ketikan(klien: Klien, desa: Desa) -> None:
    paket = desa.siap_musyawarah()
    satu, dua = (u.id for u in paket.usulan)
    db.session.commit()
    klien.masuk(desa.operator)
    alamat = f"/paket/{paket.id}/hasil-musyawarah"
    teks = klien.get(alamat).text
    assert len(re.findall(r'id="putusan-\d+-sepakat"[^>]*checked', teks)) == 2, "agreed unless told otherwise"
    assert re.findall(r'name="hadir" value="\d+"( checked)?', teks).count(" checked") == 4, "as noted before"
    isi = {
        "versi": versi(teks),
        f"putusan.{satu}": "tunda",
        f"alasan_kode.{satu}": "tunda:perlu_kunjungan",
        f"alasan.{satu}": "Rumah belum dikunjungi tim.",
    }
    jawaban = klien.post(alamat, isi)
    assert jawaban.status_code == 422
    assert "belum diputuskan" in jawaban.text
    assert f'<a href="#putusan-{dua}">' in jawaban.text
    assert f'id="putusan-{dua}"' in jawaban.text
    assert 'value="Rumah belum dikunjungi tim."' in jawaban.text
    assert 'value="tunda:perlu_kunjungan" selected' in jawaban.text
    assert re.search(rf'id="putusan-{satu}-tunda"[^>]*checked', jawaban.text)
    assert not re.search(rf'id="putusan-{dua}-sepakat"[^>]*checked', jawaban.text), "nothing is chosen for people"
    assert paket_kini(paket.id).status is StatusPaket.SIAP_MUSYAWARAH


def test_alasan_dari_daftar_putusan_lain_tidak_dihitung(klien: Klien, desa: Desa) -> None:
    paket = desa.siap_musyawarah()
    u = paket.usulan[0]
    db.session.commit()
    klien.masuk(desa.operator)
    isi = {"versi": paket.versi_baris, f"putusan.{u.id}": "tidak", f"alasan_kode.{u.id}": "tunda:dibahas_lagi"}
    jawaban = klien.post(f"/paket/{paket.id}/hasil-musyawarah", isi)
    assert jawaban.status_code == 422
    assert f'<a href="#alasan_kode-{u.id}">Tulis alasan putusan untuk {u.nama}.</a>' in jawaban.text
    assert f'id="alasan_kode-{u.id}"' in jawaban.text


def test_putusan_yang_memisahkan_pasangan_disebut_pada_barisnya(klien: Klien, desa: Desa) -> None:
    paket = desa.paket(1)
    keluar, masuk = usulan(paket, desa.operator, "hapus"), paket.usulan[0]
    operations_usulan.pasangkan(keluar, masuk.id, oleh=desa.operator, versi=keluar.versi_baris)
    desa.siap_musyawarah(paket)
    k, m, kalimat = keluar.id, masuk.id, f"{keluar.nama} dan penggantinya, {masuk.nama}, harus diputuskan sama."
    isi = {"versi": paket.versi_baris, f"putusan.{k}": "sepakat", f"putusan.{m}": "tunda",
           f"alasan_kode.{m}": "tunda:perlu_kunjungan"}  # fmt: skip
    klien.masuk(desa.operator)
    jawaban = klien.post(f"/paket/{paket.id}/hasil-musyawarah", isi)
    assert jawaban.status_code == 422
    assert f'<a href="#putusan-{k}">{kalimat}</a>' in jawaban.text
    assert re.search(rf'id="putusan-{k}-galat">.*{kalimat}', jawaban.text)
    assert jawaban.text.count(kalimat) == 2


def test_kepala_desa_melihat_persis_yang_diajukan_lalu_mengajukan(klien: Klien, desa: Desa) -> None:
    paket = desa.paket(3)
    tunda = paket.usulan[2]
    desa.siap_ajukan(paket, {tunda.id: ("tunda", "perlu_padanan", "")})
    nama = [u.nama for u in paket.usulan]
    db.session.commit()
    klien.masuk(desa.kades)
    alamat = f"/paket/{paket.id}/pengajuan"
    teks = klien.get(alamat).text
    assert all(n in teks for n in nama)
    assert "Nama yang diajukan (2)" in teks
    assert "Tidak ikut diajukan (1)" in teks
    assert "Berita acara musyawarah" in teks
    jawaban = klien.post(alamat, {"versi": versi(teks), "_kunci": "k"})
    assert jawaban.status_code == 303
    assert paket_kini(paket.id).status is StatusPaket.DIAJUKAN


def test_di_luar_masa_pengajuan_diminta_alasan(klien: Klien, desa: Desa, jam) -> None:  # type: ignore[no-untyped-def]
    paket = desa.siap_ajukan()
    db.session.commit()
    jam(clock.sekarang().replace(day=20))
    klien.masuk(desa.kades)
    alamat = f"/paket/{paket.id}/pengajuan"
    teks = klien.get(alamat).text
    assert "dijadwalkan tanggal 1 sampai 17" in teks
    ditolak = klien.post(alamat, {"versi": versi(teks)})
    assert ditolak.status_code == 422
    assert '<a href="#terlambat_alasan">' in ditolak.text
    assert klien.post(alamat, {"versi": versi(teks), "terlambat_alasan": "Banjir."}).status_code == 303
    assert paket_kini(paket.id).terlambat_alasan == "Banjir."


def test_peninjau_melihat_perubahan_sejak_pengajuan_sebelumnya(klien: Klien, desa: Desa) -> None:
    petugas = pengguna(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    paket = desa.dikembalikan(pelaku(petugas))
    u = paket.usulan[0]
    kiriman = {"baru.keadaan": ["Atap rumah runtuh."]}
    ubah.minta(u, "perbaikan", alasan="Keadaan berubah.", oleh=desa.operator, versi=u.versi_baris, kiriman=kiriman)
    ubah.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)
    operations.jawab_tanda(paket.tanda[0].id, "diperbaiki", "", oleh=desa.operator)
    operations.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)
    db.session.commit()
    klien.masuk(petugas)
    assert f'hx-get="/paket/{paket.id}/selisih"' in klien.get(f"/paket/{paket.id}").text
    teks = klien.get(f"/paket/{paket.id}/selisih").text
    assert "<ins>Atap rumah runtuh.</ins>" in teks
    klien.masuk(desa.operator)
    assert "Perubahan sejak pengajuan sebelumnya" not in klien.get(f"/paket/{paket.id}").text


def test_warga_desa_lain_tidak_dapat_diusulkan(klien: Klien, desa: Desa) -> None:
    paket = operations.buat_paket(oleh=desa.operator)
    asing = warga(keluarga(DESA_LAIN))
    sendiri = warga(keluarga())
    db.session.commit()
    klien.masuk(desa.operator)
    alamat = f"/paket/{paket.id}/usulan"
    assert klien.post(alamat, {"warga_id": asing.id, "jenis": "tambah"}).status_code == 404
    assert klien.post(alamat, {"warga_id": "abc", "jenis": "tambah"}).status_code == 422
    assert klien.post(alamat, {"warga_id": sendiri.id, "jenis": "bukan_jenis"}).status_code == 422
    jawaban = klien.post(alamat, {"warga_id": sendiri.id, "jenis": "tambah", "_kunci": "u"})
    ulang = klien.post(alamat, {"warga_id": sendiri.id, "jenis": "tambah", "_kunci": "u"})
    assert jawaban.status_code == 303
    assert jawaban.location == ulang.location
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Usulan)) == 1


def test_lembar_perubahan_terbit_dari_halaman_paket(klien: Klien, desa: Desa) -> None:
    paket = desa.diajukan()
    u = paket.usulan[0]
    ubah.minta(u, "penarikan", alasan="Warga menolak.", oleh=desa.operator, versi=u.versi_baris)
    db.session.commit()
    klien.masuk(desa.operator)
    assert "Terbitkan lembar perubahan" in klien.get(f"/paket/{paket.id}").text
    assert klien.post(f"/paket/{paket.id}/lembar-perubahan", {"_kunci": "l"}).status_code == 303
    assert db.session.scalar(sa.select(Perubahan.dokumen_id)) is not None
    assert "Menunggu diputus" in klien.get(f"/paket/{paket.id}").text


def test_riwayat_bercerita_dengan_nama_dan_alasan(klien: Klien, desa: Desa) -> None:
    paket = desa.siap_musyawarah()
    operations.buka(paket, alasan="Ada nama tertinggal.", oleh=desa.operator, versi=paket.versi_baris)
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(f"/paket/{paket.id}/riwayat").text
    assert f"{desa.operator.nama} membuka kembali daftar usulan." in teks
    assert "Ada nama tertinggal." in teks
    assert f"{desa.operator.nama} menyiapkan musyawarah dan mencetak undangan." in teks
    semua = klien.get(f"/paket/{paket.id}/riwayat?semua=1").text
    assert "menyatakan usulan lengkap: WARGA" in semua
    assert "menerbitkan dokumen: Undangan musyawarah" in semua


def test_setiap_baris_ketiga_alur_punya_kalimat() -> None:
    for b in (*ALUR_PAKET.baris, *ALUR_USULAN.baris, *ALUR_DOKUMEN.baris):
        for dari in b.dari or {""}:
            assert predikat(b.aksi, dari, b.ke or dari) == b.kalimat, (b.aksi, dari)


@pytest.mark.parametrize("tahap", ["paket", "siap_musyawarah", "siap_ajukan", "diajukan", "dikembalikan"])
def test_halaman_paket_tiga_puluh_nama_paling_banyak_sepuluh_perintah(klien: Klien, desa: Desa, tahap: str) -> None:
    if tahap == "dikembalikan":
        paket = desa.paket(30)
        desa.diajukan(paket)
        kecamatan = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
        operations.kembalikan(paket, [(None, "lainnya", "Cek.")], oleh=kecamatan, versi=paket.versi_baris)
    else:
        paket = desa.paket(30)
        if tahap != "paket":
            getattr(desa, tahap)(paket)
    db.session.commit()
    klien.masuk(desa.operator)
    klien.get(f"/paket/{paket.id}")
    with hitung_sql() as perintah:
        assert klien.get(f"/paket/{paket.id}").status_code == 200
    assert len(perintah) <= 10, "\n".join(perintah)


def test_daftar_paket_disaring_dan_tidak_bocor(klien: Klien, desa: Desa) -> None:
    milik = desa.paket(1)
    lain = Desa(DESA_LAIN).paket(1)
    verifikator = pengguna(Peran.VERIFIKATOR_DINSOS, "33.28")
    db.session.commit()
    klien.masuk(desa.operator)
    assert milik.nomor in klien.get("/paket").text
    assert lain.nomor not in klien.get(f"/paket?wilayah={DESA_LAIN}").text
    klien.masuk(verifikator)
    semua = klien.get("/paket").text
    assert milik.nomor in semua
    assert lain.nomor in semua
    saring = klien.get("/paket?wilayah=33.28.11&status=draf&periode=2026-11").text
    assert lain.nomor in saring
    assert milik.nomor not in saring
    assert klien.get("/paket?status=bukan&periode=x").status_code == 200


def test_daftar_paket_berhalaman(klien: Klien, app: Flask) -> None:
    desa = Desa()
    kini = clock.sekarang()
    for tahun in range(2023, 2026):
        for bulan in range(1, 13):
            clock.bekukan(dt.datetime(tahun, bulan, 5, tzinfo=dt.UTC))
            operations.buat_paket(oleh=desa.operator)
    clock.bekukan(kini)
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get("/paket").text
    assert teks.count("USL/33.28.10.2004/") == 25
    lanjut = re.search(r'href="(/paket\?sebelum=\d+)"', teks)
    assert lanjut
    assert klien.get(lanjut.group(1)).text.count("USL/33.28.10.2004/") == 11


def test_usulan_tetap_dapat_dibaca_setelah_paket_dibatalkan(klien: Klien, desa: Desa) -> None:
    paket = desa.paket(1)
    u = paket.usulan[0]
    operations.batalkan(paket, alasan="Keliru.", oleh=desa.operator, versi=paket.versi_baris)
    db.session.commit()
    klien.masuk(desa.operator)
    assert "Dibatalkan" in klien.get(f"/paket/{paket.id}").text
    assert klien.get(f"/usulan/{u.id}").status_code == 200
    assert db.session.get_one(Usulan, u.id).status is StatusUsulan.DITUNDA


def test_paket_lengkap_menuntun_penerbit_ke_berkas_bersama(klien: Klien, desa: Desa) -> None:
    paket, atas = desa.diajukan(), Kabupaten()
    db.session.commit()
    klien.masuk(atas.petugas)
    teks = klien.get(f"/paket/{paket.id}").text
    assert f'href="/telaah/{paket.id}"' in teks
    assert "/bundel?jenis=telaah" not in teks
    atas.telaah(db.session.get_one(Paket, paket.id))
    db.session.commit()
    assert "/bundel?jenis=telaah" in klien.get(f"/paket/{paket.id}").text
    klien.masuk(desa.operator)
    assert "/bundel?jenis=telaah" not in klien.get(f"/paket/{paket.id}").text


def test_daftar_tunggu_ditawarkan_di_draf_dan_dimasukkan_dengan_centang(klien: Klien, desa: Desa) -> None:
    lama = desa.paket()
    ditunda = lama.usulan[0]
    desa.diajukan(lama, {ditunda.id: ("tunda", "perlu_kunjungan", "")})
    baru = operations.buat_paket(oleh=desa.operator)
    nama, nomor, alamat = ditunda.nama, ditunda.id, f"/paket/{baru.id}"
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(alamat).text
    assert "Daftar tunggu (1)" in teks
    assert "Perlu kunjungan rumah lebih dahulu" in teks
    assert klien.post(f"{alamat}/daftar-tunggu", {"tunggu": str(nomor)}).status_code == 303
    teks = klien.get(alamat).text
    assert "1 nama dimasukkan dari daftar tunggu." in teks
    assert nama in teks
    assert "Daftar tunggu (" not in teks
    assert "Pakai musyawarah sebelumnya" not in teks, "that meeting did not agree it"


def test_paket_dengan_nama_yang_pernah_disepakati_menawarkan_musyawarah_itu(klien: Klien, desa: Desa) -> None:
    lama = desa.siap_ajukan()
    operations.batalkan(lama, alasan="Keliru.", oleh=desa.operator, versi=lama.versi_baris)
    baru = operations.buat_paket(oleh=desa.operator)
    tunggu.ambil(baru, [u.id for u in lama.usulan], oleh=desa.operator)
    alamat, versi = f"/paket/{baru.id}", baru.versi_baris
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(alamat).text
    berikut = teks.partition('id="berikut"')[2].partition("Tindakan lain")[0]
    assert "Pakai musyawarah sebelumnya" in berikut
    assert teks.count("Pakai musyawarah sebelumnya") == 1
    assert klien.post(f"{alamat}/pemakaian-musyawarah", {"versi": versi}).status_code == 303
    assert "Siap diajukan" in klien.get(alamat).text


def test_satu_halaman_mencatat_kehadiran_jalannya_keberatan_dan_putusan(klien: Klien, desa: Desa) -> None:
    paket = desa.siap_musyawarah()
    rapat = paket.rapat_id
    nama = [p.nama for p in db.session.get_one(Rapat, rapat).peserta]
    db.session.commit()
    klien.masuk(desa.operator)
    tautan = f'href="/paket/{paket.id}"'
    assert tautan in klien.get(f"/rapat/{rapat}").text, "also from the list of meetings"
    assert tautan in klien.get(f"/rapat/{rapat}?kembali=/paket/{paket.id}").text
    alamat = f"/paket/{paket.id}/hasil-musyawarah"
    teks = klien.get(alamat).text
    hadir = re.findall(r'name="hadir" value="(\d+)"', teks)
    isi = {
        "versi": versi(teks), "jalannya": "1", "hadir_ada": "1", "hadir": hadir, "saksi": hadir[:1],
        "rapat_versi": re.search(r'name="rapat_versi" value="(\d+)"', teks).group(1),
        "hasil_tanggal": clock.hari_ini().isoformat(), "hasil_pukul_mulai": "09:00", "pukul_selesai": "11:00",
        "pimpinan_nama": "Pak Pimpinan", "notulis_nama": "Bu Notulis", "cara_keputusan": "mufakat",
        "keberatan_siapa-0": "Ketua RT 3", "keberatan_isi-0": "Rumahnya permanen.",
        "foto": (io.BytesIO(gambar("red")), "musyawarah.jpg"),
    }  # fmt: skip
    isi |= {f"putusan.{n}": "sepakat" for n in re.findall(r'name="putusan\.(\d+)"', teks)}
    jawaban = klien.post(alamat, isi, content_type="multipart/form-data")
    assert jawaban.status_code == 422
    assert '<a href="#pembahasan">Pembahasan belum ditulis.</a>' in jawaban.text
    assert 'value="Pak Pimpinan"' in jawaban.text
    assert 'value="Rumahnya permanen."' in jawaban.text
    assert "Pilih lagi berkasnya" in jawaban.text, "a browser does not keep the chosen photo"
    foto = {"foto": (io.BytesIO(gambar("red")), "musyawarah.jpg")}
    jawaban = klien.post(
        alamat, isi | foto | {"pembahasan": "Dibahas.", "hadir": hadir[:1]}, content_type="multipart/form-data"
    )
    assert jawaban.status_code == 422
    assert '<a href="#kuorum_alasan">Kuorum tidak tercapai' in jawaban.text
    assert "govuk-textarea--error" in jawaban.text, "the field for the reason is there, and open"
    isi |= {"pembahasan": "Setiap nama dibahas.", "foto": (io.BytesIO(gambar("red")), "musyawarah.jpg")}
    assert klien.post(alamat, isi, content_type="multipart/form-data").status_code == 303
    assert paket_kini(paket.id).status is StatusPaket.SIAP_DIAJUKAN
    r = db.session.get_one(Rapat, rapat)
    assert [p.nama for p in r.peserta if p.hadir] == nama
    assert sum(p.saksi for p in r.peserta) == 1
    assert [k.siapa for k in r.daftar_keberatan] == ["Ketua RT 3"]
    assert [f.jenis for f in r.foto] == ["FOTO_MUSDES"]


def test_nama_dari_musyawarah_dicatat_selama_hasil_ditunggu(klien: Klien, desa: Desa) -> None:
    paket = desa.siap_musyawarah()
    w = warga(keluarga())
    nomor, alamat = w.id, f"/paket/{paket.id}"
    db.session.commit()
    klien.masuk(desa.operator)
    assert "Nama yang diusulkan dalam musyawarah: cari warga" in klien.get(alamat).text
    jawaban = klien.post(f"{alamat}/usulan", {"warga_id": nomor, "jenis": "hapus"})
    assert jawaban.status_code == 303
    assert "Tandai lengkap" in klien.get(jawaban.location).text
    assert db.session.scalar(sa.select(Usulan.asal).where(Usulan.warga_id == nomor)) == "forum"
    teks = klien.get(f"{alamat}/hasil-musyawarah").text
    u = db.session.scalar(sa.select(Usulan.id).where(Usulan.warga_id == nomor))
    assert not re.search(rf'id="putusan-{u}-sepakat"[^>]*checked', teks), "not complete, so not agreed beforehand"
