"""Which packets does the demo show, village by village and month by month? One row each, told in docs/demo.md."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.cli.demo.akun import KAGOK, PAGIYANTEN, SLAWI_KULON
from app.cli.demo.kisah import Alur, hari_kerja, pada
from app.cli.demo.panggung import Kisah
from app.cli.demo.rencana import Rencana, kirim, susun
from app.domain.dokumen.status import JenisDokumen as D

# Kinds of a packet's names; `hapus:` names its reason.
# fmt: off
PANJANG = ("tambah", "bansos_pkh", "hapus:meninggal", "perbaikan", "bansos_bpnt", "tambah", "tambah")
SEDANG = ("tambah", "bansos_bpnt", "atensi_yapi", "bansos_pbi", "hapus:mampu")
PENDEK = ("tambah", "bansos_pkh", "perbaikan")
# fmt: on
CUCI_DARAH = "Warga harus cuci darah dua kali sepekan, kepesertaan PBI-nya nonaktif sejak bulan lalu."


@dataclass(frozen=True, slots=True)
class Babak:
    """One packet: whose, for which month from now, its names, how it goes, and what is particular to it."""

    desa: str
    geser: int
    jenis: tuple[str, ...]
    cerita: "Callable[[Rencana, Alur, Babak], Kisah]"
    urut: int = 1
    hari: int = 17  # day of the month on which the kecamatan reviews
    telat: int = 0  # days between the meeting and its entry
    dicatat: bool = False  # the officials decided on paper
    teks: str = ""
    alasan: str = ""  # of an urgent packet


def kisah(r: Rencana) -> list[Kisah]:
    """Every row as a story for the stage."""
    return [_satu(r, b) for b in BABAK]


def _satu(r: Rencana, b: Babak) -> Kisah:
    a = r.mulai(b.desa, b.geser, b.urut, b.jenis)
    if a is not None:
        yield from b.cerita(r, a, b)


def dibatalkan(r: Rencana, a: Alur, b: Babak) -> Kisah:
    yield from susun(a, r.tanggal(b.geser, 2), 5)
    yield from pada(r.tanggal(b.geser, 12), 8, a.batalkan)


def musyawarah(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """The ordinary month, up to the desk of Dinas Sosial."""
    yield from susun(a, r.tanggal(b.geser, 2), telat=b.telat)
    yield from kirim(a, r.tanggal(b.geser, 15), dicatat=b.dicatat)
    yield from _ke_dinsos(r, a, r.tanggal(b.geser, b.hari), dicatat=b.dicatat)


def _ke_dinsos(r: Rencana, a: Alur, telaah: dt.date, *, dicatat: bool = False) -> Kisah:
    yield from pada(telaah, 12, r.atas.telaah, a)
    yield from r.atas.teruskan([a], telaah, telaah + dt.timedelta(days=1), dicatat=dicatat)


def dengan_tunggu(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """Begun with what last month left waiting."""
    yield from pada(r.tanggal(b.geser, 1), 9, a.buat)
    yield from pada(r.tanggal(b.geser, 1), 10, a.ambil_tunggu)
    yield from musyawarah(r, a, b)


def berpasangan(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """Who dropped out is named with who takes the place."""
    mulai = r.tanggal(b.geser, 2)
    yield from susun(a, mulai, 3)
    yield from pada(hari_kerja(mulai + dt.timedelta(days=3)), 15, a.pasangkan)
    yield from susun_sisa(a, mulai)
    yield from kirim(a, r.tanggal(b.geser, 15))
    yield from _ke_dinsos(r, a, r.tanggal(b.geser, b.hari))


def susun_sisa(a: Alur, mulai: dt.date) -> Kisah:
    for nama, n in (("rencana", 4), ("siapkan", 5)):
        yield from pada(hari_kerja(mulai + dt.timedelta(days=n)), 8, getattr(a, nama))
    yield from pada(a.hari, 14, a.musyawarah)


def nihil(r: Rencana, a: Alur, b: Babak) -> Kisah:
    yield from pada(r.tanggal(b.geser, 5), 8, a.nihil)
    yield from pada(r.tanggal(b.geser, 8), 10, a.tanda_tangan, (D.PERNYATAAN_NIHIL,))
    yield from pada(r.tanggal(b.geser, 9), 9, a.catat_pengajuan if b.dicatat else a.ajukan)


def sptjm(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """A month without a meeting; the camat countersigns the statement."""
    mulai = r.tanggal(b.geser, 3)
    for n, langkah in enumerate((a.buat, a.catat, a.lanjut)):
        yield from pada(hari_kerja(mulai + dt.timedelta(days=n)), 8 + n, langkah)
    yield from pada(r.tanggal(b.geser, 11), 9, a.sptjm, b.teks)
    kirim_pada = r.tanggal(b.geser, b.hari - 2)
    yield from pada(kirim_pada, 8, a.tanda_tangan_sptjm)
    yield from pada(kirim_pada, 9, a.ajukan)
    yield from _ke_dinsos(r, a, r.tanggal(b.geser, b.hari))


def dilampaui(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """Submitted late, then the kecamatan was silent; some names are judged, one house was visited."""
    a.telat = "Jalan desa terputus banjir; berkas baru dapat diantar setelah surut."
    yield from susun(a, r.tanggal(b.geser, 2))
    yield from kirim(a, r.lalu(26))
    yield from pada(r.lalu(9), 9, r.atas.lampaui, a, b.teks)
    yield from pada(r.lalu(6), 8, r.atas.padankan, a)
    yield from pada(r.lalu(4), 14, r.atas.kunjungi, a)
    yield from pada(r.lalu(2), 11, r.atas.nilai_sebagian, a)


def pernah_kembali(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """Returned once as a whole, mended, submitted again; nobody has matched its names yet."""
    g, atas = b.geser, r.atas
    yield from susun(a, r.tanggal(g, 2))
    yield from kirim(a, r.tanggal(g, 13))
    yield from pada(r.tanggal(g, 17), 9, atas.kembalikan, a, atas.petugas(a))
    yield from pada(r.tanggal(g, 20), 9, atas.jawab_tanda, a, 9)
    yield from pada(r.tanggal(g, 22), 9, atas.ajukan_ulang, a)
    yield from _ke_dinsos(r, a, r.lalu(8))


def kembali_dari_dinsos(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """One name went back for another spelling, with its sheet of changes; the others wait for the head."""
    atas = r.atas
    yield from susun(a, r.tanggal(b.geser, 2))
    yield from kirim(a, r.tanggal(b.geser, 13))
    yield from _ke_dinsos(r, a, r.lalu(11))
    yield from pada(r.lalu(7), 8, atas.padankan, a)
    yield from pada(r.lalu(6), 9, atas.kembalikan_satu, a, atas.orang["verifikator"], "nama_beda_dukcapil", b.teks)
    yield from pada(r.lalu(4), 9, atas.jawab_tanda, replace(a, paket_id=atas.pecahan(a)), 1)
    yield from pada(r.lalu(3), 10, atas.nilai_semua, a)


def kembali_sebagian(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """With the kecamatan; one name went back because of its photograph, the others stay."""
    yield from susun(a, r.tanggal(b.geser, 2))
    yield from kirim(a, r.lalu(b.hari))
    tanda = r.lalu(b.hari - 2)
    yield from pada(tanda, 9, r.atas.kembalikan_satu, a, r.atas.petugas(a), "foto_rumah_tidak_jelas", b.teks)


def ditelaah(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """As above, and the rest is reviewed: its berita acara is signed and waits for the camat."""
    yield from kembali_sebagian(r, a, b)
    yield from pada(r.lalu(5), 9, r.atas.jawab_tanda, replace(a, paket_id=r.atas.pecahan(a)), 1)
    yield from pada(r.lalu(3), 10, r.atas.telaah, a)
    yield from r.atas.terbitkan_telaah([a], r.lalu(2), r.lalu(1))


def minta_ralat(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """Recorded from paper; then the village found a misspelt name and asks for its correction."""
    yield from susun(a, r.tanggal(b.geser, 2))
    yield from kirim(a, r.lalu(6), dicatat=True)
    yield from pada(r.lalu(3), 10, r.atas.minta_ralat, a, b.teks)


def siap_musyawarah(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """The meeting is next week."""
    a.hari = hari_kerja(r.kini + dt.timedelta(days=6))
    yield from susun(a, r.bulan_ini(6), 5)


def siap_diajukan(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """The meeting was held nine days ago; the berita acara is signed, the letter is not."""
    a.hari = r.lalu(9)
    yield from susun(a, r.lalu(16))
    yield from pada(r.lalu(8), 9, a.cetak)
    yield from pada(r.lalu(7), 16, a.umumkan)
    yield from pada(r.lalu(7), 17, a.tanda_tangan_ba)


def segera(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """The statement is issued; signed already where `dicatat`."""
    yield from pada(r.lalu(2), 8, a.segera, b.alasan, b.teks)
    yield from pada(r.lalu(2), 9, a.lengkap)
    yield from pada(r.lalu(2), 10, a.sptjm, b.teks)
    if b.dicatat:
        yield from pada(r.lalu(1), 9, a.tanda_tangan_sptjm)


def segera_di_dinsos(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """Begun, signed and submitted within a day; matched."""
    hari = r.tanggal(b.geser, 22)
    yield from pada(hari, 8, a.segera, b.alasan, b.teks)
    yield from pada(hari, 9, a.lengkap)
    yield from pada(hari, 10, a.sptjm, b.teks)
    yield from pada(hari, 13, a.tanda_tangan_sptjm)
    yield from pada(hari, 14, a.ajukan)
    yield from pada(hari, 15, r.atas.padankan, a)


def segera_draf(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """Only begun: the letter is still to come."""
    a.butir = [x.belum() for x in a.butir]
    yield from pada(r.lalu(1), 9, a.segera, b.alasan, b.teks)
    yield from pada(r.lalu(1), 10, a.lengkap)


def draf(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """Next month's list has been begun: some names complete, some not."""
    a.butir = [x if n % 2 == 0 else x.belum() for n, x in enumerate(a.butir)]
    yield from susun(a, r.bulan_ini(4), 3)


def satu_tangan(r: Rencana, a: Alur, b: Babak) -> Kisah:
    """The operator stands in for the head of the village; the kecamatan lets one person take both steps."""
    yield from pada(r.tanggal(b.geser, 1), 8, r.atas.tunjuk_plh, a, r.tanggal(b.geser, 1))
    yield from susun(a, r.tanggal(b.geser, 2))
    yield from pada(a.hari, 16, a.umumkan)
    yield from pada(r.tanggal(b.geser, 13), 10, a.tanda_tangan)
    yield from pada(r.tanggal(b.geser, 14), 10, r.atas.izinkan, a, b.teks)
    yield from pada(r.tanggal(b.geser, 14), 11, a.ajukan)


# fmt: off
TRAYEMAN = "33.28.10.2005"
FOTO = "Foto rumah tampak depan terlalu gelap. Ambil lagi pada siang hari."
EJAAN = "Nama di KTP dan di daftar berbeda satu huruf."
BABAK = (
    Babak(SLAWI_KULON, -7, PENDEK, dibatalkan),
    Babak(SLAWI_KULON, -6, PANJANG, dengan_tunggu),
    Babak(SLAWI_KULON, -5, (), nihil),
    Babak(SLAWI_KULON, -4, SEDANG, musyawarah, hari=18),
    Babak(SLAWI_KULON, -3, SEDANG, musyawarah, hari=19),
    Babak(SLAWI_KULON, -2, PANJANG, dilampaui,
          teks="Petugas kecamatan mengikuti diklat dan camat dinas luar; berkas sudah lengkap."),
    Babak(SLAWI_KULON, -1, SEDANG, kembali_sebagian, hari=6, teks=FOTO),
    Babak(SLAWI_KULON, 0, SEDANG, siap_musyawarah),
    Babak(SLAWI_KULON, 0, ("reaktivasi_pbi",), segera, urut=2, dicatat=True, teks=CUCI_DARAH,
          alasan="layanan_kesehatan"),
    Babak(SLAWI_KULON, 1, PANJANG[:6], draf),
    Babak(KAGOK, -7, PENDEK, dibatalkan),
    Babak(KAGOK, -6, PENDEK, sptjm, teks="Aula kelurahan direnovasi, musyawarah tidak dapat diadakan bulan ini."),
    Babak(KAGOK, -5, PENDEK, sptjm, hari=22, teks="Renovasi aula kelurahan belum selesai."),
    Babak(KAGOK, -4, (), nihil),
    Babak(KAGOK, -3, SEDANG, musyawarah, hari=20, telat=3),
    Babak(KAGOK, -2, PANJANG, pernah_kembali),
    Babak(KAGOK, -1, SEDANG, ditelaah, hari=10, teks=FOTO),
    Babak(KAGOK, -1, ("reaktivasi_pbi",), segera_di_dinsos, urut=2, teks=CUCI_DARAH, alasan="layanan_kesehatan"),
    Babak(KAGOK, 0, SEDANG, siap_musyawarah),
    Babak(KAGOK, 0, ("bansos_bpnt", "bansos_bpnt"), segera, urut=2, alasan="bencana",
          teks="Kebakaran di RW 001 menghanguskan rumah dua keluarga."),
    Babak(KAGOK, 1, PANJANG[:6], draf),
    Babak(PAGIYANTEN, -7, PENDEK, dibatalkan),
    Babak(PAGIYANTEN, -6, PANJANG, musyawarah),
    Babak(PAGIYANTEN, -5, ("hapus:mampu", "bansos_bpnt", "bansos_pkh", "tambah"), berpasangan),
    Babak(PAGIYANTEN, -4, (), nihil, dicatat=True),
    Babak(PAGIYANTEN, -3, SEDANG, musyawarah, hari=19, dicatat=True),
    Babak(PAGIYANTEN, -2, PANJANG, kembali_dari_dinsos, teks=EJAAN),
    Babak(PAGIYANTEN, -1, SEDANG, minta_ralat, teks="Salah ketik: nama di KTP elektronik berbeda satu huruf."),
    Babak(PAGIYANTEN, 0, PANJANG, siap_diajukan),
    Babak(PAGIYANTEN, 0, ("tambah",), segera_draf, urut=2, alasan="kedaruratan",
          teks="Lansia sebatang kara ditemukan sakit di rumahnya."),
    Babak(PAGIYANTEN, 1, SEDANG, siap_musyawarah),
    Babak(TRAYEMAN, -1, PENDEK, satu_tangan, teks="Kepala desa umrah; sekretaris desa merangkap operator dan Plh."),
)
# fmt: on
