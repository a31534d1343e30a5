"""Can a meeting be signed on the spot, with names and objections raised in the hall, and the papers say so?"""

import pabrik
import pytest
from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.berlaku import nilai
from app.domain.dokumen import operations as dok
from app.domain.dokumen.konteks import Naskah, cairkan
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.dokumen.status import StatusDokumen
from app.domain.rapat import operations as rapat_op
from app.domain.rapat import pelengkap
from app.domain.rapat.isian import IsianHasil
from app.domain.rapat.models import Rapat
from app.domain.rapat.pelengkap import BarisJumlah, BarisKeberatan
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakBisa


@pytest.fixture
def desa(app: Flask) -> pabrik.Desa:
    return pabrik.Desa()


def _rapat(paket: Paket) -> Rapat:
    return db.session.get_one(Rapat, paket.rapat_id)


def _isi(paket: Paket, jenis: D) -> Naskah:
    return cairkan(dok.milik_paket(paket.id, [jenis])[0].konteks)[1]


def _siap(desa: pabrik.Desa, sumber: str = "tangan") -> Paket:
    """List locked, blank minutes printed."""
    paket = desa.paket()
    desa.rapat(paket).sumber_ba = sumber
    op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)
    return paket


def _catat_jalannya(desa: pabrik.Desa, paket: Paket) -> None:
    isian = IsianHasil("Pak Pimpinan", "Ketua BPD", "Bu Notulis", "Sekretaris desa", "Setiap nama dibahas.")
    rapat_op.catat_hasil(_rapat(paket), isian, oleh=desa.operator, versi=None)


def _forum(desa: pabrik.Desa, paket: Paket, lengkap: bool = True) -> Usulan:
    """A name raised in the hall."""
    w = pabrik.warga(pabrik.keluarga(paket.wilayah_kode))
    u = opu.catat(paket, warga_id=w.id, jenis="hapus", oleh=desa.operator, asal="forum")
    if lengkap:
        kiriman = pabrik.ISIAN["hapus"] | {"hubungan": ["tidak_ada"]}
        opu.simpan_isi(u, kiriman, oleh=desa.operator, versi=u.versi_baris)
        pabrik.bukti(u.keluarga, pabrik.bukti_wajib(u), desa.operator)
        opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
    return u


def _catat(desa: pabrik.Desa, paket: Paket, asli: list[int | None] | None = None, **putusan: str) -> None:
    semua = {u.id: ("sepakat", "", "") for u in paket.usulan}
    semua |= {int(k[1:]): (v, "", "Perlu kunjungan.") for k, v in putusan.items()}
    op.catat_musyawarah(paket, semua, oleh=desa.operator, versi=paket.versi_baris, jumlah_asli=asli)


def test_musyawarah_ditandatangani_di_tempat_lalu_sistem_mencetak_salinannya(desa: pabrik.Desa) -> None:
    """Diberikan blangko berita acara yang dicetak sebelum musyawarah;
    ketika blangko diisi dan ditandatangani di balai desa, pindaiannya diunggah, dan jumlahnya dicocokkan;
    maka salinan menyebut naskah asli itu, tanda tangannya tercatat, dan paket dapat diajukan."""
    paket = _siap(desa)
    jenis = {d.jenis for d in dok.milik_paket(paket.id)}
    assert D.BA_KOSONG in jenis
    assert D.DAFTAR_USULAN_AWAL not in jenis, "the blank holds the decision sheet"
    _catat_jalannya(desa, paket)
    with pytest.raises(TidakBisa, match="Pindaian berita acara asli"):
        _catat(desa, paket, [2, 0, 0])
    asli = pelengkap.simpan_berkas(_rapat(paket), "BA_ASLI", [pabrik.gambar("gray")], oleh=desa.operator)

    with pytest.raises(TidakBisa, match="menurut berita acara asli"):
        _catat(desa, paket)
    with pytest.raises(TidakBisa, match="1 disepakati, 1 ditunda"):
        _catat(desa, paket, [1, 1, 0])
    _catat(desa, paket, [2, 0, 0])

    ba = dok.milik_paket(paket.id, [D.BA_MUSYAWARAH])[0]
    assert ba.status is StatusDokumen.BERTANDA_TANGAN
    naskah = _isi(paket, D.BA_MUSYAWARAH)
    assert naskah.sumber == "salinan"
    assert asli.sha256 in naskah.asli
    r = _rapat(paket)
    rapat_op.simpan_foto(r, "FOTO_MUSDES", pabrik.gambar("red"), oleh=desa.operator)
    rapat_op.simpan_foto(r, "PUBLIKASI", pabrik.gambar("blue"), oleh=desa.operator)
    desa.tanda_tangani(paket)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert paket.status is StatusPaket.DIAJUKAN


def test_nama_dari_forum_yang_lengkap_disepakati_dan_tercetak_demikian(desa: pabrik.Desa) -> None:
    """Diberikan musyawarah yang sedang berlangsung; ketika peserta mengusulkan satu nama dan datanya lengkap;
    maka nama itu dapat disepakati, dan berita acara menyebutnya sebagai usulan peserta."""
    paket = _siap(desa, "sistem")
    u = _forum(desa, paket)
    _catat_jalannya(desa, paket)
    _catat(desa, paket)
    assert (u.status, u.asal) == (StatusUsulan.DISEPAKATI, "forum")
    assert u.isi["orang"]["nik"] == u.warga.nik, "frozen with the decision"
    naskah = _isi(paket, D.BA_MUSYAWARAH)
    assert [(x.nama, x.hasil) for x in naskah.forum] == [(u.nama, "Disepakati")]
    assert u.nama in {x.nama for x in _isi(paket, D.LAMPIRAN).hapus}


@pytest.mark.parametrize(
    ("hasil", "status"), [("tunda", StatusUsulan.DITUNDA), ("tidak", StatusUsulan.TIDAK_DISEPAKATI)]
)
def test_nama_dari_forum_yang_belum_lengkap_hanya_ditunda_atau_ditolak(
    desa: pabrik.Desa, hasil: str, status: StatusUsulan
) -> None:
    paket = _siap(desa, "sistem")
    u = _forum(desa, paket, lengkap=False)
    _catat_jalannya(desa, paket)
    with pytest.raises(TidakBisa, match=f"{u.nama} diusulkan dalam musyawarah dan belum lengkap"):
        _catat(desa, paket)
    _catat(desa, paket, **{f"u{u.id}": hasil})
    assert u.status is status


def test_koreksi_hasil_tidak_membuat_nama_forum_tampak_lengkap(desa: pabrik.Desa) -> None:
    paket = _siap(desa, "sistem")
    u = _forum(desa, paket, lengkap=False)
    _catat_jalannya(desa, paket)
    _catat(desa, paket, **{f"u{u.id}": "tunda"})
    op.buka(paket, alasan="Salah catat.", oleh=desa.operator, versi=paket.versi_baris)
    with pytest.raises(TidakBisa, match="belum lengkap"):
        _catat(desa, paket)


def test_nama_biasa_tidak_ditambahkan_setelah_daftar_terkunci_dan_forum_tidak_sebelum_musyawarah(
    desa: pabrik.Desa,
) -> None:
    w = pabrik.warga(pabrik.keluarga())
    draf = desa.paket(1)
    with pytest.raises(TidakBisa, match="hanya dapat ditambahkan"):
        opu.catat(draf, warga_id=w.id, jenis="hapus", oleh=desa.operator, asal="forum")
    db.session.expire(draf, ["usulan"])
    desa.siap_musyawarah(draf)
    with pytest.raises(TidakBisa, match="hanya dapat ditambahkan"):
        opu.catat(draf, warga_id=w.id, jenis="hapus", oleh=desa.operator)
    db.session.expire(draf, ["usulan"])
    with pytest.raises(TidakBisa):
        opu.buka(draf.usulan[0], oleh=desa.operator, versi=draf.usulan[0].versi_baris)


def test_kehadiran_berupa_jumlah_dan_keberatan_tercetak_di_berita_acara_dan_notulen(desa: pabrik.Desa) -> None:
    """Diberikan daftar hadir bertanda tangan; ketika operator menulis jumlah per unsur, mengunggah pindaiannya, dan
    menulis keberatan peserta; maka kuorum, daftar hadir, berita acara, dan notulen memuat angka dan keberatan itu."""
    paket = _siap(desa, "sistem")
    r = _rapat(paket)
    pelengkap.simpan_jumlah(r, [BarisJumlah("rt", 5, 3, 1)], oleh=desa.operator, versi=None)
    pelengkap.simpan_berkas(r, "DAFTAR_HADIR", [pabrik.gambar()], oleh=desa.operator)
    baris = [BarisKeberatan("Ketua RT 3", paket.usulan[0].nama, "Rumahnya permanen.", "Tetap disepakati.")]
    pelengkap.simpan_keberatan(r, baris, oleh=desa.operator, versi=None)
    for p in r.peserta:
        p.saksi = False
    _catat_jalannya(desa, paket)
    _catat(desa, paket)
    ba, notulen, hadir = (_isi(paket, j) for j in (D.BA_MUSYAWARAH, D.NOTULEN, D.DAFTAR_HADIR))
    assert (ba.kuorum.diundang, ba.kuorum.hadir, ba.kuorum.tercapai) == (5, 4, True)
    assert [(u.laki, u.perempuan) for u in ba.per_unsur] == [(3, 1)]
    assert hadir.hadir == []
    assert [k.siapa for k in ba.daftar_keberatan] == [k.siapa for k in notulen.daftar_keberatan] == ["Ketua RT 3"]


def test_undangan_yang_dibuat_di_luar_tidak_diterbitkan_lagi_dan_nomornya_dikutip(desa: pabrik.Desa) -> None:
    paket = desa.paket()
    r = desa.rapat(paket)
    r.undangan_nomor, r.undangan_tanggal = "05/BPD/XI/2026", clock.hari_ini()
    pelengkap.simpan_berkas(r, "UNDANGAN", [pabrik.gambar()], oleh=desa.operator)
    op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)
    assert D.UNDANGAN not in {d.jenis for d in dok.milik_paket(paket.id)}
    _catat_jalannya(desa, paket)
    _catat(desa, paket)
    assert _isi(paket, D.BA_MUSYAWARAH).acara.undangan_nomor == "05/BPD/XI/2026"


def test_pemerintah_desa_sebagai_penyelenggara_mengubah_kop_pengundang_dan_pimpinan(desa: pabrik.Desa) -> None:
    """Diberikan desa yang aturannya menetapkan pemerintah desa sebagai penyelenggara; ketika musyawarah disiapkan;
    maka undangan memakai kop desa dan ditandatangani kepala desa."""
    isi = nilai("penyelenggara", pabrik.DESA, "desa") | {
        "penyelenggara": "pemdes", "pengundang": "kepala_desa", "label_pengundang": "Kepala Desa",
        "pimpinan": "kepala_desa", "label_pimpinan": "Kepala Desa", "kop": "desa",
    }  # fmt: skip
    admin = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")
    aturan.tetapkan("penyelenggara", "desa", isi, wilayah_kode=pabrik.DESA, mulai=clock.hari_ini(), oleh=admin)
    paket = desa.paket()
    r = desa.rapat(paket)
    r.pengundang_nama = ""
    assert (r.penyelenggara, r.pimpinan_jabatan) == ("pemdes", "Kepala Desa")
    op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)
    _, naskah, ttd = cairkan(dok.milik_paket(paket.id, [D.UNDANGAN])[0].konteks)
    assert naskah.kop.baris[-1] == "DESA SLAWI KULON"
    assert [(p.jabatan, p.nama) for p in ttd] == [("Kepala Desa Slawi Kulon", desa.kades.nama)]


def test_bpd_menyelenggarakan_dengan_kop_sendiri_pada_semua_naskah_musyawarah(desa: pabrik.Desa) -> None:
    paket = desa.siap_diajukan()
    for jenis in (D.BA_MUSYAWARAH, D.NOTULEN, D.DAFTAR_HADIR):
        assert _isi(paket, jenis).kop.baris[0] == "BADAN PERMUSYAWARATAN DESA", jenis
    assert _isi(paket, D.SURAT_PENGANTAR).kop.baris[0] == "PEMERINTAH KABUPATEN TEGAL"
