"""Who has authority for which verb, and where? One matrix, and the same rule as a WHERE clause."""

from typing import Any

import sqlalchemy as sa

from app.domain.akses.aksi import Aksi as A
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.wilayah.kode import dalam_wilayah, meliputi
from app.infra.galat import TidakBoleh

URUTAN = tuple(Peran)

# Cells: S own area · B own area and below · P own area and below while the own level holds the packet
#        2 behind a letter: four eyes (not by who composed it) · - never
# fmt: off
MATRIKS: dict[A, str] = {
    #                                 od  kd  ok  cm  vd  ks  kh  dc  pl  pg  au  ad
    A.PAKET_LIHAT:                  " S   S   B   B   B   B   B   -   B   B   B   - ",
    A.PAKET_BUAT:                   " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_SIAPKAN_MUSYAWARAH:     " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_CATAT_MUSYAWARAH:       " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_PAKAI_MUSYAWARAH:       " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_PAKAI_SPTJM:            " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_PAKAI_NIHIL:            " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_BUKA:                   " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_BUKA_VERVAL:            " -   -   -   -   -   P   -   -   -   -   -   - ",
    A.PAKET_AJUKAN:                 " -   S2  -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_TARIK_KEMBALI:          " S   S   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_TERUSKAN:               " -   -   -   P   -   -   -   -   -   -   -   - ",
    A.PAKET_LAMPAUI_KECAMATAN:      " -   -   -   -   -   B   -   -   -   -   -   - ",
    A.PAKET_KEMBALIKAN:             " -   -   P   P   P   -   -   -   -   -   -   - ",
    A.PAKET_PISAHKAN:               " -   -   P   P   P   -   -   -   -   -   -   - ",
    A.PAKET_AJUKAN_ULANG:           " -   S2  -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_SUSUN_ULANG:            " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_SETUJUI_VERVAL:         " -   -   -   -   -   P   -   -   -   -   -   - ",
    A.PAKET_SAHKAN:                 " -   -   -   -   -   -   B   -   -   -   -   - ",
    A.PAKET_CATAT_HASIL:            " -   -   -   -   P   -   -   -   -   -   -   - ",
    A.PAKET_TUTUP:                  " P   -   P   P   P   P   -   -   -   -   -   - ",
    A.PAKET_MINTA_TANGGAPAN:        " -   -   -   -   P   -   -   -   -   -   -   - ",
    A.PAKET_LANJUTKAN:              " -   -   -   -   B   -   -   -   -   -   -   - ",
    A.PAKET_BATALKAN:               " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_HENTIKAN:               " -   -   -   -   -   B   -   -   -   -   -   - ",
    A.PAKET_IZINKAN_SATU_TANGAN:    " -   -   B   B   -   B   -   -   -   -   -   - ",
    A.PAKET_TELAAH:                 " -   -   P   P   -   -   -   -   -   -   -   - ",
    A.PAKET_BEBASKAN_PADANAN:       " -   -   -   -   P   P   -   -   -   -   -   - ",
    A.BUNDEL_LIHAT:                 " -   -   S   S   B   B   B   -   -   -   B   - ",
    A.BUNDEL_TERBITKAN_TELAAH:      " -   -   S   -   -   -   -   -   -   -   -   - ",
    A.BUNDEL_TERBITKAN_VERVAL:      " -   -   -   -   S   -   -   -   -   -   -   - ",
    A.BUNDEL_TERBITKAN_PENGESAHAN:  " -   -   -   -   S   -   -   -   -   -   -   - ",
    A.BUNDEL_PUTUSKAN_TELAAH:       " -   -   -   S2  -   -   -   -   -   -   -   - ",
    A.BUNDEL_PUTUSKAN_VERVAL:       " -   -   -   -   -   S2  -   -   -   -   -   - ",
    A.BUNDEL_PUTUSKAN_PENGESAHAN:   " -   -   -   -   -   -   S2  -   -   -   -   - ",
    A.BUNDEL_BUKA_TELAAH:           " -   -   S   S   -   -   -   -   -   -   -   - ",
    A.BUNDEL_BUKA_VERVAL:           " -   -   -   -   S   S   -   -   -   -   -   - ",
    A.BUNDEL_BUKA_PENGESAHAN:       " -   -   -   -   S   -   S   -   -   -   -   - ",
    A.USULAN_LIHAT:                 " S   S   B   B   B   B   B   -   B   B   B   - ",
    A.USULAN_CATAT:                 " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_ISI:                   " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_LENGKAPI:              " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_BUKA:                  " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_TARIK:                 " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_SEPAKATI:              " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_TIDAK_SEPAKATI:        " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_TUNDA:                 " S   -   -   -   -   B   -   -   -   -   -   - ",
    A.USULAN_BATAL_PUTUS:           " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_NILAI_LAYAK:           " -   -   -   -   P2  -   -   -   -   -   -   - ",
    A.USULAN_NILAI_TIDAK_LAYAK:     " -   -   -   -   P2  -   -   -   -   -   -   - ",
    A.USULAN_BATALKAN_NILAI:        " -   -   -   -   P   -   -   -   -   -   -   - ",
    A.USULAN_MINTA_PERUBAHAN:       " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_TERIMA_PERUBAHAN:      " -   S   P   P   P   -   -   -   -   -   -   - ",
    A.USULAN_TERIMA_PENARIKAN:      " -   S   P   P   P   -   -   -   -   -   -   - ",
    A.USULAN_GUGURKAN:              " -   S   P   P   P   -   -   -   -   -   -   - ",
    A.USULAN_TOLAK_PERUBAHAN:       " -   -   P   P   P   -   -   -   -   -   -   - ",
    A.USULAN_TERAPKAN:              " -   -   -   -   -   -   B   -   -   -   -   - ",
    A.USULAN_CATAT_HASIL:           " S   -   -   -   B   -   -   -   -   -   -   - ",
    A.USULAN_INFORMASIKAN:          " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_CATAT_PADANAN:         " -   -   -   -   B   -   -   B   -   -   -   - ",
    A.DOKUMEN_LIHAT:                " S   S   B   B   B   B   B   -   -   -   B   - ",
    A.DOKUMEN_TERBITKAN:            " S   S   B   B   B   B   B   -   -   -   -   - ",
    A.DOKUMEN_UNGGAH_PINDAIAN:      " S   S   B   B   B   B   B   -   -   -   -   - ",
    A.DOKUMEN_TANDA_TANGANI:        " -   S   -   B   -   B   B   -   -   -   -   - ",
    A.DOKUMEN_KONFIRMASI:           " -   -   B   B   B   B   -   -   -   -   -   - ",
    A.DOKUMEN_TOLAK_PINDAIAN:       " -   -   B   B   B   B   -   -   -   -   -   - ",
    A.DOKUMEN_GANTIKAN:             " S   S   B   B   B   B   B   -   -   -   -   - ",
    A.DOKUMEN_BATALKAN:             " S   S   B   B   B   B   B   -   -   -   -   - ",
    A.DOKUMEN_ULANGI:               " S   S   B   B   B   B   B   -   -   -   -   - ",
    A.RAPAT_LIHAT:                  " S   S   B   B   B   B   B   -   -   -   B   - ",
    A.RAPAT_RENCANAKAN:             " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.RAPAT_CATAT:                  " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.REGISTRI_LIHAT:               " S   S   B   B   B   B   -   -   -   -   B   - ",
    A.REGISTRI_IMPOR:               " S   -   -   -   B   -   -   -   -   -   -   - ",
    A.REGISTRI_UBAH:                " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.REGISTRI_BUKA_NIK:            " S   -   -   -   B   -   -   -   -   -   B   - ",
    A.PADANAN_EKSPOR:               " -   -   -   -   B   -   -   B   -   -   -   - ",
    A.PADANAN_IMPOR:                " -   -   -   -   B   -   -   B   -   -   -   - ",
    A.PENGGUNA_KELOLA:              " -   -   -   -   -   -   -   -   -   -   -   B ",
    A.ATURAN_KELOLA:                " -   -   -   -   -   -   -   -   -   -   -   B ",
    A.AUDIT_LIHAT:                  " -   -   -   -   -   -   -   -   -   -   B   - ",
}
# fmt: on

SEL: dict[A, dict[Peran, str]] = {
    aksi: dict(zip(URUTAN, baris.split(), strict=True)) for aksi, baris in MATRIKS.items()
}

ARTI_SEL = {
    "S": "wilayah sendiri",
    "B": "wilayah sendiri dan di bawahnya",
    "P": "wilayah sendiri dan di bawahnya, selama tingkatnya memegang paket",
    "2": "empat mata: bukan orang yang menyusunnya",
    "-": "tidak pernah",
}


def mungkin(oleh: Pelaku, aksi: A) -> bool:
    """Whether the role has this authority anywhere at all (for menus)."""
    return SEL[aksi][oleh.peran] != "-"


def sebab_tidak(oleh: Pelaku, aksi: A, objek: Any) -> str | None:
    """Why the actor has no authority for the verb on the object; None when there is authority.

    The object answers `wilayah_kode`, and where the cell asks `pemegang` (Tingkat) and `orang_terlarang(aksi)`.
    """
    sel = SEL[aksi][oleh.peran]
    if sel == "-":
        return f"Peran {oleh.peran_label} tidak berwenang melakukan tindakan ini."
    if not _wilayah_cocok(sel[0], oleh.wilayah, objek.wilayah_kode):
        return "Tindakan ini hanya untuk petugas wilayah yang bersangkutan."
    if sel[0] == "P" and objek.pemegang != oleh.tingkat:
        return "Paket ini sedang dipegang tingkat lain, jadi tindakan ini belum atau tidak lagi di tangan Anda."
    if sel.endswith("2") and oleh.pengguna_id in objek.orang_terlarang(aksi):
        return "Tindakan ini harus dilakukan orang lain: Anda sendiri yang menyusunnya (aturan empat mata)."
    return None


def _wilayah_cocok(huruf: str, luar: str, dalam: str) -> bool:
    return luar == dalam if huruf == "S" else meliputi(luar, dalam)


def boleh(oleh: Pelaku, aksi: A, objek: Any) -> bool:
    """Whether the actor may, as the object stands."""
    return sebab_tidak(oleh, aksi, objek) is None


def wajib_boleh(oleh: Pelaku, aksi: A, objek: Any) -> None:
    """As `boleh`, refusing with 403 and the reason."""
    if sebab := sebab_tidak(oleh, aksi, objek):
        raise TidakBoleh(sebab)


def wajib_mungkin(oleh: Pelaku, aksi: A) -> None:
    """Refuse with 403 a role that never has this authority."""
    if not mungkin(oleh, aksi):
        raise TidakBoleh(f"Peran {oleh.peran_label} tidak berwenang melakukan tindakan ini.")


def terlihat(aksi: A, kolom: Any, untuk: Pelaku) -> sa.ColumnElement[bool]:
    """The matrix as a WHERE clause on a region column: every query starts from it, so no path can leak."""
    sel = SEL[aksi][untuk.peran]
    if sel == "-":
        return sa.false()
    return kolom == untuk.wilayah if sel[0] == "S" else dalam_wilayah(kolom, untuk.wilayah)
