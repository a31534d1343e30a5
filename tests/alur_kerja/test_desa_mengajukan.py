"""Can a village bring a packet from nothing to the kecamatan through the pages alone?"""

import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from halaman import versi
from klien import Klien
from pabrik import Desa, gambar, keluarga, warga

from app.domain.dokumen.models import Dokumen
from app.domain.rapat.models import Rapat
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket
from app.infra.db import db
from app.infra.jobs import kerjakan_satu


def _formulir(teks: str, aksi: str) -> dict[str, str]:
    """The hidden fields of the form that posts to an address, as a browser would send them."""
    m = re.search(rf'<form[^>]*action="{re.escape(aksi)}"[^>]*>(.*?)</form>', teks, re.DOTALL)
    assert m, f"no form for {aksi}"
    isian = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', m.group(1))
    return {nama: nilai for nama, nilai in isian if nama != "csrf_token"}


class Langkah:
    """One person at a browser."""

    def __init__(self, klien: Klien) -> None:
        self.klien = klien

    def kirim(self, halaman: str, aksi: str, **isi: object) -> str:
        """Open a page, send its form to `aksi`, and land where that leads."""
        teks = self.klien.get(halaman).text
        jawaban = self.klien.post(aksi, {**_formulir(teks, aksi), **isi})
        assert jawaban.status_code == 303, (aksi, jawaban.status_code, jawaban.text[-3000:])
        return jawaban.location

    def unggah(self, halaman: str, aksi: str, **isi: object) -> None:
        """As `kirim`, with files."""
        teks = self.klien.get(halaman).text
        jawaban = self.klien.post(aksi, {**_formulir(teks, aksi), **isi}, content_type="multipart/form-data")
        assert jawaban.status_code == 303, (aksi, jawaban.status_code, jawaban.text[-3000:])


@pytest.fixture
def desa(app: Flask) -> Desa:
    desa = Desa()
    warga(keluarga(), "SITI RAHAYU", jk="P")
    db.session.commit()
    return desa


def _foto() -> tuple[io.BytesIO, str]:
    return io.BytesIO(gambar()), "foto.jpg"


def test_desa_mengajukan_paket_dari_awal_lewat_halaman(klien: Klien, desa: Desa, app: Flask) -> None:
    operator = Langkah(klien.masuk(desa.operator))
    paket = operator.kirim("/", "/paket/pembuatan")

    # a resident is found and proposed
    hasil = klien.post("/registri/cari", _formulir(klien.get(paket).text, "/registri/cari") | {"q": "siti"})
    pilihan = klien.get(hasil.location).text
    usulan = klien.post(f"{paket}/usulan", _formulir(pilihan, f"{paket}/usulan") | {"jenis": "tambah"}).location
    _lengkapi(operator, usulan)

    # the meeting is planned, prepared, held
    rapat = operator.kirim(paket, f"{paket}/rapat").partition("?")[0]
    _rencanakan(operator, rapat)
    operator.kirim(paket, f"{paket}/persiapan")
    _catat_rapat(operator, rapat)
    nomor = usulan.rpartition("/")[2]
    hasil_musyawarah = f"{paket}/hasil-musyawarah"
    hadir = re.findall(r'name="hadir" value="(\d+)" checked', klien.get(hasil_musyawarah).text)
    operator.kirim(hasil_musyawarah, hasil_musyawarah, hadir=hadir, **{f"putusan.{nomor}": "sepakat"})
    operator.unggah(rapat, f"{rapat}/foto", jenis="FOTO_MUSDES", foto=_foto())
    operator.unggah(rapat, f"{rapat}/foto", jenis="PUBLIKASI", foto=(io.BytesIO(gambar("blue")), "papan.jpg"))

    # the papers are made, signed, scanned
    while kerjakan_satu(app.extensions["sahih.kerja"]):
        pass
    assert not db.session.scalars(sa.select(Dokumen.judul).where(Dokumen.sha256.is_(None))).all()
    unggah = f"/dokumen/unggah?paket={paket.rpartition('/')[2]}"
    penanda = re.findall(r'name="penanda"[^>]*value="(\d+)"', klien.get(unggah).text)
    assert penanda
    operator.unggah(unggah, "/dokumen/pindaian", penanda=penanda, berkas=_foto())

    # the head of the village submits
    teks = klien.get(paket).text
    assert "Pejabatnya memutuskan dengan masuk sendiri" in teks
    kades = Langkah(klien.masuk(desa.kades))
    kades.kirim(f"{paket}/pengajuan", f"{paket}/pengajuan")
    assert db.session.scalar(sa.select(Paket.status)) is StatusPaket.DIAJUKAN
    riwayat = klien.get(f"{paket}/riwayat").text
    assert f"{desa.kades.nama} mengajukan paket ke kecamatan." in riwayat


def _lengkapi(operator: Langkah, usulan: str) -> None:
    klien = operator.klien
    for jenis in re.findall(r'name="jenis" value="([A-Z_]+)"', klien.get(usulan).text):
        teks = klien.get(usulan).text
        assert f'action="{usulan}/berkas"' in teks
        berkas = {"jenis": jenis, "berkas": _foto()}
        assert klien.post(f"{usulan}/berkas", berkas, content_type="multipart/form-data").status_code == 303
    teks = klien.get(usulan).text
    isi = {"versi": versi(teks), "baru.keadaan": "Serabutan.", "_ada.program": "1", "baru.program": "pkh"}
    isi |= {"hubungan": "tidak_ada"} | dict.fromkeys(re.findall(r'name="(jawaban\.[^"]+)"', teks), "ya")
    jawaban = klien.post(f"{usulan}/kelengkapan", isi)
    assert jawaban.location.endswith("?lanjut=1"), klien.get(usulan).text[-3000:]
    assert db.session.scalar(sa.select(Usulan.status)) == "siap"


def _rencanakan(operator: Langkah, rapat: str) -> None:
    operator.kirim(
        rapat,
        f"{rapat}/rencana",
        perihal="Musyawarah pemutakhiran data",
        tanggal="2026-11-10",
        pukul_mulai="09:00",
        tempat="Balai desa",
        pengundang_nama="Ketua BPD",
        pengundang_jabatan="Ketua BPD",
    )
    orang = {
        f"{nama}-{i}": nilai
        for i in range(3)
        for nama, nilai in (("nama", f"Peserta {i}"), ("jabatan", "Ketua RT"), ("unsur", "rt"), ("jk", "L"))
    }
    tanda = {f"{apa}-{i}": "1" for apa in ("diundang", "hadir") for i in range(3)} | {"saksi-0": "1"}
    operator.kirim(f"{rapat}/peserta", f"{rapat}/peserta", **orang, **tanda)


def _catat_rapat(operator: Langkah, rapat: str) -> None:
    operator.kirim(
        rapat,
        f"{rapat}/hasil",
        pimpinan_nama="Pak Pimpinan",
        pimpinan_jabatan="Ketua BPD",
        notulis_nama="Bu Notulis",
        notulis_jabatan="Sekretaris desa",
        pembahasan="Setiap nama dibahas.",
        pukul_selesai="11:00",
        cara_keputusan="mufakat",
    )
    assert db.session.scalar(sa.select(Rapat.pembahasan)) == "Setiap nama dibahas."
