"""Do a removal and its replacement stand or fall together, unless one is let go with a reason?"""

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan import pasangan, queries_usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh


@pytest.fixture
def kab(app):
    return pabrik.Kabupaten()


@pytest.fixture
def desa(app):
    return pabrik.Desa()


def berpasangan(desa):
    """A draft with a removal, its replacement, and one more addition."""
    paket = desa.paket(2)
    pabrik.usulan(paket, desa.operator, "hapus")
    masuk, lain, keluar = paket.usulan
    opu.pasangkan(keluar, masuk.id, oleh=desa.operator, versi=keluar.versi_baris)
    return paket, keluar, masuk, lain


def diteruskan(desa, kab):
    paket, keluar, masuk, lain = berpasangan(desa)
    kab.diteruskan(desa.diajukan(paket))
    for u in paket.usulan:
        opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=u.versi_baris)
    return paket, keluar, masuk, lain


def konteks(jenis):
    tanya = sa.select(Dokumen).where(Dokumen.jenis == jenis).order_by(Dokumen.id.desc())
    return db.session.scalars(tanya).first().konteks["isi"]


@pytest.mark.parametrize("kasus", ["bukan_hapus", "bukan_tambah", "sudah_berpasangan", "paket_lain", "sudah_punya"])
def test_pengganti_hanya_usul_tambah_yang_bebas_di_paket_yang_sama(desa, kasus):
    paket, keluar, masuk, lain = berpasangan(desa)
    dua = pabrik.usulan(paket, desa.operator, "hapus")
    luar = pabrik.Desa(pabrik.DESA_LAIN).paket(1).usulan[0]
    u, v = {
        "bukan_hapus": (lain, masuk),
        "bukan_tambah": (dua, keluar),
        "sudah_berpasangan": (dua, masuk),
        "paket_lain": (dua, luar),
        "sudah_punya": (keluar, lain),
    }[kasus]
    with pytest.raises(TidakBisa):
        opu.pasangkan(u, v.id, oleh=desa.operator, versi=u.versi_baris)


def test_hanya_operator_desanya_yang_memasangkan(desa, kab):
    paket = desa.paket(1)
    keluar = pabrik.usulan(paket, desa.operator, "hapus")
    with pytest.raises(TidakBoleh):
        opu.pasangkan(keluar, paket.usulan[0].id, oleh=desa.kades, versi=keluar.versi_baris)


def test_pasangan_dapat_dilepas_sebelum_diputuskan_lalu_bebas_sendiri(desa):
    paket, keluar, masuk, lain = berpasangan(desa)
    with pytest.raises(TidakBisa, match="Lepaskan pasangannya"):
        opu.tarik(masuk, alasan="menolak", oleh=desa.operator, versi=masuk.versi_baris)
    opu.lepas_pasangan(masuk, oleh=desa.operator, versi=masuk.versi_baris)
    assert keluar.pengganti_id is None
    with pytest.raises(TidakBisa, match="tidak mempunyai pasangan"):
        opu.lepas_pasangan(keluar, oleh=desa.operator, versi=keluar.versi_baris)
    opu.tarik(masuk, alasan="menolak", oleh=desa.operator, versi=masuk.versi_baris)


def test_musyawarah_memutuskan_keduanya_sama(desa):
    paket, keluar, masuk, _ = berpasangan(desa)
    with pytest.raises(TidakBisa, match="harus diputuskan sama"):
        desa.siap_diajukan(paket, {masuk.id: ("tunda", "dibahas_lagi", "")})
    putusan = {u.id: ("sepakat", "", "") for u in paket.usulan}
    op.catat_musyawarah(paket, putusan, oleh=desa.operator, versi=paket.versi_baris)
    assert keluar.status is masuk.status is StatusUsulan.DISEPAKATI


def test_lampiran_berita_acara_menyebut_pasangannya(desa):
    paket, keluar, masuk, lain = berpasangan(desa)
    desa.siap_diajukan(paket)
    isi = konteks(JenisDokumen.LAMPIRAN)
    assert isi["hapus"][0]["alasan"].endswith(f"; diganti {masuk.nama}")
    tambah = {b["nama"]: b["keterangan"] for b in isi["tambah"]}
    assert tambah[masuk.nama].endswith(f"; menggantikan {keluar.nama}")
    assert "menggantikan" not in tambah[lain.nama]


def test_daftar_verifikator_menyebut_pasangannya(desa, kab):
    _, keluar, masuk, lain = diteruskan(desa, kab)
    db.session.flush()
    dua = {b.id: b.dua for b in queries_usulan.daftar_kerja(untuk=kab.verifikator)[0]}
    assert dua == {keluar.id: f"diganti {masuk.nama}", masuk.id: f"menggantikan {keluar.nama}", lain.id: ""}


@pytest.mark.parametrize(
    ("hasil", "status"), [("layak", StatusUsulan.LAYAK), ("tidak_layak", StatusUsulan.TIDAK_LAYAK)]
)
def test_penilaian_satu_berlaku_untuk_keduanya(desa, kab, hasil, status):
    _, keluar, masuk, lain = diteruskan(desa, kab)
    opu.nilai(masuk, hasil, oleh=kab.verifikator, versi=masuk.versi_baris, alasan_kode="dinilai_mampu")
    assert keluar.status is masuk.status is status
    assert lain.status is StatusUsulan.DISEPAKATI
    opu.nilai(keluar, "batal", oleh=kab.verifikator, versi=keluar.versi_baris)
    assert keluar.status is masuk.status is StatusUsulan.DISEPAKATI


def test_penilaian_yang_ditolak_untuk_satu_ditolak_untuk_keduanya(desa, kab):
    _, keluar, masuk, _ = diteruskan(desa, kab)
    opu.catat_padanan(masuk, "tidak_ditemukan", oleh=kab.verifikator, versi=masuk.versi_baris)
    titik = db.session.begin_nested()
    with pytest.raises(TidakBisa, match=masuk.nama):
        opu.nilai(keluar, "layak", oleh=kab.verifikator, versi=keluar.versi_baris)
    titik.rollback()
    assert keluar.status is masuk.status is StatusUsulan.DISEPAKATI


def test_penilaian_banyak_tidak_tersandung_pasangannya(desa, kab):
    paket, keluar, masuk, lain = diteruskan(desa, kab)
    hasil = opu.nilai_banyak([(u.id, u.versi_baris) for u in paket.usulan], "layak", oleh=kab.verifikator)
    assert [sebab for _, sebab in hasil] == ["", "", ""]
    assert {u.status for u in paket.usulan} == {StatusUsulan.LAYAK}


def test_tidak_layak_dapat_melepas_pasangan_dengan_alasan(desa, kab):
    _, keluar, masuk, _ = diteruskan(desa, kab)
    with pytest.raises(GalatIsian):
        opu.nilai(masuk, "layak", oleh=kab.verifikator, versi=masuk.versi_baris, lepas_pasangan=True)
    opu.nilai(
        masuk,
        "tidak_layak",
        oleh=kab.verifikator,
        versi=masuk.versi_baris,
        alasan_kode="dinilai_mampu",
        lepas_pasangan=True,
    )
    assert (masuk.status, keluar.status) == (StatusUsulan.TIDAK_LAYAK, StatusUsulan.DISEPAKATI)
    assert pasangan.lain(keluar) is None


def minta(desa, u, jenis, **lain):
    pabrik.bukti(u.keluarga, ["AKTA_KEMATIAN"], desa.operator)
    kode = "meninggal" if jenis == "gugur" else ""
    opp.minta(u, jenis, alasan="menolak", alasan_kode=kode, oleh=desa.operator, versi=u.versi_baris, **lain)


def test_gugur_satu_ditolak_kecuali_pasangannya_ikut_atau_dilepas(desa, kab):
    paket, keluar, masuk, _ = berpasangan(desa)
    desa.diajukan(paket)
    minta(desa, masuk, "gugur")
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)
    with pytest.raises(TidakBisa, match=f"berpasangan dengan {keluar.nama}"):
        opp.terima(masuk, "gugur", oleh=kab.petugas, versi=masuk.versi_baris)
    minta(desa, keluar, "penarikan")
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)
    opp.terima(masuk, "gugur", oleh=kab.petugas, versi=masuk.versi_baris)
    assert (masuk.status, keluar.status) == (StatusUsulan.GUGUR, StatusUsulan.DITARIK)


def test_gugur_dapat_melepas_pasangan_dengan_alasan(desa, kab):
    paket, keluar, masuk, _ = berpasangan(desa)
    desa.diajukan(paket)
    with pytest.raises(TidakBisa, match="hanya dapat dilepas"):
        minta(desa, masuk, "penarikan", lepas_pasangan=True)
    minta(desa, masuk, "gugur", lepas_pasangan=True)
    opp.terbitkan_lembar(paket, oleh=desa.operator)
    desa.tanda_tangani(paket)
    opp.terima(masuk, "gugur", oleh=kab.petugas, versi=masuk.versi_baris)
    assert (masuk.status, keluar.status) == (StatusUsulan.GUGUR, StatusUsulan.DISEPAKATI)
    assert pasangan.lain(keluar) is None


def test_pasangan_dipisahkan_dan_dikembalikan_bersama(desa, kab):
    paket, keluar, masuk, lain = berpasangan(desa)
    desa.diajukan(paket)
    tanda = [(masuk.id, "foto_rumah_tidak_jelas", "")]
    kembali = op.kembalikan(paket, tanda, oleh=kab.petugas, versi=paket.versi_baris)
    assert {u.id for u in kembali.usulan} == {masuk.id, keluar.id}
    assert [u.id for u in paket.usulan] == [lain.id]
    assert (kembali.status, paket.status) == (StatusPaket.DIKEMBALIKAN, StatusPaket.DIAJUKAN)
