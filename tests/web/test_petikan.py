"""Does an examiner of one kecamatan read of the regency's papers what concerns the assignment, and nothing else?"""

import datetime as dt
import io
import json
import zipfile

import sqlalchemy as sa
from flask import Flask
from halaman import hitung_sql
from klien import Klien
from pabrik import DESA, DESA_LAIN, KABUPATEN, KECAMATAN, orang, pengguna
from pabrik_bundel import J, Kabupaten

from app.domain.akses.models import Pengguna
from app.domain.akses.peran import Peran
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.laporan import queries_berkas
from app.domain.usulan.models import Paket
from app.infra import audit, jobs, sheets
from app.infra.db import db
from app.worker.kerja import KERJA

SURAT = {"nomor_sk": "700/1/2026", "tanggal_sk": dt.date(2026, 11, 1), "selesai": dt.date(2026, 12, 31)}


def auditor(wilayah: str = KECAMATAN, akhir: str = "2026-11") -> Pengguna:
    return pengguna(Peran.AUDITOR, wilayah, periode_awal="2026-10", periode_akhir=akhir, **SURAT)


def disahkan_berdua(kab: Kabupaten) -> tuple[int, int, int, int, str, str]:
    """Two packets of two kecamatan on one BA verval and one letter: ids of packets and papers, a name of each."""
    sini, sana = kab.nilai(kab.diteruskan(DESA), 1), kab.nilai(kab.diteruskan(DESA_LAIN))
    kab.putuskan(kab.bundel(J.VERVAL, sini, sana))
    kab.putuskan(kab.bundel(J.PENGESAHAN, sini, sana))
    ba, surat = (
        db.session.scalar(sa.select(Dokumen.id).where(Dokumen.jenis == j)) for j in (D.BA_VERVAL, D.SURAT_PENGESAHAN)
    )
    return sini.id, sana.id, ba, surat, sini.usulan[0].nama, sana.usulan[0].nama


def test_auditor_kecamatan_membaca_petikan_paketnya_saja(klien: Klien, app: Flask) -> None:
    kab = Kabupaten()
    sini, sana, ba, surat, nama, nama_lain = disahkan_berdua(kab)
    siapa, utuh, bulan_lain = auditor(), auditor(KABUPATEN), auditor(akhir="2026-10")
    nik = db.session.get_one(Dokumen, ba).konteks["isi"]["paket"][0]["nama"][0]["baris"]["nik"]
    db.session.commit()
    klien.masuk(siapa)
    assert klien.get(f"/dokumen/{ba}").status_code == 404
    halaman = klien.get(f"/pemeriksaan/paket/{sini}").text
    assert f'href="/pemeriksaan/paket/{sini}/petikan/{ba}"' in halaman
    assert f'href="/pemeriksaan/paket/{sini}/petikan/{surat}"' in halaman
    with hitung_sql() as perintah:
        teks = klien.get(f"/pemeriksaan/paket/{sini}/petikan/{ba}").text
    assert len([p for p in perintah if p.lstrip().startswith("SELECT")]) <= 10, "\n".join(perintah)
    assert nama in teks
    assert "Tidak layak" in teks
    assert "1 paket lain tidak ditampilkan" in teks
    assert nama_lain not in teks
    assert "Pagiyanten" not in teks
    assert nik not in teks
    assert "Pagiyanten" not in klien.get(f"/pemeriksaan/paket/{sini}/petikan/{surat}").text
    for alamat in (f"/pemeriksaan/paket/{sana}/petikan/{ba}", f"/pemeriksaan/paket/{sini}/petikan/{ba + 10_000}"):
        assert klien.get(alamat).status_code == 404
    klien.masuk(utuh)
    assert klien.get(f"/dokumen/{ba}").status_code == 200
    assert "/petikan/" not in klien.get(f"/pemeriksaan/paket/{sini}").text
    klien.masuk(bulan_lain)
    assert klien.get(f"/pemeriksaan/paket/{sini}/petikan/{ba}").status_code == 404


def _tertulis(buku: bytes) -> str:
    """Every cell of every sheet."""
    semua = (b for lembar in sheets.nama_lembar(buku) for b in sheets.baca(buku, lembar=lembar))
    return "\n".join(str(sel) for b in semua for sel in b.sel)


def test_berkas_pemeriksaan_memuat_petikan_surat_yang_tidak_disertakan(klien: Klien, app: Flask) -> None:
    kab = Kabupaten()
    sini, _, ba, surat, nama, nama_lain = disahkan_berdua(kab)
    siapa = auditor()
    nik = db.session.get_one(Dokumen, ba).konteks["isi"]["paket"][0]["nama"][0]["baris"]["nik"]
    db.session.commit()
    klien.masuk(siapa)
    klien.get(f"/pemeriksaan/paket/{sini}")
    alamat = klien.post(f"/pemeriksaan/paket/{sini}/berkas").location
    while jobs.kerjakan_satu(KERJA):
        pass
    with zipfile.ZipFile(io.BytesIO(klien.get(f"{alamat}/unduhan").data)) as arsip:
        manifes = json.loads(arsip.read("manifes.json"))
        petikan = [p["petikan"] for p in manifes["hanya_petikan"]]
        assert petikan == [f"petikan/{n:06d}.xlsx" for n in (ba, surat)]
        assert set(petikan) <= {b["nama"] for b in manifes["berkas"]}
        teks = [_tertulis(arsip.read(n)) for n in petikan]
    for isi in teks:
        assert db.session.get_one(Paket, sini).nomor in isi
        assert "Pagiyanten" not in isi
        assert nama_lain not in isi
        assert nik not in isi
    assert nama in teks[0]


def test_petikan_bukan_untuk_peran_lain(klien: Klien, app: Flask) -> None:
    kab = Kabupaten()
    sini, _, ba, *_ = disahkan_berdua(kab)
    petugas = pengguna(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    db.session.commit()
    klien.masuk(petugas)
    assert klien.get(f"/pemeriksaan/paket/{sini}/petikan/{ba}").status_code == 403


def test_rantai_yang_panjang_dihitung_ulang_atas_permintaan(klien: Klien, app: Flask, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    kab = Kabupaten()
    paket = kab.diajukan()
    siapa = auditor()
    orang(Peran.ADMIN, KABUPATEN)
    db.session.commit()
    monkeypatch.setattr(queries_berkas, "RANTAI", 3)
    klien.masuk(siapa)
    alamat = f"/pemeriksaan/paket/{paket.id}"
    teks = klien.get(alamat).text
    assert "Rantai utuh" not in teks
    assert f'href="{alamat}?rantai=1"' in teks
    assert "Rantai utuh" in klien.get(f"{alamat}?rantai=1").text
    assert audit.periksa() is None
