"""May an official object to what was recorded for them, and does the next gate answer before it goes on?"""

import datetime as dt

import pytest
from flask import Flask
from pabrik import DESA_LAIN, Desa, Kabupaten, orang

from app.domain.akses.peran import Peran
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.status import JenisBundel
from app.domain.usulan import kesiapan
from app.domain.usulan import operations as op
from app.domain.usulan.models import Paket
from app.domain.usulan.operations_pejabat import jawab_keberatan, nyatakan_keberatan
from app.domain.usulan.syarat_pejabat import keputusan_terakhir
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh

ALASAN = "Daftar yang saya tanda tangani bukan yang ini."


def dicatat(desa: Desa) -> Paket:
    """A submission that the operator recorded from the signed paper."""
    paket = desa.siap_ajukan()
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    return paket


def test_kepala_desa_menyatakan_keberatan_dan_gerbang_berikutnya_menunggu_jawaban(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    kab.telaah(paket)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)
    k = keputusan_terakhir(paket.id)
    assert (k.keberatan_oleh, k.keberatan_alasan) == (desa.kades.pengguna_id, ALASAN)
    assert kesiapan.KEBERATAN in kesiapan.telaah([paket.id])[paket.id]
    with pytest.raises(TidakBisa, match="Keberatan pejabat"):
        bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    with pytest.raises(TidakBisa, match="belum dijawab"):
        op.isi_telaah(paket, {}, oleh=kab.petugas, versi=paket.versi_baris)
    jawab_keberatan(paket, alasan="Sudah ditemui; beliau setuju.", oleh=kab.petugas, versi=paket.versi_baris)
    assert kesiapan.telaah([paket.id])[paket.id] == []
    assert keputusan_terakhir(paket.id).jawaban == "Sudah ditemui; beliau setuju."
    bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)


def test_keberatan_setelah_berkas_bersama_terbit_menahan_putusan(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    kab.telaah(paket)
    b = bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=None)
    with pytest.raises(TidakBisa) as tidak:
        bundel_op.putuskan(b, oleh=kab.camat, versi=b.versi_baris)
    assert any("Keberatan pejabat" in k for k in tidak.value.alasan)


def test_keberatan_hanya_dalam_batas_waktu(app: Flask, jam) -> None:
    desa = Desa()
    paket = dicatat(desa)
    jam(dt.timedelta(hours=24, minutes=1))
    with pytest.raises(TidakBisa, match="sampai"):
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)


def test_keberatan_atas_nama_pejabat_oleh_tingkat_di_atasnya_dengan_alasan(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    with pytest.raises(GalatIsian):
        nyatakan_keberatan(paket, alasan=" ", oleh=kab.petugas, versi=paket.versi_baris)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.petugas, versi=paket.versi_baris)
    with pytest.raises(TidakBisa, match="sudah dinyatakan"):
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)


def test_operator_desa_dan_kepala_desa_lain_tidak_menyatakan_keberatan(app: Flask) -> None:
    desa = Desa()
    paket = dicatat(desa)
    for siapa in (desa.operator, orang(Peran.KEPALA_DESA, DESA_LAIN)):
        with pytest.raises(TidakBoleh):
            nyatakan_keberatan(paket, alasan=ALASAN, oleh=siapa, versi=paket.versi_baris)


def test_keputusan_yang_diambil_sendiri_tidak_dapat_dikeberati(app: Flask) -> None:
    desa = Desa()
    paket = desa.diajukan()
    with pytest.raises(TidakBisa, match="Belum ada keputusan"):
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)


def test_pengembalian_ke_desa_menjawab_keberatan(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)
    tanda = [(None, "ba_tidak_lengkap", "Kepala desa berkeberatan.")]
    op.kembalikan(paket, tanda, oleh=kab.petugas, versi=paket.versi_baris)
    assert keputusan_terakhir(paket.id).dijawab is not None


def test_keberatan_camat_dijawab_dinas_sosial_sebelum_verval(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    kab.telaah(paket)
    kab.bundel(JenisBundel.TELAAH, [paket], kab.petugas, kab.camat)
    with pytest.raises(TidakBisa):  # the camat signed in and decided: nothing was recorded for him
        nyatakan_keberatan(paket, alasan=ALASAN, oleh=kab.camat, versi=paket.versi_baris)


def test_tanpa_keberatan_tidak_ada_yang_dijawab(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = dicatat(desa)
    with pytest.raises(TidakBisa, match="Tidak ada keberatan"):
        jawab_keberatan(paket, alasan="-", oleh=kab.petugas, versi=paket.versi_baris)
    nyatakan_keberatan(paket, alasan=ALASAN, oleh=desa.kades, versi=paket.versi_baris)
    with pytest.raises(TidakBoleh):
        jawab_keberatan(paket, alasan="-", oleh=desa.operator, versi=paket.versi_baris)
