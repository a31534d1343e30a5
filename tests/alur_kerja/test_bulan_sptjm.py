"""Can a village without a meeting submit on its statement, by each of the three readings of the decree?"""

import datetime as dt

import pabrik
import pytest
from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.dokumen import operations as dok
from app.domain.dokumen.konteks import cairkan
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.usulan import operations as op
from app.domain.usulan.status import Dasar, StatusPaket, StatusUsulan
from app.infra import clock
from app.infra.galat import GalatIsian, TidakBisa

ADMIN = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")


@pytest.fixture
def desa(app: Flask) -> pabrik.Desa:
    return pabrik.Desa()


def _aturan(bentuk: str) -> None:
    isi = {"aturan": bentuk, "bulan": 3}
    aturan.tetapkan("sptjm", "", isi, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=ADMIN)


def _pakai(desa: pabrik.Desa, paket: pabrik.Paket) -> None:
    op.pakai_sptjm(paket, alasan="Balai desa kebanjiran.", oleh=desa.operator, versi=paket.versi_baris)


def test_bulan_tanpa_musyawarah_diajukan_dengan_sptjm(desa: pabrik.Desa) -> None:
    """Diberikan bulan tanpa musyawarah dan dua usulan lengkap;
    ketika operator memakai SPTJM dengan alasan, kepala desa menandatangani, lalu mengajukan;
    maka hanya SPTJM, lampiran, dan surat pengantar yang terbit, dan camat diminta mengetahui SPTJM itu."""
    paket = desa.paket()
    _pakai(desa, paket)
    assert (paket.status, paket.dasar) == (StatusPaket.SIAP_DIAJUKAN, Dasar.SPTJM)
    assert {u.status for u in paket.usulan} == {StatusUsulan.DISEPAKATI}
    assert {d.jenis for d in dok.milik_paket(paket.id)} == {D.SPTJM, D.LAMPIRAN, D.SURAT_PENGANTAR}
    _, naskah, penanda = cairkan(dok.milik_paket(paket.id, [D.SPTJM])[0].konteks)
    assert naskah.alasan == "Balai desa kebanjiran."
    assert [p.gerbang for p in penanda] == ["desa", "telaah"]

    desa.tanda_tangani(paket)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN, "no photograph of a meeting is asked for"


def test_sptjm_perlu_usulan_yang_semuanya_lengkap(desa: pabrik.Desa) -> None:
    kosong = op.buat_paket(oleh=desa.operator)
    with pytest.raises(TidakBisa, match="belum berisi usulan"):
        _pakai(desa, kosong)
    pabrik.usulan(kosong, desa.operator, lengkap=False)
    with pytest.raises(TidakBisa, match="belum ditandai lengkap"):
        _pakai(desa, kosong)


def test_sptjm_tidak_menggantikan_musyawarah_yang_sudah_diadakan_bulan_itu(desa: pabrik.Desa) -> None:
    desa.diajukan()
    with pytest.raises(TidakBisa, match="sudah ada musyawarah"):
        _pakai(desa, desa.paket(1))


def test_bacaan_lewat_bulan_menunggu_sampai_musyawarah_terakhir_lama(desa: pabrik.Desa, jam) -> None:
    _aturan("lewat_bulan")
    desa.diajukan()
    jam(clock.sekarang() + dt.timedelta(days=31))
    with pytest.raises(TidakBisa, match="lebih dari 3 bulan"):
        _pakai(desa, desa.paket(1))


def test_bacaan_selalu_membolehkan_sptjm_setiap_saat(desa: pabrik.Desa) -> None:
    _aturan("selalu")
    desa.diajukan()
    paket = desa.paket(1)
    _pakai(desa, paket)
    assert paket.dasar is Dasar.SPTJM


def test_sptjm_yang_dibuka_kembali_batal_dan_daftarnya_dapat_diubah(desa: pabrik.Desa) -> None:
    paket = desa.paket()
    _pakai(desa, paket)
    op.buka(paket, alasan="Ada nama yang tertinggal.", oleh=desa.operator, versi=paket.versi_baris)
    assert (paket.status, paket.dasar) == (StatusPaket.DRAF, Dasar.MUSYAWARAH)
    assert dok.milik_paket(paket.id) == []
    assert {u.status for u in paket.usulan} == {StatusUsulan.SIAP}
    assert {u.rapat_id for u in paket.usulan} == {None}, "no meeting agreed them"


def test_bulan_sptjm_yang_lewat_jadwal_diajukan_terlambat_dengan_alasan(desa: pabrik.Desa, jam) -> None:
    """Diberikan SPTJM yang sudah ditandatangani, dua hari sesudah masa pengajuan berakhir;
    ketika kepala desa mengajukan tanpa alasan, lalu dengan alasan;
    maka yang pertama ditolak dengan jadwalnya, yang kedua diterima dan paket bertanda terlambat pada periodenya."""
    paket = desa.paket(1)
    _pakai(desa, paket)
    desa.tanda_tangani(paket)
    jam(clock.sekarang() + dt.timedelta(days=9))
    with pytest.raises(TidakBisa, match="tanggal 1 sampai 17"):
        op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris, terlambat_alasan="Jalan terputus banjir.")
    assert (paket.status, paket.terlambat, paket.periode) == (StatusPaket.DIAJUKAN, True, "2026-11")


def test_sptjm_perlu_alasan_karena_tercetak_di_dalamnya(desa: pabrik.Desa) -> None:
    paket = desa.paket()
    with pytest.raises(GalatIsian, match="Tulis alasan"):
        op.pakai_sptjm(paket, alasan="  ", oleh=desa.operator, versi=paket.versi_baris)
