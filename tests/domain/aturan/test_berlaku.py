"""Does the right rule hold at the right place on the right day, in every process at once?"""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations
from app.domain.aturan.berlaku import berlaku, nilai, profil_kini, sebutan
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.wilayah.models import Wilayah
from app.infra import audit
from app.infra.db import db
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBisa, TidakBoleh

DESA = "33.28.10.2004"
HARI_INI = dt.date(2026, 11, 10)
ADMIN = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")


def kuorum(wilayah: str = "33.28", persen: float = 50, mulai: dt.date = HARI_INI, **lain: Any) -> Aturan:
    isi = {"persen": persen, "sifat": "peringatan"}
    return operations.tetapkan("kuorum", "", isi, wilayah_kode=wilayah, mulai=mulai, oleh=ADMIN, **lain)


def persen(wilayah: str = DESA, pada: dt.date | None = None) -> float:
    return float(nilai("kuorum", wilayah, pada=pada)["persen"])


def test_wilayah_terdekat_menang(app: Flask) -> None:
    kuorum("33.28", 50)
    kuorum("33.28.10", 60)
    assert persen(DESA) == 60
    assert persen("33.28.11.2004") == 50
    assert persen("35.25.11.2021") == 66.67


def test_wilayah_yang_kodenya_hanya_berawalan_sama_tidak_tercakup(app: Flask) -> None:
    kuorum("33.28.10.2004", 70)
    assert persen("33.28.10") == 66.67


def test_aturan_mendatang_belum_berlaku(app: Flask) -> None:
    kuorum(persen=50, mulai=dt.date(2026, 12, 1))
    assert persen() == 66.67
    assert persen(pada=dt.date(2026, 11, 30)) == 66.67
    assert persen(pada=dt.date(2026, 12, 1)) == 50


def test_aturan_yang_berakhir_dikembalikan_ke_wilayah_lebih_luas(app: Flask) -> None:
    satu = kuorum(persen=50)
    operations.akhiri(satu.id, pada=dt.date(2026, 11, 20), oleh=ADMIN)
    assert persen(pada=dt.date(2026, 11, 20)) == 50
    assert persen(pada=dt.date(2026, 11, 21)) == 66.67


def test_hari_dinilai_di_zona_wilayahnya(app: Flask, jam: Any) -> None:
    kuorum(persen=50, mulai=dt.date(2026, 11, 11))
    # 23.30 WIB on the tenth: in Papua the eleventh has begun, here it has not.
    jam(dt.datetime(2026, 11, 10, 16, 30, tzinfo=dt.UTC))
    assert persen() == 66.67
    jam(dt.datetime(2026, 11, 10, 17, 0, tzinfo=dt.UTC))
    assert persen() == 50


def test_perubahan_mengakhiri_baris_lama_tanpa_menghapusnya(app: Flask) -> None:
    lama = kuorum(persen=50)
    db.session.commit()
    kuorum(persen=60, mulai=dt.date(2026, 12, 1))
    db.session.commit()
    assert (lama.selesai, lama.isi["persen"]) == (dt.date(2026, 11, 30), 50)
    assert persen() == 50
    assert persen(pada=dt.date(2026, 12, 1)) == 60


def test_baris_yang_belum_lewat_diperbaiki_di_tempat_beserta_sambungannya(app: Flask) -> None:
    lama = kuorum(persen=50)
    baru = kuorum(persen=60, mulai=dt.date(2026, 12, 1))
    kuorum(persen=61, mulai=dt.date(2026, 12, 15), ubah_id=baru.id)
    assert db.session.scalar(sa.select(sa.func.count()).where(Aturan.wilayah_kode == "33.28")) == 2
    assert lama.selesai == dt.date(2026, 12, 14)
    assert persen(pada=dt.date(2026, 12, 10)) == 50
    assert persen(pada=dt.date(2026, 12, 15)) == 61


def test_baris_yang_berlaku_sejak_hari_ini_tetap_berlaku_sampai_penggantinya_mulai(app: Flask) -> None:
    kini = kuorum(persen=50)
    kuorum(persen=60, mulai=dt.date(2026, 11, 11), ubah_id=kini.id)
    assert [persen(), persen(pada=dt.date(2026, 11, 11))] == [50, 60]


def test_baris_yang_disisipkan_berakhir_sebelum_yang_berikutnya(app: Flask) -> None:
    kuorum(persen=50)
    kuorum(persen=70, mulai=dt.date(2027, 1, 1))
    tengah = kuorum(persen=60, mulai=dt.date(2026, 12, 1))
    assert tengah.selesai == dt.date(2026, 12, 31)
    assert [
        persen(pada=dt.date(2026, 11, 15)),
        persen(pada=dt.date(2026, 12, 15)),
        persen(pada=dt.date(2027, 1, 1)),
    ] == [
        50,
        60,
        70,
    ]


def test_masa_lalu_tidak_dapat_diubah(app: Flask, jam: Any) -> None:
    satu = kuorum(persen=50)
    with pytest.raises(GalatIsian) as tolak:
        kuorum(persen=60, mulai=dt.date(2026, 11, 9))
    assert set(tolak.value.bidang) == {"mulai"}
    operations.akhiri(satu.id, pada=HARI_INI, oleh=ADMIN)
    jam(dt.timedelta(days=2))
    with pytest.raises(TidakBisa):
        operations.akhiri(satu.id, pada=dt.date(2026, 12, 1), oleh=ADMIN)


def test_admin_tidak_dapat_menetapkan_untuk_wilayah_lain(app: Flask) -> None:
    for wilayah in ("35.25", "33", ""):
        with pytest.raises(TidakBoleh):
            kuorum(wilayah)
    nasional = db.session.scalars(sa.select(Aturan).where(Aturan.kunci == "kuorum")).one()
    with pytest.raises(TidakAda):
        operations.akhiri(nasional.id, pada=HARI_INI, oleh=ADMIN)


def test_perubahan_orang_lain_sesudah_formulir_dibuka_menolak_simpan(app: Flask) -> None:
    dibuka = operations.sidik("kuorum", "")
    kuorum(persen=50, versi=dibuka)
    with pytest.raises(HalamanUsang):
        kuorum(persen=60, versi=dibuka)
    assert persen() == 50


def test_kode_baru_yang_sudah_ada_ditolak(app: Flask) -> None:
    isi = {"label": "Lain", "teks_wajib": False}
    with pytest.raises(GalatIsian) as tolak:
        operations.tetapkan("alasan_tunda", "lainnya", isi, wilayah_kode="33.28", mulai=HARI_INI, oleh=ADMIN, versi="")
    assert "sudah ada" in tolak.value.bidang["kode"]


def test_baris_yang_dinonaktifkan_wilayah_tidak_ditawarkan_tetapi_masih_bernama(app: Flask) -> None:
    isi = {"label": "Alasan lain", "cakupan": "individu", "bukti": [], "teks_wajib": True, "aktif": False}
    operations.tetapkan("alasan_hapus", "lainnya", isi, wilayah_kode="33.28", mulai=HARI_INI, oleh=ADMIN)
    assert "lainnya" not in berlaku("alasan_hapus", DESA)
    assert "lainnya" in berlaku("alasan_hapus", DESA, semua=True)
    assert "lainnya" in berlaku("alasan_hapus", "35.25")
    assert sebutan("alasan_hapus", "lainnya", DESA) == "Alasan lain"


def test_profil_berganti_menurut_tanggal(app: Flask) -> None:
    assert profil_kini(DESA)["nama_data"] == "DTSEN"
    assert profil_kini(DESA, dt.date(2024, 12, 1))["kode"] == "dtks-2024"
    assert sebutan("profil", "dtks-2024") == "DTKS (2021–2025)"


def test_perubahan_lewat_koneksi_lain_terlihat_pada_transaksi_berikutnya(app: Flask) -> None:
    assert persen() == 66.67
    db.session.commit()
    with db.engine.begin() as lain:
        lain.execute(sa.update(Aturan).where(Aturan.kunci == "kuorum").values(isi={"persen": 40, "sifat": "menutup"}))
        lain.execute(sa.update(AturanVersi).values(nomor=AturanVersi.nomor + 1))
    assert persen() == 40


def test_perubahan_sendiri_terlihat_segera_dan_hilang_bila_dibatalkan(app: Flask) -> None:
    kuorum(persen=50)
    assert persen() == 50
    db.session.rollback()
    assert persen() == 66.67


def test_perubahan_dalam_titik_simpan_yang_dibatalkan_tidak_tersisa(app: Flask) -> None:
    with db.session.begin_nested() as titik:
        kuorum(persen=50)
        assert persen() == 50
        titik.rollback()
    assert persen() == 66.67


def test_nomor_versi_dibaca_satu_kali_tiap_transaksi_walau_ada_flush(app: Flask) -> None:
    persen()
    db.session.commit()
    perintah: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *a: perintah.append(a[2]))
    for n in range(5):
        berlaku("jenis_usulan", DESA)
        nilai("kuorum", "33.28.11.2004")
        db.session.get_one(Wilayah, "33.28").nama = f"Kabupaten {n}"
        db.session.flush()
    assert sum("UPDATE wilayah" in p for p in perintah) == 5
    assert sum("FROM aturan" in p for p in perintah) == 1


def test_setiap_perubahan_tercatat_dalam_rantai_audit(app: Flask) -> None:
    satu = kuorum(persen=50)
    operations.akhiri(satu.id, pada=HARI_INI, oleh=ADMIN)
    db.session.commit()
    tanya = sa.select(audit.Audit.aksi, audit.AuditIsi.isi).join(audit.AuditIsi).where(audit.Audit.rantai == "aturan")
    aksi = list(db.session.execute(tanya.order_by(audit.Audit.urut)))
    assert [a.aksi for a in aksi] == ["aturan.tetapkan", "aturan.akhiri"]
    assert (aksi[0].isi["sebelum"]["persen"], aksi[0].isi["sesudah"]["persen"]) == (66.67, 50)
    assert audit.periksa() is None
