"""Can a step be taken by a role without authority for it? Every row of the three machines, every role, over HTTP."""

import pabrik
import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.peran import Peran
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import Paket, Usulan
from app.infra.audit import Audit
from app.infra.db import db

LIHAT = {"paket": Aksi.PAKET_LIHAT, "usulan": Aksi.USULAN_LIHAT, "bundel": Aksi.BUNDEL_LIHAT}
# A proposal moves only while its packet stands where the row asks for it.
PAKET_USULAN = {
    "paket draf": "draf",
    "paket diteruskan": "diteruskan",
    "setelah siap diajukan": "dikembalikan",
    "sejak disepakati": "disahkan",
}


def jejak():
    return (
        db.session.scalar(sa.select(sa.func.count()).select_from(Audit).where(Audit.rantai != "keamanan")),
        db.session.execute(sa.select(Paket.id, Paket.status, Paket.versi_baris).order_by(Paket.id)).all(),
        db.session.execute(sa.select(Usulan.id, Usulan.status, Usulan.versi_baris).order_by(Usulan.id)).all(),
        db.session.execute(sa.select(Bundel.id, Bundel.status, Bundel.versi_baris)).all(),
    )


def coba_semua(kampung, sebagai, jenis, objek_kelas, objek_id, aksi, kata, tetap):
    """Every role without authority tries; returns what was not refused as it should be, and how many tried."""
    ganjil, percobaan = [], 0
    awal = jejak()
    db.session.remove()
    for peran in Peran:
        oleh = pabrik.pelaku(kampung.akun[str(peran)])
        objek = db.session.get_one(objek_kelas, objek_id)
        berwenang = policy.boleh(oleh, aksi, objek)
        terlihat = policy.boleh(oleh, LIHAT[jenis], objek)
        versi = objek.versi_baris
        db.session.remove()
        if berwenang:
            continue
        percobaan += 1
        isi = {"versi": str(versi), "alasan": "Coba.", "alasan_kode": "lain", "status": "diterima", "hasil": "padan"}
        kode = sebagai(str(peran)).post(f"/{jenis}/{objek_id}/{kata}", isi).status_code
        if kode != (403 if terlihat else 404):
            ganjil.append((tetap, str(peran), str(aksi), kode))
    if jejak() != awal:
        ganjil.append((tetap, "changed", str(aksi)))
    db.session.remove()
    return ganjil, percobaan


def atur(tabel, objek_id, **nilai):
    db.session.execute(sa.update(tabel).where(tabel.id == objek_id).values(**nilai))
    db.session.commit()


def test_langkah_paket_ditolak_bagi_setiap_peran_tanpa_wewenang(app, kampung, sebagai):
    ganjil, jumlah = [], 0
    for b in ALUR_PAKET.baris:
        if b.menyusul or b.lewat or not b.dari:
            continue
        if f"/paket/<int:paket_id>/{b.kata}" not in {r.rule for r in app.url_map.iter_rules()}:
            continue
        for dari in sorted(b.dari):
            atur(Paket, kampung.dikembalikan, status=dari, periode="2026-09")
            salah, n = coba_semua(kampung, sebagai, "paket", Paket, kampung.dikembalikan, b.aksi, b.kata, dari)
            ganjil, jumlah = ganjil + salah, jumlah + n
    assert not ganjil
    assert jumlah > 150


def test_langkah_usulan_ditolak_bagi_setiap_peran_tanpa_wewenang(app, kampung, sebagai):
    ganjil, jumlah = [], 0
    u = kampung.ids["usulan_id"]
    rumus = {r.rule for r in app.url_map.iter_rules()}
    for b in ALUR_USULAN.baris:
        if b.menyusul or b.lewat or not b.dari or f"/usulan/<int:usulan_id>/{b.kata}" not in rumus:
            continue
        atur(Paket, kampung.draf, status=PAKET_USULAN.get(b.nama_kapan, "dikembalikan"))
        atur(Usulan, u, status=sorted(b.dari)[0])
        salah, n = coba_semua(kampung, sebagai, "usulan", Usulan, u, b.aksi, b.kata, sorted(b.dari)[0])
        ganjil, jumlah = ganjil + salah, jumlah + n
    assert not ganjil
    assert jumlah > 120


def test_langkah_bundel_ditolak_bagi_setiap_peran_tanpa_wewenang(app, kampung, sebagai):
    ganjil, jumlah = [], 0
    b_id = kampung.ids["bundel_id"]
    for b in ALUR_BUNDEL.baris:
        if not b.dari or b.lewat:
            continue
        jenis = JenisBundel(b.nama_kapan)
        wilayah = pabrik.KECAMATAN if jenis is JenisBundel.TELAAH else pabrik.KABUPATEN
        atur(Bundel, b_id, jenis=jenis, wilayah_kode=wilayah)
        salah, n = coba_semua(kampung, sebagai, "bundel", Bundel, b_id, b.aksi, b.kata, jenis)
        ganjil, jumlah = ganjil + salah, jumlah + n
    assert not ganjil
    assert jumlah > 60


def test_penerbitan_bundel_ditolak_bagi_peran_yang_tidak_menyusunnya(app, kampung, sebagai):
    awal = jejak()
    db.session.remove()
    for jenis, penyusun in (
        ("telaah", {Peran.OPERATOR_KECAMATAN}),
        ("verval", {Peran.VERIFIKATOR_DINSOS}),
        ("pengesahan", {Peran.VERIFIKATOR_DINSOS}),
    ):
        for peran in set(Peran) - penyusun:
            k = sebagai(str(peran))
            jawaban = k.post("/bundel/penerbitan", {"jenis": jenis, "paket": [str(kampung.diajukan)]})
            # A verifikator may stand in for a kecamatan that typed for the village, and for no other packet.
            pengganti = jenis == "telaah" and peran is Peran.VERIFIKATOR_DINSOS
            assert jawaban.status_code == (409 if pengganti else 403), (jenis, peran)
    assert jejak() == awal


def test_bundel_tidak_menerima_paket_wilayah_lain_atau_yang_belum_sampai(app, kampung, sebagai):
    """Ids of others in the list of a bulk step: one foreign id refuses all of it."""
    awal = jejak()
    db.session.remove()
    for siapa, pilih in (
        ("operator_kecamatan_lain", [kampung.diajukan]),
        ("operator_kecamatan", [kampung.draf]),
        ("operator_kecamatan", [kampung.dikembalikan, kampung.siap]),
    ):
        jawaban = sebagai(siapa).post("/bundel/penerbitan", {"jenis": "telaah", "paket": [str(p) for p in pilih]})
        assert jawaban.status_code in (403, 404, 409, 422), (siapa, jawaban.status_code)
    assert jejak() == awal


def test_kepala_desa_yang_menyusun_sendiri_tidak_dapat_mengajukan(app):
    """Four eyes: who composed the packet does not decide it, whatever the button says."""
    desa = pabrik.Desa()
    paket = desa.siap_ajukan()
    atur(Paket, paket.id, disusun_oleh=desa.kades.pengguna_id)
    db.session.refresh(paket)
    assert not policy.boleh(desa.kades, Aksi.PAKET_AJUKAN, paket)
