"""Can a small village bring three known residents from the search to the kecamatan with the short pages alone?"""

import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from halaman import versi
from klien import Klien
from pabrik import Desa, bukti, cetak, gambar, keluarga, warga

from app.domain.dokumen import operations as dok
from app.domain.rapat.models import Rapat
from app.domain.registri.models import Warga
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import clock
from app.infra.db import db

NAMA = ("SITI AMINAH", "BUDI SANTOSO", "TARYONO")


@pytest.fixture
def desa(app: Flask) -> Desa:
    """A village that has met before; three families whose proofs are on file."""
    desa = Desa()
    desa.diajukan()
    for nama in NAMA:
        k = keluarga()
        warga(k, nama)
        bukti(k, ["KK", "KTP", "FOTO_RUMAH_DEPAN", "FOTO_RUMAH_DALAM"], desa.operator)
    db.session.commit()
    return desa


def _paket(klien: Klien) -> str:
    return klien.post("/paket/pembuatan").location


def _pilih(klien: Klien, paket: str) -> str:
    """Three names, one search, three ticks, one press; leads to the page where all are filled in."""
    hasil = klien.post("/registri/cari", {"q": ", ".join(NAMA), "paket": paket.rpartition("/")[2]})
    teks = klien.get(hasil.location).text
    nomor = re.findall(r'name="warga" value="(\d+)"', teks)
    assert len(nomor) == len(NAMA)
    return klien.post(f"{paket}/usulan-banyak", {"warga": nomor, "jenis": "tambah"}).location


def _isi(teks: str, **lain: str) -> dict[str, object]:
    """Every draft on the page filled in: one programme for all, words and answers for each."""
    isi: dict[str, object] = {"semua.program": "non_bansos"}
    for awal in re.findall(r'name="(u\d+\.)versi"', teks):
        isi |= {f"{awal}versi": re.search(rf'name="{re.escape(awal)}versi" value="(\d+)"', teks).group(1)}
        isi |= {f"_ada.{awal}baru.program": "1", f"{awal}baru.keadaan": "Serabutan.", f"{awal}hubungan": "tidak_ada"}
        isi |= {f"{awal}jawaban.q05": "ya"}
    return isi | lain


def test_tiga_warga_dicari_dicentang_diisi_bersama_dan_dimusyawarahkan(klien: Klien, desa: Desa) -> None:
    """Diberikan desa yang pernah bermusyawarah dan tiga warga yang buktinya sudah tersimpan;
    ketika operator mencari ketiganya sekaligus, mengisi satu halaman, dan menulis tanggal musyawarah;
    maka undangan terbit dengan tempat, tim, dan undangan musyawarah yang lalu."""
    klien.masuk(desa.operator)
    paket = _paket(klien)
    isian = _pilih(klien, paket)
    teks = klien.get(isian).text
    assert "Program untuk semua yang belum dipilih programnya" in teks
    jawaban = klien.post(isian, _isi(teks))
    assert jawaban.location.endswith("?lanjut=1"), jawaban.location
    semua = db.session.scalars(sa.select(Usulan).where(Usulan.nama.in_(NAMA))).all()
    assert {u.status for u in semua} == {StatusUsulan.SIAP}
    assert {tuple(u.isi["baru"]["program"]) for u in semua} == {("non_bansos",)}
    assert {(u.isi["jawaban"]["q05"], u.isi["jawaban"]["q01"]) for u in semua} == {("ya", "tidak")}

    teks = klien.get(paket).text
    assert "Musyawarah seperti sebelumnya" in teks
    isi = {"versi": versi(teks), "tanggal_musyawarah": clock.hari_ini().isoformat()}
    assert klien.post(f"{paket}/persiapan-cepat", isi).status_code == 303
    p = db.session.get_one(Paket, int(paket.rpartition("/")[2]))
    r = db.session.get_one(Rapat, p.rapat_id)
    assert p.status is StatusPaket.SIAP_MUSYAWARAH
    assert (r.tempat, r.pimpinan_nama, len(r.peserta)) == ("Balai desa", "Pak Pimpinan", 5)


def test_yang_tidak_dijawab_tetap_belum_dijawab_dan_ketikan_tidak_hilang(klien: Klien, desa: Desa) -> None:
    """Diberikan tiga usulan di satu halaman; ketika satu nama tidak dicentang satu jawaban pun;
    maka dua yang lain lengkap, dan nama itu disebut kekurangannya dengan isian yang tersimpan."""
    klien.masuk(desa.operator)
    isian = _pilih(klien, _paket(klien))
    teks = klien.get(isian).text
    isi = _isi(teks)
    lewat = next(k for k in isi if k.endswith("jawaban.q05"))
    del isi[lewat]
    jawaban = klien.post(isian, isi)
    assert jawaban.location == isian
    teks = klien.get(isian).text
    assert "10 pertanyaan kelayakan belum dijawab." in teks
    assert "Serabutan." in teks
    assert len(re.findall(r'name="u\d+\.versi"', teks)) == 1
    status = db.session.scalars(sa.select(Usulan.status).where(Usulan.nama.in_(NAMA))).all()
    assert sorted(status) == ["draf", "siap", "siap"]


def test_isian_yang_tidak_dapat_disimpan_menolak_semuanya_di_tempatnya(klien: Klien, desa: Desa) -> None:
    klien.masuk(desa.operator)
    isian = _pilih(klien, _paket(klien))
    teks = klien.get(isian).text
    panjang = next(k for k in _isi(teks) if k.endswith("baru.keadaan"))
    jawaban = klien.post(isian, _isi(teks, **{panjang: "x" * 2001}))
    assert jawaban.status_code == 422
    assert "terlalu panjang" in jawaban.text
    assert jawaban.text.count("Serabutan.") >= 2
    assert set(db.session.scalars(sa.select(Usulan.status).where(Usulan.nama.in_(NAMA)))) == {StatusUsulan.DRAF}


def test_warga_yang_sudah_diusulkan_tidak_menahan_yang_lain(klien: Klien, desa: Desa) -> None:
    klien.masuk(desa.operator)
    paket = _paket(klien)
    _pilih(klien, paket)
    w = warga(keluarga(), "WARGA KEEMPAT").id
    db.session.commit()
    lama = db.session.scalar(sa.select(Usulan.warga_id).where(Usulan.nama == NAMA[0]))
    jawaban = klien.post(f"{paket}/usulan-banyak", {"warga": [str(lama), str(w)], "jenis": "tambah"})
    assert "sudah mempunyai usulan sejenis" in klien.get(jawaban.location).text
    assert db.session.scalar(sa.select(sa.func.count()).where(Usulan.warga_id == w)) == 1


@pytest.mark.parametrize("nomor", [[], [str(n) for n in range(1, 12)]])
def test_paling_sedikit_satu_dan_paling_banyak_sepuluh_sekaligus(klien: Klien, desa: Desa, nomor: list[str]) -> None:
    klien.masuk(desa.operator)
    paket = _paket(klien)
    assert klien.post(f"{paket}/usulan-banyak", {"warga": nomor, "jenis": "tambah"}).status_code == 422


def test_bukti_pengumuman_diunggah_bersama_tumpukan_sekali_saja(klien: Klien, desa: Desa) -> None:
    paket = desa.siap_diajukan()
    rapat, nomor = paket.rapat_id, paket.id
    cetak(dok.milik_paket(nomor))
    db.session.commit()
    klien.masuk(desa.operator)
    teks = klien.get(f"/dokumen/unggah?paket={nomor}").text
    assert "Foto bukti pengumuman hasil" in teks
    isi = {"paket": str(nomor), "berkas": (io.BytesIO(gambar("gray")), "hal1.jpg"),
           "publikasi": (io.BytesIO(gambar("blue")), "papan.jpg")}  # fmt: skip
    assert klien.post("/dokumen/tumpukan", isi, content_type="multipart/form-data").status_code == 303
    assert [f.jenis for f in db.session.get_one(Rapat, rapat).foto] == ["PUBLIKASI"]
    assert "Foto bukti pengumuman hasil" not in klien.get(f"/dokumen/unggah?paket={nomor}").text


def test_hubungan_dengan_perangkat_tidak_pernah_dianggap_tidak_ada(klien: Klien, desa: Desa) -> None:
    """Diberikan tiga usulan di satu halaman yang hubungannya tidak dipilih;
    ketika satu nama dipilih saudara dan pernyataan untuk semua belum dicentang, dua yang lain tetap belum lengkap;
    maka setelah dicentang, yang dua tercatat tidak ada hubungan dan yang satu tetap saudara."""
    klien.masuk(desa.operator)
    isian = _pilih(klien, _paket(klien))
    isi = {k: v for k, v in _isi(klien.get(isian).text).items() if not k.endswith("hubungan")}
    satu = next(k for k in isi if k.endswith("versi")).removesuffix("versi")
    assert klien.post(isian, isi | {f"{satu}hubungan": "saudara"}).location == isian
    teks = klien.get(isian).text
    assert teks.count("Hubungan dengan perangkat desa/kelurahan belum dipilih.") == 2
    semua = _isi(teks)
    isi = {k: "" if k.endswith("hubungan") else v for k, v in semua.items()} | {"semua.hubungan": "tidak_ada"}
    assert klien.post(isian, isi).location.endswith("?lanjut=1")
    usulan = db.session.scalars(sa.select(Usulan).where(Usulan.nama.in_(NAMA))).all()
    assert sorted(u.isi["hubungan"] for u in usulan) == ["saudara", "tidak_ada", "tidak_ada"]
    assert {u.status for u in usulan} == {StatusUsulan.SIAP}


def test_nama_lengkap_yang_hanya_satu_orangnya_sudah_tercentang(klien: Klien, desa: Desa) -> None:
    """Diberikan satu nama yang dipunyai dua warga; ketika dicari bersama nama yang hanya satu orangnya;
    maka hanya yang pasti orangnya tercentang, dan nama yang ditulis sebagian tidak."""
    warga(keluarga(), NAMA[0])
    db.session.commit()
    klien.masuk(desa.operator)
    paket = _paket(klien).rpartition("/")[2]
    teks = klien.get("/registri", query_string={"q": f"{NAMA[0]}, {NAMA[1]}, TARYO", "paket": paket}).text
    tercentang = re.findall(r'name="warga" value="(\d+)" checked', teks)
    nomor = db.session.scalars(sa.select(Warga.id).where(Warga.nama == NAMA[1])).all()
    assert tercentang == [str(n) for n in nomor]
    assert "checked" not in klien.get("/registri", query_string={"q": NAMA[1], "paket": paket}).text
