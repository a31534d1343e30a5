"""May a proposal go on whose person the registry says is dead or gone? Whole sentences."""

from collections.abc import Iterator

from app.domain.akses.langkah import Langkah
from app.domain.usulan import isian, muat
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.penduduk import sebutan_tiada
from app.domain.usulan.status import HIDUP
from app.domain.usulan.syarat_perubahan import MENGAKHIRI


def terhalang(usulan: Usulan) -> str:
    """Why this name can not go on, "" where it can: what ends a membership is proposed just because of that."""
    kata = sebutan_tiada(usulan.warga)
    if not kata or isian.mengakhiri(usulan):
        return ""
    return f"{usulan.nama} {kata}: ajukan gugur lewat lembar perubahan daftar, atau betulkan statusnya di registri."


def warga_masih_ada(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Asked when the list leaves the village; a name whose end is asked for on a sheet goes with that sheet."""
    muat.dalam(paket)
    if not (kena := {u.id: k for u in paket.usulan if u.status in HIDUP and (k := terhalang(u))}):
        return
    diminta = {p.usulan_id for p in paket.perubahan if p.hasil is None and p.jenis in MENGAKHIRI}
    yield from (kalimat for usulan_id, kalimat in kena.items() if usulan_id not in diminta)


def orang_masih_ada(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    if kalimat := terhalang(usulan):
        yield kalimat
