"""Who types for a village without a network, and as whom? As its operator would, but marked, and never its reviewer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.models import SesiMasuk
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan.berlaku import semua_baris
from app.domain.wilayah.kode import dalam_wilayah
from app.domain.wilayah.models import Wilayah
from app.infra import audit
from app.infra.db import db
from app.infra.galat import TidakAda

Pendengar = Callable[[Any, Pelaku], None]
_pendengar: list[Pendengar] = []


@dataclass(frozen=True, slots=True)
class _Desa:
    wilayah_kode: str


def dengarkan(pendengar: Pendengar) -> Pendengar:
    """Call this with the object and the actor whenever somebody writes for a village: packages above say so once."""
    if pendengar not in _pendengar:
        _pendengar.append(pendengar)
    return pendengar


def kabarkan(objek: Any, *, oleh: Pelaku) -> None:
    """Tell everybody who listens, in the same transaction; silent where nobody types for anybody."""
    for pendengar in _pendengar if oleh.mengetik else ():
        pendengar(objek, oleh)


def ada_pengetikan(peran: Peran) -> bool:
    """Whether any rule lets this role type for villages at all: else nobody needs to be shown the way there."""
    return any(b.isi.get("peran") == peran for b in semua_baris("diinput_oleh"))


def desa_diketik(*, untuk: Pelaku) -> list[Wilayah]:
    """Villages of the territory that the rules let this role type for, by name."""
    policy.wajib_mungkin(untuk, Aksi.DESA_KETIKKAN)
    if not ada_pengetikan(untuk.peran):
        return []
    tanya = (
        sa.select(Wilayah)
        .where(dalam_wilayah(Wilayah.kode, untuk.wilayah), Wilayah.jenis.in_(("desa", "kelurahan")))
        .order_by(Wilayah.nama, Wilayah.kode)
    )
    return [w for w in db.session.scalars(tanya) if policy.diketik_oleh(w.kode) == untuk.peran]


def untuk_desa(wilayah_kode: str, *, oleh: Pelaku) -> Pelaku:
    """The actor as they type for a village: its operator's authority, their own name. Raises TidakBoleh, TidakAda."""
    policy.wajib_boleh(oleh, Aksi.DESA_KETIKKAN, _Desa(wilayah_kode))
    desa = db.session.get(Wilayah, wilayah_kode)
    if desa is None:
        raise TidakAda
    return sebagai_pengetik(oleh, desa)


def sebagai_pengetik(oleh: Pelaku, desa: Wilayah) -> Pelaku:
    """The same actor at the village's keyboard."""
    return replace(
        oleh,
        peran=Peran.OPERATOR_DESA,
        wilayah=desa.kode,
        wilayah_nama=desa.sebutan,
        zona=desa.zona,
        sebutan="definitif",
        mengetik=str(oleh.peran),
    )


def masih_boleh(oleh: Pelaku, wilayah_kode: str) -> bool:
    """Whether the rule still lets this person type for the village."""
    return policy.boleh(oleh, Aksi.DESA_KETIKKAN, _Desa(wilayah_kode))


def mulai(sesi_id: int, wilayah_kode: str, *, oleh: Pelaku) -> Pelaku:
    """From now on this sign-in types for the village; remembered with the sign-in, and audited."""
    pengetik = untuk_desa(wilayah_kode, oleh=oleh)
    _tulis(sesi_id, wilayah_kode, oleh)
    _catat("pengetikan.mulai", wilayah_kode, oleh)
    return pengetik


def selesai(sesi_id: int, *, oleh: Pelaku) -> None:
    """The sign-in is the person's own again."""
    _tulis(sesi_id, None, oleh)
    _catat("pengetikan.selesai", oleh.wilayah, oleh)


def _tulis(sesi_id: int, wilayah_kode: str | None, oleh: Pelaku) -> None:
    s = SesiMasuk
    ubah = sa.update(s).where(s.id == sesi_id, s.pengguna_id == oleh.pengguna_id).values(mengetik_untuk=wilayah_kode)
    db.session.execute(ubah)


def _catat(aksi: str, wilayah_kode: str, oleh: Pelaku) -> None:
    audit.catat(
        "keamanan",
        [{"aksi": aksi, "objek": f"pengguna:{oleh.pengguna_id}", "isi": {"wilayah": wilayah_kode}}],
        pengguna_id=oleh.pengguna_id,
        penugasan_id=oleh.penugasan_id,
    )
