"""Which pictures of emblems were uploaded for letterheads? Kept by hash, never erased: issued papers name them."""

import sqlalchemy as sa

from app.domain.aturan.models import Lambang
from app.infra import files, images
from app.infra.db import db

SISI, TARGET_BYTE = 700, 120 * 1024


def siapkan(isi: bytes) -> str:
    """Check, reduce and store a picture; its hash. Slow, so before a transaction. Raises GalatIsian."""
    return files.simpan(images.siapkan_foto(isi, sisi=SISI, target_byte=TARGET_BYTE).isi).sha256


def catat(sha256: str, wilayah_kode: str, oleh: int) -> None:
    """Let letterheads name a stored picture."""
    if not dikenal(sha256):
        ukuran = len(files.baca(sha256))
        db.session.add(Lambang(wilayah_kode=wilayah_kode, sha256=sha256, ukuran=ukuran, diunggah_oleh=oleh))
        db.session.flush()


def dikenal(sha256: str) -> bool:
    """Whether a letterhead may print this file: only what was uploaded as an emblem, never another stored picture."""
    return db.session.scalar(sa.select(Lambang.id).where(Lambang.sha256 == sha256).limit(1)) is not None
