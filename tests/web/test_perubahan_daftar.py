"""Can the village mend a slip, report a death and name a replacement in the browser, and the holder answer?"""

import pytest
from flask import Flask
from halaman import hitung_sql, versi
from klien import Klien
from pabrik import KABUPATEN, KECAMATAN, Desa, bukti, orang, usulan

from app.domain.akses.peran import Peran
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import clock
from app.infra.db import db


@pytest.fixture
def desa(app: Flask) -> Desa:
    return Desa()


def kini(usulan_id: int) -> Usulan:
    db.session.remove()
    return db.session.get_one(Usulan, usulan_id)


def test_ralat_diketik_ditandatangani_lalu_diterima_kecamatan(klien: Klien, desa: Desa) -> None:
    paket = desa.diajukan()
    u = paket.usulan[0]
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(desa.operator)
    alamat = f"/usulan/{u.id}/permintaan-perubahan"
    teks = klien.get(alamat).text
    assert "Ralat salah ketik" in teks
    assert u.warga.nik not in teks
    salah = {"versi": versi(teks), "jenis": "ralat", "alasan": "Salah ketik.", "ralat.tanggal_lahir": "kemarin"}
    jawab = klien.post(alamat, salah)
    assert jawab.status_code == 422
    assert 'href="#ralat-tanggal_lahir"' in jawab.text
    isi = {"versi": versi(teks), "jenis": "ralat", "alasan": "Salah ketik.", "ralat.nama": "NAMA YANG BETUL"}
    assert klien.post(alamat, isi).status_code == 303
    halaman = klien.get(f"/usulan/{u.id}").text
    assert "NAMA YANG BETUL" in halaman
    assert "Permintaan ralat" in halaman
    paket_id = u.paket_id
    assert klien.post(f"/paket/{paket_id}/lembar-perubahan", {"_kunci": "x"}).status_code == 303
    db.session.remove()
    desa.tanda_tangani(db.session.get_one(Paket, paket_id))
    db.session.commit()
    klien.masuk(petugas)
    teks = klien.get(f"/usulan/{u.id}").text
    assert "/penerimaan-perubahan" in teks
    assert "/pengguguran" not in teks
    assert klien.post(f"/usulan/{u.id}/penerimaan-perubahan", {"versi": versi(teks)}).status_code == 303
    assert kini(u.id).nama == "NAMA YANG BETUL"


def test_gugur_tanpa_bukti_ditolak_dengan_isian_tetap(klien: Klien, desa: Desa) -> None:
    u = desa.diajukan().usulan[0]
    db.session.commit()
    klien.masuk(desa.operator)
    alamat = f"/usulan/{u.id}/permintaan-perubahan"
    isi = {
        "versi": versi(klien.get(alamat).text),
        "jenis": "gugur",
        "alasan_gugur": "meninggal",
        "alasan": "Dini hari.",
    }
    jawab = klien.post(alamat, isi)
    assert jawab.status_code == 409
    assert "belum diunggah" in jawab.text
    assert "Dini hari." in jawab.text
    bukti(kini(u.id).keluarga, ["AKTA_KEMATIAN"], desa.operator)
    db.session.commit()
    isi["versi"] = versi(klien.get(alamat).text)
    assert klien.post(alamat, isi).status_code == 303
    assert "Permintaan gugur" in klien.get(f"/usulan/{u.id}").text


def test_pengganti_dipilih_terlihat_di_daftar_dan_dapat_dilepas(klien: Klien, desa: Desa) -> None:
    paket = desa.paket(1)
    masuk, paket_id = paket.usulan[0], paket.id
    keluar = usulan(paket, desa.operator, "hapus")
    db.session.commit()
    klien.masuk(desa.operator)
    alamat = f"/usulan/{keluar.id}/pengganti"
    teks = klien.get(alamat).text
    assert masuk.nama in teks
    isi = {"versi": versi(teks), "pengganti": str(masuk.id)}
    assert klien.post(alamat, isi).status_code == 303
    assert kini(keluar.id).pengganti_id == masuk.id
    daftar = klien.get(f"/paket/{paket_id}").text
    assert f"Diganti {masuk.nama}." in daftar
    assert f"Menggantikan {keluar.nama}." in daftar
    with hitung_sql() as perintah:
        teks = klien.get(f"/usulan/{keluar.id}").text
    assert len(perintah) <= 10, "\n".join(perintah)
    assert "Lepaskan pengganti" in teks
    jawab = klien.post(f"/usulan/{keluar.id}/pelepasan-pengganti", {"versi": str(kini(keluar.id).versi_baris)})
    assert jawab.status_code == 303
    assert kini(keluar.id).pengganti_id is None


def test_verifikator_menolak_satu_dengan_melepas_pasangannya(klien: Klien, desa: Desa) -> None:
    paket = desa.paket(1)
    masuk = paket.usulan[0]
    keluar = usulan(paket, desa.operator, "hapus")
    opu.pasangkan(keluar, masuk.id, oleh=desa.operator, versi=keluar.versi_baris)
    desa.diajukan(paket)
    paket.status = StatusPaket.DITERUSKAN
    verifikator = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    db.session.commit()
    klien.masuk(verifikator)
    assert f"(menggantikan {keluar.nama})" in klien.get("/verifikasi").text
    for satu, kata in ((masuk, f"Menggantikan {keluar.nama}."), (keluar, f"Diganti {masuk.nama}.")):
        assert kata in klien.get(f"/usulan/{satu.id}").text, "who judges one half judges the other"
    alamat = f"/usulan/{masuk.id}/ketidaklayakan"
    teks = klien.get(alamat).text
    assert f"{keluar.nama} tetap berjalan sendiri" in teks
    isi = {"versi": versi(teks), "alasan_kode": "dinilai_mampu", "alasan": "Sudah mampu.", "lepas_pasangan": "1"}
    assert klien.post(alamat, isi).status_code == 303
    assert kini(masuk.id).status is StatusUsulan.TIDAK_LAYAK
    assert kini(keluar.id).status is StatusUsulan.DISEPAKATI


def test_tombol_lampaui_hanya_muncul_setelah_batasnya(klien: Klien, desa: Desa) -> None:
    clock.bekukan(clock.dt.datetime(2026, 11, 2, 3, tzinfo=clock.dt.UTC))
    paket_id = desa.diajukan().id
    kadinsos = orang(Peran.KEPALA_DINSOS, KABUPATEN)
    db.session.commit()
    klien.masuk(kadinsos)
    alamat = f"/paket/{paket_id}/pelampauan"
    assert alamat not in klien.get(f"/paket/{paket_id}").text
    clock.bekukan(clock.dt.datetime(2026, 11, 16, 3, tzinfo=clock.dt.UTC))
    klien.masuk(kadinsos)
    assert alamat in klien.get(f"/paket/{paket_id}").text
    isi = {"versi": versi(klien.get(alamat).text), "alasan": "Camat belum menelaah."}
    assert klien.post(alamat, isi).status_code == 303
    db.session.remove()
    assert db.session.get_one(Paket, paket_id).status is StatusPaket.DITERUSKAN
    clock.bekukan(None)


def test_ralat_beberapa_nama_diminta_dalam_satu_formulir_dan_satu_lembar(klien: Klien, desa: Desa) -> None:
    paket = desa.diajukan(desa.paket(3))
    satu, dua, tiga = paket.usulan
    alamat = f"/paket/{paket.id}/permintaan-perubahan"
    db.session.commit()
    klien.masuk(desa.operator)
    assert f'href="{alamat}"' in klien.get(f"/paket/{paket.id}").text
    assert "Pilih paling sedikit satu nama." in klien.get(f"{alamat}?pilih=1").text
    with hitung_sql() as perintah:
        teks = klien.get(f"{alamat}?pilih=1&jenis=ralat&usulan={satu.id}&usulan={dua.id}").text
    assert len(perintah) <= 10, "\n".join(perintah)
    assert f'name="u{tiga.id}.ralat.nama"' not in teks
    assert satu.warga.nik not in teks
    isi = {"jenis": "ralat", "usulan": [satu.id, dua.id], "alasan": "Salah ketik.", "_kunci": "a"}
    isi |= {f"u{u.id}.versi": u.versi_baris for u in (satu, dua)}
    salah = isi | {f"u{satu.id}.ralat.nama": "NAMA BETUL", f"u{dua.id}.ralat.tanggal_lahir": "kemarin"}
    jawab = klien.post(alamat, salah)
    assert jawab.status_code == 422
    assert f'href="#u{dua.id}-ralat-tanggal_lahir"' in jawab.text
    assert 'value="NAMA BETUL"' in jawab.text
    kosong = klien.post(alamat, isi | {f"u{satu.id}.ralat.nama": "NAMA BETUL", "_kunci": "b"})
    assert kosong.status_code == 409
    assert f"{dua.nama}: Belum ada isian yang diralat." in kosong.text
    assert not kini(satu.id).paket.perubahan, "all of them, or none"
    baik = isi | {f"u{satu.id}.ralat.nama": "NAMA BETUL", f"u{dua.id}.ralat.rt": "7", "_kunci": "c"}
    assert klien.post(alamat, baik).status_code == 303
    teks = klien.get(f"/paket/{paket.id}").text
    assert teks.count("Belum ada lembar perubahan") == 2
    assert klien.post(f"/paket/{paket.id}/lembar-perubahan", {"_kunci": "x"}).status_code == 303
    milik = kini(satu.id).paket.perubahan
    assert len({p.dokumen_id for p in milik}) == 1
    assert klien.get(f"{alamat}?pilih=1").text.count('name="usulan"') == 1, "the others have been asked for"


def test_gugur_beberapa_nama_perlu_bukti_setiap_keluarganya(klien: Klien, desa: Desa) -> None:
    paket = desa.diajukan()
    satu, dua = paket.usulan
    bukti(satu.keluarga, ["AKTA_KEMATIAN"], desa.operator)
    db.session.commit()
    klien.masuk(desa.operator)
    alamat = f"/paket/{paket.id}/permintaan-perubahan"
    isi = {"jenis": "gugur", "alasan_gugur": "meninggal", "alasan": "", "usulan": [satu.id, dua.id]}
    isi |= {f"u{u.id}.versi": u.versi_baris for u in (satu, dua)}
    jawab = klien.post(alamat, isi)
    assert jawab.status_code == 409
    assert f"untuk keluarga {dua.nama}" in jawab.text
    assert f"untuk keluarga {satu.nama}" not in jawab.text
    assert klien.post(alamat, isi | {"jenis": "sulap", "_kunci": "b"}).status_code == 422
    klien.masuk(desa.kades)
    assert klien.get(alamat).status_code == 403


def test_gugur_beberapa_nama_dapat_melepas_pasangan_yang_tidak_dipilih(klien: Klien, desa: Desa) -> None:
    paket = desa.paket(2)
    usulan(paket, desa.operator, "hapus")
    masuk, lain, keluar = paket.usulan
    opu.pasangkan(keluar, masuk.id, oleh=desa.operator, versi=keluar.versi_baris)
    desa.diajukan(paket)
    for u in (masuk, lain):
        bukti(u.keluarga, ["AKTA_KEMATIAN"], desa.operator)
    db.session.commit()
    klien.masuk(desa.operator)
    alamat, lepas = f"/paket/{paket.id}/permintaan-perubahan", f"u{masuk.id}.lepas_pasangan"
    pilih = f"{alamat}?pilih=1&jenis=gugur&usulan={masuk.id}&usulan={lain.id}"
    teks = klien.get(pilih).text
    assert f"{keluar.nama} tetap berjalan sendiri" in teks
    assert teks.count("tetap berjalan sendiri") == 1, "only half of a pair is asked"
    assert "tetap berjalan sendiri" not in klien.get(f"{pilih}&usulan={keluar.id}").text
    isi = {"jenis": "gugur", "alasan_gugur": "meninggal", "alasan": "", "usulan": [masuk.id, lain.id], lepas: "1"}
    isi |= {f"u{u.id}.versi": u.versi_baris for u in (masuk, lain)}
    assert klien.post(alamat, isi).status_code == 303
    dilepas = {p.usulan_id: p.lepas_pasangan for p in kini(masuk.id).paket.perubahan}
    assert dilepas == {masuk.id: True, lain.id: False}


def test_pasangan_yang_ikut_dinilai_disebut_setelahnya(klien: Klien, desa: Desa) -> None:
    paket = desa.paket(1)
    masuk = paket.usulan[0]
    keluar = usulan(paket, desa.operator, "hapus")
    opu.pasangkan(keluar, masuk.id, oleh=desa.operator, versi=keluar.versi_baris)
    desa.diajukan(paket)
    paket.status = StatusPaket.DITERUSKAN
    verifikator = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    db.session.commit()
    klien.masuk(verifikator)
    isi = {"aksi": "tidak_layak", "alasan_kode": "dinilai_mampu", "usulan": [masuk.id]}
    klien.post("/verifikasi/penilaian", isi | {f"versi.{masuk.id}": masuk.versi_baris})
    assert "2 usulan dinilai tidak layak, termasuk pasangan penggantinya." in klien.get("/verifikasi").text
    assert kini(keluar.id).status is StatusUsulan.TIDAK_LAYAK
