"""Does the page of a meeting let the village work, keep what was typed, and show nothing to others?"""

import io
import re
from typing import Any

import pytest
from klien import Klien
from pabrik import DESA, DESA_LAIN, KABUPATEN, KECAMATAN, gambar, orang, pelaku, pengguna

from app.domain.akses.models import Pengguna
from app.domain.akses.peran import Peran
from app.domain.rapat import operations as op
from app.domain.rapat.isian import BarisPeserta
from app.domain.rapat.models import Rapat
from app.infra.db import db

RENCANA = {"perihal": "Musdes November", "tanggal": "2026-11-10", "pukul_mulai": "09.30", "tempat": "Balai desa"}


@pytest.fixture
def operator(app: Any) -> Pengguna:
    p = pengguna(Peran.OPERATOR_DESA)
    db.session.commit()
    return p


@pytest.fixture
def rapat(operator: Pengguna) -> int:
    r = op.rencanakan(DESA, oleh=pelaku(operator))
    db.session.commit()
    return r.id


@pytest.fixture
def web(klien: Klien, operator: Pengguna) -> Klien:
    return klien.masuk(operator)


def muat(rapat_id: int) -> Rapat:
    db.session.rollback()
    return db.session.get_one(Rapat, rapat_id, populate_existing=True)


def baris(i: int, nama: str, **lain: str) -> dict[str, str]:
    isi = {"nama": nama, "jabatan": "Ketua RT", "unsur": "rt", "jk": "L", "diundang": "1", **lain}
    return {f"{k}-{i}": v for k, v in isi.items()}


def test_rencana_tersimpan_dan_yang_kurang_berkurang(web: Klien, rapat: int) -> None:
    assert "Tanggal musyawarah belum diisi" in web.get(f"/rapat/{rapat}").text
    jawaban = web.post(f"/rapat/{rapat}/rencana", {**RENCANA, "versi": 0, "agenda": "Doa\n\nLaporan"})
    assert (jawaban.status_code, jawaban.location) == (303, f"/rapat/{rapat}#rencana")
    r = muat(rapat)
    assert (r.tempat, f"{r.pukul_mulai:%H:%M}", [a.judul for a in r.agenda]) == (
        "Balai desa",
        "09:30",
        ["Doa", "Laporan"],
    )
    assert "Tanggal musyawarah belum diisi" not in web.get(f"/rapat/{rapat}").text


def test_isian_yang_salah_kembali_utuh_dengan_kalimatnya(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}")
    jawaban = web.post(
        f"/rapat/{rapat}/rencana", {**RENCANA, "versi": 0, "pukul_mulai": "25.99", "tempat": "Pendopo & aula"}
    )
    assert jawaban.status_code == 422
    assert "Jam tidak terbaca" in jawaban.text
    assert "Pendopo &amp; aula" in jawaban.text
    assert muat(rapat).tempat == ""


def test_halaman_usang_ditolak_409(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}")
    web.post(f"/rapat/{rapat}/rencana", {**RENCANA, "versi": 0})
    jawaban = web.post(f"/rapat/{rapat}/rencana", {**RENCANA, "versi": 0, "tempat": "Lain"})
    assert jawaban.status_code == 409
    assert muat(rapat).tempat == "Balai desa"


def test_hasil_boleh_disimpan_sebagian(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}")
    isi = {"versi": 0, "pimpinan_nama": "Pak Ketua", "cara_keputusan": "mufakat", "hasil_tanggal": "2026-11-09"}
    assert web.post(f"/rapat/{rapat}/hasil", isi).status_code == 303
    assert (muat(rapat).pimpinan_nama, str(muat(rapat).tanggal)) == ("Pak Ketua", "2026-11-09")
    assert "Pembahasan belum ditulis" in web.get(f"/rapat/{rapat}").text


def test_tabel_peserta_menyediakan_25_baris_tanpa_javascript(web: Klien, rapat: int) -> None:
    teks = web.get(f"/rapat/{rapat}/peserta").text
    assert len(re.findall(r'name="nama-\d+"', teks)) == 25
    assert 'name="_kunci"' in teks.split('value="hadirkan"')[0]


def test_peserta_tersimpan_baris_dihapus_dan_kehadiran_tercentang(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}/peserta")
    isi = {
        "versi": 0,
        "jumlah": 4,
        **baris(0, "Ani", hadir="1"),
        **baris(1, "Dihapus", hapus="1"),
        **baris(3, "Budi", saksi="1"),
    }
    assert web.post(f"/rapat/{rapat}/peserta", isi).status_code == 303
    assert [(p.nama, p.hadir, p.saksi) for p in muat(rapat).peserta] == [("Ani", True, False), ("Budi", False, True)]


def test_tambah_baris_menyimpan_ketikan_tanpa_menulis_apa_pun(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}/peserta")
    isi = {"versi": 0, "jumlah": 25, **baris(0, "Ketikan Panjang"), **baris(24, "Baris Akhir"), "aksi": "tambah"}
    jawaban = web.post(f"/rapat/{rapat}/peserta", isi)
    assert jawaban.status_code == 200
    assert len(re.findall(r'name="nama-\d+"', jawaban.text)) == 30
    assert 'value="Ketikan Panjang"' in jawaban.text
    assert 'value="Baris Akhir"' in jawaban.text
    assert muat(rapat).peserta == []


def test_semua_undangan_ditandai_hadir_hanya_di_layar(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}/peserta")
    jawaban = web.post(f"/rapat/{rapat}/peserta", {"versi": 0, "jumlah": 2, **baris(0, "Ani"), "aksi": "hadirkan"})
    assert re.search(r'name="hadir-0"[^>]*checked', jawaban.text)
    assert not re.search(r'name="hadir-1"[^>]*checked', jawaban.text)
    assert muat(rapat).peserta == []


def test_peserta_yang_salah_kembali_dengan_kalimat_di_barisnya(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}/peserta")
    jawaban = web.post(
        f"/rapat/{rapat}/peserta", {"versi": 0, "jumlah": 2, **baris(0, "Ani"), **baris(1, "Tanpa", unsur="")}
    )
    assert jawaban.status_code == 422
    assert 'href="#unsur-1"' in jawaban.text
    assert 'value="Tanpa"' in jawaban.text
    assert muat(rapat).peserta == []


def test_kiriman_berulang_dengan_kunci_yang_sama_tidak_menggandakan(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}/peserta")
    isi = {"versi": 0, "jumlah": 1, **baris(0, "Ani"), "_kunci": "kunci-satu"}
    jawaban = [web.post(f"/rapat/{rapat}/peserta", isi) for _ in range(2)]
    assert [j.status_code for j in jawaban] == [303, 303]
    assert (muat(rapat).versi_baris, len(muat(rapat).peserta)) == (1, 1)


def test_undangan_lama_disalin_dengan_satu_tombol(web: Klien, operator: Pengguna, rapat: int) -> None:
    r = muat(rapat)
    op.simpan_peserta(r, [BarisPeserta("Ani", "Ketua RT", "rt", "P")], oleh=pelaku(operator), versi=0)
    baru = op.rencanakan(DESA, oleh=pelaku(operator)).id
    db.session.commit()
    assert "Salin undangan dari musyawarah sebelumnya" in web.get(f"/rapat/{baru}").text
    assert web.post(f"/rapat/{baru}/salinan", {"versi": 0}).status_code == 303
    assert [p.nama for p in muat(baru).peserta] == ["Ani"]


def test_beberapa_foto_diunggah_sekaligus_lalu_dapat_dibuka_dan_dihapus(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}")
    berkas = [(io.BytesIO(gambar(w)), f"{w}.jpg") for w in ("red", "blue")]
    jawaban = web.post(
        f"/rapat/{rapat}/foto", {"jenis": "FOTO_MUSDES", "foto": berkas}, content_type="multipart/form-data"
    )
    assert jawaban.status_code == 303
    satu, dua = (f.id for f in muat(rapat).foto)
    gambar_satu = web.get(f"/rapat/{rapat}/foto/{satu}")
    assert (gambar_satu.mimetype, gambar_satu.headers["Cache-Control"]) == ("image/jpeg", "private, no-cache")
    web.get(f"/rapat/{rapat}")
    assert web.post(f"/rapat/{rapat}/foto/{satu}/penghapusan").status_code == 303
    assert [f.id for f in muat(rapat).foto] == [dua]


def test_berkas_yang_bukan_foto_ditolak_dengan_kalimat(web: Klien, rapat: int) -> None:
    web.get(f"/rapat/{rapat}")
    isi = {"jenis": "FOTO_MUSDES", "foto": (io.BytesIO(b"%PDF-1.7 bukan foto"), "foto.jpg")}
    jawaban = web.post(f"/rapat/{rapat}/foto", isi, content_type="multipart/form-data")
    assert jawaban.status_code == 422
    assert "bukan foto JPEG atau PNG" in jawaban.text
    kosong = web.post(f"/rapat/{rapat}/foto", {"jenis": "FOTO_MUSDES"}, content_type="multipart/form-data")
    assert (kosong.status_code, "Pilih foto" in kosong.text) == (422, True)


@pytest.mark.parametrize("tujuan", ["//jahat.example", "https://jahat.example", "/\\jahat.example", "javascript:1"])
def test_tautan_kembali_hanya_ke_situs_ini(web: Klien, rapat: int, tujuan: str) -> None:
    assert "jahat" not in web.get(f"/rapat/{rapat}", query_string={"kembali": tujuan}).text


def test_tautan_kembali_ke_paket_bertahan_melewati_penyimpanan(web: Klien, rapat: int) -> None:
    assert 'href="/paket/7"' in web.get(f"/rapat/{rapat}?kembali=/paket/7").text
    jawaban = web.post(f"/rapat/{rapat}/rencana", {**RENCANA, "versi": 0, "kembali": "/paket/7"})
    assert jawaban.location == f"/rapat/{rapat}?kembali=/paket/7#rencana"


def test_kecamatan_melihat_tanpa_formulir_dan_tidak_dapat_mengubah(klien: Klien, rapat: int) -> None:
    web = klien.masuk(orang(Peran.CAMAT, KECAMATAN))
    teks = web.get(f"/rapat/{rapat}").text
    assert f"/rapat/{rapat}/rencana" not in teks
    assert web.post(f"/rapat/{rapat}/rencana", {**RENCANA, "versi": 0}).status_code == 403
    assert web.get(f"/rapat/{rapat}/peserta").status_code == 403
    assert web.post(f"/rapat/{rapat}/peserta", {"versi": 0, "jumlah": 0}).status_code == 403


def test_desa_lain_tidak_menemukan_rapat_ini_di_jalan_mana_pun(klien: Klien, operator: Pengguna, rapat: int) -> None:
    foto = op.simpan_foto(muat(rapat), "FOTO_MUSDES", gambar(), oleh=pelaku(operator)).id
    db.session.commit()
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA_LAIN))
    for alamat in ("", "/peserta", f"/foto/{foto}"):
        assert web.get(f"/rapat/{rapat}{alamat}").status_code == 404
    for alamat in ("rencana", "hasil", "peserta", "salinan", "foto", f"foto/{foto}/penghapusan"):
        assert web.post(f"/rapat/{rapat}/{alamat}", {"versi": 0}).status_code == 404
    assert "Musyawarah Desa" not in web.get("/rapat").text


def test_dukcapil_tidak_membuka_daftar_rapat(klien: Klien) -> None:
    assert klien.masuk(orang(Peran.DUKCAPIL, KABUPATEN)).get("/rapat").status_code == 403


def test_sesudah_dicatat_halaman_tanpa_formulir_isian_tetapi_foto_masih_dapat_ditambah(
    web: Klien, operator: Pengguna, rapat: int
) -> None:
    op.tutup_hasil(muat(rapat), oleh=pelaku(operator))
    db.session.commit()
    teks = web.get(f"/rapat/{rapat}").text
    assert f"/rapat/{rapat}/rencana" not in teks
    assert f"/rapat/{rapat}/foto" in teks
    assert web.post(f"/rapat/{rapat}/hasil", {"versi": 1, "cara_keputusan": "mufakat"}).status_code == 409


def test_keberatan_terlipat_sampai_ada_yang_diketik(web: Klien, rapat: int) -> None:
    """Twelve empty fields stood between the discussion and the button; on a phone that is three screens."""
    lipatan = r'<details class="govuk-details"( open)?>\s*<summary[^>]*><span[^>]*>Catat keberatan peserta'
    kosong = re.search(lipatan, web.get(f"/rapat/{rapat}").text)
    isi = {"versi": 0, "keberatan_siapa-0": "Ketua RT 3", "keberatan_isi-0": "Rumahnya permanen."}
    diketik = re.search(lipatan, web.post(f"/rapat/{rapat}/hasil", isi).text)
    assert kosong
    assert diketik
    assert (kosong.group(1), diketik.group(1)) == (None, " open")
