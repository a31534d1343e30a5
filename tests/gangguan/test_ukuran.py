"""Does it stay usable at the edges of size? 5,000 faulty rows, the longest village name, names full of signs."""

import io

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.dokumen.konteks import cairkan
from app.domain.dokumen.models import Dokumen
from app.domain.registri.models import GalatImpor, ImporRegistri, Keluarga, Warga
from app.domain.registri.opensid import KOLOM
from app.domain.wilayah.models import Wilayah
from app.infra import jobs, sheets
from app.infra.db import db
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx
from app.worker import cetak
from app.worker.kerja import KERJA

# As long as the longest official name of a village, with the signs that such names carry.
NAMA_TERPANJANG = "Sungai O'Rawa/Teluk Ba'ung-Tanjung Pe'e Hulu"


def lembar(baris: list[dict[str, str]]) -> bytes:
    tampung = io.BytesIO()
    isi = [[b.get(k, "") for k in KOLOM] for b in baris]
    tulis_xlsx(tampung, [Lembar("Data Penduduk", [Kolom(k) for k in KOLOM], isi)])
    return tampung.getvalue()


def hitung(kelas) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(kelas))


def test_lima_ribu_baris_yang_semuanya_salah_selesai_dengan_daftar_perbaikan(app, kampung, sebagai):
    """Nothing stored, every row named with what to mend, the page short, the list downloadable."""
    salah = [
        {"nama": f"O'BRIEN / D'ARC {n}", "nik": "123", "no_kk": "456", "sex": "9", "tanggallahir": "31-02-1985"}
        for n in range(5000)
    ]
    sebelum = hitung(Warga), hitung(Keluarga)
    k = sebagai("operator_desa")
    jawaban = k.post("/registri/impor", {"berkas": (io.BytesIO(lembar(salah)), "data.xlsx")})
    assert jawaban.status_code == 303, jawaban.text[:200]
    db.session.execute(
        sa.update(jobs.Pekerjaan).where(jobs.Pekerjaan.nama != "registri.impor").values(status="selesai")
    )
    db.session.commit()
    while jobs.kerjakan_satu(KERJA, "uji"):
        pass
    hasil = db.session.scalars(sa.select(ImporRegistri).order_by(ImporRegistri.id.desc())).first()
    assert (hasil.ditolak, hasil.baru) == (5000, 0)
    assert (hitung(Warga), hitung(Keluarga)) == sebelum
    baris = [isi["baris"] for isi in db.session.scalars(sa.select(GalatImpor.isi).order_by(GalatImpor.id))]
    assert sorted(set(baris)) == list(range(2, 5002)), "no refused row goes unnamed"
    halaman = k.get(jawaban.location)
    assert halaman.status_code == 200
    assert len(halaman.data) < 200_000
    unduh = k.get(f"{jawaban.location}/galat.xlsx")
    assert [b.sel[0] for b in sheets.baca(unduh.data)] == ["Baris", *baris]


def test_nama_desa_terpanjang_muat_di_setiap_halaman_dan_naskah(app, kampung, sebagai):
    assert len(NAMA_TERPANJANG) == 44
    db.session.execute(sa.update(Wilayah).where(Wilayah.kode == pabrik.DESA_LAIN).values(nama=NAMA_TERPANJANG))
    db.session.commit()
    desa = pabrik.Desa(pabrik.DESA_LAIN)
    nomor = desa.siap_musyawarah(desa.paket(jumlah=1)).id
    p = jobs.Pekerjaan
    db.session.execute(sa.update(p).where(p.nama != "dokumen.buat").values(status="selesai"))
    db.session.commit()
    while jobs.kerjakan_satu(KERJA, "uji"):
        pass
    surat = db.session.scalars(sa.select(Dokumen).where(Dokumen.rantai == f"paket:{nomor}")).all()
    assert surat
    assert all(d.sha256 and d.galat is None for d in surat)
    tampil = NAMA_TERPANJANG.replace("'", "&#39;")
    for siapa, alamat in (
        ("operator_desa_lain", f"/paket/{nomor}"),
        ("operator_desa_lain", f"/dokumen/{surat[0].id}"),
        ("camat_lain", "/paket"),
        ("pengamat_provinsi", "/paket"),
        ("verifikator_dinsos", "/registri/impor"),
    ):
        jawaban = sebagai(siapa).get(alamat)
        assert jawaban.status_code == 200, alamat
        assert tampil in jawaban.text, (siapa, alamat)
    unduh = sebagai("operator_desa_lain").get(f"/dokumen/{surat[0].id}/berkas.pdf?unduh=1")
    assert unduh.status_code == 200
    nama = unduh.headers["Content-Disposition"]
    assert nama.count('"') == 2
    assert "/" not in nama.partition("filename=")[2]


@pytest.mark.parametrize("nama", ["O'BRIEN / D'ARC", '"><script>', "NAMA\\BELAKANG", "ÀÉÎÕÜ ñ", "A" * 120])
def test_naskah_dengan_nama_bertanda_tetap_terbit(app, nama):
    desa = pabrik.Desa()
    paket = desa.paket(jumlah=0)
    pabrik.usulan(paket, desa.operator, w=pabrik.warga(nama=nama))
    desa.siap_musyawarah(paket)
    db.session.commit()
    d = db.session.scalars(sa.select(Dokumen).where(Dokumen.jenis == "daftar_usulan_awal")).one()
    assert cetak.cetak(*cairkan(d.konteks), "http://127.0.0.1:8000").isi.startswith(b"%PDF-")
