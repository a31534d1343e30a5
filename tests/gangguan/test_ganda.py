"""What if it arrives twice, late, or together with somebody else's? A real server, real threads, real sockets."""

import http.client
import threading
from urllib.parse import urlencode

import pabrik
import pytest
import sqlalchemy as sa
from klien import Klien
from werkzeug.serving import make_server

from app.domain.akses.peran import Peran
from app.domain.rapat.models import Rapat
from app.domain.registri.models import Warga
from app.domain.usulan.models import Paket, Usulan
from app.infra.db import db

# How long an answer may take: a busy machine is no fault, a request that never comes back is one.
SABAR = 600


@pytest.fixture
def peladen(app):
    """The application on a free port, each request in a thread of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    utas = threading.Thread(target=server.serve_forever)
    utas.start()
    yield server.server_port
    server.shutdown()
    utas.join()
    server.server_close()
    # Answers are on their way before a thread has given its connection back.
    for sisa in threading.enumerate():
        if "process_request_thread" in sisa.name:
            sisa.join()


def kirim_serentak(port, *kiriman):
    """(client, path, fields) each from a thread, released together; returns (status, location, text) each."""
    mulai, hasil = threading.Barrier(len(kiriman)), [None] * len(kiriman)

    def jalan(urut, k, alamat, isi):
        kue = k.http.get_cookie("sahih")
        kepala = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"sahih={kue.value}"}
        sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=SABAR)
        mulai.wait()
        sambungan.request("POST", alamat, urlencode({"csrf_token": k._token, **isi}), kepala)
        jawaban = sambungan.getresponse()
        hasil[urut] = (jawaban.status, jawaban.getheader("Location"), jawaban.read().decode())
        sambungan.close()

    db.session.remove()
    utas = [threading.Thread(target=jalan, args=(i, *k)) for i, k in enumerate(kiriman)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert None not in hasil, "a request never came back"
    return hasil


def hitung(kelas, *syarat):
    db.session.remove()
    return db.session.scalar(sa.select(sa.func.count()).select_from(kelas).where(*syarat))


# The months for which a packet may be begun in the month of the tests.
TERBUKA = ("2026-09", "2026-10", "2026-11", "2026-12")


@pytest.fixture
def desa(app):
    d = pabrik.Desa()
    d.kedua = pabrik.pengguna(Peran.OPERATOR_DESA)
    d.akun = pabrik.pengguna(Peran.OPERATOR_DESA)
    db.session.commit()
    return d


def test_tombol_ditekan_dua_kali_serentak_membuat_satu_baris_dan_jawaban_yang_sama(app, peladen, desa):
    k = Klien(app).masuk(desa.akun)
    for putaran, periode in enumerate(TERBUKA):
        isi = {"_kunci": f"kunci-{putaran}", "periode": periode}
        hasil = kirim_serentak(peladen, *[(k, "/paket/pembuatan", isi)] * 3)
        assert [h[0] for h in hasil] == [303, 303, 303], hasil
        assert len({h[1] for h in hasil}) == 1
        assert hitung(Paket, Paket.periode == periode) == 1


def test_dua_kunci_berbeda_serentak_satu_jadi_satu_dijelaskan(app, peladen, desa):
    k, lain = Klien(app).masuk(desa.akun), Klien(app).masuk(desa.kedua)
    for putaran, periode in enumerate(TERBUKA):
        isi = {"periode": periode}
        hasil = kirim_serentak(
            peladen,
            (k, "/paket/pembuatan", isi | {"_kunci": f"a{putaran}"}),
            (lain, "/paket/pembuatan", isi | {"_kunci": f"b{putaran}"}),
        )
        assert sorted(h[0] for h in hasil) == [303, 409], hasil
        assert "masih disusun" in next(h[2] for h in hasil if h[0] == 409)
        assert hitung(Paket, Paket.periode == periode) == 1


def test_dua_petugas_menekan_langkah_yang_sama_hanya_satu_yang_terjadi(app, peladen, desa):
    paket = desa.paket()
    desa.rapat(paket)
    db.session.commit()
    nomor, versi = paket.id, paket.versi_baris
    k, lain = Klien(app).masuk(desa.akun), Klien(app).masuk(desa.kedua)
    hasil = kirim_serentak(
        peladen,
        (k, f"/paket/{nomor}/persiapan", {"versi": versi, "_kunci": "x"}),
        (lain, f"/paket/{nomor}/persiapan", {"versi": versi, "_kunci": "x"}),
    )
    assert sorted(h[0] for h in hasil) == [303, 409], hasil
    assert hitung(Paket, Paket.id == nomor, Paket.status == "siap_musyawarah") == 1


def test_orang_yang_sama_diusulkan_serentak_hanya_sekali(app, peladen, desa):
    paket = desa.paket(jumlah=0)
    w = pabrik.warga()
    db.session.commit()
    nomor, warga_id = paket.id, w.id
    k, lain = Klien(app).masuk(desa.akun), Klien(app).masuk(desa.kedua)
    isi = {"warga_id": warga_id, "jenis": "tambah"}
    hasil = kirim_serentak(
        peladen,
        (k, f"/paket/{nomor}/usulan", isi),
        (lain, f"/paket/{nomor}/usulan", isi),
        (k, f"/paket/{nomor}/usulan", isi),
    )
    assert sorted(h[0] for h in hasil) == [303, 409, 409], hasil
    assert all("usulan sejenis" in h[2] or "sudah" in h[2] for h in hasil if h[0] == 409)
    assert hitung(Usulan, Usulan.warga_id == warga_id) == 1


def test_satu_musyawarah_walau_dua_petugas_merencanakannya_bersama(app, peladen, desa):
    nomor = desa.paket(jumlah=1).id
    db.session.commit()
    k, lain = Klien(app).masuk(desa.akun), Klien(app).masuk(desa.kedua)
    hasil = kirim_serentak(peladen, (k, f"/paket/{nomor}/rapat", {}), (lain, f"/paket/{nomor}/rapat", {}))
    assert [h[0] for h in hasil] == [303, 303], hasil
    assert hasil[0][1] == hasil[1][1]
    assert hitung(Rapat) == 1


def test_isian_yang_sama_disunting_dua_orang_tidak_hilang_diam_diam(app, peladen, desa):
    """One is stored, the other is told and keeps what was typed."""
    paket = desa.paket(jumlah=0)
    u = pabrik.usulan(paket, desa.operator, lengkap=False)
    db.session.commit()
    alamat, versi = f"/usulan/{u.id}/isian", u.versi_baris
    k, lain = Klien(app).masuk(desa.akun), Klien(app).masuk(desa.kedua)
    hasil = kirim_serentak(
        peladen,
        (k, alamat, {"versi": versi, "baru.keadaan": "Ketikan orang pertama"}),
        (lain, alamat, {"versi": versi, "baru.keadaan": "Ketikan orang kedua"}),
    )
    kode = [h[0] for h in hasil]
    assert kode.count(409) == 1, hasil
    kalah = kode.index(409)
    assert f"Ketikan orang {('pertama', 'kedua')[kalah]}" in hasil[kalah][2]


def test_nik_yang_sama_dicatat_dua_petugas_serentak_hanya_sekali(app, peladen, desa):
    k, lain = Klien(app).masuk(desa.akun), Klien(app).masuk(desa.kedua)
    isi = {
        "nama": "SITI AMINAH", "nik": "3328105708850001", "no_kk": "3328100106209001", "tempat_lahir": "Tegal",
        "tanggal_lahir": "1985-08-17", "jenis_kelamin": "P", "hubungan": "1", "nama_ibu": "Ibu", "pekerjaan": "19",
        "status_kawin": "2", "agama": "1", "pendidikan": "3", "alamat": "Jalan Melati", "rt": "1", "rw": "2",
        "sudah_dicek": "1",
    }  # fmt: skip
    hasil = kirim_serentak(peladen, (k, "/registri/warga", isi), (lain, "/registri/warga", isi))
    kode = sorted(h[0] for h in hasil)
    assert kode[0] == 303, hasil
    assert kode[1] in (409, 422), kode
    assert hitung(Warga, Warga.nama == "SITI AMINAH") == 1


def test_kunci_orang_lain_tidak_memberi_jawaban_orang_itu(app, desa):
    k, lain = Klien(app).masuk(desa.akun), Klien(app).masuk(desa.kedua)
    pertama = k.post("/paket/pembuatan", {"_kunci": "sama", "periode": TERBUKA[0]})
    kedua = lain.post("/paket/pembuatan", {"_kunci": "sama", "periode": TERBUKA[1]})
    assert pertama.status_code == kedua.status_code == 303
    assert pertama.location != kedua.location


def test_kiriman_yang_ditolak_tidak_menghabiskan_kuncinya(app, desa):
    k = Klien(app).masuk(desa.akun)
    assert k.post("/paket/pembuatan", {"_kunci": "ulang", "periode": "salah"}).status_code == 422
    assert k.post("/paket/pembuatan", {"_kunci": "ulang", "periode": TERBUKA[2]}).status_code == 303
    assert hitung(Paket) == 1
