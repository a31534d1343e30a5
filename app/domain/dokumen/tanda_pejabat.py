"""Has an official signed the paper of a gate, and is the scan there? Asked where somebody records that decision."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from app.domain.akses.keputusan import TandaPejabat
from app.domain.akses.peran import Peran
from app.domain.aturan.jabatan import JABATAN
from app.domain.dokumen.models import Dokumen, DokumenPaket, TandaTangan
from app.domain.dokumen.status import TIDAK_BERLAKU, JenisDokumen
from app.infra.db import db


def pada_paket(
    paket_id: int, jenis: JenisDokumen, gerbang: str, peran: Peran, sejak: dt.datetime | None = None
) -> TandaPejabat | None:
    """On the newest paper in force of a kind over one packet (issued since a moment); None when there is none."""
    tanya = (
        sa.select(Dokumen)
        .join(DokumenPaket, DokumenPaket.dokumen_id == Dokumen.id)
        .where(DokumenPaket.paket_id == paket_id, Dokumen.jenis == jenis, Dokumen.status.not_in(TIDAK_BERLAKU))
    )
    if sejak is not None:
        tanya = tanya.where(Dokumen.dibuat >= sejak)
    ada = db.session.scalar(tanya.order_by(Dokumen.id.desc()).limit(1))
    return _tanda(ada, gerbang, peran) if ada else None


def pada_dokumen(dokumen_id: int, gerbang: str, peran: Peran) -> TandaPejabat | None:
    """On one paper."""
    ada = db.session.get(Dokumen, dokumen_id)
    return _tanda(ada, gerbang, peran) if ada and ada.berlaku else None


def _tanda(dokumen: Dokumen, gerbang: str, peran: Peran) -> TandaPejabat | None:
    t = _penanda(dokumen.tanda_tangan, gerbang, peran)
    if t is None:
        return None
    sebutan = f"{dokumen.judul} nomor {dokumen.nomor}" if dokumen.nomor else dokumen.judul
    sah = t.cara is not None and (t.pindaian_id is not None or t.cara != "basah")
    return TandaPejabat(dokumen.id, sebutan, t.nama, t.jabatan, dokumen.tanggal, sah)


def _penanda(semua: Sequence[TandaTangan], gerbang: str, peran: Peran) -> TandaTangan | None:
    """The official's line: by the post that the rule names, else (by delegation) the gate's last required signer."""
    wajib = [t for t in semua if t.gerbang == gerbang and t.wajib]
    pos = {kode for kode, j in JABATAN.items() if j.peran == peran}
    return next((t for t in wajib if t.jabatan_kode in pos), wajib[-1] if wajib else None)
