"""Are the numbers on every paper of a packet's way those counted in the database, read back from the PDF's text?"""

import re

import pypdfium2
import sqlalchemy as sa
from flask import Flask
from pabrik import Desa, Kabupaten

from app.domain.bundel import operations_laporan as laporan
from app.domain.dokumen.konteks import cairkan
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.rapat.models import Peserta
from app.domain.usulan.models import Paket, Usulan
from app.domain.wilayah.models import Wilayah
from app.infra.db import db
from app.infra.format import terbilang
from app.worker.cetak import cetak

# Reasons of a decision, by the rules as they are installed.
TUNDA, TIDAK = "perlu_kunjungan", "dinilai_mampu"


def jalan() -> tuple[Paket, dict[J, str]]:
    """A packet of seven names with every decision, signed off; the text of each of its papers."""
    desa, kab = Desa(), Kabupaten()
    paket = desa.paket(7)
    satu, dua, tiga, *_ = [u.id for u in paket.usulan]
    putusan = {satu: ("tunda", TUNDA, ""), dua: ("tidak", TIDAK, ""), tiga: ("tidak", TIDAK, "")}
    desa.diajukan(paket, putusan)
    kab.diteruskan(paket)
    kab.terverifikasi(paket)
    kab.disahkan(paket)
    laporan.terbitkan(paket.periode, laporan.Tambahan(pengaduan_masuk=9, pengaduan_selesai=4), oleh=kab.kadinsos)
    db.session.commit()
    semua = db.session.execute(sa.select(Dokumen.jenis, Dokumen.konteks).order_by(Dokumen.id)).all()
    return paket, {jenis: teks(beku) for jenis, beku in semua}


def teks(beku: dict[str, object]) -> str:
    pdf = pypdfium2.PdfDocument(cetak(*cairkan(beku), "http://127.0.0.1:8000").isi)
    return re.sub(r"\s+", " ", " ".join(h.get_textpage().get_text_range() for h in pdf))


def n(jumlah: int) -> str:
    return f"{jumlah} ({terbilang(jumlah)})"


def hitung(paket: Paket, *status: str) -> int:
    tanya = sa.select(sa.func.count()).where(Usulan.paket_id == paket.id)
    return db.session.scalar(tanya.where(Usulan.status.in_(status)) if status else tanya) or 0


def orang(paket: Paket, *syarat: sa.ColumnElement[bool]) -> int:
    tanya = sa.select(sa.func.count()).where(Peserta.rapat_id == paket.rapat_id, *syarat)
    return db.session.scalar(tanya) or 0


def wilayah(titik: int) -> int:
    """Regions of the regency whose code has so many dots."""
    kode = db.session.scalars(sa.select(Wilayah.kode).where(Wilayah.kode.startswith("33.28.")))
    return sum(k.count(".") == titik for k in kode)


def test_angka_pada_semua_naskah_satu_paket_sama_dengan_basis_data(app: Flask) -> None:
    paket, naskah = jalan()
    semua, tunda, tolak = hitung(paket), hitung(paket, "ditunda"), hitung(paket, "tidak_disepakati")
    sepakat = semua - tunda - tolak
    assert (semua, tunda, tolak, hitung(paket, "layak", "disahkan")) == (7, 1, 2, sepakat)
    undang, hadir = orang(paket, Peserta.diundang), orang(paket, Peserta.hadir)
    laki, perempuan = (orang(paket, Peserta.hadir, Peserta.jk == jk) for jk in "LP")
    desa, kecamatan = (wilayah(titik) for titik in (3, 2))
    unsur = f"Jumlah {undang} {hadir} {laki} {perempuan}"
    putusan = f"Jumlah {semua} {sepakat} {tunda} {tolak}"
    tercetak = {
        J.UNDANGAN: [f"membahas {n(semua)} usulan", f"usul tambah data sebanyak {semua}."],
        J.DAFTAR_HADIR_KOSONG: [f"{undang} Peserta {undang}", f"({undang} undangan)"],
        J.DAFTAR_USULAN_AWAL: [f"memuat {n(semua)} usulan"],
        J.BA_MUSYAWARAH: [
            f"dihadiri {n(hadir)} orang dari {n(undang)} orang", unsur, f"membahas {n(semua)} usulan", putusan,
            f"Menyepakati {n(sepakat)} usulan", f"Menunda {n(tunda)} usulan", f"Tidak menyepakati {n(tolak)} usulan",
        ],
        J.NOTULEN: [
            f"diundang {undang}, hadir {hadir}, tidak hadir {undang - hadir} orang", putusan,
            f"dari {semua} usulan, {sepakat} disepakati, {tunda} ditunda, {tolak} tidak disepakati",
        ],
        J.DAFTAR_HADIR: [unsur, f"berjumlah {n(hadir)} orang dari {n(undang)} yang diundang"],
        J.PENGUMUMAN_HASIL: [f"dibahas berjumlah {n(semua)}."],
        J.LAMPIRAN: [f"Jumlah: {n(sepakat)} nama"],
        J.SURAT_PENGANTAR: [f"Usul tambah data {sepakat} Jumlah {sepakat}", f"Lampiran : {n(4)} berkas"],
        J.BA_TELAAH: [f"{n(1)} paket", f"dengan jumlah {n(sepakat)} usulan", f"Jumlah {sepakat} B. Hasil"],
        J.BA_VERVAL: [
            f"terhadap {n(sepakat)} usulan dalam {n(1)} paket dari {n(1)} desa",
            f"Jumlah seluruhnya {sepakat} {sepakat} 0 0", f"padan {sepakat}.",
            f"layak berjumlah {n(sepakat)}", f"tidak layak berjumlah {n(0)}",
        ],
        J.SURAT_PENGESAHAN: [
            f"sebanyak {n(sepakat)} usulan dalam {n(1)} paket", f"Jumlah 1 {sepakat} {sepakat}",
            f"Jumlah {sepakat} {sepakat} Kode",
        ],
        J.PENGANTAR_GUBERNUR: [
            f"berasal dari {n(1)} desa/kelurahan di {n(1)} kecamatan dalam {n(1)} paket",
            f"Usul tambah data, layak dan disahkan {sepakat} Jumlah layak dan disahkan {sepakat} Tidak layak 0",
        ],
        J.LAPORAN_GUBERNUR: [
            f"Dari {n(desa)} desa/kelurahan di {n(kecamatan)} kecamatan, {n(1)} menyampaikan", f"{n(1)} paket",
            f"berjumlah {n(sepakat)}: layak dan disahkan {n(sepakat)}, tidak layak {n(0)}",
            f"Jumlah {desa} 1 0 1 {sepakat} {sepakat} 0", f"Padan {n(sepakat)} dari {sepakat} usulan",
            f"Keadaan {sepakat} usulan yang layak",
            f"masuk berjumlah {n(9)}, selesai {n(4)}, dan masih ditangani {n(5)}",
        ],
    }  # fmt: skip
    assert set(naskah) == set(tercetak), "a paper of the way whose numbers nobody reads back"
    kurang = [(j, satu, naskah[j]) for j, isi in tercetak.items() for satu in isi if satu not in naskah[j]]
    assert not kurang
    for hasil, jumlah in (("Ditunda", tunda), ("Tidak disepakati", tolak), ("Disepakati", sepakat)):
        assert len(re.findall(rf"tambah data {hasil}\b", naskah[J.PENGUMUMAN_HASIL])) == jumlah


def test_nik_pada_lampiran_tepat_yang_disepakati_dan_tidak_pada_naskah_umum(app: Flask) -> None:
    paket, naskah = jalan()
    terpilih = {u.warga.nik for u in paket.usulan if u.status not in ("ditunda", "tidak_disepakati")}
    nik = {u.warga.nik for u in paket.usulan}
    tercetak = set(re.findall(r"\b\d{16}\b", naskah[J.LAMPIRAN]))
    assert tercetak & nik == terpilih
    for j in (J.UNDANGAN, J.DAFTAR_USULAN_AWAL, J.BA_MUSYAWARAH, J.NOTULEN, J.PENGUMUMAN_HASIL, J.SURAT_PENGANTAR):
        assert not re.search(r"\b\d{16}\b", naskah[j]), j
