"""Can a village type what it agreed into SIKS-NG, note it, and see where both sides differ, without a NIK leaking?"""

import datetime as dt
import io
import re
from typing import Any

import pikepdf
import pytest
import sqlalchemy as sa
from klien import Klien
from pabrik import DESA, DESA_LAIN, KABUPATEN, Desa, orang

from app.domain.akses.peran import Peran
from app.domain.aturan.berlaku import nilai
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.dokumen import gabungan
from app.domain.dokumen.models import Gabungan
from app.domain.usulan import queries_siks
from app.domain.usulan.models import Paket, Usulan
from app.infra import audit, jobs
from app.infra.db import db
from app.infra.sheets import baca


@pytest.fixture
def paket(app: Any) -> Paket:
    """Two agreed names of a village."""
    p = Desa().siap_diajukan()
    db.session.commit()
    return p


def isian(u: Usulan, status: str, kode: str = "") -> dict[str, Any]:
    return {"usulan": [u.id], f"versi.{u.id}": u.versi_baris, f"status.{u.id}": status, f"siks_id.{u.id}": kode}


def test_daftar_tidak_menampilkan_nik_dan_lembar_hanya_lewat_post_yang_tercatat(klien: Klien, paket: Paket) -> None:
    u, nomor = paket.usulan[0], [u.warga.nik for u in paket.usulan]
    paket_id, nama = paket.id, u.nama
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    daftar = web.get(f"/siks/{paket_id}")
    assert nama in daftar.text
    assert not any(n in daftar.text for n in nomor)
    assert web.get(f"/siks/{paket_id}/lembar").status_code == 405
    lembar = web.post(f"/siks/{paket_id}/lembar")
    assert all(n in lembar.text for n in nomor)
    assert "no-store" in lembar.headers["Cache-Control"]
    catatan = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.aksi == "registri.buka_nik")).all()
    assert [a.objek for a in catatan] == [f"paket:{paket_id}"]


def test_lembar_mengikuti_urutan_aturan_dan_memuat_jawaban_kelayakan(klien: Klien, paket: Paket) -> None:
    paket_id, u = paket.id, paket.usulan[0].id
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    web.get(f"/siks/{paket_id}")
    teks = web.post(f"/siks/{paket_id}/lembar", {"usulan": u}).text
    letak = [teks.index(f"<dt>{label}</dt>") for label in ("NIK", "Nama lengkap", "Nomor KK", "Jenis usulan")]
    assert letak == sorted(letak)
    assert teks.count('<section class="sahih-lembar-siks"') == 1
    assert teks.count(">Ya</dd>") == 10


def test_unduhan_memuat_satu_baris_per_nama_dengan_nik_sebagai_teks(klien: Klien, paket: Paket) -> None:
    nomor, paket_id = {u.warga.nik for u in paket.usulan}, paket.id
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    web.get(f"/siks/{paket_id}")
    kepala, *baris = list(baca(web.post(f"/siks/{paket_id}/unduhan").data))
    assert {b.sel[kepala.sel.index("NIK")] for b in baris} == nomor


def test_keadaan_beberapa_nama_tercatat_sekali_simpan_dan_yang_usang_disebut(klien: Klien, paket: Paket) -> None:
    satu, dua = paket.usulan
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    web.get(f"/siks/{paket.id}")
    kiriman = isian(satu, "diinput", "SIKS-77") | {k: v for k, v in isian(dua, "diinput").items() if k != "usulan"}
    kiriman |= {"usulan": [satu.id, dua.id], f"versi.{dua.id}": dua.versi_baris - 1}
    nomor_satu, nomor_dua, nama_dua = satu.id, dua.id, dua.nama
    web.post(f"/siks/{paket.id}/status", kiriman)
    assert db.session.get(Usulan, nomor_satu).siks_id == "SIKS-77"
    assert db.session.get(Usulan, nomor_dua).status_siks == "belum"
    assert nama_dua in web.get("/siks/" + str(db.session.get(Usulan, nomor_dua).paket_id)).text


def test_petugas_lain_wilayah_dan_peran_lain_ditolak(klien: Klien, paket: Paket) -> None:
    paket_id, u = paket.id, paket.usulan[0]
    kiriman = isian(u, "diinput")
    asing = klien.masuk(orang(Peran.OPERATOR_DESA, DESA_LAIN))
    assert asing.get(f"/siks/{paket_id}").status_code == 404
    for alamat in ("lembar", "unduhan", "status"):
        assert asing.post(f"/siks/{paket_id}/{alamat}", kiriman).status_code == 404
    pengamat = Klien(klien.app)
    pengamat.masuk(orang(Peran.PENGAMAT, KABUPATEN))
    assert pengamat.get("/siks").status_code == 403
    assert pengamat.post(f"/siks/{paket_id}/lembar").status_code == 403


def test_nama_paket_lain_pada_formulir_tidak_ada(klien: Klien, paket: Paket) -> None:
    lain = Desa(DESA_LAIN).siap_diajukan().usulan[0]
    db.session.commit()
    paket_id, kiriman, nomor = paket.id, isian(lain, "diinput"), lain.id
    web = klien.masuk(orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN))
    web.get(f"/siks/{paket_id}")
    assert web.post(f"/siks/{paket_id}/status", kiriman).status_code == 404
    assert db.session.get(Usulan, nomor).status_siks == "belum"


def test_selisih_menyebut_yang_belum_diisi_dan_yang_diisi_tanpa_kesepakatan(klien: Klien, paket: Paket) -> None:
    satu, dua = paket.usulan
    db.session.execute(sa.update(Usulan).where(Usulan.id == satu.id).values(status_siks="diinput"))
    db.session.execute(sa.update(Usulan).where(Usulan.id == satu.id).values(status="tidak_layak", hidup=False))
    db.session.commit()
    nama_satu, nama_dua = satu.nama, dua.nama
    web = klien.masuk(orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN))
    belum, selisih = web.get("/siks").text, web.get("/siks?ragam=selisih").text
    assert nama_dua in belum
    assert nama_satu not in belum
    assert nama_satu in selisih
    assert nama_dua not in selisih
    desa_lain = Klien(klien.app)
    desa_lain.masuk(orang(Peran.OPERATOR_DESA, DESA_LAIN))
    assert nama_dua not in desa_lain.get("/siks").text


def test_daftar_selisih_dibatasi_dan_bersambung(app: Any) -> None:
    desa = Desa()
    p = desa.siap_diajukan(desa.paket(queries_siks.HALAMAN + 1))
    satu, lagi = queries_siks.belum_diisi(untuk=desa.operator)
    dua, habis = queries_siks.belum_diisi(untuk=desa.operator, sesudah=lagi or 0)
    assert len(satu) == queries_siks.HALAMAN
    assert habis is None
    assert [b.id for b in satu + dua] == [u.id for u in p.usulan]


@pytest.mark.parametrize(
    ("hari", "sisa", "mendesak"), [(10, 7, False), (14, 3, False), (15, 2, True), (17, 0, True), (18, -1, True)]
)
def test_pengisian_mendesak_dua_hari_sebelum_ditutup(app: Any, jam: Any, hari: int, sisa: int, mendesak: bool) -> None:
    jam(dt.datetime(2026, 6, hari, 3, tzinfo=dt.UTC))
    t = queries_siks.tenggat(DESA)
    assert t is not None
    assert (t.sisa, t.mendesak) == (sisa, mendesak)


def test_berkas_gabungan_memuat_pindaian_bertanda_tangan_dan_muat_di_batas_daerah(klien: Klien, app: Any) -> None:
    desa = Desa()
    p = desa.siap_ajukan()
    lain = desa.operator.wilayah
    db.session.add(Aturan(kunci="batas", kode="", wilayah_kode=lain, mulai=dt.date(2026, 1, 1), urut=1,
                          isi={**nilai("batas", lain), "berkas_siks_kb": 100}))  # fmt: skip
    db.session.execute(sa.update(AturanVersi).values(nomor=AturanVersi.nomor + 1))
    db.session.commit()
    paket_id = p.id
    web = klien.masuk(orang(Peran.OPERATOR_DESA, DESA))
    assert "100 KB" in web.get(f"/siks/{paket_id}").text
    web.post(f"/siks/{paket_id}/gabungan")
    assert "Menunggu giliran" in web.get(f"/siks/{paket_id}").text
    kerjakan_gabungan()
    teks = web.get(f"/siks/{paket_id}").text
    alamat = re.search(r"/siks/gabungan/\d+\.pdf", teks)
    assert alamat, teks
    isi = web.get(alamat.group())
    assert len(isi.data) <= 100 * 1024
    with pikepdf.open(io.BytesIO(isi.data)) as pdf:
        assert len(pdf.pages) == 1  # one scan covers every paper of this packet
    asing = Klien(klien.app)
    assert asing.masuk(orang(Peran.OPERATOR_DESA, DESA_LAIN)).get(alamat.group()).status_code == 404
    assert asing.post(f"/siks/{paket_id}/gabungan").status_code == 404


def test_berkas_gabungan_yang_tidak_muat_disebut_dengan_ukurannya(app: Any) -> None:
    desa = Desa()
    p = desa.siap_ajukan()
    g = gabungan.minta(p.id, p.wilayah_kode, "uji", 500, oleh=desa.operator)
    db.session.commit()
    kerjakan_gabungan()
    kini = db.session.get_one(Gabungan, g.id)
    assert kini.sha256 is None
    assert "melebihi batas" in kini.galat


class HanyaGabungan(dict[str, Any]):
    """Merged files are made as the worker would; papers and notices are not the matter here."""

    def __missing__(self, nama: str) -> Any:
        return lambda *_a, **_k: None


def kerjakan_gabungan() -> None:
    while jobs.kerjakan_satu(HanyaGabungan({gabungan.TUGAS: gabungan.kerjakan})):
        pass
