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


def test_kepala_yang_bukan_alamat_tidak_menggagalkan_jawaban(app, klien):
    rusak = {"HX-Request": "true", "HX-Current-URL": "http://[::1", "Referer": "http://[bad", "Origin": "http://["}
    assert klien.http.get("/paket", headers=rusak).status_code == 401
    klien.get("/masuk")
    for alamat in ("/paket/pembuatan", "/v/tiada/berkas", "/tidak/ada"):
        assert klien.http.post(alamat, data={"csrf_token": klien._token}, headers=rusak).status_code < 500, alamat


def test_pemeriksaan_umum_tidak_menulis_kunci_siapa_pun(app, kampung, sebagai):
    """Nothing is written there, so a key to be answered once has no place to stand: it was a fault of the database."""
    jawaban = sebagai("operator_desa").post("/v/berkas", {"_kunci": "abc"})
    assert (jawaban.status_code, "Pilih berkas PDF" in jawaban.text) == (422, True)
