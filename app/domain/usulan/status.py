"""Which states do packet and proposal have, who holds each, and what is each called for whom?"""

import enum

from app.domain.akses.peran import Tingkat


class StatusPaket(enum.StrEnum):
    DRAF = "draf"
    SIAP_MUSYAWARAH = "siap_musyawarah"
    SIAP_DIAJUKAN = "siap_diajukan"
    DIAJUKAN = "diajukan"
    DITERUSKAN = "diteruskan"
    DIKEMBALIKAN = "dikembalikan"
    MENUNGGU_TANGGAPAN = "menunggu_tanggapan"
    TERVERIFIKASI = "terverifikasi"
    DISAHKAN = "disahkan"
    SELESAI = "selesai"
    NIHIL = "nihil"
    DIBATALKAN = "dibatalkan"


class StatusUsulan(enum.StrEnum):
    DRAF = "draf"
    SIAP = "siap"
    DISEPAKATI = "disepakati"
    TIDAK_DISEPAKATI = "tidak_disepakati"
    DITUNDA = "ditunda"
    LAYAK = "layak"
    TIDAK_LAYAK = "tidak_layak"
    DITARIK = "ditarik"
    GUGUR = "gugur"


class Dasar(enum.StrEnum):
    """What a packet rests on."""

    MUSYAWARAH = "musyawarah"
    MUSYAWARAH_SEBELUMNYA = "musyawarah_sebelumnya"
    SPTJM = "sptjm"
    NIHIL = "nihil"
    DAFTAR_KABUPATEN = "daftar_kabupaten"


class Sifat(enum.StrEnum):
    BIASA = "biasa"
    SEGERA = "segera"


class StatusSiks(enum.StrEnum):
    """The centre's answer, beside the flow."""

    BELUM = "belum"
    DIINPUT = "diinput"
    DIFINALISASI = "difinalisasi"
    DISAHKAN_SIKS = "disahkan_siks"
    DITERIMA = "diterima"
    DITOLAK_PUSAT = "ditolak_pusat"
    TANPA_JAWABAN = "tanpa_jawaban"


class Audiens(enum.StrEnum):
    DESA = "desa"
    KECAMATAN = "kecamatan"
    DINSOS = "dinsos"
    PUBLIK = "publik"


P, T = StatusPaket, Tingkat

# Who holds a packet in each state: the one table that inbox, ageing and authority read.
PEMEGANG: dict[StatusPaket, Tingkat] = {
    P.DRAF: T.DESA,
    P.SIAP_MUSYAWARAH: T.DESA,
    P.SIAP_DIAJUKAN: T.DESA,
    P.DIKEMBALIKAN: T.DESA,
    P.MENUNGGU_TANGGAPAN: T.DESA,
    P.DIAJUKAN: T.KECAMATAN,
    P.DITERUSKAN: T.DINSOS,
    P.TERVERIFIKASI: T.DINSOS,
    P.DISAHKAN: T.DINSOS,
    P.SELESAI: T.TIDAK_ADA,
    P.NIHIL: T.TIDAK_ADA,
    P.DIBATALKAN: T.TIDAK_ADA,
}
# A list of the regency's own is drafted there.
PEMEGANG_DAFTAR: dict[StatusPaket, Tingkat] = {P.DRAF: T.DINSOS}
TERBUKA = frozenset(s for s, t in PEMEGANG.items() if t)
MATI = frozenset(
    {
        StatusUsulan.TIDAK_DISEPAKATI,
        StatusUsulan.DITUNDA,
        StatusUsulan.TIDAK_LAYAK,
        StatusUsulan.DITARIK,
        StatusUsulan.GUGUR,
    }
)
HIDUP = frozenset(StatusUsulan) - MATI

# Columns: desa · kecamatan · dinsos · publik. The same fact has its own words for each audience.
LABEL_PAKET: dict[StatusPaket, tuple[str, str, str, str]] = {
    P.DRAF: ("Draf", "Disusun desa", "Disusun desa", "Sedang disusun desa"),
    P.SIAP_MUSYAWARAH: (
        "Siap dimusyawarahkan",
        "Menunggu musyawarah",
        "Menunggu musyawarah",
        "Menunggu musyawarah desa",
    ),
    P.SIAP_DIAJUKAN: ("Siap diajukan", "Menunggu diajukan", "Menunggu diajukan", "Sudah diputuskan, menunggu diajukan"),
    P.DIAJUKAN: ("Diajukan ke kecamatan", "Perlu ditelaah", "Di kecamatan", "Ditelaah kecamatan"),
    P.DITERUSKAN: ("Di Dinas Sosial", "Diteruskan ke Dinas Sosial", "Perlu diverifikasi", "Diverifikasi Dinas Sosial"),
    P.DIKEMBALIKAN: ("Perlu perbaikan", "Dikembalikan ke desa", "Dikembalikan ke desa", "Diperbaiki desa"),
    P.MENUNGGU_TANGGAPAN: (
        "Perlu ditanggapi",
        "Menunggu tanggapan desa",
        "Menunggu tanggapan desa",
        "Menunggu tanggapan desa",
    ),
    P.TERVERIFIKASI: ("Terverifikasi", "Terverifikasi", "Menunggu pengesahan", "Menunggu pengesahan"),
    P.DISAHKAN: ("Disahkan", "Disahkan", "Menunggu hasil pusat", "Disahkan, menunggu hasil Kementerian Sosial"),
    P.SELESAI: ("Selesai", "Selesai", "Selesai", "Selesai"),
    P.NIHIL: ("Nihil", "Nihil", "Nihil", "Tidak ada usulan"),
    P.DIBATALKAN: ("Dibatalkan", "Dibatalkan", "Dibatalkan", "Dibatalkan"),
}
U = StatusUsulan
LABEL_USULAN: dict[StatusUsulan, tuple[str, str, str, str]] = {
    U.DRAF: ("Belum lengkap", "Belum lengkap", "Belum lengkap", "Sedang dilengkapi"),
    U.SIAP: ("Lengkap", "Lengkap", "Lengkap", "Menunggu musyawarah"),
    U.DISEPAKATI: ("Disepakati", "Disepakati", "Belum dinilai", "Disepakati musyawarah"),
    U.TIDAK_DISEPAKATI: ("Tidak disepakati", "Tidak disepakati", "Tidak disepakati", "Tidak disepakati musyawarah"),
    U.DITUNDA: ("Ditunda", "Ditunda", "Ditunda", "Ditunda ke musyawarah berikutnya"),
    U.LAYAK: ("Layak", "Layak", "Layak", "Dinyatakan layak"),
    U.TIDAK_LAYAK: ("Tidak layak", "Tidak layak", "Tidak layak", "Dinyatakan tidak layak"),
    U.DITARIK: ("Ditarik", "Ditarik", "Ditarik", "Ditarik"),
    U.GUGUR: ("Gugur", "Gugur", "Gugur", "Gugur"),
}
LABEL_SIKS: dict[StatusSiks, str] = {
    StatusSiks.BELUM: "Belum diisi di SIKS-NG",
    StatusSiks.DIINPUT: "Sudah diisi",
    StatusSiks.DIFINALISASI: "Difinalisasi",
    StatusSiks.DISAHKAN_SIKS: "Disahkan di SIKS-NG",
    StatusSiks.DITERIMA: "Diterima pusat",
    StatusSiks.DITOLAK_PUSAT: "Ditolak pusat",
    StatusSiks.TANPA_JAWABAN: "Tanpa jawaban pusat",
}
LABEL_DASAR: dict[Dasar, str] = {
    Dasar.MUSYAWARAH: "Musyawarah",
    Dasar.MUSYAWARAH_SEBELUMNYA: "Musyawarah sebelumnya",
    Dasar.SPTJM: "SPTJM",
    Dasar.NIHIL: "Pernyataan nihil",
    Dasar.DAFTAR_KABUPATEN: "Daftar kabupaten",
}
RONA_PAKET: dict[StatusPaket, str] = {
    P.DRAF: "netral",
    P.SIAP_MUSYAWARAH: "biru",
    P.SIAP_DIAJUKAN: "biru",
    P.DIAJUKAN: "ungu",
    P.DITERUSKAN: "ungu",
    P.DIKEMBALIKAN: "merah",
    P.MENUNGGU_TANGGAPAN: "kuning",
    P.TERVERIFIKASI: "hijau",
    P.DISAHKAN: "hijau",
    P.SELESAI: "netral",
    P.NIHIL: "netral",
    P.DIBATALKAN: "netral",
}
RONA_USULAN: dict[StatusUsulan, str] = {
    U.DRAF: "kuning",
    U.SIAP: "biru",
    U.DISEPAKATI: "ungu",
    U.TIDAK_DISEPAKATI: "netral",
    U.DITUNDA: "kuning",
    U.LAYAK: "hijau",
    U.TIDAK_LAYAK: "merah",
    U.DITARIK: "netral",
    U.GUGUR: "netral",
}
_KOLOM = {Audiens.DESA: 0, Audiens.KECAMATAN: 1, Audiens.DINSOS: 2, Audiens.PUBLIK: 3}
AUDIENS_TINGKAT = {T.DESA: Audiens.DESA, T.KECAMATAN: Audiens.KECAMATAN}


def label_paket(status: StatusPaket, audiens: Audiens) -> str:
    """The word for a packet's state that this audience uses."""
    return LABEL_PAKET[status][_KOLOM[audiens]]


def label_usulan(status: StatusUsulan, audiens: Audiens) -> str:
    """The word for a proposal's own state that this audience uses."""
    return LABEL_USULAN[status][_KOLOM[audiens]]


def kedudukan(paket: StatusPaket, usulan: StatusUsulan, audiens: Audiens) -> str:
    """Where a proposal stands: its own verdict if it ended, else the position of its packet."""
    if usulan in MATI or paket in (P.DRAF, P.SIAP_MUSYAWARAH):
        return label_usulan(usulan, audiens)
    return label_paket(paket, audiens)


def rona_kedudukan(paket: StatusPaket, usulan: StatusUsulan) -> str:
    """The colour that goes with `kedudukan`."""
    if usulan in MATI or paket in (P.DRAF, P.SIAP_MUSYAWARAH):
        return RONA_USULAN[usulan]
    return RONA_PAKET[paket]
