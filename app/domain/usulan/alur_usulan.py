"""What is the whole life of a proposal? One table; the packet's own table says where it stands meanwhile."""

from app.domain.akses.aksi import Aksi as A
from app.domain.usulan import akibat_usulan as k
from app.domain.usulan import kunjungan as kj
from app.domain.usulan import syarat_penduduk as sq
from app.domain.usulan import syarat_pengganti as sg
from app.domain.usulan import syarat_perubahan as sr
from app.domain.usulan import syarat_usulan as s
from app.domain.usulan.models import Usulan
from app.domain.usulan.status import HIDUP, LABEL_USULAN, MATI, StatusPaket
from app.domain.usulan.status import StatusUsulan as S
from app.domain.usulan.syarat import bebas_berkas_bersama
from app.domain.usulan.syarat_daftar import dari_daftar, dari_desa
from app.infra.machine import Alur, Baris, f


def paket_draf(usulan: Usulan) -> bool:
    return usulan.paket.status is StatusPaket.DRAF


def dapat_disusun(usulan: Usulan) -> bool:
    """While its packet is a draft; a name raised in the hall, while the meeting's result is awaited."""
    forum = usulan.asal == "forum" and usulan.paket.status is StatusPaket.SIAP_MUSYAWARAH
    return forum or paket_draf(usulan)


def paket_diteruskan(usulan: Usulan) -> bool:
    return usulan.paket.status is StatusPaket.DITERUSKAN


def diteruskan_desa(usulan: Usulan) -> bool:
    return paket_diteruskan(usulan) and dari_desa(usulan.paket)


def diteruskan_kabupaten(usulan: Usulan) -> bool:
    return paket_diteruskan(usulan) and dari_daftar(usulan.paket)


def paket_dapat_diubah(usulan: Usulan) -> bool:
    return usulan.paket.status in (
        StatusPaket.SIAP_DIAJUKAN,
        StatusPaket.DIAJUKAN,
        StatusPaket.DIKEMBALIKAN,
        StatusPaket.DITERUSKAN,
        StatusPaket.TERVERIFIKASI,
    )


def sesudah_disepakati(usulan: Usulan) -> bool:
    return usulan.status in (S.DISEPAKATI, S.LAYAK)


def ada_kepastian(usulan: Usulan) -> bool:
    """Whether there is something to tell the resident: the proposal ended, or the regency signed it off."""
    return usulan.status in MATI or usulan.paket.status in (StatusPaket.DISAHKAN, StatusPaket.SELESAI)


DIPUTUS = f(S.DISEPAKATI, S.TIDAK_DISEPAKATI, S.DITUNDA)
NILAI = f(S.DISEPAKATI, S.SIAP, S.LAYAK, S.TIDAK_LAYAK)
BERJALAN = f(S.DISEPAKATI, S.LAYAK)

# fmt: off
ALUR_USULAN = Alur(
    "Usulan",
    f(""),
    {st: label[0] for st, label in LABEL_USULAN.items()},
    (
        Baris(A.USULAN_CATAT, f(), S.DRAF, "pencatatan", "Tambah usulan", "mencatat usulan ini", (s.paket_masih_draf,)),
        Baris(A.USULAN_ISI, f(S.DRAF), None, "isian", "Simpan", "mengisi usulan", kapan=dapat_disusun, nama_kapan="paket draf atau dari forum"),
        Baris(A.USULAN_LENGKAPI, f(S.DRAF), S.SIAP, "kelengkapan", "Tandai lengkap", "menyatakan usulan lengkap",
              (s.lengkap,), kapan=dapat_disusun, nama_kapan="paket draf atau dari forum"),
        Baris(A.USULAN_BUKA, f(S.SIAP), S.DRAF, "pembukaan", "Ubah isian", "membuka kembali isian usulan", kapan=dapat_disusun, nama_kapan="paket draf atau dari forum"),
        Baris(A.USULAN_PASANGKAN, f(S.DRAF, S.SIAP), None, "pengganti", "Tentukan pengganti", "menentukan pengganti dari usul hapus ini",
              (sg.pengganti_sah,), (k.pasangkan,), kapan=dapat_disusun, nama_kapan="paket draf atau dari forum"),
        Baris(A.USULAN_LEPAS_PASANGAN, f(S.DRAF, S.SIAP), None, "pelepasan-pengganti", "Lepaskan pengganti", "melepas pasangan penggantinya",
              (sg.berpasangan,), (k.pisahkan_pasangan,), kapan=dapat_disusun, nama_kapan="paket draf atau dari forum"),
        Baris(A.USULAN_TARIK, f(S.DRAF, S.SIAP), S.DITARIK, "penarikan", "Tarik usulan", "menarik usulan",
              (sg.tidak_berpasangan,), (k.lepas,), alasan=True, kapan=dapat_disusun, nama_kapan="paket draf atau dari forum"),
        # decided in the meeting or under SPTJM: taken along by the packet's step
        Baris(A.USULAN_SEPAKATI, f(S.SIAP), S.DISEPAKATI, "kesepakatan", "Sepakati", "menyepakati usulan dalam musyawarah", lewat="paket"),
        Baris(A.USULAN_TIDAK_SEPAKATI, f(S.SIAP, S.DRAF), S.TIDAK_DISEPAKATI, "penolakan", "Tidak disepakati", "tidak menyepakati usulan dalam musyawarah",
              (), (k.catat_putusan, k.lepas), alasan=True, lewat="paket"),
        Baris(A.USULAN_TUNDA, f(S.SIAP, S.DISEPAKATI, S.DRAF, S.LAYAK), S.DITUNDA, "penundaan", "Tunda", "menunda usulan",
              (), (k.catat_putusan, k.lepas), alasan=True, lewat="paket"),
        Baris(A.USULAN_BATAL_PUTUS, DIPUTUS, S.SIAP, "pembatalan-putusan", "Batalkan putusan", "membatalkan putusan musyawarah atas usulan",
              (s.tidak_ada_usulan_sejenis,), (k.hapus_putusan, k.hidupkan), lewat="paket"),
        # judged at Dinsos, singly or in bulk
        Baris(A.USULAN_NILAI_LAYAK, f(S.DISEPAKATI, S.SIAP, S.TIDAK_LAYAK), S.LAYAK, "kelayakan", "Layak", "menilai usulan layak",
              (s.padanan_ada, s.tidak_ada_usulan_sejenis, sq.orang_masih_ada), (k.catat_nilai, k.hidupkan), kapan=paket_diteruskan, nama_kapan="paket diteruskan"),
        Baris(A.USULAN_NILAI_TIDAK_LAYAK, f(S.DISEPAKATI, S.SIAP, S.LAYAK), S.TIDAK_LAYAK, "ketidaklayakan", "Tidak layak", "menilai usulan tidak layak",
              (s.alasan_penilaian_dikenal,), (k.catat_nilai, k.lepas), alasan=True, kapan=paket_diteruskan, nama_kapan="paket diteruskan"),
        Baris(A.USULAN_BATALKAN_NILAI, f(S.LAYAK, S.TIDAK_LAYAK), S.DISEPAKATI, "pembatalan-nilai", "Batalkan penilaian", "membatalkan penilaian usulan",
              (s.tidak_ada_usulan_sejenis,), (k.hapus_nilai, k.hidupkan), kapan=diteruskan_desa, nama_kapan="paket diteruskan"),
        Baris(A.USULAN_BATALKAN_NILAI, f(S.LAYAK, S.TIDAK_LAYAK), S.SIAP, "pembatalan-nilai", "Batalkan penilaian", "membatalkan penilaian usulan",
              (s.tidak_ada_usulan_sejenis,), (k.hapus_nilai, k.hidupkan), kapan=diteruskan_kabupaten, nama_kapan="daftar kabupaten diteruskan"),
        # changes after the list was settled
        Baris(A.USULAN_MINTA_PERUBAHAN, f(S.DISEPAKATI, S.LAYAK), None, "permintaan-perubahan", "Minta perubahan", "meminta perubahan atas usulan",
              (s.belum_ada_permintaan, sr.isi_permintaan_sah), (k.catat_permintaan,), alasan=True, kapan=paket_dapat_diubah, nama_kapan="setelah siap diajukan"),
        Baris(A.USULAN_TERIMA_PERUBAHAN, BERJALAN, None, "penerimaan-perubahan", "Terima perubahan", "menerima perubahan usulan",
              (sr.ada_permintaan_isian, sr.ralat_masih_sah, s.lembar_ditandatangani, s.desa_lewat_pengajuan_ulang, bebas_berkas_bersama), (k.terapkan_perubahan,)),
        Baris(A.USULAN_TERIMA_PENARIKAN, BERJALAN, S.DITARIK, "penerimaan-penarikan", "Terima penarikan", "menerima penarikan usulan",
              (s.ada_permintaan_penarikan, sr.pasangan_ikut_berakhir, s.lembar_ditandatangani, s.desa_lewat_pengajuan_ulang), (k.selesaikan_permintaan, k.lepas)),
        Baris(A.USULAN_GUGURKAN, BERJALAN, S.GUGUR, "pengguguran", "Gugurkan", "menggugurkan usulan",
              (sr.ada_permintaan_gugur, sr.pasangan_ikut_berakhir, s.lembar_ditandatangani, s.desa_lewat_pengajuan_ulang), (k.selesaikan_permintaan, k.lepas),
              kapan=paket_dapat_diubah, nama_kapan="setelah siap diajukan"),
        Baris(A.USULAN_TOLAK_PERUBAHAN, BERJALAN, None, "penolakan-perubahan", "Tolak perubahan", "menolak permintaan perubahan",
              (s.ada_permintaan,), (k.tolak_permintaan,), alasan=True),
        # after the sign-off, and what may be noted beside the flow
        Baris(A.USULAN_TERAPKAN, f(S.LAYAK), None, "penerapan", "Terapkan ke registri", "menerapkan usulan ke registri",
              (), (k.terapkan_registri,), lewat="paket"),
        Baris(A.USULAN_CATAT_HASIL, HIDUP - f(S.DRAF, S.SIAP), None, "status-siks", "Catat status SIKS-NG", "mencatat status SIKS-NG",
              (s.status_siks_sah,), (k.catat_siks,), kapan=sesudah_disepakati, nama_kapan="sejak disepakati"),
        Baris(A.USULAN_INFORMASIKAN, frozenset(S) - f(S.DRAF, S.SIAP), None, "pemberitahuan", "Tandai sudah diberitahukan", "memberitahukan hasil kepada warga",
              (), (k.catat_diinformasikan,), kapan=ada_kepastian, nama_kapan="setelah ada hasil"),
        Baris(A.USULAN_CATAT_PADANAN, NILAI, None, "padanan", "Catat hasil pemadanan", "mencatat hasil pemadanan",
              (s.padanan_sah,), (k.catat_padanan,), kapan=paket_diteruskan, nama_kapan="paket diteruskan"),
        Baris(A.USULAN_CATAT_KUNJUNGAN, NILAI, None, "kunjungan", "Catat kunjungan", "mencatat kunjungan lapangan",
              (kj.kunjungan_sah,), (kj.catat_kunjungan,), kapan=paket_diteruskan, nama_kapan="paket diteruskan"),
    ),
)
# fmt: on
