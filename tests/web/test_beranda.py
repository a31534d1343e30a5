"""Does the inbox say what is to be done next, and to whom?"""

import datetime as dt

from flask import Flask
from halaman import hitung_sql
from klien import Klien
from pabrik import DESA_LAIN, KABUPATEN, KECAMATAN, Desa, pengguna

from app.domain.akses.peran import Peran
from app.domain.usulan import operations
from app.infra.db import db


def test_desa_tanpa_paket_ditawari_membuatnya(klien: Klien, app: Flask) -> None:
    desa = Desa()
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get("/").text
    assert "Belum ada paket yang berjalan." in teks
    assert "Buat paket bulan ini" in teks
    klien.masuk(desa.kades)
    assert "Buat paket bulan ini" not in klien.get("/").text


def test_desa_melihat_langkah_berikutnya(klien: Klien, app: Flask) -> None:
    desa = Desa()
    paket = operations.buat_paket(oleh=desa.operator)
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get("/").text
    assert "Langkah berikutnya: Siapkan musyawarah" in teks
    assert f'href="/paket/{paket.id}#usulan"' in teks
    assert "Buat paket bulan ini" not in teks


def test_kepala_desa_melihat_yang_menunggunya_di_atas(klien: Klien, app: Flask) -> None:
    desa = Desa()
    siap = desa.siap_ajukan(desa.paket(1))
    operations.buat_paket(oleh=desa.operator, periode="2026-10")
    db.session.commit()
    klien.masuk(desa.kades)
    teks = klien.get("/").text
    assert f'href="/paket/{siap.id}/pengajuan"' in teks, "the card leads to what he signs"
    assert "Operator masih melengkapi usulannya." in teks


def test_yang_sedang_di_kecamatan_tidak_menyuruh_desa(klien: Klien, app: Flask) -> None:
    desa = Desa()
    paket = desa.diajukan()
    db.session.commit()
    klien.masuk(desa.operator)
    assert "Sedang di kecamatan dan Dinas Sosial" in klien.get("/").text
    teks = klien.get(f"/paket/{paket.id}").text
    assert "Tidak ada yang perlu Anda kerjakan sekarang." in teks
    assert "Yang belum selesai di kecamatan" in teks


def test_kecamatan_melihat_yang_paling_lama_menunggu_di_atas(klien: Klien, app: Flask, jam) -> None:  # type: ignore[no-untyped-def]
    lama = Desa().diajukan()
    jam(dt.timedelta(days=3))
    baru = Desa("33.28.10.1007").diajukan()
    lain = Desa(DESA_LAIN).diajukan()
    petugas = pengguna(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    teks = klien.get("/").text
    assert teks.index(f'href="/telaah/{lama.id}"') < teks.index(f'href="/telaah/{baru.id}"')
    assert f'href="/telaah/{lain.id}"' not in teks
    assert "3 hari" in teks
    assert "Perlu ditelaah" in teks


def test_peran_tanpa_giliran_diarahkan_ke_daftar(klien: Klien, app: Flask) -> None:
    pengamat = pengguna(Peran.PENGAMAT, KABUPATEN)
    db.session.commit()
    klien.masuk(pengamat)
    assert "Peran Anda tidak memegang paket." in klien.get("/").text


def test_kepala_daerah_tahu_apa_yang_ditunggunya(klien: Klien, app: Flask) -> None:
    bupati = pengguna(Peran.KEPALA_DAERAH, KABUPATEN)
    db.session.commit()
    klien.masuk(bupati)
    teks = klien.get("/").text
    assert "Belum ada surat pengesahan yang menunggu keputusan Anda." in teks
    assert "tidak memegang paket" not in teks


def test_penanda_halaman_yang_rusak_diabaikan(klien: Klien, app: Flask) -> None:
    petugas = pengguna(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    assert klien.get("/?sejak=kemarin&id=x").status_code == 200
    assert klien.get("/?sejak=2026-11-01T00:00:00&id=5").status_code == 200


def test_beranda_desa_paling_banyak_sepuluh_perintah(klien: Klien, app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan(desa.paket(30))
    operations.buat_paket(periode="2026-10", oleh=desa.operator)
    db.session.commit()
    klien.masuk(desa.operator)
    klien.get("/")
    with hitung_sql() as perintah:
        assert paket.nomor in klien.get("/").text
    assert len(perintah) <= 10, "\n".join(perintah)
