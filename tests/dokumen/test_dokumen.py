"""Are papers numbered, coded, drawn once, signed by the right hands, and superseded without being lost?"""

import hashlib
import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from contoh_naskah import contoh
from flask import Flask
from pabrik import gambar, orang

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.dokumen import keaslian, operations, pemindaian, queries, syarat
from app.domain.dokumen.kode import HURUF, berkelompok, kode_baru, normalkan
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.dokumen.status import StatusDokumen as S
from app.domain.usulan.models import Paket
from app.infra import clock, files, pdf
from app.infra.audit import Audit
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBisa, TidakBoleh

DESA, KECAMATAN, KABUPATEN = "33.28.10.2004", "33.28.10", "33.28"
Terbit = Callable[..., Dokumen]
Kerjakan = Callable[[], None]


def _ttd(d: Dokumen, gerbang: str = "desa") -> list[int]:
    return [t.id for t in d.tanda_tangan if t.gerbang == gerbang]


def test_penerbitan_memberi_nomor_kode_penanda_dan_jejak(terbit: Terbit, paket: Paket) -> None:
    d = terbit(J.SPTJM)
    assert d.nomor == "400.9/001/33.28.10.2004/XI/2026"
    assert normalkan(d.kode) == d.kode
    assert [(t.jabatan, t.gerbang) for t in d.tanda_tangan] == [
        ("Kepala Desa Slawi Kulon", "desa"),
        ("Plt. Camat Slawi", "telaah"),
    ]
    assert db.session.scalars(sa.select(DokumenPaket.paket_id).where(DokumenPaket.dokumen_id == d.id)).all() == [
        paket.id
    ]
    a = db.session.scalars(sa.select(Audit).where(Audit.objek == f"dokumen:{d.id}")).one()
    assert (a.rantai, a.aksi, a.ke) == (paket.rantai, "dokumen.terbitkan", "terbit")


def test_dua_dokumen_satu_klasifikasi_tidak_pernah_bernomor_sama(terbit: Terbit) -> None:
    nomor = [terbit(j).nomor for j in (J.SPTJM, J.SURAT_PENGANTAR, J.SURAT_PENGANTAR, J.UNDANGAN)]
    assert nomor == [f"400.9/00{i}/33.28.10.2004/XI/2026" for i in (1, 2, 3)] + ["005/001/33.28.10.2004/XI/2026"]
    assert terbit(J.LAMPIRAN).nomor == ""


def test_nomor_buku_agenda_wajib_diketik(terbit: Terbit) -> None:
    db.session.add(
        Aturan(
            kunci="nomor", kode="sptjm", wilayah_kode=DESA, mulai=clock.hari_ini(), urut=0, isi={"mode": "buku_agenda"}
        )
    )
    db.session.execute(sa.update(AturanVersi).values(nomor=AturanVersi.nomor + 1))
    db.session.commit()
    with pytest.raises(GalatIsian, match="buku agenda"):
        terbit(J.SPTJM)
    assert terbit(J.SPTJM, nomor=" 460/12 ").nomor == "460/12"


def test_konteks_jenis_lain_ditolak(terbit: Terbit) -> None:
    with pytest.raises(TypeError, match="Sptjm"):
        terbit(J.SPTJM, konteks=contoh(J.NOTULEN, penuh=True)[0])


def test_pengamat_tidak_bisa_menerbitkan(terbit: Terbit) -> None:
    with pytest.raises(TidakBoleh):
        terbit(J.SPTJM, oleh=orang(Peran.PENGAMAT, DESA))
    with pytest.raises(TidakBoleh):
        terbit(J.SPTJM, oleh=orang(Peran.OPERATOR_DESA, "33.28.11.2004"))


def test_naskah_dibuat_sekali_dan_hash_tidak_pernah_berubah(terbit: Terbit, kerjakan: Kerjakan, app: Flask) -> None:
    d = terbit(J.SPTJM)
    kerjakan()
    kini = db.session.get_one(Dokumen, d.id)
    assert kini.sha256
    isi = files.baca(kini.sha256)
    assert hashlib.sha256(isi).hexdigest() == kini.sha256
    assert (kini.ukuran, kini.halaman, kini.galat) == (len(isi), 1, None)
    pertama = kini.sha256
    # Another address would draw other bytes: a second run must not.
    app.config["SAHIH_ALAMAT"] = "https://lain.contohkab.go.id"
    app.extensions["sahih.kerja"]["dokumen.buat"](None, dokumen_id=d.id)
    db.session.commit()
    assert db.session.scalar(sa.select(Dokumen.sha256).where(Dokumen.id == d.id)) == pertama


def test_naskah_yang_macet_dibunuh_diulang_sekali_lalu_tampak_dan_dapat_dibuat_ulang(
    terbit: Terbit,
    kerjakan: Kerjakan,
    operator: Pelaku,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    d = terbit(J.SPTJM)
    pdf.hentikan()
    batas = pdf.BATAS_BAGIAN
    monkeypatch.setattr(pdf, "BATAS_BAGIAN", 0.05)  # not even time to start
    kerjakan()
    assert caplog.messages.count("pdf_proses.py lost: waktu") == 2
    d = db.session.get_one(Dokumen, d.id)
    assert d.sha256 is None
    assert d.galat is not None
    assert d.galat.startswith("Pembuatan naskah PDF melewati batas waktu.")
    monkeypatch.setattr(pdf, "BATAS_BAGIAN", batas)
    operations.ulangi(d, oleh=operator, versi=d.versi_baris)
    kerjakan()
    d = db.session.get_one(Dokumen, d.id)
    assert d.sha256
    assert d.galat is None
    with pytest.raises(TidakBisa, match="sudah jadi"):
        operations.ulangi(d, oleh=operator, versi=d.versi_baris)


def test_pindaian_menandai_penanda_dan_menaikkan_status(
    terbit: Terbit, kerjakan: Kerjakan, operator: Pelaku, paket: Paket
) -> None:
    d = terbit(J.SPTJM)
    kerjakan()
    d = operations.muat(d.id)
    (kalimat,) = syarat.belum_ditandatangani(paket.id, "desa")
    assert kalimat.startswith(f"Surat pernyataan tanggung jawab mutlak nomor {d.nomor} belum ditandatangani ")
    assert kalimat.endswith("Kepala Desa Slawi Kulon (Slamet Riyadi, S.Sos.).")
    pemindaian.unggah_pindaian([d], [gambar()], penanda=_ttd(d), oleh=operator, versi={d.id: d.versi_baris})
    assert d.status is S.BERTANDA_TANGAN
    assert d.tanda_tangan[0].cara == "basah"
    assert syarat.belum_ditandatangani(paket.id, "desa") == []
    assert len(syarat.belum_ditandatangani(paket.id, "telaah")) == 1
    assert syarat.belum_dikonfirmasi_banyak([paket.id])[paket.id]
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    pemindaian.unggah_pindaian([d], [gambar("red")], penanda=_ttd(d, "telaah"), oleh=petugas)
    assert d.status is S.BERTANDA_TANGAN
    assert syarat.belum_ditandatangani(paket.id, "telaah") == []


def test_satu_pindaian_untuk_beberapa_dokumen(terbit: Terbit, kerjakan: Kerjakan, operator: Pelaku) -> None:
    dua = [terbit(J.SPTJM), terbit(J.SURAT_PENGANTAR)]
    kerjakan()
    dua = [operations.muat(d.id) for d in dua]
    hasil = pemindaian.unggah_pindaian(
        dua, [gambar(), gambar("red")], penanda=[i for d in dua for i in _ttd(d)], oleh=operator
    )
    assert {p.sha256 for p in hasil} == {hasil[0].sha256}
    assert hasil[0].halaman == 2
    assert [d.status for d in dua] == [S.BERTANDA_TANGAN] * 2


def test_belum_semua_penanda_wajib_belum_bertanda_tangan(terbit: Terbit, kerjakan: Kerjakan, operator: Pelaku) -> None:
    d = terbit(J.BA_MUSYAWARAH)
    kerjakan()
    d = operations.muat(d.id)
    wajib = [t.id for t in d.tanda_tangan if t.wajib]
    pemindaian.unggah_pindaian([d], [gambar()], penanda=wajib[:2], oleh=operator)
    assert d.status is S.TERBIT
    pemindaian.unggah_pindaian([d], [gambar()], penanda=wajib[2:], oleh=operator)
    assert d.status is S.BERTANDA_TANGAN


def test_pindaian_ditolak_bila_bukan_pada_tempatnya(terbit: Terbit, kerjakan: Kerjakan, operator: Pelaku) -> None:
    d = terbit(J.SPTJM)
    db.session.flush()
    with pytest.raises(TidakBisa, match="belum jadi"):
        pemindaian.unggah_pindaian([d], [gambar()], penanda=_ttd(d), oleh=operator)
    kerjakan()
    d = operations.muat(d.id)
    with pytest.raises(TidakBoleh, match="unit penerbit"):
        pemindaian.unggah_pindaian([d], [gambar()], penanda=_ttd(d), oleh=orang(Peran.OPERATOR_KECAMATAN, KECAMATAN))
    with pytest.raises(TidakBoleh):
        pemindaian.unggah_pindaian([d], [gambar()], penanda=_ttd(d), oleh=orang(Peran.OPERATOR_DESA, "33.28.11.2004"))
    with pytest.raises(GalatIsian, match="Centang"):
        pemindaian.unggah_pindaian([d], [gambar()], penanda=[], oleh=operator)
    with pytest.raises(GalatIsian, match="bukan PDF"):
        pemindaian.unggah_pindaian([d], [b"halo"], penanda=_ttd(d), oleh=operator)
    with pytest.raises(HalamanUsang):
        pemindaian.unggah_pindaian([d], [gambar()], penanda=_ttd(d), oleh=operator, versi={d.id: 99})
    operations.batalkan(d, oleh=operator, alasan="Dibuka kembali")
    with pytest.raises(TidakBisa, match="tidak berlaku"):
        pemindaian.unggah_pindaian([d], [gambar()], penanda=_ttd(d), oleh=operator)
    assert all(t.cara is None for t in d.tanda_tangan)


def test_konfirmasi_hanya_oleh_tingkat_di_atas_penerbit(
    terbit: Terbit, kerjakan: Kerjakan, operator: Pelaku, paket: Paket
) -> None:
    d = terbit(J.SURAT_PENGANTAR)
    kerjakan()
    d = operations.muat(d.id)
    pemindaian.unggah_pindaian([d], [gambar()], penanda=_ttd(d), oleh=operator)
    with pytest.raises(TidakBoleh):
        pemindaian.konfirmasi(d, oleh=operator, versi=d.versi_baris)
    petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    with pytest.raises(GalatIsian, match="alasan"):
        pemindaian.tolak_pindaian(d, oleh=petugas, versi=d.versi_baris, alasan=" ")
    pemindaian.tolak_pindaian(d, oleh=petugas, versi=d.versi_baris, alasan="Halaman 2 tidak terbaca.")
    assert d.status is S.TERBIT
    assert d.tanda_tangan[0].cara is None
    assert d.pindaian[0].ditolak_alasan == "Halaman 2 tidak terbaca."
    pemindaian.unggah_pindaian([d], [gambar("red")], penanda=_ttd(d), oleh=operator)
    pemindaian.konfirmasi(d, oleh=petugas, versi=d.versi_baris)
    assert d.status is S.TERKONFIRMASI
    assert syarat.belum_dikonfirmasi_banyak([paket.id])[paket.id] == []


def test_dinsos_tidak_mengonfirmasi_naskahnya_sendiri(terbit: Terbit, kerjakan: Kerjakan) -> None:
    vd = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    isi, penanda = contoh(J.BA_VERVAL, penuh=False)
    d = terbit(J.BA_VERVAL, unit_kode=KABUPATEN, unit_nama="Dinas Sosial", konteks=isi, penanda=penanda, oleh=vd)
    kerjakan()
    d = operations.muat(d.id)
    pemindaian.unggah_pindaian([d], [gambar()], penanda=_ttd(d, "verval"), oleh=vd)
    with pytest.raises(TidakBoleh, match="empat mata"):
        pemindaian.konfirmasi(d, oleh=vd, versi=d.versi_baris)
    with pytest.raises(TidakBisa, match="tingkat di atasnya"):
        pemindaian.konfirmasi(d, oleh=orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN), versi=d.versi_baris)


def test_pembatalan_paket_tidak_menyentuh_yang_dikutip_dan_yang_bersama(
    terbit: Terbit, operator: Pelaku, paket: Paket
) -> None:
    milik, terima = terbit(J.SURAT_PENGANTAR), terbit(J.TANDA_TERIMA)
    anak = Paket(
        nomor="USL/33.28.10.2004/2026-11/2",
        wilayah_kode=DESA,
        periode="2026-11",
        urut=2,
        status="dikembalikan",
        dibuat_oleh=operator.pengguna_id,
    )
    db.session.add(anak)
    db.session.flush()
    operations.kutip(paket.id, anak.id)
    assert operations.batalkan_paket(anak.id, None, oleh=operator, alasan="Disusun ulang") == []
    assert syarat.dokumen_berlaku(anak.id, J.SURAT_PENGANTAR) is milik
    assert operations.batalkan_paket(paket.id, None, oleh=operator, alasan="Dibuka") == [milik]
    assert (milik.status, terima.status) == (S.BATAL, S.TERBIT)
    assert syarat.dokumen_berlaku(paket.id, J.SURAT_PENGANTAR) is None


def test_yang_digantikan_menyebut_penggantinya(terbit: Terbit, operator: Pelaku) -> None:
    lama, baru = terbit(J.SPTJM), terbit(J.SPTJM)
    operations.batalkan(lama, oleh=operator, alasan="Diperbaiki")
    operations.gantikan(lama, baru, oleh=operator)
    assert lama.status is S.DIGANTIKAN
    publik = keaslian.periksa(lama.kode)
    assert publik is not None
    assert (publik.keadaan, publik.pengganti_kode) == ("digantikan", baru.kode)


def test_dokumen_desa_lain_tidak_ada_bagi_yang_tidak_berhak(terbit: Terbit, kerjakan: Kerjakan, paket: Paket) -> None:
    d = terbit(J.SPTJM)
    kerjakan()
    lain = orang(Peran.OPERATOR_DESA, "33.28.11.2004")
    for tanya in (queries.satu, queries.berkas):
        with pytest.raises(TidakAda):
            tanya(d.id, untuk=lain)
    assert queries.untuk_paket(paket.id, untuk=lain) == []
    assert queries.untuk_paket(paket.id, untuk=orang(Peran.ADMIN, KABUPATEN)) == []
    baris = queries.untuk_paket(paket.id, untuk=orang(Peran.CAMAT, KECAMATAN))
    assert [(b.judul, b.wajib, b.sudah, b.jadi) for b in baris] == [
        ("Surat pernyataan tanggung jawab mutlak", 2, 0, True)
    ]


def test_keterangan_publik_tidak_memuat_nama_warga_dan_nik(terbit: Terbit, kerjakan: Kerjakan) -> None:
    d = terbit(J.LAMPIRAN)
    kerjakan()
    teks = repr(keaslian.periksa(d.kode))
    assert not re.search(r"\b\d{16}\b", teks)
    assert "Warga Contoh" not in teks


def test_berkas_ditemukan_dari_sidiknya(terbit: Terbit, kerjakan: Kerjakan, operator: Pelaku) -> None:
    d = terbit(J.SPTJM)
    kerjakan()
    d = operations.muat(d.id)
    p = pemindaian.unggah_pindaian([d], [gambar()], penanda=_ttd(d), oleh=operator)[0]
    for sidik, jenis in ((d.sha256, "terbit"), (p.sha256, "pindaian")):
        ada = keaslian.periksa_berkas(str(sidik))
        assert ada is not None
        assert ada.kode == d.kode
        assert ada.cocok(str(sidik)) == jenis
    assert keaslian.periksa_berkas("0" * 64) is None


def test_kode_acak_dan_memaafkan_salah_ketik() -> None:
    assert len({kode_baru() for _ in range(500)}) == 500
    assert len(HURUF) ** 12 > 2**50
    assert normalkan(" 7q2k-9m4x tObd ") == "7Q2K9M4XT0BD"
    assert normalkan("IL00-0000-0000") == "110000000000"
    assert normalkan("7Q2K") is None
    assert normalkan("7Q2K-9M4X-T0BÜ") is None
    assert berkelompok("7Q2K9M4XT0BD") == "7Q2K-9M4X-T0BD"
