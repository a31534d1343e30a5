"""Can the history be changed without anyone noticing? It can not: not by us, not by the database's owner."""

import threading

import pytest
import sqlalchemy as sa

from app.infra import audit
from app.infra.db import db


@pytest.fixture
def rantai(app):
    for i in range(3):
        audit.catat(
            "paket:1",
            [{"aksi": "paket.uji", "objek": "paket:1", "dari": "a", "ke": "b", "isi": {"alasan": f"sebab {i}"}}],
            pengguna_id=1,
        )
    audit.catat("paket:2", [{"aksi": "paket.uji", "objek": "paket:2"}], pengguna_id=1)
    db.session.commit()


def ubah_paksa(perintah: str) -> None:
    """As someone with the database in hand: triggers off first."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("DROP TRIGGER audit_tolak_ubah"))
        db.session.execute(sa.text("DROP TRIGGER audit_tolak_hapus"))
    else:
        db.session.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER ALL"))
    db.session.execute(sa.text(perintah))
    db.session.commit()


@pytest.mark.parametrize("perintah", ["UPDATE audit SET ke = 'lain'", "DELETE FROM audit"])
def test_basis_data_menolak_ubah_dan_hapus(rantai, perintah):
    with pytest.raises(sa.exc.DBAPIError, match="hanya dapat ditambah"):
        db.session.execute(sa.text(perintah))
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(audit.Audit.id))) == 4


def test_basis_data_menolak_pengosongan(rantai):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE; its DELETE is tested above")
    with pytest.raises(sa.exc.DBAPIError, match="hanya dapat ditambah"):
        db.session.execute(sa.text("TRUNCATE audit CASCADE"))


def test_rantai_utuh_lolos_pemeriksaan(rantai):
    assert audit.periksa() is None


@pytest.mark.parametrize(
    ("perintah", "sebut"),
    [
        (
            "UPDATE audit SET ke = 'c' WHERE urut = 2",
            "kolom tidak cocok dengan teks yang dicatat (ke berisi 'c', tercatat 'b')",
        ),
        ("UPDATE audit SET pengguna_id = 9 WHERE urut = 2", "(pengguna_id berisi 9, tercatat 1)"),
        ("UPDATE audit SET teks = 'x' WHERE urut = 2", "(rantai paket:1, urut 2): kolom tidak cocok dengan teks"),
        ("UPDATE audit SET teks = '[]' WHERE urut = 2", "teks itu tidak terbaca"),
        ("UPDATE audit SET hash = 'f' WHERE urut = 2", "hash tidak cocok (tertulis f, seharusnya "),
        ("UPDATE audit_isi SET isi = '' WHERE audit_id = 2", "urut 2): isi tidak cocok"),
        ("DELETE FROM audit_kepala WHERE rantai = 'paket:2'", "Rantai paket:2: kepala rantai hilang."),
        ("DELETE FROM audit_isi WHERE audit_id = 2; ", None),
    ],
)
def test_perubahan_satu_kolom_ketahuan(rantai, perintah, sebut):
    ubah_paksa(perintah)
    hasil = audit.periksa()
    assert (sebut in hasil) if sebut else hasil is None, "the erasable part may go, the chain stays whole"


def test_isi_yang_diganti_ketahuan(rantai):
    isi = db.session.get_one(audit.AuditIsi, 2)
    isi.isi = {**isi.isi, "alasan": "karangan"}
    db.session.commit()
    assert "isi tidak cocok" in audit.periksa()


def test_ekor_yang_dipotong_ketahuan(rantai):
    db.session.execute(sa.delete(audit.AuditIsi))
    ubah_paksa("DELETE FROM audit WHERE rantai = 'paket:1' AND urut = 3")
    assert "ekor rantai terpotong" in audit.periksa()


def test_dua_baris_pertama_bersamaan_sama_sama_tercatat(app):
    pagar, galat = threading.Barrier(2), []

    def pertama():
        with app.app_context():
            try:
                pagar.wait(10)
                audit.catat("keamanan", [{"aksi": "masuk.uji", "objek": "keamanan"}], pengguna_id=None)
                db.session.commit()
            except Exception as e:
                galat.append(e)
            finally:
                db.session.remove()

    utas = [threading.Thread(target=pertama) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert not galat
    assert audit.periksa() is None
    assert db.session.get_one(audit.AuditKepala, "keamanan").urut == 2


def test_rantai_lain_tidak_ikut_terganggu(rantai):
    kepala = {k.rantai: k.urut for k in db.session.scalars(sa.select(audit.AuditKepala))}
    assert kepala == {"paket:1": 3, "paket:2": 1}
