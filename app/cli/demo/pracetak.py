"""Which papers are drawn beside the history? Those that somebody will sign: a second core has time for them."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen as D
from app.infra import jobs
from app.infra.db import db

# Issued some turns before they are signed.
DITANDATANGANI = (D.BA_MUSYAWARAH, D.DAFTAR_HADIR, D.LAMPIRAN, D.SURAT_PENGANTAR, D.SPTJM)


class Pracetak:
    """Draws in a thread with a session of its own; what is asked for is then done or on its way."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._kolam = ThreadPoolExecutor(1, "pracetak")
        self._janji: dict[int, Future[None]] = {}
        self._terakhir = 0

    def lihat(self) -> None:
        """Begin with the papers issued since the last look, in the caller's session."""
        p, d = jobs.Pekerjaan, Dokumen
        tanya = sa.select(p.id, p.muatan).where(p.nama == "dokumen.buat", p.id > self._terakhir).order_by(p.id)
        baru = db.session.execute(tanya).all()
        if not baru:
            return
        self._terakhir = baru[-1].id
        ids = [satu.muatan["dokumen_id"] for satu in baru]
        mau = sa.select(d.id).where(d.id.in_(ids), d.jenis.in_(DITANDATANGANI), d.sha256.is_(None)).order_by(d.id)
        for satu in db.session.scalars(mau):
            self._janji[satu] = self._kolam.submit(self._cetak, satu)

    def tunggu(self, dokumen_id: Iterable[int]) -> None:
        """Wait for those of these papers that were begun. Raises what their drawing raised."""
        for satu in dokumen_id:
            if janji := self._janji.pop(satu, None):
                janji.result()

    def tutup(self) -> None:
        """Leave what nobody waits for to the worker."""
        self._kolam.shutdown(cancel_futures=True)

    def _cetak(self, dokumen_id: int) -> None:
        with self._app.app_context():
            try:
                self._app.extensions["sahih.kerja"]["dokumen.buat"](jobs.Kemajuan(0, "demo", 0), dokumen_id=dokumen_id)
                db.session.commit()
            finally:
                db.session.remove()
