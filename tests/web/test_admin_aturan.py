"""Can an admin keep the rules by the pages, and nobody else?"""

import datetime as dt
import io
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from klien import Klien
from pabrik import DESA, KABUPATEN, Desa, gambar, orang, pengguna
from werkzeug.datastructures import MultiDict

from app.domain.akses.peran import Peran
from app.domain.aturan import operations
from app.domain.aturan.benih import SEMUA
from app.domain.aturan.berlaku import berlaku, nilai
from app.domain.aturan.models import Aturan, Lambang
from app.domain.aturan.periksa import periksa, skema
from app.domain.aturan.skema import SKEMA
from app.domain.dokumen import susunan, tinjauan
from app.domain.dokumen.models import Dokumen
from app.domain.registri.models import BerkasKeluarga
from app.infra.audit import Audit
from app.infra.db import db
from app.web.admin import isian_aturan as isian

HARI_INI = dt.date(2026, 11, 10)


@pytest.fixture
def admin(app: Flask, klien: Klien) -> Klien:
    p = pengguna(Peran.ADMIN, KABUPATEN, nama_pengguna="pengelola")
    db.session.commit()
    return klien.masuk(p)


def id_nasional(kunci: str, kode: str = "") -> int:
    tanya = sa.select(Aturan.id).where(Aturan.kunci == kunci, Aturan.kode == kode, Aturan.wilayah_kode == "")
    nomor = db.session.scalars(tanya.order_by(Aturan.mulai.desc())).first()
    db.session.rollback()
    return int(nomor or 0)


def isian_halaman(teks: str) -> dict[str, Any]:
    """Hidden fields and inputs of the page's last form, as a browser would send them."""
    nilai: dict[str, Any] = {}
    for kotak in re.findall(r"<input[^>]*>", teks):
        nama = re.search(r'name="([^"]+)"', kotak)
        isi = re.search(r'value="([^"]*)"', kotak)
        centang = 'type="checkbox"' in kotak or 'type="radio"' in kotak
        if nama and (not centang or " checked" in kotak):
            satu = isi.group(1) if isi else ""
            nilai[nama.group(1)] = [*nilai.get(nama.group(1), []), satu] if centang else satu
    for nama, isi in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', teks, re.S):
        nilai[nama] = isi.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")
    for nama, isi in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', teks, re.S):
        pilih = re.search(r'value="([^"]*)" selected', isi) or re.search(r'value="([^"]*)"', isi)
        nilai[nama] = pilih.group(1) if pilih else ""
    return nilai


def buka(admin: Klien, kunci: str, kode: str = "") -> dict[str, Any]:
    return isian_halaman(admin.get(f"/admin/aturan/{kunci}/baris?dari={id_nasional(kunci, kode)}").text)


def test_setiap_tabel_dapat_dibuka_dan_setiap_baris_punya_formulir(admin: Klien) -> None:
    assert admin.get("/admin/aturan").status_code == 200
    for kunci in SKEMA:
        assert admin.get(f"/admin/aturan/{kunci}").status_code == 200, kunci
        baris = next((b for b in SEMUA if b.kunci == kunci), None)
        dari = f"?dari={id_nasional(kunci, baris.kode)}" if baris else ""
        assert admin.get(f"/admin/aturan/{kunci}/baris{dari}").status_code == 200, kunci


def test_menyimpan_formulir_tanpa_mengubah_apa_pun_memberi_isi_yang_sama(admin: Klien) -> None:
    contoh = [("jenis_usulan", "perbaikan"), ("alasan_hapus", "mampu"), ("penanda_tangan", "sptjm"),
              ("instrumen", "kelayakan-2024"), ("lampiran_paket", "musyawarah"), ("nomor", ""), ("kuorum", ""),
              ("tembusan", "surat_pengesahan"), ("program", "non_bansos")]  # fmt: skip
    for kunci, kode in contoh:
        jawaban = admin.post(f"/admin/aturan/{kunci}/baris", buka(admin, kunci, kode))
        assert jawaban.status_code == 303, (kunci, jawaban.text[:2000])
        asli = next(b.isi for b in reversed(SEMUA) if (b.kunci, b.kode) == (kunci, kode))
        sisa = dict(nilai(kunci, DESA, kode))
        assert {k: v for k, v in sisa.items() if k != "aktif" or k in asli} == asli
    db.session.rollback()


@pytest.mark.parametrize("peran", sorted(set(Peran) - {Peran.ADMIN}))
def test_selain_admin_tidak_dapat_membuka_atau_mengubah_aturan(app: Flask, klien: Klien, peran: Peran) -> None:
    wilayah = {Peran.OPERATOR_DESA: DESA, Peran.KEPALA_DESA: DESA, Peran.CAMAT: "33.28.10",
               Peran.OPERATOR_KECAMATAN: "33.28.10", Peran.PETUGAS_LAPANGAN: DESA}.get(peran, KABUPATEN)  # fmt: skip
    p = pengguna(peran, wilayah)
    db.session.commit()
    klien.masuk(p)
    for alamat in ("/admin/aturan", "/admin/aturan/kuorum", "/admin/aturan/kuorum/baris"):
        assert klien.get(alamat).status_code == 403
    isi = {"isi_persen": "1", "isi_sifat": "menutup", "wilayah_kode": wilayah, "mulai": "2026-11-10"}
    assert klien.post("/admin/aturan/kuorum/baris", isi).status_code == 403
    assert klien.post("/admin/aturan/kuorum/baris/1/pengakhiran", {"selesai": "2026-12-01"}).status_code == 403
    assert nilai("kuorum", wilayah)["persen"] == 66.67


def test_admin_menetapkan_aturan_wilayah_dan_tercatat(admin: Klien) -> None:
    isi = buka(admin, "kuorum") | {"isi_persen": "50,5"}
    assert isi["wilayah_kode"] == KABUPATEN
    assert admin.post("/admin/aturan/kuorum/baris", isi).status_code == 303
    assert nilai("kuorum", DESA)["persen"] == 50.5
    assert nilai("kuorum", "35.25")["persen"] == 66.67
    assert db.session.scalar(sa.select(sa.func.count()).where(Audit.rantai == "aturan")) == 1


def test_kiriman_yang_sama_dua_kali_hanya_membuat_satu_baris(admin: Klien) -> None:
    isi = buka(admin, "kuorum") | {"isi_persen": "50"}
    for _ in range(2):
        assert admin.post("/admin/aturan/kuorum/baris", isi).status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).where(Aturan.wilayah_kode == KABUPATEN)) == 1


def test_isian_salah_ditunjukkan_dan_yang_diketik_tidak_hilang(admin: Klien) -> None:
    isi = buka(admin, "kuorum") | {"isi_persen": "seratus", "mulai": "2026-13-01"}
    jawaban = admin.post("/admin/aturan/kuorum/baris", isi)
    assert jawaban.status_code == 422
    assert 'value="seratus"' in jawaban.text
    isi["mulai"] = "2026-12-01"
    jawaban = admin.post("/admin/aturan/kuorum/baris", isi)
    assert "Persen undangan yang hadir harus berupa angka." in jawaban.text
    assert 'href="#isi_persen"' in jawaban.text


def test_halaman_usang_ditolak(admin: Klien) -> None:
    lama = buka(admin, "kuorum") | {"isi_persen": "50"}
    baru = buka(admin, "kuorum") | {"isi_persen": "60"}
    assert admin.post("/admin/aturan/kuorum/baris", baru).status_code == 303
    assert admin.post("/admin/aturan/kuorum/baris", lama).status_code == 409
    assert nilai("kuorum", DESA)["persen"] == 60


def test_wilayah_orang_lain_dan_wilayah_yang_tidak_ada_ditolak(admin: Klien) -> None:
    isi = buka(admin, "kuorum")
    assert admin.post("/admin/aturan/kuorum/baris", isi | {"wilayah_kode": "35.25"}).status_code == 403
    assert admin.post("/admin/aturan/kuorum/baris", isi | {"wilayah_kode": ""}).status_code == 422
    assert nilai("kuorum", "35.25")["persen"] == 66.67


def test_baris_wilayah_lain_tidak_terlihat_dan_tidak_dapat_diakhiri(admin: Klien) -> None:
    isi = {"persen": 99, "sifat": "menutup"}
    tetangga = orang(Peran.ADMIN, "35.25")
    operations.tetapkan("kuorum", "", isi, wilayah_kode="35.25", mulai=HARI_INI, oleh=tetangga)
    nomor = db.session.scalar(sa.select(Aturan.id).where(Aturan.wilayah_kode == "35.25"))
    db.session.commit()
    assert nilai("kuorum", "35.25")["persen"] == 99
    assert "35.25" not in admin.get("/admin/aturan/kuorum").text
    for alamat in (f"/admin/aturan/kuorum/baris?dari={nomor}", f"/admin/aturan/kuorum/baris/{nomor}/pengakhiran"):
        assert admin.get(alamat).status_code == 404
    nasional = id_nasional("kuorum")
    assert admin.get(f"/admin/aturan/kuorum/baris/{nasional}/pengakhiran").status_code == 404
    admin.get("/admin/aturan/kuorum")
    for satu in (nomor, nasional):
        jawaban = admin.post(f"/admin/aturan/kuorum/baris/{satu}/pengakhiran", {"selesai": "2026-12-01"})
        assert jawaban.status_code == 404


def test_mengakhiri_baris_wilayah_mengembalikan_aturan_nasional(admin: Klien) -> None:
    admin.post("/admin/aturan/kuorum/baris", buka(admin, "kuorum") | {"isi_persen": "50"})
    nomor = db.session.scalar(sa.select(Aturan.id).where(Aturan.wilayah_kode == KABUPATEN))
    db.session.rollback()
    alamat = f"/admin/aturan/kuorum/baris/{nomor}/pengakhiran"
    admin.get(alamat)
    assert admin.post(alamat, {"selesai": "2026-11-01"}).status_code == 422
    assert admin.post(alamat, {"selesai": "2026-11-30"}).status_code == 303
    assert nilai("kuorum", DESA, pada=dt.date(2026, 11, 30))["persen"] == 50
    assert nilai("kuorum", DESA, pada=dt.date(2026, 12, 1))["persen"] == 66.67


def test_contoh_nomor_ditunjukkan_tanpa_menyimpan(admin: Klien) -> None:
    isi = buka(admin, "nomor") | {"isi_klasifikasi": "460", "contoh": "1"}
    jawaban = admin.post("/admin/aturan/nomor/baris", isi)
    assert jawaban.status_code == 200
    assert "460/001/33.28.10.2004/XI/2026" in jawaban.text
    jawaban = admin.post("/admin/aturan/nomor/baris", isi | {"isi_format": "{urut}", "_kunci": "lain"})
    assert jawaban.status_code == 422
    assert db.session.scalar(sa.select(sa.func.count()).where(Aturan.wilayah_kode == KABUPATEN)) == 0


def test_alasan_baru_daerah_ditawarkan_hanya_di_daerah_itu(admin: Klien) -> None:
    isi = isian_halaman(admin.get("/admin/aturan/alasan_hapus/baris").text)
    isi |= {"kode": "aset_lain", "isi_label": "Aset lain", "isi_cakupan": "keluarga", "isi_bukti": ["FOTO_RUMAH_DEPAN"]}
    assert admin.post("/admin/aturan/alasan_hapus/baris", isi).status_code == 303
    assert berlaku("alasan_hapus", DESA)["aset_lain"]["bukti"] == ["FOTO_RUMAH_DEPAN"]
    assert "aset_lain" not in berlaku("alasan_hapus", "35.25")
    assert "Aset lain" in admin.get("/admin/aturan/alasan_hapus").text


def test_profil_kolom_impor_ditulis_satu_judul_satu_baris(admin: Klien) -> None:
    isi = isian_halaman(admin.get("/admin/aturan/kolom_impor/baris").text)
    isi |= {"kode": "prodeskel", "isi_label": "Prodeskel", "isi_judul": "Nama Lengkap = nama\nNo Induk = nik"}
    salah = admin.post("/admin/aturan/kolom_impor/baris", isi | {"isi_judul": "Nama Lengkap"})
    assert (salah.status_code, "judul = kolom" in salah.text) == (422, True)
    assert admin.post("/admin/aturan/kolom_impor/baris", isi).status_code == 303
    assert nilai("kolom_impor", DESA, "prodeskel")["judul"] == {"Nama Lengkap": "nama", "No Induk": "nik"}


def test_riwayat_tetap_dapat_dibaca(admin: Klien, jam: Any) -> None:
    for persen in ("50", "60"):
        isi = isian_halaman(admin.get(f"/admin/aturan/kuorum/baris?dari={_kini()}").text)
        isi |= {"isi_persen": persen, "mulai": "2026-11-10" if persen == "50" else "2026-11-11"}
        assert admin.post("/admin/aturan/kuorum/baris", isi).status_code == 303
    jam(dt.timedelta(days=2))
    admin.masuk("pengelola")
    kini = admin.get("/admin/aturan/kuorum").text
    assert "hadir: 60<br>" in kini
    assert "hadir: 50<br>" not in kini
    assert "hadir: 50<br>" in admin.get("/admin/aturan/kuorum?riwayat=1").text


def _kini() -> int:
    tanya = sa.select(Aturan.id).where(Aturan.kunci == "kuorum", Aturan.mulai <= dt.date(2026, 11, 10))
    nomor = db.session.scalars(tanya.order_by(Aturan.wilayah_kode.desc())).first()
    db.session.rollback()
    return int(nomor or 0)


def test_teks_formulir_dan_isi_baris_saling_terbaca(app: Flask) -> None:
    for b in SEMUA:
        bentuk = skema(b.kunci)
        kiriman: MultiDict[str, str] = MultiDict()
        for nama, satu in isian.tulis(bentuk, b.isi).items():
            if satu is True:
                kiriman.add(isian.AWALAN + nama, "1")
            elif isinstance(satu, list):
                kiriman.setlist(isian.AWALAN + nama, satu)
            elif satu is not False:
                kiriman.add(isian.AWALAN + nama, "" if satu is None else str(satu))
        kembali = periksa(b.kunci, b.kode, isian.baca(bentuk, kiriman))
        assert {k: v for k, v in kembali.items() if k in b.isi} == b.isi, (b.kunci, b.kode)


def test_halaman_bantuan_dan_sumber_data_terbuka_untuk_umum(klien: Klien) -> None:
    bantuan = klien.get("/bantuan")
    assert bantuan.status_code == 200
    assert "SPTJM" in bantuan.text
    sumber = klien.get("/tentang-data")
    assert sumber.status_code == 200
    assert "Open Database License" in sumber.text


def test_admin_menetapkan_jadwal_satu_jenis_libur_daerah_dan_jatah_segera(admin: Klien) -> None:
    assert 'value="pengajuan:bansos_pbi"' in admin.get("/admin/aturan/jendela/baris").text
    isi = buka(admin, "jendela", "pengajuan") | {
        "kode": "pengajuan:bansos_pbi", "isi_label": "Usul PBI", "isi_mulai_hari": "25", "isi_akhir_hari": "7",
        "isi_sifat": "menutup", "isi_geser_libur": "1",
    }  # fmt: skip
    isi.pop("sidik", None)
    jawaban = admin.post("/admin/aturan/jendela/baris", isi)
    assert jawaban.status_code == 303, jawaban.text[:2000]
    jadi = nilai("jendela", DESA, "pengajuan:bansos_pbi")
    assert (jadi["mulai_hari"], jadi["akhir_hari"], jadi["sifat"], jadi["geser_libur"]) == (25, 7, "menutup", True)
    libur = {"kode": "05-18", "isi_label": "Hari jadi daerah", "isi_aktif": "1", "wilayah_kode": KABUPATEN,
             "mulai": "2026-11-10"}  # fmt: skip
    assert admin.post("/admin/aturan/libur/baris", libur).status_code == 303
    assert "05-18" in berlaku("libur", DESA)
    assert "05-18" not in berlaku("libur", "35.25")
    assert (
        admin.post("/admin/aturan/batas/baris", buka(admin, "batas") | {"isi_segera_per_bulan": "5"}).status_code == 303
    )
    assert nilai("batas", DESA)["segera_per_bulan"] == 5


@pytest.fixture
def kampung(app: Flask) -> str:
    """A village with papers of a real packet; the name of one resident on them."""
    desa = Desa()
    paket = desa.siap_diajukan(desa.paket(3))
    db.session.commit()
    nama = paket.usulan[0].nama
    db.session.rollback()
    return nama


def lihat(admin: Klien, kunci: str, isi: dict[str, Any]) -> Any:
    """The sample that the form asks for: a paper, not a page of the site, so it is not policed as one."""
    data = {"csrf_token": admin._token, **isi, "lihat": "1"}
    jawaban = admin.http.post(f"/admin/aturan/{kunci}/baris", data=data)
    db.session.remove()
    return jawaban


def bersih() -> bool:
    """Whether nothing of an attempt was kept."""
    return not db.session.scalar(sa.select(sa.func.count()).where(Aturan.wilayah_kode == KABUPATEN))


def test_contoh_naskah_memakai_paket_nyata_tanpa_menyimpan_dan_tanpa_warga(kampung: str, admin: Klien) -> None:
    isi = buka(admin, "tembusan", "surat_pengantar") | {"isi_daftar": "Ketua TKPK {kabupaten}\nCamat {kecamatan}"}
    nomor = db.session.scalar(sa.select(Dokumen.nomor).where(Dokumen.jenis == "surat_pengantar"))
    db.session.rollback()
    jawaban = lihat(admin, "tembusan", isi)
    assert jawaban.status_code == 200
    assert "CONTOH" in jawaban.text
    assert "Ketua TKPK Kabupaten Tegal" in jawaban.text
    assert "Desa Slawi Kulon" in jawaban.text
    assert tinjauan.NYATA in jawaban.text
    assert nomor
    assert bersih()
    assert not db.session.scalar(sa.select(sa.func.count()).where(Audit.rantai == "aturan"))
    for kunci, kode in (("penanda_tangan", "lampiran"), ("kertas", "")):
        asal = buka(admin, kunci, kode)
        teks = lihat(admin, kunci, asal).text
        assert "CONTOH" in teks
        assert kampung not in teks
        assert not re.search(r"\b3328\d{12}\b", teks)
    assert admin.post("/admin/aturan/tembusan/baris", isi).status_code == 303  # the key of the form is still unused
    assert nilai("tembusan", DESA, "surat_pengantar")["daftar"][0] == "Ketua TKPK {kabupaten}"


SALAH = [
    ("nomor", "", {"isi_format": "{urut}/{tahunn}"}, "isi_format", "tidak dikenal"),
    ("nomor", "", {"isi_format": "{klasifikasi}/{romawi}/{tahun}"}, "isi_format", "harus memuat {urut}"),
    ("nomor", "", {"isi_format": "{klasifikasi}/{urut}"}, "isi_format", "harus memuat {tahun}"),
    ("nomor", "", {"isi_format": "{urut}/{tahun}"}, "isi_format", "harus memuat {klasifikasi}"),
    ("nomor", "", {"isi_klasifikasi": ""}, "isi_klasifikasi", "Isi kode klasifikasi"),
    ("nomor", "", {"isi_format": "{klasifikasi}/{urut}/{tahun}/" + "X" * 70}, "isi_format", "lebih dari 80 huruf"),
    ("tembusan", "undangan", {"isi_daftar": "Camat {kecamatan"}, "isi_daftar", "tidak berpasangan"),
    ("tembusan", "undangan", {"isi_daftar": "Bupati {bupati}"}, "isi_daftar", "tidak dikenal"),
    ("penanda_tangan", "surat_pengantar", {"isi_penanda": ""}, "isi_penanda", "Harus ada penanda tangan wajib"),
    ("penanda_tangan", "ba_telaah", {"isi_penanda": "kepala_desa | Kades | telaah | ya"}, "isi_penanda",
     "di bawah penerbit"),
    ("penanda_tangan", "surat_pengesahan", {"isi_penanda": "kepala_dinsos | K | pengesahan | ya | | sekretaris_daerah"},
     "isi_penanda", "hanya dipakai bersama a.n."),
    ("kertas", "ba_verval", {"wilayah_kode": DESA}, "wilayah_kode", "ditetapkan untuk kabupaten/kota"),
]  # fmt: skip


def test_salah_atur_ditolak_saat_disimpan_dan_saat_dilihat(admin: Klien) -> None:
    for kunci, kode, ubah, bidang, kalimat in SALAH:
        asal = buka(admin, kunci, kode if id_nasional(kunci, kode) else "undangan")
        for tombol in ({}, {"lihat": "1"}):
            jawaban = admin.post(f"/admin/aturan/{kunci}/baris", asal | {"kode": kode} | ubah | tombol)
            assert jawaban.status_code == 422, (kunci, ubah)
            assert kalimat in jawaban.text, (kunci, ubah)
            assert f'href="#{bidang}"' in jawaban.text, (kunci, ubah)
    assert bersih()


def test_templat_yang_rusak_oleh_aturan_menolak_aturannya(admin: Klien, monkeypatch: pytest.MonkeyPatch) -> None:
    def rusak(*_: Any, **__: Any) -> Any:
        raise ValueError("no gate")

    isi = buka(admin, "penanda_tangan", "undangan")
    for modul, nama in ((tinjauan.gambar, "html"), (tinjauan.susunan, "penanda")):
        with monkeypatch.context() as m:
            m.setattr(modul, nama, rusak)
            jawaban = admin.post("/admin/aturan/penanda_tangan/baris", isi)
        assert jawaban.status_code == 422
        assert "Undangan musyawarah tidak dapat dicetak dengan isian ini." in jawaban.text
    assert bersih()


def _kop(admin: Klien, kode: str, wilayah: str, **ubah: str) -> dict[str, Any]:
    kosong = isian_halaman(admin.get("/admin/aturan/kop/baris").text)
    baris = {"isi_baris1": "PEMERINTAH KABUPATEN TEGAL", "isi_baris2": "KECAMATAN SLAWI", "isi_baris3": "DESA CONTOH"}
    return kosong | baris | {"kode": kode, "wilayah_kode": wilayah, "isi_lambang": "daerah"} | ubah


def test_lambang_sendiri_diunggah_dicetak_dan_hanya_gambar_lambang_yang_boleh(kampung: str, admin: Klien) -> None:
    sidik = db.session.scalar(sa.select(BerkasKeluarga.sha256).limit(1))
    db.session.rollback()
    asing = admin.post("/admin/aturan/kop/baris", _kop(admin, "desa", DESA, isi_logo=str(sidik)))
    assert (asing.status_code, "belum diunggah" in asing.text) == (422, True)  # a resident's photograph is no emblem
    isi = _kop(admin, "desa", DESA)
    contoh = lihat(admin, "kop", isi | {"berkas_logo": (io.BytesIO(gambar("red")), "lambang.png")})
    assert "data:image/jpeg;base64" in contoh.text
    bpd = lihat(admin, "kop", _kop(admin, "bpd", DESA, isi_baris1="BPD CONTOH"))
    assert "BPD CONTOH" in bpd.text  # a paper that goes out under this very letterhead
    assert "Undangan" in bpd.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Lambang)) == 0
    rusak = admin.post("/admin/aturan/kop/baris", isi | {"berkas_logo": (io.BytesIO(b"bukan"), "lambang.png")})
    assert (rusak.status_code, 'href="#isi_logo"' in rusak.text) == (422, True)
    unggah = isi | {"berkas_logo": (io.BytesIO(gambar("red")), "lambang.png")}
    assert admin.post("/admin/aturan/kop/baris", unggah).status_code == 303
    logo = nilai("kop", DESA, "desa")["logo"]
    assert susunan.kop(DESA).logo == logo
    assert db.session.scalars(sa.select(Lambang.sha256)).all() == [logo]


def test_kop_yang_tidak_patut_ditolak(admin: Klien) -> None:
    for kode, wilayah, ubah, kalimat in (
        ("dinsos", KABUPATEN, {"isi_lambang": "garuda"}, "Garuda hanya untuk kop kepala daerah"),
        ("desa", KABUPATEN, {}, "Kop hanya dipakai unit wilayah itu sendiri"),
        ("desa", DESA, {"isi_baris3": "D" * 71}, "Paling panjang 70 huruf"),
        ("desa", DESA, {"isi_baris2": ""}, "Isi baris kedua lebih dahulu"),
    ):
        jawaban = admin.post("/admin/aturan/kop/baris", _kop(admin, kode, wilayah, **ubah))
        assert (jawaban.status_code, kalimat in jawaban.text) == (422, True), kalimat


def test_setiap_tabel_naskah_mempunyai_contoh_walaupun_belum_ada_naskah(app: Flask) -> None:
    umum = {"wilayah_kode": KABUPATEN, "mulai": HARI_INI, "oleh": orang(Peran.ADMIN, KABUPATEN), "alamat": "http://x"}
    semua = [b for b in SEMUA if b.kunci in tinjauan.NASKAH and not b.selesai and ":" not in b.kode]
    satu = {b.kunci: b for b in reversed(semua)}  # of each table its first row, and the signers of every paper
    baris = [*satu.values(), *(b for b in semua if b.kunci == "penanda_tangan")]
    assert {b.kunci for b in baris} >= {"kertas", "nomor", "tembusan", "penanda_tangan", "dasar_hukum", "penyelenggara"}
    for b in baris:
        teks = tinjauan.contoh(b.kunci, b.kode, b.isi, **umum)
        assert "CONTOH" in teks, (b.kunci, b.kode)
        assert tinjauan.REKAAN in teks, (b.kunci, b.kode)
    assert bersih()


def test_selain_admin_tidak_mendapat_contoh_naskah(kampung: str, klien: Klien) -> None:
    p = pengguna(Peran.KEPALA_DINSOS, KABUPATEN)
    db.session.commit()
    klien.masuk(p)
    assert klien.post("/admin/aturan/kertas/baris", {"lihat": "1", "isi_ukuran": "A4"}).status_code == 403
