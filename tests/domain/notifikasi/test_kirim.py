"""Does everybody hear whom a step concerns, and nobody else?"""

import datetime as dt

import sqlalchemy as sa
from flask import Flask
from pabrik_akses import DESA, DESA_LAIN, KABUPATEN, KECAMATAN, buat_orang, sebagai

from app.domain.akses.aksi import Aksi
from app.domain.akses.peran import Peran
from app.domain.notifikasi import operations, queries
from app.domain.notifikasi.kalimat import KALIMAT, kalimat, nama_objek, tautan
from app.domain.notifikasi.models import Notifikasi
from app.infra import jobs
from app.infra.db import db
from app.worker.kerja import KERJA

NOMOR = "USL/33.28.10.2004/2026-11/1"


def _kirim(peran: list[Peran], oleh: int = 0, **lain: str) -> None:
    isi = {"peran": peran, "wilayah": DESA, "objek": "paket:12", "aksi": Aksi.PAKET_AJUKAN, "oleh": oleh, **lain}
    jobs.antrekan("notifikasi.kirim", isi)
    db.session.commit()
    assert jobs.kerjakan_satu(KERJA)


def _penerima() -> set[int]:
    return set(db.session.scalars(sa.select(Notifikasi.pengguna_id)))


def test_penerima_menurut_tingkat_peran(app: Flask):
    orang = {
        nama: buat_orang(nama, (peran, kode)).id
        for nama, peran, kode in (
            ("op", Peran.OPERATOR_DESA, DESA),
            ("op-lain", Peran.OPERATOR_DESA, DESA_LAIN),
            ("op-salah-tingkat", Peran.OPERATOR_DESA, KECAMATAN),
            ("camat", Peran.CAMAT, KECAMATAN),
            ("camat-lain", Peran.CAMAT, "33.28.11"),
            ("verif", Peran.VERIFIKATOR_DINSOS, KABUPATEN),
            ("verif-kec", Peran.VERIFIKATOR_DINSOS, KECAMATAN),
            ("verif-gresik", Peran.VERIFIKATOR_DINSOS, "35.25"),
            ("kades", Peran.KEPALA_DESA, DESA),
        )
    }
    _kirim([Peran.OPERATOR_DESA, Peran.CAMAT, Peran.VERIFIKATOR_DINSOS])
    assert _penerima() == {orang[n] for n in ("op", "camat", "verif", "verif-kec")}


def test_pelaku_nonaktif_dan_penugasan_lewat_tidak_dikabari(app: Flask):
    pelaku = buat_orang("pelaku", (Peran.OPERATOR_DESA, DESA)).id
    buat_orang("nonaktif", (Peran.OPERATOR_DESA, DESA), aktif=False)
    buat_orang("lewat", (Peran.OPERATOR_DESA, DESA, dt.date(2025, 1, 1), dt.date(2026, 11, 9)))
    buat_orang("nanti", (Peran.OPERATOR_DESA, DESA, dt.date(2026, 11, 11)))
    dua = buat_orang("dua", (Peran.OPERATOR_DESA, DESA), (Peran.KEPALA_DESA, DESA)).id
    _kirim([Peran.OPERATOR_DESA, Peran.KEPALA_DESA], oleh=pelaku)
    assert list(db.session.scalars(sa.select(Notifikasi.pengguna_id))) == [dua]


def test_kalimat_menyebut_objek_dan_tautannya(app: Flask):
    buat_orang("camat", (Peran.CAMAT, KECAMATAN))
    _kirim([Peran.CAMAT], nomor=NOMOR)
    n = db.session.scalar(sa.select(Notifikasi))
    assert n.teks == f"Paket Desa Slawi Kulon ({NOMOR}) diajukan dan menunggu telaah."
    assert n.tautan == "/paket/12"


def test_setiap_kalimat_utuh_dan_yang_tak_dikenal_punya_cadangan():
    nama = nama_objek("bundel:3", "", "Kecamatan Slawi")
    assert nama == "Berkas bersama Kecamatan Slawi"
    for aksi in [*KALIMAT, "belum.ada"]:
        jadi = kalimat(aksi, nama)
        assert nama in jadi
        assert jadi.endswith(".")
        assert "{" not in jadi
    assert set(KALIMAT) - {*Aksi} == {
        "keputusan.dicatat", "penugasan.desa", "sandi.desa", "paket.segera", "mutasi.tanya", "mutasi.jawab",
        "mutasi.lewat",
    }  # fmt: skip
    tujuan = {
        "usulan:5": "/usulan/5",
        "pengguna:1": "/admin/pengguna/1",
        "akun:1": "/akun",
        "mutasi": "/registri/mutasi",
        "paket:x": "",
    }
    assert {o: tautan(o) for o in tujuan} == tujuan


def test_hitungan_belum_dibaca_berhenti_di_seratus(app: Flask):
    p = buat_orang("camat", (Peran.CAMAT, KECAMATAN))
    siapa = sebagai(p)
    db.session.execute(sa.insert(Notifikasi), [{"pengguna_id": p.id, "teks": "x", "tautan": ""}] * 150)
    assert queries.jumlah_belum_dibaca(untuk=siapa) == 100
    operations.tandai_semua_dibaca(oleh=siapa)
    assert queries.jumlah_belum_dibaca(untuk=siapa) == 0
    baris, lanjut = queries.daftar(untuk=siapa)
    lagi, _ = queries.daftar(untuk=siapa, sebelum=lanjut)
    assert len(baris) == len(lagi) == 30
    assert not {b.id for b in baris} & {b.id for b in lagi}
