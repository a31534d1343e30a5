"""Whose turn is it, in words? Who reads about themselves is addressed, not named."""

from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran

BERTINDAK = {
    Aksi.PAKET_SIAPKAN_MUSYAWARAH: "operator desa/kelurahan",
    Aksi.PAKET_PAKAI_SPTJM: "operator desa/kelurahan",
    Aksi.PAKET_CATAT_MUSYAWARAH: "operator desa/kelurahan",
    Aksi.PAKET_AJUKAN: "operator desa/kelurahan",
    Aksi.PAKET_AJUKAN_ULANG: "operator desa/kelurahan",
    Aksi.PAKET_TERUSKAN: "petugas kecamatan",
    Aksi.PAKET_SETUJUI_VERVAL: "verifikator Dinas Sosial",
    Aksi.PAKET_SAHKAN: "Dinas Sosial",
    Aksi.PAKET_CATAT_HASIL: "verifikator Dinas Sosial",
    Aksi.PAKET_MINTA_TANGGAPAN: "verifikator Dinas Sosial",
    Aksi.PAKET_LANJUTKAN: "desa/kelurahan, lalu verifikator Dinas Sosial",
}
MENUNGGU = {
    Aksi.PAKET_SIAPKAN_MUSYAWARAH: "Operator desa/kelurahan dapat menyiapkan musyawarah.",
    Aksi.PAKET_PAKAI_SPTJM: "Operator desa/kelurahan dapat memakai SPTJM.",
    Aksi.PAKET_CATAT_MUSYAWARAH: "Operator desa/kelurahan dapat mencatat hasil musyawarah.",
    Aksi.PAKET_AJUKAN: "Menunggu kepala desa/lurah memeriksa dan mengajukan.",
    Aksi.PAKET_AJUKAN_ULANG: "Menunggu kepala desa/lurah memeriksa dan mengajukan ulang.",
    Aksi.PAKET_TERUSKAN: "Siap dimasukkan ke berita acara telaah, lalu diputus camat.",
    Aksi.PAKET_SETUJUI_VERVAL: "Siap dimasukkan ke berita acara verval, lalu diputus Kepala Dinas Sosial.",
    Aksi.PAKET_SAHKAN: "Menunggu surat pengesahan kepala daerah.",
    Aksi.PAKET_CATAT_HASIL: "Verifikator dapat menutup paket.",
    Aksi.PAKET_MINTA_TANGGAPAN: "Verifikator dapat meminta tanggapan desa/kelurahan.",
    Aksi.PAKET_LANJUTKAN: "Verifikator dapat melanjutkan paket ke verifikasi.",
}
# How a role is called in the sentences and in the lists above.
SENDIRI = {
    Peran.OPERATOR_DESA: ("Operator desa/kelurahan", "operator desa/kelurahan"),
    Peran.KEPALA_DESA: ("kepala desa/lurah", ""),
    Peran.OPERATOR_KECAMATAN: ("", "petugas kecamatan"),
    Peran.VERIFIKATOR_DINSOS: ("Verifikator", "verifikator Dinas Sosial"),
}


def pelaksana(aksi: Aksi, untuk: Pelaku) -> str:
    """Who mends what is missing before this step; "" when it is the reader."""
    siapa = BERTINDAK.get(aksi, "")
    return "" if siapa == SENDIRI.get(untuk.peran, ("", ""))[1] else siapa


def kalimat_siap(aksi: Aksi, untuk: Pelaku) -> str:
    """Whose turn it is once nothing is missing."""
    nama, _ = SENDIRI.get(untuk.peran, ("", ""))
    kalimat = MENUNGGU.get(aksi, "")
    return kalimat.replace(nama, "Anda") if nama else kalimat
