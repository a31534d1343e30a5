"""Does every guard of every row of the packet's table refuse by itself, whatever the others say?"""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from mencoba import ditolak
from pabrik import Desa, Kabupaten, bukti, usulan, warga

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.models import Penugasan
from app.domain.dokumen.models import TandaTangan
from app.domain.rapat.models import FotoRapat, Rapat
from app.domain.registri.models import BerkasKeluarga
from app.domain.usulan import operations as op
from app.domain.usulan import operations_daftar as daftar_op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan import operations_segera as mendesak
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.models import Paket, Tanda
from app.domain.usulan.status import Dasar, StatusUsulan
from app.domain.usulan.syarat_daftar import konfirmasi
from app.infra.db import db

MATI = 2
TIDAK_HIDUP = "Tidak ada usulan yang masih berjalan"


def akhiri(paket: Paket) -> None:
    """Every name ends, as if its change had been accepted."""
    for u in paket.usulan:
        u.status, u.hidup = StatusUsulan.DITARIK, False


def tanpa_bukti(paket: Paket) -> None:
    milik = [u.keluarga_id for u in paket.usulan]
    db.session.execute(sa.delete(BerkasKeluarga).where(BerkasKeluarga.keluarga_id.in_(milik)))


def tanpa_foto(paket: Paket) -> None:
    db.session.execute(sa.delete(FotoRapat).where(FotoRapat.rapat_id == paket.rapat_id))


def ubah_warga(paket: Paket, **isi: object) -> None:
    for nama, nilai in isi.items():
        setattr(paket.usulan[0].warga, nama, nilai)


def kk_sama_dengan_nik(paket: Paket) -> None:
    paket.usulan[0].keluarga.no_kk = paket.usulan[0].warga.nik


def paket_lain(paket: Paket) -> None:
    """Another packet of the same village and month that is being composed."""
    lain = {"wilayah_kode": paket.wilayah_kode, "periode": paket.periode, "dibuat_oleh": paket.dibuat_oleh}
    db.session.add(Paket(nomor="USL/lain/9", urut=9, status="draf", **lain))


def saat_diajukan(paket: Paket) -> list[tuple]:
    """What a list may not be when it leaves the village, whichever way."""
    return [
        (lambda: akhiri(paket), TIDAK_HIDUP),
        (lambda: tanpa_bukti(paket), "belum diunggah"),
        (lambda: ubah_warga(paket, nik=None), "belum mempunyai NIK"),
        (lambda: kk_sama_dengan_nik(paket), "Nomor KK sama dengan NIK"),
        (lambda: ubah_warga(paket, status_dasar=MATI), "ajukan gugur lewat lembar perubahan"),
    ]


def minta_ralat(paket: Paket, desa: Desa) -> None:
    """A change that is asked for on a sheet which nobody has signed."""
    u = paket.usulan[0]
    opp.minta(u, "ralat", alasan="Salah.", kiriman={"ralat.nama": ["LAIN"]}, oleh=desa.operator, versi=u.versi_baris)
    opp.terbitkan_lembar(paket, oleh=desa.operator)


def test_pengajuan_biasa(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    for rusak, kalimat in saat_diajukan(paket):
        ditolak(rusak, lambda: op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris), kalimat)


def test_pengajuan_nihil(app: Flask, jam) -> None:  # type: ignore[no-untyped-def]
    desa = Desa()
    isi = Desa("33.28.10.2005").paket(1)
    paket = op.nyatakan_nihil(oleh=desa.operator)
    desa.tanda_tangani(paket)

    def coba() -> None:
        op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)

    ditolak(lambda: setattr(isi.usulan[0], "paket_id", paket.id), coba, "berisi 1 usulan")
    jam(dt.timedelta(days=12))
    ditolak(lambda: None, coba, "Tulis alasan keterlambatan")
    jam(dt.timedelta(days=20))
    ditolak(lambda: None, coba, "Periode November 2026 sudah berakhir")


def segera(desa: Desa, jenis: str = "reaktivasi_pbi", alasan: str = "layanan_kesehatan") -> Paket:
    paket = mendesak.buat(alasan=alasan, uraian="Cuci darah pekan ini.", oleh=desa.operator)
    usulan(paket, desa.operator, jenis)
    op.pakai_sptjm(paket, alasan="Segera.", oleh=desa.operator, versi=paket.versi_baris)
    desa.tanda_tangani(paket)
    return paket


def test_pengajuan_segera(app: Flask) -> None:
    desa = Desa()
    paket = segera(desa)
    semua = [*saat_diajukan(paket), (lambda: setattr(paket, "segera_alasan", "lama"), "tidak lagi dipakai")]
    for rusak, kalimat in semua:
        ditolak(rusak, lambda: op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris), kalimat)


@pytest.mark.parametrize("dari", ["kecamatan", "dinsos"])
def test_pengajuan_ulang(app: Flask, dari: str) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    if dari == "dinsos":
        kab.diteruskan(paket)
    oleh = kab.petugas if dari == "kecamatan" else kab.verifikator
    op.kembalikan(paket, [(None, "ba_tidak_lengkap", "Halaman dua tidak ada.")], oleh=oleh, versi=paket.versi_baris)

    def coba() -> None:
        op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris)

    ditolak(lambda: None, coba, "Catatan pengembalian pada paket belum dijawab")
    op.jawab_tanda(paket.tanda[0].id, "diperbaiki", "Sudah.", oleh=desa.operator)
    for rusak, kalimat in (
        *saat_diajukan(paket),
        (lambda: tanpa_foto(paket), "belum diunggah pada halaman musyawarah"),
        (lambda: minta_ralat(paket, desa), "Lembar perubahan .*belum ditandatangani"),
    ):
        ditolak(rusak, coba, kalimat)


def test_pengajuan_ulang_paket_segera_tanpa_bukti_bersamanya(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = segera(desa, "bansos_bpnt", "bencana")
    bukti(paket.usulan[0].keluarga, ["SURAT_BENCANA"], desa.operator)
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    op.kembalikan(paket, [(None, "lainnya", "Kurang jelas.")], oleh=kab.verifikator, versi=paket.versi_baris)
    op.jawab_tanda(paket.tanda[0].id, "diperbaiki", "Sudah.", oleh=desa.operator)
    ditolak(
        lambda: tanpa_bukti(paket),
        lambda: op.ajukan_ulang(paket, oleh=desa.kades, versi=paket.versi_baris),
        "Satu surat pada salah satu usulan cukup",
    )


def test_langkah_draf_dan_musyawarah(app: Flask) -> None:
    desa = Desa()
    paket = desa.paket(1)
    u = paket.usulan[0]

    def ketik() -> None:
        paket.diketik = "operator_kecamatan"

    def draf() -> None:
        u.status = StatusUsulan.DRAF

    def musyawarah() -> None:
        op.pakai_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)

    def sptjm() -> None:
        op.pakai_sptjm(paket, alasan="Tidak kuorum.", oleh=desa.operator, versi=paket.versi_baris)

    def nihil() -> None:
        op.pakai_nihil(paket, oleh=desa.operator, versi=paket.versi_baris)

    def tanpa_kades() -> None:
        db.session.execute(sa.delete(Penugasan).where(Penugasan.id == desa.kades.penugasan_id))

    belum = "belum ditandai lengkap"
    formulir = "Pindaian formulir usulan"
    ditolak(draf, musyawarah, belum)
    ditolak(ketik, musyawarah, formulir)
    ditolak(draf, sptjm, belum)
    ditolak(ketik, sptjm, formulir)
    ditolak(tanpa_kades, sptjm, "belum mempunyai Kepala Desa yang tercatat")
    ditolak(lambda: akhiri(paket), sptjm, "belum berisi usulan")
    ditolak(ketik, nihil, formulir)
    ditolak(lambda: None, nihil, "tidak dapat dinyatakan nihil")
    desa.siap_musyawarah(paket)
    putusan = {u.id: ("sepakat", "", "")}
    ditolak(ketik, lambda: op.catat_musyawarah(paket, putusan, oleh=desa.operator, versi=paket.versi_baris), formulir)


def test_permintaan_tanggapan_daftar_kabupaten(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.paket(1)
    paket.dasar, paket.sumber_nomor, paket.sumber_tanggal = Dasar.DAFTAR_KABUPATEN, "470/1", dt.date(2026, 11, 2)

    def coba() -> None:
        daftar_op.minta_tanggapan(paket, oleh=kab.verifikator, versi=paket.versi_baris)

    ditolak(lambda: setattr(paket, "sumber_nomor", ""), coba, "Nomor dan tanggal dokumen sumber")
    ditolak(lambda: akhiri(paket), coba, "belum berisi usulan")
    ditolak(lambda: setattr(paket.usulan[0], "status", StatusUsulan.DRAF), coba, "belum ditandai lengkap")


def test_tanggapan_atas_daftar_kabupaten(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.paket(1)
    paket.dasar, paket.sumber_nomor, paket.sumber_tanggal = Dasar.DAFTAR_KABUPATEN, "470/1", dt.date(2026, 11, 2)
    daftar_op.minta_tanggapan(paket, oleh=kab.verifikator, versi=paket.versi_baris)
    nomor = konfirmasi(paket.id)[0].id
    for jawaban, kalimat in (
        ({nomor + 1: ("ya", "")}, "tidak termasuk daftar"),
        ({nomor: ("mungkin", "")}, "Pilih sesuai atau tidak sesuai"),
        ({nomor: ("tidak", " ")}, "Tulis alasan untuk setiap nama"),
    ):
        data = jawaban
        ditolak(
            lambda: None,
            lambda data=data: lakukan(
                ALUR_PAKET, paket, Aksi.PAKET_TANGGAPI, oleh=desa.operator, versi=paket.versi_baris, data=data
            ),
            kalimat,
        )


def test_langkah_kembali_ke_desa_tidak_menabrak_paket_lain(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()

    def tarik() -> None:
        op.tarik_kembali(paket, alasan="Keliru.", oleh=desa.kades, versi=paket.versi_baris)

    ditolak(lambda: paket_lain(paket), tarik, "masih disusun")
    ditolak(lambda: setattr(paket, "versi", 2), tarik, "sudah pernah diperbaiki dan diajukan ulang")
    op.kembalikan(paket, [(None, "ba_tidak_lengkap", "x")], oleh=kab.petugas, versi=paket.versi_baris)
    ditolak(
        lambda: paket_lain(paket),
        lambda: op.susun_ulang(paket, alasan="Nama kurang.", oleh=desa.operator, versi=paket.versi_baris),
        "masih disusun",
    )


def test_tanda_pengembalian_menyebut_nama_dan_alasan_yang_dikenal(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    lain = Desa("33.28.10.2005").paket(1).usulan[0].id
    for tanda, kalimat in (
        ([], "Pilih paling sedikit satu alasan"),
        ([(lain, "lainnya", "x")], "tidak lagi berjalan di paket ini"),
        ([(None, "sulap", "")], "Pilih alasan pengembalian dari daftar"),
        ([(None, "lainnya", "")], "perlu dijelaskan"),
    ):
        data = tanda
        ditolak(
            lambda: None,
            lambda data=data: lakukan(
                ALUR_PAKET, paket, Aksi.PAKET_KEMBALIKAN, oleh=kab.petugas, versi=paket.versi_baris, data=data
            ),
            kalimat,
        )


def test_langkah_paket_di_dalam_berkas_bersama_menjaga_dirinya_sendiri(app: Flask) -> None:
    """The bundel asks the same first; should it ever not, the packet's own row still refuses."""
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()

    def langkah(aksi: Aksi, oleh: object) -> None:
        lakukan(ALUR_PAKET, paket, aksi, oleh=oleh, versi=None, lewat="bundel")  # type: ignore[arg-type]

    ditolak(lambda: None, lambda: langkah(Aksi.PAKET_TERUSKAN, kab.camat), "daftar periksa belum diisi")
    kab.diteruskan(paket)
    ditolak(lambda: None, lambda: langkah(Aksi.PAKET_SETUJUI_VERVAL, kab.kadinsos), "belum dinilai")
    kab.terverifikasi(paket)
    ditolak(lambda: akhiri(paket), lambda: langkah(Aksi.PAKET_SAHKAN, kab.bupati), "Tidak ada usulan layak")


def test_penutupan_paket(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    kosong = op.buat_paket(oleh=desa.operator)

    def tutup(paket: Paket, oleh: object) -> None:
        op.tutup(paket, oleh=oleh, versi=paket.versi_baris)  # type: ignore[arg-type]

    ditolak(lambda: None, lambda: tutup(kosong, desa.operator), "masih kosong")
    op.batalkan(kosong, alasan="x", oleh=desa.operator, versi=kosong.versi_baris)
    paket = kab.disahkan(kab.terverifikasi(kab.diteruskan(desa.diajukan())))
    ditolak(lambda: None, lambda: tutup(paket, kab.verifikator), "Masih ada 2 usulan yang berjalan")
    ditolak(
        lambda: None,
        lambda: op.catat_hasil(paket, oleh=kab.verifikator, versi=paket.versi_baris),
        "Hasil dari pusat belum dicatat untuk 2 usulan",
    )


def test_pisahan_tidak_memecah_pasangan_pengganti(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.paket(2)
    keluar = usulan(paket, desa.operator, "hapus", warga())
    opu.pasangkan(keluar, paket.usulan[0].id, oleh=desa.operator, versi=keluar.versi_baris)
    desa.diajukan(paket)
    ditolak(
        lambda: None,
        lambda: lakukan(
            ALUR_PAKET,
            paket,
            Aksi.PAKET_PISAHKAN,
            oleh=kab.petugas,
            versi=paket.versi_baris,
            alasan="x",
            data={keluar.id},
        ),
        "harus dipisahkan bersama",
    )


def ubah_peserta(rapat: Rapat, **isi: object) -> None:
    for o in rapat.peserta:
        for nama, nilai in isi.items():
            setattr(o, nama, nilai)
    db.session.flush()
    db.session.expire(rapat)


def test_rencana_musyawarah(app: Flask) -> None:
    desa = Desa()
    paket = desa.paket(1)

    def coba() -> None:
        op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)

    ditolak(lambda: None, coba, "Musyawarah belum direncanakan")
    r = desa.rapat(paket)
    for nama, kosong, kalimat in (
        ("tanggal", None, "Tanggal musyawarah belum diisi"),
        ("pukul_mulai", None, "Jam mulai musyawarah belum diisi"),
        ("tempat", "", "Tempat musyawarah belum diisi"),
        ("pengundang_nama", "", "Nama pengundang .* belum diisi"),
        ("undangan_nomor", "005/1", "Tanggal undangan itu belum diisi"),
        ("undangan_nomor", "005/1", "Pindaian undangan yang dibuat di luar sistem belum diunggah"),
        ("undangan_tanggal", dt.date(2026, 11, 2), "Nomor undangan yang dibuat di luar sistem belum diisi"),
    ):
        ditolak(lambda n=nama, k=kosong: setattr(r, n, k), coba, kalimat)
    ditolak(lambda: ubah_peserta(r, diundang=False), coba, "Belum ada yang diundang")


def test_hasil_musyawarah(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_diajukan(desa.paket(1))
    op.buka(paket, alasan="Keliru.", oleh=desa.operator, versi=paket.versi_baris)
    r = db.session.get_one(Rapat, paket.rapat_id)
    u = paket.usulan[0]

    def coba(putusan: tuple[str, str, str] | None = ("sepakat", "", ""), asli: list[int] | None = None) -> None:
        semua = {u.id: putusan} if putusan else {}
        lakukan(
            ALUR_PAKET,
            paket,
            Aksi.PAKET_CATAT_MUSYAWARAH,
            oleh=desa.operator,
            versi=paket.versi_baris,
            data=semua,
            catatan={"jumlah_asli": asli},
        )

    for nama, isi, kalimat in (
        ("tanggal", None, "Tanggal musyawarah belum diisi"),
        ("tanggal", dt.date(2026, 12, 1), "hasilnya baru dapat dicatat mulai hari itu"),
        ("pukul_mulai", None, "Jam mulai musyawarah belum diisi"),
        ("pukul_selesai", dt.time(1, 0), "Jam selesai harus sesudah jam mulai"),
        ("pimpinan_nama", "", "Nama pimpinan musyawarah belum diisi"),
        ("notulis_nama", "", "Nama notulis belum diisi"),
        ("pembahasan", "", "Pembahasan belum ditulis"),
        ("hadir_cara", "jumlah", "Pindaian daftar hadir yang ditandatangani belum diunggah"),
        ("sumber_ba", "tangan", "Pindaian berita acara asli .* belum diunggah"),
        ("sumber_ba", "tangan", "Isi jumlah disepakati, ditunda, dan tidak disepakati"),
    ):
        ditolak(lambda n=nama, v=isi: setattr(r, n, v), coba, kalimat)
    for isi, kalimat in (
        ({"hadir": False}, "Belum ada peserta yang ditandai hadir"),
        ({"hadir": False, "saksi": True}, "Ditandai saksi tetapi tidak hadir"),
        ({"diundang": False, "hadir": True}, "kuorum tidak dapat dihitung"),
    ):
        ditolak(lambda v=isi: ubah_peserta(r, **v), coba, kalimat)

    def satu_hadir() -> None:
        ubah_peserta(r, hadir=False, saksi=False)
        r.peserta[0].hadir = True

    ditolak(satu_hadir, coba, "Kuorum tidak tercapai: 1 dari 5")
    ditolak(lambda: setattr(r, "sumber_ba", "tangan"), lambda: coba(asli=[0, 1, 0]), "Periksa putusan setiap nama")
    ditolak(lambda: None, lambda: coba(None), "belum diputuskan")
    ditolak(lambda: None, lambda: coba(("tunda", "", "")), "Tulis alasan putusan")


def test_telaah_dan_pemeriksaan_atas_paket(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()

    def coba() -> None:
        lakukan(ALUR_PAKET, paket, Aksi.PAKET_TERUSKAN, oleh=kab.camat, versi=None, lewat="bundel")

    def tandai() -> None:
        db.session.add(Tanda(paket_id=paket.id, versi=1, kode="lainnya", teks="x", oleh=kab.petugas.pengguna_id))

    ditolak(lambda: None, coba, "belum diperiksa dan dikonfirmasi")
    ditolak(tandai, coba, "Masih ada catatan pengembalian yang belum dijawab")
    jawaban = dict.fromkeys(butir_telaah(paket.wilayah_kode, paket.dasar), ("tidak", ""))
    ditolak(lambda: op.isi_telaah(paket, jawaban, oleh=kab.petugas, versi=paket.versi_baris), coba, "dijawab “tidak”")
    kab.diteruskan(paket)

    def verval() -> None:
        lakukan(ALUR_PAKET, paket, Aksi.PAKET_SETUJUI_VERVAL, oleh=kab.kadinsos, versi=None, lewat="bundel")

    ditolak(lambda: akhiri(paket), verval, "Tidak ada usulan yang layak; paket dapat ditutup")


def test_naskah_tanpa_penanda_wajib_tidak_dianggap_tertandatangani(app: Flask) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    ditolak(
        lambda: db.session.execute(sa.update(TandaTangan).values(wajib=False)),
        lambda: op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris),
        "Tidak ada dokumen berpenanda tangan wajib",
    )
