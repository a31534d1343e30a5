"""Does an identity number ever reach a log, an error page, a title or a job row, whatever goes wrong?"""

import logging
import re

import pabrik
import pytest
import sqlalchemy as sa
from flask import request

from app.domain.registri.models import Keluarga, Warga
from app.infra import jobs
from app.infra.db import db

NIK, KK = "3328105708850099", "3328100106200099"
ENAM_BELAS = re.compile(r"(?<!\d)\d{16}(?!\d)")


@pytest.fixture
def semua_catatan(caplog):
    """Everything that any logger says, at the most talkative level, as it would be written."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)
    yield lambda: "\n".join([caplog.text, *(str(r.exc_text or "") for r in caplog.records)])
    logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)


def test_formulir_bernik_yang_gagal_tidak_meninggalkan_nik_di_catatan(app, kampung, sebagai, semua_catatan):
    k, ids = sebagai("operator_desa"), kampung.ids
    isi = {
        "nama": NIK,
        "nik": NIK,
        "no_kk": KK,
        "alamat": KK,
        "tanggal_lahir": NIK,
        "versi": NIK,
        "q": NIK,
        "jenis": NIK,
    }
    isi |= {"alasan": NIK, "baru.keadaan": NIK, "warga_id": NIK, "_kunci": NIK, "perihal": NIK}
    for alamat in (
        "/registri/warga",
        f"/registri/warga/{ids['warga_id']}",
        f"/registri/keluarga/{ids['keluarga_id']}",
        "/registri/cari",
        f"/usulan/{ids['usulan_id']}/isian",
        f"/usulan/{ids['usulan_id']}/penarikan",
        f"/paket/{kampung.draf}/usulan",
        f"/paket/{kampung.draf}/persiapan",
        f"/rapat/{ids['rapat_id']}/rencana",
        "/masuk",
    ):
        jawaban = k.post(alamat, isi)
        assert jawaban.status_code in (200, 303, 403, 404, 409, 422), alamat
        assert NIK not in (jawaban.location or "")
        assert not re.search(f"<title>[^<]*{NIK}", jawaban.text)
        k.get("/akun")
    assert not ENAM_BELAS.search(semua_catatan())


def test_gangguan_yang_mengutip_nik_tercatat_tersamar_dan_halamannya_tidak_menyebutnya(
    app, kampung, sebagai, semua_catatan
):
    @app.before_request
    def rusak() -> None:
        if request.headers.get("X-Uji-Rusak"):
            raise ValueError(f"invalid literal: '{NIK}'")

    k = sebagai("operator_desa")
    app.config["TESTING"] = False
    try:
        jawaban = k.get("/paket", headers={"X-Uji-Rusak": "1"})
    finally:
        app.config["TESTING"] = True
    assert jawaban.status_code == 500
    assert "Terjadi gangguan pada sistem" in jawaban.text
    assert NIK not in jawaban.text
    assert "Traceback" not in jawaban.text
    catatan = semua_catatan()
    assert "ValueError" in catatan, "the failure itself must be in the log"
    assert "[nomor disamarkan]" in catatan
    assert not ENAM_BELAS.search(catatan)


def test_galat_basis_data_tidak_mengutip_isian(app, kampung):
    """SQLAlchemy and both databases like to quote the values of a refused statement."""
    k = pabrik.keluarga()
    pabrik.warga(k, nama="A").nik = NIK
    db.session.flush()
    pabrik.warga(k, nama="RAHASIA").nik = NIK
    with pytest.raises(sa.exc.IntegrityError) as salah:
        db.session.flush()
    assert NIK not in str(salah.value)
    assert "RAHASIA" not in str(salah.value)
    db.session.rollback()
    with pytest.raises(sa.exc.StatementError) as salah:
        db.session.execute(sa.insert(Keluarga).values(no_kk=KK, wilayah_kode="99.99.99.9999", alamat=NIK, rt=NIK))
    assert NIK not in str(salah.value)
    assert KK not in str(salah.value)
    db.session.rollback()


def test_tugas_yang_gagal_tidak_menyimpan_nik_di_antrean(app, semua_catatan):
    def gagal(_kemajuan: jobs.Kemajuan) -> None:
        raise ValueError(f"row 7: {NIK}")

    p = jobs.antrekan("uji.gagal", {})
    db.session.commit()
    nomor = p.id
    jobs.kerjakan_satu({"uji.gagal": gagal})
    tersimpan = db.session.get_one(jobs.Pekerjaan, nomor).galat
    assert "row 7" in tersimpan
    assert NIK not in tersimpan
    assert not ENAM_BELAS.search(semua_catatan())


@pytest.mark.parametrize("alamat", ["/lacak", "/v"])
def test_nik_yang_diketik_sebagai_kode_ditolak_dan_tidak_diulang(app, kampung, klien, alamat, semua_catatan):
    jawaban = klien.get(f"{alamat}?kode={NIK}")
    assert jawaban.status_code == 422
    assert "jangan menuliskan NIK" in jawaban.text
    assert NIK not in jawaban.text


def test_muatan_tugas_dan_pemberitahuan_tidak_memuat_nomor(kampung):
    """Job rows and notices of a whole regency at work, as they lie in the database."""
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Warga)) > 3
    for nama in ("pekerjaan", "notifikasi", "audit", "kunci_permintaan"):
        for baris in db.session.execute(sa.text(f"SELECT * FROM {nama}")):
            teks = " ".join(str(v) for v in baris if not isinstance(v, bytes))
            assert not any(n in teks for n in kampung.nik), nama
