"""Two officers, the same packets, the same moment: who wins? Real threads, real commits, on both databases."""

import threading

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import J, Kabupaten, tanda_tangani

from app.domain.akses.peran import Peran
from app.domain.bundel import operations as op
from app.domain.bundel.models import Bundel, BundelPaket
from app.domain.bundel.status import StatusBundel
from app.domain.usulan import operations as op_paket
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Paket
from app.domain.usulan.status import StatusPaket
from app.infra.db import db, hanya_baca
from app.infra.galat import Galat, TidakBisa

# Which of four packets each officer ticks, in which order.
PUTARAN = (
    ((0, 1), (0, 1)),
    ((0, 1, 2), (2, 1, 3)),
    ((3,), (3, 0)),
    ((0, 1), (2, 3)),
    ((1, 2, 3, 0), (0, 3, 2, 1)),
)


@pytest.fixture
def empat(app):
    kab = Kabupaten()
    kode = (pabrik.DESA, "33.28.10.2005", pabrik.KELURAHAN, pabrik.DESA)
    paket = [kab.telaah(kab.diajukan(k, jumlah=1)) for k in kode]
    kedua = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    db.session.commit()
    return kab, kedua, [p.id for p in paket]


def serentak(app, *kerja):
    """Run the jobs at the same moment, each in a session and a transaction of its own; returns bundel id or refusal."""
    mulai, hasil = threading.Barrier(len(kerja)), [None] * len(kerja)

    def jalan(urut, satu):
        with app.app_context():
            hanya_baca(False)
            mulai.wait()
            try:
                hasil[urut] = satu()
                db.session.commit()
            except Galat as galat:
                db.session.rollback()
                hasil[urut] = galat
            finally:
                db.session.remove()

    db.session.remove()
    utas = [threading.Thread(target=jalan, args=(i, k)) for i, k in enumerate(kerja)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(60)
    assert not any(u.is_alive() for u in utas), "the two wait for each other"
    return hasil


def terbit():
    """Packets per issued bundel."""
    baris = db.session.execute(
        sa.select(BundelPaket.bundel_id, BundelPaket.paket_id)
        .join(Bundel, Bundel.id == BundelPaket.bundel_id)
        .where(Bundel.status == StatusBundel.TERBIT)
    )
    isi = {}
    for bundel_id, paket_id in baris:
        isi.setdefault(bundel_id, set()).add(paket_id)
    return isi


def test_dua_bundel_atas_paket_yang_sama_hanya_satu_yang_jadi(app, empat):
    kab, kedua, ids = empat
    for pertama_pilih, kedua_pilih in PUTARAN:
        pilih = [[ids[i] for i in p] for p in (pertama_pilih, kedua_pilih)]
        hasil = serentak(
            app,
            lambda p=pilih[0]: op.terbitkan(J.TELAAH, p, oleh=kab.petugas).id,
            lambda p=pilih[1]: op.terbitkan(J.TELAAH, p, oleh=kedua).id,
        )
        bentrok = set(pilih[0]) & set(pilih[1])
        jadi = [h for h in hasil if isinstance(h, int)]
        assert len(jadi) == (1 if bentrok else 2), hasil
        for h in hasil:
            if not isinstance(h, int):
                assert isinstance(h, TidakBisa)
                assert "sudah ada di dalam berkas bersama lain" in " ".join(h.alasan)
        isi = terbit()
        assert set(isi) == set(jadi)
        assert sum(len(p) for p in isi.values()) == len(set().union(*isi.values())), "no packet in two bundels"
        kunci = dict(iter(db.session.execute(sa.select(Paket.id, Paket.bundel_id))))
        assert {p: b for b, milik in isi.items() for p in milik} == {p: b for p, b in kunci.items() if b}
        for bundel_id in jadi:
            bundel = op.muat(bundel_id)
            op.buka(bundel, alasan="Putaran berikutnya", oleh=kab.camat, versi=bundel.versi_baris)
        db.session.commit()


def test_penerbitan_dan_pengembalian_serentak_hanya_satu_yang_terjadi(app, empat):
    kab, _, ids = empat
    paket = db.session.get_one(Paket, ids[0])
    versi = paket.versi_baris

    def kembalikan():
        p = db.session.get_one(Paket, ids[0])
        op_paket.kembalikan(p, [(None, "ba_tidak_lengkap", "")], oleh=kab.petugas, versi=versi)
        return 0

    bundel, kembali = serentak(app, lambda: op.terbitkan(J.TELAAH, ids[:2], oleh=kab.petugas).id, kembalikan)
    paket = db.session.get_one(Paket, ids[0])
    assert isinstance(bundel, int) != isinstance(kembali, int), (bundel, kembali)
    if isinstance(bundel, int):
        assert (paket.status, paket.bundel_id) == (StatusPaket.DIAJUKAN, bundel)
    else:
        assert (paket.status, paket.bundel_id) == (StatusPaket.DIKEMBALIKAN, None)
        assert terbit() == {}


def test_dua_putusan_serentak_memindahkan_paket_sekali(app, empat):
    kab, _, ids = empat
    bundel = op.terbitkan(J.TELAAH, ids[:2], oleh=kab.petugas)
    tanda_tangani(bundel, None, kab)
    db.session.commit()
    nomor, versi = bundel.id, bundel.versi_baris

    def putuskan():
        op.putuskan(op.muat(nomor), oleh=kab.camat, versi=versi)
        return nomor

    hasil = serentak(app, putuskan, putuskan)
    assert sum(isinstance(h, int) for h in hasil) == 1
    status = db.session.scalars(sa.select(Paket.status).where(Paket.id.in_(ids[:2])))
    assert set(status) == {StatusPaket.DITERUSKAN}


def test_dua_verifikator_menilai_bersilang_tidak_saling_menunggu(app):
    """One ticks names of packets A and B, the other of B and A: locks are taken packet by packet, not name by name."""
    kab = Kabupaten()
    d1, d2 = kab.desa[pabrik.DESA], kab.desa[pabrik.KELURAHAN]
    a, b = d1.paket(1), d2.paket(2)
    pabrik.usulan(a, d1.operator)
    for d, p in ((d1, a), (d2, b)):
        kab.putuskan(kab.bundel(J.TELAAH, kab.telaah(d.diajukan(p))))
    kedua = pabrik.orang(Peran.VERIFIKATOR_DINSOS, pabrik.KABUPATEN)
    a1, a2, b1, b2 = [u for p in (a, b) for u in p.usulan]
    assert a1.id < b1.id < b2.id < a2.id
    pilih = [[(u.id, u.versi_baris) for u in dua] for dua in ((a1, b1), (b2, a2))]
    db.session.commit()
    hasil = serentak(
        app,
        lambda: [sebab for _, sebab in opu.nilai_banyak(pilih[0], "layak", oleh=kab.verifikator)],
        lambda: [sebab for _, sebab in opu.nilai_banyak(pilih[1], "layak", oleh=kedua)],
    )
    assert hasil == [["", ""], ["", ""]]
