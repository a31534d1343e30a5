"""Does the list reach the civil register and its answer the proposals, each recorded, none beyond one's territory?"""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from klien import Klien
from pabrik import DESA_LAIN, KABUPATEN, Desa, orang

from app.domain.akses.peran import Peran
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket
from app.infra import audit
from app.infra.db import db
from app.infra.sheets import baca
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx


@pytest.fixture
def semua(app: Any) -> list[Usulan]:
    """Agreed proposals of two kecamatan whose packets lie at Dinsos (put there by hand: the way is not the matter)."""
    hasil = []
    for desa in (Desa(), Desa(DESA_LAIN)):
        paket = desa.siap_diajukan()
        hasil += list(paket.usulan)
    db.session.execute(sa.update(Paket).values(status=StatusPaket.DITERUSKAN))
    db.session.commit()
    return hasil


def jawaban(*baris: tuple[str, str]) -> dict[str, Any]:
    tujuan = io.BytesIO()
    tulis_xlsx(tujuan, [Lembar("Hasil", [Kolom("NIK", jenis="identitas"), Kolom("HASIL")], baris)])
    return {"berkas": (io.BytesIO(tujuan.getvalue()), "hasil.xlsx")}


def unggah(web: Klien, *baris: tuple[str, str]) -> Any:
    return web.post("/padanan/pratinjau", jawaban(*baris), content_type="multipart/form-data")


def tanda(teks: str) -> str:
    return teks.split('name="berkas" value="')[1].split('"')[0]


def padanan(u: Usulan) -> str:
    db.session.rollback()
    return db.session.scalar(sa.select(Usulan.padanan).where(Usulan.id == u.id)) or ""


def test_halaman_menghitung_yang_menunggu_per_kecamatan(klien: Klien, semua: list[Usulan]) -> None:
    teks = klien.masuk(orang(Peran.DUKCAPIL, KABUPATEN)).get("/padanan").text
    assert "Slawi" in teks
    assert "Adiwerna" in teks
    assert not any(u.warga.nik in teks for u in semua)


def test_disdukcapil_tidak_disuruh_menyerahkan_kepada_disdukcapil(klien: Klien, semua: list[Usulan]) -> None:
    assert "serahkan kepada Disdukcapil" not in klien.masuk(orang(Peran.DUKCAPIL, KABUPATEN)).get("/padanan").text
    assert "serahkan kepada Disdukcapil" in klien.masuk(orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)).get("/padanan").text


def test_daftar_diunduh_lewat_post_tidak_disimpan_peramban_dan_tercatat(klien: Klien, semua: list[Usulan]) -> None:
    web = klien.masuk(orang(Peran.DUKCAPIL, KABUPATEN))
    web.get("/padanan")
    assert web.get("/padanan/daftar").status_code == 405
    berkas = web.post("/padanan/daftar", {"wilayah": "33.28.11"})
    assert "no-store" in berkas.headers["Cache-Control"]
    nama = berkas.headers["Content-Disposition"]
    assert not any(u.warga.nik in nama for u in semua)
    kepala, *baris = list(baca(berkas.data))
    assert {b.sel[kepala.sel.index("NIK")] for b in baris} == {
        u.warga.nik for u in semua if u.wilayah_kode == DESA_LAIN
    }
    catatan = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.rantai == "padanan:33.28")).all()
    assert [str(a.aksi) for a in catatan] == ["padanan.ekspor"]


def test_daftar_wilayah_lain_tidak_ada(klien: Klien, semua: list[Usulan]) -> None:
    web = klien.masuk(orang(Peran.DUKCAPIL, KABUPATEN))
    web.get("/padanan")
    assert web.post("/padanan/daftar", {"wilayah": "35.25"}).status_code == 404


def test_hasil_dilihat_dahulu_lalu_diterapkan(klien: Klien, semua: list[Usulan]) -> None:
    web = klien.masuk(orang(Peran.DUKCAPIL, KABUPATEN))
    web.get("/padanan")
    lihat = unggah(web, (semua[0].warga.nik, "padan"), (semua[1].warga.nik, "meninggal"), ("3328101708851111", "padan"))
    assert lihat.status_code == 200
    assert "3328••••••••1111" in lihat.text
    assert "3328101708851111" not in lihat.text
    assert padanan(semua[0]) == "belum"
    hasil = web.post("/padanan/hasil", {"berkas": tanda(lihat.text)})
    assert hasil.status_code == 303
    assert (padanan(semua[0]), padanan(semua[1]), padanan(semua[2])) == ("padan", "meninggal", "belum")
    assert "2 hasil pemadanan tersimpan" in web.get("/padanan").text


def test_berkas_yang_bukan_tabel_ditolak_dengan_kalimat(klien: Klien, semua: list[Usulan]) -> None:
    web = klien.masuk(orang(Peran.DUKCAPIL, KABUPATEN))
    web.get("/padanan")
    isi = {"berkas": (io.BytesIO(b"%PDF-1.7 bukan tabel"), "hasil.xlsx")}
    jawab = web.post("/padanan/pratinjau", isi, content_type="multipart/form-data")
    assert (jawab.status_code, "bukan tabel" in jawab.text) == (422, True)
    kosong = web.post("/padanan/pratinjau", {}, content_type="multipart/form-data")
    assert (kosong.status_code, "Pilih berkas" in kosong.text) == (422, True)


def test_pratinjau_orang_lain_atau_tanda_palsu_tidak_dapat_diterapkan(klien: Klien, semua: list[Usulan]) -> None:
    web = klien.masuk(orang(Peran.DUKCAPIL, KABUPATEN))
    web.get("/padanan")
    milik_dukcapil = tanda(unggah(web, (semua[0].warga.nik, "padan")).text)
    assert web.post("/padanan/hasil", {"berkas": milik_dukcapil[:-2] + "xx"}).status_code == 404
    lain = Klien(klien.app).masuk(orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN))
    lain.get("/padanan")
    assert lain.post("/padanan/hasil", {"berkas": milik_dukcapil}).status_code == 404
    assert padanan(semua[0]) == "belum"


def test_verifikator_satu_kecamatan_hanya_menerapkan_usulan_kecamatannya(klien: Klien, semua: list[Usulan]) -> None:
    web = klien.masuk(orang(Peran.VERIFIKATOR_DINSOS, "33.28.11"))
    web.get("/padanan")
    lihat = unggah(web, (semua[0].warga.nik, "padan"), (semua[2].warga.nik, "padan"))
    web.post("/padanan/hasil", {"berkas": tanda(lihat.text)})
    assert (padanan(semua[0]), padanan(semua[2])) == ("belum", "padan")


def test_desa_tidak_membuka_pemadanan(klien: Klien) -> None:
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA_LAIN))
    assert web.get("/padanan").status_code == 403
    assert web.post("/padanan/daftar", {}).status_code == 403
    assert unggah(web, ("3328101708851111", "padan")).status_code == 403
