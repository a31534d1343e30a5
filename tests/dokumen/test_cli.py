"""Does `flask dokumen periksa` answer as the public page does?"""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import operations
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen as J
from app.infra import files
from app.infra.db import db


def test_periksa_membedakan_asli_asing_dan_batal(
    app: Flask, terbit: Callable[..., Dokumen], kerjakan: Callable[[], None], operator: Pelaku, tmp_path: Path
) -> None:
    d = terbit(J.SPTJM)
    kerjakan()
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(files.baca(str(d.sha256)))
    jalan = app.test_cli_runner().invoke
    asli = jalan(args=["dokumen", "periksa", str(berkas)])
    assert (asli.exit_code, asli.output.startswith("ASLI: Surat pernyataan")) == (0, True)
    operations.batalkan(operations.muat(d.id), oleh=operator, alasan="Dibuka kembali")
    db.session.commit()
    batal = jalan(args=["dokumen", "periksa", str(berkas)])
    assert (batal.exit_code, "dibatalkan" in batal.output) == (1, True)
    berkas.write_bytes(b"lain")
    asing = jalan(args=["dokumen", "periksa", str(berkas)])
    assert (asing.exit_code, "tidak sama dengan dokumen" in asing.output) == (1, True)
