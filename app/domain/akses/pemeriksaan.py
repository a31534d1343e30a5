"""How far does an auditor's letter of assignment reach? Months, as a question to one object and as a WHERE clause."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran

_AKHIR = "9999-99"


def dalam_penugasan(oleh: Pelaku, objek: Any) -> bool:
    """Whether the object's month lies in the assignment; what has no month is a matter of territory alone."""
    if oleh.peran is not Peran.AUDITOR:
        return True
    periode = getattr(objek, "periode", None) or getattr(getattr(objek, "paket", None), "periode", None)
    if not isinstance(periode, str) or not periode:
        return True
    return oleh.periode_awal <= periode <= (oleh.periode_akhir or _AKHIR)


def wajib_beralasan(oleh: Pelaku) -> bool:
    """Whether the actor opens a number only with a reason, on the page of the packet that is examined."""
    return oleh.peran is Peran.AUDITOR


def syarat(kolom: Any, untuk: Pelaku) -> Iterator[sa.ColumnElement[bool]]:
    """The same for the table of a region column: its own month, that of its packet, else the month of its date."""
    t = getattr(getattr(kolom, "expression", kolom), "table", None)
    awal: Any = untuk.periode_awal
    akhir: Any = untuk.periode_akhir
    if isinstance(awal, str):
        akhir = akhir or _AKHIR
    if t is None or (isinstance(awal, str) and not awal and akhir == _AKHIR):
        return
    batas = (awal, akhir)
    if "periode" in t.c and "tanggal" in t.c:
        yield sa.or_(t.c.periode.between(*batas), sa.and_(t.c.periode == "", _bulan(t.c.tanggal).between(*batas)))
    elif "periode" in t.c:
        yield t.c.periode.between(*batas)
    elif "paket_id" in t.c:
        p = sa.table("paket", *_kolom("id", "periode")).alias()
        yield sa.exists().where(p.c.id == t.c.paket_id, p.c.periode.between(*batas))
    elif "tanggal" in t.c:
        yield _bulan(t.c.tanggal).between(*batas)
    elif (keluarga := _KELUARGA.get(getattr(t, "element", t).name)) is not None:
        # Residents are examined because of what was proposed for their family in these months, not as a register.
        p, u = sa.table("paket", *_kolom("id", "periode")).alias(), sa.table("usulan", *_kolom(*_USULAN)).alias()
        milik = (u.c.keluarga_id == t.c[keluarga], p.c.id == u.c.paket_id, p.c.periode.between(*batas))
        yield sa.exists().select_from(u.join(p, p.c.id == u.c.paket_id)).where(*milik)


_KELUARGA = {"keluarga": "id", "warga": "keluarga_id"}
_USULAN = ("keluarga_id", "paket_id")


def _kolom(*nama: str) -> list[sa.ColumnClause[Any]]:
    return [sa.column(n, sa.String) if n == "periode" else sa.column(n, sa.BigInteger) for n in nama]


def _bulan(tanggal: Any) -> sa.ColumnElement[str]:
    return sa.func.substr(sa.cast(tanggal, sa.String), 1, 7)


def penanda() -> tuple[Any, Any]:
    """The two months, named when a statement runs. Without a value it does not run: nothing is seen by mistake."""
    return tuple(sa.bindparam(n, type_=sa.String(), required=True) for n in ("periode_awal", "periode_akhir"))  # type: ignore[return-value]


def nilai(untuk: Pelaku) -> dict[str, str]:
    """The values of `penanda`."""
    return {"periode_awal": untuk.periode_awal, "periode_akhir": untuk.periode_akhir or _AKHIR}
