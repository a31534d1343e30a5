"""Does an electronic signature count like one of ink, once, with its bytes, and only of the person who is printed?"""

import datetime as dt
import re
from pathlib import Path

import pytest
from dokumen.conftest import ALAMAT, SANDI, Kerjakan, Terbit, aturan_cara, terbit_surat
from flask import Flask
from halaman import hitung_sql
from klien import Klien
from pabrik import pelaku, pengguna

from app.domain.akses.models import Pengguna
from app.domain.akses.peran import Peran
from app.domain.dokumen import keaslian, sertifikat, syarat
from app.domain.dokumen import penandatanganan as ttd
from app.domain.dokumen.models import Dokumen, Pindaian, Sertifikat
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.dokumen.status import StatusDokumen as S
from app.domain.usulan.models import Paket
from app.infra import audit, clock, files, jobs, signing
from app.infra.db import db
from app.infra.galat import TidakBisa

DESA = "33.28.10.2004"


def _tanda(d: Dokumen, p: Pengguna) -> ttd.Tertanda:
    oleh = pelaku(p)
    siap = ttd.siapkan(d.id, oleh=oleh, alamat=ALAMAT)
    kunci = ttd.kunci_saya(oleh=oleh, sandi=SANDI)
    db.session.rollback()
    with ttd.penandatangan(kunci, SANDI, signing.Setelan()) as juru:
        return ttd.tandatangani(siap, juru, kunci.seri)


def _isian(d: Dokumen, sandi: str = SANDI, kunci: str = "k1") -> dict[str, str]:
    return {"sandi": sandi, "versi": str(d.versi_baris), "_kunci": kunci}


def test_tanda_tangan_elektronik_memenuhi_gerbang_seperti_tinta(
    surat: Dokumen, paket: Paket, bersertifikat: Pengguna
) -> None:
    assert syarat.belum_ditandatangani(paket.id, "desa", [J.SURAT_PENGANTAR])
    terbit = files.baca(str(surat.sha256))
    ttd.catat(_tanda(surat, bersertifikat), oleh=pelaku(bersertifikat))
    db.session.commit()
    t = surat.tanda_tangan[0]
    p = db.session.get_one(Pindaian, t.pindaian_id)
    assert (t.cara, surat.status, p.cara, p.tingkat) == ("elektronik", S.BERTANDA_TANGAN, "elektronik", "B-B")
    assert syarat.belum_ditandatangani(paket.id, "desa", [J.SURAT_PENGANTAR]) == []
    # Nothing was scanned, so nobody has to compare a scan.
    assert syarat.belum_dikonfirmasi_banyak([paket.id]) == {paket.id: []}
    # The issued file stands as it was; the signed one begins with it.
    assert files.baca(str(surat.sha256)) == terbit
    assert files.baca(p.sha256).startswith(terbit)
    akar = sertifikat.akar(DESA)
    hasil = signing.periksa(files.baca(p.sha256), [a for a, _ in akar], [c for _, c in akar], clock.sekarang())
    assert [(h.nama, h.sah) for h in hasil] == [(t.nama, True)]


def test_halaman_publik_menyebut_cara_dan_kekuatannya(surat: Dokumen, bersertifikat: Pengguna) -> None:
    ttd.catat(_tanda(surat, bersertifikat), oleh=pelaku(bersertifikat))
    db.session.commit()
    ada = keaslian.periksa(surat.kode)
    assert ada is not None
    assert ada.penanda[0].cara == "tanda tangan elektronik, tanpa cap waktu tepercaya"
    assert [ada.cocok(s) for s in (ada.sha256 or "", *ada.elektronik)] == ["terbit", "elektronik"]


def test_byte_tanpa_baris_dan_baris_tanpa_byte_tidak_ada(surat: Dokumen, bersertifikat: Pengguna) -> None:
    """Whatever fails between signing and recording, the paper is as unsigned as before; the next try signs it."""
    tertanda = _tanda(surat, bersertifikat)
    ttd.catat(tertanda, oleh=pelaku(bersertifikat))
    db.session.rollback()
    d = db.session.get_one(Dokumen, surat.id)
    assert (d.status, d.tanda_tangan[0].cara, d.pindaian) == (S.TERBIT, None, [])
    assert db.session.query(audit.Audit).filter_by(aksi="dokumen.tanda_tangani").count() == 0
    ttd.catat(_tanda(d, bersertifikat), oleh=pelaku(bersertifikat))
    db.session.commit()
    assert d.status is S.BERTANDA_TANGAN


def test_dua_permintaan_serempak_menghasilkan_satu_tanda_tangan(surat: Dokumen, bersertifikat: Pengguna) -> None:
    satu, dua = _tanda(surat, bersertifikat), _tanda(surat, bersertifikat)
    ttd.catat(satu, oleh=pelaku(bersertifikat))
    db.session.commit()
    with pytest.raises(Exception, match="tidak menunggu tanda tangan Anda"):
        ttd.catat(dua, oleh=pelaku(bersertifikat))
    db.session.rollback()
    assert db.session.query(Pindaian).count() == 1


def test_kunci_yang_sama_tidak_menandatangani_dua_kali(klien: Klien, surat: Dokumen, bersertifikat: Pengguna) -> None:
    klien.masuk(bersertifikat)
    isian = _isian(surat)
    pertama = klien.post(f"/dokumen/{surat.id}/tanda-tangan", isian)
    kedua = klien.post(f"/dokumen/{surat.id}/tanda-tangan", isian)
    assert (pertama.status_code, kedua.status_code) == (303, 303)
    assert pertama.location == kedua.location
    assert db.session.query(Pindaian).filter_by(cara="elektronik").count() == 1


def test_frasa_sandi_salah_berkalimat_dan_tidak_tersimpan_di_mana_pun(
    klien: Klien, surat: Dokumen, bersertifikat: Pengguna, caplog: pytest.LogCaptureFixture
) -> None:
    klien.masuk(bersertifikat)
    jawaban = klien.post(f"/dokumen/{surat.id}/tanda-tangan", _isian(surat, sandi="salah sekali ini"))
    assert (jawaban.status_code, "Frasa sandi tidak cocok" in jawaban.text) == (422, True)
    assert "salah sekali ini" not in jawaban.text
    assert klien.post(f"/dokumen/{surat.id}/tanda-tangan", _isian(surat, kunci="k2")).status_code == 303
    db.session.expire_all()
    muatan = [str(p.muatan) for p in db.session.query(jobs.Pekerjaan)]
    assert not any(SANDI in teks for teks in [*muatan, caplog.text])


def test_tanpa_sertifikat_dan_sertifikat_kedaluwarsa_berkalimat(klien: Klien, surat: Dokumen, kades: Pengguna) -> None:
    klien.masuk(kades)
    jawaban = klien.post(f"/dokumen/{surat.id}/tanda-tangan", _isian(surat))
    assert (jawaban.status_code, "belum mempunyai sertifikat" in jawaban.text) == (409, True)
    sertifikat.buat_ca("33.28")
    s = sertifikat.terbitkan(kades.nama_pengguna, SANDI, alamat=ALAMAT)
    s.selesai = clock.sekarang()
    db.session.commit()
    jawaban = klien.post(f"/dokumen/{surat.id}/tanda-tangan", _isian(surat, kunci="k2"))
    assert (jawaban.status_code, "sudah habis" in jawaban.text) == (409, True)
    assert db.session.query(Pindaian).count() == 0


def test_hanya_yang_tercetak_namanya_yang_menandatangani(surat: Dokumen, bersertifikat: Pengguna) -> None:
    lain = pengguna(Peran.KEPALA_DESA, DESA, nama="Orang Lain")
    operator = pengguna(Peran.OPERATOR_DESA, DESA)
    db.session.commit()
    assert "mencetak nama" in ttd.sebab_tidak(surat, oleh=pelaku(lain))
    assert ttd.sebab_tidak(surat, oleh=pelaku(operator))
    assert ttd.sebab_tidak(surat, oleh=pelaku(bersertifikat)) == ""


def test_unit_bawaan_tetap_bertanda_tangan_basah(klien: Klien, surat: Dokumen, bersertifikat: Pengguna) -> None:
    aturan_cara("basah")
    db.session.commit()
    assert ttd.menunggu(untuk=pelaku(bersertifikat)) == []
    klien.masuk(bersertifikat)
    assert "secara elektronik" not in klien.get(f"/dokumen/{surat.id}").text


def _centang(halaman: str) -> dict[str, bool]:
    """Which papers are offered, and which of them are ticked."""
    kotak = re.findall(r'name="dokumen" type="checkbox" value="(\d+)"([^>]*)>', halaman)
    return {nomor: " checked" in sisa for nomor, sisa in kotak}


def test_beberapa_dokumen_ditandatangani_sekali_jalan(
    klien: Klien, terbit: Terbit, kerjakan: Kerjakan, surat: Dokumen, bersertifikat: Pengguna
) -> None:
    klien.masuk(bersertifikat)
    assert _centang(klien.get("/dokumen/tanda-tangan").text) == {str(surat.id): True}  # the only one: nothing to choose
    lain = terbit_surat(terbit)
    kerjakan()
    with hitung_sql() as perintah:
        halaman = klien.get("/dokumen/tanda-tangan").text
    assert len(perintah) <= 10, "\n".join(perintah)
    assert _centang(halaman) == {str(surat.id): False, str(lain.id): False}
    assert 'href="/dokumen/tanda-tangan?pilih=semua"' in halaman
    assert set(_centang(klien.get("/dokumen/tanda-tangan?pilih=semua").text).values()) == {True}
    kosong = klien.post("/dokumen/tanda-tangan", {"sandi": SANDI})
    assert (kosong.status_code, "Centang sedikitnya satu" in kosong.text) == (422, True)
    pilihan = {"sandi": SANDI, "dokumen": [str(surat.id), str(lain.id)]}
    assert klien.post("/dokumen/tanda-tangan", pilihan).text.count("<strong>ditandatangani</strong>") == 2
    ulang = klien.post("/dokumen/tanda-tangan", pilihan).text
    assert ulang.count("tidak menunggu tanda tangan Anda") == 2
    db.session.expire_all()
    assert db.session.query(Pindaian).filter_by(cara="elektronik").count() == 2
    assert "Tidak ada dokumen yang menunggu" in klien.get("/dokumen/tanda-tangan").text


def test_periksa_berkas_menilai_tanda_tangan_juga(
    app: Flask, surat: Dokumen, bersertifikat: Pengguna, tmp_path: Path
) -> None:
    p = ttd.catat(_tanda(surat, bersertifikat), oleh=pelaku(bersertifikat))
    db.session.commit()
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(files.baca(p.sha256))
    jalan = app.test_cli_runner().invoke
    sah = jalan(args=["dokumen", "periksa", str(berkas)])
    assert (sah.exit_code, "bertanda tangan elektronik" in sah.output, ": sah." in sah.output) == (0, True, True)
    # A certificate that is taken back later does not undo what it signed before.
    clock.bekukan(clock.sekarang() + dt.timedelta(days=1))
    assert jalan(args=["sertifikat", "cabut", bersertifikat.nama_pengguna]).exit_code == 0
    kemudian = jalan(args=["dokumen", "periksa", str(berkas)])
    assert (kemudian.exit_code, "sah. Sertifikatnya dicabut sesudah itu." in kemudian.output) == (0, True)
    berkas.write_bytes(berkas.read_bytes() + b" ")
    berubah = jalan(args=["dokumen", "periksa", str(berkas)])
    assert (berubah.exit_code, "tidak sama dengan dokumen" in berubah.output) == (1, True)


def test_sertifikat_yang_dicabut_tidak_menandatangani_lagi(
    klien: Klien, surat: Dokumen, bersertifikat: Pengguna
) -> None:
    """Neither a new request, nor one that had its signature made when the certificate was taken back."""
    tertanda = _tanda(surat, bersertifikat)
    sertifikat.cabut(db.session.query(Sertifikat).filter_by(jenis="pejabat").one())
    db.session.commit()
    with pytest.raises(TidakBisa, match="sudah dicabut"):
        ttd.catat(tertanda, oleh=pelaku(bersertifikat))
    db.session.rollback()
    nomor, isian = surat.id, _isian(surat)
    jawaban = klien.masuk(bersertifikat).post(f"/dokumen/{nomor}/tanda-tangan", isian)
    assert (jawaban.status_code, "Sertifikat Anda sudah dicabut" in jawaban.text) == (409, True)
    assert db.session.query(Pindaian).count() == 0


def test_frasa_sandi_yang_terus_salah_menunda_percobaan_berikutnya(
    klien: Klien, surat: Dokumen, bersertifikat: Pengguna
) -> None:
    alamat = f"/dokumen/{surat.id}/tanda-tangan"
    web = klien.masuk(bersertifikat)
    web.get("/dokumen/tanda-tangan")
    for _ in range(4):
        assert web.post(alamat, {"sandi": "bukan ini", "versi": 1}).status_code == 422
    ditunda = web.post(alamat, {"sandi": SANDI, "versi": 1})
    assert ditunda.status_code == 422
    assert "Coba lagi dalam" in ditunda.text
