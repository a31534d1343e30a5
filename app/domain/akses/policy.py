"""Who has authority for which verb, and where? One matrix, and the same rule as a WHERE clause."""

from typing import Any

import sqlalchemy as sa

from app.domain.akses import pemeriksaan
from app.domain.akses.aksi import Aksi as A
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import LABEL_PERAN, PEJABAT_PENCATAT, Peran
from app.domain.aturan.berlaku import nilai
from app.domain.wilayah.kode import dalam_wilayah, meliputi, tanpa_indeks
from app.infra.galat import TidakBoleh

URUTAN = tuple(Peran)
KECAMATAN = 2  # dots in the code of one

# Cells: S own area · B own area and below · P own area and below while the own level holds the packet
#        T region below, whose village is typed for by this role (rule diinput_oleh) · D regions below, not one's own
#        U as P, but only for a packet that the kecamatan typed for its village (a substitute reviewer)
#        2 behind a letter: four eyes (not by who composed it) · C behind a letter: records the official's decision
#        from the signed gate paper · - never
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
    A.PAKET_AJUKAN:                 " SC  S2  -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_TARIK_KEMBALI:          " S   S   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_TERUSKAN:               " -   -   BC  P   -   -   -   -   -   -   -   - ",
    A.PAKET_LAMPAUI_KECAMATAN:      " -   -   -   -   -   B   -   -   -   -   -   - ",
    A.PAKET_KEMBALIKAN:             " -   -   P2  P2  P2  -   -   -   -   -   -   - ",
    A.PAKET_PISAHKAN:               " -   -   P2  P2  P2  -   -   -   -   -   -   - ",
    A.PAKET_AJUKAN_ULANG:           " SC  S2  -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_SUSUN_ULANG:            " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_SETUJUI_VERVAL:         " -   -   -   -   BC  P   -   -   -   -   -   - ",
    A.PAKET_SAHKAN:                 " -   -   -   -   -   BC  B   -   -   -   -   - ",
    A.PAKET_CATAT_HASIL:            " -   -   -   -   P   -   -   -   -   -   -   - ",
    A.PAKET_TUTUP:                  " P   -   P   P   P   P   -   -   -   -   -   - ",
    A.PAKET_BUAT_DAFTAR:            " -   -   -   -   B   -   -   -   -   -   -   - ",
    A.PAKET_TANGGAPI:               " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.PAKET_MINTA_TANGGAPAN:        " -   -   -   -   P   -   -   -   -   -   -   - ",
    A.PAKET_LANJUTKAN:              " -   -   -   -   B   -   -   -   -   -   -   - ",
    A.PAKET_BATALKAN:               " P   -   -   -   P   -   -   -   -   -   -   - ",
    A.PAKET_HENTIKAN:               " -   -   -   -   -   B   -   -   -   -   -   - ",
    A.PAKET_IZINKAN_SATU_TANGAN:    " -   -   B   B   -   B   -   -   -   -   -   - ",
    A.PAKET_KEBERATAN:              " -   S   B   B   B   B   B   -   -   -   -   - ",
    A.PAKET_JAWAB_KEBERATAN:        " -   -   P   P   P   P   -   -   -   -   -   - ",
    A.PAKET_JAWAB_KEBERATAN_NIHIL:  " -   -   B   B   -   -   -   -   -   -   -   - ",
    A.PAKET_TELAAH:                 " -   -   P2  P2  U2  -   -   -   -   -   -   - ",
    A.PAKET_BEBASKAN_PADANAN:       " -   -   -   -   P   P   -   -   -   -   -   - ",
    A.BUNDEL_LIHAT:                 " -   -   S   S   B   B   B   -   -   -   B   - ",
    A.BUNDEL_TERBITKAN_TELAAH:      " -   -   S   -   U   -   -   -   -   -   -   - ",
    A.BUNDEL_TERBITKAN_VERVAL:      " -   -   -   -   S   -   -   -   -   -   -   - ",
    A.BUNDEL_TERBITKAN_PENGESAHAN:  " -   -   -   -   S   -   -   -   -   -   -   - ",
    A.BUNDEL_PUTUSKAN_TELAAH:       " -   -   SC  S2  -   -   -   -   -   -   -   - ",
    A.BUNDEL_PUTUSKAN_VERVAL:       " -   -   -   -   SC  S2  -   -   -   -   -   - ",
    A.BUNDEL_PUTUSKAN_PENGESAHAN:   " -   -   -   -   -   SC  S2  -   -   -   -   - ",
    A.BUNDEL_BUKA_TELAAH:           " -   -   S   S   -   -   -   -   -   -   -   - ",
    A.BUNDEL_BUKA_VERVAL:           " -   -   -   -   S   S   -   -   -   -   -   - ",
    A.BUNDEL_BUKA_PENGESAHAN:       " -   -   -   -   S   -   S   -   -   -   -   - ",
    A.BUNDEL_BUKA_TERPAKSA:         " -   -   S   S   B   B   -   -   -   -   -   - ",
    A.LAPORAN_LIHAT:                " -   -   -   -   B   B   B   -   -   -   B   - ",
    A.LAPORAN_TERBITKAN:            " -   -   -   -   S   S   -   -   -   -   -   - ",
    A.LAPORAN_GANTIKAN:             " -   -   -   -   S   S   -   -   -   -   -   - ",
    A.LAPORAN_BATALKAN:             " -   -   -   -   S   S   -   -   -   -   -   - ",
    A.USULAN_LIHAT:                 " S   S   B   B   B   B   B   -   B   B   B   - ",
    A.USULAN_CATAT:                 " P   -   -   -   P   -   -   -   -   -   -   - ",
    A.USULAN_ISI:                   " P   -   -   -   P   -   -   -   -   -   -   - ",
    A.USULAN_LENGKAPI:              " P   -   -   -   P   -   -   -   -   -   -   - ",
    A.USULAN_BUKA:                  " P   -   -   -   P   -   -   -   -   -   -   - ",
    A.USULAN_TARIK:                 " P   -   -   -   P   -   -   -   -   -   -   - ",
    A.USULAN_PASANGKAN:             " P   -   -   -   P   -   -   -   -   -   -   - ",
    A.USULAN_LEPAS_PASANGAN:        " P   -   -   -   P   -   -   -   -   -   -   - ",
    A.USULAN_SEPAKATI:              " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_TIDAK_SEPAKATI:        " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_TUNDA:                 " S   -   -   -   B   B   -   -   -   -   -   - ",
    A.USULAN_BATAL_PUTUS:           " P   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_NILAI_LAYAK:           " -   -   -   -   P2  -   -   -   -   -   -   - ",
    A.USULAN_NILAI_TIDAK_LAYAK:     " -   -   -   -   P2  -   -   -   -   -   -   - ",
    A.USULAN_BATALKAN_NILAI:        " -   -   -   -   P   -   -   -   -   -   -   - ",
    A.USULAN_MINTA_PERUBAHAN:       " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_TERIMA_PERUBAHAN:      " SC  S   P   P   P   -   -   -   -   -   -   - ",
    A.USULAN_TERIMA_PENARIKAN:      " SC  S   P   P   P   -   -   -   -   -   -   - ",
    A.USULAN_GUGURKAN:              " SC  S   P   P   P   -   -   -   -   -   -   - ",
    A.USULAN_TOLAK_PERUBAHAN:       " -   -   P   P   P   -   -   -   -   -   -   - ",
    A.USULAN_TERAPKAN:              " -   -   -   -   -   BC  B   -   -   -   -   - ",
    A.USULAN_CATAT_HASIL:           " S   -   -   -   B   -   -   -   -   -   -   - ",
    A.USULAN_INFORMASIKAN:          " S   -   -   -   -   -   -   -   -   -   -   - ",
    A.USULAN_CATAT_PADANAN:         " -   -   -   -   B   -   -   B   -   -   -   - ",
    A.USULAN_CATAT_KUNJUNGAN:       " -   -   -   -   -   -   -   -   B   -   -   - ",
    A.DOKUMEN_LIHAT:                " S   S   B   B   B   B   B   -   -   -   B   - ",
    A.DOKUMEN_TERBITKAN:            " S   S   B   B   B   B   B   -   -   -   -   - ",
    A.DOKUMEN_UNGGAH_PINDAIAN:      " S   S   B   B   B   B   B   -   -   -   -   - ",
    A.DOKUMEN_TANDA_TANGANI:        " -   S   -   B   -   B   B   -   -   -   -   - ",
    A.DOKUMEN_SEGEL:                " S   S   S   S   S   S   S   -   -   -   -   - ",
    A.DOKUMEN_KONFIRMASI:           " -   -   B2  B2  B2  B2  -   -   -   -   -   - ",
    A.DOKUMEN_TOLAK_PINDAIAN:       " -   -   B2  B2  B2  B2  -   -   -   -   -   - ",
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
    A.REGISTRI_MUTASI:              " S2  -   -   -   B2  -   -   -   -   -   -   - ",
    A.PADANAN_EKSPOR:               " -   -   -   -   B   -   -   B   -   -   -   - ",
    A.PADANAN_IMPOR:                " -   -   -   -   B   -   -   B   -   -   -   - ",
    A.PENGGUNA_KELOLA:              " -   -   -   -   -   -   -   -   -   -   -   B ",
    A.ATURAN_KELOLA:                " -   -   -   -   -   -   -   -   -   -   -   B ",
    A.PENGGUNA_KELOLA_DESA:         " -   -   D   -   -   -   -   -   -   -   -   - ",
    A.DESA_KETIKKAN:                " -   -   T   -   T   -   -   -   -   -   -   - ",
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
    "T": "desa di bawahnya yang menurut aturan diketikkan peran ini",
    "D": "wilayah di bawahnya, bukan wilayahnya sendiri",
    "U": "wilayah di bawahnya, hanya untuk paket yang diketikkan kecamatan",
    "2": "empat mata: bukan orang yang menyusunnya",
    "C": "mencatat keputusan pejabat dari kertas yang sudah ditandatangani dan dipindai",
    "-": "tidak pernah",
}


def mungkin(oleh: Pelaku, aksi: A) -> bool:
    """Whether the role has this authority anywhere at all (for menus)."""
    return SEL[aksi][oleh.peran] != "-"


def mencatat(oleh: Pelaku, aksi: A) -> bool:
    """Whether the role records this decision for its official instead of taking it."""
    return "C" in SEL[aksi][oleh.peran]


def sebab_tidak(oleh: Pelaku, aksi: A, objek: Any, *, dicatat: bool = False) -> str | None:
    """Why the actor has no authority for the verb on the object; None when there is authority.

    `dicatat`: the decision is an official's, recorded from the signed paper; only then does a cell with C open.
    The object answers `wilayah_kode`, and where the cell asks `pemegang` (Tingkat) and `orang_terlarang(aksi)`.
    """
    sel = SEL[aksi][oleh.peran]
    if sel == "-":
        return f"Peran {oleh.peran_label} tidak berwenang melakukan tindakan ini."
    if "C" in sel and not dicatat:
        return f"Keputusan ini milik {LABEL_PERAN[PEJABAT_PENCATAT[oleh.peran]]}; Anda hanya dapat mencatatnya dari kertas yang sudah ditandatangani."
    if not _wilayah_cocok(sel[0], oleh, objek.wilayah_kode):
        return "Tindakan ini hanya untuk petugas wilayah yang bersangkutan."
    if not pemeriksaan.dalam_penugasan(oleh, objek):
        return "Data ini berada di luar periode yang disebut surat tugas Anda."
    if sel[0] == "P" and objek.pemegang != oleh.tingkat:
        return "Paket ini sedang dipegang tingkat lain, jadi tindakan ini belum atau tidak lagi di tangan Anda."
    if sel[0] == "U" and not objek.diketik_kecamatan:
        return "Telaah paket ini ada pada kecamatan; Dinas Sosial menggantikan hanya bila petugas kecamatan yang mengetiknya."
    if "2" in sel and _bermata_dua(oleh.pengguna_id, aksi, objek):
        return "Tindakan ini harus dilakukan orang lain: Anda sendiri yang menyusunnya (aturan empat mata)."
    return None


def _bermata_dua(siapa: int, aksi: A, objek: Any) -> bool:
    return siapa in objek.orang_terlarang(aksi) and not berizin_satu_tangan(siapa, aksi, objek)


def berizin_satu_tangan(siapa: int, aksi: A, objek: Any) -> bool:
    """Whether the unit above let this person, who holds two posts, take the step on what the same person composed."""
    izin = getattr(objek, "diizinkan_satu_tangan", None)
    return bool(izin and izin(aksi, siapa))


def _wilayah_cocok(huruf: str, oleh: Pelaku, dalam: str) -> bool:
    if huruf == "S":
        return oleh.wilayah == dalam
    if huruf == "T":
        return oleh.wilayah != dalam and meliputi(oleh.wilayah, dalam) and diketik_oleh(dalam) == oleh.peran
    return meliputi(oleh.wilayah, dalam) and (huruf != "D" or oleh.wilayah != dalam)


def diketik_oleh(wilayah_kode: str) -> str:
    """The role that types for a village ("" where it types for itself), by the rule of that village or above it."""
    return str(nilai("diinput_oleh", wilayah_kode).get("peran", "")) if wilayah_kode.count(".") == 3 else ""


def boleh(oleh: Pelaku, aksi: A, objek: Any) -> bool:
    """Whether the actor may, as the object stands."""
    return sebab_tidak(oleh, aksi, objek) is None


def wajib_boleh(oleh: Pelaku, aksi: A, objek: Any, *, dicatat: bool = False) -> None:
    """As `boleh`, refusing with 403 and the reason. `dicatat` as in `sebab_tidak`."""
    if sebab := sebab_tidak(oleh, aksi, objek, dicatat=dicatat):
        raise TidakBoleh(sebab)


def mungkin_pada(oleh: Pelaku, aksi: A, objek: Any) -> bool:
    """As `mungkin`; a substitute reviewer only where the kecamatan itself typed the packet."""
    return mungkin(oleh, aksi) and (SEL[aksi][oleh.peran][0] != "U" or bool(objek.diketik_kecamatan))


def wajib_mungkin(oleh: Pelaku, aksi: A) -> None:
    """Refuse with 403 a role that never has this authority."""
    if not mungkin(oleh, aksi):
        raise TidakBoleh(f"Peran {oleh.peran_label} tidak berwenang melakukan tindakan ini.")


def siapa_pun(peran: Peran) -> Pelaku:
    """An actor of this role whose territory is named when the statement runs, as `wilayah`. What every page asks is
    built once for each role with it: building a statement costs ten times what asking it costs."""
    wilayah: Any = sa.bindparam("wilayah", type_=sa.String())
    awal, akhir = pemeriksaan.penanda() if peran is Peran.AUDITOR else ("", "")
    return Pelaku(0, 0, "", peran, wilayah, periode_awal=awal, periode_akhir=akhir)


def nilai_siapa(untuk: Pelaku) -> dict[str, Any]:
    """What a statement built with `siapa_pun` is run with."""
    return {"wilayah": untuk.wilayah, **(pemeriksaan.nilai(untuk) if untuk.peran is Peran.AUDITOR else {})}


def terlihat(aksi: A, kolom: Any, untuk: Pelaku) -> sa.ColumnElement[bool]:
    """The matrix as a WHERE clause on a region column: every query starts from it, so no path can leak."""
    sel = SEL[aksi][untuk.peran]
    if sel == "-":
        return sa.false()
    if untuk.peran is Peran.AUDITOR:
        return sa.and_(dalam_wilayah(kolom, untuk.wilayah), *pemeriksaan.syarat(kolom, untuk))
    return kolom == untuk.wilayah if sel[0] == "S" else dalam_wilayah(kolom, untuk.wilayah)


def terlihat_terbaru(aksi: A, kolom: Any, untuk: Pelaku) -> sa.ColumnElement[bool]:
    """`terlihat` for a list that shows the latest rows first. Of a whole regency they are found by walking back from
    the last row; by region, all that it ever had would be sorted first."""
    luas = untuk.peran is not Peran.AUDITOR and untuk.wilayah.count(".") < KECAMATAN
    return terlihat(aksi, tanpa_indeks(kolom) if luas else kolom, untuk)
