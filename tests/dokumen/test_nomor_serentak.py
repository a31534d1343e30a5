"""Do numbers stay unique and without holes, whatever several workers do at the same time? On both databases."""

import datetime as dt
import threading
from typing import Any

import sqlalchemy as sa
from contoh_naskah import contoh
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import operations
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.dokumen.status import StatusDokumen
from app.infra.audit import Audit
from app.infra.db import db, hanya_baca

DESA = "33.28.10.2004"
# Two kinds share a classification and thus a sequence; the third has its own.
JENIS = (J.SPTJM, J.SURAT_PENGANTAR, J.UNDANGAN)
# One paper: which kind, of which year, and what becomes of it.
naskah = st.tuples(st.sampled_from(JENIS), st.sampled_from((2026, 2027)), st.sampled_from(("jadi", "urung", "batal")))


def kerja(app: Flask, daftar: list[Any], urut: int, oleh: Pelaku, mulai: threading.Barrier) -> None:
    """One worker: each paper in a transaction of its own, committed, rolled back, or cancelled by a later one."""
    with app.app_context():
        hanya_baca(False)
        mulai.wait()
        for jenis, tahun, nasib in daftar:
            isi, penanda = contoh(jenis, penuh=False)
            d = operations.terbitkan(
                jenis, unit_kode=DESA, unit_nama="Desa Slawi Kulon", konteks=isi, paket_ids=[], rantai=f"uji:{urut}",
                oleh=oleh, periode=f"{tahun}-11", tanggal=dt.date(tahun, 11, 12), penanda=penanda,
            )  # fmt: skip
            if nasib == "urung":
                db.session.rollback()
                continue
            db.session.commit()
            if nasib == "batal":
                operations.batalkan(d, oleh=oleh, alasan="Salah unit")
                db.session.commit()
        db.session.remove()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rencana=st.lists(st.lists(naskah, min_size=1, max_size=4), min_size=3, max_size=3))
def test_nomor_tidak_pernah_kembar_dan_hanya_berlubang_oleh_pembatalan_yang_tercatat(
    app: Flask, operator: Pelaku, rencana: list[list[Any]]
) -> None:
    """Given several workers that issue, change their minds and cancel; then in every sequence the numbers that are kept
    run from one without a hole, and a cancelled one is still there, with its fact."""
    db.session.commit()
    sudah = db.session.scalar(sa.select(sa.func.count(Dokumen.id))) or 0
    db.session.rollback()
    mulai = threading.Barrier(len(rencana))
    utas = [
        threading.Thread(target=kerja, args=(app, daftar, urut, operator, mulai)) for urut, daftar in enumerate(rencana)
    ]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    d = Dokumen
    semua = db.session.execute(sa.select(d.id, d.jenis, d.tahun, d.nomor_urut, d.nomor, d.status)).all()
    assert len(semua) - sudah == sum(nasib != "urung" for daftar in rencana for _, _, nasib in daftar)
    deret: dict[tuple[bool, int], list[int]] = {}
    for r in semua:
        deret.setdefault((r.jenis is J.UNDANGAN, r.tahun), []).append(r.nomor_urut)
    for nomor in deret.values():
        assert sorted(nomor) == list(range(1, len(nomor) + 1))
    assert len({r.nomor for r in semua}) == len(semua)
    batal = {f"dokumen:{r.id}" for r in semua if r.status is StatusDokumen.BATAL}
    assert batal == set(db.session.scalars(sa.select(Audit.objek).where(Audit.aksi == "dokumen.batalkan")))
    db.session.commit()
