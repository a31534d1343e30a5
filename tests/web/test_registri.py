"""Do the pages of the registry let the right people do the right thing, and keep numbers to themselves?"""

import io

import pytest
import sqlalchemy as sa
from klien import Klien
from pabrik import DESA, DESA_LAIN, Desa, gambar, keluarga, pengguna, warga

from app.domain.akses.peran import Peran
from app.domain.registri.models import ImporRegistri, Keluarga, Warga
from app.infra import files, jobs
from app.infra.db import db
from app.worker.kerja import KERJA

CSV = (
    "nama;no_kk;nik;sex;tanggallahir;kk_level;alamat\n"
    "BUDI SANTOSO;3328100106209990;3328101708859991;1;1985-08-17;1;Jalan Melati\n"
    "SITI RAHAYU;3328100106209990;3328106104859992;2;1985-04-21;3;Jalan Melati\n"
    "SALAH;3328100106209990;123;2;1985-04-21;4;Jalan Melati\n"
)


@pytest.fixture
def operator(klien: Klien) -> Klien:
    p = pengguna(Peran.OPERATOR_DESA, nama_pengguna="op")
    db.session.commit()
    return klien.masuk(p)


def satu_warga(desa: str = DESA) -> Warga:
    w = warga(keluarga(desa), "BUDI SANTOSO")
    db.session.commit()
    return w


def test_impor_lewat_peramban_dari_unggah_sampai_daftar_perbaikan(operator: Klien) -> None:
    halaman = operator.get("/registri")
    assert "Registri masih kosong" in halaman.text
    operator.get("/registri/impor")
    jawab = operator.post("/registri/impor", {"berkas": (io.BytesIO(CSV.encode()), "data.csv")})
    assert jawab.status_code == 303
    assert "Menunggu giliran" in operator.get(jawab.location).text
    assert operator.get(f"{jawab.location}/kemajuan").status_code == 200
    while jobs.kerjakan_satu(KERJA, "uji"):
        pass
    assert operator.get(f"{jawab.location}/kemajuan").status_code == 286
    hasil = operator.get(jawab.location).text
    assert "NIK harus 16 digit" in hasil
    assert db.session.scalars(sa.select(ImporRegistri)).one().baru == 2
    unduh = operator.get(f"{jawab.location}/galat.xlsx")
    assert files.kenali(unduh.data) is files.JenisBerkas.XLSX
    assert "BUDI SANTOSO" in operator.get("/registri").text


def test_berkas_impor_yang_salah_dijelaskan_di_halaman_yang_sama(operator: Klien) -> None:
    operator.get("/registri/impor")
    jawab = operator.post("/registri/impor", {"berkas": (io.BytesIO(b"nama;alamat\nA;B\n"), "data.csv")})
    assert jawab.status_code == 422
    assert "Kolom yang wajib ada belum ditemukan" in jawab.text
    assert operator.post("/registri/impor").status_code == 422


def test_berkas_contoh_dapat_diimpor_kembali_sebagai_judul_yang_sah(operator: Klien) -> None:
    isi = operator.get("/registri/contoh.xlsx").data
    operator.get("/registri/impor")
    assert operator.post("/registri/impor", {"berkas": (io.BytesIO(isi), "contoh.xlsx")}).status_code == 303


def test_nomor_tidak_pernah_masuk_alamat_dan_hanya_tersamar_di_halaman(operator: Klien) -> None:
    w = satu_warga()
    nik = w.nik or ""
    hasil = operator.post("/registri/cari", {"q": nik})
    assert hasil.status_code == 200
    assert "BUDI SANTOSO" in hasil.text
    for alamat in ("/registri?q=budi", f"/registri/keluarga/{w.keluarga_id}", f"/registri/warga/{w.id}/ubah"):
        assert nik not in operator.get(alamat).text
    assert nik not in hasil.text
    alihan = operator.get(f"/registri?q={nik}")
    assert alihan.status_code == 303
    assert nik not in alihan.location
    assert operator.post("/registri/cari", {"q": "budi"}).location == "/registri?q=budi"


def test_tampilkan_nik_membuka_nomor_dengan_dan_tanpa_htmx(operator: Klien) -> None:
    w = satu_warga()
    operator.get(f"/registri/keluarga/{w.keluarga_id}")
    assert (w.nik or "-") in operator.post(f"/registri/warga/{w.id}/nik").text
    potongan = operator.post(f"/registri/warga/{w.id}/nik", headers={"HX-Request": "true"}).text
    assert (w.nik or "-") in potongan
    assert "<html" not in potongan


def test_formulir_warga_menyimpan_isian_yang_salah_dan_menerima_yang_benar(operator: Klien) -> None:
    operator.get("/registri/warga/baru")
    salah = operator.post("/registri/warga", {"nama": "Budi Santoso", "nik": "12"})
    assert salah.status_code == 422
    assert 'value="Budi Santoso"' in salah.text
    benar = {"nama": "Budi Santoso", "nik": "3328101708859991", "no_kk": "3328100106209990", "jenis_kelamin": "L",
             "tanggal_lahir": "1985-08-17", "hubungan": "1", "paket": "7"}  # fmt: skip
    jawab = operator.post("/registri/warga", benar)
    assert jawab.status_code == 303
    w = db.session.scalars(sa.select(Warga)).one()
    assert jawab.location == f"/registri/keluarga/{w.keluarga_id}?paket=7"


def test_nik_yang_dikosongkan_saat_mengubah_tetap_seperti_semula(operator: Klien) -> None:
    w = satu_warga()
    semula = w.nik
    operator.get(f"/registri/warga/{w.id}/ubah")
    isi = {"nama": "BUDI BARU", "jenis_kelamin": "L", "tanggal_lahir": "1985-08-17", "hubungan": "1", "versi": "0"}
    assert operator.post(f"/registri/warga/{w.id}", isi).status_code == 303
    kini = db.session.get_one(Warga, w.id)
    assert (kini.nama, kini.nik) == ("BUDI BARU", semula)
    assert operator.post(f"/registri/warga/{w.id}", isi | {"nama": "USANG"}).status_code == 409


def test_alamat_keluarga_dapat_diubah_tanpa_mengetik_ulang_nomor_kk(operator: Klien) -> None:
    w = satu_warga()
    nomor = w.keluarga.no_kk
    operator.get(f"/registri/keluarga/{w.keluarga_id}/ubah")
    jawab = operator.post(f"/registri/keluarga/{w.keluarga_id}", {"alamat": "Jalan Baru", "rt": "7", "versi": "0"})
    assert jawab.status_code == 303
    k = db.session.get_one(Keluarga, w.keluarga_id)
    assert (k.alamat, k.rt, k.no_kk) == ("Jalan Baru", "007", nomor)


def test_bukti_diunggah_ditampilkan_aman_lalu_dihapus(operator: Klien) -> None:
    w = satu_warga()
    alamat = f"/registri/keluarga/{w.keluarga_id}"
    operator.get(alamat)
    dua = [(io.BytesIO(gambar()), "a.jpg"), (io.BytesIO(gambar("black")), "b.jpg")]
    assert operator.post(f"{alamat}/berkas", {"jenis": "KK", "berkas": dua}).status_code == 303
    halaman = operator.get(alamat).text
    assert halaman.count('loading="lazy"') == 2
    foto = operator.get("/registri/berkas/1")
    assert foto.mimetype == "image/jpeg"
    assert foto.headers["X-Content-Type-Options"] == "nosniff"
    assert foto.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in foto.headers["Content-Security-Policy"]
    assert foto.headers["Content-Disposition"].startswith("inline; filename=")
    assert operator.post("/registri/berkas/1/penghapusan").status_code == 303
    assert operator.get("/registri/berkas/1").status_code == 404


def test_berkas_yang_ditolak_menjelaskan_sebabnya_di_halaman_keluarga(operator: Klien) -> None:
    w = satu_warga()
    alamat = f"/registri/keluarga/{w.keluarga_id}"
    operator.get(alamat)
    bukan = {"jenis": "KK", "berkas": (io.BytesIO(b"<script>alert(1)</script>"), "kk.jpg")}
    jawab = operator.post(f"{alamat}/berkas", bukan)
    assert jawab.status_code == 422
    assert "bukan foto" in jawab.text
    assert operator.post(f"{alamat}/berkas", {"jenis": "KK"}).status_code == 422
    tanpa_jenis = operator.post(f"{alamat}/berkas", {"berkas": (io.BytesIO(gambar()), "kk.jpg")})
    assert "Pilih jenis berkas" in tanpa_jenis.text


def test_warga_desa_lain_tidak_ada_bagi_operator_ini(operator: Klien) -> None:
    w = satu_warga(DESA_LAIN)
    warga_id, keluarga_id = w.id, w.keluarga_id
    for alamat in (f"/registri/keluarga/{keluarga_id}", f"/registri/warga/{warga_id}/ubah", "/registri/berkas/1"):
        assert operator.get(alamat).status_code == 404
    operator.get("/registri")
    for alamat in (f"/registri/warga/{warga_id}/nik", f"/registri/keluarga/{keluarga_id}/berkas"):
        assert operator.post(alamat).status_code == 404
    assert "BUDI" not in operator.get("/registri?q=budi").text.split("<main")[1]


def test_memilih_warga_untuk_paket_menampilkan_tombol_setiap_jenis(operator: Klien) -> None:
    satu_warga()
    paket = Desa().paket(0).id
    db.session.commit()
    halaman = operator.get(f"/registri?q=budi&paket={paket}").text
    assert f'action="/paket/{paket}/usulan"' in halaman
    assert 'name="jenis" value="tambah"' in halaman
    assert 'accesskey="c"' in halaman
    assert f"/paket/{paket}/usulan" not in operator.get("/registri?q=budi").text


@pytest.mark.parametrize(
    ("peran", "boleh"), [(Peran.CAMAT, 200), (Peran.VERIFIKATOR_DINSOS, 200), (Peran.DUKCAPIL, 403)]
)
def test_siapa_yang_melihat_registri(klien: Klien, peran: Peran, boleh: int) -> None:
    w = satu_warga()
    p = pengguna(peran, "33.28.10" if peran is Peran.CAMAT else "33.28")
    db.session.commit()
    klien.masuk(p)
    assert klien.get("/registri").status_code == boleh
    if boleh == 200:
        halaman = klien.get(f"/registri/keluarga/{w.keluarga_id}").text
        assert "Tambah bukti" not in halaman


def test_halaman_registri_tidak_lebih_dari_sepuluh_kueri(operator: Klien) -> None:
    k = keluarga()
    for i in range(30):
        warga(k, f"BUDI {i}")
    db.session.commit()
    kueri: list[str] = []

    def hitung(_k: object, _c: object, kalimat: str, *_: object) -> None:
        if kalimat.lstrip().upper().startswith("SELECT"):
            kueri.append(kalimat)

    sa.event.listen(db.engine, "before_cursor_execute", hitung)
    for alamat in ("/registri", "/registri?q=budi", f"/registri/keluarga/{k.id}", "/registri/impor"):
        kueri.clear()
        assert operator.get(alamat).status_code == 200
        assert 0 < len(kueri) <= 10, (alamat, kueri)
    sa.event.remove(db.engine, "before_cursor_execute", hitung)
