"""Do the pages of papers keep their promises: same bytes, side by side, and a public page that tells no secret?"""

import hashlib
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from klien import Klien
from pabrik import gambar, pengguna

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.dokumen import operations, pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.dokumen.status import StatusDokumen as S
from app.domain.usulan.models import Paket
from app.infra.db import db
from app.web.v.laju import Laju
from app.web.v.routes import laju

DESA, KECAMATAN = "33.28.10.2004", "33.28.10"
Terbit = Callable[..., Dokumen]
Kerjakan = Callable[[], None]


@pytest.fixture(autouse=True)
def _laju_baru(monkeypatch: pytest.MonkeyPatch) -> None:
    # However slow the machine is, no question of a test falls out of the window; conftest.py empties the counter.
    monkeypatch.setattr(laju, "jendela", 86_400.0)


@pytest.fixture
def jadi(terbit: Terbit, kerjakan: Kerjakan) -> Dokumen:
    """A drawn SPTJM."""
    d = terbit(J.SPTJM)
    kerjakan()
    return db.session.get_one(Dokumen, d.id)


def _masuk(klien: Klien, peran: Peran, wilayah: str = DESA) -> Klien:
    p = pengguna(peran, wilayah)
    db.session.commit()
    return klien.masuk(p)


def _unggahan(d: Dokumen, *tanda: int, isi: bytes | None = None, **lain: Any) -> dict[str, Any]:
    return {
        "paket": "1",
        f"versi_{d.id}": str(d.versi_baris),
        "penanda": [str(t) for t in tanda],
        "berkas": (io.BytesIO(isi if isi is not None else gambar()), "pindai.jpg"),
        **lain,
    }


def test_unduhan_berulang_sama_persis_dan_ber_etag(klien: Klien, jadi: Dokumen) -> None:
    _masuk(klien, Peran.OPERATOR_DESA)
    satu = klien.get(f"/dokumen/{jadi.id}/berkas.pdf")
    dua = klien.get(f"/dokumen/{jadi.id}/berkas.pdf?unduh")
    assert satu.data == dua.data
    assert hashlib.sha256(satu.data).hexdigest() == jadi.sha256
    assert satu.headers["ETag"] == f'"{jadi.sha256}"'
    assert "frame-ancestors 'self'" in satu.headers["Content-Security-Policy"]
    assert satu.headers["Content-Disposition"].startswith('inline; filename="surat-pernyataan')
    assert dua.headers["Content-Disposition"].startswith("attachment")
    lagi = klien.get(f"/dokumen/{jadi.id}/berkas.pdf", headers={"If-None-Match": satu.headers["ETag"]})
    assert (lagi.status_code, lagi.data) == (304, b"")


def test_halaman_dokumen_menunggu_lalu_menampilkan(klien: Klien, terbit: Terbit, kerjakan: Kerjakan) -> None:
    d = terbit(J.SPTJM)
    _masuk(klien, Peran.OPERATOR_DESA)
    teks = klien.get(f"/dokumen/{d.id}").text
    assert "Naskah sedang dibuat" in teks
    assert klien.get(f"/dokumen/{d.id}/keadaan").status_code == 200
    assert klien.get(f"/dokumen/{d.id}/berkas.pdf").status_code == 404
    kerjakan()
    jawaban = klien.get(f"/dokumen/{d.id}/keadaan")
    assert (jawaban.status_code, jawaban.headers["HX-Refresh"]) == (286, "true")
    assert "Buka naskah" in klien.get(f"/dokumen/{d.id}").text


def test_unggah_menandai_lalu_kecamatan_membandingkan_dan_mengonfirmasi(
    klien: Klien, jadi: Dokumen, paket: Paket
) -> None:
    _masuk(klien, Peran.OPERATOR_DESA)
    kades, camat = (t.id for t in jadi.tanda_tangan)
    teks = klien.get(f"/dokumen/unggah?paket={paket.id}").text
    assert f'id="penanda-{kades}"' in teks
    isi = _unggahan(jadi, kades, paket=str(paket.id))
    jawaban = klien.post("/dokumen/pindaian", isi)
    assert (jawaban.status_code, jawaban.location) == (303, f"/dokumen/{jadi.id}?kembali=/paket/{paket.id}")
    teks = klien.get(jawaban.location).text
    assert f'href="/paket/{paket.id}"' in teks
    assert "<iframe" not in teks
    _masuk(klien, Peran.OPERATOR_KECAMATAN, KECAMATAN)
    teks = klien.get(f"/dokumen/{jadi.id}").text
    assert teks.count("<iframe") == 2
    pindaian = re.search(r"/dokumen/pindaian/\d+\.pdf", teks)
    assert pindaian
    assert klien.get(pindaian[0]).data.startswith(b"%PDF-")
    versi = operations.muat(jadi.id).versi_baris
    db.session.commit()
    ditolak = klien.post(f"/dokumen/{jadi.id}/penolakan", {"versi": versi, "alasan": ""})
    assert ditolak.status_code == 422
    assert "Tulis alasan" in ditolak.text
    assert klien.post(f"/dokumen/{jadi.id}/konfirmasi", {"versi": versi - 1}).status_code == 409
    asal = "/telaah/1#dokumen"
    assert f'name="kembali" value="{asal}"' in klien.get(f"/dokumen/{jadi.id}?kembali=/telaah/1%23dokumen").text
    selesai = klien.post(f"/dokumen/{jadi.id}/konfirmasi", {"versi": versi, "kembali": asal})
    assert (selesai.status_code, selesai.location) == (303, asal)
    assert operations.muat(jadi.id).status is S.TERKONFIRMASI


def test_kembali_dari_dokumen_tidak_pernah_ke_situs_lain(klien: Klien, jadi: Dokumen) -> None:
    _masuk(klien, Peran.OPERATOR_KECAMATAN, KECAMATAN)
    assert "lain.example" not in klien.get(f"/dokumen/{jadi.id}?kembali=//lain.example/x").text


def test_unggahan_yang_salah_mempertahankan_centang(klien: Klien, jadi: Dokumen, paket: Paket) -> None:
    _masuk(klien, Peran.OPERATOR_DESA)
    kades = jadi.tanda_tangan[0].id
    klien.get(f"/dokumen/unggah?paket={paket.id}")
    jawaban = klien.post("/dokumen/pindaian", _unggahan(jadi, kades, paket=str(paket.id), isi=b"bukan pdf"))
    assert jawaban.status_code == 422
    assert "bukan PDF" in jawaban.text
    assert re.search(rf'value="{kades}" checked', jawaban.text)
    kosong = klien.post("/dokumen/pindaian", _unggahan(jadi, paket=str(paket.id)))
    assert kosong.status_code == 422
    assert "Pilih sedikitnya satu dokumen" in kosong.text


def test_operator_desa_lain_tidak_menemukan_apa_pun(klien: Klien, jadi: Dokumen, paket: Paket) -> None:
    _masuk(klien, Peran.OPERATOR_DESA, "33.28.11.2004")
    for alamat in (f"/dokumen/{jadi.id}", f"/dokumen/{jadi.id}/berkas.pdf", f"/dokumen/unggah?paket={paket.id}"):
        assert klien.get(alamat).status_code == 404
    kades = jadi.tanda_tangan[0].id
    jawaban = klien.post("/dokumen/pindaian", _unggahan(jadi, kades, paket=str(paket.id)))
    assert jawaban.status_code in (404, 422)
    assert operations.muat(jadi.id).tanda_tangan[0].cara is None


def test_halaman_publik_terbuka_tanpa_masuk_dan_tanpa_rahasia(klien: Klien, terbit: Terbit, kerjakan: Kerjakan) -> None:
    d = terbit(J.LAMPIRAN)
    kerjakan()
    jawaban = klien.get(f"/v/{d.kode}")
    assert jawaban.status_code == 200
    sha = operations.muat(d.id).sha256
    for harus in (
        "Lampiran daftar nama",
        "Desa Slawi Kulon",
        "12 November 2026",
        "Slamet Riyadi",
        str(sha),
        "masih berlaku",
    ):
        assert harus in jawaban.text
    assert not re.search(r"(?<![0-9a-f])\d{16}(?![0-9a-f])", jawaban.text)
    assert "Warga Contoh" not in jawaban.text
    assert "Sumiyati" not in jawaban.text


def test_kode_diketik_bebas_diarahkan(klien: Klien, jadi: Dokumen) -> None:
    acak = "-".join(jadi.kode.lower()[i : i + 3] for i in range(0, 12, 3)).replace("0", "o")
    jawaban = klien.get(f"/v?kode={acak}")
    assert (jawaban.status_code, jawaban.location) == (303, f"/v/{jadi.kode}")
    assert klien.get("/v?kode=7Q2K").status_code == 422
    tiada = klien.get("/v/000000000000")
    assert tiada.status_code == 404
    assert "Tidak ada dokumen dengan kode ini" in tiada.text


def test_periksa_berkas_saya(klien: Klien, jadi: Dokumen, operator: Pelaku) -> None:
    _masuk(klien, Peran.OPERATOR_DESA)
    asli = klien.get(f"/dokumen/{jadi.id}/berkas.pdf").data

    def kirim(alamat: str, isi: bytes) -> str:
        klien.get("/v")
        return klien.post(alamat, {"berkas": (io.BytesIO(isi), "x.pdf")}).text

    def tampil(teks: str) -> str:
        return re.sub(r"<div data-jawaban.*?hidden>.*?</div>\s*</div>", "", teks, flags=re.DOTALL)

    assert "sama persis dengan naskah" in tampil(kirim(f"/v/{jadi.kode}/berkas", asli))
    assert "tidak sama dengan naskah" in tampil(kirim(f"/v/{jadi.kode}/berkas", asli + b"x"))
    assert jadi.judul in kirim("/v/berkas", asli)
    assert "tidak sama dengan dokumen mana pun" in kirim("/v/berkas", b"lain")


def test_dokumen_batal_dan_digantikan_dikatakan(
    klien: Klien, terbit: Terbit, kerjakan: Kerjakan, operator: Pelaku
) -> None:
    lama, baru, batal = terbit(J.SPTJM), terbit(J.SPTJM), terbit(J.SPTJM)
    operations.gantikan(lama, baru, oleh=operator)
    operations.batalkan(batal, oleh=operator, alasan="Dibuka kembali")
    kerjakan()
    teks = klien.get(f"/v/{lama.kode}").text
    assert "digantikan" in teks
    assert f"/v/{baru.kode}" in teks
    assert "dibatalkan dan tidak berlaku" in klien.get(f"/v/{batal.kode}").text


def test_penebak_kode_dihentikan(klien: Klien, app: Flask) -> None:
    for _ in range(30):
        assert klien.get("/v/000000000000").status_code == 404
    jawaban = klien.get("/v/000000000000")
    assert jawaban.status_code == 429
    assert int(jawaban.headers["Retry-After"]) > 0


def test_laju_dihitung_per_alamat() -> None:
    satu = Laju(batas=2, jendela=86_400)
    assert [satu.tunggu("a") for _ in range(3)][:2] == [0, 0]
    assert satu.tunggu("a") > 0
    assert satu.tunggu("b") == 0


def test_pindaian_ditolak_tampak_alasannya(klien: Klien, jadi: Dokumen, operator: Pelaku) -> None:
    pemindaian.unggah_pindaian([jadi], [gambar()], penanda=[jadi.tanda_tangan[0].id], oleh=operator)
    db.session.commit()
    _masuk(klien, Peran.OPERATOR_KECAMATAN, KECAMATAN)
    klien.get(f"/dokumen/{jadi.id}")
    isi = {"versi": operations.muat(jadi.id).versi_baris, "alasan": "Stempel tidak tampak."}
    assert klien.post(f"/dokumen/{jadi.id}/penolakan", isi).status_code == 303
    assert "Ditolak: Stempel tidak tampak." in klien.get(f"/dokumen/{jadi.id}").text
    assert operations.muat(jadi.id).status is S.TERBIT
