"""Do counts, objections and scans of a meeting hold what was written, and ask for what is missing?"""

import pabrik
import pytest

from app.domain.rapat import operations as rapat_op
from app.domain.rapat import pelengkap
from app.domain.rapat.isian import IsianRencana
from app.domain.rapat.models import Rapat
from app.domain.rapat.pelengkap import BarisJumlah, BarisKeberatan
from app.domain.rapat.syarat import hasil_lengkap, kehadiran, rencana_lengkap
from app.domain.usulan import operations as op
from app.infra import clock
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa


@pytest.fixture
def desa(app):
    return pabrik.Desa()


@pytest.fixture
def rapat(desa):
    return desa.rapat(op.buat_paket(oleh=desa.operator))


def kurang(rapat):
    return " ".join(hasil_lengkap(rapat, clock.hari_ini()))


def test_kuorum_dihitung_dari_jumlah_per_unsur_dan_tamu_tidak_menambah(desa, rapat):
    baris = [BarisJumlah("rt", 6, 3, 1), BarisJumlah("pemuda", 0, 2, 3), BarisJumlah("bpd")]
    pelengkap.simpan_jumlah(rapat, baris, oleh=desa.operator, versi=rapat.versi_baris)
    h = kehadiran(rapat)
    assert (h.diundang, h.hadir, h.hadir_undangan, h.laki_laki, h.perempuan) == (6, 9, 4, 5, 4)
    assert [(u.kode, u.hadir) for u in h.per_unsur] == [("rt", 4), ("pemuda", 5)]
    assert h.tercapai, "4 of 6 invited are two thirds"


def test_jumlah_tanpa_pindaian_daftar_hadir_tidak_cukup(desa, rapat):
    pelengkap.simpan_jumlah(rapat, [BarisJumlah("rt", 4, 3, 1)], oleh=desa.operator, versi=rapat.versi_baris)
    assert "Pindaian daftar hadir" in kurang(rapat)
    pelengkap.simpan_berkas(rapat, "DAFTAR_HADIR", [pabrik.gambar()], oleh=desa.operator)
    assert "Pindaian daftar hadir" not in kurang(rapat)


@pytest.mark.parametrize("baris", [BarisJumlah("rt", 1, -1, 0), BarisJumlah("rt", 0, 99_999, 0)])
def test_jumlah_di_luar_batas_ditolak_di_tempatnya(desa, rapat, baris):
    with pytest.raises(GalatIsian) as galat:
        pelengkap.simpan_jumlah(rapat, [baris], oleh=desa.operator, versi=rapat.versi_baris)
    assert list(galat.value.bidang) == ["laki.rt"]


def test_jumlah_nol_dan_unsur_asing_ditolak(desa, rapat):
    for baris in ([BarisJumlah("rt", 5)], [BarisJumlah("tidak_ada", 0, 1)], [BarisJumlah("rt", 0, 1)] * 2):
        with pytest.raises(GalatIsian):
            pelengkap.simpan_jumlah(rapat, baris, oleh=desa.operator, versi=rapat.versi_baris)


def test_centang_hadir_mengganti_jumlah(desa, rapat):
    pelengkap.simpan_jumlah(rapat, [BarisJumlah("rt", 4, 3, 1)], oleh=desa.operator, versi=rapat.versi_baris)
    hadir = {rapat.peserta[0].id, rapat.peserta[1].id}
    pelengkap.hadirkan(rapat, hadir, oleh=desa.operator, versi=rapat.versi_baris, saksi=set())
    assert rapat.hadir_cara == "nama"
    assert kehadiran(rapat).hadir == 2


def test_keberatan_perlu_siapa_dan_apa_dan_baris_kosong_diabaikan(desa, rapat):
    with pytest.raises(GalatIsian) as galat:
        pelengkap.simpan_keberatan(
            rapat, [BarisKeberatan(), BarisKeberatan(tentang="X")], oleh=desa.operator, versi=rapat.versi_baris
        )
    assert set(galat.value.bidang) == {"keberatan_siapa-1", "keberatan_isi-1"}
    baris = [BarisKeberatan("Ketua RT 3", "Warga Satu", "Rumahnya permanen.", "Ditunda."), BarisKeberatan()]
    pelengkap.simpan_keberatan(rapat, baris, oleh=desa.operator, versi=rapat.versi_baris)
    assert [(k.siapa, k.hasil) for k in rapat.daftar_keberatan] == [("Ketua RT 3", "Ditunda.")]


def test_undangan_dari_luar_perlu_nomor_tanggal_dan_pindaian_tetapi_tidak_daftar_nama(desa):
    r = rapat_op.rencanakan(pabrik.DESA, oleh=desa.operator)
    rapat_op.ubah_rencana(
        r,
        IsianRencana(
            tanggal=clock.hari_ini(), pukul_mulai=clock.sekarang().time(), tempat="Balai", undangan_nomor="12/BPD"
        ),
        oleh=desa.operator,
        versi=r.versi_baris,
    )
    assert rencana_lengkap(r) == [
        "Tanggal undangan itu belum diisi.",
        "Pindaian undangan yang dibuat di luar sistem belum diunggah.",
    ]
    r.undangan_tanggal = clock.hari_ini()
    pelengkap.simpan_berkas(r, "UNDANGAN", [pabrik.gambar()], oleh=desa.operator)
    assert rencana_lengkap(r) == []


def test_berkas_tidak_berubah_setelah_hasil_tercatat(desa):
    paket = desa.siap_diajukan()
    r = db.session.get_one(Rapat, paket.rapat_id)
    with pytest.raises(TidakBisa, match="sudah dicatat"):
        pelengkap.simpan_berkas(r, "BA_ASLI", [pabrik.gambar()], oleh=desa.operator)


def test_rapat_baru_memakai_tempat_tim_dan_undangan_yang_lama(desa):
    desa.siap_diajukan()
    baru = rapat_op.rencanakan(pabrik.DESA, oleh=desa.operator)
    assert pelengkap.seperti_sebelumnya(baru, oleh=desa.operator)
    assert (baru.tempat, baru.pimpinan_nama, baru.notulis_nama) == ("Balai desa", "Pak Pimpinan", "Bu Notulis")
    assert [(p.nama, p.hadir) for p in baru.peserta] == [(f"Peserta {i}", False) for i in range(1, 6)]
    assert baru.tanggal is None


def test_rapat_pertama_tidak_mempunyai_contoh(desa):
    baru = rapat_op.rencanakan(pabrik.DESA, oleh=desa.operator)
    assert not pelengkap.seperti_sebelumnya(baru, oleh=desa.operator)
