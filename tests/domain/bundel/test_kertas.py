"""Do the papers over many packets say exactly what the rows say?"""

import datetime as dt

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import J, Kabupaten

from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.dokumen.konteks import cairkan
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.usulan import operations as op_paket
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.models import Usulan
from app.infra import clock
from app.infra.db import db


@pytest.fixture
def kab(app):
    return Kabupaten()


def isi(bundel):
    return cairkan(db.session.scalar(sa.select(Dokumen.konteks).where(Dokumen.id == bundel.dokumen_id)))


def hitung(*paket, status=None):
    tanya = sa.select(sa.func.count()).select_from(Usulan).where(Usulan.paket_id.in_([p.id for p in paket]))
    return db.session.scalar(tanya.where(Usulan.status == status) if status else tanya)


def test_ba_telaah_memuat_daftar_periksa_dan_jumlah_setiap_paket(kab):
    a, b = kab.diajukan(jumlah=3), kab.telaah(kab.diajukan(pabrik.KELURAHAN, jumlah=1))
    kab.telaah(a)
    op_paket.isi_telaah(
        a, {"lokasi_wilayah": ("tidak", "Dua foto tanpa lokasi")}, oleh=kab.petugas, versi=a.versi_baris
    )
    kepala, naskah, penanda = isi(kab.bundel(J.TELAAH, a, b))
    assert kepala.nomor
    assert [p.nomor for p in naskah.paket] == [a.nomor, b.nomor], "in order of village"
    assert [p.jumlah for p in naskah.paket] == [3, 1]
    assert naskah.jumlah == hitung(a, b)
    assert [p.desa for p in naskah.paket] == ["Desa Slawi Kulon", "Kelurahan Kagok"]
    satu = naskah.paket[0]
    assert [j.uraian for j in satu.jawaban] == [x["label"] for x in butir_telaah(a.wilayah_kode, a.dasar).values()]
    assert [(j.hasil, j.catatan) for j in satu.jawaban if j.hasil != "ya"] == [("tidak", "Dua foto tanpa lokasi")]
    assert [(p.jabatan, p.nama, p.wajib) for p in penanda] == [
        ("Petugas Telaah", "Petugas Telaah", False),
        ("Camat Slawi", "Bu Camat", True),
    ]


def test_ba_verval_berjumlah_sama_dengan_baris_penilaian(kab):
    a = kab.nilai(kab.diteruskan(jumlah=3), tidak_layak=1)
    b = kab.nilai(kab.diteruskan(pabrik.KELURAHAN, jumlah=2))
    c = kab.nilai(kab.diteruskan(pabrik.DESA_LAIN, jumlah=2), tidak_layak=1)
    _, naskah, penanda = isi(kab.bundel(J.VERVAL, a, b, c))
    assert naskah.jumlah("diajukan") == hitung(a, b, c) == 7
    assert naskah.jumlah("layak") == hitung(a, b, c, status="layak") == 5
    assert naskah.jumlah("tidak_layak") == hitung(a, b, c, status="tidak_layak") == 2
    assert [(d.kecamatan, d.desa, d.jumlah("layak")) for d in naskah.per_desa] == [
        ("Kecamatan Adiwerna", "Desa Pagiyanten", 1),
        ("Kecamatan Slawi", "Desa Slawi Kulon", 2),
        ("Kecamatan Slawi", "Kelurahan Kagok", 2),
    ]
    nama = [n for p in naskah.paket for n in p.nama]
    assert sorted(n.baris.nik for n in nama) == sorted(u.warga.nik for p in (a, b, c) for u in p.usulan)
    assert {n.alasan for n in nama if n.hasil == "tidak_layak"} == {"Hasil pemeriksaan menunjukkan keluarga mampu"}
    assert [(x.label, x.jumlah) for x in naskah.padanan] == [("Padan", 7)]
    assert len(naskah.rujukan) == 3, "one BA telaah per bundel of the kecamatan"
    assert penanda[-1].nama == "Pak Kadinsos"


def test_pembebasan_padanan_tercetak_dengan_alasannya(kab):
    paket = kab.diteruskan(jumlah=1)
    opu.nilai(paket.usulan[0], "layak", oleh=kab.verifikator, versi=None)
    op_paket.bebaskan_padanan(paket, alasan="Layanan Dukcapil terputus", oleh=kab.kadinsos, versi=paket.versi_baris)
    _, naskah, _ = isi(kab.bundel(J.VERVAL, paket))
    assert naskah.pembebasan == [f"{paket.nomor}: Layanan Dukcapil terputus"]


def test_surat_pengesahan_berjumlah_sama_dengan_usulan_layak(kab):
    a = kab.terverifikasi(jumlah=3, tidak_layak=1)
    b = kab.terverifikasi(pabrik.DESA_LAIN, jumlah=2)
    bundel = kab.bundel(J.PENGESAHAN, a, b)
    kepala, naskah, penanda = isi(bundel)
    assert naskah.total == hitung(a, b, status="layak") == 4
    assert {r.kecamatan: (r.jumlah_paket, r.total) for r in naskah.per_kecamatan} == {
        "Kecamatan Adiwerna": (1, 2),
        "Kecamatan Slawi": (1, 2),
    }
    assert naskah.pejabat == "Bupati Tegal"
    assert naskah.kop.lambang == "garuda"
    assert naskah.unit.tempat_surat == "Tegal"
    assert [p.nama for p in penanda] == ["Pak Bupati"]
    assert len(naskah.rujukan) == 2
    terkait = db.session.scalars(sa.select(DokumenPaket.paket_id).where(DokumenPaket.dokumen_id == bundel.dokumen_id))
    assert set(terkait) == {a.id, b.id}
    assert kepala.jenis == "surat_pengesahan"


def test_paket_periode_lalu_boleh_ikut_dengan_periodenya_sendiri(kab, jam):
    lama = kab.diteruskan(jumlah=1)
    jam(dt.timedelta(days=25))
    baru = kab.diteruskan(pabrik.KELURAHAN, jumlah=1)
    bundel = kab.bundel(J.VERVAL, kab.nilai(lama), kab.nilai(baru))
    _, naskah, _ = isi(bundel)
    assert bundel.periode == "2026-12"
    assert {p.nomor: p.periode for p in naskah.paket} == {lama.nomor: "2026-11", baru.nomor: "2026-12"}


def test_judul_berita_acara_kecamatan_menurut_aturan_daerah(kab):
    admin = pabrik.orang(Peran.ADMIN, pabrik.KABUPATEN)
    aturan_daerah = {"sebutan_telaah": "Berita Acara Verifikasi Kecamatan", "hadir_kosong": 10, "rangkap": 3}
    hari = clock.hari_ini()
    aturan.tetapkan("susunan_naskah", "", aturan_daerah, wilayah_kode=pabrik.KABUPATEN, mulai=hari, oleh=admin)
    bundel = kab.bundel(J.TELAAH, kab.telaah(kab.diajukan()))
    assert isi(bundel)[1].sebutan == aturan_daerah["sebutan_telaah"]
