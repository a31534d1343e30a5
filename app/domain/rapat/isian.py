"""What may be written about a meeting, and which of it can be taken? Shapes and their checks, no database."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from app.infra.galat import GalatIsian

MAKS_PESERTA = 400
MAKS_AGENDA = 30
SISTEM, TANGAN = "sistem", "tangan"
SUMBER_BA = {
    SISTEM: "Dicetak sistem sesudah musyawarah, lalu ditandatangani",
    TANGAN: "Blangko diisi dan ditandatangani di tempat; sistem mencetak salinannya",
}
MUFAKAT, SUARA_TERBANYAK = "mufakat", "suara_terbanyak"
CARA_KEPUTUSAN = {MUFAKAT: "Mufakat", SUARA_TERBANYAK: "Suara terbanyak"}
JK = {"L": "Laki-laki", "P": "Perempuan"}

_SEBUTAN = {
    "perihal": ("Perihal", 200),
    "tempat": ("Tempat", 160),
    "pengundang_nama": ("Nama pengundang", 120),
    "undangan_nomor": ("Nomor undangan", 80),
    "pengundang_jabatan": ("Jabatan pengundang", 120),
    "pimpinan_nama": ("Nama pimpinan musyawarah", 120),
    "pimpinan_jabatan": ("Jabatan pimpinan musyawarah", 120),
    "notulis_nama": ("Nama notulis", 120),
    "notulis_jabatan": ("Jabatan notulis", 120),
    "pembahasan": ("Pembahasan", 20_000),
    "keberatan": ("Catatan keberatan", 5_000),
    "kuorum_alasan": ("Alasan kuorum tidak tercapai", 500),
}


@dataclass(frozen=True, slots=True)
class IsianRencana:
    """The plan. What is not known yet stays empty."""

    perihal: str = ""
    tanggal: dt.date | None = None
    pukul_mulai: dt.time | None = None
    tempat: str = ""
    pengundang_nama: str = ""
    pengundang_jabatan: str = ""
    agenda: tuple[str, ...] = ()
    undangan_nomor: str = ""  # of an invitation made elsewhere; "" when ours is issued
    undangan_tanggal: dt.date | None = None
    sumber_ba: str = SISTEM


@dataclass(frozen=True, slots=True)
class IsianHasil:
    """The result. Date and start as they really were, if held otherwise than planned; None keeps the plan."""

    pimpinan_nama: str = ""
    pimpinan_jabatan: str = ""
    notulis_nama: str = ""
    notulis_jabatan: str = ""
    pembahasan: str = ""
    keberatan: str = ""
    cara_keputusan: str = MUFAKAT
    kuorum_alasan: str = ""
    tanggal: dt.date | None = None
    pukul_mulai: dt.time | None = None
    pukul_selesai: dt.time | None = None


@dataclass(frozen=True, slots=True)
class BarisPeserta:
    """One line of the table of people; without name and post it is blank and does not count."""

    nama: str = ""
    jabatan: str = ""
    unsur: str = ""
    jk: str = ""
    diundang: bool = True
    hadir: bool = False
    saksi: bool = False

    @property
    def kosong(self) -> bool:
        """Whether the line was left blank."""
        return not (self.nama.strip() or self.jabatan.strip())


@dataclass(slots=True)
class _Temuan:
    """Sentences per field, collected before anything is refused."""

    bidang: dict[str, str] = field(default_factory=dict)

    def tolak(self) -> None:
        if self.bidang:
            raise GalatIsian(bidang=self.bidang)


def periksa_rencana(isian: IsianRencana) -> None:
    """Refuse a plan that can not be stored (GalatIsian, every field at once); gaps are not asked here."""
    temuan = _Temuan(_terlalu_panjang(asdict(isian)))
    if any(len(a) > 200 for a in isian.agenda):
        temuan.bidang["agenda"] = "Satu baris agenda paling banyak 200 huruf. Ringkas atau pecah barisnya."
    elif len(isian.agenda) > MAKS_AGENDA:
        temuan.bidang["agenda"] = f"Agenda paling banyak {MAKS_AGENDA} baris."
    if isian.sumber_ba not in SUMBER_BA:
        temuan.bidang["sumber_ba"] = "Pilih bagaimana berita acara dibuat."
    temuan.tolak()


def periksa_hasil(isian: IsianHasil) -> None:
    """Refuse a result that can not be stored; whether it is complete is asked by `syarat.hasil_lengkap`."""
    temuan = _Temuan(_terlalu_panjang(asdict(isian)))
    if isian.cara_keputusan not in CARA_KEPUTUSAN:
        temuan.bidang["cara_keputusan"] = "Pilih cara pengambilan keputusan: mufakat atau suara terbanyak."
    if isian.pukul_mulai and isian.pukul_selesai and isian.pukul_selesai <= isian.pukul_mulai:
        temuan.bidang["pukul_selesai"] = "Jam selesai harus sesudah jam mulai."
    temuan.tolak()


def periksa_peserta(baris: Sequence[BarisPeserta], unsur: Collection[str]) -> list[BarisPeserta]:
    """The lines that count, trimmed, in their order.

    Raises GalatIsian with fields `nama-<i>`, `jabatan-<i>`, `unsur-<i>`, `jk-<i>`; i is the place in `baris`
    from 0.
    """
    temuan, bersih = _Temuan(), []
    terpakai: dict[tuple[str, str], int] = {}
    for i, asal in enumerate(baris):
        if asal.kosong:
            continue
        satu = _rapikan(asal)
        temuan.bidang.update(_salah_baris(i, satu, unsur))
        kunci = (satu.nama.casefold(), satu.jabatan.casefold())
        if satu.nama and kunci in terpakai:
            temuan.bidang[f"nama-{i}"] = (
                f"Baris {i + 1} sama dengan baris {terpakai[kunci] + 1}. Hapus salah satu, atau bedakan jabatannya."
            )
        terpakai.setdefault(kunci, i)
        bersih.append(satu)
    if len(bersih) > MAKS_PESERTA:
        temuan.bidang["peserta"] = f"Daftar ini paling banyak {MAKS_PESERTA} orang."
    temuan.tolak()
    return bersih


def _rapikan(b: BarisPeserta) -> BarisPeserta:
    nama, jabatan = " ".join(b.nama.split()), " ".join(b.jabatan.split())
    return BarisPeserta(nama, jabatan, b.unsur, b.jk, b.diundang, b.hadir, b.saksi)


def _salah_baris(i: int, b: BarisPeserta, unsur: Collection[str]) -> dict[str, str]:
    salah = {}
    if not b.nama:
        salah[f"nama-{i}"] = f"Baris {i + 1}: nama belum diisi. Isi namanya, atau kosongkan seluruh baris."
    elif len(b.nama) > 120:
        salah[f"nama-{i}"] = f"Baris {i + 1}: nama paling banyak 120 huruf."
    if len(b.jabatan) > 120:
        salah[f"jabatan-{i}"] = f"Baris {i + 1}: jabatan paling banyak 120 huruf."
    if b.unsur not in unsur:
        salah[f"unsur-{i}"] = f"Baris {i + 1}: pilih unsur yang diwakili."
    if b.jk and b.jk not in JK:
        salah[f"jk-{i}"] = f"Baris {i + 1}: pilih L atau P, atau biarkan kosong."
    return salah


def _terlalu_panjang(isi: Mapping[str, Any]) -> dict[str, str]:
    return {
        nama: f"{_SEBUTAN[nama][0]} paling banyak {_SEBUTAN[nama][1]} huruf."
        for nama, nilai in isi.items()
        if nama in _SEBUTAN and len(nilai) > _SEBUTAN[nama][1]
    }
