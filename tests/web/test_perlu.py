"""Does the inbox count what waits beside the packets: terms that passed, questions about moves, objections?"""

import datetime as dt

import sqlalchemy as sa
from flask import Flask
from halaman import hitung_sql
from klien import Klien
from pabrik import DESA, DESA_LAIN, KABUPATEN, Desa, Kabupaten, pengguna, warga

from app.domain.akses.peran import Peran
from app.domain.registri import mutasi, pengingat
from app.domain.usulan import operations as op
from app.domain.usulan.models import Usulan
from app.domain.usulan.operations_pejabat import nyatakan_keberatan
from app.infra.db import db
from app.infra.jobs import Pekerjaan

ENAM_HARI_KERJA = dt.timedelta(days=8)


def test_kepala_dinsos_melihat_menghitung_dan_melampaui_telaah_yang_lewat_batas(klien: Klien, app: Flask, jam) -> None:  # type: ignore[no-untyped-def]
    jam(dt.datetime(2026, 11, 2, 3, tzinfo=dt.UTC))
    lama = Desa().diajukan()
    jam(ENAM_HARI_KERJA)
    baru = Desa("33.28.11.2004").diajukan()
    kadinsos, verifikator = pengguna(Peran.KEPALA_DINSOS, KABUPATEN), pengguna(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    db.session.commit()
    klien.masuk(kadinsos)
    beranda = klien.get("/").text
    assert "Telaah lewat batas" in beranda
    assert 'href="/paket/terlampaui"' in beranda
    with hitung_sql() as perintah:
        teks = klien.get("/paket/terlampaui").text
    assert len(perintah) <= 10, "\n".join(perintah)
    assert f'href="/paket/{lama.id}/pelampauan"' in teks
    assert f"/paket/{baru.id}" not in teks
    isi = {"versi": str(lama.versi_baris), "alasan": "Camat belum menelaah.", "_kunci": "lampaui"}
    assert klien.post(f"/paket/{lama.id}/pelampauan", isi).status_code == 303
    assert "Tidak ada paket yang lewat batas telaah." in klien.get("/paket/terlampaui").text
    assert "Telaah lewat batas" not in klien.get("/").text
    klien.masuk(verifikator)
    assert "Telaah lewat batas" not in klien.get("/").text
    assert klien.get("/paket/terlampaui").status_code == 403


def test_pertanyaan_pindah_dihitung_bagi_desa_lalu_bagi_dinsos_setelah_tenggat(klien: Klien, app: Flask, jam) -> None:  # type: ignore[no-untyped-def]
    asal, tujuan, w = Desa(), Desa(DESA_LAIN), warga()
    assert w.wilayah_kode == DESA
    assert mutasi.minta(w.nik, None, oleh=tujuan.operator)
    verifikator = pengguna(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    db.session.commit()
    for siapa, ada in ((asal.operator, True), (tujuan.operator, False), (verifikator, False)):
        klien.masuk(siapa)
        assert ("Pertanyaan pindah masuk" in klien.get("/").text) is ada
    jam(dt.timedelta(days=8))
    klien.masuk(verifikator)
    assert "lewat tenggat, menunggu putusan Anda" in klien.get("/").text


def test_dinsos_diingatkan_sehari_setelah_tenggat_lalu_setiap_pekan_sampai_dijawab(app: Flask, jam) -> None:  # type: ignore[no-untyped-def]
    tujuan, w = Desa(DESA_LAIN), warga()
    mutasi.minta(w.nik, None, oleh=tujuan.operator)
    ingat = []
    for _ in range(17):
        ingat.append(pengingat.ingatkan())
        jam(dt.timedelta(days=1))
    assert [hari for hari, n in enumerate(ingat) if n] == [8, 15]
    muatan = [p.muatan for p in db.session.scalars(sa.select(Pekerjaan)) if p.muatan.get("aksi") == "mutasi.lewat"]
    assert [(m["peran"], m["wilayah"]) for m in muatan] == [(["verifikator_dinsos"], DESA)] * 2


def test_keberatan_pejabat_dihitung_bagi_yang_menjawabnya(klien: Klien, app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = op.nyatakan_nihil(oleh=desa.operator)
    desa.tanda_tangani(paket)
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    nyatakan_keberatan(paket, alasan="Ada yang perlu diusulkan.", oleh=desa.kades, versi=paket.versi_baris)
    db.session.commit()
    klien.masuk(kab.verifikator)
    assert "Keberatan pejabat" not in klien.get("/").text
    klien.masuk(kab.petugas)
    with hitung_sql() as perintah:
        beranda = klien.get("/").text
    assert len(perintah) <= 10, "\n".join(perintah)
    assert "Keberatan pejabat" in beranda
    assert f'href="/paket/{paket.id}"' in beranda
    teks = klien.get(f"/paket/{paket.id}").text
    assert f'href="/paket/{paket.id}/jawaban-keberatan-nihil"' in teks
    isi = {"versi": str(paket.versi_baris), "alasan": "Beliau setuju nihil.", "_kunci": "jawab"}
    assert klien.post(f"/paket/{paket.id}/jawaban-keberatan-nihil", isi).status_code == 303
    assert "Keberatan pejabat" not in klien.get("/").text


def test_nama_yang_meninggal_disebut_di_sampingnya_tanpa_perintah_tambahan_bagi_paket_lain(
    klien: Klien, app: Flask
) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    db.session.commit()
    klien.masuk(kab.petugas)
    klien.get(f"/paket/{paket.id}")
    with hitung_sql() as biasa:
        assert "di registri." not in klien.get(f"/paket/{paket.id}").text
    w = db.session.get_one(Usulan, paket.usulan[0].id).warga
    w.status_dasar, w.status_sejak = 2, dt.date(2026, 11, 3)
    db.session.commit()
    with hitung_sql() as kena:
        assert "Tercatat meninggal sejak 3 November 2026 di registri." in klien.get(f"/paket/{paket.id}").text
    assert len(kena) == len(biasa) + 1 <= 10
