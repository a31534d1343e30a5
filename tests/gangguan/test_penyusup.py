"""What does somebody gain who records, types, examines or keeps the rules, and means harm? Each test must fail them."""

import dataclasses
import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest
import sqlalchemy as sa
from contoh_naskah import contoh
from flask import Flask
from klien import Klien
from pabrik import DESA, KABUPATEN, KECAMATAN, Desa, Kabupaten, cetak, gambar, orang, usulan

from app.domain.akses.models import Pengguna
from app.domain.akses.pengetikan import untuk_desa
from app.domain.akses.peran import Peran
from app.domain.aturan.operations import tetapkan
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import operations as dok
from app.domain.dokumen import pemindaian, penomoran, sertifikat
from app.domain.dokumen.konteks import ke_json
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.samaran import samarkan
from app.domain.dokumen.status import JenisDokumen
from app.domain.laporan import operations
from app.domain.laporan.models import BerkasPemeriksaan
from app.domain.usulan import isian
from app.domain.usulan import operations as op
from app.domain.usulan import operations_daftar as daftar_op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import DaftarMasuk
from app.domain.usulan.operations_pejabat import (
    jawab_keberatan,
    nyatakan_keberatan,
    simpan_formulir,
)
from app.domain.usulan.syarat_daftar import konfirmasi
from app.domain.usulan.syarat_pejabat import keberatan_terbuka
from app.infra import clock, files, jobs, pdf
from app.infra.db import Dasar, db
from app.infra.format import tanpa_nik
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh
from app.worker.kerja import KERJA

# What people write freely on papers: it may name anybody.
BEBAS = {
    "pembahasan", "keberatan", "catatan", "alasan", "keterangan", "kesimpulan", "pembebasan", "kendala",
    "tindak_lanjut", "apa", "siapa",
}  # fmt: skip
ALASAN = "Daftar yang saya tanda tangani bukan yang ini."


def aturan(kunci: str, kode: str, isi: dict[str, str], wilayah: str = KABUPATEN) -> None:
    admin = orang(Peran.ADMIN, KABUPATEN)
    tetapkan(kunci, kode, isi, wilayah_kode=wilayah, mulai=clock.hari_ini(), oleh=admin)


def test_pengetik_tidak_menjawab_keberatan_atas_keputusan_yang_dicatatnya(app: Flask) -> None:
    """One clerk types for the village, records its head's decision, and would wave the head's objection away."""
    aturan("diinput_oleh", "", {"peran": "operator_kecamatan"}, DESA)
    kab, desa = Kabupaten(), Desa()
    pengetik = untuk_desa(DESA, oleh=kab.petugas)
    paket = desa.siap_ajukan()
    simpan_formulir(paket, pemindaian.siapkan_pindaian([gambar()], "a.jpg"), oleh=pengetik)
    op.ajukan(paket, oleh=pengetik, versi=paket.versi_baris, dicatat=True)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)
    with pytest.raises((TidakBoleh, TidakBisa)):
        jawab_keberatan(paket, alasan="Sudah beres.", oleh=kab.petugas, versi=paket.versi_baris)
    jawab_keberatan(paket, alasan="Sudah ditemui.", oleh=kab.camat, versi=paket.versi_baris)


def test_pencatat_tidak_menjawab_keberatan_kepala_dinas(app: Flask) -> None:
    aturan("pejabat_masuk", Peran.KEPALA_DINSOS, {"masuk": "tidak"})
    desa, kab = Desa(), Kabupaten()
    paket = kab.diteruskan(desa.diajukan())
    for u in paket.usulan:
        opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=None)
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=None)
    pencatat = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    b = bundel_op.terbitkan(JenisBundel.VERVAL, [paket.id], oleh=kab.verifikator)
    d = db.session.get_one(Dokumen, b.dokumen_id)
    cetak([d])
    pemindaian.unggah_pindaian([d], [gambar()], penanda=[t.id for t in d.tanda_tangan], oleh=kab.verifikator)
    bundel_op.putuskan(b, oleh=pencatat, versi=b.versi_baris, dicatat=True)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.kadinsos, versi=paket.versi_baris)
    with pytest.raises((TidakBoleh, TidakBisa)):
        jawab_keberatan(paket, alasan="Sudah beres.", oleh=pencatat, versi=paket.versi_baris)


def test_tingkat_atas_tidak_menghabiskan_keberatan_pejabat_dengan_keberatan_pura_pura(app: Flask) -> None:
    """Objecting in the official's name and answering at once must not silence the official."""
    kab, desa = Kabupaten(), Desa()
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    nyatakan_keberatan(paket, alasan="Hanya salah ketik.", oleh=kab.petugas, versi=paket.versi_baris)
    with pytest.raises(TidakBisa, match="orang lain"):
        jawab_keberatan(paket, alasan="Beres.", oleh=kab.petugas, versi=paket.versi_baris)
    jawab_keberatan(paket, alasan="Beres.", oleh=kab.camat, versi=paket.versi_baris)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)
    assert [k.keberatan_alasan for k in keberatan_terbuka(paket.id)] == [ALASAN]
    with pytest.raises(TidakBisa, match="sudah dinyatakan"):
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)


def test_berkas_auditor_kecamatan_tidak_memuat_nama_kecamatan_lain(app: Flask) -> None:
    """The BA verval of the regency lies in the package of every packet on it, with everybody else's numbers."""
    desa, lain, kab = Desa(), Desa("33.28.11.2004"), Kabupaten()
    paket = desa.diajukan()
    kab.diteruskan(paket)
    lain_kab = Kabupaten()
    lain_kab.petugas = orang(Peran.OPERATOR_KECAMATAN, "33.28.11")
    lain_kab.camat = orang(Peran.CAMAT, "33.28.11", "Camat Tiga")
    jauh = lain_kab.diteruskan(lain.diajukan())
    for u in [*paket.usulan, *jauh.usulan]:
        opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=None)
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=None)
    b = bundel_op.terbitkan(JenisBundel.VERVAL, [paket.id, jauh.id], oleh=kab.verifikator)
    d = db.session.get_one(Dokumen, b.dokumen_id)
    rahasia = b"%PDF-1.7 BA verval sekabupaten"
    d.sha256, d.halaman = files.simpan(rahasia).sha256, 1
    cetak(list(db.session.scalars(sa.select(Dokumen))))
    auditor = orang(Peran.AUDITOR, KECAMATAN)
    berkas = operations.minta_paket(paket.id, oleh=auditor)
    assert operations.minta_paket(paket.id, oleh=auditor).id == berkas.id, "a hundred presses are one job"
    db.session.commit()
    nomor = berkas.id
    while jobs.kerjakan_satu({**KERJA, "dokumen.buat": lambda *a, **k: None}):
        pass
    berkas = db.session.get_one(BerkasPemeriksaan, nomor)
    arsip = zipfile.ZipFile(io.BytesIO(files.baca(berkas.sha256)))
    isi = [arsip.read(n) for n in arsip.namelist()]
    assert rahasia not in isi


SIAPA, KODE_LACAK = "SITI RAHAYU", "7Q2K9M4XT0"


def test_contoh_naskah_bagi_admin_tidak_menyebut_warga_dan_kode_lacaknya() -> None:
    """The sample of a rule is a real paper: whoever keeps the rules reads no resident's story out of it."""
    for jenis in JenisDokumen:
        isi, _ = contoh(jenis, penuh=True)
        tertulis = json.dumps(ke_json(samarkan(_berkisah(isi))), ensure_ascii=False)
        assert SIAPA not in tertulis, jenis
        assert KODE_LACAK not in tertulis, jenis


def _berkisah(nilai: Any, medan: str = "") -> Any:
    """The same content with a resident in everything that people write freely."""
    if isinstance(nilai, list):
        return [_berkisah(n, medan) for n in nilai]
    if dataclasses.is_dataclass(nilai) and not isinstance(nilai, type):
        isi = {f.name: _berkisah(getattr(nilai, f.name), f.name) for f in dataclasses.fields(nilai)}
        return dataclasses.replace(nilai, **isi)
    if medan == "kode_lacak":
        return KODE_LACAK
    return f"Menurut {SIAPA}, {nilai}" if medan in BEBAS and isinstance(nilai, str) else nilai


def _pdf(data: dict[str, str]) -> bytes:
    """A page that carries the data, as our own printer puts it in."""
    return pdf.cetak_bagian(
        ["<p>Naskah</p>"], sertaan=pdf.Sertaan("isi.json", json.dumps(data), "Isi", "2026-11-12")
    ).isi


def test_pindaian_tidak_membawa_data_lain_di_dalam_berkasnya(app: Flask) -> None:
    """Page as agreed, other names in the JSON inside: programs would take those, and /v would call the file genuine."""
    desa = Desa()
    paket = desa.siap_diajukan()
    d = next(d for d in dok.milik_paket(paket.id) if d.tanda_tangan)
    asli = _pdf({"bentuk": "sahih/1", "nama": "SITI"})
    d.sha256, d.halaman = files.simpan(asli).sha256, 1
    db.session.flush()
    penanda = [t.id for t in d.tanda_tangan]
    palsu = _pdf({"bentuk": "sahih/1", "nama": "ANAK KADES"})
    with pytest.raises(GalatIsian, match=r"isi\.json"):
        pemindaian.unggah_pindaian([d], [palsu], penanda=penanda, oleh=desa.operator)
    assert pemindaian.unggah_pindaian([d], [asli], penanda=penanda, oleh=desa.operator)


def test_segel_lama_tidak_hidup_lagi_ketika_yang_baru_dicabut(app: Flask) -> None:
    """Who left the office still knows the passphrase of the seal before."""
    sertifikat.buat_ca(KABUPATEN)
    lama = sertifikat.terbitkan_segel(DESA, "frasa sandi lama sekali", alamat="https://sahih.test")
    baru = sertifikat.terbitkan_segel(DESA, "frasa sandi yang baru", alamat="https://sahih.test")
    assert lama.dicabut is not None
    sertifikat.cabut(baru)
    assert sertifikat.segel(DESA) is None


NIK = "3328101708850001"


@pytest.mark.parametrize("tulisan", [NIK, "3328 1017 0885 0001", "332810-170885-0001"])
def test_nik_dalam_kalimat_tidak_tersimpan_dan_tidak_tercetak(app: Flask, tulisan: str) -> None:
    """People write a NIK into a reason; from there it would reach notices on the wall, lists, and a stolen backup."""
    desa, kab = Desa(), Kabupaten()
    paket = desa.paket()
    paket = desa.siap_ajukan(paket, {paket.usulan[0].id: ("tidak", "data_tidak_benar", f"NIK {tulisan} ganda")})
    umum = db.session.scalars(sa.select(Dokumen).where(Dokumen.jenis == JenisDokumen.PENGUMUMAN_HASIL)).one()
    assert "3328••••••••0001" in json.dumps(umum.konteks, ensure_ascii=False)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    tanda = [(None, "ba_tidak_lengkap", f"NIK {tulisan} salah.")]
    op.kembalikan(paket, tanda, oleh=kab.petugas, versi=paket.versi_baris)
    assert paket.tanda[-1].teks == "NIK 3328••••••••0001 salah."
    db.session.commit()
    ada = [tuple(r) for t in Dasar.metadata.sorted_tables for r in db.session.execute(sa.select(t))]
    assert tulisan not in repr(ada)


def test_dua_tanggal_dan_nomor_surat_bukan_nik() -> None:
    for kalimat in ("17-11-2026 18-11-2026", "400.9/021/33.28.10.2004/XI/2026", "NIP 197001011990031001"):
        assert tanpa_nik(kalimat) == kalimat


def test_nomor_yang_diketik_tetap_satu_baris_dan_tanpa_nik(app: Flask) -> None:
    """The number is public on /v, and stands in the sheet of a package that says how to verify."""
    aturan("nomor", "surat_pengantar", {"mode": "buku_agenda"}, DESA)
    desa = Desa()
    nomor = f"400/77/2026\r\n   Kode PALSU {NIK}"
    penomoran.tulis_agenda({JenisDokumen.SURAT_PENGANTAR: nomor}, oleh=desa.operator)
    assert penomoran.agenda(DESA, clock.hari_ini(), untuk=desa.operator)[0].nomor == (
        "400/77/2026 Kode PALSU 3328••••••••0001"
    )


def test_penyusun_daftar_kabupaten_tidak_menanggapinya_atas_nama_desa(app: Flask) -> None:
    """Asked by Dinas Sosial, answered by the same clerk at the village's keyboard: nobody asked the village."""
    aturan("diinput_oleh", "", {"peran": "verifikator_dinsos"}, DESA)
    kab = Kabupaten()
    masuk = {"sumber_nomor": "470/1/2026", "sumber_tanggal": dt.date(2026, 11, 3), "jenis": "hapus"}
    lain = {"jalur": "dukcapil", "sha256": "0" * 64, "nama_asal": "a.xlsx", "laporan": []}
    daftar = DaftarMasuk(
        wilayah_kode=KABUPATEN, oleh=kab.verifikator.pengguna_id, penugasan_id=kab.verifikator.penugasan_id,
        alasan_kode="meninggal", **masuk, **lain,
    )  # fmt: skip
    db.session.add(daftar)
    db.session.flush()
    paket = daftar_op.buat_paket_daftar(DESA, daftar, oleh=kab.verifikator)
    usulan(paket, kab.verifikator, "hapus")
    daftar_op.minta_tanggapan(paket, oleh=kab.verifikator, versi=paket.versi_baris)
    jawaban = {k.id: ("ya", "") for k in konfirmasi(paket.id)}
    assert jawaban
    with pytest.raises(TidakBisa, match="orang lain"):
        daftar_op.tanggapi(paket, jawaban, oleh=untuk_desa(DESA, oleh=kab.verifikator), versi=paket.versi_baris)
    daftar_op.tanggapi(paket, jawaban, oleh=orang(Peran.OPERATOR_DESA), versi=paket.versi_baris)


@pytest.mark.parametrize(
    ("medan", "nilai"), [("rt", "9" * 60), ("nama", "A" * 400), ("nik", "abc"), ("tanggal_lahir", "9999-12-31")]
)
def test_satu_perbaikan_beracun_tidak_menahan_pengesahan_semua_desa(app: Flask, medan: str, nilai: str) -> None:
    """A correction that no column takes stopped the sign-off of everybody's list, months after it was typed."""
    desa, kab = Desa(), Kabupaten()
    paket = desa.paket(1, "perbaikan")
    u = paket.usulan[0]
    lama = getattr(u.keluarga if medan == "rt" else u.warga, medan)
    paket = kab.terverifikasi(kab.diteruskan(desa.diajukan(paket)))
    u.isi = {**u.isi, "baru": {**u.isi["baru"], medan: nilai}}  # typed before it was looked at
    awalan = {"rt": "RT: ", "nama": "Nama", "nik": "NIK: ", "tanggal_lahir": "Tanggal lahir: "}[medan]
    assert any(k.kalimat.startswith(awalan) for k in isian.kurang(u, set(), clock.hari_ini()))
    kab.disahkan(paket)
    assert paket.status == "disahkan"
    assert getattr(u.keluarga if medan == "rt" else u.warga, medan) == lama


@pytest.mark.parametrize("nomor", ["²", "9" * 5000, "9" * 18, "-1", " "])
def test_nama_isian_yang_bukan_nomor_tidak_mengganggu(app: Flask, nomor: str) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.dikembalikan(kab.petugas)
    alamat = f"/paket/{paket.id}"
    db.session.commit()
    k = Klien(app).masuk(db.session.get_one(Pengguna, desa.operator.pengguna_id).nama_pengguna)
    k.get(alamat)
    assert k.post(f"{alamat}/tanda", {f"jawaban.{nomor}": "diperbaiki"}).status_code in (303, 404)
