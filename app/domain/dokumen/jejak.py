"""What does a berita acara prove of the way to it? The heads of its packets' chains, frozen and printed at issue."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen
from app.infra.audit_sampai import Titik, hilang, kepala, utuh
from app.infra.db import db

BERJEJAK = frozenset({JenisDokumen.BA_MUSYAWARAH, JenisDokumen.BA_TELAAH, JenisDokumen.BA_VERVAL})
# Longer histories are not recomputed for a stranger's page: there the printed heads are only looked up.
MAKS_BARIS = 10_000


def saat_terbit(jenis: JenisDokumen, paket_ids: Iterable[int]) -> list[Titik]:
    """The heads to freeze; none for kinds that do not print them."""
    return kepala(f"paket:{p}" for p in paket_ids) if jenis in BERJEJAK else []


def tercetak(titik: Sequence[Titik]) -> str:
    """What the paper prints: of one packet its row and hash, of several the hash over all of them; 16 digits."""
    if not titik:
        return ""
    if len(titik) == 1:
        return f"{titik[0][1]}-{titik[0][2][:16]}"
    semua = "".join(f"{r} {u} {h}\n" for r, u, h in titik)
    return f"{len(titik)}p-{hashlib.sha256(semua.encode()).hexdigest()[:16]}"


def periksa(kode: str) -> tuple[str, bool] | None:
    """(what is printed, whether the history up to the paper still gives it); None for papers that print nothing."""
    titik = _titik(db.session.scalar(sa.select(Dokumen.jejak).where(Dokumen.kode == kode)))
    if not titik:
        return None
    if sum(t[1] for t in titik) > MAKS_BARIS:
        return tercetak(titik), next(hilang(titik), None) is None
    return tercetak(titik), all(map(utuh, titik))


def periksa_semua() -> str | None:
    """Whether what every paper froze and printed is still in the chains; else a sentence naming the first paper."""
    d = Dokumen
    tanya = sa.select(d.kode, d.konteks, d.jejak).where(d.jejak.is_not(None)).order_by(d.id)
    for kode, beku, isi in db.session.execute(tanya.execution_options(yield_per=200)):
        titik = _titik(isi)
        if beku["kepala"].get("jejak", "") != tercetak(titik):
            return f"Dokumen {kode}: jejak yang tercetak berbeda dengan yang tersimpan."
        if salah := next(hilang(titik), None):
            return f"Dokumen {kode}: rantai {salah[0]} urut {salah[1]} tidak lagi seperti saat dokumen terbit."
    return None


def _titik(isi: Any) -> list[Titik]:
    return [(str(r), int(u), str(h)) for r, u, h in isi or ()]
