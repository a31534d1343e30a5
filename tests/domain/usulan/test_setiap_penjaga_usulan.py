"""Does every guard of every row of the proposal's table, of papers and of bundels refuse by itself?"""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from mencoba import ditolak
from pabrik import DESA_LAIN, KABUPATEN, KECAMATAN, Desa, Kabupaten, orang, usulan

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan, mulai
from app.domain.akses.models import Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.berlaku import berlaku, nilai
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import operations as dok
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import Dasar, StatusUsulan
from app.domain.verifikasi.kunjungan import BERTEMU, MAKS_CATATAN, TIDAK_BERTEMU, IsianKunjungan
from app.infra import clock
from app.infra.db import db

SEJENIS = "sudah mempunyai usulan sejenis lain"


def langkah(u: Usulan, aksi: Aksi, oleh: Pelaku, **lain: object) -> None:
    lakukan(ALUR_USULAN, u, aksi, oleh=oleh, versi=u.versi_baris, **lain)  # type: ignore[arg-type]


def diteruskan(kab: Kabupaten, desa: Desa) -> Paket:
    return kab.diteruskan(desa.diajukan())


def sejenis(u: Usulan, lain: Usulan) -> None:
    """The name was let go, and proposed anew elsewhere meanwhile."""
    u.hidup = False
    db.session.flush()
    lain.warga_id = u.warga_id


def test_usulan_yang_dilepas_tidak_hidup_lagi_bila_sudah_diusulkan_lain(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    lain = Desa(DESA_LAIN).paket(1).usulan[0]
    paket = desa.siap_diajukan()
    u = paket.usulan[0]
    ditolak(
        lambda: (setattr(u, "status", StatusUsulan.DITUNDA), sejenis(u, lain)),
        lambda: op.buka(paket, alasan="Keliru.", oleh=desa.operator, versi=paket.versi_baris),
        SEJENIS,
    )
    p = diteruskan(kab, Desa("33.28.10.2005"))
    u = p.usulan[0]
    opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=None)
    opu.nilai(u, "tidak_layak", oleh=kab.verifikator, versi=None, alasan_kode="dinilai_mampu")
    for hasil in ("batal", "layak"):
        ditolak(
            lambda: sejenis(u, lain),
            lambda hasil=hasil: opu.nilai(u, hasil, oleh=kab.verifikator, versi=u.versi_baris),
            SEJENIS,
        )
    ditolak(
        lambda: (setattr(p, "dasar", Dasar.DAFTAR_KABUPATEN), sejenis(u, lain)),
        lambda: opu.nilai(u, "batal", oleh=kab.verifikator, versi=u.versi_baris),
        SEJENIS,
    )


def test_penilaian_pemadanan_dan_kunjungan(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    u = diteruskan(kab, desa).usulan[0]
    lapangan = orang(Peran.PETUGAS_LAPANGAN, KECAMATAN)
    hari = clock.hari_ini()
    tidak_layak = {"alasan": "Sulap.", "alasan_kode": "sulap"}
    for aksi, oleh, isi, kalimat in (
        (Aksi.USULAN_NILAI_TIDAK_LAYAK, kab.verifikator, tidak_layak, "Pilih alasan tidak layak dari daftar"),
        (Aksi.USULAN_CATAT_PADANAN, kab.verifikator, {"data": {"hasil": "belum"}}, "Pilih hasil pemadanan"),
        (Aksi.USULAN_CATAT_KUNJUNGAN, lapangan, {"data": IsianKunjungan()}, "Pilih hasil kunjungan"),
        (Aksi.USULAN_CATAT_KUNJUNGAN, lapangan, {"data": IsianKunjungan(BERTEMU)}, "Tulis tanggal kunjungan"),
        (Aksi.USULAN_CATAT_KUNJUNGAN, lapangan, {"data": IsianKunjungan(BERTEMU, hari)}, "Jawab pertanyaan"),
        (
            Aksi.USULAN_CATAT_KUNJUNGAN,
            lapangan,
            {"data": IsianKunjungan(BERTEMU, hari + dt.timedelta(days=1), {}, "x" * (MAKS_CATATAN + 1))},
            "tidak boleh di masa depan",
        ),
        (
            Aksi.USULAN_CATAT_KUNJUNGAN,
            lapangan,
            {"data": IsianKunjungan(BERTEMU, hari, {}, "x" * (MAKS_CATATAN + 1))},
            "Catatan paling banyak",
        ),
        (Aksi.USULAN_CATAT_KUNJUNGAN, lapangan, {"data": IsianKunjungan(TIDAK_BERTEMU, hari)}, "Tulis mengapa"),
        (Aksi.USULAN_CATAT_HASIL, kab.verifikator, {"data": {"status": "sulap"}}, "Pilih status SIKS-NG"),
        (Aksi.USULAN_CATAT_HASIL, kab.verifikator, {"data": {"status": "diterima"}}, "setelah paket disahkan"),
    ):
        ditolak(lambda: None, lambda a=aksi, o=oleh, i=isi: langkah(u, a, o, **i), kalimat)


def test_jawaban_pusat_disertai_alasan_dan_desil_yang_masuk_akal(app: Flask) -> None:
    kab, desa = Kabupaten(), Desa()
    u = kab.disahkan(kab.terverifikasi(diteruskan(kab, desa))).usulan[0]
    for isi, kalimat in (
        ({"status": "ditolak_pusat"}, "Tulis alasan penolakan"),
        ({"status": "diterima", "desil": 3}, "tidak mempunyai hasil berupa desil"),
    ):
        ditolak(
            lambda: None,
            lambda i=isi: langkah(u, Aksi.USULAN_CATAT_HASIL, kab.verifikator, data=i),
            kalimat,
        )


def test_permintaan_perubahan(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.siap_diajukan()
    u, dua = paket.usulan
    terima, tolak = Aksi.USULAN_TERIMA_PENARIKAN, Aksi.USULAN_TOLAK_PERUBAHAN

    def minta(jenis: str = "penarikan", **data: object) -> None:
        isi = {"jenis": jenis, "lama": {}, "baru": {}, "alasan_kode": "", **data}
        langkah(u, Aksi.USULAN_MINTA_PERUBAHAN, desa.operator, alasan="Mundur.", data=isi)

    ditolak(lambda: None, lambda: minta("sulap"), "Pilih jenis perubahan")
    ditolak(lambda: None, lambda: minta("ralat", baru={"desil": "1"}), "tidak dapat diubah dengan ralat")
    ditolak(lambda: None, lambda: langkah(u, terima, desa.kades), "Tidak ada permintaan penarikan")
    ditolak(lambda: None, lambda: langkah(u, terima, desa.kades), "saat paket diajukan ulang")
    opp.minta(u, "penarikan", alasan="Mundur.", oleh=desa.operator, versi=u.versi_baris)
    ditolak(lambda: None, minta, "Permintaan perubahan sebelumnya")
    ditolak(lambda: None, lambda: langkah(u, terima, desa.kades), "Lembar perubahan daftar belum diterbitkan")
    ditolak(
        lambda: setattr(u, "pengganti_id", dua.id),
        lambda: langkah(u, terima, desa.kades),
        "berpasangan dengan .* ditarik",
    )
    kedua = Desa("33.28.10.2005").diajukan()
    ditolak(
        lambda: None,
        lambda: langkah(kedua.usulan[0], tolak, kab.petugas, alasan="Tidak cocok."),
        "Tidak ada permintaan perubahan yang menunggu",
    )


def test_pindaian_diperiksa_tingkat_di_atas_dan_naskah_jadi_tidak_dibuat_ulang(app: Flask) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.siap_ajukan()
    d = next(d for d in dok.milik_paket(paket.id) if d.status == "bertanda_tangan")
    d.unit_kode = KECAMATAN  # a paper of the kecamatan itself
    for aksi in (Aksi.DOKUMEN_KONFIRMASI, Aksi.DOKUMEN_TOLAK_PINDAIAN):
        ditolak(
            lambda: None,
            lambda a=aksi: lakukan(ALUR_DOKUMEN, d, a, oleh=kab.petugas, versi=d.versi_baris, alasan="Buram."),
            "diperiksa oleh tingkat di atasnya",
        )
    ditolak(
        lambda: None,
        lambda: lakukan(ALUR_DOKUMEN, d, Aksi.DOKUMEN_ULANGI, oleh=kab.petugas, versi=d.versi_baris),
        "Naskah ini sudah jadi",
    )


def siap(jenis: JenisBundel, kab: Kabupaten, paket: Paket) -> tuple[Pelaku, Pelaku, str]:
    """A packet ready for a bundel of the kind: who composes it, who decides it, and where."""
    kab.telaah(paket)
    if jenis is JenisBundel.TELAAH:
        return kab.petugas, kab.camat, KECAMATAN
    kab.bundel(JenisBundel.TELAAH, [paket], kab.petugas, kab.camat)
    for u in paket.usulan:
        opu.catat_padanan(u, "padan", oleh=kab.verifikator, versi=None)
        opu.nilai(u, "layak", oleh=kab.verifikator, versi=None)
    if jenis is JenisBundel.VERVAL:
        return kab.verifikator, kab.kadinsos, KABUPATEN
    kab.bundel(JenisBundel.VERVAL, [paket], kab.verifikator, kab.kadinsos)
    return kab.verifikator, kab.bupati, KABUPATEN


def tutup_jadwal(jenis: JenisBundel, wilayah: str) -> None:
    isi = {"label": "Tahap ini", **nilai("jendela", wilayah, "pengesahan")}
    isi |= {"mulai_hari": 1, "akhir_hari": 2, "sifat": "menutup"}
    admin = orang(Peran.ADMIN, KABUPATEN)
    aturan.tetapkan("jendela", jenis.value, isi, wilayah_kode=wilayah, mulai=clock.hari_ini(), oleh=admin)


@pytest.mark.parametrize("jenis", list(JenisBundel))
def test_berkas_bersama(app: Flask, jenis: JenisBundel) -> None:
    desa, kab = Desa(), Kabupaten()
    paket = desa.diajukan()
    penyusun, pemutus, wilayah = siap(jenis, kab, paket)

    def terbit() -> None:
        bundel_op.terbitkan(jenis, [paket.id], oleh=penyusun)

    def tanpa_pejabat() -> None:
        db.session.execute(sa.delete(Penugasan).where(Penugasan.id == pemutus.penugasan_id))

    ditolak(tanpa_pejabat, terbit, "belum mempunyai .* yang tercatat")
    ditolak(lambda: tutup_jadwal(jenis, wilayah), terbit, "dijadwalkan tanggal 1 sampai 2")
    b = bundel_op.terbitkan(jenis, [paket.id], oleh=penyusun)

    def putus() -> None:
        bundel_op.putuskan(b, oleh=pemutus, versi=b.versi_baris)

    def minta() -> None:
        u = paket.usulan[0]
        opp.minta(u, "penarikan", alasan="Mundur.", oleh=desa.operator, versi=u.versi_baris)

    ditolak(lambda: None, putus, "belum ditandatangani")
    ditolak(minta, putus, "1 permintaan perubahan belum dijawab")


def test_berkas_bersama_hanya_memuat_paket_wilayahnya(app: Flask) -> None:
    kab, lain = Kabupaten(), Desa(DESA_LAIN).diajukan()
    b = Bundel(
        jenis=JenisBundel.TELAAH,
        wilayah_kode=KECAMATAN,
        periode="2026-11",
        disusun_oleh=kab.petugas.pengguna_id,
        versi_baris=0,
    )
    ditolak(
        lambda: None,
        lambda: mulai(ALUR_BUNDEL, b, Aksi.BUNDEL_TERBITKAN_TELAAH, oleh=kab.petugas, data=[lain]),
        "dari luar wilayah berkas bersama ini",
    )


def test_kelengkapan_usulan(app: Flask) -> None:
    desa = Desa()
    paket = desa.paket(0)
    hapus, yapi = usulan(paket, desa.operator, "hapus"), usulan(paket, desa.operator, "tambah")
    for u in (hapus, yapi):
        u.status = StatusUsulan.DRAF

    def lengkapi(u: Usulan) -> None:
        opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)

    lain = next(k for k, b in berlaku("alasan_hapus", desa.wilayah).items() if b.get("teks_wajib"))
    ditolak(lambda: setattr(hapus, "alasan_kode", lain), lambda: lengkapi(hapus), "perlu dijelaskan pada keterangan")
    ditolak(lambda: setattr(hapus, "alasan_kode", ""), lambda: lengkapi(hapus), "Alasan usulan belum dipilih")

    def yatim(lahir: dt.date | None) -> None:
        yapi.jenis, yapi.warga.tanggal_lahir = "atensi_yapi", lahir

    ditolak(lambda: yatim(None), lambda: lengkapi(yapi), "Tanggal lahir belum tercatat di registri")
    ditolak(lambda: yatim(dt.date(1985, 8, 17)), lambda: lengkapi(yapi), "Usia anak sudah 41 tahun")
