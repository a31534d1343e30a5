"""How does an operator record what an official decided on paper? The button, the paper to look at, the tick."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.domain.akses import keputusan, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.keputusan import TandaPejabat
from app.domain.akses.langkah import pencatatan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import LABEL_PERAN, PEJABAT_PENCATAT, Peran
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.langkah_berikut import Kesiapan
from app.infra.galat import GalatIsian
from app.infra.machine import Baris

if TYPE_CHECKING:
    from app.domain.bundel.models import Bundel
    from app.domain.usulan.models import Paket

APA = {
    Aksi.PAKET_AJUKAN: "pengajuan",
    Aksi.PAKET_AJUKAN_ULANG: "pengajuan ulang",
}
MENUNGGU = "Pejabatnya memutuskan dengan masuk sendiri, atau Anda mencatatnya dari kertas yang ia tanda tangani."
BELUM_DIPERIKSA = "Periksa kertasnya, lalu centang bahwa tanda tangannya sesuai."


def wajib_membuka(saya: Pelaku, aksi: Aksi, paket: "Paket") -> None:
    """Refuse the page of a step to who may neither take it nor record it."""
    if policy.mencatat(saya, aksi):
        keputusan.wajib_dicatat(saya, aksi, paket)
    else:
        policy.wajib_boleh(saya, aksi, paket)


def diperiksa(isi: Mapping[str, Any]) -> bool:
    """Whether the form records an official's decision; its tick is asked for."""
    if not isi.get("dicatat"):
        return False
    if not isi.get("diperiksa"):
        raise GalatIsian(bidang={"diperiksa": BELUM_DIPERIKSA})
    return True


def pejabat(saya: Pelaku) -> str:
    """“Kepala Desa”, “Lurah”, “Camat”: the official for whom the actor records."""
    peran = PEJABAT_PENCATAT[saya.peran]
    if peran is Peran.KEPALA_DESA:
        return "Lurah" if saya.wilayah_nama.startswith("Kelurahan") else "Kepala Desa"
    return LABEL_PERAN[peran]


def tombol(paket: "Paket", siap: Kesiapan | None, saya: Pelaku) -> dict[str, Any] | None:
    """The button of a recorder, once nothing is missing."""
    if siap is None or siap.kurang or not siap.baris.gerbang:
        return None
    if siap.baris not in pencatatan(ALUR_PAKET, paket, oleh=saya):
        return None
    return {
        "label": _label(APA.get(Aksi(siap.baris.aksi), "keputusan"), saya),
        "url": f"/paket/{paket.id}/{siap.baris.kata}",
        "halaman": True,
        "gaya": "utama",
    }


def _label(apa: str, saya: Pelaku) -> str:
    return f"Catat {apa} yang ditandatangani {pejabat(saya)}"


def kertas(paket: "Paket", baris: Baris, saya: Pelaku) -> dict[str, Any] | None:
    """The gate paper to look at before recording; None for who decides in person."""
    if not policy.mencatat(saya, Aksi(baris.aksi)):
        return None
    tanda = paket.tanda_pejabat(baris.gerbang, PEJABAT_PENCATAT[saya.peran])
    return _isi(tanda, _label(APA.get(Aksi(baris.aksi), "keputusan"), saya), saya)


def kertas_bundel(bundel: "Bundel", saya: Pelaku) -> dict[str, Any] | None:
    """The same for a bundel; None where there is nothing to record."""
    baris = next(iter(pencatatan(ALUR_BUNDEL, bundel, oleh=saya)), None)
    if baris is None:
        return None
    tanda = bundel.tanda_pejabat(baris.gerbang, PEJABAT_PENCATAT[saya.peran])
    return _isi(tanda, _label("keputusan", saya), saya)


def _isi(tanda: TandaPejabat | None, label: str, saya: Pelaku) -> dict[str, Any]:
    return {"tanda": tanda, "tombol": label, "pejabat": pejabat(saya)}
