"""Can anybody make a paper look signed that is not: by forging, replaying, swapping bytes, or for somebody else?"""

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from contoh_bagian import penanda
from dokumen.conftest import ALAMAT, DESA, SANDI, Kerjakan, Terbit, terbit_surat
from flask import Flask
from klien import Klien
from pabrik import gambar, orang, pelaku, pengguna

from app.domain.akses.models import Pengguna
from app.domain.akses.peran import Peran
from app.domain.dokumen import keaslian, operations, pemindaian, sertifikat
from app.domain.dokumen import penandatanganan as ttd
from app.domain.dokumen.models import Dokumen, Pindaian
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.dokumen.status import StatusDokumen as S
from app.infra import files, signing
from app.infra.db import db
from app.infra.galat import HalamanUsang, TidakAda, TidakBisa


def _tertanda(d: Dokumen, p: Pengguna) -> ttd.Tertanda:
    siap = ttd.siapkan(d.id, oleh=pelaku(p), alamat=ALAMAT)
    kunci = ttd.kunci_saya(oleh=pelaku(p), sandi=SANDI)
    db.session.rollback()
    with ttd.penandatangan(kunci, SANDI, signing.Setelan()) as juru:
        return ttd.tandatangani(siap, juru, kunci.seri)


def test_naskah_yang_digantikan_saat_ditandatangani_tidak_menjadi_bertanda_tangan(
    surat: Dokumen, terbit: Terbit, bersertifikat: Pengguna
) -> None:
    tertanda = _tertanda(surat, bersertifikat)
    operator = orang(Peran.OPERATOR_DESA, DESA)
    operations.batalkan(surat, oleh=operator, alasan="Keliru")
    operations.gantikan(surat, terbit_surat(terbit), oleh=operator)
    db.session.commit()
    with pytest.raises(TidakBisa):
        ttd.catat(tertanda, oleh=pelaku(bersertifikat))
    db.session.rollback()
    with pytest.raises(TidakBisa):
        ttd.siapkan(surat.id, oleh=pelaku(bersertifikat), alamat=ALAMAT)
    assert (surat.status, surat.pindaian) == (S.DIGANTIKAN, [])


def test_tanda_tangan_satu_naskah_tidak_dapat_dipakai_untuk_naskah_lain(
    surat: Dokumen, terbit: Terbit, kerjakan: Kerjakan, bersertifikat: Pengguna
) -> None:
    """Signed bytes are recorded only for the paper, the line and the bytes that they were made for."""
    lain = terbit_surat(terbit)
    kerjakan()
    tertanda, oleh = _tertanda(surat, bersertifikat), pelaku(bersertifikat)
    palsu = replace(tertanda, siap=replace(tertanda.siap, dokumen_id=lain.id, penanda_id=lain.tanda_tangan[0].id))
    with pytest.raises(HalamanUsang):
        ttd.catat(palsu, oleh=oleh)
    db.session.rollback()
    asing = pelaku(pengguna(Peran.KEPALA_DESA, "33.28.11.2004", nama=bersertifikat.nama))
    with pytest.raises(TidakAda):
        ttd.siapkan(surat.id, oleh=asing, alamat=ALAMAT)
    with pytest.raises(TidakBisa):
        ttd.catat(tertanda, oleh=asing)
    db.session.rollback()
    assert db.session.query(Pindaian).count() == 0


def test_byte_yang_berubah_di_gudang_tidak_ikut_ditandatangani(surat: Dokumen, bersertifikat: Pengguna) -> None:
    """The store notices by the hash; nothing is signed, and the paper stays as it was."""
    tempat = files.jalur_tersegel(str(surat.sha256))
    tersegel = bytearray(tempat.read_bytes())
    tersegel[100] ^= 1
    tempat.chmod(0o600)
    tempat.write_bytes(tersegel)
    with pytest.raises(files.BerkasRusak):
        _tertanda(surat, bersertifikat)
    db.session.rollback()
    assert db.session.query(Pindaian).count() == 0


def test_pindaian_bertuliskan_tanda_tangan_elektronik_tetap_pindaian(surat: Dokumen, bersertifikat: Pengguna) -> None:
    """Who uploads a file that looks electronically signed has uploaded a scan: nobody's electronic signature."""
    isi = files.baca(_tertanda(surat, bersertifikat).sha256)
    operator = orang(Peran.OPERATOR_DESA, DESA)
    berkas = pemindaian.siapkan_pindaian([isi], "tertanda.pdf")
    d = db.session.get_one(Dokumen, surat.id)
    pemindaian.unggah_pindaian(
        [d], berkas, penanda={d.tanda_tangan[0].id}, oleh=operator, versi={d.id: d.versi_baris}, nomor={}
    )
    db.session.commit()
    ada = keaslian.periksa(d.kode)
    assert ada is not None
    assert ada.penanda[0].cara == "tanda tangan basah, dipindai"
    assert keaslian.tingkat_elektronik(d.pindaian[0].sha256) is None


def test_tanda_tangan_basah_dan_elektronik_pada_satu_naskah(
    klien: Klien, terbit: Terbit, kerjakan: Kerjakan, bersertifikat: Pengguna
) -> None:
    """One signs on screen, the other on paper; the gate is met when both have, and anybody is told how each signed."""
    berdua = [
        penanda("Kepala Desa Slawi Kulon", bersertifikat.nama, kode="kepala_desa"),
        penanda("Ketua BPD", "Drs. H. Suparman Wiryo", letak="mengetahui"),
    ]
    d = terbit(J.SURAT_PENGANTAR, penanda=berdua)
    kerjakan()
    d = db.session.get_one(Dokumen, d.id)
    ttd.catat(_tertanda(d, bersertifikat), oleh=pelaku(bersertifikat))
    db.session.commit()
    assert d.status is S.TERBIT
    berkas = pemindaian.siapkan_pindaian([gambar()], "pindai.jpg")
    operator = orang(Peran.OPERATOR_DESA, DESA)
    pemindaian.unggah_pindaian(
        [d], berkas, penanda={d.tanda_tangan[1].id}, oleh=operator, versi={d.id: d.versi_baris}, nomor={}
    )
    db.session.commit()
    assert d.status is S.BERTANDA_TANGAN
    teks = re.sub(r"\s+", " ", klien.get(f"/v/{d.kode}").text)
    assert "tanda tangan elektronik, tanpa cap waktu tepercaya, dicatat" in teks
    assert "tanda tangan basah, dipindai, dicatat" in teks
    # An empty field of who signs by hand would be a hole in the file: there is none.
    with pikepdf.open(io.BytesIO(files.baca(d.pindaian[0].sha256))) as pdf:
        assert [str(b.T) for b in pdf.Root.AcroForm.Fields] == ["penanda-1", "segel"]


def test_nik_dan_frasa_sandi_tidak_melewati_pintu_masuk(app: Flask, surat: Dokumen, bersertifikat: Pengguna) -> None:
    """The session ended before the button was pressed: what is typed again is the paper, not the secrets."""
    isian = {"rahasia_nik": "3328100101800001", "sandi": SANDI, "sandi_segel": "x", "versi": "1", "kembali": "/paket/1"}
    jawaban = app.test_client().post(
        f"/dokumen/{surat.id}/tanda-tangan", data=isian, headers={"Origin": "http://localhost"}
    )
    assert "/paket/1" in jawaban.text
    assert "_titipan" in jawaban.text
    assert not [rahasia for rahasia in ("3328100101800001", SANDI, "sandi_segel") if rahasia in jawaban.text]
    assert sertifikat.milik(pelaku(bersertifikat)) is not None
