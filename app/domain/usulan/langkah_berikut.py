"""What does a packet's next step still wait for, and whose turn is it? The guards of its row, asked ahead."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import Langkah
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.usulan import isian, syarat, syarat_jendela, syarat_sptjm
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.segera import segera
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.domain.usulan.syarat_daftar import dari_daftar
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.machine import Baris

if TYPE_CHECKING:
    from app.domain.usulan.queries_halaman import Terbaca

# The row that carries the packet on from each state; what else may be done there is not what it waits for.
MAJU: dict[StatusPaket, Aksi] = {
    StatusPaket.DRAF: Aksi.PAKET_SIAPKAN_MUSYAWARAH,
    StatusPaket.SIAP_MUSYAWARAH: Aksi.PAKET_CATAT_MUSYAWARAH,
    StatusPaket.SIAP_DIAJUKAN: Aksi.PAKET_AJUKAN,
    StatusPaket.DIKEMBALIKAN: Aksi.PAKET_AJUKAN_ULANG,
    StatusPaket.DIAJUKAN: Aksi.PAKET_TERUSKAN,
    StatusPaket.DITERUSKAN: Aksi.PAKET_SETUJUI_VERVAL,
    StatusPaket.TERVERIFIKASI: Aksi.PAKET_SAHKAN,
    StatusPaket.DISAHKAN: Aksi.PAKET_CATAT_HASIL,
}
# A list of the regency's own goes another way until it reaches verification.
MAJU_DAFTAR: dict[StatusPaket, Aksi] = {
    **MAJU,
    StatusPaket.DRAF: Aksi.PAKET_MINTA_TANGGAPAN,
    StatusPaket.MENUNGGU_TANGGAPAN: Aksi.PAKET_LANJUTKAN,
}
# An urgent one needs no meeting: the head of the village answers for it.
MAJU_SEGERA: dict[StatusPaket, Aksi] = {**MAJU, StatusPaket.DRAF: Aksi.PAKET_PAKAI_SPTJM}


@dataclass(frozen=True, slots=True)
class Butir:
    """One guard of a row, by its name: the sentences it has against the step, none when it is satisfied."""

    syarat: str
    kalimat: list[str]


@dataclass(frozen=True, slots=True)
class Kesiapan:
    """The next row of a packet and its guards."""

    baris: Baris
    butir: list[Butir]

    @property
    def kurang(self) -> list[str]:
        """Every sentence that speaks against taking the row now."""
        return [k for b in self.butir for k in b.kalimat]


def berikut(paket: Paket, *, untuk: Pelaku, terbaca: "Terbaca | None" = None) -> Kesiapan | None:
    """What the packet waits for; None when it is over. `terbaca`: as in `Langkah`."""
    maju = MAJU_DAFTAR if dari_daftar(paket) else MAJU_SEGERA if segera(paket) else MAJU
    aksi = maju.get(paket.status)
    baris = ALUR_PAKET.cari(paket, aksi) if aksi else None
    return periksa(paket, baris, untuk=untuk, terbaca=terbaca) if baris else None


def periksa(paket: Paket, baris: Baris, *, untuk: Pelaku, terbaca: "Terbaca | None" = None) -> Kesiapan:
    """The guards of a row as if its own form were filled in: authority is not asked, nor what the form asks."""
    data = _anggapan(paket, baris)
    catatan = {"jumlah_asli": _hitung(data)} if baris.aksi == Aksi.PAKET_CATAT_MUSYAWARAH else {}
    langkah = Langkah(untuk, Aksi(baris.aksi), baris, data=data, catatan=catatan, terbaca=terbaca)
    return Kesiapan(baris, [Butir(s.__name__, list(s(paket, langkah))) for s in baris.syarat])


def _hitung(putusan: dict[int, tuple[str, str, str]]) -> list[int]:
    return [sum(p[0] == hasil for p in putusan.values()) for hasil in ("sepakat", "tunda", "tidak")]


def _anggapan(paket: Paket, baris: Baris) -> Any:
    if baris.aksi == Aksi.PAKET_CATAT_MUSYAWARAH:
        # A name raised in the hall may be postponed as it is; whether it may be agreed the form itself finds out.
        return {u.id: ("tunda" if u.asal == "forum" else "sepakat", "", "-") for u in syarat.hidup(paket)}
    if baris.aksi == Aksi.PAKET_KEMBALIKAN:
        return [(None, next(iter(berlaku("alasan_kembali", paket.wilayah_kode)), ""), "-")]
    if baris.aksi == Aksi.PAKET_AJUKAN and not jendela(paket)[1]:
        return {"terlambat_alasan": "-"}
    return None


def jendela(paket: Paket) -> tuple[str, bool]:
    """The sentence about the submission window ("" inside it) and whether it closes."""
    return syarat_jendela.jendela(paket)


def kurang_usulan(usulan: list[Usulan]) -> dict[int, list[isian.Kurang]]:
    """What each draft still lacks, with one statement for the proofs of all families."""
    draf = [u for u in usulan if u.status is StatusUsulan.DRAF]
    if not draf:
        return {}
    bukti = syarat.bukti_keluarga({u.keluarga_id for u in draf})
    hari = clock.hari_ini(zona(draf[0].wilayah_kode))
    return {u.id: isian.kurang(u, bukti[u.keluarga_id], hari) for u in draf}


def sptjm_terbuka(paket: Paket, *, untuk: Pelaku, terbaca: "Terbaca | None" = None) -> bool:
    """Whether the way without a meeting is open by rule, names aside."""
    baris = ALUR_PAKET.cari(paket, Aksi.PAKET_PAKAI_SPTJM)
    if baris is None:
        return False
    langkah = Langkah(untuk, Aksi.PAKET_PAKAI_SPTJM, baris, terbaca=terbaca)
    return not list(syarat_sptjm.sptjm_boleh(paket, langkah))
