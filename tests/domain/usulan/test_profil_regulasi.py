"""Does a new decree change what is proposed and printed from its day on, and nothing that was made before?"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from pabrik import Desa, Kabupaten, usulan

from app.domain.dokumen import operations as dok
from app.domain.dokumen.models import Dokumen
from app.domain.registri.models import Keluarga
from app.domain.usulan import isian, queries_isian
from app.domain.usulan import operations_perubahan as ubah
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.models import Usulan
from app.domain.usulan.perhatian import perhatian
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa

MASA_DTKS = dt.datetime(2024, 8, 5, 3, tzinfo=dt.UTC)
DTSEN_SAJA = {"pemutakhiran_keluarga", "ground_check", "sanggah_kelayakan"}


def naskah(paket: Any, jenis: str) -> Dokumen:
    return next(d for d in reversed(dok.milik_paket(paket.id)) if d.jenis == jenis)


def test_jenis_dtsen_ditawarkan_hanya_untuk_paket_profil_dtsen(app: Any, jam: Callable[..., None]) -> None:
    desa = Desa()
    kini = desa.paket(1)
    jam(MASA_DTKS)
    lama = desa.paket(1)
    assert set(queries_isian.jenis_untuk_paket(kini.id, untuk=desa.operator)) >= DTSEN_SAJA
    assert not set(queries_isian.jenis_untuk_paket(lama.id, untuk=desa.operator)) & DTSEN_SAJA
    with pytest.raises(GalatIsian):
        opu.catat(lama, warga_id=lama.usulan[0].warga_id, jenis="ground_check", oleh=desa.operator)


def test_berita_acara_menyebut_indikator_40_persen_hanya_pada_profil_dtks(app: Any, jam: Callable[..., None]) -> None:
    desa = Desa()
    kini = naskah(desa.siap_diajukan(), "ba_musyawarah").konteks
    jam(MASA_DTKS)
    lama = naskah(desa.siap_diajukan(), "ba_musyawarah").konteks
    assert "40 persen" in str(lama)
    assert "40 persen" not in str(kini)
    assert "DTSEN" not in str(lama)
    assert "Kepmensos" not in str(kini)


def test_paket_dtks_yang_berlanjut_sesudah_pergantian_tetap_mencetak_dtks(app: Any, jam: Callable[..., None]) -> None:
    desa = Desa()
    jam(MASA_DTKS)
    paket = desa.diajukan()
    semula = naskah(paket, "ba_musyawarah")
    isi_semula = str(semula.konteks)
    jam(dt.datetime(2025, 7, 2, 3, tzinfo=dt.UTC))
    u = paket.usulan[0]
    ubah.minta(u, "penarikan", alasan="Warga menolak.", oleh=desa.operator, versi=u.versi_baris, kiriman={})
    ubah.terbitkan_lembar(paket, oleh=desa.operator)
    assert "DTSEN" not in str(naskah(paket, "lembar_perubahan").konteks)
    db.session.refresh(semula)
    assert str(semula.konteks) == isi_semula


def test_hasil_pemutakhiran_keluarga_adalah_desil_lama_dan_baru(app: Any) -> None:
    desa, kab = Desa(), Kabupaten()
    p = desa.paket(0)
    u = usulan(p, desa.operator, "pemutakhiran_keluarga")
    u.keluarga.desil = 6
    kab.disahkan(kab.terverifikasi(kab.diteruskan(desa.diajukan(p))))
    opu.catat_siks(u, "diterima", oleh=kab.verifikator, versi=u.versi_baris, desil=3)
    assert (u.desil_lama, u.desil_baru) == (6, 3)
    keluarga = db.session.get_one(Keluarga, u.keluarga_id)
    assert (keluarga.desil, keluarga.desil_pada is not None) == (3, True)
    opu.catat_siks(u, "diterima", oleh=kab.verifikator, versi=u.versi_baris, desil=4)
    assert (u.desil_lama, u.desil_baru, keluarga.desil) == (6, 4, 4)


@pytest.mark.parametrize(("jenis", "status", "desil"), [
    ("tambah", "diterima", 3), ("pemutakhiran_keluarga", "diterima", 11), ("pemutakhiran_keluarga", "diinput", 3),
])  # fmt: skip
def test_desil_di_luar_tempatnya_ditolak(app: Any, jenis: str, status: str, desil: int) -> None:
    desa, kab = Desa(), Kabupaten()
    p = desa.paket(0)
    u = usulan(p, desa.operator, jenis)
    kab.disahkan(kab.terverifikasi(kab.diteruskan(desa.diajukan(p))))
    with pytest.raises(TidakBisa):
        opu.catat_siks(u, status, oleh=kab.verifikator, versi=u.versi_baris, desil=desil)


def test_jenis_yang_sudah_berakhir_tetap_bernama_pada_usulan_yang_berjalan(app: Any, jam: Callable[..., None]) -> None:
    u: Usulan = usulan(Desa().paket(0), Desa().operator, "tambah")
    semula = label_jenis("tambah", u.wilayah_kode)
    jam(dt.datetime(1999, 1, 4, 3, tzinfo=dt.UTC))
    assert not isian.jenis_ditawarkan(u.wilayah_kode, u.paket.profil)
    assert label_jenis("tambah", u.wilayah_kode) == semula


def test_desil_di_atas_batas_program_terlihat_verifikator(app: Any) -> None:
    desa, kab = Desa(), Kabupaten()
    p = desa.paket(0)
    u = usulan(p, desa.operator, "bansos_pkh")
    kab.diteruskan(desa.diajukan(p))
    u.keluarga.desil = 4
    db.session.flush()
    kode = {t.kode for t in perhatian([u.id], untuk=kab.verifikator)[u.id]}
    assert "desil" not in kode
    u.keluarga.desil = 5
    db.session.flush()
    assert "desil" in {t.kode for t in perhatian([u.id], untuk=kab.verifikator)[u.id]}
