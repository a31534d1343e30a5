"""What does a request cost that nobody in their senses would send? Refused before it is read piece by piece."""

from app.web import masukan

RAKSASA = b"a&" * (1024 * 1024 - 2)


def test_sejuta_isian_kosong_ditolak_sebelum_dibaca_satu_per_satu(app, klien, monkeypatch):
    """Two megabytes of empty fields held a thread for seconds, for anybody without an account."""
    monkeypatch.setattr(masukan, "_teks", lambda: 1 / 0)
    for alamat in ("/masuk", "/v/berkas", "/paket/pembuatan"):
        jawaban = klien.http.post(alamat, data=RAKSASA, content_type="application/x-www-form-urlencoded")
        assert (jawaban.status_code, "terlalu banyak isian" in jawaban.text) == (422, True), alamat


def test_daftar_panjang_yang_wajar_tetap_diterima(app, klien):
    klien.get("/masuk")
    isi = {f"bidang-{n}": "x" for n in range(masukan.MAKS_ISIAN - 100)}
    assert "tidak cocok" in klien.post("/masuk", {"nama_pengguna": "a", "sandi": "b", **isi}).text
