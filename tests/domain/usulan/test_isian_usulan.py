"""Does the form of a kind agree with the rules that describe it?"""

import pytest
from flask import Flask
from pabrik import Desa, bukti, keluarga, orang, usulan, warga

from app.domain.akses.peran import Peran
from app.domain.aturan.berlaku import berlaku
from app.domain.usulan import isian, operations, operations_usulan
from app.infra import clock
from app.infra.galat import GalatIsian, TidakBoleh


def test_setiap_pilihan_dalam_aturan_dapat_dipilih(app: Flask) -> None:
    for kode, aturan in berlaku("jenis_usulan", "33.28.10.2004", semua=True).items():
        for b in isian.bidang(aturan):
            if b["jenis"] in ("pilihan", "banyak"):
                pilihan = isian.pilihan(b, "33.28.10.2004", {"anggota": {"7": {"nama": "SITI", "hubungan": 3}}})
                assert pilihan, (kode, b["nama"])
                assert all(pilihan.values()), (kode, b["nama"])


def test_pertanyaan_kelayakan_ditanyakan_satu_per_satu(app: Flask) -> None:
    desa = Desa()
    u = usulan(operations.buat_paket(oleh=desa.operator), desa.operator, "tambah", lengkap=False)
    tanya = isian.pertanyaan(u)
    assert len(tanya) == 10
    assert all({"teks", "arah"} <= set(p) for p in tanya.values())


def test_alasan_yang_perlu_dijelaskan_diterima_setelah_keterangan_diisi(app: Flask) -> None:
    desa = Desa()
    w = warga(keluarga(desa.wilayah))
    u = usulan(operations.buat_paket(oleh=desa.operator), desa.operator, "hapus", w, lengkap=False)
    bukti(u.keluarga, ["SURAT_KETERANGAN"], desa.operator)
    kiriman = {"alasan_kode": ["lainnya"], "baru.cakupan": ["individu"], "hubungan": ["tidak_ada"]}
    operations_usulan.simpan_isi(u, kiriman, oleh=desa.operator, versi=u.versi_baris)
    hari = clock.hari_ini()
    assert [k.kalimat for k in isian.kurang(u, {"SURAT_KETERANGAN"}, hari)] == [
        "Alasan “Alasan lain” perlu dijelaskan pada keterangan."
    ]
    operations_usulan.simpan_isi(
        u, {"baru.keterangan": ["Dua kali tercatat."]}, oleh=desa.operator, versi=u.versi_baris
    )
    assert isian.kurang(u, {"SURAT_KETERANGAN"}, hari) == []


def test_usul_tambah_memilih_program(app: Flask) -> None:
    desa = Desa()
    u = usulan(operations.buat_paket(oleh=desa.operator), desa.operator, "tambah", lengkap=False)
    kurang = [k.kalimat for k in isian.kurang(u, set(), clock.hari_ini())]
    assert "Program yang diusulkan belum diisi." in kurang
    kiriman = {"baru.program": ["pkh", "bukan_program"]}
    operations_usulan.simpan_isi(u, kiriman, oleh=desa.operator, versi=u.versi_baris)
    assert u.isi["baru"]["program"] == ["pkh"]


def test_foto_musyawarah_diminta_sebelum_diajukan(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_diajukan()
    desa.tanda_tangani(paket)
    with pytest.raises(Exception, match="Foto musyawarah belum diunggah"):
        operations.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)


def test_di_luar_masa_pengajuan_harus_beralasan(app: Flask, jam) -> None:  # type: ignore[no-untyped-def]
    desa = Desa()
    paket = desa.siap_ajukan()
    jam(clock.sekarang().replace(day=20))
    with pytest.raises(Exception, match="dijadwalkan tanggal 1 sampai 17"):
        operations.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    operations.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris, terlambat_alasan="Banjir.")
    assert paket.terlambat


def test_hanya_operator_yang_menjawab_catatan_pengembalian(app: Flask) -> None:
    desa = Desa()
    paket = desa.dikembalikan(orang(Peran.OPERATOR_KECAMATAN, "33.28.10"))
    tanda = paket.tanda[0]
    pengamat = orang(Peran.PENGAMAT, desa.wilayah)
    with pytest.raises(TidakBoleh):
        operations.jawab_tanda(tanda.id, "diperbaiki", "", oleh=pengamat)
    operations.jawab_tanda(tanda.id, "diperbaiki", "", oleh=desa.operator)
    assert tanda.jawaban == "diperbaiki"


def test_putusan_dengan_alasan_lain_harus_dijelaskan(app: Flask) -> None:
    desa = Desa()
    paket = desa.paket()
    u = paket.usulan[0]
    with pytest.raises(Exception, match=f"Tulis alasan putusan untuk {u.nama}"):
        desa.siap_diajukan(paket, {u.id: ("tunda", "lainnya", "")})


def test_alasan_pengembalian_tertentu_harus_dijelaskan(app: Flask) -> None:
    desa = Desa()
    paket = desa.diajukan()
    kecamatan = orang(Peran.OPERATOR_KECAMATAN, "33.28.10")
    tanda: operations.TandaBaru = [(paket.usulan[0].id, "kriteria_tidak_terpenuhi", "")]
    with pytest.raises(Exception, match="Kriteria belum tampak terpenuhi” untuk .* perlu dijelaskan"):
        operations.kembalikan(paket, tanda, oleh=kecamatan, versi=paket.versi_baris)


def test_tanggal_yang_tidak_terbaca_ditolak_per_bidang(app: Flask) -> None:
    desa = Desa()
    u = usulan(operations.buat_paket(oleh=desa.operator), desa.operator, "hapus", lengkap=False)
    kiriman = {"baru.tanggal_kejadian": ["17 Agustus"]}
    with pytest.raises(GalatIsian) as galat:
        operations_usulan.simpan_isi(u, kiriman, oleh=desa.operator, versi=u.versi_baris)
    assert list(galat.value.bidang) == ["baru.tanggal_kejadian"]
